"""The tenant: its one person, its one registered program, its switches, and who has allowed what.

The same for the same seed and the same order of sign-ins. Knows nothing of HTTP.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from desktop.sandbox.identity.keys import SigningKey
from desktop.sandbox.identity.refusals import Refused
from desktop.sandbox.identity.scopes import DEFAULT, HARMLESS, Wanted, short
from desktop.sandbox.identity.tokens import TokenBook

_NAMESPACE = uuid.UUID("6f0a2f0e-6a52-4d5b-9a64-3f7d5c3c8b11")
CODE_LIFE_S = 600
DEVICE_LIFE_S = 900


@dataclass(frozen=True, slots=True)
class Person:
    """The person of the tenant, who owns the mailbox, with the password of both."""

    email: str
    name: str
    password: str


@dataclass(slots=True)
class TenantSettings:
    """What an administrator may turn. `conditional_access`: "" (none), "mfa" (a second factor) or "blocked".

    `token_life_s`, `refresh_life_s`: how long tokens are good (None: for ever); a refresh token's life begins anew with
    each use. `rotate_refresh`: a refresh token works once, which Microsoft does not do for desktop programs.
    """

    needs_admin: bool = False
    conditional_access: str = ""
    rotate_refresh: bool = False
    token_life_s: float | None = None
    refresh_life_s: float | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """An authorization code's meaning. `challenge` is '' where the program sent none."""

    client_id: str
    redirect_uri: str
    challenge: str
    scope: str
    nonce: str
    strong: bool
    at: float


@dataclass(slots=True)
class Device:
    """A sign-in by device code: what was asked for, and how far the person is ("", "allowed", "denied")."""

    user_code: str
    scope: str
    at: float
    state: str = ""
    strong: bool = False


class Tenant:
    """One tenant. `tokens` says whose bearer may enter what."""

    def __init__(self, seed: int, clock: Callable[[], datetime], person: Person) -> None:
        self.clock, self.person = clock, person
        self.settings = TenantSettings()
        self.tenant_id = _guid(seed, "tenant")
        self.user_id = _guid(seed, "user")
        self.client_id = _guid(seed, "client")
        self.second_factor = f"{(seed * 7919 + 246810) % 1_000_000:06d}"
        self.admin = f"admin@{person.email.partition('@')[2]}"
        self.key = SigningKey()
        self.tokens = TokenBook(seed, clock)
        self.codes: dict[str, Code] = {}
        self.devices: dict[str, Device] = {}
        self.allowed: set[str] = set()
        """The permissions that the person or an administrator has allowed the program."""
        self._handed_out: tuple[str, str] | None = None

    def is_called(self, name: str) -> bool:
        """Whether the first part of a path means this tenant."""
        domain = self.person.email.partition("@")[2]
        return name.casefold() in {self.tenant_id, domain, "common", "organizations"}

    def admits(self, username: str, password: str) -> bool:
        """Whether these are the person's e-mail address (in any case) and password."""
        return username.strip().casefold() == self.person.email.casefold() and password == self.person.password

    def is_admin(self, username: str, password: str) -> bool:
        """Whether these are the administrator's, who has the person's password in this simulated world."""
        return username.strip().casefold() == self.admin.casefold() and password == self.person.password

    def lacking(self, wanted: Wanted) -> frozenset[str]:
        """The wanted permissions that nobody has allowed yet."""
        return frozenset(each for each in wanted.permissions if not each.endswith(f"/{DEFAULT}")) - self.allowed

    def needs_admin(self, wanted: Wanted) -> bool:
        """Whether only an administrator may allow what is lacking."""
        return self.settings.needs_admin and bool(self.lacking(wanted) - HARMLESS)

    def open_access(self, wanted: Wanted, own: frozenset[str] = frozenset()) -> tuple[str, list[str]]:
        """An access token with its scopes in full; raises Refused where they are of several resources or not allowed.

        With them come all others of the resource that were allowed before, as Microsoft does it. `own` need nobody's
        leave.
        """
        resource = wanted.only_resource()
        if self.lacking(wanted) - own:
            raise Refused(65001)
        granted = {each for each in self.allowed | own if each.startswith(f"{resource}/")}
        return self.tokens.open_access(resource, short(granted)), sorted(granted)

    def admitted(self, authorization: str, resource: str) -> frozenset[str]:
        """The short scopes of a bearer (a header) that may enter a resource; raises tokens.NotAdmitted."""
        return self.tokens.admitted(authorization, resource, self.settings.token_life_s)

    def hand_out(self, *permissions: str) -> tuple[str, str]:
        """An access and a refresh token without pages, for the ready file; the same ones at every call.

        They give the permissions, in full, and leave open what the person has allowed the program.
        """
        if not self._handed_out:
            own = frozenset(permissions)
            access, _ = self.open_access(Wanted(own, frozenset()), own)
            self._handed_out = (access, self.tokens.open_lasting(strong=True, own=own))
        return self._handed_out

    def check_policy(self, strong: bool) -> None:
        """Raise Refused where conditional access does not let a sign-in get tokens."""
        if self.settings.conditional_access == "blocked":
            raise Refused(53003)
        if self.settings.conditional_access == "mfa" and not strong:
            raise Refused(50076)

    def dump(self) -> dict[str, Any]:
        """What was allowed and given out, as JSON values; codes do not outlive a run."""
        return {
            "settings": asdict(self.settings),
            "allowed": sorted(self.allowed),
            "tokens": self.tokens.dump(),
            "handed_out": self._handed_out,
        }

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Take it from a dump."""
        self.settings = TenantSettings(**kept["settings"])
        self.allowed = set(kept["allowed"])
        self.tokens.restore(kept["tokens"])
        handed_out = kept.get("handed_out")
        self._handed_out = tuple(handed_out) if handed_out else None


def _guid(seed: int, purpose: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, f"{seed} {purpose}"))
