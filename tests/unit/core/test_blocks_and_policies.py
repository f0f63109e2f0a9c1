"""Addresses as a whole, and whose value counts by field, by time and by owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from desktop.core.conflict import Resolution, Take
from desktop.core.merge import Merged, merge
from desktop.core.plan import PairPlan, Why
from desktop.core.planner import plan_pair
from desktop.core.record import Side
from desktop.core.rules import Join, Policies, Policy
from desktop.core.values import ABSENT, EMPTY, FieldValue

from .cases import PairStory, PlainRules, agreed, crm, mailbox

HOME: dict[str, FieldValue] = {"street": "Elm 1", "city": "Bonn", "country": EMPTY}


@dataclass(frozen=True)
class Addresses(PlainRules):
    """An address of three parts, and a text beside it."""

    fields: tuple[str, ...] = ("street", "city", "country", "title")
    joins: Join = Join.NONE
    limit: int = 100

    def block(self, field: str) -> str:
        return "" if field == "title" else "address"

    def join(self, field: str) -> Join:
        return self.joins

    def fits(self, field: str, value: FieldValue) -> bool:
        return len(str(value)) <= self.limit


RULES = Addresses()


def moved(crm_side: Mapping[str, FieldValue], mailbox_side: Mapping[str, FieldValue], base: bool = True) -> PairStory:
    left = replace(crm(), fields={**HOME, **crm_side})
    right = replace(mailbox(), fields={**HOME, **mailbox_side})
    return agreed(left, right, HOME) if base else PairStory(left, right)


def merged(story: PairStory, policies: Policies | None = None, answer: Take | None = None) -> Merged:
    case = story.case(rules=RULES)
    found = merge(case.view, RULES, {}, policies or Policies())
    answers = {c.field: Resolution(c, answer) for c in found.conflicts if answer}
    return merge(case.view, RULES, answers, policies or Policies()) if answers else found


def test_an_address_that_one_side_changed_flows_part_by_part() -> None:
    found = merged(moved({"street": "Oak 2", "city": "Ulm"}, {}))
    assert found.to_mailbox == {"street": "Oak 2", "city": "Ulm"} and not found.conflicts


@pytest.mark.parametrize("other", [{"street": "Fir 3"}, {"city": "Kiel"}, {"country": "Chile"}])
def test_an_address_that_both_changed_is_one_question_and_never_mixed(other: Mapping[str, FieldValue]) -> None:
    found = merged(moved({"street": "Oak 2"}, other))
    (conflict,) = found.conflicts
    assert not found.to_crm and not found.to_mailbox
    assert (conflict.field, conflict.crm_value, conflict.base_crm) == ("address", "Oak 2\nBonn", "Elm 1\nBonn")


@pytest.mark.parametrize(("take", "street"), [(Take.CRM, "Oak 2"), (Take.MAILBOX, "Elm 1")])
def test_the_answer_takes_the_whole_address_of_a_side(take: Take, street: str) -> None:
    found = merged(moved({"street": "Oak 2"}, {"city": "Kiel", "country": "Chile"}), answer=take)
    target, source = (found.to_mailbox, found.to_crm) if take is Take.CRM else (found.to_crm, found.to_mailbox)
    city, country = ("Bonn", EMPTY) if take is Take.CRM else ("Kiel", "Chile")
    assert target == {"street": street, "city": city, "country": country} and not source
    assert set(found.reasons.values()) == {Why.DECIDED}


def test_two_changes_of_which_one_holds_the_other_are_no_question() -> None:
    found = merged(moved({"street": "Oak 2"}, {"street": "Oak 2", "city": "Ulm"}))
    assert found.to_crm == {"city": "Ulm"} and not found.conflicts and "street" in found.agreed


@pytest.mark.parametrize(("right", "asked"), [({"city": EMPTY}, False), ({"street": EMPTY, "country": "Chile"}, True)])
def test_without_a_base_an_address_is_filled_from_one_side_only(right: dict[str, FieldValue], asked: bool) -> None:
    found = merged(moved({}, right, base=False))
    assert bool(found.conflicts) is asked
    assert (found.to_mailbox, found.to_crm) == ({} if asked else {"city": "Bonn"}, {})


def test_an_address_of_which_one_differing_part_was_never_agreed_on_was_never_the_same() -> None:
    story = moved({"street": "Oak 2"}, {"street": EMPTY, "city": "Ulm"})
    known = {"city": HOME["city"], "country": HOME["country"]}
    (conflict,) = merged(replace(story, base_crm=known, base_mailbox=known)).conflicts
    assert (conflict.base_crm, conflict.base_mailbox) == (ABSENT, ABSENT)


def test_a_clash_beside_an_address_leaves_it_alone() -> None:
    story = moved({"street": "Oak 2"}, {})
    assert story.left is not None and story.right is not None
    left = replace(story.left, fields={**story.left.fields, "title": "A"})
    right = replace(story.right, fields={**story.right.fields, "title": "B"})
    found = merged(replace(story, left=left, right=right))
    assert [c.field for c in found.conflicts] == ["title"] and found.to_mailbox == {"street": "Oak 2"}


def test_a_value_that_fits_on_no_side_is_asked_about_instead_of_joined() -> None:
    rules = replace(RULES, joins=Join.NOTES, limit=10)
    story = agreed(crm(title="a\nlong one"), mailbox(title="a\nother"), {"title": "a"})
    assert [c.field for c in plan_pair(story.case(rules=rules)).conflicts] == ["title"]
    assert not plan_pair(story.case(rules=replace(rules, limit=99))).conflicts


def clash(crm_at: int | None = None, mailbox_at: int | None = None, owned: bool | None = None) -> PairStory:
    times = [None if hour is None else datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in (crm_at, mailbox_at)]
    left = replace(crm(title="A"), modified=times[0], owned=owned)
    return agreed(left, replace(mailbox(title="B"), modified=times[1]), {"title": "-"})


def decided(story: PairStory, policies: Policies) -> PairPlan:
    return plan_pair(replace(story.case(rules=RULES), policies=policies))


@pytest.mark.parametrize(
    ("policy", "story", "side"),
    [
        (Policy.NEWEST, clash(9, 8), Side.MAILBOX),
        (Policy.NEWEST, clash(8, 9), Side.CRM),
        (Policy.NEWEST, clash(9, 9), None),
        (Policy.NEWEST, clash(9, None), None),
        (Policy.NEWEST, clash(None, 9), None),
        (Policy.OWNER, clash(owned=True), Side.CRM),
        (Policy.OWNER, clash(owned=False), Side.MAILBOX),
        (Policy.OWNER, clash(owned=None), None),
    ],
)
def test_the_newest_and_the_owners_side_count_and_who_knows_neither_asks(
    policy: Policy, story: PairStory, side: Side | None
) -> None:
    plan = decided(story, Policies(policy))
    assert [operation.side for operation in plan.operations] == ([side] if side else [])
    assert bool(plan.conflicts) is (side is None)


def test_a_rule_for_a_field_counts_before_the_policy_for_all() -> None:
    plan = decided(clash(), Policies(Policy.SALESFORCE, {"title": Policy.OUTLOOK}))
    (operation,) = plan.operations
    assert (operation.side, operation.reasons) == (Side.CRM, {"title": Why.RULE})
    asked = decided(clash(), Policies(Policy.SALESFORCE, {"title": Policy.ASK}))
    assert asked.conflicts and not asked.operations


def test_a_rule_for_an_address_takes_all_of_it() -> None:
    found = merged(moved({"street": "Oak 2"}, {"city": "Kiel"}), Policies(by_field={"address": Policy.OUTLOOK}))
    assert found.to_crm == {"street": "Elm 1", "city": "Kiel"} and set(found.reasons.values()) == {Why.RULE}
