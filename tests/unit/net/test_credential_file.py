"""Credentials of simulated accounts in a file."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from desktop.core.faults import PortFault
from desktop.net.credential_file import FILE_NAME, CredentialFile

HOSTS = ("https://127.0.0.1:1", "localhost")


def test_a_secret_is_found_again_by_another_object(tmp_path: Path) -> None:
    CredentialFile(tmp_path, HOSTS).put("a", "password", "sécret")
    CredentialFile(tmp_path, HOSTS).put("a", "token", "other")

    again = CredentialFile(tmp_path, HOSTS)

    assert again.get("a", "password") == "sécret"
    assert again.get("a", "token") == "other"
    assert again.get("b", "password") is None


def test_a_deleted_secret_is_gone_and_deleting_twice_is_fine(tmp_path: Path) -> None:
    vault = CredentialFile(tmp_path, HOSTS)
    vault.put("a", "password", "x")

    vault.delete("a", "password")
    vault.delete("a", "password")

    assert vault.get("a", "password") is None


def test_only_the_owner_may_read_it_and_nothing_else_is_left_behind(tmp_path: Path) -> None:
    CredentialFile(tmp_path, HOSTS).put("a", "password", "x")

    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


@pytest.mark.parametrize("hosts", [(), ("https://org.example",), ("localhost", "org.example"), ("localhost.example",)])
def test_a_real_account_cannot_have_one(tmp_path: Path, hosts: tuple[str, ...]) -> None:
    with pytest.raises(PortFault) as caught:
        CredentialFile(tmp_path, hosts)

    assert caught.value.fault.code == "keychain"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 1}'])
def test_a_damaged_file_is_a_fault_and_is_not_overwritten(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text)
    vault = CredentialFile(tmp_path, HOSTS)

    with pytest.raises(PortFault) as caught:
        vault.put("a", "password", "x")

    assert caught.value.fault.code == "credentials"
    assert (tmp_path / FILE_NAME).read_text() == text


def test_a_write_that_fails_keeps_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = CredentialFile(tmp_path, HOSTS)
    vault.put("a", "password", "old")

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PortFault) as caught:
        vault.put("a", "password", "new")

    assert caught.value.fault.code == "credentials"
    assert vault.get("a", "password") == "old"
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_it_tells_people_where_it_is(tmp_path: Path) -> None:
    assert str(tmp_path / FILE_NAME) in CredentialFile(tmp_path, HOSTS).where()
