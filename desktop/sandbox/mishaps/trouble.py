"""The refusal that the request in work is to meet: set by the doorman, met where a server treats one item.

Exists so that a planned refusal is worded by the same code as a real one. Knows neither server.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Trouble:
    """A code of the server for the whole request, or for one item of it (1 is the first; None: for every item)."""

    code: str
    item: int | None = None
    back_off_s: float | None = None
    seen: int = 0


_CURRENT: ContextVar[Trouble | None] = ContextVar("trouble", default=None)


@contextmanager
def troubled(trouble: Trouble | None) -> Iterator[None]:
    """While open, this request meets the trouble."""
    token = _CURRENT.set(trouble)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def of_request(*codes: str) -> Trouble | None:
    """The trouble of the request as a whole, where it is one of these codes and for no single item."""
    trouble = _CURRENT.get()
    return trouble if trouble is not None and trouble.item is None and trouble.code in codes else None


def of_next_item() -> Trouble | None:
    """The trouble of the item that is treated next; counts the item."""
    trouble = _CURRENT.get()
    if trouble is None:
        return None
    trouble.seen += 1
    return trouble if trouble.item in (None, trouble.seen) else None
