"""Questions about what was last seen on a side.

Exists as the reading half of the mirror. Must not know pairings' rules; it only sees whether a record is in one.
"""

# ruff: noqa: S608 - only names that are constants of this room are put into statements; values are parameters
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.core.record import Kind, Record, Role, Side
from desktop.store.database import Database
from desktop.store.forms import id_list
from desktop.store.record_rows import columns, record_of

_SCAN_PAGE = 5_000
_PAIR_COLUMN = {Side.CRM: "crm_record", Side.MAILBOX: "mbx_record"}


@dataclass(frozen=True, slots=True)
class KnownVersions:
    """The port `Known` of the ends for one side and kind."""

    lookup: MirrorLookup
    side: Side
    kind: Kind

    def versions(self, native_ids: Sequence[str]) -> Mapping[str, str]:
        """The stored version of each id that is held (live ones only)."""
        return self.lookup.versions(self.side, self.kind, native_ids)


class MirrorLookup:
    """Reads the mirror; lists of ids may have any length."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, rows: Iterable[int]) -> dict[int, Record]:
        """Records by their key; unknown keys are left out."""
        sql = f"SELECT {columns('r')} FROM record r WHERE r.row IN (SELECT value FROM json_each(?))"
        return {found[0]: record_of(found) for found in self._database.rows(sql, (id_list(rows),))}

    def by_native(self, side: Side, kind: Kind, native_ids: Iterable[str]) -> dict[str, Record]:
        """Records by native id, gone ones included; unknown ids are left out."""
        sql = (
            f"SELECT {columns('r')} FROM record r WHERE r.side = ? AND r.kind = ? "
            "AND r.native_id IN (SELECT value FROM json_each(?))"
        )
        found = self._database.rows(sql, (side, kind, id_list(native_ids)))
        return {row[3]: record_of(row) for row in found}

    def versions(self, side: Side, kind: Kind, native_ids: Iterable[str]) -> dict[str, str]:
        """The stored version of each live record among these ids."""
        sql = (
            "SELECT native_id, version FROM record WHERE side = ? AND kind = ? AND gone = 0 "
            "AND native_id IN (SELECT value FROM json_each(?))"
        )
        return dict(self._database.rows(sql, (side, kind, id_list(native_ids))))

    def last_versions(self, side: Side, kind: Kind, native_ids: Iterable[str]) -> dict[str, str]:
        """The stored version of each record among these ids, gone ones included."""
        sql = (
            "SELECT native_id, version FROM record WHERE side = ? AND kind = ? "
            "AND native_id IN (SELECT value FROM json_each(?))"
        )
        return dict(self._database.rows(sql, (side, kind, id_list(native_ids))))

    def known(self, side: Side, kind: Kind) -> KnownVersions:
        """`versions` as the port that an end takes."""
        return KnownVersions(self, side, kind)

    def count_between(self, side: Side, kind: Kind, low: str, high: str) -> int:
        """Live marked records with a version from low to high (both included, compared as text)."""
        sql = (
            "SELECT count(*) FROM record WHERE side = ? AND kind = ? AND version BETWEEN ? AND ? "
            "AND gone = 0 AND marked = 1"
        )
        return self._database.number(sql, (side, kind, low, high))

    def count_marked(self, side: Side, kind: Kind) -> int:
        """Live marked records."""
        sql = "SELECT count(*) FROM record WHERE side = ? AND kind = ? AND gone = 0 AND marked = 1"
        return self._database.number(sql, (side, kind))

    def unmarked(self, side: Side, kind: Kind) -> set[str]:
        """The native ids of live records without the mark."""
        sql = "SELECT native_id FROM record WHERE side = ? AND kind = ? AND gone = 0 AND marked = 0"
        return {row[0] for row in self._database.rows(sql, (side, kind))}

    def newest_version(self, side: Side, kind: Kind) -> str:
        """The greatest version as text, gone records included; '' for an empty mirror."""
        found = self._database.row("SELECT max(version) FROM record WHERE side = ? AND kind = ?", (side, kind))
        return str(found[0]) if found and found[0] is not None else ""

    def candidates(self, side: Side, kind: Kind, emails: Iterable[str], names: Iterable[str]) -> list[Record]:
        """Live records, paired or not, with one of these e-mail or name keys ('' matches nothing), by row."""
        sql = f"""SELECT {columns("r")} FROM record r WHERE r.gone = 0 AND r.row IN (
            SELECT row FROM record WHERE side = ?1 AND kind = ?2 AND email_key <> ''
                AND email_key IN (SELECT value FROM json_each(?3))
            UNION
            SELECT row FROM record WHERE side = ?1 AND kind = ?2 AND name_key <> ''
                AND name_key IN (SELECT value FROM json_each(?4))) ORDER BY r.row"""
        return [record_of(row) for row in self._database.rows(sql, (side, kind, id_list(emails), id_list(names)))]

    def dirty_unpaired(self, side: Side, kind: Kind, after_row: int = 0, limit: int = 500) -> list[Record]:
        """Records in no pairing that changed since they were last planned, in the order of their rows."""
        sql = f"""SELECT {columns("r")} FROM record r INDEXED BY record_dirty
            WHERE r.dirty = 1 AND r.side = ? AND r.kind = ? AND r.row > ?
            AND NOT EXISTS (SELECT 1 FROM pairing p WHERE p.{_PAIR_COLUMN[side]} = r.row) ORDER BY r.row LIMIT ?"""
        return [record_of(row) for row in self._database.rows(sql, (side, kind, after_row, limit))]

    def live_ids(self, side: Side, kind: Kind, role: Role | None = None) -> Iterator[tuple[str, str]]:
        """(native id, version) of every live record, of one role where given; writing in between is allowed."""
        sql = (
            "SELECT row, native_id, version FROM record WHERE side = ?1 AND kind = ?2 AND gone = 0 AND row > ?3 "
            "AND (?4 IS NULL OR role = ?4) ORDER BY row LIMIT ?5"
        )
        after = 0
        while page := self._database.rows(sql, (side, kind, after, role, _SCAN_PAGE)):
            yield from ((native_id, version) for _, native_id, version in page)
            after = page[-1][0]

    def addressed(self, kind: Kind, address: str, domain: bool = False) -> list[int]:
        """The rows of live records with an e-mail address, or with one of a domain; folded."""
        sql = "SELECT row FROM record WHERE side = ? AND kind = ? AND gone = 0 AND email_key <> '' AND email_key "
        sql += "LIKE '%@' || ? ESCAPE char(92)" if domain else "= ?"
        text = _plain(address) if domain else address
        return [row[0] for side in Side for row in self._database.rows(sql, (side, kind, text))]

    def stamped(self, kind: Kind, prefix: str) -> bool:
        """Whether any live record without a pair carries a link id, which begins so."""
        sql = """SELECT 1 FROM record r WHERE r.kind = ? AND r.gone = 0 AND substr(r.link, 1, ?) = ?
            AND NOT EXISTS (SELECT 1 FROM pairing p WHERE p.crm_record = r.row OR p.mbx_record = r.row) LIMIT 1"""
        return self._database.row(sql, (kind, len(prefix), prefix)) is not None

    def survivors(self, rows: Iterable[int]) -> dict[int, str]:
        """The native id of the record that each of these was merged into, where it was."""
        sql = (
            "SELECT row, merged_into FROM record WHERE merged_into IS NOT NULL "
            "AND row IN (SELECT value FROM json_each(?))"
        )
        return dict(self._database.rows(sql, (id_list(rows),)))


def _plain(text: str) -> str:
    """A text as a pattern that only it fits."""
    return "".join(f"\\{c}" if c in "\\%_" else c for c in text)
