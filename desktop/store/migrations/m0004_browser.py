"""Version 4: what the record browser searches and sorts by.

Exists as the record of what version 4 adds; must not follow later changes of the program.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata

_COLUMNS = (
    "ALTER TABLE record ADD COLUMN company_key TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE pairing ADD COLUMN agreed_at TEXT NOT NULL DEFAULT ''",
    "UPDATE record SET company_key = company_of(fields), search = spaced(search)",
    """UPDATE pairing SET agreed_at = ifnull((SELECT ifnull(s.ended, s.started) FROM session s WHERE s.id =
        (SELECT max(session) FROM change_log c WHERE c.pair_id = pairing.pair_id)), '')""",
)

_INDEXES = (
    "DROP INDEX record_title",
    # Holds all that a list by name asks of a record, whose rows are wide.
    "CREATE INDEX record_line ON record(kind, title_key, row, side, gone, marked)",
    "CREATE INDEX record_gone ON record(row) WHERE gone = 1",
    "CREATE INDEX pairing_mailbox ON pairing(mbx_record, crm_record, state)",
)

# Without positions the index is a third as large; what it finds is compared with the text itself.
_SEARCH = (
    "DROP TABLE record_fts",
    """CREATE VIRTUAL TABLE record_fts USING fts5(
        search, content='record', content_rowid='row', tokenize='trigram', detail=none)""",
    "INSERT INTO record_fts(record_fts) VALUES ('rebuild')",
)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file of version 3 to version 4."""
    connection.create_function("company_of", 1, _company_of, deterministic=True)
    connection.create_function("spaced", 1, _spaced, deterministic=True)
    for statement in (*_COLUMNS, *_INDEXES, *_SEARCH):
        connection.execute(statement)


def _company_of(fields: str) -> str:
    company = json.loads(fields).get("company")
    if not isinstance(company, str):
        return ""
    bare = "".join(c for c in unicodedata.normalize("NFKD", company) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def _spaced(search: str) -> str:
    return "".join(f"  {word}" for word in search.split())
