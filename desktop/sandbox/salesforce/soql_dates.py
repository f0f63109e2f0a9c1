"""The relative date words of SOQL, such as TODAY and LAST_N_DAYS:3, as ranges of days.

Knows no clock: today is handed in. Vendor page: "Date Formats and Date Literals" of the SOQL and SOSL reference.
Fiscal periods are calendar periods here, which is the default of an org.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

_WORD = re.compile(
    r"(?:(YESTERDAY|TODAY|TOMORROW)|(LAST|THIS|NEXT)_(?:FISCAL_)?(WEEK|MONTH|QUARTER|YEAR)|(LAST|NEXT)_90_DAYS)\Z"
)
_COUNTED = re.compile(r"(?:(LAST|NEXT)_N|(N))_(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)S(?(2)_AGO):(\d+)\Z")


def _month(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


# The first day of the period that lies a number of periods away from the one of the given day; weeks begin on Sunday.
_STARTS: dict[str, Callable[[date, int], date]] = {
    "DAY": lambda day, away: day + timedelta(days=away),
    "WEEK": lambda day, away: day - timedelta(days=day.isoweekday() % 7) + timedelta(weeks=away),
    "MONTH": lambda day, away: _month(day.year, day.month + away),
    "QUARTER": lambda day, away: _month(day.year, (day.month - 1) // 3 * 3 + 1 + 3 * away),
    "YEAR": lambda day, away: date(day.year + away, 1, 1),
}


def day_range(word: str, today: date) -> tuple[date, date] | None:
    """The first day and the day after the last one; None for a word that is no date literal."""
    word = word.upper()
    try:
        if found := _WORD.match(word):
            if found[1]:
                away = {"YESTERDAY": -1, "TODAY": 0, "TOMORROW": 1}[found[1]]
                return _span("DAY", today, away, away + 1)
            if found[3]:
                away = {"LAST": -1, "THIS": 0, "NEXT": 1}[found[2]]
                return _span(found[3], today, away, away + 1)
            return _span("DAY", today, -90, 1) if found[4] == "LAST" else _span("DAY", today, 1, 91)
        if found := _COUNTED.match(word):
            count, unit = int(found[4]), found[3]
            if found[2]:
                return _span(unit, today, -count, 1 - count)
            if found[1] == "NEXT":
                return _span(unit, today, 1, count + 1)
            # The last n days include today; the last n weeks, months, quarters and years are whole past ones.
            return _span(unit, today, -count, 1 if unit == "DAY" else 0)
    except (ValueError, OverflowError):
        return None
    return None


def _span(unit: str, today: date, first: int, after: int) -> tuple[date, date]:
    start = _STARTS[unit]
    return start(today, first), start(today, after)
