"""Deletions: by proof only, in the mailbox held for the person, in bulk only after a yes (rows 53, 111).

Laws: L12, unless a test names its own.
"""

from __future__ import annotations

import pytest

from desktop.app import decisions
from desktop.core.faults import Fault, FaultClass
from desktop.core.pairing import PairState
from desktop.core.record import Role
from desktop.sync.session import Verdict

from .office import Office


@pytest.fixture
def paired(office: Office) -> tuple[Office, str]:
    contact = office.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    office.settled()
    return office, contact


def hold_of(office: Office) -> int:
    assert office.settled().verdict is Verdict.WAITING
    (hold,) = office.store.holds.active()
    return hold.id


def test_a_deletion_in_salesforce_moves_the_copy_to_deleted_items(paired: tuple[Office, str]) -> None:
    """L1."""
    office, contact = paired
    office.crm.delete(contact)
    assert office.settled().verdict is Verdict.CLEAN
    assert office.copies() == {} and len(office.mailbox.contacts(Role.DELETED)) == 1
    assert office.pairings() == []


def test_a_deletion_in_the_mailbox_is_held(paired: tuple[Office, str]) -> None:
    office, _ = paired
    office.mailbox.delete(office.copy_of("Ada Lovelace"))
    hold_of(office)
    assert list(office.records()) == ["Ada Lovelace"]
    assert [p.state for p in office.pairings()] == [PairState.HELD]


def test_held_deletion_answered_delete(paired: tuple[Office, str]) -> None:
    office, _ = paired
    office.mailbox.delete(office.copy_of("Ada Lovelace"))
    office.confirm(hold_of(office), "delete")
    assert office.settled().verdict is Verdict.CLEAN
    assert office.records() == {} and office.pairings() == []


def test_a_deletion_that_salesforce_refuses_waits_with_its_answer(paired: tuple[Office, str]) -> None:
    """L1."""
    office, _ = paired
    office.mailbox.delete(office.copy_of("Ada Lovelace"))
    office.confirm(hold_of(office), "delete")
    busy = Fault(FaultClass.INVALID, "locked", "Somebody else works on it.")
    office.world.crm.calls.before_item = lambda name, _: busy if name == "delete" else None
    assert office.settled().verdict is Verdict.WAITING
    office.world.crm.calls.quiet()
    (issue,) = office.store.issues.open()
    decisions.retry(office.database, issue.id)
    assert office.settled().verdict is Verdict.CLEAN
    assert office.records() == {} and office.pairings() == []


def test_held_deletion_answered_restore(paired: tuple[Office, str]) -> None:
    """L1."""
    office, _ = paired
    office.mailbox.delete(office.copy_of("Ada Lovelace"))
    office.confirm(hold_of(office), "restore")
    assert office.settled().verdict is Verdict.CLEAN
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Analyst"
    assert len(office.crm.contacts()) == 1


def test_held_deletion_answered_stop(paired: tuple[Office, str]) -> None:
    """L1."""
    office, contact = paired
    office.mailbox.delete(office.copy_of("Ada Lovelace"))
    office.confirm(hold_of(office), "stop")
    assert office.settled().verdict is Verdict.CLEAN
    office.crm.edit(contact, {"Title": "Countess"})
    assert office.settled().verdict is Verdict.CLEAN
    assert office.copies() == {} and list(office.records()) == ["Ada Lovelace"]


def test_a_copy_that_comes_back_from_the_bin_ends_the_question(paired: tuple[Office, str]) -> None:
    """L1, L4."""
    office, contact = paired
    binned = office.mailbox.delete(office.copy_of("Ada Lovelace"))
    hold_of(office)
    office.mailbox.restore(binned)
    office.crm.edit(contact, {"Title": "Countess"})
    assert office.settled().verdict is Verdict.CLEAN
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Countess" and len(office.crm.contacts()) == 1


def test_a_copy_restored_within_one_interval_is_no_question(paired: tuple[Office, str]) -> None:
    """L5."""
    office, _ = paired
    office.mailbox.restore(office.mailbox.delete(office.copy_of("Ada Lovelace")))
    assert office.settled().verdict is Verdict.CLEAN


