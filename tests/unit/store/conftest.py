"""A new database in memory for every test of the store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.store.database import Database


@pytest.fixture
def database() -> Iterator[Database]:
    """A new database in memory."""
    database = Database.memory()
    yield database
    database.close()
