"""Sentences: English texts that remember what they are made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.sentences import Sentence, inline, joined, named, say, sentence_of, sentence_text

GAPS = st.recursive(
    st.text() | st.integers(), lambda inner: inner.map(lambda gap: say("<{gap}>", gap=gap)), max_leaves=3
)
SENTENCES = st.builds(lambda a, b: say("{{Of}} {a}, and {b}.", a=a, b=b), GAPS, GAPS) | st.sampled_from(
    [inline("Job title"), named("Job title"), joined("One.", say("Two {n}.", n=2)), say("Plain.")]
)


def told(sentence: str) -> tuple[object, ...]:
    """Everything that a sentence remembers."""
    if not isinstance(sentence, Sentence):
        return (str(sentence),)
    gaps = {name: told(gap) if isinstance(gap, str) else gap for name, gap in sentence.gaps.items()}
    return str(sentence), sentence.template, gaps


def test_sentence_reads_as_english_with_numbers_separated() -> None:
    assert say("{count} of {name}", count=12345, name="Ada") == "12,345 of Ada"
    assert inline("Job title") == "job title"
    assert joined("It is full.", "", "Free some.") == "It is full. Free some."


def test_gap_that_is_not_filled_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        say("{host} did not answer.")


@given(SENTENCES)
def test_stored_sentence_comes_back_whole(sentence: Sentence) -> None:
    """L3: what a person was told is told again, word by word."""
    assert told(sentence_of(sentence_text(sentence))) == told(sentence)


@given(st.text())
def test_any_other_text_is_stored_and_read_as_it_is(text: str) -> None:
    assert sentence_text(text) == text
    if not text.startswith('{"say":'):
        assert sentence_of(text) == text


@pytest.mark.parametrize("text", ['{"say":', '{"say":1}', '{"say":"{x}","gaps":[]}', '{"say":"a","gaps":{"x":{}}}'])
def test_text_that_only_looks_like_a_sentence_is_itself(text: str) -> None:
    assert sentence_of(text) in (text, "1")
