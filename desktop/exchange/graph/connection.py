"""What is needed so that a mailbox can be reached over Microsoft Graph.

Exists apart from the transport so that a profile can be read without opening anything. It must not know how somebody
signs in: it asks for a token.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class GraphConnection:
    """Where the mailbox is, who its owner is, and where tokens come from.

    `base_url` is the address of the version, without a slash at its end. `token` gives an access token that is valid
    now, and not the refused one that it is told ('' where none was); it raises PortFault where there is none. `ca_file`
    names a PEM file of authorities to trust instead of the usual ones.
    """

    base_url: str
    email: str
    token: Callable[[str], str] = field(repr=False)
    ca_file: str | None = None
    now: Callable[[], datetime] = field(default=_utc_now, repr=False)

    @property
    def identity(self) -> str:
        """Who we are there: the mailbox address in lower case."""
        return self.email.casefold()
