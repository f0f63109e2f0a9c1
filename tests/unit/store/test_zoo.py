"""Every file that an older program left is opened by today's with nothing lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.core.faults import PortFault
from desktop.core.pairing import PairState
from desktop.core.record import Side
from desktop.store.changelog import ChangeLog
from desktop.store.conflicts import Conflicts
from desktop.store.database import Database
from desktop.store.doctor import examine
from desktop.store.issues import Issues
from desktop.store.journal import Journal
from desktop.store.migrate import LATEST
from desktop.store.mirror import Mirror
from desktop.store.pairs import Pairs
from desktop.store.sessions import Sessions
from desktop.store.settings import Settings
from tests.unit.store import zoo

OLDER = range(1, LATEST)
MADE_ANEW = {
    ("record", "search"),  # version 4 searches within words
    ("issue", "version_crm"),  # never filled before version 2
    ("issue", "version_mbx"),
}
"""Columns whose content a migration is meant to change; every other one must stay as it is."""


@pytest.mark.parametrize("version", OLDER)
def test_every_row_of_an_older_file_is_there_after_the_upgrade(tmp_path: Path, version: int) -> None:
    path = tmp_path / "mirror.db"
    zoo.old_file(path, version)
    with closing(sqlite3.connect(path)) as raw:
        before = zoo.contents(raw)
    assert sum(map(len, before.values())) > 20, "the zoo must have something to lose"
    Database.open(path).close()
    with closing(sqlite3.connect(path)) as raw:
        after = zoo.contents(raw)
    for table, rows in before.items():
        kept = after[table]
        columns = [name for name in rows[0] if (table, name) not in MADE_ANEW] if rows else []
        assert [[row[name] for name in columns] for row in rows] == [[row[name] for name in columns] for row in kept]


@pytest.mark.parametrize("version", OLDER)
def test_an_older_file_is_sound_and_read_by_todays_program(tmp_path: Path, version: int) -> None:
    path = tmp_path / "mirror.db"
    zoo.old_file(path, version)
    with closing(Database.open(path)) as database:
        assert examine(database) == []
        (view,) = Pairs(database).views(["p1"])
        assert (view.pairing.state, view.base(Side.CRM)) == (
            PairState.ACTIVE,
            {"last_name": "Müller", "company": "Ärzte AG"},
        )
        assert Mirror(database).by_native(view.crm.side, view.crm.kind, ["003B"])["003B"].merged_into == "003A"  # type: ignore[union-attr]
        assert [change.field for change in ChangeLog(database).of_pair("p1")] == ["title", "*"]
        assert [entry.op_id for entry in Journal(database).open_entries()] == ["o2"]
        assert [session.id for session in Sessions(database).unfinished()] == [2]
        assert [issue.id for issue in Issues(database).open()] == [7]
        assert [conflict.id for conflict in Conflicts(database).waiting()] == [1]
        assert Settings(database).flag("first_sync_done")


@pytest.mark.parametrize("version", OLDER)
def test_one_copy_of_the_older_file_is_kept_beside_it(tmp_path: Path, version: int) -> None:
    path = tmp_path / "mirror.db"
    (tmp_path / "mirror-version-0.db").write_bytes(b"the copy of an upgrade before that")
    zoo.old_file(path, version)
    with closing(sqlite3.connect(path)) as raw:
        before = zoo.contents(raw)
    Database.open(path).close()
    assert sorted(file.name for file in tmp_path.iterdir()) == [f"mirror-version-{version}.db", "mirror.db"]
    with closing(sqlite3.connect(tmp_path / f"mirror-version-{version}.db")) as copy:
        assert zoo.contents(copy) == before
        assert copy.execute("PRAGMA user_version").fetchone() == (version,)


@pytest.mark.parametrize("version", OLDER)
def test_an_older_file_that_cannot_be_copied_is_not_touched(tmp_path: Path, version: int) -> None:
    path = tmp_path / "mirror.db"
    zoo.old_file(path, version)
    (tmp_path / f"mirror-version-{version}.db-half").mkdir()  # where the copy would go nothing can be written
    with pytest.raises(PortFault) as caught:
        Database.open(path)
    assert caught.value.fault.sentence() == (
        f"The database {path} must be upgraded, and the copy that is kept of it before cannot be made. "
        "Allow writing to its folder; the file was left untouched."
    )
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (version,)
