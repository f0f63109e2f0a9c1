"""What may go wrong with the database file, each as one sentence and what to do about it.

Exists so that no `sqlite3` error leaves the store. Knows no table; constraint errors are bugs of ours and stay raw.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from desktop.core.faults import Fault, FaultClass, PortFault


def newer(path: Path, found: int, known: int) -> PortFault:
    """The file was written by a newer program."""
    message = f"The database {path} has version {found}, but this program knows versions up to {known} only."
    return _environment("database-newer", message, "Install the newer program again; the file was left untouched.")


def older(path: Path, found: int, known: int) -> PortFault:
    """The file must be upgraded before it can be only read."""
    message = f"The database {path} has the older version {found}; this program works with version {known}."
    return _environment("database-older", message, "Run a sync once: it upgrades the file and keeps a copy.")


def foreign(path: Path) -> PortFault:
    """The file is a database, but none of ours."""
    message = f"The file {path} is a database of another program."
    return _environment("database-foreign", message, "Choose another profile folder; the file was left untouched.")


def missing(path: Path) -> PortFault:
    """There is no file to be read."""
    message = f"There is no database {path} yet."
    return _environment("database-missing", message, "Connect Salesforce and Exchange first.")


def corrupt(path: Path | None) -> PortFault:
    """The file is damaged; it can be rebuilt, since the link ids live on both sides."""
    action = (
        "Move it out of its folder (with the files of the same name that end in -wal and -shm), connect again and "
        "sync: it is rebuilt from Salesforce and the mailbox, where nothing is lost."
    )
    return _environment("database-corrupt", f"The database {_name(path)} is damaged.", action)


def locked(path: Path | None) -> PortFault:
    """Another process keeps the file."""
    message = f"The database {_name(path)} is locked by another program."
    return _environment("database-locked", message, "Wait until it is done or close it, then try again.")


def full(path: Path | None) -> PortFault:
    """No room is left."""
    message = f"The disk is full: the database {_name(path)} cannot grow."
    return _environment("disk-full", message, "Free some space and try again; nothing is lost.")


def unwritable(path: Path | None) -> PortFault:
    """The folder or the file may not be written."""
    message = f"The database {_name(path)} cannot be written."
    return _environment("database-read-only", message, "Allow writing to its folder or choose another profile folder.")


def unreachable(path: Path | None) -> PortFault:
    """The file can be neither opened nor made."""
    message = f"The database {_name(path)} cannot be opened."
    return _environment("database-unreachable", message, "Check that its folder exists and that you may use it.")


def disk_error(path: Path | None) -> PortFault:
    """Reading or writing failed below SQLite."""
    message = f"The disk reports an error at the database {_name(path)}."
    return _environment("disk-error", message, "Check the disk or the network drive and try again.")


class Interrupted(Exception):
    """Somebody asked for a query to stop."""


_BY_CODE = {
    sqlite3.SQLITE_BUSY: locked,
    sqlite3.SQLITE_LOCKED: locked,
    sqlite3.SQLITE_PROTOCOL: locked,
    sqlite3.SQLITE_FULL: full,
    sqlite3.SQLITE_CORRUPT: corrupt,
    sqlite3.SQLITE_NOTADB: corrupt,
    sqlite3.SQLITE_READONLY: unwritable,
    sqlite3.SQLITE_PERM: unwritable,
    sqlite3.SQLITE_CANTOPEN: unreachable,
    sqlite3.SQLITE_IOERR: disk_error,
}


def translated(error: sqlite3.Error, path: Path | None) -> Exception:
    """The fault of an error of SQLite, or the error itself where it can only be a bug of ours.

    Primary result codes are the low byte: https://www.sqlite.org/rescode.html
    """
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_INTERRUPT:
        return Interrupted()
    maker = _BY_CODE.get(code & 0xFF) if isinstance(code, int) else None
    return maker(path) if maker else error


def _name(path: Path | None) -> str:
    return str(path) if path else "in memory"


def _environment(code: str, message: str, action: str) -> PortFault:
    return PortFault(Fault(FaultClass.ENVIRONMENT, code, message, action))
