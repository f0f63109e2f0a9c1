"""SOQL as text: literals that cannot break out of their quotes, lists that fit into an address, moments.

Pure. Vendor pages: SOQL and SOSL reference, "Quoted String Escape Sequences" and "Date Formats"; the address of a
request may have 16,384 bytes with its headers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import quote

MOST_KEYS = 400
ROOM = 11_000
"""Bytes of a quoted list in an address; the rest is for the field list, the token and other headers."""
_ESCAPES = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"})
_ID_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def select(fields: str, source: str, *conditions: str, order: str = "") -> str:
    """A query; empty conditions are left out, the others must all hold. Values are quoted by the caller (`text`)."""
    where = " AND ".join(condition for condition in conditions if condition)
    parts = ["SELECT", fields, "FROM", source, "WHERE" if where else "", where, order]
    return " ".join(part for part in parts if part)


def text(value: str) -> str:
    """A text as a quoted literal."""
    return f"'{value.translate(_ESCAPES)}'"


def pattern(value: str) -> str:
    """A text inside of a LIKE literal, without quotes, so that its `%` and `_` mean themselves."""
    return value.translate(_ESCAPES).replace("%", "\\%").replace("_", "\\_")


def listed(field: str, values: Iterable[str], beside: str = "") -> Iterator[str]:
    """Conditions `field IN (...)` that hold all values between them, each short enough for one query.

    `beside` is a condition that stands beside them in the same query.
    """
    batch: list[str] = []
    taken = len(quote(beside, safe=""))
    used = taken
    for value in dict.fromkeys(values):
        literal = text(value)
        cost = len(quote(literal, safe="")) + 3
        if batch and (len(batch) == MOST_KEYS or used + cost > ROOM):
            yield f"{field} IN ({','.join(batch)})"
            batch, used = [], taken
        batch.append(literal)
        used += cost
    if batch:
        yield f"{field} IN ({','.join(batch)})"


def moment(stamp: str) -> str:
    """A stamp as the API writes it (`2026-01-31T08:00:00.000+0000`) as a literal."""
    return stamp.replace("+0000", "Z")


def parse_stamp(stamp: str) -> datetime:
    """The moment of a stamp as the API writes it, aware; ValueError for anything else."""
    return datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S.%f%z")


def format_stamp(at: datetime) -> str:
    """A moment in the form in which the API writes stamps, which sorts as text."""
    utc = at.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}+0000"


def earlier(stamp: str, by: timedelta) -> str:
    """The stamp of so much earlier."""
    return format_stamp(parse_stamp(stamp) - by)


def http_date(stamp: str) -> str:
    """A stamp as a date of HTTP, which has no fractions of a second."""
    return format_datetime(parse_stamp(stamp).astimezone(UTC).replace(microsecond=0), usegmt=True)


def full_id(record_id: str) -> str:
    """The 18-character form of an id, in which alone ids compare equal; anything that is no short id stays as it is."""
    if len(record_id) != 15:
        return record_id
    check = ""
    for start in (0, 5, 10):
        bits = sum(1 << at for at, c in enumerate(record_id[start : start + 5]) if "A" <= c <= "Z")
        check += _ID_DIGITS[bits]
    return record_id + check
