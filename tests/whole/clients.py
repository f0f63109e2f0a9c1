"""Other people's clients at both servers: unmodified exchangelib and simple-salesforce, and their values by field.

Exists so that what the program did is read, and what people do is done, by code that is not ours. The table of
corresponding fields is this file's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import exchangelib
import requests
from exchangelib.folders import Contacts
from exchangelib.indexed_properties import EmailAddress, PhoneNumber, PhysicalAddress
from exchangelib.items import Contact
from simple_salesforce.api import Salesforce

PLAIN = {
    "FirstName": "given_name",
    "LastName": "surname",
    "Title": "job_title",
    "Department": "department",
    "AssistantName": "assistant_name",
    "Description": "body",
}
PHONES = {
    "Phone": "BusinessPhone",
    "MobilePhone": "MobilePhone",
    "HomePhone": "HomePhone",
    "OtherPhone": "OtherTelephone",
    "Fax": "BusinessFax",
    "AssistantPhone": "AssistantPhone",
}
ADDRESSES = {"Mailing": "Business", "Other": "Other"}
PARTS = {"Street": "street", "City": "city", "State": "state", "PostalCode": "zipcode", "Country": "country"}
COLUMNS = (*PLAIN, *PHONES, *(place + part for place in ADDRESSES for part in PARTS), "Email", "Birthdate")


@dataclass(frozen=True, slots=True)
class Clients:
    """Both clients, signed in."""

    salesforce: Any
    account: exchangelib.Account

    @property
    def folder(self) -> Any:
        """The shared folder; made where it is missing, as a person may."""
        self.account.contacts.refresh()
        for found in self.account.contacts.children:
            if found.name == "Salesforce Contacts":
                return found
        made = Contacts(parent=self.account.contacts, name="Salesforce Contacts")
        made.save()
        return made

    def put_in_folder(self, fields: Mapping[str, str]) -> Any:
        """Make a contact in the shared folder, from values by Salesforce's field names and `Company`."""
        made = item_of(self.account, self.folder, fields)
        made.save()
        return made

    def in_folder(self) -> list[dict[str, str]]:
        """Every contact of the shared folder, by Salesforce's field names and `Company`; blank fields are left out."""
        return [values_of(item) for item in self.folder.all()]

    def in_salesforce(self) -> list[dict[str, str]]:
        """Every contact of the org, in the same form."""
        rows = self.salesforce.query_all(f"SELECT {', '.join(COLUMNS)}, Account.Name FROM Contact")["records"]
        return [_plain(row) for row in rows]


@contextmanager
def clients(ready: Mapping[str, Any]) -> Iterator[Clients]:
    """Both clients by a ready file's content: over TLS for Salesforce and by plain HTTP on loopback for Exchange."""
    org, mailbox = ready["salesforce"], ready["exchange"]
    config = exchangelib.Configuration(
        service_endpoint=mailbox["http_url"],
        credentials=exchangelib.Credentials(mailbox["username"], mailbox["password"]),
        auth_type=exchangelib.BASIC,
        version=exchangelib.Version(exchangelib.Build(15, 0, 1497)),
    )
    account = exchangelib.Account(
        mailbox["email"], config=config, access_type=exchangelib.DELEGATE, default_timezone=exchangelib.UTC
    )
    with requests.Session() as session:
        session.trust_env = False
        session.verify = ready["ca_file"]
        try:
            yield Clients(
                Salesforce(session_id=org["access_token"], instance_url=org["instance_url"], session=session), account
            )
        finally:
            account.protocol.close()


def item_of(account: exchangelib.Account, folder: Any, fields: Mapping[str, str]) -> Contact:
    """A contact item with these values, not yet saved."""
    addresses = [
        PhysicalAddress(label=label, **{PARTS[part]: fields[place + part] for part in PARTS if place + part in fields})
        for place, label in ADDRESSES.items()
        if any(place + part in fields for part in PARTS)
    ]
    values: dict[str, Any] = {name: fields[key] for key, name in PLAIN.items() if key in fields}
    name = " ".join(fields[key] for key in ("FirstName", "LastName") if key in fields)
    if "Birthdate" in fields:
        day = date.fromisoformat(fields["Birthdate"])
        values["birthday"] = exchangelib.EWSDate(day.year, day.month, day.day)
    return Contact(
        account=account,
        folder=folder,
        display_name=name or fields.get("Email") or "(no name)",
        company_name=fields.get("Company"),
        email_addresses=[EmailAddress(label="EmailAddress1", email=fields["Email"])] if "Email" in fields else None,
        phone_numbers=[PhoneNumber(label=PHONES[key], phone_number=fields[key]) for key in PHONES if key in fields]
        or None,
        physical_addresses=addresses or None,
        **values,
    )


def values_of(item: Any) -> dict[str, str]:
    """The values of a contact item by Salesforce's field names."""
    found = {key: getattr(item, name) for key, name in PLAIN.items()}
    phones = {entry.label: entry.phone_number for entry in item.phone_numbers or ()}
    found |= {key: phones.get(label) for key, label in PHONES.items()}
    places = {entry.label: entry for entry in item.physical_addresses or ()}
    for place, label in ADDRESSES.items():
        found |= {place + part: getattr(places.get(label), name, None) for part, name in PARTS.items()}
    found["Email"] = next((e.email for e in item.email_addresses or () if e.label == "EmailAddress1"), None)
    found["Birthdate"] = item.birthday.isoformat() if item.birthday else None
    found["Company"] = item.company_name
    return {key: _text(value) for key, value in found.items() if value}


def _plain(row: Mapping[str, Any]) -> dict[str, str]:
    found = {key: row[key] for key in COLUMNS} | {"Company": (row["Account"] or {}).get("Name")}
    return {key: _text(value) for key, value in found.items() if value}


def _text(value: object) -> str:
    return str(value).replace("\r\n", "\n").strip()
