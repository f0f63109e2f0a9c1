"""The ends that the contract suite runs against, each with the hands of the people on its side.

A test speaks in the words of `Names`, acts through `Hands` and reads through the port, so that it is written once.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from desktop.core.ports import Crm, Mailbox
from desktop.core.record import NativeFields, Role


@dataclass(frozen=True, slots=True)
class Names:
    """The native names of the fields that the suite writes."""

    first: str
    last: str
    email: str
    title: str
    phone: str
    street: str
    city: str
    notes: str
    birthday: str


CRM_NAMES: Final = Names(
    first="FirstName",
    last="LastName",
    email="Email",
    title="Title",
    phone="Phone",
    street="MailingStreet",
    city="MailingCity",
    notes="Description",
    birthday="Birthdate",
)
MAILBOX_NAMES: Final = Names(
    first="GivenName",
    last="Surname",
    email="EmailAddresses/EmailAddress1",
    title="JobTitle",
    phone="PhoneNumbers/BusinessPhone",
    street="PhysicalAddresses/Business/Street",
    city="PhysicalAddresses/Business/City",
    notes="Body",
    birthday="Birthday",
)


class Hands(Protocol):
    """What people do on any side. Ids are those afterwards."""

    def create(self, fields: NativeFields) -> str:
        """A contact in the scope: one's own, or one that is shared."""

    def edit(self, native_id: str, changes: NativeFields) -> None:
        """Change some fields."""

    def delete(self, native_id: str) -> str:
        """Put a contact in the bin; its id there."""

    def restore(self, native_id: str) -> str:
        """Take a contact out of the bin into the scope."""

    def purge(self, native_id: str) -> None:
        """Remove a contact without a trace."""

    def case_twins(self) -> tuple[str, str]:
        """Two contacts in the scope whose ids differ in nothing but case (in the part that is compared so)."""


class CrmHands(Hands, Protocol):
    """What people do in a CRM besides."""

    colleague: str

    def create_for(self, owner: str, fields: NativeFields) -> str:
        """A contact made by and belonging to somebody."""

    def reown(self, native_id: str, owner: str) -> None:
        """Give a contact to somebody."""

    def merge(self, winner: str, loser: str) -> None:
        """Merge two contacts."""

    def hide(self, native_id: str) -> None:
        """Take a contact out of this user's sight."""

    def edit_late(self, native_id: str, changes: NativeFields) -> None:
        """Change some fields in a transaction that began a minute ago: the stamp is of then."""

    def create_account(self, name: str) -> str:
        """A company."""

    def rename_account(self, account_id: str, name: str) -> None:
        """Give a company another name."""

    def make_view(self, label: str, wanted: NativeFields, mine: bool = False) -> str:
        """A list view of the contacts with these values, of everybody or (`mine`) of this user; its id."""

    def change_view(self, view_id: str, wanted: NativeFields) -> None:
        """Have a list view ask for other values."""

    def delete_view(self, view_id: str) -> None:
        """Delete a list view."""


class MailboxHands(Hands, Protocol):
    """What the person does in a mailbox besides."""

    def create_personal(self, fields: NativeFields, *categories: str) -> str:
        """A contact in the default folder."""

    def copy(self, native_id: str) -> str:
        """Copy a contact within its folder."""

    def move(self, native_id: str, role: Role) -> str:
        """Move a contact to the folder of a role (OTHER: one that is not watched)."""

    def categorise(self, native_id: str, *categories: str) -> None:
        """Give a contact exactly these categories."""

    def categories(self, native_id: str) -> tuple[str, ...]:
        """The categories of a contact."""

    def delete_shared_folder(self, for_good: bool = False) -> None:
        """Put the folder of shared contacts into the bin with all that is in it, or remove it without a trace."""

    def forget_category(self) -> None:
        """Take our category off the mailbox's list of categories."""

    def category_list(self) -> tuple[str, ...]:
        """The mailbox's list of categories."""

    def set_nickname(self, native_id: str, nickname: str) -> None:
        """Fill a field that no end offers."""

    def nickname(self, native_id: str) -> str | None:
        """Read it again."""


@dataclass(frozen=True, slots=True)
class World:
    """What can be done to a system from outside, beside what people do.

    `tick` lets more than a second go by, `now` tells the time. `expire` makes a cursor useless and returns what the
    end is then given. `lost_create` cuts off the answer of the next create. `small_pages` lets the server answer a
    round in pages of so many. `refused` are fields with which the server refuses a contact. `enforces_lengths`: the
    server itself refuses longer values. `retells_young`: its versions count seconds, so that a version of just now is
    told once more lest a second edit hides behind it.
    """

    tick: Callable[[], None]
    now: Callable[[], datetime]
    expire: Callable[[str], str]
    lost_create: Callable[[], AbstractContextManager[None]]
    small_pages: Callable[[int], AbstractContextManager[None]]
    refused: NativeFields
    enforces_lengths: bool = True
    retells_young: bool = False


@dataclass(frozen=True, slots=True)
class CrmEnd:
    """A CRM under test. `open_port` gives a port of another scope that remembers nothing yet."""

    port: Crm
    hands: CrmHands
    world: World
    open_port: Callable[[str], Crm]
    names: Names = CRM_NAMES
    opened: list[Crm] = field(default_factory=list)

    def scoped(self, scope: str) -> CrmEnd:
        """The same CRM with another scope, as a new session has it."""
        self.opened.append(self.open_port(scope))
        return replace(self, port=self.opened[-1])

    def close(self) -> None:
        """Let go of connections."""
        for port in (self.port, *self.opened):
            port.close()


@dataclass(frozen=True, slots=True)
class MailboxEnd:
    """A mailbox under test."""

    port: Mailbox
    hands: MailboxHands
    world: World
    names: Names = MAILBOX_NAMES

    def close(self) -> None:
        """Let go of connections."""
        self.port.close()


End = CrmEnd | MailboxEnd


@dataclass
class Ticking:
    """A clock that stands still between ticks."""

    moment: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def tick(self) -> None:
        self.moment += timedelta(seconds=2)


def twins(create: Callable[[], str], compared: Callable[[str], str]) -> tuple[str, str]:
    """Make contacts until two have ids that `compared` makes equal."""
    seen: dict[str, str] = {}
    for _ in range(100):
        native_id = create()
        key = compared(native_id)
        if key in seen:
            return seen[key], native_id
        seen[key] = native_id
    raise AssertionError("no ids that differ by case only")
