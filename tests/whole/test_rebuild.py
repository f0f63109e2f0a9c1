"""The database is lost, over real HTTP: in agreement nothing is written, else the person is asked.

Laws: L11.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.whole.desk import Desk

if TYPE_CHECKING:
    from desktop.sandbox.serve import Sandbox


@pytest.fixture
def desk(sandbox: Sandbox, tmp_path: Path) -> Desk:
    """Eight contacts in agreement."""
    desk = Desk(sandbox, tmp_path)
    desk.settled()
    assert desk.sync().code == 0
    return desk


def lose(desk: Desk) -> None:
    """The file is gone, and with it everything that we knew."""
    for path in desk.profile.glob("mirror.db*"):
        path.unlink()
    desk.connect()


def versions(desk: Desk) -> list[str]:
    """Every stamp and change key of both servers."""
    stamps = desk._org.query("SELECT Id, SystemModstamp FROM Contact ORDER BY Id")
    keys = [dict(item.attrib) for contact in desk.all_in_outlook() for item in contact.iter("{*}ItemId")]
    return [json.dumps(row, sort_keys=True) for row in (*stamps, *keys)]


def holds(desk: Desk) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(desk.type("holds", "--json").out)
    return found


def test_l11_in_agreement_one_sync_pairs_everything_again_and_writes_nothing(desk: Desk) -> None:
    before = versions(desk)
    lose(desk)
    assert desk.sync().code == 0
    assert versions(desk) == before
    assert desk.sync().code == 0
    assert versions(desk) == before
    assert desk.type("audit").code == 0


def test_in_disagreement_nothing_is_written_before_the_person_has_said_what_shall_be(desk: Desk) -> None:
    lose(desk)
    desk.people.edit_in_salesforce("Anna Müller", {"Title": "Chief"})
    gone = next(str(row["Name"]) for row in desk.all_in_salesforce() if row["Name"] != "Anna Müller")
    desk.people.delete_in_salesforce(gone)
    before = versions(desk)
    told = desk.sync(yes=True)
    assert told.code == 3
    assert versions(desk) == before
    (hold,) = holds(desk)
    assert hold["guard"] == "lost-records"
    assert hold["answers"] == ["restore", "stop", "delete"]
    (conflict,) = json.loads(desk.type("conflicts", "--json").out)
    assert (conflict["record"], conflict["field"]) == ("Anna Müller", "title")
    assert desk.type("resolve", str(conflict["id"]), "--take", "salesforce").code == 0
    assert desk.type("confirm", str(hold["id"]), "--answer", "delete").code == 0
    assert desk.sync().code == 0
    desk.agreed(7)
    assert desk.in_salesforce("Anna Müller")[0]["Title"] == "Chief"
