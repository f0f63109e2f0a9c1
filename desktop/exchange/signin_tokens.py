"""Access tokens for the requests of a mailbox, renewed silently from what a sign-in left in the vault.

Exists so that a request never asks the person anything: where a sign-in has ended it says so, once, and the
next session asks. One renewal at a time among threads and programs, kept before it is used. Knows no request.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Final

from desktop.core.faults import PortFault
from desktop.exchange import signin_errors
from desktop.exchange.clouds import Place
from desktop.exchange.signin import opened, said
from desktop.net.vault import Vault

KIND: Final = "microsoft-sign-in"
"""The vault's word for msal's cache."""
_EARLY_S: Final = 300.0
"""A token is renewed so long before it ends, so that it does not end on its way."""


class VaultCache:
    """msal's cache of one account in a vault. `turn` is a lock between threads and processes."""

    def __init__(self, vault: Vault, account: str, turn: AbstractContextManager[object]) -> None:
        self._vault, self._account, self._turn = vault, account, turn

    def load(self) -> str:
        """The kept cache; PortFault `auth` where there is none."""
        text = self._vault.get(self._account, KIND)
        if text is None:
            raise signin_errors.signed_out()
        return text

    def save(self, text: str) -> None:
        """Keep a cache; it is safe when this returns."""
        self._vault.put(self._account, KIND, text)

    def forget(self) -> None:
        """Keep nothing any more; not while another program renews, which would keep the new tokens."""
        with self._turn:
            self._vault.delete(self._account, KIND)

    def lock(self) -> AbstractContextManager[object]:
        """What must be held from the look at the kept cache to the saving of a new one."""
        return self._turn


@dataclass(frozen=True, slots=True)
class _Held:
    token: str
    until: float


class MicrosoftTokens:
    """The access tokens of one account, one for each service. `moment` counts seconds from anywhere."""

    def __init__(self, place: Place, cache: VaultCache, moment: Callable[[], float] = time.monotonic) -> None:
        self._place, self._cache, self._moment = place, cache, moment
        self._threads = threading.Lock()
        self._held: dict[tuple[str, ...], _Held] = {}
        self._ended: dict[tuple[str, ...], PortFault] = {}

    def token(self, scopes: Sequence[str], refused: str = "", claims: str | None = None) -> str:
        """A token for these scopes, which are of one service; not the `refused` one, which a server did not take.

        `claims` are those with which the server refused it. PortFault of class AUTH_NEEDED where only the person can
        help: `auth`, `consent`, `second-factor`, `policy`; it is said again without a request from then on.
        """
        wanted = tuple(sorted(scopes))
        with self._threads:
            held = self._held.get(wanted)
            if held is not None and held.token != refused and self._moment() < held.until:
                return held.token
            if wanted in self._ended:
                raise self._ended[wanted]
            with self._cache.lock():
                return self._renewed(wanted, refused, claims)

    def _renewed(self, wanted: tuple[str, ...], refused: str, claims: str | None) -> str:
        with opened(self._place, self._cache.load()) as (app, cache):
            accounts = app.get_accounts()
            account = accounts[0] if accounts else None
            with said(self._place):
                result: dict[str, Any] = (
                    app.acquire_token_silent_with_error(list(wanted), account, claims_challenge=claims) or {}
                )
                if refused and result.get("access_token") == refused:
                    result = (
                        app.acquire_token_silent_with_error(
                            list(wanted), account, force_refresh=True, claims_challenge=claims
                        )
                        or {}
                    )
            if cache.has_state_changed:
                self._cache.save(cache.serialize())
        if "access_token" not in result:
            self._ended[wanted] = (
                signin_errors.refused(result, self._place, wanted) if result else signin_errors.signed_out()
            )
            raise self._ended[wanted]
        token = str(result["access_token"])
        self._held[wanted] = _Held(token, self._moment() + max(0.0, float(result.get("expires_in", 0)) - _EARLY_S))
        return token
