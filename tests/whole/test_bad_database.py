"""A database that is newer, foreign, damaged, locked or without room: one sentence, exit code 5, and nothing lost.

The contacts are on both servers all the time; what may never happen is a harmed file, a lost edit or a double.

Laws: L9, unless a test names its own.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.store.migrate import LATEST
from tests.conftest import ROOT
from tests.whole.desk import Desk, Said

if TYPE_CHECKING:
    from desktop.sandbox.serve import Sandbox
    from tests.conftest import SandboxFactory


@pytest.fixture
def desk(sandbox: Sandbox, tmp_path: Path) -> Desk:
    """A profile on eight contacts after its first sync."""
    desk = Desk(sandbox, tmp_path)
    desk.settled()
    return desk


def database_of(desk: Desk) -> Path:
    return desk.profile / "mirror.db"


@contextmanager
def opened(desk: Desk) -> Iterator[sqlite3.Connection]:
    """The file in the hands of another program."""
    with closing(sqlite3.connect(database_of(desk), isolation_level=None)) as connection:
        yield connection


def refused(said: Said, sentence: str) -> None:
    """The command ended with this sentence and nothing else, as a fault of the computer."""
    assert said.code == 5
    assert (said.out + said.errors).strip() == sentence


COMMANDS = [("sync",), ("plan",), ("status",), ("records",), ("history",), ("doctor",), ("holds",), ("conflicts",)]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_database_of_a_newer_version_is_left_alone_by_every_command(desk: Desk, words: tuple[str, ...]) -> None:
    """L3."""
    with opened(desk) as connection:
        connection.execute("PRAGMA user_version=99")
    before = database_of(desk).read_bytes()
    refused(
        desk.type(*words),
        f"The database {database_of(desk)} has version 99, but this program knows versions up to {LATEST} only. "
        "Install the newer program again; the file was left untouched.",
    )
    assert database_of(desk).read_bytes() == before


def test_a_database_of_another_program_is_left_alone(desk: Desk) -> None:
    """L3."""
    with opened(desk) as connection:
        connection.execute("PRAGMA application_id=1")
    before = database_of(desk).read_bytes()
    refused(
        desk.type("sync"),
        f"The file {database_of(desk)} is a database of another program. "
        "Choose another profile folder; the file was left untouched.",
    )
    assert database_of(desk).read_bytes() == before


DAMAGE = (
    "The database {} is damaged. The next command or sync moves it aside and builds it anew from Salesforce and the "
    "mailbox, where nothing is lost."
)
ASIDE = (
    "The database was damaged. It was moved aside as mirror-damaged-1.db, and a new one is built from Salesforce and "
    "Outlook, where nothing is lost; the history, the answers that were given and what is ignored are not in it. "
)
CONNECT = "Connect Salesforce and Exchange again, then sync: what differs is shown before anything is written."
SYNC = "Sync: what differs is shown before anything is written."


def harm_header(desk: Desk) -> None:
    path = database_of(desk)
    path.write_bytes(b"This is no database.\n" + path.read_bytes()[21:])


def harm_pages(desk: Desk) -> None:
    path = database_of(desk)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))


def cut_short(desk: Desk) -> None:
    database_of(desk).write_bytes(database_of(desk).read_bytes()[:5000])


def harm_records(desk: Desk) -> None:
    """Only what was read of both sides is damaged, not what the person chose."""
    with opened(desk) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'record'").fetchone()
    with database_of(desk).open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xa5" * 4096)


def emptied_log(desk: Desk) -> None:
    with opened(desk) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.mark.parametrize("harm", [harm_header, harm_pages, cut_short])
def test_a_damaged_database_is_moved_aside_told_and_rebuilt_without_a_double(
    desk: Desk, harm: Callable[[Desk], None]
) -> None:
    """L4, L11."""
    emptied_log(desk)
    harm(desk)
    told = [desk.type("sync") for _ in range(3)]
    assert {said.code for said in told} == {5}
    assert any(ASIDE + CONNECT in said.errors for said in told), told
    assert desk.type("status").out.startswith(ASIDE + CONNECT)
    desk.people.edit_in_salesforce("Anna Müller", {"Title": "Chief"})
    desk.connect()
    assert desk.type("status").out.startswith(ASIDE + SYNC)
    rebuilt = desk.sync(yes=True)
    assert rebuilt.report.fault is None
    assert not any(name.startswith("create") for name in rebuilt.report.counts)
    desk.agreed(8)
    assert not desk.type("status").out.startswith("The database")


def test_with_the_sign_ins_still_to_be_read_a_rebuild_needs_a_sync_only_and_writes_nothing(desk: Desk) -> None:
    """L11."""
    emptied_log(desk)
    before = desk.all_in_salesforce(), len(desk.all_in_outlook())
    harm_records(desk)
    said = desk.type("sync")
    assert (said.code, (said.out + said.errors).strip()) == (5, DAMAGE.format(database_of(desk)))
    said = desk.type("sync")
    assert (said.code, said.errors) == (0, ASIDE + SYNC)
    assert (desk.all_in_salesforce(), len(desk.all_in_outlook())) == before
    assert not any(name.startswith(("create", "update", "share", "delete")) for name in desk.sync().report.counts)
    desk.agreed(8)


def test_only_looking_at_a_damaged_database_has_the_next_command_rebuild_it(desk: Desk) -> None:
    """L11."""
    emptied_log(desk)
    harm_records(desk)
    assert desk.type("doctor").code == 1
    assert ASIDE + SYNC in desk.type("status").errors


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program waits for a locked file for a moment only."""
    from desktop.store import database

    connect = database._connect
    monkeypatch.setattr(database, "_connect", lambda uri, busy_ms: connect(uri, 20))


