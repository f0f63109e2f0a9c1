"""The machine's clock and a source of identifiers.

Exists so that nothing else asks the machine for time or randomness; tests and the simulation bring their own.
"""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Lock


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        """The present moment, aware."""
        return datetime.now(UTC)


class TimeOrderedIds:
    """UUIDs of version 7 (RFC 9562, 5.7) that sort in the order in which they were made, also within a millisecond."""

    def __init__(self, clock: SystemClock) -> None:
        self._clock, self._lock, self._last = clock, Lock(), 0

    def new(self) -> str:
        """A new identifier in text form: 48 bits of milliseconds, 12 of order within one, 62 of chance."""
        with self._lock:
            moment = int(self._clock.now().timestamp() * 1000) << 12
            self._last = max(moment, self._last + 1)
            milliseconds, order = divmod(self._last, 1 << 12)
        import secrets  # neither of which the clock of the tray needs
        import uuid

        number = milliseconds << 80 | 0x7 << 76 | order << 64 | 0b10 << 62 | secrets.randbits(62)
        return str(uuid.UUID(int=number))
