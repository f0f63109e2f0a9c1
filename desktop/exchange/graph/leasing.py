"""The lease over Graph: the note of one contact in a folder of its own beside the shared one.

Exists because only a contact has a version, under which of two machines one is refused, and because a contact needs a
folder that is listed on every machine: one that is hidden could not be found again. Must not know what a lease says.
"""

from __future__ import annotations

from typing import Any, Final

from desktop.core.faults import PortFault
from desktop.core.ports import Note
from desktop.exchange.folders import LEASE_FOLDER
from desktop.exchange.graph.calls import Answer, Part, options, path
from desktop.exchange.graph.errors import fault_of, is_gone, is_stale
from desktop.exchange.graph.folder_tree import FolderTree
from desktop.exchange.graph.wire import Wire
from desktop.exchange.graph.writes import contact

_ITEM, _FOLDER = "lease-item", "lease-folder"
_WANTED: Final = options(select="parentFolderId,personalNotes")
_NAME: Final = "SmartCloud Connect"


class Leasing:
    """Reads and changes the contact; its id and its folder's are remembered. Methods raise PortFault."""

    def __init__(self, wire: Wire, folders: FolderTree) -> None:
        self._wire = wire
        self._folders = folders

    def lease(self) -> Note:
        """The text with the version: one request once the contact is remembered."""
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
        """Change the contact under its version, or make it."""
        return self._update(text, expect) if expect else self._create(text)

    def _update(self, text: str, expect: str) -> Note | None:
        known = self._wire.recall(_ITEM)
        if not known:
            return None
        (answer,) = self._wire.send([Part("PATCH", contact(known), {"personalNotes": text}, expect)])
        if answer.ok:
            return Note(text, answer.version)
        if is_stale(answer) or is_gone(answer):
            return None
        raise PortFault(fault_of(answer))

    def _create(self, text: str) -> Note | None:
        """Make the contact; where another machine did so at the same moment, the one that is listed first counts."""
        folder_id = self._folder() or self._folders.make(LEASE_FOLDER)
        self._wire.remember(_FOLDER, folder_id)
        body: dict[str, Any] = {"displayName": _NAME, "surname": _NAME, "personalNotes": text}
        (answer,) = self._wire.send([Part("POST", _contacts(folder_id), body)])
        if not answer.ok:
            if is_gone(answer):
                self._wire.remember(_FOLDER, "")
            raise PortFault(fault_of(answer))
        native_id = str(answer.body.get("id") or "")
        if min(self._listed(), default=native_id) != native_id:
            self._wire.send([Part("DELETE", contact(native_id))])
            return None
        self._wire.remember(_ITEM, native_id)
        return Note(text, answer.version)

    def _get(self, native_id: str) -> Note | None:
        """The lease of a contact; None where it no longer lies in its folder."""
        answer = self._wire.get(contact(native_id) + _WANTED)
        if not answer.ok or answer.body.get("parentFolderId") != self._folder():
            return None
        return Note(str(answer.body.get("personalNotes") or "").replace("\r\n", "\n"), answer.version)

    def _listed(self) -> list[str]:
        """The ids of all contacts of the folder, the one that counts first."""
        folder_id = self._folder()
        if not folder_id:
            return []
        answer: Answer = self._wire.get(_contacts(folder_id) + options(select="parentFolderId", top="100"))
        if not answer.ok:
            self._wire.remember(_FOLDER, "")
        return sorted(str(entity.get("id") or "") for entity in answer.entities())

    def _folder(self) -> str:
        """The id of the folder; '' where there is none."""
        known = self._wire.recall(_FOLDER)
        if not known:
            known = self._folders.child(LEASE_FOLDER)
            self._wire.remember(_FOLDER, known)
        return known


def _contacts(folder_id: str) -> str:
    return path("me", "contactFolders", folder_id, "contacts")
