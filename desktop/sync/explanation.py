"""The explanation of one item, as windows and the command line read it.

Exists apart from how it is found out. Holds what is known, in words only where the words are the reason itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop.core.pairing import Pairing
from desktop.core.plan import Operation
from desktop.core.record import Record, Side
from desktop.core.values import Fields
from desktop.core.verdict import Reason
from desktop.store.biography import Event


@dataclass(frozen=True, slots=True)
class Explanation:
    """All about one item: why it stands as it does (the gravest reason first), both versions, and its past."""

    title: str
    reasons: tuple[Reason, ...]
    records: Mapping[Side, Record] = field(default_factory=dict)
    """As last seen, gone ones included."""
    bases: Mapping[Side, Fields] = field(default_factory=dict)
    """What each side showed when both last agreed; empty where they never did."""
    pairing: Pairing | None = None
    ahead: tuple[Operation, ...] = ()
    """What the next session writes for it first."""
    goes_on: bool = False
    """More follows from that in the same session."""
    agreed_at: datetime | None = None
    events: tuple[Event, ...] = ()
    """Oldest first."""
    row: int | None = None
    """A record of it in the mirror; None for what was never ours."""

    @property
    def code(self) -> str:
        """The code of the first reason."""
        return self.reasons[0].code
