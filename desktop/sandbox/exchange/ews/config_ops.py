"""The EWS operations on user configurations, which keep the category list among other things.

https://learn.microsoft.com/exchange/client-developer/web-service-reference/getuserconfiguration-operation
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable

from lxml import etree

from desktop.sandbox.exchange.configurations import Configuration, Entry
from desktop.sandbox.exchange.ews.answers import answer
from desktop.sandbox.exchange.ews.paths import folder_in
from desktop.sandbox.exchange.ews.soap import M, T, violation
from desktop.sandbox.exchange.mailbox import Mailbox

_PARTS = ("Id", "Dictionary", "XmlData", "BinaryData", "All")


def get_user_configuration(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """GetUserConfiguration: the asked parts of one configuration."""
    asked = (request.findtext(f"{M}UserConfigurationProperties") or "").split()
    if not asked or any(part not in _PARTS for part in asked):
        raise violation("The 'UserConfigurationProperties' element is invalid.", request)
    wanted = set(_PARTS if "All" in asked else asked)

    def get(name: etree._Element) -> list[etree._Element]:
        kept = mailbox.configurations.get(folder_in(mailbox, name).id, name.get("Name", ""))
        element = etree.Element(f"{M}UserConfiguration")
        echoed = etree.SubElement(element, f"{T}UserConfigurationName", {"Name": name.get("Name", "")})
        etree.SubElement(echoed, name[0].tag, {str(key): str(value) for key, value in name[0].items()})
        if "Id" in wanted:
            key = mailbox.ledger.change_key(kept.change)
            etree.SubElement(element, f"{T}ItemId", {"Id": kept.id, "ChangeKey": key})
        if "Dictionary" in wanted:
            _write_dictionary(etree.SubElement(element, f"{T}Dictionary"), kept)
        for part, text in (("XmlData", kept.xml), ("BinaryData", kept.binary)):
            if part in wanted and text:
                etree.SubElement(element, f"{T}{part}").text = text
        return [element]

    result = answer("GetUserConfiguration", request.findall(f"{M}UserConfigurationName"), get)
    return result if mailbox.settings.wrapped_configuration else _unwrapped(result)


def _unwrapped(result: etree._Element) -> etree._Element:
    """The one message as the answer itself, which is what Microsoft's published schema declares for this answer.

    Microsoft's reference page shows it inside ResponseMessages, and real servers send that; the setting
    `wrapped_configuration` gives that form.
    """
    message = result[0][0]
    message.tag = result.tag
    return message


def _write_dictionary(element: etree._Element, kept: Configuration) -> None:
    for key, value in _entries(kept):
        entry = etree.SubElement(element, f"{T}DictionaryEntry")
        _write_object(etree.SubElement(entry, f"{T}DictionaryKey"), key)
        holder = etree.SubElement(entry, f"{T}DictionaryValue")
        if value is None:
            holder.set("{http://www.w3.org/2001/XMLSchema-instance}nil", "true")
        else:
            _write_object(holder, value)


def _entries(kept: Configuration) -> list[tuple[Entry, Entry | None]]:
    return [] if kept.dictionary is None else list(kept.dictionary.items())


def _write_object(element: etree._Element, value: Entry) -> None:
    etree.SubElement(element, f"{T}Type").text = value[0]
    for text in value[1]:
        etree.SubElement(element, f"{T}Value").text = text


def create_user_configuration(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """CreateUserConfiguration: a new one; a second of the same name is refused."""
    return _store("CreateUserConfiguration", mailbox, request, mailbox.configurations.create)


def update_user_configuration(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """UpdateUserConfiguration: replaces the parts that are given."""
    return _store("UpdateUserConfiguration", mailbox, request, mailbox.configurations.update)


def _store(
    operation: str, mailbox: Mailbox, request: etree._Element, act: Callable[[str, str, Configuration], None]
) -> etree._Element:
    def store(element: etree._Element) -> list[etree._Element]:
        name = element[0]
        content = Configuration(
            "",
            0,
            _read_dictionary(element.find(f"{T}Dictionary")),
            _read_base64(element.find(f"{T}XmlData")),
            _read_base64(element.find(f"{T}BinaryData")),
        )
        act(folder_in(mailbox, name).id, name.get("Name", ""), content)
        return []

    return answer(operation, request.findall(f"{M}UserConfiguration"), store)


def _read_base64(element: etree._Element | None) -> str | None:
    if element is None:
        return None
    text = "".join((element.text or "").split())
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise violation("The value is not valid base64.", element) from problem
    return text


def _read_dictionary(element: etree._Element | None) -> dict[Entry, Entry | None] | None:
    if element is None:
        return None
    found: dict[Entry, Entry | None] = {}
    for entry in element:
        key, value = entry.find(f"{T}DictionaryKey"), entry.find(f"{T}DictionaryValue")
        if key is None or value is None:
            raise violation("The element 'DictionaryEntry' has incomplete content.", entry)
        found[_read_object(key)] = _read_object(value) if len(value) else None
    return found


def _read_object(element: etree._Element) -> Entry:
    values = tuple(child.text or "" for child in element.iterfind(f"{T}Value"))
    return (element.findtext(f"{T}Type") or "", values)


def delete_user_configuration(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """DeleteUserConfiguration: forgets one configuration."""

    def delete(name: etree._Element) -> list[etree._Element]:
        mailbox.configurations.delete(folder_in(mailbox, name).id, name.get("Name", ""))
        return []

    return answer("DeleteUserConfiguration", request.findall(f"{M}UserConfigurationName"), delete)
