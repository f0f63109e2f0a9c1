"""The judge: reads both servers afresh and says where they disagree.

Exists as a witness who shares nothing with the program: neither its ends nor its mirror nor its field maps. It has its
own table of the fields that must be equal, and its own idea of when two texts are.
"""

# ruff: noqa: S608 - the query is of a simulated org; its parts are names of ours and an id
from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from desktop.sandbox.people import full_name
from desktop.sandbox.visitor import DEFAULT_CONTACTS, ExchangeVisitor, SalesforceVisitor, T

SHARED_FOLDER, CATEGORY = "Salesforce Contacts", "Salesforce"

# What a person calls the field; Salesforce's name; where it stands in the item's XML.
_PHONE, _ADDRESS = "PhoneNumbers/{}", "PhysicalAddresses/{}/{}"
_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("first name", "FirstName", "GivenName"),
    ("last name", "LastName", "Surname"),
    ("company", "Account.Name", "CompanyName"),
    ("title", "Title", "JobTitle"),
    ("department", "Department", "Department"),
    ("e-mail", "Email", "EmailAddresses/EmailAddress1"),
    ("business phone", "Phone", _PHONE.format("BusinessPhone")),
    ("mobile phone", "MobilePhone", _PHONE.format("MobilePhone")),
    ("home phone", "HomePhone", _PHONE.format("HomePhone")),
    ("other phone", "OtherPhone", _PHONE.format("OtherTelephone")),
    ("fax", "Fax", _PHONE.format("BusinessFax")),
    ("assistant", "AssistantName", "AssistantName"),
    ("assistant's phone", "AssistantPhone", _PHONE.format("AssistantPhone")),
    ("birthday", "Birthdate", "Birthday"),
    *(
        (f"{label} {field}", f"{prefix}{salesforce}", _ADDRESS.format(entry, part))
        for label, prefix, entry in (("mailing", "Mailing", "Business"), ("other", "Other", "Other"))
        for field, salesforce, part in (
            ("street", "Street", "Street"),
            ("city", "City", "City"),
            ("state", "State", "State"),
            ("postal code", "PostalCode", "PostalCode"),
            ("country", "Country", "CountryOrRegion"),
        )
    ),
    ("note", "Description", "Body"),
)


@dataclass(frozen=True, slots=True)
class _Person:
    """One contact of either side: its name for people, whether it is marked, its fields in the judge's normal form."""

    name: str
    marked: bool
    fields: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        return self.fields[0].casefold(), self.fields[1].casefold()


class Judge:
    """Compares the two servers of a ready file, and the personal contacts with what they were at the start."""

    def __init__(self, ready: Mapping[str, Any]) -> None:
        self._salesforce = SalesforceVisitor(ready["salesforce"], ready["ca_file"])
        self._exchange = ExchangeVisitor(ready["exchange"], ready["ca_file"])
        self._personal: dict[str, bytes] = {}

    def remember_personal(self) -> int:
        """Keep every contact of the default contacts folder as it is now, to the last byte; how many there are."""
        self._personal = self._default_folder()
        return len(self._personal)

    def disagreements(self, excused: Collection[str] = ()) -> list[str]:
        """One sentence a difference; empty when the servers agree. `excused` names contacts that may differ."""
        names = {name.casefold() for name in excused}
        mine = [person for person in self._of_salesforce() if person.name.casefold() not in names]
        theirs = [person for person in self._of_folder() if person.name.casefold() not in names]
        return [*_unmarked(theirs), *_compare(mine, theirs), *self._strays(names), *self._touched()]

    def shared(self) -> tuple[int, int]:
        """How many contacts there are: the user's in Salesforce, and in the shared folder."""
        return len(self._of_salesforce()), len(self._of_folder())

    def _of_salesforce(self) -> list[_Person]:
        wanted = ", ".join(["Id", "Name", *(name for _, name, _ in _FIELDS)])
        rows = self._salesforce.query(f"SELECT {wanted} FROM Contact WHERE OwnerId = '{self._salesforce.user_id}'")
        return [_of_row(row) for row in rows]

    def _of_folder(self) -> list[_Person]:
        folder = self._exchange.folder(SHARED_FOLDER)
        return [] if folder is None else [_of_item(item) for item in self._exchange.contacts(folder)]

    def _default_folder(self) -> dict[str, bytes]:
        items = self._exchange.contacts(DEFAULT_CONTACTS)
        return {
            str(item.find(f"{T}ItemId").get("Id")): etree.tostring(item, method="c14n")  # type: ignore[union-attr]
            for item in items
        }

    def _strays(self, excused: set[str]) -> list[str]:
        people = [_of_item(item) for item in self._exchange.contacts(DEFAULT_CONTACTS)]
        return [
            f"{person.name} has the category {CATEGORY} but lies outside the folder {SHARED_FOLDER}."
            for person in people
            if person.marked and person.name.casefold() not in excused
        ]

    def _touched(self) -> list[str]:
        found = self._default_folder() if self._personal else {}
        return [
            f"The personal contact {full_name(etree.fromstring(before))} is not what it was at the start."
            for item_id, before in self._personal.items()
            if found.get(item_id) != before
        ]


