"""The two-way view of a kind: native fields to canonical ones and back, under the limits of both ends.

Exists as the only place where a field name of a vendor meets a canonical one. Must not know sync, store or any end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Self

from desktop.core.ports import Capabilities, MatchKeys
from desktop.core.record import Kind, NativeFields, Scalar, Side
from desktop.core.rules import Join
from desktop.core.values import ABSENT, EMPTY, Fields, FieldValue, MaybeValue, folded
from desktop.mapping import forms, sentences
from desktop.mapping.forms import ACCOUNT, FORMS
from desktop.mapping.sentences import Withheld
from desktop.mapping.spec import KEYS, Derived, MapSpec, Row, read
from desktop.paths import resources

ACCOUNT_ID = "AccountId"
"""The reference that stands behind a company in the CRM; only its text is compared."""


@dataclass(frozen=True, slots=True)
class Written:
    """What is sent for some canonical fields: the native patch, the values that the target will then show, and what
    had to be kept back."""

    patch: dict[str, Scalar] = field(default_factory=dict)
    intended: dict[str, FieldValue] = field(default_factory=dict)
    withheld: list[Withheld] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one end offers and takes; None where everything mapped is."""

    offered: frozenset[str] | None = None
    writable: frozenset[str] | None = None
    lengths: Mapping[str, int] = field(default_factory=dict)


