"""How a record lies in its table.

Exists because the mirror and the pairings both load records. Knows no connection.
"""

from __future__ import annotations

from typing import Any

from desktop.core.record import Kind, Record, Role, Side
from desktop.store.forms import fields_of, maybe_moment

RECORD_COLUMNS = (
    "row",
    "side",
    "kind",
    "native_id",
    "role",
    "version",
    "marked",
    "link",
    "fields",
    "gone",
    "merged_into",
    "modified",
    "owned",
)
"""The columns of a `Record`, in the order that `record_of` takes them."""


def columns(alias: str) -> str:
    """The column list of a query that joins the table under an alias."""
    return ", ".join(f"{alias}.{name}" for name in RECORD_COLUMNS)


def record_of(row: tuple[Any, ...]) -> Record:
    """The record of a row of `RECORD_COLUMNS`."""
    return Record(
        row=row[0],
        side=Side(row[1]),
        kind=Kind(row[2]),
        native_id=row[3],
        role=Role(row[4]),
        version=row[5],
        marked=bool(row[6]),
        link=row[7],
        fields=fields_of(row[8]),
        gone=bool(row[9]),
        merged_into=row[10],
        modified=maybe_moment(row[11]),
        owned=None if row[12] is None else bool(row[12]),
    )
