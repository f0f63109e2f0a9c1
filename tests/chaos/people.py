"""The people at both servers, and a list of what they have made: what both servers must hold in the end.

Exists so that the end can be judged by what people did, and not by what the program says. They never change the same
field on both sides between two agreements, and never delete what the other side has changed: whatever the program then
asks or loses is its own fault.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from desktop.sandbox.visitor import DEFAULT_CONTACTS, ExchangeVisitor, SalesforceVisitor, T

FOLDER, CATEGORY = "Salesforce Contacts", "Salesforce"
BIN = '<t:DistinguishedFolderId Id="deleteditems"/>'
ORG, BOX = "Salesforce", "Outlook"
FREE = {
    "Title": ("contacts:JobTitle", "JobTitle"),
    "Department": ("contacts:Department", "Department"),
    "AssistantName": ("contacts:AssistantName", "AssistantName"),
}
"""The fields that people change: Salesforce's name, the property and the element of an Outlook item."""

_THROWN = "SELECT Email FROM Contact WHERE IsDeleted = TRUE AND Email LIKE '%@chaos.example'"
_ELEMENTS = ("AssistantName", "Department", "JobTitle")
"""The schema's order of those elements that come between the e-mail address and the surname."""


@dataclass
class Card:
    """One contact as people made it. `touched` says which side changed a field since both sides last agreed."""

    number: int
    values: dict[str, str]
    touched: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    """The sides that have it, as far as people know."""
    deleted: str = ""
    """The side on which it was deleted; '' while it lives."""

    @property
    def email(self) -> str:
        """What tells it from all others."""
        return f"person{self.number}@chaos.example"

    @property
    def name(self) -> str:
        """Its full name."""
        return f"Given{self.number} Surname{self.number}"


@dataclass(frozen=True, slots=True)
class Found:
    """A contact as a server holds it: its id there and its values, those of `FREE` by Salesforce's names."""

    native: str
    name: str
    values: dict[str, str]


