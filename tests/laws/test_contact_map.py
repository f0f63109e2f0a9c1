"""The laws of field maps, held over every row of the contact map on both sides.

Values go the whole way: as one side shows them, through the map, over a lossy way to the other server and back. It
names no field beyond what the transports know; a row that is added is held to the laws without a line here.

Laws: L10.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.core.ports import Capabilities
from desktop.core.record import Kind, NativeFields, Side
from desktop.core.values import ABSENT, EMPTY, Fields, FieldValue
from desktop.mapping.forms import ACCOUNT, FORMS
from desktop.mapping.lens import ACCOUNT_ID, KindMap, Written, account_key
from desktop.mapping.spec import Row, read
from desktop.paths import resources
from tests.laws.strategies import days, texts
from tests.laws.transports import TRANSPORTS

SPEC = read(resources() / "mappings" / "contact.toml")
MAP = KindMap.load(Kind.CONTACT)
LIMIT = 20
TIGHT = MAP
for one in Side:
    TIGHT = TIGHT.fit(one, Capabilities(max_lengths={row.path(one): LIMIT for row in SPEC.rows}))

every_row = pytest.mark.parametrize("row", SPEC.rows, ids=lambda row: row.name)
every_target = pytest.mark.parametrize("side", Side)
DERIVED = {(derived.side, part): derived.target for derived in SPEC.derived for part in derived.parts}
"""The field that is written besides, by side and part."""
natives = st.one_of(texts, days.map(date.isoformat), st.none())
"""What a server may hold in any field."""


def seen(side: Side, row: Row, native: str | None) -> Fields:
    """The canonical fields of a record of a side with one native value."""
    return MAP.view(side, {row.path(side): native})


def write(fitted: KindMap, side: Side, row: Row, value: FieldValue) -> Written:
    """What is sent for one value; the rest of the record has what the side requires, all companies are known."""
    whole: dict[str, FieldValue] = dict.fromkeys(fitted.required(side), "Someone")
    accounts = {account_key(value): "001A"} if isinstance(value, str) else {}
    return fitted.write(side, {row.name: value}, {**whole, row.name: value}, accounts)


def arrived(side: Side, native: NativeFields, value: FieldValue) -> Fields:
    """The canonical fields of the target after a write and a reading of it."""
    return MAP.view(side, TRANSPORTS[side](native, {"001A": str(value)}))


def blank(row: Row, side: Side, value: FieldValue) -> bool:
    """Whether a value is one that the side refuses: nothing in a required field."""
    return value is EMPTY and row.required is side


def unkept(side: Side, value: FieldValue) -> bool:
    """Whether a value is a day of a year that Salesforce has not."""
    return side is Side.CRM and isinstance(value, date) and not 1700 <= value.year <= 4000


@every_row
@every_target
@given(native=natives)
@example(native="a\r\nb \r\n")
@example(native="\ud83d")
@example(native="1604-02-29")
def test_what_one_side_shows_arrives_on_the_other(row: Row, side: Side, native: str | None) -> None:
    for name, value in seen(side.other, row, native).items():
        written = write(MAP, side, row, value)
        if written.withheld:
            assert blank(row, side, value) or unkept(side, value)
            assert not written.patch and not written.intended
            continue
        assert not unkept(side, value)
        shown = arrived(side, written.patch, value)
        assert shown[name] == value and MAP.same(name, shown[name], value)
        assert MAP.same(name, shown[name], written.intended[name])


@every_row
@every_target
@given(native=natives)
def test_reading_is_idempotent_and_so_is_the_comparison_form(row: Row, side: Side, native: str | None) -> None:
    for name, value in seen(side, row, native).items():
        if value is EMPTY:
            continue
        form = FORMS[row.form]
        assert seen(side, row, str(value)) == {name: value}
        compared = form.compared(value)
        if isinstance(compared, str):
            assert form.compared(compared) == compared
        assert MAP.same(name, value, value) and not MAP.same(name, value, EMPTY) and not MAP.same(name, EMPTY, value)


@every_row
@given(native=natives, other=natives)
def test_equality_is_symmetric_and_blind_to_the_side(row: Row, native: str | None, other: str | None) -> None:
    for one in (native, other):
        assert seen(Side.CRM, row, one) == seen(Side.MAILBOX, row, one)
    first, second = (seen(Side.CRM, row, text).get(row.name, ABSENT) for text in (native, other))
    assert MAP.same(row.name, first, second) == MAP.same(row.name, second, first)


@every_row
@every_target
@given(native=natives)
def test_a_patch_touches_only_what_the_row_owns(row: Row, side: Side, native: str | None) -> None:
    own = {ACCOUNT_ID} if row.form == ACCOUNT and side is Side.CRM else {row.path(side)}
    for value in seen(side.other, row, native).values():
        written = write(MAP, side, row, value)
        besides = {DERIVED[side, row.name]} if (side, row.name) in DERIVED else set()
        assert written.patch.keys() in (set(), own | besides)
        assert written.intended.keys() <= {row.name}
        assert bool(written.patch) != bool(written.withheld)


@every_row
@every_target
def test_empty_clears_and_is_seen_as_empty(row: Row, side: Side) -> None:
    assert seen(side, row, None) == seen(side, row, "") == {row.name: EMPTY}
    written = write(MAP, side, row, EMPTY)
    if row.required is side:
        assert [item.code for item in written.withheld] == ["required-field"] and not written.patch
        return
    assert set(written.patch.values()) == {None} and written.intended == {row.name: EMPTY}
    assert arrived(side, written.patch, EMPTY)[row.name] is EMPTY


@every_row
@every_target
def test_absent_is_neither_seen_nor_written(row: Row, side: Side) -> None:
    assert MAP.view(side, {}) == {}
    whole: dict[str, FieldValue] = {one.name: "Someone" for one in SPEC.rows if one.name != row.name}
    others: dict[str, FieldValue] = {**whole, **({row.name: "Someone"} if row.required is side else {})}
    assert MAP.write(side, {}, others, {}) == Written()
    written = MAP.write(side, {}, {**others, row.name: "Someone"}, {})
    assert written == Written()
    assert not MAP.same(row.name, ABSENT, EMPTY) and not MAP.same(row.name, "x", ABSENT)
    assert MAP.same(row.name, ABSENT, ABSENT)


@every_row
@every_target
@given(text=texts)
def test_an_over_long_value_is_withheld_with_a_sentence_and_never_cut(row: Row, side: Side, text: str) -> None:
    value = FORMS[row.form].read(text)
    if value is ABSENT or value is EMPTY or isinstance(value, date):
        return
    kept = str(TRANSPORTS[side]({row.path(side): value}, {}).get(row.path(side)))
    written = write(TIGHT, side, row, value)
    if row.form == ACCOUNT and side is Side.CRM:
        assert written.patch == {ACCOUNT_ID: "001A"} and not written.withheld
    elif len(kept if side is Side.CRM else value) <= LIMIT:
        assert not written.withheld and written.patch[row.path(side)] == value
    else:
        (withheld,) = written.withheld
        assert (withheld.field, withheld.code) == (row.name, "too-long") and not written.patch
        assert withheld.blocks_record is (row.required is side)
        assert f"{LIMIT}" in withheld.message and "Shorten" in withheld.action


@every_row
@given(text=texts)
def test_what_a_person_types_is_what_a_side_would_show(row: Row, text: str) -> None:
    typed = MAP.typed(row.name, text)
    if text.strip():
        assert typed == seen(Side.CRM, row, text).get(row.name, ABSENT)
    else:
        assert typed is EMPTY
