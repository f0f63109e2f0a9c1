"""What a person decides besides answering questions: policies, and wishes to share or un-share.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.core.conflict import ConflictType, Resolution, Take
from desktop.core.pairing import PairState, Wish
from desktop.core.plan import StepVerb, Verb, Why
from desktop.core.planner import plan_pair
from desktop.core.record import Role, Side
from desktop.core.rules import Policy
from desktop.core.values import EMPTY

from .cases import PairStory, PlainRules, agreed, crm, mailbox

BASE: dict[str, Any] = {"name": "Ann", "phone": "1"}
CLASH = agreed(crm(name="Ann", phone="2"), mailbox(name="Anna", phone="3"), BASE)


@pytest.mark.parametrize(
    ("policy", "side", "written"),
    [(Policy.SALESFORCE, Side.MAILBOX, "2"), (Policy.OUTLOOK, Side.CRM, "3")],
)
def test_a_clash_takes_the_preferred_sides_value(policy: Policy, side: Side, written: str) -> None:
    plan = plan_pair(replace(CLASH, policy=policy).case())
    operations = {operation.side: operation for operation in plan.operations}
    assert plan.conflicts == () and operations[side].fields["phone"] == written
    assert operations[side].reasons == {"phone": Why.POLICY}
    assert operations[Side.CRM].fields["name"] == "Anna"


def test_an_operation_of_one_reason_has_that_reason_and_a_mixed_one_names_it_by_field() -> None:
    (first, second) = plan_pair(replace(CLASH, policy=Policy.SALESFORCE).case()).operations
    assert (first.why, second.why) == (Why.CHANGED, Why.POLICY)
    (only,) = plan_pair(replace(CLASH, policy=Policy.OUTLOOK).case()).operations
    assert (only.why, only.reasons) == (Why.CHANGED, {"phone": Why.POLICY})


def test_a_persons_answer_counts_before_the_policy() -> None:
    conflicts = {conflict.field: conflict for conflict in plan_pair(CLASH.case()).conflicts}
    answers = {"phone": Resolution(conflicts["phone"], Take.MAILBOX)}
    plan = plan_pair(replace(CLASH, policy=Policy.SALESFORCE).case(answers))
    assert [(o.side, o.fields["phone"], o.reasons) for o in plan.operations] == [
        (Side.CRM, "3", {"phone": Why.DECIDED})
    ]


def test_an_answer_to_a_former_question_leaves_it_to_the_policy() -> None:
    (conflict,) = plan_pair(CLASH.case()).conflicts
    moved = agreed(crm(name="Ann", phone="2"), mailbox(name="Ann", phone="33"), BASE)
    plan = plan_pair(replace(moved, policy=Policy.SALESFORCE).case({"phone": Resolution(conflict, Take.MAILBOX)}))
    assert [(o.side, o.fields, o.why) for o in plan.operations] == [(Side.MAILBOX, {"phone": "2"}, Why.POLICY)]


def test_a_preferred_blank_empties_the_other_side_only_after_both_changed_it() -> None:
    emptied = agreed(crm(name="Ann", phone=EMPTY), mailbox(name="Ann", phone="3"), BASE)
    (operation,) = plan_pair(replace(emptied, policy=Policy.SALESFORCE).case()).operations
    assert operation.fields == {"phone": EMPTY}
    matched = PairStory(crm(name="Ann", phone=EMPTY), mailbox(name="Ann", phone="3"), policy=Policy.SALESFORCE)
    (operation,) = plan_pair(matched.case()).operations
    assert (operation.side, operation.fields) == (Side.CRM, {"phone": "3"})


def test_a_one_way_field_stays_as_it_is_whatever_the_policy() -> None:
    rules = PlainRules(blocked=frozenset({("phone", Side.CRM)}))
    story = agreed(crm(name="Ann", phone="2"), mailbox(name="Ann", phone="3"), BASE)
    for policy in Policy:
        plan = plan_pair(replace(story, policy=policy).case(rules=rules))
        assert plan.operations == () and plan.conflicts == ()


EDITED = agreed(crm(gone=True, **BASE), mailbox(name="Anna", phone="1"), BASE)


def test_edited_here_and_deleted_in_salesforce_is_made_again_where_outlook_wins() -> None:
    """L3."""
    plan = plan_pair(replace(EDITED, policy=Policy.OUTLOOK).case())
    assert [(step.verb, step.side) for step in plan.steps] == [(StepVerb.UNBIND, Side.CRM)] and plan.waits
    assert plan.operations == () and plan.conflicts == ()


def test_edited_here_and_deleted_in_salesforce_is_the_persons_own_where_salesforce_wins() -> None:
    """L3."""
    plan = plan_pair(replace(EDITED, policy=Policy.SALESFORCE).case())
    assert [(o.verb, o.why) for o in plan.operations] == [(Verb.UNSHARE, Why.POLICY)] and plan.waits


@pytest.mark.parametrize("policy", Policy)
def test_a_deletion_in_the_mailbox_is_held_whatever_the_policy(policy: Policy) -> None:
    """L12."""
    story = agreed(crm(name="Anna", phone="1"), mailbox(gone=True, **BASE), BASE)
    assert [step.verb for step in plan_pair(replace(story, policy=policy).case()).steps] == [StepVerb.HOLD]


def personal(**fields: Any) -> Any:
    return mailbox(marked=False, role=Role.DEFAULT, **fields)


@pytest.mark.parametrize(
    ("left", "right", "verbs", "expected"),
    [
        (crm(name="Bob", phone="9"), mailbox(**BASE), [Verb.UNSHARE], []),
        (crm(**BASE), personal(**BASE), [], [StepVerb.DETACH]),
        (crm(**BASE), mailbox(gone=True, **BASE), [], [StepVerb.DETACH]),
        (crm(**BASE), None, [], [StepVerb.DETACH]),
        (crm(gone=True, **BASE), mailbox(**BASE), [Verb.UNSHARE], []),
        (None, personal(**BASE), [], [StepVerb.FORGET]),
        (crm(gone=True, **BASE), mailbox(gone=True, **BASE), [], [StepVerb.FORGET]),
    ],
    ids=["live", "left-already", "copy-deleted", "no-copy-yet", "crm-deleted", "no-record-yet", "both-gone"],
)
def test_a_wish_to_unshare_writes_no_field_and_deletes_nothing(
    left: Any, right: Any, verbs: list[Verb], expected: list[StepVerb]
) -> None:
    """L3."""
    plan = plan_pair(replace(PairStory(left, right, BASE, BASE), wish=Wish.UNSHARE).case())
    assert [o.verb for o in plan.operations] == verbs and [s.verb for s in plan.steps] == expected
    assert plan.conflicts == ()


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (crm(**BASE), personal(**BASE), [StepVerb.ACTIVATE]),
        (crm(marked=False, **BASE), personal(**BASE), [StepVerb.ACTIVATE]),
        (crm(**BASE), mailbox(gone=True, **BASE), [StepVerb.UNBIND, StepVerb.ACTIVATE]),
        (crm(**BASE), None, [StepVerb.ACTIVATE]),
        (crm(gone=True, **BASE), personal(**BASE), [StepVerb.UNBIND, StepVerb.ACTIVATE]),
        (crm(gone=True, **BASE), None, [StepVerb.FORGET]),
    ],
    ids=["both", "out-of-scope", "copy-deleted", "no-copy", "crm-deleted", "nothing-left"],
)
def test_a_wish_to_share_a_detached_pair(left: Any, right: Any, expected: list[StepVerb]) -> None:
    story = PairStory(left, right, BASE, BASE, PairState.DETACHED, mailbox_in=False, wish=Wish.SHARE)
    plan = plan_pair(story.case())
    assert [s.verb for s in plan.steps] == expected and plan.operations == ()
    assert plan.waits is (expected != [StepVerb.FORGET])


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (crm(marked=False, **BASE), personal(**BASE), Verb.SHARE),
        (crm(marked=False, **BASE), None, Verb.CREATE),
        (None, personal(**BASE), Verb.CREATE),
    ],
    ids=["out-of-scope", "out-of-scope-without-a-copy", "crm-deleted"],
)
def test_what_is_wished_is_carried_out_whatever_happens_between(left: Any, right: Any, expected: Verb) -> None:
    plan = plan_pair(PairStory(left, right, mailbox_in=False, wish=Wish.SHARE).case())
    assert expected in [operation.verb for operation in plan.operations]


@pytest.mark.parametrize(
    ("left", "right", "side"),
    [
        (crm(**BASE), mailbox(gone=True, **BASE), Side.MAILBOX),
        (crm(gone=True, **BASE), personal(**BASE), Side.CRM),
        (crm(gone=True, **BASE), personal(name="Anna", phone="1"), Side.CRM),
    ],
)
def test_what_goes_while_it_is_about_to_be_shared_is_made_anew(left: Any, right: Any, side: Side) -> None:
    plan = plan_pair(PairStory(left, right, BASE, BASE, mailbox_in=False, wish=Wish.SHARE).case())
    assert [(step.verb, step.side) for step in plan.steps] == [(StepVerb.UNBIND, side)] and plan.waits


def test_a_copy_that_is_not_shared_yet_is_never_deleted_with_its_record() -> None:
    """L3."""
    plan = plan_pair(replace(agreed(crm(gone=True, **BASE), personal(**BASE), BASE), mailbox_in=False).case())
    assert [step.verb for step in plan.steps] == [StepVerb.FORGET] and plan.operations == ()


def test_a_copy_that_comes_back_to_a_deleted_record_asks_at_once() -> None:
    story = replace(EDITED, state=PairState.HELD)
    plan = plan_pair(story.case())
    assert [step.verb for step in plan.steps] == [StepVerb.WITHDRAW, StepVerb.ACTIVATE]
    assert [conflict.type for conflict in plan.conflicts] == [ConflictType.EDIT_DELETE]
