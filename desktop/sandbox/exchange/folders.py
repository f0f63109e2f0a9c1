"""The folder tree of the simulated mailbox: names, classes, parents, and each folder's history of items.

Distinguished folders are those that every Exchange mailbox has
(https://learn.microsoft.com/exchange/client-developer/web-service-reference/distinguishedfolderid). Nothing here
knows XML or what an item holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from desktop.sandbox.exchange.history import History
from desktop.sandbox.exchange.identifiers import FOLDER, ITEM, Ledger
from desktop.sandbox.exchange.refusals import Refusal

# distinguished id, parent, display name, folder class
_BEGINNING = """
root||Root|
msgfolderroot|root|Top of Information Store|IPF.Note
calendar|msgfolderroot|Calendar|IPF.Appointment
contacts|msgfolderroot|Contacts|IPF.Contact
deleteditems|msgfolderroot|Deleted Items|IPF.Note
drafts|msgfolderroot|Drafts|IPF.Note
inbox|msgfolderroot|Inbox|IPF.Note
journal|msgfolderroot|Journal|IPF.Journal
junkemail|msgfolderroot|Junk Email|IPF.Note
notes|msgfolderroot|Notes|IPF.StickyNote
outbox|msgfolderroot|Outbox|IPF.Note
sentitems|msgfolderroot|Sent Items|IPF.Note
tasks|msgfolderroot|Tasks|IPF.Task
recipientcache|contacts|Recipient Cache|IPF.Contact.RecipientCache
searchfolders|root|Finder|
recoverableitemsroot|root|Recoverable Items|
recoverableitemsdeletions|recoverableitemsroot|Deletions|
recoverableitemsversions|recoverableitemsroot|Versions|
recoverableitemspurges|recoverableitemsroot|Purges|
"""


@dataclass(slots=True)
class Folder:
    """One folder. `properties` holds extended ones; `read_only` makes every write in it ErrorAccessDenied."""

    id: str
    parent_id: str
    name: str
    folder_class: str
    distinguished: str
    change: int
    properties: dict[str, str | list[str]] = field(default_factory=dict)
    history: History = field(default_factory=History)
    item_count: int = 0
    read_only: bool = False

    def check_writable(self) -> None:
        """Raise ErrorAccessDenied where the mailbox's user may not write."""
        if self.read_only:
            raise Refusal("ErrorAccessDenied")


