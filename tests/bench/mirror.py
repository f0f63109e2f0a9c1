"""A profile with as many mirrored contacts as wanted, made without any server: what the browser is measured on.

Exists because a million contacts cannot be synced within a benchmark. Names, companies and numbers are made up.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from desktop.app.queries import DATABASE
from desktop.core.pairing import Pairing, PairState
from desktop.core.record import Kind, Record, Role, Side
from desktop.core.values import folded
from desktop.mapping.lens import KindMap
from desktop.store.database import Database
from desktop.store.mirror import Mirror, Observed
from desktop.store.pairs import Pairs
from desktop.sync.context import searchable

CHUNK, DIFFERENT = 5_000, 50_000
AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
_SYLLABLES = "an ber co da el fri ga ho in jo ka lu ma ne or pe qui ro sa tu ul vi wa xa yo ze sch ter mü son é".split()
_TITLES = ("Sales Director", "Chief Technology Officer", "Buyer", "Head of Purchasing", "Engineer", "Consultant")

_COPY_RECORDS = """INSERT INTO record(row, side, kind, native_id, role, version, marked, fields, dirty, title,
    title_key, email_key, name_key, company_key, search, seen_at) SELECT row + ?1 * ?2, side, kind,
    native_id || 'c' || ?1, role, version, marked, fields, 0, title || ' ' || ?1, title_key || ' ' || ?1, email_key,
    name_key, company_key, search || '  ' || ?1, seen_at FROM record WHERE row <= ?2"""
_COPY_PAIRS = """INSERT INTO pairing(pair_id, kind, crm_record, mbx_record, state, how, crm_in, mbx_in, reason, session)
    SELECT pair_id || 'c' || ?1, kind, crm_record + ?1 * ?2, mbx_record + ?1 * ?2, state, how, crm_in, mbx_in, reason,
    session FROM pairing WHERE crm_record <= ?2"""


class Names:
    """Made-up words; the same seed makes the same ones."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.first = self._words(3_000, 2)
        self.last = self._words(40_000, 3)
        self.company = [f"{word} {end}" for word in self._words(20_000, 3) for end in ("GmbH", "Ltd")]
        self.street = self._words(5_000, 4)
        self.city = self._words(1_000, 3)

    def fields(self, number: int) -> dict[str, str]:
        """The canonical fields of a contact."""
        some = self.random.choice
        first, last, company = some(self.first), some(self.last), some(self.company)
        return {
            "first_name": first,
            "last_name": last,
            "company": company,
            "title": some(_TITLES),
            "department": "Sales",
            "email": f"{folded(first)}.{folded(last)}{number}@{folded(company).split()[0]}.example",
            "phone": f"+43 1 {self.random.randrange(10**7):07}",
            "mobile_phone": f"+43 660 {self.random.randrange(10**7):07}",
            "business_street": f"{some(self.street)} {number % 200}",
            "business_postal_code": f"{number % 9000 + 1000}",
            "business_city": some(self.city),
            "business_country": "Austria",
        }

    def _words(self, count: int, syllables: int) -> list[str]:
        return ["".join(self.random.choices(_SYLLABLES, k=syllables)).capitalize() for _ in range(count)]


def fill(profile: str, contacts: int) -> None:
    """Make the profile: every contact on both sides and in a pair, but each hundredth on one side only.

    The first ones go through the store; the others are copies of them under other names, so that it takes minutes.
    """
    Path(profile).mkdir(parents=True, exist_ok=True)
    database = Database.open(Path(profile) / DATABASE)
    for pragma in ("synchronous=OFF", "cache_size=-200000"):  # a profile that is thrown away
        database.rows(f"PRAGMA {pragma}")
    shown, names, different = KindMap.load(Kind.CONTACT), Names(), min(contacts, DIFFERENT)
    for start in range(0, different, CHUNK):
        sightings = list(_sightings(shown, names, range(start, min(start + CHUNK, different))))
        with database.transaction():
            _store(database, sightings)
    copies = range(1, contacts // different)
    last = database.number("SELECT max(row) FROM record")
    for copy in copies:
        with database.transaction():
            database.write(_COPY_RECORDS, (copy, last))
            database.write(_COPY_PAIRS, (copy, last))
    if copies:
        with database.transaction():
            database.write("INSERT INTO record_fts(record_fts) VALUES ('rebuild')")
    database.close()


def _sightings(shown: KindMap, names: Names, numbers: range) -> Iterator[Observed]:
    for number in numbers:
        fields = names.fields(number)
        keys, title, text = shown.keys(fields), shown.title(fields), searchable(fields)
        for side in Side:
            if side is Side.MAILBOX and number % 100 == 0:
                continue
            record = Record(side, Kind.CONTACT, f"{side}{number}", "1", Role.SHARED, True, None, fields)
            yield Observed(record, title, keys.email, f"{keys.first_name}|{keys.last_name}", keys.company, text)


def _store(database: Database, sightings: list[Observed]) -> None:
    mirror = Mirror(database)
    mirror.observe(sightings, AT)
    found = {
        side: mirror.by_native(side, Kind.CONTACT, [s.record.native_id for s in sightings if s.record.side is side])
        for side in Side
    }
    rows = {native_id: record.row for records in found.values() for native_id, record in records.items()}
    mirror.clean(rows.values())
    pairings = [
        Pairing(number, Kind.CONTACT, PairState.ACTIVE, rows[f"crm{number}"], row, "email", True, True)
        for native_id, row in rows.items()
        if native_id.startswith("mailbox") and (number := native_id.removeprefix("mailbox"))
    ]
    Pairs(database).add(pairings, session=1)
