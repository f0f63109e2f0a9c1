"""The intent journal: what is about to be written, stored before the call, and what became of it.

Exists so that a crash at any moment can be cleared up (architecture, section 7). Must not know how to recover.
"""

# ruff: noqa: S608 - only names that are constants of this room are put into statements; values are parameters
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from desktop.core.faults import Fault
from desktop.core.record import Kind, Scalar, Side
from desktop.core.values import ABSENT, Fields
from desktop.store.database import Database
from desktop.store.forms import fault_text, fields_of, fields_text, json_text, moment_of, moment_text, value_text

OPERATION_COLUMNS = (
    "op_id",
    "session",
    "seq",
    "pair_id",
    "side",
    "verb",
    "native_id",
    "expect",
    "patch",
    "intended",
    "source",
    "before",
    "link",
    "kind",
    "why",
    "seen",
    "title",
)
"""The columns of a `JournalEntry` that are written with the intent."""

_READ = (*OPERATION_COLUMNS, "intent_at")

Place: TypeAlias = tuple[int, int]
"""Where an entry stands: its session, and its number in there."""

WHOLE = "*"
"""The field of a change-log row that speaks of the record as a whole."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One write that is about to happen.

    `native_id` and `expect` are '' for a create; `patch` is in native fields; `intended` is what the target shall show
    for the written fields, in its normal form; `source` are the values of the other side that it was made from;
    `before` is what the target showed before (None where it did not exist).
    """

    op_id: str
    session: int
    seq: int
    pair_id: str
    side: Side
    verb: str
    native_id: str
    expect: str
    patch: Mapping[str, Scalar]
    intended: Fields
    source: Fields
    before: Fields | None
    link: str | None = None
    kind: Kind = Kind.CONTACT
    why: str = ""
    """The planner's reason, for people."""
    seen: Fields = field(default_factory=dict)
    """Fields whose base on the written side is what was seen there, not what is intended (a typed value)."""
    title: str = ""
    """What a person calls the record."""
    intent_at: datetime | None = None
    """When the intent was stored; None before that."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """By field: the planner's reason where the field has one of its own. Kept in the change log only."""
    undoes: Sequence[int] = ()
    """Changes, by their numbers in the change log, that this takes back; they are marked with the intent."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of one write: the outcome's name, the fault of a failure, the id that a create or move gave."""

    op_id: str
    outcome: str
    fault: Fault | None = None
    native_id: str | None = None


