"""What people write: fields that both systems know, and texts that each of them stores in its own way.

Exists so that a number stands for a field and a value. Among the values are blanks, texts with blanks around them,
odd blanks and accents in two signs, e-mail in capitals, several lines, and texts that are too long for one side.
"""

from __future__ import annotations

from typing import Final

from desktop.core.record import Scalar

FIRST: Final = ("Ann", "Bob", "Cid", "Dan", "Eve", "Fay")
LAST: Final = ("Smith", "Jones", "Brown")
COMPANIES: Final = ("Acme", "Beta", "Nowhere")
"""The last one is no account of the org."""

FIELDS: Final = (
    ("Title", "JobTitle"),
    ("Phone", "PhoneNumbers/BusinessPhone"),
    ("Department", "Department"),
    ("Description", "Body"),
    ("MailingStreet", "PhysicalAddresses/Business/Street"),
    ("MobilePhone", "PhoneNumbers/MobilePhone"),
    ("FirstName", "GivenName"),
    ("LastName", "Surname"),
    ("Email", "EmailAddresses/EmailAddress1"),
    ("Birthdate", "Birthday"),
    ("AccountId", "CompanyName"),
)
"""The field in Salesforce and the one in Exchange."""

VALUES: Final = 40 * len(FIELDS)
"""How many numbers stand for something of their own."""


def name_of(pick: int) -> tuple[str, str]:
    """A first and a last name; few enough for namesakes."""
    return FIRST[pick % len(FIRST)], LAST[pick // len(FIRST) % len(LAST)]


def address_of(first: str, last: str) -> str:
    """The e-mail address of a person, in capitals as they may be typed."""
    return f"{first}.{last}@Example.com"


def change_of(value: int) -> tuple[int, Scalar]:
    """The field (a place in FIELDS) and the text that a number stands for; None clears. A company is a name here."""
    number, field = divmod(value, len(FIELDS))
    return field, _text(FIELDS[field][0], number % 40)


def _text(field: str, number: int) -> Scalar:
    if number % 8 == 0:
        return None
    if field == "Birthdate":
        return f"19{50 + number}-0{1 + number % 9}-11"
    if field == "AccountId":
        return COMPANIES[number % len(COMPANIES)]
    if field == "Email":
        return f"New{number}@Example.com"
    if number % 8 == 1:
        return f"  v{number} "
    if number % 8 == 2 and field in ("Description", "MailingStreet"):
        return f"v{number}\nand  more \n\n"
    if number % 8 == 3:
        return f"e\u0301\u00a0v{number}\t(1) 2-3 "
    if number == 12:
        return f"v{number}" + "x" * 150
    return f"v{number}"
