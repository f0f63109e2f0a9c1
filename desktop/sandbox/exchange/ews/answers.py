"""Response messages: one for each unit of a request, each a success or an error by itself, in the schema's order.

It knows how an outcome is written, not what the operations do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from lxml import etree

from desktop.sandbox.exchange.ews.soap import M, T, new_answer
from desktop.sandbox.exchange.refusals import Refusal
from desktop.sandbox.mishaps import trouble

Unit = TypeVar("Unit")
_WHOLE_REQUEST = ("ErrorSchemaValidation", "ErrorServerBusy")


def answer(
    operation: str,
    units: Iterable[Unit],
    act: Callable[[Unit], Sequence[etree._Element]],
    required: str = "",
) -> etree._Element:
    """One response message for each unit, holding what `act` returns; a Refusal becomes that unit's error.

    `required` names the container that the schema wants even in an error.
    """
    root = new_answer(operation)
    messages = etree.SubElement(root, f"{M}ResponseMessages")
    for unit in units:
        message = etree.SubElement(messages, f"{M}{operation}ResponseMessage")
        try:
            if refused := trouble.of_next_item():
                raise Refusal(refused.code)
            content = act(unit)
        except Refusal as refusal:
            if refusal.code in _WHOLE_REQUEST:
                raise
            _write_error(message, refusal)
            if required:
                etree.SubElement(message, f"{M}{required}")
        else:
            message.set("ResponseClass", "Success")
            etree.SubElement(message, f"{M}ResponseCode").text = "NoError"
            message.extend(content)
    return root


def _write_error(message: etree._Element, refusal: Refusal) -> None:
    message.set("ResponseClass", "Error")
    etree.SubElement(message, f"{M}MessageText").text = refusal.text
    etree.SubElement(message, f"{M}ResponseCode").text = refusal.code
    etree.SubElement(message, f"{M}DescriptiveLinkKey").text = "0"
    if refusal.values:
        message_xml = etree.SubElement(message, f"{M}MessageXml")
        for name, value in refusal.values.items():
            etree.SubElement(message_xml, f"{T}Value", {"Name": name}).text = value


def container(name: str, children: Iterable[etree._Element] = ()) -> etree._Element:
    """A messages-namespace element around others, for example `Items`."""
    element = etree.Element(f"{M}{name}")
    element.extend(children)
    return element


def leaf(name: str, text: str) -> etree._Element:
    """A messages-namespace element with text."""
    element = etree.Element(f"{M}{name}")
    element.text = text
    return element
