"""The category that marks a shared contact, and the mailbox's list of categories with the colours of ours.

Items carry bare names, compared without case; the colours live in an XML list of the mailbox (MS-OXOCFG 2.2.5.1, the
XmlData of the configuration "CategoryList" on the Calendar folder). It must not know a protocol.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Final

from lxml import etree

from desktop.core.labels import SYNC_ERROR
from desktop.exchange.link_property import PROPERTY_SET_ID

CATEGORY: Final = "Salesforce"
_BLUE, _RED, _ORANGE = "7", "0", "1"
"""Outlook's numbers of colours."""
_COLOURS: Final = {CATEGORY: _BLUE, SYNC_ERROR: _RED}
"""The colours of our categories; the reasons of an error are orange."""
_NAMESPACE = "CategoryList.xsd"
_NEVER = "1601-01-01T00:00:00.000"
_USES = ("", "Notes", "Journal", "Contacts", "Tasks", "Calendar", "Mail")


def is_marked(categories: Iterable[str]) -> bool:
    """Whether our category is among these names; case makes no difference."""
    return any(name.casefold() == CATEGORY.casefold() for name in categories)


def with_mark(categories: Iterable[str]) -> list[str]:
    """The names with our category, all others kept in their order."""
    names = list(categories)
    return names if is_marked(names) else [*names, CATEGORY]


def without_mark(categories: Iterable[str]) -> list[str]:
    """The names without our category in any case, all others kept in their order."""
    return [name for name in categories if name.casefold() != CATEGORY.casefold()]


def colour_of(name: str) -> str:
    """The number of the colour that a category of ours has in Outlook."""
    return _COLOURS.get(name, _ORANGE)


def list_with(stored: bytes | None, names: Iterable[str]) -> bytes | None:
    """The category list with these of ours in their colours, every other row as it was; None when none is missing.

    `stored` is the list as read, None where the mailbox has none yet. A list that cannot be read is left alone: items
    keep their category without a colour, and Outlook repairs its list itself.
    """
    root = etree.Element(f"{{{_NAMESPACE}}}categories", nsmap={None: _NAMESPACE})  # type: ignore[dict-item]  # the stubs forget it
    if stored:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            root = etree.fromstring(stored, parser)
        except etree.XMLSyntaxError:
            return None
    namespace = etree.QName(root).namespace or ""
    row = f"{{{namespace}}}category" if namespace else "category"
    listed = {(element.get("name") or "").casefold() for element in root.iterfind(row)}
    missing = [name for name in names if name.casefold() not in listed]
    if not missing:
        return None
    root.extend(_row(row, name) for name in missing)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _row(tag: str, name: str) -> etree._Element:
    element = etree.Element(tag)
    element.set("name", name)
    element.set("color", colour_of(name))
    element.set("keyboardShortcut", "0")
    element.set("usageCount", "0")
    for use in _USES:
        element.set(f"lastTimeUsed{use}", _NEVER)
    element.set("lastSessionUsed", "0")
    # The same on every computer of the person, so that two of them never add two rows.
    element.set("guid", f"{{{uuid.uuid5(uuid.UUID(PROPERTY_SET_ID), name)}}}".upper())
    element.set("renameOnFirstUse", "0")
    return element
