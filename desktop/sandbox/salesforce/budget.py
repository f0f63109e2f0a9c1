"""The org's API calls of the last 24 hours. Knows nothing of what a call is: its callers count."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

_HOURS_A_DAY = 24


class CallBudget:
    """A rolling count of API calls, kept by the hour."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._hours: dict[int, int] = {}

    def add(self, calls: int) -> None:
        """Count some calls now."""
        hour = self._hour()
        self._hours = {at: count for at, count in self._hours.items() if at > hour - _HOURS_A_DAY}
        self._hours[hour] = self._hours.get(hour, 0) + calls

    @property
    def used(self) -> int:
        """The calls of the last 24 hours."""
        since = self._hour() - _HOURS_A_DAY
        return sum(count for hour, count in self._hours.items() if hour > since)

    def dump(self) -> list[list[int]]:
        """The count as JSON values."""
        return [[hour, count] for hour, count in self._hours.items()]

    def restore(self, kept: Iterable[tuple[int, int]]) -> None:
        """Take the count from a dump."""
        self._hours = dict(kept)

    def _hour(self) -> int:
        return int(self._clock().timestamp() // 3600)
