"""Guards: what is held for a person, what goes on meanwhile, and how questions and answers grow old.

Laws: L12.
"""

from __future__ import annotations

import pytest

from desktop.core.guards import Guards
from desktop.core.memory.calls import lost_reply
from desktop.core.record import Kind, Role
from desktop.store.holds import Hold
from desktop.store.pairs import Pairs
from desktop.sync.session import Verdict

from .office import Office


def people(office: Office, count: int) -> list[str]:
    """So many contacts of Salesforce, synced."""
    contacts = [office.new_in_salesforce(f"Person{number:02}", "Smith") for number in range(count)]
    office.settled()
    return contacts


def question(office: Office, guard: str) -> Hold:
    """The only thing that waits for an answer."""
    (hold,) = office.store.holds.active()
    assert hold.guard == guard
    return hold


def empty_the_folder(office: Office, left: int = 0) -> None:
    for item in office.mailbox.contacts(Role.SHARED)[left:]:
        office.mailbox.purge(item.native_id)


def interrupt(office: Office) -> None:
    """A session that was killed: it has a beginning and no end."""
    with office.database.transaction():
        office.store.sessions.start("test", "0", office.clock.now())


def test_an_emptied_folder_is_one_question_and_nothing_is_deleted(office: Office) -> None:
    people(office, 8)
    empty_the_folder(office)
    assert office.settled().verdict is Verdict.WAITING
    assert "8 contacts" in question(office, "emptied-mailbox").summary
    assert len(office.records()) == 8


def test_a_folder_that_is_emptied_while_we_write_to_it_is_one_question_too(office: Office) -> None:
    contacts = people(office, 8)
    for contact in contacts:
        office.crm.edit(contact, {"Title": "Clerk"})

    def emptied(name: str) -> None:
        if name == "update":
            empty_the_folder(office)

    office.world.mailbox.calls.before_call = emptied
    office.sync()
    office.world.mailbox.calls.quiet()
    assert "8 contacts" in question(office, "emptied-mailbox").summary
    assert len(office.records()) == 8


@pytest.mark.parametrize(("answer", "records", "copies"), [("restore", 8, 8), ("stop", 8, 0), ("delete", 0, 0)])
def test_an_emptied_folder_is_answered_for_all_at_once(office: Office, answer: str, records: int, copies: int) -> None:
    people(office, 8)
    empty_the_folder(office)
    office.sync()
    office.confirm(question(office, "emptied-mailbox").id, answer)
    assert office.settled().verdict is Verdict.CLEAN
    assert (len(office.records()), len(office.copies())) == (records, copies)
    assert office.store.holds.active() == []


def test_an_emptied_folder_that_is_full_again_is_no_question_any_more(office: Office) -> None:
    people(office, 8)
    binned = [office.mailbox.delete(item.native_id) for item in office.mailbox.contacts(Role.SHARED)]
    office.sync()
    question(office, "emptied-mailbox")
    for item in binned:
        office.mailbox.restore(item)
    assert office.settled().verdict is Verdict.CLEAN
    assert office.store.holds.active() == [] and len(office.copies()) == 8


def test_new_contacts_do_not_turn_the_question_about_an_emptied_folder_into_many(office: Office) -> None:
    people(office, 8)
    empty_the_folder(office)
    office.sync()
    office.new_in_salesforce("Grace", "Hopper")
    office.settled()
    assert list(office.copies()) == ["Grace Hopper"], "other work goes on"
    assert "8 contacts" in question(office, "emptied-mailbox").summary


def test_a_few_deletions_are_a_question_each(office: Office) -> None:
    people(office, 8)
    empty_the_folder(office, left=6)
    office.settled()
    assert [hold.guard for hold in office.store.holds.active()] == ["deletion", "deletion"]


def test_an_emptied_org_is_a_question_that_says_so(office: Office) -> None:
    for contact in people(office, 8):
        office.crm.delete(contact)
    assert office.settled().verdict is Verdict.WAITING
    assert "next to nothing" in question(office, "mass-deletion").summary
    assert len(office.copies()) == 8


