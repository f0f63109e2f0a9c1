"""The native names of a contact's fields, the same in every dialect, and how a birthday lies in a mailbox.

Exists so that maps, and a mailbox that changes its dialect, need not know which one is spoken. Names are those of EWS:
`GivenName`, `EmailAddresses/EmailAddress1`, `PhoneNumbers/BusinessPhone`, `PhysicalAddresses/Business/Street`. It must
not know a protocol.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

PHONE_LABELS: Final = tuple(
    (
        "AssistantPhone BusinessFax BusinessPhone BusinessPhone2 Callback CarPhone CompanyMainPhone HomeFax HomePhone "
        "HomePhone2 Isdn MobilePhone OtherFax OtherTelephone Pager PrimaryPhone RadioPhone Telex TtyTddPhone"
    ).split()
)
EMAIL_LABELS: Final = ("EmailAddress1", "EmailAddress2", "EmailAddress3")
ADDRESS_LABELS: Final = ("Business", "Home", "Other")
ADDRESS_PARTS: Final = ("Street", "City", "State", "CountryOrRegion", "PostalCode")
LENGTH_LIMIT: Final = 255
UNLIMITED: Final = ("Body", "Birthday", "Street")
"""Fields, and parts of addresses, without a limit of length."""
_SAFE_TIME = "T11:59:00Z"


def date_to_instant(day: str) -> str:
    """An ISO date as Outlook stores birthdays: shortly before noon UTC, the same day from UTC-11 to UTC+12."""
    return date.fromisoformat(day).isoformat() + _SAFE_TIME


def instant_to_date(text: str) -> str | None:
    """The ISO date meant by a stored instant: the nearest midnight (clients store their own), noon being that day.

    The written clock time counts, with any offset; None for a text that is no instant.
    """
    try:
        moment = datetime.fromisoformat(text.strip()[:19])
    except ValueError:
        return None
    return (moment + timedelta(hours=11, minutes=59, seconds=59)).date().isoformat()
