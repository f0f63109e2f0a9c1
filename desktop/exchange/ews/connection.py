"""What a person gives so that a mailbox can be reached, and what is remembered between sessions.

Exists apart from the transport so that a profile can be read without loading a library. It must not know EWS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol


class SessionMemory(Protocol):
    """Short texts by key that outlive a session: folder ids and the version of the server."""

    def get(self, key: str) -> str | None:
        """The text of a key; None when there is none."""
        ...

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key; an empty text stands for nothing."""
        ...


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
