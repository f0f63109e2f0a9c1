"""The folders of the mailbox that matter to us: found, made, made again, remembered, told apart by role.

Ids of folders never change, so they are remembered between sessions and an ordinary session asks for none. Must not
know items.
https://learn.microsoft.com/exchange/client-developer/exchange-web-services/folders-and-items-in-ews-in-exchange
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from desktop.core.faults import PortFault
from desktop.core.ports import Container
from desktop.core.record import Role
from desktop.exchange.ews.errors import FOLDER_GONE, NOT_FOUND, fault_of
from desktop.exchange.ews.soap import M, Message, T, add, add_folder, request
from desktop.exchange.ews.wire import Wire
from desktop.exchange.folders import CONTACT_FOLDER_CLASS, DEFAULT_FOLDER_NAME, SHARED_FOLDER, same_folder_name

CONTACTS = "@contacts"
BIN = "@deleteditems"
TOP = "@msgfolderroot"
_PAGE = 500
_PROPERTIES = ("folder:ParentFolderId", "folder:DisplayName", "folder:FolderClass", "folder:TotalCount")


@dataclass(frozen=True, slots=True)
class Found:
    """A folder as the server shows it."""

    folder_id: str
    parent_id: str
    name: str
    folder_class: str
    items: int


class FolderTree:
    """The watched folders by role, and all places where a contact of ours may lie. Methods raise PortFault."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._places: list[tuple[str, Role]] | None = None
        self._missing = False
        """Whether this session has looked for the shared folder in vain."""

    def containers(self) -> tuple[Container, ...]:
        """The watched folders that exist; asks the server only when one is not remembered."""
        self._places, self._missing = None, False
        named = ((Role.SHARED, SHARED_FOLDER), (Role.DEFAULT, DEFAULT_FOLDER_NAME))
        found = [Container(self.known(role), role, name) for role, name in named]
        return tuple(container for container in found if container.native_id)

    def known(self, role: Role) -> str:
        """The id of the folder of a role (SHARED, DEFAULT or DELETED); '' where there is none. Makes nothing."""
        folder_id = self._wire.recall(_key(role))
        if not folder_id and not (role is Role.SHARED and self._missing):
            self._locate()
            folder_id = self._wire.recall(_key(role))
        return folder_id

    def made(self, role: Role) -> str:
        """The id of the folder of a role, made where it is missing."""
        folder_id = self.known(role)
        if not folder_id:
            folder_id = self._create()
            self._wire.remember(_key(role), folder_id)
        return folder_id

    def role_of(self, folder_id: str) -> Role:
        """The role of a folder by id: what is neither watched nor in the bin is OTHER."""
        for role in (Role.DEFAULT, Role.SHARED, Role.DELETED):
            if folder_id == self.known(role):
                return role
        return dict(self.places()).get(folder_id, Role.OTHER)

    def forget(self, role: Role) -> None:
        """Forget the folder of a role, since the server no longer knows it: it is looked for again."""
        self._wire.remember(_key(role), "")
        self._places, self._missing = None, False

    def check(self) -> None:
        """Look whether the watched folders are there and the shared one is not in the bin; make it where it is not."""
        shared_id = self._wire.recall(_key(Role.SHARED))
        self._missing = False
        if shared_id:
            shared, contacts, deleted = self._get([shared_id, CONTACTS, BIN])
            self._remember_fixed(contacts, deleted)
            if not shared.ok and shared.code not in FOLDER_GONE | NOT_FOUND:
                raise PortFault(fault_of(shared.code, shared.text))
            if not shared.ok or self._in_bin(_found(shared)):
                self.forget(Role.SHARED)
        self.made(Role.SHARED)

    def sizes(self) -> dict[Role, int]:
        """How many items lie in each watched folder; 0 in one that is not there."""
        roles = (Role.SHARED, Role.DEFAULT)
        known = {role: folder_id for role in roles if (folder_id := self.known(role))}
        sizes = dict.fromkeys(roles, 0)
        for role, message in zip(known, self._get(list(known.values())), strict=True):
            if message.ok:
                sizes[role] = _found(message).items
            elif message.code not in FOLDER_GONE | NOT_FOUND:
                raise PortFault(fault_of(message.code, message.text))
        return sizes

    def places(self) -> list[tuple[str, Role]]:
        """Every folder in which a contact of ours may lie, with its role; looked up once a session."""
        if self._places is None:
            self._places = self._find_places()
        return self._places

    def _find_places(self) -> list[tuple[str, Role]]:
        fixed = [(self.known(role), role) for role in (Role.SHARED, Role.DEFAULT, Role.DELETED)]
        places = [(folder_id, role) for folder_id, role in fixed if folder_id]
        watched, deleted = {folder_id for folder_id, _ in places}, self.known(Role.DELETED)
        found = {folder.folder_id: folder for folder in self._find(TOP, "Deep")}
        for folder in found.values():
            # Sub-classes (recipient cache, directory copies) are Exchange's own lists, not a person's folders.
            if folder.folder_class == CONTACT_FOLDER_CLASS and folder.folder_id not in watched:
                places.append((folder.folder_id, Role.DELETED if _below(folder, deleted, found) else Role.OTHER))
        return places

    def _locate(self) -> None:
        contacts, deleted = self._get([CONTACTS, BIN])
        self._remember_fixed(contacts, deleted)
        if not self._wire.recall(_key(Role.SHARED)):
            existing = self._existing()
            self._missing = not existing
            if existing:
                self._wire.remember(_key(Role.SHARED), existing)

    def _remember_fixed(self, contacts: Message, deleted: Message) -> None:
        for role, message in ((Role.DEFAULT, contacts), (Role.DELETED, deleted)):
            if not message.ok:
                raise PortFault(fault_of(message.code, message.text))
            folder_id = _found(message).folder_id
            if self._wire.recall(_key(role)) != folder_id:
                self._wire.remember(_key(role), folder_id)

    def _existing(self) -> str:
        children = self._find(CONTACTS, "Shallow")
        return next((folder.folder_id for folder in children if same_folder_name(folder.name, SHARED_FOLDER)), "")

    def _create(self) -> str:
        payload = request("CreateFolder")
        add_folder(add(payload, f"{M}ParentFolderId"), CONTACTS)
        folder = add(add(payload, f"{M}Folders"), f"{T}ContactsFolder")
        add(folder, f"{T}FolderClass", CONTACT_FOLDER_CLASS)
        add(folder, f"{T}DisplayName", SHARED_FOLDER)
        message = self._wire.call(payload)[0]
        if message.ok:
            return _found(message).folder_id
        if message.code == "ErrorFolderExists":
            existing = self._existing()
            if existing:
                return existing
        raise PortFault(fault_of(message.code, message.text))

    def _in_bin(self, folder: Found) -> bool:
        deleted = self._wire.recall(_key(Role.DELETED))
        if folder.parent_id in (self._wire.recall(_key(Role.DEFAULT)), deleted):
            return folder.parent_id == deleted
        return any(below.folder_id == folder.folder_id for below in self._find(BIN, "Deep"))

    def _get(self, folder_ids: Sequence[str]) -> list[Message]:
        payload = request("GetFolder")
        _shape(payload)
        holder = add(payload, f"{M}FolderIds")
        for folder_id in folder_ids:
            add_folder(holder, folder_id)
        return self._wire.call(payload, expect=len(folder_ids))

    def _find(self, parent_id: str, traversal: str) -> Iterator[Found]:
        offset, last = 0, False
        while not last:
            payload = request("FindFolder", Traversal=traversal)
            _shape(payload)
            view = {"MaxEntriesReturned": str(_PAGE), "Offset": str(offset), "BasePoint": "Beginning"}
            add(payload, f"{M}IndexedPageFolderView", **view)
            add_folder(add(payload, f"{M}ParentFolderIds"), parent_id)
            message = self._wire.call(payload)[0]
            root = message.element.find(f"{M}RootFolder")
            if not message.ok or root is None:
                raise PortFault(fault_of(message.code, message.text))
            elements = list(root.iterfind(f"{T}Folders/*"))
            yield from map(_folder, elements)
            offset += len(elements)
            last = not elements or root.get("IncludesLastItemInRange") in ("true", "1")


