"""What two changes of one field come to without asking."""

from __future__ import annotations

import pytest

from desktop.core.joining import Clash, join
from desktop.core.plan import Why
from desktop.core.rules import Join
from desktop.core.values import ABSENT, EMPTY, FieldValue, MaybeValue

WHOLE = "Senior Vice President of Everything"
CUT = WHOLE[:24]


def joined(how: Join, crm: FieldValue, mailbox: FieldValue, base: MaybeValue = ABSENT) -> FieldValue | None:
    """What becomes of it, the same whichever side is which."""
    one, other = (join(how, Clash("f", *pair, base, base)) for pair in ((crm, mailbox), (mailbox, crm)))
    assert (one and one.why) == (other and other.why)
    return one.value if one else None


@pytest.mark.parametrize("how", [Join.TEXT, Join.NOTES])
@pytest.mark.parametrize("base", [ABSENT, "Clerk"])
def test_a_cut_text_yields_to_the_whole_one(how: Join, base: MaybeValue) -> None:
    assert joined(how, CUT, WHOLE, base) == WHOLE


@pytest.mark.parametrize(
    ("how", "one", "other"),
    [
        (Join.TEXT, "Jon", "Jonathan"),
        (Join.TEXT, CUT, WHOLE.upper()),
        (Join.TEXT, "Clerk", EMPTY),
        (Join.NONE, CUT, WHOLE),
        (Join.NUMBER, "+49 30 1234", "+49 30 12345"),
    ],
    ids=["a short name", "other letters", "emptied", "no text", "a number"],
)
def test_other_beginnings_are_a_persons_to_decide(how: Join, one: FieldValue, other: FieldValue) -> None:
    assert joined(how, one, other, "before") is None


def notes(crm: FieldValue, mailbox: FieldValue, base: MaybeValue = "met in May") -> FieldValue | None:
    found = join(Join.NOTES, Clash("notes", crm, mailbox, base, base))
    assert found is None or found.why is Why.JOINED
    return found.value if found else None


@pytest.mark.parametrize(
    ("crm", "mailbox", "result"),
    [
        ("met in May\ncalled", "met in May\nwrote", "met in May\ncalled\nwrote"),
        ("met in May\ncalled\nx", "met in May\ncalled\ny", "met in May\ncalled\nx\ny"),
        ("met in May\ncalled\nwrote", "met in May\nwrote", "met in May\ncalled\nwrote"),
        ("met in May\nwrote", "met in May\ncalled\nwrote\nagain", "met in May\ncalled\nwrote\nagain"),
        ("met in May\n\ncalled", "met in May\n\n\nwrote", "met in May\n\ncalled\n\nwrote"),
    ],
    ids=["both", "a line that both have", "one has the other's", "the other has the one's", "blank lines"],
)
def test_notes_that_both_sides_added_to_keep_every_line_once(crm: str, mailbox: str, result: str) -> None:
    assert notes(crm, mailbox) == result


def test_notes_that_were_blank_before_take_both() -> None:
    assert notes("called", "wrote", EMPTY) == "called\nwrote"


@pytest.mark.parametrize(
    ("crm", "mailbox", "base"),
    [
        ("met in May, called", "met in May\nwrote", "met in May"),
        ("called", "met in May\nwrote", "met in May"),
        ("met in May\ncalled", EMPTY, "met in May"),
        ("called", "wrote", ABSENT),
    ],
    ids=["the last line was changed", "the former text is gone", "emptied", "never agreed"],
)
def test_notes_that_were_not_only_added_to_are_asked_about(
    crm: FieldValue, mailbox: FieldValue, base: MaybeValue
) -> None:
    assert notes(crm, mailbox, base) is None


def test_notes_are_asked_about_where_the_sides_agreed_on_different_texts() -> None:
    assert join(Join.NOTES, Clash("notes", "a\nb", "A\nc", "a", "A")) is None


def test_a_number_that_one_side_changed_stays_where_the_other_took_it_away() -> None:
    assert joined(Join.NUMBER, "2", EMPTY, "1") == "2"


@pytest.mark.parametrize(
    ("crm", "mailbox", "base", "result"),
    [
        ("a; b; c", "a; b; d", "a; b", "a; b; c; d"),
        ("a; c", "b; d", "a; b", "c; d"),
        ("a; c", EMPTY, "a", "c"),
        ("A; c", "a; d", "a", "A; c; d"),
        (EMPTY, "b", "a; b", EMPTY),
    ],
    ids=["both added", "both took away and added", "emptied and added", "case is no difference", "both took away"],
)
def test_a_set_has_what_either_added_and_lacks_what_either_took_away(
    crm: FieldValue, mailbox: FieldValue, base: FieldValue, result: FieldValue
) -> None:
    found = join(Join.SET, Clash("f", crm, mailbox, base, base))
    assert found is not None and found.value == result


def test_sets_that_never_agreed_are_asked_about() -> None:
    assert joined(Join.SET, "a", "b") is None
