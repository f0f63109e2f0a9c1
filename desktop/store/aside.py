"""A damaged file: it is moved aside, and what a person set is read from it as far as that goes.

Exists because everything else of a profile can be read anew from both sides. Must not know which setting is which, nor
what is told to the person.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.store import faults
from desktop.store.accounts import ACCOUNT_COLUMNS, Account, Accounts, account_of
from desktop.store.database import Database, damage_mark
from desktop.store.settings import Setting, Settings


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be read of a damaged file."""

    aside: Path
    """Where the file lies now."""
    accounts: tuple[Account, ...] = ()
    settings: tuple[tuple[str, Setting], ...] = ()


def replace_damaged(path: Path, but: Collection[str] = ()) -> tuple[Database, Salvaged]:
    """Move a file aside and open a new one with the accounts and settings that can still be read.

    `but` names settings that speak of what was in the old file. Only for a file that nobody has open; raises PortFault
    where no new one can be made.
    """
    try:
        aside = set_aside(path)
    except OSError as problem:
        raise faults.in_use(path) from problem
    salvaged = Salvaged(aside, tuple(_accounts(aside)), tuple(_settings(aside, but)))
    database = Database.open(path)
    with database.transaction():
        for account in salvaged.accounts:
            Accounts(database).put(account)
        for key, value in salvaged.settings:
            Settings(database).put(key, value)
    return database, salvaged


def set_aside(path: Path) -> Path:
    """Move a file (and its write-ahead log) to a new name beside it, which is returned; FileNotFoundError without."""
    number = 1
    while (target := path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")).exists():
        number += 1
    path.rename(target)
    log = path.with_name(path.name + "-wal")
    if log.exists():
        log.rename(target.with_name(target.name + "-wal"))
    path.with_name(path.name + "-shm").unlink(missing_ok=True)
    damage_mark(path).unlink(missing_ok=True)
    return target


def _accounts(path: Path) -> list[Account]:
    found = []
    for row in _rows(path, "account", ACCOUNT_COLUMNS):
        with suppress(ValueError, TypeError):
            account = account_of(row)
            if all(isinstance(part, str) for part in row):
                found.append(account)
    return found


def _settings(path: Path, but: Collection[str]) -> list[tuple[str, Setting]]:
    found: list[tuple[str, Setting]] = []
    for key, text in _rows(path, "setting", ("key", "json")):
        with suppress(ValueError, TypeError):
            value = json.loads(text)
            if isinstance(key, str) and key not in but and isinstance(value, str | int | bool):
                found.append((key, value))
    return found


def _rows(path: Path, table: str, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """The rows of a table up to the first one that cannot be read."""
    rows: list[tuple[Any, ...]] = []
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection,
    ):
        rows.extend(connection.execute(f"SELECT {', '.join(columns)} FROM {table}"))  # noqa: S608 - names of this room
    return rows