class FolderTree:
    """All folders of a mailbox by id and by distinguished id, and the history of the tree itself."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._folders: dict[str, Folder] = {}
        self._gone: dict[str, tuple[str, ...]] = {}
        self._former: dict[str, tuple[str, ...]] = {}
        self._distinguished: dict[str, str] = {}
        self.history = History()

    def plant(self) -> None:
        """Make the folders that every mailbox has."""
        for line in _BEGINNING.split("\n")[1:-1]:
            distinguished, parent, name, folder_class = line.split("|")
            parent_id = self._distinguished.get(parent, "")
            self._add(Folder(self._ledger.mint(FOLDER), parent_id, name, folder_class, distinguished, 0))

    def _add(self, folder: Folder) -> Folder:
        self._folders[folder.id] = folder
        if folder.distinguished:
            self._distinguished[folder.distinguished] = folder.id
        self._touch(folder, new=True)
        return folder

    def _touch(self, folder: Folder, new: bool = False) -> None:
        folder.change = self._ledger.next_change()
        self.history.record(folder.change, folder.id, "create" if new else "update")

    def get(self, folder_id: str) -> Folder:
        """The folder with this id; raises ErrorInvalidIdMalformed, ErrorFolderNotFound."""
        folder = self._folders.get(folder_id)
        if folder is None:
            if self._ledger.kind_of(folder_id) == ITEM:
                raise Refusal("ErrorCannotUseItemIdForFolderId")
            raise Refusal("ErrorFolderNotFound")
        return folder

    def distinguished(self, name: str) -> Folder:
        """The folder with this distinguished id; raises ErrorFolderNotFound when this mailbox has none."""
        if name not in self._distinguished:
            raise Refusal("ErrorFolderNotFound")
        return self._folders[self._distinguished[name]]

    def children(self, folder: Folder) -> list[Folder]:
        """The direct children, by name."""
        found = (child for child in self._folders.values() if child.parent_id == folder.id)
        return sorted(found, key=lambda child: (child.name.casefold(), child.id))

    def below(self, folder: Folder) -> Iterator[Folder]:
        """Every folder under this one, parents before their children."""
        for child in self.children(folder):
            yield child
            yield from self.below(child)

    def ancestors(self, folder_id: str, former: bool = False) -> tuple[str, ...]:
        """The ids above a folder, also of one that is gone; or those that it was under before it was moved."""
        if former:
            return self._former.get(folder_id, ())
        if folder_id in self._gone:
            return self._gone[folder_id]
        chain = []
        parent = self._folders[folder_id].parent_id
        while parent:
            chain.append(parent)
            parent = self._folders[parent].parent_id
        return tuple(chain)

    def create(self, parent: Folder, name: str, folder_class: str, properties: dict[str, Any] | None = None) -> Folder:
        """A new folder; raises ErrorFolderExists when a sibling has the name, whatever its case."""
        parent.check_writable()
        self._check_name(parent, name)
        folder = Folder(self._ledger.mint(FOLDER), parent.id, name, folder_class, "", 0, dict(properties or {}))
        return self._add(folder)

    def _check_name(self, parent: Folder, name: str) -> None:
        if any(child.name.casefold() == name.casefold() for child in self.children(parent)):
            raise Refusal("ErrorFolderExists")

    def update(self, folder: Folder, edits: dict[str, Any]) -> Folder:
        """Rename or re-class a folder (`folder:DisplayName`, `folder:FolderClass`), set or clear (None) extended ones.

        Its id stays. Raises ErrorFolderExists, ErrorAccessDenied.
        """
        folder.check_writable()
        properties = dict(edits)
        name = properties.pop("folder:DisplayName", folder.name)
        if name.casefold() != folder.name.casefold():
            self._check_name(self._folders[folder.parent_id], name)
        folder.name = name
        folder.folder_class = properties.pop("folder:FolderClass", folder.folder_class)
        for key, value in properties.items():
            if value is None:
                folder.properties.pop(key, None)
            else:
                folder.properties[key] = value
        self._touch(folder)
        return folder

    def move(self, folder: Folder, parent: Folder) -> Folder:
        """Put a folder under another one; its id and its items' ids stay. A name in use gets a number."""
        if folder.distinguished:
            raise Refusal("ErrorMoveDistinguishedFolder")
        taken = {child.name.casefold() for child in self.children(parent) if child is not folder}
        name, number = folder.name, 1
        while name.casefold() in taken:
            name, number = f"{folder.name}{number}", number + 1
        self._former[folder.id] = (*self._former.get(folder.id, ()), *self.ancestors(folder.id))
        folder.name, folder.parent_id = name, parent.id
        self._touch(folder)
        return folder

    def remove(self, folder: Folder) -> None:
        """Take a folder out of the tree for good, with what is under it; raises ErrorDeleteDistinguishedFolder."""
        if folder.distinguished:
            raise Refusal("ErrorDeleteDistinguishedFolder")
        folder.check_writable()
        for child in self.children(folder):
            self.remove(child)
        self._gone[folder.id] = self.ancestors(folder.id)
        del self._folders[folder.id]
        self.history.record(self._ledger.next_change(), folder.id, "delete")

    def dump(self) -> dict[str, Any]:
        """The tree in JSON's types."""
        names = [name for name in Folder.__dataclass_fields__ if name != "history"]
        folders = [
            {**{name: getattr(folder, name) for name in names}, "history": folder.history.dump()}
            for folder in self._folders.values()
        ]
        return {"folders": folders, "gone": self._gone, "former": self._former, "history": self.history.dump()}

    def restore(self, dumped: dict[str, Any]) -> None:
        """Put back what `dump` wrote."""
        for entry in dumped["folders"]:
            folder = Folder(**{**entry, "history": History.load(entry["history"])})
            self._folders[folder.id] = folder
            if folder.distinguished:
                self._distinguished[folder.distinguished] = folder.id
        self._gone = {folder_id: tuple(chain) for folder_id, chain in dumped["gone"].items()}
        self._former = {folder_id: tuple(chain) for folder_id, chain in dumped["former"].items()}
        self.history = History.load(dumped["history"])
