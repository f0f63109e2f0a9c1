"""Looking for contacts and accounts: by link id, by natural keys, what we made ourselves, by name.

Exists so that nothing is made twice. Few calls: up to five queries in one, each with as many keys as an address holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from desktop.core.link_field import LINK_FIELD
from desktop.core.ports import MatchKeys
from desktop.core.record import NativeRecord, Scalar
from desktop.core.values import folded
from desktop.salesforce import soql
from desktop.salesforce.api import Query, Row
from desktop.salesforce.contacts import ACCOUNT, OBJECT
from desktop.salesforce.cursor import OVERLAP
from desktop.salesforce.org import Org
from desktop.salesforce.source import ContactSource, FormOf

_LINKS_A_QUERY = 100
_LONGEST_ACCOUNT_NAME = 255


class ContactSearch:
    """The searches; a search by names compares them here, since the server does not fold accents."""

    def __init__(self, org: Org, source: ContactSource, form: FormOf) -> None:
        self._org = org
        self._source = source
        self._form = form

    def by_link(self, pair_ids: Sequence[str]) -> list[NativeRecord]:
        """Every contact, deleted ones included, that carries a link id of these pairs; nothing without the field."""
        if not self._form().link:
            return []

        def ask() -> list[Row]:
            form = self._form()
            queries = []
            for start in range(0, len(pair_ids), _LINKS_A_QUERY):
                likes = [_link_like(pair_id) for pair_id in pair_ids[start : start + _LINKS_A_QUERY]]
                queries.append(Query(soql.select(form.select, OBJECT, " OR ".join(likes)), deleted=True))
            return list(self._org.api.rows(queries))

        return self._records(self._org.asking((OBJECT, ACCOUNT), ask))

    def by_keys(self, keys: Sequence[MatchKeys]) -> list[NativeRecord]:
        """Live visible contacts, in scope or not, with the e-mail or with the first and last name of any of these."""
        emails = [key.email for key in keys if key.email]
        names = [key.last_name for key in keys if key.first_name and key.last_name]
        rows = self._source.rows_by("Email", emails) if emails else []
        found = {row["Id"]: row for row in rows}
        if names:
            wanted = _Wanted(keys)
            found.update((row["Id"], row) for row in self._source.rows_by("LastName", names) if wanted.named(row))
        return self._records(list(found.values()))

    def own(self, keys: Sequence[MatchKeys], since: datetime) -> list[NativeRecord]:
        """Live contacts that this user made since then (less ten minutes) with an e-mail or a name of these, the last
        name being enough for who has no other."""
        user_id = self._org.identity().user_id
        begin = soql.moment(soql.format_stamp((since - OVERLAP).replace(microsecond=0)))

        def ask() -> list[Row]:
            mine = (f"CreatedById = '{user_id}'", f"CreatedDate >= {begin}")
            return list(self._org.api.rows([Query(soql.select(self._form().select, OBJECT, *mine))]))

        wanted = _Wanted(keys, bare=True)
        return self._records([row for row in self._org.asking((OBJECT, ACCOUNT), ask) if wanted.any(row)])

    def accounts(self, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The ids of visible accounts by the names asked for, compared without case."""
        asked: dict[str, list[str]] = defaultdict(list)
        for name in dict.fromkeys(names):
            if name.strip() and len(name.strip()) <= _LONGEST_ACCOUNT_NAME:
                asked[_plain(name)].append(name)
        conditions = list(soql.listed("Name", [given[0].strip() for given in asked.values()]))
        found: dict[str, list[str]] = defaultdict(list)
        if conditions and self._org.describe(ACCOUNT).offers("Name"):
            queries = [Query(soql.select("Id, Name", ACCOUNT, each)) for each in conditions]
            for row in self._org.api.rows(queries):
                found[_plain(row["Name"])].append(row["Id"])
        return {name: tuple(sorted(found[plain])) for plain, given in asked.items() if plain in found for name in given}

    def _records(self, rows: Sequence[Row]) -> list[NativeRecord]:
        return self._source.records(rows)


class _Wanted:
    """The keys that are looked for, as rows are compared with them: folded. `bare`: a last name alone counts too."""

    def __init__(self, keys: Sequence[MatchKeys], bare: bool = False) -> None:
        self._emails = {folded(key.email) for key in keys if key.email}
        named = [key for key in keys if key.last_name and (key.first_name or bare)]
        self._names = {(folded(key.first_name), folded(key.last_name)) for key in named}

    def named(self, row: Row) -> bool:
        return (_folded(row, "FirstName"), _folded(row, "LastName")) in self._names

    def any(self, row: Row) -> bool:
        return _folded(row, "Email") in self._emails or self.named(row)


def _folded(row: Mapping[str, Any], name: str) -> str:
    value: Scalar = row.get(name)
    return folded(value) if isinstance(value, str) else ""


def _link_like(pair_id: str) -> str:
    return f"{LINK_FIELD} LIKE 'scc:1:{soql.pattern(pair_id)}:%'"


def _plain(name: str) -> str:
    return name.strip().lower()
