"""The lease over EWS: the subject of one item in a folder beside the person's own ones, where no mail program looks.

Exists because only an item has a change key, under which of two machines one is refused. Must not know what a lease
says. A folder under the root of the mailbox, above the top of the person's folders, is shown nowhere.
https://learn.microsoft.com/exchange/client-developer/web-service-reference/distinguishedfolderid
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from desktop.core.faults import PortFault
from desktop.core.ports import Note
from desktop.exchange.ews.errors import FOLDER_GONE, NOT_FOUND, STALE, fault_of
from desktop.exchange.ews.soap import M, Message, T, add, add_folder, request
from desktop.exchange.ews.wire import Wire
from desktop.exchange.folders import LEASE_FOLDER

ROOT: Final = "@root"
_ITEM, _FOLDER = "lease-item", "lease-folder"
_SUBJECT = "item:Subject"


class Leasing:
    """Reads and changes the hidden item; its id and its folder's are remembered. Methods raise PortFault."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def lease(self) -> Note:
        """The text with the change key: one request once the item is remembered."""
        known = self._wire.recall(_ITEM)
        found = self._get(known) if known else None
        if found is None:
            self._wire.remember(_ITEM, "")
            listed = self._listed()
            found = self._get(listed[0]) if listed else None
            if found is not None:
                self._wire.remember(_ITEM, listed[0])
        return found or Note()

    def put_lease(self, text: str, expect: str) -> Note | None:
        """Change the item under its change key, or make it."""
        return self._update(text, expect) if expect else self._create(text)

    def _update(self, text: str, expect: str) -> Note | None:
        known = self._wire.recall(_ITEM)
        if not known:
            return None
        payload = request("UpdateItem", ConflictResolution="NeverOverwrite", MessageDisposition="SaveOnly")
        change = add(add(payload, f"{M}ItemChanges"), f"{T}ItemChange")
        add(change, f"{T}ItemId", Id=known, ChangeKey=expect)
        action = add(add(change, f"{T}Updates"), f"{T}SetItemField")
        add(action, f"{T}FieldURI", FieldURI=_SUBJECT)
        add(add(action, f"{T}Item"), f"{T}Subject", text)
        message = self._wire.call(payload)[0]
        if message.ok:
            return Note(text, _ids(message)[1])
        if message.code in STALE | NOT_FOUND:
            return None
        raise PortFault(fault_of(message.code, message.text))

    def _create(self, text: str) -> Note | None:
        """Make the item; where another machine did so at the same moment, the one that is listed first counts."""
        payload = request("CreateItem", MessageDisposition="SaveOnly")
        add_folder(add(payload, f"{M}SavedItemFolderId"), self._folder() or self._make_folder())
        add(add(add(payload, f"{M}Items"), f"{T}Item"), f"{T}Subject", text)
        message = self._wire.call(payload)[0]
        if not message.ok:
            if message.code in FOLDER_GONE:
                self._wire.remember(_FOLDER, "")
            raise PortFault(fault_of(message.code, message.text))
        native_id, version = _ids(message)
        if min(self._listed(), default=native_id) != native_id:
            self._remove(native_id)
            return None
        self._wire.remember(_ITEM, native_id)
        return Note(text, version)

    def _get(self, native_id: str) -> Note | None:
        payload = request("GetItem")
        shape = add(payload, f"{M}ItemShape")
        add(shape, f"{T}BaseShape", "IdOnly")
        add(add(shape, f"{T}AdditionalProperties"), f"{T}FieldURI", FieldURI=_SUBJECT)
        add(add(payload, f"{M}ItemIds"), f"{T}ItemId", Id=native_id)
        message = self._wire.call(payload)[0]
        if message.code in NOT_FOUND:
            return None
        item = message.item()
        if not message.ok or item is None:
            raise PortFault(fault_of(message.code, message.text))
        return Note(item.findtext(f"{T}Subject") or "", _ids(message)[1])

    def _listed(self) -> list[str]:
        """The ids of all items of the folder, the one that counts first."""
        folder_id = self._folder()
        if not folder_id:
            return []
        payload = request("FindItem", Traversal="Shallow")
        add(add(payload, f"{M}ItemShape"), f"{T}BaseShape", "IdOnly")
        add_folder(add(payload, f"{M}ParentFolderIds"), folder_id)
        message = self._wire.call(payload)[0]
        if message.code in FOLDER_GONE | NOT_FOUND:
            self._wire.remember(_FOLDER, "")
            return []
        return sorted(element.get("Id") or "" for element in _elements(message, "Items", "ItemId"))

    def _folder(self) -> str:
        """The id of the hidden folder; '' where there is none."""
        known = self._wire.recall(_FOLDER)
        if known:
            return known
        payload = request("FindFolder", Traversal="Shallow")
        add(add(payload, f"{M}FolderShape"), f"{T}BaseShape", "IdOnly")
        equal = add(add(payload, f"{M}Restriction"), f"{T}IsEqualTo")
        add(equal, f"{T}FieldURI", FieldURI="folder:DisplayName")
        add(add(equal, f"{T}FieldURIOrConstant"), f"{T}Constant", Value=LEASE_FOLDER)
        add_folder(add(payload, f"{M}ParentFolderIds"), ROOT)
        found = [element.get("Id") or "" for element in _elements(self._wire.call(payload)[0], "Folders", "FolderId")]
        if found:
            self._wire.remember(_FOLDER, found[0])
        return found[0] if found else ""

    def _make_folder(self) -> str:
        payload = request("CreateFolder")
        add_folder(add(payload, f"{M}ParentFolderId"), ROOT)
        add(add(add(payload, f"{M}Folders"), f"{T}Folder"), f"{T}DisplayName", LEASE_FOLDER)
        message = self._wire.call(payload)[0]
        if not message.ok and message.code != "ErrorFolderExists":
            raise PortFault(fault_of(message.code, message.text))
        made = message.element.find(f"{M}Folders/*/{T}FolderId")
        if made is not None:
            self._wire.remember(_FOLDER, made.get("Id") or "")
        folder_id = self._folder()
        if not folder_id:
            raise PortFault(fault_of("ErrorFolderNotFound"))
        return folder_id

    def _remove(self, native_id: str) -> None:
        payload = request("DeleteItem", DeleteType="HardDelete")
        add(add(payload, f"{M}ItemIds"), f"{T}ItemId", Id=native_id)
        self._wire.call(payload)


def _elements(message: Message, holder: str, tag: str) -> Iterator[etree._Element]:
    if not message.ok:
        raise PortFault(fault_of(message.code, message.text))
    return message.element.iterfind(f"{M}RootFolder/{T}{holder}/*/{T}{tag}")


def _ids(message: Message) -> tuple[str, str]:
    item = message.item()
    element = item.find(f"{T}ItemId") if item is not None else None
    return ("", "") if element is None else (element.get("Id") or "", element.get("ChangeKey") or "")
