"""The fields of a contact in Graph: where each native field stands, both directions.

What Graph's contact has no property for, and every phone of which Graph knows only a place in a list, is an extended
property of the mailbox's store (MS-OXPROPS), so that each label keeps its own value. Addresses of e-mail are read from
such properties too, and written as Graph's list wherever that can say the same.
https://learn.microsoft.com/graph/api/resources/contact
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from desktop.core.record import NativeFields, Scalar
from desktop.core.values import clean
from desktop.exchange.contact_fields import (
    ADDRESS_LABELS,
    ADDRESS_PARTS,
    EMAIL_LABELS,
    LENGTH_LIMIT,
    PHONE_LABELS,
    UNLIMITED,
    date_to_instant,
    instant_to_date,
)
from desktop.exchange.graph.calls import Json

_TEXTS: Final = {
    "GivenName": "givenName",
    "Surname": "surname",
    "DisplayName": "displayName",
    "CompanyName": "companyName",
    "JobTitle": "jobTitle",
    "Department": "department",
    "AssistantName": "assistantName",
    "Body": "personalNotes",
    "Birthday": "birthday",
    "PhoneNumbers/MobilePhone": "mobilePhone",
}
_PHONE_TAGS: Final = {
    "AssistantPhone": "3a2e",
    "BusinessFax": "3a24",
    "BusinessPhone": "3a08",
    "BusinessPhone2": "3a1b",
    "Callback": "3a02",
    "CarPhone": "3a1e",
    "CompanyMainPhone": "3a57",
    "HomeFax": "3a25",
    "HomePhone": "3a09",
    "HomePhone2": "3a2f",
    "Isdn": "3a2d",
    "OtherFax": "3a23",
    "OtherTelephone": "3a1f",
    "Pager": "3a21",
    "PrimaryPhone": "3a1a",
    "RadioPhone": "3a1d",
    "Telex": "3a2c",
    "TtyTddPhone": "3a4b",
}
_ADDRESSES: Final = {"Business": "businessAddress", "Home": "homeAddress", "Other": "otherAddress"}
_PARTS: Final = {part: part[0].lower() + part[1:] for part in ADDRESS_PARTS}
_ADDRESS_SET = "String {00062004-0000-0000-c000-000000000046} Id 0x"
_SHOWN, _TYPE, _ADDRESS, _ORIGINAL = 0, 2, 3, 4
"""Places of the properties of one e-mail address, counted from the first of its slot."""
_SLOTS: Final = (0x8080, 0x8090, 0x80A0)
_NAME_PARTS: Final = ("GivenName", "Surname")


@dataclass(frozen=True, slots=True)
class ContactField:
    """One native field: `property` is Graph's name (`part`: of an address), or `extended` the id of a property."""

    name: str
    property: str = ""
    part: str = ""
    extended: str = ""


def _email(slot: int, what: int) -> str:
    return f"{_ADDRESS_SET}{_SLOTS[slot] + what:x}"


_FIELDS: Final = (
    *(ContactField(name, own) for name, own in _TEXTS.items()),
    *(ContactField(f"PhoneNumbers/{label}", extended=f"String 0x{tag}") for label, tag in _PHONE_TAGS.items()),
    *(
        ContactField(f"EmailAddresses/{label}", extended=_email(slot, _ADDRESS))
        for slot, label in enumerate(EMAIL_LABELS)
    ),
    *(
        ContactField(f"PhysicalAddresses/{label}/{part}", _ADDRESSES[label], _PARTS[part])
        for label in ADDRESS_LABELS
        for part in ADDRESS_PARTS
    ),
)
FIELDS: Final[Mapping[str, ContactField]] = {field.name: field for field in _FIELDS}
MAX_LENGTHS: Final = {name: LENGTH_LIMIT for name in FIELDS if name.rpartition("/")[2] not in UNLIMITED}
PHONES: Final = frozenset(PHONE_LABELS)
EVERY_EXTENDED: Final = (
    *(field.extended for field in _FIELDS if field.extended),
    *(_email(slot, what) for slot in range(len(_SLOTS)) for what in (_SHOWN, _TYPE, _ORIGINAL)),
    "SystemTime 0x3a41",
)
"""What a copy of a contact must carry besides Graph's own properties; the last is the wedding anniversary."""
LISTED_TWICE: Final = ("businessPhones", "homePhones")
"""Graph's lists of what `EVERY_EXTENDED` names one by one."""


def extended_values(entity: Json) -> dict[str, str]:
    """The extended properties of an entity by their ids in lower case."""
    found = entity.get("singleValueExtendedProperties") or ()
    return {str(each.get("id", "")).lower(): str(each["value"]) for each in found if each.get("value") is not None}


class FieldReader:
    """Reads the wanted native fields of a contact; built once, used for every item."""

    def __init__(self, names: Iterable[str]) -> None:
        self.fields = tuple(FIELDS[name] for name in names if name in FIELDS)
        self.properties = tuple(dict.fromkeys(field.property for field in self.fields if field.property))
        self.extended = tuple(field.extended for field in self.fields if field.extended)

    def read(self, entity: Json) -> dict[str, Scalar]:
        """Every wanted field, None where the item has nothing. An e-mail that is no SMTP address is left out."""
        extended = extended_values(entity)
        found: dict[str, Scalar] = {}
        for field in self.fields:
            text = extended.get(field.extended.lower()) if field.extended else _text(entity, field)
            if field.name.startswith("EmailAddresses/") and text and "@" not in text:
                # An address of the organisation's directory in X.500 form: nothing that another system can use.
                continue
            found[field.name] = instant_to_date(text) if text and field.name == "Birthday" else text or None
        return found


