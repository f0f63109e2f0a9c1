"""What the planner must be told about fields, and the person's policies.

Exists so that the planner does not know a single field name: a map fulfils `FieldRules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from desktop.core.record import Side
from desktop.core.values import MaybeValue


class FieldRules(Protocol):
    """What a field map tells the planner."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The canonical names of all mapped fields, in the order in which people see them."""
        ...

    def same(self, field: str, a: MaybeValue, b: MaybeValue) -> bool:
        """Whether two values of a field are equal modulo the normal form of the field."""
        ...

    def flows(self, field: str, to: Side) -> bool:
        """Whether the field may be written on a side."""
        ...


@dataclass(frozen=True, slots=True)
class Guards:
    """When deletions in bulk wait for the person (`peers.md` 6.3): by number, or by share of the shared records."""

    deletions: int = 25
    share: float = 0.10
    share_from: int = 5
    """The share counts from this number of deletions up."""

    def trips(self, deletions: int, pairs: int) -> bool:
        """Whether so many deletions among so many pairs must wait."""
        if deletions >= self.deletions:
            return True
        return deletions >= self.share_from and pairs > 0 and deletions / pairs >= self.share