def test_deleted_for_good_in_the_mailbox_is_held_too(paired: tuple[Office, str]) -> None:
    office, _ = paired
    office.mailbox.purge(office.copy_of("Ada Lovelace"))
    hold_of(office)
    assert list(office.records()) == ["Ada Lovelace"]


def test_deleted_on_both_sides_is_forgotten(paired: tuple[Office, str]) -> None:
    """L1."""
    office, contact = paired
    office.crm.delete(contact)
    office.mailbox.delete(office.copy_of("Ada Lovelace"))
    assert office.settled().verdict is Verdict.CLEAN
    assert office.pairings() == []


@pytest.mark.parametrize(("take", "copies", "records"), [("salesforce", 0, 0), ("mailbox", 1, 1)])
def test_deleted_there_and_edited_here_asks(paired: tuple[Office, str], take: str, copies: int, records: int) -> None:
    """L3."""
    office, contact = paired
    office.crm.delete(contact)
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Countess"})
    assert office.settled().verdict is Verdict.WAITING
    (conflict,) = office.store.conflicts.waiting()
    assert conflict.type == "edit_delete" and len(office.copies()) == 1
    office.resolve(conflict.id, take)
    assert office.settled().verdict is Verdict.CLEAN
    assert (len(office.copies()), len(office.records())) == (copies, records)


def test_a_merge_relinks_the_losers_copy_to_the_winner(office: Office) -> None:
    """L4."""
    winner = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.mailbox.unshare(office.copy_of("Ada Lovelace"))
    office.settled()
    loser = office.new_in_salesforce("Ada", "King", Phone="1")
    office.settled()
    office.crm.merge(winner, [loser])
    office.settled()
    assert len(office.crm.contacts()) == 1
    assert len(office.mailbox.contacts()) == 1


def test_a_merge_of_two_synced_contacts_leaves_one_copy(office: Office) -> None:
    """L1, L4."""
    winner = office.new_in_salesforce("Ada", "Lovelace")
    loser = office.new_in_salesforce("Ada", "King", Phone="1")
    office.settled()
    office.crm.merge(winner, [loser])
    assert office.settled().verdict is Verdict.CLEAN
    assert list(office.copies()) == ["Ada Lovelace"]
    assert office.copies()["Ada Lovelace"]["PhoneNumbers/BusinessPhone"] == "1"


def test_a_merge_into_a_contact_that_is_new_to_us_keeps_the_copy(office: Office) -> None:
    """L4."""
    loser = office.new_in_salesforce("Ada", "King", Phone="1")
    office.settled()
    copy = office.copy_of("Ada King")
    winner = office.new_in_salesforce("Ada", "Lovelace")
    office.crm.merge(winner, [loser])
    assert office.settled().verdict is Verdict.CLEAN
    assert list(office.copies()) == ["Ada Lovelace"] and office.mailbox.contacts(Role.DELETED) == []
    assert office.dialect == "ews" or office.copy_of("Ada Lovelace") == copy


def test_an_undeleted_record_comes_back_once(paired: tuple[Office, str]) -> None:
    """L4."""
    office, contact = paired
    office.crm.delete(contact)
    office.settled()
    office.crm.restore(contact)
    office.settled()
    assert list(office.copies()) == ["Ada Lovelace"]


def test_deletions_in_bulk_wait_for_a_yes(office: Office) -> None:
    contacts = [office.new_in_salesforce(f"Person{n}", "Smith") for n in range(8)]
    office.settled()
    for contact in contacts[:6]:
        office.crm.delete(contact)
    assert office.settled().verdict is Verdict.WAITING
    assert len(office.copies()) == 8
    (hold,) = office.store.holds.active()
    assert hold.guard == "mass-deletion" and "6" in hold.summary
    office.confirm(hold.id, "yes")
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.copies()) == 2


