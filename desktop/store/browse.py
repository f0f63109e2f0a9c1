"""The record browser's questions: which lines there are, what a page of them shows, and all that is known of one.

Exists so that a million contacts can be listed: first the keys alone, then only what is on the screen. Fit for a
read-only connection of its own, whose questions can be given up for newer ones.
"""

# ruff: noqa: S608 - only constants of this room are put into statements; values are parameters
from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desktop.core.pairing import Pairing
from desktop.core.record import Kind, Record, Side
from desktop.core.values import Fields
from desktop.store.conflicts import Conflicts, StoredConflict
from desktop.store.database import Database
from desktop.store.forms import fields_of, id_list, moment_of
from desktop.store.holds import Hold, Holds
from desktop.store.issues import Issue, Issues
from desktop.store.lines import (
    ACTIVE_HOLD,
    OPEN_CONFLICT,
    OPEN_ISSUE,
    Filter,
    LineState,
    condition,
    hits,
    ordering,
)
from desktop.store.lookup import MirrorLookup
from desktop.store.pairs import Pairs

_PAGE = f"""SELECT l.row, l.side, l.native_id, l.title, l.fields, l.seen_at, p.pair_id, p.state, p.agreed_at,
    o.native_id, o.seen_at,
    EXISTS (SELECT 1 FROM hold q WHERE q.pair_id = p.pair_id AND {ACTIVE_HOLD}),
    EXISTS (SELECT 1 FROM conflict q WHERE q.pair_id = p.pair_id AND {OPEN_CONFLICT})
        OR EXISTS (SELECT 1 FROM conflict q WHERE q.record = l.row AND {OPEN_CONFLICT}),
    EXISTS (SELECT 1 FROM issue q WHERE q.pair_id = p.pair_id AND {OPEN_ISSUE})
        OR EXISTS (SELECT 1 FROM issue q WHERE q.record = l.row AND {OPEN_ISSUE}),
    EXISTS (SELECT 1 FROM exclusion_key k WHERE k.kind = l.kind AND k.what = 'pair' AND k.value = p.pair_id)
        OR EXISTS (SELECT 1 FROM exclusion_key k WHERE k.kind = l.kind AND k.what = l.side AND k.value = l.native_id)
    FROM record l LEFT JOIN pairing p ON p.rowid = ifnull(
        (SELECT rowid FROM pairing WHERE crm_record = l.row), (SELECT rowid FROM pairing WHERE mbx_record = l.row))
    LEFT JOIN record o ON o.row = CASE l.side WHEN 'crm' THEN p.mbx_record ELSE p.crm_record END AND o.gone = 0
    WHERE l.row IN (SELECT value FROM json_each(?))"""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One line of the browser: a pair, or a shared record without one.

    `fields` are those of the CRM's record while it lives, else of the other. `native_ids` has the sides where a record
    lives. `pair_id` is None when unpaired; `agreed_at` is None where both sides never agreed.
    """

    row: int
    title: str
    fields: Fields
    state: LineState
    native_ids: Mapping[Side, str]
    pair_id: str | None
    changed_at: datetime
    agreed_at: datetime | None


@dataclass(frozen=True, slots=True)
class RecordDetail:
    """All that is known of one line: the living record of each side, what each side showed when both last agreed (empty
    where they never did), and what is open."""

    line: RecordLine
    records: Mapping[Side, Record]
    bases: Mapping[Side, Fields]
    pairing: Pairing | None = None
    conflicts: Sequence[StoredConflict] = field(default=())
    hold: Hold | None = None
    issues: Sequence[Issue] = field(default=())


class Browse:
    """Answers from one connection. Raises Interrupted where it was asked to stop, else PortFault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ids(self, wanted: Filter, kind: Kind = Kind.CONTACT) -> array[int]:
        """The rows of all lines of a filter, in its order."""
        return self._lines(wanted, kind, f"ORDER BY {ordering(wanted)}")

    def first(self, wanted: Filter, limit: int, kind: Kind = Kind.CONTACT) -> array[int]:
        """Rows of some lines of a filter, in its order, at once where it `streams`: of a search any, else the first.

        Fewer than the limit are all that there are.
        """
        order = f"ORDER BY {ordering(wanted)}"
        if not hits(wanted.search):
            return self._lines(wanted, kind, f"{order} LIMIT {limit:d}")
        sql, parameters = _lines_sql(wanted, kind)
        some = f"SELECT l.row FROM record l WHERE l.row IN ({sql} LIMIT {limit:d}) {order}"
        return self._database.numbers(some, parameters)

    def page(self, rows: Sequence[int]) -> list[RecordLine]:
        """What these rows show, in their order; those that are gone by now are left out."""
        found = {row[0]: _line_of(row) for row in self._database.rows(_PAGE, (id_list(rows),))}
        return [found[row] for row in rows if row in found]

    def detail(self, row: int) -> RecordDetail | None:
        """All about one line; None where it is gone by now."""
        lines = self.page([row])
        if not lines:
            return None
        pair_id = lines[0].pair_id
        if pair_id is None:
            return self._unpaired(lines[0])
        pair = Pairs(self._database).views([pair_id])[0]
        return RecordDetail(
            line=lines[0],
            records={side: record for side in Side if (record := pair.live(side)) is not None},
            bases={side: base for side in Side if (base := pair.base(side)) is not None},
            pairing=pair.pairing,
            conflicts=[c for c in Conflicts(self._database).of_pairs([pair_id]) if c.state == "open"],
            hold=Holds(self._database).of_pairs([pair_id]).get(pair_id),
            issues=Issues(self._database).standing([pair_id]),
        )

    def stop_when(self, asked: Callable[[], bool]) -> None:
        """From now on, give up a question as soon as this says so."""
        self._database.stop_when(asked)

    def _unpaired(self, line: RecordLine) -> RecordDetail:
        record = MirrorLookup(self._database).get([line.row])[line.row]
        conflicts = [c for c in Conflicts(self._database).of_records([line.row]) if c.state == "open"]
        issues = Issues(self._database).of_records([line.row])
        return RecordDetail(line, {record.side: record}, {}, conflicts=conflicts, issues=issues)

    def _lines(self, wanted: Filter, kind: Kind, ending: str) -> array[int]:
        sql, parameters = _lines_sql(wanted, kind)
        return self._database.numbers(f"{sql} {ending}", parameters)


