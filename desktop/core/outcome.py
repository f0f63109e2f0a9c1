"""What became of one write.

Exists as the common answer of both ends to a batch of writes: one outcome an item, in the order of the items.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from desktop.core.faults import Fault
from desktop.core.record import NativeRecord


@dataclass(frozen=True, slots=True)
class Applied:
    """Done. `native_id` and `version` are those after the write (version '' where the vendor does not tell it).

    `record` is what the server shows now where the end had it re-read in the same call, else None.
    """

    native_id: str
    version: str = ""
    record: NativeRecord | None = None


@dataclass(frozen=True, slots=True)
class Stale:
    """Not done: the record changed since the version that was expected. `record` as it is now, where known."""

    record: NativeRecord | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Not done: the server refused this item."""

    fault: Fault


@dataclass(frozen=True, slots=True)
class Unknown:
    """It is not known whether it was done (the reply was lost): look before trying again."""

    fault: Fault


Outcome: TypeAlias = Applied | Stale | Refused | Unknown
