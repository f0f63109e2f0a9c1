"""Where secrets lie: the operating system's keychain, through back ends that are known to encrypt.

Exists because a keychain library falls back to whatever is installed, clear files included. Long secrets are kept in
pieces, because one entry of the Windows Credential Manager holds 2,560 bytes. Must not know what a secret opens.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say
from desktop.net.addresses import is_loopback
from desktop.net.credential_file import CredentialFile

PIECE = 1_000
ALLOWED = {
    "keyring.backends.Windows": say("the Windows Credential Manager"),
    "keyring.backends.macOS": say("the keychain of macOS"),
    "keyring.backends.SecretService": say("the Secret Service of your desktop (GNOME Keyring or its like)"),
    "keyring.backends.libsecret": say("the Secret Service of your desktop (GNOME Keyring or its like)"),
    "keyring.backends.kwallet": "KWallet",
}
_PREFIX = "smartcloud-connect"
_CHAINER = "keyring.backends.chainer"


class Vault(Protocol):
    """A place for secrets, each under an account and a kind of secret."""

    def get(self, account: str, kind: str) -> str | None:
        """The secret, or None where there is none; PortFault when the place cannot be opened."""
        ...

    def put(self, account: str, kind: str, secret: str) -> None:
        """Keep a secret in place of the one before; a crash leaves the one or the other."""
        ...

    def delete(self, account: str, kind: str) -> None:
        """Forget a secret; one that is not there is fine."""
        ...

    def where(self) -> str:
        """Where secrets lie, as part of a sentence for people."""
        ...


def vault_for(profile_dir: Path, hosts: Sequence[str]) -> Vault:
    """The vault of an account with these hosts (names or URLs): the keychain, unless all of them are this computer."""
    if hosts and all(is_loopback(host) for host in hosts):
        return CredentialFile(profile_dir, hosts)
    return Keychain()


class Keychain:
    """The keychain of the operating system; fulfils `Vault`. Raises PortFault `keychain` where there is none."""

    def __init__(self) -> None:
        self._backend = _allowed_backend()

    def get(self, account: str, kind: str) -> str | None:
        """The secret, or None where there is none or where its pieces do not fit together."""
        manifest = self._manifest(account, kind)
        if manifest is None:
            return None
        pieces = [self._call("get_password", account, kind, number) for number in _numbers(manifest)]
        secret = "".join(piece for piece in pieces if piece is not None)
        return secret if None not in pieces and _digest(secret) == manifest["digest"] else None

    def put(self, account: str, kind: str, secret: str) -> None:
        """Write the pieces beside the old ones, then the manifest that names them, then remove the old ones."""
        old = self._manifest(account, kind)
        pieces = [secret[start : start + PIECE] for start in range(0, len(secret), PIECE)] or [""]
        first = 1 if old is None or old["first"] > len(pieces) else old["first"] + old["count"]
        new = {"first": first, "count": len(pieces), "digest": _digest(secret)}
        for number, piece in zip(_numbers(new), pieces, strict=True):
            self._call("set_password", account, kind, number, piece)
        self._call("set_password", account, kind, 0, json.dumps(new))
        self._remove(account, kind, old)

    def delete(self, account: str, kind: str) -> None:
        """Forget a secret: its manifest first, so that no half of it is ever found."""
        old = self._manifest(account, kind)
        if old is not None:
            self._call("delete_password", account, kind, 0)
            self._remove(account, kind, old)

    def where(self) -> str:
        """Where secrets lie, as part of a sentence for people."""
        return say("in {keychain}", keychain=ALLOWED[type(self._backend).__module__])

    def _manifest(self, account: str, kind: str) -> dict[str, Any] | None:
        text = self._call("get_password", account, kind, 0)
        if text is None:
            return None
        try:
            manifest = json.loads(text)
            return {key: manifest[key] for key in ("first", "count", "digest")}
        except (ValueError, KeyError, TypeError):
            return None

    def _remove(self, account: str, kind: str, manifest: dict[str, Any] | None) -> None:
        for number in _numbers(manifest) if manifest else ():
            self._call("delete_password", account, kind, number)

    def _call(self, name: str, account: str, kind: str, number: int, *value: str) -> str | None:
        """One call of the back end; an entry that is not there is no error on deletion."""
        from keyring.errors import KeyringError, PasswordDeleteError

        try:
            found = getattr(self._backend, name)(f"{_PREFIX}/{account}/{kind}/{number}", account, *value)
            return found if isinstance(found, str) else None
        except PasswordDeleteError:
            return None
        except KeyringError:
            pass  # raised below, outside of the handler, so that no text of the back end hangs on to the fault
        message = say("The keychain ({where}) did not do what it was asked to.", where=self.where())
        raise PortFault(Fault(FaultClass.ENVIRONMENT, "keychain", message, say("Unlock it, then try again.")))


def _numbers(manifest: dict[str, Any]) -> range:
    return range(manifest["first"], manifest["first"] + manifest["count"])


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()[:16]


def _allowed_backend() -> Any:
    """The back end to use: the chosen one, or the first allowed one of a chain; PortFault where none is allowed."""
    import keyring

    chosen = keyring.get_keyring()
    chain = getattr(chosen, "backends", ()) if type(chosen).__module__ == _CHAINER else ()
    for backend in (chosen, *chain):
        if type(backend).__module__ in ALLOWED:
            return backend
    message = say("This computer offers no keychain in which passwords and tokens can be kept safely.")
    action = say(
        "Start a secret service (GNOME Keyring or KWallet) and try again; passwords are never kept in a clear file."
    )
    raise PortFault(Fault(FaultClass.ENVIRONMENT, "keychain", message, action))
