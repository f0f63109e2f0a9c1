"""Undo of a session: both sides as they were, but for what people touched since.

Laws: L3, unless a test names its own.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from desktop.core.pairing import PairState, Wish
from desktop.core.plan import Verb
from desktop.core.record import Role, Side
from desktop.core.undo import Touched
from desktop.core.values import ABSENT, EMPTY
from desktop.sync.session import Report, Verdict

from .office import Office

Looks = Mapping[str, object]


def looks(office: Office) -> Looks:
    """What people see on both sides: every live contact with its fields, and where it lies."""
    crm = {row.native_id: dict(row.fields) for row in office.crm.contacts()}
    mailbox = {
        str(item.fields): (item.role, item.marked) for item in office.mailbox.contacts(Role.SHARED, Role.DEFAULT)
    }
    return {"crm": crm, "mailbox": mailbox}


def undone(office: Office, report: Report, *names: str) -> Report:
    """Undo a session wholly, and see that the next one finds nothing to do."""
    result = office.undo(report.session, *names)
    quiet(office)
    return result


def quiet(office: Office) -> None:
    """The next sessions write nothing and ask nothing."""
    versions, open_before = office.versions(), len(office.store.conflicts.waiting())
    for _ in range(2):
        report = office.sync()
        assert office.versions() == versions, report
        assert not report.counts.get("operations")
        assert len(office.store.conflicts.waiting()) == open_before
        assert not [hold for hold in office.store.holds.active() if hold.state == "open"]


@pytest.fixture
def paired(office: Office) -> tuple[Office, str]:
    contact = office.new_in_salesforce("Ada", "Lovelace", Title="Analyst", Phone="1")
    office.settled()
    return office, contact


def test_a_changed_field_gets_its_former_value(paired: tuple[Office, str]) -> None:
    office, contact = paired
    office.crm.edit(contact, {"Title": "Countess"})
    session = office.settled_first()
    report = undone(office, session)
    assert report.verdict is Verdict.CLEAN and report.counts["undone"] == 1
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Analyst"
    assert office.records()["Ada Lovelace"]["Title"] == "Countess"


def test_after_an_undo_the_next_edit_of_the_field_travels(paired: tuple[Office, str]) -> None:
    """L1."""
    office, contact = paired
    office.crm.edit(contact, {"Title": "Countess"})
    undone(office, office.settled_first())
    office.crm.edit(contact, {"Title": "Programmer"})
    office.settled()
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Programmer"


def test_a_copy_that_was_made_goes_to_deleted_items_and_does_not_come_back(office: Office) -> None:
    """L2."""
    office.new_in_salesforce("Ada", "Lovelace")
    before = looks(office)
    undone(office, office.sync())
    assert looks(office) == before
    assert len(office.mailbox.contacts(Role.DELETED)) == 1
    (pairing,) = office.pairings()
    assert (pairing.state, pairing.reason) == (PairState.DETACHED, "undone")


def test_an_undone_copy_can_be_wished_for_again(office: Office) -> None:
    """L1."""
    office.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    undone(office, office.sync())
    office.wish(Wish.SHARE)
    office.settled()
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Analyst"


def test_an_edit_in_salesforce_does_not_bring_an_undone_copy_back(office: Office) -> None:
    """L1."""
    contact = office.new_in_salesforce("Ada", "Lovelace")
    undone(office, office.sync())
    office.crm.edit(contact, {"Title": "Countess"})
    office.settled()
    assert office.copies() == {}


def test_a_contact_that_was_made_in_salesforce_goes_to_the_recycle_bin(office: Office) -> None:
    office.new_in_outlook("Ada", "Lovelace")
    session = office.settled_first()
    assert list(office.records()) == ["Ada Lovelace"]
    undone(office, session)
    assert office.records() == {} and office.copies() == {}
    assert [item.marked for item in office.mailbox.contacts(Role.DEFAULT)] == [False]


def test_a_contact_restored_from_the_recycle_bin_is_not_doubled(office: Office) -> None:
    """L4."""
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.crm.delete(contact)
    undone(office, office.settled_first())
    assert len(office.copies()) == 1 and office.records() == {}
    office.crm.restore(contact)
    office.settled()
    assert len(office.mailbox.contacts(Role.SHARED, Role.DEFAULT)) == 1
    assert [pairing.state for pairing in office.pairings()] == [PairState.ACTIVE]


def test_a_copy_that_was_deleted_comes_back_from_deleted_items(paired: tuple[Office, str]) -> None:
    office, contact = paired
    office.crm.delete(contact)
    before = dict(office.copies())
    report = undone(office, office.settled_first())
    assert report.counts["restore mailbox"] == 1
    assert office.copies() == before and office.mailbox.contacts(Role.DELETED) == []


def test_a_copy_that_the_bin_has_lost_is_made_anew(paired: tuple[Office, str]) -> None:
    office, contact = paired
    office.crm.delete(contact)
    session = office.settled_first()
    (binned,) = office.mailbox.contacts(Role.DELETED)
    office.mailbox.purge(binned.native_id)
    preview = office.undo(session.session, dry=True)
    assert [item.verb for item in preview.items] == [Verb.CREATE]
    report = undone(office, session)
    assert report.counts["create mailbox"] == 1
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Analyst"


def held_and_deleted(office: Office) -> Report:
    """Ada was deleted in Outlook, and the person said that she may be deleted in Salesforce too."""
    office.mailbox.delete(office.copy_of("Ada Lovelace"))
    office.sync()
    (hold,) = office.store.holds.active()
    office.confirm(hold.id, "delete")
    return office.settled_first()


def test_a_contact_that_was_deleted_comes_back_from_the_recycle_bin(paired: tuple[Office, str]) -> None:
    office, contact = paired
    report = undone(office, held_and_deleted(office))
    assert report.counts["restore crm"] == 1
    assert [row.native_id for row in office.crm.contacts()] == [contact]
    assert office.copies() == {}


def test_a_copy_restored_after_such_an_undo_is_linked_again(paired: tuple[Office, str]) -> None:
    """L4."""
    office, _ = paired
    undone(office, held_and_deleted(office))
    (binned,) = office.mailbox.contacts(Role.DELETED)
    office.mailbox.restore(binned.native_id)
    office.settled()
    assert [pairing.state for pairing in office.pairings()] == [PairState.ACTIVE]
    assert (len(office.copies()), len(office.records())) == (1, 1)


def test_a_contact_that_salesforce_has_lost_is_made_anew(paired: tuple[Office, str]) -> None:
    office, contact = paired
    session = held_and_deleted(office)
    office.crm.purge(contact)
    report = undone(office, session)
    assert report.counts["create crm"] == 1
    assert office.records()["Ada Lovelace"]["Title"] == "Analyst"


def test_a_matched_pair_is_separate_again(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    office.new_in_outlook("Ada", "Lovelace", Role.DEFAULT, Department="Poetry")
    office.mailbox.categorise(office.copy_of("Ada Lovelace", Role.DEFAULT), "Salesforce")
    session = office.settled_first()
    assert office.records()["Ada Lovelace"]["Department"] == "Poetry"
    undone(office, session)
    assert office.records()["Ada Lovelace"]["Department"] is None
    (own,) = office.mailbox.contacts(Role.DEFAULT)
    assert "JobTitle" not in own.fields and not own.marked


def test_an_unshared_copy_is_shared_again(paired: tuple[Office, str]) -> None:
    office, contact = paired
    office.crm.reown(contact)
    before = dict(office.copies())
    session = office.settled_first()
    assert office.copies() == {}
    undone(office, session)
    assert office.copies() == before
    office.crm.edit(contact, {"Title": "Countess"})
    office.settled()
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Countess"


def test_what_was_changed_since_stays_and_is_told(paired: tuple[Office, str]) -> None:
    office, contact = paired
    office.crm.edit(contact, {"Title": "Countess", "Phone": "2"})
    session = office.settled_first()
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Programmer"})
    report = office.undo(session.session)
    assert report.verdict is Verdict.WAITING
    (conflict,) = report.conflicts
    assert (conflict.reason, conflict.changes) == (Touched.CHANGED, (("title", "Programmer", "Analyst"),))
    copy = office.copies()["Ada Lovelace"]
    assert (copy["JobTitle"], copy["PhoneNumbers/BusinessPhone"]) == ("Programmer", "1")


def test_a_person_who_insists_gets_the_former_value(paired: tuple[Office, str]) -> None:
    office, contact = paired
    office.crm.edit(contact, {"Title": "Countess"})
    session = office.settled_first()
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Programmer"})
    assert office.undo(session.session, insist=True).verdict is Verdict.CLEAN
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Analyst"


def test_a_made_copy_that_was_edited_since_is_not_removed(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace")
    session = office.settled_first()
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"Department": "Poetry"})
    office.settled()
    report = undone(office, session)
    (conflict,) = report.conflicts
    assert (conflict.verb, conflict.side, conflict.reason) == (Verb.CREATE, Side.MAILBOX, Touched.CHANGED)
    assert list(office.copies()) == ["Ada Lovelace"]


def test_an_edit_in_the_very_moment_of_the_undo_wins(paired: tuple[Office, str]) -> None:
    office, contact = paired
    office.crm.edit(contact, {"Title": "Countess"})
    session = office.settled_first()

    def meanwhile(name: str) -> None:
        if name == "update":
            office.world.mailbox.calls.quiet()
            office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Programmer"})

    office.world.mailbox.calls.before_call = meanwhile
    report = office.undo(session.session)
    assert [conflict.reason for conflict in report.conflicts] == [Touched.CHANGED]
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Programmer"


def test_an_undo_is_undone_in_the_same_way(office: Office) -> None:
    contact = office.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    office.new_in_outlook("Grace", "Hopper")
    session = office.settled_first()
    after = looks(office)
    first = undone(office, session)
    second = undone(office, first)
    assert second.verdict is Verdict.CLEAN
    assert looks(office) == after
    office.crm.edit(contact, {"Title": "Countess"})
    office.mailbox.edit(office.copy_of("Grace Hopper"), {"JobTitle": "Admiral"})
    office.settled()
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Countess"
    assert office.records()["Grace Hopper"]["Title"] == "Admiral"
    assert {pairing.state for pairing in office.pairings()} == {PairState.ACTIVE}


def test_a_session_is_undone_once_only(paired: tuple[Office, str]) -> None:
    office, contact = paired
    office.crm.edit(contact, {"Title": "Countess"})
    session = office.settled_first()
    first = office.undo(session.session)
    again = office.undo(session.session)
    assert again.verdict is Verdict.CLEAN and not again.counts.get("operations")
    assert office.store.deeds.undoings() == {session.session: (first.session,)}


def test_only_what_was_chosen_is_undone(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace")
    office.new_in_salesforce("Grace", "Hopper")
    undone(office, office.settled_first(), "Ada Lovelace")
    assert list(office.copies()) == ["Grace Hopper"]


def test_a_preview_writes_nothing_and_says_what_would_be_done(paired: tuple[Office, str]) -> None:
    office, contact = paired
    office.crm.edit(contact, {"Title": "Countess"})
    session = office.settled_first()
    before, writes = looks(office), len(office.store.journal.of_session(session.session))
    report = office.undo(session.session, dry=True)
    assert report.verdict is Verdict.HELD and report.planned is not None and report.planned.total == writes == 1
    (item,) = report.items
    assert (item.title, item.verb, item.changes) == (
        "Ada Lovelace",
        Verb.UPDATE,
        (("title", "Countess", "Analyst"),),
    )
    assert looks(office) == before


def test_a_preview_calls_what_comes_back_by_its_name(paired: tuple[Office, str]) -> None:
    office, contact = paired
    office.crm.delete(contact)
    session = office.settled_first()
    (item,) = office.undo(session.session, dry=True).items
    assert (item.title, item.verb) == ("Ada Lovelace", Verb.RESTORE)
    assert ("title", ABSENT, "Analyst") in item.changes and EMPTY not in {after for _, _, after in item.changes}


def test_a_thousand_operations_of_which_people_touched_three() -> None:
    """Scenario 20: 997 undone, 3 offered as conflicts."""
    office = Office()
    contacts = [office.new_in_salesforce(f"First{n}", f"Last{n}", Title="Analyst") for n in range(500)]
    office.sync()
    office.sync()
    for contact in contacts[:400]:
        office.crm.edit(contact, {"Title": "Countess"})
    for n in range(500):
        office.new_in_salesforce(f"New{n}", f"Person{n}")
    for contact in contacts[400:]:
        office.crm.reown(contact)
    asked = looks(office)["crm"]
    session = office.sync()
    (hold,) = [hold for hold in office.store.holds.active() if hold.state == "open"]
    assert len(office.store.journal.of_session(session.session)) == 900
    office.confirm(hold.id, "yes")
    rest = office.sync()
    for name in ("First0 Last0", "First1 Last1", "New7 Person7"):
        office.mailbox.edit(office.copy_of(name), {"JobTitle": "Touched"})
    first, second = office.undo(session.session), office.undo(rest.session)
    assert first.counts["undone"] + second.counts["undone"] == 997
    assert [conflict.title for conflict in first.conflicts] == ["First0 Last0", "First1 Last1", "New7 Person7"]
    assert looks(office)["crm"] == asked
    asked_of_outlook = [str(item.fields) for item in office.mailbox.contacts(Role.SHARED)]
    assert sum("'Analyst'" in fields for fields in asked_of_outlook) == 498
    assert sum("'Touched'" in fields for fields in asked_of_outlook) == 3
    assert len(asked_of_outlook) == 501
    office.settled()
