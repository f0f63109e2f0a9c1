"""The pause that Salesforce, or what stands in front of it, asked for: kept, so that a new start does not forget it.

Exists because a client that asks too early is locked out for longer. Must not know what is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import requests

from desktop.core.faults import PortFault
from desktop.net import retry_after
from desktop.salesforce.connection import SessionMemory
from desktop.salesforce.errors import pause_asked

TOO_MANY = 429
_ASKING = (TOO_MANY, 503)
_KEY = "salesforce|until"


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Pause:
    """Until when one org does not want to hear from us; without a memory it lasts as long as the object."""

    def __init__(self, memory: SessionMemory | None = None, now: Callable[[], datetime] = _utc_now) -> None:
        self._memory = memory
        self._now = now
        self._until = (memory.get(_KEY) if memory else None) or ""

    def check(self) -> None:
        """PortFault `throttled` before the pause is over; nothing was sent then."""
        if not self._until:
            return
        until = datetime.fromisoformat(self._until)
        if self._now() < until:
            raise PortFault(pause_asked(until))
        self._keep("")

    def note(self, response: requests.Response) -> None:
        """Keep what an answer asks for."""
        until = self.asked(response)
        if until is not None:
            self._keep(until.isoformat())

    def asked(self, response: requests.Response) -> datetime | None:
        """Until when an answer asks for a pause; None where it does not say so."""
        if response.status_code not in _ASKING:
            return None
        return retry_after.moment(response.headers.get("Retry-After", ""), self._now())

    @property
    def until(self) -> datetime | None:
        """Until when a pause was asked for; None where none was."""
        return datetime.fromisoformat(self._until) if self._until else None

    def _keep(self, until: str) -> None:
        self._until = until
        if self._memory is not None:
            self._memory.put(_KEY, until)
