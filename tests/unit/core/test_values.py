"""Values, their comparison forms and their JSON form.

Laws: L10.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.record import Link, Side
from desktop.core.values import EMPTY, block, clean, fields_from_json, fields_to_json, folded, from_json, line, to_json


@given(st.text())
def test_normal_forms_are_idempotent(text: str) -> None:
    for form in (line, block):
        once = form(text)
        assert once is EMPTY or (isinstance(once, str) and form(once) == once)


@given(st.text())
def test_clean_text_has_nothing_that_xml_cannot_carry(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert not any(c in clean(text) for c in "\x00\x0b\x1f\x7f\ufffe\uffff\ud800")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\r\nb  \r\n\r\n", "a\nb"), ("\u00a0a\u00a0b ", "a b"), ("e\u0301", "é"), ("\x0b", EMPTY), ("  ", EMPTY)],
)
def test_line_ends_blanks_and_accents_make_no_difference(text: str, expected: object) -> None:
    assert block(text) == expected


def test_a_line_has_no_line_ends() -> None:
    assert line("Main\r\nStreet") == "Main Street"


@pytest.mark.parametrize("value", ["text", "", "🦊 ‏עברית", date(1970, 1, 2), EMPTY])
def test_json_round_trip(value: object) -> None:
    assert from_json(to_json(value)) == value  # type: ignore[arg-type]
    assert fields_from_json(fields_to_json({"a": value})) == {"a": value}  # type: ignore[dict-item]


@pytest.mark.parametrize("wrong", [1, {"day": "x", "more": 1}, {"day": "nonsense"}, []])
def test_other_json_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_json(wrong)


def test_folding_ignores_case_accents_and_spaces() -> None:
    assert folded("  ÉMILE   Zola ") == "emile zola"
    assert folded(EMPTY) == ""


def test_links_survive_their_text_form_and_strangers_are_no_links() -> None:
    link = Link("pair", "003A:B")
    assert Link.parse(str(link)) == link
    assert Link.parse("something else") is None and Link.parse(None) is None and Link.parse("scc:1::x") is None


def test_sides_are_opposite() -> None:
    assert Side.CRM.other is Side.MAILBOX and Side.MAILBOX.other is Side.CRM
