"""Signing out and wiping over real servers: nothing that opens an account is left on this computer.

Laws: none, since it is about what is left on this computer, unless a test names its own.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import keyring
import keyring.errors
import pytest

from desktop.net.vault import Keychain
from tests.whole.desk import Desk
from tests.whole.test_secrets import leaks

if TYPE_CHECKING:
    from tests.conftest import SandboxFactory

SIGN_IN = {
    "salesforce": "Sign in to Salesforce again.",
    "mailbox": "This profile is signed out of the mailbox. Sign in to the mailbox again.",
}


@pytest.fixture
def requests_seen(tmp_path: Path) -> Path:
    """Every request as a line, in the order in which they came."""
    return tmp_path / "requests.jsonl"


@pytest.fixture
def desk(sandbox_factory: SandboxFactory, tmp_path: Path, requests_seen: Path) -> Desk:
    """A desk with a signed-in profile after its first sync."""
    made = Desk(sandbox_factory(request_log=requests_seen), tmp_path)
    made.settled()
    return made


@pytest.fixture(params=["file", "keychain"])
def kept(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """Where secrets are: in the file of simulated accounts, or as those of real ones in a keychain, which is given."""
    entries: dict[tuple[str, str], str] = {}
    if request.param == "file":
        return entries

    class Backend:
        def get_password(self, service: str, username: str) -> str | None:
            return entries.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            entries[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            if entries.pop((service, username), None) is None:
                raise keyring.errors.PasswordDeleteError("not there")

    Backend.__module__ = "keyring.backends.SecretService"
    backend: Any = Backend()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    monkeypatch.setattr("desktop.wiring.connections.vault_for", lambda profile, hosts: Keychain())
    return entries


def left(desk: Desk, kept: dict[tuple[str, str], str]) -> list[str]:
    """The names of the secrets that are anywhere in the profile or in the keychain."""
    texts = [path.read_bytes() for path in desk.profile.rglob("*") if path.is_file()]
    return leaks(desk.sandbox, b"\n".join([*texts, json.dumps([*kept.values()]).encode()]))


def test_after_signing_out_of_both_no_secret_is_anywhere(kept: dict[tuple[str, str], str], desk: Desk) -> None:
    assert left(desk, kept), "they were there before"
    assert [desk.type("sign-out", side).code for side in SIGN_IN] == [0, 0]
    assert left(desk, kept) == []
    assert kept == {}
    assert len(json.loads(desk.type("records", "--json").out)) == 8, "what was mirrored stays"


@pytest.mark.parametrize("side", list(SIGN_IN))
def test_after_signing_out_a_sync_says_what_to_do_and_tries_no_empty_password(
    desk: Desk, requests_seen: Path, side: str
) -> None:
    assert desk.type("sign-out", side).code == 0
    server = "salesforce" if side == "salesforce" else "exchange"
    before = [line for line in requests_seen.read_text("utf-8").splitlines() if json.loads(line)["server"] == server]
    said = desk.type("sync")
    after = [line for line in requests_seen.read_text("utf-8").splitlines() if json.loads(line)["server"] == server]
    assert said.code == 4
    assert SIGN_IN[side] in " ".join(f"{said.out} {said.errors}".split())
    assert len(after) == len(before)


def test_after_signing_in_again_the_sync_goes_on(desk: Desk) -> None:
    """L1."""
    for side in SIGN_IN:
        desk.type("sign-out", side)
    desk.people.edit_in_outlook("Anna Müller", {"JobTitle": "Chief"})
    desk.connect()
    assert desk.sync().code == 0
    assert [row["Title"] for row in desk.in_salesforce("Anna Müller")] == ["Chief"]
    desk.agreed(8)


def test_after_wiping_nothing_is_on_this_computer_and_both_servers_are_as_they_were(
    kept: dict[tuple[str, str], str], desk: Desk
) -> None:
    """L2."""
    before = (desk.all_in_salesforce(), [item.get("Id") for item in desk.all_in_outlook()])
    assert desk.type("wipe").code == 2
    assert desk.profile.exists()
    assert desk.type("wipe", "--yes").code == 0
    assert not desk.profile.exists()
    assert kept == {}
    assert (desk.all_in_salesforce(), [item.get("Id") for item in desk.all_in_outlook()]) == before


def test_diagnostics_of_a_used_profile_name_nobody(desk: Desk) -> None:
    said = desk.type("diagnostics")
    assert said.code == 0
    names = {str(row[name]) for row in desk.all_in_salesforce() for name in ("LastName", "Email") if row[name]}
    assert [name for name in names if name in said.out] == []
    assert leaks(desk.sandbox, said.out) == []
    assert desk.ready["exchange"]["email"] not in said.out
    assert json.loads(desk.type("diagnostics", "--json").out)["sessions"]
