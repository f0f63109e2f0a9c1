"""Writes items and folders into answers, as the request's shape asks, in the order that Microsoft's schema fixes.

https://learn.microsoft.com/exchange/client-developer/exchange-web-services/property-sets-and-response-shapes-in-ews-in-exchange
A shape is compiled once per request and item class. It reads the store and alters nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from desktop.sandbox.exchange.bodies import to_html
from desktop.sandbox.exchange.derived import body_text, complete_name, value_of
from desktop.sandbox.exchange.ews.paths import Path, read_path
from desktop.sandbox.exchange.ews.soap import M, T
from desktop.sandbox.exchange.fields import ADDRESS_KEYS, ADDRESS_PARTS, INDEXED, Field, FieldTable, table_of
from desktop.sandbox.exchange.items import Item, Value
from desktop.sandbox.exchange.mailbox import Mailbox

Writer = Callable[[etree._Element, Item], None]
_ENTRIES = {element: (uri, keys) for uri, (element, keys) in INDEXED.items() if element != "PhysicalAddresses"}
_LEAN_LEAVES_OUT = ("Body", "TextBody")
_SUB = etree.SubElement


class ItemShape:
    """The compiled shape of one request. `lean` leaves out what FindItem and SyncFolderItems never return."""

    def __init__(self, mailbox: Mailbox, element: etree._Element, lean: bool = False) -> None:
        self._mailbox = mailbox
        self._base = (element.findtext(f"{T}BaseShape") or "IdOnly").strip()
        self._body_type = (element.findtext(f"{T}BodyType") or "Best").strip()
        self._lean = lean
        paths = [read_path(child) for child in element.iterfind(f"{T}AdditionalProperties/*")]
        self._whole = {path.uri for path in paths if path.uri and not path.index}
        self._entries = {path.key for path in paths if path.index}
        self._extended = [path for path in paths if path.extended]
        self._writers: dict[str, list[Writer]] = {}

    def write(self, item: Item) -> etree._Element:
        """The item as an element of its class."""
        table = table_of(item.item_class)
        writers = self._writers.get(table.element)
        if writers is None:
            writers = self._writers[table.element] = self._compile(table)
        element = etree.Element(f"{T}{table.element}")
        for writer in writers:
            writer(element, item)
        return element

    def _compile(self, table: FieldTable) -> list[Writer]:
        writers: list[Writer] = []
        for field in table.fields:
            whole = self._holds(field) or field.uri in self._whole
            if field.kind == "extended" and self._extended:
                writers.append(extended_writer(self._extended))
            elif field.kind in ("entries", "addresses"):
                wanted = None if whole else self._entries
                if whole or wanted:
                    writers.append(_addresses(wanted) if field.kind == "addresses" else _dictionary(field, wanted))
            elif whole and not (self._lean and field.element in _LEAN_LEAVES_OUT):
                writers.append(self._single(field))
        return writers

    def _holds(self, field: Field) -> bool:
        if field.kind == "id":
            return True
        if self._base == "AllProperties":
            return bool(field.shape)
        return self._base == "Default" and field.shape == "Default"

    def _single(self, field: Field) -> Writer:
        match field.kind:
            case "id":
                return self._write_id
            case "folder":
                return self._write_parent
            case "body":
                return self._write_body
            case "textbody":
                return _write_text_body
            case "complete":
                return _write_complete_name
            case "rights":
                return lambda parent, item: _write_rights(parent)
            case "strings":
                return _strings(field)
            case "absent":
                return _write_nothing
        return _text(field)

    def _write_id(self, parent: etree._Element, item: Item) -> None:
        _SUB(parent, f"{T}ItemId", {"Id": item.id, "ChangeKey": self._mailbox.items.change_key(item)})

    def _write_parent(self, parent: etree._Element, item: Item) -> None:
        folder = self._mailbox.folders.get(item.folder_id)
        key = self._mailbox.ledger.change_key(folder.change)
        _SUB(parent, f"{T}ParentFolderId", {"Id": folder.id, "ChangeKey": key})

    def _write_body(self, parent: etree._Element, item: Item) -> None:
        body, stored = item.text("item:Body"), item.text("item:Body/Type") or "Text"
        if not body:
            return
        asked = stored if self._body_type == "Best" else self._body_type
        if asked == "Text":
            body = body_text(item)
        elif stored == "Text":
            body = to_html(body)
        _SUB(parent, f"{T}Body", {"BodyType": asked}).text = body


def _write_nothing(parent: etree._Element, item: Item) -> None:
    """A property that the schema knows and no item here has."""


def _write_text_body(parent: etree._Element, item: Item) -> None:
    text = body_text(item)
    if text:
        _SUB(parent, f"{T}TextBody", {"BodyType": "Text"}).text = text


def _write_complete_name(parent: etree._Element, item: Item) -> None:
    parts = complete_name(item)
    if parts:
        element = _SUB(parent, f"{T}CompleteName")
        for name, text in parts.items():
            _SUB(element, f"{T}{name}").text = text


def _write_rights(parent: etree._Element) -> None:
    element = _SUB(parent, f"{T}EffectiveRights")
    for name in ("CreateAssociated", "CreateContents", "CreateHierarchy", "Delete", "Modify", "Read"):
        _SUB(element, f"{T}{name}").text = "true"
    _SUB(element, f"{T}ViewPrivateItems").text = "true"


def _text(field: Field) -> Writer:
    tag, uri = f"{T}{field.element}", field.uri

    def write(parent: etree._Element, item: Item) -> None:
        value = value_of(item, uri)
        if isinstance(value, str):
            _SUB(parent, tag).text = value

    return write


def _strings(field: Field) -> Writer:
    tag, uri = f"{T}{field.element}", field.uri

    def write(parent: etree._Element, item: Item) -> None:
        value = item.properties.get(uri)
        if value:
            element = _SUB(parent, tag)
            for text in value:
                _SUB(element, f"{T}String").text = text

    return write


def _dictionary(field: Field, wanted: set[str] | None) -> Writer:
    uri, keys = _ENTRIES[field.element]
    paths = [(key, f"{uri}/{key}") for key in keys if wanted is None or f"{uri}/{key}" in wanted]
    is_email = field.element == "EmailAddresses"
    tag = f"{T}{field.element}"

    def write(parent: etree._Element, item: Item) -> None:
        element = None
        for key, path in paths:
            value = item.properties.get(path)
            if isinstance(value, str):
                element = _SUB(parent, tag) if element is None else element
                entry = _SUB(element, f"{T}Entry", {"Key": key})
                if is_email:
                    entry.attrib.update({"Name": value, "RoutingType": "SMTP", "MailboxType": "Contact"})
                entry.text = value

    return write


def _addresses(wanted: set[str] | None) -> Writer:
    plan = [(key, [(part, f"contacts:PhysicalAddress:{part}/{key}") for part in ADDRESS_PARTS]) for key in ADDRESS_KEYS]

    def write(parent: etree._Element, item: Item) -> None:
        whole = None
        for key, parts in plan:
            found = [(part, item.properties[path]) for part, path in parts if _asked(path, item, wanted)]
            if found:
                whole = _SUB(parent, f"{T}PhysicalAddresses") if whole is None else whole
                entry = _SUB(whole, f"{T}Entry", {"Key": key})
                for part, value in found:
                    _SUB(entry, f"{T}{part}").text = str(value)

    return write


def _asked(path: str, item: Item, wanted: set[str] | None) -> bool:
    return path in item.properties and (wanted is None or path in wanted)


def extended_writer(paths: list[Path]) -> Callable[[etree._Element, Item], None]:
    """Writes the extended properties that an item has, named as the request named them."""

    def write(parent: etree._Element, item: Item) -> None:
        for path in paths:
            value = value_of(item, path.key)
            if value is not None:
                write_extended(parent, path, value)

    return write


def write_extended(parent: etree._Element, path: Path, value: Value) -> None:
    """One ExtendedProperty element: its path as it was asked for, then its value or values."""
    element = _SUB(parent, f"{T}ExtendedProperty")
    _SUB(element, f"{T}ExtendedFieldURI", dict(path.extended))
    if isinstance(value, list):
        values = _SUB(element, f"{T}Values")
        for text in value:
            _SUB(values, f"{T}Value").text = text
    else:
        _SUB(element, f"{T}Value").text = value


def written_ids(mailbox: Mailbox, item: Item) -> etree._Element:
    """The `Items` container of a write's answer: the item with its id and change key only."""
    items = etree.Element(f"{M}Items")
    element = _SUB(items, f"{T}{table_of(item.item_class).element}")
    _SUB(element, f"{T}ItemId", {"Id": item.id, "ChangeKey": mailbox.items.change_key(item)})
    return items
