"""Exclusions: what a person never wants to be synced, and all that it is recognised by.

Exists so that a record stays out although it is read again, moved, copied or made anew. Must not know who excludes.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop.core.record import Kind, Link, Record, Side
from desktop.store.database import Database
from desktop.store.forms import id_list, moment_of, moment_text


class KeyType(enum.StrEnum):
    """By what something is recognised; the surest first."""

    PAIR = "pair"
    """The pair id, which the link id in the mailbox carries too."""
    CRM = "crm"
    MAILBOX = "mailbox"
    """The native id in the mailbox, which changes when a person moves the item."""
    EMAIL = "email"
    DOMAIN = "domain"
    """What follows the @ of an e-mail address."""


_SHARED = (KeyType.EMAIL, KeyType.DOMAIN)
"""What several people may have."""


@dataclass(frozen=True, slots=True)
class Key:
    """One thing by which an excluded record is recognised; addresses and domains are folded."""

    type: KeyType
    value: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One excluded thing: what a person calls it, why (`person`, `deletion`, `undo`), since when, and its keys."""

    id: int
    title: str
    why: str
    at: datetime
    keys: tuple[Key, ...]

    def values(self, type_: KeyType) -> list[str]:
        """The values of the keys of a type."""
        return [key.value for key in self.keys if key.type is type_]


def of_record(record: Record, email: str) -> list[Key]:
    """All keys that a record in no pairing may be excluded by, the surest first; `email` is folded, or ''."""
    keys = [Key(KeyType(record.side.value), record.native_id)]
    if link := Link.parse(record.link):
        keys.insert(0, Key(KeyType.PAIR, link.pair_id))
    if email:
        keys.append(Key(KeyType.EMAIL, email))
        keys.append(Key(KeyType.DOMAIN, email.rpartition("@")[2]))
    return keys


class Exclusions:
    """Reads and writes exclusions; writing is inside the transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, kind: Kind, title: str, why: str, keys: Iterable[Key], at: datetime) -> int:
        """Exclude what these keys name; the number. An exclusion of that very record takes the other keys over."""
        wanted = list(keys)
        own = [key for key in wanted if key.type not in _SHARED]
        found = self.covering(kind, own or wanted)
        number = min(found.values()) if found else self._new(kind, title, why, at)
        self.extend(kind, number, wanted)
        return number

    def extend(self, kind: Kind, number: int, keys: Iterable[Key]) -> None:
        """Recognise an exclusion by these too; a key that another one has stays with that."""
        self._database.write_many(
            "INSERT OR IGNORE INTO exclusion_key(kind, what, value, exclusion) VALUES (?, ?, ?, ?)",
            [(kind, key.type, key.value, number) for key in keys],
        )

    def remove(self, numbers: Iterable[int]) -> None:
        """Exclude these no more."""
        self._database.write("DELETE FROM exclusion WHERE id IN (SELECT value FROM json_each(?))", (id_list(numbers),))

    def all(self, kind: Kind = Kind.CONTACT) -> list[Exclusion]:
        """Every exclusion of a kind, oldest first."""
        keys: dict[int, list[Key]] = defaultdict(list)
        sql = "SELECT exclusion, what, value FROM exclusion_key WHERE kind = ? ORDER BY exclusion, what, value"
        for number, what, value in self._database.rows(sql, (kind,)):
            keys[number].append(Key(KeyType(what), value))
        rows = self._database.rows("SELECT id, title, why, at FROM exclusion WHERE kind = ? ORDER BY id", (kind,))
        return [Exclusion(row[0], row[1], row[2], moment_of(row[3]), tuple(keys[row[0]])) for row in rows]

    def covering(self, kind: Kind, keys: Iterable[Key]) -> dict[Key, int]:
        """The number of the exclusion that each of these keys belongs to; others are left out."""
        if not self._database.number("SELECT EXISTS(SELECT 1 FROM exclusion_key)"):
            return {}
        by_type: dict[KeyType, list[str]] = defaultdict(list)
        for key in keys:
            by_type[key.type].append(key.value)
        sql = """SELECT value, exclusion FROM exclusion_key WHERE kind = ? AND what = ?
            AND value IN (SELECT value FROM json_each(?))"""
        return {
            Key(type_, value): number
            for type_, values in by_type.items()
            for value, number in self._database.rows(sql, (kind, type_, id_list(values)))
        }

    def pairs(self, kind: Kind, pair_ids: Iterable[str]) -> set[str]:
        """Those of these pairs that are excluded."""
        return {key.value for key in self.covering(kind, [Key(KeyType.PAIR, pair_id) for pair_id in pair_ids])}

    def newcomers(self, kind: Kind, keys: Mapping[int, list[Key]]) -> dict[int, int]:
        """Of unpaired records, by row with their keys (see `of_record`): the excluded ones with the number why."""
        covering = self.covering(kind, {key for each in keys.values() for key in each})
        found = {row: [covering[key] for key in each if key in covering] for row, each in keys.items()}
        return {row: numbers[0] for row, numbers in found.items() if numbers}

    def adopt(self, kind: Kind, pair_id: str, records: Iterable[Record]) -> bool:
        """A pair that takes an excluded record is excluded with it, and an excluded pair's new record with the pair.

        Whether the pair is excluded then.
        """
        keys = [Key(KeyType.PAIR, pair_id), *(Key(KeyType(r.side.value), r.native_id) for r in records)]
        covering = self.covering(kind, keys)
        if covering:
            self.extend(kind, min(covering.values()), keys)
        return bool(covering)

    def _new(self, kind: Kind, title: str, why: str, at: datetime) -> int:
        return self._database.insert(
            "INSERT INTO exclusion(kind, title, why, at) VALUES (?, ?, ?, ?)", (kind, title, why, moment_text(at))
        )


def of_native(side: Side, native_id: str) -> Key:
    """The key of a record's native id."""
    return Key(KeyType(side.value), native_id)
