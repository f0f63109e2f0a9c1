"""The short ways of plain text: each gives what the definition gives.

The definitions stand here as plainly as they can be said, and are slow.

Laws: L10.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given

from desktop.core.values import EMPTY, FieldValue, block, clean, folded, line
from tests.laws.strategies import ascii_texts, texts

ODD_BLANKS = str.maketrans("\u00a0\u202f\u2007\t", "    ")


def defined_clean(text: str) -> str:
    """Everything but controls, lone surrogates and the two non-characters that XML refuses."""
    return "".join(
        c for c in text if c in "\n\r\t" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in "\ufffe\uffff")
    )


def defined_line(text: str) -> FieldValue:
    """Composed, on one line, odd blanks plain, ends trimmed."""
    plain = unicodedata.normalize("NFC", defined_clean(text)).translate(ODD_BLANKS)
    return (" ".join(plain.split()) if set(plain) & set("\r\n") else plain.strip()) or EMPTY


def defined_block(text: str) -> FieldValue:
    """Composed, LF, odd blanks plain, no blanks at the ends of lines and of the whole."""
    plain = unicodedata.normalize("NFC", defined_clean(text)).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(each.rstrip() for each in plain.translate(ODD_BLANKS).split("\n")).strip() or EMPTY


def defined_folded(text: str) -> str:
    """No accents, no case, single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


FORMS = [(clean, defined_clean), (line, defined_line), (block, defined_block), (folded, defined_folded)]


@pytest.mark.parametrize(("form", "defined"), FORMS, ids=lambda form: form.__name__)
@given(text=texts)
@example(text="  Ada  Lovelace ")
@example(text="Caf\u0065\u0301\u00a0")
@example(text="é \u00a0\r\nb")
def test_any_text_takes_its_defined_form(
    form: Callable[[str], object], defined: Callable[[str], object], text: str
) -> None:
    assert form(text) == defined(text)


@pytest.mark.parametrize(("form", "defined"), FORMS, ids=lambda form: form.__name__)
@given(text=ascii_texts)
@example(text="\t")
@example(text="a\x1cb")
@example(text="a\x7f ")
@example(text="a \t\r\nb")
def test_plain_text_takes_no_other_form_for_being_read_fast(
    form: Callable[[str], object], defined: Callable[[str], object], text: str
) -> None:
    assert form(text) == defined(text)
