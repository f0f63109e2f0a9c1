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

CHUNK = 5_000
AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
_SYLLABLES = "an ber co da el fri ga ho in jo ka lu ma ne or pe qui ro sa tu ul vi wa xa yo ze sch ter mü son é".split()
_TITLES = ("Sales Director", "Chief Technology Officer", "Buyer", "Head of Purchasing", "Engineer", "Consultant")


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
    """Make the profile: every contact on both sides and in a pair, but each hundredth on one side only."""
    Path(profile).mkdir(parents=True, exist_ok=True)
    database = Database.open(Path(profile) / DATABASE)
    database._run("PRAGMA synchronous=OFF", ())  # a profile that is thrown away
    shown, names = KindMap.load(Kind.CONTACT), Names()
    for start in range(0, contacts, CHUNK):
        sightings = list(_sightings(shown, names, range(start, min(start + CHUNK, contacts))))
        with database.transaction():
            _store(database, sightings)
    database.close()


def _sightings(shown: KindMap, names: Names, numbers: range) -> Iterator[Observed]:
    for number in numbers:
        fields = names.fields(number)
        keys, title, text = shown.keys(fields), shown.title(fields), searchable(fields)
        for side in Side:
            if side is Side.MAILBOX and number % 100 == 0:
                continue
            record = Record(side, Kind.CONTACT, f"{side}-{number}", "1", Role.SHARED, True, None, fields)
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
        Pairing(number, Kind.CONTACT, PairState.ACTIVE, rows[f"crm-{number}"], row, "email", True, True)
        for native_id, row in rows.items()
        if native_id.startswith("mailbox-") and (number := native_id.partition("-")[2])
    ]
    Pairs(database).add(pairings, session=1)
