"""Which records belong together, and which pairs must be looked at again.

Exists as the store of pairings. Must not know when a pair is made, detached or dropped.
"""

# ruff: noqa: S608 - only names that are constants of this room are put into statements; values are parameters
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from desktop.core.pairing import Pairing, PairState, PairView, Wish
from desktop.core.record import Kind, Side
from desktop.store.bases import Bases
from desktop.store.database import Database
from desktop.store.decided import Decided
from desktop.store.exclusions import Exclusions
from desktop.store.forms import id_list
from desktop.store.lookup import MirrorLookup

PAIRING_COLUMNS = ("pair_id", "kind", "state", "crm_record", "mbx_record", "how", "crm_in", "mbx_in", "reason", "wish")
"""The columns of a `Pairing`, in the order that `pairing_of` takes them."""

_SELECT = f"SELECT {', '.join(PAIRING_COLUMNS)} FROM pairing"
_RECORD_COLUMN = {Side.CRM: "crm_record", Side.MAILBOX: "mbx_record"}

# One index a branch, named: an OR over the three, or the index that SQLite takes by itself, reads everything.
_DIRTY = """SELECT pair_id FROM (
    SELECT pair_id FROM pairing WHERE dirty = 1 AND kind = ?1 AND pair_id > ?2
    UNION SELECT p.pair_id FROM record r INDEXED BY record_dirty CROSS JOIN pairing p ON p.crm_record = r.row
        WHERE r.dirty = 1 AND r.side = 'crm' AND r.kind = ?1 AND p.pair_id > ?2
    UNION SELECT p.pair_id FROM record r INDEXED BY record_dirty CROSS JOIN pairing p ON p.mbx_record = r.row
        WHERE r.dirty = 1 AND r.side = 'mailbox' AND r.kind = ?1 AND p.pair_id > ?2)
    ORDER BY pair_id LIMIT ?3"""


