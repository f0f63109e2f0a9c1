"""The laws of the merge and the planner, over pairs in any state whose writes succeed.

The bases of the two sides are drawn apart: they differ wherever a server keeps a value in another form.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from desktop.core.conflict import Conflict, ConflictType, Resolution, Take
from desktop.core.pairing import Pairing, PairState, Wish
from desktop.core.ports import Capabilities
from desktop.core.record import Kind, Role, Side
from desktop.core.rules import Policy
from desktop.core.values import EMPTY, Fields, FieldValue
from desktop.mapping.lens import KindMap
from tests.laws.pretend import LINK, PAIR, Pretence, record_of

MAP = KindMap.load(Kind.CONTACT)
NAMES = ("first_name", "last_name", "company", "email", "birthday", "title")
FEW: tuple[FieldValue, ...] = ("Ada", "ada", "Grace", EMPTY)
JOINED = ("phone", "business_street", "business_city", "notes")
"""Fields of which more may come than one side's value, or that are asked about together."""
TEXTS: st.SearchStrategy[FieldValue] = st.sampled_from(FEW) | st.text("abcXYZé", min_size=1, max_size=3)
DAYS: st.SearchStrategy[FieldValue] = st.sampled_from(FEW[-1:]) | st.dates()
VALUES = {name: DAYS if name == "birthday" else TEXTS for name in NAMES}
WHOLE = st.fixed_dictionaries(VALUES)
EDIT = st.fixed_dictionaries({}, optional=VALUES)


def one_way(side: Side, name: str) -> KindMap:
    """The map to a side that takes every field but one."""
    paths = dict(zip(MAP.fields, MAP.native_fields(side), strict=False))
    return MAP.fit(side, Capabilities(writable=frozenset(paths.values()) - {paths[name]}))


@st.composite
def edited(draw: st.DrawFn) -> tuple[dict[Side, Fields], dict[Side, Fields]]:
    """What the sides held when they last agreed, and what they hold now."""
    bases: dict[Side, Fields] = {side: draw(WHOLE) for side in Side}
    return bases, {side: {**bases[side], **draw(EDIT)} for side in Side}


def changed(name: str, now: Fields, base: Fields) -> bool:
    return not MAP.same(name, now[name], base[name])


@given(pair=edited())
def test_every_one_sided_change_arrives_and_every_clash_keeps_both_values(
    pair: tuple[dict[Side, Fields], dict[Side, Fields]],
) -> None:
    """L1, L3."""
    bases, now = pair
    pretence = Pretence.of(MAP, now, bases)
    open_questions = {conflict.field: conflict for conflict in pretence.rest()}
    for name in NAMES:
        mine = {side: changed(name, now[side], bases[side]) for side in Side}
        same_now = MAP.same(name, now[Side.CRM][name], now[Side.MAILBOX][name])
        after = {side: pretence.value(side, name) for side in Side}
        if same_now or mine[Side.CRM] == mine[Side.MAILBOX]:
            assert after == {side: now[side][name] for side in Side}
            assert (name in open_questions) is (not same_now and mine[Side.CRM])
        else:
            winner = Side.CRM if mine[Side.CRM] else Side.MAILBOX
            assert after == dict.fromkeys(Side, now[winner][name])
            assert name not in open_questions
    for name, conflict in open_questions.items():
        event("a clash")
        assert (conflict.crm_value, conflict.mailbox_value) == (now[Side.CRM][name], now[Side.MAILBOX][name])


@pytest.mark.parametrize("editor", Side)
@given(bases=st.tuples(WHOLE, WHOLE), edit=EDIT)
def test_edits_of_one_side_never_conflict_and_never_write_back(
    editor: Side, bases: tuple[Fields, Fields], edit: Fields
) -> None:
    """L5."""
    agreed = dict(zip(Side, bases, strict=True))
    now = {**agreed, editor: {**agreed[editor], **edit}}
    pretence = Pretence.of(MAP, now, agreed)
    assert not pretence.rest()
    assert all(side is editor.other and now[editor][name] == value for side, name, value in pretence.written)


