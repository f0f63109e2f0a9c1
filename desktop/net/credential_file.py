"""Credentials of the sandbox in a file: for accounts of which every host is this computer, and for no others.

Exists so that the demo and the tests run where there is no keychain. What lies here opens nothing but simulated
servers. Must not be used for a real account, and refuses to be.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say
from desktop.net.addresses import is_loopback

FILE_NAME = "credentials.json"


class CredentialFile:
    """The file `credentials.json` of a profile folder, readable by its owner only; fulfils `Vault`."""

    def __init__(self, profile_dir: Path, hosts: Sequence[str]) -> None:
        """PortFault `keychain` unless every one of the hosts (names or URLs, at least one) is loopback."""
        if not hosts or not all(is_loopback(host) for host in hosts):
            message = say("The credentials of an account on another computer may not lie in a file.")
            raise PortFault(Fault(FaultClass.ENVIRONMENT, "keychain", message, say("They belong in the keychain.")))
        self._path = profile_dir / FILE_NAME

    def get(self, account: str, kind: str) -> str | None:
        """The secret, or None; PortFault `credentials` when the file cannot be read."""
        return self._read().get(account, {}).get(kind)

    def put(self, account: str, kind: str, secret: str) -> None:
        """Keep a secret in place of the one before; it is on disk when this returns."""
        kept = self._read()
        kept.setdefault(account, {})[kind] = secret
        self._write(kept)

    def delete(self, account: str, kind: str) -> None:
        """Forget a secret; one that is not there is fine."""
        kept = self._read()
        if kept.get(account, {}).pop(kind, None) is not None:
            self._write({name: kinds for name, kinds in kept.items() if kinds})

    def where(self) -> str:
        """Where secrets lie, for people."""
        return say("in the file {path}, because the account is a simulated one on this computer", path=self._path)

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            kept = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            kept = None
        if not isinstance(kept, dict) or not all(isinstance(kinds, dict) for kinds in kept.values()):
            message = say("The file {path} cannot be read.", path=self._path)
            action = say("Delete it and connect the simulated accounts again.")
            raise PortFault(Fault(FaultClass.ENVIRONMENT, "credentials", message, action))
        return kept

    def _write(self, kept: dict[str, dict[str, str]]) -> None:
        aside = self._path.with_name(f".{FILE_NAME}.{secrets.token_hex(6)}")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(kept, file, ensure_ascii=False, sort_keys=True)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(self._path)
            _sync_folder(self._path.parent)
        except OSError as error:
            aside.unlink(missing_ok=True)
            message = say("The file {path} cannot be written.", path=self._path)
            action = say("Check that the disk is not full and that you may write there.")
            raise PortFault(Fault(FaultClass.ENVIRONMENT, "credentials", message, action)) from error


def _sync_folder(folder: Path) -> None:
    """Make a rename last; systems that cannot open a folder (Windows) do it by themselves."""
    with contextlib.suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
