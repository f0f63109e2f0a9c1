"""Sides, kinds, and the records that are seen on a side.

Exists as the vocabulary of everything that is observed. Must not know how a record is fetched, mapped or stored.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from desktop.core.values import ABSENT, Fields, MaybeValue

Scalar: TypeAlias = str | bool | None
NativeFields: TypeAlias = Mapping[str, Scalar]


class Side(enum.StrEnum):
    """One of the two systems that are kept the same. Symmetric code takes a side as a parameter."""

    CRM = "crm"
    MAILBOX = "mailbox"

    @property
    def other(self) -> Side:
        """The opposite side."""
        return Side.MAILBOX if self is Side.CRM else Side.CRM


class Kind(enum.StrEnum):
    """What sort of thing a record is."""

    CONTACT = "contact"


class Role(enum.StrEnum):
    """What a container of the mailbox is to us; the CRM knows only SHARED."""

    SHARED = "shared"
    """The folder whose contents are synced ("Salesforce Contacts"), or the whole object in the CRM."""
    DEFAULT = "default"
    """The person's own default folder: watched for the category, otherwise never touched."""
    OTHER = "other"
    """Any other folder of the person."""
    DELETED = "deleted"
    """The bin: Deleted Items."""


@dataclass(frozen=True, slots=True)
class NativeRecord:
    """A record as an end shows it, in the vendor's own field names.

    `version` is opaque and changes with every write ('' where a write did not tell it); `link` is the link id found
    on the record or None; `marked` means shared: in the CRM that the record is in the scope, in the mailbox that it
    carries the category. `fields` holds only what the source offers: a missing key is ABSENT, None is EMPTY.
    """

    native_id: str
    version: str
    role: Role
    marked: bool
    link: str | None
    fields: NativeFields
    detail: bool = True
    """False when only identity, version, mark and link were read (a personal contact)."""
    modified: datetime | None = None
    """When it was last changed by the clock of its server; None where that is not told."""
    owned: bool | None = None
    """In the CRM whether the person owns it; None where that is not told, and in the mailbox."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record in canonical fields, as last seen on its side."""

    side: Side
    kind: Kind
    native_id: str
    version: str
    role: Role
    marked: bool
    link: str | None
    fields: Fields
    row: int = 0
    """The mirror's own key of this record; 0 before it is stored."""
    gone: bool = False
    """True once its deletion (or its disappearance from the watched containers) was seen."""
    merged_into: str | None = None
    """The native id of the record that it was merged into in the CRM, where that is why it is gone."""
    modified: datetime | None = None
    """When it was last changed by somebody, by the clock of its server; None where that is not known."""
    owned: bool | None = None
    """In the CRM whether the person owns it; None where that is not known, and in the mailbox."""

    def get(self, name: str) -> MaybeValue:
        """The value of a field; ABSENT where this side does not offer it."""
        return self.fields.get(name, ABSENT)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """The positive proof that a record is no longer where it was.

    `merged_into` names the surviving record of a merge in the CRM. In the mailbox the proof covers one container only:
    the record may have been moved, so a link look-up must follow before anybody calls it deleted.
    """

    native_id: str
    version: str = ""
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """The link id that is embedded in a record: our pair id and the other side's native id ('' when unknown).

    Text form `scc:1:<pair id>:<other id>`, so that either side alone can rebuild the pairings.
    """

    pair_id: str
    other_id: str = ""

    PREFIX = "scc:1:"

    def __str__(self) -> str:
        return f"{self.PREFIX}{self.pair_id}:{self.other_id}"

    @classmethod
    def parse(cls, text: str | None) -> Link | None:
        """The link of a text form; None for None and for texts that are not ours."""
        if not text or not text.startswith(cls.PREFIX):
            return None
        pair_id, _, other_id = text[len(cls.PREFIX) :].partition(":")
        return cls(pair_id, other_id) if pair_id else None


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer to a fetch by ids: what is there, what is proven gone, and what cannot be seen any more."""

    records: tuple[NativeRecord, ...] = ()
    gone: tuple[Tombstone, ...] = ()
    missing: tuple[str, ...] = field(default=())
