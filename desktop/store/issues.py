"""Issues: what could not be written, why, and what a person can do about it.

Exists so that one bad record is named once, not again in every session. Must not know when a retry is due.
"""

# ruff: noqa: S608 - only names that are constants of this room are put into statements; values are parameters
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.core.sentences import sentence_of, sentence_text
from desktop.store.database import Database
from desktop.store.forms import id_list, moment_of, moment_text

ISSUE_COLUMNS = (
    "pair_id",
    "record",
    "subject",
    "code",
    "field",
    "message",
    "action",
    "tried",
    "lasting",
    "id",
    "attempts",
    "first_at",
    "last_at",
    "state",
)
"""The columns of an `Issue`, in the order that `issue_of` takes them."""

_SELECT = f"SELECT {', '.join(ISSUE_COLUMNS)} FROM issue"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What went wrong with a pair or with an unpaired record (by its row).

    `subject` is what a person calls the record; `field` is '' where the record as a whole is meant; `tried` is a
    fingerprint of the values that were not taken, '' where it is about none. `lasting`: it may come right without a
    change of the record.
    """

    pair_id: str | None
    record: int | None
    subject: str
    code: str
    field: str
    message: str
    action: str = ""
    tried: str = ""
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """A stored complaint: how often and when it came; `state` is open, ignored (by the person) or solved."""

    complaint: Complaint
    id: int
    attempts: int
    first_at: datetime
    last_at: datetime
    state: str


class Issues:
    """Reads and writes issues; writing is inside the transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def report(self, complaints: Sequence[Complaint], at: datetime) -> None:
        """Store complaints; one that stands for the same pair (or record), code and field counts one more attempt.

        With other values than those that were tried before it counts from one again, and an ignored one is open again.
        """
        stamp = moment_text(at)
        self._database.write_many(
            f"INSERT INTO issue({', '.join(ISSUE_COLUMNS[:9])}, first_at, last_at, attempts, state) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'open') "
            "ON CONFLICT(ifnull(pair_id, ''), ifnull(record, 0), code, field) WHERE state <> 'solved' DO UPDATE SET "
            "attempts = CASE WHEN tried = excluded.tried THEN attempts + 1 ELSE 1 END, last_at = excluded.last_at, "
            "subject = excluded.subject, message = excluded.message, action = excluded.action, tried = excluded.tried, "
            "lasting = excluded.lasting, "
            "state = CASE WHEN state = 'ignored' AND tried = excluded.tried THEN 'ignored' ELSE 'open' END",
            [(*_row_of(told), stamp, stamp) for told in complaints],
        )

    def solve(self, pair_id: str | None = None, record: int | None = None, code: str | None = None) -> int:
        """Close what stands of a pair or record (of one code where given), ignored or not; how many there were."""
        if pair_id is None and record is None:
            raise ValueError("an issue belongs to a pair or to a record")
        return self._database.write(
            "UPDATE issue SET state = 'solved' WHERE state <> 'solved' AND (?1 IS NULL OR pair_id = ?1) "
            "AND (?2 IS NULL OR record = ?2) AND (?3 IS NULL OR code = ?3)",
            (pair_id, record, code),
        )

    def solve_ids(self, ids: Iterable[int]) -> None:
        """Close these issues."""
        self._database.write(
            "UPDATE issue SET state = 'solved' WHERE id IN (SELECT value FROM json_each(?))", (id_list(ids),)
        )

    def ignore(self, id_: int) -> None:
        """Let an open issue be ignored."""
        self._database.write("UPDATE issue SET state = 'ignored' WHERE id = ? AND state = 'open'", (id_,))

    def heed(self, id_: int) -> None:
        """Let an ignored issue be open again."""
        self._database.write("UPDATE issue SET state = 'open' WHERE id = ? AND state = 'ignored'", (id_,))

    def get(self, id_: int) -> Issue | None:
        """One issue of any state."""
        found = self._database.row(f"{_SELECT} WHERE id = ?", (id_,))
        return issue_of(found) if found else None

    def open(self) -> list[Issue]:
        """Every open issue, oldest first."""
        return self._in_state("open")

    def ignored(self) -> list[Issue]:
        """Every issue that the person ignores, oldest first."""
        return self._in_state("ignored")

    def standing(self, pair_ids: Iterable[str]) -> list[Issue]:
        """The open and the ignored issues of pairs, oldest first."""
        sql = f"{_SELECT} WHERE state <> 'solved' AND pair_id IN (SELECT value FROM json_each(?)) ORDER BY id"
        return [issue_of(row) for row in self._database.rows(sql, (id_list(pair_ids),))]

    def solved_at(self, code: str, pair_ids: Iterable[str]) -> dict[str, datetime]:
        """When a solved issue of this code last came up, by pair."""
        sql = (
            "SELECT pair_id, max(last_at) FROM issue WHERE state = 'solved' AND code = ? "
            "AND pair_id IN (SELECT value FROM json_each(?)) GROUP BY pair_id"
        )
        return {row[0]: moment_of(row[1]) for row in self._database.rows(sql, (code, id_list(pair_ids)))}

    def of_records(self, rows: Iterable[int]) -> list[Issue]:
        """The open and the ignored issues of unpaired records, oldest first."""
        sql = f"{_SELECT} WHERE state <> 'solved' AND record IN (SELECT value FROM json_each(?)) ORDER BY id"
        return [issue_of(row) for row in self._database.rows(sql, (id_list(rows),))]

    def _in_state(self, state: str) -> list[Issue]:
        return [issue_of(row) for row in self._database.rows(f"{_SELECT} WHERE state = ? ORDER BY id", (state,))]


def issue_of(row: tuple[Any, ...]) -> Issue:
    """The issue of a row of `ISSUE_COLUMNS`."""
    pair_id, record, subject, code, field, message, action, tried, lasting = row[:9]
    texts = (sentence_of(message), sentence_of(action))
    complaint = Complaint(pair_id, record, subject, code, field, *texts, tried, bool(lasting))
    return Issue(complaint, row[9], row[10], moment_of(row[11]), moment_of(row[12]), row[13])


def _row_of(complaint: Complaint) -> tuple[object, ...]:
    return (
        complaint.pair_id,
        complaint.record,
        complaint.subject,
        complaint.code,
        complaint.field,
        sentence_text(complaint.message),
        sentence_text(complaint.action),
        complaint.tried,
        complaint.lasting,
    )
