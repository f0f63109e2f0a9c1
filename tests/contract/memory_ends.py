"""The in-process ends, with people who act on the same state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from desktop.core.memory import Calls, MemoryCrm, MemoryMailbox, MemoryWorld
from desktop.core.memory.calls import lost_reply
from desktop.core.memory.crm_table import COLLEAGUE
from desktop.core.memory.mail_folders import CATEGORY, Item
from desktop.core.ports import Crm
from desktop.core.record import NativeFields, Role

from .ends import CrmEnd, MailboxEnd, Ticking, World, twins


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

    def open_port(scope: str) -> Crm:
        crm.scope = scope
        return crm

    return CrmEnd(crm, MemoryCrmHands(crm, clock), _memory_world(clock, crm, {"FirstName": "Nobody"}), open_port)


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
