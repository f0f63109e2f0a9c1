"""Whose contacts may be chosen, and what a person is told about each choice."""

from __future__ import annotations

import pytest

from desktop.app import scopes
from desktop.app.reads import MailboxCount, ScopeChoice, Verdict
from desktop.core.faults import PortFault
from desktop.core.memory.crm_table import COLLEAGUE
from tests.behaviour.connections import MAILBOX, SALESFORCE
from tests.unit.app.bureau import Bureau


def connected(bureau: Bureau) -> Bureau:
    bureau.program.connect_salesforce(SALESFORCE)
    bureau.program.connect_exchange(MAILBOX)
    return bureau


def test_the_choices_are_mine_all_and_every_list_view_with_their_counts(bureau: Bureau) -> None:
    bureau.new_in_salesforce("Ada", "Lovelace", Department="Legal")
    bureau.crm.create_contact({"LastName": "Turing", "Department": "Sales"}, COLLEAGUE)
    view = bureau.crm.make_view("Sales people", {"Department": "Sales"})
    assert connected(bureau).program.scopes() == (
        ScopeChoice("mine", "My contacts", 1),
        ScopeChoice("all", "All contacts", 2),
        ScopeChoice(f"view:{view}", "Sales people", 1),
    )


def test_very_many_list_views_are_not_all_counted(bureau: Bureau) -> None:
    for number in range(scopes.COUNTED + 1):
        bureau.crm.make_view(f"View {number:03d}", {})
    *_, counted, beyond = connected(bureau).program.scopes()
    assert (counted.count, counted.reason) == (0, "")
    assert beyond.count is None and beyond.reason


def test_the_scopes_of_an_org_are_told_before_there_is_a_mailbox(bureau: Bureau) -> None:
    bureau.program.connect_salesforce(SALESFORCE)
    assert [choice.key for choice in bureau.program.scopes()] == ["mine", "all"]


def test_without_an_org_there_is_nothing_to_choose_from(bureau: Bureau) -> None:
    with pytest.raises(PortFault) as refused:
        bureau.program.scopes()
    assert refused.value.fault.code == "not-connected"


def test_the_mailbox_is_counted(bureau: Bureau) -> None:
    bureau.new_in_outlook("Grace", "Hopper")
    assert connected(bureau).program.mailbox_count() == MailboxCount(1, 0)


def test_a_list_view_is_chosen_and_synced(bureau: Bureau) -> None:
    bureau.new_in_salesforce("Ada", "Lovelace", Department="Legal")
    bureau.new_in_salesforce("Alan", "Turing", Department="Sales")
    view = bureau.crm.make_view("Sales people", {"Department": "Sales"})
    connected(bureau).program.choose(scope=f"view:{view}")
    assert bureau.program.queries.scope() == f"view:{view}"
    bureau.program.sync(yes=True)
    assert bureau.copies() == ["Turing"]


@pytest.mark.parametrize("scope", ["view:00B9", "everybody", "view:", "MINE"])
def test_what_is_no_choice_is_refused_and_nothing_is_kept(bureau: Bureau, scope: str) -> None:
    connected(bureau).program.choose(scope="all")
    with pytest.raises(PortFault) as refused:
        bureau.program.choose(scope=scope)
    assert refused.value.fault.code == "unknown-scope" and scope in refused.value.fault.message
    assert bureau.program.queries.scope() == "all"


def test_a_list_view_that_goes_away_ends_sessions_until_another_scope_is_chosen(bureau: Bureau) -> None:
    bureau.new_in_salesforce("Alan", "Turing", Department="Sales")
    view = bureau.crm.make_view("Sales people", {"Department": "Sales"})
    connected(bureau).program.choose(scope=f"view:{view}")
    bureau.program.sync(yes=True)
    bureau.crm.delete_view(view)
    report = bureau.program.sync()
    assert report.verdict is Verdict.FAILED and report.fault is not None and report.fault.code == "list-view"
    assert bureau.copies() == ["Turing"]
    bureau.program.choose(scope="mine")
    assert bureau.program.sync().verdict is Verdict.CLEAN
    assert bureau.copies() == ["Turing"]