def test_after_an_abnormal_end_a_single_deletion_waits_and_other_work_goes_on(office: Office) -> None:
    contacts = people(office, 3)
    office.crm.delete(contacts[0])
    office.crm.edit(contacts[1], {"Title": "Countess"})
    interrupt(office)
    assert office.settled().verdict is Verdict.WAITING
    assert "did not end properly" in question(office, "mass-deletion").summary
    assert len(office.copies()) == 3 and office.copies()["Person01 Smith"]["JobTitle"] == "Countess"


def test_after_a_reply_that_never_came_deletions_wait(office: Office) -> None:
    contacts = people(office, 3)
    office.crm.edit(contacts[1], {"Title": "Countess"})

    def lose(name: str) -> None:
        if name == "update":
            raise lost_reply()

    office.world.mailbox.calls.after_commit = lose
    assert office.sync().verdict is Verdict.FAILED
    office.world.mailbox.calls.quiet()
    office.crm.delete(contacts[0])
    office.settled()
    question(office, "mass-deletion")
    assert len(office.copies()) == 3


def test_what_was_asked_after_an_abnormal_end_still_waits_when_all_is_well_again(office: Office) -> None:
    contacts = people(office, 3)
    office.crm.delete(contacts[0])
    interrupt(office)
    office.sync()
    asked = question(office, "mass-deletion")
    office.sync()
    assert question(office, "mass-deletion") == asked and len(office.copies()) == 3
    office.confirm(asked.id, "yes")
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.copies()) == 2


def test_an_abnormal_end_is_over_with_the_next_proper_end(office: Office) -> None:
    contacts = people(office, 3)
    interrupt(office)
    office.sync()
    office.crm.delete(contacts[0])
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.copies()) == 2


def test_an_abnormal_end_is_remembered_by_a_session_that_cannot_read(office: Office) -> None:
    contacts = people(office, 3)
    office.crm.delete(contacts[0])
    interrupt(office)

    def offline(name: str) -> None:
        if name == "changes":
            raise lost_reply()

    office.world.crm.calls.before_call = offline
    assert office.sync().verdict is Verdict.FAILED
    office.world.crm.calls.quiet()
    office.settled()
    question(office, "mass-deletion")


def test_a_deletion_that_the_person_decided_needs_no_second_word(office: Office) -> None:
    people(office, 3)
    office.mailbox.delete(office.copy_of("Person00 Smith"))
    office.sync()
    office.confirm(question(office, "deletion").id, "delete")
    interrupt(office)
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.records()) == 2


def test_copies_that_the_person_keeps_become_their_own(office: Office) -> None:
    for contact in people(office, 8)[:6]:
        office.crm.delete(contact)
    office.sync()
    office.confirm(question(office, "mass-deletion").id, "keep")
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.copies()) == 2 and len(office.mailbox.contacts(Role.DEFAULT)) == 6
    assert office.mailbox.contacts(Role.DELETED) == []


def test_copies_that_left_the_scope_and_are_kept_go_on_being_synced(office: Office) -> None:
    contacts = people(office, 8)
    for contact in contacts[:6]:
        office.crm.reown(contact)
    office.sync()
    office.confirm(question(office, "mass-unsharing").id, "keep")
    office.settled()
    office.crm.edit(contacts[0], {"Title": "Countess"})
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.copies()) == 8 and office.copies()["Person00 Smith"]["JobTitle"] == "Countess"


@pytest.mark.parametrize("guard", ["mass-deletion", "emptied-mailbox", "deletion"])
def test_a_question_of_fourteen_days_is_answered_by_keeping(office: Office, guard: str) -> None:
    contacts = people(office, 8)
    if guard == "mass-deletion":
        for contact in contacts[:6]:
            office.crm.delete(contact)
    else:
        empty_the_folder(office, left=0 if guard == "emptied-mailbox" else 7)
    office.sync()
    question(office, guard)
    office.clock.forward(days=13)
    office.sync()
    question(office, guard)
    office.clock.forward(days=1)
    assert office.settled().verdict is Verdict.CLEAN
    assert office.store.holds.active() == []
    assert len(office.records()) == (2 if guard == "mass-deletion" else 8)
    assert office.mailbox.contacts(Role.DELETED) == []


def test_a_yes_that_could_not_be_carried_out_for_a_day_is_asked_again(office: Office) -> None:
    for contact in people(office, 8)[:6]:
        office.crm.delete(contact)
    office.sync()
    office.confirm(question(office, "mass-deletion").id, "yes")
    office.clock.forward(hours=24)
    assert office.settled().verdict is Verdict.WAITING
    assert question(office, "mass-deletion").state == "open" and len(office.copies()) == 8


