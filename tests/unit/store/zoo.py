"""Files as older programs left them: made by the migrations of their time and filled with rows in every table."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from desktop.store import migrate
from desktop.store.migrations import MIGRATIONS

T = "2026-01-02T03:04:05.000000Z"
LATER = "2026-01-02T03:05:00.000000Z"
_FIELDS = json.dumps({"last_name": "Müller", "company": "Ärzte AG"}, ensure_ascii=False)

Row = Mapping[str, Any]

ROWS: Mapping[str, Sequence[Row]] = {
    "account": [
        {"id": "a1", "side": "crm", "adapter": "salesforce", "label": "Org", "address": "https://org", "identity": "x"},
        {"id": "a2", "side": "mailbox", "adapter": "ews", "label": "Box", "address": "https://box", "identity": "y"},
    ],
    "memory": [{"key": "crm:salesforce.org", "value": "{}", "day": "2026-01-02"}],
    "cursor": [{"side": "crm", "kind": "contact", "role": "shared", "token": "t", "full_scan_after": LATER}],
    "setting": [{"key": "scope", "json": '"all"'}, {"key": "first_sync_done", "json": "true"}],
    "record": [
        {"row": 1, "side": "crm", "native_id": "003A"},
        {"row": 2, "side": "mailbox", "native_id": "m1", "link": "scc:1:p1:003A"},
        {"row": 3, "side": "crm", "native_id": "003B", "gone": 1, "merged_into": "003A"},
        {"row": 4, "side": "crm", "native_id": "003C"},
    ],
    "pairing": [
        {"pair_id": "p1", "crm_record": 1, "mbx_record": 2},
        {"pair_id": "p2", "crm_record": 4, "mbx_record": None, "state": "held", "reason": "deletion"},
    ],
    "base": [{"pair_id": "p1", "side": side, "fields": _FIELDS} for side in ("crm", "mailbox")],
    "session": [{"id": 1, "ended": LATER, "verdict": "clean"}, {"id": 2}],
    "operation": [
        {"op_id": "o1", "session": 1, "state": "settled", "outcome": "applied", "settled_at": LATER},
        {"op_id": "o2", "session": 2, "state": "intent", "verb": "create", "native_id": ""},
    ],
    "change_log": [
        {"id": 1, "op_id": "o1", "session": 1, "field": "title", "before": '"a"', "after": '"b"'},
        {"id": 2, "op_id": "o2", "session": 2, "verb": "create", "field": "*", "before": None, "after": None},
    ],
    "pruning": [],
    "conflict": [
        {"id": 1, "pair_id": "p1", "field": "title", "crm_value": '"a"', "mbx_value": '"b"', "resolution": None},
        {"id": 2, "pair_id": "p1", "field": "phone", "state": "applied", "resolution": '{"take":"crm"}'},
    ],
    "hold": [{"id": 1, "pair_id": "p2", "guard": "deletion"}, {"id": 2, "pair_id": None, "guard": "first-sync"}],
    "consent": [{"op_key": "2:p1", "hold": 2}],
    "issue": [{"id": 7, "pair_id": "p1"}, {"id": 9, "pair_id": "p1", "state": "solved"}],
    "label": [{"record": 2, "native_id": "m1"}],
    "exclusion": [{"id": 1, "at": T}],
    "exclusion_key": [{"what": "email", "value": "m@example.org", "exclusion": 1}],
}
"""Rows by table, of other tables one. A column that is not named takes what `_USUAL` says of it, or something of its
type."""

_USUAL: Mapping[str, Any] = {
    "kind": "contact",
    "side": "crm",
    "role": "shared",
    "version": "v1",
    "marked": 1,
    "fields": _FIELDS,
    "title": "Müller",
    "title_key": "muller",
    "name_key": "",
    "email_key": "m@example.org",
    "search": "muller arzte ag",
    "seen_at": T,
    "crm_in": 1,
    "mbx_in": 1,
    "how": "email",
    "session": 1,
    "map_rev": 1,
    "verb": "update",
    "pair_id": "p1",
    "native_id": "003A",
    "trigger": "person",
    "phase": "done",
    "verdict": "clean",
    "started": T,
    "ended": LATER,
    "counters": "{}",
    "app_version": "0.1.0",
    "patch": "{}",
    "intended": "{}",
    "source": "{}",
    "seen": "{}",
    "settings": "{}",
    "candidates": "[]",
    "intent_at": T,
    "created_at": T,
    "opened_at": T,
    "first_at": T,
    "last_at": LATER,
    "code": "too-long",
    "field": "title",
    "message": "Long.",
    "action": "Cut.",
    "attempts": 2,
    "why": "changed",
}
_STATES = {"pairing": "active", "operation": "settled", "conflict": "open", "hold": "open", "issue": "open"}
_TYPES = {"conflict": "field"}


def old_file(path: Path, version: int) -> None:
    """Make a file of an older version with rows in every table that is known here."""
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        migrate.upgrade(connection, None, MIGRATIONS[:version])
        for table in tables(connection):
            for row in ROWS.get(table, ({},)):
                _insert(connection, table, row)
        connection.execute("INSERT INTO record_fts(record_fts) VALUES ('rebuild')")


def contents(connection: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of ours, by table."""
    found = {}
    for table in tables(connection):
        names = [column[0] for column in _columns(connection, table)]
        rows = connection.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()
        found[table] = [dict(zip(names, row, strict=True)) for row in rows]
    return found


def tables(connection: sqlite3.Connection) -> list[str]:
    """Our own tables, without those in which the search keeps its index."""
    sql = (
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE 'record_fts%' ORDER BY rootpage"
    )
    return [row[0] for row in connection.execute(sql)]


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, str, bool, str | None]]:
    """Name, type, whether a value must be there, and the default of each column."""
    rows = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [(row[1], row[2], bool(row[3]), row[4]) for row in rows]


def _insert(connection: sqlite3.Connection, table: str, row: Row) -> None:
    values: dict[str, Any] = {}
    for name, kind, needed, default in _columns(connection, table):
        if name in row:
            values[name] = row[name]
        elif needed and default is None:
            usual = {"state": _STATES.get(table), "type": _TYPES.get(table)}.get(name) or _USUAL.get(name)
            values[name] = usual if usual is not None else (0 if kind == "INTEGER" else "")
    marks = ", ".join("?" * len(values))
    sql = f"INSERT INTO {table}({', '.join(values)}) VALUES ({marks})"
    connection.execute(sql, tuple(values.values()))
