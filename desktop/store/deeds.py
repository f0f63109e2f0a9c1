"""What a session is known to have changed, in the form in which an undo looks at it.

Exists beside the change log because an undo also needs what the journal knows: what was to stand there, and what the
other side showed. Changes nothing: an undo is marked by the journal, with its intent.
"""

from __future__ import annotations

from typing import Any

from desktop.core.plan import Verb
from desktop.core.record import Link, Side
from desktop.core.undo import Deed
from desktop.core.values import ABSENT, Fields
from desktop.store.database import Database
from desktop.store.forms import fields_of, value_of
from desktop.store.journal import WHOLE

_DEEDS = """SELECT c.id, c.pair_id, c.side, c.verb, c.field, c.before, c.after, o.native_id, o.intended, o.source,
    o.link, o.title, c.undone_by IS NOT NULL AND ifnull(u.outcome, 'applied') = 'applied'
    FROM change_log c JOIN operation o ON o.op_id = c.op_id LEFT JOIN operation u ON u.op_id = c.undone_by
    WHERE c.session = ? AND o.outcome = 'applied' ORDER BY c.id"""

_UNDONE_BY = """SELECT DISTINCT c.session, u.session FROM change_log c JOIN operation u ON u.op_id = c.undone_by
    WHERE u.outcome = 'applied' ORDER BY c.session, u.session"""

_LAST = """SELECT max(c.session) FROM change_log c JOIN operation o ON o.op_id = c.op_id
    JOIN session s ON s.id = c.session LEFT JOIN operation u ON u.op_id = c.undone_by
    WHERE o.outcome = 'applied' AND s.trigger <> ?
    AND (c.undone_by IS NULL OR ifnull(u.outcome, 'applied') <> 'applied')"""


class Deeds:
    """Reads what may be undone, and what was."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_session(self, session: int) -> list[Deed]:
        """What a session changed and is known to have changed, in order, what was undone since included."""
        return [_deed_of(row) for row in self._database.rows(_DEEDS, (session,))]

    def undoings(self) -> dict[int, tuple[int, ...]]:
        """By session: the sessions that undid something of it."""
        found: dict[int, tuple[int, ...]] = {}
        for undone, by in self._database.rows(_UNDONE_BY):
            found[undone] = (*found.get(undone, ()), by)
        return found

    def last(self, but_trigger: str) -> int | None:
        """The newest session with a change that was not undone, those of one trigger left out; None without any."""
        found = self._database.row(_LAST, (but_trigger,))
        return found[0] if found else None


def _deed_of(row: tuple[Any, ...]) -> Deed:
    verb, link = Verb(row[3]), Link.parse(row[10])
    whole = row[4] == WHOLE
    return Deed(
        id=row[0],
        pair_id=row[1],
        side=Side(row[2]),
        verb=verb,
        field="" if whole else row[4],
        before=ABSENT if whole else value_of(row[5]),
        after=ABSENT if whole else value_of(row[6]),
        image=_image(verb, row[5], row[8]),
        source=fields_of(row[9]),
        native_id=row[7],
        other_id=link.other_id if link else "",
        title=row[11],
        undone=bool(row[12]),
    )


def _image(verb: Verb, before: str | None, intended: str) -> Fields:
    if verb is Verb.DELETE:
        return fields_of(before) if before is not None else {}
    return fields_of(intended) if verb in (Verb.CREATE, Verb.RESTORE) else {}
