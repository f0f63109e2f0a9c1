"""Aggregate queries: GROUP BY, HAVING and the functions COUNT, COUNT_DISTINCT, MIN, MAX, SUM and AVG.

Knows nothing of paging: an aggregate answer is one page. Vendor page: "Aggregate Functions" of the SOQL reference.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop.sandbox.salesforce.schema import Field
from desktop.sandbox.salesforce.soql_conditions import Conditions, Semijoin
from desktop.sandbox.salesforce.soql_names import Reader, Scope
from desktop.sandbox.salesforce.soql_order import ordered
from desktop.sandbox.salesforce.soql_syntax import Function, Path, Query
from desktop.sandbox.salesforce.table import Row

FUNCTIONS = frozenset({"COUNT", "COUNT_DISTINCT", "MIN", "MAX", "SUM", "AVG"})
_COUNT = Field("count", "int", 0, frozenset("fs"), "Count")
_DOUBLE = Field("number", "double", 0, frozenset("fs"), "Number")
_NUMBERS = frozenset({"double", "currency", "int", "percent"})


def is_aggregate(query: Query) -> bool:
    """Whether the query answers with groups: it has GROUP BY, or a function over a field."""
    return bool(query.group) or any(isinstance(item.item, Function) for item in query.select)


class Groups:
    """Compiles and runs one aggregate query. A group is a Row whose keys are the texts of its operands."""

    def __init__(self, scope: Scope, query: Query, semijoin: Semijoin) -> None:
        self._scope = scope
        self._query = query
        self._keys: dict[str, Reader] = {}
        self._functions: dict[str, tuple[str, Reader | None]] = {}
        for path in query.group:
            column = scope.column(path)
            if not column.field.has("g"):
                message = f"field '{path}' can not be grouped in a query call"
                raise scope.refuse("INVALID_FIELD", path.at, message)
            self._keys[_text(path)] = scope.reader(column)
        self._shown = self._shown_columns()
        having = query.having
        self._having = Conditions(scope, self._operand, semijoin).predicate(having) if having else None
        self._order = [(self._operand(item.operand)[0], item) for item in query.order]

    def _shown_columns(self) -> list[tuple[str, str]]:
        shown: list[tuple[str, str]] = []
        unnamed = 0
        for item in self._query.select:
            if isinstance(item.item, Path):
                if _text(item.item) not in self._keys:
                    message = f"Field must be grouped or aggregated: {item.item}"
                    raise self._scope.refuse("MALFORMED_QUERY", item.item.at, message)
                shown.append((item.alias or self._scope.column(item.item).field.name, _text(item.item)))
            elif isinstance(item.item, Function):
                self._operand(item.item)
                shown.append((item.alias or f"expr{unnamed}", _text(item.item)))
                unnamed += not item.alias
            else:
                raise self._scope.refuse("MALFORMED_QUERY", 0, "Grouped query cannot use child relationships")
        return shown

    def _operand(self, operand: Path | Function) -> tuple[Reader, Field]:
        key = _text(operand)
        if isinstance(operand, Path):
            if key not in self._keys:
                message = f"Field must be grouped or aggregated: {operand}"
                raise self._scope.refuse("MALFORMED_QUERY", operand.at, message)
            return (lambda group: group.get(key)), self._scope.column(operand).field
        if operand.name not in FUNCTIONS or (operand.path is None and operand.name != "COUNT"):
            raise self._scope.refuse("MALFORMED_QUERY", operand.at, f"unknown function: {operand.name}")
        kind = self._function(key, operand)
        return (lambda group: group.get(key)), kind

    def _function(self, key: str, function: Function) -> Field:
        if function.path is None:
            self._functions[key] = ("COUNT", None)
            return _COUNT
        column = self._scope.column(function.path)
        number = column.field.type in _NUMBERS
        if not column.field.has("a") or (function.name in ("SUM", "AVG") and not number):
            message = f"field {column.field.name} does not support aggregate operator {function.name}"
            raise self._scope.refuse("MALFORMED_QUERY", function.at, message)
        self._functions[key] = (function.name, self._scope.reader(column))
        if function.name.startswith("COUNT"):
            return _COUNT
        return column.field if function.name in ("MIN", "MAX") else _DOUBLE

    def run(self, rows: Iterable[Row]) -> list[dict[str, Any]]:
        """The answer's records for the rows that matched WHERE."""
        found: dict[tuple[Any, ...], list[Row]] = {} if self._keys else {(): []}
        for row in rows:
            found.setdefault(tuple(_folded(read(row)) for read in self._keys.values()), []).append(row)
        groups = [self._group(members) for members in found.values()]
        groups = [group for group in groups if self._having is None or self._having(group)]
        groups = ordered(groups, self._order)
        stop = None if self._query.limit is None else self._query.offset + self._query.limit
        kept = groups[self._query.offset : stop]
        return [{"attributes": {"type": "AggregateResult"}, **{n: g[key] for n, key in self._shown}} for g in kept]

    def _group(self, members: list[Row]) -> Row:
        group = Row({key: read(members[0]) for key, read in self._keys.items()})
        for key, (name, read) in self._functions.items():
            group[key] = (
                _aggregate(name, [value for row in members if (value := read(row)) is not None])
                if read
                else len(members)
            )
        return group


def _text(operand: Path | Function) -> str:
    if isinstance(operand, Path):
        return str(operand).lower()
    return f"{operand.name}({str(operand.path).lower() if operand.path else ''})"


def _folded(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _aggregate(name: str, values: list[Any]) -> Any:
    if name == "COUNT":
        return len(values)
    if name == "COUNT_DISTINCT":
        return len({_folded(value) for value in values})
    if not values:
        return None
    if name in ("MIN", "MAX"):
        return (min if name == "MIN" else max)(values, key=_folded)
    return sum(values) if name == "SUM" else sum(values) / len(values)
