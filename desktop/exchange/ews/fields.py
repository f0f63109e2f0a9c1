"""The fields of a contact in EWS: native name, property path, where its value stands in the XML, both directions.

Native names: an element's own name (`GivenName`), `EmailAddresses/EmailAddress1`, `PhoneNumbers/BusinessPhone`,
`PhysicalAddresses/Business/Street`. The rows stand in the order of the schema, which fixes the order of elements.
https://learn.microsoft.com/exchange/client-developer/web-service-reference/contact
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from desktop.core.record import Scalar
from desktop.core.values import clean
from desktop.exchange.contact_fields import (
    ADDRESS_LABELS,
    ADDRESS_PARTS,
    EMAIL_LABELS,
    LENGTH_LIMIT,
    PHONE_LABELS,
    UNLIMITED,
    date_to_instant,
    instant_to_date,
)
from desktop.exchange.ews.soap import T, add


@dataclass(frozen=True, slots=True)
class ContactField:
    """One native field: `uri` is its path, `index` an entry of the dictionary `element`, `part` one of an address."""

    name: str
    uri: str
    element: str
    index: str = ""
    part: str = ""

    @property
    def is_container(self) -> bool:
        """Whether the element holds entries."""
        return bool(self.index)


def _plain(*names: str) -> list[ContactField]:
    return [ContactField(name, f"contacts:{name}", name) for name in names]


def _entries(element: str, uri: str, labels: Iterable[str]) -> list[ContactField]:
    return [ContactField(f"{element}/{label}", uri, element, label) for label in labels]


_FIELDS: Final = (
    ContactField("Body", "item:Body", "Body"),
    *_plain("DisplayName", "GivenName", "CompanyName"),
    *_entries("EmailAddresses", "contacts:EmailAddress", EMAIL_LABELS),
    *(
        ContactField(
            f"PhysicalAddresses/{label}/{part}", f"contacts:PhysicalAddress:{part}", "PhysicalAddresses", label, part
        )
        for label in ADDRESS_LABELS
        for part in ADDRESS_PARTS
    ),
    *_entries("PhoneNumbers", "contacts:PhoneNumber", PHONE_LABELS),
    *_plain("AssistantName", "Birthday", "Department", "JobTitle", "Surname"),
)
FIELDS: Final[Mapping[str, ContactField]] = {field.name: field for field in _FIELDS}
MAX_LENGTHS: Final = {
    name: LENGTH_LIMIT for name, field in FIELDS.items() if not {field.name, field.part} & set(UNLIMITED)
}


def path_element(parent: etree._Element, field: ContactField) -> None:
    """Add the property path of a field."""
    if field.is_container:
        add(parent, f"{T}IndexedFieldURI", FieldURI=field.uri, FieldIndex=field.index)
    else:
        add(parent, f"{T}FieldURI", FieldURI=field.uri)


def write_value(contact: etree._Element, field: ContactField, text: str) -> None:
    """Add a value to a contact element, into the container that is already its last child where there is one.

    Fields must come in the order of `FIELDS`. Raises ValueError for a birthday that is no ISO date.
    """
    if not field.is_container:
        element = add(contact, f"{T}{field.element}", text)
        if field.name == "Body":
            element.set("BodyType", "Text")
        elif field.name == "Birthday":
            element.text = date_to_instant(text)
        return
    holder = _last(contact, f"{T}{field.element}")
    if not field.part:
        add(holder, f"{T}Entry", text, Key=field.index)
        return
    entry = holder[-1] if len(holder) and holder[-1].get("Key") == field.index else None
    if entry is None:
        entry = add(holder, f"{T}Entry", Key=field.index)
    add(entry, f"{T}{field.part}", text)


def in_order(patch: Mapping[str, Scalar]) -> list[tuple[ContactField, str | None]]:
    """The named fields in the schema's order, without what XML cannot carry; nothing left of a text counts as None.

    Raises ValueError for a name that is not ours.
    """
    unknown = patch.keys() - FIELDS.keys()
    if unknown:
        raise ValueError(f"not fields of a contact: {sorted(unknown)}")
    return [(field, clean(str(patch[name] or "")) or None) for name, field in FIELDS.items() if name in patch]


class FieldReader:
    """Reads the wanted native fields of a contact element; built once, used for every item."""

    def __init__(self, names: Iterable[str]) -> None:
        self.fields = tuple(FIELDS[name] for name in names if name in FIELDS)
        self._empty: dict[str, Scalar] = {field.name: None for field in self.fields}
        self._plain = {f"{T}{field.element}": field.name for field in self.fields if not field.is_container}
        self._containers = {f"{T}{field.element}": field.element for field in self.fields if field.is_container}

    def read(self, contact: etree._Element) -> dict[str, Scalar]:
        """Every wanted field, None where the item has nothing. An e-mail that is no SMTP address is left out."""
        found = dict(self._empty)
        for child in contact:
            name = self._plain.get(child.tag)
            if name is not None:
                text = child.text or None
                found[name] = instant_to_date(text) if text and name == "Birthday" else text
            elif child.tag in self._containers:
                self._read_entries(self._containers[child.tag], child, found)
        return found

    def _read_entries(self, element: str, holder: etree._Element, found: dict[str, Scalar]) -> None:
        for entry in holder:
            name = f"{element}/{entry.get('Key')}"
            if element == "PhysicalAddresses":
                for part in entry:
                    whole = f"{name}/{etree.QName(part).localname}"
                    if whole in found:
                        found[whole] = part.text or None
            elif name in found:
                found[name] = entry.text or None
                if entry.get("RoutingType") == "EX":
                    # An address of the organisation's directory in X.500 form: nothing that another system can use.
                    del found[name]


def _last(contact: etree._Element, tag: str) -> etree._Element:
    return contact[-1] if len(contact) and contact[-1].tag == tag else add(contact, tag)
