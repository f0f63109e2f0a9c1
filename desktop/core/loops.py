"""The loop breaker's rule: how often a value came back to what it was before.

Exists so that two programs that overwrite each other without end are told from a person who changed their mind. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from desktop.core.values import MaybeValue

RETURNS, WITHIN = 3, 8
"""A field that returned this often within so many sessions freezes its record."""


def returns(values: Iterable[MaybeValue], same: Callable[[MaybeValue, MaybeValue], bool]) -> int:
    """How often a series of values went back to one that it had left."""
    seen: list[MaybeValue] = []
    last, count = None, 0
    for value in values:
        if last is not None and same(last, value):
            continue
        count += any(same(earlier, value) for earlier in seen)
        seen.append(value)
        last = value
    return count
