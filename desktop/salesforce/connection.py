"""What the Salesforce end is given: where the org is, how the sign-in is kept, what to read, what to remember.

Exists so that the end is built without a request and without knowing a database or a keychain.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from desktop.core.scope import MINE
from desktop.net.http import HttpSession
from desktop.net.vault import Vault

TESTED_VERSION = "67.0"
OLDEST_VERSION = "60.0"
_KIND = "salesforce-sign-in"


class SessionMemory(Protocol):
    """Small texts by key that outlive a session; a text may be forgotten at any time and is then asked for again."""

    def get(self, key: str) -> str | None:
        """The text, or None."""
        ...

    def put(self, key: str, text: str) -> None:
        """Keep a text."""
        ...


@dataclass(frozen=True, slots=True)
class Tokens:
    """What opens the org: an access token and the refresh token that gets the next one. Never shown in texts."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)


class TokenKeeper(Protocol):
    """Where the tokens of one account are kept between sessions and between programs."""

    def load(self) -> Tokens:
        """The tokens as last saved, by this program or another; PortFault `auth` where there are none."""
        ...

    def save(self, tokens: Tokens) -> None:
        """Keep new tokens; they are safe when this returns."""
        ...

    def lock(self) -> AbstractContextManager[object]:
        """What must be held from the look at the kept tokens to the saving of new ones."""
        ...


class VaultTokens:
    """The tokens of an account in a vault; fulfils `TokenKeeper`. `turn` is a lock between threads and processes."""

    def __init__(self, vault: Vault, account: str, turn: AbstractContextManager[object]) -> None:
        self._vault = vault
        self._account = account
        self._turn = turn

    def load(self) -> Tokens:
        """The kept tokens; PortFault `auth` where there are none."""
        from desktop.salesforce.errors import signed_out

        text = self._vault.get(self._account, _KIND)
        if text is None:
            raise signed_out()
        kept = json.loads(text)
        return Tokens(kept["access_token"], kept["refresh_token"])

    def save(self, tokens: Tokens) -> None:
        """Keep new tokens in the vault."""
        kept = {"access_token": tokens.access_token, "refresh_token": tokens.refresh_token}
        self._vault.put(self._account, _KIND, json.dumps(kept))

    def forget(self, end: Callable[[Tokens], None] = lambda _: None) -> None:
        """Keep no tokens any more; not while another program renews them, which would keep the new ones.

        `end` is given them before, where there are any, and raises nothing.
        """
        with self._turn:
            if self._vault.get(self._account, _KIND) is not None:
                end(self.load())
            self._vault.delete(self._account, _KIND)

    def lock(self) -> AbstractContextManager[object]:
        """The lock between threads and processes."""
        return self._turn


@dataclass(frozen=True, slots=True)
class SalesforceConnection:
    """Where the org is and how to get in. `login_url` is where tokens are renewed; '' means the org's own address.

    `ca_file` names the authorities to trust instead of the usual ones; `wait` sleeps for so many seconds. `renew` gets
    new tokens where there is no refresh token for it; None: by the refresh token.
    """

    instance_url: str
    client_id: str
    tokens: TokenKeeper
    login_url: str = ""
    ca_file: str | None = None
    wait: Callable[[float], None] = time.sleep
    renew: Callable[[HttpSession], Tokens] | None = None


@dataclass(frozen=True, slots=True)
class SalesforceOptions:
    """What is synced: whose contacts (see `core.scope`), and the native fields that the map wants."""

    scope: str = MINE
    fields: tuple[str, ...] = ()
    newest_version: str = TESTED_VERSION
    oldest_version: str = OLDEST_VERSION
