"""The sessions that were run, each with its phase and its verdict.

Exists as history and so that an interrupted session is noticed. Must not know what happens in a phase.
"""

# ruff: noqa: S608 - only names that are constants of this room are put into statements; values are parameters
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.store.database import Database
from desktop.store.forms import json_text, maybe_moment, moment_of, moment_text

SESSION_COLUMNS = ("id", "trigger", "phase", "verdict", "started", "ended", "counters", "app_version")
"""The columns of a `Session`, in the order that `session_of` takes them."""

_SELECT = f"SELECT {', '.join(SESSION_COLUMNS)} FROM session"


@dataclass(frozen=True, slots=True)
class Session:
    """One run; verdict and end are None until it is over."""

    id: int
    trigger: str
    phase: str
    verdict: str | None
    started: datetime
    ended: datetime | None
    counters: Mapping[str, int]
    app_version: str


class Sessions:
    """Reads and writes sessions; writing is inside the transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, trigger: str, app_version: str, at: datetime, phase: str = "recovering") -> int:
        """Begin a session and return its number."""
        return self._database.insert(
            "INSERT INTO session(trigger, phase, started, counters, app_version) VALUES (?, ?, ?, '{}', ?)",
            (trigger, phase, moment_text(at), app_version),
        )

    def phase(self, id_: int, phase: str) -> None:
        """Enter a phase."""
        self._database.write("UPDATE session SET phase = ? WHERE id = ?", (phase, id_))

    def counters(self, id_: int, counters: Mapping[str, int]) -> None:
        """Store what was counted so far in place of what was there."""
        self._database.write("UPDATE session SET counters = ? WHERE id = ?", (json_text(dict(counters)), id_))

    def finish(self, id_: int, verdict: str, at: datetime, phase: str = "done") -> None:
        """End a session."""
        self._database.write(
            "UPDATE session SET phase = ?, verdict = ?, ended = ? WHERE id = ?", (phase, verdict, moment_text(at), id_)
        )

    def get(self, id_: int) -> Session | None:
        """One session."""
        found = self._database.row(f"{_SELECT} WHERE id = ?", (id_,))
        return session_of(found) if found else None

    def unfinished(self) -> list[Session]:
        """Sessions without an end, oldest first: at the start of a session these were interrupted."""
        return [session_of(row) for row in self._database.rows(f"{_SELECT} WHERE ended IS NULL ORDER BY id")]

    def last(self, count: int = 20) -> list[Session]:
        """The newest sessions, newest first."""
        return [session_of(row) for row in self._database.rows(f"{_SELECT} ORDER BY id DESC LIMIT ?", (count,))]


def session_of(row: tuple[Any, ...]) -> Session:
    """The session of a row of `SESSION_COLUMNS`."""
    return Session(
        id=row[0],
        trigger=row[1],
        phase=row[2],
        verdict=row[3],
        started=moment_of(row[4]),
        ended=maybe_moment(row[5]),
        counters=json.loads(row[6]),
        app_version=row[7],
    )
