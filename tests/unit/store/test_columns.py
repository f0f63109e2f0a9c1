"""The row mappers against the tables: a column that a migration adds, drops or renames is noticed here."""

from __future__ import annotations

import pytest

from desktop.store.accounts import ACCOUNT_COLUMNS
from desktop.store.conflicts import CONFLICT_COLUMNS
from desktop.store.database import Database
from desktop.store.holds import HOLD_COLUMNS
from desktop.store.issues import ISSUE_COLUMNS
from desktop.store.journal import OPERATION_COLUMNS
from desktop.store.pairs import PAIRING_COLUMNS
from desktop.store.record_rows import RECORD_COLUMNS
from desktop.store.sessions import SESSION_COLUMNS

_UNMAPPED = {
    "record": {
        *("dirty", "title", "title_key", "email_key", "name_key", "company_key", "search", "seen_at"),
    },
    "pairing": {"session", "dirty", "decided", "agreed_at"},
    "operation": {"state", "outcome", "fault", "intent_at", "settled_at"},
    "conflict": {"opened_at", "closed_at"},
}


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("account", ACCOUNT_COLUMNS),
        ("conflict", CONFLICT_COLUMNS),
        ("hold", HOLD_COLUMNS),
        ("issue", ISSUE_COLUMNS),
        ("operation", OPERATION_COLUMNS),
        ("pairing", PAIRING_COLUMNS),
        ("record", RECORD_COLUMNS),
        ("session", SESSION_COLUMNS),
    ],
)
def test_a_mapper_knows_every_column_of_its_table(database: Database, table: str, columns: tuple[str, ...]) -> None:
    real = {row[1] for row in database.rows(f"PRAGMA table_info({table})")}
    assert len(set(columns)) == len(columns)
    assert set(columns) | _UNMAPPED.get(table, set()) == real
    assert not set(columns) & _UNMAPPED.get(table, set())
