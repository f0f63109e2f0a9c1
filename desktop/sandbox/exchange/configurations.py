"""User configurations: the small named settings that Exchange keeps in folders, the category list among them.

The master category list is the XmlData of the configuration "CategoryList" on the Calendar folder (MS-OXOCFG 2.2.5.1).
Nothing here knows SOAP.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.sandbox.exchange.folders import FolderTree
from desktop.sandbox.exchange.identifiers import ITEM, Ledger
from desktop.sandbox.exchange.refusals import Refusal

Entry = tuple[str, tuple[str, ...]]  # the type of a dictionary key or value, and its text


@dataclass(frozen=True, slots=True)
class Configuration:
    """One configuration. `xml` and `binary` are base64 as on the wire; None where that part is not there."""

    id: str
    change: int
    dictionary: Mapping[Entry, Entry | None] | None = None
    xml: str | None = None
    binary: str | None = None


@dataclass(slots=True)
class ConfigurationStore:
    """All configurations by folder id and name."""

    ledger: Ledger
    folders: FolderTree
    _kept: dict[tuple[str, str], Configuration] = field(default_factory=dict)

    def get(self, folder_id: str, name: str) -> Configuration:
        """The configuration; raises ErrorFolderNotFound, ErrorItemNotFound."""
        self.folders.get(folder_id)
        found = self._kept.get((folder_id, name))
        if found is None:
            raise Refusal("ErrorItemNotFound")
        return found

    def create(self, folder_id: str, name: str, content: Configuration) -> None:
        """Keep a new configuration; raises ErrorItemSave when the folder has one of that name."""
        self.folders.get(folder_id).check_writable()
        if (folder_id, name) in self._kept:
            raise Refusal("ErrorItemSave", "The user configuration object already exists.")
        kept = replace(content, id=self.ledger.mint(ITEM), change=self.ledger.next_change())
        self._kept[folder_id, name] = kept

    def update(self, folder_id: str, name: str, content: Configuration) -> None:
        """Replace the parts that `content` has; the others stay. Raises ErrorItemNotFound."""
        old = self.get(folder_id, name)
        self.folders.get(folder_id).check_writable()
        self._kept[folder_id, name] = Configuration(
            old.id,
            self.ledger.next_change(),
            old.dictionary if content.dictionary is None else content.dictionary,
            old.xml if content.xml is None else content.xml,
            old.binary if content.binary is None else content.binary,
        )

    def delete(self, folder_id: str, name: str) -> None:
        """Forget a configuration; raises ErrorItemNotFound."""
        self.get(folder_id, name)
        del self._kept[folder_id, name]

    def dump(self) -> list[Any]:
        """Every configuration in JSON's types."""
        listed = []
        for (folder_id, name), kept in self._kept.items():
            entries = None if kept.dictionary is None else [[key, value] for key, value in kept.dictionary.items()]
            listed.append([folder_id, name, kept.id, kept.change, entries, kept.xml, kept.binary])
        return listed

    def restore(self, dumped: list[Any]) -> None:
        """Put back what `dump` wrote."""
        for folder_id, name, item_id, change, entries, xml, binary in dumped:
            dictionary = None
            if entries is not None:
                dictionary = {_entry(key): None if value is None else _entry(value) for key, value in entries}
            self._kept[folder_id, name] = Configuration(item_id, change, dictionary, xml, binary)


def _entry(listed: Any) -> Entry:
    return (str(listed[0]), tuple(listed[1]))


def first_categories(guid: uuid.UUID, now: str) -> bytes:
    """The category list of a fresh mailbox: Outlook's six colours, with colour numbers as Outlook writes them."""
    colours = {"Red": 0, "Orange": 1, "Yellow": 3, "Green": 4, "Blue": 7, "Purple": 8}
    rows = "\r\n".join(
        f'\t<category name="{colour} category" color="{number}" keyboardShortcut="0" usageCount="0" '
        'lastTimeUsedNotes="1601-01-01T00:00:00.000" lastTimeUsedJournal="1601-01-01T00:00:00.000" '
        'lastTimeUsedContacts="1601-01-01T00:00:00.000" lastTimeUsedTasks="1601-01-01T00:00:00.000" '
        'lastTimeUsedCalendar="1601-01-01T00:00:00.000" lastTimeUsedMail="1601-01-01T00:00:00.000" '
        f'lastTimeUsed="1601-01-01T00:00:00.000" lastSessionUsed="0" guid="{{{uuid.uuid5(guid, colour)!s}}}" '
        'renameOnFirstUse="1"/>'
        for colour, number in colours.items()
    )
    return (
        '<?xml version="1.0"?>\r\n<categories default="Red category" lastSavedSession="0" '
        f'lastSavedTime="{now.rstrip("Z")}.000" xmlns="CategoryList.xsd">\r\n{rows}\r\n</categories>\r\n'
    ).encode()
