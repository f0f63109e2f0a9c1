"""Read-only questions that people ask: how things stand, which records there are, what waits, what happened.

Exists as the only SQL that windows and the command line see; fit for a read-only connection. Decides nothing.
"""

# ruff: noqa: S608 - only constants of this room are put into statements; values are parameters
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.core.record import Kind, Side
from desktop.core.values import Fields
from desktop.store.accounts import Account, Accounts
from desktop.store.bases import Bases
from desktop.store.changelog import Change, ChangeLog
from desktop.store.conflicts import Conflicts, StoredConflict
from desktop.store.database import Database
from desktop.store.forms import fields_of, id_list
from desktop.store.holds import Hold, Holds
from desktop.store.issues import Issue, Issues
from desktop.store.lines import SHOWN, hits
from desktop.store.sessions import Session, Sessions

_SHOWN = f"""SELECT l.row, l.side, l.native_id, l.title, l.title_key, l.fields, l.marked,
    ifnull(pc.pair_id, pm.pair_id), ifnull(pc.state, pm.state),
    (SELECT native_id FROM record o WHERE o.row = ifnull(pc.mbx_record, pm.crm_record) AND o.gone = 0)
    FROM record l LEFT JOIN pairing pc ON pc.crm_record = l.row LEFT JOIN pairing pm ON pm.mbx_record = l.row
    WHERE l.kind = ? AND {SHOWN}"""

_MATCHED = """FROM pairing p JOIN record c ON c.row = p.crm_record WHERE state = 'active' AND mbx_record IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM base b WHERE b.pair_id = p.pair_id)"""

_DUE = """SELECT i.id FROM issue i LEFT JOIN pairing p ON p.pair_id = i.pair_id
    LEFT JOIN record r ON r.row IN (i.record, p.crm_record, p.mbx_record)
    WHERE i.state <> 'solved' AND (p.dirty = 1 OR r.dirty = 1)"""

_ASKED = """SELECT coalesce(nullif(c.title, ''), m.title, '') FROM consent k JOIN pairing p
    ON p.pair_id = substr(k.op_key, length(k.hold) + 2)
    LEFT JOIN record c ON c.row = p.crm_record LEFT JOIN record m ON m.row = p.mbx_record
    WHERE k.hold = ? ORDER BY coalesce(nullif(c.title_key, ''), m.title_key, ''), p.pair_id"""


@dataclass(frozen=True, slots=True)
class Status:
    """How a profile stands. Records are live shared ones by side, pairs are counted by state."""

    accounts: tuple[Account, ...]
    records: Mapping[Side, int]
    pairs: Mapping[str, int]
    pending: int
    """Records and pairs that the next session will look at."""
    conflicts: int
    holds: int
    issues: int
    last: Session | None
    last_clean: datetime | None
    """When a session last ended with the verdict `clean`."""


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """One line of the record list: a pair (shown by its CRM record while that lives) or an unpaired shared record.

    `other_id` is the native id of the live record on the other side, None without one; `pair_state` is '' when
    unpaired.
    """

    row: int
    side: Side
    native_id: str
    title: str
    fields: Fields
    marked: bool
    pair_id: str | None
    pair_state: str
    other_id: str | None
    place: tuple[str, int]
    """Pass it as `after` to go on behind this line."""


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """An open conflict with what a person calls the record."""

    conflict: StoredConflict
    title: str


@dataclass(frozen=True, slots=True)
class ShownHold:
    """An open or answered hold with what a person calls the record, '' where it is about the whole plan."""

    hold: Hold
    title: str


