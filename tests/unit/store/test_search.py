"""How texts are searched: the two blanks before words, and what is asked of the index."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.values import folded
from desktop.store.search import expression, patterns, search_text


@given(st.text(), st.text())
def test_every_word_has_two_blanks_before_it_and_the_fast_way_is_the_slow_one(title: str, text: str) -> None:
    assert search_text(title, text) == "".join(f"  {word}" for word in folded(f"{title} {text}").split())


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", []),
        (" \t ", []),
        ("A", ["  a"]),
        ("Mü", [" mu"]),
        ("muel  MUEL x", ["muel", "  x"]),
        ("\x00", []),
    ],
)
def test_a_short_word_brings_the_blanks_before_it(typed: str, wanted: list[str]) -> None:
    assert patterns(typed) == wanted


def test_the_index_is_asked_for_every_piece_once_and_never_for_an_operator() -> None:
    assert expression(["anana", "  x"]) == '"ana" "nan" "  x"'
    assert expression(['a"b']) == '"a""b"'
    assert expression(["not", "and"]) == '"not" "and"'
