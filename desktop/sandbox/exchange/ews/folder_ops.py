"""The EWS operations on folders: Get, Find, Create, Update, Move, Delete, Empty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from lxml import etree

from desktop.sandbox.exchange.conditions import Reading
from desktop.sandbox.exchange.ews.answers import answer, container
from desktop.sandbox.exchange.ews.find_ops import condition_of, window
from desktop.sandbox.exchange.ews.folder_shapes import FOLDER_CLASSES, FolderShape, folder_value
from desktop.sandbox.exchange.ews.paths import Path, folder_in, folder_of, read_path
from desktop.sandbox.exchange.ews.soap import M, T, local_name, part, violation
from desktop.sandbox.exchange.ews.values import read_extended
from desktop.sandbox.exchange.folders import Folder
from desktop.sandbox.exchange.items import Disposal, Value
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.refusals import Refusal

_SETTABLE = ("folder:DisplayName", "folder:FolderClass")
_ID_ONLY = etree.fromstring(f'<s xmlns:t="{T[1:-1]}"><t:BaseShape>IdOnly</t:BaseShape></s>')


def _ids(request: etree._Element) -> list[etree._Element]:
    return list(part(request, "FolderIds"))


def get_folder(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """GetFolder: each folder in the asked shape."""
    shape = FolderShape(mailbox, part(request, "FolderShape"))

    def get(element: etree._Element) -> list[etree._Element]:
        return [container("Folders", [shape.write(folder_of(mailbox, element))])]

    return answer("GetFolder", _ids(request), get)


def find_folder(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """FindFolder: the children (Shallow) or all descendants (Deep) of each folder that match."""
    shape = FolderShape(mailbox, part(request, "FolderShape"))

    def reading_of(path: Path) -> Reading:
        return lambda folder: folder_value(mailbox, folder, path.key)

    def found(parent: Folder) -> Iterator[Folder]:
        match request.get("Traversal"):
            case "Shallow":
                yield from mailbox.folders.children(parent)
            case "Deep":
                yield from mailbox.folders.below(parent)

    def find(element: etree._Element) -> list[etree._Element]:
        condition = condition_of(request.find(f"{M}Restriction"), reading_of)
        parent = folder_of(mailbox, element, "ErrorParentFolderNotFound")
        folders = [folder for folder in found(parent) if condition is None or condition(folder)]
        page = window(request, "Folder", len(folders), mailbox.settings.find_page)
        root = etree.Element(f"{M}RootFolder", page.attributes(len(folders)))
        listed = etree.SubElement(root, f"{T}Folders")
        listed.extend(shape.write(folder) for folder in folders[page.first : page.after])
        return [root]

    return answer("FindFolder", part(request, "ParentFolderIds"), find)


def create_folder(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """CreateFolder: each folder under ParentFolderId, its class from its element unless given."""
    shape = FolderShape(mailbox, _ID_ONLY)

    def create(element: etree._Element) -> list[etree._Element]:
        parent = folder_in(mailbox, request.find(f"{M}ParentFolderId"), "ErrorParentFolderNotFound")
        default = FOLDER_CLASSES.get(local_name(element))
        if default is None:
            raise violation(f"The element 'Folders' has invalid child element '{local_name(element)}'.", element)
        name = element.findtext(f"{T}DisplayName") or ""
        if not name:
            raise Refusal("ErrorFolderSave", "The folder must have a display name.")
        folder_class = element.findtext(f"{T}FolderClass") or default
        if default != "IPF.Note" and not folder_class.startswith(default):
            raise Refusal("ErrorNoFolderClassOverride", "The folder class does not fit the kind of the folder.")
        properties = dict(_extended(element))
        return [container("Folders", [shape.written(mailbox.folders.create(parent, name, folder_class, properties))])]

    folders = request.find(f"{M}Folders")
    if folders is None or not len(folders):
        raise violation("The element 'Folders' has incomplete content.", request)
    return answer("CreateFolder", folders, create)


def _extended(element: etree._Element) -> Iterator[tuple[str, Value]]:
    for child in element.iterfind(f"{T}ExtendedProperty"):
        path, value = read_extended(child)
        yield path.key, value


def update_folder(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """UpdateFolder: renames, re-classes, and sets or deletes extended properties."""
    shape = FolderShape(mailbox, _ID_ONLY)

    def update(change: etree._Element) -> list[etree._Element]:
        folder = folder_of(mailbox, change[0])
        edits: dict[str, Value | None] = {}
        for action in change[1]:
            edits.update(_edit(action))
        return [container("Folders", [shape.written(mailbox.folders.update(folder, edits))])]

    return answer("UpdateFolder", part(request, "FolderChanges"), update)


def _edit(action: etree._Element) -> dict[str, Value | None]:
    path = read_path(action[0])
    match local_name(action):
        case "DeleteFolderField":
            if not path.extended:
                raise Refusal("ErrorInvalidPropertyDelete")
            return {path.key: None}
        case "SetFolderField" if len(action) == 2 and len(action[1]) == 1:
            child = action[1][0]
            if path.extended and local_name(child) == "ExtendedProperty":
                return {path.key: read_extended(child)[1]}
            if path.uri == "folder:PermissionSet" and local_name(child) == "PermissionSet":
                # A mailbox of one person: whom a folder is shared with is accepted and has no effect.
                return {}
            if path.uri not in _SETTABLE or path.uri != f"folder:{local_name(child)}" or not child.text:
                raise Refusal("ErrorInvalidPropertySet")
            return {path.uri: child.text}
        case "SetFolderField":
            raise Refusal("ErrorIncorrectUpdatePropertyCount")
    raise Refusal("ErrorInvalidPropertyAppend")


def move_folder(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """MoveFolder: the folder keeps its id under the new parent."""
    shape = FolderShape(mailbox, _ID_ONLY)

    def move(element: etree._Element) -> list[etree._Element]:
        parent = folder_in(mailbox, request.find(f"{M}ToFolderId"), "ErrorToFolderNotFound")
        return [container("Folders", [shape.written(mailbox.folders.move(folder_of(mailbox, element), parent))])]

    return answer("MoveFolder", _ids(request), move)


def delete_folder(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """DeleteFolder: to Deleted Items whole, or gone with its items."""

    def delete(element: etree._Element) -> list[etree._Element]:
        mailbox.delete_folder(folder_of(mailbox, element), cast(Disposal, request.get("DeleteType")))
        return []

    return answer("DeleteFolder", _ids(request), delete)


def empty_folder(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """EmptyFolder: every item deleted in the asked way, and the folders below where asked."""
    with_folders = request.get("DeleteSubFolders") in ("true", "1")

    def empty(element: etree._Element) -> list[etree._Element]:
        disposal = cast(Disposal, request.get("DeleteType"))
        mailbox.empty_folder(folder_of(mailbox, element), disposal, with_folders)
        return []

    return answer("EmptyFolder", _ids(request), empty)