class Views:
    """Answers from one connection; every list is complete unless a limit is given."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def status(self) -> Status:
        """How things stand."""
        counts = self._database.rows("SELECT side, count(*) FROM record WHERE gone = 0 AND marked = 1 GROUP BY side")
        last = Sessions(self._database).last(1)
        clean = self._database.row("SELECT max(id) FROM session WHERE verdict = 'clean'")
        session = Sessions(self._database).get(clean[0]) if clean and clean[0] else None
        number = self._database.number
        return Status(
            accounts=tuple(Accounts(self._database).all()),
            records=dict.fromkeys(Side, 0) | {Side(side): count for side, count in counts},
            pairs=dict(self._database.rows("SELECT state, count(*) FROM pairing GROUP BY state")),
            pending=number("SELECT count(*) FROM record WHERE dirty = 1")
            + number("SELECT count(*) FROM pairing WHERE dirty = 1"),
            conflicts=number("SELECT count(*) FROM conflict WHERE state = 'open'"),
            holds=number("SELECT count(*) FROM hold WHERE state = 'open'"),
            issues=number("SELECT count(*) FROM issue WHERE state = 'open'"),
            last=last[0] if last else None,
            last_clean=session.ended if session else None,
        )

    def records(
        self, search: str = "", after: tuple[str, int] = ("", 0), limit: int = 200, kind: Kind = Kind.CONTACT
    ) -> list[ShownRecord]:
        """A page of shared records by title, behind a place; every word of the search must occur in a record."""
        sql, parameters = _SHOWN, [kind.value]
        if found := hits(search):
            sql += f" AND l.row IN ({found[0]})"
            parameters += found[1]
        # A row-value comparison would not use the index.
        sql += " AND l.title_key >= ? AND (l.title_key > ? OR l.row > ?) ORDER BY l.title_key, l.row LIMIT ?"
        shown = self._database.rows(sql, (*parameters, after[0], after[0], after[1], limit))
        return [_shown_of(row) for row in shown]

    def conflicts(self) -> list[ShownConflict]:
        """What a person must choose, oldest first."""
        waiting = Conflicts(self._database).waiting()
        titles = self.titles({c.pair_id for c in waiting if c.pair_id})
        rows = id_list(c.record for c in waiting if c.record)
        records: dict[int, str] = dict(
            self._database.rows("SELECT row, title FROM record WHERE row IN (SELECT value FROM json_each(?))", (rows,))
        )
        return [ShownConflict(c, titles.get(c.pair_id or "", records.get(c.record or 0, ""))) for c in waiting]

    def holds(self) -> list[ShownHold]:
        """What waits for a person's word, oldest first."""
        active = Holds(self._database).active()
        titles = self.titles({hold.pair_id for hold in active if hold.pair_id})
        return [ShownHold(hold, titles.get(hold.pair_id or "", "")) for hold in active]

    def issues(self) -> list[Issue]:
        """What could not be written, oldest first."""
        return Issues(self._database).open()

    def ignored(self) -> list[Issue]:
        """What could not be written and the person ignores, oldest first."""
        return Issues(self._database).ignored()

    def due(self) -> frozenset[int]:
        """The numbers of issues whose record the next session tries again by itself."""
        return frozenset(row[0] for row in self._database.rows(_DUE))

    def asked(self, hold: int) -> list[str]:
        """What a person calls the records that a question about a plan as a whole is about, by title."""
        return [row[0] for row in self._database.rows(_ASKED, (hold,))]

    def row_of(self, pair_id: str) -> int | None:
        """A record of a pair, that of the CRM if there is one; None for an unknown pair."""
        found = self._database.row("SELECT coalesce(crm_record, mbx_record) FROM pairing WHERE pair_id = ?", (pair_id,))
        return found[0] if found else None

    def history(self, limit: int = 20) -> list[Session]:
        """The newest sessions, newest first."""
        return Sessions(self._database).last(limit)

    def session_changes(self, session: int) -> list[Change]:
        """What a session changed (only what is known to have happened), in order."""
        return [change for change in ChangeLog(self._database).of_session(session) if change.state == "settled"]

    def pair_changes(self, pair_id: str) -> list[Change]:
        """What was changed in one pair (only what is known to have happened), newest first."""
        found = ChangeLog(self._database).of_pair(pair_id)
        return [change for change in reversed(found) if change.state == "settled"]

    def bases(self, pair_id: str) -> dict[Side, Fields]:
        """What each side showed when both last agreed; empty where they never did."""
        return {side: fields for (_, side), fields in Bases(self._database).of([pair_id]).items()}

    def matches(self) -> dict[str, int]:
        """Pairs that were found on both sides and are not agreed yet, by how they were found: `email`, `name`, ..."""
        return dict(self._database.rows(f"SELECT how, count(*) {_MATCHED} GROUP BY how ORDER BY how"))

    def matched(self, limit: int) -> list[tuple[str, str]]:
        """What a person calls the first of these pairs, by title, and how each was found."""
        sql = f"SELECT title, how {_MATCHED} ORDER BY title_key, pair_id LIMIT ?"
        return [(title, how) for title, how in self._database.rows(sql, (limit,))]

    def names(self, side: Side, native_ids: Iterable[str], kind: Kind = Kind.CONTACT) -> dict[str, str]:
        """What a person calls records by their native ids; unknown ones are left out."""
        sql = """SELECT native_id, title FROM record WHERE side = ? AND kind = ?
            AND native_id IN (SELECT value FROM json_each(?))"""
        return dict(self._database.rows(sql, (side, kind.value, id_list(native_ids))))

    def titles(self, pair_ids: set[str]) -> dict[str, str]:
        """What a person calls each pair, gone ones included; '' where nothing is known of it any more."""
        sql = """SELECT p.pair_id, coalesce(nullif(c.title, ''), m.title, '') FROM pairing p
            LEFT JOIN record c ON c.row = p.crm_record LEFT JOIN record m ON m.row = p.mbx_record
            WHERE p.pair_id IN (SELECT value FROM json_each(?))"""
        return dict(self._database.rows(sql, (id_list(pair_ids),)))


def _shown_of(row: tuple[Any, ...]) -> ShownRecord:
    return ShownRecord(
        row=row[0],
        side=Side(row[1]),
        native_id=row[2],
        title=row[3],
        fields=fields_of(row[5]),
        marked=bool(row[6]),
        pair_id=row[7],
        pair_state=row[8] or "",
        other_id=row[9],
        place=(row[4], row[0]),
    )
