"""The forms of values: how a native value is read, how a canonical one is written, measured and compared.

Exists so that a map row names its behaviour with one word. Every form obeys the laws of `tests/laws`: reading what was
written gives the same value back, modulo the comparison form. Must not know a field name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from desktop.core.record import Scalar, Side
from desktop.core.rules import Join
from desktop.core.values import ABSENT, EMPTY, FieldValue, MaybeValue, block, line, set_of, set_text

ACCOUNT: Final = "account"
CRM_YEARS: Final = range(1700, 4001)
"""The years of a date field: https://help.salesforce.com/s/articleView?id=000385653"""

_BETWEEN: Final = re.compile(r"[\s().\-/\u2010-\u2015]")


@dataclass(frozen=True, slots=True)
class Form:
    """One way of reading, writing and comparing values.

    `read` takes a native value that is neither None nor '' and answers ABSENT for one that it cannot understand;
    `write` takes a value that is not EMPTY; `length` counts the characters that a side will count; `compared` is the
    form in which two values are compared; `join` is what may be made of two changes.
    """

    read: Callable[[Scalar], MaybeValue]
    write: Callable[[FieldValue], Scalar] = str
    length: Callable[[FieldValue, Side], int] = lambda value, _: len(str(value))
    compared: Callable[[FieldValue], object] = lambda value: value
    join: Join = Join.NONE


def _line(value: Scalar) -> MaybeValue:
    return line(str(value))


def _block(value: Scalar) -> MaybeValue:
    return block(str(value))


def _block_length(value: FieldValue, side: Side) -> int:
    """Salesforce keeps every line end of a text area as two characters."""
    text = str(value)
    return len(text) + (text.count("\n") if side is Side.CRM else 0)


def _caseless(value: FieldValue) -> object:
    return value.casefold() if isinstance(value, str) else value


def _day(value: Scalar) -> MaybeValue:
    """The day of an ISO date or moment; ABSENT for what is none, so that a misreading overwrites nothing."""
    try:
        return datetime.fromisoformat(str(value).strip()).date()
    except ValueError:
        return ABSENT


def _write_day(value: FieldValue) -> Scalar:
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(value: FieldValue) -> object:
    """A telephone number without the marks between its digits, which every system sets in its own way."""
    return _BETWEEN.sub("", value).casefold() if isinstance(value, str) else value


def _set(value: Scalar) -> MaybeValue:
    text = block(str(value))
    return set_text(set_of(text).values())


def _members(value: FieldValue) -> object:
    return frozenset(set_of(value))


FORMS: Final[Mapping[str, Form]] = {
    "line": Form(_line, join=Join.TEXT),
    "block": Form(_block, length=_block_length, join=Join.TEXT),
    "notes": Form(_block, length=_block_length, join=Join.NOTES),
    "phone": Form(_line, compared=_number, join=Join.NUMBER),
    "set": Form(_set, compared=_members, join=Join.SET),
    "email": Form(_line, compared=_caseless),
    "day": Form(_day, _write_day),
    ACCOUNT: Form(_line, compared=_caseless),
}


def out_of_range(value: FieldValue, side: Side) -> bool:
    """Whether a side keeps no day as early, or as late, as this one."""
    return side is Side.CRM and isinstance(value, date) and value.year not in CRM_YEARS


def typed(form: str, text: str) -> MaybeValue:
    """The value that a person typed; blank text is EMPTY, text that is no value of the form is ABSENT."""
    return FORMS[form].read(text) if text.strip() else EMPTY
