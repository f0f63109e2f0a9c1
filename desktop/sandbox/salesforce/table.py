"""The rows of one object in memory: by id, by SystemModstamp and by a few looked-up fields, with an undo log.

Knows nothing of rules or sharing: it keeps what it is given. Rows are never changed in place, only replaced.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

_INDEXED = {
    "Account": ("Name", "ParentId"),
    "Contact": ("Email", "AccountId", "ReportsToId", "SmartCloudLink__c"),
    "User": ("Username",),
}


class Row(dict[str, Any]):
    """One row: only what is not null is kept, so a field that is not there reads as null."""

    __slots__ = ()

    def __missing__(self, key: str) -> None:
        return None


class Table:
    """All rows of one object, deleted ones included, in the order of their creation."""

    def __init__(self, object_name: str) -> None:
        self.name = object_name
        self.rows: dict[str, Row] = {}
        self.undo: list[tuple[str, Row | None]] | None = None
        self._stamps: list[tuple[str, str]] = []
        self._indexes: dict[str, dict[str, dict[str, None]]] = {name: {} for name in _INDEXED[object_name]}

    def put(self, row: Row) -> None:
        """Keep the row in place of the one with its id."""
        row_id = row["Id"]
        old = self.rows.get(row_id)
        if self.undo is not None:
            self.undo.append((row_id, old))
        self._unindex(old)
        self.rows[row_id] = row
        for name, index in self._indexes.items():
            if (value := row[name]) is not None:
                index.setdefault(value.lower(), {})[row_id] = None
        self._remember_stamp(row, old)

    def rollback(self, mark: int) -> None:
        """Take back every write since the undo log had `mark` entries."""
        log = self.undo or []
        self.undo = None
        for row_id, old in reversed(log[mark:]):
            if old is None:
                self._unindex(self.rows.pop(row_id))
            else:
                self.put(old)
        self.undo = log[:mark]

    def equal(self, name: str, value: str) -> Iterable[str] | None:
        """The ids of rows whose field equals the text, any casing; None where the field is not looked up so."""
        index = self._indexes.get(name)
        return None if index is None else list(index.get(value.lower(), ()))

    def since(self, low: str) -> Iterator[str]:
        """The ids of rows whose SystemModstamp is at least `low`, ordered by stamp and id."""
        previous: tuple[str, str] | None = None
        for entry in self._stamps[bisect_left(self._stamps, (low, "")) :]:
            row = self.rows.get(entry[1])
            if entry != previous and row is not None and row["SystemModstamp"] == entry[0]:
                yield entry[1]
            previous = entry

    def _unindex(self, row: Row | None) -> None:
        for name, index in self._indexes.items():
            if row is not None and (value := row[name]) is not None:
                index[value.lower()].pop(row["Id"], None)

    def _remember_stamp(self, row: Row, old: Row | None) -> None:
        entry = (row["SystemModstamp"], row["Id"])
        if old is not None and old["SystemModstamp"] == entry[0]:
            return
        if not self._stamps or entry >= self._stamps[-1]:
            self._stamps.append(entry)
        else:
            insort(self._stamps, entry)
        if len(self._stamps) > 2 * len(self.rows) + 1000:
            # A replaced row leaves its old entry behind, because taking it out of the middle costs more than skipping.
            self._stamps = sorted((kept["SystemModstamp"], row_id) for row_id, kept in self.rows.items())


@contextmanager
def transaction(tables: Mapping[str, Table]) -> Iterator[None]:
    """Run writes of which either all or none remain: an exception takes back those made inside. May be nested."""
    nested = all(table.undo is not None for table in tables.values())
    marks = {}
    for table in tables.values():
        table.undo = table.undo if nested else []
        marks[table.name] = len(table.undo or ())
    try:
        yield
    except BaseException:
        for table in tables.values():
            table.rollback(marks[table.name])
        raise
    finally:
        if not nested:
            for table in tables.values():
                table.undo = None
