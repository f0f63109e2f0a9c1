"""A copy of the exclusions beside the database, so that they outlive it.

Exists because everything else of a lost database comes back from the two servers, and a wish to leave something alone
does not. Holds names and addresses like the database itself, readable by its owner only. Decides nothing.
"""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from desktop.core.record import Kind
from desktop.store.database import Database
from desktop.store.exclusions import Exclusions, Key, KeyType
from desktop.store.forms import moment_of, moment_text
from desktop.store.sessions import Sessions

NAME: Final = "exclusions.json"
_log = logging.getLogger(__name__)


def keep(database: Database) -> None:
    """Write the copy anew where the exclusions differ from it. A disk that refuses is only logged."""
    path = _path(database)
    if path is None:
        return
    text = json.dumps(
        [
            {"title": e.title, "why": e.why, "at": moment_text(e.at), "keys": [[k.type, k.value] for k in e.keys]}
            for e in Exclusions(database).all()
        ],
        ensure_ascii=False,
    )
    if text == (_read(path) or "[]"):
        return
    try:
        _write(path, text)
    except OSError as problem:
        _log.warning("The copy of the exclusions could not be written: %s.", problem.strerror)


def bring_back(database: Database) -> int:
    """Take the copy into a database that never saw a session; how many exclusions came back."""
    path = _path(database)
    if path is None or Sessions(database).last(1) or Exclusions(database).all():
        return 0
    try:
        found = [_parsed(each) for each in json.loads(_read(path) or "[]")]
    except (ValueError, KeyError, TypeError):
        _log.warning("The copy of the exclusions cannot be read and is left alone.")
        return 0
    if found:
        with database.transaction():
            for title, why, at, keys in found:
                Exclusions(database).add(Kind.CONTACT, title, why, keys, moment_of(at))
    return len(found)


def _path(database: Database) -> Path | None:
    return database.path.with_name(NAME) if database.path is not None else None


def _read(path: Path) -> str | None:
    with suppress(OSError, UnicodeDecodeError):
        return path.read_text("utf-8")
    return None


def _write(path: Path, text: str) -> None:
    fresh = path.with_name(f".{NAME}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)


def _parsed(each: dict[str, Any]) -> tuple[str, str, str, list[Key]]:
    return each["title"], each["why"], each["at"], [Key(KeyType(what), value) for what, value in each["keys"]]
