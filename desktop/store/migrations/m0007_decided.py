"""Version 7: pairs about which a person has decided something since a session last listened.

Exists as the record of what version 7 adds; must not follow later changes of the program.
"""

from __future__ import annotations

import sqlite3

_STATEMENTS = (
    "ALTER TABLE pairing ADD COLUMN decided INTEGER NOT NULL DEFAULT 0 CHECK(decided IN (0, 1))",
    "CREATE INDEX pairing_decided ON pairing(pair_id) WHERE decided = 1",
)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file of version 6 to version 7."""
    for statement in _STATEMENTS:
        connection.execute(statement)
