"""The invariants of the database as questions whose right answer is nothing.

Exists so that the program, its users and its tests can ask whether our own state is sound. Repairs nothing; a damaged
file is noted for whoever opens it next.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from contextlib import closing

from desktop.core.faults import PortFault
from desktop.store.database import Database
from desktop.store.faults import CORRUPT

_FOUND: tuple[tuple[str, str], ...] = (
    (
        "The operation {} waits for its outcome, but its session is not known.",
        """SELECT op_id FROM operation o WHERE state = 'intent'
        AND NOT EXISTS (SELECT 1 FROM session WHERE id = o.session)""",
    ),
    (
        "The operation {} belongs to a session that is not known.",
        """SELECT op_id FROM operation o WHERE state <> 'intent'
        AND NOT EXISTS (SELECT 1 FROM session WHERE id = o.session)""",
    ),
    (
        "The operation {} has an outcome without its moment, or the moment of an outcome that it does not have.",
        "SELECT op_id FROM operation WHERE (state = 'intent') <> (settled_at IS NULL)",
    ),
    (
        "The operation {} cannot be read.",
        """SELECT op_id FROM operation WHERE NOT (json_valid(patch) AND json_valid(intended) AND json_valid(source)
        AND json_valid(seen) AND json_valid(ifnull(before, 'null')) AND json_valid(ifnull(fault, 'null')))""",
    ),
    (
        "The change {} belongs to an operation that is not known.",
        "SELECT id FROM change_log c WHERE NOT EXISTS (SELECT 1 FROM operation o WHERE o.op_id = c.op_id)",
    ),
    (
        "The change {} and its operation name different sessions or pairs.",
        """SELECT c.id FROM change_log c JOIN operation o ON o.op_id = c.op_id
        WHERE o.session <> c.session OR o.pair_id <> c.pair_id""",
    ),
    (
        "The session {} has ended without a verdict, or has a verdict without an end.",
        "SELECT id FROM session WHERE (ended IS NULL) <> (verdict IS NULL)",
    ),
    (
        "The session {} has not ended, though a later one has begun.",
        "SELECT id FROM session WHERE ended IS NULL AND id < (SELECT max(id) FROM session)",
    ),
    (
        "The history was being pruned up to the session {} and may lose more.",
        "SELECT before_session FROM pruning",
    ),
    (
        "The pair {} is active for a reason, or it is not and has none.",
        "SELECT pair_id FROM pairing WHERE (state = 'active') <> (reason = '')",
    ),
    (
        "The pair {} is active, but both of its records are gone.",
        """SELECT p.pair_id FROM pairing p JOIN record c ON c.row = p.crm_record JOIN record m ON m.row = p.mbx_record
        WHERE p.state = 'active' AND c.gone = 1 AND m.gone = 1 AND p.dirty = 0 AND c.dirty = 0 AND m.dirty = 0
        AND NOT EXISTS (SELECT 1 FROM operation o WHERE o.pair_id = p.pair_id AND o.state = 'intent')""",
    ),
    (
        "The pair {} holds a record of the wrong side or kind.",
        """SELECT p.pair_id FROM pairing p LEFT JOIN record c ON c.row = p.crm_record
        LEFT JOIN record m ON m.row = p.mbx_record
        WHERE c.side <> 'crm' OR m.side <> 'mailbox' OR c.kind <> p.kind OR m.kind <> p.kind""",
    ),
    (
        "The pair {} holds no record at all, and nothing is under way for it.",
        """SELECT pair_id FROM pairing p WHERE crm_record IS NULL AND mbx_record IS NULL
        AND NOT EXISTS (SELECT 1 FROM operation o WHERE o.pair_id = p.pair_id AND o.state = 'intent')""",
    ),
    (
        "The pair {} has a base on one side only.",
        "SELECT pair_id FROM base GROUP BY pair_id HAVING count(*) <> 2",
    ),
    (
        "A base is kept for the pair {}, which does not exist.",
        "SELECT DISTINCT pair_id FROM base b WHERE NOT EXISTS (SELECT 1 FROM pairing p WHERE p.pair_id = b.pair_id)",
    ),
    (
        "The pair {} has a base, but it has no record on one side and nothing is under way for it.",
        """SELECT DISTINCT p.pair_id FROM pairing p JOIN base b ON b.pair_id = p.pair_id
        WHERE p.state = 'active' AND (p.crm_record IS NULL OR p.mbx_record IS NULL)
        AND NOT EXISTS (SELECT 1 FROM operation o WHERE o.pair_id = p.pair_id AND o.state = 'intent')""",
    ),
    (
        "The base of the pair {} cannot be read.",
        "SELECT DISTINCT pair_id FROM base WHERE NOT json_valid(fields)",
    ),
    (
        "The conflict {} has an answer that nobody gave, or lacks the one that was.",
        """SELECT id FROM conflict WHERE (state IN ('resolved', 'applied') AND resolution IS NULL)
        OR (state = 'open' AND resolution IS NOT NULL)""",
    ),
    (
        "The hold {} has an answer that nobody gave, or lacks the one that was.",
        "SELECT id FROM hold WHERE (state = 'answered' AND answer = '') OR (state = 'open' AND answer <> '')",
    ),
    (
        "A yes covers {}, but the question that it answers is not known.",
        "SELECT op_key FROM consent c WHERE NOT EXISTS (SELECT 1 FROM hold h WHERE h.id = c.hold)",
    ),
    (
        "The conflict {} was resolved, but no session will look at it.",
        """SELECT c.id FROM conflict c LEFT JOIN pairing p ON p.pair_id = c.pair_id
        LEFT JOIN record r ON r.row = c.record
        LEFT JOIN record a ON a.row = p.crm_record LEFT JOIN record b ON b.row = p.mbx_record
        WHERE c.state = 'resolved' AND max(ifnull(p.dirty, 0), ifnull(r.dirty, 0), ifnull(a.dirty, 0),
        ifnull(b.dirty, 0)) = 0
        AND NOT EXISTS (SELECT 1 FROM issue i WHERE i.pair_id = p.pair_id AND i.state <> 'solved')""",
    ),
    (
        "The hold {} was answered, but no session will look at it.",
        """SELECT h.id FROM hold h LEFT JOIN pairing p ON p.pair_id = h.pair_id
        LEFT JOIN record a ON a.row = p.crm_record LEFT JOIN record b ON b.row = p.mbx_record
        WHERE h.state = 'answered' AND h.pair_id IS NOT NULL
        AND max(ifnull(p.dirty, 0), ifnull(a.dirty, 0), ifnull(b.dirty, 0)) = 0
        AND NOT EXISTS (SELECT 1 FROM issue i WHERE i.pair_id = p.pair_id AND i.state <> 'solved')""",
    ),
    (
        "Something is wished of the pair {}, but no session will look at it.",
        """SELECT p.pair_id FROM pairing p LEFT JOIN record a ON a.row = p.crm_record
        LEFT JOIN record b ON b.row = p.mbx_record
        WHERE p.wish <> '' AND max(p.dirty, ifnull(a.dirty, 0), ifnull(b.dirty, 0)) = 0
        AND NOT EXISTS (SELECT 1 FROM issue i WHERE i.pair_id = p.pair_id AND i.state <> 'solved')""",
    ),
    (
        "The conflict {} is open for a pair that does not exist.",
        """SELECT id FROM conflict c WHERE state = 'open' AND pair_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM pairing p WHERE p.pair_id = c.pair_id)""",
    ),
    (
        "The hold {} is open for a pair that does not exist.",
        """SELECT id FROM hold h WHERE state = 'open' AND pair_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM pairing p WHERE p.pair_id = h.pair_id)""",
    ),
    (
        "The record {} was merged into another one, but it is not gone.",
        "SELECT row FROM record WHERE merged_into IS NOT NULL AND gone = 0",
    ),
    (
        "The setting {} cannot be read.",
        "SELECT key FROM setting WHERE NOT json_valid(json)",
    ),
    (
        "The account {} cannot be read.",
        "SELECT label FROM account WHERE NOT json_valid(settings)",
    ),
    (
        "The record {} cannot be read.",
        "SELECT row FROM record WHERE NOT json_valid(fields)",
    ),
    (
        "The record {} is missing from the search.",
        "SELECT row FROM record WHERE row NOT IN (SELECT id FROM record_fts_docsize)",
    ),
    (
        "The search knows the record {}, which does not exist.",
        "SELECT id FROM record_fts_docsize WHERE id NOT IN (SELECT row FROM record)",
    ),
)


_SCHEMA = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"


@functools.cache
def _schema() -> Mapping[tuple[str, str], str]:
    """Every table, index and trigger of a new database, by type and name."""
    with closing(Database.memory()) as database:
        return {(row[0], row[1]): row[2] for row in database.rows(_SCHEMA)}


def _of_the_schema(database: Database) -> list[str]:
    """What of the schema is missing or another: a file that somebody has changed holds its invariants no longer."""
    found = {(row[0], row[1]): row[2] for row in database.rows(_SCHEMA)}
    return [
        f"The {kind} {name} is missing." if (kind, name) not in found else f"The {kind} {name} was changed."
        for (kind, name), sql in _schema().items()
        if found.get((kind, name)) != sql
    ]


def _of_the_file(database: Database) -> list[str]:
    try:
        rows = database.rows("PRAGMA integrity_check")
    except PortFault as problem:
        if problem.fault.code != CORRUPT:
            raise
        return [problem.fault.message]
    return [f"The database file is damaged: {row[0]}." for row in rows if row[0] != "ok"]


def examine(database: Database) -> list[str]:
    """One sentence for each thing that is not as it must be; an empty list for a sound database."""
    sentences = _of_the_file(database)
    if sentences:
        database.note_damage()
        return sentences
    sentences += [
        f"A row of the table {row[0]} points to nothing in {row[2]}."
        for row in database.rows("PRAGMA foreign_key_check")
    ]
    sentences += _of_the_schema(database)
    for sentence, question in _FOUND:
        sentences += [sentence.format(row[0]) for row in database.rows(question)]
    return sentences
