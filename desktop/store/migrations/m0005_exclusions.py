"""Version 5: what the person never wants to be synced.

Exists as the record of what version 5 adds; must not follow later changes of the program.
"""

from __future__ import annotations

import sqlite3

_STATEMENTS = (
    """CREATE TABLE exclusion(
        id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, title TEXT NOT NULL, why TEXT NOT NULL,
        at TEXT NOT NULL) STRICT""",
    """CREATE TABLE exclusion_key(
        kind TEXT NOT NULL, what TEXT NOT NULL CHECK(what IN ('pair', 'crm', 'mailbox', 'email', 'domain')),
        value TEXT NOT NULL, exclusion INTEGER NOT NULL REFERENCES exclusion(id) ON DELETE CASCADE,
        PRIMARY KEY(kind, what, value)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX exclusion_keys ON exclusion_key(exclusion)",
)


def migrate(connection: sqlite3.Connection) -> None:
    """Add the tables of exclusions and of what each is recognised by."""
    for statement in _STATEMENTS:
        connection.execute(statement)
