"""One connection to the database file: opening, transactions, and statements whose errors are faults.

Exists as the only owner of `sqlite3` connections. Knows no table. One connection writes, owned by the thread that
opened it; every other one is read-only and leaves checkpoints to the writer (SQLite before 3.51.3 may corrupt the file
when two connections checkpoint at once: https://www.sqlite.org/wal.html).
"""

from __future__ import annotations

import errno
import os
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeAlias

from desktop.core.faults import PortFault
from desktop.store import faults, migrate

Row: TypeAlias = tuple[Any, ...]
Parameters: TypeAlias = Sequence[object]

BUSY_MS = 5_000
"""How long a statement waits for another process before it is a fault."""

STEPS = 20_000
"""Of SQLite's machine, between two questions whether to stop: about a millisecond."""


class Database:
    """The file of a profile. Every method raises PortFault (environment) where the file, not the program, is at fault.

    Writing needs an open transaction, so that what belongs together is one commit and one fsync.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self._connection = connection
        self.path = path
        self.commits = 0
        """Transactions committed through this object so far."""
        self.damaged = False
        """Whether the file turned out to be damaged: let go of it, and open it anew."""
        self._rehearsing = False

    @classmethod
    def open(cls, path: Path, busy_ms: int = BUSY_MS) -> Database:
        """The writer of a file, made (readable by its owner only) or upgraded where needed.

        Faults: `database-newer`, `database-foreign`, `database-corrupt`, `database-locked`, `disk-full`,
        `database-read-only`, `database-unreachable`; a file that is refused is left untouched.
        """
        _make_file(path)
        migrate.refuse_by_header(path)
        connection = _connect_file(path, "rw", busy_ms)
        try:
            migrate.refuse(connection, path)
            _look_at_damage(connection, path)
            _prepare_writer(connection)
            migrate.upgrade(connection, path)
        except BaseException as error:
            connection.close()
            if isinstance(error, sqlite3.Error):
                raise faults.translated(error, path) from error
            raise
        return cls(connection, path)

    @classmethod
    def read_only(cls, path: Path, busy_ms: int = BUSY_MS) -> Database:
        """A reader of an existing file, which may be used while the writer works.

        Faults: `database-missing`, `database-older`, and those of `open`.
        """
        if not path.is_file() or path.stat().st_size == 0:
            raise faults.missing(path)
        migrate.refuse_by_header(path)
        connection = _connect_file(path, "ro", busy_ms)
        try:
            migrate.refuse(connection, path)
            migrate.refuse_older(connection, path)
            connection.execute("PRAGMA wal_autocheckpoint=0")
        except BaseException as error:
            connection.close()
            if isinstance(error, sqlite3.Error):
                raise faults.translated(error, path) from error
            raise
        return cls(connection, path)

    @classmethod
    def memory(cls) -> Database:
        """A new database without a file."""
        connection = _connect("file::memory:", BUSY_MS)
        _prepare_writer(connection)
        migrate.upgrade(connection, None)
        return cls(connection, None)

    def copied(self) -> Database:
        """A copy in memory, for reading and trying; nothing that is done with it reaches the file."""
        copy = _connect("file::memory:", BUSY_MS)
        try:
            self._connection.backup(copy)
        except sqlite3.Error as error:
            copy.close()
            raise self._problem(error) from error
        return Database(copy, None)

    def close(self) -> None:
        """Let go of the file; a second call does nothing."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """BEGIN IMMEDIATE to COMMIT, one fsync; any exception rolls everything back. RuntimeError when nested."""
        if self._rehearsing:
            with self._savepoint():
                yield
            return
        if self._connection.in_transaction:
            raise RuntimeError("a transaction is open already")
        self._run("BEGIN IMMEDIATE", ())
        try:
            yield
            self._run("COMMIT", ())
        except BaseException:
            # SQLite has already rolled back by itself after some faults, a full disk among them.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        self.commits += 1

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Let everything inside work as ever, transactions of its own included, and take all of it back at the end."""
        if self._connection.in_transaction:
            raise RuntimeError("a transaction is open already")
        self._run("BEGIN IMMEDIATE", ())
        self._rehearsing = True
        try:
            yield
        finally:
            self._rehearsing = False
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    @contextmanager
    def _savepoint(self) -> Iterator[None]:
        self._run("SAVEPOINT step", ())
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK TO step")
                self._connection.execute("RELEASE step")
            raise
        self._run("RELEASE step", ())

    @contextmanager
    def joined(self) -> Iterator[None]:
        """The open transaction, which stays open, or else one of its own."""
        if self._connection.in_transaction:
            yield
            return
        with self.transaction():
            yield

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """All rows of a query; no cursor stays open, which would keep the write-ahead log from being emptied."""
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise self._problem(error) from error

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def number(self, sql: str, parameters: Parameters = ()) -> int:
        """The single number that a query gives; 0 for no row or NULL."""
        found = self.row(sql, parameters)
        return int(found[0] or 0) if found else 0

    def numbers(self, sql: str, parameters: Parameters = ()) -> array[int]:
        """The only column of a query, whole numbers, without a list of rows in between: there may be millions."""
        try:
            return array("q", (row[0] for row in self._connection.execute(sql, parameters)))
        except sqlite3.Error as error:
            raise self._problem(error) from error

    def note_damage(self) -> None:
        """Have whoever opens the file next look whether it must be moved aside."""
        self.damaged = True
        if self.path is not None:
            with suppress(OSError):
                damage_mark(self.path).touch(mode=0o600)

    def stop_when(self, asked: Callable[[], bool]) -> None:
        """From now on, have a query raise Interrupted as soon as this says so; it is asked many times a second."""
        self._connection.set_progress_handler(asked, STEPS)

    def write(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one writing statement; the number of rows that it touched."""
        return self._written(sql, parameters).rowcount

    def insert(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one INSERT; the key of the new row."""
        return self._written(sql, parameters).lastrowid or 0

    def write_many(self, sql: str, rows: Iterable[Parameters]) -> int:
        """Run one writing statement for many rows; the number of rows that it touched."""
        self._must_be_inside()
        try:
            return self._connection.executemany(sql, rows).rowcount
        except sqlite3.Error as error:
            raise self._problem(error) from error

    def _problem(self, error: sqlite3.Error) -> Exception:
        """The fault of an error; damage is noted beside the file, for whoever opens it next."""
        problem = faults.translated(error, self.path)
        if isinstance(problem, PortFault) and problem.fault.code == faults.CORRUPT:
            self.note_damage()
        return problem

    def _written(self, sql: str, parameters: Parameters) -> sqlite3.Cursor:
        self._must_be_inside()
        return self._run(sql, parameters)

    def _must_be_inside(self) -> None:
        if not self._connection.in_transaction:
            raise RuntimeError("writing needs an open transaction")

    def _run(self, sql: str, parameters: Parameters) -> sqlite3.Cursor:
        try:
            return self._connection.execute(sql, parameters)
        except sqlite3.Error as error:
            raise self._problem(error) from error


def damage_mark(path: Path) -> Path:
    """The file whose presence says that a file was found damaged while it was in use."""
    return path.with_name(path.name + "-damaged")


def _look_at_damage(connection: sqlite3.Connection, path: Path) -> None:
    """Believe the mark only where the file itself says the same: a network drive that came back is no damage."""
    mark = damage_mark(path)
    if mark.exists():
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise faults.corrupt(path)
        mark.unlink(missing_ok=True)


def _make_file(path: Path) -> None:
    """Make the folder and an empty file for the owner's eyes; the log beside it takes over its mode."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except PermissionError as error:
        raise faults.unwritable(path) from error
    except OSError as error:
        raise (faults.unwritable(path) if error.errno == errno.EROFS else faults.unreachable(path)) from error


def _connect_file(path: Path, mode: str, busy_ms: int) -> sqlite3.Connection:
    try:
        return _connect(f"{path.absolute().as_uri()}?mode={mode}", busy_ms)
    except sqlite3.Error as error:
        raise faults.translated(error, path) from error


def _connect(uri: str, busy_ms: int) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, cached_statements=256)
    connection.execute(f"PRAGMA busy_timeout={busy_ms:d}")
    return connection


def _prepare_writer(connection: sqlite3.Connection) -> None:
    """Full synchronisation, since a lost commit would lose an intent: https://www.sqlite.org/pragma.html"""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA fullfsync=ON")
    connection.execute("PRAGMA foreign_keys=ON")
