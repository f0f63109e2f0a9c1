"""The migrations in their order: the n-th one brings a file from version n-1 to version n. Append, never change."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from desktop.store.migrations import (
    m0001_first,
    m0002_wishes,
    m0003_labels,
    m0004_browser,
    m0005_exclusions,
    m0006_owners,
    m0007_decided,
    m0008_lasting,
)

MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    m0001_first.migrate,
    m0002_wishes.migrate,
    m0003_labels.migrate,
    m0004_browser.migrate,
    m0005_exclusions.migrate,
    m0006_owners.migrate,
    m0007_decided.migrate,
    m0008_lasting.migrate,
)
"""All migrations; their number is the schema version."""
