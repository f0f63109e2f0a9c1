"""What the journal of a killed program says, read from a copy of its files.

Exists to show between which two steps the program died. Must not touch the files that the next session recovers.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

FILE = "mirror.db"
_SIDES = {"crm": "Salesforce", "mailbox": "Outlook"}


@dataclass(frozen=True, slots=True)
class Journal:
    """The writes of the killed session by what became of them; `open` names those whose outcome is not known."""

    open: tuple[str, ...]
    closed: int

    @property
    def state(self) -> str:
        """Where the session was, in words."""
        if self.open:
            return "between intent and settle"
        return "everything settled" if self.closed else "no write begun"


def read(profile: Path) -> Journal:
    """The journal of the last session of a profile that nobody has open."""
    with tempfile.TemporaryDirectory() as place:
        for file in profile.glob(f"{FILE}*"):
            shutil.copy(file, place)
        with closing(sqlite3.connect(Path(place) / FILE)) as database:
            rows = database.execute(
                "SELECT verb, side, state FROM operation WHERE session = (SELECT max(id) FROM session) "
                "OR state = 'intent' ORDER BY session, seq"
            ).fetchall()
    opened = tuple(f"{verb} in {_SIDES[side]}" for verb, side, state in rows if state == "intent")
    return Journal(opened, len(rows) - len(opened))
