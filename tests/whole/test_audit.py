"""The audit over real HTTP: it names what differs, exits with 3 then, and moves neither a version nor a row.

Laws: L1.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.sandbox.mishaps.plan import FaultPlan
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


def rows(desk: Desk) -> dict[str, list[Any]]:
    """Everything that our own file holds, but for the calls that were counted."""
    with closing(sqlite3.connect(desk.profile / "mirror.db")) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%fts%'")
        held = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names.fetchall()}
        return {name: [row for row in mine if not str(row[0]).startswith("calls_")] for name, mine in held.items()}


def versions(desk: Desk) -> list[str]:
    """Every stamp and change key of both servers."""
    stamps = desk._org.query("SELECT Id, SystemModstamp FROM Contact ORDER BY Id")
    keys = [dict(item.attrib) for contact in desk.all_in_outlook() for item in contact.iter("{*}ItemId")]
    return [json.dumps(row, sort_keys=True) for row in (*stamps, *keys)]


def audited(desk: Desk, *words: str) -> tuple[int, str]:
    """What the audit says; nothing has moved by it."""
    before = rows(desk), versions(desk)
    said = desk.type("audit", *words)
    assert (rows(desk), versions(desk)) == before
    assert said.errors == ""
    return said.code, said.out


def test_in_agreement_the_audit_finds_nothing(desk: Desk) -> None:
    assert audited(desk) == (0, "Compared: 8 in Salesforce, 8 shared in Outlook, 8 pairs.\nNothing differs.\n")


def test_what_was_changed_since_is_named_with_both_values(desk: Desk) -> None:
    desk.people.edit_in_salesforce("Anna Müller", {"Title": "Chief"})
    code, out = audited(desk, "--json")
    assert code == 3
    found = json.loads(out)
    assert (found["records"], found["pairs"], found["complete"]) == ({"salesforce": 8, "mailbox": 8}, 8, True)
    assert {(item["drift"], item["cause"], item["title"]) for item in found["findings"]} == {
        ("changed", "since-the-last-sync", "Anna Müller"),
        ("differs", "since-the-last-sync", "Anna Müller"),
    }
    (field,) = next(item["fields"] for item in found["findings"] if item["drift"] == "changed")
    assert (field["label"], field["shown"]) == ("Job title", "Chief")
    code, out = audited(desk)
    assert code == 3
    assert "- Anna Müller was changed in Salesforce: it happened since the last sync" in out
    assert "2 findings, 0 of them unexplained." in out


def test_a_mirror_that_was_tampered_with_is_drift_without_explanation(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.profile / "mirror.db", isolation_level=None)) as connection:
        connection.execute(
            "UPDATE record SET fields = json_set(fields, '$.title', 'Wrong') WHERE title = 'Anna Müller'"
        )
    code, out = audited(desk, "--json")
    assert code == 3
    assert {(item["drift"], item["cause"]) for item in json.loads(out)["findings"]} == {("misread", "unknown")}


def test_a_server_that_refuses_ends_the_audit_with_its_fault(desk: Desk) -> None:
    desk.sandbox.plan_faults(FaultPlan.read({"rules": [{"server": "exchange", "fault": "ErrorServerBusy"}]}))
    said = desk.type("audit")
    assert (said.code, said.out) == (5, "")
    assert said.errors.startswith("Exchange asks for a pause.")
