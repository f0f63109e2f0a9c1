"""What each side showed when both last agreed.

Exists as the ancestor of every three-way merge: one base per pair and side, in that side's own normal form.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desktop.core.record import Side
from desktop.core.values import Fields, FieldValue
from desktop.store.database import Database
from desktop.store.forms import fields_of, fields_text, id_list, moment_text


@dataclass(frozen=True, slots=True)
class Base:
    """The agreed fields of one side of a pair and the revision of the map that they were read with."""

    pair_id: str
    side: Side
    fields: Fields
    map_rev: int
    at: datetime | None = None
    """When both sides agreed so, where it is to be kept."""


class Bases:
    """Reads and writes bases; writing is inside the transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, pair_ids: Iterable[str]) -> dict[tuple[str, Side], dict[str, FieldValue]]:
        """The fields of each pair and side that ever agreed."""
        sql = "SELECT pair_id, side, fields FROM base WHERE pair_id IN (SELECT value FROM json_each(?))"
        found = self._database.rows(sql, (id_list(pair_ids),))
        return {(row[0], Side(row[1])): fields_of(row[2]) for row in found}

    def set(self, bases: Sequence[Base]) -> None:
        """Store whole bases in place of what was there; IntegrityError for an unknown pair."""
        self._database.write_many(
            "INSERT INTO base(pair_id, side, fields, map_rev) VALUES (?, ?, ?, ?) "
            "ON CONFLICT(pair_id, side) DO UPDATE SET fields = excluded.fields, map_rev = excluded.map_rev",
            [(base.pair_id, base.side, fields_text(base.fields), base.map_rev) for base in bases],
        )
        agreed = {base.pair_id: moment_text(base.at) for base in bases if base.at is not None}
        self._database.write_many(
            "UPDATE pairing SET agreed_at = ? WHERE pair_id = ?", [(at, pair_id) for pair_id, at in agreed.items()]
        )

    def merge(self, bases: Sequence[Base]) -> None:
        """Store some fields of bases; the other fields that are there stay."""
        merged: dict[tuple[str, Side], dict[str, FieldValue]] = self.of(base.pair_id for base in bases)
        latest: dict[tuple[str, Side], Base] = {}
        for base in bases:
            key = (base.pair_id, base.side)
            merged.setdefault(key, {}).update(base.fields)
            latest[key] = base
        self.set([replace(base, fields=merged[key]) for key, base in latest.items()])

    def clear(self, pair_ids: Iterable[str]) -> None:
        """Forget both bases of pairs: they have never agreed."""
        self._database.write("DELETE FROM base WHERE pair_id IN (SELECT value FROM json_each(?))", (id_list(pair_ids),))

    def outdated(self, map_rev: int, limit: int = 500) -> list[str]:
        """Pair ids, in order, of which a base was read with another revision of the map."""
        sql = "SELECT DISTINCT pair_id FROM base WHERE map_rev <> ? ORDER BY pair_id LIMIT ?"
        return [row[0] for row in self._database.rows(sql, (map_rev, limit))]
