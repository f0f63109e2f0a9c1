"""The pauses after which what was refused is tried again, and the rule of the loop breaker."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desktop.core.loops import returns
from desktop.core.retrying import next_try

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("attempts", "pause"), [(1, 0 * HOUR), (2, HOUR), (3, 4 * HOUR), (4, 24 * HOUR), (5, None), (50, None)]
)
def test_pauses_grow_and_end(attempts: int, pause: timedelta | None) -> None:
    assert next_try("too-long", attempts, NOON) == (None if pause is None else NOON + pause)


def test_what_may_come_right_by_itself_is_tried_daily_for_ever() -> None:
    assert next_try("busy", 50, NOON, lasting=True) == NOON + 24 * HOUR


def test_a_frozen_record_is_never_tried_by_itself() -> None:
    assert next_try("loop-frozen", 1, NOON) is None


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ("", 0),
        ("AB", 0),
        ("ABBBB", 0),
        ("ABA", 1),
        ("ABABA", 3),
        ("ABCABC", 3),
        ("ABCDEF", 0),
        ("AABBAABB", 2),
    ],
)
def test_returns_to_an_earlier_value_are_counted(values: str, count: int) -> None:
    assert returns(values, lambda a, b: a == b) == count
