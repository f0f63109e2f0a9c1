"""The diagnostics: everything that helps to find a fault, and nothing of the person or their contacts."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from desktop import __version__
from desktop.app.diagnostics import gather
from tests.behaviour.connections import MAILBOX, SALESFORCE
from tests.unit.app.bureau import Bureau

PRIVATE = ("Lovelace", "Ada", "Hopper", "sally", "Sally", "example.com", "acme", "secret", "token")


@pytest.fixture
def synced(bureau: Bureau) -> Bureau:
    """A profile with a session, a contact that could not be written, and a conflict."""
    bureau.program.connect_salesforce(SALESFORCE)
    bureau.program.connect_exchange(MAILBOX)
    bureau.new_in_salesforce("Ada", "Lovelace")
    bureau.new_in_outlook("", "", "hopper@example.com")
    bureau.program.sync(yes=True)
    return bureau


def test_versions_sessions_and_counts_are_told(synced: Bureau) -> None:
    found = gather(synced.profile)
    text = found.text()
    assert text.startswith(f"SmartCloud Connect Desktop {__version__}\nPython 3.")
    assert "exchangelib " in text
    assert "Accounts: salesforce, ews" in text
    assert "Sessions:\n  1 person 20" in text
    assert "Findings: none" in text
    assert found.fault == ""
    assert [session.id for session in found.sessions] == [1]
    assert found.waiting.get("issue required-field") == 1


def test_no_name_address_or_secret_is_told(synced: Bureau) -> None:
    found = gather(synced.profile)
    told = found.text() + json.dumps(asdict(found))
    for path in (synced.profile, *synced.profile.parents):
        told = told.replace(str(path.name), "") if path.name else told
    assert [word for word in PRIVATE if word in told] == []


def test_a_persons_home_folder_is_not_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "sally")
    found = gather(tmp_path / "sally" / "profile")
    assert found.profile == str(Path("~") / "profile")
    assert "sally" not in found.text()


def test_a_profile_that_cannot_be_read_still_gives_what_there_is(tmp_path: Path) -> None:
    (tmp_path / "mirror.db").write_bytes(b"no database at all" * 50)
    found = gather(tmp_path)
    assert "It cannot be read: The database" in found.text()
    assert "is damaged" in found.fault
    assert found.packages["requests"][0].isdigit()


def test_looking_makes_nothing(tmp_path: Path) -> None:
    gather(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_findings_are_told(synced: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.app.queries.Queries.doctor", lambda self: ["The pair p1 is odd."])
    assert gather(synced.profile).text().endswith("Findings:\n  The pair p1 is odd.")
