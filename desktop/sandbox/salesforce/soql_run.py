"""Runs a query: from its text to the matching rows and to the way in which they are shown, page by page.

Knows nothing of HTTP. Rows are picked when the query begins and shown as they are when their page is fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from desktop.sandbox.salesforce.errors import SandboxError
from desktop.sandbox.salesforce.org import Org
from desktop.sandbox.salesforce.schema import Field, ObjectSchema, object_name
from desktop.sandbox.salesforce.sharing import visible
from desktop.sandbox.salesforce.soql_conditions import Conditions, Predicate
from desktop.sandbox.salesforce.soql_groups import Groups, is_aggregate
from desktop.sandbox.salesforce.soql_names import Reader, Scope
from desktop.sandbox.salesforce.soql_order import ordered
from desktop.sandbox.salesforce.soql_select import Render, Selection
from desktop.sandbox.salesforce.soql_syntax import Function, Path, Query, parse, placed
from desktop.sandbox.salesforce.table import Row

_MOST_OFFSET = 2000


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, in which API version, and whether deleted rows are to be seen (queryAll)."""

    user_id: str
    version: str = "59.0"
    deleted: bool = False


@dataclass(slots=True)
class Result:
    """An answer that may have many pages: either finished `records`, or ids with the way to show their rows."""

    total: int
    records: list[dict[str, Any]] = field(default_factory=list)
    object: str = ""
    ids: list[str] = field(default_factory=list)
    render: Render | None = None
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class _Source:
    scope: Scope
    conditions: Conditions
    where: Predicate | None
    order: tuple[tuple[Reader, Any], ...]


