"""Reading a field map file into rows.

Exists so that a mistake in a map is told with the file, the row and what to do. Must not know what a form means.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desktop.core.record import Kind, Side
from desktop.mapping.forms import FORMS

KEYS: Final = ("email", "first_name", "last_name", "company")
FLOWS: Final[Mapping[str, frozenset[Side]]] = {
    "both": frozenset(Side),
    "up": frozenset({Side.CRM}),
    "down": frozenset({Side.MAILBOX}),
}
_NEEDED: Final = ("name", "label", "form", "crm", "mailbox")
_ALLOWED: Final = frozenset({*_NEEDED, "key", "required", "flows", "block"})


class MapError(ValueError):
    """A field map cannot be used; the text says where, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One pair of corresponding fields.

    `key` is '' where the field is no natural key, `block` where it is part of none; `required` may be None.
    """

    name: str
    label: str
    form: str
    crm: str
    mailbox: str
    key: str = ""
    required: Side | None = None
    flows: frozenset[Side] = frozenset(Side)
    block: str = ""

    def path(self, side: Side) -> str:
        """The native field name on a side."""
        return self.crm if side is Side.CRM else self.mailbox


@dataclass(frozen=True, slots=True)
class Block:
    """Fields that make sense only together, such as those of an address; a person is asked about them as a whole."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Derived:
    """A native field that is written as the texts of canonical fields, joined by blanks; it is never read back."""

    side: Side
    target: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapSpec:
    """A whole map. Bases that were taken under another `revision` are not compared."""

    kind: Kind
    revision: int
    rows: tuple[Row, ...]
    derived: tuple[Derived, ...] = ()
    blocks: tuple[Block, ...] = ()


def read(path: Path) -> MapSpec:
    """The map in a file. Raises MapError."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        kind, revision = Kind(content["kind"]), content["revision"]
        listed, joined, together = content["field"], content.get("derived", []), content.get("block", [])
        if not (isinstance(revision, int) and all(map(_are_tables, (listed, joined, together)))):
            raise ValueError("revision is no number, or field, derived or block are no tables")
    except OSError as error:
        raise MapError(f"{path.name} cannot be read ({error.strerror}). Install the program again.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise MapError(f"{path.name} is no field map ({error}). It needs kind, revision and [[field]] rows.") from error
    rows = tuple(_row(path, number, row) for number, row in enumerate(listed, 1))
    _distinct(path, rows)
    derived = tuple(_derived(path, row, rows) for row in joined)
    return MapSpec(kind, revision, rows, derived, _blocks(path, together, rows))


def _row(path: Path, number: int, content: Mapping[str, Any]) -> Row:
    where = f"{path.name}, field {number} ({content.get('name', 'without a name')})"
    missing = [name for name in _NEEDED if not isinstance(content.get(name), str) or not content[name]]
    if missing:
        raise MapError(f"{where}: {', '.join(missing)} must be given as text.")
    if unknown := sorted(set(content) - _ALLOWED):
        raise MapError(f"{where}: {', '.join(unknown)} is not known here. Use {', '.join(sorted(_ALLOWED))}.")
    _one_of(where, "form", content["form"], FORMS)
    _one_of(where, "key", content.get("key", ""), ("", *KEYS))
    _one_of(where, "flows", content.get("flows", "both"), tuple(FLOWS))
    _one_of(where, "required", content.get("required", ""), ("", *Side))
    required = content.get("required")
    return Row(
        **{name: content[name] for name in _NEEDED},
        key=content.get("key", ""),
        required=Side(required) if required else None,
        flows=FLOWS[content.get("flows", "both")],
        block=str(content.get("block", "")),
    )


def _are_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _one_of(where: str, name: str, value: object, allowed: Any) -> None:
    if value not in allowed:
        raise MapError(f"{where}: {name} is {value!r}. Use one of {', '.join(str(one) for one in allowed if one)}.")


def _distinct(path: Path, rows: tuple[Row, ...]) -> None:
    for what in ("name", "crm", "mailbox", "key"):
        seen: set[str] = set()
        for row in rows:
            value = getattr(row, what)
            if value and value in seen:
                raise MapError(f"{path.name}: two rows have the {what} {value!r}. Keep one of them.")
            seen.add(value)


def _blocks(path: Path, listed: list[Mapping[str, Any]], rows: tuple[Row, ...]) -> tuple[Block, ...]:
    try:
        blocks = tuple(Block(str(content["name"]), str(content["label"])) for content in listed)
    except KeyError as error:
        raise MapError(f"{path.name}: a [[block]] row needs name and label ({error} is missing).") from error
    names = [block.name for block in blocks]
    if unknown := sorted({row.block for row in rows if row.block} - set(names)):
        raise MapError(f"{path.name}: fields are parts of {', '.join(unknown)}. Add a [[block]] with that name.")
    if taken := sorted({name for name in names if names.count(name) > 1 or name in {row.name for row in rows}}):
        raise MapError(f"{path.name}: the name {', '.join(taken)} is given twice. A block needs one of its own.")
    return blocks


def _derived(path: Path, content: Mapping[str, Any], rows: tuple[Row, ...]) -> Derived:
    try:
        derived = Derived(Side(content["side"]), str(content["target"]), tuple(map(str, content["parts"])))
    except (ValueError, KeyError, TypeError) as error:
        raise MapError(f"{path.name}: a [[derived]] row needs side, target and parts ({error}).") from error
    if unknown := sorted(set(derived.parts) - {row.name for row in rows}):
        raise MapError(f"{path.name}: {derived.target} is made of {', '.join(unknown)}, which no row has.")
    if derived.target in {row.path(derived.side) for row in rows}:
        raise MapError(f"{path.name}: {derived.target} is a row's own field already. Take one of the two out.")
    return derived
