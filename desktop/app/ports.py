"""What the program needs of the outside besides the ends themselves: signing in, secrets, and making the ends.

Exists so that this room stays free of vendors and keychains; `wiring` fulfils it.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeAlias

from desktop.core.ports import Crm, Mailbox
from desktop.store.accounts import Account
from desktop.store.database import Database


@dataclass(frozen=True, slots=True)
class SalesforceSignIn:
    """How to reach an org. `ca_file` names a certificate authority to trust besides the system's, or None."""

    instance_url: str
    access_token: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    client_id: str = ""
    login_url: str = ""
    ca_file: str | None = None


@dataclass(frozen=True, slots=True)
class SalesforceBrowserSignIn:
    """Signing in to an org on its own page in the person's browser.

    `login` is where, as it was typed: production (''), sandbox, or an own domain. `show` is told the address of the
    page, for a person whose browser does not open by itself.
    """

    login: str = ""
    client_id: str = ""
    ca_file: str | None = None
    show: Callable[[str], None] = field(default=lambda _: None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class SalesforcePasswordSignIn:
    """Signing in to an old org with a password, behind which its security token stands; see `registration`."""

    username: str
    password: str = field(repr=False)
    login: str = ""
    ca_file: str | None = None


AnySalesforceSignIn: TypeAlias = "SalesforceSignIn | SalesforceBrowserSignIn | SalesforcePasswordSignIn"


@dataclass(frozen=True, slots=True)
class ExchangeSignIn:
    """How to reach a mailbox through EWS."""

    ews_url: str
    username: str
    password: str = field(repr=False)
    email: str = ""
    ca_file: str | None = None


@dataclass(frozen=True, slots=True)
class GraphSignIn:
    """How to reach a mailbox through Microsoft Graph with a sign-in that was handed over.

    `graph_url` is the address of Graph with its version, `authority` the one of the sign-in with the tenant.
    """

    graph_url: str
    authority: str
    client_id: str
    refresh_token: str = field(repr=False)
    ca_file: str | None = None


@dataclass(frozen=True, slots=True)
class MicrosoftSignIn:
    """Signing in to Microsoft on its own page: in the browser, or with a code on another device.

    `tenant` is the organisation's domain or number ('': found by the person's address), `cloud` one of Microsoft's
    clouds by our name, `authority` the address of a sign-in that is none of these. `show` is told the address of the
    page, and the code to type there ('' in the browser).
    """

    client_id: str
    tenant: str = ""
    cloud: str = "public"
    authority: str = ""
    ca_file: str | None = None
    other_device: bool = False
    show: Callable[[str, str], None] = field(default=lambda _page, _code: None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class MicrosoftUser:
    """Who is signed in to Microsoft, in which tenant (by number), and what they, or an administrator, have allowed."""

    email: str
    name: str
    tenant: str
    scopes: tuple[str, ...]


AnyMailboxSignIn: TypeAlias = ExchangeSignIn | GraphSignIn
"""The ways to a mailbox, one a dialect."""

Accept: TypeAlias = Callable[[Account], None]
"""Told of an account before any of its secrets is kept; what it raises ends the sign-in, and nothing is kept."""


class Connections(Protocol):
    """Signing in and making the ends of a profile. Every method raises PortFault with a sentence for the person."""

    def sign_in_salesforce(self, account_id: str, sign_in: AnySalesforceSignIn, accept: Accept) -> Account:
        """Check the sign-in with the org, keep the secrets, and describe the account (without any secret).

        With the browser it takes as long as the person does, and ends with the fault `cancelled` when they stop. The
        settings tell `username`, `email` and `name` of the user, as far as the org tells them.
        """
        ...

    def sign_in_exchange(self, account_id: str, sign_in: AnyMailboxSignIn, accept: Accept) -> Account:
        """Check the sign-in with the mailbox, keep the secrets, and describe the account (without any secret)."""
        ...

    def try_microsoft(self, sign_in: MicrosoftSignIn) -> MicrosoftUser:
        """Have the person sign in to Microsoft, and keep nothing of it."""
        ...

    def crm(self, account: Account, database: Database) -> Crm:
        """The end of a profile's CRM. Makes no request."""
        ...

    def mailbox(self, account: Account, database: Database) -> Mailbox:
        """The end of a profile's mailbox. Makes no request."""
        ...

    def sign_out(self, account: Account) -> None:
        """Forget every secret of an account; one that has none is fine.

        A sign-in that this program got with the browser is ended at the server too, where that can be reached.
        """
        ...

    def where(self) -> str:
        """A plain answer to the question where the secrets of this profile are kept."""
        ...


class Tray(Protocol):
    """What other processes may have a running program do with itself. Every method returns at once."""

    def show(self) -> None:
        """Bring the window to the front."""
        ...

    def pause(self, until: datetime) -> Future[None]:
        """Start no session by itself before a moment (aware); done when that is noted."""
        ...

    def resume(self) -> Future[None]:
        """End a pause; done when that is noted."""
        ...

    def quit(self) -> None:
        """End the program."""
        ...


class Autostart(Protocol):
    """Whether the program starts when the person signs in to the computer."""

    def enabled(self) -> bool:
        """Whether it does; False also where the system was told to ignore our entry."""
        ...

    def set(self, on: bool) -> None:
        """Have it start, or not. Raises PortFault where the system refuses."""
        ...
