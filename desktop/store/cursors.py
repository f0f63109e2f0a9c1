"""How far each watched container was read.

Exists so that a cursor moves in the transaction of its page. A token is the end's own and opaque.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.core.record import Kind, Role, Side
from desktop.store.database import Database
from desktop.store.forms import maybe_moment, moment_text


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where to go on (None: from the start) and when the next full scan is due (None: at once)."""

    token: str | None = None
    full_scan_after: datetime | None = None


class Cursors:
    """Reads and writes cursors, inside the transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, side: Side, kind: Kind, role: Role) -> Cursor:
        """The cursor of a container; an empty one before the first page."""
        sql = "SELECT token, full_scan_after FROM cursor WHERE side = ? AND kind = ? AND role = ?"
        found = self._database.row(sql, (side, kind, role))
        return Cursor(found[0], maybe_moment(found[1])) if found else Cursor()

    def advance(self, side: Side, kind: Kind, role: Role, token: str | None) -> None:
        """Store where to go on; None starts over with the next session."""
        self._database.write(
            "INSERT INTO cursor(side, kind, role, token) VALUES (?, ?, ?, ?) "
            "ON CONFLICT(side, kind, role) DO UPDATE SET token = excluded.token",
            (side, kind, role, token),
        )

    def plan_scan(self, side: Side, kind: Kind, role: Role, after: datetime) -> None:
        """Store when the next full scan is due."""
        self._database.write(
            "INSERT INTO cursor(side, kind, role, full_scan_after) VALUES (?, ?, ?, ?) "
            "ON CONFLICT(side, kind, role) DO UPDATE SET full_scan_after = excluded.full_scan_after",
            (side, kind, role, moment_text(after)),
        )
