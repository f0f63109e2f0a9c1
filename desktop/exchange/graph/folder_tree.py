"""The contact folders that matter to us: found, made, made again, remembered, told apart by role.

Ids of folders never change, so they are remembered between sessions and an ordinary session asks for none. Must not
know contacts.
https://learn.microsoft.com/graph/api/resources/contactfolder
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop.core.faults import PortFault
from desktop.core.ports import Container
from desktop.core.record import Role
from desktop.exchange.folders import DEFAULT_FOLDER_NAME, LEASE_FOLDER, SHARED_FOLDER, same_folder_name
from desktop.exchange.graph.calls import Answer, Json, Part, options, path
from desktop.exchange.graph.errors import fault_of, is_gone
from desktop.exchange.graph.wire import Wire

CONTACTS: Final = "contacts"
BIN: Final = "deleteditems"
_BEYOND_BIN: Final = "recoverableitemsdeletions"
_BEYOND = "folder-beyond-bin"
_PAGE = "250"


@dataclass(frozen=True, slots=True)
class Found:
    """A folder as the server shows it."""

    folder_id: str
    parent_id: str
    name: str


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
            folder_id = self.make(SHARED_FOLDER)
            self._wire.remember(_key(role), folder_id)
        return folder_id

    def make(self, name: str) -> str:
        """Make a folder under the default one, or find it where it is there; its id."""
        (answer,) = self._wire.send([Part("POST", _under(CONTACTS), {"displayName": name})])
        folder_id = str(answer.body.get("id") or "") if answer.ok else self.child(name)
        if not folder_id:
            raise PortFault(fault_of(answer))
        return folder_id

    def child(self, name: str) -> str:
        """The id of the folder of a name under the default one; '' where there is none."""
        children = self._children([CONTACTS])
        return next((folder.folder_id for folder in children if same_folder_name(folder.name, name)), "")

    def role_of(self, folder_id: str) -> Role | None:
        """The role of a folder by id: what is neither watched nor in the bin is OTHER; None for what lies beyond it."""
        for role in (Role.DEFAULT, Role.SHARED, Role.DELETED):
            if folder_id == self.known(role):
                return role
        if folder_id == self._wire.recall(_BEYOND):
            return None
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
            if not shared.ok and not is_gone(shared):
                raise PortFault(fault_of(shared))
            if not shared.ok or self._in_bin(_folder(shared.body)):
                self.forget(Role.SHARED)
        self.made(Role.SHARED)

    def sizes(self) -> dict[Role, int]:
        """How many contacts lie in each watched folder; 0 in one that is not there."""
        roles = (Role.SHARED, Role.DEFAULT)
        known = {role: folder_id for role in roles if (folder_id := self.known(role))}
        query = options(count="true", top="1", select="parentFolderId")
        parts = [Part("GET", path("me", "contactFolders", each, "contacts") + query) for each in known.values()]
        sizes = dict.fromkeys(roles, 0)
        for role, answer in zip(known, self._wire.read(parts), strict=True):
            if answer.ok:
                sizes[role] = int(answer.body.get("@odata.count") or 0)
            elif not is_gone(answer):
                raise PortFault(fault_of(answer))
        return sizes

    def places(self) -> list[tuple[str, Role]]:
        """Every folder in which a contact of ours may lie, with its role; looked up once a session."""
        if self._places is None:
            self._places = self._find_places()
        return self._places

    def _find_places(self) -> list[tuple[str, Role]]:
        fixed = [(self.known(role), role) for role in (Role.SHARED, Role.DEFAULT, Role.DELETED)]
        places = {folder_id: role for folder_id, role in fixed if folder_id}
        # What lies under the shared folder is reached from there, since that one itself is a place already.
        for tops, role in ((("", CONTACTS, self.known(Role.SHARED)), Role.OTHER), ((BIN,), Role.DELETED)):
            level = list(dict.fromkeys(tops))
            while level:
                fresh = [folder.folder_id for folder in self._children(level) if _is_place(folder, places)]
                places.update(dict.fromkeys(fresh, role))
                level = list(dict.fromkeys(fresh))
        return list(places.items())

    def _locate(self) -> None:
        contacts, deleted, beyond = self._get([CONTACTS, BIN, _BEYOND_BIN])
        self._remember_fixed(contacts, deleted)
        if beyond.ok:
            self._wire.remember(_BEYOND, _folder(beyond.body).folder_id)
        if not self._wire.recall(_key(Role.SHARED)):
            existing = self.child(SHARED_FOLDER)
            self._missing = not existing
            if existing:
                self._wire.remember(_key(Role.SHARED), existing)

    def _remember_fixed(self, contacts: Answer, deleted: Answer) -> None:
        for role, answer in ((Role.DEFAULT, contacts), (Role.DELETED, deleted)):
            if not answer.ok:
                raise PortFault(fault_of(answer))
            folder_id = _folder(answer.body).folder_id
            if self._wire.recall(_key(role)) != folder_id:
                self._wire.remember(_key(role), folder_id)

    def _in_bin(self, folder: Found) -> bool:
        deleted = self._wire.recall(_key(Role.DELETED))
        if folder.parent_id in (self._wire.recall(_key(Role.DEFAULT)), deleted):
            return folder.parent_id == deleted
        self._places = None
        return dict(self._find_places()).get(folder.parent_id) is Role.DELETED

    def _get(self, folder_ids: Sequence[str]) -> list[Answer]:
        return self._wire.read([Part("GET", path("me", "contactFolders", folder_id)) for folder_id in folder_ids])

    def _children(self, parent_ids: Sequence[str]) -> list[Found]:
        """The folders under these; '' stands for what the mailbox lists by itself."""
        parts = [Part("GET", _under(parent_id) + options(top=_PAGE)) for parent_id in parent_ids]
        found: list[Found] = []
        for answer in self._wire.read(parts):
            if not answer.ok and not is_gone(answer):
                raise PortFault(fault_of(answer))
            while answer.ok:
                found += map(_folder, answer.entities())
                link = str(answer.body.get("@odata.nextLink") or "")
                if not link:
                    break
                answer = self._wire.get(link)
        return found


def _key(role: Role) -> str:
    return f"folder-{role}"


def _under(parent_id: str) -> str:
    return path("me", "contactFolders", parent_id, "childFolders") if parent_id else path("me", "contactFolders")


def _folder(entity: Json) -> Found:
    own, parent, name = (str(entity.get(key) or "") for key in ("id", "parentFolderId", "displayName"))
    return Found(own, parent, name)


def _is_place(folder: Found, places: dict[str, Role]) -> bool:
    return folder.folder_id not in places and not same_folder_name(folder.name, LEASE_FOLDER)
