"""What was last seen on each side, and what of it has changed since it was last planned.

Exists as the persisted observation of both sides; keeps the search index in step. Must not know maps or rules: titles,
keys and texts are given to it.
"""

# ruff: noqa: S608 - only names that are constants of this room are put into statements; values are parameters
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from desktop.core.record import Kind, Record, Role, Side, Tombstone
from desktop.core.values import folded
from desktop.store.forms import fields_of, fields_text, id_list, moment_text
from desktop.store.lookup import MirrorLookup
from desktop.store.search import search_text


@dataclass(frozen=True, slots=True)
class Observed:
    """A record with what is searched, sorted and matched of it.

    The keys are in folded form, '' where there is none. Without `detail` only identity, version, role, mark and link
    were read: fields, title, keys and text of the stored record stay.
    """

    record: Record
    title: str = ""
    email_key: str = ""
    name_key: str = ""
    company_key: str = ""
    text: str = ""
    detail: bool = True


@dataclass(frozen=True, slots=True)
class NewPlace:
    """What a record is called, and how it lies, after it was moved."""

    native_id: str
    version: str
    role: Role
    marked: bool
    link: str | None


@dataclass(frozen=True, slots=True)
class _Stored:
    row: int
    place: tuple[str, bool, str | None, bool]
    version: str
    fields: str
    search: str
    stamp: tuple[str | None, bool | None]


