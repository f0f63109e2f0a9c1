"""What the planner must be told about fields, and the person's policies.

Exists so that the planner does not know a single field name: a map fulfils `FieldRules`.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from desktop.core.record import Record, Side
from desktop.core.values import FieldValue, MaybeValue


class Join(enum.Enum):
    """What may be made of a field that both sides changed, before anybody is asked."""

    NONE = "none"
    TEXT = "text"
    """A text that is the other one cut short yields to it."""
    NOTES = "notes"
    """As TEXT; and what both sides added behind the former text is kept one after the other."""
    NUMBER = "number"
    """One labelled number of a set: where one side took it away and the other gave another, that one stays."""
    SET = "set"
    """A set of words: what either side added is in, what either side took away is out."""


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

    def join(self, field: str) -> Join:
        """What may be made of two changes of the field."""
        ...

    def block(self, field: str) -> str:
        """The block that the field is a part of, such as an address: it is asked about as a whole. '': of none."""
        ...

    def fits(self, field: str, value: FieldValue) -> bool:
        """Whether both sides can hold a value that neither holds yet."""
        ...


class Policy(enum.StrEnum):
    """What becomes of a conflict before a person is asked.

    A field that both sides changed takes the preferred side's value. A record that the CRM deleted while its copy was
    edited: an edit is never deleted with it, so with OUTLOOK the record is made again, and with SALESFORCE, whose
    deletion stands, the copy becomes the person's own contact; the others ask. Deletions in the mailbox and
    counterparts that could be several are a person's to decide whatever the policy.
    """

    ASK = "ask"
    SALESFORCE = "salesforce"
    OUTLOOK = "outlook"
    NEWEST = "newest"
    """The side whose record was changed last, by the clocks of the two servers."""
    OWNER = "owner"
    """The mailbox for records that the person owns in the CRM, the CRM for those of somebody else."""

    def prefers(self, crm: Record, mailbox: Record) -> Side | None:
        """The side whose word counts; None: the person is asked, also where the records do not tell."""
        if self is Policy.NEWEST:
            return _newest(crm, mailbox)
        if self is Policy.OWNER:
            return {True: Side.MAILBOX, False: Side.CRM}.get(crm.owned) if crm.owned is not None else None
        return {Policy.SALESFORCE: Side.CRM, Policy.OUTLOOK: Side.MAILBOX}.get(self)


PRESETS = (Policy.ASK, Policy.SALESFORCE, Policy.OUTLOOK)
"""The policies that need no explanation: what a person is offered first."""


def _newest(crm: Record, mailbox: Record) -> Side | None:
    if crm.modified is None or mailbox.modified is None or crm.modified == mailbox.modified:
        return None
    return Side.CRM if crm.modified > mailbox.modified else Side.MAILBOX


@dataclass(frozen=True, slots=True)
class Policies:
    """What a person decided once and for all about one kind: `overall`, and where a field (or block) has its own."""

    overall: Policy = Policy.ASK
    by_field: Mapping[str, Policy] = field(default_factory=dict)

    def of(self, name: str) -> Policy:
        """The policy of a field or block."""
        return self.by_field.get(name, self.overall)
