"""What was changed where, with the values before and after.

Exists as the source of history and undo. Rows are written by the journal only; triggers refuse every other change.
"""

# ruff: noqa: S608 - only names that are constants of this room are put into statements; values are parameters
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.core.record import Side
from desktop.core.values import ABSENT, Fields, MaybeValue
from desktop.store.database import Database
from desktop.store.forms import fields_of, id_list, maybe_moment, moment_text, value_of

_WHOLE = "*"

_SELECT = """SELECT c.id, c.op_id, c.session, c.pair_id, c.side, ifnull(o.native_id, c.native_id), c.verb, c.field,
    c.before, c.after, CASE WHEN u.op_id IS NULL OR u.outcome = 'applied' THEN c.undone_by END,
    ifnull(o.state, 'settled'), ifnull(o.title, ''),
    coalesce(nullif(c.why, ''), o.why, ''), s.started
    FROM change_log c LEFT JOIN operation o ON o.op_id = c.op_id LEFT JOIN session s ON s.id = c.session
    LEFT JOIN operation u ON u.op_id = c.undone_by"""


@dataclass(frozen=True, slots=True)
class Change:
    """One changed field, or (field '*') a record that was made, deleted, shared or un-shared.

    `image` is the whole record before a deletion, else None. `state` is that of the operation: only `settled` ones
    are known to have happened. `undone_by` is the operation that took it back, None where none did. `why` is the reason
    of this change, `at` when its session began.
    """

    id: int
    op_id: str
    session: int
    pair_id: str
    side: Side
    native_id: str
    verb: str
    field: str
    before: MaybeValue
    after: MaybeValue
    image: Fields | None
    undone_by: str | None
    state: str
    title: str
    why: str
    at: datetime | None = None


class ChangeLog:
    """Reads the change log and prunes it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_session(self, session: int) -> list[Change]:
        """What a session set out to change, in order."""
        return [
            _change_of(row) for row in self._database.rows(f"{_SELECT} WHERE c.session = ? ORDER BY c.id", (session,))
        ]

    def of_pair(self, pair_id: str) -> list[Change]:
        """What was ever changed in a pair, oldest first."""
        return [
            _change_of(row) for row in self._database.rows(f"{_SELECT} WHERE c.pair_id = ? ORDER BY c.id", (pair_id,))
        ]

    def recent(self, pair_ids: Sequence[str], after_session: int) -> list[Change]:
        """The changed fields of pairs, of sessions after one, that are known to have happened, in order."""
        sql = f"{_SELECT} WHERE c.pair_id IN (SELECT value FROM json_each(?)) AND c.session > ? ORDER BY c.id"
        found = [_change_of(row) for row in self._database.rows(sql, (id_list(pair_ids), after_session))]
        return [change for change in found if change.state == "settled" and change.field != _WHOLE]

    def prune(self, before: datetime) -> int:
        """Delete history of sessions that ended before a moment; how many changes went.

        Sessions with an intent of unknown outcome, and all later ones, stay.
        """
        limit = self._database.number(
            "SELECT min(id) FROM (SELECT min(id) AS id FROM session WHERE ended IS NULL OR ended >= ? "
            "UNION ALL SELECT min(session) FROM operation WHERE state = 'intent' "
            "UNION ALL SELECT max(id) FROM session)",
            (moment_text(before),),
        )
        self._database.write("INSERT INTO pruning(before_session) VALUES (?)", (limit,))
        gone = self._database.write("DELETE FROM change_log WHERE session < ?", (limit,))
        self._database.write("DELETE FROM pruning")
        self._database.write("DELETE FROM operation WHERE session < ? AND state <> 'intent'", (limit,))
        self._database.write("DELETE FROM session WHERE id < ?", (limit,))
        return gone


def _change_of(row: tuple[Any, ...]) -> Change:
    whole = row[7] == _WHOLE
    return Change(
        id=row[0],
        op_id=row[1],
        session=row[2],
        pair_id=row[3],
        side=Side(row[4]),
        native_id=row[5],
        verb=row[6],
        field=row[7],
        before=ABSENT if whole else value_of(row[8]),
        after=ABSENT if whole else value_of(row[9]),
        image=fields_of(row[8]) if whole and row[8] is not None else None,
        undone_by=row[10],
        state=row[11],
        title=row[12],
        why=row[13],
        at=maybe_moment(row[14]),
    )
