"""How text is laid out on a terminal: wrapping, columns, and characters that must not reach it.

Exists so that no other module counts columns. Knows nothing of the program.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence

WIDTH = 80
_STEERING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of the text that follows them, and with it whole lines."""


def one_line(text: str, limit: int = 0) -> str:
    """The text on one line and without characters that steer a terminal; cut at `limit` columns where one is given."""
    plain = " ".join(text.split())
    plain = "".join(c for c in plain if unicodedata.category(c) not in ("Cc", "Cs") and c not in _STEERING)
    if not limit or columns(plain) <= limit:
        return plain
    kept = ""
    for character in plain:
        if columns(kept + character) > limit - 1:
            break
        kept += character
    return kept + "…"


def columns(text: str) -> int:
    """How many columns a terminal gives to a text: two for wide letters, none for marks on other letters."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in ("W", "F") else 1 for c in text
    )


def padded(text: str, width: int) -> str:
    """The text filled up with blanks to so many columns."""
    return text + " " * max(0, width - columns(text))


def paragraph(text: str, indent: int = 0, hang: int = 0) -> str:
    """The text wrapped to the width, each line indented, all but the first by `hang` more."""
    pad = " " * indent
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=pad,
        subsequent_indent=pad + " " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def bullet(text: str, indent: int = 2) -> str:
    """The text as an item of a list."""
    return paragraph(f"- {text}", indent, 2)


def table(rows: Sequence[Sequence[str]], indent: int = 2, gap: int = 2) -> str:
    """Rows with aligned columns; the last column is not filled up."""
    if not rows:
        return ""
    widths = [max(columns(row[number]) for row in rows) for number in range(len(rows[0]))]
    blank = " " * gap
    lines = [
        " " * indent + blank.join(padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join(lines)


def counted(number: int, one: str, many: str = "") -> str:
    """The number with its noun: `1 contact`, `2 contacts`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
