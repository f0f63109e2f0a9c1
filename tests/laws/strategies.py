"""Values such as people and servers really hold, the difficult ones far more often than by chance.

It must not know a field: only texts and days.
"""

from __future__ import annotations

from hypothesis import strategies as st

CONTROLS = "\x00\x07\x0b\x0c\x1b\x1f\x7f\x85\x9f"
BLANKS = " \t\r\n\u00a0\u2007\u202f\u2003\u2028\u2029\u3000\ufeff"
MARKS = "\u0301\u0308\u0327\u200d\u200e\u200f\u202e\u2066\ufe0f"
LETTERS = "aZßẞİıſΣςǰéÅÅΩﬁ조שלוםمرحبا漢𝒜🦊👩&<>]]>\"'"
BROKEN = "\ud83d\ude00\ud800\udfff\ufffe\uffff\U0001fffe"

characters = st.one_of(
    st.sampled_from(CONTROLS),
    st.sampled_from(BLANKS),
    st.sampled_from(MARKS),
    st.sampled_from(LETTERS),
    st.sampled_from(BROKEN),
    st.characters(),
)
short_texts = st.text(characters, max_size=24)
long_texts = st.builds(
    lambda text, times: text * times, st.text(characters, min_size=1, max_size=8), st.integers(5, 99)
)
ascii_texts = st.text(st.characters(max_codepoint=127), max_size=24)
texts = st.one_of(short_texts, long_texts, ascii_texts)
days = st.one_of(st.dates(), st.dates().filter(lambda day: 1700 <= day.year <= 4000))
