"""The life of one item as our own records tell it: when it was paired and how, what was written, asked and refused.

Exists as the past of an explanation. Tells what is stored, in the order of time; words are found elsewhere.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from desktop.store.changelog import Change, ChangeLog
from desktop.store.conflicts import CONFLICT_COLUMNS, StoredConflict, conflict_of
from desktop.store.database import Database
from desktop.store.forms import maybe_moment
from desktop.store.holds import HOLD_COLUMNS, Hold, hold_of
from desktop.store.issues import ISSUE_COLUMNS, Issue, issue_of


class Happened(enum.StrEnum):
    """What sort of thing an event is."""

    PAIRED = "paired"
    WRITTEN = "written"
    NOT_WRITTEN = "not-written"
    ASKED = "asked"
    ANSWERED = "answered"
    HELD = "held"
    DECIDED = "decided"
    """A hold was answered, or its question was over."""
    REFUSED = "refused"


_ORDER = {Happened.PAIRED: 0, Happened.ASKED: 1, Happened.HELD: 1, Happened.ANSWERED: 2, Happened.DECIDED: 2}
"""What comes first of things that happened in one moment; all else is 3."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `at` is None where the session that it belongs to is not kept any more.

    `code` is how it was paired (PAIRED), the outcome (NOT_WRITTEN); the other attributes are set by sort.
    """

    sort: Happened
    at: datetime | None
    session: int = 0
    code: str = ""
    changes: tuple[Change, ...] = ()
    conflict: StoredConflict | None = None
    hold: Hold | None = None
    issue: Issue | None = None


class Biography:
    """Reads the past of pairs and records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_pair(self, pair_id: str) -> list[Event]:
        """Everything that is known of a pair, also of one that is forgotten by now, oldest first."""
        events = [*self._paired(pair_id), *self._writes(pair_id), *self._conflicts(pair_id), *self._holds(pair_id)]
        events += self._issues("pair_id = ?", pair_id)
        dated = [event.at for event in events if event.at is not None]
        # What is older than the history that is kept comes first.
        start = min(dated) if dated else None
        return sorted(events, key=lambda event: (event.at or start or datetime.min, _ORDER.get(event.sort, 3)))

    def of_record(self, row: int) -> list[Event]:
        """Everything that is known of a record in no pair."""
        return self._issues("record = ?", row)

    def agreed_at(self, pair_id: str) -> datetime | None:
        """When both sides last agreed; None where they never did."""
        found = self._database.row("SELECT agreed_at FROM pairing WHERE pair_id = ?", (pair_id,))
        return maybe_moment(found[0] or None) if found else None

    def last_outcome(self, pair_id: str) -> tuple[str, datetime | None]:
        """What became of the latest write of a pair ('' where there is none), and when."""
        sql = """SELECT ifnull(outcome, ''), settled_at FROM operation WHERE pair_id = ?
            ORDER BY session DESC, seq DESC LIMIT 1"""
        found = self._database.row(sql, (pair_id,))
        return (found[0], maybe_moment(found[1])) if found else ("", None)

    def _paired(self, pair_id: str) -> list[Event]:
        sql = """SELECT p.how, p.session, s.started FROM pairing p LEFT JOIN session s ON s.id = p.session
            WHERE p.pair_id = ?"""
        return [
            Event(Happened.PAIRED, maybe_moment(started), session, how)
            for how, session, started in self._database.rows(sql, (pair_id,))
        ]

    def _writes(self, pair_id: str) -> list[Event]:
        by_operation: dict[str, list[Change]] = {}
        for change in ChangeLog(self._database).of_pair(pair_id):
            by_operation.setdefault(change.op_id, []).append(change)
        sql = "SELECT op_id, state, ifnull(outcome, ''), ifnull(settled_at, intent_at) FROM operation WHERE pair_id = ?"
        outcomes = {row[0]: row[1:] for row in self._database.rows(sql, (pair_id,))}
        events = []
        for op_id, changes in by_operation.items():
            state, outcome, at = outcomes.get(op_id, ("settled", "applied", None))
            done = state == "settled" and outcome != "stale"
            sort = Happened.WRITTEN if done else Happened.NOT_WRITTEN
            moment = maybe_moment(at) or changes[0].at
            events.append(Event(sort, moment, changes[0].session, outcome or state, tuple(changes)))
        return events

    def _conflicts(self, pair_id: str) -> list[Event]:
        columns = ", ".join(CONFLICT_COLUMNS)
        sql = f"SELECT {columns}, opened_at, closed_at FROM conflict WHERE pair_id = ? ORDER BY id"  # noqa: S608
        events = []
        for *row, opened, closed in self._database.rows(sql, (pair_id,)):
            conflict = conflict_of(tuple(row))
            events.append(Event(Happened.ASKED, maybe_moment(opened), conflict.session, conflict=conflict))
            if closed:
                events.append(Event(Happened.ANSWERED, maybe_moment(closed), code=conflict.state, conflict=conflict))
        return events

    def _holds(self, pair_id: str) -> list[Event]:
        columns = ", ".join(HOLD_COLUMNS)
        sql = f"SELECT {columns}, answered_at FROM hold WHERE pair_id = ? ORDER BY id"  # noqa: S608
        events = []
        for *row, answered in self._database.rows(sql, (pair_id,)):
            hold = hold_of(tuple(row))
            events.append(Event(Happened.HELD, hold.created_at, hold.session, hold.guard, hold=hold))
            if answered:
                events.append(Event(Happened.DECIDED, maybe_moment(answered), code=hold.answer, hold=hold))
        return events

    def _issues(self, condition: str, key: str | int) -> list[Event]:
        sql = f"SELECT {', '.join(ISSUE_COLUMNS)} FROM issue WHERE {condition} ORDER BY id"  # noqa: S608
        issues = [issue_of(row) for row in self._database.rows(sql, (key,))]
        return [Event(Happened.REFUSED, issue.first_at, code=issue.complaint.code, issue=issue) for issue in issues]
