"""The EWS operations that read and write items: Get, Create, Update, Delete, Move, Copy.

Every item of a request succeeds or fails by itself. The rules of the store are not here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lxml import etree

from desktop.sandbox.exchange.derived import consequences
from desktop.sandbox.exchange.ews.answers import answer, container
from desktop.sandbox.exchange.ews.paths import PATH_NAMES, Path, folder_in, read_path
from desktop.sandbox.exchange.ews.shapes import ItemShape, written_ids
from desktop.sandbox.exchange.ews.soap import M, T, local_name, part, violation
from desktop.sandbox.exchange.ews.values import read_field, read_item
from desktop.sandbox.exchange.fields import BY_ELEMENT, CONTACT, DEFAULT_CLASS, Field, table_of
from desktop.sandbox.exchange.folders import Folder
from desktop.sandbox.exchange.items import Basis, Disposal, Item, Resolution, Value
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.refusals import Refusal

_OTHER_ITEMS = (
    "Message CalendarItem DistributionList MeetingMessage MeetingRequest MeetingResponse MeetingCancellation Task "
    "PostItem ReplyToItem ForwardItem ReplyAllToItem AcceptItem TentativelyAcceptItem DeclineItem CancelCalendarItem "
    "RemoveItem SuppressReadReceipt PostReplyItem AcceptSharingInvitation RoleMember Network Person"
)
_APPENDABLE = ("body", "text", "strings")


def _ids(request: etree._Element) -> list[etree._Element]:
    return list(part(request, "ItemIds"))


def _item_of(mailbox: Mailbox, element: etree._Element) -> Item:
    if local_name(element) != "ItemId":
        raise Refusal("ErrorCalendarIsNotRecurringMaster" if "Master" in element.tag else "ErrorItemNotFound")
    return mailbox.items.get(element.get("Id", ""))


def get_item(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """GetItem: each id's item in the asked shape."""
    shape = ItemShape(mailbox, part(request, "ItemShape"))

    def get(element: etree._Element) -> list[etree._Element]:
        return [container("Items", [shape.write(_item_of(mailbox, element))])]

    return answer("GetItem", _ids(request), get, "Items")