def _lines_sql(wanted: Filter, kind: Kind) -> tuple[str, list[str]]:
    """A query, with its parameters, for the rows of all lines of a filter, in no order."""
    where, found = condition(wanted, kind), hits(wanted.search)
    if found is None:
        return f"SELECT l.row FROM record l WHERE {where}", []
    sql, parameters = found
    return f"SELECT DISTINCT l.row FROM ({sql}) h CROSS JOIN record l ON l.row = h.hit WHERE {where}", parameters


def _line_of(row: tuple[Any, ...]) -> RecordLine:
    side, changed = Side(row[1]), max(row[5], row[10] or "")
    native_ids = {side: row[2]} | ({side.other: row[9]} if row[9] is not None else {})
    return RecordLine(
        row=row[0],
        title=row[3],
        fields=fields_of(row[4]),
        state=_state_of(row, side),
        native_ids=native_ids,
        pair_id=row[6],
        changed_at=moment_of(changed),
        agreed_at=moment_of(row[8]) if row[8] else None,
    )


def _state_of(row: tuple[Any, ...], side: Side) -> LineState:
    held, conflict, problem, excluded = row[11:15]
    if excluded:
        return LineState.EXCLUDED
    if held:
        return LineState.HELD
    if conflict:
        return LineState.CONFLICT
    if problem:
        return LineState.PROBLEM
    if row[7] == "detached":
        return LineState.UNSHARED
    if row[9] is not None:
        return LineState.SYNCED
    return LineState.CRM_ONLY if side is Side.CRM else LineState.MAILBOX_ONLY
