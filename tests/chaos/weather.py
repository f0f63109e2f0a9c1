"""Bad weather: the fault plan of the sandbox while the program runs, and fair weather while people and judges work.

Exists because a plan hits whoever asks. Must not know what the program does about it.
"""

from __future__ import annotations

import http.client
import json
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

RULES: tuple[Mapping[str, Any], ...] = (
    {"fault": "reset", "chance": 0.01},
    {"fault": "reset", "chance": 0.01, "commit": True},
    {"fault": "lost-reply", "chance": 0.02},
    {"fault": "truncated", "chance": 0.01},
    {"fault": "html", "chance": 0.01},
    {"fault": "slow", "chance": 0.01, "seconds": 0.2},
    {"fault": "503", "chance": 0.01},
    {"server": "salesforce", "match": "composite/sobjects", "fault": "UNABLE_TO_LOCK_ROW", "item": 1, "chance": 0.1},
    {"server": "exchange", "match": "CreateItem|UpdateItem", "fault": "ErrorIrresolvableConflict", "chance": 0.03},
    {"server": "exchange", "match": "SyncFolderItems", "fault": "ErrorInvalidSyncStateData", "chance": 0.03},
)


class Weather:
    """The weather of one sandbox, by its control address."""

    def __init__(self, ready: Mapping[str, Any], fates: random.Random) -> None:
        self._place, self._fates = urlsplit(ready["control"]["url"]), fates

    @contextmanager
    def bad(self, really: bool = True) -> Iterator[None]:
        """Faults by chance while open, where it is really to be bad."""
        if not really:
            yield
            return
        self._send("PUT", json.dumps({"seed": self._fates.randrange(1_000_000), "rules": RULES}))
        try:
            yield
        finally:
            self._send("DELETE")

    def _send(self, method: str, body: str = "") -> None:
        line = http.client.HTTPConnection(self._place.hostname or "", self._place.port, timeout=30)
        try:
            line.request(method, f"{self._place.path}/faults", body)
            answer = line.getresponse()
            told = answer.read().decode()
            if answer.status != http.client.OK:
                raise ValueError(f"The sandbox refuses the weather: {told}")
        finally:
            line.close()
