"""Two texts word by word: what the one has and the other has not is underlined.

Exists so that long texts can be compared. What comes from outside is escaped before any mark is set.
"""

from __future__ import annotations

import html
import re
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|\S+")
SHOWN = 4_000
"""Characters of a text that are compared; longer ones are cut, which is said."""


def marked(text: str, other: str) -> str:
    """The text as safe markup with underlined words that the other lacks."""
    words, others = _WORDS.findall(text[:SHOWN]), _WORDS.findall(other[:SHOWN])
    parts = []
    for kind, start, end, _, _ in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        piece = html.escape("".join(words[start:end])).replace("\n", "<br>")
        parts.append(f"<u><b>{piece}</b></u>" if kind in ("replace", "delete") and piece.strip() else piece)
    return "".join(parts) + (" …" if len(text) > SHOWN else "")