def create_item(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """CreateItem: into SavedItemFolderId, or the default folder of the item's class."""
    saved = request.find(f"{M}SavedItemFolderId")
    items = request.find(f"{M}Items")
    if items is None or not len(items):
        raise violation("The element 'Items' has incomplete content.", request)

    def create(element: etree._Element) -> list[etree._Element]:
        name = local_name(element)
        if name == "Message" and request.get("MessageDisposition") is None:
            raise Refusal("ErrorMessageDispositionRequired", "Message disposition is required for this operation.")
        if name not in BY_ELEMENT:
            if name not in _OTHER_ITEMS.split():
                raise violation(f"The element 'Items' has invalid child element '{name}'.", element)
            raise Refusal("ErrorUnsupportedTypeForConversion", f"This mailbox does not keep items of kind {name}.")
        table = BY_ELEMENT[name]
        properties = read_item(element, table)
        item_class = str(properties.pop("item:ItemClass", "") or DEFAULT_CLASS[name])
        if table_of(item_class) is not table:
            raise Refusal("ErrorInvalidPropertySet", "The item class does not fit the kind of the item.")
        if saved is not None:
            folder = folder_in(mailbox, saved, "ErrorSavedItemFolderNotFound")
        else:
            folder = mailbox.folders.distinguished("contacts" if table is CONTACT else "drafts")
        return [written_ids(mailbox, mailbox.items.create(folder, item_class, properties))]

    return answer("CreateItem", items, create, "Items")


def update_item(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """UpdateItem: sets, appends and deletes fields under the asked conflict resolution."""
    resolution = cast(Resolution, request.get("ConflictResolution"))

    def update(change: etree._Element) -> list[etree._Element]:
        item = _item_of(mailbox, change[0])
        change_key = change[0].get("ChangeKey")
        if change_key is None and resolution != "AlwaysOverwrite":
            raise Refusal("ErrorChangeKeyRequiredForWriteOperations")
        basis = Basis(mailbox.ledger.change_of(change_key) if change_key else None, resolution)
        edits: dict[str, Value | None] = {}
        for action in change[1]:
            edits.update(_edit(item, action))
        mailbox.items.update(item, consequences(edits), basis)
        conflicts = container("ConflictResults")
        etree.SubElement(conflicts, f"{T}Count").text = "0"
        return [written_ids(mailbox, item), conflicts]

    return answer("UpdateItem", part(request, "ItemChanges"), update, "Items")


def _edit(item: Item, action: etree._Element) -> dict[str, Value | None]:
    name = local_name(action)
    if not len(action) or local_name(action[0]) not in PATH_NAMES:
        raise violation(f"The element '{name}' has incomplete content.", action)
    path = read_path(action[0])
    if name == "DeleteItemField":
        return dict.fromkeys(_deleted_keys(item, path))
    if name not in ("SetItemField", "AppendToItemField") or len(action) != 2:
        raise violation(f"The element '{name}' has invalid content.", action)
    given = _given(item, path, action[1])
    if name == "SetItemField":
        return given
    return {key: _appended(item, path, key, value) for key, value in given.items()}


def _deleted_keys(item: Item, path: Path) -> list[str]:
    if path.uri and not path.index:
        field = _field(item, path)
        if not field.writable or field.kind in ("entries", "addresses") or field.uri == "item:ItemClass":
            raise Refusal("ErrorInvalidPropertyDelete")
        return ["item:Body", "item:Body/Type"] if field.kind == "body" else [field.uri]
    return [path.key]


def _field(item: Item, path: Path) -> Field:
    field = table_of(item.item_class).by_uri.get(path.uri)
    if field is None:
        raise Refusal("ErrorInvalidPropertyRequest", "The property is not valid for this object type.")
    return field


def _given(item: Item, path: Path, element: etree._Element) -> dict[str, Value | None]:
    """What a set or append gives: exactly the one property that its path names."""
    table = BY_ELEMENT.get(local_name(element))
    if table is None or (table is CONTACT and table_of(item.item_class) is not CONTACT):
        raise Refusal("ErrorIncorrectUpdatePropertyCount")
    if len(element) != 1:
        raise Refusal("ErrorIncorrectUpdatePropertyCount")
    child = element[0]
    field = table.by_element.get(local_name(child))
    if field is None:
        raise violation(f"The element '{table.element}' has invalid child element '{local_name(child)}'.", child)
    if path.uri and not path.index:
        if field.uri != path.uri:
            raise Refusal("ErrorUpdatePropertyMismatch")
        if field.kind in ("entries", "addresses"):
            raise Refusal("ErrorInvalidPropertySet")
        return dict(read_field(child, field))
    given = read_field(child, field)
    if len(given) != 1:
        raise Refusal("ErrorIncorrectUpdatePropertyCount")
    if path.key not in given:
        raise Refusal("ErrorUpdatePropertyMismatch")
    return dict(given)


def _appended(item: Item, path: Path, key: str, value: Value | None) -> Value | None:
    if path.kind not in _APPENDABLE or path.uri not in ("item:Body", "contacts:Children", "contacts:Companies"):
        raise Refusal("ErrorInvalidPropertyAppend")
    old = item.properties.get(key)
    if key.endswith("/Type") or old is None or value is None:
        return old or value
    if isinstance(old, list):
        return [*old, *value]
    return old + str(value)


def delete_item(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """DeleteItem: for good, to the recoverable items, or to Deleted Items."""
    disposal = cast(Disposal, request.get("DeleteType"))

    def delete(element: etree._Element) -> list[etree._Element]:
        mailbox.items.delete(_item_of(mailbox, element), disposal)
        return []

    return answer("DeleteItem", _ids(request), delete)


def move_item(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """MoveItem: each item under a new id in the other folder."""
    return _transfer("MoveItem", mailbox, request, mailbox.items.move)


def copy_item(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """CopyItem: a second item in the other folder."""
    return _transfer("CopyItem", mailbox, request, mailbox.items.copy)


def _transfer(
    operation: str, mailbox: Mailbox, request: etree._Element, act: Callable[[Item, Folder], Item]
) -> etree._Element:
    tell = (request.findtext(f"{M}ReturnNewItemIds") or "true").strip() in ("true", "1")

    def transfer(element: etree._Element) -> list[etree._Element]:
        folder = folder_in(mailbox, request.find(f"{M}ToFolderId"), "ErrorToFolderNotFound")
        new = act(_item_of(mailbox, element), folder)
        return [written_ids(mailbox, new) if tell else container("Items")]

    return answer(operation, _ids(request), transfer, "Items")
