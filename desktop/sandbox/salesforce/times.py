"""Salesforce's text forms of moments and days, which also serve as the stored form because they sort as text.

Knows no clock: the org hands in the time.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime

_DATETIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d\d:?\d\d)?\Z", re.ASCII
)


def stamp(moment: datetime) -> str:
    """The text of an aware moment, `2026-01-01T00:00:00.000+0000`: UTC and whole seconds, as the service keeps them."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")


def parse_stamp(text: str) -> datetime:
    """The aware moment of a stored text; ValueError for text of another form or an impossible date."""
    found = _DATETIME.match(text)
    if not found:
        raise ValueError(text)
    zone = found[8] or "Z"
    offset = "+00:00" if zone == "Z" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    clock = f"{found[4]}:{found[5]}:{found[6] or '00'}.{(found[7] or '').ljust(6, '0')[:6]}"
    return datetime.fromisoformat(f"{found[1]}-{found[2]}-{found[3]}T{clock}{offset}").astimezone(UTC)


def literal_stamp(text: str) -> str:
    """The text of a moment in a query, which keeps its thousandths so that it compares rightly with stored ones."""
    moment = parse_stamp(text)
    return f"{stamp(moment)[:20]}{moment.microsecond // 1000:03d}+0000"


def parse_day(text: str) -> date:
    """The day of `YYYY-MM-DD`; ValueError for any other form."""
    if not re.match(r"\d{4}-\d\d-\d\d\Z", text, re.ASCII):
        raise ValueError(text)
    return date.fromisoformat(text)


def http_date(moment: datetime) -> str:
    """The moment as an HTTP header shows it (RFC 9110)."""
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0), usegmt=True)


def parse_http_date(text: str) -> datetime:
    """The aware moment of an HTTP date header; ValueError for any other form."""
    moment = parsedate_to_datetime(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
