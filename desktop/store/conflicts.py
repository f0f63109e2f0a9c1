"""Conflicts: values that only a person can choose between, with everything needed to show and to apply the choice.

Exists because a conflict is a row, not an event. Must not know how one arises or is applied.
"""

# ruff: noqa: S608 - only names that are constants of this room are put into statements; values are parameters
from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.core.record import Kind
from desktop.core.values import ABSENT, MaybeValue, from_json, to_json
from desktop.store.database import Database
from desktop.store.decided import Decided
from desktop.store.forms import id_list, json_text, moment_text, value_of, value_text

CONFLICT_COLUMNS = (
    "id",
    "kind",
    "pair_id",
    "record",
    "field",
    "type",
    "crm_value",
    "mbx_value",
    "base_crm",
    "base_mbx",
    "crm_version",
    "mbx_version",
    "candidates",
    "state",
    "resolution",
    "session",
)
"""The columns of a `StoredConflict`, in the order that `conflict_of` takes them."""

_SELECT = f"SELECT {', '.join(CONFLICT_COLUMNS)} FROM conflict"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a person chose: `crm`, `mailbox`, `value` (with the value), `both`, `detach`, or `record` (with its id)."""

    take: str
    value: MaybeValue = ABSENT
    by: str = "person"


@dataclass(frozen=True, slots=True)
class StoredConflict:
    """A conflict of type `field`, `edit_delete` or `duplicate`.

    The first two belong to a pair, the last to an unpaired record (by its row) and its candidates (native ids).
    `field` is '*' where the whole record is meant; ABSENT values are not known. `id` is 0 before it is stored.
    """

    field: str
    type: str
    session: int
    pair_id: str | None = None
    record: int | None = None
    crm_value: MaybeValue = ABSENT
    mailbox_value: MaybeValue = ABSENT
    base_crm: MaybeValue = ABSENT
    base_mailbox: MaybeValue = ABSENT
    crm_version: str = ""
    mailbox_version: str = ""
    candidates: tuple[str, ...] = ()
    state: str = "open"
    resolution: Resolution | None = None
    kind: Kind = Kind.CONTACT
    id: int = 0


class Conflicts:
    """Reads and writes conflicts; writing is inside the transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, conflicts: Sequence[StoredConflict], at: datetime) -> None:
        """Store conflicts; one that is open already for the pair (or record) and field gets the present values."""
        updates = ", ".join(f"{name} = excluded.{name}" for name in CONFLICT_COLUMNS[5:13])
        names = ", ".join(CONFLICT_COLUMNS[1:14])
        self._database.write_many(
            f"INSERT INTO conflict({names}, session, opened_at) VALUES ({', '.join('?' * 15)}) "
            "ON CONFLICT(ifnull(pair_id, ''), ifnull(record, 0), field) WHERE state = 'open' "
            f"DO UPDATE SET {updates}",
            [(*_row_of(conflict), conflict.session, moment_text(at)) for conflict in conflicts],
        )

    def get(self, id_: int) -> StoredConflict | None:
        """One conflict of any state."""
        found = self._database.row(f"{_SELECT} WHERE id = ?", (id_,))
        return conflict_of(found) if found else None

    def waiting(self) -> list[StoredConflict]:
        """Every open conflict, oldest first."""
        return [conflict_of(row) for row in self._database.rows(f"{_SELECT} WHERE state = 'open' ORDER BY id")]

    def of_pairs(self, pair_ids: Iterable[str]) -> list[StoredConflict]:
        """The open and the resolved (not yet applied) conflicts of pairs, oldest first."""
        sql = (
            f"{_SELECT} WHERE state IN ('open', 'resolved') AND pair_id IN (SELECT value FROM json_each(?)) ORDER BY id"
        )
        return [conflict_of(row) for row in self._database.rows(sql, (id_list(pair_ids),))]

    def of_records(self, rows: Iterable[int]) -> list[StoredConflict]:
        """The open and the resolved (not yet applied) conflicts of unpaired records, oldest first."""
        sql = (
            f"{_SELECT} WHERE state IN ('open', 'resolved') AND record IN (SELECT value FROM json_each(?)) ORDER BY id"
        )
        return [conflict_of(row) for row in self._database.rows(sql, (id_list(rows),))]

    def resolve(self, id_: int, resolution: Resolution, at: datetime) -> bool:
        """Store a person's choice and have the pair or record planned again; False unless the conflict is open."""
        changed = self._database.write(
            "UPDATE conflict SET state = 'resolved', resolution = ?, closed_at = ? WHERE id = ? AND state = 'open'",
            (_resolution_text(resolution), moment_text(at), id_),
        )
        if changed:
            asked = self._database.row("SELECT pair_id, record FROM conflict WHERE id = ?", (id_,))
            assert asked is not None, "what was changed is there"
            Decided(self._database).mark([asked[0]] if asked[0] else [])
            self._database.write("UPDATE record SET dirty = 1 WHERE row = ?", (asked[1],))
        return bool(changed)

    def apply(self, ids: Iterable[int], at: datetime) -> None:
        """Say that the choices were carried out."""
        self._close(ids, "applied", at)

    def expire(self, ids: Iterable[int], at: datetime) -> None:
        """Say that these are no question any more, or that the values that were chosen between have changed."""
        self._close(ids, "expired", at)

    def _close(self, ids: Iterable[int], state: str, at: datetime) -> None:
        self._database.write(
            "UPDATE conflict SET state = ?, closed_at = ifnull(closed_at, ?) WHERE state IN ('open', 'resolved') "
            "AND id IN (SELECT value FROM json_each(?))",
            (state, moment_text(at), id_list(ids)),
        )


def conflict_of(row: tuple[Any, ...]) -> StoredConflict:
    """The conflict of a row of `CONFLICT_COLUMNS`."""
    return StoredConflict(
        id=row[0],
        kind=Kind(row[1]),
        pair_id=row[2],
        record=row[3],
        field=row[4],
        type=row[5],
        crm_value=value_of(row[6]),
        mailbox_value=value_of(row[7]),
        base_crm=value_of(row[8]),
        base_mailbox=value_of(row[9]),
        crm_version=row[10],
        mailbox_version=row[11],
        candidates=tuple(json.loads(row[12])),
        state=row[13],
        resolution=None if row[14] is None else _resolution_of(row[14]),
        session=row[15],
    )


def _row_of(conflict: StoredConflict) -> tuple[object, ...]:
    return (
        conflict.kind,
        conflict.pair_id,
        conflict.record,
        conflict.field,
        conflict.type,
        value_text(conflict.crm_value),
        value_text(conflict.mailbox_value),
        value_text(conflict.base_crm),
        value_text(conflict.base_mailbox),
        conflict.crm_version,
        conflict.mailbox_version,
        json_text(conflict.candidates),
        conflict.state,
    )


def _resolution_text(resolution: Resolution) -> str:
    parts: dict[str, object] = {"take": resolution.take, "by": resolution.by}
    if resolution.value is not ABSENT:
        parts["value"] = to_json(resolution.value)
    return json_text(parts)


def _resolution_of(text: str) -> Resolution:
    parts = json.loads(text)
    return Resolution(parts["take"], from_json(parts["value"]) if "value" in parts else ABSENT, parts["by"])
