"""Which of our own records a person means: by any id, address, name or words, also of what is gone by now.

Exists for explanations and exclusions, which must find what no list shows. Looks only; reads no server.
"""

# ruff: noqa: S608 - only constants of this room are put into statements; values are parameters
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.core.naming import Named
from desktop.core.record import Kind
from desktop.core.values import folded
from desktop.store.database import Database
from desktop.store.forms import id_list
from desktop.store.lines import SHOWN, hits

MOST = 20
"""More items than a person would choose from."""
_SHORT_ID = 15
"""Salesforce shows ids in a short form too: the long one begins with it."""

_PAIRED = """SELECT r.row, r.title, p.pair_id, r.native_id FROM record r
    LEFT JOIN pairing p ON p.rowid = ifnull((SELECT rowid FROM pairing WHERE crm_record = r.row),
    (SELECT rowid FROM pairing WHERE mbx_record = r.row))"""


@dataclass(frozen=True, slots=True)
class Subject:
    """An item that our records know: a pair (`pair_id`), or a record in no pair (`row`), or a pair that is forgotten
    by now and only has a history (`past`). `name` is the id by which it is found again."""

    title: str
    name: str
    pair_id: str | None = None
    row: int | None = None
    past: bool = False


class Subjects:
    """Answers from one connection."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, named: Named, kind: Kind = Kind.CONTACT) -> list[Subject]:
        """The items that the words mean: of the surest sort that has any, at most `MOST`, each once."""
        for ask in (self._by_id, self._by_email, self._by_title, self._by_words, self._by_history):
            if found := ask(named, kind):
                return list(dict.fromkeys(found))[:MOST]
        return []

    def due(self, pair_ids: Iterable[str]) -> set[str]:
        """Those of these pairs that the next session plans: they or a record of theirs changed, or were touched."""
        sql = """SELECT p.pair_id FROM pairing p LEFT JOIN record a ON a.row = p.crm_record
            LEFT JOIN record b ON b.row = p.mbx_record WHERE p.pair_id = ?
            AND max(p.dirty, ifnull(a.dirty, 0), ifnull(b.dirty, 0)) = 1"""
        return {row[0] for pair_id in pair_ids for row in self._database.rows(sql, (pair_id,))}

    def _by_id(self, named: Named, kind: Kind) -> list[Subject]:
        for text in named.ids:
            if found := self._pair(text) or self._records("r.native_id = ?", (text,), kind):
                return found
            if len(text) == _SHORT_ID:
                long = self._records("r.native_id > ? AND r.native_id < ? || '~'", (text, text), kind)
                if long:
                    return long
        return []

    def _pair(self, pair_id: str) -> list[Subject]:
        sql = """SELECT coalesce(nullif(c.title, ''), m.title, '') FROM pairing p
            LEFT JOIN record c ON c.row = p.crm_record LEFT JOIN record m ON m.row = p.mbx_record WHERE p.pair_id = ?"""
        return [Subject(row[0], pair_id, pair_id) for row in self._database.rows(sql, (pair_id,))]

    def _by_email(self, named: Named, kind: Kind) -> list[Subject]:
        return self._records("r.email_key = ?", (named.email,), kind) if named.email else []

    def _by_title(self, named: Named, kind: Kind) -> list[Subject]:
        return self._records("r.title_key = ?", (folded(named.words),), kind) if named.words else []

    def _by_words(self, named: Named, kind: Kind) -> list[Subject]:
        found = hits(named.words)
        if found is None:
            return []
        sql = f"SELECT l.row FROM record l WHERE l.kind = ? AND {SHOWN} AND l.row IN ({found[0]}) LIMIT {MOST:d}"
        rows = [row[0] for row in self._database.rows(sql, (kind.value, *found[1]))]
        return [subject for row in rows for subject in self._records("r.row = ?", (row,), kind)]

    def _by_history(self, named: Named, kind: Kind) -> list[Subject]:
        """Pairs that are forgotten by now; those that exist were found above."""
        sql = """SELECT pair_id, max(title) FROM operation WHERE (pair_id IN (SELECT value FROM json_each(?1))
            OR native_id IN (SELECT value FROM json_each(?1)) OR (?2 <> '' AND title = ?2 COLLATE NOCASE))
            AND pair_id NOT IN (SELECT pair_id FROM pairing) AND kind = ?3 GROUP BY pair_id ORDER BY pair_id DESC"""
        found = self._database.rows(sql, (id_list(named.ids), named.words, kind.value))
        return [Subject(title, pair_id, pair_id, past=True) for pair_id, title in found]

    def _records(self, condition: str, parameters: tuple[object, ...], kind: Kind) -> list[Subject]:
        sql = f"{_PAIRED} WHERE r.kind = ? AND {condition} LIMIT {5 * MOST:d}"
        found = self._database.rows(sql, (kind.value, *parameters))
        subjects = []
        for row, title, pair_id, native_id in found:
            subjects += self._pair(pair_id) if pair_id else [Subject(title, native_id, row=row)]
        return subjects
