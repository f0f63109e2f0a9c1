"""Sentences for people that can be told in another language.

Exists so that faults, issues and questions are worded in English where they arise, and still translated by the
windows: a sentence remembers the template and the gaps that it was made of. Knows no language but English.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeAlias

Gap: TypeAlias = "str | int"
"""What fills a gap: a name or value as it is, a number, or a sentence, which is translated with the whole."""


class Sentence(str):
    """An English text that knows its `template` (with gaps as `{name}`) and what fills each gap.

    Equality and hash are those of the text. Plain texts may stand wherever a sentence may; they cannot be translated
    where they hold a name or a number.
    """

    __slots__ = ("gaps", "template")

    template: str
    gaps: Mapping[str, Gap]

    def __new__(cls, template: str, gaps: Mapping[str, Gap]) -> Sentence:
        """The text with its gaps filled, numbers with separators of thousands. Raises KeyError for an unfilled gap."""
        shown = {name: f"{gap:,}" if isinstance(gap, int) else gap for name, gap in gaps.items()}
        sentence = super().__new__(cls, template.format_map(shown))
        sentence.template, sentence.gaps = template, dict(gaps)
        return sentence


def say(template: str, /, **gaps: object) -> Sentence:
    """A sentence from a literal template: `say("{host} did not answer.", host=host)`.

    Numbers and sentences stay what they are, None is nothing, everything else becomes text. Raises KeyError where a gap
    is not filled.
    """
    return Sentence(template, {name: _gap(value) for name, value in gaps.items()})


def template(text: str) -> str:
    """A literal that `say` is given elsewhere; it says so for those who collect what is to be translated."""
    return text


def named(label: str) -> Sentence:
    """The label of a field, which windows say in their language."""
    return _called(label, label)


def inline(label: str) -> Sentence:
    """The label of a field as it stands inside an English sentence; translated, it stands as the language has it."""
    return _called(label, label[:1].lower() + label[1:])


def joined(*sentences: str, between: str = " ") -> Sentence:
    """Several sentences as one, blank ones left out, with what stands between two."""
    told = [sentence for sentence in sentences if sentence]
    names = [f"s{number}" for number in range(len(told))]
    return Sentence(between.join(f"{{{name}}}" for name in names), dict(zip(names, told, strict=True)))


def sentence_text(sentence: str) -> str:
    """The sentence as one text to be stored: template and gaps as JSON; a plain text as it is."""
    if isinstance(sentence, Sentence):
        return json.dumps(_parts(sentence), ensure_ascii=False, separators=(",", ":"))
    return sentence


def sentence_of(text: str) -> str:
    """The sentence of a text made by `sentence_text`; any other text is itself."""
    if text.startswith('{"say":'):
        try:
            return _told(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError):
            return text
    return text


def _called(template: str, text: str, gaps: Mapping[str, Gap] | None = None) -> Sentence:
    sentence = Sentence("{text}", {"text": text})
    sentence.template, sentence.gaps = template, dict(gaps or {})
    return sentence


def _gap(value: object) -> Gap:
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return "" if value is None else str(value)


def _parts(sentence: Sentence) -> dict[str, object]:
    gaps = {name: _parts(gap) if isinstance(gap, Sentence) else gap for name, gap in sentence.gaps.items()}
    parts: dict[str, object] = {"say": sentence.template}
    if gaps:
        parts["gaps"] = gaps
    if sentence != sentence.template:
        parts["as"] = str(sentence)
    return parts


def _told(parts: Mapping[str, object]) -> Sentence:
    template, gaps = str(parts["say"]), parts.get("gaps", {})
    if not isinstance(gaps, dict):
        raise TypeError("gaps are named")
    filled = {name: _told(gap) if isinstance(gap, dict) else _gap(gap) for name, gap in gaps.items()}
    return _called(template, str(parts.get("as", template)), filled)
