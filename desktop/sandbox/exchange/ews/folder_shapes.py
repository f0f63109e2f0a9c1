"""Writes folders into answers and reads their properties for searches; it alters nothing."""

from __future__ import annotations

from lxml import etree

from desktop.sandbox.exchange.ews.paths import Path, read_path
from desktop.sandbox.exchange.ews.shapes import write_extended
from desktop.sandbox.exchange.ews.soap import T
from desktop.sandbox.exchange.folders import Folder
from desktop.sandbox.exchange.items import Value
from desktop.sandbox.exchange.mailbox import Mailbox

FOLDER_CLASSES = {
    "ContactsFolder": "IPF.Contact",
    "CalendarFolder": "IPF.Appointment",
    "TasksFolder": "IPF.Task",
    "Folder": "IPF.Note",
}
_DEFAULT = ("FolderId", "DisplayName", "TotalCount", "ChildFolderCount", "UnreadCount")
_ALL = (*_DEFAULT, "ParentFolderId", "FolderClass", "EffectiveRights", "DistinguishedFolderId")
_NAMES = (
    "FolderId ParentFolderId FolderClass DisplayName TotalCount ChildFolderCount ExtendedProperty EffectiveRights "
    "DistinguishedFolderId PermissionSet UnreadCount"
)
_ORDER = _NAMES.split()
_RIGHTS = ("CreateAssociated", "CreateContents", "CreateHierarchy", "Delete", "Modify", "Read")


def element_of(folder_class: str) -> str:
    """The element that stands for a folder of this class."""
    for element, prefix in FOLDER_CLASSES.items():
        if folder_class.startswith(prefix):
            return element
    return "Folder"


def folder_value(mailbox: Mailbox, folder: Folder, key: str) -> Value | None:
    """A folder's property by key, for restrictions; None when it has none."""
    match key:
        case "folder:DisplayName":
            return folder.name
        case "folder:FolderClass":
            return folder.folder_class or None
        case "folder:TotalCount":
            return str(folder.item_count)
        case "folder:ChildFolderCount":
            return str(len(mailbox.folders.children(folder)))
        case "folder:DistinguishedFolderId":
            return folder.distinguished or None
    return folder.properties.get(key)


class FolderShape:
    """The compiled folder shape of one request."""

    def __init__(self, mailbox: Mailbox, element: etree._Element) -> None:
        self._mailbox = mailbox
        base = (element.findtext(f"{T}BaseShape") or "IdOnly").strip()
        paths = [read_path(child) for child in element.iterfind(f"{T}AdditionalProperties/*")]
        self._extended: list[Path] = [path for path in paths if path.extended]
        wanted = {"IdOnly": ("FolderId",), "Default": _DEFAULT, "AllProperties": _ALL}[base]
        asked = {path.uri.partition(":")[2] for path in paths if path.uri.startswith("folder:")}
        self._wanted = [name for name in _ORDER if name in wanted or name in asked or name == "ExtendedProperty"]

    def write(self, folder: Folder) -> etree._Element:
        """The folder as an element of its class."""
        element = etree.Element(f"{T}{element_of(folder.folder_class)}")
        for name in self._wanted:
            self._write_part(element, name, folder)
        return element

    def _write_part(self, element: etree._Element, name: str, folder: Folder) -> None:
        folders = self._mailbox.folders
        match name:
            case "FolderId":
                _reference(element, name, folder.id, self._key(folder))
            case "ParentFolderId":
                if folder.parent_id:
                    _reference(element, name, folder.parent_id, self._key(folders.get(folder.parent_id)))
            case "ExtendedProperty":
                for path in self._extended:
                    if path.key in folder.properties:
                        write_extended(element, path, folder.properties[path.key])
            case "EffectiveRights":
                _write_rights(element, "false" if folder.read_only else "true")
            case "PermissionSet":
                _write_permissions(element)
            case "UnreadCount":
                if element.tag in (f"{T}Folder", f"{T}TasksFolder"):
                    etree.SubElement(element, f"{T}UnreadCount").text = "0"
            case _:
                value = folder_value(self._mailbox, folder, f"folder:{name}")
                if value is not None:
                    etree.SubElement(element, f"{T}{name}").text = str(value)

    def _key(self, folder: Folder) -> str:
        return self._mailbox.ledger.change_key(folder.change)

    def written(self, folder: Folder) -> etree._Element:
        """The folder with its id and change key only, as the answers of writes have it."""
        element = etree.Element(f"{T}{element_of(folder.folder_class)}")
        _reference(element, "FolderId", folder.id, self._key(folder))
        return element


def _reference(parent: etree._Element, name: str, identifier: str, change_key: str) -> None:
    etree.SubElement(parent, f"{T}{name}", {"Id": identifier, "ChangeKey": change_key})


def _write_rights(parent: etree._Element, writable: str) -> None:
    element = etree.SubElement(parent, f"{T}EffectiveRights")
    for name in _RIGHTS:
        etree.SubElement(element, f"{T}{name}").text = "true" if name == "Read" else writable
    etree.SubElement(element, f"{T}ViewPrivateItems").text = "true"


def _write_permissions(parent: etree._Element) -> None:
    """The permissions of a folder that nobody shares: nothing for the default user and for strangers."""
    prefix = "Calendar" if parent.tag == f"{T}CalendarFolder" else ""
    element = etree.SubElement(parent, f"{T}PermissionSet")
    permissions = etree.SubElement(element, f"{T}{prefix}Permissions")
    for user in ("Default", "Anonymous"):
        permission = etree.SubElement(permissions, f"{T}{prefix}Permission")
        etree.SubElement(etree.SubElement(permission, f"{T}UserId"), f"{T}DistinguishedUser").text = user
        for name in ("CanCreateItems", "CanCreateSubFolders", "IsFolderOwner", "IsFolderVisible", "IsFolderContact"):
            etree.SubElement(permission, f"{T}{name}").text = "false"
        for name in ("EditItems", "DeleteItems", "ReadItems", f"{prefix}PermissionLevel"):
            etree.SubElement(permission, f"{T}{name}").text = "None"
