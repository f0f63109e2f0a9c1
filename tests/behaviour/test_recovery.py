"""What becomes of a write whose answer never came, in the cases that seldom meet.

Laws: L4, unless a test names its own.
"""

from __future__ import annotations

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.memory.calls import lost_reply
from desktop.core.record import Role
from desktop.store.changelog import ChangeLog
from desktop.sync.session import Verdict, run

from .office import Office


def lose(name: str) -> None:
    """A hook: the answer to a create never comes."""
    if name == "create":
        raise lost_reply()


def lose_update(name: str) -> None:
    """A hook: the answer to an update never comes."""
    if name == "update":
        raise lost_reply()


def offline(name: str) -> None:
    """A hook: a create does not even get to the server."""
    if name == "create":
        raise PortFault(Fault(FaultClass.TRANSIENT, "offline", "There is no network."))


def test_a_write_that_was_never_sent_leaves_nothing_to_clear_up(office: Office) -> None:
    """L1."""
    office.new_in_salesforce("Ada", "Lovelace")
    office.world.mailbox.calls.before_call = offline
    assert office.sync().verdict is Verdict.FAILED
    assert office.store.journal.open_entries() == []
    office.world.mailbox.calls.quiet()
    assert office.settled().verdict is Verdict.CLEAN
    assert list(office.copies()) == ["Ada Lovelace"]


def test_a_copy_made_without_an_answer_and_thrown_away_since_is_not_taken_for_the_copy(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace")
    office.world.mailbox.calls.after_commit = lose
    assert office.sync().verdict is Verdict.FAILED
    office.world.mailbox.calls.quiet()
    office.mailbox.delete(office.copy_of("Ada Lovelace"))
    office.settled()
    assert list(office.records()) == ["Ada Lovelace"]
    assert len(office.mailbox.contacts(Role.DELETED)) == 1
    assert len(office.mailbox.contacts(Role.SHARED)) == 1


def test_two_records_that_could_be_the_one_that_was_made_are_asked_about_and_no_third_is_made() -> None:
    office = Office()
    office.new_in_outlook("Ada", "Lovelace")
    office.world.crm.calls.after_commit = lose
    assert office.sync().verdict is Verdict.FAILED
    office.world.crm.calls.quiet()
    office.new_in_salesforce("Ada", "Lovelace")
    assert office.settled().verdict is Verdict.WAITING
    assert [conflict.type for conflict in office.store.conflicts.waiting()] == ["duplicate"]
    assert len(office.crm.contacts()) == 2


def test_an_update_without_an_answer_in_the_second_of_the_one_before_is_remembered_as_done(office: Office) -> None:
    """L5: the stamp of Salesforce counts seconds, so it does not tell that the second update arrived; what it holds
    does, and the history can be undone."""
    office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    for title in ("Countess", "Duchess"):
        office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": title})
        if title == "Duchess":
            office.world.crm.calls.after_commit = lose_update
        run(office.context(), "test")
    before = office.records()["Ada Lovelace"]["Title"]
    office.world.crm.calls.quiet()
    assert (before, len(office.store.journal.open_entries())) == ("Duchess", 1)
    recovering = office.sync()
    assert recovering.counts["update crm"] == 1
    told = ChangeLog(office.database).of_pair(office.pairings()[0].pair_id)
    assert [change.after for change in told if change.field == "title"] == ["Countess", "Duchess"]
