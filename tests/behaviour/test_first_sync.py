"""The first sync writes only after a yes; a yes covers later plans that are a subset of it (rows 13, 115).

Laws: L12, unless a test names its own.
"""

from __future__ import annotations

import contextlib

import pytest

from desktop.core.lease import Lease, Machine
from desktop.core.memory.calls import lost_reply
from desktop.core.plan import Verb
from desktop.core.record import Side
from desktop.core.values import ABSENT
from desktop.sync.session import Verdict, run

from .moments import Crash, Doom
from .office import Office


def test_without_a_yes_nothing_is_written_to_either_side(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace")
    office.new_in_outlook("Grace", "Hopper")
    versions = office.versions()
    report = office.sync(yes=False)
    assert report.verdict is Verdict.HELD and report.planned is not None and report.planned.total == 2
    assert office.versions() == versions


def test_a_plan_never_writes(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace")
    versions = office.versions()
    report = run(office.context(), "test", yes=True, dry=True)
    assert report.planned is not None and report.planned.total == 1 and office.versions() == versions


def test_a_confirmed_hold_is_a_yes(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace")
    report = office.sync(yes=False)
    assert report.hold is not None
    office.confirm(report.hold, "yes")
    assert office.sync(yes=False).verdict is Verdict.CLEAN
    assert list(office.copies()) == ["Ada Lovelace"]


class PulledPlug(BaseException):
    """The process is gone."""


def crash_at(office: Office, call: str, number: int) -> None:
    """Let the process die after the n-th call of a name reached the server."""
    seen = 0

    def count(name: str) -> None:
        nonlocal seen
        seen += name == call
        if seen == number:
            raise PulledPlug

    office.world.mailbox.calls.after_commit = count
    office.clock.forward(minutes=15)
    with pytest.raises(PulledPlug):
        run(office.context(), "test", yes=True)
    office.world.mailbox.calls.quiet()


def test_a_first_sync_that_was_killed_goes_on_by_itself(office: Office) -> None:
    """L4, L9."""
    for number in range(120):
        office.new_in_salesforce(f"Person{number}", "Smith")
    crash_at(office, "create", 2)
    assert 0 < len(office.copies()) < 120
    assert office.sync(yes=False).verdict is Verdict.CLEAN
    assert len(office.copies()) == len(office.mailbox.contacts()) == 120 == len(office.crm.contacts())


def test_what_a_yes_does_not_cover_is_asked_again(office: Office) -> None:
    """L9, L12."""
    for number in range(120):
        office.new_in_salesforce(f"Person{number}", "Smith")
    crash_at(office, "create", 1)
    office.new_in_salesforce("Late", "Comer")
    report = office.sync(yes=False)
    assert report.verdict is Verdict.HELD and len(office.copies()) == 120
    assert office.sync(yes=True).verdict is Verdict.CLEAN
    assert len(office.copies()) == 121


def test_after_the_first_sync_no_yes_is_needed(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.new_in_salesforce("Grace", "Hopper")
    assert office.sync(yes=False).verdict is Verdict.CLEAN
    assert len(office.copies()) == 2


@pytest.mark.parametrize("side", ["crm", "mailbox"])
def test_a_lost_reply_to_a_create_makes_nothing_twice(office: Office, side: str) -> None:
    """L4."""
    office.settled()
    if side == "crm":
        office.new_in_outlook("Grace", "Hopper")
        calls = office.world.crm.calls
    else:
        office.new_in_salesforce("Ada", "Lovelace")
        calls = office.world.mailbox.calls

    def lose(name: str) -> None:
        if name == "create":
            calls.quiet()
            raise lost_reply()

    calls.after_commit = lose
    assert office.sync().verdict is Verdict.FAILED
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.crm.contacts()) == len(office.mailbox.contacts()) == 1


def test_an_edit_between_crash_and_recovery_travels(office: Office) -> None:
    """L1, L4."""
    office.settled()
    office.new_in_outlook("Grace", "Hopper", JobTitle="Admiral")

    def lose(name: str) -> None:
        if name == "create":
            office.world.crm.calls.quiet()
            raise lost_reply()

    office.world.crm.calls.after_commit = lose
    office.sync()
    office.clock.forward(minutes=1)
    office.crm.edit(office.crm.contacts()[0].native_id, {"Title": "Rear Admiral"})
    assert office.settled().verdict is Verdict.CLEAN
    assert office.copies()["Grace Hopper"]["JobTitle"] == "Rear Admiral"
    assert len(office.crm.contacts()) == 1


def test_two_fsyncs_a_batch(office: Office) -> None:
    """L9."""
    office.settled()
    for number in range(40):
        office.new_in_salesforce(f"Person{number}", "Smith")
    office.sync()
    before = office.database.commits
    office.sync()
    quiet = office.database.commits - before
    for row in office.crm.contacts():
        office.clock.forward(seconds=1)
        office.crm.edit(row.native_id, {"Title": "New"})
    before = office.database.commits
    office.sync()
    # One for the page that was read besides two for the one batch.
    assert office.database.commits - before - quiet == 1 + 2


def test_preview_lists_whom_a_session_would_write_to_with_values_before_and_after() -> None:
    office = Office()
    ada = office.new_in_salesforce("Ada", "Lovelace", Title="Countess")
    office.settled()
    office.crm.edit(ada, {"Title": "Programmer"})
    office.new_in_outlook("Grace", "Hopper")
    office.clock.forward(minutes=15)
    before = office.versions()
    report = run(office.context(), "plan", dry=True)
    seen = {(i.title, i.verb, i.side): {name: (a, b) for name, a, b in i.changes} for i in report.items}
    assert seen["Ada Lovelace", Verb.UPDATE, Side.MAILBOX] == {"title": ("Countess", "Programmer")}
    assert seen["Grace Hopper", Verb.CREATE, Side.CRM]["last_name"] == (ABSENT, "Hopper")
    assert report.planned is not None
    assert len(report.items) == report.planned.total
    assert office.versions() == before


def test_a_yes_counts_also_where_a_session_died_while_it_heeded_another_computer(office: Office) -> None:
    """L9: what is looked for anew since another computer held the lease goes on under the yes that it had."""
    moment = 0
    while True:
        laptop = Office(office.dialect, office.link_field)
        laptop.machine = Machine("LAPTOP", "k2")
        laptop.new_in_salesforce("Bob", "Jones")
        laptop.new_in_outlook("Ann", "Smith")
        held = laptop.sync(yes=False)
        assert held.hold is not None
        laptop.confirm(held.hold, "yes")
        lease = Lease(Machine("OFFICE-PC", "k1"), laptop.clock.now())
        laptop.world.mailbox.put_lease(lease.text(), "")
        laptop.clock.forward(hours=2)
        doom = Doom(laptop, moment)
        with contextlib.suppress(Crash):
            run(laptop.context(), "test")
        doom.end()
        assert laptop.sync(yes=False).verdict is Verdict.CLEAN, f"after a crash at moment {moment}"
        assert (len(laptop.records()), len(laptop.copies())) == (2, 2)
        if not doom.dead:
            break
        moment += 1
