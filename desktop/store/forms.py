"""The text forms in which values, moments and lists lie in the database.

Exists so that every table writes the same JSON and the same time text. Knows no table and no connection.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from desktop.core.faults import Fault, FaultClass
from desktop.core.sentences import sentence_of, sentence_text
from desktop.core.values import (
    ABSENT,
    Blank,
    Fields,
    FieldValue,
    MaybeValue,
    fields_from_json,
    fields_to_json,
    from_json,
    to_json,
)

json_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""The compact JSON text of plain values, keys in the order of the mapping."""


def fields_text(fields: Fields) -> str:
    """The JSON text of canonical fields."""
    return json_text(fields_to_json(fields))


def fields_of(text: str) -> dict[str, FieldValue]:
    """The canonical fields of a text made by `fields_text`."""
    return fields_from_json(json.loads(text))


def value_text(value: MaybeValue) -> str | None:
    """The JSON text of one value; None for ABSENT."""
    return None if value is Blank.ABSENT else json_text(to_json(value))


def value_of(text: str | None) -> MaybeValue:
    """The value of a text made by `value_text`."""
    return ABSENT if text is None else from_json(json.loads(text))


def moment_text(at: datetime) -> str:
    """The text of an aware moment, in UTC and of fixed width, so that texts sort by time; ValueError when naive."""
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_of(text: str) -> datetime:
    """The moment of a text made by `moment_text`."""
    return datetime.fromisoformat(text)


def maybe_moment(text: str | None) -> datetime | None:
    """The moment of a text, None for None."""
    return None if text is None else moment_of(text)


def id_list(values: Iterable[str] | Iterable[int]) -> str:
    """The list as one parameter of `IN (SELECT value FROM json_each(?))`: any length, one prepared statement."""
    return json_text(list(values))


def fault_text(fault: Fault | None) -> str | None:
    """The JSON text of a fault without what only the running session needs (`until`)."""
    if fault is None:
        return None
    parts = {
        "kind": fault.kind.value,
        "code": fault.code,
        "message": sentence_text(fault.message),
        "action": sentence_text(fault.action),
        "fields": list(fault.fields),
        "vendor": fault.vendor,
        "request_id": fault.request_id,
        "lost_reply": fault.lost_reply,
    }
    return json_text(parts)


def fault_of(text: str | None) -> Fault | None:
    """The fault of a text made by `fault_text`."""
    if text is None:
        return None
    parts: Mapping[str, object] = json.loads(text)
    names = parts["fields"]
    return Fault(
        kind=FaultClass(str(parts["kind"])),
        code=str(parts["code"]),
        message=sentence_of(str(parts["message"])),
        action=sentence_of(str(parts["action"])),
        fields=tuple(str(name) for name in names) if isinstance(names, list) else (),
        vendor=str(parts["vendor"]),
        request_id=str(parts["request_id"]),
        lost_reply=bool(parts["lost_reply"]),
    )
