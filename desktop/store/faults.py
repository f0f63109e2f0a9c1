"""What may go wrong with the database file, each as one sentence and what to do about it.

Exists so that no `sqlite3` error leaves the store. Knows no table; constraint errors are bugs of ours and stay raw.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say

CORRUPT = "database-corrupt"
"""The code of the fault of a damaged file."""


def newer(path: Path, found: int, known: int) -> PortFault:
    """The file was written by a newer program."""
    message = say(
        "The database {path} has version {found}, but this program knows versions up to {known} only.",
        path=path,
        found=found,
        known=known,
    )
    return _environment("database-newer", message, say("Install the newer program again; the file was left untouched."))


def older(path: Path, found: int, known: int) -> PortFault:
    """The file must be upgraded before it can be only read."""
    message = say(
        "The database {path} has the older version {found}; this program works with version {known}.",
        path=path,
        found=found,
        known=known,
    )
    return _environment("database-older", message, say("Run a sync once: it upgrades the file and keeps a copy."))


def foreign(path: Path) -> PortFault:
    """The file is a database, but none of ours."""
    message = say("The file {path} is a database of another program.", path=path)
    return _environment("database-foreign", message, say("Choose another profile folder; the file was left untouched."))


def missing(path: Path) -> PortFault:
    """There is no file to be read."""
    message = say("There is no database {path} yet.", path=path)
    return _environment("database-missing", message, say("Connect Salesforce and Exchange first."))


def corrupt(path: Path | None) -> PortFault:
    """The file is damaged; it can be rebuilt, since the link ids live on both sides."""
    action = say(
        "The next command or sync moves it aside and builds it anew from Salesforce and the mailbox, "
        "where nothing is lost."
    )
    return _environment(CORRUPT, say("The database {path} is damaged.", path=_name(path)), action)


def in_use(path: Path) -> PortFault:
    """The damaged file cannot be moved."""
    message = say(
        "The database {path} is damaged, and it cannot be moved aside while another program has it open.", path=path
    )
    return _environment("database-in-use", message, say("Close every window of this program, then try again."))


def locked(path: Path | None) -> PortFault:
    """Another process keeps the file."""
    message = say("The database {path} is locked by another program.", path=_name(path))
    return _environment("database-locked", message, say("Wait until it is done or close it, then try again."))


def full(path: Path | None) -> PortFault:
    """No room is left."""
    message = say("The disk is full: the database {path} cannot grow.", path=_name(path))
    return _environment("disk-full", message, say("Free some space and try again; nothing is lost."))


def unwritable(path: Path | None) -> PortFault:
    """The folder or the file may not be written."""
    message = say("The database {path} cannot be written.", path=_name(path))
    return _environment(
        "database-read-only", message, say("Allow writing to its folder or choose another profile folder.")
    )


def no_copy(path: Path) -> PortFault:
    """The copy that is kept before an upgrade cannot be made."""
    message = say(
        "The database {path} must be upgraded, and the copy that is kept of it before cannot be made.", path=path
    )
    return _environment("database-copy", message, say("Allow writing to its folder; the file was left untouched."))


def unreachable(path: Path | None) -> PortFault:
    """The file can be neither opened nor made."""
    message = say("The database {path} cannot be opened.", path=_name(path))
    return _environment("database-unreachable", message, say("Check that its folder exists and that you may use it."))


def disk_error(path: Path | None) -> PortFault:
    """Reading or writing failed below SQLite."""
    message = say("The disk reports an error at the database {path}.", path=_name(path))
    return _environment("disk-error", message, say("Check the disk or the network drive and try again."))


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
