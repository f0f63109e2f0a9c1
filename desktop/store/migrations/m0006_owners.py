"""Version 6: when records were last changed and whether they are the person's own; values that gave way.

Exists as the record of what version 6 adds; must not follow later changes of the program.
"""

from __future__ import annotations

import sqlite3

_STATEMENTS = (
    "ALTER TABLE record ADD COLUMN modified TEXT",
    "ALTER TABLE record ADD COLUMN owned INTEGER CHECK(owned IN (0, 1))",
    """CREATE INDEX change_log_lost ON change_log(id)
        WHERE verb = 'update' AND why IN ('decided', 'policy', 'rule', 'longer')""",
)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file of version 5 to version 6."""
    for statement in _STATEMENTS:
        connection.execute(statement)
