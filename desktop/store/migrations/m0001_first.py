"""Version 1: the first schema.

Exists as the record of what version 1 is; must not follow later changes of the program.
"""

from __future__ import annotations

import sqlite3

_ENDS = (
    """CREATE TABLE account(
        id TEXT PRIMARY KEY, side TEXT NOT NULL UNIQUE CHECK(side IN ('crm', 'mailbox')), adapter TEXT NOT NULL,
        label TEXT NOT NULL, address TEXT NOT NULL, identity TEXT NOT NULL, settings TEXT NOT NULL) STRICT""",
    """CREATE TABLE memory(key TEXT PRIMARY KEY, value TEXT NOT NULL, day TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE cursor(
        side TEXT NOT NULL, kind TEXT NOT NULL, role TEXT NOT NULL, token TEXT, full_scan_after TEXT,
        PRIMARY KEY(side, kind, role)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE setting(key TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID""",
)

_RECORDS = (
    # AUTOINCREMENT: the key of a forgotten record must not name another one in issues or conflicts of old.
    """CREATE TABLE record(
        row INTEGER PRIMARY KEY AUTOINCREMENT, side TEXT NOT NULL CHECK(side IN ('crm', 'mailbox')),
        kind TEXT NOT NULL, native_id TEXT NOT NULL, role TEXT NOT NULL, version TEXT NOT NULL,
        marked INTEGER NOT NULL CHECK(marked IN (0, 1)), link TEXT, fields TEXT NOT NULL,
        gone INTEGER NOT NULL DEFAULT 0 CHECK(gone IN (0, 1)), merged_into TEXT,
        dirty INTEGER NOT NULL CHECK(dirty IN (0, 1)), title TEXT NOT NULL, title_key TEXT NOT NULL,
        email_key TEXT NOT NULL, name_key TEXT NOT NULL, search TEXT NOT NULL, seen_at TEXT NOT NULL,
        UNIQUE(side, kind, native_id)) STRICT""",
    "CREATE INDEX record_dirty ON record(side, kind, row) WHERE dirty = 1",
    "CREATE INDEX record_email ON record(side, kind, email_key) WHERE email_key <> ''",
    "CREATE INDEX record_name ON record(side, kind, name_key) WHERE name_key <> ''",
    "CREATE INDEX record_version ON record(side, kind, version, gone, marked)",
    "CREATE INDEX record_title ON record(kind, title_key, row)",
    """CREATE VIRTUAL TABLE record_fts USING fts5(
        search, content='record', content_rowid='row', tokenize='unicode61 remove_diacritics 2')""",
)

_PAIRS = (
    """CREATE TABLE pairing(
        pair_id TEXT PRIMARY KEY, kind TEXT NOT NULL,
        crm_record INTEGER UNIQUE REFERENCES record(row) ON DELETE RESTRICT,
        mbx_record INTEGER UNIQUE REFERENCES record(row) ON DELETE RESTRICT,
        state TEXT NOT NULL CHECK(state IN ('active', 'detached', 'held')), how TEXT NOT NULL,
        crm_in INTEGER NOT NULL CHECK(crm_in IN (0, 1)), mbx_in INTEGER NOT NULL CHECK(mbx_in IN (0, 1)),
        reason TEXT NOT NULL, session INTEGER NOT NULL,
        dirty INTEGER NOT NULL DEFAULT 0 CHECK(dirty IN (0, 1))) STRICT""",
    "CREATE INDEX pairing_dirty ON pairing(kind, pair_id) WHERE dirty = 1",
    "CREATE INDEX pairing_state ON pairing(kind, state)",
    """CREATE TABLE base(
        pair_id TEXT NOT NULL REFERENCES pairing(pair_id) ON DELETE CASCADE,
        side TEXT NOT NULL CHECK(side IN ('crm', 'mailbox')), fields TEXT NOT NULL, map_rev INTEGER NOT NULL,
        PRIMARY KEY(pair_id, side)) STRICT""",
)

