"""The laws of fields that are more than one word: notes, numbers, sets and addresses.

A merge never invents, never loses what was added, is blind to which side is which, and is at rest once it is done.

Laws: L3, unless a test names its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import event, given
from hypothesis import strategies as st

from desktop.core.record import Side
from desktop.core.rules import Join
from desktop.core.values import EMPTY, Fields, FieldValue, MaybeValue, set_of, set_text
from tests.laws.pretend import Pretence

JOINS = {"title": Join.TEXT, "notes": Join.NOTES, "phone": Join.NUMBER, "tags": Join.SET}
ADDRESS = ("street", "city", "country")


@dataclass(frozen=True)
class Kinds:
    """One field of each way of joining, and an address."""

    fields: tuple[str, ...] = (*JOINS, *ADDRESS)

    def same(self, field: str, a: MaybeValue, b: MaybeValue) -> bool:
        if field == "tags" and isinstance(a, str) and isinstance(b, str):
            return set_of(a).keys() == set_of(b).keys()
        return a == b

    def flows(self, field: str, to: Side) -> bool:
        return True

    def join(self, field: str) -> Join:
        return JOINS.get(field, Join.TEXT)

    def block(self, field: str) -> str:
        return "address" if field in ADDRESS else ""

    def fits(self, field: str, value: FieldValue) -> bool:
        return True


RULES = Kinds()
LINES = st.sampled_from(["met", "called", "wrote", "x", ""])
NOTES: st.SearchStrategy[FieldValue] = st.lists(LINES, max_size=4).map(lambda lines: "\n".join(lines).strip() or EMPTY)
TITLES: st.SearchStrategy[FieldValue] = st.sampled_from(
    [EMPTY, "Clerk", "Senior Vice President", "Senior Vice President of Sales", "Senior"]
)
NUMBERS: st.SearchStrategy[FieldValue] = st.sampled_from([EMPTY, "1", "2", "3"])
TAGS: st.SearchStrategy[FieldValue] = st.sets(st.sampled_from("abcd")).map(lambda words: set_text(sorted(words)))
PLACES: st.SearchStrategy[FieldValue] = st.sampled_from([EMPTY, "A", "B"])
WHOLE: st.SearchStrategy[dict[str, FieldValue]] = st.fixed_dictionaries(
    {"title": TITLES, "notes": NOTES, "phone": NUMBERS, "tags": TAGS, **dict.fromkeys(ADDRESS, PLACES)}
)


@st.composite
def added_to(draw: st.DrawFn, before: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """An edit by a person: often something added behind the notes, else anything."""
    now = draw(WHOLE)
    if draw(st.booleans()):
        lines = [str(before["notes"])] if before["notes"] is not EMPTY else []
        now["notes"] = "\n".join([*lines, *draw(st.lists(LINES, max_size=3))]).strip() or EMPTY
    return {name: now[name] if draw(st.booleans()) else before[name] for name in before}


@st.composite
def edited(draw: st.DrawFn) -> tuple[Fields | None, dict[Side, Fields]]:
    """What both last agreed on (None: never), and what each side holds now."""
    base = draw(WHOLE)
    now: dict[Side, Fields] = {side: draw(added_to(base)) for side in Side}
    return draw(st.sampled_from([base, base, None])), now


Edited = tuple[Fields | None, dict[Side, Fields]]


def at_rest(base: Fields | None, now: Mapping[Side, Fields]) -> tuple[dict[Side, Fields], set[str]]:
    """What each side holds in the end, and what is asked; a second merge of that finds nothing to do."""
    pretence = Pretence.of(RULES, now, None if base is None else dict.fromkeys(Side, base))
    questions = {conflict.field for conflict in pretence.rest()}
    end: dict[Side, Fields] = {side: {name: pretence.value(side, name) for name in RULES.fields} for side in Side}
    written = len(pretence.written)
    assert {conflict.field for conflict in pretence.rest()} == questions and len(pretence.written) == written
    return end, questions


def parts(name: str, value: FieldValue) -> list[str]:
    """What a value is made of, in one order."""
    if value is EMPTY:
        return []
    return sorted(str(value).split("\n") if name == "notes" else set_of(value) if name == "tags" else [str(value)])


@given(pair=edited())
def test_a_merge_never_invents_a_value(pair: Edited) -> None:
    base, now = pair
    end, _ = at_rest(base, now)
    for side in Side:
        for name in RULES.fields:
            known = {part for fields in now.values() for part in parts(name, fields[name])}
            assert set(parts(name, end[side][name])) <= known | {""}


@given(pair=edited())
def test_a_merge_does_not_care_which_side_is_which(pair: Edited) -> None:
    """L1."""
    base, now = pair
    end, questions = at_rest(base, now)
    turned, asked = at_rest(base, {side: now[side.other] for side in Side})
    assert questions == asked
    for side in Side:
        for name in RULES.fields:
            assert parts(name, end[side][name]) == parts(name, turned[side.other][name])


@given(pair=edited())
def test_sides_are_the_same_in_the_end_but_for_what_is_asked(pair: Edited) -> None:
    """L1, L8."""
    base, now = pair
    end, questions = at_rest(base, now)
    for name in RULES.fields:
        if RULES.block(name) not in questions and name not in questions:
            assert RULES.same(name, end[Side.CRM][name], end[Side.MAILBOX][name])
        else:
            event("asked")
            assert [end[side][name] for side in Side] == [now[side][name] for side in Side]


@given(base=WHOLE, now=WHOLE)
def test_what_is_equal_is_no_conflict(base: Fields, now: Fields) -> None:
    """L5."""
    end, questions = at_rest(base, dict.fromkeys(Side, now))
    assert not questions and end == dict.fromkeys(Side, now)


@given(pair=edited())
def test_an_address_is_one_sides_or_as_it_was(pair: Edited) -> None:
    base, now = pair
    end, questions = at_rest(base, now)
    addresses = [tuple(now[side][part] for part in ADDRESS) for side in Side]
    for side in Side:
        assert tuple(end[side][part] for part in ADDRESS) in addresses
    assert not questions & set(ADDRESS), "a part is never asked about by itself"


@given(pair=edited())
def test_what_was_added_is_there_or_asked_about(pair: Edited) -> None:
    base, now = pair
    end, questions = at_rest(base, now)
    if base is None:
        return
    for name in {"notes", "tags"} - questions:
        before = set(parts(name, base[name]))
        changed = [side for side in Side if not RULES.same(name, now[side][name], base[name])]
        for side in changed:
            added = set(parts(name, now[side][name])) - before - {""}
            assert added <= set(parts(name, end[Side.CRM][name])), name
