"""The organisation's daily calls: how much of them may be used up before we rest, and for how long.

Exists as the one place with these numbers. Pure; must not know how calls are counted.
"""

from __future__ import annotations

from datetime import timedelta

MOST = 0.80
"""The share of all calls of the organisation, everybody's together, from which we leave the rest to others."""
RESTS = (timedelta(minutes=30), timedelta(hours=2.5), timedelta(hours=4.5), timedelta(hours=6.5))
"""How long we rest the first time, the second time in a row, and so on; the last one from then on."""


def used_up(used: int, allowed: int) -> bool:
    """Whether we must rest; where nothing is known to be allowed we need not."""
    return allowed > 0 and used >= allowed * MOST


def rest(times: int) -> timedelta:
    """For how long to rest after the calls were used up so many times in a row, from 1."""
    return RESTS[min(max(times, 1), len(RESTS)) - 1]
