"""Issues: what could not be written, why, and what a person can do about it.

Exists so that one bad record is named once, not again in every session. Must not know when a retry is due.
"""

# ruff: noqa: S608 - only names that are constants of this room are put into statements; values are parameters
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
    "version_crm",
    "version_mbx",
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
    """What went wrong with a pair or with an unpaired record (by its row), and the versions that it was tried with.

    `subject` is what a person calls the record; `field` is '' where the record as a whole is meant.
    """

    pair_id: str | None
    record: int | None
    subject: str
    code: str
    field: str
    message: str
    action: str = ""
    version_crm: str = ""
    version_mailbox: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """A stored complaint: how often and when it came; `state` is open or solved."""

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
        """Store complaints; one that is open for the same pair (or record), code and field counts one more attempt."""
        stamp = moment_text(at)
        self._database.write_many(
            f"INSERT INTO issue({', '.join(ISSUE_COLUMNS[:9])}, first_at, last_at, attempts, state) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'open') "
            "ON CONFLICT(ifnull(pair_id, ''), ifnull(record, 0), code, field) WHERE state = 'open' DO UPDATE SET "
            "attempts = attempts + 1, last_at = excluded.last_at, subject = excluded.subject, "
            "message = excluded.message, action = excluded.action, version_crm = excluded.version_crm, "
            "version_mbx = excluded.version_mbx",
            [(*_row_of(complaint), stamp, stamp) for complaint in complaints],
        )

    def solve(self, pair_id: str | None = None, record: int | None = None, code: str | None = None) -> int:
        """Close the open issues of a pair or record (of one code where given); how many there were."""
        if pair_id is None and record is None:
            raise ValueError("an issue belongs to a pair or to a record")
        return self._database.write(
            "UPDATE issue SET state = 'solved' WHERE state = 'open' AND (?1 IS NULL OR pair_id = ?1) "
            "AND (?2 IS NULL OR record = ?2) AND (?3 IS NULL OR code = ?3)",
            (pair_id, record, code),
        )

    def solve_ids(self, ids: Iterable[int]) -> None:
        """Close these issues."""
        self._database.write(
            "UPDATE issue SET state = 'solved' WHERE id IN (SELECT value FROM json_each(?))", (id_list(ids),)
        )

    def open(self) -> list[Issue]:
        """Every open issue, oldest first."""
        return [issue_of(row) for row in self._database.rows(f"{_SELECT} WHERE state = 'open' ORDER BY id")]

    def of_pairs(self, pair_ids: Iterable[str]) -> list[Issue]:
        """The open issues of pairs, oldest first."""
        sql = f"{_SELECT} WHERE state = 'open' AND pair_id IN (SELECT value FROM json_each(?)) ORDER BY id"
        return [issue_of(row) for row in self._database.rows(sql, (id_list(pair_ids),))]

    def of_records(self, rows: Iterable[int]) -> list[Issue]:
        """The open issues of unpaired records, oldest first."""
        sql = f"{_SELECT} WHERE state = 'open' AND record IN (SELECT value FROM json_each(?)) ORDER BY id"
        return [issue_of(row) for row in self._database.rows(sql, (id_list(rows),))]


def issue_of(row: tuple[Any, ...]) -> Issue:
    """The issue of a row of `ISSUE_COLUMNS`."""
    return Issue(Complaint(*row[:9]), row[9], row[10], moment_of(row[11]), moment_of(row[12]), row[13])


def _row_of(complaint: Complaint) -> tuple[object, ...]:
    return (
        complaint.pair_id,
        complaint.record,
        complaint.subject,
        complaint.code,
        complaint.field,
        complaint.message,
        complaint.action,
        complaint.version_crm,
        complaint.version_mailbox,
    )