class KindMap:
    """The map of one kind, fitted to what the ends said of themselves. Fulfils the planner's `FieldRules`."""

    def __init__(self, spec: MapSpec, limits: Mapping[Side, Limits] | None = None) -> None:
        self._spec = spec
        self._limits = dict(limits or {side: Limits() for side in Side})
        self._rows = {row.name: row for row in spec.rows}
        self._by_key = {row.key: row.name for row in spec.rows if row.key}
        self._columns = {side: [row for row in spec.rows if self._is_offered(row, side)] for side in Side}
        self._readers = {
            side: [(row.name, row.path(side), FORMS[row.form].read) for row in rows]
            for side, rows in self._columns.items()
        }
        self._accounts = {row.name: row.path(Side.CRM) for row in self._columns[Side.CRM] if row.form == ACCOUNT}
        self._compared = {row.name: FORMS[row.form].compared for row in spec.rows}
        self._targets = {side: {row.name for row in self._columns[side] if self._takes(row, side)} for side in Side}

    @classmethod
    def load(cls, kind: Kind) -> Self:
        """The map of a kind as the program is shipped with. Raises MapError."""
        return cls(_shipped(resources() / "mappings" / f"{kind.value}.toml"))

    def fit(self, side: Side, capabilities: Capabilities) -> Self:
        """The same map under the limits of an end: fields that it does not offer are left out, fields that it does not
        take flow the other way only."""
        limits = Limits(capabilities.offered, capabilities.writable, capabilities.max_lengths)
        return type(self)(self._spec, {**self._limits, side: limits})

    @property
    def revision(self) -> int:
        """The revision that bases are kept under."""
        return self._spec.revision

    @property
    def fields(self) -> tuple[str, ...]:
        """The canonical names that both sides offer, in display order."""
        mailbox = {row.name for row in self._columns[Side.MAILBOX]}
        return tuple(row.name for row in self._columns[Side.CRM] if row.name in mailbox)

    @property
    def notices(self) -> tuple[str, ...]:
        """One sentence for each field that cannot be kept the same, or only one way."""
        return tuple(
            sentence
            for side in Side
            for row in self._spec.rows
            if (sentence := sentences.notice(row, side, self._is_offered(row, side), self._takes(row, side)))
        )

    def native_fields(self, side: Side) -> tuple[str, ...]:
        """The native fields that an end must read."""
        paths = [row.path(side) for row in self._columns[side]]
        return (*paths, ACCOUNT_ID) if side is Side.CRM and self._accounts else tuple(paths)

    def offered(self, side: Side) -> frozenset[str]:
        """The canonical fields that a side shows."""
        return frozenset(row.name for row in self._columns[side])

    def required(self, side: Side) -> tuple[str, ...]:
        """The canonical fields without which a side refuses a new record."""
        return tuple(row.name for row in self._columns[side] if row.required is side)

    def flows(self, field: str, to: Side) -> bool:
        """Whether a field may be written on a side."""
        return field in self._targets[to]

    def join(self, field: str) -> Join:
        """What may be made of two changes of a field."""
        return FORMS[self._rows[field].form].join

    def block(self, field: str) -> str:
        """The block that a field is a part of; '' where it is part of none, or is no field."""
        return self._rows[field].block if field in self._rows else ""

    def parts(self, block: str) -> tuple[str, ...]:
        """The fields of a block in display order; () for what is no block."""
        return tuple(row.name for row in self._spec.rows if block and row.block == block)

    def subjects(self) -> tuple[str, ...]:
        """What a person decides about: fields, and blocks in place of their parts, in display order."""
        return tuple(dict.fromkeys(self.block(name) or name for name in self.fields))

    def fits(self, field: str, value: FieldValue) -> bool:
        """Whether no side has to keep a value back for its size."""
        row = self._rows[field]
        return value is EMPTY or not any(self._out_of_size(row, side, value) for side in Side)

    def label(self, field: str) -> str:
        """What people call a field or a block; the name itself for one that is not mapped (any more)."""
        if field in self._rows:
            return self._rows[field].label
        return next((block.label for block in self._spec.blocks if block.name == field), field)

    def view(self, side: Side, native: NativeFields) -> dict[str, FieldValue]:
        """The canonical fields of a native record. A field that is not there is left out (ABSENT)."""
        shown: dict[str, FieldValue] = {}
        for name, path, reader in self._readers[side]:
            if path in native:
                value = native[path]
                read_value = EMPTY if value is None or value == "" else reader(value)
                if read_value is not ABSENT:
                    shown[name] = read_value
        if side is Side.CRM:
            for name in self._accounts:
                if shown.get(name) is EMPTY and native.get(ACCOUNT_ID):
                    del shown[name]
        return shown

    def same(self, field: str, a: MaybeValue, b: MaybeValue) -> bool:
        """Whether two values of a field are equal in its comparison form; ABSENT equals only ABSENT."""
        if a is b or a == b:
            return True
        if a is ABSENT or b is ABSENT:
            return False
        compared = self._compared.get(field)
        return compared is not None and compared(a) == compared(b)

    def write(self, side: Side, fields: Fields, whole: Fields, accounts: Mapping[str, str]) -> Written:
        """What must be sent so that `fields` hold on a side.

        Values are such as `view` and `typed` make. `whole` are the target's fields as they will be after it,
        `accounts` maps `account_key` of company texts to account ids ('' for a company that the CRM has not, or has
        several times). A field that is not named (ABSENT) is never written.
        """
        written = Written()
        for row in self._columns[side]:
            if row.required is side and whole.get(row.name, EMPTY) is EMPTY:
                written.withheld.append(sentences.required(row, side))
            elif row.name in fields and row.name in self._targets[side]:
                self._write_field(written, row, side, fields[row.name], accounts)
        for derived in self._spec.derived:
            if written.intended.keys() & set(derived.parts) and self._takes_derived(derived, side):
                written.patch[derived.target] = self._derived(derived, written, whole)
        return written

    def _derived(self, derived: Derived, written: Written, whole: Fields) -> Scalar:
        """The joined parts, without those that are withheld; cut where it must be, since it is never read back."""
        held_back = {item.field for item in written.withheld}
        parts = [whole.get(part, EMPTY) for part in derived.parts if part not in held_back]
        limit = self._limits[derived.side].lengths.get(derived.target)
        return " ".join(str(part) for part in parts if part is not EMPTY)[:limit].strip() or None

    def _takes_derived(self, derived: Derived, side: Side) -> bool:
        writable = self._limits[side].writable
        return derived.side is side and (writable is None or derived.target in writable)

    def _write_field(
        self, written: Written, row: Row, side: Side, value: FieldValue, accounts: Mapping[str, str]
    ) -> None:
        if kept_back := self._keeps_back(row, side, value, accounts):
            written.withheld.append(kept_back)
            return
        form = FORMS[row.form]
        if row.form == ACCOUNT and side is Side.CRM:
            written.patch[ACCOUNT_ID] = None if value is EMPTY else accounts[account_key(str(value))]
        else:
            written.patch[row.path(side)] = None if value is EMPTY else form.write(value)
        written.intended[row.name] = value

    def _keeps_back(self, row: Row, side: Side, value: FieldValue, accounts: Mapping[str, str]) -> Withheld | None:
        if value is EMPTY:
            return None
        if row.form == ACCOUNT and side is Side.CRM:
            return None if accounts.get(account_key(str(value))) else sentences.unresolved(row, str(value))
        if too_long := self._out_of_size(row, side, value):
            return sentences.too_long(row, side, *too_long)
        return sentences.out_of_range(row, side) if forms.out_of_range(value, side) else None

    def _out_of_size(self, row: Row, side: Side, value: FieldValue) -> tuple[int, int] | None:
        """The size of a value and what the side takes at most; None where it takes the value."""
        length, limit = FORMS[row.form].length(value, side), self._limits[side].lengths.get(row.path(side))
        return (length, limit) if limit is not None and length > limit else None

    def keys(self, fields: Fields) -> MatchKeys:
        """The natural keys of a record, folded; '' where it has none."""
        return MatchKeys(**{key: folded(self._keyed(fields, key)) for key in KEYS})

    def company(self, fields: Fields) -> str | None:
        """The company text that must be resolved to an account before these fields can be written to the CRM."""
        for name in self._accounts:
            value = fields.get(name, EMPTY)
            if isinstance(value, str):
                return value
        return None

    def title(self, fields: Fields) -> str:
        """What a person calls the record: first and last name, else company, else e-mail, else "(no name)"."""
        texts = {key: text for key in KEYS if isinstance(text := self._keyed(fields, key), str)}
        name = " ".join(texts[key] for key in ("first_name", "last_name") if key in texts)
        return name or texts.get("company") or texts.get("email") or "(no name)"

    def typed(self, field: str, text: str) -> MaybeValue:
        """The value that a person typed for a field; ABSENT when it is none, or the field is not mapped (any more)."""
        return forms.typed(self._rows[field].form, text) if field in self._rows else ABSENT

    def _keyed(self, fields: Fields, key: str) -> FieldValue:
        """The value of a natural key; EMPTY where the kind has no such key."""
        return fields.get(self._by_key.get(key, ""), EMPTY)

    def _is_offered(self, row: Row, side: Side) -> bool:
        offered = self._limits[side].offered
        return offered is None or row.path(side) in offered

    def _takes(self, row: Row, side: Side) -> bool:
        writable = self._limits[side].writable
        return side in row.flows and (writable is None or row.path(side) in writable)


@cache
def _shipped(path: Path) -> MapSpec:
    """Read once a process: a session asks several times, and the file is the program's own."""
    return read(path)


def account_key(company: str) -> str:
    """The form under which accounts are looked up: without case, with accents."""
    return company.casefold()