def needs_present(patch: NativeFields) -> bool:
    """Whether a patch can only be written by somebody who knows how the contact is now."""
    grouped = any(name.startswith(("EmailAddresses/", "PhysicalAddresses/")) for name in patch)
    return grouped or ("DisplayName" not in patch and any(name in patch for name in _NAME_PARTS))


PRESENT: Final = FieldReader(
    [name for name in FIELDS if name.startswith(("EmailAddresses/", "PhysicalAddresses/"))]
    + ["DisplayName", *_NAME_PARTS]
)
"""Reads what `written` must know of a contact where a patch `needs_present`."""
PRESENT_BESIDES: Final = ("middleName", "generation", "emailAddresses")


def written(patch: NativeFields, present: Json | None = None) -> dict[str, Any]:
    """The body that writes these fields and no others; nothing left of a text clears it.

    `present` is the contact as it is now, None for a new one. Raises ValueError for a name that is not ours, and for a
    birthday that is no ISO date.
    """
    unknown = patch.keys() - FIELDS.keys()
    if unknown:
        raise ValueError(f"not fields of a contact: {sorted(unknown)}")
    texts = {name: clean(str(value or "")) or None for name, value in patch.items()}
    if present is None:
        texts = {name: text for name, text in texts.items() if text is not None}
    body: dict[str, Any] = {}
    extended: dict[str, str | None] = {}
    for name, text in texts.items():
        field = FIELDS[name]
        if field.part:
            body.setdefault(field.property, _address(field.property, present))[field.part] = text
        elif field.property:
            body[field.property] = date_to_instant(text) if text and name == "Birthday" else text
        elif not name.startswith("EmailAddresses/"):
            extended[field.extended] = text
    _add_emails(texts, present, body, extended)
    _keep_display_name(texts, present, body)
    if extended:
        body["singleValueExtendedProperties"] = [{"id": name, "value": text} for name, text in extended.items()]
    return body


def has_gap(entity: Json) -> bool:
    """Whether a contact lacks an address before one that it has, which Graph's list cannot say."""
    slots = _slots(entity)
    return any(later and not sooner for sooner, later in pairwise(slots))


def is_of_email(extended: str) -> bool:
    """Whether an extended property belongs to an address of e-mail."""
    names = (_email(slot, what) for slot in range(len(_SLOTS)) for what in (_SHOWN, _TYPE, _ADDRESS, _ORIGINAL))
    return extended.lower() in (name.lower() for name in names)


def _text(entity: Json, field: ContactField) -> str | None:
    value = entity.get(field.property)
    if field.part:
        value = value.get(field.part) if isinstance(value, dict) else None
    return value if isinstance(value, str) else None


def _address(name: str, present: Json | None) -> dict[str, str | None]:
    """All parts of an address as it is now, since it is not documented whether one that is left out stays."""
    if present is None:
        return {}
    now = present.get(name)
    return {part: now.get(part) or None if isinstance(now, dict) else None for part in _PARTS.values()}


def _slots(entity: Json | None) -> list[str | None]:
    extended = extended_values(entity or {})
    return [extended.get(_email(slot, _ADDRESS).lower()) or None for slot in range(len(_SLOTS))]


def _add_emails(
    texts: Mapping[str, str | None], present: Json | None, body: dict[str, Any], extended: dict[str, str | None]
) -> None:
    names = [f"EmailAddresses/{label}" for label in EMAIL_LABELS]
    if not any(name in texts for name in names):
        return
    before = _slots(present)
    after = [texts.get(name) if name in texts else old for name, old in zip(names, before, strict=True)]
    filled = [address for address in after if address]
    if after[: len(filled)] == filled and all("@" in address for address in filled):
        shown = _shown_names(present, before)
        body["emailAddresses"] = [
            {"address": address, "name": shown.get((slot, address), address)} for slot, address in enumerate(filled)
        ]
        return
    for slot, (name, address) in enumerate(zip(names, after, strict=True)):
        if name in texts:
            kind = "SMTP" if address else None
            for what, text in ((_SHOWN, address), (_TYPE, kind), (_ADDRESS, address), (_ORIGINAL, address)):
                extended[_email(slot, what)] = text


def _shown_names(present: Json | None, before: list[str | None]) -> dict[tuple[int, str], str]:
    """The names that are shown for addresses now, by slot and address, so that an address that stays keeps its own."""
    entries = (present or {}).get("emailAddresses") or ()
    filled = [(slot, address) for slot, address in enumerate(before) if address]
    told = {str(entry.get("address")): str(entry.get("name") or "") for entry in entries if isinstance(entry, dict)}
    return {(slot, address): told[address] for slot, address in filled if told.get(address)}


def _keep_display_name(texts: Mapping[str, str | None], present: Json | None, body: dict[str, Any]) -> None:
    """Send the display name along where it is the person's own: Graph makes it anew from the parts of the name."""
    if present is None or "DisplayName" in texts or not any(name in texts for name in _NAME_PARTS):
        return
    shown = present.get("displayName")
    parts = [present.get(name) for name in ("givenName", "middleName", "surname", "generation")]
    if shown and shown != " ".join(part for part in parts if part):
        body["displayName"] = shown
