"""The clock of one server: it may go wrong by so many seconds, and stand back while a late write is carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta


class SteeredClock:
    """Gives aware UTC times: those of `clock`, moved by the skew and set back by what is late."""

    def __init__(self, clock: Callable[[], datetime], skew_s: float = 0.0) -> None:
        self._clock = clock
        self._late_s = 0.0
        self.skew_s = skew_s

    def __call__(self) -> datetime:
        return self._clock() + timedelta(seconds=self.skew_s - self._late_s)

    @contextmanager
    def late(self, seconds: float) -> Iterator[None]:
        """While open, what is written bears a stamp so many seconds old."""
        self._late_s = seconds
        try:
            yield
        finally:
            self._late_s = 0.0
