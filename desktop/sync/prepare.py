"""Prepare: turn operations into what the ends take and what the journal keeps.

Exists as the only place where canonical values become native ones. Values that the target cannot take are withheld
with a reason; the rest of the record goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.core.plan import Operation, Verb
from desktop.core.record import Link, Record, Side
from desktop.core.values import EMPTY, FieldValue
from desktop.mapping.lens import Written
from desktop.mapping.sentences import Withheld
from desktop.store.journal import JournalEntry
from desktop.sync.companies import resolve
from desktop.sync.context import Context


@dataclass(frozen=True, slots=True)
class Prepared:
    """An operation ready to be sent: its journal entry, the native patch, and what is withheld.

    `blocked` is true when nothing can be sent: a new record lacks a required value, or every change is withheld.
    """

    operation: Operation
    entry: JournalEntry
    patch: dict[str, str | bool | None]
    link: str
    withheld: tuple[Withheld, ...] = ()
    blocked: bool = False
    before: dict[str, FieldValue] = field(default_factory=dict)


def prepare(context: Context, operations: Sequence[Operation]) -> list[Prepared]:
    """One prepared operation for each, in order. May look up accounts in the CRM (one call for all)."""
    to_crm = [operation.fields for operation in operations if operation.side is Side.CRM]
    resolve(context, to_crm)
    rows = [operation.row for operation in operations if operation.row is not None]
    held = context.store.mirror.get(rows)
    return [
        _prepare(context, operation, held.get(operation.row) if operation.row is not None else None)
        for operation in operations
    ]


def _prepare(context: Context, operation: Operation, held: Record | None) -> Prepared:
    before = held.fields if held else {}
    whole = {**before, **operation.fields}
    restores = operation.verb is Verb.RESTORE
    written = context.map.write(operation.side, {} if restores else operation.fields, whole, context.accounts)
    held_back = {item.field for item in written.withheld}
    intended = dict(operation.fields if restores else written.intended)
    if operation.verb is Verb.CREATE:
        offered = context.map.offered(operation.side)
        blanks: dict[str, FieldValue] = {
            name: EMPTY for name in operation.source if name in offered and name not in operation.fields
        }
        intended = {**blanks, **intended}
    source = {name: value for name, value in operation.source.items() if name not in held_back}
    link = str(Link(operation.pair_id, operation.source_id))
    blocked = _is_blocked(operation, written, held is not None and held.side is Side.MAILBOX and held.link != link)
    entry = JournalEntry(
        op_id=context.ids.new(),
        session=context.session,
        seq=context.counts["operations"],
        pair_id=operation.pair_id,
        side=operation.side,
        verb=operation.verb.value,
        why=operation.why.value,
        native_id=operation.native_id,
        expect=operation.expect,
        patch=dict(written.patch),
        intended=intended,
        source=source,
        seen={name: value for name, value in operation.seen.items() if name in intended},
        before=dict(before) if held is not None else None,
        link=link,
        kind=context.kind,
        reasons=operation.reasons,
        undoes=operation.undoes,
        title=context.map.title({**before, **operation.source, **operation.fields}),
    )
    context.counts["operations"] += 1
    return Prepared(operation, entry, dict(written.patch), link, tuple(written.withheld), blocked, dict(before))


def _is_blocked(operation: Operation, written: Written, stamps: bool) -> bool:
    if operation.verb is Verb.CREATE:
        return any(item.blocks_record for item in written.withheld)
    return operation.verb is Verb.UPDATE and not written.patch and not stamps
