"""The folders and items of an in-process mailbox, and the history that a delta is read from.

Exists as the state behind `MemoryMailbox` and the person who uses it. Knows nothing of sessions, cursors or hooks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final, TypeAlias

from desktop.core.ports import Clock, Ids, Note
from desktop.core.record import NativeFields, Role, Scalar

CATEGORY: Final = "Salesforce"


@dataclass(frozen=True, slots=True)
class Item:
    """One contact as the mailbox stores it; blank fields are not kept. `change` numbers its last write."""

    native_id: str
    change: int
    role: Role
    fields: NativeFields
    categories: tuple[str, ...] = ()
    link: str | None = None
    modified: datetime | None = None
    first_id: str = ""
    """The id that it was made under, which stays when it moves: a copy is another contact, a moved one is not."""

    @property
    def version(self) -> str:
        """The change key."""
        return f"CK{self.change:08d}"

    @property
    def marked(self) -> bool:
        """Whether it carries our category, in any case."""
        return any(name.casefold() == CATEGORY.casefold() for name in self.categories)


@dataclass(frozen=True, slots=True)
class NewItem:
    """What a new item is made of."""

    fields: NativeFields
    categories: tuple[str, ...] = ()
    link: str | None = None


FoldersState: TypeAlias = tuple[dict[str, Item], int, Mapping[Role, list[str]], tuple[bool, int, tuple[str, ...], Note]]


@dataclass(slots=True)
class MailFolders:
    """All items by id, one folder a role. `moving_ids`: an item that moves gets a new id (EWS).

    The shared folder is not there before `make_shared`, or before something is put into it.
    """

    ids: Ids
    moving_ids: bool
    clock: Clock
    items: dict[str, Item] = field(default_factory=dict)
    change: int = 0
    history: dict[Role, list[str]] = field(default_factory=lambda: {role: [] for role in Role})
    """Per folder the ids that came, changed or left, in order; a delta token is a place in it."""
    shared: bool = False
    """Whether there is a shared folder."""
    shared_made: int = 0
    """How many shared folders have been made so far."""
    given: set[str] = field(default_factory=set)
    """Every id there ever was: none is given twice."""
    category_list: tuple[str, ...] = ()
    """The mailbox's own list of categories, from which they have their colours."""
    lease: Note = field(default_factory=Note)
    """What no person sees."""

    def state(self) -> FoldersState:
        """A copy of everything that is stored; items themselves never change and are shared."""
        history = {role: list(ids) for role, ids in self.history.items()}
        return dict(self.items), self.change, history, (self.shared, self.shared_made, self.category_list, self.lease)

    def become(self, state: FoldersState) -> None:
        """Take a copy back."""
        self.items, self.change = dict(state[0]), state[1]
        self.history = {role: list(ids) for role, ids in state[2].items()}
        self.shared, self.shared_made, self.category_list, self.lease = state[3]

    def make_shared(self) -> None:
        """Make the shared folder where there is none; it begins empty and without a history."""
        if not self.shared:
            self.shared = True
            self.shared_made += 1
            self.history[Role.SHARED] = []

    def drop_shared(self, for_good: bool) -> None:
        """Put the shared folder with its items, which keep their ids, into Deleted Items, or remove all of it."""
        self.shared = False
        for item in [item for item in self.items.values() if item.role is Role.SHARED]:
            if for_good:
                del self.items[item.native_id]
            else:
                self.items[item.native_id] = replace(item, role=Role.DELETED)
                self.history[Role.DELETED].append(item.native_id)

    def list_categories(self, names: Iterable[str]) -> None:
        """Put names into the list of categories where they are missing; case makes no difference."""
        listed = {name.casefold() for name in self.category_list}
        self.category_list += tuple(name for name in names if name.casefold() not in listed)

    def live(self, native_id: str) -> Item | None:
        """An item outside the bin."""
        item = self.items.get(native_id)
        return None if item is None or item.role is Role.DELETED else item

    def add(self, role: Role, new: NewItem) -> Item:
        """Put a new item in a folder."""
        native_id = self._new_id()
        return self.put(Item(native_id, 0, role, _kept({}, new.fields), new.categories, new.link, first_id=native_id))

    def put(self, item: Item) -> Item:
        """Store a changed item under a new change key; an item for the shared folder makes it where it is missing."""
        if item.role is Role.SHARED:
            self.make_shared()
        self.change += 1
        stored = replace(item, change=self.change, modified=self.clock.now())
        self.items[item.native_id] = stored
        self.history[item.role].append(item.native_id)
        return stored

    def write(self, item: Item, patch: NativeFields) -> Item:
        """Store a change of some fields; None and '' clear."""
        return self.put(replace(item, fields=_kept(item.fields, patch)))

    def move(self, item: Item, role: Role) -> Item:
        """Put an item in another folder; in the folder where it lies already nothing happens."""
        if item.role is role:
            return item
        self.history[item.role].append(item.native_id)
        if not self.moving_ids:
            return self.put(replace(item, role=role))
        del self.items[item.native_id]
        return self.put(replace(item, role=role, native_id=self._new_id()))

    def copy(self, item: Item, role: Role) -> Item:
        """Duplicate an item with everything on it; its id differs from the original's by case only, when it can."""
        twin = item.native_id.swapcase()
        if twin in self.given:
            twin = self._new_id()
        self.given.add(twin)
        return self.put(replace(item, native_id=twin, role=role, first_id=twin))

    def remove(self, item: Item) -> None:
        """Remove an item for good."""
        del self.items[item.native_id]
        self.history[item.role].append(item.native_id)

    def _new_id(self) -> str:
        native_id = f"AAMk{self.ids.new().replace('-', '')}"
        self.given.add(native_id)
        return native_id


def _kept(fields: NativeFields, patch: NativeFields) -> NativeFields:
    """The fields after a patch; bodies come back as Exchange stores them."""
    kept: dict[str, Scalar] = dict(fields)
    for name, value in patch.items():
        if value is None or value == "":
            kept.pop(name, None)
        elif name == "Body":
            kept[name] = _body(str(value))
        else:
            kept[name] = value
    return MappingProxyType(kept)


def _body(text: str) -> str:
    """A text that went through the page that Exchange makes of it: CRLF and an end of line, no blanks at the ends of
    lines, and of two blanks one that does not break."""
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    return "".join(f"{line.rstrip().replace('  ', chr(0xA0) + ' ')}\r\n" for line in lines)
