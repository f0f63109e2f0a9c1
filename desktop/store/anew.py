"""Forgetting what was read: for a profile that gets another account before anything was ever written.

Exists so that a wrong first sign-in costs nothing. What was written makes the pairs a person's own; then nothing here
may be called.
"""

# ruff: noqa: S608 - only names that are constants of this room are put into statements
from __future__ import annotations

from desktop.store.database import Database

_READ = ("consent", "hold", "conflict", "issue", "base", "pairing", "record", "cursor", "memory")
"""In an order in which nothing that is left refers to what is gone."""


def anything_written(database: Database) -> bool:
    """Whether a write to either side was ever begun."""
    return database.row("SELECT 1 FROM operation LIMIT 1") is not None


def forget_what_was_read(database: Database) -> None:
    """Forget records, pairs, questions and cursors; accounts, settings and the history stay. In a transaction."""
    for table in _READ:
        database.write(f"DELETE FROM {table}")
    database.write("INSERT INTO record_fts(record_fts) VALUES ('delete-all')")