class Mirror(MirrorLookup):
    """Writes the mirror, inside the transaction of the caller."""

    def observe(self, records: Sequence[Observed], seen_at: datetime) -> int:
        """Store what an end showed; how many were new or changed, which makes them dirty.

        A record equal to the stored one in fields, role, mark, link and existence only gets its version, stamp and
        owner. Of several sightings of one record the last counts.
        """
        latest = {(seen.record.side, seen.record.kind, seen.record.native_id): seen for seen in records}
        changed = 0
        for (side, kind), group in groupby(sorted(latest), key=lambda key: key[:2]):
            seen_of = {key[2]: latest[key] for key in group}
            stored = self._stored(side, kind, seen_of)
            fresh = [seen for native_id, seen in seen_of.items() if native_id not in stored]
            self._insert(fresh, moment_text(seen_at), dirty=True)
            moved = [(stored[native_id], seen_of[native_id]) for native_id in stored]
            differing = [(old, seen) for old, seen in moved if not _same(old, seen)]
            self._update(differing, moment_text(seen_at), dirty=True)
            self._database.write_many(
                "UPDATE record SET version = ?, modified = ?, owned = ? WHERE row = ?",
                [
                    (seen.record.version, *_stamp(seen.record), old.row)
                    for old, seen in moved
                    if (seen.record.version, *_stamp(seen.record)) != (old.version, *old.stamp)
                ],
            )
            changed += len(fresh) + len(differing)
        return changed

    def gone(self, side: Side, kind: Kind, tombstones: Iterable[Tombstone], at: datetime) -> int:
        """Mark records as gone and dirty; how many were affected. Ids that are unknown or gone already are ignored."""
        sql = """UPDATE record SET gone = 1, dirty = 1, merged_into = ?1, seen_at = ?3,
            version = CASE ?2 WHEN '' THEN version ELSE ?2 END
            WHERE side = ?4 AND kind = ?5 AND native_id = ?6
            AND (gone = 0 OR (merged_into IS NULL AND ?1 IS NOT NULL))"""
        stamp = moment_text(at)
        rows = [(t.merged_into, t.version, stamp, side, kind, t.native_id) for t in tombstones]
        return self._database.write_many(sql, rows)

    def replace_id(self, row: int, place: NewPlace) -> None:
        """Give a record the id and place that it got by our own move or mark; it does not become dirty.

        Where the moved record was already seen as a newcomer in no pairing, the newcomer's contents are taken over
        and the record becomes dirty.
        """
        old = self.get([row])[row]
        newcomer = self.by_native(old.side, old.kind, [place.native_id]).get(place.native_id)
        if newcomer is not None and newcomer.row != row:
            self._absorb(row, newcomer.row)
        self._database.write(
            "UPDATE record SET native_id = ?, version = ?, role = ?, marked = ?, link = ?, gone = 0 WHERE row = ?",
            (place.native_id, place.version, place.role, place.marked, place.link, row),
        )

    def put_written(self, row: int | None, seen: Observed, at: datetime) -> int:
        """Store one record as we wrote it ourselves; see `put_all_written`."""
        return self.put_all_written([(row, seen)], at)[0]

    def put_all_written(self, items: Sequence[tuple[int | None, Observed]], at: datetime) -> list[int]:
        """Store records as we wrote them ourselves: new ones are born clean, the others stay as dirty as they were.

        Without a row the native id decides. Returns the rows in the order of the items.
        """
        stamp = moment_text(at)
        rows: list[int] = []
        stored = self._stored_rows([row for row, _ in items if row is not None])
        self._update([(stored[row], seen) for row, seen in items if row is not None], stamp, dirty=False)
        for row, seen in items:
            rows.append(row if row is not None else self._put(seen, stamp))
        return rows

    def clean(self, rows: Iterable[int]) -> None:
        """Say that these were planned as they are."""
        self._set_dirty(rows, 0)

    def touch(self, rows: Iterable[int]) -> None:
        """Have these planned again."""
        self._set_dirty(rows, 1)

    def forget(self, rows: Iterable[int]) -> None:
        """Delete records from the mirror; IntegrityError while one is in a pairing."""
        keys = id_list(rows)
        self._database.write(
            "INSERT INTO record_fts(record_fts, rowid, search) SELECT 'delete', row, search FROM record "
            "WHERE row IN (SELECT value FROM json_each(?))",
            (keys,),
        )
        self._database.write("DELETE FROM record WHERE row IN (SELECT value FROM json_each(?))", (keys,))

    def _put(self, seen: Observed, stamp: str) -> int:
        record = seen.record
        stored = self._stored(record.side, record.kind, [record.native_id]).get(record.native_id)
        if stored is not None:
            self._update([(stored, seen)], stamp, dirty=False)
            return stored.row
        self._insert([seen], stamp, dirty=False)
        return self._stored(record.side, record.kind, [record.native_id])[record.native_id].row

    def _stored(self, side: Side, kind: Kind, native_ids: Iterable[str]) -> dict[str, _Stored]:
        sql = (
            "SELECT native_id, row, role, marked, link, gone, version, fields, search, modified, owned FROM record "
            "WHERE side = ? AND kind = ? AND native_id IN (SELECT value FROM json_each(?))"
        )
        found = self._database.rows(sql, (side, kind, id_list(native_ids)))
        return {row[0]: _stored_of(row) for row in found}

    def _stored_rows(self, rows: Iterable[int]) -> dict[int, _Stored]:
        sql = (
            "SELECT native_id, row, role, marked, link, gone, version, fields, search, modified, owned FROM record "
            "WHERE row IN (SELECT value FROM json_each(?))"
        )
        return {row[1]: _stored_of(row) for row in self._database.rows(sql, (id_list(rows),))}

    def _insert(self, fresh: Sequence[Observed], stamp: str, dirty: bool) -> None:
        if not fresh:
            return
        self._database.write_many(
            "INSERT INTO record(version, role, marked, link, gone, modified, owned, dirty, seen_at, fields, title, "
            "title_key, email_key, name_key, company_key, search, side, kind, native_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *_place(seen.record),
                    *_stamp(seen.record),
                    dirty,
                    stamp,
                    *_contents(seen),
                    r.side,
                    r.kind,
                    r.native_id,
                )
                for seen in fresh
                for r in (seen.record,)
            ],
        )
        first = fresh[0].record
        self._database.write(
            "INSERT INTO record_fts(rowid, search) SELECT row, search FROM record WHERE side = ? AND kind = ? "
            "AND native_id IN (SELECT value FROM json_each(?))",
            (first.side, first.kind, id_list(seen.record.native_id for seen in fresh)),
        )

    def _update(self, pairs: Sequence[tuple[_Stored, Observed]], stamp: str, dirty: bool) -> None:
        place = "version = ?, role = ?, marked = ?, link = ?, gone = ?, merged_into = NULL, "
        place += "modified = ifnull(?, modified), owned = ifnull(?, owned), dirty = max(dirty, ?), seen_at = ?"
        whole = [(old, seen, _contents(seen)) for old, seen in pairs if seen.detail]
        bare = [(old, seen) for old, seen in pairs if not seen.detail]
        self._database.write_many(
            f"UPDATE record SET {place} WHERE row = ?",
            [(*_place(seen.record), *_stamp(seen.record), dirty, stamp, old.row) for old, seen in bare],
        )
        self._database.write_many(
            f"UPDATE record SET {place}, fields = ?, title = ?, title_key = ?, email_key = ?, name_key = ?, "
            "company_key = ?, search = ? WHERE row = ?",
            [
                (*_place(seen.record), *_stamp(seen.record), dirty, stamp, *contents, old.row)
                for old, seen, contents in whole
            ],
        )
        resought = [(old, contents[-1]) for old, _, contents in whole if contents[-1] != old.search]
        self._database.write_many(
            "INSERT INTO record_fts(record_fts, rowid, search) VALUES ('delete', ?, ?)",
            [(old.row, old.search) for old, _ in resought],
        )
        self._database.write_many(
            "INSERT INTO record_fts(rowid, search) VALUES (?, ?)", [(old.row, search) for old, search in resought]
        )

    def _absorb(self, row: int, newcomer: int) -> None:
        before = self._stored_rows([row])[row].search
        contents = self._database.row(
            "SELECT fields, title, title_key, email_key, name_key, company_key, search FROM record WHERE row = ?",
            (newcomer,),
        )
        self.forget([newcomer])
        assert contents is not None
        self._database.write(
            "UPDATE record SET dirty = 1, fields = ?, title = ?, title_key = ?, email_key = ?, name_key = ?, "
            "company_key = ?, search = ? WHERE row = ?",
            (*contents, row),
        )
        self._database.write("INSERT INTO record_fts(record_fts, rowid, search) VALUES ('delete', ?, ?)", (row, before))
        self._database.write("INSERT INTO record_fts(rowid, search) VALUES (?, ?)", (row, contents[-1]))

    def _set_dirty(self, rows: Iterable[int], dirty: int) -> None:
        self._database.write(
            "UPDATE record SET dirty = ?1 WHERE dirty <> ?1 AND row IN (SELECT value FROM json_each(?2))",
            (dirty, id_list(rows)),
        )


def _stored_of(row: tuple[Any, ...]) -> _Stored:
    owned = None if row[10] is None else bool(row[10])
    return _Stored(row[1], (row[2], bool(row[3]), row[4], bool(row[5])), row[6], row[7], row[8], (row[9], owned))


def _same(old: _Stored, seen: Observed) -> bool:
    record = seen.record
    if old.place != (record.role, record.marked, record.link, record.gone):
        return False
    # The order of the keys may differ from release to release and means nothing.
    return not seen.detail or fields_text(record.fields) == old.fields or dict(record.fields) == fields_of(old.fields)


def _place(record: Record) -> tuple[str, str, bool, str | None, bool]:
    return record.version, record.role, record.marked, record.link, record.gone


def _stamp(record: Record) -> tuple[str | None, bool | None]:
    return moment_text(record.modified) if record.modified else None, record.owned


def _contents(seen: Observed) -> tuple[str, str, str, str, str, str, str]:
    return (
        fields_text(seen.record.fields),
        seen.title,
        folded(seen.title),
        seen.email_key,
        seen.name_key,
        seen.company_key,
        search_text(seen.title, seen.text),
    )
