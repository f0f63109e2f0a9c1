"""Version 8: which issues may come right without a change of their record, and so are tried again for ever.

Exists as the record of what version 8 adds; must not follow later changes of the program.
"""

from __future__ import annotations

import sqlite3

_STATEMENTS = (
    "ALTER TABLE issue ADD COLUMN lasting INTEGER NOT NULL DEFAULT 0 CHECK(lasting IN (0, 1))",
    "UPDATE issue SET lasting = 1 WHERE code IN ('no-access-any-more', 'unresolved-account')",
)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file of version 7 to version 8."""
    for statement in _STATEMENTS:
        connection.execute(statement)
