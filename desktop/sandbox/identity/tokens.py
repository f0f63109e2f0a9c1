"""The tokens that the tenant has given out: access tokens for one resource each, and lasting refresh tokens.

Exists so that every server behind the tenant asks the same book whether a bearer may enter (`admitted`). Knows no HTTP.
Tokens are the same for the same seed and the same order of sign-ins.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from desktop.sandbox.identity.refusals import Refused

GRAPH = "https://graph.microsoft.com"
OUTLOOK = "https://outlook.office365.com"
RESOURCES = (GRAPH, OUTLOOK)
_SHOWN_LIFE_S = 3600


class NotAdmitted(Exception):
    """A bearer may not enter; the text is what Microsoft's services say, and `expired` that it once might."""

    def __init__(self, text: str, expired: bool = False) -> None:
        super().__init__(text)
        self.expired = expired


@dataclass(frozen=True, slots=True)
class Lasting:
    """A refresh token: whether the sign-in had a second factor, when it was used last, and whether it is spent.

    `own` are permissions, in full, that it gives although nobody has allowed them.
    """

    strong: bool
    used_at: float
    ended: int = 0
    """The number of the refusal that it meets; 0 while it is good."""
    own: frozenset[str] = frozenset()


class TokenBook:
    """What was given out and is still good."""

    def __init__(self, seed: int, clock: Callable[[], datetime]) -> None:
        self._seed, self._clock = seed, clock
        self._issued = 0
        self._access: dict[str, tuple[str, frozenset[str], float]] = {}
        self._lasting: dict[str, Lasting] = {}

    def derived(self, purpose: str, length: int = 64) -> str:
        """The next opaque text, which nobody was given before."""
        self._issued += 1
        return hashlib.sha512(f"{self._seed}:{purpose} {self._issued}".encode()).hexdigest()[:length]

    def open_access(self, resource: str, scopes: Iterable[str]) -> str:
        """A new access token for one resource; `scopes` are short names, such as Contacts.ReadWrite."""
        token = f"EwSandbox.{self.derived('access', 96)}"
        self._access[token] = (resource, frozenset(scopes), self._clock().timestamp())
        return token

    def open_lasting(self, strong: bool = False, own: frozenset[str] = frozenset()) -> str:
        """A new refresh token."""
        token = f"0.ASandbox.{self.derived('refresh', 96)}"
        self._lasting[token] = Lasting(strong, self._clock().timestamp(), own=own)
        return token

    def admitted(self, authorization: str, resource: str, life_s: float | None = None) -> frozenset[str]:
        """The scopes of a bearer that may enter a resource; `authorization` is the header. Raises NotAdmitted."""
        scheme, _, token = authorization.partition(" ")
        if scheme.casefold() != "bearer" or not token.strip():
            raise NotAdmitted("Access token is empty.")
        found = self._access.get(token.strip())
        if found is None:
            raise NotAdmitted("Access token validation failure. Invalid or revoked token.")
        of_resource, scopes, opened = found
        if of_resource != resource:
            raise NotAdmitted("Access token validation failure. Invalid audience.")
        if opened < 0 or (life_s is not None and self._clock().timestamp() >= opened + life_s):
            raise NotAdmitted("Lifetime validation failed, the token is expired.", expired=True)
        return scopes

    def lasting(self, token: str, life_s: float | None = None) -> Lasting:
        """A refresh token that is good; raises Refused with why it is not."""
        found = self._lasting.get(token)
        if found is None:
            raise Refused(70000)
        if found.ended:
            raise Refused(found.ended)
        if life_s is not None and self._clock().timestamp() >= found.used_at + life_s:
            raise Refused(700082)
        return found

    def renew(self, token: str, rotate: bool) -> str:
        """The refresh token to use after this one, which is good; with rotation this one is spent."""
        found, now = self._lasting[token], self._clock().timestamp()
        self._lasting[token] = replace(found, used_at=now, ended=70000 if rotate else 0)
        return self.open_lasting(found.strong, found.own)

    def revoke(self) -> None:
        """End everything, as an administrator or a new password does."""
        self._access.clear()
        self._lasting = {token: replace(each, ended=50173) for token, each in self._lasting.items()}

    def expire_access(self) -> None:
        """Let every access token's hour be over."""
        self._access = {token: (where, scopes, -1.0) for token, (where, scopes, _) in self._access.items()}

    def dump(self) -> dict[str, Any]:
        """The book as JSON values."""
        return {
            "issued": self._issued,
            "access": {token: [where, sorted(scopes), at] for token, (where, scopes, at) in self._access.items()},
            "lasting": {
                token: [each.strong, each.used_at, each.ended, sorted(each.own)]
                for token, each in self._lasting.items()
            },
        }

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Take the book from a dump."""
        self._issued = kept["issued"]
        self._access = {token: (where, frozenset(scopes), at) for token, (where, scopes, at) in kept["access"].items()}
        self._lasting = {
            token: Lasting(strong, used_at, ended, frozenset(*own))
            for token, (strong, used_at, ended, *own) in kept["lasting"].items()
        }


def shown_life(life_s: float | None) -> int:
    """The seconds that an answer tells of an access token."""
    return _SHOWN_LIFE_S if life_s is None else max(1, int(life_s))