@pytest.mark.usefixtures("impatient")
def test_a_locked_database_is_told_and_free_again_later(desk: Desk) -> None:
    with opened(desk) as other:
        other.execute("BEGIN IMMEDIATE")
        refused(
            desk.type("sync"),
            f"The database {database_of(desk)} is locked by another program. "
            "Wait until it is done or close it, then try again.",
        )
        assert desk.type("records").code == 0, "reading needs no lock"
    assert desk.sync().code == 0


def test_a_second_sync_at_the_same_time_is_sent_away(desk: Desk) -> None:
    """L4."""
    from desktop.store.lock import ProfileLock

    with ProfileLock(desk.profile / "lock"):
        refused(
            desk.type("sync"),
            f"Another sync is at work on the profile {desk.profile}. Wait until it is done, then try again.",
        )
    assert desk.type("sync").code == 0


def test_a_profile_that_is_a_file_is_told(desk: Desk, tmp_path: Path) -> None:
    """No law: where the profile may lie."""
    desk.profile = tmp_path / "file"
    desk.profile.write_text("not a folder", encoding="utf-8")
    refused(
        desk.type("status"),
        f"The database {database_of(desk)} cannot be opened. Check that its folder exists and that you may use it.",
    )


FULL = "The disk is full: the database {} cannot grow. Free some space and try again; nothing is lost."
ROOM = [0, 12, 60, 95, 135, 160, 190]
"""Pages that the database may still grow by; with the later ones contacts were made before the room was used up."""


@contextmanager
def room_for(pages: int, path: Path) -> Iterator[None]:
    """Let the database grow by so many pages and no more: https://www.sqlite.org/pragma.html#pragma_max_page_count"""
    from desktop.store import database

    prepare = database._prepare_writer
    size = path.stat().st_size // 4096

    def limited(connection: sqlite3.Connection) -> None:
        prepare(connection)
        connection.execute(f"PRAGMA max_page_count={size + pages:d}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_prepare_writer", limited)
        yield


@pytest.mark.parametrize("pages", ROOM)
def test_a_full_disk_stops_the_first_sync_and_the_next_one_finishes_it(
    sandbox_factory: SandboxFactory, tmp_path: Path, pages: int
) -> None:
    desk = Desk(sandbox_factory(contacts=120), tmp_path)
    desk.connect()
    with opened(desk) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with room_for(pages, database_of(desk)):
        said = desk.type("sync", "--yes")
    assert (said.code, said.out.strip().splitlines()[-1:]) == (5, [FULL.format(database_of(desk))]), said
    made = len(desk.all_in_outlook())
    assert (made > 0) == (pages > 100), "the rooms must cover both: before the first contact and after some"
    told = desk.sync(yes=True)
    assert (told.code, told.fault) == (0, "")
    desk.agreed(120)
    again = desk.sync()
    assert (again.code, again.issues) == (0, {})
    assert not any(name.startswith(("create", "update")) for name in again.report.counts)


LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.argv = ["desktop", *sys.argv[2:]]
runpy.run_module("desktop", run_name="__main__")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for the size of files")
@pytest.mark.parametrize("kilobytes", [4, 64, 400])
def test_a_file_that_the_system_lets_grow_no_further_is_told_by_the_command(
    sandbox_factory: SandboxFactory, tmp_path: Path, kilobytes: int
) -> None:
    desk = Desk(sandbox_factory(contacts=120), tmp_path)
    desk.connect()
    limit = str(kilobytes * 1024)
    command = [sys.executable, "-c", LIMITED, limit, "--profile", str(desk.profile), "sync", "--yes"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert done.returncode == 5, done
    told = (done.stdout + done.stderr).strip().splitlines()[-1]
    assert told == (
        f"The disk reports an error at the database {database_of(desk)}. "
        "Check the disk or the network drive and try again."
    )
    assert "Traceback" not in done.stdout + done.stderr
    assert desk.sync(yes=True).code == 0
    desk.agreed(120)
