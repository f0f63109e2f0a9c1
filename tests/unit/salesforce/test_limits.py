"""What the headers of answers tell."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop.salesforce.limits import BACK_OFF, ServerTaps

NOON = "Mon, 05 Jan 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("header", "usage"),
    [
        ("api-usage=18/5000", (18, 5000)),
        ("api-usage=25/5000; per-app-api-usage=17/250(appName=sample)", (25, 5000)),
        ("per-app-api-usage=17/250(appName=sample); api-usage=25/5000", (25, 5000)),
        ("per-app-api-usage=17/250(appName=sample)", None),
        ("nonsense", None),
    ],
)
def test_the_budget_of_the_whole_organisation_is_read(header: str, usage: tuple[int, int] | None) -> None:
    taps = ServerTaps()
    taps.read({"Sforce-Limit-Info": header})

    assert taps.usage == usage


def test_what_was_told_stays_until_it_is_told_anew() -> None:
    taps = ServerTaps()
    taps.read({"Sforce-Limit-Info": "api-usage=1/10", "Date": NOON})
    taps.read({"Date": "whenever"})

    assert taps.usage == (1, 10)
    assert taps.time == datetime(2026, 1, 5, 12, tzinfo=UTC)


def test_a_spent_budget_is_looked_at_again_by_the_clock_of_the_server() -> None:
    taps = ServerTaps()
    assert taps.free_again() is None
    taps.read({"Date": NOON})

    assert taps.free_again() == datetime(2026, 1, 5, 12, tzinfo=UTC) + BACK_OFF


def test_answers_that_tell_of_the_budget_are_counted_and_those_that_count_though_they_cannot() -> None:
    taps = ServerTaps()
    taps.read({"Sforce-Limit-Info": "api-usage=1/10"})
    taps.read({"Date": NOON})
    assert taps.calls == 1
    taps.read({"Date": NOON}, counts=True)
    assert (taps.calls, taps.usage) == (2, (1, 10))
