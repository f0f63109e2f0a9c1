"""The values that a canonical field may hold, their comparison forms and their JSON form.

Exists so that every room speaks of the same closed set of values. Knows nothing of vendors, maps or storage.

A field of a record is in one of three states: it holds a value (`str`, `date`), it is `EMPTY` (the source says that
nothing is there) or it is `ABSENT` (the source does not offer the field). ABSENT is the absence of the key in a
`Fields` mapping and never overwrites anything.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, Literal, TypeAlias


class Blank(enum.Enum):
    """The two ways of holding no value."""

    EMPTY = "empty"
    ABSENT = "absent"


EMPTY: Final = Blank.EMPTY
ABSENT: Final = Blank.ABSENT

FieldValue: TypeAlias = str | date | Literal[Blank.EMPTY]
MaybeValue: TypeAlias = FieldValue | Literal[Blank.ABSENT]
Fields: TypeAlias = Mapping[str, FieldValue]
JsonValue: TypeAlias = str | dict[str, str] | None

_UNCARRIED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ODD_BLANK = re.compile("[\u00a0\u202f\u2007\t]")


def to_json(value: FieldValue) -> JsonValue:
    """The stable JSON form: text as a string, a day as {"day": "YYYY-MM-DD"}, EMPTY as null."""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return None


def from_json(value: object) -> FieldValue:
    """The value of a JSON form made by `to_json`; ValueError on anything else."""
    if isinstance(value, str):
        return value
    if value is None:
        return EMPTY
    if isinstance(value, dict) and set(value) == {"day"}:
        return date.fromisoformat(value["day"])
    raise ValueError(f"not the JSON form of a field value: {value!r}")


def fields_to_json(fields: Fields) -> dict[str, JsonValue]:
    """The JSON form of a whole mapping, key by key."""
    return {name: to_json(value) for name, value in fields.items()}


def fields_from_json(fields: Mapping[str, object]) -> dict[str, FieldValue]:
    """The mapping of a JSON form made by `fields_to_json`; ValueError on anything else."""
    return {name: from_json(value) for name, value in fields.items()}


def clean(text: str) -> str:
    """The text without what XML and JSON cannot carry: control characters but newline and tab, lone surrogates."""
    return text if text.isprintable() else _UNCARRIED.sub("", text)


def line(text: str) -> FieldValue:
    """A one-line text in normal form (composed, inner newlines and odd blanks as one space, ends trimmed) or EMPTY."""
    if _is_plain(text):
        return text.strip() or EMPTY
    plain = _ODD_BLANK.sub(" ", unicodedata.normalize("NFC", clean(text)))
    if "\n" in plain or "\r" in plain:
        plain = " ".join(plain.split())
    return plain.strip() or EMPTY


def block(text: str) -> FieldValue:
    """A text of several lines in normal form (composed, LF, no blanks at line ends or around the whole) or EMPTY."""
    if _is_plain(text):
        return text.strip() or EMPTY
    plain = unicodedata.normalize("NFC", clean(text)).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(part.rstrip() for part in _ODD_BLANK.sub(" ", plain).split("\n")).strip() or EMPTY


def set_of(value: MaybeValue) -> dict[str, str]:
    """The words of a set by their folded form, in the order in which they stand; a blank value has none."""
    words = (word.strip() for word in value.replace("\n", ";").split(";")) if isinstance(value, str) else ()
    found: dict[str, str] = {}
    for word in words:
        if word:
            found.setdefault(word.casefold(), word)
    return found


def set_text(words: Iterable[str]) -> FieldValue:
    """A set as a text, each word once, or EMPTY."""
    return "; ".join(dict.fromkeys(words)) or EMPTY


def _is_plain(text: str) -> bool:
    """Whether the only thing to mend can be blanks at the ends; most values are so, and this is asked of every one."""
    return text.isascii() and text.isprintable()


def folded(value: MaybeValue) -> str:
    """The form in which texts are searched and matched: no case, no accents, single spaces; blank values give ''."""
    if not isinstance(value, str):
        return ""
    if value.isascii():
        return " ".join(value.lower().split())
    bare = "".join(c for c in unicodedata.normalize("NFKD", value) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())
