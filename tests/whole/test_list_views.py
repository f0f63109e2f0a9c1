"""A list view of Salesforce as the scope, over HTTP: what is synced, what it costs, and what its end means.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from desktop.app.reads import Verdict
from tests.whole.conftest import MakeOffice
from tests.whole.office import Office, api_calls, of, writes

if TYPE_CHECKING:
    from desktop.sandbox.salesforce.list_views import ListView

Result = TypeVar("Result")


@pytest.fixture
def office(make_office: MakeOffice) -> Office:
    """A hundred contacts, of which those in the view "Key accounts" are synced."""
    office = make_office(contacts=100)
    with office.program() as program:
        program.choose(scope=f"view:{_view(office).id}")
    assert office.sync(yes=True).verdict is Verdict.CLEAN
    assert office.sync().verdict is Verdict.CLEAN
    return office


def _view(office: Office) -> ListView:
    return next(each for each in office.sandbox.org.views if each.label == "Key accounts")


def _do(office: Office, act: Callable[[], Result]) -> Result:
    return office.sandbox.call(act)


def _members(office: Office) -> list[str]:
    rows = office.sandbox.org.rows("Contact")
    return sorted(row["Email"] for row in rows if row["Department"] in ("Purchasing", "Finance"))


def _copies(office: Office) -> list[str]:
    items = office.sandbox.mailbox.items.within(office.folder())
    return sorted(str(item.text("contacts:EmailAddress/EmailAddress1")) for item in items)


def _edit(office: Office, row: Mapping[str, Any], **changes: Any) -> None:
    _do(office, lambda: office.sandbox.org.update("Contact", row["Id"], changes))


def _first_member(office: Office) -> Mapping[str, Any]:
    return next(row for row in office.sandbox.org.rows("Contact") if row["Department"] == "Finance")


def test_exactly_the_contacts_of_the_view_are_synced(office: Office) -> None:
    assert _copies(office) == _members(office)
    assert 5 < len(_members(office)) < 50


def test_a_session_with_nothing_to_do_costs_one_call(office: Office) -> None:
    """L2."""
    report, seen = office.asked()
    assert report.verdict is Verdict.CLEAN and writes(seen) == []
    assert Counter(each.operation for each in of(seen, "salesforce")) == {"composite": 1}
    assert api_calls(seen) == 1


def test_a_session_with_changes_costs_no_more(office: Office) -> None:
    """No law: what much work costs."""
    for row in office.sandbox.org.rows("Contact")[:20]:
        _edit(office, row, Fax="+43 1 0")
    report, seen = office.asked()
    assert report.verdict is Verdict.CLEAN and report.counts["update mailbox"] > 0
    assert api_calls(seen) == 1


def test_updates_of_salesforce_cost_no_more_calls_than_without_a_view(office: Office) -> None:
    """No law: what much work costs."""
    from desktop.sandbox.exchange.items import Basis

    box, items = office.sandbox.mailbox.items, office.sandbox.mailbox.items.within(office.folder())
    basis = Basis(None, "AlwaysOverwrite")
    _do(office, lambda: [box.update(item, {"contacts:JobTitle": "Captain"}, basis) for item in list(items)])
    report, seen = office.asked()
    assert report.counts["update crm"] == len(_members(office)) <= 23
    assert api_calls(seen) == 2


def test_a_contact_leaves_the_view_and_comes_back(office: Office) -> None:
    row = _first_member(office)
    _edit(office, row, Department="Legal")
    assert office.sync().verdict is Verdict.CLEAN
    assert row["Email"] not in _copies(office) and _copies(office) == _members(office)
    _edit(office, row, Department="Purchasing")
    assert office.sync().verdict is Verdict.CLEAN
    assert _copies(office) == _members(office) and row["Email"] in _copies(office)
    assert writes(office.asked()[1]) == []


def test_the_view_is_described_once_a_day(office: Office) -> None:
    """L2."""
    office.clock.next_day()
    _, seen = office.asked()
    assert sum(b"listviews" in each.body for each in seen) == 1
    _, seen = office.asked()
    assert sum(b"listviews" in each.body for each in seen) == 0


def test_a_view_that_was_deleted_ends_the_session_of_the_next_day_without_a_write(office: Office) -> None:
    """L12."""
    before, org = _copies(office), office.sandbox.org
    _do(office, lambda: setattr(org, "views", [view for view in org.views if view.label != "Key accounts"]))
    office.clock.next_day()
    report, seen = office.asked()
    assert report.verdict is Verdict.FAILED and report.fault is not None
    assert report.fault.code == "list-view" and report.fault.action
    assert writes(seen) == [] and _copies(office) == before


def test_a_view_with_another_filter_is_read_anew_and_many_are_asked_about(office: Office) -> None:
    """L12."""
    from desktop.sandbox.salesforce.list_views import Filter

    before, org = _copies(office), office.sandbox.org
    other = replace(_view(office), filters=(Filter("Department", "equals", ("'Legal'",)),))
    _do(office, lambda: setattr(org, "views", [other if view.id == other.id else view for view in org.views]))
    office.clock.next_day()
    assert office.sync().verdict is Verdict.WAITING
    assert set(before) < set(_copies(office))
    with office.program() as program:
        (hold,) = program.queries.holds()
        assert hold.hold.guard == "mass-unsharing"
        program.answers.confirm(hold.hold.id, "yes")
    assert office.sync().verdict is Verdict.CLEAN
    assert not set(before) & set(_copies(office))


def test_the_scopes_of_an_org_are_told_in_few_calls(office: Office) -> None:
    """No law: what a look costs."""
    office.wire.drain()
    with office.program() as program:
        choices, mailbox = program.scopes(), program.mailbox_count()
    counts = {choice.label: choice.count for choice in choices}
    assert (counts["All contacts"], counts["Key accounts"]) == (100, len(_members(office)))
    assert "Birthdays This Month" not in counts
    assert mailbox.shared == len(_members(office))
    seen = office.wire.drain()
    assert len(of(seen, "salesforce")) == 4 and len(of(seen, "exchange")) == 1