_WORK = (
    """CREATE TABLE session(
        id INTEGER PRIMARY KEY AUTOINCREMENT, trigger TEXT NOT NULL, phase TEXT NOT NULL, verdict TEXT,
        started TEXT NOT NULL, ended TEXT, counters TEXT NOT NULL, app_version TEXT NOT NULL) STRICT""",
    """CREATE TABLE operation(
        op_id TEXT PRIMARY KEY, session INTEGER NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL,
        pair_id TEXT NOT NULL, side TEXT NOT NULL CHECK(side IN ('crm', 'mailbox')), verb TEXT NOT NULL,
        native_id TEXT NOT NULL, expect TEXT NOT NULL, patch TEXT NOT NULL, intended TEXT NOT NULL,
        source TEXT NOT NULL, before TEXT, link TEXT, why TEXT NOT NULL, seen TEXT NOT NULL, title TEXT NOT NULL,
        state TEXT NOT NULL CHECK(state IN ('intent', 'settled', 'dropped', 'failed')), outcome TEXT, fault TEXT,
        intent_at TEXT NOT NULL, settled_at TEXT) STRICT""",
    "CREATE INDEX operation_open ON operation(session, seq) WHERE state = 'intent'",
    "CREATE INDEX operation_session ON operation(session, seq)",
    """CREATE TABLE change_log(
        id INTEGER PRIMARY KEY, op_id TEXT NOT NULL, session INTEGER NOT NULL, pair_id TEXT NOT NULL,
        side TEXT NOT NULL, native_id TEXT NOT NULL, verb TEXT NOT NULL, field TEXT NOT NULL, before TEXT, after TEXT,
        undone_by TEXT) STRICT""",
    "CREATE INDEX change_log_session ON change_log(session)",
    "CREATE INDEX change_log_pair ON change_log(pair_id)",
    "CREATE TABLE pruning(before_session INTEGER NOT NULL) STRICT",
    """CREATE TRIGGER change_log_stays BEFORE DELETE ON change_log
        WHEN NOT EXISTS (SELECT 1 FROM pruning WHERE OLD.session < before_session)
        BEGIN SELECT RAISE(ABORT, 'the change log is deleted by pruning only'); END""",
    """CREATE TRIGGER change_log_keeps BEFORE UPDATE OF
        id, op_id, session, pair_id, side, native_id, verb, field, before, after ON change_log
        BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END""",
)

_QUESTIONS = (
    """CREATE TABLE conflict(
        id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, pair_id TEXT, record INTEGER, field TEXT NOT NULL,
        type TEXT NOT NULL CHECK(type IN ('field', 'edit_delete', 'duplicate')), crm_value TEXT, mbx_value TEXT,
        base_crm TEXT, base_mbx TEXT, crm_version TEXT NOT NULL, mbx_version TEXT NOT NULL, candidates TEXT NOT NULL,
        state TEXT NOT NULL CHECK(state IN ('open', 'resolved', 'applied', 'expired')), resolution TEXT,
        session INTEGER NOT NULL, opened_at TEXT NOT NULL, closed_at TEXT) STRICT""",
    """CREATE UNIQUE INDEX conflict_open ON conflict(ifnull(pair_id, ''), ifnull(record, 0), field)
        WHERE state = 'open'""",
    "CREATE INDEX conflict_pair ON conflict(pair_id) WHERE state IN ('open', 'resolved')",
    "CREATE INDEX conflict_record ON conflict(record) WHERE state IN ('open', 'resolved')",
    """CREATE TABLE hold(
        id INTEGER PRIMARY KEY AUTOINCREMENT, guard TEXT NOT NULL, pair_id TEXT, summary TEXT NOT NULL,
        plan_hash TEXT NOT NULL, state TEXT NOT NULL CHECK(state IN ('open', 'answered', 'done', 'withdrawn')),
        answer TEXT NOT NULL, session INTEGER NOT NULL, created_at TEXT NOT NULL, answered_at TEXT) STRICT""",
    """CREATE UNIQUE INDEX hold_active ON hold(guard, ifnull(pair_id, '')) WHERE state IN ('open', 'answered')""",
    "CREATE INDEX hold_pair ON hold(pair_id) WHERE state IN ('open', 'answered')",
    "CREATE TABLE consent(op_key TEXT PRIMARY KEY, hold INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE issue(
        id INTEGER PRIMARY KEY AUTOINCREMENT, pair_id TEXT, record INTEGER, subject TEXT NOT NULL, code TEXT NOT NULL,
        field TEXT NOT NULL, message TEXT NOT NULL, action TEXT NOT NULL, version_crm TEXT NOT NULL,
        version_mbx TEXT NOT NULL, attempts INTEGER NOT NULL, first_at TEXT NOT NULL, last_at TEXT NOT NULL,
        state TEXT NOT NULL CHECK(state IN ('open', 'solved'))) STRICT""",
    "CREATE INDEX issue_pair ON issue(pair_id) WHERE state = 'open'",
    "CREATE INDEX issue_record ON issue(record) WHERE state = 'open'",
    """CREATE UNIQUE INDEX issue_open ON issue(ifnull(pair_id, ''), ifnull(record, 0), code, field)
        WHERE state = 'open'""",
)


def migrate(connection: sqlite3.Connection) -> None:
    """Make every table of version 1 in an empty file."""
    for statement in (*_ENDS, *_RECORDS, *_PAIRS, *_WORK, *_QUESTIONS):
        connection.execute(statement)
