"""Items of EWS as native records, and the shapes in which items are asked for.

https://learn.microsoft.com/exchange/client-developer/exchange-web-services/property-sets-and-response-shapes-in-ews-in-exchange
Must not know how a request is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from lxml import etree

from desktop.core.record import NativeRecord, Role
from desktop.exchange import link_property
from desktop.exchange.categories import is_marked
from desktop.exchange.ews.fields import FieldReader, path_element
from desktop.exchange.ews.soap import M, T, add, add_item_ids, request

CONTACT: Final = f"{T}Contact"
CONTACT_CLASS: Final = "IPM.Contact"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where and how an item is now: what sharing and un-sharing look at."""

    native_id: str
    version: str
    folder_id: str
    categories: tuple[str, ...]
    link: str | None


def item_id(element: etree._Element) -> tuple[str, str]:
    """Id and change key of an item element; ('', '') without an ItemId."""
    found = element.find(f"{T}ItemId")
    return ("", "") if found is None else (found.get("Id") or "", found.get("ChangeKey") or "")


def contact_ids(elements: Iterable[etree._Element]) -> dict[str, str]:
    """Ids and change keys of the contacts among item elements; distribution lists and others are left out."""
    return dict(item_id(element) for element in elements if element.tag == CONTACT)


def placed(element: etree._Element) -> Placed:
    """The place of an item that was asked for with `get_items` (with or without fields)."""
    native_id, version = item_id(element)
    parent = element.find(f"{T}ParentFolderId")
    folder_id = "" if parent is None else parent.get("Id") or ""
    return Placed(native_id, version, folder_id, _categories(element), _link(element))


def native_record(element: etree._Element, role: Role, reader: FieldReader | None) -> NativeRecord:
    """The record of a contact element; without a reader it is one without detail."""
    native_id, version = item_id(element)
    fields = {} if reader is None else reader.read(element)
    return NativeRecord(
        native_id,
        version,
        role,
        is_marked(_categories(element)),
        _link(element),
        fields,
        detail=reader is not None,
        modified=_modified(element),
    )


def get_items(ids: Sequence[str], reader: FieldReader | None) -> etree._Element:
    """The GetItem request for ids: place, categories and link always, and the reader's fields."""
    payload = request("GetItem")
    shape = add(payload, f"{M}ItemShape")
    add(shape, f"{T}BaseShape", "IdOnly")
    if reader is not None:
        add(shape, f"{T}BodyType", "Text")
    properties = add(shape, f"{T}AdditionalProperties")
    add(properties, f"{T}FieldURI", FieldURI="item:ParentFolderId")
    add(properties, f"{T}FieldURI", FieldURI="item:Categories")
    add(properties, f"{T}FieldURI", FieldURI="item:LastModifiedTime")
    add_link_path(properties)
    for field in reader.fields if reader is not None else ():
        path_element(properties, field)
    add_item_ids(payload, ids)
    return payload


def id_shape(payload: etree._Element) -> None:
    """Add the item shape that asks for ids and change keys only."""
    add(add(payload, f"{M}ItemShape"), f"{T}BaseShape", "IdOnly")


def add_link_path(parent: etree._Element) -> None:
    """Add the property path of the link id."""
    add(
        parent,
        f"{T}ExtendedFieldURI",
        PropertySetId=link_property.PROPERTY_SET_ID,
        PropertyName=link_property.PROPERTY_NAME,
        PropertyType=link_property.PROPERTY_TYPE,
    )


def add_link(contact: etree._Element, link: str) -> None:
    """Add the link id to a contact element."""
    holder = add(contact, f"{T}ExtendedProperty")
    add_link_path(holder)
    add(holder, f"{T}Value", link)


def add_categories(contact: etree._Element, categories: Iterable[str]) -> None:
    """Add categories to a contact element."""
    holder = add(contact, f"{T}Categories")
    for name in categories:
        add(holder, f"{T}String", name)


def _categories(element: etree._Element) -> tuple[str, ...]:
    return tuple(name.text or "" for name in element.iterfind(f"{T}Categories/{T}String"))


def _modified(element: etree._Element) -> datetime | None:
    """When the item was last changed; None where the server does not say so in a form that we read."""
    try:
        moment = datetime.fromisoformat(element.findtext(f"{T}LastModifiedTime") or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _link(element: etree._Element) -> str | None:
    for holder in element.iterfind(f"{T}ExtendedProperty"):
        path = holder.find(f"{T}ExtendedFieldURI")
        if path is not None and path.get("PropertyName") == link_property.PROPERTY_NAME:
            return holder.findtext(f"{T}Value") or None
    return None
