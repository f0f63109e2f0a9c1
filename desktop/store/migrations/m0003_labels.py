"""Version 3: which items of the mailbox we have marked as failing.

Exists as the record of what version 3 adds; must not follow later changes of the program.
"""

from __future__ import annotations

import sqlite3


def migrate(connection: sqlite3.Connection) -> None:
    """Add the table of labels; its key names no live row, since a forgotten item must be freed of its label too."""
    connection.execute(
        """CREATE TABLE label(
            record INTEGER PRIMARY KEY, kind TEXT NOT NULL, native_id TEXT NOT NULL, reason TEXT NOT NULL) STRICT"""
    )
