"""What the server tells on the side of every answer: the calls used and allowed, and its own time.

Exists so that the budget is known without a call and no decision hangs on this computer's clock. Vendor page: REST API
guide, "Limit Info Header".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

_USAGE = re.compile(r"(?:^|[;\s])api-usage=(\d+)/(\d+)")
BACK_OFF = timedelta(minutes=15)
"""How long polling rests after the daily limit: the limit is a rolling one and the vendor gives no time."""


class ServerTaps:
    """What was last told by the server; filled from the headers of every answer."""

    def __init__(self) -> None:
        self.usage: tuple[int, int] | None = None
        self.calls = 0
        """Answers that told of the budget, or counted though they cannot: each stands for one call of the API."""
        self.time: datetime | None = None

    def read(self, headers: Mapping[str, str], counts: bool = False) -> None:
        """Take what an answer's headers tell; anything unreadable is passed over. With `counts` it stands for a call
        whatever they tell: answers of the SOAP API have no such header."""
        usage = _USAGE.search(headers.get("Sforce-Limit-Info", ""))
        if usage or counts:
            self.calls += 1
        if usage:
            self.usage = int(usage[1]), int(usage[2])
        try:
            self.time = parsedate_to_datetime(headers.get("Date", ""))
        except (TypeError, ValueError):
            return

    def free_again(self) -> datetime | None:
        """When to look whether a spent budget is free again, by the server's clock; None before any answer."""
        return self.time + BACK_OFF if self.time else None
