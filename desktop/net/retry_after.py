"""When a server wants to hear from us again: the Retry-After header (RFC 9110, 10.2.3).

Exists because every end must keep such a pause, also over a new start. Must not know a vendor.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

MOST_PAUSE = timedelta(days=1)
"""A longer pause is not believed: it would outlive the trouble."""
_MOST_DIGITS = 8


def moment(told: str, now: datetime) -> datetime | None:
    """The moment in a header's text (seconds or an HTTP date), at most `MOST_PAUSE` away; None where it is unsaid."""
    told, longest = told.strip(), now + MOST_PAUSE
    if told.isdigit():
        return min(now + timedelta(seconds=int(told)), longest) if len(told) <= _MOST_DIGITS else longest
    try:
        found = parsedate_to_datetime(told)
    except ValueError:
        return None
    return min(found if found.tzinfo else found.replace(tzinfo=UTC), longest)
