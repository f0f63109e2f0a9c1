"""The lease: which machine may write, as a small text that lies hidden in the mailbox.

Exists so that two machines on one mailbox take turns. Pure; must not know where the text lies or who renews it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

LASTS = timedelta(minutes=30)
"""So long a machine may write without another look."""
RENEWED_BEFORE = timedelta(minutes=10)
"""A lease with less than this left is renewed before the next write, so that no call outlives it."""
SKEW = timedelta(minutes=10)
"""Another machine's lease counts for this much longer: clocks of two machines differ."""


@dataclass(frozen=True, slots=True)
class Machine:
    """This computer as others are told of it: `name` for people, `key` the same for ever and no other machine's."""

    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Lease:
    """What one machine wrote: who it is, and until when it may write."""

    machine: Machine
    until: datetime

    def text(self) -> str:
        """The lease as the mailbox keeps it: at most 255 characters."""
        told = {"machine": self.machine.name[:60], "key": self.machine.key[:60], "until": self.until.isoformat()}
        return json.dumps(told, separators=(",", ":"))

    def of_another(self, machine: Machine, now: datetime) -> bool:
        """Whether another machine may still be writing."""
        return self.machine.key != machine.key and now < self.until + SKEW


def lease_of(text: str) -> Lease | None:
    """The lease of a text; None where it is none, which anybody may take."""
    try:
        told = json.loads(text)
        until = datetime.fromisoformat(told["until"])
        machine = Machine(str(told["machine"]), str(told["key"]))
    except (ValueError, TypeError, KeyError):
        return None
    return Lease(machine, until) if until.tzinfo is not None else None
