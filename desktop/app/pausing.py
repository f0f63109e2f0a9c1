"""Until when a pause lasts.

Exists so that the tray's menu and the command line mean the same by the same words. Knows no schedule.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

SHORT = timedelta(minutes=30)
"""What a pause is when nobody says how long."""
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def tomorrow(now: datetime) -> datetime:
    """The next midnight on this computer after a moment (aware)."""
    next_day = now.astimezone().replace(tzinfo=None) + timedelta(days=1)
    # Without a zone until the end: that midnight may have another offset than now.
    return next_day.replace(hour=0, minute=0, second=0, microsecond=0).astimezone()


def pause_end(words: str, now: datetime) -> datetime | None:
    """The moment that `tomorrow`, `30m`, `2h` or `3d` means; None for other words, and for no time at all."""
    if words == "tomorrow":
        return tomorrow(now)
    told = re.fullmatch(r"([1-9]\d{0,3})([mhd])", words)
    return now + timedelta(**{_UNITS[told[2]]: int(told[1])}) if told else None
