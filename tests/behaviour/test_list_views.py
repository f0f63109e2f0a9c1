"""A Salesforce list view as the scope: contacts enter and leave it, it changes, and it goes.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

import pytest

from desktop.core.faults import PortFault
from desktop.core.memory.crm_table import COLLEAGUE
from desktop.core.pairing import PairState
from desktop.core.record import Role
from desktop.core.scope import ALL, MINE, of_view
from desktop.sync.session import Verdict

from .office import Office

LEGAL, SALES = {"Department": "Legal"}, {"Department": "Sales"}


@pytest.fixture
def view(office: Office) -> str:
    """The list view of the legal department, which is the scope."""
    view_id = office.crm.make_view("Lawyers", LEGAL)
    office.world.crm.scope = of_view(view_id)
    return view_id


def people(office: Office, number: int, **fields: str) -> list[str]:
    return [office.new_in_salesforce(f"Person{n}", "Smith", **fields) for n in range(number)]


def personal(office: Office) -> int:
    return len(office.mailbox.contacts(Role.DEFAULT))


def test_a_contact_leaves_and_re_enters_the_list_view(office: Office, view: str) -> None:
    contact = office.new_in_salesforce("Ada", "Lovelace", **LEGAL)
    office.new_in_salesforce("Alan", "Turing", **SALES)
    office.settled()
    assert list(office.copies()) == ["Ada Lovelace"]
    office.crm.edit(contact, SALES)
    office.settled()
    assert office.copies() == {} and personal(office) == 1
    office.crm.edit(contact, {"Title": "Countess"})
    office.settled()
    assert office.copies() == {}
    office.crm.edit(contact, LEGAL)
    office.settled()
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Countess" and personal(office) == 0


def test_contacts_of_everybody_in_the_list_view_are_synced(office: Office, view: str) -> None:
    office.crm.create_contact({"FirstName": "Alan", "LastName": "Turing", **LEGAL}, COLLEAGUE)
    office.settled()
    assert list(office.copies()) == ["Alan Turing"]


def test_an_edit_in_outlook_that_takes_a_contact_out_of_the_view_unshares_it_at_once(office: Office, view: str) -> None:
    office.new_in_salesforce("Ada", "Lovelace", **LEGAL)
    office.settled()
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"Department": "Sales"})
    office.settled()
    assert office.records()["Ada Lovelace"]["Department"] == "Sales"
    assert office.copies() == {} and personal(office) == 1


def test_a_contact_that_is_shared_in_outlook_stays_shared_outside_of_the_view(office: Office, view: str) -> None:
    office.settled()
    contact = office.new_in_outlook("Grace", "Hopper", JobTitle="Admiral")
    office.settled()
    office.settled()
    assert list(office.copies()) == ["Grace Hopper"] == list(office.records())
    office.mailbox.edit(contact, {"Department": "Legal"})
    office.settled()
    (pairing,) = office.pairings()
    assert (pairing.state, pairing.crm_in) == (PairState.ACTIVE, True)


def test_a_contact_leaves_and_enters_the_view_without_a_change_of_its_own(office: Office, view: str) -> None:
    # As with a filter by today's date, by a formula or by a field of the account: no stamp moves.
    made = office.clock.now()
    contact = office.new_in_salesforce("Ada", "Lovelace", **LEGAL)
    office.settled()
    office.crm.edit(contact, SALES, at=made)
    office.settled()
    assert office.copies() == {} and personal(office) == 1
    office.crm.edit(contact, LEGAL, at=made)
    office.settled()
    assert list(office.copies()) == ["Ada Lovelace"]


def test_what_cannot_be_seen_any_more_does_not_cost_a_listing_every_time(office: Office, view: str) -> None:
    """L2."""
    hidden, _ = people(office, 2, **LEGAL)
    office.settled()
    office.crm.hide(hidden)
    office.settled()
    assert [issue.complaint.code for issue in office.store.issues.open()] == ["no-access-any-more"]
    office.world.crm.calls.names.clear()
    office.settled()
    assert "scan" not in office.world.crm.calls.names and len(office.copies()) == 2


def test_many_that_leave_the_view_at_once_wait_for_a_yes(office: Office, view: str) -> None:
    """L12."""
    contacts = people(office, 8, **LEGAL)
    office.settled()
    for contact in contacts[:6]:
        office.crm.edit(contact, SALES)
    assert office.settled().verdict is Verdict.WAITING
    assert len(office.copies()) == 8
    (hold,) = office.store.holds.active()
    assert hold.guard == "mass-unsharing" and hold.summary.startswith("6 contacts")
    office.confirm(hold.id, "yes")
    office.settled()
    assert (len(office.copies()), personal(office)) == (2, 6)


def test_a_question_about_many_is_withdrawn_when_they_are_back(office: Office, view: str) -> None:
    """L12."""
    contacts = people(office, 8, **LEGAL)
    office.settled()
    for contact in contacts[:6]:
        office.crm.edit(contact, SALES)
    office.settled()
    for contact in contacts[:6]:
        office.crm.edit(contact, LEGAL)
    assert office.settled().verdict is Verdict.CLEAN
    assert office.store.holds.active() == [] and len(office.copies()) == 8


@pytest.mark.parametrize("change", ["view", "scope"])
def test_another_scope_is_read_anew_and_asks_before_it_unshares_many(office: Office, view: str, change: str) -> None:
    """L12."""
    people(office, 8, **LEGAL)
    office.new_in_salesforce("Alan", "Turing", **SALES)
    office.settled()
    if change == "view":
        office.crm.change_view(view, SALES)
    else:
        office.world.crm.scope = of_view(office.crm.make_view("Sellers", SALES))
    assert office.settled().verdict is Verdict.WAITING
    assert len(office.copies()) == 9
    (hold,) = office.store.holds.active()
    office.confirm(hold.id, "yes")
    office.settled()
    assert list(office.copies()) == ["Alan Turing"] and personal(office) == 8


@pytest.mark.parametrize(("before", "after", "left"), [(MINE, ALL, 2), (ALL, MINE, 1)])
def test_the_other_scopes_are_read_anew_too(office: Office, before: str, after: str, left: int) -> None:
    office.world.crm.scope = before
    office.new_in_salesforce("Ada", "Lovelace")
    office.crm.create_contact({"FirstName": "Alan", "LastName": "Turing"}, COLLEAGUE)
    office.settled()
    office.world.crm.scope = after
    office.settled()
    assert len(office.copies()) == left


def test_a_deleted_list_view_changes_nothing(office: Office, view: str) -> None:
    """L12."""
    people(office, 8, **LEGAL)
    office.settled()
    before = office.versions()
    office.crm.delete_view(view)
    with pytest.raises(PortFault) as refused:
        office.sync()
    assert refused.value.fault.code == "list-view"
    assert office.versions() == before and office.store.holds.active() == []
