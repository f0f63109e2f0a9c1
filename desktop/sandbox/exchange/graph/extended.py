"""Extended properties as Graph names them: read into the store's keys, and written back in the server's spelling.

https://learn.microsoft.com/graph/api/resources/extended-properties-overview - the same property that EWS reaches by an
ExtendedFieldURI. It knows the store's keys but no resource.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from desktop.sandbox.exchange.fields import ALIASES
from desktop.sandbox.exchange.items import Value
from desktop.sandbox.exchange.refusals import Refusal

_TYPES = (
    "ApplicationTime Binary Boolean CLSID Currency Double Error Float Integer Long Null Object Short String SystemTime"
)
_KINDS = {name.lower(): name for base in _TYPES.split() for name in (base, f"{base}Array")}
_ID = re.compile(
    r"(?P<type>\w+)\s+(?:\{?(?P<guid>[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\}?\s+"
    r"(?:Name\s+(?P<name>.+)|Id\s+(?P<number>\w+))|(?P<tag>\w+))",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\bid\s+eq\s+'((?:[^']|'')*)'", re.IGNORECASE)
_WHOLE_NUMBERS = ("Integer", "Long", "Short", "Currency", "Error")


@dataclass(frozen=True, slots=True)
class ExtendedName:
    """One extended property: the store's key, its type, and its id in the server's spelling."""

    key: str
    kind: str
    spelling: str

    @property
    def is_list(self) -> bool:
        """Whether it holds several values."""
        return self.kind.endswith("Array")


def read_name(text: str) -> ExtendedName:
    """The property of an id such as "String {guid} Name X"; raises ErrorInvalidProperty."""
    match = _ID.fullmatch(text.strip())
    kind = _KINDS.get(match["type"].lower()) if match else None
    if match is None or kind is None:
        raise Refusal("ErrorInvalidProperty", f"The extended property id '{text}' is invalid.")
    if match["tag"]:
        number = _number(match["tag"], text)
        return _named(f"0x{number:04X}", kind, f"{kind} 0x{number:x}")
    guid = match["guid"].lower()
    if match["name"]:
        return _named(f"{guid}/{match['name']}", kind, f"{kind} {{{guid}}} Name {match['name']}")
    number = _number(match["number"], text)
    return _named(f"{guid}/{number}", kind, f"{kind} {{{guid}}} Id 0x{number:x}")


def _named(name: str, kind: str, spelling: str) -> ExtendedName:
    alias = ALIASES.get(name) if kind in ("String", "SystemTime") else None
    return ExtendedName(alias or f"ext:{name}:{kind}", kind, spelling)


def _number(text: str, whole: str) -> int:
    try:
        return int(text, 16) if text.lower().startswith("0x") else int(text)
    except ValueError as problem:
        raise Refusal("ErrorInvalidProperty", f"The extended property id '{whole}' is invalid.") from problem


def asked_names(text: str) -> list[str]:
    """The ids that an expand or a filter compares with `id eq`, as they were written."""
    return [found.replace("''", "'") for found in _ASKED.findall(text)]


def read_values(entries: Any, several: bool) -> dict[str, Value | None]:
    """What a request's collection of extended properties sets or clears; raises ErrorInvalidProperty."""
    if not isinstance(entries, list):
        raise Refusal("RequestBodyRead", "An extended property collection is a list of objects.")
    edits: dict[str, Value | None] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            raise Refusal("RequestBodyRead", "An extended property has an id and a value.")
        name = read_name(entry["id"])
        if name.is_list != several:
            raise Refusal("ErrorInvalidProperty", f"The extended property '{entry['id']}' does not fit its collection.")
        edits[name.key] = _value(name, entry.get("value"))
    return edits


def _value(name: ExtendedName, given: Any) -> Value | None:
    if given in (None, "", []):
        return None
    if name.is_list and isinstance(given, list) and all(isinstance(text, str) for text in given):
        return [_scalar(name, text) for text in given]
    if isinstance(given, str) and not name.is_list:
        return _scalar(name, given)
    raise Refusal("ErrorInvalidProperty", f"The value of the extended property '{name.spelling}' is not text.")


def _scalar(name: ExtendedName, text: str) -> str:
    kind = name.kind.removesuffix("Array")
    try:
        if kind in _WHOLE_NUMBERS:
            return str(int(text))
        if kind == "Boolean":
            return {"true": "true", "1": "true", "false": "false", "0": "false"}[text.lower()]
        return moment(text) if kind == "SystemTime" else text
    except (ValueError, KeyError) as problem:
        raise Refusal("ErrorInvalidProperty", f"The value '{text}' does not fit '{name.spelling}'.") from problem


def moment(text: str) -> str:
    """A time as the store keeps it: UTC, whole seconds; raises ValueError."""
    read = datetime.fromisoformat(text)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
