"""The mark on items and the mailbox's list of categories."""

from __future__ import annotations

import pytest
from lxml import etree

from desktop.exchange.categories import is_marked, list_with, with_mark, without_mark

OURS = ("Salesforce",)
LIST = (
    b'<?xml version="1.0"?><categories default="Red Category" lastSavedSession="5" xmlns="CategoryList.xsd">'
    b'<category name="Climbing" color="3" keyboardShortcut="2" guid="{1B5C4B61-0000-4000-8000-0000000000AA}"/>'
    b"</categories>"
)


def rows(xml: bytes | None) -> list[tuple[str | None, str | None]]:
    assert xml is not None
    root = etree.fromstring(xml)
    return [(row.get("name"), row.get("color")) for row in root.iterfind("{CategoryList.xsd}category")]


@pytest.mark.parametrize("name", ["Salesforce", "SALESFORCE", "salesforce"])
def test_the_mark_is_known_in_any_case(name: str) -> None:
    assert is_marked(["Climbing", name])
    assert with_mark(["Climbing", name]) == ["Climbing", name]
    assert without_mark(["Climbing", name, "Family"]) == ["Climbing", "Family"]


@pytest.mark.parametrize("name", ["Salesforce contacts", "", "Sales force"])
def test_other_names_are_no_mark(name: str) -> None:
    assert not is_marked([name])
    assert with_mark([name]) == [name, "Salesforce"]


def test_our_row_comes_in_blue_behind_all_others() -> None:
    written = list_with(LIST, OURS)
    assert rows(written) == [("Climbing", "3"), ("Salesforce", "7")]
    root = etree.fromstring(written or b"")
    assert (root.get("default"), root.get("lastSavedSession")) == ("Red Category", "5")
    assert root[0].get("keyboardShortcut") == "2"


def test_error_categories_come_in_red_and_orange_where_they_are_missing() -> None:
    error, reason = "Sync Error", "Sync Error: text is too long"
    written = list_with(list_with(LIST, (error,)), (error.upper(), reason))
    assert rows(written) == [("Climbing", "3"), (error, "0"), (reason, "1")]
    guids = {row.get("guid") for row in etree.fromstring(written or b"")}
    assert len(guids) == 3


def test_a_mailbox_without_a_list_gets_one() -> None:
    assert rows(list_with(None, OURS)) == [("Salesforce", "7")]


def test_a_list_that_has_our_row_in_any_case_is_not_written() -> None:
    assert list_with(list_with(LIST, OURS), OURS) is None
    assert list_with(LIST.replace(b"Climbing", b"SALESFORCE"), OURS) is None


@pytest.mark.parametrize("broken", [b"unreadable", b"<categories", LIST[:-5]])
def test_a_list_that_cannot_be_read_is_left_alone(broken: bytes) -> None:
    assert list_with(broken, OURS) is None


def test_two_computers_make_the_same_row() -> None:
    assert list_with(LIST, OURS) == list_with(LIST, OURS)
