"""The mailbox's list of categories over EWS: ours are put into it where they are missing.

https://learn.microsoft.com/exchange/client-developer/web-service-reference/getuserconfiguration-operation
Must not know what a category means.
"""

from __future__ import annotations

import base64
import binascii
import logging
from collections.abc import Sequence

from lxml import etree

from desktop.exchange.categories import list_with
from desktop.exchange.ews.errors import NOT_FOUND
from desktop.exchange.ews.soap import M, Message, T, add, add_folder, request
from desktop.exchange.ews.wire import Wire

log = logging.getLogger(__name__)

_CALENDAR = "@calendar"
_CONFIGURATION = "CategoryList"


def ensure_categories(wire: Wire, names: Sequence[str]) -> None:
    """Put categories of ours into the list, in their colours, with every other row as it was. Raises PortFault.

    A refusal by Exchange is no fault: items carry the name of the category also without the list.
    """
    payload = request("GetUserConfiguration")
    _name(payload, f"{M}UserConfigurationName")
    add(payload, f"{M}UserConfigurationProperties", "XmlData")
    message = wire.call(payload)[0]
    if message.ok:
        _write(wire, "UpdateUserConfiguration", list_with(_stored(message), names))
    elif message.code in NOT_FOUND:
        _write(wire, "CreateUserConfiguration", list_with(None, names))
    else:
        log.info("the category list cannot be read: %s", message.code)


def _stored(message: Message) -> bytes | None:
    text = message.element.findtext(f"{M}UserConfiguration/{T}XmlData")
    try:
        return base64.b64decode(text) if text else None
    except binascii.Error:
        return b"unreadable"


def _write(wire: Wire, operation: str, content: bytes | None) -> None:
    if content is None:
        return
    payload = request(operation)
    configuration = add(payload, f"{M}UserConfiguration")
    _name(configuration, f"{T}UserConfigurationName")
    add(configuration, f"{T}XmlData", base64.b64encode(content).decode())
    message = wire.call(payload)[0]
    if not message.ok:
        log.info("the category list cannot be written: %s", message.code)


def _name(parent: etree._Element, tag: str) -> None:
    add_folder(add(parent, tag, Name=_CONFIGURATION), _CALENDAR)
