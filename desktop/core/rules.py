"""What the planner must be told about fields, and the person's policies.

Exists so that the planner does not know a single field name: a map fulfils `FieldRules`.
"""

from __future__ import annotations

import enum
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


class Policy(enum.StrEnum):
    """What becomes of a conflict before a person is asked.

    A field that both sides changed takes the preferred side's value. A record that the CRM deleted while its copy was
    edited: an edit is never deleted with it, so with OUTLOOK the record is made again, and with SALESFORCE, whose
    deletion stands, the copy becomes the person's own contact. Deletions in the mailbox and counterparts that could be
    several are a person's to decide whatever the policy.
    """

    ASK = "ask"
    SALESFORCE = "salesforce"
    OUTLOOK = "outlook"

    @property
    def prefers(self) -> Side | None:
        """The side whose word counts; None: the person is asked."""
        return {Policy.SALESFORCE: Side.CRM, Policy.OUTLOOK: Side.MAILBOX}.get(self)


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
