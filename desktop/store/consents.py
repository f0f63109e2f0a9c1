"""Consents: which pairs a question about many is about, so that an answer covers these and no others.

Exists beside the holds, which keep question and answer. Must not know what is asked.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.store.database import Database
from desktop.store.forms import id_list


class Consents:
    """Reads and writes what holds cover; writing is inside the transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cover(self, hold: int, pair_ids: Iterable[str]) -> None:
        """Let a hold be about these pairs and no others."""
        self.clear(hold)
        keys = [(f"{hold}:{pair_id}", hold) for pair_id in pair_ids]
        self._database.write_many("INSERT OR REPLACE INTO consent(op_key, hold) VALUES (?, ?)", keys)

    def of(self, hold: int) -> list[str]:
        """The pairs that a hold is about."""
        sql = "SELECT substr(op_key, ?) FROM consent WHERE hold = ? ORDER BY op_key"
        return [row[0] for row in self._database.rows(sql, (len(f"{hold}:") + 1, hold))]

    def among(self, hold: int, pair_ids: Iterable[str]) -> set[str]:
        """Those of the pairs that a hold is about."""
        sql = "SELECT op_key FROM consent WHERE op_key IN (SELECT value FROM json_each(?))"
        keys = id_list(f"{hold}:{pair_id}" for pair_id in pair_ids)
        return {row[0].partition(":")[2] for row in self._database.rows(sql, (keys,))}

    def clear(self, hold: int) -> None:
        """Let a hold be about nothing any more."""
        self._database.write("DELETE FROM consent WHERE hold = ?", (hold,))
