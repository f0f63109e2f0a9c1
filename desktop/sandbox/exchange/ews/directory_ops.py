"""The EWS operations beside items and folders: ConvertId, ResolveNames, GetServerTimeZones."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from lxml import etree

from desktop.sandbox.exchange.derived import value_of
from desktop.sandbox.exchange.ews.answers import answer, leaf
from desktop.sandbox.exchange.ews.paths import folder_of
from desktop.sandbox.exchange.ews.shapes import ItemShape
from desktop.sandbox.exchange.ews.soap import M, T, local_name, part, violation
from desktop.sandbox.exchange.ews.zones import ZONES, Zone
from desktop.sandbox.exchange.fields import EMAIL_KEYS
from desktop.sandbox.exchange.items import Item
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.refusals import Refusal

_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_MOST_NAMES = 100


def convert_id(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """ConvertId: ids between EWS's own format and the store's entry ids."""
    target = request.get("DestinationFormat", "")

    def convert(element: etree._Element) -> list[etree._Element]:
        if local_name(element) != "AlternateId":
            raise Refusal("ErrorInvalidOperation", "This mailbox has no public folders.")
        identifier = _to_ews(mailbox, element.get("Id", ""), element.get("Format", ""))
        converted = _from_ews(mailbox, identifier, target)
        attributes = {"Format": target, "Id": converted, "Mailbox": element.get("Mailbox", "")}
        result = etree.Element(f"{M}AlternateId", attributes)
        result.set(_TYPE, "t:AlternateIdType")
        return [result]

    return answer("ConvertId", part(request, "SourceIds"), convert)


def _to_ews(mailbox: Mailbox, text: str, source: str) -> str:
    try:
        match source:
            case "EwsId" | "EwsLegacyId":
                mailbox.ledger.kind_of(text)
                return text
            case "HexEntryId":
                return mailbox.ledger.from_entry_id(bytes.fromhex(text))
            case "OwaId":
                return mailbox.ledger.from_entry_id(base64.urlsafe_b64decode(text))
            case _:
                return mailbox.ledger.from_entry_id(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError) as problem:
        raise Refusal("ErrorInvalidIdMalformed") from problem


def _from_ews(mailbox: Mailbox, identifier: str, target: str) -> str:
    entry = mailbox.ledger.entry_id(identifier)
    match target:
        case "EwsId" | "EwsLegacyId":
            return identifier
        case "HexEntryId":
            return entry.hex().upper()
        case "OwaId":
            return base64.urlsafe_b64encode(entry).decode()
        case _:
            return base64.b64encode(entry).decode()


def resolve_names(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """ResolveNames: people whose name or address begins with the entry, in the contacts folders and the directory."""
    full = request.get("ReturnFullContactData") in ("true", "1")
    shape_element = etree.Element(f"{M}ItemShape")
    etree.SubElement(shape_element, f"{T}BaseShape").text = request.get("ContactDataShape", "Default")
    shape = ItemShape(mailbox, shape_element, lean=True)

    def resolve(entry: str) -> list[etree._Element]:
        found = list(_matching(mailbox, request, entry.removeprefix("smtp:").casefold()))
        if not found:
            raise Refusal("ErrorNameResolutionNoResults")
        shown = found[:_MOST_NAMES]
        attributes = {
            "TotalItemsInView": str(len(found)),
            "IncludesLastItemInRange": "true" if len(shown) == len(found) else "false",
        }
        resolutions = etree.Element(f"{M}ResolutionSet", attributes)
        for name, address, item in shown:
            resolution = etree.SubElement(resolutions, f"{T}Resolution")
            _write_mailbox(mailbox, resolution, (name, address, item))
            if full and item is not None:
                resolution.append(shape.write(item))
        return [resolutions]

    result = answer("ResolveNames", [request.findtext(f"{M}UnresolvedEntry") or ""], resolve)
    message = result[0][0]
    resolutions = message.find(f"{M}ResolutionSet")
    if resolutions is not None and len(resolutions) > 1:
        _warn_of_several(message)
    return result


def _warn_of_several(message: etree._Element) -> None:
    """Several people are a warning, not an error, and its parts stand before the people."""
    message.set("ResponseClass", "Warning")
    message[0].text = "ErrorNameResolutionMultipleResults"
    message.insert(0, leaf("MessageText", "Multiple results were found."))
    message.insert(2, leaf("DescriptiveLinkKey", "0"))


def _write_mailbox(mailbox: Mailbox, parent: etree._Element, person: tuple[str, str, Item | None]) -> None:
    name, address, item = person
    element = etree.SubElement(parent, f"{T}Mailbox")
    etree.SubElement(element, f"{T}Name").text = name
    etree.SubElement(element, f"{T}EmailAddress").text = address
    etree.SubElement(element, f"{T}RoutingType").text = "SMTP"
    etree.SubElement(element, f"{T}MailboxType").text = "Mailbox" if item is None else "Contact"
    if item is not None:
        key = mailbox.items.change_key(item)
        etree.SubElement(element, f"{T}ItemId", {"Id": item.id, "ChangeKey": key})


def _matching(mailbox: Mailbox, request: etree._Element, entry: str) -> Iterator[tuple[str, str, Item | None]]:
    scope = request.get("SearchScope", "ActiveDirectoryContacts")
    own = (mailbox.display_name, mailbox.email)
    if "ActiveDirectory" in scope and any(_begins(text, entry) for text in own):
        yield (*own, None)
    if "Contacts" not in scope:
        return
    holder = request.find(f"{M}ParentFolderIds")
    folders = [folder_of(mailbox, element) for element in holder] if holder is not None else []
    for folder in folders or [mailbox.folders.distinguished("contacts")]:
        for item in mailbox.items.within(folder):
            name = str(value_of(item, "contacts:DisplayName") or "")
            for key in EMAIL_KEYS:
                address = item.text(f"contacts:EmailAddress/{key}")
                if address and (_begins(name, entry) or _begins(address, entry)):
                    yield name, address, item


def _begins(text: str, entry: str) -> bool:
    folded = text.casefold()
    return folded.startswith(entry) or any(word.startswith(entry) for word in folded.split())


def get_server_time_zones(mailbox: Mailbox, request: etree._Element) -> etree._Element:
    """GetServerTimeZones: the zones asked for by id, or all that this server knows."""
    wanted = [element.text or "" for element in request.iterfind(f"{M}Ids/*")]
    full = request.get("ReturnFullTimeZoneData", "true") in ("true", "1")

    def zones(_: str) -> list[etree._Element]:
        definitions = etree.Element(f"{M}TimeZoneDefinitions")
        for zone in ZONES:
            if not wanted or zone.id in wanted:
                _write_zone(definitions, zone, full)
        return [definitions]

    if request.find(f"{M}Ids") is not None and not wanted:
        raise violation("The element 'Ids' has incomplete content.", request)
    return answer("GetServerTimeZones", [""], zones, "TimeZoneDefinitions")


def _write_zone(parent: etree._Element, zone: Zone, full: bool) -> None:
    element = etree.SubElement(parent, f"{T}TimeZoneDefinition", {"Id": zone.id, "Name": zone.name})
    if not full:
        return
    periods = etree.SubElement(element, f"{T}Periods")
    names = ("Standard", "Daylight") if zone.daylight else ("Standard",)
    for name in names:
        bias = zone.bias_min - (60 if name == "Daylight" else 0)
        text = f"{'-' if bias < 0 else ''}PT{abs(bias)}M"
        etree.SubElement(periods, f"{T}Period", {"Bias": text, "Name": name, "Id": f"trule:{zone.id}/1-{name}"})
    groups = etree.SubElement(element, f"{T}TransitionsGroups")
    group = etree.SubElement(groups, f"{T}TransitionsGroup", {"Id": "0"})
    for name in names:
        rule = zone.daylight[names.index(name) - 1] if zone.daylight else None
        tag = "Transition" if rule is None else "RecurringDayTransition"
        transition = etree.SubElement(group, f"{T}{tag}")
        etree.SubElement(transition, f"{T}To", {"Kind": "Period"}).text = f"trule:{zone.id}/1-{name}"
        if rule is not None:
            month, occurrence, hour = rule
            etree.SubElement(transition, f"{T}TimeOffset").text = f"PT{hour}H"
            etree.SubElement(transition, f"{T}Month").text = str(month)
            etree.SubElement(transition, f"{T}DayOfWeek").text = "Sunday"
            etree.SubElement(transition, f"{T}Occurrence").text = str(occurrence)
    transitions = etree.SubElement(element, f"{T}Transitions")
    transition = etree.SubElement(transitions, f"{T}Transition")
    etree.SubElement(transition, f"{T}To", {"Kind": "Group"}).text = "0"