def test_a_yes_covers_no_deletion_that_came_later(office: Office) -> None:
    contacts = [office.new_in_salesforce(f"Person{n}", "Smith") for n in range(20)]
    office.settled()
    for contact in contacts[:6]:
        office.crm.delete(contact)
    office.settled()
    (hold,) = office.store.holds.active()
    for contact in contacts[6:13]:
        office.crm.delete(contact)
    office.confirm(hold.id, "yes")
    assert office.settled().verdict is Verdict.WAITING
    assert len(office.copies()) == 14
    (later,) = office.store.holds.active()
    assert later.state == "open" and "7" in later.summary


def test_a_question_about_many_deletions_is_over_once_they_are_carried_out(office: Office) -> None:
    contacts = [office.new_in_salesforce(f"Person{n}", "Smith") for n in range(8)]
    office.settled()
    for contact in contacts[:6]:
        office.crm.delete(contact)
    office.settled()
    (hold,) = office.store.holds.active()
    office.settled()
    assert [again.id for again in office.store.holds.active()] == [hold.id], "it waits as long as nobody answers"
    office.confirm(hold.id, "yes")
    office.settled()
    assert office.store.holds.active() == []


def test_a_question_about_many_deletions_is_over_when_none_are_left(office: Office) -> None:
    contacts = [office.new_in_salesforce(f"Person{n}", "Smith") for n in range(8)]
    office.settled()
    for contact in contacts[:6]:
        office.crm.delete(contact)
    assert office.settled().verdict is Verdict.WAITING
    for number in range(7):
        office.mailbox.delete(office.copy_of(f"Person{number} Smith"))
    office.sync()
    assert [hold.guard for hold in office.store.holds.active()] == ["deletion"]


def test_an_emptied_answer_of_the_server_deletes_nothing(office: Office) -> None:
    for number in range(8):
        office.new_in_salesforce(f"Person{number}", "Smith")
    office.settled()
    for row in office.crm.contacts():
        office.crm.hide(row.native_id)
    office.clock.forward(hours=25)
    office.settled()
    assert len(office.copies()) == 8


@pytest.mark.parametrize("edited", [False, True])
def test_unshared_here_and_deleted_there_leaves_the_person_their_own_contact(
    paired: tuple[Office, str], edited: bool
) -> None:
    """L3."""
    office, contact = paired
    copy = office.copy_of("Ada Lovelace")
    if edited:
        office.mailbox.edit(copy, {"JobTitle": "Countess"})
    office.mailbox.unshare(copy)
    office.crm.delete(contact)
    assert office.settled().verdict is Verdict.CLEAN
    (item,) = office.mailbox.contacts()
    assert item.role is Role.DEFAULT and not item.marked
    assert office.pairings() == []


def test_a_held_copy_that_comes_back_while_its_record_goes_is_not_lost_from_sight(paired: tuple[Office, str]) -> None:
    """L3."""
    office, contact = paired
    copy = office.copy_of("Ada Lovelace")
    office.mailbox.edit(copy, {"JobTitle": "Countess"})
    binned = office.mailbox.delete(copy)
    assert office.settled().verdict is Verdict.WAITING
    office.mailbox.restore(binned)
    office.crm.delete(contact)
    assert office.settled().verdict is Verdict.WAITING
    (conflict,) = office.store.conflicts.waiting()
    assert conflict.type == "edit_delete"
    office.resolve(conflict.id, "mailbox")
    assert office.settled().verdict is Verdict.CLEAN
    assert office.records()["Ada Lovelace"]["Title"] == "Countess"


def test_shared_anew_after_its_record_was_deleted_it_is_a_new_contact(paired: tuple[Office, str]) -> None:
    """L1, L4."""
    office, contact = paired
    office.mailbox.unshare(office.copy_of("Ada Lovelace"))
    office.settled()
    office.mailbox.share(office.copy_of("Ada Lovelace", Role.DEFAULT))
    office.crm.delete(contact)
    assert office.settled().verdict is Verdict.CLEAN
    assert list(office.records()) == ["Ada Lovelace"] and len(office.copies()) == 1
