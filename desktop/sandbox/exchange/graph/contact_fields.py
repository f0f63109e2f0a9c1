"""The properties of a Graph contact: which of the store's keys stand behind each, and how they read.

https://learn.microsoft.com/graph/api/resources/contact - one mobile number, two of business, two of home; what else a
contact has is reached by extended properties only. It knows the store and alters nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.sandbox.exchange.derived import TITLE, body_text, value_of
from desktop.sandbox.exchange.items import Item

_ADDRESS_SET = "00062004-0000-0000-c000-000000000046"
TEXTS = {
    "fileAs": "contacts:FileAs",
    "displayName": "contacts:DisplayName",
    "givenName": "contacts:GivenName",
    "initials": "contacts:Initials",
    "middleName": "contacts:MiddleName",
    "nickName": "contacts:Nickname",
    "surname": "contacts:Surname",
    "title": TITLE,
    "yomiGivenName": f"ext:{_ADDRESS_SET}/32812:String",
    "yomiSurname": f"ext:{_ADDRESS_SET}/32813:String",
    "yomiCompanyName": f"ext:{_ADDRESS_SET}/32814:String",
    "generation": "contacts:Generation",
    "jobTitle": "contacts:JobTitle",
    "companyName": "contacts:CompanyName",
    "department": "contacts:Department",
    "officeLocation": "contacts:OfficeLocation",
    "profession": "contacts:Profession",
    "businessHomePage": "contacts:BusinessHomePage",
    "assistantName": "contacts:AssistantName",
    "manager": "contacts:Manager",
    "mobilePhone": "contacts:PhoneNumber/MobilePhone",
    "spouseName": "contacts:SpouseName",
}
LISTS = {
    "imAddresses": tuple(f"contacts:ImAddress/ImAddress{number}" for number in (1, 2, 3)),
    "homePhones": ("contacts:PhoneNumber/HomePhone", "contacts:PhoneNumber/HomePhone2"),
    "businessPhones": ("contacts:PhoneNumber/BusinessPhone", "contacts:PhoneNumber/BusinessPhone2"),
}
STRINGS = {"categories": "item:Categories", "children": "contacts:Children"}
ADDRESSES = {"homeAddress": "Home", "businessAddress": "Business", "otherAddress": "Other"}
ADDRESS_PARTS = {
    "street": "Street",
    "city": "City",
    "state": "State",
    "countryOrRegion": "CountryOrRegion",
    "postalCode": "PostalCode",
}
# Behind each address: the key of the address itself, and of the name that is shown for it (PidLidEmail1DisplayName).
EMAILS = tuple(
    (f"contacts:EmailAddress/EmailAddress{number + 1}", f"ext:{_ADDRESS_SET}/{0x8080 + 16 * number}:String")
    for number in range(3)
)
READ_ONLY = ("id", "createdDateTime", "lastModifiedDateTime", "changeKey", "parentFolderId")
_ORDER = (
    "createdDateTime lastModifiedDateTime changeKey categories parentFolderId birthday fileAs displayName givenName "
    "initials middleName nickName surname title yomiGivenName yomiSurname yomiCompanyName generation imAddresses "
    "jobTitle companyName department officeLocation profession businessHomePage assistantName manager homePhones "
    "mobilePhone businessPhones spouseName personalNotes children emailAddresses homeAddress businessAddress "
    "otherAddress"
)
NAMES = tuple(_ORDER.split())
"""Every property but the id, in the order of answers."""


def address_key(name: str, part: str) -> str:
    """The store's key of one part of an address, both by Graph's names."""
    return f"contacts:PhysicalAddress:{ADDRESS_PARTS[part]}/{ADDRESSES[name]}"


def _text(key: str) -> Callable[[Item], str | None]:
    def read(item: Item) -> str | None:
        value = value_of(item, key)
        return value if isinstance(value, str) else None

    return read


def _entries(keys: tuple[str, ...]) -> Callable[[Item], list[str]]:
    return lambda item: [text for text in (item.text(key) for key in keys) if text]


def _strings(key: str) -> Callable[[Item], list[str]]:
    def read(item: Item) -> list[str]:
        value = item.properties.get(key, [])
        return list(value) if isinstance(value, list) else [value]

    return read


def _address(name: str) -> Callable[[Item], dict[str, str]]:
    keys = [(part, address_key(name, part)) for part in ADDRESS_PARTS]
    return lambda item: {part: text for part, text in ((part, item.text(key)) for part, key in keys) if text}


def _emails(item: Item) -> list[dict[str, str]]:
    found = []
    for key, name_key in EMAILS:
        address = item.text(key)
        if address:
            found.append({"name": item.text(name_key) or address, "address": address})
    return found


READERS: dict[str, Callable[[Item], Any]] = {
    **{name: _text(key) for name, key in TEXTS.items()},
    **{name: _entries(keys) for name, keys in LISTS.items()},
    **{name: _strings(key) for name, key in STRINGS.items()},
    **{name: _address(name) for name in ADDRESSES},
    "createdDateTime": lambda item: item.created,
    "lastModifiedDateTime": lambda item: item.modified,
    "birthday": _text("contacts:Birthday"),
    "personalNotes": body_text,
    "emailAddresses": _emails,
}
"""How each property reads; those that name versions and folders are the shape's."""
