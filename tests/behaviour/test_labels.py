"""Contacts that fail say so by their categories, and stop saying so when nothing is wrong any more.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

import pytest

from desktop.core.faults import Fault, FaultClass
from desktop.core.labels import SYNC_ERROR, Reason
from desktop.core.memory.calls import lost_reply
from desktop.core.outcome import Refused
from desktop.core.record import Role
from desktop.sync.labels import ERROR_CATEGORIES
from desktop.sync.session import Verdict

from .office import Office

LONG = "x" * 200
REQUIRED = (SYNC_ERROR, Reason.REQUIRED)
TOO_LONG = (SYNC_ERROR, Reason.TOO_LONG)


def labels(office: Office, name: str, *roles: Role) -> tuple[str, ...]:
    """What of our error categories a contact carries."""
    return tuple(each for each in categories(office, name, *roles) if each.startswith(SYNC_ERROR))


def categories(office: Office, name: str, *roles: Role) -> tuple[str, ...]:
    wanted = office.copy_of(name, *(roles or (Role.SHARED, Role.DEFAULT)))
    (found,) = [item.categories for item in office.mailbox.contacts() if item.native_id == wanted]
    return found


def calls(office: Office) -> int:
    """How often contacts were labelled since the last look."""
    names = office.world.mailbox.calls.names
    number = names.count("label")
    names.clear()
    return number


def failing(office: Office) -> str:
    """A synced contact whose job title is too long for Salesforce; its id in the mailbox."""
    office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    native_id = office.copy_of("Ada Lovelace")
    office.mailbox.edit(native_id, {"JobTitle": LONG})
    office.settled()
    assert labels(office, "Ada Lovelace") == TOO_LONG
    return native_id


def test_a_contact_that_salesforce_cannot_take_says_so_and_why(office: Office) -> None:
    office.mailbox.categorise(office.new_in_outlook("Cher", ""), "Friends", "Salesforce")
    office.new_in_outlook("Grace", "Hopper")
    assert office.settled().verdict is Verdict.WAITING
    assert categories(office, "Cher") == ("Friends", "Salesforce", *REQUIRED)
    assert labels(office, "Grace Hopper") == ()


def test_a_contact_that_was_put_right_stops_saying_so(office: Office) -> None:
    office.mailbox.categorise(office.new_in_outlook("Cher", ""), "Friends", "Salesforce")
    office.settled()
    office.mailbox.edit(office.copy_of("Cher"), {"Surname": "Sarkisian"})
    assert office.settled().verdict is Verdict.CLEAN
    assert categories(office, "Cher Sarkisian") == ("Friends", "Salesforce")


def test_a_session_with_nothing_new_labels_nothing(office: Office) -> None:
    """L2."""
    failing(office)
    calls(office)
    office.sync()
    assert calls(office) == 0


def test_a_label_is_no_change_of_the_person(office: Office) -> None:
    """L2, L5."""
    failing(office)
    (pairing,) = office.pairings()
    bases = office.store.bases.of([pairing.pair_id])
    stamps = {row.native_id: row.stamp for row in office.crm.contacts()}
    office.world.mailbox.expire_cursors()
    report = office.sync()
    assert not any(name.startswith(("update", "create", "share")) for name in report.counts)
    assert office.store.bases.of([pairing.pair_id]) == bases
    assert {row.native_id: row.stamp for row in office.crm.contacts()} == stamps
    assert office.store.conflicts.waiting() == []


def test_a_label_leaves_the_answer_to_a_conflict_valid(office: Office) -> None:
    """L5."""
    native_id = office.new_in_salesforce("Ada", "Lovelace", Phone="1")
    office.settled()
    office.crm.edit(native_id, {"Phone": "2"})
    copy = office.copy_of("Ada Lovelace")
    office.mailbox.edit(copy, {"PhoneNumbers/BusinessPhone": "3", "JobTitle": LONG})
    office.sync()
    assert labels(office, "Ada Lovelace") == TOO_LONG
    (conflict,) = office.store.conflicts.waiting()
    office.resolve(conflict.id, "mailbox")
    office.settled()
    assert office.store.conflicts.waiting() == []
    assert office.records()["Ada Lovelace"]["Phone"] == "3"
    assert labels(office, "Ada Lovelace") == TOO_LONG


def test_what_the_person_took_off_stays_off_until_the_reason_changes(office: Office) -> None:
    native_id = failing(office)
    office.mailbox.categorise(native_id, "Salesforce", "Later")
    office.settled()
    office.mailbox.edit(native_id, {"Department": "Board"})
    office.settled()
    assert categories(office, "Ada Lovelace") == ("Salesforce", "Later")
    office.mailbox.edit(native_id, {"JobTitle": "Countess", "Surname": None})
    office.settled()
    assert categories(office, "Ada") == ("Salesforce", "Later", *REQUIRED)


def test_of_several_reasons_the_gravest_is_told(office: Office) -> None:
    native_id = office.new_in_outlook("Cher", "", JobTitle=LONG)
    office.settled()
    assert labels(office, "Cher") == REQUIRED
    office.mailbox.edit(native_id, {"Surname": "Sarkisian"})
    office.settled()
    assert labels(office, "Cher Sarkisian") == TOO_LONG


def test_a_change_of_the_person_in_the_gap_is_neither_lost_nor_hidden(office: Office) -> None:
    """L3."""
    native_id = office.new_in_outlook("Cher", "")

    def edit(name: str) -> None:
        if name == "label":
            office.mailbox.edit(native_id, {"Surname": "Sarkisian"})

    office.world.mailbox.calls.before_call = edit
    office.sync()
    office.world.mailbox.calls.quiet()
    assert labels(office, "Cher Sarkisian") == ()
    office.settled()
    assert "Cher Sarkisian" in office.records()
    assert labels(office, "Cher Sarkisian") == ()


def test_a_record_that_can_no_longer_be_seen_labels_its_copy(office: Office) -> None:
    native_id = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.crm.hide(native_id)
    office.clock.forward(hours=25)
    office.settled()
    assert labels(office, "Ada Lovelace") == (SYNC_ERROR, Reason.HIDDEN)


def test_what_is_only_worth_a_note_is_no_failure(office: Office) -> None:
    office.new_in_outlook("Grace", "Hopper", CompanyName="Nowhere Ltd")
    assert office.settled().verdict is Verdict.CLEAN
    assert [issue.complaint.code for issue in office.store.issues.open()] == ["unresolved-account"]
    assert labels(office, "Grace Hopper") == ()


def test_a_contact_that_was_never_synced_is_freed_when_the_person_keeps_it(office: Office) -> None:
    native_id = office.new_in_outlook("Cher", "", Role.DEFAULT)
    office.mailbox.categorise(native_id, "Friends", "Salesforce")
    office.settled()
    assert labels(office, "Cher") == REQUIRED
    office.mailbox.unshare(native_id)
    office.settled()
    assert categories(office, "Cher") == ("Friends",)


def test_a_synced_contact_that_is_un_shared_loses_its_label_with_the_mark(office: Office) -> None:
    native_id = failing(office)
    office.mailbox.unshare(native_id)
    office.settled()
    assert categories(office, "Ada Lovelace") == ()
    assert office.store.labels.kept(office.context().kind) == []


def test_personal_contacts_are_never_labelled(office: Office) -> None:
    personal = office.new_in_outlook("Cher", "", Role.DEFAULT)
    office.new_in_outlook("Prince", "")
    office.settled()
    assert labels(office, "Prince") == REQUIRED
    assert labels(office, "Cher", Role.DEFAULT) == ()
    assert personal == office.copy_of("Cher", Role.DEFAULT)


def test_an_issue_that_the_person_ignores_is_not_told_any_more(office: Office) -> None:
    failing(office)
    (issue,) = office.store.issues.open()
    with office.database.transaction():
        office.store.issues.ignore(issue.id)
    office.settled()
    assert labels(office, "Ada Lovelace") == ()
    with office.database.transaction():
        office.store.issues.heed(issue.id)
    office.settled()
    assert labels(office, "Ada Lovelace") == TOO_LONG


def test_switched_off_the_labels_go_and_switched_on_they_come_back(office: Office) -> None:
    failing(office)
    office.store.settings.put(ERROR_CATEGORIES, False)
    office.settled()
    assert categories(office, "Ada Lovelace") == ("Salesforce",)
    calls(office)
    office.sync()
    assert calls(office) == 0
    office.store.settings.put(ERROR_CATEGORIES, True)
    office.settled()
    assert labels(office, "Ada Lovelace") == TOO_LONG


def test_nothing_is_labelled_before_the_first_sync_is_agreed_to(office: Office) -> None:
    """L12."""
    office.new_in_outlook("Cher", "")
    office.new_in_salesforce("Ada", "Lovelace")
    assert office.sync(yes=False).verdict is Verdict.HELD
    assert calls(office) == 0


def test_a_lost_database_is_no_reason_to_write_labels_again(office: Office) -> None:
    """L11."""
    failing(office)
    versions = office.versions()
    office.lose_database()
    office.settled()
    assert office.versions() == versions
    assert labels(office, "Ada Lovelace") == TOO_LONG


def test_a_lost_reply_is_found_out_by_the_next_session(office: Office) -> None:
    """L2."""

    def lose(name: str) -> None:
        if name == "label":
            raise lost_reply()

    office.new_in_outlook("Cher", "")
    office.world.mailbox.calls.after_commit = lose
    office.sync()
    office.world.mailbox.calls.quiet()
    versions = office.versions()
    office.settled()
    assert office.versions() == versions
    assert labels(office, "Cher") == REQUIRED


def test_a_label_that_the_mailbox_refuses_is_not_tried_in_every_session(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """L8."""
    fault = Fault(FaultClass.FORBIDDEN, "no-permission", "This folder is read-only.")
    tried: list[int] = []

    def refuse(kind: object, wanted: list[object]) -> list[Refused]:
        tried.append(len(wanted))
        return [Refused(fault)] * len(wanted)

    monkeypatch.setattr(office.world.mailbox, "label", refuse)
    office.new_in_outlook("Cher", "")
    for _ in range(3):
        office.sync()
    assert tried == [1]


def test_a_labelled_contact_that_was_deleted_leaves_nothing_behind(office: Office) -> None:
    native_id = office.new_in_outlook("Cher", "")
    office.settled()
    office.mailbox.delete(native_id)
    office.settled()
    assert office.store.labels.kept(office.context().kind) == []
