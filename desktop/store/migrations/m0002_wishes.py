"""Version 2: what a person wishes of a pair, issues that a person ignores, and why each single field was changed.

Exists as the record of what version 2 is; must not follow later changes of the program.
"""

from __future__ import annotations

import sqlite3

_PAIRS = ("ALTER TABLE pairing ADD COLUMN wish TEXT NOT NULL DEFAULT '' CHECK(wish IN ('', 'share', 'unshare'))",)

# A CHECK cannot be changed in place. The versions of version 1 were never filled; what was tried takes their place.
_ISSUES = (
    """CREATE TABLE issue_2(
        id INTEGER PRIMARY KEY AUTOINCREMENT, pair_id TEXT, record INTEGER, subject TEXT NOT NULL, code TEXT NOT NULL,
        field TEXT NOT NULL, message TEXT NOT NULL, action TEXT NOT NULL, tried TEXT NOT NULL,
        attempts INTEGER NOT NULL, first_at TEXT NOT NULL, last_at TEXT NOT NULL,
        state TEXT NOT NULL CHECK(state IN ('open', 'ignored', 'solved'))) STRICT""",
    """INSERT INTO issue_2(id, pair_id, record, subject, code, field, message, action, tried, attempts, first_at,
        last_at, state) SELECT id, pair_id, record, subject, code, field, message, action, '', attempts, first_at,
        last_at, state FROM issue""",
    "DROP TABLE issue",
    "ALTER TABLE issue_2 RENAME TO issue",
    "CREATE INDEX issue_pair ON issue(pair_id) WHERE state <> 'solved'",
    "CREATE INDEX issue_record ON issue(record) WHERE state <> 'solved'",
    """CREATE UNIQUE INDEX issue_standing ON issue(ifnull(pair_id, ''), ifnull(record, 0), code, field)
        WHERE state <> 'solved'""",
)

_CHANGES = (
    "ALTER TABLE change_log ADD COLUMN why TEXT NOT NULL DEFAULT ''",
    "DROP TRIGGER change_log_keeps",
    """CREATE TRIGGER change_log_keeps BEFORE UPDATE OF
        id, op_id, session, pair_id, side, native_id, verb, field, before, after, why ON change_log
        BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END""",
)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file of version 1 to version 2."""
    for statement in (*_PAIRS, *_ISSUES, *_CHANGES):
        connection.execute(statement)
