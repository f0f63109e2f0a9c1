"""Telling which version a database file has, refusing what is not for us, and upgrading step by step.

Exists so that opening a file never harms it. Knows the order of migrations, not what they do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from desktop.store import faults
from desktop.store.migrations import MIGRATIONS

Migration: TypeAlias = Callable[[sqlite3.Connection], None]

APPLICATION_ID = 0x53434344
"""Marks our files ("SCCD"): https://www.sqlite.org/pragma.html#pragma_application_id"""
LATEST = len(MIGRATIONS)
"""The schema version that this program works with."""

_MAGIC = b"SQLite format 3\x00"


def refuse_by_header(path: Path) -> None:
    """Refuse a damaged, foreign or newer file by its first bytes alone, before SQLite touches it.

    Offsets of user version and application id: https://www.sqlite.org/fileformat.html#the_database_header
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except PermissionError as error:
        raise faults.unwritable(path) from error
    except OSError as error:
        raise faults.unreachable(path) from error
    if not head:
        return
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise faults.corrupt(path)
    mark = int.from_bytes(head[68:72], "big")
    if mark not in (0, APPLICATION_ID):
        raise faults.foreign(path)
    _refuse_newer(path, int.from_bytes(head[60:64], "big"))


def refuse(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a foreign or newer file by what SQLite reads, its write-ahead log included."""
    tables = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if mark != APPLICATION_ID and (mark or tables):
        raise faults.foreign(path)
    _refuse_newer(path, version(connection))


def refuse_older(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that must be upgraded first."""
    found = version(connection)
    if found < LATEST:
        raise faults.older(path, found, LATEST)


def version(connection: sqlite3.Connection) -> int:
    """The schema version of a file, 0 for a new one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def upgrade(
    connection: sqlite3.Connection, path: Path | None, migrations: Sequence[Migration] = MIGRATIONS
) -> Path | None:
    """Run the migrations that are missing, each in a transaction with its version; the copy made before, if any."""
    before = version(connection)
    copy = _copied(connection, path, before) if path is not None and 0 < before < len(migrations) else None
    for number in range(before + 1, len(migrations) + 1):
        _step(connection, number, migrations[number - 1])
    return copy


def _step(connection: sqlite3.Connection, number: int, migration: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have upgraded the file while we waited for the lock.
        if version(connection) < number:
            migration(connection)
            connection.execute(f"PRAGMA application_id={APPLICATION_ID:d}")
            connection.execute(f"PRAGMA user_version={number:d}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _copied(connection: sqlite3.Connection, path: Path, before: int) -> Path:
    """The file as it was, under a name that tells its version; an older copy goes only once this one is whole."""
    copy = path.with_name(f"{path.stem}-version-{before}{path.suffix}")
    half = copy.with_name(copy.name + "-half")
    try:
        half.unlink(missing_ok=True)
        half.touch(mode=0o600)
        connection.execute("VACUUM INTO ?", (str(half),))
        half.replace(copy)
    except sqlite3.Error:
        half.unlink(missing_ok=True)
        raise
    except OSError as error:
        raise faults.no_copy(path) from error
    for older in path.parent.glob(f"{path.stem}-version-*{path.suffix}"):
        if older != copy:
            older.unlink(missing_ok=True)
    return copy


def _refuse_newer(path: Path, found: int) -> None:
    if found > LATEST:
        raise faults.newer(path, found, LATEST)