@given(pair=edited())
def test_a_clash_withholds_its_field_only(pair: tuple[dict[Side, Fields], dict[Side, Fields]]) -> None:
    """L6."""
    bases, now = pair
    whole, disputed = Pretence.of(MAP, now, bases), {conflict.field for conflict in Pretence.of(MAP, now, bases).rest()}
    whole.rest()
    undisputed = {side: {name: v for name, v in now[side].items() if name not in disputed} for side in Side}
    alone = Pretence.of(MAP, undisputed, bases)
    assert not alone.rest()
    assert whole.written == alone.written and not disputed & {name for _, name, _ in whole.written}


@given(bases=WHOLE, data=st.data())
def test_what_agrees_is_left_alone(bases: Fields, data: st.DataObject) -> None:
    """L2."""
    agreed: dict[Side, Fields] = {Side.CRM: bases, Side.MAILBOX: data.draw(WHOLE)}
    plan = Pretence.of(MAP, agreed, agreed).plan()
    assert not (plan.operations or plan.steps or plan.conflicts or plan.waits)


@given(crm=WHOLE, mailbox=WHOLE)
def test_a_match_without_a_base_fills_blanks_and_overwrites_nothing(crm: Fields, mailbox: Fields) -> None:
    """L3."""
    now: dict[Side, Fields] = {Side.CRM: crm, Side.MAILBOX: mailbox}
    pretence = Pretence.of(MAP, now, None)
    disputed = {conflict.field for conflict in pretence.rest()}
    for name in NAMES:
        values = {side: now[side][name] for side in Side}
        for side in Side:
            expected = values[side.other] if values[side] is EMPTY else values[side]
            assert pretence.value(side, name) == expected
        blank = EMPTY in values.values()
        assert (name in disputed) is (not blank and not MAP.same(name, crm[name], mailbox[name]))


@pytest.mark.parametrize("policy", [Policy.SALESFORCE, Policy.OUTLOOK])
@given(pair=edited(), data=st.data())
def test_with_a_policy_a_clash_ends_as_the_preferred_side_says(
    policy: Policy, pair: tuple[dict[Side, Fields], dict[Side, Fields]], data: st.DataObject
) -> None:
    bases, now = pair
    known = data.draw(st.sampled_from([bases, None]))
    asking, ruled = Pretence.of(MAP, now, known), Pretence.of(MAP, now, known)
    disputed = {conflict.field for conflict in asking.rest()}
    ruled.policy = policy
    assert not ruled.rest()
    preferred = Side.CRM if policy is Policy.SALESFORCE else Side.MAILBOX
    for name in NAMES:
        if name in disputed:
            assert {ruled.value(side, name) for side in Side} == {now[preferred][name]}
        else:
            assert [ruled.value(side, name) for side in Side] == [asking.value(side, name) for side in Side]
    assert len(ruled.written) == len(asking.written) + len(disputed)


@pytest.mark.parametrize("take", Take)
@given(pair=edited(), data=st.data())
def test_an_answered_clash_ends_as_the_person_said(
    take: Take, pair: tuple[dict[Side, Fields], dict[Side, Fields]], data: st.DataObject
) -> None:
    bases, now = pair
    pretence = Pretence.of(MAP, now, bases)
    answers: dict[str, FieldValue] = {}
    for conflict in pretence.plan().conflicts:
        typed = data.draw(VALUES[conflict.field])
        given_up = {Take.CRM: now[Side.CRM][conflict.field], Take.MAILBOX: now[Side.MAILBOX][conflict.field]}
        answers[conflict.field] = given_up.get(take, typed)
        pretence.resolutions[conflict.field] = Resolution(conflict, take, typed if take is Take.VALUE else None)
    assert not pretence.rest()
    for name, value in answers.items():
        assert all(MAP.same(name, pretence.value(side, name), value) for side in Side)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("blocked", Side)
