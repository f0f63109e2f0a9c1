"""How records are seen: companies, names for display, titles, keys, and what a person types."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.ports import MatchKeys
from desktop.core.record import NativeFields, Side
from desktop.core.values import ABSENT, EMPTY, FieldValue, MaybeValue
from tests.unit.mapping.fitted import MAP, write


@pytest.mark.parametrize(
    ("native", "company"),
    [
        ({"AccountId": None, "Account.Name": None}, EMPTY),
        ({"AccountId": "001A", "Account.Name": "Acme"}, "Acme"),
        ({"AccountId": "001A", "Account.Name": None}, ABSENT),
        ({"AccountId": "001A", "Account.Name": "  "}, ABSENT),
        ({"AccountId": "001A"}, ABSENT),
        ({}, ABSENT),
    ],
)
def test_an_account_that_may_not_be_seen_is_no_empty_company(native: NativeFields, company: MaybeValue) -> None:
    assert MAP.view(Side.CRM, native).get("company", ABSENT) == company


def test_a_misread_day_is_no_statement() -> None:
    assert MAP.view(Side.MAILBOX, {"Birthday": "someday", "Surname": "Lovelace"}) == {"last_name": "Lovelace"}
    assert MAP.view(Side.MAILBOX, {"Birthday": "1815-12-10T11:59:00Z"}) == {"birthday": date(1815, 12, 10)}


@pytest.mark.parametrize(
    ("fields", "before", "expected"),
    [
        ({"first_name": "Ada", "last_name": "Lovelace"}, {}, "Ada Lovelace"),
        ({"last_name": "Lovelace"}, {}, "Lovelace"),
        ({"first_name": "Augusta"}, {"first_name": "Ada", "last_name": "King"}, "Augusta King"),
        ({"first_name": EMPTY}, {"first_name": "Ada", "last_name": "King"}, "King"),
        ({"first_name": EMPTY, "last_name": EMPTY}, {"first_name": "Ada", "last_name": "King"}, None),
    ],
)
def test_the_display_name_follows_the_names(
    fields: dict[str, FieldValue], before: dict[str, FieldValue], expected: str | None
) -> None:
    written = write(Side.MAILBOX, fields, before=before)
    assert written.patch["DisplayName"] == expected
    assert "DisplayName" not in written.intended and "DisplayName" not in write(Side.CRM, fields).patch


def test_the_display_name_is_left_alone_when_no_name_changes() -> None:
    assert write(Side.MAILBOX, {"title": "Countess"}, before={"first_name": "Ada"}).patch == {"JobTitle": "Countess"}
    assert write(Side.MAILBOX, {"last_name": "a" * 256}).patch == {}


def test_the_display_name_never_has_more_than_its_target_takes_nor_a_name_that_was_withheld() -> None:
    long = write(Side.MAILBOX, {"first_name": "a" * 254, "last_name": "b" * 200})
    assert long.patch["DisplayName"] == "a" * 254 and long.patch["Surname"] == "b" * 200
    assert write(Side.MAILBOX, {"first_name": "Ada", "last_name": "b" * 256}).patch["DisplayName"] == "Ada"


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"first_name": "Ada", "last_name": "Lovelace", "company": "Acme"}, "Ada Lovelace"),
        ({"first_name": EMPTY, "last_name": "Lovelace"}, "Lovelace"),
        ({"company": "Acme", "email": "ada@example.org"}, "Acme"),
        ({"company": EMPTY, "email": "ada@example.org"}, "ada@example.org"),
        ({"title": "Countess"}, "(no name)"),
        ({}, "(no name)"),
    ],
)
def test_a_record_is_called_by_the_best_it_has(fields: dict[str, FieldValue], title: str) -> None:
    assert MAP.title(fields) == title


def test_keys_are_folded_and_blank_where_there_is_nothing() -> None:
    fields: dict[str, FieldValue] = {"first_name": " Émile ", "last_name": "ZOLA", "email": "E.Zola@Example.ORG"}
    assert MAP.keys({**fields, "company": EMPTY}) == MatchKeys("e.zola@example.org", "emile", "zola", "")
    assert MAP.keys({}) == MatchKeys("", "", "", "")


def test_the_company_to_be_resolved_is_its_text() -> None:
    assert MAP.company({"company": "Acme"}) == "Acme"
    assert MAP.company({"company": EMPTY}) is None and MAP.company({"title": "Acme"}) is None


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("first_name", "  Ada ", "Ada"),
        ("first_name", "   ", EMPTY),
        ("first_name", "\u0000", EMPTY),
        ("notes", "a\r\nb  ", "a\nb"),
        ("birthday", "1815-12-10", date(1815, 12, 10)),
        ("birthday", " 1815-12-10 ", date(1815, 12, 10)),
        ("birthday", "", EMPTY),
        ("birthday", "10 December", ABSENT),
        ("birthday", "1815-02-30", ABSENT),
        ("shoe_size", "42", ABSENT),
    ],
)
def test_what_a_person_types_becomes_a_value_or_is_known_to_be_none(field: str, text: str, value: MaybeValue) -> None:
    assert MAP.typed(field, text) == value


@pytest.mark.parametrize(
    ("field", "a", "b", "same"),
    [
        ("email", "Ada@Example.org", "ada@example.ORG", True),
        ("company", "ACME", "acme", True),
        ("first_name", "Ada", "ada", False),
        ("first_name", "Ada", EMPTY, False),
        ("birthday", date(1815, 12, 10), date(1815, 12, 10), True),
        ("phone", "+49 (40) 123-45", "+49.40 12345", True),
        ("phone", "12345", "12346", False),
        ("phone", "1 ext 2", "1 EXT 2", True),
        ("email", EMPTY, ABSENT, False),
        ("email", ABSENT, ABSENT, True),
    ],
)
def test_values_are_compared_as_their_field_says(field: str, a: MaybeValue, b: MaybeValue, same: bool) -> None:
    assert MAP.same(field, a, b) is same and MAP.same(field, b, a) is same
