"""The lines of the record browser: only what is looked at is read, and what was read long ago is forgotten."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from desktop.app.reads import LineState, RecordLine
from desktop.ui.browser.columns import BrowserColumn
from desktop.ui.browser.model import READ, LinesModel


class Lines:
    """A million lines, and which of them were asked for, a list each time."""

    def __init__(self, gone: set[int] | None = None) -> None:
        self.asked: list[list[int]] = []
        self.model = LinesModel([BrowserColumn("name", "Name", lambda line: line.title)], self._page)
        self.model.show(array("q", range(1_000_000)))
        self._gone = gone or set[int]()

    def says(self, place: int) -> str:
        return str(self.model.data(self.model.index(place, 0)))

    def _page(self, rows: Sequence[int]) -> list[RecordLine]:
        self.asked.append(list(rows))
        now = datetime(2026, 1, 1, tzinfo=UTC)
        living = [row for row in rows if row not in self._gone]
        return [RecordLine(row, f"line {row}", {}, LineState.SYNCED, {}, None, now, None) for row in living]


def test_the_model_reads_only_lines_that_are_looked_at(qapp: object) -> None:
    lines = Lines()
    assert lines.model.rowCount() == 1_000_000
    assert lines.asked == []
    assert lines.model.place_of(999_999) == 999_999
    assert lines.model.place_of(-1) == -1


@pytest.mark.parametrize("top", [0, 5_000, 999_980])
def test_a_screen_is_read_at_once(qapp: object, top: int) -> None:
    lines = Lines()
    assert [lines.says(top + at) for at in range(20)] == [f"line {top + at}" for at in range(20)]
    assert len(lines.asked) == 1


def test_lines_are_read_ahead_whichever_way_one_scrolls(qapp: object) -> None:
    lines = Lines()
    for place in (*range(5_000, 5_100), *range(4_999, 4_900, -1)):
        assert lines.says(place) == f"line {place}"
    assert len(lines.asked) == 8
    assert len({row for rows in lines.asked for row in rows}) == sum(map(len, lines.asked))


def test_a_line_that_is_gone_stays_blank_and_is_asked_for_once(qapp: object) -> None:
    lines = Lines(gone={3})
    assert [lines.says(place) for place in (2, 3, 3, 4)] == ["line 2", "", "", "line 4"]
    assert len(lines.asked) == 1


def test_the_model_forgets_what_was_read_long_ago(qapp: object) -> None:
    lines = Lines()
    for place in range(0, 10_000, READ):
        lines.says(place)
    lines.asked.clear()
    assert lines.says(0) == "line 0"
    assert lines.asked == [list(range(READ))]
