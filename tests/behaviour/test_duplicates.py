"""Nothing is made twice (row 52).

Laws: L4, unless a test names its own.
"""

from __future__ import annotations

import pytest

from desktop.core.faults import PortFault
from desktop.core.memory.crm_table import COLLEAGUE
from desktop.core.record import Role
from desktop.sync.session import Verdict

from .office import Office


def test_the_same_person_on_both_sides_is_linked_by_email(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace", Title="Analyst", Email="ada@example.com")
    office.new_in_outlook("Ada", "Lovelace", email="ADA@example.com", Department="Engines")
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.crm.contacts()) == len(office.mailbox.contacts()) == 1
    assert office.records()["Ada Lovelace"]["Department"] == "Engines"
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Analyst"


def test_without_an_email_first_last_and_company_link(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace", Email="")
    office.new_in_outlook("ada", "LOVELACE", email="")
    office.sync()
    assert len(office.crm.contacts()) == len(office.mailbox.contacts()) == 1


def test_another_company_is_another_person(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace", Email="")
    office.new_in_outlook("Ada", "Lovelace", email="", CompanyName="Engines")
    office.settled()
    assert len(office.crm.contacts()) == len(office.mailbox.contacts(Role.SHARED)) == 2


def test_several_hits_wait_for_a_decision_and_nothing_is_made(office: Office) -> None:
    first = office.new_in_salesforce("Ada", "Lovelace", Email="ada@example.com")
    office.new_in_salesforce("Ada", "King", Email="ada@example.com")
    office.new_in_outlook("Ada", "Lovelace", email="ada@example.com")
    assert office.settled().verdict is Verdict.WAITING
    (conflict,) = office.store.conflicts.waiting()
    assert conflict.type == "duplicate" and len(conflict.candidates) == 2
    assert len(office.crm.contacts()) == 2 and len(office.mailbox.contacts()) == 1
    office.resolve(conflict.id, first)
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.crm.contacts()) == 2 and len(office.mailbox.contacts()) == 2


def test_a_duplicate_may_be_made_a_record_of_its_own(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace", Email="info@example.com")
    office.settled()
    office.new_in_outlook("Charles", "Babbage", email="info@example.com")
    assert office.settled().verdict is Verdict.WAITING
    (conflict,) = office.store.conflicts.waiting()
    office.resolve(conflict.id, "mailbox")
    assert office.settled().verdict is Verdict.CLEAN
    assert set(office.records()) == {"Ada Lovelace", "Charles Babbage"}


def test_a_question_about_a_duplicate_ends_when_the_contact_is_deleted(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace", Email="info@example.com")
    office.settled()
    contact = office.new_in_outlook("Charles", "Babbage", email="info@example.com")
    office.settled()
    office.mailbox.delete(contact)
    assert office.settled().verdict is Verdict.CLEAN
    assert office.store.conflicts.waiting() == []


def test_a_colleagues_contact_is_linked_not_doubled(office: Office) -> None:
    office.crm.create_contact({"FirstName": "Alan", "LastName": "Turing", "Email": "alan@example.com"}, COLLEAGUE)
    office.new_in_outlook("Alan", "Turing", email="alan@example.com")
    office.settled()
    assert len(office.crm.contacts()) == 1 and list(office.copies()) == ["Alan Turing"]


def test_two_salesforce_contacts_with_one_address_both_come_down(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace", Email="info@example.com")
    office.settled()
    office.new_in_salesforce("Charles", "Babbage", Email="info@example.com")
    assert office.settled().verdict is Verdict.CLEAN
    assert set(office.copies()) == {"Ada Lovelace", "Charles Babbage"}


def test_a_copy_in_the_mailbox_is_a_contact_of_its_own(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace", Email="")
    office.settled()
    copy = office.mailbox.copy(office.copy_of("Ada Lovelace"))
    office.mailbox.edit(copy, {"GivenName": "Augusta"})
    office.settled()
    assert set(office.records()) == {"Ada Lovelace", "Augusta Lovelace"}
    links = [item.link for item in office.mailbox.contacts(Role.SHARED)]
    assert len(set(links)) == 2


def test_a_lost_database_in_agreement_writes_nothing(office: Office) -> None:
    """L11."""
    for number in range(5):
        office.new_in_salesforce(f"Person{number}", "Smith")
    office.new_in_outlook("Grace", "Hopper")
    office.settled()
    versions = office.versions()
    office.lose_database()
    assert office.settled().verdict is Verdict.CLEAN
    assert office.versions() == versions and len(office.pairings()) == 6


def test_an_expired_cursor_repeats_and_deletes_nothing(office: Office) -> None:
    """L2."""
    office.new_in_salesforce("Ada", "Lovelace")
    office.new_in_outlook("Grace", "Hopper")
    office.settled()
    versions = office.versions()
    office.world.crm.expire_cursors()
    office.world.mailbox.expire_cursors()
    assert office.settled().verdict is Verdict.CLEAN
    assert office.versions() == versions


def test_a_candidate_that_has_a_copy_already_is_no_answer(office: Office) -> None:
    taken = office.new_in_salesforce("Ada", "Lovelace", Email="ada@example.com")
    office.settled()
    office.new_in_outlook("Ada", "Lovelace", email="ada@example.com")
    office.settled()
    (conflict,) = office.store.conflicts.waiting()
    with pytest.raises(PortFault, match="another contact in Outlook"):
        office.resolve(conflict.id, taken)
    office.settled()
    assert len(office.crm.contacts()) == 1 and office.store.conflicts.waiting() == [conflict]


def test_a_candidate_that_is_taken_before_the_answer_is_carried_out_is_asked_about_again(office: Office) -> None:
    chosen = office.new_in_salesforce("Ada", "Lovelace", Email="ada@example.com")
    office.new_in_salesforce("Ada", "King", Email="ada@example.com")
    for _ in range(2):
        office.new_in_outlook("Ada", "Lovelace", email="ada@example.com")
    office.settled()
    first, second = office.store.conflicts.waiting()
    office.resolve(first.id, chosen)
    office.resolve(second.id, chosen)
    assert office.settled().verdict is Verdict.WAITING
    assert len(office.crm.contacts()) == 2
    (again,) = office.store.conflicts.waiting()
    assert chosen in again.candidates


def test_a_newcomer_that_may_be_the_one_is_asked_about_too(office: Office) -> None:
    """It may have been made for the very contact that waits, by a person or on another computer."""
    for last in ("Byron", "King"):
        office.new_in_salesforce("Ada", last, Email="ada@example.com")
    office.new_in_outlook("Ada", "Lovelace", email="ada@example.com")
    office.settled()
    office.resolve(office.store.conflicts.waiting()[0].id, "mailbox")
    newcomer = office.new_in_salesforce("Ada", "Lovelace", Email="ada@example.com")
    office.new_in_salesforce("Bob", "Jones")
    assert office.settled().verdict is Verdict.WAITING
    (conflict,) = office.store.conflicts.waiting()
    assert newcomer in conflict.candidates and len(conflict.candidates) == 3
    assert len(office.mailbox.contacts()) == 2 and len(office.crm.contacts()) == 4
    office.new_in_salesforce("Ada", "Milbanke", Email="ada@example.com")
    office.resolve(conflict.id, newcomer)
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.mailbox.contacts()) == len(office.crm.contacts()) == 5, "who was chosen is not asked about again"


def test_a_candidate_that_was_deleted_before_the_answer_is_carried_out_is_asked_about_again(office: Office) -> None:
    chosen = office.new_in_salesforce("Ada", "Lovelace", Email="ada@example.com")
    others = [office.new_in_salesforce("Ada", last, Email="ada@example.com") for last in ("King", "Byron")]
    office.new_in_outlook("Ada", "Lovelace", email="ada@example.com")
    office.settled()
    (conflict,) = office.store.conflicts.waiting()
    office.resolve(conflict.id, chosen)
    office.crm.delete(chosen)
    assert office.settled().verdict is Verdict.WAITING
    (again,) = office.store.conflicts.waiting()
    assert set(again.candidates) == set(others)
    assert len([row for row in office.crm.contacts() if not row.deleted]) == 2


def test_a_contact_that_is_synced_no_more_may_be_the_one(office: Office) -> None:
    stopped = office.new_in_salesforce("Ada", "Lovelace", Email="ada@example.com", Title="Analyst")
    office.settled()
    office.mailbox.delete(office.copy_of("Ada Lovelace"))
    office.settled()
    (hold,) = office.store.holds.active()
    office.confirm(hold.id, "stop")
    office.settled()
    office.new_in_outlook("Ada", "Lovelace", email="ada@example.com")
    office.settled()
    (conflict,) = office.store.conflicts.waiting()
    office.resolve(conflict.id, stopped)
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.crm.contacts()) == 1
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Analyst"
