"""How records are found by what a person types: every word must occur in the record, without case and accents.

Exists because the mirror writes the index, and the lists that people see read it. A word of one or two letters must
begin a word of the record; a longer one may stand anywhere in it.

The index holds pieces of three characters. Words are set apart by two blanks, so that the first letter of a word is
such a piece together with the blanks before it: short words need no index of their own. The pieces only say where to
look; `CONTAINS` compares the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.values import clean, folded

_GAP = "  "
_PIECE = 3

CONTAINS = "instr({alias}.search, ?) > 0"
"""The condition for one of the `patterns`, on a record under an alias."""


def search_text(title: str, text: str) -> str:
    """Title and text as they are searched; the fast way for plain ASCII gives the same as the slow one."""
    whole = f"{title} {text}"
    words = whole.lower().split() if whole.isascii() else folded(whole).split()
    return "".join([_GAP + word for word in words])


def patterns(search: str) -> list[str]:
    """What must occur in the search text of a record, for each word that a person typed; empty without any word."""
    words = dict.fromkeys(folded(clean(search)).split())
    return [_GAP[: max(0, _PIECE - len(word))] + word for word in words]


def expression(wanted: Sequence[str]) -> str:
    """The full-text query that finds every record with these patterns, and some without."""
    pieces = dict.fromkeys(pattern[at : at + _PIECE] for pattern in wanted for at in range(len(pattern) - _PIECE + 1))
    return " ".join('"' + piece.replace('"', '""') + '"' for piece in pieces)
