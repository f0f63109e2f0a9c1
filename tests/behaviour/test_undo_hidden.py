"""Undo where Salesforce does not show a record any more: it stays, and the person is told so.

Laws: L3.
"""

from __future__ import annotations

import pytest

from desktop.core.memory.crm_table import ContactRow
from desktop.core.plan import Verb
from desktop.core.record import Side
from desktop.core.undo import Touched
from desktop.sync.session import Report, Verdict

from .office import Office


def made_in_salesforce(office: Office) -> tuple[Report, ContactRow]:
    """A session that made a record in Salesforce, and that record."""
    office.new_in_outlook("Ada", "Lovelace")
    session = office.settled_first()
    (row,) = office.crm.contacts()
    return session, row


def told(report: Report) -> list[tuple[str, Verb, Side, Touched]]:
    return [(each.title, each.verb, each.side, each.reason) for each in report.conflicts]


HIDDEN = [("Ada Lovelace", Verb.CREATE, Side.CRM, Touched.HIDDEN)]


@pytest.mark.parametrize("hours", [0, 25], ids=["just-now", "noticed-since"])
def test_a_made_record_that_is_hidden_stays_and_is_told_before_and_after(office: Office, hours: int) -> None:
    session, row = made_in_salesforce(office)
    office.crm.hide(row.native_id)
    if hours:
        office.clock.forward(hours=hours)
        office.sync()
    preview = office.undo(session.session, dry=True)
    assert told(preview) == HIDDEN
    assert not [item for item in preview.items if item.side is Side.CRM]
    report = office.undo(session.session)
    assert (told(report), report.verdict) == (HIDDEN, Verdict.WAITING)
    assert office.undo(session.session, insist=True).verdict is Verdict.WAITING
    assert [held.native_id for held in office.crm.contacts()] == [row.native_id]


def test_what_is_shown_again_can_be_undone_after_all(office: Office) -> None:
    session, row = made_in_salesforce(office)
    office.crm.hide(row.native_id)
    office.undo(session.session)
    office.crm.hide(row.native_id, hidden=False)
    report = office.undo(session.session)
    assert (told(report), report.verdict) == ([], Verdict.CLEAN)
    assert office.crm.contacts() == []


def test_a_made_record_of_a_forgotten_pair_is_told_too(office: Office) -> None:
    """Both were deleted, and the record has come back where we do not see it."""
    session, row = made_in_salesforce(office)
    office.mailbox.delete(office.copy_of("Ada Lovelace"))
    office.crm.delete(row.native_id)
    office.sync()
    assert office.pairings() == []
    office.crm.restore(row.native_id)
    office.crm.hide(row.native_id)
    assert told(office.undo(session.session)) == HIDDEN


def test_a_changed_record_that_is_hidden_keeps_its_values_and_is_told(office: Office) -> None:
    contact = office.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    office.settled()
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Countess"})
    session = office.settled_first()
    office.crm.hide(contact)
    report = office.undo(session.session)
    assert told(report) == [("Ada Lovelace", Verb.UPDATE, Side.CRM, Touched.HIDDEN)]
    assert report.verdict is Verdict.WAITING


def test_a_record_that_is_hidden_in_the_very_moment_of_the_undo_is_told(office: Office) -> None:
    session, row = made_in_salesforce(office)

    def meanwhile(name: str) -> None:
        if name == "delete":
            office.world.crm.calls.quiet()
            office.crm.hide(row.native_id)

    office.world.crm.calls.before_call = meanwhile
    report = office.undo(session.session)
    assert (told(report), report.verdict) == (HIDDEN, Verdict.WAITING)


def test_a_made_record_that_is_known_to_be_deleted_is_nothing_to_tell(office: Office) -> None:
    session, row = made_in_salesforce(office)
    office.crm.delete(row.native_id)
    office.sync()
    assert told(office.undo(session.session)) == []
