"""The category list of the mailbox over Graph: the same list that EWS keeps as a user configuration.

https://learn.microsoft.com/graph/api/resources/outlookcategory - a name is given once, only the colour changes later.
"""

from __future__ import annotations

import base64
import uuid
from typing import Any

from lxml import etree

from desktop.sandbox.exchange.configurations import Configuration
from desktop.sandbox.exchange.graph.call import Call, Reply
from desktop.sandbox.exchange.graph.pages import listed
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.refusals import Refusal

_LIST = "CategoryList"
_TAG = "{CategoryList.xsd}category"
_COLOURS = {"none": -1, **{f"preset{number}": number for number in range(25)}}
_NAMES = {number: name for name, number in _COLOURS.items()}
_WHOLE = 1000


def answer_categories(mailbox: Mailbox, call: Call, under: tuple[str, ...]) -> Reply:
    """A request on the category list, or on one category of it."""
    root = _read(mailbox)
    if not under:
        call.expect("GET", "POST")
        if call.method == "POST":
            return _create(mailbox, call, root)
        context = f"users('{mailbox.ledger.guid}')/outlook/masterCategories"
        return listed(call, context, list(root.iter(_TAG)), _written, _WHOLE)
    call.expect("GET", "PATCH", "DELETE")
    element = next((found for found in root.iter(_TAG) if _id(found) == under[0].lower()), None)
    if element is None or len(under) > 1:
        raise Refusal("ErrorItemNotFound")
    if call.method == "DELETE":
        root.remove(element)
        _keep(mailbox, root)
        return Reply(204)
    if call.method == "PATCH":
        if "displayName" in call.members:
            raise Refusal("ErrorInvalidPropertySet", "The name of a category cannot be changed.")
        element.set("color", str(_colour(call.members)))
        _keep(mailbox, root)
    return _entity(mailbox, call, element, 200)


def _read(mailbox: Mailbox) -> etree._Element:
    kept = mailbox.configurations.get(mailbox.folders.distinguished("calendar").id, _LIST)
    return etree.fromstring(base64.b64decode(kept.xml or ""))


def _keep(mailbox: Mailbox, root: etree._Element) -> None:
    xml = base64.b64encode(etree.tostring(root, xml_declaration=True, encoding="utf-8")).decode()
    calendar = mailbox.folders.distinguished("calendar").id
    mailbox.configurations.update(calendar, _LIST, Configuration("", 0, xml=xml))


def _id(element: etree._Element) -> str:
    return (element.get("guid") or "").strip("{}").lower()


def _written(element: etree._Element) -> dict[str, Any]:
    colour = _NAMES.get(int(element.get("color") or -1), "none")
    return {"id": _id(element), "displayName": element.get("name"), "color": colour}


def _colour(body: dict[str, Any]) -> int:
    name = str(body.get("color", "none")).lower()
    if name not in _COLOURS:
        raise Refusal("RequestBodyRead", f"'{name}' is no colour of a category.")
    return _COLOURS[name]


def _create(mailbox: Mailbox, call: Call, root: etree._Element) -> Reply:
    name = call.members.get("displayName")
    if not isinstance(name, str) or not name:
        raise Refusal("ErrorInvalidProperty", "A category must have a display name.")
    if any((found.get("name") or "").casefold() == name.casefold() for found in root.iter(_TAG)):
        raise Refusal("ErrorCategoryExists")
    element = etree.SubElement(root, _TAG, {"name": name, "color": str(_colour(call.members))})
    element.set("keyboardShortcut", "0")
    element.set("guid", f"{{{uuid.uuid5(mailbox.ledger.guid, f'{name} {mailbox.ledger.next_change()}')}}}")
    _keep(mailbox, root)
    return _entity(mailbox, call, element, 201)


def _entity(mailbox: Mailbox, call: Call, element: etree._Element, status: int) -> Reply:
    context = f"{call.root}/$metadata#users('{mailbox.ledger.guid}')/outlook/masterCategories/$entity"
    return Reply(status, {"@odata.context": context, **_written(element)})
