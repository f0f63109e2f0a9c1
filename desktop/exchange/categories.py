"""The category that marks a shared contact, and the mailbox's list of categories with their colours.

Items carry bare names, compared without case; the colours live in an XML list of the mailbox (MS-OXOCFG 2.2.5.1, the
XmlData of the configuration "CategoryList" on the Calendar folder). It must not know a protocol.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Final

from lxml import etree

from desktop.exchange.link_property import PROPERTY_SET_ID

CATEGORY: Final = "Salesforce"
BLUE: Final = "7"
"""Outlook's number of the colour blue."""
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


def list_with_category(stored: bytes | None) -> bytes | None:
    """The category list with ours in blue, every other row as it was; None when nothing is to be written.

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
    if is_marked(element.get("name") or "" for element in root.iterfind(row)):
        return None
    root.append(_row(row))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _row(tag: str) -> etree._Element:
    element = etree.Element(tag)
    element.set("name", CATEGORY)
    element.set("color", BLUE)
    element.set("keyboardShortcut", "0")
    element.set("usageCount", "0")
    for use in _USES:
        element.set(f"lastTimeUsed{use}", _NEVER)
    element.set("lastSessionUsed", "0")
    # The same on every computer of the person, so that two of them never add two rows.
    element.set("guid", f"{{{uuid.uuid5(uuid.UUID(PROPERTY_SET_ID), CATEGORY)}}}".upper())
    element.set("renameOnFirstUse", "0")
    return element
