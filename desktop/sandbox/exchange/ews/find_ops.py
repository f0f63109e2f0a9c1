"""FindItem and the paging and restrictions that it shares with FindFolder.

https://learn.microsoft.com/exchange/client-developer/web-service-reference/finditem-operation
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lxml import etree

from desktop.sandbox.exchange import conditions
from desktop.sandbox.exchange.conditions import Condition, Reading
from desktop.sandbox.exchange.derived import value_of
from desktop.sandbox.exchange.ews.answers import answer
from desktop.sandbox.exchange.ews.paths import Path, folder_of, read_path
from desktop.sandbox.exchange.ews.shapes import ItemShape
from desktop.sandbox.exchange.ews.soap import M, T, local_name, part, violation
from desktop.sandbox.exchange.items import Item
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.refusals import Refusal

_UNSEARCHABLE = ("rights", "complete", "entries", "addresses")


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a result that one page shows; `offset` is where the next page begins."""

    first: int
    after: int
    offset: int
    last: bool

    def attributes(self, total: int) -> dict[str, str]:
        """The paging attributes of the answer's container."""
        return {
            "IndexedPagingOffset": str(self.offset),
            "TotalItemsInView": str(total),
            "IncludesLastItemInRange": "true" if self.last else "false",
        }


def window(request: etree._Element, kind: str, total: int, limit: int) -> Window:
    """The window that a request's IndexedPage... or FractionalPage... view asks for; `kind` is Item or Folder."""
    indexed = request.find(f"{M}IndexedPage{kind}View")
    fractional = request.find(f"{M}FractionalPage{kind}View")
    view = indexed if indexed is not None else fractional
    size = limit
    if view is not None and view.get("MaxEntriesReturned") is not None:
        size = min(limit, _number(view, "MaxEntriesReturned"))
        if size < 1:
            raise Refusal("ErrorInvalidPagingMaxRows")
    if fractional is not None:
        above, below = _number(fractional, "Numerator"), _number(fractional, "Denominator")
        if below < 1 or not 0 <= above <= below:
            raise Refusal("ErrorInvalidFractionalPagingParameters", "The fraction is not valid.")
        first = total * above // below
        return Window(first, first + size, min(first + size, total), first + size >= total)
    offset = _number(indexed, "Offset") if indexed is not None else 0
    if offset < 0:
        raise Refusal("ErrorInvalidIndexedPagingParameters")
    if indexed is not None and indexed.get("BasePoint") == "End":
        after = max(0, total - offset)
        first = max(0, after - size)
        return Window(first, after, min(offset + size, total), first == 0)
    return Window(offset, offset + size, min(offset + size, total), offset + size >= total)


def _number(view: etree._Element, name: str) -> int:
    try:
        return int(view.get(name, ""))
    except ValueError as problem:
        raise violation(f"The '{name}' attribute is missing or invalid.", view) from problem


def find_item(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """FindItem: each folder's matching items, sorted and paged."""
    shape = ItemShape(mailbox, part(request, "ItemShape"), lean=True)
    for view in ("SeekToConditionPageItemView", "CalendarView", "ContactsView", "GroupBy", "DistinguishedGroupBy"):
        if request.find(f"{M}{view}") is not None:
            raise Refusal("ErrorUnsupportedQueryFilter", f"This mailbox does not answer searches with {view}.")

    def find(element: etree._Element) -> list[etree._Element]:
        folder = folder_of(mailbox, element)
        condition = condition_of(request.find(f"{M}Restriction"), _reading)
        items: list[Item] = []
        match request.get("Traversal"):
            case "Shallow":
                items = _sorted(mailbox.items.find(folder, condition), request.find(f"{M}SortOrder"))
            case "SoftDeleted":
                items = mailbox.items.find(mailbox.folders.distinguished("recoverableitemsdeletions"), condition)
        page = window(request, "Item", len(items), mailbox.settings.find_page)
        root = etree.Element(f"{M}RootFolder", page.attributes(len(items)))
        found = etree.SubElement(root, f"{T}Items")
        found.extend(shape.write(item) for item in items[page.first : page.after])
        return [root]

    return answer("FindItem", part(request, "ParentFolderIds"), find)


def _reading(path: Path) -> Reading:
    key = path.key
    return lambda item: value_of(item, key)


def _sorted(items: list[Item], order: etree._Element | None) -> list[Item]:
    for field_order in reversed([] if order is None else list(order)):
        path = read_path(field_order[0])
        if path.kind in _UNSEARCHABLE or path.kind == "strings":
            raise Refusal("ErrorUnsupportedPathForSortGroup")
        key = conditions.sort_key(_reading(path), path.kind)
        items = sorted(items, key=key, reverse=field_order.get("Order") == "Descending")
    return items


def condition_of(restriction: etree._Element | None, reading_of: Callable[[Path], Reading]) -> Condition | None:
    """The condition in a Restriction element; None without one. Raises for what cannot be searched."""
    if restriction is None:
        return None
    if len(restriction) != 1:
        raise violation("The element 'Restriction' must hold exactly one search expression.", restriction)
    return _expression(restriction[0], reading_of)


def _expression(element: etree._Element, reading_of: Callable[[Path], Reading]) -> Condition:
    name = local_name(element)
    if name in ("And", "Or", "Not"):
        parts = [_expression(child, reading_of) for child in element]
        if not parts or (name == "Not" and len(parts) != 1):
            raise violation(f"The element '{name}' has invalid content.", element)
        if name == "Not":
            return conditions.negated(parts[0])
        return conditions.every(parts) if name == "And" else conditions.some(parts)
    if name not in (*conditions.COMPARISONS, "Contains", "Exists", "Excludes") or not len(element):
        raise violation(f"The element 'Restriction' has invalid child element '{name}'.", element)
    path = read_path(element[0])
    if path.kind in _UNSEARCHABLE:
        raise Refusal("ErrorUnsupportedPathForQuery")
    reading = reading_of(path)
    if name == "Exists":
        return conditions.exists(reading)
    if len(element) != 2:
        raise violation(f"The element '{name}' has incomplete content.", element)
    if name == "Excludes":
        return conditions.excludes(reading, int(element[1].get("Value", "0"), 0))
    if name == "Contains":
        mode = element.get("ContainmentMode", "Substring")
        return conditions.contains(reading, element[1].get("Value", ""), mode, element.get("ContainmentComparison", ""))
    return _comparison(name, path, reading, (element[1], reading_of))


def _comparison(
    name: str, path: Path, reading: Reading, other: tuple[etree._Element, Callable[[Path], Reading]]
) -> Condition:
    operand, reading_of = other
    if len(operand) != 1:
        raise violation("The element 'FieldURIOrConstant' has invalid content.", operand)
    if local_name(operand[0]) != "Constant":
        return conditions.compare(reading, name, reading_of(read_path(operand[0])), path.kind)
    constant = operand[0].get("Value", "")
    if name == "IsEqualTo" and path.kind in ("text", "strings"):
        return conditions.equals(reading, constant)
    try:
        conditions.comparable(constant, path.kind)
    except ValueError as problem:
        raise Refusal("ErrorInvalidValueForProperty", "The specified value is invalid for property.") from problem

    def fixed(_: Any) -> str:
        return constant

    return conditions.compare(reading, name, fixed, path.kind)
