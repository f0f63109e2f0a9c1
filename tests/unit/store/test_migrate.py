"""Upgrading from an empty file and from an older one, and what is kept when a step fails."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.core.faults import PortFault
from desktop.core.pairing import Wish
from desktop.store import migrate
from desktop.store.browse import Browse
from desktop.store.database import Database
from desktop.store.doctor import examine
from desktop.store.issues import Issues
from desktop.store.lines import Filter, Order
from desktop.store.migrate import APPLICATION_ID, LATEST
from desktop.store.migrations import MIGRATIONS
from desktop.store.pairs import Pairs
from desktop.store.settings import Settings
from desktop.store.views import Views


def _second(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE second(x INTEGER) STRICT")


def _failing(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE third(x INTEGER) STRICT")
    raise KeyError


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def test_an_empty_file_gets_every_migration_and_our_mark(database: Database) -> None:
    assert database.number("PRAGMA user_version") == LATEST == len(MIGRATIONS)
    assert database.number("PRAGMA application_id") == APPLICATION_ID


def test_every_table_of_ours_is_strict(database: Database) -> None:
    loose = database.rows(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 "
        "AND name NOT LIKE 'sqlite_%'"
    )
    assert loose == []


def test_an_older_file_is_copied_before_it_is_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "mirror.db"
    with closing(Database.open(path)) as database:
        Settings(database).put("scope", "all")
    (tmp_path / f"mirror-version-{LATEST}.db").write_bytes(b"a copy of an earlier attempt")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        copy = migrate.upgrade(connection, path, (*MIGRATIONS, _second))
        assert migrate.version(connection) == LATEST + 1
        assert "second" in _tables(connection)
    assert copy == tmp_path / f"mirror-version-{LATEST}.db"
    with closing(Database.open(copy)) as kept:
        assert Settings(kept).text("scope") == "all"


def test_a_file_of_the_first_version_is_upgraded_with_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "mirror.db"
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate.upgrade(connection, path, MIGRATIONS[:1])
        connection.execute("INSERT INTO setting(key, json) VALUES ('scope', '\"all\"')")
    with closing(Database.open(path)) as database:
        assert database.number("PRAGMA user_version") == LATEST
        assert Settings(database).text("scope") == "all"
        assert database.number("SELECT count(*) FROM label") == 0


def test_a_step_that_fails_is_rolled_back_and_the_ones_before_it_stay(tmp_path: Path) -> None:
    path = tmp_path / "mirror.db"
    Database.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with pytest.raises(KeyError):
            migrate.upgrade(connection, path, (*MIGRATIONS, _second, _failing))
        assert migrate.version(connection) == LATEST + 1
        assert "second" in _tables(connection)
        assert "third" not in _tables(connection)


def test_a_file_that_another_process_upgraded_meanwhile_is_left_alone(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "mirror.db"
    Database.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:

        def first(inner: sqlite3.Connection) -> None:
            raise AssertionError("a migration ran twice")

        migrate._step(connection, LATEST, first)
        assert migrate.version(connection) == LATEST


def test_a_present_file_needs_no_copy(tmp_path: Path) -> None:
    for _ in range(2):
        Database.open(tmp_path / "mirror.db").close()
    assert [file.name for file in tmp_path.iterdir()] == ["mirror.db"]


def test_an_older_file_is_not_read_before_it_is_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "mirror.db"
    Database.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA user_version = 0")
    with pytest.raises(PortFault) as caught:
        Database.read_only(path)
    assert caught.value.fault.code == "database-older"
    assert caught.value.fault.action == "Run a sync once: it upgrades the file and keeps a copy."


_FIRST = """
INSERT INTO session VALUES (1, 'person', 'done', 'clean', '2026-01-02T03:04:05.000000Z', NULL, '{}', '0.1.0');
INSERT INTO pairing VALUES ('p1', 'contact', NULL, NULL, 'active', 'email', 1, 1, '', 1, 0);
INSERT INTO operation VALUES ('o1', 1, 1, 'contact', 'p1', 'crm', 'update', '003A', 'v1', '{}', '{}', '{}', NULL, NULL,
    'changed', '{}', 'Ada', 'settled', 'applied', NULL, '2026-01-02T03:04:05.000000Z', NULL);
