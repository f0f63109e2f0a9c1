"""The keychain: which back ends are taken, and how long secrets are kept in short entries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keyring
import keyring.errors
import pytest

from desktop.core.faults import PortFault
from desktop.net.credential_file import CredentialFile
from desktop.net.vault import ALLOWED, PIECE, Keychain, vault_for

SECRET_SERVICE = "keyring.backends.SecretService"


class Entries:
    """A back end in memory; `fails_after` lets writes fail from a number on."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.writes = 0
        self.fails_after: int | None = None

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.writes += 1
        if self.fails_after is not None and self.writes > self.fails_after:
            raise keyring.errors.PasswordSetError("locked: " + password)
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("not there")


def entries_of(module: str, **members: Any) -> Any:
    """A back end that says that it comes from a module."""
    return type("Backend", (Entries,), {"__module__": module, **members})()


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> Any:
    backend = entries_of(SECRET_SERVICE)
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    return backend


@pytest.mark.parametrize("secret", ["", "short", "x" * PIECE, "y" * (PIECE + 1), "zé" * 3000])
def test_a_secret_of_any_length_is_found_again_by_another_object(entries: Any, secret: str) -> None:
    Keychain().put("account", "token", secret)

    assert Keychain().get("account", "token") == secret


def test_no_entry_is_longer_than_the_smallest_keychain_holds(entries: Any) -> None:
    Keychain().put("account", "token", "x" * 5000)

    assert max(len(text) for text in entries.kept.values()) <= PIECE
    assert all(service.startswith("smartcloud-connect/account/token/") for service, _ in entries.kept)


def test_nothing_of_an_old_secret_stays(entries: Any) -> None:
    vault = Keychain()
    vault.put("account", "token", "x" * 5000)
    vault.put("account", "token", "short")

    assert len(entries.kept) == 2
    assert not any("x" in text for text in entries.kept.values() if not text.startswith("{"))

    vault.delete("account", "token")
    vault.delete("account", "token")
    assert not entries.kept
    assert vault.get("account", "token") is None


@pytest.mark.parametrize("writes", range(4))
def test_a_write_that_breaks_off_leaves_the_old_secret(entries: Any, writes: int) -> None:
    vault = Keychain()
    vault.put("account", "token", "o" * 2500)
    entries.writes, entries.fails_after = 0, writes
    with pytest.raises(PortFault) as caught:
        vault.put("account", "token", "n" * 3500)

    assert caught.value.fault.code == "keychain"
    assert vault.get("account", "token") == "o" * 2500


def test_what_the_back_end_says_does_not_reach_the_fault(entries: Any) -> None:
    entries.fails_after = 0
    with pytest.raises(PortFault) as caught:
        Keychain().put("account", "token", "very-secret")

    assert "very-secret" not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_a_secret_of_which_a_piece_is_lost_counts_as_not_there(entries: Any) -> None:
    Keychain().put("account", "token", "x" * 2500)
    del entries.kept["smartcloud-connect/account/token/2", "account"]

    assert Keychain().get("account", "token") is None


@pytest.mark.parametrize("module", sorted(ALLOWED))
def test_every_back_end_that_encrypts_is_taken_and_named_for_people(
    monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: entries_of(module))

    assert Keychain().where() == f"in {ALLOWED[module]}"


@pytest.mark.parametrize(
    "module",
    ["keyring.backends.fail", "keyring.backends.null", "keyrings.alt.file", "keyrings.cryptfile.cryptfile", "my.own"],
)
def test_every_other_back_end_is_refused(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: entries_of(module))

    with pytest.raises(PortFault) as caught:
        Keychain()

    assert caught.value.fault.code == "keychain"
    assert caught.value.fault.action


def test_of_a_chain_the_allowed_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    clear, good = entries_of("keyrings.alt.file"), entries_of(SECRET_SERVICE)
    chain = entries_of("keyring.backends.chainer", backends=[clear, good])
    monkeypatch.setattr(keyring, "get_keyring", lambda: chain)

    Keychain().put("account", "token", "x")

    assert good.kept
    assert not clear.kept
    assert not chain.kept


def test_a_chain_without_an_allowed_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = entries_of("keyring.backends.chainer", backends=[entries_of("keyrings.alt.file")])
    monkeypatch.setattr(keyring, "get_keyring", lambda: chain)

    with pytest.raises(PortFault):
        Keychain()


def test_the_file_is_for_this_computer_only(entries: Any, tmp_path: Path) -> None:
    assert isinstance(vault_for(tmp_path, ["https://localhost:8443", "127.0.0.1"]), CredentialFile)
    for hosts in ([], ["org.example"], ["localhost", "https://org.example"]):
        assert isinstance(vault_for(tmp_path, hosts), Keychain)
