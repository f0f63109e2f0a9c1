"""The items of the simulated mailbox and what may be done with them, whatever the dialect.

An item is a mapping of properties keyed by field URI (an indexed field has its key after a slash, an extended one
begins with `ext:`), so that every item class fits. Values are text as on the wire, or lists of text. Ids stay while an
item stays in its folder; a move makes a new item, as in Exchange's store. Nothing here knows XML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from desktop.sandbox.exchange.fields import table_of
from desktop.sandbox.exchange.folders import Folder, FolderTree
from desktop.sandbox.exchange.identifiers import FOLDER, ITEM, Ledger
from desktop.sandbox.exchange.refusals import Refusal

Value = str | list[str]
Disposal = Literal["HardDelete", "SoftDelete", "MoveToDeletedItems"]
Resolution = Literal["NeverOverwrite", "AutoResolve", "AlwaysOverwrite"]


@dataclass(slots=True)
class Item:
    """One item. `change` is the number of its version; `stamps` says which change last touched an edited property.

    `lasting_id` is the id that it was made with, which moves leave alone.
    """

    id: str
    folder_id: str
    item_class: str
    properties: dict[str, Value]
    created: str
    modified: str
    change: int
    stamps: dict[str, int] = field(default_factory=dict)
    lasting_id: str = ""

    def text(self, key: str) -> str:
        """A stored text property; empty when it is not set."""
        value = self.properties.get(key, "")
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Basis:
    """The version that an edit was made on (None: not said), and what to do when there is a newer one."""

    change: int | None
    resolution: Resolution


class ItemStore:
    """All items of a mailbox by id, and their changes in the histories of their folders."""

    def __init__(self, ledger: Ledger, folders: FolderTree) -> None:
        self._ledger = ledger
        self._folders = folders
        self._items: dict[str, Item] = {}
        self._lasting: dict[str, Item] = {}
        self._origins: dict[str, str] = {}

    def get(self, item_id: str) -> Item:
        """The item with this id; raises ErrorInvalidIdMalformed, ErrorItemNotFound."""
        item = self._items.get(item_id)
        if item is None:
            if self._ledger.kind_of(item_id) == FOLDER:
                raise Refusal("ErrorCannotUseFolderIdForItemId")
            raise Refusal("ErrorItemNotFound")
        return item

    def get_lasting(self, lasting_id: str) -> Item:
        """The item that was made with this id, wherever it is now; raises as `get` does."""
        item = self._lasting.get(lasting_id)
        return self.get(lasting_id) if item is None else item

    def lasting_id(self, item_id: str) -> str:
        """The id that an item was made with, also of an item that is gone from where it had this id."""
        return self._origins.get(item_id, item_id)

    def is_in(self, lasting_id: str, folder_id: str) -> bool:
        """Whether the item that was made with this id is in this folder now."""
        item = self._lasting.get(lasting_id)
        return item is not None and item.folder_id == folder_id

    def create(self, folder: Folder, item_class: str, properties: Mapping[str, Value]) -> Item:
        """Store a new item; raises ErrorCannotCreateContactInNonContactFolder, ErrorAccessDenied."""
        wanted = table_of(item_class).folder_class
        if wanted and not folder.folder_class.startswith(wanted):
            raise Refusal("ErrorCannotCreateContactInNonContactFolder")
        now = self._ledger.now()
        kept = {key: value for key, value in properties.items() if value}
        return self._add(folder, Item("", "", item_class, kept, now, now, 0))

    def _add(self, folder: Folder, item: Item) -> Item:
        folder.check_writable()
        item.id = self._ledger.mint(ITEM)
        item.folder_id = folder.id
        item.change = self._ledger.next_change()
        if item.lasting_id:
            self._origins[item.id] = item.lasting_id
        item.lasting_id = item.lasting_id or item.id
        self._items[item.id] = self._lasting[item.lasting_id] = item
        folder.history.record(item.change, item.id, "create")
        folder.item_count += 1
        return item

    def update(self, item: Item, edits: Mapping[str, Value | None], basis: Basis) -> Item:
        """Set or clear (None) properties in place; the item gets a new version.

        Raises ErrorChangeKeyRequiredForWriteOperations, ErrorIrresolvableConflict. AutoResolve lets an older basis
        pass where nobody else has touched the same properties since
        (https://learn.microsoft.com/exchange/client-developer/web-service-reference/updateitem).
        """
        self._check_basis(item, edits, basis)
        folder = self._folders.get(item.folder_id)
        folder.check_writable()
        item.change = self._ledger.next_change()
        item.modified = self._ledger.now()
        for key, value in edits.items():
            item.stamps[key] = item.change
            if value:
                item.properties[key] = value
            else:
                item.properties.pop(key, None)
        if "item:ItemClass" in item.properties:
            item.item_class = str(item.properties.pop("item:ItemClass"))
        folder.history.record(item.change, item.id, "update")
        return item

    def _check_basis(self, item: Item, edits: Mapping[str, Value | None], basis: Basis) -> None:
        if basis.resolution == "AlwaysOverwrite":
            return
        seen = basis.change
        if seen is None:
            raise Refusal("ErrorChangeKeyRequiredForWriteOperations")
        if seen == item.change:
            return
        clash = any(item.stamps.get(key, 0) > seen for key in edits)
        if basis.resolution == "NeverOverwrite" or clash:
            raise Refusal("ErrorIrresolvableConflict")

    def delete(self, item: Item, disposal: Disposal) -> None:
        """Remove an item from its folder: for good, into the recoverable items, or into Deleted Items."""
        if disposal == "HardDelete":
            self._take_out(item)
            return
        bin_name = "deleteditems" if disposal == "MoveToDeletedItems" else "recoverableitemsdeletions"
        target = self._folders.distinguished(bin_name)
        if item.folder_id == target.id:
            target = self._folders.distinguished("recoverableitemsdeletions")
            if item.folder_id == target.id:
                self._take_out(item)
                return
        self.move(item, target)

    def _take_out(self, item: Item) -> None:
        folder = self._folders.get(item.folder_id)
        folder.check_writable()
        del self._items[item.id], self._lasting[item.lasting_id]
        folder.item_count -= 1
        folder.history.record(self._ledger.next_change(), item.id, "delete")

    def move(self, item: Item, folder: Folder) -> Item:
        """The item in another folder: a new id, everything else kept; the old id is gone."""
        folder.check_writable()
        self._take_out(item)
        return self._add(folder, self._twin(item, item.lasting_id))

    def copy(self, item: Item, folder: Folder) -> Item:
        """A second item with the same properties, extended ones included."""
        return self._add(folder, self._twin(item, ""))

    def _twin(self, item: Item, lasting_id: str) -> Item:
        now = self._ledger.now()
        return Item("", "", item.item_class, dict(item.properties), item.created, now, 0, lasting_id=lasting_id)

    def within(self, folder: Folder, until: int | None = None) -> Iterator[Item]:
        """The items of a folder, the newest first; those only that were there at the change `until`, where given."""
        return (self._items[item_id] for item_id in folder.history.newest_first(until))

    def find(self, folder: Folder, matches: Callable[[Item], bool] | None) -> list[Item]:
        """The items of a folder that match, the newest first; all of them without a condition."""
        items = self.within(folder)
        return list(items) if matches is None else [item for item in items if matches(item)]

    def change_key(self, item: Item) -> str:
        """The change key of the item's version."""
        return self._ledger.change_key(item.change)

    def dump(self) -> dict[str, Any]:
        """Every item in JSON's types, and which id each moved one was made with."""
        items = [
            {name: getattr(item, name) for name in Item.__dataclass_fields__}  # plain fields: no nesting to follow
            for item in self._items.values()
        ]
        return {"items": items, "origins": self._origins}

    def restore(self, dumped: dict[str, Any] | list[dict[str, Any]]) -> None:
        """Put back what `dump` wrote (or a list of items, as it once did); the folders' histories know them already."""
        entries = dumped["items"] if isinstance(dumped, dict) else dumped
        self._items = {entry["id"]: Item(**{"lasting_id": entry["id"], **entry}) for entry in entries}
        self._lasting = {item.lasting_id: item for item in self._items.values()}
        self._origins = dict(dumped["origins"]) if isinstance(dumped, dict) else {}
