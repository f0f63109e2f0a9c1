"""The planner's table: one test a cell, and a row each for held and detached pairs.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.core.case import Case
from desktop.core.conflict import ConflictType, Resolution, Take
from desktop.core.pairing import PairState
from desktop.core.plan import StepVerb, Verb, Why
from desktop.core.planner import TABLE, Seen, derive, plan_pair
from desktop.core.record import Role, Side
from desktop.core.values import EMPTY

from .cases import LINK, PairStory, PlainRules, agreed, crm, mailbox

BASE: dict[str, Any] = {"name": "Ann", "phone": "1"}


def steps(case: Case) -> list[StepVerb]:
    return [step.verb for step in plan_pair(case).steps]


def test_unchanged_unchanged_plans_nothing() -> None:
    """L2."""
    plan = plan_pair(agreed(crm(**BASE), mailbox(**BASE), BASE).case())
    assert (plan.operations, plan.steps, plan.conflicts) == ((), (), ())


def test_crm_changed_flows_to_the_mailbox_only() -> None:
    """L1, L5."""
    plan = plan_pair(agreed(crm(name="Ann", phone="2"), mailbox(**BASE), BASE).case())
    (operation,) = plan.operations
    assert (operation.verb, operation.side, operation.fields) == (Verb.UPDATE, Side.MAILBOX, {"phone": "2"})
    assert (operation.expect, operation.source, operation.why) == ("ck1", {"phone": "2"}, Why.CHANGED)


def test_mailbox_changed_flows_to_the_crm_only() -> None:
    """L1, L5."""
    plan = plan_pair(agreed(crm(**BASE), mailbox(name="Anna", phone="1"), BASE).case())
    (operation,) = plan.operations
    assert (operation.verb, operation.side, operation.fields, operation.expect) == (
        Verb.UPDATE,
        Side.CRM,
        {"name": "Anna"},
        "v1",
    )


def test_both_changed_different_fields_both_flow() -> None:
    """L1, L5."""
    plan = plan_pair(agreed(crm(name="Ann", phone="2"), mailbox(name="Anna", phone="1"), BASE).case())
    assert {(o.side, tuple(o.fields)) for o in plan.operations} == {(Side.CRM, ("name",)), (Side.MAILBOX, ("phone",))}
    assert plan.conflicts == ()


def test_both_changed_the_same_field_withholds_that_field_only() -> None:
    """L3, L6."""
    plan = plan_pair(agreed(crm(name="Ann", phone="2"), mailbox(name="Anna", phone="3"), BASE).case())
    (operation,) = plan.operations
    assert (operation.side, operation.fields) == (Side.CRM, {"name": "Anna"})
    (conflict,) = plan.conflicts
    assert (conflict.field, conflict.crm_value, conflict.mailbox_value, conflict.base_crm) == ("phone", "2", "3", "1")


def test_both_changed_to_the_same_value_agree_without_a_write() -> None:
    """L5."""
    plan = plan_pair(agreed(crm(name="Ann", phone="2"), mailbox(name="Ann", phone="2"), BASE).case())
    assert plan.operations == () and plan.conflicts == ()
    (step,) = plan.steps
    assert (step.verb, step.crm, step.mailbox) == (StepVerb.AGREE, {"phone": "2"}, {"phone": "2"})


def test_equal_modulo_the_normal_form_is_no_conflict() -> None:
    """L5."""
    story = agreed(crm(email="a@x.example"), mailbox(email="A@X.example"), {"email": "old@x.example"})
    plan = plan_pair(story.case())
    assert plan.conflicts == () and plan.operations == ()
    assert plan.steps[0].mailbox == {"email": "A@X.example"}


def test_matched_without_a_base_adopts_fills_blanks_and_asks_about_clashes() -> None:
    """L3."""
    story = PairStory(crm(name="Ann", phone="1", email=EMPTY), mailbox(name="Anna", phone="1", email="a@x.example"))
    plan = plan_pair(story.case())
    assert [(o.side, o.fields, o.why) for o in plan.operations] == [(Side.CRM, {"email": "a@x.example"}, Why.MATCHED)]
    assert plan.steps[0].crm == {"phone": "1"}
    assert [c.field for c in plan.conflicts] == ["name"]


def test_matched_newcomer_is_shared_before_the_mailbox_is_written() -> None:
    story = PairStory(
        crm(name="Ann", phone="1"), mailbox(name="Ann", phone=EMPTY, role=Role.DEFAULT, link=None), mailbox_in=False
    )
    plan = plan_pair(story.case())
    assert [(o.verb, o.side) for o in plan.operations] == [(Verb.SHARE, Side.MAILBOX)]
    assert plan.waits


@pytest.mark.parametrize("name", ["Ann", "Anna"], ids=["crm-unchanged", "crm-changed"])
def test_mailbox_deleted_is_held(name: str) -> None:
    """L12."""
    story = agreed(crm(name=name, phone="1"), mailbox(gone=True, **BASE), BASE)
    plan = plan_pair(story.case())
    assert plan.operations == () and [s.verb for s in plan.steps] == [StepVerb.HOLD]


def test_mailbox_deleted_before_anything_was_agreed_is_held() -> None:
    """L12."""
    assert steps(PairStory(crm(**BASE), mailbox(gone=True, **BASE)).case()) == [StepVerb.HOLD]


def test_crm_deleted_moves_the_untouched_copy_to_the_bin() -> None:
    plan = plan_pair(agreed(crm(gone=True, **BASE), mailbox(**BASE), BASE).case())
    (operation,) = plan.operations
    assert (operation.verb, operation.side, operation.expect) == (Verb.DELETE, Side.MAILBOX, "ck1")


def test_crm_deleted_forgets_a_copy_that_was_unshared() -> None:
    copy = mailbox(marked=False, role=Role.DEFAULT, **BASE)
    assert steps(agreed(crm(gone=True, **BASE), copy, BASE).case()) == [StepVerb.FORGET]


def test_crm_deleted_while_the_copy_was_edited_asks() -> None:
    """L3."""
    plan = plan_pair(agreed(crm(gone=True, **BASE), mailbox(name="Anna", phone="1"), BASE).case())
    assert plan.operations == ()
    assert [c.type for c in plan.conflicts] == [ConflictType.EDIT_DELETE]


def test_crm_deleted_before_anything_was_agreed_asks() -> None:
    """L3."""
    plan = plan_pair(PairStory(crm(gone=True, **BASE), mailbox(**BASE)).case())
    assert [c.type for c in plan.conflicts] == [ConflictType.EDIT_DELETE]


@pytest.mark.parametrize(("take", "expected"), [(Take.CRM, [Verb.DELETE]), (Take.MAILBOX, [])])
def test_edit_against_deletion_follows_the_answer(take: Take, expected: list[Verb]) -> None:
    story = agreed(crm(gone=True, **BASE), mailbox(name="Anna", phone="1"), BASE)
    (conflict,) = plan_pair(story.case()).conflicts
    plan = plan_pair(story.case({"": Resolution(conflict, take)}))
    assert [o.verb for o in plan.operations] == expected and plan.conflicts == ()
    assert plan.waits is (take is Take.MAILBOX)


@pytest.mark.parametrize("left", [None, crm(gone=True)], ids=["none", "gone"])
@pytest.mark.parametrize("right", [None, mailbox(gone=True)], ids=["none", "gone"])
def test_nothing_left_on_either_side_forgets_the_pair(left: object, right: object) -> None:
    story = PairStory(left, right)  # type: ignore[arg-type]
    assert steps(story.case()) == [StepVerb.FORGET]


def test_only_in_the_crm_is_created_in_the_mailbox_without_blanks() -> None:
    plan = plan_pair(PairStory(crm(name="Ann", phone=EMPTY), None).case())
    (operation,) = plan.operations
    assert (operation.verb, operation.side, operation.fields) == (Verb.CREATE, Side.MAILBOX, {"name": "Ann"})
    assert operation.source == {"name": "Ann", "phone": EMPTY} and operation.source_id == "003A"


def test_out_of_scope_is_not_created() -> None:
    assert steps(PairStory(crm(marked=False, name="Ann"), None).case()) == [StepVerb.FORGET]


def test_only_in_the_mailbox_is_created_in_the_crm_and_waits_for_its_share() -> None:
    plan = plan_pair(PairStory(None, mailbox(name="Ann"), mailbox_in=False).case())
    assert [(o.verb, o.side) for o in plan.operations] == [(Verb.CREATE, Side.CRM)] and plan.waits


def test_newcomer_unshared_before_it_was_created_is_left_alone() -> None:
    story = PairStory(None, mailbox(marked=False, role=Role.DEFAULT, name="Ann"), mailbox_in=False)
    assert steps(story.case()) == [StepVerb.FORGET]


def test_every_cell_of_an_active_pair_has_a_row() -> None:
    live = {Seen.NEW, Seen.UNCHANGED, Seen.CHANGED}
    impossible = {(a, b) for a in live for b in live if (a is Seen.NEW) != (b is Seen.NEW)}
    impossible |= {(a, Seen.NONE) for a in live - {Seen.NEW}} | {(Seen.NONE, a) for a in live - {Seen.NEW}}
    cells = {(a, b) for a in Seen for b in Seen}
    assert cells - impossible == set(TABLE)


def test_leaving_the_scope_unshares_the_copy_and_writes_no_field() -> None:
    plan = plan_pair(agreed(crm(marked=False, name="Ann", phone="2"), mailbox(**BASE), BASE).case())
    assert [(o.verb, o.why) for o in plan.operations] == [(Verb.UNSHARE, Why.LEFT_SCOPE)]


@pytest.mark.parametrize(
    "copy",
    [mailbox(marked=False, **BASE), mailbox(role=Role.DEFAULT, **BASE)],
    ids=["category-off-in-the-folder", "moved-out-with-the-category"],
)
def test_unsharing_by_the_person(copy: object) -> None:
    plan = plan_pair(agreed(crm(**BASE), copy, BASE).case())  # type: ignore[arg-type]
    assert [(o.verb, o.why) for o in plan.operations] == [(Verb.UNSHARE, Why.UNSHARED)]


def test_a_copy_that_is_already_personal_is_detached_without_a_write() -> None:
    story = agreed(crm(**BASE), mailbox(marked=False, role=Role.DEFAULT, **BASE), BASE)
    assert steps(story.case()) == [StepVerb.DETACH]


@pytest.mark.parametrize(
    ("answer", "verbs", "expected"),
    [
        ("", [], []),
        ("delete", [Verb.DELETE], []),
        ("stop", [], [StepVerb.DETACH]),
        ("restore", [], [StepVerb.UNBIND, StepVerb.ACTIVATE]),
    ],
)
def test_a_held_deletion_follows_the_answer(answer: str, verbs: list[Verb], expected: list[StepVerb]) -> None:
    story = replace(agreed(crm(**BASE), mailbox(gone=True, **BASE), BASE, PairState.HELD), answer=answer)
    plan = plan_pair(story.case())
    assert [o.verb for o in plan.operations] == verbs and [s.verb for s in plan.steps] == expected
    assert all(o.side is Side.CRM for o in plan.operations)


def test_a_held_deletion_is_withdrawn_when_the_copy_comes_back() -> None:
    story = agreed(crm(**BASE), mailbox(**BASE), BASE, PairState.HELD)
    assert steps(story.case()) == [StepVerb.WITHDRAW, StepVerb.ACTIVATE]


def test_a_held_deletion_ends_when_the_crm_deletes_too() -> None:
    story = agreed(crm(gone=True, **BASE), mailbox(gone=True, **BASE), BASE, PairState.HELD)
    assert steps(story.case()) == [StepVerb.WITHDRAW, StepVerb.FORGET]


def test_a_held_deletion_ends_when_the_record_leaves_the_scope() -> None:
    story = agreed(crm(marked=False, **BASE), mailbox(gone=True, **BASE), BASE, PairState.HELD)
    assert steps(story.case()) == [StepVerb.WITHDRAW, StepVerb.DETACH]


def personal(**fields: Any) -> object:
    return mailbox(marked=False, role=Role.DEFAULT, **fields)


@pytest.mark.parametrize(
    ("left", "right", "crm_in", "expected"),
    [
        (crm(name="Bob", phone="9"), personal(**BASE), True, []),
        (crm(gone=True), personal(**BASE), True, [StepVerb.FORGET]),
        (crm(**BASE), mailbox(**BASE), True, [StepVerb.ACTIVATE]),
        (crm(**BASE), mailbox(role=Role.DEFAULT, **BASE), True, [StepVerb.ACTIVATE]),
        (crm(**BASE), personal(**BASE), False, [StepVerb.ACTIVATE]),
        (crm(marked=False, **BASE), personal(**BASE), True, [StepVerb.FLAGS]),
        (crm(marked=False, **BASE), personal(**BASE), False, []),
        (crm(**BASE), mailbox(gone=True), True, [StepVerb.UNBIND]),
        (crm(**BASE), None, False, [StepVerb.ACTIVATE]),
        (crm(**BASE), None, True, []),
    ],
    ids=[
        "changes-do-not-flow",
        "crm-deleted",
        "shared-anew-in-the-folder",
        "shared-anew-by-category",
        "entered-the-scope-again",
        "left-the-scope-too",
        "stays-out",
        "copy-deleted",
        "entered-the-scope-again-without-a-copy",
        "remembered-without-a-copy",
    ],
)
def test_a_detached_pair(left: object, right: object, crm_in: bool, expected: list[StepVerb]) -> None:
    story = PairStory(
        left,  # type: ignore[arg-type]
        right,  # type: ignore[arg-type]
        dict(BASE),
        dict(BASE),
        PairState.DETACHED,
        crm_in=crm_in,
        mailbox_in=False,
        reason="person",
    )
    plan = plan_pair(story.case())
    assert plan.operations == () and [s.verb for s in plan.steps] == expected


def test_a_wrong_link_is_put_right() -> None:
    plan = plan_pair(agreed(crm(**BASE), mailbox(link="scc:1:other:003B", **BASE), BASE).case())
    assert [(o.verb, o.side, o.fields) for o in plan.operations] == [(Verb.UPDATE, Side.MAILBOX, {})]
    assert plan_pair(agreed(crm(**BASE), mailbox(link=LINK, **BASE), BASE).case()).operations == ()


def test_a_record_matched_out_of_scope_stays_shared_until_it_leaves() -> None:
    story = replace(agreed(crm(marked=False, **BASE), mailbox(**BASE), BASE), crm_in=False)
    assert plan_pair(story.case()).operations == ()
    entered = replace(agreed(crm(**BASE), mailbox(**BASE), BASE), crm_in=False)
    assert steps(entered.case()) == [StepVerb.FLAGS]


@pytest.mark.parametrize(
    ("take", "value", "side", "written", "seen"),
    [
        (Take.CRM, None, Side.MAILBOX, "2", {}),
        (Take.MAILBOX, None, Side.CRM, "3", {}),
        (Take.VALUE, "4", Side.CRM, "4", {"phone": "2"}),
        (Take.VALUE, "2", Side.MAILBOX, "2", {}),
        (Take.VALUE, "3", Side.CRM, "3", {}),
    ],
)
def test_a_resolution_is_applied(take: Take, value: str | None, side: Side, written: str, seen: object) -> None:
    story = agreed(crm(name="Ann", phone="2"), mailbox(name="Ann", phone="3"), BASE)
    (conflict,) = plan_pair(story.case()).conflicts
    plan = plan_pair(story.case({"phone": Resolution(conflict, take, value)}))
    (operation,) = plan.operations
    assert (operation.side, operation.fields, operation.seen) == (side, {"phone": written}, seen)
    assert operation.why is Why.DECIDED and plan.conflicts == ()


def test_a_resolution_expires_when_a_value_moves() -> None:
    story = agreed(crm(name="Ann", phone="2"), mailbox(name="Ann", phone="3"), BASE)
    (conflict,) = plan_pair(story.case()).conflicts
    moved = agreed(crm(name="Ann", phone="2"), mailbox(name="Ann", phone="33"), BASE)
    plan = plan_pair(moved.case({"phone": Resolution(conflict, Take.CRM)}))
    assert plan.operations == () and [c.mailbox_value for c in plan.conflicts] == ["33"]


def test_absent_is_never_a_statement() -> None:
    """L10."""
    plan = plan_pair(agreed(crm(name="Ann"), mailbox(**BASE), BASE).case())
    assert plan.operations == ()


def test_what_both_sides_were_left_at_stays_different_while_other_fields_flow() -> None:
    here, there = {"name": "Ann", "phone": "1"}, {"name": "Anna", "phone": "1"}
    story = PairStory(crm(name="Ann", phone="2"), mailbox(name="Anna", phone="1"), here, there)
    (operation,) = plan_pair(story.case()).operations
    assert (operation.side, dict(operation.fields)) == (Side.MAILBOX, {"phone": "2"})


def test_a_one_way_field_never_flows_back() -> None:
    rules = PlainRules(blocked=frozenset({("phone", Side.CRM)}))
    story = agreed(crm(**BASE), mailbox(name="Ann", phone="3"), BASE)
    assert plan_pair(story.case(rules=rules)).operations == ()
    clash = agreed(crm(name="Ann", phone="2"), mailbox(name="Ann", phone="3"), BASE)
    assert plan_pair(clash.case(rules=rules)).conflicts == ()


def test_a_field_that_becomes_visible_is_adopted() -> None:
    story = PairStory(crm(**BASE), mailbox(**BASE), {"name": "Ann"}, dict(BASE))
    assert derive(story.case(), Side.CRM) is Seen.CHANGED
    assert plan_pair(story.case()).steps[0].crm == {"phone": "1"}


@pytest.mark.parametrize("state", PairState)
def test_an_excluded_pair_is_left_alone_in_every_state(state: PairState) -> None:
    story = agreed(crm(name="Ann", phone="2"), mailbox(name="Anna", phone="3"), BASE, state)
    case = story.case()
    plan = plan_pair(replace(case, view=replace(case.view, excluded=True)))
    assert (plan.operations, plan.steps, plan.conflicts) == ((), (), ())


def test_an_excluded_pair_of_which_nothing_is_left_is_forgotten() -> None:
    case = agreed(crm(gone=True, **BASE), mailbox(gone=True, **BASE), BASE).case()
    assert steps(replace(case, view=replace(case.view, excluded=True))) == [StepVerb.FORGET]