def _key(role: Role) -> str:
    return f"folder-{role}"


def _shape(payload: etree._Element) -> None:
    shape = add(payload, f"{M}FolderShape")
    add(shape, f"{T}BaseShape", "IdOnly")
    properties = add(shape, f"{T}AdditionalProperties")
    for uri in _PROPERTIES:
        add(properties, f"{T}FieldURI", FieldURI=uri)


def _found(message: Message) -> Found:
    folders = message.element.find(f"{M}Folders")
    return _folder(folders[0] if folders is not None and len(folders) else message.element)


def _folder(element: etree._Element) -> Found:
    ids = [element.find(f"{T}{name}") for name in ("FolderId", "ParentFolderId")]
    own, parent = ("" if found is None else found.get("Id") or "" for found in ids)
    name, kind, total = (element.findtext(f"{T}{each}") or "" for each in ("DisplayName", "FolderClass", "TotalCount"))
    return Found(own, parent, name, kind, int(total) if total.isdigit() else 0)


def _below(folder: Found, ancestor_id: str, found: dict[str, Found]) -> bool:
    seen: set[str] = set()
    current: Found | None = folder
    while current is not None and current.folder_id not in seen:
        if current.parent_id == ancestor_id:
            return True
        seen.add(current.folder_id)
        current = found.get(current.parent_id)
    return False
