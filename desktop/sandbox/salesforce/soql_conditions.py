"""WHERE and HAVING as predicates over rows, and the shortcut through the indexes of a table.

Knows the types of fields and what may be compared with what; it never drops a condition. Vendor pages:
"Condition Expression Syntax" and "Comparison Operators" of the SOQL and SOSL reference.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from desktop.sandbox.salesforce.errors import SandboxError
from desktop.sandbox.salesforce.ids import full_id
from desktop.sandbox.salesforce.schema import TEXT_TYPES, Field
from desktop.sandbox.salesforce.soql_dates import day_range
from desktop.sandbox.salesforce.soql_names import Reader, Scope
from desktop.sandbox.salesforce.soql_syntax import (
    Chain,
    Comparison,
    Condition,
    Function,
    Literal,
    Negation,
    Path,
    Query,
)
from desktop.sandbox.salesforce.table import Row, Table
from desktop.sandbox.salesforce.times import literal_stamp, parse_day, stamp

Predicate = Callable[[Row], bool]
Operands = Callable[[Path | Function], tuple[Reader, Field]]
Semijoin = Callable[[Query], Collection[str]]
_ORDERED: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_NUMBERS = frozenset({"double", "currency", "int", "percent"})
_IDS = frozenset({"id", "reference"})
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Range:
    """The moments or days that a relative date word stands for, as stored texts; `after` is no longer part of it."""

    low: str
    after: str


def string_value(text: str) -> str:
    """The value of a quoted literal, its escapes resolved."""
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), text[1:-1])


class Conditions:
    """Compiles the conditions of one query."""

    def __init__(self, scope: Scope, operands: Operands, semijoin: Semijoin) -> None:
        self._scope = scope
        self._operands = operands
        self._semijoin = semijoin

    def predicate(self, condition: Condition) -> Predicate:
        """The condition as a function of a row; raises the service's refusal."""
        if isinstance(condition, Negation):
            inner = self.predicate(condition.inner)
            return lambda row: not inner(row)
        if isinstance(condition, Chain):
            parts = [self.predicate(part) for part in condition.parts]
            if condition.word == "AND":
                return lambda row: all(part(row) for part in parts)
            return lambda row: any(part(row) for part in parts)
        return self._comparison(condition)

    def _comparison(self, found: Comparison) -> Predicate:
        read, field = self._operands(found.operand)
        at = found.operand.at
        if not field.has("f"):
            message = f"field '{field.name}' can not be filtered in a query call"
            raise self._scope.refuse("INVALID_FIELD", at, message)
        if isinstance(found.value, Query):
            if field.type not in _IDS:
                message = "The inner select field cannot be compared with a field that is no id"
                raise self._scope.refuse("MALFORMED_QUERY", at, message)
            keys = self._semijoin(found.value)
            wanted = found.operator == "IN"
            return lambda row: (read(row) in keys) is wanted
        if isinstance(found.value, tuple):
            values = [self._value(field, literal) for literal in found.value]
            return self._listed(found, values, read, field)
        if found.operator == "LIKE":
            return self._like(read, field, found.value)
        return self._compared(found, self._value(field, found.value), read, field)

    def _listed(self, found: Comparison, values: list[Any], read: Reader, field: Field) -> Predicate:
        if found.operator == "INCLUDES":
            message = f"includes operator is not valid on field '{field.name}'"
            raise self._scope.refuse("INVALID_FIELD", found.operand.at, message)
        plain = frozenset(value for value in values if not isinstance(value, Range))
        ranges = [value for value in values if isinstance(value, Range)]
        read = _folded(read, field)
        wanted = found.operator == "IN"

        def test(row: Row) -> bool:
            value = read(row)
            hit = value in plain or (value is not None and any(r.low <= value < r.after for r in ranges))
            return hit is wanted

        return test

    def _like(self, read: Reader, field: Field, literal: Literal) -> Predicate:
        if field.type not in TEXT_TYPES:
            raise self._refuse_operator(literal.at, field)
        if literal.kind != "STRING":
            raise self._mismatch(field, literal)
        pattern = _like_pattern(literal.text[1:-1])

        def test(row: Row) -> bool:
            value = read(row)
            return value is not None and pattern.match(value) is not None

        return test

    def _refuse_operator(self, at: int, field: Field) -> SandboxError:
        return self._scope.refuse("INVALID_QUERY_FILTER_OPERATOR", at, f"invalid operator on {field.type} field")

    def _compared(self, found: Comparison, wanted: Any, read: Reader, field: Field) -> Predicate:
        sign, read = found.operator, _folded(read, field)
        if sign in ("=", "!="):
            if isinstance(wanted, Range):
                low, after = wanted.low, wanted.after
                equal: Predicate = lambda row: (value := read(row)) is not None and low <= value < after  # noqa: E731
            else:
                equal = lambda row: read(row) == wanted  # noqa: E731
            return equal if sign == "=" else lambda row: not equal(row)
        if field.type == "boolean":
            raise self._refuse_operator(found.operand.at, field)
        if isinstance(wanted, Range):
            # Before a range is before its start; up to it is before its end.
            sign, wanted = {
                "<": ("<", wanted.low),
                "<=": ("<", wanted.after),
                ">": (">=", wanted.after),
                ">=": (">=", wanted.low),
            }[sign]
        compare = _ORDERED[sign]

        def test(row: Row) -> bool:
            value = read(row)
            return value is not None and wanted is not None and bool(compare(value, wanted))

        return test

    def _value(self, field: Field, literal: Literal) -> Any:
        """The literal as a stored value of the field's type, text folded; raises where the types do not fit."""
        kind, text = literal.kind, literal.text
        if kind == "NULL":
            return None
        if field.type in _IDS and kind == "STRING":
            value = string_value(text)
            if value and full_id(value) is None:
                raise self._scope.refuse("INVALID_QUERY_FILTER_OPERATOR", literal.at, f"invalid ID field: {value}")
            return full_id(value) if value else None
        if field.type in TEXT_TYPES and kind == "STRING":
            return string_value(text).lower() or None
        if field.type == "boolean" and kind in ("TRUE", "FALSE"):
            return kind == "TRUE"
        if field.type in _NUMBERS and kind == "NUMBER":
            return float(text)
        if field.type in ("date", "datetime"):
            return self._time_value(field, literal)
        raise self._mismatch(field, literal)

    def _time_value(self, field: Field, literal: Literal) -> Any:
        try:
            if field.type == "datetime" and literal.kind == "DATETIME":
                return literal_stamp(literal.text.upper())
            if field.type == "date" and literal.kind == "DATE":
                return parse_day(literal.text).isoformat()
        except ValueError as problem:
            raise self._scope.refuse("MALFORMED_QUERY", literal.at, f"Invalid date: {literal.text}") from problem
        if literal.kind in ("NAME", "WORD_N"):
            zone = self._zone()
            span = day_range(literal.text, self._scope.org.clock().astimezone(zone).date())
            if span and field.type == "date":
                return Range(span[0].isoformat(), span[1].isoformat())
            if span:
                return Range(_midnight(span[0], zone), _midnight(span[1], zone))
        raise self._mismatch(field, literal)

    def _zone(self) -> ZoneInfo:
        user = self._scope.org.tables["User"].rows.get(self._scope.user_id)
        return ZoneInfo(user["TimeZoneSidKey"] if user is not None else "UTC")

    def _mismatch(self, field: Field, literal: Literal) -> SandboxError:
        if literal.kind == "NAME" and field.type not in ("date", "datetime"):
            return self._scope.refuse("MALFORMED_QUERY", literal.at, f"unexpected token: '{literal.text}'")
        kind = {"datetime": "dateTime", "id": "ID", "reference": "ID"}.get(field.type, field.type)
        quotes = "should be" if field.type in TEXT_TYPES or field.type in _IDS else "should not be"
        message = (
            f"value of filter criterion for field '{field.name}' must be of type {kind} and {quotes} enclosed in quotes"
        )
        return self._scope.refuse("INVALID_FIELD", literal.at, message)

    def candidates(self, condition: Condition | None, table: Table) -> Iterable[str] | None:
        """Ids of which the matching rows are a part, found through an index; None where only a full scan will do."""
        parts = condition.parts if isinstance(condition, Chain) and condition.word == "AND" else (condition,)
        plain = [part for part in parts if isinstance(part, Comparison) and isinstance(part.operand, Path)]
        for part in plain:
            if part.operator in ("=", "IN") and not isinstance(part.value, Query):
                found = self._looked_up(part, table)
                if found is not None:
                    return found
        for part in plain:
            if part.operator in (">", ">=", "=") and isinstance(part.value, Literal):
                low = self._lowest_stamp(part)
                if low is not None:
                    return table.since(low)
        return None

    def _looked_up(self, part: Comparison, table: Table) -> list[str] | None:
        _, field = self._operands(part.operand)
        literals = part.value if isinstance(part.value, tuple) else (part.value,)
        if not isinstance(part.operand, Path) or self._scope.column(part.operand).steps or field.type == "address":
            return None
        values = [self._value(field, literal) for literal in literals if isinstance(literal, Literal)]
        if any(not isinstance(value, str) for value in values):
            return None
        if field.name == "Id":
            return [value for value in dict.fromkeys(values) if value in table.rows]
        hits: dict[str, None] = {}
        for value in values:
            keys = table.equal(field.name, value)
            if keys is None:
                return None
            hits.update(dict.fromkeys(keys))
        return list(hits)

    def _lowest_stamp(self, part: Comparison) -> str | None:
        _, field = self._operands(part.operand)
        direct = isinstance(part.operand, Path) and not self._scope.column(part.operand).steps
        if not direct or field.name != "SystemModstamp" or not isinstance(part.value, Literal):
            return None
        value = self._value(field, part.value)
        low = value.low if isinstance(value, Range) else value
        return low if isinstance(low, str) else None


def _midnight(day: date, zone: ZoneInfo) -> str:
    return stamp(datetime.combine(day, time(), zone).astimezone(UTC))


def _folded(read: Reader, field: Field) -> Reader:
    if field.type not in TEXT_TYPES:
        return read

    def folded(row: Row) -> Any:
        value = read(row)
        return None if value is None else value.lower()

    return folded


def _like_pattern(text: str) -> re.Pattern[str]:
    """The pattern of LIKE: `%` is any text, `_` one character, a backslash takes away their meaning."""
    pieces = []
    for found in re.finditer(r"\\(.)|(.)", text, re.DOTALL):
        if found[1] is not None:
            pieces.append(re.escape(_ESCAPED.get(found[1], found[1])))
        else:
            pieces.append({"%": ".*", "_": "."}.get(found[2], re.escape(found[2])))
    return re.compile("".join(pieces) + r"\Z", re.IGNORECASE | re.DOTALL)
