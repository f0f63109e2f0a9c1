"""The cursor of contacts and of accounts."""

from __future__ import annotations

import pytest

from desktop.core.faults import CursorExpired
from desktop.salesforce.cursor import Cursor, accounts_seen


def stamp(minute: int, second: int = 0) -> str:
    return f"2026-01-05T08:{minute:02d}:{second:02d}.000+0000"


@pytest.mark.parametrize(
    "cursor",
    [Cursor(), Cursor(stamp(1), 3, stamp(2), {"001": stamp(2)}), Cursor(stamp(1), began=stamp(0)), Cursor(recent=None)],
)
def test_a_cursor_comes_back_from_its_text(cursor: Cursor) -> None:
    assert Cursor.from_text(cursor.to_text()) == cursor


@pytest.mark.parametrize("text", ["", "no cursor", "[]", "{}", "null", '{"hi": 1}', Cursor("yesterday").to_text()])
def test_any_other_text_asks_for_a_full_round(text: str) -> None:
    with pytest.raises(CursorExpired):
        Cursor.from_text(text)


def test_the_overlap_is_ten_minutes() -> None:
    assert Cursor(hi=stamp(30)).low == stamp(20)


@pytest.mark.parametrize(("rows", "repeats"), [(0, True), (200, True), (201, False)])
def test_a_crowded_overlap_is_counted_rather_than_read_again(rows: int, repeats: bool) -> None:
    assert Cursor(hi=stamp(30), n=rows).repeats is repeats


def test_accounts_of_the_overlap_are_remembered_and_older_ones_forgotten() -> None:
    rows = [{"Id": "001a", "SystemModstamp": stamp(5)}, {"Id": "001b", "SystemModstamp": stamp(30)}]

    newest, recent = accounts_seen(Cursor(accounts=stamp(6), recent={"001c": stamp(6), "001d": stamp(25)}), rows)

    assert newest == stamp(30)
    assert recent == {"001d": stamp(25), "001b": stamp(30)}


def test_too_many_recent_accounts_are_not_remembered() -> None:
    rows = [{"Id": f"001{number}", "SystemModstamp": stamp(30)} for number in range(101)]

    assert accounts_seen(Cursor(), rows) == (stamp(30), None)


def test_an_org_without_accounts_has_nothing_to_remember() -> None:
    assert accounts_seen(Cursor(), []) == ("", {})
