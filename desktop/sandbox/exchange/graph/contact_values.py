"""Reads contacts out of requests: each property of the body becomes edits of the store, checked as Graph checks.

https://learn.microsoft.com/graph/api/contact-update - what the body does not name stays. The counts of addresses and
numbers are the server's limits. It knows no item.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.sandbox.exchange.bodies import crlf
from desktop.sandbox.exchange.graph import contact_fields as fields
from desktop.sandbox.exchange.graph.extended import moment, read_values
from desktop.sandbox.exchange.items import Value
from desktop.sandbox.exchange.refusals import Refusal

Edits = dict[str, Value | None]
_NAME_PARTS = ("givenName", "middleName", "surname", "generation")


def read_contact(body: Mapping[str, Any]) -> Edits:
    """The edits that a body asks for; raises RequestBodyRead, ErrorInvalidProperty, ErrorInvalidPropertySet."""
    edits: Edits = {}
    # The server makes the display name anew from its parts, unless the same request gives one.
    if "displayName" not in body and any(name in body for name in _NAME_PARTS):
        edits["contacts:DisplayName"] = None
    for name, given in body.items():
        if not name.startswith("@") and "@odata." not in name:
            edits.update(_read(name, given))
    return edits


def _read(name: str, given: Any) -> Edits:
    if name in fields.TEXTS:
        return {fields.TEXTS[name]: _text(name, given)}
    if name in fields.LISTS:
        return _spread(name, fields.LISTS[name], _texts(name, given))
    if name in fields.STRINGS:
        return {fields.STRINGS[name]: list(dict.fromkeys(_texts(name, given))) or None}
    if name in fields.ADDRESSES:
        return _address(name, given)
    match name:
        case "emailAddresses":
            return _emails(given)
        case "personalNotes":
            text = _text(name, given)
            return {"item:Body": text, "item:Body/Type": "Text" if text else None}
        case "birthday":
            return {"contacts:Birthday": _moment(name, given)}
        case "singleValueExtendedProperties":
            return read_values(given, several=False)
        case "multiValueExtendedProperties":
            return read_values(given, several=True)
    if name in fields.READ_ONLY:
        raise Refusal("ErrorInvalidPropertySet", f"The property '{name}' is read-only and cannot be set.")
    raise Refusal(
        "RequestBodyRead",
        f"The property '{name}' does not exist on type 'microsoft.graph.contact'. Make sure to only use property names "
        "that are defined by the type or mark the type as open type.",
    )


def _wrong(name: str) -> Refusal:
    return Refusal(
        "RequestBodyRead", f"The value of the property '{name}' is not of the type that it is declared with."
    )


def _text(name: str, given: Any) -> str | None:
    if given is None:
        return None
    if not isinstance(given, str):
        raise _wrong(name)
    return crlf(given) or None


def _texts(name: str, given: Any) -> list[str]:
    if given is None:
        return []
    if not isinstance(given, list) or not all(isinstance(text, str) for text in given):
        raise _wrong(name)
    return [text for text in given if text]


def _moment(name: str, given: Any) -> str | None:
    text = _text(name, given)
    try:
        return moment(text) if text else None
    except ValueError as problem:
        raise _wrong(name) from problem


def _check_count(name: str, count: int, most: int) -> None:
    if count > most:
        title = name[0].upper() + name[1:]
        raise Refusal(
            "ErrorInvalidProperty",
            f"The multi value property {title} has {count} entries, that exceeds the max allowed value of {most}.",
        )


def _spread(name: str, keys: tuple[str, ...], texts: list[str]) -> Edits:
    _check_count(name, len(texts), len(keys))
    return {key: texts[number] if number < len(texts) else None for number, key in enumerate(keys)}


def _address(name: str, given: Any) -> Edits:
    """The parts that are given; a whole address that is null loses all of them."""
    if given is None:
        return {fields.address_key(name, part): None for part in fields.ADDRESS_PARTS}
    if not isinstance(given, dict):
        raise _wrong(name)
    edits: Edits = {}
    for part, text in given.items():
        if part in fields.ADDRESS_PARTS:
            edits[fields.address_key(name, part)] = _text(name, text)
        elif not part.startswith("@") and part != "type":
            raise _wrong(name)
    return edits


def _emails(given: Any) -> Edits:
    entries = [] if given is None else given
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _wrong("emailAddresses")
    _check_count("emailAddresses", len(entries), len(fields.EMAILS))
    edits: Edits = {}
    for number, (key, name_key) in enumerate(fields.EMAILS):
        entry = entries[number] if number < len(entries) else {}
        address, name = _text("emailAddresses", entry.get("address")), _text("emailAddresses", entry.get("name"))
        edits[key] = address
        edits[name_key] = name if address and name != address else None
    return edits
