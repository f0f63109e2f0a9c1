"""What people and guards are told of a plan and of an audit in numbers."""

from __future__ import annotations

import pytest

from desktop.core.drift import Audit, Cause, Drift, Finding
from desktop.core.plan import LocalStep, Operation, PairPlan, StepVerb, Tally, Verb, Why
from desktop.core.record import Side
from desktop.core.scope import of_view, view_of, well_formed
from desktop.core.values import EMPTY, set_of


def operation(verb: Verb, side: Side) -> Operation:
    return Operation(verb, side, "pair", Why.CHANGED, None)


def test_a_tally_counts_what_would_be_written_by_verb_and_side() -> None:
    tally = Tally()
    made, changed = operation(Verb.CREATE, Side.MAILBOX), operation(Verb.UPDATE, Side.CRM)
    asked = LocalStep(StepVerb.HOLD, "pair", reason="deletion")
    tally.add([PairPlan("a", (made, changed)), PairPlan("b", (made,)), PairPlan("c", steps=(asked,))])
    assert (tally.count(Verb.CREATE, Side.MAILBOX), tally.count(Verb.CREATE, Side.CRM)) == (2, 0)
    assert (tally.total, tally.holds) == (3, 1)


def test_findings_of_an_audit_are_counted_by_what_explains_them() -> None:
    causes = [Cause.SINCE, Cause.UNKNOWN, Cause.UNKNOWN, Cause.CONFLICT]
    found = Audit({}, 0, tuple(Finding(Drift.DIFFERS, cause, None, "", "", "") for cause in causes))
    assert (found.count(Cause.UNKNOWN), found.count(Cause.SINCE, Cause.CONFLICT), found.count()) == (2, 2, 0)


@pytest.mark.parametrize(
    ("scope", "is_one"), [("mine", True), ("all", True), (of_view("00B1"), True), ("view: ", False), ("theirs", False)]
)
def test_a_scope_is_mine_all_or_a_named_view(scope: str, is_one: bool) -> None:
    assert well_formed(scope) is is_one
    assert view_of(scope).strip() == ("00B1" if scope == of_view("00B1") else "")


def test_blank_words_of_a_set_count_for_nothing() -> None:
    assert set_of("Client; ;;client\nVIP") == {"client": "Client", "vip": "VIP"}
    assert set_of(EMPTY) == {}
