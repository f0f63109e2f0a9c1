"""When what was refused is tried again: after growing pauses, and then not any more until something changes.

Exists as the one table of pauses. Pure; must not know what a try is.
"""

from __future__ import annotations

from datetime import datetime, timedelta

PAUSES = (timedelta(0), timedelta(hours=1), timedelta(hours=4), timedelta(days=1))
"""After the first try: the next session, then these; after the last one a record rests until it changes."""
LOOP_FROZEN = "loop-frozen"
"""The code of an issue about a record that is frozen: only a person can free it."""
LASTING = frozenset({"unresolved-account"})
"""Codes of values that are withheld and may come right without a change of the record."""


def next_try(code: str, attempts: int, last: datetime, lasting: bool = False) -> datetime | None:
    """When an issue of this code, tried so often and last at a moment, is due again; None: it rests until the record
    changes or a person retries it. What is `lasting` may come right without a change: it is tried daily for ever."""
    if code == LOOP_FROZEN:
        return None
    if attempts > len(PAUSES):
        return last + PAUSES[-1] if lasting else None
    return last + PAUSES[max(attempts, 1) - 1]
