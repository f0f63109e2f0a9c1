"""The select list of a query as a function from a row to its JSON form.

Knows nothing of conditions; child queries are run by whoever hands in `children`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desktop.sandbox.salesforce.soql_names import Column, Reader, Scope, Step
from desktop.sandbox.salesforce.soql_syntax import Function, Path, Query, Selected
from desktop.sandbox.salesforce.table import Row

Render = Callable[[Row], dict[str, Any]]
Children = Callable[[Query], Callable[[Row], Any]]
_FIELDS_LIMIT = 200


@dataclass(slots=True)
class _Node:
    """One level of the answer: its own columns, and the levels below by relationship."""

    columns: dict[str, Reader] = field(default_factory=dict)
    below: dict[str, tuple[Step, _Node]] = field(default_factory=dict)


def row_url(version: str, name: str, row_id: str) -> str:
    """The path of a row, as `attributes` name it."""
    return f"/services/data/v{version}/sobjects/{name}/{row_id}"


class Selection:
    """Compiles the select list of one query that is no aggregate."""

    def __init__(self, scope: Scope, version: str, children: Children) -> None:
        self._scope = scope
        self._version = version
        self._children = children

    def render(self, query: Query) -> Render:
        """The function from a row to its answer; raises the service's refusal."""
        root = _Node()
        lists: dict[str, Callable[[Row], Any]] = {}
        for item in query.select:
            if isinstance(item.item, Query):
                lists[item.item.source] = self._children(item.item)
            elif isinstance(item.item, str):
                self._add_all(root, item.item, query)
            elif isinstance(item.item, Path):
                self._add_path(root, item, item.item)
            elif isinstance(item.item, Function):
                message = f"the function {item.item.name} is not supported here"
                raise self._scope.refuse("MALFORMED_QUERY", item.item.at, message)
        shown = self._level(root, self._scope.schema.name)
        if not lists:
            return shown

        def with_lists(row: Row) -> dict[str, Any]:
            answer = shown(row)
            answer.update({name: read(row) for name, read in lists.items()})
            return answer

        return with_lists

    def _add_path(self, root: _Node, item: Selected, path: Path) -> None:
        if item.alias:
            message = "only aggregate expressions use field aliasing"
            raise self._scope.refuse("MALFORMED_QUERY", path.at, message)
        column = self._scope.column(path)
        node = root
        for step in column.steps:
            node = node.below.setdefault(step.name, (step, _Node()))[1]
        if column.field.name in node.columns:
            message = f"duplicate field selected: {path}"
            raise self._scope.refuse("INVALID_FIELD", path.at, message)
        node.columns[column.field.name] = self._scope.reader(Column((), column.schema, column.field))

    def _add_all(self, root: _Node, word: str, query: Query) -> None:
        if word not in ("ALL", "STANDARD", "CUSTOM"):
            raise self._scope.refuse("MALFORMED_QUERY", 0, f"unknown field group: {word}")
        if word != "STANDARD" and (query.limit is None or query.limit > _FIELDS_LIMIT):
            message = f"The SOQL FIELDS function must have a LIMIT of at most {_FIELDS_LIMIT}"
            raise self._scope.refuse("MALFORMED_QUERY", 0, message)
        schema = self._scope.schema
        for each in schema.fields:
            custom = each.name.endswith("__c")
            if word == "ALL" or custom == (word == "CUSTOM"):
                root.columns.setdefault(each.name, self._scope.reader(Column((), schema, each)))

    def _level(self, node: _Node, name: str) -> Render:
        readers = tuple(node.columns.items())
        below = tuple((key, step, self._level(inner, step.target.name)) for key, (step, inner) in node.below.items())
        base = f"/services/data/v{self._version}/sobjects/{name}/"
        related = self._scope.related

        def render(row: Row) -> dict[str, Any]:
            answer: dict[str, Any] = {"attributes": {"type": name, "url": base + row["Id"]}}
            for key, read in readers:
                answer[key] = read(row)
            for key, step, inner in below:
                other = related(step, row)
                answer[key] = None if other is None else inner(other)
            return answer

        return render
