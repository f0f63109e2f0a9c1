"""Contacts in XML: values in both directions, the order of the schema, days, sizes of requests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from desktop.exchange.contact_fields import PHONE_LABELS, date_to_instant, instant_to_date
from desktop.exchange.ews.fields import FIELDS, MAX_LENGTHS, FieldReader, in_order, write_value
from desktop.exchange.ews.soap import BODY_LIMIT, NotSoap, SoapFault, T, batches, piece, read_answer, server_build

from .scripted import messages, refused, soap

TEXTS = st.dictionaries(
    st.sampled_from(sorted(set(FIELDS) - {"Birthday"})), st.text(min_size=1, max_size=20), max_size=9
)


def written(values: dict[str, str]) -> etree._Element:
    contact = piece("Contact")
    for field, value in in_order(values):
        if value is not None:
            write_value(contact, field, value)
    return contact


@given(TEXTS)
def test_what_is_written_is_read_again(values: dict[str, str]) -> None:
    contact = etree.fromstring(etree.tostring(written(values)))
    kept = {field.name: value for field, value in in_order(values)}
    read = FieldReader(FIELDS).read(contact)
    assert set(read) == set(FIELDS)
    for name, value in read.items():
        expected = kept.get(name)
        # XML itself makes a lone carriage return a line feed.
        assert value == (expected.replace("\r\n", "\n").replace("\r", "\n") if expected else None) or value == expected


def test_controls_are_left_out_and_emoji_and_right_to_left_text_stay() -> None:
    values = {"GivenName": "\x00\x0bZoë\ud800", "Surname": "👩‍🚀", "JobTitle": "שלום"}
    read = FieldReader(values).read(written(values))
    assert read == {"GivenName": "Zoë", "Surname": "👩‍🚀", "JobTitle": "שלום"}


@pytest.mark.parametrize("blank", ["", "\x00", "\x0b\x1f", None])
def test_a_value_of_which_nothing_is_left_is_a_deletion(blank: str | None) -> None:
    ((field, value),) = in_order({"PhoneNumbers/Pager": blank})
    assert (field.name, value) == ("PhoneNumbers/Pager", None)


def test_fields_that_are_not_those_of_a_contact_are_a_bug() -> None:
    with pytest.raises(ValueError, match="ShoeSize"):
        in_order({"ShoeSize": "43"})


def test_the_entries_of_one_address_stand_together() -> None:
    contact = written({"PhysicalAddresses/Home/City": "Graz", "PhysicalAddresses/Home/Street": "Weg 1"})
    (holder,) = contact
    (entry,) = holder
    assert [part.tag for part in entry] == [f"{T}Street", f"{T}City"]


def test_only_wanted_fields_are_read_and_absent_ones_are_empty() -> None:
    contact = written({"GivenName": "Ada", "Surname": "Abe", "PhoneNumbers/Pager": "1"})
    assert FieldReader(["Surname", "PhoneNumbers/Telex", "Unheard"]).read(contact) == {
        "Surname": "Abe",
        "PhoneNumbers/Telex": None,
    }


def test_an_address_of_the_directory_is_not_offered() -> None:
    contact = etree.fromstring(
        f'<Contact xmlns="{T[1:-1]}"><EmailAddresses><Entry Key="EmailAddress1" RoutingType="EX">/o=x/cn=y</Entry>'
        '<Entry Key="EmailAddress2" RoutingType="SMTP">a@b.example</Entry></EmailAddresses></Contact>'
    )
    names = [f"EmailAddresses/EmailAddress{number}" for number in (1, 2)]
    assert FieldReader(names).read(contact) == {names[1]: "a@b.example"}


@given(st.dates(min_value=date(1601, 1, 1), max_value=date(9999, 1, 1)))
def test_a_day_stays_itself(day: date) -> None:
    assert instant_to_date(date_to_instant(day.isoformat())) == day.isoformat()


@pytest.mark.parametrize("hours", range(-11, 12))
def test_midnight_of_any_zone_is_the_day_that_the_person_meant(hours: int) -> None:
    instant = datetime(1980, 1, 1, tzinfo=timezone(timedelta(hours=hours))).astimezone(UTC)
    assert instant_to_date(instant.isoformat()) == "1980-01-01"


@pytest.mark.parametrize(
    "text", ["1980-01-01T11:59:00Z", "1980-01-01T12:00:00Z", "1980-01-01T00:00:00", "1979-12-31T23:00:00.000Z"]
)
def test_the_forms_of_other_programs_are_read_as_the_day(text: str) -> None:
    assert instant_to_date(text) == "1980-01-01"


def test_what_is_no_instant_is_no_day() -> None:
    assert instant_to_date("soon") is None


def test_nineteen_phones_and_lengths() -> None:
    assert len(PHONE_LABELS) == len(set(PHONE_LABELS)) == 19
    assert MAX_LENGTHS["Surname"] == MAX_LENGTHS["PhoneNumbers/Pager"] == 255
    assert not {"Body", "Birthday", "PhysicalAddresses/Home/Street"} & MAX_LENGTHS.keys()


def test_a_request_holds_as_many_pieces_as_fit() -> None:
    def part(letters: int) -> etree._Element:
        element = piece("Contact")
        element.text = "ü" * letters
        return element

    def sizes(*letters: int, most: int = 60) -> list[int]:
        return [len(run) for run in batches([part(count) for count in letters], most)]

    assert sizes() == []
    assert sizes(*[10] * 130) == [60, 60, 10]
    assert sizes(*[500] * 60) == [59, 1]
    assert sizes(1, 100_000, 1) == [1, 1, 1]
    assert BODY_LIMIT < 64 * 1024


def test_an_answer_with_entities_reads_no_file() -> None:
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    answer = messages("GetItem", "<m:Items>x</m:Items>").body.split(b"?>", 1)[1].replace(b">x<", b">&x;<")
    _, (message,) = read_answer(entity + answer)
    assert not (message.element.findtext("{*}Items") or "").strip()


def test_a_fault_is_taken_apart() -> None:
    with pytest.raises(SoapFault) as caught:
        read_answer(refused("ErrorServerBusy", 2500).body)
    assert (caught.value.code, caught.value.text, caught.value.back_off_s) == ("ErrorServerBusy", "No.", 2.5)


@pytest.mark.parametrize(
    ("content", "html"), [(b"<html><body>x</body></html>", True), (b"{}", False), (b"<a/>", False)]
)
def test_what_is_no_envelope_is_said_to_be_none(content: bytes, html: bool) -> None:
    with pytest.raises(NotSoap) as caught:
        read_answer(content)
    assert caught.value.html is html


def test_an_error_without_a_code_is_an_error() -> None:
    body = soap(
        '<m:GetItemResponse><m:ResponseMessages><m:GetItemResponseMessage ResponseClass="Error"/>'
        "</m:ResponseMessages></m:GetItemResponse>"
    ).body
    _, (message,) = read_answer(body)
    assert not message.ok


def test_the_build_is_told_by_the_header_or_not_at_all() -> None:
    header, _ = read_answer(messages("GetItem", "", version="15.2.1544.4").body)
    assert server_build(header) == "15.2.1544.4"
    assert server_build(None) == ""