class Runner:
    """Runs the queries of one asker against one org."""

    def __init__(self, org: Org, asker: Asker) -> None:
        self._org = org
        self._asker = asker

    def run(self, text: str) -> Result:
        """The result of a query; raises MALFORMED_QUERY, INVALID_FIELD, INVALID_TYPE and their like."""
        query = parse(text)
        if query.all_rows and not self._asker.deleted:
            raise SandboxError("MALFORMED_QUERY", placed(text, len(text), "ALL ROWS not allowed in this context"))
        if query.offset > _MOST_OFFSET:
            raise SandboxError("NUMBER_OUTSIDE_VALID_RANGE", f"Maximum SOQL offset allowed is {_MOST_OFFSET}")
        scope = self._scope(text, query)
        if _counts_rows(query):
            return Result(len(self._picked(query, self._source(scope, query))))
        if is_aggregate(query):
            groups = Groups(scope, query, lambda inner: self._keys(text, inner))
            source = self._source(scope, query, with_order=False)
            records = groups.run(self._matching(query, source))
            return Result(len(records), records)
        if query.having:
            raise scope.refuse("MALFORMED_QUERY", query.source_at, "HAVING needs GROUP BY")
        selection = Selection(scope, self._asker.version, lambda inner: self._children(scope, inner))
        render = selection.render(query)
        rows = self._picked(query, self._source(scope, query))
        ids = [row["Id"] for row in rows]
        return Result(len(ids), object=scope.schema.name, ids=ids, render=render, deleted=self._asker.deleted)

    def _scope(self, text: str, query: Query) -> Scope:
        name = object_name(query.source)
        if name is None:
            message = f"sObject type '{query.source}' is not supported."
            raise SandboxError("INVALID_TYPE", placed(text, query.source_at, message))
        return Scope(self._org, self._asker.user_id, text, self._org.schema(name), query.alias)

    def _source(self, scope: Scope, query: Query, with_order: bool = True) -> _Source:
        def operand(found: Path | Function) -> tuple[Reader, Field]:
            if isinstance(found, Function):
                message = f"aggregate functions are not allowed here: {found.name}"
                raise scope.refuse("MALFORMED_QUERY", found.at, message)
            column = scope.column(found)
            return scope.reader(column), column.field

        conditions = Conditions(scope, operand, lambda inner: self._keys(scope.text, inner))
        where = conditions.predicate(query.where) if query.where else None
        order = []
        for item in query.order if with_order else ():
            read, column = operand(item.operand)
            if not column.has("s"):
                message = f"field '{column.name}' can not be sorted in a query call"
                raise scope.refuse("INVALID_FIELD", item.operand.at, message)
            order.append((read, item))
        return _Source(scope, conditions, where, tuple(order))

    def _matching(self, query: Query, source: _Source, within: Iterable[str] | None = None) -> list[Row]:
        """The rows that the user sees and that match WHERE, in the order of their creation or of the index used."""
        table = self._org.tables[source.scope.schema.name]
        ids = source.conditions.candidates(query.where, table) if within is None else within
        rows: Iterable[Row] = table.rows.values() if ids is None else (table.rows[key] for key in ids)
        if not self._asker.deleted:
            rows = (row for row in rows if not row["IsDeleted"])
        rows = (row for row in rows if not self._org.is_purged(row))
        if source.where is not None:
            rows = filter(source.where, rows)
        mine = self._mine(source.scope, query)
        settings, user, name = self._org.settings, self._asker.user_id, source.scope.schema.name
        return [row for row in rows if visible(settings, name, row, user) and (not mine or row["OwnerId"] == user)]

    def _mine(self, scope: Scope, query: Query) -> bool:
        if query.scope not in (None, "everything", "mine"):
            raise scope.refuse("MALFORMED_QUERY", query.source_at, f"Invalid scope: {query.scope}")
        return query.scope == "mine"

    def _picked(self, query: Query, source: _Source, within: Iterable[str] | None = None) -> list[Row]:
        rows = ordered(self._matching(query, source, within), source.order)
        stop = None if query.limit is None else query.offset + query.limit
        return rows[query.offset : stop]

    def _keys(self, text: str, query: Query) -> Collection[str]:
        """The ids that a semi-join selects."""
        scope = self._scope(text, query)
        path = query.select[0].item
        column = scope.column(path) if isinstance(path, Path) else None
        if column is None or column.field.type not in ("id", "reference"):
            raise scope.refuse("MALFORMED_QUERY", query.source_at, "The inner select must select an id or a reference")
        read = scope.reader(column)
        return {key for row in self._matching(query, self._source(scope, query)) if (key := read(row)) is not None}

    def _children(self, parent: Scope, query: Query) -> Callable[[Row], Any]:
        """How to read the child rows of a parent row through a relationship such as `Contacts`."""
        relation = next((c for c in parent.schema.children if (c.name or "").lower() == query.source.lower()), None)
        if relation is None:
            message = f"Didn't understand relationship '{query.source}' in FROM part of query call."
            raise parent.refuse("INVALID_TYPE", query.source_at, message)
        schema: ObjectSchema = self._org.schema(relation.child)
        scope = Scope(self._org, self._asker.user_id, parent.text, schema, query.alias or relation.name)
        if is_aggregate(query) or any(isinstance(item.item, Query) for item in query.select):
            raise scope.refuse("MALFORMED_QUERY", query.source_at, "A child query selects fields only")
        selection = Selection(scope, self._asker.version, lambda inner: self._children(scope, inner))
        render, source = selection.render(query), self._source(scope, query)
        table = self._org.tables[schema.name]

        def read(row: Row) -> Any:
            rows = self._picked(query, source, table.equal(relation.field, row["Id"]) or ())
            records = [render(child) for child in rows]
            return {"totalSize": len(records), "done": True, "records": records} if records else None

        return read


def _counts_rows(query: Query) -> bool:
    """Whether the query is `SELECT COUNT() ...`, whose answer is a number and no records."""
    first = query.select[0]
    plain = isinstance(first.item, Function) and first.item.name == "COUNT" and first.item.path is None
    return plain and len(query.select) == 1 and not query.group and first.alias is None
