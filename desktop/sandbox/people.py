"""Simulated people: they work with both servers as the person's colleagues and the person at Outlook would.

Exists so that a demonstration and tests have somebody who edits over real HTTP. It must not know the program.
"""

# ruff: noqa: S608 - these are queries of a simulated org; names are quoted
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from desktop.sandbox.visitor import DEFAULT_CONTACTS, ExchangeVisitor, SalesforceVisitor, T, VisitRefused

_ENTRIES = {"EmailAddress": "EmailAddresses", "PhoneNumber": "PhoneNumbers"}
# The schema fixes the order in which a contact's elements come.
_ORDER = (
    "Body", "Categories", "DisplayName", "GivenName", "CompanyName", "EmailAddress", "PhoneNumber", "Department",
    "JobTitle", "Surname",
)  # fmt: skip


class SimulatedPeople:
    """People with a browser on Salesforce and Outlook on the mailbox. `ready` is the content of a ready file."""

    def __init__(self, ready: Mapping[str, Any], shared_folder: str = "Salesforce Contacts") -> None:
        self._salesforce = SalesforceVisitor(ready["salesforce"], ready["ca_file"])
        self._exchange = ExchangeVisitor(ready["exchange"], ready["ca_file"])
        self._shared_folder = shared_folder

    def in_salesforce(self) -> list[dict[str, Any]]:
        """The person's contacts in Salesforce, oldest first: id, names, e-mail, title, phone and company."""
        rows = self._salesforce.query(
            "SELECT Id, Name, FirstName, LastName, Email, Title, Phone, Account.Name FROM Contact "
            f"WHERE OwnerId = '{self._salesforce.user_id}' ORDER BY CreatedDate, Id"
        )
        return [{**row, "Company": (row["Account"] or {}).get("Name", "")} for row in rows]

    def edit_in_salesforce(self, name: str, fields: Mapping[str, Any]) -> None:
        """Change fields (Salesforce's names) of the contact of this full name."""
        self._salesforce.update(self._row(name), fields)

    def add_in_salesforce(self, fields: Mapping[str, Any]) -> None:
        """Make a contact in Salesforce."""
        self._salesforce.create(fields)

    def delete_in_salesforce(self, name: str) -> None:
        """Delete the contact of this full name in Salesforce."""
        self._salesforce.delete(self._row(name))

    def merge_in_salesforce(self, kept: str, merged_away: str) -> None:
        """Merge one contact into another in Salesforce."""
        self._salesforce.merge(self._row(kept), self._row(merged_away))

    def edit_in_outlook(self, name: str, fields: Mapping[str, str]) -> None:
        """Change the shared contact of this name; `PhoneNumber/MobilePhone` names an entry, '' takes a value away."""
        self._exchange.change(self._item(name), "".join(_change(key, value) for key, value in fields.items()))

    def add_in_outlook(self, fields: Mapping[str, str], shared: bool = True, category: str = "") -> None:
        """Make a contact: in the shared folder, or in the person's own one; with a category where one is named."""
        folder = self._folder() if shared else DEFAULT_CONTACTS
        self._exchange.create(_contact(fields, category), folder)

    def uncategorise_in_outlook(self, name: str) -> None:
        """Take every category off the shared contact of this name."""
        self._exchange.change(
            self._item(name), '<t:DeleteItemField><t:FieldURI FieldURI="item:Categories"/></t:DeleteItemField>'
        )

    def delete_in_outlook(self, name: str) -> None:
        """Delete the shared contact of this name in Outlook."""
        self._exchange.delete(self._item(name))

    def _row(self, name: str) -> str:
        quoted = name.replace("\\", "\\\\").replace("'", "\\'")
        rows = self._salesforce.query(f"SELECT Id FROM Contact WHERE Name = '{quoted}'")
        if len(rows) != 1:
            raise VisitRefused(f"Salesforce has {len(rows)} contacts with the name {name}.")
        return str(rows[0]["Id"])

    def _folder(self) -> str:
        found = self._exchange.folder(self._shared_folder)
        if found is None:
            raise VisitRefused(f"The mailbox has no folder {self._shared_folder}.")
        return found

    def _item(self, name: str) -> str:
        found = [item for item in self._exchange.contacts(self._folder()) if full_name(item) == name]
        if len(found) != 1:
            raise VisitRefused(f"The folder {self._shared_folder} has {len(found)} contacts with the name {name}.")
        return str(found[0].find(f"{T}ItemId").get("Id"))  # type: ignore[union-attr]


def full_name(item: etree._Element) -> str:
    """First and last name of a contact element as one text; the display name where it has neither."""
    parts = [item.findtext(f"{T}{name}") or "" for name in ("GivenName", "Surname")]
    return " ".join(part for part in parts if part) or (item.findtext(f"{T}DisplayName") or "")


def _contact(fields: Mapping[str, str], category: str) -> str:
    stems = {name.partition("/")[0] for name in fields}
    if stems - set(_ORDER):
        raise ValueError(f"not fields of a contact that people fill here: {sorted(stems - set(_ORDER))}")
    parts = []
    for stem in _ORDER:
        if stem == "Categories" and category:
            parts.append(f"<t:Categories><t:String>{escape(category)}</t:String></t:Categories>")
        elif stem in stems:
            mine = {name: value for name, value in fields.items() if name.partition("/")[0] == stem}
            parts.append(_element(stem, mine))
    return "".join(parts)


def _element(stem: str, values: Mapping[str, str]) -> str:
    """One element; that of a dictionary with all its entries."""
    if stem in _ENTRIES:
        entries = "".join(
            f'<t:Entry Key="{name.partition("/")[2]}">{escape(value)}</t:Entry>' for name, value in values.items()
        )
        return f"<t:{_ENTRIES[stem]}>{entries}</t:{_ENTRIES[stem]}>"
    text = escape(values[stem])
    return f'<t:Body BodyType="Text">{text}</t:Body>' if stem == "Body" else f"<t:{stem}>{text}</t:{stem}>"


def _change(name: str, value: str) -> str:
    stem, _, entry = name.partition("/")
    kind = "item" if stem == "Body" else "contacts"
    path = f'<t:FieldURI FieldURI="{kind}:{stem}"/>'
    if entry:
        path = f'<t:IndexedFieldURI FieldURI="{kind}:{stem}" FieldIndex="{entry}"/>'
    if not value:
        return f"<t:DeleteItemField>{path}</t:DeleteItemField>"
    return f"<t:SetItemField>{path}<t:Contact>{_element(stem, {name: value})}</t:Contact></t:SetItemField>"
