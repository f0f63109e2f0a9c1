"""ORDER BY: text in any casing, null values first unless the query says last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.sandbox.salesforce.soql_names import Reader
from desktop.sandbox.salesforce.soql_syntax import Ordering
from desktop.sandbox.salesforce.table import Row


def ordered(rows: list[Row], orderings: Sequence[tuple[Reader, Ordering]]) -> list[Row]:
    """The rows in the order that the query asks for; equal ones keep their order."""
    for read, ordering in reversed(orderings):
        pairs = [(read(row), row) for row in rows]
        empty = [row for value, row in pairs if value is None]
        full = [pair for pair in pairs if pair[0] is not None]
        full.sort(key=_key, reverse=ordering.descending)
        rest = [row for _, row in full]
        rows = rest + empty if ordering.nulls_last else empty + rest
    return rows


def _key(pair: tuple[Any, Row]) -> Any:
    value = pair[0]
    return value.lower() if isinstance(value, str) else value
