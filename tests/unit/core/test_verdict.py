"""The verdict reads a plan aloud: one reason code for each way in which a plan comes about, and never none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.core.case import Case
from desktop.core.pairing import PairState, Wish
from desktop.core.plan import Operation, PairPlan, Verb, Why
from desktop.core.planner import TABLE, Seen, plan_pair
from desktop.core.record import Role, Side
from desktop.core.rules import Policy
from desktop.core.values import EMPTY
from desktop.core.verdict import Code, Reason, gone, not_shared, of_plan, out_of_scope, shown

from .cases import PairStory, PlainRules, agreed, crm, mailbox

BASE: dict[str, Any] = {"name": "Ann", "phone": "1"}


def reasons(case: Case) -> list[Reason]:
    return of_plan(case, plan_pair(case), lambda field: field.title())


def codes(story: PairStory, rules: PlainRules | None = None) -> list[str]:
    case = story.case(rules=rules) if rules else story.case()
    return [str(reason.code) for reason in reasons(case)]


def test_agreement_is_linked_and_unchanged() -> None:
    assert codes(agreed(crm(**BASE), mailbox(**BASE), BASE)) == ["linked-ok", "unchanged"]


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (agreed(crm(name="Ann", phone="2"), mailbox(**BASE), BASE), ["pending-next-run"]),
        (agreed(crm(**BASE), mailbox(link=None, **BASE), BASE), ["pending-next-run"]),
        (agreed(crm(name="Ann", phone="2"), mailbox(name="Ann", phone="3"), BASE), ["conflict-open"]),
        (replace(agreed(crm(**BASE), None, BASE), base_crm=None, base_mailbox=None), ["pending-next-run"]),
        (replace(agreed(None, mailbox(**BASE), BASE), base_crm=None, base_mailbox=None), ["pending-next-run"]),
        (PairStory(crm(**BASE), mailbox(role=Role.DEFAULT, **BASE), mailbox_in=False), ["pending-next-run"]),
        (agreed(crm(**BASE), mailbox(gone=True, **BASE), BASE), ["held-deletion"]),
        (agreed(crm(gone=True, **BASE), mailbox(**BASE), BASE), ["deleted-there", "pending-next-run"]),
        (agreed(crm(gone=True, **BASE), mailbox(name="Anna", phone="1"), BASE), ["conflict-open"]),
        (agreed(crm(gone=True, **BASE), mailbox(gone=True, **BASE), BASE), ["deleted-there"]),
        (agreed(crm(marked=False, **BASE), mailbox(**BASE), BASE), ["filter", "pending-next-run"]),
        (agreed(crm(**BASE), mailbox(marked=False, **BASE), BASE), ["category-missing", "pending-next-run"]),
        (agreed(crm(**BASE), mailbox(role=Role.OTHER, **BASE), BASE), ["folder-not-selected", "pending-next-run"]),
        (
            replace(agreed(crm(**BASE), mailbox(**BASE), BASE), wish=Wish.UNSHARE),
            ["category-missing", "pending-next-run"],
        ),
        (replace(agreed(crm(gone=True, **BASE), mailbox(**BASE), BASE), wish=Wish.SHARE), ["pending-next-run"]),
        (replace(agreed(crm(**BASE), mailbox(gone=True, **BASE), BASE), wish=Wish.SHARE), ["pending-next-run"]),
    ],
)
def test_an_active_pair_is_told_by_what_its_plan_does(story: PairStory, expected: list[str]) -> None:
    assert codes(story) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("", ["held-deletion"]), ("delete", ["pending-next-run"]), ("stop", ["category-missing"])],
)
def test_a_held_pair_is_told_by_its_answer(answer: str, expected: list[str]) -> None:
    story = agreed(crm(**BASE), mailbox(gone=True, **BASE), BASE, PairState.HELD)
    assert codes(replace(story, answer=answer, reason="deletion")) == expected


def test_a_held_pair_that_is_put_back_is_made_and_synced_again() -> None:
    story = agreed(crm(**BASE), mailbox(gone=True, **BASE), BASE, PairState.HELD)
    assert codes(replace(story, answer="restore")) == ["pending-next-run", "pending-next-run"]


def test_a_held_pair_that_left_the_scope_is_let_go() -> None:
    story = agreed(crm(marked=False, **BASE), mailbox(gone=True, **BASE), BASE, PairState.HELD)
    assert codes(story) == ["filter"]


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (PairStory(crm(marked=False, **BASE), mailbox(marked=False, role=Role.DEFAULT), reason="scope"), "filter"),
        (PairStory(crm(**BASE), mailbox(marked=False, role=Role.DEFAULT), reason="person"), "category-missing"),
        (PairStory(crm(**BASE), None, reason="person"), "category-missing"),
        (PairStory(crm(**BASE), mailbox(**BASE), reason="person"), "pending-next-run"),
    ],
)
def test_a_pair_that_is_not_synced_any_more_is_told_by_why(story: PairStory, expected: str) -> None:
    crm_in = story.left is not None and story.left.marked
    assert codes(replace(story, state=PairState.DETACHED, crm_in=crm_in, mailbox_in=False)) == [expected]


def test_an_excluded_pair_is_only_excluded() -> None:
    case = agreed(crm(name="Ann", phone="2"), mailbox(**BASE), BASE).case()
    (found,) = reasons(replace(case, view=replace(case.view, excluded=True)))
    assert found.code == Code.EXCLUDED


def test_what_a_policy_decided_is_told_with_the_side_that_wins() -> None:
    story = agreed(crm(name="Ann", phone="2"), mailbox(name="Ann", phone="3"), BASE)
    assert codes(replace(story, policy=Policy.OUTLOOK)) == ["conflict-auto", "pending-next-run"]


@pytest.mark.parametrize("why", [Why.POLICY, Why.RULE, Why.LONGER, Why.JOINED])
def test_whatever_was_decided_without_asking_is_told_so(why: Why) -> None:
    case = agreed(crm(name="Ann", phone="2"), mailbox(name="Ann", phone="3"), BASE).case()
    fields, reasons_ = {"phone": "3"}, {"phone": why}
    operation = Operation(Verb.UPDATE, Side.CRM, case.pair_id, Why.CHANGED, 1, fields=fields, reasons=reasons_)
    first, second = of_plan(case, PairPlan(case.pair_id, (operation,)), str)
    assert (first.code, first.fields, second.code) == (Code.CONFLICT_AUTO, ("phone",), Code.PENDING)


def test_a_merge_in_salesforce_is_told_with_the_survivor() -> None:
    merged = replace(crm(gone=True, **BASE), merged_into="003B")
    first, *_ = reasons(agreed(merged, mailbox(**BASE), BASE).case())
    assert first.evidence == ("Merged into 003B",) and "merged" in first.sentence


@pytest.mark.parametrize("side", Side)
def test_a_field_that_a_side_does_not_take_is_told_with_both_values(side: Side) -> None:
    rules = PlainRules(blocked=frozenset({("phone", side)}))
    changed: dict[str, Any] = {"name": "Ann", "phone": "3"}
    left, right = (crm(**BASE), mailbox(**changed)) if side is Side.CRM else (crm(**changed), mailbox(**BASE))
    assert codes(agreed(left, right, BASE), rules) == ["linked-ok", "unchanged", "direction-off"]
    told = reasons(agreed(left, right, BASE).case(rules=rules))[-1]
    assert told.fields == ("phone",) and {text.split(": ")[1] for text in told.evidence} == {"1", "3"}


def test_fields_that_differ_as_agreed_are_no_reason() -> None:
    assert codes(PairStory(crm(**BASE), mailbox(name="A", phone="1"), BASE, {"name": "A", "phone": "1"})) == [
        "linked-ok",
        "unchanged",
    ]


@pytest.mark.parametrize("seen", TABLE, ids=lambda seen: f"{seen[0]}-{seen[1]}")
@pytest.mark.parametrize("state", PairState)
@pytest.mark.parametrize("wish", Wish)
def test_no_pair_is_without_a_reason(seen: tuple[Seen, Seen], state: PairState, wish: Wish) -> None:
    never = Seen.NEW in seen or Seen.NONE in seen
    base = None if never else BASE
    left = None if seen[0] is Seen.NONE else crm(gone=seen[0] is Seen.GONE, **_fields(seen[0]))
    right = None if seen[1] is Seen.NONE else mailbox(gone=seen[1] is Seen.GONE, **_fields(seen[1]))
    for answer in ("", "delete", "stop", "restore") if state is PairState.HELD else ("",):
        assert codes(PairStory(left, right, base, base, state, wish=wish, answer=answer))


def _fields(seen: Seen) -> dict[str, Any]:
    return {**BASE, "phone": "9"} if seen is Seen.CHANGED else BASE


def test_records_in_no_pair_are_told_by_where_they_are() -> None:
    assert not_shared(mailbox(role=Role.OTHER)).code == Code.FOLDER
    assert not_shared(mailbox(marked=False, role=Role.DEFAULT)).code == Code.CATEGORY
    assert out_of_scope().code == Code.FILTER
    assert [gone(side).sentence for side in Side] == ["It was deleted in Salesforce.", "It was deleted in Outlook."]


@pytest.mark.parametrize(
    ("value", "text"), [("a\n b", "a b"), (date(1970, 12, 31), "1970-12-31"), (EMPTY, "–"), ("", "–")]
)
def test_evidence_is_one_line(value: object, text: str) -> None:
    assert shown(value) == text
