"""What the map keeps back, and the sentences in which it says so."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.record import Side
from desktop.core.values import EMPTY, FieldValue
from desktop.mapping.sentences import Withheld
from tests.unit.mapping.fitted import write


def test_an_over_long_text_is_told_with_both_numbers() -> None:
    written = write(Side.CRM, {"first_name": "a" * 41, "title": "Countess"})
    assert written.patch == {"Title": "Countess"} and written.intended == {"title": "Countess"}
    assert written.withheld == [
        Withheld(
            "first_name",
            "too-long",
            "41 characters are too many for the first name: Salesforce takes at most 40.",
            "The value stays as it is in Outlook. Shorten it there.",
        )
    ]


def test_big_numbers_are_told_so_that_they_can_be_read() -> None:
    (withheld,) = write(Side.CRM, {"notes": "n" * 32_001}).withheld
    assert withheld.message == "32,001 characters are too many for the notes: Salesforce takes at most 32,000."


@pytest.mark.parametrize(("side", "fits"), [(Side.CRM, False), (Side.MAILBOX, True)])
def test_salesforce_counts_a_line_end_of_a_text_area_twice(side: Side, fits: bool) -> None:
    assert bool(write(side, {"business_street": "a" * 253 + "\nb"}).patch) is fits
    assert write(side, {"business_street": "a" * 252 + "\nb"}).patch


def test_the_limit_itself_is_no_fault() -> None:
    assert write(Side.CRM, {"first_name": "a" * 40}).patch == {"FirstName": "a" * 40}
    assert write(Side.MAILBOX, {"title": "a" * 255}).patch and write(Side.MAILBOX, {"title": "a" * 256}).withheld


def test_an_over_long_required_field_blocks_the_record() -> None:
    (withheld,) = write(Side.CRM, {"last_name": "a" * 81}).withheld
    assert (withheld.field, withheld.code, withheld.blocks_record) == ("last_name", "too-long", True)


@pytest.mark.parametrize("before", [{}, {"last_name": EMPTY}])
def test_a_missing_required_field_blocks_the_record_and_the_rest_is_still_named(before: dict[str, FieldValue]) -> None:
    written = write(Side.CRM, {"title": "Countess"}, before=before)
    assert written.patch == {"Title": "Countess"}
    assert written.withheld == [
        Withheld(
            "last_name",
            "required-field",
            "The last name is missing; Salesforce takes no contact without one.",
            "Type the last name in Outlook.",
            True,
        )
    ]
    assert not write(Side.MAILBOX, {"title": "Countess"}, before=before).withheld


def test_a_required_field_is_never_cleared() -> None:
    written = write(Side.CRM, {"last_name": EMPTY, "title": EMPTY})
    assert written.patch == {"Title": None} and [each.code for each in written.withheld] == ["required-field"]
    assert write(Side.MAILBOX, {"last_name": EMPTY}).patch["Surname"] is None


@pytest.mark.parametrize("day", [date(1604, 3, 1), date(1699, 12, 31), date(4001, 1, 1)])
def test_a_day_that_salesforce_does_not_keep_is_withheld_there_only(day: date) -> None:
    written = write(Side.CRM, {"birthday": day})
    (withheld,) = written.withheld
    assert withheld.code == "out-of-range" and not withheld.blocks_record and not written.patch
    assert withheld.message == "The birthday is before the year 1700 or after 4000, which Salesforce does not take."
    assert withheld.action == "It stays as it is in Outlook. Give it its real year there."
    assert write(Side.MAILBOX, {"birthday": day}).patch == {"Birthday": day.isoformat()}


@pytest.mark.parametrize("day", [date(1700, 1, 1), date(1960, 2, 29), date(4000, 12, 31)])
def test_a_day_within_the_range_is_written(day: date) -> None:
    assert write(Side.CRM, {"birthday": day}).patch == {"Birthdate": day.isoformat()}


@pytest.mark.parametrize("accounts", [{}, {"acme": ""}])
def test_a_company_without_one_account_of_its_name_is_withheld(accounts: dict[str, str]) -> None:
    written = write(Side.CRM, {"company": "Acme", "title": "Countess"}, accounts)
    (withheld,) = written.withheld
    assert (withheld.code, withheld.blocks_record) == ("unresolved-account", False)
    assert withheld.message == "Salesforce has no account, or more than one, with the name “Acme”."
    assert withheld.action.startswith("The company stays as it is on both sides. Make the account in Salesforce")
    assert written.patch == {"Title": "Countess"} and "company" not in written.intended


def test_a_company_is_written_as_its_account_whatever_the_case() -> None:
    written = write(Side.CRM, {"company": "ACME"}, {"acme": "001A"})
    assert written.patch == {"AccountId": "001A"} and written.intended == {"company": "ACME"}
    assert write(Side.CRM, {"company": EMPTY}).patch == {"AccountId": None}
    assert write(Side.MAILBOX, {"company": "ACME"}).patch == {"CompanyName": "ACME"}