class Journal:
    """Reads and writes the journal; writing is inside the transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def intend(self, entries: Sequence[JournalEntry], at: datetime) -> None:
        """Store the intents of a batch with their change-log rows; the caller commits before it calls the server."""
        marks = ", ".join("?" * (len(OPERATION_COLUMNS) + 1))
        self._database.write_many(
            f"INSERT INTO operation({', '.join(OPERATION_COLUMNS)}, intent_at, state) VALUES ({marks}, 'intent')",
            [(*_row_of(entry), moment_text(at)) for entry in entries],
        )
        self._database.write_many(
            "INSERT INTO change_log(op_id, session, pair_id, side, native_id, verb, field, before, after, why) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [row for entry in entries for row in _changes(entry)],
        )
        self._database.write_many(
            "UPDATE change_log SET undone_by = ? WHERE id = ?",
            [(entry.op_id, change) for entry in entries for change in entry.undoes],
        )

    def settle(self, op_id: str, outcome: str, fault: Fault | None, at: datetime) -> None:
        """Say what became of one intent: settled without a fault, failed with one."""
        self.settle_all([Settlement(op_id, outcome, fault)], at)

    def settle_all(self, settlements: Sequence[Settlement], at: datetime) -> None:
        """Say what became of the intents of a batch."""
        self._database.write_many(
            "UPDATE operation SET state = ?, outcome = ?, fault = ?, native_id = ifnull(?, native_id), settled_at = ? "
            "WHERE op_id = ? AND state = 'intent'",
            [
                (
                    "failed" if settled.fault else "settled",
                    settled.outcome,
                    fault_text(settled.fault),
                    settled.native_id,
                    moment_text(at),
                    settled.op_id,
                )
                for settled in settlements
            ],
        )

    def drop(self, op_ids: Sequence[str], outcome: str, at: datetime) -> None:
        """Say that these intents were not carried out, and why in one word (`stale`, `not-applied`)."""
        self._database.write_many(
            "UPDATE operation SET state = 'dropped', outcome = ?, settled_at = ? WHERE op_id = ? AND state = 'intent'",
            [(outcome, moment_text(at), op_id) for op_id in op_ids],
        )

    def open_entries(self) -> list[JournalEntry]:
        """Every intent whose outcome is not known, in the order of sessions and operations."""
        sql = f"SELECT {', '.join(_READ)} FROM operation WHERE state = 'intent' ORDER BY session, seq"
        return [entry_of(row) for row in self._database.rows(sql)]

    def of_session(self, session: int) -> list[JournalEntry]:
        """Every operation of a session, whatever became of it, in order."""
        sql = f"SELECT {', '.join(_READ)} FROM operation WHERE session = ? ORDER BY seq"
        return [entry_of(row) for row in self._database.rows(sql, (session,))]

    def open_pairs(self) -> set[str]:
        """The pairs of which an outcome is not known: they must not be written again before recovery."""
        return {row[0] for row in self._database.rows("SELECT pair_id FROM operation WHERE state = 'intent'")}

    def last(self) -> Place:
        """The latest entry; (0, 0) where there is none."""
        found = self._database.row("SELECT session, seq FROM operation ORDER BY session DESC, seq DESC LIMIT 1")
        return (found[0], found[1]) if found else (0, 0)

    def arrivals(self, side: Side, after: Place) -> set[str]:
        """The pairs whose records we made or moved on a side by entries after one."""
        sql = (
            "SELECT pair_id FROM operation WHERE (session, seq) > (?, ?) AND side = ? AND state = 'settled' "
            "AND verb IN ('create', 'share', 'unshare')"
        )
        return {row[0] for row in self._database.rows(sql, (*after, side))}


def entry_of(row: tuple[Any, ...]) -> JournalEntry:
    """The entry of a row of `OPERATION_COLUMNS` and the moment of the intent."""
    return JournalEntry(
        op_id=row[0],
        session=row[1],
        seq=row[2],
        pair_id=row[3],
        side=Side(row[4]),
        verb=row[5],
        native_id=row[6],
        expect=row[7],
        patch=json.loads(row[8]),
        intended=fields_of(row[9]),
        source=fields_of(row[10]),
        before=None if row[11] is None else fields_of(row[11]),
        link=row[12],
        kind=Kind(row[13]),
        why=row[14],
        seen=fields_of(row[15]),
        title=row[16],
        intent_at=moment_of(row[17]),
    )


def _row_of(entry: JournalEntry) -> tuple[object, ...]:
    return (
        entry.op_id,
        entry.session,
        entry.seq,
        entry.pair_id,
        entry.side,
        entry.verb,
        entry.native_id,
        entry.expect,
        json_text(dict(entry.patch)),
        fields_text(entry.intended),
        fields_text(entry.source),
        None if entry.before is None else fields_text(entry.before),
        entry.link,
        entry.kind,
        entry.why,
        fields_text(entry.seen),
        entry.title,
    )


def _changes(entry: JournalEntry) -> list[tuple[object, ...]]:
    """The change-log rows of an entry: one a field of an update, one for the whole record otherwise."""
    head = (entry.op_id, entry.session, entry.pair_id, entry.side, entry.native_id, entry.verb)
    if entry.verb == "update":
        before = entry.before or {}
        return [
            (*head, name, value_text(before.get(name, ABSENT)), value_text(value), entry.reasons.get(name, ""))
            for name, value in entry.intended.items()
        ]
    image = fields_text(entry.before) if entry.verb == "delete" and entry.before is not None else None
    return [(*head, WHOLE, image, None, "")]
