"""The contact map against the describe answer of a real org, recorded by others, and against our EWS fields."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.core.record import Side
from desktop.exchange.ews.fields import FIELDS
from desktop.mapping.spec import Row, read
from desktop.paths import resources

SPEC = read(resources() / "mappings" / "contact.toml")
KINDS = {
    "line": {"string", "picklist"},
    "phone": {"phone"},
    "block": {"textarea"},
    "notes": {"textarea"},
    "email": {"email"},
    "day": {"date"},
    "account": {"string"},
}
LENGTHS = {
    **dict.fromkeys(("FirstName", "AssistantName", "MailingCity", "OtherCity"), 40),
    **dict.fromkeys(("Phone", "MobilePhone", "HomePhone", "OtherPhone", "Fax", "AssistantPhone"), 40),
    **dict.fromkeys(("LastName", "Department", "Email", "MailingState", "OtherState"), 80),
    **dict.fromkeys(("MailingCountry", "OtherCountry"), 80),
    **dict.fromkeys(("MailingPostalCode", "OtherPostalCode"), 20),
    **dict.fromkeys(("MailingStreet", "OtherStreet", "Account.Name"), 255),
    "Title": 128,
    "Description": 32_000,
    "Birthdate": 0,
}


@pytest.fixture(scope="module")
def described(shared: Path) -> dict[str, Any]:
    """The fields of contacts by name, and the name of accounts as `Account.Name`."""
    fields: dict[str, Any] = {}
    for name, prefix in (("Account", "Account."), ("Contact", "")):
        answer = json.loads((shared / "salesforce-describe" / f"{name}.json").read_text("utf-8"))
        fields |= {prefix + each["name"]: each for each in answer.get("result", answer)["fields"]}
    return fields


@pytest.mark.parametrize("row", SPEC.rows, ids=lambda row: row.name)
def test_a_field_of_salesforce_is_there_of_the_right_kind_and_length(row: Row, described: dict[str, Any]) -> None:
    field = described[row.crm]
    assert field["type"] in KINDS[row.form]
    assert field["length"] == LENGTHS[row.crm]
    assert field["createable"] and field["updateable"]


def test_what_the_map_requires_is_what_salesforce_requires(described: dict[str, Any]) -> None:
    wanted = {row.crm for row in SPEC.rows if row.form != "account"}
    refused_without = {
        name for name in wanted if not described[name]["nillable"] and not described[name]["defaultedOnCreate"]
    }
    assert refused_without == {row.crm for row in SPEC.rows if row.required is Side.CRM}
    reference = described["AccountId"]
    assert reference["referenceTo"] == ["Account"] and reference["updateable"] and reference["nillable"]


def test_every_field_of_the_mailbox_is_one_that_ews_has() -> None:
    named = {row.mailbox for row in SPEC.rows} | {each.target for each in SPEC.derived if each.side is Side.MAILBOX}
    assert named <= FIELDS.keys()