def _of_row(row: Mapping[str, Any]) -> _Person:
    values = []
    for label, name, _ in _FIELDS:
        held: Any = row
        for step in name.split("."):
            held = None if held is None else held[step]
        values.append(_normal(label, held))
    return _Person(str(row["Name"]), True, tuple(values))


def _of_item(item: etree._Element) -> _Person:
    values = tuple(_normal(label, _inside(item, path)) for label, _, path in _FIELDS)
    categories = {(element.text or "").casefold() for element in item.iterfind(f"{T}Categories/{T}String")}
    return _Person(full_name(item), CATEGORY.casefold() in categories, values)


def _inside(item: etree._Element, path: str) -> str | None:
    element, _, rest = path.partition("/")
    if not rest:
        return item.findtext(f"{T}{element}")
    key, _, part = rest.partition("/")
    for entry in item.iterfind(f"{T}{element}/{T}Entry"):
        if entry.get("Key") == key:
            return entry.findtext(f"{T}{part}") if part else entry.text
    return None


def _normal(label: str, value: object) -> str:
    """Equal for values that a person would call the same: composed letters, no stray blanks, one kind of line end."""
    if not value:
        return ""
    text = unicodedata.normalize("NFC", str(value)).replace("\r\n", "\n").replace("\r", "\n")
    if label == "birthday":
        return text[:10]
    lines = [" ".join(part.split()) for part in text.split("\n")]
    whole = "\n".join(lines).strip()
    return whole.casefold() if label == "e-mail" else whole


def _unmarked(people: Collection[_Person]) -> list[str]:
    return [
        f"{person.name} lies in the folder {SHARED_FOLDER} without the category {CATEGORY}."
        for person in people
        if not person.marked
    ]


def _compare(mine: Collection[_Person], theirs: Collection[_Person]) -> list[str]:
    groups: dict[tuple[str, str], tuple[list[_Person], list[_Person]]] = defaultdict(lambda: ([], []))
    for side, people in enumerate((mine, theirs)):
        for person in people:
            groups[person.key][side].append(person)
    found: list[str] = []
    for in_salesforce, in_outlook in groups.values():
        found += _compare_namesakes(in_salesforce, in_outlook)
    return found


def _compare_namesakes(in_salesforce: list[_Person], in_outlook: list[_Person]) -> list[str]:
    """People of one name: each takes the most similar one of the other side."""
    found, free = [], list(in_outlook)
    for person in in_salesforce:
        if not free:
            found.append(f"{person.name} is in Salesforce but not in the folder {SHARED_FOLDER}.")
            continue
        other = max(free, key=lambda one: _equal_fields(person, one))
        free.remove(other)
        for (label, _, _), here, there in zip(_FIELDS, person.fields, other.fields, strict=True):
            if here != there:
                found.append(f"{person.name}: the {label} is {here!r} in Salesforce and {there!r} in Outlook.")
    return found + [f"{other.name} is in the folder {SHARED_FOLDER} but not in Salesforce." for other in free]


def _equal_fields(one: _Person, other: _Person) -> int:
    return sum(here == there for here, there in zip(one.fields, other.fields, strict=True))
