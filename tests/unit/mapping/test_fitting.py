"""A map under the limits of its ends: what is not offered or not taken, and what people are told of it."""

from __future__ import annotations

from desktop.core.ports import Capabilities
from desktop.core.record import Side
from desktop.mapping.lens import ACCOUNT_ID, KindMap
from tests.unit.mapping.fitted import MAP


def without(side: Side, *paths: str, kind_map: KindMap = MAP) -> KindMap:
    """The map where a side does not offer these native fields."""
    return kind_map.fit(side, Capabilities(offered=frozenset(kind_map.native_fields(side)) - set(paths)))


def read_only(side: Side, *paths: str) -> KindMap:
    """The map where a side does not take these native fields."""
    return MAP.fit(side, Capabilities(writable=frozenset(MAP.native_fields(side)) - set(paths)))


def test_a_map_without_limits_has_nothing_to_say() -> None:
    assert MAP.notices == ()
    assert len(MAP.fields) == 25 and MAP.fields[:3] == ("first_name", "last_name", "company")
    assert all(MAP.flows(field, side) for field in MAP.fields for side in Side)


def test_every_end_is_asked_for_its_own_fields_and_the_crm_for_the_account_too() -> None:
    assert len(MAP.native_fields(Side.MAILBOX)) == 25 and ACCOUNT_ID not in MAP.native_fields(Side.MAILBOX)
    assert set(MAP.native_fields(Side.CRM)) >= {"Account.Name", ACCOUNT_ID, "LastName", "Description"}
    assert ACCOUNT_ID not in without(Side.CRM, "Account.Name").native_fields(Side.CRM)


def test_a_field_that_one_side_does_not_offer_is_left_alone_on_both() -> None:
    fitted = without(Side.CRM, "Fax")
    assert fitted.notices == (
        "Business fax: Salesforce does not offer this field to you; it is left alone on both sides.",
    )
    assert (
        "fax" not in fitted.fields and "fax" not in fitted.offered(Side.CRM) and "fax" in fitted.offered(Side.MAILBOX)
    )
    assert "Fax" not in fitted.native_fields(Side.CRM) and not fitted.flows("fax", Side.CRM)
    assert fitted.view(Side.CRM, {"Fax": "1", "Title": "Countess"}) == {"title": "Countess"}
    assert not fitted.write(Side.CRM, {"fax": "1"}, {"fax": "1", "last_name": "Lovelace"}, {}).patch


def test_a_field_that_a_side_does_not_take_is_read_there_and_flows_from_there() -> None:
    fitted = read_only(Side.MAILBOX, "JobTitle", "DisplayName")
    assert fitted.notices == ("Job title: Outlook does not let you change this field; it is only read there.",)
    assert fitted.flows("title", Side.CRM) and not fitted.flows("title", Side.MAILBOX)
    assert fitted.view(Side.MAILBOX, {"JobTitle": "Countess"}) == {"title": "Countess"}
    fields = {"title": "Countess", "first_name": "Ada"}
    written = fitted.write(Side.MAILBOX, fields, fields, {})
    assert written.patch == {"GivenName": "Ada"} and written.intended == {"first_name": "Ada"} and not written.withheld


def test_the_limits_of_one_end_do_not_forget_those_of_the_other() -> None:
    fitted = without(Side.MAILBOX, "AssistantName", kind_map=without(Side.CRM, "Fax"))
    assert {"fax", "assistant_name"}.isdisjoint(fitted.fields) and len(fitted.notices) == 2
    assert fitted.fit(Side.CRM, Capabilities()).notices == fitted.notices[1:]


def test_what_the_crm_requires_is_known_unless_it_does_not_offer_it() -> None:
    assert MAP.required(Side.CRM) == ("last_name",) and MAP.required(Side.MAILBOX) == ()
    fitted = without(Side.CRM, "LastName")
    assert fitted.required(Side.CRM) == () and not fitted.write(Side.CRM, {"title": "x"}, {"title": "x"}, {}).withheld


def test_a_field_that_is_not_mapped_any_more_keeps_its_name_and_says_nothing() -> None:
    assert MAP.label("first_name") == "First name" and MAP.label("shoe_size") == "shoe_size"
    assert MAP.same("shoe_size", "42", "42") and not MAP.same("shoe_size", "42", "43")
    assert not MAP.flows("shoe_size", Side.CRM)