class People:
    """Everybody who works on either side. `told` gets one line for each thing that somebody does."""

    def __init__(self, ready: Mapping[str, Any], fates: random.Random, told: Callable[[str], None]) -> None:
        self._org = SalesforceVisitor(ready["salesforce"], ready["ca_file"])
        self._box = ExchangeVisitor(ready["exchange"], ready["ca_file"])
        self._fates, self._told = fates, told
        self.cards: dict[str, Card] = {}
        self.thrown: dict[str, Counter[str]] = {ORG: Counter(), BOX: Counter()}
        """How often each contact must lie in each side's bin."""
        self._made = self._words = 0

    def look(self) -> dict[str, list[tuple[str, Found]]]:
        """What both servers hold now, by side: pairs of e-mail address and contact."""
        names = ", ".join(("Id", "Name", "Email", *FREE))
        rows = self._org.query(f"SELECT {names} FROM Contact WHERE Email LIKE '%@chaos.example'")
        folder = self._box.folder(FOLDER)
        items = [] if folder is None else self._box.contacts(folder)
        return {
            ORG: [(row["Email"], Found(row["Id"], row["Name"], _values(row))) for row in rows],
            BOX: [(_email(item), _found(item)) for item in items],
        }

    def bins(self) -> dict[str, Counter[str]]:
        """How often each contact lies in the bin of each side."""
        rows = self._org.query(_THROWN, deleted=True)
        items = [email for item in self._box.contacts(BIN) if (email := _email(item))]
        return {ORG: Counter(row["Email"] for row in rows), BOX: Counter(items)}

    def work(self, most: int) -> None:
        """Up to so many things on each side, now and then a deletion in bulk."""
        seen = {side: dict(found) for side, found in self.look().items()}
        for side in (ORG, BOX):
            for _ in range(self._fates.randint(1, most)):
                self._do_one(side, seen[side])
        if self._fates.random() < 0.08:
            for _ in range(12):
                self._delete(ORG, seen[ORG])

    def make(self, count: int) -> None:
        """So many contacts, half of them on either side."""
        for number in range(count):
            self._create((ORG, BOX)[number % 2])

    def agreed(self) -> None:
        """Both sides hold the same now: what was touched is free again, and what was deleted is gone."""
        for card in self.cards.values():
            card.touched.clear()
            card.known = {ORG, BOX}
        self.cards = {email: card for email, card in self.cards.items() if not card.deleted}

    def answered(self, name: str, answer: str) -> None:
        """The person said what becomes of a contact that was deleted in Outlook."""
        (card,) = [card for card in self.cards.values() if card.name == name and card.deleted == BOX]
        self._told(f"{card.name}, deleted in Outlook: {answer}")
        if answer == "delete":
            self.thrown[ORG][card.email] += 1
        else:
            card.deleted, card.known = "", {ORG}

    def _do_one(self, side: str, seen: dict[str, Found]) -> None:
        dice = self._fates.random()
        if dice < 0.3:
            self._create(side)
        elif dice < 0.8:
            self._edit(side, seen)
        else:
            self._delete(side, seen)

    def _create(self, side: str) -> None:
        self._made += 1
        values = {name: self._word(name) for name in FREE if self._fates.random() < 0.6}
        card = Card(self._made, values, known={side})
        self.cards[card.email] = card
        first, last = card.name.split()
        if side == ORG:
            self._told(f"{card.name} is made in Salesforce")
            self._org.create({"FirstName": first, "LastName": last, "Email": card.email, **values})
            return
        folder = self._box.folder(FOLDER)
        own = folder is None or self._fates.random() < 0.25
        self._told(f"{card.name} is made in Outlook{', by the category' if own else ''}")
        inside = {element: values[name] for name, (_, element) in FREE.items() if name in values}
        self._box.create(_contact(first, last, card.email, inside, own), DEFAULT_CONTACTS if own else folder or "")

    def _edit(self, side: str, seen: dict[str, Found]) -> None:
        may = [
            (card, name)
            for email, card in self.cards.items()
            if email in seen and not card.deleted
            for name in FREE
            if card.touched.get(name, side) == side
        ]
        if not may:
            return
        card, name = self._fates.choice(may)
        card.touched[name] = side
        value = card.values[name] = self._word(name)
        self._told(f"{card.name}: {name} becomes {value!r} in {side}")
        native, (uri, element) = seen[card.email].native, FREE[name]
        if side == ORG:
            self._org.update(native, {name: value})
        else:
            inside = f"<t:Contact><t:{element}>{escape(value)}</t:{element}></t:Contact>"
            self._box.change(native, f'<t:SetItemField><t:FieldURI FieldURI="{uri}"/>{inside}</t:SetItemField>')

    def _delete(self, side: str, seen: dict[str, Found]) -> None:
        # What was changed in Outlook and deleted there before any sync, nobody can restore.
        may_have = {ORG} if side == ORG else set[str]()
        may = [
            card
            for email, card in self.cards.items()
            if email in seen
            and not card.deleted
            and card.known == {ORG, BOX}
            and set(card.touched.values()) <= may_have
        ]
        if len(may) < 5:
            return
        card = self._fates.choice(may)
        card.deleted = side
        self._told(f"{card.name} is deleted in {side}")
        self.thrown[BOX][card.email] += 1
        if side == ORG:
            self.thrown[ORG][card.email] += 1
            self._org.delete(seen[card.email].native)
        else:
            self._box.delete(seen[card.email].native)

    def _word(self, name: str) -> str:
        self._words += 1
        return f"{name} {self._words}"


def _values(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: row[name] for name in FREE if row[name]}


def _found(item: etree._Element) -> Found:
    name = " ".join(item.findtext(f"{T}{part}") or "" for part in ("GivenName", "Surname")).strip()
    values = {key: item.findtext(f"{T}{element}") or "" for key, (_, element) in FREE.items()}
    ids = item.find(f"{T}ItemId")
    assert ids is not None
    return Found(str(ids.get("Id")), name, {key: value for key, value in values.items() if value})


def _email(item: etree._Element) -> str:
    return next((entry.text or "" for entry in item.iterfind(f"{T}EmailAddresses/{T}Entry")), "")


def _contact(first: str, last: str, email: str, inside: Mapping[str, str], own: bool) -> str:
    category = f"<t:Categories><t:String>{CATEGORY}</t:String></t:Categories>" if own else ""
    others = "".join(f"<t:{name}>{escape(inside[name])}</t:{name}>" for name in _ELEMENTS if name in inside)
    return (
        f"{category}<t:DisplayName>{first} {last}</t:DisplayName><t:GivenName>{first}</t:GivenName>"
        f'<t:EmailAddresses><t:Entry Key="EmailAddress1">{email}</t:Entry></t:EmailAddresses>'
        f"{others}<t:Surname>{last}</t:Surname>"
    )