class Pairs:
    """Reads and writes pairings; writing is inside the transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lookup = MirrorLookup(database)
        self._bases = Bases(database)
        self._exclusions = Exclusions(database)

    def add(self, pairings: Sequence[Pairing], session: int) -> None:
        """Store new pairings; IntegrityError where a record is in one already."""
        self._database.write_many(
            f"INSERT INTO pairing({', '.join(PAIRING_COLUMNS)}, session) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(*_row_of(pairing), session) for pairing in pairings],
        )

    def bind(self, pair_id: str, side: Side, row: int | None) -> None:
        """Set or clear the record of a side."""
        sql = f"UPDATE pairing SET {_RECORD_COLUMN[side]} = ? WHERE pair_id = ?"
        self._database.write(sql, (row, pair_id))

    def set_state(self, pair_id: str, state: PairState, reason: str = "") -> None:
        """Set the state and why; active pairs have no reason."""
        self._database.write("UPDATE pairing SET state = ?, reason = ? WHERE pair_id = ?", (state, reason, pair_id))

    def set_flags(self, pair_id: str, crm_in: bool | None = None, mailbox_in: bool | None = None) -> None:
        """Set what was shared when both sides last agreed; None leaves a flag as it is. A wish that is so is over."""
        self._database.write(
            "UPDATE pairing SET crm_in = ifnull(?1, crm_in), mbx_in = ifnull(?2, mbx_in), "
            "wish = CASE WHEN wish = CASE ?2 WHEN 1 THEN 'share' WHEN 0 THEN 'unshare' END THEN '' ELSE wish END "
            "WHERE pair_id = ?3",
            (crm_in, mailbox_in, pair_id),
        )

    def wish(self, pair_id: str, wish: Wish) -> None:
        """Store what the person wants, in place of an earlier wish, and have the pair planned again."""
        self._database.write("UPDATE pairing SET wish = ? WHERE pair_id = ?", (wish, pair_id))
        Decided(self._database).mark([pair_id])

    def drop(self, pair_ids: Iterable[str]) -> None:
        """Forget pairings with their bases; the records stay in the mirror."""
        self._database.write(
            "DELETE FROM pairing WHERE pair_id IN (SELECT value FROM json_each(?))", (id_list(pair_ids),)
        )

    def get(self, pair_ids: Iterable[str]) -> dict[str, Pairing]:
        """Pairings by id; unknown ids are left out."""
        sql = f"{_SELECT} WHERE pair_id IN (SELECT value FROM json_each(?))"
        return {row[0]: pairing_of(row) for row in self._database.rows(sql, (id_list(pair_ids),))}

    def of_records(self, rows: Iterable[int]) -> dict[int, Pairing]:
        """The pairing of each of these records; unpaired ones are left out."""
        keys = id_list(rows)
        found: dict[int, Pairing] = {}
        for position, column in ((3, "crm_record"), (4, "mbx_record")):
            sql = f"{_SELECT} WHERE {column} IN (SELECT value FROM json_each(?))"
            found.update((row[position], pairing_of(row)) for row in self._database.rows(sql, (keys,)))
        return found

    def count(self, kind: Kind, state: PairState = PairState.ACTIVE) -> int:
        """How many pairings of two records are in a state: what a guard measures a plan against."""
        sql = (
            "SELECT count(*) FROM pairing WHERE kind = ? AND state = ? "
            "AND crm_record IS NOT NULL AND mbx_record IS NOT NULL"
        )
        return self._database.number(sql, (kind, state))

    def ids(self, kind: Kind, state: PairState = PairState.ACTIVE, reason: str | None = "") -> list[str]:
        """The ids of all pairings in a state for a reason (None: for any), in their order."""
        sql = "SELECT pair_id FROM pairing WHERE kind = ? AND state = ? AND reason = ifnull(?, reason) ORDER BY pair_id"
        return [row[0] for row in self._database.rows(sql, (kind, state, reason))]

    def any_made(self, kind: Kind, how: str) -> bool:
        """Whether any pairing came to be so."""
        return self._database.row("SELECT 1 FROM pairing WHERE kind = ? AND how = ? LIMIT 1", (kind, how)) is not None

    def count_gone(self, kind: Kind, side: Side) -> int:
        """How many active pairs have lost the record of a side."""
        sql = (
            "SELECT count(*) FROM record r INDEXED BY record_gone CROSS JOIN pairing p "
            f"ON p.{_RECORD_COLUMN[side]} = r.row WHERE r.gone = 1 AND p.kind = ? AND p.state = 'active'"
        )
        return self._database.number(sql, (kind,))

    def count_dirty(self, kind: Kind, limit: int) -> int:
        """How many pairs must be planned, counted up to a limit."""
        return self._database.number(f"SELECT count(*) FROM ({_DIRTY})", (kind, "", limit))

    def dirty(self, kind: Kind, after: str | None = None, limit: int = 500) -> list[PairView]:
        """Pairs of any state that must be planned, in the order of their ids, after an id.

        A pair is dirty when one of its records is, or when it was touched: by itself, or because a conflict of it was
        resolved or a hold of it answered.
        """
        found = self._database.rows(_DIRTY, (kind, after or "", limit))
        return self.views(row[0] for row in found)

    def views(self, pair_ids: Iterable[str]) -> list[PairView]:
        """Pairs with records, bases and the answers to their holds, in the order of their ids."""
        pairings = self.get(pair_ids)
        if not pairings:
            return []
        records = self._lookup.get(row for p in pairings.values() for row in (p.crm_row, p.mailbox_row) if row)
        bases = self._bases.of(pairings)
        answers = self._answers(pairings)
        excluded = {kind: self._exclusions.pairs(kind, pairings) for kind in {p.kind for p in pairings.values()}}
        return [
            PairView(
                pairing=pairing,
                crm=records.get(pairing.crm_row or 0),
                mailbox=records.get(pairing.mailbox_row or 0),
                base_crm=bases.get((pair_id, Side.CRM)),
                base_mailbox=bases.get((pair_id, Side.MAILBOX)),
                answer=answers.get(pair_id, ""),
                excluded=pair_id in excluded[pairing.kind],
            )
            for pair_id, pairing in sorted(pairings.items())
        ]

    def clean(self, pair_ids: Iterable[str]) -> None:
        """Say that these pairs, and the records in them, were planned as they are; a pair that a person has decided
        about since stays to be planned."""
        keys = id_list(pair_ids)
        self._database.write(
            "UPDATE pairing SET dirty = 0 WHERE dirty = 1 AND decided = 0 "
            "AND pair_id IN (SELECT value FROM json_each(?))",
            (keys,),
        )
        for column in _RECORD_COLUMN.values():
            self._database.write(
                f"UPDATE record SET dirty = 0 WHERE dirty = 1 AND row IN (SELECT {column} FROM pairing "
                f"WHERE {column} IS NOT NULL AND pair_id IN (SELECT value FROM json_each(?)))",
                (keys,),
            )

    def touch(self, pair_ids: Iterable[str]) -> None:
        """Have these pairs planned again; unknown ids are ignored."""
        self._database.write(
            "UPDATE pairing SET dirty = 1 WHERE dirty = 0 AND pair_id IN (SELECT value FROM json_each(?))",
            (id_list(pair_ids),),
        )

    def touched(self, pair_ids: Iterable[str]) -> list[str]:
        """Those of these pairs that are to be planned again by themselves."""
        sql = "SELECT pair_id FROM pairing WHERE dirty = 1 AND pair_id IN (SELECT value FROM json_each(?))"
        return [row[0] for row in self._database.rows(sql, (id_list(pair_ids),))]

    def live_ids(self, pair_ids: Iterable[str], side: Side) -> set[str]:
        """The native ids of the live records that these pairs have on a side."""
        sql = (
            f"SELECT r.native_id FROM pairing p JOIN record r ON r.row = p.{_RECORD_COLUMN[side]} "
            "WHERE r.gone = 0 AND p.pair_id IN (SELECT value FROM json_each(?))"
        )
        return {row[0] for row in self._database.rows(sql, (id_list(pair_ids),))}

    def _answers(self, pair_ids: Iterable[str]) -> dict[str, str]:
        sql = (
            "SELECT pair_id, answer FROM hold WHERE state = 'answered' AND pair_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY id DESC"
        )
        return dict(self._database.rows(sql, (id_list(pair_ids),)))


def taken(pairs: Pairs, rows: Iterable[int]) -> set[int]:
    """Those of these CRM records that have a counterpart already, and so cannot become another's."""
    holding = pairs.of_records(rows)
    free = {view.pairing.pair_id for view in pairs.views(p.pair_id for p in holding.values()) if view.abandoned}
    return {row for row, pairing in holding.items() if pairing.pair_id not in free}


def pairing_of(row: tuple[Any, ...]) -> Pairing:
    """The pairing of a row of `PAIRING_COLUMNS`."""
    return Pairing(
        pair_id=row[0],
        kind=Kind(row[1]),
        state=PairState(row[2]),
        crm_row=row[3],
        mailbox_row=row[4],
        how=row[5],
        crm_in=bool(row[6]),
        mailbox_in=bool(row[7]),
        reason=row[8],
        wish=Wish(row[9]),
    )


def _row_of(pairing: Pairing) -> tuple[object, ...]:
    return (
        pairing.pair_id,
        pairing.kind,
        pairing.state,
        pairing.crm_row,
        pairing.mailbox_row,
        pairing.how,
        pairing.crm_in,
        pairing.mailbox_in,
        pairing.reason,
        pairing.wish,
    )
