"""Conflicts and resolutions: a clash is data, not an exception.

Exists as what the person is asked about. Must not know who asks, and how.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from desktop.core.values import ABSENT, FieldValue, MaybeValue


class ConflictType(enum.StrEnum):
    """What is in dispute."""

    FIELD = "field"
    """Both sides changed one field to different values."""
    EDIT_DELETE = "edit_delete"
    """Salesforce deleted the record while its copy was edited in the mailbox."""
    DUPLICATE = "duplicate"
    """Several records could be the counterpart of a new one."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One question: which value counts, keep or delete, which record is it.

    `field` is '' but for FIELD. `candidates` are native ids of the CRM, for DUPLICATE only.
    """

    pair_id: str
    type: ConflictType
    field: str = ""
    crm_value: MaybeValue = ABSENT
    mailbox_value: MaybeValue = ABSENT
    base_crm: MaybeValue = ABSENT
    base_mailbox: MaybeValue = ABSENT
    crm_version: str = ""
    mailbox_version: str = ""
    candidates: tuple[str, ...] = ()

    def same_question(self, other: Conflict) -> bool:
        """Whether an answer to the one answers the other: the same values (or candidates) are in dispute."""
        mine = (self.pair_id, self.type, self.field, self.crm_value, self.mailbox_value, self.candidates)
        return mine == (other.pair_id, other.type, other.field, other.crm_value, other.mailbox_value, other.candidates)


class Take(enum.StrEnum):
    """What a resolution takes."""

    CRM = "crm"
    MAILBOX = "mailbox"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Resolution:
    """The person's answer to a conflict; it counts only while the conflict asks the same question."""

    conflict: Conflict
    take: Take
    value: FieldValue | None = None
    """The typed value (or the chosen candidate's native id) for Take.VALUE, else None."""
