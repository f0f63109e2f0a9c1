"""What there is to sync, as a person is told before they choose: list views, and how much each side holds.

Laws: none, since it is about figures that are shown before anything is synced.
"""

from __future__ import annotations

from desktop.core.faults import Fault
from desktop.core.ports import MailboxCount
from desktop.core.scope import of_view

from .ends import CrmEnd, MailboxEnd
from .rounds import CONTACT, person


def test_list_views_are_told_by_label(crm: CrmEnd) -> None:
    ids = {label: crm.hands.make_view(label, {"Department": "Legal"}) for label in ("zebra", "Alps")}
    told = [(view.label, view.id) for view in crm.port.views(CONTACT) if view.label in ids]
    assert told == [("Alps", ids["Alps"]), ("zebra", ids["zebra"])]


def test_scopes_are_counted(crm: CrmEnd) -> None:
    lawyers = crm.hands.make_view("Lawyers", {"Department": "Legal"})
    mine = crm.hands.make_view("My lawyers", {"Department": "Legal", "MailingCity": "O'Fallon"}, mine=True)
    for number, department in enumerate(("Legal", "Legal", "Sales")):
        crm.hands.create({**person(crm, number), "Department": department, "MailingCity": "O'Fallon"})
    crm.hands.create_for(crm.hands.colleague, {**person(crm, 9), "Department": "Legal", "MailingCity": "O'Fallon"})
    crm.hands.delete(crm.hands.create({**person(crm, 10), "Department": "Legal"}))
    scopes = ["mine", "all", of_view(lawyers), of_view(mine)]
    assert crm.port.count(CONTACT, scopes) == dict(zip(scopes, (3, 4, 3, 2), strict=True))


def test_more_scopes_than_fit_into_a_call_are_counted(crm: CrmEnd) -> None:
    crm.hands.create({**person(crm), "Department": "Legal"})
    views = [of_view(crm.hands.make_view(f"View {number}", {"Department": "Legal"})) for number in range(30)]
    assert crm.port.count(CONTACT, views) == dict.fromkeys(views, 1)


def test_a_list_view_that_is_gone_is_a_fault_of_its_own(crm: CrmEnd) -> None:
    kept, gone = (of_view(crm.hands.make_view(label, {"Department": "Legal"})) for label in ("Kept", "Gone"))
    crm.hands.delete_view(gone.removeprefix("view:"))
    told = crm.port.count(CONTACT, [kept, gone])
    assert told[kept] == 0
    fault = told[gone]
    assert isinstance(fault, Fault) and fault.code == "list-view" and fault.action


def test_the_folders_of_a_mailbox_are_counted(fresh_mailbox: MailboxEnd) -> None:
    before = fresh_mailbox.port.count(CONTACT)
    assert before.shared == 0
    fresh_mailbox.port.check_setup(CONTACT)
    fresh_mailbox.hands.create(person(fresh_mailbox, 1))
    fresh_mailbox.hands.create(person(fresh_mailbox, 2))
    fresh_mailbox.hands.create_personal(person(fresh_mailbox, 3))
    assert fresh_mailbox.port.count(CONTACT) == MailboxCount(2, before.personal + 1)


def test_a_shared_folder_that_was_deleted_counts_nothing(mailbox: MailboxEnd) -> None:
    mailbox.hands.create(person(mailbox, 1))
    mailbox.hands.delete_shared_folder(for_good=True)
    assert mailbox.port.count(CONTACT).shared == 0
