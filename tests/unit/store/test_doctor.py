"""Every invariant: a sound database gives no sentence, a broken one gives its own."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from desktop.core.record import Side
from desktop.store import doctor
from desktop.store.bases import Base, Bases
from desktop.store.conflicts import Conflicts, StoredConflict
from desktop.store.database import Database
from desktop.store.doctor import examine
from desktop.store.holds import Holds, Question
from desktop.store.journal import Journal
from desktop.store.sessions import Sessions
from tests.unit.store.samples import AT, entry, paired, stored
from tests.unit.store.samples import observed as seen


def _sound(database: Database) -> None:
    """A pair with bases, a finished session, an open intent, a conflict, a hold, and an unpaired record."""
    paired(database, 1)
    stored(database, [seen(Side.CRM, "c9")])
    with database.transaction():
        Bases(database).set([Base("p1", side, {"last_name": "Ada"}, 1) for side in Side])
        Sessions(database).start("manual", "1", AT)
        Journal(database).intend([entry("o0", pair_id="p7")], AT)
        Journal(database).settle("o0", "applied", None, AT)
        Journal(database).intend([entry(pair_id="p7", verb="create")], AT)
        Conflicts(database).open([StoredConflict("title", "field", 1, pair_id="p1")], AT)
        Holds(database).place(Question("deletion", "p1", "s", "h", 1), AT)


def test_a_sound_database_gives_no_sentence(database: Database) -> None:
    assert examine(database) == []
    _sound(database)
    assert examine(database) == []


BROKEN = [
    ("UPDATE record SET gone = 1", "The pair p1 is active, but both of its records are gone."),
    ("UPDATE pairing SET crm_record = 3, mbx_record = 1", "The pair p1 holds a record of the wrong side or kind."),
    ("UPDATE record SET kind = 'task' WHERE row = 2", "The pair p1 holds a record of the wrong side or kind."),
    ("DELETE FROM base WHERE side = 'crm'", "The pair p1 has a base on one side only."),
    (
        "UPDATE pairing SET crm_record = NULL",
        "The pair p1 has a base, but it has no record on one side and nothing is under way for it.",
    ),
    (
        "UPDATE conflict SET state = 'resolved', resolution = '{}'",
        "The conflict 1 was resolved, but no session will look at it.",
    ),
    (
        "UPDATE hold SET state = 'answered', answer = 'stop'",
        "The hold 1 was answered, but no session will look at it.",
    ),
    ("UPDATE conflict SET pair_id = 'p9'", "The conflict 1 is open for a pair that does not exist."),
    ("UPDATE hold SET pair_id = 'p9'", "The hold 1 is open for a pair that does not exist."),
    ("UPDATE record SET fields = '{' WHERE row = 3", "The record 3 cannot be read."),
    (
        "UPDATE operation SET settled_at = 'x' WHERE op_id = 'o1'",
        "The operation o1 has an outcome without its moment, or the moment of an outcome that it does not have.",
    ),
    ("UPDATE operation SET patch = '{' WHERE op_id = 'o1'", "The operation o1 cannot be read."),
    ("DELETE FROM operation WHERE op_id = 'o0'", "The change 1 belongs to an operation that is not known."),
    (
        "UPDATE operation SET pair_id = 'p2' WHERE op_id = 'o0'",
        "The change 1 and its operation name different sessions or pairs.",
    ),
    (
        "UPDATE session SET verdict = 'clean'",
        "The session 1 has ended without a verdict, or has a verdict without an end.",
    ),
    (
        "INSERT INTO session SELECT 2, trigger, phase, verdict, started, ended, counters, app_version FROM session",
        "The session 1 has not ended, though a later one has begun.",
    ),
    ("INSERT INTO pruning VALUES (4)", "The history was being pruned up to the session 4 and may lose more."),
    (
        "UPDATE pairing SET wish = 'unshare'",
        "Something is wished of the pair p1, but no session will look at it.",
    ),
    ("UPDATE pairing SET reason = 'person'", "The pair p1 is active for a reason, or it is not and has none."),
    ("UPDATE base SET fields = '{'", "The base of the pair p1 cannot be read."),
    (
        "UPDATE conflict SET resolution = '{}'",
        "The conflict 1 has an answer that nobody gave, or lacks the one that was.",
    ),
    ("UPDATE hold SET answer = 'stop'", "The hold 1 has an answer that nobody gave, or lacks the one that was."),
    (
        "INSERT INTO consent VALUES ('7:p1', 7)",
        "A yes covers 7:p1, but the question that it answers is not known.",
    ),
    (
        "UPDATE record SET merged_into = 'c1' WHERE row = 3",
        "The record 3 was merged into another one, but it is not gone.",
    ),
    ("INSERT INTO setting VALUES ('scope', '{')", "The setting scope cannot be read."),
    (
        "INSERT INTO account VALUES ('a', 'crm', 'salesforce', 'Org', '', '', '{')",
        "The account Org cannot be read.",
    ),
    ("DROP TRIGGER change_log_keeps", "The trigger change_log_keeps is missing."),
    ("DROP INDEX conflict_open", "The index conflict_open is missing."),
    ("ALTER TABLE label ADD COLUMN more TEXT", "The table label was changed."),
    ("DELETE FROM record_fts_docsize WHERE id = 3", "The record 3 is missing from the search."),
    (
        "INSERT INTO record_fts_docsize(id, sz) VALUES (99, x'01')",
        "The search knows the record 99, which does not exist.",
    ),
]
OWN_TESTS = {
    "The operation o1 waits for its outcome, but its session is not known.",
    "The operation o0 belongs to a session that is not known.",
    "The pair p1 holds no record at all, and nothing is under way for it.",
    "A base is kept for the pair p9, which does not exist.",
}


@pytest.mark.parametrize(("damage", "sentence"), BROKEN)
def test_every_broken_invariant_has_its_sentence(database: Database, damage: str, sentence: str) -> None:
    _sound(database)
    with database.transaction():
        database.write(damage)
    assert examine(database) == [sentence]


def test_each_question_of_doctor_is_broken_by_a_test_of_its_own() -> None:
    told = {sentence for _, sentence in BROKEN} | OWN_TESTS
    unbroken = [sentence for sentence, _ in doctor._FOUND if not any(_fits(sentence, text) for text in told)]
    assert unbroken == []


def _fits(sentence: str, told: str) -> bool:
    start, _, end = sentence.partition("{}")
    return told.startswith(start) and told.endswith(end)


def test_operations_without_their_session_are_named(database: Database) -> None:
    _sound(database)
    with database.transaction():
        database.write("DELETE FROM session")
    assert examine(database) == [
        "The operation o1 waits for its outcome, but its session is not known.",
        "The operation o0 belongs to a session that is not known.",
    ]


def test_a_pair_without_any_record_is_named(database: Database) -> None:
    _sound(database)
    with database.transaction():
        database.write("DELETE FROM base")
        database.write("UPDATE pairing SET crm_record = NULL, mbx_record = NULL")
    assert examine(database) == ["The pair p1 holds no record at all, and nothing is under way for it."]


def test_a_base_without_its_pair_is_named(database: Database) -> None:
    database.rows("PRAGMA foreign_keys = OFF")
    with database.transaction():
        database.write_many("INSERT INTO base VALUES ('p9', ?, '{}', 1)", [(side,) for side in Side])
    assert examine(database) == [
        "A row of the table base points to nothing in pairing.",
        "A row of the table base points to nothing in pairing.",
        "A base is kept for the pair p9, which does not exist.",
    ]


def test_a_damaged_index_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mirror.db"
    with closing(Database.open(path)) as database:
        _sound(database)
        root = database.number("SELECT rootpage FROM sqlite_schema WHERE name = 'record_line'")
    content = bytearray(path.read_bytes())
    page = slice((root - 1) * 4096, root * 4096)
    content[page] = content[page].replace(b"ada", b"xyz", 1)
    path.write_bytes(content)
    with closing(Database.open(path)) as database:
        sentences = examine(database)
    assert sentences
    assert all(sentence.startswith("The database file is damaged: ") for sentence in sentences)
