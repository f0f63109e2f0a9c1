"""Two texts word by word: what the one has and the other has not is underlined.

Exists so that long texts can be compared. What comes from outside is escaped before any mark is set.
"""

from __future__ import annotations

import html
import re
from difflib import SequenceMatcher

_WORDS = re.compile(r"\S+\s*|\s+")
SHOWN = 4_000
"""Characters of a text that are compared; longer ones are cut, which is said."""


def marked(text: str, other: str) -> str:
    """The text as safe markup with underlined words that the other lacks."""
    words, others = _WORDS.findall(text[:SHOWN]), _WORDS.findall(other[:SHOWN])
    # Without `autojunk` (which passes over words that come again and again) this takes minutes for some texts.
    matcher = SequenceMatcher(None, [word.rstrip() for word in words], [word.rstrip() for word in others])
    parts = []
    for kind, start, end, _, _ in matcher.get_opcodes():
        piece = "".join(words[start:end])
        if kind in ("replace", "delete") and piece.strip():
            bare = piece.rstrip()
            parts.append(f"<u><b>{_safe(bare)}</b></u>{_safe(piece[len(bare) :])}")
        else:
            parts.append(_safe(piece))
    return "".join(parts) + (" …" if len(text) > SHOWN else "")


def _safe(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
