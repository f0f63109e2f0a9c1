"""One incoming value against one field: types, trimming, lengths, forms.

Knows nothing of rows or of other fields. The messages are those of the service (REST API guide, status codes).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from desktop.sandbox.salesforce.errors import SandboxError
from desktop.sandbox.salesforce.ids import full_id
from desktop.sandbox.salesforce.schema import TEXT_TYPES, Field
from desktop.sandbox.salesforce.times import parse_day, parse_stamp, stamp

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_EMAIL = re.compile(
    rf"{_ATOM}(\.{_ATOM})*@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+\Z"
)
# What XML 1.0 cannot carry can be carried by no answer of the service either.
_UNCARRIED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n|\r|\n")
# The service's calendar begins with 1700 and ends with 4000 (SOQL and SOSL reference, date formats).
_YEARS = range(1700, 4001)


def _unreadable(field: Field, kind: str, value: Any) -> SandboxError:
    shown = {str: "VALUE_STRING", bool: f"VALUE_{str(value).upper()}", int: "VALUE_NUMBER_INT"}.get(
        type(value), "VALUE_NUMBER_FLOAT" if isinstance(value, float) else "START_OBJECT"
    )
    text = (
        f"Cannot deserialize instance of {kind} from {shown} value {value} or request may be missing a required field"
    )
    return SandboxError("JSON_PARSER_ERROR", f"{text} at [line:1, column:2] ({field.name})")


def _text(field: Field, value: Any) -> str | None:
    if not isinstance(value, str):
        raise _unreadable(field, "string", value)
    text = _UNCARRIED.sub("", value)
    if field.type == "textarea":
        text = _LINE_END.sub("\r\n", text)
    text = text.rstrip(" \t\r\n")
    if not text:
        return None
    if field.length and len(text) > field.length:
        message = f"{field.label}: data value too large: {text} (max length={field.length})"
        raise SandboxError("STRING_TOO_LONG", message, [field.name])
    if field.type == "email" and not _EMAIL.match(text):
        raise SandboxError("INVALID_EMAIL_ADDRESS", f"{field.label}: invalid email address: {text}", [field.name])
    if field.type == "picklist":
        _check_choice(field, text)
    return text


def _check_choice(field: Field, text: str) -> None:
    choice = next((c for c in field.picklist if c.value == text), None)
    if (choice is None and field.has("R")) or (choice is not None and not choice.active):
        message = f"{field.label}: bad value for restricted picklist field: {text}"
        raise SandboxError("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message, [field.name])


def _day(field: Field, value: Any) -> str:
    try:
        day = parse_day(value)
    except (TypeError, ValueError) as problem:
        raise _unreadable(field, "date", value) from problem
    _check_year(field, day.year)
    return day.isoformat()


def _moment(field: Field, value: Any) -> str:
    try:
        moment = parse_stamp(value)
    except (TypeError, ValueError) as problem:
        raise _unreadable(field, "datetime", value) from problem
    _check_year(field, moment.year)
    return stamp(moment)


def _check_year(field: Field, year: int) -> None:
    if year not in _YEARS:
        raise SandboxError("NUMBER_OUTSIDE_VALID_RANGE", f"{field.label}: invalid date: year {year}", [field.name])


def _flag(field: Field, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _unreadable(field, "boolean", value)
    return value


def _number(field: Field, value: Any) -> float | int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _unreadable(field, field.type, value)
    limit = {"MailingLatitude": 90, "OtherLatitude": 90, "MailingLongitude": 180, "OtherLongitude": 180}.get(field.name)
    if limit is not None and abs(value) > limit:
        message = f"{field.label}: the value must be between -{limit} and {limit}"
        raise SandboxError("NUMBER_OUTSIDE_VALID_RANGE", message, [field.name])
    return int(value) if field.type == "int" else float(value)


def _reference(field: Field, value: Any) -> str | None:
    if not isinstance(value, str):
        raise _unreadable(field, "string", value)
    if not value.strip():
        return None
    found = full_id(value.strip())
    if found is None:
        message = f"{field.label}: id value of incorrect type: {value}"
        raise SandboxError("MALFORMED_ID", message, [field.name])
    return found


_READERS: dict[str, Callable[[Field, Any], Any]] = {
    "date": _day,
    "datetime": _moment,
    "boolean": _flag,
    "double": _number,
    "currency": _number,
    "int": _number,
    "reference": _reference,
    **dict.fromkeys(TEXT_TYPES, _text),
}


def stored_value(field: Field, value: Any) -> Any:
    """The value as the org keeps it, None for null and for empty text; raises the service's refusal."""
    if value is None or (value == "" and field.type != "boolean"):
        if field.type == "boolean":
            raise SandboxError(
                "INVALID_TYPE_ON_FIELD_IN_RECORD", f"{field.label}: value not of required type:", [field.name]
            )
        return None
    return _READERS[field.type](field, value)
