"""What the map tells people about fields that it cannot carry.

Exists so that the wording is in one place. Knows rows and sides, no values beyond their sizes.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.record import Side
from desktop.mapping.spec import Row

SYSTEMS = {Side.CRM: "Salesforce", Side.MAILBOX: "Outlook"}


@dataclass(frozen=True, slots=True)
class Withheld:
    """A field that is not written: why, and what the person can do.

    `blocks_record` says that a new record cannot be made without it.
    """

    field: str
    code: str
    message: str
    action: str
    blocks_record: bool = False


def too_long(row: Row, side: Side, length: int, limit: int) -> Withheld:
    """The value has more characters than the target takes."""
    return Withheld(
        row.name,
        "too-long",
        f"{length:,} characters are too many for the {_inline(row.label)}: {SYSTEMS[side]} takes at most {limit:,}.",
        f"The value stays as it is in {SYSTEMS[side.other]}. Shorten it there.",
        row.required is side,
    )


def out_of_range(row: Row, side: Side) -> Withheld:
    """The day is earlier, or later, than any that the target keeps."""
    return Withheld(
        row.name,
        "out-of-range",
        f"The {_inline(row.label)} is before the year 1700 or after 4000, which {SYSTEMS[side]} does not take.",
        f"It stays as it is in {SYSTEMS[side.other]}. Give it its real year there.",
    )


def required(row: Row, side: Side) -> Withheld:
    """The target refuses a record without the field."""
    return Withheld(
        row.name,
        "required-field",
        f"The {_inline(row.label)} is missing; {SYSTEMS[side]} takes no contact without one.",
        f"Type the {_inline(row.label)} in {SYSTEMS[side.other]}.",
        True,
    )


def unresolved(row: Row, company: str) -> Withheld:
    """No account, or more than one, has the company's name."""
    return Withheld(
        row.name,
        "unresolved-account",
        f"Salesforce has no account, or more than one, with the name “{company}”.",
        "The company stays as it is on both sides. Make the account in Salesforce, or choose it on the contact there.",
    )


def notice(row: Row, side: Side, offered: bool, taken: bool) -> str:
    """What is said of a field that a side does not offer or take; '' where nothing is."""
    if not offered:
        return f"{row.label}: {SYSTEMS[side]} does not offer this field to you; it is left alone on both sides."
    if not taken and side in row.flows:
        return f"{row.label}: {SYSTEMS[side]} does not let you change this field; it is only read there."
    return ""


def _inline(label: str) -> str:
    return label[0].lower() + label[1:]
