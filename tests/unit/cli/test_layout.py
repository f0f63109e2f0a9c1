"""How text is laid out: widths of letters, wrapping, and characters that must not reach a terminal."""

from __future__ import annotations

from desktop.cli.layout import bullet, columns, counted, one_line, padded, paragraph, table


def test_characters_that_steer_a_terminal_are_left_out() -> None:
    assert one_line("Ada\x1b[2J\u202eLove\nlace\x00") == "Ada[2JLove lace"


def test_a_long_text_is_cut_by_columns() -> None:
    assert one_line("佐藤陽菜子", 6) == "佐藤…"
    assert one_line("Lovelace", 8) == "Lovelace"


def test_wide_letters_and_marks_are_counted_as_a_terminal_shows_them() -> None:
    assert columns("陽菜") == 4
    assert columns("e\u0301") == 1
    assert padded("陽菜", 6) == "陽菜  "


def test_columns_of_a_table_are_aligned() -> None:
    assert table([("陽菜", "a"), ("Ada", "b")], indent=0) == "陽菜  a\nAda   b"
    assert table([]) == ""


def test_paragraphs_and_lists_keep_the_width() -> None:
    text = "word " * 40
    assert max(map(len, paragraph(text).splitlines())) <= 80
    assert bullet(text).splitlines()[1].startswith("    word")


def test_nouns_follow_their_number() -> None:
    assert counted(1, "contact") == "1 contact"
    assert counted(1200, "contact") == "1,200 contacts"
