"""How far Graph's lists and deltas look: behind the present by so many requests as the mailbox's settings say.

https://learn.microsoft.com/graph/delta-query-overview#replays - a read straight after a write may not show it yet. It
counts requests and not seconds, so that a test is the same every time.
"""

from __future__ import annotations

from collections import deque

from desktop.sandbox.exchange.mailbox import Mailbox

_MOST = 1000


class Lag:
    """Remembers the mailbox's last change at each of the latest requests."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._changes: deque[int] = deque(maxlen=_MOST)

    def horizon(self) -> int | None:
        """The last change that this request may see in a list or delta; None for all. Call it once a request."""
        self._changes.append(self._mailbox.ledger.change)
        lag = self._mailbox.settings.lag
        return self._changes[max(0, len(self._changes) - 1 - lag)] if lag else None
