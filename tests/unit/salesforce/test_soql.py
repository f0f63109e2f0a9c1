"""SOQL as text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.salesforce import soql


@pytest.mark.parametrize(
    ("value", "literal"),
    [
        ("plain", "'plain'"),
        ("O'Neil", "'O\\'Neil'"),
        ("back\\", "'back\\\\'"),
        ("x' OR Name != '", "'x\\' OR Name != \\''"),
        ("two\nlines\r\tand", "'two\\nlines\\r\\tand'"),
        ("", "''"),
    ],
)
def test_a_text_cannot_leave_its_quotes(value: str, literal: str) -> None:
    assert soql.text(value) == literal


def test_wildcards_in_a_pattern_mean_themselves() -> None:
    assert soql.pattern("50%_'") == "50\\%\\_\\'"


def test_empty_conditions_are_left_out() -> None:
    assert soql.select("Id", "Contact", "", "A = 1", "B = 2") == "SELECT Id FROM Contact WHERE A = 1 AND B = 2"
    assert soql.select("Id", "Contact", "") == "SELECT Id FROM Contact"
    assert soql.select("Id", "Contact", order="ORDER BY Id") == "SELECT Id FROM Contact ORDER BY Id"


@given(st.lists(st.text(max_size=120), max_size=900))
def test_lists_hold_every_value_once_and_fit_into_an_address(values: list[str]) -> None:
    found = list(soql.listed("Email", values))

    literals = [soql.text(value) for value in dict.fromkeys(values)]
    assert ",".join(each.removeprefix("Email IN (").removesuffix(")") for each in found) == ",".join(literals)
    assert all(len(quote(each, safe="")) < 13_000 for each in found)


def test_lists_are_cut_after_400_keys() -> None:
    assert len(list(soql.listed("Id", [f"{number:018d}" for number in range(801)]))) == 3


def test_an_empty_list_asks_nothing() -> None:
    assert list(soql.listed("Id", [])) == []


def test_a_stamp_becomes_a_literal_and_a_date_of_http() -> None:
    stamp = "2026-01-05T08:09:10.000+0000"

    assert soql.moment(stamp) == "2026-01-05T08:09:10.000Z"
    assert soql.http_date(stamp) == "Mon, 05 Jan 2026 08:09:10 GMT"
    assert soql.earlier(stamp, timedelta(minutes=10)) == "2026-01-05T07:59:10.000+0000"


def test_moments_of_any_zone_become_stamps_of_the_server() -> None:
    vienna = datetime(2026, 1, 5, 9, 9, 10, 5999, tzinfo=timezone(timedelta(hours=1)))

    assert soql.format_stamp(vienna) == "2026-01-05T08:09:10.005+0000"
    assert soql.parse_stamp("2026-01-05T08:09:10.005+0000") == datetime(2026, 1, 5, 8, 9, 10, 5000, tzinfo=UTC)


@pytest.mark.parametrize("stamp", ["", "yesterday", "2026-01-05"])
def test_what_is_no_stamp_is_refused(stamp: str) -> None:
    with pytest.raises(ValueError, match="does not match"):
        soql.parse_stamp(stamp)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("0032E00002GyZBc", "0032E00002GyZBcQAN"),
        ("003000000000001", "003000000000001AAA"),
        ("aaaaaBBBBBcCcCc", "aaaaaBBBBBcCcCcA5K"),
    ],
)
def test_short_ids_get_their_check_characters(short: str, full: str) -> None:
    assert soql.full_id(short) == full
    assert soql.full_id(full) == full


def test_short_ids_that_differ_in_case_stay_different() -> None:
    assert soql.full_id("0032E00002GyZBc").casefold() != soql.full_id("0032E00002GyZBC").casefold()
