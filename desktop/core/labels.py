"""The categories that tell, on a failing item in the mailbox, that it failed and why.

Exists so that their names are one closed list: what is not on it belongs to the person. Must not know who sets them.
The names are stored in mailboxes: they are not translated, and a name that was ever used stays on the list.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

SYNC_ERROR: Final = "Sync Error"
"""The category that every failing item carries, beside the one that says why."""
MOST_REASONS: Final = 20
"""A person's list of categories must not fill up with ours."""


class Reason(enum.StrEnum):
    """Why an item fails, as the name of a category; the gravest first. Outlook allows no comma in a name."""

    HIDDEN = "Sync Error: not visible in Salesforce"
    REQUIRED = "Sync Error: required field is empty"
    DUPLICATE = "Sync Error: duplicate in Salesforce"
    RULE = "Sync Error: rule of your organisation"
    PERMISSION = "Sync Error: no permission"
    REFUSED = "Sync Error: refused"
    TOO_LARGE = "Sync Error: contact is too large"
    MAILBOX_FULL = "Sync Error: mailbox is full"
    STORAGE_FULL = "Sync Error: Salesforce storage is full"
    TOO_LONG = "Sync Error: text is too long"
    VALUE = "Sync Error: value is not accepted"
    COMPANY = "Sync Error: company not found"
    PASSING = "Sync Error: tried again later"
    NO_CONNECTION = "Sync Error: no connection"


@dataclass(frozen=True, slots=True)
class Label:
    """What an item of the mailbox is to carry of our error categories, under the version that was seen.

    `expect` '' stands for any version. `names` are all of ours that it shall have; () takes ours off.
    """

    native_id: str
    expect: str
    names: tuple[str, ...] = ()


_CODES: Final[Mapping[Reason, str]] = {
    Reason.HIDDEN: "no-access-any-more gone",
    Reason.REQUIRED: "required-field",
    Reason.DUPLICATE: "duplicate-rule duplicate-value link-doubled",
    Reason.RULE: "validation-rule",
    Reason.PERMISSION: "no-permission",
    Reason.REFUSED: "loop-frozen refused bad-request query bug batch-too-large",
    Reason.TOO_LARGE: "too-large",
    Reason.MAILBOX_FULL: "mailbox-full",
    Reason.STORAGE_FULL: "storage-full",
    Reason.TOO_LONG: "too-long",
    Reason.VALUE: "invalid-value invalid-email invalid-reference out-of-range unsupported-field",
    Reason.COMPANY: "unresolved-account",
    Reason.PASSING: (
        "busy unavailable server-trouble throttled budget-exhausted timeout cut-off folder-missing cursor-expired "
        "changed-during-write stale other-machine-active"
    ),
    Reason.NO_CONNECTION: (
        "auth auth-kind address certificate not-the-api no-mailbox ews-not-allowed server-version api-version "
        "list-view unknown-scope app cancelled cloud consent denied no-answer no-client-id policy second-factor tenant"
    ),
}
REASONS: Final[Mapping[str, Reason]] = {code: reason for reason, codes in _CODES.items() for code in codes.split()}
"""The reason of every code that an issue may have."""

_GRAVITY: Final = {reason: place for place, reason in enumerate(Reason)}
_OURS: Final = frozenset(name.casefold() for name in (SYNC_ERROR, *Reason))


def reason_of(codes: Iterable[str]) -> Reason:
    """The gravest reason of these codes of issues; an unknown code counts as refused. ValueError for no code."""
    return min((REASONS.get(code, Reason.REFUSED) for code in codes), key=_GRAVITY.__getitem__)


def with_labels(categories: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """The categories of an item with these of ours and no other of ours; the person's stay in their order.

    Case makes no difference: one that is there already stays as it is written.
    """
    wanted = {name.casefold(): name for name in names}
    kept = [name for name in categories if name.casefold() not in _OURS or name.casefold() in wanted]
    there = {name.casefold() for name in kept}
    return (*kept, *(name for key, name in wanted.items() if key not in there))