@given(pair=edited())
def test_a_field_that_flows_one_way_is_never_written_the_other(
    name: str, blocked: Side, pair: tuple[dict[Side, Fields], dict[Side, Fields]]
) -> None:
    """L3."""
    bases, now = pair
    pretence = Pretence.of(one_way(blocked, name), now, bases)
    assert name not in {conflict.field for conflict in pretence.rest()}
    assert pretence.value(blocked, name) == now[blocked][name]


@st.composite
def perturbed(draw: st.DrawFn) -> Pretence:
    """A pair in any state, reachable or not, with any answer of the person; bases exist only of two bound records."""
    rules = draw(st.sampled_from([MAP, one_way(Side.CRM, "title"), one_way(Side.MAILBOX, "email")]))
    fields = st.fixed_dictionaries({}, optional=VALUES | dict.fromkeys(JOINED, TEXTS))
    pretence = Pretence.of(rules, {side: draw(fields) for side in Side}, None)
    for side in Side:
        record = record_of(side, draw(fields))
        link = draw(st.sampled_from([LINK, None, "scc:1:another:003Z"])) if side is Side.MAILBOX else None
        role = draw(st.sampled_from(list(Role)[:3])) if side is Side.MAILBOX else Role.SHARED
        looks = replace(record, link=link, role=role, marked=draw(st.booleans()), gone=draw(st.booleans()))
        pretence.records[side] = draw(st.sampled_from([None, looks]))
    if None not in pretence.records.values() and draw(st.booleans()):
        pretence.bases = {side: dict(draw(fields)) for side in Side}
    pretence.pairing = Pairing(
        PAIR,
        Kind.CONTACT,
        draw(st.sampled_from(PairState)),
        1,
        1,
        "email",
        draw(st.booleans()),
        draw(st.booleans()),
    )
    pretence.pairing = replace(pretence.pairing, wish=draw(st.sampled_from(_wishes(pretence.pairing))))
    pretence.policy = draw(st.sampled_from(Policy))
    pretence.answer = draw(st.sampled_from(["", "delete", "restore", "stop"]))
    _answer(pretence, draw(st.none() | st.sampled_from(Take)), draw(TEXTS))
    return pretence


def _wishes(pairing: Pairing) -> list[Wish]:
    """What a person may wish: what is not so, and not while they are asked."""
    if pairing.state is PairState.ACTIVE:
        return [Wish.NONE, Wish.UNSHARE, *([] if pairing.mailbox_in else [Wish.SHARE])]
    return [Wish.NONE, Wish.SHARE] if pairing.state is PairState.DETACHED else [Wish.NONE]


def _answer(pretence: Pretence, take: Take | None, value: FieldValue) -> None:
    """Answer the questions that the pair has now; a typed value is a text of the person."""
    for conflict in pretence.plan().conflicts if take is not None else ():
        if take is not None and _answerable(conflict, take):
            pretence.resolutions[conflict.field] = Resolution(conflict, take, value if take is Take.VALUE else None)


def _answerable(conflict: Conflict, take: Take) -> bool:
    return take is not Take.VALUE or (conflict.type is ConflictType.FIELD and conflict.field != "birthday")


@given(pretence=perturbed())
def test_a_pair_in_any_state_rests_within_three_rounds(pretence: Pretence) -> None:
    """L8."""
    open_questions = pretence.rest(rounds=3)
    assert pretence.policy not in (Policy.SALESFORCE, Policy.OUTLOOK) or not open_questions


@given(pretence=perturbed())
def test_a_wish_is_over_when_a_pair_rests_unless_it_waits_for_an_answer(pretence: Pretence) -> None:
    """L8."""
    open_questions, pairing = pretence.rest(rounds=3), pretence.pairing
    assert pairing is None or not pairing.wish or open_questions
