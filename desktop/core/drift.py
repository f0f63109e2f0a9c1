"""What a full compare of both sides may find, and why it is so.

Exists as the vocabulary of the audit. Pure; must not know how records are read.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from desktop.core.record import Side
from desktop.core.values import MaybeValue


class Drift(enum.StrEnum):
    """What is not as it should be."""

    NEW = "new"
    """A side shows a shared record that we have not seen."""
    GONE = "gone"
    """We hold a record that its side does not show any more."""
    CHANGED = "changed"
    """A side shows other values than we hold, in another version."""
    MISREAD = "misread"
    """A side shows other values than we hold, in the very version that we hold."""
    MOVED = "moved"
    """A record was shared, un-shared or moved since we saw it."""
    UNPAIRED = "unpaired"
    """A shared record that belongs to no pair."""
    DIFFERS = "differs"
    """The two records of a pair hold different values."""
    LINK = "link"
    """The copy does not name the pair that it belongs to."""
    DOUBLED = "doubled"
    """Several shared records of a side name the same pair."""


class Cause(enum.StrEnum):
    """Why it is so, as far as we know."""

    SINCE = "since-the-last-sync"
    """It happened after the last sync; the next one takes it."""
    CONFLICT = "conflict"
    """A conflict waits for the person."""
    QUESTION = "question"
    """A question about the pair waits for the person."""
    PROBLEM = "problem"
    """The value could not be written, which the list of problems says."""
    ONE_WAY = "one-way"
    """The field flows in one direction only."""
    AGREED = "agreed"
    """Both sides were left so when they last agreed."""
    UNKNOWN = "unknown"
    """Nothing that we know explains it: this is drift."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: what we hold (or the CRM shows) and what the side (or the mailbox) shows."""

    field: str
    left: MaybeValue
    right: MaybeValue


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be. `side` is None for what concerns both records of a pair."""

    drift: Drift
    cause: Cause
    side: Side | None
    native_id: str
    pair_id: str
    title: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """What a full compare saw and found. `complete` is False where it was stopped before its end."""

    records: dict[Side, int]
    pairs: int
    findings: tuple[Finding, ...]
    complete: bool = True

    def count(self, *causes: Cause) -> int:
        """How many findings have one of these causes."""
        return sum(1 for finding in self.findings if finding.cause in causes)
