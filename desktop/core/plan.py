"""Plans: what one look at the pairs says should be done.

Exists as the only thing that the planner makes and that the executor takes. A plan is never stored: it is a pure
function of what was observed and can be thrown away at any time.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from desktop.core.conflict import Conflict
from desktop.core.record import Side
from desktop.core.values import Fields, MaybeValue


class Verb(enum.StrEnum):
    """What an operation does to a remote record."""

    CREATE = "create"
    UPDATE = "update"
    SHARE = "share"
    """Mailbox: into the folder, with the mark and the link id."""
    UNSHARE = "unshare"
    """Mailbox: the mark comes off, out of the folder."""
    DELETE = "delete"
    RESTORE = "restore"
    """A deleted record comes back from the bin."""


class Why(enum.StrEnum):
    """The reason of an operation, for people and for the history."""

    NEW = "new"
    CHANGED = "changed"
    MATCHED = "matched"
    DECIDED = "decided"
    POLICY = "policy"
    """Both sides had changed; the person's policy says whose word counts."""
    RULE = "rule"
    """Both sides had changed; the person's rule for this very field says whose word counts."""
    LONGER = "longer"
    """Both sides had changed; one text was the other one cut short."""
    JOINED = "joined"
    """Both sides had changed; what both did goes together."""
    DELETED_THERE = "deleted-there"
    MERGED_THERE = "merged-there"
    LEFT_SCOPE = "left-scope"
    UNSHARED = "unshared"
    SHARED = "shared"
    UNDONE = "undone"
    """The person undid what a session had done."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One write on one side, with the precondition it was planned under.

    `fields` are the canonical values to write; of a restore, those that the record showed before it was deleted.
    After it is settled, the base of the other side takes `source` (what that side showed) and the base of this side the
    intended values, but for the fields in `seen`, which it takes from there: a value that a person typed is agreed only
    when the other side has it too.
    """

    verb: Verb
    side: Side
    pair_id: str
    why: Why
    row: int | None
    """The mirror's key of the record that is written; None for a create."""
    native_id: str = ""
    expect: str = ""
    fields: Fields = field(default_factory=dict)
    source: Fields = field(default_factory=dict)
    seen: Fields = field(default_factory=dict)
    source_id: str = ""
    """Native id of the other side's record, '' where there is none."""
    reasons: Mapping[str, Why] = field(default_factory=dict)
    """By field: why, where the field has a reason of its own."""
    undoes: tuple[int, ...] = ()
    """The changes, by their numbers in the change log, that this takes back."""


class StepVerb(enum.StrEnum):
    """A change of our own state that has no remote effect."""

    AGREE = "agree"
    """Both sides hold the same: the bases take `crm` and `mailbox`."""
    FLAGS = "flags"
    """`inside` of a side changes without a write."""
    DETACH = "detach"
    ACTIVATE = "activate"
    FORGET = "forget"
    HOLD = "hold"
    """The mailbox copy was deleted: ask the person."""
    WITHDRAW = "withdraw"
    """The question about a deletion is settled by events."""
    UNBIND = "unbind"
    """The pair lets go of the (gone) record of a side."""


@dataclass(frozen=True, slots=True)
class LocalStep:
    """One change of our own state."""

    verb: StepVerb
    pair_id: str
    crm: Fields = field(default_factory=dict)
    mailbox: Fields = field(default_factory=dict)
    crm_in: bool | None = None
    mailbox_in: bool | None = None
    side: Side | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PairPlan:
    """What is to be done about one pair. `conflicts` are all that are open now; others of the pair are over."""

    pair_id: str
    operations: tuple[Operation, ...] = ()
    steps: tuple[LocalStep, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    waits: bool = False
    """More is to be planned once these operations are settled."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One operation that a session would carry out, as a person reads it before: whom, where, what, and why.

    `changes` are fields with the value that stands there and the one that would; for a new record all its fields, for
    sharing, un-sharing and deleting none. `refused` says why the side will not take a new record, '' where it will.
    """

    pair_id: str
    title: str
    verb: Verb
    side: Side
    why: Why
    changes: tuple[tuple[str, MaybeValue, MaybeValue], ...]
    refused: str = ""


@dataclass(slots=True)
class Tally:
    """How much of what a plan holds, for the person and for the guards."""

    operations: Counter[tuple[Verb, Side]] = field(default_factory=Counter)
    conflicts: int = 0
    holds: int = 0
    refused: Counter[Side] = field(default_factory=Counter)
    """New records among the operations that the side will not take; counted in a preview only."""

    def add(self, plans: Iterable[PairPlan]) -> None:
        """Count the plans in."""
        for plan in plans:
            self.operations.update((operation.verb, operation.side) for operation in plan.operations)
            self.conflicts += len(plan.conflicts)
            self.holds += sum(step.verb is StepVerb.HOLD for step in plan.steps)

    def count(self, verb: Verb, side: Side) -> int:
        """Operations of a verb on a side."""
        return self.operations[verb, side]

    @property
    def total(self) -> int:
        """All operations."""
        return self.operations.total()


Plans: TypeAlias = list[PairPlan]
