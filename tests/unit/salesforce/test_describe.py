"""What an object offers, and the form of contacts that follows from it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from desktop.core.link_field import LINK_FIELD, LinkLack
from desktop.core.record import Role
from desktop.salesforce.connection import SalesforceOptions
from desktop.salesforce.contacts import ContactForm, fit
from desktop.salesforce.describe import Description
from desktop.salesforce.scope import Scope

ME = "005Sb0000000001IAA"
STAMP = "2026-03-02T09:00:00.000+0000"
WANTED = ("LastName", "Email", "Account.Name", "Level__c", LINK_FIELD)


def raw(name: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    usual = {"label": name, "length": 80, "createable": True, "updateable": True, "nillable": True}
    return {"name": name, "type": kind, "defaultedOnCreate": False, **usual, **more}


def contact(*without: str, **more: Any) -> Description:
    fields = [
        raw("Id", "id", length=18, createable=False, updateable=False, nillable=False, defaultedOnCreate=True),
        raw("LastName", nillable=False),
        raw("Email", "email"),
        raw("OwnerId", "reference", length=18, nillable=False, defaultedOnCreate=True),
        raw("AccountId", "reference", length=18),
        raw("MasterRecordId", "reference", length=18, createable=False, updateable=False),
        raw("DoNotCall", "boolean", length=0, nillable=False),
        raw("Level__c", "double", length=0, updateable=False, nillable=False),
    ]
    return Description.of_answer(
        {"fields": [f for f in fields if f["name"] not in without]}, **{"last_modified": "then", **more}
    )


ACCOUNT = Description.of_answer({"fields": [raw("Name", length=255)]}, "")


MINE = Scope.of_user(ME)
VIEW = Scope.of_query("SELECT Id FROM Contact USING SCOPE mine WHERE Fax = '1' OR Fax = '2'")


def form(description: Description, account: Description = ACCOUNT, scope: Scope = MINE) -> ContactForm:
    return fit(SalesforceOptions(fields=WANTED), scope, description, account, ME)


def row(**values: Any) -> dict[str, Any]:
    usual = {"Id": "003A", "SystemModstamp": STAMP, "IsDeleted": False, "MasterRecordId": None, "OwnerId": ME}
    shown = {"LastName": "L", "Email": None, "AccountId": "001A", "Level__c": 2.5, "Account": {"Name": "Acme"}}
    return {**usual, **shown, **values}


def test_a_description_comes_back_from_its_text() -> None:
    description = contact()

    assert Description.from_text(description.to_text()) == description
    assert description.last_modified == "then"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"fields": {"A": {}}, "last_modified": ""}'])
def test_any_other_text_is_no_description(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        Description.from_text(text)


def test_required_is_what_must_be_filled_in_and_has_no_default() -> None:
    assert form(contact()).capabilities.required == {"LastName", "Level__c"}


def test_only_fields_that_are_offered_are_selected() -> None:
    select = form(contact("Email")).select.split(", ")

    assert "Email" not in select
    assert LINK_FIELD not in select
    assert {"Id", "SystemModstamp", "IsDeleted", "OwnerId", "AccountId", "Account.Name", "MasterRecordId"} <= set(
        select
    )
    assert len(select) == len(set(select))


def test_capabilities_tell_lengths_and_what_may_be_written() -> None:
    capabilities = form(contact("Email")).capabilities

    assert capabilities.max_lengths == {"LastName": 80}
    assert set(capabilities.writable or ()) == {"LastName", "OwnerId", "AccountId", "Account.Name"}
    assert set(capabilities.offered or ()) == {"LastName", "OwnerId", "AccountId", "Account.Name", "Level__c"}
    assert (capabilities.find_link, capabilities.idempotent_create) == (False, False)


def with_link(**otherwise: Any) -> ContactForm:
    """The form in an org with the link field, which is as it must be but for what is said."""
    usual = {"length": 255, "externalId": True, "unique": True}
    added = Description.of_answer({"fields": [raw(LINK_FIELD, **{**usual, **otherwise})]}, "")
    return form(Description({**contact().fields, **added.fields}))


def test_the_link_field_makes_creates_repeatable_and_is_no_field_of_its_own() -> None:
    found = with_link()

    assert found.capabilities.find_link
    assert found.capabilities.idempotent_create
    assert LINK_FIELD not in (found.capabilities.offered or ())
    record = found.record(row(**{LINK_FIELD: "scc:1:p:"}), inside=True)
    assert record.link == "scc:1:p:"
    assert LINK_FIELD not in record.fields
    assert found.capabilities.link_lacks == frozenset()


@pytest.mark.parametrize(
    ("otherwise", "lack"),
    [
        ({"kind": "textarea", "length": 32_768}, LinkLack.NOT_TEXT),
        ({"length": 80}, LinkLack.TOO_SHORT),
        ({"externalId": False}, LinkLack.NOT_EXTERNAL_ID),
        ({"createable": False}, LinkLack.READ_ONLY),
        ({"updateable": False}, LinkLack.READ_ONLY),
    ],
)
def test_a_link_field_that_is_not_as_it_must_be_is_left_alone(otherwise: dict[str, Any], lack: LinkLack) -> None:
    found = with_link(**otherwise)

    assert found.capabilities.link_lacks == {lack}
    assert (found.capabilities.find_link, found.capabilities.idempotent_create) == (False, False)
    assert found.capabilities.batch_create == form(contact()).capabilities.batch_create
    assert LINK_FIELD not in found.select


def test_a_link_field_that_is_not_unique_is_used_and_told() -> None:
    found = with_link(unique=False)

    assert found.capabilities.link_lacks == {LinkLack.NOT_UNIQUE}
    assert found.capabilities.idempotent_create


def test_an_org_without_the_link_field_says_so() -> None:
    assert form(contact()).capabilities.link_lacks == {LinkLack.MISSING}


@pytest.mark.parametrize(("owner", "owned"), [(ME, True), ("005Sb0000000002IAA", False)])
def test_a_record_tells_whose_it_is_and_when_it_was_changed(owner: str, owned: bool) -> None:
    record = form(contact()).record(row(OwnerId=owner), inside=True)
    assert (record.owned, record.modified) == (owned, datetime(2026, 3, 2, 9, tzinfo=UTC))


def test_without_the_account_nothing_is_said_of_a_company() -> None:
    for description, account in ((contact("AccountId"), ACCOUNT), (contact(), Description())):
        found = form(description, account)
        assert "Account.Name" not in found.select
        assert "Account.Name" not in (found.capabilities.offered or ())
        assert "Account.Name" not in found.record(row(), inside=True).fields


@pytest.mark.parametrize(
    ("values", "company"),
    [
        ({}, {"Account.Name": "Acme"}),
        ({"AccountId": None, "Account": None}, {"Account.Name": None}),
        ({"Account": None}, {}),
    ],
)
def test_a_company_that_may_not_be_seen_is_left_out_rather_than_empty(
    values: dict[str, Any], company: dict[str, str | None]
) -> None:
    fields = form(contact()).record(row(**values), inside=True).fields

    assert {name: value for name, value in fields.items() if name == "Account.Name"} == company


def test_a_row_becomes_a_record_with_numbers_as_text() -> None:
    record = form(contact()).record(row(), inside=True)

    assert (record.native_id, record.version, record.role, record.marked) == ("003A", STAMP, Role.SHARED, True)
    assert record.fields["Level__c"] == "2.5"
    assert record.fields["Email"] is None


def test_a_record_is_marked_when_it_is_inside_of_the_scope() -> None:
    assert [form(contact()).record(row(), inside).marked for inside in (True, False)] == [True, False]


def test_rows_tell_whether_they_are_ones_own_but_not_whether_they_are_in_a_list_view() -> None:
    others = row(OwnerId="005B")

    assert MINE.holds(row()) and not MINE.holds(others)
    assert Scope().holds(others)
    assert (MINE.told_by_rows, Scope().told_by_rows, VIEW.told_by_rows) == (True, True, False)


def test_a_query_of_a_scope_names_its_conditions_once() -> None:
    assert MINE.select("Id", "Fax = '1'") == f"SELECT Id FROM Contact WHERE Fax = '1' AND OwnerId = '{ME}'"
    assert Scope().select("Id") == "SELECT Id FROM Contact"
    narrowed = "SELECT Id FROM Contact USING SCOPE mine WHERE Email = 'a' AND (Fax = '1' OR Fax = '2')"
    assert VIEW.select("Id", "Email = 'a'") == narrowed


def test_what_is_made_may_be_outside_of_a_list_view_and_updates_need_room_for_that_question() -> None:
    mine, view = (form(contact(), scope=scope).capabilities for scope in (MINE, VIEW))

    assert (mine.creates_in_scope, view.creates_in_scope) == (True, False)
    assert view.batch_update == mine.batch_update - 1


def test_a_deleted_row_names_the_one_that_it_was_merged_into() -> None:
    tombstone = form(contact()).tombstone(row(IsDeleted=True, MasterRecordId="003B"))

    assert (tombstone.native_id, tombstone.version, tombstone.merged_into) == ("003A", STAMP, "003B")
