"""What a person gives so that a mailbox can be reached.

Exists apart from the transport so that a profile can be read without loading a library. It must not know EWS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class EwsConnection:
    """Where a mailbox is and how to sign in.

    `password` is the password or a function that fetches it (from the keychain) when a connection is opened. `email`
    may be '' where it is not known. `ca_file` names a PEM file of authorities to trust instead of the usual ones.
    """

    ews_url: str
    username: str
    password: str | Callable[[], str] = field(repr=False)
    email: str = ""
    ca_file: str | None = None
    now: Callable[[], datetime] = field(default=_utc_now, repr=False)

    @property
    def identity(self) -> str:
        """Who we are there: the mailbox address, or else the name that signs in, in lower case."""
        return (self.email or self.username).casefold()

    def secret(self) -> str:
        """The password, fetched now."""
        return self.password if isinstance(self.password, str) else self.password()
