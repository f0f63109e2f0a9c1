"""The ends that the contract suite runs against, each with the hands of the people on its side.

A test speaks in the words of `Names`, acts through `Hands` and reads through the port, so that it is written once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from desktop.core.memory import Calls, MemoryCrm, MemoryMailbox, MemoryWorld
from desktop.core.memory.calls import lost_reply
from desktop.core.memory.crm_table import COLLEAGUE
from desktop.core.memory.mail_folders import CATEGORY, Item
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
    """A CRM under test."""

    port: Crm
    hands: CrmHands
    world: World
    names: Names = CRM_NAMES

    def close(self) -> None:
        """Let go of connections."""
        self.port.close()


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


@dataclass
class TwinIds:
    """Ids of which every two that follow one another differ by case only."""

    last: int = 0

    def new(self) -> str:
        self.last += 1
        return f"{self.last // 2:08d}-{'aA'[self.last % 2]}"


class MemoryCrmHands:
    """The people of the in-process org."""

    colleague = COLLEAGUE

    def __init__(self, crm: MemoryCrm, clock: Ticking) -> None:
        self._people = crm.people
        self._clock = clock

    def create(self, fields: NativeFields) -> str:
        return self._people.create_contact(fields)

    def create_for(self, owner: str, fields: NativeFields) -> str:
        return self._people.create_contact(fields, owner)

    def edit(self, native_id: str, changes: NativeFields) -> None:
        self._people.edit(native_id, changes)

    def edit_late(self, native_id: str, changes: NativeFields) -> None:
        self._people.edit(native_id, changes, self._clock.now() - timedelta(minutes=1))

    def delete(self, native_id: str) -> str:
        self._people.delete(native_id)
        return native_id

    def restore(self, native_id: str) -> str:
        self._people.restore(native_id)
        return native_id

    def purge(self, native_id: str) -> None:
        self._people.purge(native_id)

    def case_twins(self) -> tuple[str, str]:
        return twins(lambda: self.create({"LastName": "Twin"}), str.casefold)

    def reown(self, native_id: str, owner: str) -> None:
        self._people.reown(native_id, owner)

    def merge(self, winner: str, loser: str) -> None:
        self._people.merge(winner, [loser])

    def hide(self, native_id: str) -> None:
        self._people.hide(native_id)

    def create_account(self, name: str) -> str:
        return self._people.create_account(name)

    def rename_account(self, account_id: str, name: str) -> None:
        self._people.rename_account(account_id, name)

    def make_view(self, label: str, wanted: NativeFields, mine: bool = False) -> str:
        return self._people.make_view(label, wanted, mine)

    def change_view(self, view_id: str, wanted: NativeFields) -> None:
        self._people.change_view(view_id, wanted)

    def delete_view(self, view_id: str) -> None:
        self._people.delete_view(view_id)


class MemoryMailboxHands:
    """The owner of the in-process mailbox."""

    def __init__(self, mailbox: MemoryMailbox) -> None:
        self._people = mailbox.people

    def create(self, fields: NativeFields) -> str:
        return self._people.create_contact(fields, Role.SHARED, (CATEGORY,))

    def create_personal(self, fields: NativeFields, *categories: str) -> str:
        return self._people.create_contact(fields, Role.DEFAULT, categories)

    def edit(self, native_id: str, changes: NativeFields) -> None:
        self._people.edit(native_id, changes)

    def delete(self, native_id: str) -> str:
        return self._people.delete(native_id)

    def restore(self, native_id: str) -> str:
        return self._people.restore(native_id)

    def purge(self, native_id: str) -> None:
        self._people.purge(native_id)

    def delete_shared_folder(self, for_good: bool = False) -> None:
        self._people.delete_shared_folder(for_good)

    def forget_category(self) -> None:
        self._people.forget_category()

    def category_list(self) -> tuple[str, ...]:
        return self._people.category_list()

    def case_twins(self) -> tuple[str, str]:
        return twins(lambda: self.create({"Surname": "Twin"}), str.casefold)

    def copy(self, native_id: str) -> str:
        return self._people.copy(native_id)

    def move(self, native_id: str, role: Role) -> str:
        return self._people.move(native_id, role)

    def categorise(self, native_id: str, *categories: str) -> None:
        self._people.categorise(native_id, *categories)

    def categories(self, native_id: str) -> tuple[str, ...]:
        return self._item(native_id).categories

    def set_nickname(self, native_id: str, nickname: str) -> None:
        self._people.edit(native_id, {"Nickname": nickname})

    def nickname(self, native_id: str) -> str | None:
        value = self._item(native_id).fields.get("Nickname")
        return None if value is None else str(value)

    def _item(self, native_id: str) -> Item:
        return next(item for item in self._people.contacts() if item.native_id == native_id)


def memory_crm(link_field: bool) -> CrmEnd:
    """The in-process CRM, with or without the link field."""
    clock = Ticking()
    crm = MemoryWorld(clock, TwinIds(), link_field=link_field).crm
    return CrmEnd(crm, MemoryCrmHands(crm, clock), _memory_world(clock, crm, {"FirstName": "Nobody"}))


def memory_mailbox(dialect: str) -> MailboxEnd:
    """The in-process mailbox, like EWS or like Graph, as it is before the program was there."""
    clock = Ticking()
    mailbox = MemoryWorld(clock, TwinIds(), dialect=dialect).mailbox
    world = _memory_world(clock, mailbox, {"Surname": "Nobody", "Birthday": "the day before"})
    return MailboxEnd(mailbox, MemoryMailboxHands(mailbox), world)


def _memory_world(clock: Ticking, end: MemoryCrm | MemoryMailbox, refused: NativeFields) -> World:
    def expire(cursor: str) -> str:
        end.expire_cursors()
        return cursor

    @contextmanager
    def small_pages(size: int) -> Iterator[None]:
        usual, end.page_size = end.page_size, size
        yield
        end.page_size = usual

    return World(clock.tick, clock.now, expire, lambda: _memory_loss(end.calls), small_pages, refused)


@contextmanager
def _memory_loss(calls: Calls) -> Iterator[None]:
    def lose(name: str) -> None:
        if name == "create":
            raise lost_reply()

    calls.after_commit = lose
    yield
    calls.quiet()


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
