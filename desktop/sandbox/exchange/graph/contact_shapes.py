"""Writes contacts into answers as $select, $expand and Prefer ask; it reads the store and alters nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.sandbox.exchange.derived import value_of
from desktop.sandbox.exchange.graph.call import Call
from desktop.sandbox.exchange.graph.contact_fields import NAMES, READERS
from desktop.sandbox.exchange.graph.extended import ExtendedName, asked_names, read_name
from desktop.sandbox.exchange.graph.id_formats import id_of, plain_id
from desktop.sandbox.exchange.items import Item, Value
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.refusals import Refusal

_NAVIGATION = {"singlevalueextendedproperties", "multivalueextendedproperties", "extensions", "photo"}


def selected(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """The properties that $select names, whatever their case, in the order of answers; all of them without one."""
    asked = {part.strip().lower() for part in text.split(",") if part.strip()}
    if not asked or "*" in asked:
        return tuple(names)
    known = {name.lower() for name in names} | _NAVIGATION | {"id"}
    for name in asked:
        if name not in known:
            raise Refusal("BadRequest", f"Parsing OData Select and Expand failed: Could not find a property '{name}'.")
    return tuple(name for name in names if name.lower() in asked)


def expanded(text: str) -> list[ExtendedName]:
    """The extended properties that $expand asks for; raises BadRequest for a collection without a filter."""
    if not text:
        return []
    if "extendedproperties" not in text.lower():
        raise Refusal("BadRequest", f"Parsing OData Select and Expand failed: '{text}' cannot be expanded.")
    names = [read_name(found) for found in asked_names(text)]
    if not names:
        raise Refusal("ErrorInvalidProperty", "An extended property collection is expanded with a $filter on ids only.")
    return names


def written_extended(names: Sequence[ExtendedName], values: Sequence[Value | None]) -> dict[str, Any]:
    """The collections of extended properties of an entity; a collection without any is left out."""
    collections: dict[str, list[dict[str, Any]]] = {}
    for name, value in zip(names, values, strict=True):
        if value is not None:
            which = "multiValueExtendedProperties" if name.is_list else "singleValueExtendedProperties"
            collections.setdefault(which, []).append({"id": name.spelling, "value": value})
    return dict(collections)


class ContactShape:
    """The shape of one request's contacts."""

    def __init__(self, mailbox: Mailbox, call: Call, select: str | None = None, expand: str | None = None) -> None:
        """`select` and `expand` stand for the call's own where a link has kept them."""
        self._mailbox = mailbox
        self._immutable = call.immutable
        self._names = selected(call.options.get("select", "") if select is None else select, NAMES)
        self._extended = expanded(call.options.get("expand", "") if expand is None else expand)

    def write(self, item: Item) -> dict[str, Any]:
        """The contact as an object."""
        key = self._mailbox.items.change_key(item)
        written: dict[str, Any] = {"@odata.etag": f'W/"{key}"', "id": id_of(item, self._immutable)}
        for name in self._names:
            written[name] = self._value(item, name, key)
        written.update(written_extended(self._extended, [value_of(item, name.key) for name in self._extended]))
        return written

    def _value(self, item: Item, name: str, change_key: str) -> Any:
        if name == "changeKey":
            return change_key
        if name == "parentFolderId":
            return plain_id(item.folder_id)
        return READERS[name](item)
