"""A damaged file is moved aside, and what a person set is carried over as far as it can be read."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from desktop.core.faults import PortFault
from desktop.core.record import Side
from desktop.store.accounts import Account, Accounts
from desktop.store.aside import replace_damaged, set_aside
from desktop.store.database import Database
from desktop.store.mirror import Mirror
from desktop.store.settings import Settings
from tests.unit.store.samples import AT, observed

ORG = Account("a1", Side.CRM, "salesforce", "Org", "https://org.example", "00D:005", {"ca_file": None})
BOX = Account("a2", Side.MAILBOX, "ews", "Box", "https://box.example", "ada@example.org", {})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "mirror.db"
    with closing(Database.open(path)) as database, database.transaction():
        Accounts(database).put(ORG)
        Accounts(database).put(BOX)
        Settings(database).put("scope", "all")
        Settings(database).put("interval_minutes", 15)
        Settings(database).put("first_sync_done", True)
        Mirror(database).observe([observed(Side.CRM, "c1")], AT)
    return path


def harm(path: Path, table: str) -> None:
    """Overwrite the page where a table begins."""
    with closing(Database.open(path)) as database:
        root = database.number("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,))
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xa5" * 4096)


def test_accounts_and_settings_are_carried_over_and_nothing_that_was_read(path: Path) -> None:
    harm(path, "record")
    database, salvaged = replace_damaged(path, but=("first_sync_done",))
    with closing(database):
        assert Accounts(database).all() == [ORG, BOX]
        assert Settings(database).text("scope") == "all"
        assert Settings(database).number("interval_minutes") == 15
        assert not Settings(database).flag("first_sync_done")
        assert database.number("SELECT count(*) FROM record") == 0
    assert salvaged.aside == path.with_name("mirror-damaged-1.db")
    assert salvaged.aside.stat().st_size > 0


def test_accounts_that_cannot_be_read_are_left_out(path: Path) -> None:
    harm(path, "account")
    database, salvaged = replace_damaged(path)
    with closing(database):
        assert (Accounts(database).all(), salvaged.accounts) == ([], ())
        assert Settings(database).text("scope") == "all"


def test_of_a_file_that_is_no_database_nothing_is_carried_over(path: Path) -> None:
    path.write_bytes(b"garbage" * 1000)
    database, salvaged = replace_damaged(path)
    with closing(database):
        assert (salvaged.accounts, salvaged.settings) == ((), ())
        assert database.number("SELECT count(*) FROM setting") == 0


def test_a_setting_that_is_no_value_is_left_out(path: Path) -> None:
    with closing(Database.open(path)) as database, database.transaction():
        database.write("INSERT INTO setting VALUES ('broken', '{'), ('odd', '[1]')")
    database, salvaged = replace_damaged(path)
    with closing(database):
        assert {key for key, _ in salvaged.settings} == {"scope", "interval_minutes", "first_sync_done"}


def test_a_damaged_file_is_set_aside_with_its_log_and_a_new_one_begins(path: Path) -> None:
    for number in (1, 2):
        path.write_bytes(b"garbage" * 1000)
        path.with_name("mirror.db-wal").write_bytes(b"log")
        path.with_name("mirror.db-shm").write_bytes(b"index")
        path.with_name("mirror.db-damaged").touch()
        aside = set_aside(path)
        assert aside.name == f"mirror-damaged-{number}.db"
        assert aside.read_bytes().startswith(b"garbage")
        assert aside.with_name(aside.name + "-wal").read_bytes() == b"log"
    assert not path.with_name("mirror.db-shm").exists()
    assert not path.with_name("mirror.db-damaged").exists()
    Database.open(path).close()


def test_setting_a_file_aside_needs_no_log(tmp_path: Path) -> None:
    path = tmp_path / "mirror.db"
    path.write_bytes(b"garbage")
    assert set_aside(path).exists()


def test_a_damaged_file_that_cannot_be_moved_is_told_and_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError("in use")

    monkeypatch.setattr(Path, "rename", refuse)
    before = path.read_bytes()
    with pytest.raises(PortFault) as caught:
        replace_damaged(path)
    assert caught.value.fault.sentence() == (
        f"The database {path} is damaged, and it cannot be moved aside while another program has it open. "
        "Close every window of this program, then try again."
    )
    assert path.read_bytes() == before
