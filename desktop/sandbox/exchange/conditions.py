"""Conditions and orders over items or folders, compiled once per search, as pure functions; no dialect here.

How Exchange compares: text without regard to case, numbers and times by their order, a missing value never matches
(https://learn.microsoft.com/exchange/client-developer/web-service-reference/restriction).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from desktop.sandbox.exchange.items import Value

Condition = Callable[[Any], bool]
Reading = Callable[[Any], Value | None]
Scalar = str | float | datetime

_COMPARISONS: dict[str, Callable[[int], bool]] = {
    "IsEqualTo": lambda sign: sign == 0,
    "IsNotEqualTo": lambda sign: sign != 0,
    "IsGreaterThan": lambda sign: sign > 0,
    "IsGreaterThanOrEqualTo": lambda sign: sign >= 0,
    "IsLessThan": lambda sign: sign < 0,
    "IsLessThanOrEqualTo": lambda sign: sign <= 0,
}
COMPARISONS = tuple(_COMPARISONS)


def comparable(text: str, kind: str) -> Scalar:
    """A text as what its kind compares by: a time, a number, or folded text; raises ValueError."""
    if kind == "time":
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    if kind == "number":
        return float(text)
    if kind == "flag":
        return float(text.strip().lower() in ("true", "1"))
    return text.casefold()


def _sign(left: Scalar, right: Scalar) -> int:
    return int(left > right) - int(left < right)  # type: ignore[operator]  # both are of one kind


def compare(reading: Reading, name: str, other: Reading, kind: str) -> Condition:
    """One of the six comparisons between two readings; a list matches when one of its entries does.

    A missing value is unequal to everything and neither greater nor less.
    """
    accept = _COMPARISONS[name]

    def holds(item: Any) -> bool:
        left, right = reading(item), other(item)
        if left is None or right is None:
            return name == "IsNotEqualTo" and (left is None) != (right is None)
        target = comparable(_single(right), kind)
        texts = left if isinstance(left, list) else [left]
        found = [accept(_sign(comparable(text, kind), target)) for text in texts]
        return all(found) if name == "IsNotEqualTo" else any(found)

    return holds


def equals(reading: Reading, constant: str) -> Condition:
    """Plain text equality without regard to case: the common search, kept fast for large folders."""
    folded = constant.casefold()

    def holds(item: Any) -> bool:
        value = reading(item)
        if isinstance(value, str):
            return value.casefold() == folded
        return value is not None and any(entry.casefold() == folded for entry in value)

    return holds


def contains(reading: Reading, constant: str, mode: str, comparison: str) -> Condition:
    """Containment by Exchange's modes and comparisons; a list matches when one of its entries does."""
    fold = _folding(comparison)
    needle = fold(constant)

    def found(text: str) -> bool:
        hay = fold(text)
        match mode:
            case "FullString":
                return hay == needle
            case "Prefixed":
                return hay.startswith(needle)
            case "PrefixOnWords":
                return any(word.startswith(needle) for word in hay.split())
            case "ExactPhrase":
                return f" {needle} " in f" {' '.join(hay.split())} "
            case _:
                return needle in hay

    def holds(item: Any) -> bool:
        value = reading(item)
        if value is None:
            return False
        return found(value) if isinstance(value, str) else any(found(entry) for entry in value)

    return holds


def exists(reading: Reading) -> Condition:
    """Whether the item has the property at all."""
    return lambda item: reading(item) is not None


def excludes(reading: Reading, mask: int) -> Condition:
    """Whether none of the mask's bits is set in the property; a missing one has none."""
    return lambda item: not int(_single(reading(item) or "0")) & mask


def every(parts: list[Condition]) -> Condition:
    """All of the conditions."""
    return lambda item: all(part(item) for part in parts)


def some(parts: list[Condition]) -> Condition:
    """At least one of the conditions."""
    return lambda item: any(part(item) for part in parts)


def negated(part: Condition) -> Condition:
    """The opposite of a condition."""
    return lambda item: not part(item)


def sort_key(reading: Reading, kind: str) -> Callable[[Any], tuple[bool, Scalar]]:
    """A key for sorting; items without the property come first."""

    def key(item: Any) -> tuple[bool, Scalar]:
        value = reading(item)
        if value is None:
            return (False, "")
        return (True, comparable(_single(value), kind))

    return key


def _single(value: Value) -> str:
    return value if isinstance(value, str) else "; ".join(value)


def _folding(comparison: str) -> Callable[[str], str]:
    ignore_case = "IgnoreCase" in comparison or comparison == "Loose"
    ignore_marks = "NonSpac" in comparison

    def fold(text: str) -> str:
        if ignore_marks:
            text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        return text.casefold() if ignore_case else text

    return fold
