"""The numbers of the guards, what may be answered to them, and which plans they look at.

Laws: L12.
"""

from __future__ import annotations

import pytest

from desktop.core.guards import (
    Guard,
    Guards,
    Reason,
    Situation,
    answers,
    changes_values,
    decided,
    guard_of,
    kept_by,
    lapses,
)
from desktop.core.plan import LocalStep, Operation, PairPlan, StepVerb, Verb, Why
from desktop.core.record import Side


def plan(verb: Verb, why: Why, side: Side = Side.MAILBOX, **fields: str) -> PairPlan:
    return PairPlan("p", (Operation(verb, side, "p", why, 1, fields=fields),))


HELD = PairPlan("p", steps=(LocalStep(StepVerb.HOLD, "p"),))


@pytest.mark.parametrize(
    ("deletions", "pairs", "trips"),
    [(25, 10_000, True), (24, 10_000, False), (5, 50, True), (4, 4, False), (5, 51, False), (5, 0, False)],
)
def test_deletions_wait_by_number_and_by_share(deletions: int, pairs: int, trips: bool) -> None:
    assert Guards().trips(deletions, pairs) is trips


@pytest.mark.parametrize(
    ("before", "now", "emptied"),
    [(6, 0, True), (5, 0, False), (8, 1, False), (100, 5, True), (100, 6, False), (0, 0, False)],
)
def test_a_side_is_emptied_when_next_to_nothing_is_left_of_more_than_five(before: int, now: int, emptied: bool) -> None:
    assert Guards().emptied(before, now) is emptied


@pytest.mark.parametrize(
    ("updates", "pairs", "runaway"), [(500, 1_000, True), (499, 499, False), (500, 1_001, False), (5_000, 6_000, True)]
)
def test_changes_run_away_when_both_number_and_share_are_great(updates: int, pairs: int, runaway: bool) -> None:
    assert Guards().runaway(updates, pairs) is runaway


@pytest.mark.parametrize(
    ("of", "guard"),
    [
        (plan(Verb.DELETE, Why.DELETED_THERE), Guard.MASS_DELETION),
        (plan(Verb.DELETE, Why.DECIDED, Side.CRM), Guard.MASS_DELETION),
        (plan(Verb.UNSHARE, Why.LEFT_SCOPE), Guard.MASS_UNSHARING),
        (plan(Verb.UNSHARE, Why.UNSHARED), None),
        (plan(Verb.UPDATE, Why.CHANGED, title="Countess"), None),
        (HELD, Guard.EMPTIED_MAILBOX),
    ],
)
def test_what_takes_a_copy_away_is_guarded(of: PairPlan, guard: Guard | None) -> None:
    assert guard_of(of) is guard


def test_only_changed_values_count_as_changes() -> None:
    assert changes_values(plan(Verb.UPDATE, Why.CHANGED, title="Countess"))
    assert not changes_values(plan(Verb.UPDATE, Why.CHANGED)), "the link alone"
    assert not changes_values(plan(Verb.UPDATE, Why.MATCHED, title="Countess"))
    assert not changes_values(plan(Verb.CREATE, Why.NEW, title="Countess"))


def test_what_a_person_said_of_the_record_itself_needs_no_guard() -> None:
    assert decided(plan(Verb.DELETE, Why.DECIDED)) and not decided(HELD)
    assert not decided(plan(Verb.DELETE, Why.DELETED_THERE))


def test_the_situation_says_why_everything_waits() -> None:
    quiet = Situation()
    assert [quiet.reason(guard) for guard in Guard] == [None] * len(Guard)
    assert Situation(abnormal_end=True).reason(Guard.MASS_DELETION) is Reason.ABNORMAL_END
    assert Situation(abnormal_end=True).reason(Guard.MASS_UNSHARING) is None
    assert Situation(frozenset({Side.CRM}), True).reason(Guard.MASS_DELETION) is Reason.EMPTIED
    assert Situation(frozenset({Side.CRM})).reason(Guard.EMPTIED_MAILBOX) is None
    assert Situation(frozenset({Side.MAILBOX})).reason(Guard.EMPTIED_MAILBOX) is Reason.EMPTIED
    assert Situation(other_folder=True).reason(Guard.EMPTIED_MAILBOX) is Reason.OTHER_FOLDER


def test_every_question_that_takes_away_ends_by_an_answer_that_keeps() -> None:
    kept = {guard: kept_by(guard) for guard in Guard}
    assert kept == {
        Guard.FIRST_SYNC: "",
        Guard.DELETION: "stop",
        Guard.MASS_DELETION: "keep",
        Guard.MASS_UNSHARING: "keep",
        Guard.EMPTIED_MAILBOX: "stop",
        Guard.MASS_UPDATE: "",
        Guard.LOST_RECORDS: "",
        Guard.LOST_COPIES: "",
    }
    assert all(not answer or answer in answers(guard) for guard, answer in kept.items())


def test_a_yes_lapses_but_for_the_first_sync_and_what_keeps_does_not() -> None:
    assert lapses(Guard.MASS_DELETION, "yes") and lapses(Guard.DELETION, "delete")
    assert not lapses(Guard.FIRST_SYNC, "yes") and not lapses(Guard.DELETION, "restore")
    assert not lapses(Guard.MASS_DELETION, "keep")
