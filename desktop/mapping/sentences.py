"""What the map tells people about fields that it cannot carry.

Exists so that the wording is in one place. Knows rows and sides, no values beyond their sizes.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.record import Side
from desktop.core.sentences import inline, named, say
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
        say(
            "{length} characters are too many for the {label}: {system} takes at most {limit}.",
            length=length,
            label=inline(row.label),
            system=SYSTEMS[side],
            limit=limit,
        ),
        say("The value stays as it is in {system}. Shorten it there.", system=SYSTEMS[side.other]),
        row.required is side,
    )


def out_of_range(row: Row, side: Side) -> Withheld:
    """The day is earlier, or later, than any that the target keeps."""
    return Withheld(
        row.name,
        "out-of-range",
        say(
            "The {label} is before the year 1700 or after 4000, which {system} does not take.",
            label=inline(row.label),
            system=SYSTEMS[side],
        ),
        say("It stays as it is in {system}. Give it its real year there.", system=SYSTEMS[side.other]),
    )


def required(row: Row, side: Side) -> Withheld:
    """The target refuses a record without the field."""
    return Withheld(
        row.name,
        "required-field",
        say(
            "The {label} is missing; {system} takes no contact without one.",
            label=inline(row.label),
            system=SYSTEMS[side],
        ),
        say("Type the {label} in {system}.", label=inline(row.label), system=SYSTEMS[side.other]),
        True,
    )


def unresolved(row: Row, company: str) -> Withheld:
    """No account, or more than one, has the company's name."""
    return Withheld(
        row.name,
        "unresolved-account",
        say("Salesforce has no account, or more than one, with the name “{company}”.", company=company),
        say(
            "The company stays as it is on both sides. Make the account in Salesforce, or choose it on "
            "the contact there."
        ),
    )


def notice(row: Row, side: Side, offered: bool, taken: bool) -> str:
    """What is said of a field that a side does not offer or take; '' where nothing is."""
    if not offered:
        return say(
            "{label}: {system} does not offer this field to you; it is left alone on both sides.",
            label=named(row.label),
            system=SYSTEMS[side],
        )
    if not taken and side in row.flows:
        return say(
            "{label}: {system} does not let you change this field; it is only read there.",
            label=named(row.label),
            system=SYSTEMS[side],
        )
    return ""
