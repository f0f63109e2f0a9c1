"""The sign-ins of an org: access tokens with their age, refresh tokens with rotation.

Knows nothing of HTTP. Tokens are the same for the same seed and the same order of sign-ins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.sandbox.salesforce.errors import SandboxError
from desktop.sandbox.salesforce.ids import derived_token
from desktop.sandbox.salesforce.settings import OrgSettings


class GrantRefused(Exception):
    """The token endpoint's refusal: an OAuth error code and its description."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error = error
        self.description = description


@dataclass(frozen=True, slots=True)
class Grant:
    """What a sign-in hands out; `refresh_token` is None where the old one stays good."""

    user_id: str
    access_token: str
    refresh_token: str | None


@dataclass(frozen=True, slots=True)
class Code:
    """What an authorization code stands for; `challenge` is that of PKCE."""

    user_id: str
    redirect_uri: str
    challenge: str
    scope: str
    at: float


class Sessions:
    """Who is signed in, and with what."""

    def __init__(self, seed: int, org_id: str, clock: Callable[[], datetime]) -> None:
        self._seed = seed
        self._org_id = org_id
        self._clock = clock
        self._issued = 0
        self._access: dict[str, tuple[str, float]] = {}
        self._refresh: dict[str, str] = {}
        self.codes: dict[str, Code] = {}
        """The authorization codes that were not redeemed yet; they do not outlive a run."""

    def open_code(self, code: Code) -> str:
        """A new authorization code."""
        self._issued += 1
        text = f"aPrx{derived_token(self._seed, f'code {self._issued}', 60)}"
        self.codes[text] = code
        return text

    def open(self, user_id: str) -> str:
        """A new access token of the user, in the real form: the org's id, an exclamation mark, and a secret."""
        self._issued += 1
        token = f"{self._org_id[:15]}!AQ{derived_token(self._seed, f'access {self._issued}', 62)}.sandbox"
        self._access[token] = (user_id, self._clock().timestamp())
        return token

    def open_lasting(self, user_id: str) -> str:
        """A new refresh token of the user."""
        self._issued += 1
        token = f"5Aep{derived_token(self._seed, f'refresh {self._issued}', 60)}.sandbox"
        self._refresh[token] = user_id
        return token

    def user_of(self, token: str, settings: OrgSettings) -> str:
        """The user whose access token this is; raises INVALID_SESSION_ID for an unknown or expired one."""
        user_id, opened = self._access.get(token, ("", 0.0))
        life = settings.token_life_s
        if not user_id or (life is not None and self._clock().timestamp() >= opened + life):
            raise SandboxError("INVALID_SESSION_ID", "Session expired or invalid")
        return user_id

    def refreshed(self, refresh_token: str, settings: OrgSettings) -> Grant:
        """A new access token for a refresh token, which rotation replaces at once; raises GrantRefused."""
        user_id = self._refresh.get(refresh_token)
        if user_id is None:
            raise GrantRefused("invalid_grant", "expired access/refresh token")
        access = self.open(user_id)
        if not settings.rotate_refresh:
            return Grant(user_id, access, None)
        del self._refresh[refresh_token]
        return Grant(user_id, access, self.open_lasting(user_id))

    def revoke(self, token: str) -> bool:
        """Forget a token; a refresh token takes the user's access tokens with it. False where it was not known."""
        if token in self._refresh:
            user_id = self._refresh.pop(token)
            self._access = {key: kept for key, kept in self._access.items() if kept[0] != user_id}
            return True
        return self._access.pop(token, None) is not None

    def expire(self) -> None:
        """End every access token, as the session time-out would."""
        self._access.clear()

    def dump(self) -> dict[str, Any]:
        """The sign-ins as JSON values."""
        return {
            "issued": self._issued,
            "access": {k: list(v) for k, v in self._access.items()},
            "refresh": self._refresh,
        }

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Take the sign-ins from a dump."""
        self._issued = kept["issued"]
        self._access = {token: (user, opened) for token, (user, opened) in kept["access"].items()}
        self._refresh = dict(kept["refresh"])