def test_a_few_more_deletions_beside_many_that_got_a_yes_are_asked_about_too(office: Office) -> None:
    contacts = people(office, 20)
    for contact in contacts[:6]:
        office.crm.delete(contact)
    office.sync()
    office.confirm(question(office, "mass-deletion").id, "yes")
    for contact in contacts[6:9]:
        office.crm.delete(contact)
    assert office.settled().verdict is Verdict.WAITING
    assert "3 contacts" in question(office, "mass-deletion").summary and len(office.copies()) == 14


def test_deletions_of_two_rounds_count_together(office: Office) -> None:
    office.guards = Guards(deletions=3)
    contacts = people(office, 5)
    office.crm.edit(contacts[4], {"Title": "Countess"})
    for contact in contacts[:2]:
        office.crm.delete(contact)

    def once(name: str) -> None:
        if name == "update":
            office.world.mailbox.calls.quiet()
            # Seen by the second round only, since this one has read already.
            office.mailbox.edit(office.copy_of("Person04 Smith"), {"Department": "Board"})

    office.world.mailbox.calls.before_call = once
    office.sync()
    assert len(office.copies()) == 3


def test_far_more_changes_than_people_make_wait_before_the_first_write(office: Office) -> None:
    office.guards = Guards(updates=6)
    contacts = people(office, 8)
    for contact in contacts[:6]:
        office.crm.edit(contact, {"Title": "x"})
    office.new_in_salesforce("Grace", "Hopper")
    assert office.settled().verdict is Verdict.WAITING
    assert "6 contacts changed" in question(office, "mass-update").summary
    assert [copy.get("JobTitle") for copy in office.copies().values()].count("x") == 0
    assert "Grace Hopper" in office.copies(), "other work goes on"
    office.confirm(question(office, "mass-update").id, "yes")
    assert office.settled().verdict is Verdict.CLEAN
    assert [copy.get("JobTitle") for copy in office.copies().values()].count("x") == 6
    assert office.store.holds.active() == []


def test_changes_that_were_taken_back_are_no_question_any_more(office: Office) -> None:
    office.guards = Guards(updates=6)
    contacts = people(office, 8)
    for contact in contacts[:6]:
        office.crm.edit(contact, {"Title": "x"})
    office.sync()
    for contact in contacts[:6]:
        office.crm.edit(contact, {"Title": None})
    assert office.settled().verdict is Verdict.CLEAN
    assert office.store.holds.active() == []


def test_fewer_changes_than_half_of_the_contacts_need_no_word(office: Office) -> None:
    office.guards = Guards(updates=6)
    for contact in people(office, 14)[:6]:
        office.crm.edit(contact, {"Title": "x"})
    assert office.settled().verdict is Verdict.CLEAN


def test_a_folder_that_is_another_one_is_a_question_about_what_is_gone_with_it(office: Office) -> None:
    people(office, 3)
    office.mailbox.delete_shared_folder()
    office.world.mailbox.check_setup(Kind.CONTACT)
    office.sync()
    assert "not the one that it was" in question(office, "emptied-mailbox").summary
    assert len(office.records()) == 3


def test_new_contacts_of_the_same_session_do_not_make_a_share_of_deletions_small(office: Office) -> None:
    for contact in people(office, 30)[:5]:
        office.crm.delete(contact)
    for number in range(40):
        office.new_in_salesforce(f"New{number:02}", "Smith")
    assert office.settled().verdict is Verdict.WAITING
    assert "5 contacts" in question(office, "mass-deletion").summary
    assert len(office.copies()) == 70


def test_a_session_with_nothing_to_do_does_not_count_all_pairs(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    people(office, 3)
    monkeypatch.setattr(Pairs, "count", lambda *_: pytest.fail("all pairs were counted"))
    assert office.sync().verdict is Verdict.CLEAN


def test_new_contacts_do_not_hide_that_all_others_are_gone(office: Office) -> None:
    for contact in people(office, 8):
        office.crm.delete(contact)
    for number in range(40):
        office.new_in_salesforce(f"New{number:02}", "Smith")
    assert office.settled().verdict is Verdict.WAITING
    assert "next to nothing" in question(office, "mass-deletion").summary
