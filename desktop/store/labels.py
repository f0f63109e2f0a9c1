"""Labels: which items of the mailbox we have marked as failing, and which should be.

Exists so that a session only writes what differs, and never puts back what the person took off. Knows no category.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.core.record import Kind
from desktop.store.database import Database
from desktop.store.forms import id_list

_FAILING = """SELECT r.row, i.code FROM issue i LEFT JOIN pairing p ON p.pair_id = i.pair_id
    JOIN record r ON r.row = ifnull(p.mbx_record, i.record)
    WHERE i.state = 'open' AND r.side = 'mailbox' AND r.kind = ? AND r.gone = 0
    AND (r.marked = 1 OR r.role = 'shared') AND ifnull(p.state, '') <> 'detached' ORDER BY i.id"""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An item that we labelled: its key in the mirror (which may have forgotten it), where it was, and the reason."""

    row: int
    native_id: str
    reason: str


class Labels:
    """Reads and writes labels; writing is inside the transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def kept(self, kind: Kind) -> list[Labelled]:
        """Every item that we labelled and did not free since."""
        sql = "SELECT record, native_id, reason FROM label WHERE kind = ? ORDER BY record"
        return [Labelled(*row) for row in self._database.rows(sql, (kind,))]

    def failing(self, kind: Kind) -> list[tuple[int, str]]:
        """Row and code of each open issue of a live, shared item of the mailbox, oldest first."""
        return [(row, code) for row, code in self._database.rows(_FAILING, (kind,))]

    def keep(self, kind: Kind, labelled: Sequence[Labelled]) -> None:
        """Remember items as labelled, in place of what was remembered of them."""
        self._database.write_many(
            "INSERT OR REPLACE INTO label(record, kind, native_id, reason) VALUES (?, ?, ?, ?)",
            [(each.row, kind, each.native_id, each.reason) for each in labelled],
        )

    def forget(self, rows: Iterable[int]) -> None:
        """Remember nothing of these items."""
        self._database.write("DELETE FROM label WHERE record IN (SELECT value FROM json_each(?))", (id_list(rows),))
