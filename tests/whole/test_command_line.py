"""The command line from connecting to the last sync, over real HTTP: what a person or a script would type.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.__main__ import main
from desktop.sandbox.judge import Judge
from desktop.sandbox.people import SimulatedPeople
from desktop.sandbox.serve import Sandbox


class Shell:
    """Runs commands on one profile and reads their JSON."""

    def __init__(self, profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.profile, self._capsys = profile, capsys

    def run(self, *words: str) -> tuple[int, Any]:
        """Exit code and document."""
        code = main(["--profile", str(self.profile), *words, "--json"])
        return code, json.loads(self._capsys.readouterr().out)

    def text(self, *words: str) -> tuple[int, str, str]:
        """Exit code and what a person reads."""
        code = main(["--profile", str(self.profile), *words])
        seen = self._capsys.readouterr()
        return code, seen.out, seen.err


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "profile", capsys)


def connect(shell: Shell, sandbox: Sandbox, folder: Path) -> None:
    ready_file = folder / "ready.json"
    ready_file.write_text(json.dumps(sandbox.ready), encoding="utf-8")
    code, found = shell.run("connect", "sandbox", "--ready-file", str(ready_file))
    assert (code, [account["side"] for account in found["accounts"]]) == (0, ["salesforce", "mailbox"])


def test_a_first_sync_asks_before_it_writes_and_then_both_servers_agree(
    shell: Shell, sandbox: Sandbox, tmp_path: Path
) -> None:
    """L1, L2, L12."""
    connect(shell, sandbox, tmp_path)
    judge = Judge(sandbox.ready)
    judge.remember_personal()
    code, plan = shell.run("plan")
    assert (code, plan["planned"]["operations"]["mailbox"]) == (3, {"create": 8})
    code, unconfirmed = shell.run("sync")
    assert (code, unconfirmed["verdict"], judge.shared()) == (3, "held", (8, 0))
    code, done = shell.run("sync", "--yes")
    assert (code, done["verdict"], done["operations"]["mailbox"]) == (0, "clean", {"create": 8})
    assert judge.disagreements() == []
    code, again = shell.run("sync")
    assert (code, again["operations"]) == (0, {"salesforce": {}, "mailbox": {}})
    code, status = shell.run("status")
    assert (code, status["records"], status["pairs"]) == (0, {"salesforce": 8, "mailbox": 8}, {"active": 8})
    assert shell.run("doctor") == (0, {"findings": []})


def test_a_conflict_and_a_held_deletion_are_answered(shell: Shell, sandbox: Sandbox, tmp_path: Path) -> None:
    """L1, L12."""
    connect(shell, sandbox, tmp_path)
    shell.run("sync", "--yes")
    people = SimulatedPeople(sandbox.ready)
    torn, struck = (str(row["Name"]) for row in people.in_salesforce()[:2])
    people.edit_in_salesforce(torn, {"Title": "Head of Ships"})
    people.edit_in_outlook(torn, {"JobTitle": "Head of Boats"})
    people.delete_in_outlook(struck)
    code, found = shell.run("sync")
    assert (code, found["verdict"], found["waiting"]) == (3, "waiting", {"conflicts": 1, "holds": 1, "issues": 0})
    (conflict,) = shell.run("conflicts")[1]
    assert (conflict["record"], conflict["salesforce"], conflict["mailbox"]) == (torn, "Head of Ships", "Head of Boats")
    (hold,) = shell.run("holds")[1]
    assert hold["record"] == struck
    shell.run("resolve", str(conflict["id"]), "--take", "Head of Yachts")
    shell.run("confirm", str(hold["id"]), "--answer", "delete")
    code, found = shell.run("sync")
    assert (code, found["operations"]) == (0, {"salesforce": {"update": 1, "delete": 1}, "mailbox": {"update": 1}})
    assert Judge(sandbox.ready).disagreements() == []
    changes = shell.run("history", str(found["session"]))[1]
    assert {(change["verb"], change["side"]) for change in changes} == {
        ("update", "salesforce"),
        ("update", "mailbox"),
        ("delete", "salesforce"),
    }


def test_a_policy_decides_and_a_contact_is_shared_and_unshared_at_a_word(
    shell: Shell, sandbox: Sandbox, tmp_path: Path
) -> None:
    connect(shell, sandbox, tmp_path)
    shell.run("sync", "--yes")
    people = SimulatedPeople(sandbox.ready)
    torn, left = (str(row["Name"]) for row in people.in_salesforce()[:2])
    people.edit_in_salesforce(torn, {"Title": "Head of Ships"})
    people.edit_in_outlook(torn, {"JobTitle": "Head of Boats"})
    assert shell.run("sync")[1]["waiting"]["conflicts"] == 1
    (pair_id,) = (record["pair_id"] for record in shell.run("records")[1] if record["title"] == left)
    assert shell.run("policy", "salesforce") == (0, {"policy": "salesforce"})
    shell.run("unshare", pair_id)
    code, found = shell.run("sync")
    assert (code, found["operations"]) == (0, {"salesforce": {}, "mailbox": {"update": 1, "unshare": 1}})
    (change,) = (each for each in shell.run("history", str(found["session"]))[1] if each["verb"] == "update")
    assert (change["before"], change["after"], change["why"]) == ("Head of Boats", "Head of Ships", "policy")
    assert shell.run("status")[1]["pairs"] == {"active": 7, "detached": 1}
    shell.run("share", pair_id)
    code, found = shell.run("sync")
    assert (code, found["operations"]) == (0, {"salesforce": {}, "mailbox": {"share": 1}})
    assert Judge(sandbox.ready).disagreements() == []
    assert shell.run("doctor") == (0, {"findings": []})


def test_records_are_found_by_the_beginning_of_a_word(shell: Shell, sandbox: Sandbox, tmp_path: Path) -> None:
    """No law: the search."""
    connect(shell, sandbox, tmp_path)
    shell.run("sync", "--yes")
    (found,) = shell.run("records", "--search", "mull")[1]
    assert found["title"] == "Anna Müller"
    assert found["salesforce_id"].startswith("003")
    assert found["mailbox_id"]
    assert len(shell.run("records")[1]) == 8


def test_secrets_lie_in_one_file_of_a_loopback_profile(shell: Shell, sandbox: Sandbox, tmp_path: Path) -> None:
    """No law: where secrets are."""
    connect(shell, sandbox, tmp_path)
    shell.run("sync", "--yes")
    secrets = [sandbox.ready["exchange"]["password"], sandbox.ready["salesforce"]["refresh_token"]]
    for path in shell.profile.rglob("*"):
        held = path.read_bytes() if path.is_file() else b""
        assert path.name == "credentials.json" or not any(secret.encode() in held for secret in secrets), path


def test_a_profile_that_is_not_connected_says_how_to(shell: Shell) -> None:
    """No law: the way to the first sync."""
    code, out, errors = shell.text("sync")
    assert (code, out) == (5, "")
    assert "is not connected to Salesforce yet. Connect it first: connect sandbox" in errors


def test_a_wrong_password_asks_for_another(
    shell: Shell, sandbox: Sandbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No law: the way to the first sync."""
    ready_file = tmp_path / "ready.json"
    ready = {**sandbox.ready, "exchange": {**sandbox.ready["exchange"], "password": "wrong"}}
    ready_file.write_text(json.dumps(ready), encoding="utf-8")
    code, found = shell.run("connect", "sandbox", "--ready-file", str(ready_file))
    assert code == 4
    assert found["error"]["class"] == "auth_needed"
    assert "wrong" not in json.dumps(found["error"]).replace("wrong password", "")