INSERT INTO change_log VALUES (1, 'o1', 1, 'p1', 'crm', '003A', 'update', 'title', '"a"', '"b"', NULL);
INSERT INTO issue VALUES (7, 'p1', NULL, 'Ada', 'too-long', 'title', 'Long.', 'Cut.', '', '', 2,
    '2026-01-02T03:04:05.000000Z', '2026-01-03T03:04:05.000000Z', 'open');
INSERT INTO issue VALUES (9, 'p1', NULL, 'Ada', 'too-long', 'title', 'Long.', '', '', '', 1,
    '2026-01-02T03:04:05.000000Z', '2026-01-03T03:04:05.000000Z', 'solved');
"""


def test_a_file_of_the_first_version_is_read_as_before(tmp_path: Path) -> None:
    path = tmp_path / "mirror.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate.upgrade(connection, path, MIGRATIONS[:1])
        connection.executescript(_FIRST)
    with closing(Database.open(path)) as database:
        assert Pairs(database).get(["p1"])["p1"].wish is Wish.NONE
        (issue,) = Issues(database).open()
        assert (issue.id, issue.attempts, issue.complaint.action, issue.complaint.tried) == (7, 2, "Cut.", "")
        (change,) = Views(database).session_changes(1)
        assert (change.before, change.after, change.why) == ("a", "b", "changed")
        with database.transaction(), pytest.raises(sqlite3.IntegrityError):
            database.write("UPDATE change_log SET why = 'another'")


_THIRD = """
INSERT INTO record VALUES (1, 'crm', 'contact', '003A', 'shared', '1', 1, NULL,
    '{"last_name":"Müller","company":"Ärzte  AG"}', 0, NULL, 0, 'Müller', 'muller', '', '', 'muller muller arzte ag',
    '2026-01-02T03:04:05.000000Z');
INSERT INTO record VALUES (2, 'crm', 'contact', '003B', 'shared', '1', 1, NULL, '{"last_name":"Ada","company":null}',
    0, NULL, 0, 'Ada', 'ada', '', '', 'ada ada', '2026-01-02T03:04:05.000000Z');
INSERT INTO record_fts(rowid, search) SELECT row, search FROM record;
INSERT INTO session VALUES (1, 'person', 'done', 'clean', '2026-01-02T03:04:05.000000Z',
    '2026-01-02T03:05:00.000000Z', '{}', '0.1.0');
INSERT INTO pairing VALUES ('p1', 'contact', 1, NULL, 'active', 'email', 1, 1, '', 1, 0, '');
INSERT INTO operation VALUES ('o1', 1, 1, 'contact', 'p1', 'crm', 'update', '003A', 'v1', '{}', '{}', '{}', NULL, NULL,
    'changed', '{}', 'Ada', 'settled', 'applied', NULL, '2026-01-02T03:04:05.000000Z', '2026-01-02T03:04:05.000000Z');
INSERT INTO change_log VALUES (1, 'o1', 1, 'p1', 'crm', '003A', 'update', 'title', '"a"', '"b"', NULL, '');
"""


def test_records_of_the_third_version_are_found_within_words_and_sorted_by_company(tmp_path: Path) -> None:
    path = tmp_path / "mirror.db"
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate.upgrade(connection, path, MIGRATIONS[:3])
        connection.executescript(_THIRD)
    with closing(Database.open(path)) as database:
        browse = Browse(database)
        for typed in ("ülle", "m", "mü arz"):
            assert [line.title for line in browse.page(browse.ids(Filter(search=typed)))] == ["Müller"]
        lines = browse.page(browse.ids(Filter(order=Order.COMPANY)))
        assert [line.title for line in lines] == ["Müller", "Ada"]
        assert [line.agreed_at is not None for line in lines] == [True, False]
        assert database.rows("SELECT company_key FROM record ORDER BY row") == [("arzte ag",), ("",)]
        assert examine(database) == []
