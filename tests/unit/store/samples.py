"""Records, pairings and moments that the tests of the store share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from desktop.core.pairing import Pairing, PairState
from desktop.core.record import Kind, Record, Role, Side
from desktop.core.values import FieldValue
from desktop.store.database import Database
from desktop.store.journal import JournalEntry
from desktop.store.mirror import Mirror, Observed
from desktop.store.pairs import Pairs

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LATER = datetime(2026, 1, 3, 3, 4, 5, tzinfo=UTC)
CONTACT = Kind.CONTACT


def observed(side: Side, native_id: str, name: str = "Ada Lovelace", **fields: FieldValue) -> Observed:
    """A shared contact of a name, with its keys made as a map would make them."""
    email = f"{native_id}@example.org".lower()
    record = Record(
        side=side,
        kind=CONTACT,
        native_id=native_id,
        version="1",
        role=Role.SHARED,
        marked=True,
        link=None,
        fields={"last_name": name, **fields},
    )
    return Observed(record, title=name, email_key=email, name_key=name.casefold(), text=email)


def changed(seen: Observed, **changes: object) -> Observed:
    """The same sighting with other parts of its record."""
    return replace(seen, record=replace(seen.record, **changes))  # type: ignore[arg-type]


def stored(database: Database, sightings: Sequence[Observed]) -> list[Record]:
    """The records as the mirror holds them after they were seen, clean, in the order of the sightings."""
    mirror = Mirror(database)
    with database.transaction():
        mirror.observe(sightings, AT)
        found = [
            mirror.by_native(seen.record.side, CONTACT, [seen.record.native_id])[seen.record.native_id]
            for seen in sightings
        ]
        mirror.clean(record.row for record in found)
    return found


def pairing(pair_id: str, crm_row: int | None, mailbox_row: int | None) -> Pairing:
    """An active pairing by e-mail."""
    return Pairing(pair_id, CONTACT, PairState.ACTIVE, crm_row, mailbox_row, "email", crm_in=True, mailbox_in=True)


def paired(database: Database, number: int, name: str = "Ada Lovelace") -> Pairing:
    """A stored pairing `p<number>` of two clean records `c<number>` and `m<number>`."""
    crm, mailbox = stored(
        database, [observed(Side.CRM, f"c{number}", name), observed(Side.MAILBOX, f"m{number}", name)]
    )
    pair = pairing(f"p{number}", crm.row, mailbox.row)
    with database.transaction():
        Pairs(database).add([pair], session=1)
    return pair


def entry(op_id: str = "o1", verb: str = "update", **changes: object) -> JournalEntry:
    """An intent to change the last name of `m1` of the pair `p1` in session 1."""
    base = JournalEntry(
        op_id=op_id,
        session=1,
        seq=1,
        pair_id="p1",
        side=Side.MAILBOX,
        verb=verb,
        native_id="m1",
        expect="1",
        patch={"Surname": "King"},
        intended={"last_name": "King"},
        source={"last_name": "King"},
        before={"last_name": "Lovelace", "title": "Countess"},
    )
    return replace(base, **changes)  # type: ignore[arg-type]
