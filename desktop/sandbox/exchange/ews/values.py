"""Reads items out of requests: each element of an item becomes properties of the store, checked against the schema.

Exchange keeps lines ending in CRLF and times in UTC; an empty element clears. It knows the field tables, and neither
operations nor the store itself.
"""

from __future__ import annotations

from datetime import UTC, datetime

from lxml import etree

from desktop.sandbox.exchange.bodies import crlf, stored_html
from desktop.sandbox.exchange.ews.paths import Path, read_path
from desktop.sandbox.exchange.ews.soap import T, local_name, violation
from desktop.sandbox.exchange.fields import ADDRESS_KEYS, ADDRESS_PARTS, CHOICES, INDEXED, Field, FieldTable
from desktop.sandbox.exchange.items import Value
from desktop.sandbox.exchange.refusals import Refusal

_ENTRY_URIS = {
    element: uri
    for uri, (element, _) in INDEXED.items()
    if element in ("EmailAddresses", "ImAddresses", "PhoneNumbers")
}
# Keys of Exchange Online's schema that no on-premises contact keeps.
_ONLINE_ONLY = ("BusinessMobile", "IPPhone", "Mms", "Msn")


def read_item(element: etree._Element, table: FieldTable) -> dict[str, Value]:
    """All properties that an item element gives; raises ErrorSchemaValidation, ErrorInvalidPropertySet."""
    properties: dict[str, Value] = {}
    before = -1
    for child in element:
        field = table.by_element.get(local_name(child))
        if field is None or not child.tag.startswith(T) or field.order < before:
            raise violation(f"The element '{table.element}' has invalid child element '{local_name(child)}'.", child)
        if field.order == before and field.kind != "extended":
            raise violation(f"The element '{local_name(child)}' is given twice.", child)
        before = field.order
        properties.update(read_field(child, field))
    return properties


def read_field(element: etree._Element, field: Field) -> dict[str, Value]:
    """The properties that one element of an item gives: none for an empty dictionary entry."""
    if not field.writable:
        raise Refusal("ErrorInvalidPropertySet")
    match field.kind:
        case "entries":
            return _entries(element)
        case "addresses":
            return _addresses(element)
        case "body":
            return _body(element)
        case "extended":
            path, value = read_extended(element)
            return {path.key: value}
        case "strings":
            return {field.uri: list(dict.fromkeys(child.text for child in element if child.text))}
        case _:
            return {field.uri: _scalar(element, field)}


def _scalar(element: etree._Element, field: Field) -> str:
    text = element.text or ""
    try:
        return scalar_text(text, field.kind, field.element)
    except (ValueError, KeyError) as problem:
        raise violation(f"The '{field.element}' element is invalid - The value '{text}'.", element) from problem


def scalar_text(text: str, kind: str, element: str = "") -> str:
    """A scalar as the store keeps it; raises ValueError for what the kind does not allow. Empty stays empty."""
    if kind == "text" or not text.strip():
        if kind == "text":
            return crlf(text)
        raise ValueError(kind)
    text = text.strip()
    match kind:
        case "time":
            moment = datetime.fromisoformat(text)
            return (
                (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            )
        case "number":
            return str(int(text))
        case "flag":
            return {"true": "true", "1": "true", "false": "false", "0": "false"}[text]
        case "choice" if text not in CHOICES[element]:
            raise ValueError(text)
    return text


def _body(element: etree._Element) -> dict[str, Value]:
    kind = element.get("BodyType")
    if kind not in ("HTML", "Text"):
        raise violation("The required attribute 'BodyType' is missing or invalid.", element)
    text = element.text or ""
    stored = stored_html(text) if kind == "HTML" and text else crlf(text)
    return {"item:Body": stored, "item:Body/Type": kind if text else ""}


def _entries(element: etree._Element) -> dict[str, Value]:
    uri = _ENTRY_URIS[local_name(element)]
    found: dict[str, Value] = {}
    for entry in element:
        key = entry.get("Key", "")
        if key not in INDEXED[uri][1]:
            if key in _ONLINE_ONLY:
                raise Refusal("ErrorInvalidPropertySet")
            raise violation(f"The 'Key' attribute is invalid - The value '{key}' is invalid.", entry)
        if entry.text:
            found[f"{uri}/{key}"] = entry.text
    return found


def _addresses(element: etree._Element) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for entry in element:
        key = entry.get("Key", "")
        if key not in ADDRESS_KEYS:
            raise violation(f"The 'Key' attribute is invalid - The value '{key}' is invalid.", entry)
        before = -1
        for part in entry:
            name = local_name(part)
            if name not in ADDRESS_PARTS or ADDRESS_PARTS.index(name) <= before:
                raise violation(f"The element 'Entry' has invalid child element '{name}'.", part)
            before = ADDRESS_PARTS.index(name)
            if part.text:
                found[f"contacts:PhysicalAddress:{name}/{key}"] = crlf(part.text)
    return found


def read_extended(element: etree._Element) -> tuple[Path, Value]:
    """The path and value of an ExtendedProperty; raises ErrorInvalidExtendedPropertyValue."""
    names = [local_name(child) for child in element]
    if len(names) != 2 or names[0] != "ExtendedFieldURI" or names[1] not in ("Value", "Values"):
        raise violation("The element 'ExtendedProperty' has invalid content.", element)
    path = read_path(element[0])
    if path.is_list != (names[1] == "Values"):
        raise Refusal("ErrorInvalidExtendedPropertyValue", "The extended property value does not fit its type.")
    try:
        if names[1] == "Values":
            return path, [scalar_text(child.text or "", path.kind) for child in element[1]]
        return path, scalar_text(element[1].text or "", path.kind)
    except (ValueError, KeyError) as problem:
        raise Refusal("ErrorInvalidExtendedPropertyValue", "The extended property value is invalid.") from problem
