"""The objects and fields of the org, read from compact tables and changed by the org's switches.

Knows nothing of rows or of HTTP. The tables restate what the describe answers of a real org say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from desktop.sandbox.salesforce.ids import PREFIXES

_TABLES = Path(__file__).parent / "tables"
OBJECTS = ("Account", "Contact", "User")
LINK_FIELD = "SmartCloudLink__c"
TEXT_TYPES = frozenset({"string", "phone", "email", "url", "textarea", "picklist", "combobox"})


@dataclass(frozen=True, slots=True)
class PicklistValue:
    """One choice of a picklist: what is stored, what is shown, and whether it may still be written."""

    value: str
    label: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `flags` holds one letter a describe flag (see describe.py), `more` the rarer properties."""

    name: str
    type: str
    length: int
    flags: frozenset[str]
    label: str
    refers_to: tuple[str, ...] = ()
    relationship: str | None = None
    more: tuple[tuple[str, str], ...] = ()
    picklist: tuple[PicklistValue, ...] = ()

    def has(self, flag: str) -> bool:
        """Whether the describe flag with this letter is set."""
        return flag in self.flags

    def property(self, key: str) -> str | None:
        """A rarer property, such as the compound field that this one is a part of; None where it has none."""
        return dict(self.more).get(key)


@dataclass(frozen=True, slots=True)
class ChildRelationship:
    """The list of rows of `child` that point at a row of the owning object through `field`."""

    name: str | None
    child: str
    field: str
    cascade: bool = False


@dataclass(frozen=True)
class ObjectSchema:
    """One object with its fields in describe order, and the look-ups by lower-case name that SOQL and REST need."""

    name: str
    fields: tuple[Field, ...]
    children: tuple[ChildRelationship, ...]
    by_key: dict[str, Field] = field(init=False, repr=False, compare=False)
    by_relationship: dict[str, Field] = field(init=False, repr=False, compare=False)
    parts: dict[str, tuple[Field, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        relations = {f.relationship.lower(): f for f in self.fields if f.relationship and f.refers_to}
        object.__setattr__(self, "by_key", {f.name.lower(): f for f in self.fields})
        object.__setattr__(self, "by_relationship", relations)
        compounds = [f.name for f in self.fields if f.type == "address"]
        parts = {name: tuple(f for f in self.fields if f.property("part") == name) for name in compounds}
        object.__setattr__(self, "parts", parts)

    @property
    def prefix(self) -> str:
        """The three characters that ids of this object begin with."""
        return PREFIXES[self.name]

    def find(self, name: str) -> Field | None:
        """The field of that name in any casing; None where the org or the user has none."""
        return self.by_key.get(name.lower())


_CHILDREN = {
    "Account": (
        ChildRelationship("ChildAccounts", "Account", "ParentId"),
        ChildRelationship("Contacts", "Contact", "AccountId", cascade=True),
    ),
    "Contact": (ChildRelationship(None, "Contact", "ReportsToId"),),
    "User": (),
}


def object_name(name: str) -> str | None:
    """The canonical name of an object named in any casing; None for an object that the org lacks."""
    return next((known for known in OBJECTS if known.lower() == name.lower()), None)


def _field(line: str) -> Field:
    name, type_, length, flags, label, *rest = line.split("\t")
    refers, relation, more, picklist = (*rest, "", "", "", "")[:4]
    choices = tuple(
        PicklistValue(value, text or value)
        for value, _, text in (choice.partition("=") for choice in picklist.split(";") if choice)
    )
    pairs = tuple((key, text) for key, _, text in (entry.partition("=") for entry in more.split(";") if entry))
    targets = tuple(target for target in refers.split(";") if target)
    return Field(name, type_, int(length), frozenset(flags), label, targets, relation or None, pairs, choices)


@cache
def standard(name: str) -> ObjectSchema:
    """The object as every org has it, before any switch."""
    lines = (_TABLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return ObjectSchema(name, tuple(_field(line) for line in lines if not line.startswith("#")), _CHILDREN[name])


def link_field(unique: bool = True, external: bool = True, editable: bool = True) -> Field:
    """The external-id text field that an administrator may add to Contact; without `unique` values may repeat, without
    `external` it names no row, and without `editable` this user only reads it."""
    kept = {"unique": unique, "external": external, "custom": True}
    flags = frozenset("nfsgap") | (frozenset("cu") if editable else frozenset()) | frozenset("L" if external else "")
    more = tuple((key, "1") for key, there in kept.items() if there)
    return Field(LINK_FIELD, "string", 255, flags, "SmartCloud Link", more=more)


@dataclass(frozen=True, slots=True)
class SchemaSwitches:
    """What an administrator changed in the objects: all names are canonical."""

    hidden: frozenset[tuple[str, str]] = frozenset()
    required: frozenset[tuple[str, str]] = frozenset()
    restricted: frozenset[tuple[str, str]] = frozenset()
    inactive: frozenset[tuple[str, str, str]] = frozenset()
    link: bool = False
    link_unique: bool = True
    link_external: bool = True
    link_editable: bool = True


def switched(name: str, switches: SchemaSwitches) -> ObjectSchema:
    """The object as the org shows it with these switches."""
    base = standard(name)
    fields: Iterable[Field] = base.fields
    if switches.link and name == "Contact":
        fields = (*fields, link_field(switches.link_unique, switches.link_external, switches.link_editable))
    kept = tuple(_switched(name, f, switches) for f in fields if (name, f.name) not in switches.hidden)
    return replace(base, fields=kept)


def _switched(name: str, item: Field, switches: SchemaSwitches) -> Field:
    flags = set(item.flags)
    if (name, item.name) in switches.required:
        flags.discard("n")
    if (name, item.name) in switches.restricted:
        flags.add("R")
    picklist = tuple(replace(v, active=(name, item.name, v.value) not in switches.inactive) for v in item.picklist)
    return replace(item, flags=frozenset(flags), picklist=picklist)
