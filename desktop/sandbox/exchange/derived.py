"""Values that Exchange works out instead of storing: names, file-as, subject, sizes, defaults.

FileAs follows FileAsMapping (https://learn.microsoft.com/exchange/client-developer/web-service-reference/fileasmapping)
unless it was given; the display name falls back to the parts of the name, then company, then e-mail address. Nothing
here knows XML or where an item is kept.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.sandbox.exchange.bodies import to_text
from desktop.sandbox.exchange.fields import CONTACT, table_of
from desktop.sandbox.exchange.items import Item, Value

TITLE = "ext:0x3A45:String"


def value_of(item: Item, key: str) -> Value | None:
    """The value behind a property key, stored or worked out; None when there is none."""
    rule = _RULES.get(key)
    if rule is not None:
        return rule(item) or None
    return item.properties.get(key)


def consequences(edits: dict[str, Value | None]) -> dict[str, Value | None]:
    """The edits with what Exchange does besides: a new file-as mapping replaces a file-as that was given before."""
    if edits.get("contacts:FileAsMapping", "None") not in (None, "None") and "contacts:FileAs" not in edits:
        return {**edits, "contacts:FileAs": None}
    return edits


def complete_name(item: Item) -> dict[str, str]:
    """The parts of CompleteName that are there, in the schema's order; empty for a nameless contact."""
    parts = {
        "Title": item.text(TITLE),
        "FirstName": item.text("contacts:GivenName"),
        "MiddleName": item.text("contacts:MiddleName"),
        "LastName": item.text("contacts:Surname"),
        "Suffix": item.text("contacts:Generation"),
        "Initials": item.text("contacts:Initials"),
        "FullName": _display_name(item),
        "Nickname": item.text("contacts:Nickname"),
    }
    return {name: text for name, text in parts.items() if text}


def body_text(item: Item) -> str:
    """The body as plain text, whatever it is stored as; lines end in CRLF."""
    body = item.text("item:Body")
    return to_text(body) if item.text("item:Body/Type") == "HTML" else body


def _joined(item: Item, *fields: str) -> str:
    return " ".join(text for text in (item.text(f"contacts:{name}") for name in fields) if text)


def _display_name(item: Item) -> str:
    given = item.text("contacts:DisplayName")
    if given or table_of(item.item_class) is not CONTACT:
        return given
    return (
        _joined(item, "GivenName", "MiddleName", "Surname", "Generation")
        or item.text("contacts:CompanyName")
        or item.text("contacts:EmailAddress/EmailAddress1")
    )


def _file_as_mapping(item: Item) -> str:
    if table_of(item.item_class) is not CONTACT:
        return ""
    stored = item.text("contacts:FileAsMapping")
    return stored or ("None" if item.text("contacts:FileAs") else "LastCommaFirst")


def _file_as(item: Item) -> str:
    given = item.text("contacts:FileAs")
    if given or table_of(item.item_class) is not CONTACT:
        return given
    rule = _FILE_AS.get(_file_as_mapping(item))
    return rule(item) if rule is not None else ""


def _last_comma_first(item: Item) -> str:
    last, first = item.text("contacts:Surname"), _joined(item, "GivenName", "MiddleName")
    return ", ".join(part for part in (last, first) if part) or item.text("contacts:CompanyName")


def _with_company(first: Callable[[Item], str], second: Callable[[Item], str]) -> Callable[[Item], str]:
    def lines(item: Item) -> str:
        return "\r\n".join(part for part in (first(item), second(item)) if part)

    return lines


def _company(item: Item) -> str:
    return item.text("contacts:CompanyName")


def _last_space_first(item: Item) -> str:
    return _joined(item, "Surname", "GivenName", "MiddleName")


def _last_first(item: Item) -> str:
    return "".join(item.text(f"contacts:{name}") for name in ("Surname", "GivenName"))


_FILE_AS: dict[str, Callable[[Item], str]] = {
    "LastCommaFirst": _last_comma_first,
    "FirstSpaceLast": lambda item: _joined(item, "GivenName", "MiddleName", "Surname", "Generation"),
    "Company": _company,
    "LastCommaFirstCompany": _with_company(_last_comma_first, _company),
    "CompanyLastFirst": _with_company(_company, _last_first),
    "LastFirst": _last_first,
    "LastFirstCompany": _with_company(_last_first, _company),
    "CompanyLastCommaFirst": _with_company(_company, _last_comma_first),
    "LastFirstSuffix": lambda item: _last_first(item) + item.text("contacts:Generation"),
    "LastSpaceFirstCompany": _with_company(_last_space_first, _company),
    "CompanyLastSpaceFirst": _with_company(_company, _last_space_first),
    "LastSpaceFirst": _last_space_first,
    "DisplayName": _display_name,
    "FirstName": lambda item: item.text("contacts:GivenName"),
    "LastFirstMiddleSuffix": lambda item: _joined(item, "Surname", "GivenName", "MiddleName", "Generation"),
    "LastName": lambda item: item.text("contacts:Surname"),
}


def _size(item: Item) -> str:
    return str(600 + sum(len(value) * 2 for value in item.properties.values()))


def _stored_or(key: str, fallback: str) -> Callable[[Item], str]:
    return lambda item: item.text(key) or fallback


def _for_contacts(value: str) -> Callable[[Item], str]:
    return lambda item: value if table_of(item.item_class) is CONTACT else ""


_RULES: dict[str, Callable[[Item], str]] = {
    "item:ItemId": lambda item: item.id,
    "item:ParentFolderId": lambda item: item.folder_id,
    "item:ItemClass": lambda item: item.item_class,
    "item:Subject": lambda item: item.text("item:Subject") or _display_name(item),
    "item:Sensitivity": _stored_or("item:Sensitivity", "Normal"),
    "item:Importance": _stored_or("item:Importance", "Normal"),
    "item:TextBody": body_text,
    "item:Size": _size,
    "item:DateTimeReceived": lambda item: item.created,
    "item:DateTimeSent": lambda item: item.created,
    "item:DateTimeCreated": lambda item: item.created,
    "item:LastModifiedTime": lambda item: item.modified,
    "item:ReminderIsSet": _stored_or("item:ReminderIsSet", "false"),
    "item:ReminderMinutesBeforeStart": _stored_or("item:ReminderMinutesBeforeStart", "0"),
    "item:HasAttachments": lambda item: "false",
    "item:IsAssociated": lambda item: "false",
    "item:IsSubmitted": lambda item: "false",
    "item:IsDraft": lambda item: "false",
    "item:IsFromMe": lambda item: "false",
    "item:IsResend": lambda item: "false",
    "item:IsUnmodified": lambda item: "false",
    "item:Culture": _stored_or("item:Culture", "en-US"),
    "contacts:DisplayName": _display_name,
    "contacts:FileAs": _file_as,
    "contacts:FileAsMapping": _file_as_mapping,
    "contacts:ContactSource": _for_contacts("Store"),
    "contacts:HasPicture": _for_contacts("false"),
    "contacts:PostalAddressIndex": _stored_or("contacts:PostalAddressIndex", "None"),
}
