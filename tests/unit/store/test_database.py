"""Opening, transactions, and the sentence of everything that may be wrong with the file."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.core.faults import FaultClass, PortFault
from desktop.core.record import Side
from desktop.store import faults
from desktop.store.database import Database
from desktop.store.migrate import LATEST
from desktop.store.mirror import Mirror
from desktop.store.settings import Settings
from tests.unit.store.samples import AT, CONTACT, observed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "mirror.db"


@pytest.fixture
def writer(path: Path) -> Iterator[Database]:
    database = Database.open(path, busy_ms=0)
    yield database
    database.close()


def test_a_new_file_is_made_in_a_new_folder_for_its_owner_only(writer: Database, path: Path) -> None:
    assert writer.rows("SELECT count(*) FROM record") == [(0,)]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.with_name("mirror.db-wal").stat().st_mode) == 0o600


def test_the_writer_syncs_fully_and_holds_foreign_keys(writer: Database) -> None:
    assert writer.rows("PRAGMA synchronous") == [(2,)]
    assert writer.rows("PRAGMA journal_mode") == [("wal",)]
    assert writer.rows("PRAGMA foreign_keys") == [(1,)]


def test_what_was_committed_is_there_after_opening_again(path: Path) -> None:
    with closing(Database.open(path)) as first:
        Settings(first).put("scope", "mine")
    with closing(Database.open(path)) as second:
        assert Settings(second).text("scope") == "mine"


def test_a_transaction_is_one_commit_and_is_counted(writer: Database) -> None:
    with writer.transaction():
        Settings(writer).put("a", 1)
        Settings(writer).put("b", 2)
    assert writer.commits == 1


def test_an_exception_rolls_everything_back_and_counts_no_commit(writer: Database) -> None:
    with pytest.raises(KeyError), writer.transaction():
        Settings(writer).put("a", 1)
        raise KeyError
    assert Settings(writer).number("a", 7) == 7
    assert writer.commits == 0


def test_a_transaction_inside_another_is_an_error(writer: Database) -> None:
    with writer.transaction(), pytest.raises(RuntimeError, match="open already"), writer.transaction():
        pass


def test_writing_outside_a_transaction_is_an_error(writer: Database) -> None:
    with pytest.raises(RuntimeError, match="needs an open transaction"):
        writer.write("DELETE FROM setting")
    with pytest.raises(RuntimeError, match="needs an open transaction"):
        writer.write_many("DELETE FROM setting WHERE key = ?", [("a",)])


def test_a_crash_loses_nothing_committed_and_keeps_nothing_else(writer: Database, tmp_path: Path) -> None:
    Settings(writer).put("done", True)
    left = tmp_path / "left"
    with pytest.raises(KeyError), writer.transaction():
        Settings(writer).put("half", True)
        shutil.copytree(tmp_path / "profile", left)
        raise KeyError
    with closing(Database.open(left / "mirror.db")) as found:
        assert Settings(found).flag("done")
        assert not Settings(found).flag("half")


def test_a_reader_reads_while_the_writer_writes(writer: Database, path: Path) -> None:
    with closing(Database.read_only(path, busy_ms=0)) as reader:
        with writer.transaction():
            Mirror(writer).observe([observed(Side.CRM, "c1")], AT)
            assert reader.number("SELECT count(*) FROM record") == 0
        assert reader.number("SELECT count(*) FROM record") == 1


def test_a_reader_cannot_write(writer: Database, path: Path) -> None:
    with closing(Database.read_only(path)) as reader, pytest.raises(PortFault) as caught, reader.transaction():
        reader.write("DELETE FROM setting")
    assert caught.value.fault.code == "database-read-only"


def test_reading_a_file_that_is_not_there_says_so_and_makes_none(path: Path) -> None:
    with pytest.raises(PortFault) as caught:
        Database.read_only(path)
    assert caught.value.fault.sentence() == f"There is no database {path} yet. Connect Salesforce and Exchange first."
    assert not path.exists()


def test_a_newer_file_is_refused_with_both_versions_and_left_untouched(path: Path) -> None:
    Database.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA user_version = 999")
    before = path.read_bytes()
    for opened in (Database.open, Database.read_only):
        with pytest.raises(PortFault) as caught:
            opened(path)
        assert caught.value.fault.kind is FaultClass.ENVIRONMENT
        assert caught.value.fault.code == "database-newer"
        assert caught.value.fault.sentence() == (
            f"The database {path} has version 999, but this program knows versions up to {LATEST} only. "
            "Install the newer program again; the file was left untouched."
        )
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["mirror.db"]


def test_a_newer_version_that_is_still_in_the_log_is_refused(writer: Database, path: Path, tmp_path: Path) -> None:
    with writer.transaction():
        writer.write("PRAGMA user_version = 999")
    shutil.copytree(path.parent, tmp_path / "left")
    with pytest.raises(PortFault) as caught:
        Database.open(tmp_path / "left" / "mirror.db")
    assert caught.value.fault.code == "database-newer"


def test_a_database_of_another_program_is_refused_and_left_untouched(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("CREATE TABLE moz_places(id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(PortFault) as caught:
        Database.open(path)
    assert caught.value.fault.sentence() == (
        f"The file {path} is a database of another program. Choose another profile folder; the file was left untouched."
    )
    assert path.read_bytes() == before


def test_a_file_with_the_mark_of_another_program_is_refused(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA application_id = 42")
    with pytest.raises(PortFault) as caught:
        Database.read_only(path)
    assert caught.value.fault.code == "database-foreign"


@pytest.mark.parametrize("content", [b"garbage" * 1000, b"short"])
def test_a_file_that_is_no_database_is_called_damaged_with_the_way_to_rebuild_it(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(PortFault) as caught:
        Database.open(path)
    assert caught.value.fault.code == "database-corrupt"
    assert caught.value.fault.sentence() == (
        f"The database {path} is damaged. The next command or sync moves it aside and builds it anew from Salesforce "
        "and the mailbox, where nothing is lost."
    )
    assert path.read_bytes() == content


def test_a_damaged_page_is_called_damaged(path: Path) -> None:
    Database.open(path).close()
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 3_000)
    with pytest.raises(PortFault) as caught:
        Database.open(path)
    assert caught.value.fault.code == "database-corrupt"


def test_a_damaged_page_that_is_met_later_is_called_damaged(path: Path) -> None:
    with closing(Database.open(path)) as database:
        root = database.number("SELECT rootpage FROM sqlite_schema WHERE name = 'session'")
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    with closing(Database.open(path)) as database, pytest.raises(PortFault) as caught:
        database.rows("SELECT * FROM session")
    assert caught.value.fault.code == "database-corrupt"
    assert database.damaged
    with pytest.raises(PortFault) as caught:
        Database.open(path)
    assert caught.value.fault.code == "database-corrupt", "from now on at once"


def test_a_mark_of_damage_on_a_sound_file_is_taken_away(path: Path) -> None:
    with closing(Database.open(path)) as database:
        database.note_damage()
    Database.open(path).close()
    assert [file.name for file in path.parent.iterdir()] == ["mirror.db"]


def test_a_file_locked_by_another_says_so(writer: Database, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(PortFault) as caught, writer.transaction():
            pass
        other.execute("ROLLBACK")
    assert caught.value.fault.kind is FaultClass.ENVIRONMENT
    assert caught.value.fault.code == "database-locked"
    assert caught.value.fault.sentence() == (
        f"The database {path} is locked by another program. Wait until it is done or close it, then try again."
    )
    with writer.transaction():
        pass


def test_a_file_kept_exclusively_by_another_cannot_be_opened(path: Path) -> None:
    Database.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        for opened in (Database.open, Database.read_only):
            with pytest.raises(PortFault) as caught:
                opened(path, busy_ms=0)
            assert caught.value.fault.code == "database-locked"
        other.execute("ROLLBACK")


def test_a_full_disk_says_so_and_nothing_is_half_written(writer: Database) -> None:
    Settings(writer).put("before", True)
    writer.rows(f"PRAGMA max_page_count = {writer.number('PRAGMA page_count') + 2}")
    with pytest.raises(PortFault) as caught, writer.transaction():
        Mirror(writer).observe([observed(Side.CRM, f"c{n}", notes="x" * 500) for n in range(500)], AT)
    assert caught.value.fault.kind is FaultClass.ENVIRONMENT
    assert caught.value.fault.sentence() == (
        f"The disk is full: the database {writer.path} cannot grow. Free some space and try again; nothing is lost."
    )
    assert Settings(writer).flag("before")
    assert writer.number("SELECT count(*) FROM record") == 0
    writer.rows("PRAGMA max_page_count = 100000")
    with writer.transaction():
        assert Mirror(writer).observe([observed(Side.CRM, "c1")], AT) == 1


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PortFault) as caught:
        Database.open(tmp_path / "file" / "mirror.db")
    assert caught.value.fault.code == "database-unreachable"
    assert str(tmp_path / "file") in caught.value.fault.message


def test_a_folder_that_may_not_be_written_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("desktop.store.database.os.open", refuse)
    with pytest.raises(PortFault) as caught:
        Database.open(path)
    assert caught.value.fault.sentence() == (
        f"The database {path} cannot be written. Allow writing to its folder or choose another profile folder."
    )


@pytest.mark.parametrize(
    ("error", "code"), [(PermissionError(13, "no"), "database-read-only"), (OSError(5, "no"), "database-unreachable")]
)
def test_a_file_that_may_not_be_read_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    Database.open(path).close()
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(PortFault) as caught:
        Database.read_only(path)
    assert caught.value.fault.code == code


def test_errors_of_ours_stay_what_they_are(writer: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        writer.rows("SELECT * FROM nowhere")
    with pytest.raises(sqlite3.IntegrityError), writer.transaction():
        writer.write("INSERT INTO setting(key, json) VALUES ('a', NULL)")


def test_an_error_of_the_disk_is_named() -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    fault = faults.translated(error, Path("mirror.db"))
    assert isinstance(fault, PortFault)
    assert fault.fault.code == "disk-error"


def test_twenty_thousand_records_are_seen_in_one_transaction(writer: Database) -> None:
    sightings = [observed(Side.CRM, f"c{number}", f"Name {number}") for number in range(20_000)]
    with writer.transaction():
        assert Mirror(writer).observe(sightings, AT) == 20_000
    assert writer.commits == 1
    assert len(Mirror(writer).versions(Side.CRM, CONTACT, [f"c{number}" for number in range(20_000)])) == 20_000


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    path = tmp_path / "odd #1 50% ünï & 'quoted'" / "mirror.db"
    with closing(Database.open(path)) as writer, closing(Database.read_only(path)) as reader:
        Settings(writer).put("scope", "all")
        assert Settings(reader).text("scope") == "all"
    assert path.is_file()
