"""Describe of the simulated org against the recorded describes of a real one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.sandbox.salesforce.describe import describe_global, describe_object
from desktop.sandbox.salesforce.org import Org
from tests.unit.sandbox.salesforce_client import BASE, Client, Hands


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def client(hands: Hands) -> Client:
    return Client(Org(1, hands))


def recorded(shared: Path, name: str) -> Any:
    return json.loads((shared / "salesforce-describe" / f"{name}.json").read_text(encoding="utf-8"))


def fields(client: Client, name: str) -> dict[str, dict[str, Any]]:
    return {field["name"]: field for field in client.get(f"/sobjects/{name}/describe").json()["fields"]}


@pytest.mark.parametrize("name", ["Contact", "Account"])
def test_describe_agrees_with_the_recording_in_every_property_of_every_field(shared: Path, name: str) -> None:
    ours = describe_object(Org(1, Hands()).schema(name), "52.0", "https://org.example")
    theirs = recorded(shared, name)
    assert [field["name"] for field in ours["fields"]] == [field["name"] for field in theirs["fields"]]
    assert ours["fields"] == theirs["fields"]


@pytest.mark.parametrize("name", ["Contact", "Account"])
def test_describe_agrees_with_the_recording_in_the_flags_of_the_object(shared: Path, name: str) -> None:
    ours = describe_object(Org(1, Hands()).schema(name), "52.0", "https://org.example")
    theirs = recorded(shared, name)
    beside = {"fields", "childRelationships", "recordTypeInfos", "supportedScopes", "urls", "sobjectDescribeOption"}
    for key in theirs.keys() - beside:
        assert ours[key] == theirs[key], key


def test_describe_global_agrees_with_the_recording(shared: Path) -> None:
    theirs = {entry["name"]: entry for entry in recorded(shared, "Global")["sobjects"]}
    ours = describe_global("52.0")
    assert {entry["name"] for entry in ours["sobjects"]} == {"Account", "Contact", "User"}
    for entry in ours["sobjects"]:
        flags = {key: value for key, value in theirs[entry["name"]].items() if key != "urls"}
        assert {key: entry[key] for key in flags} == flags
        assert entry["urls"].items() <= theirs[entry["name"]]["urls"].items()


def test_a_hidden_field_is_absent_from_describe_queries_and_writes(client: Client) -> None:
    row_id = client.org.insert("Contact", {"LastName": "L", "Email": "a@b.example"})
    client.org.settings.hidden_fields.add(("Contact", "Email"))
    assert "Email" not in fields(client, "Contact")
    assert client.query("SELECT Id, Email FROM Contact").code == "INVALID_FIELD"
    reply = client.patch(f"/sobjects/Contact/{row_id}", {"Email": "c@d.example"})
    assert (reply.code, reply.json()[0]["message"]) == (
        "INVALID_FIELD",
        "No such column 'Email' on sobject of type Contact",
    )
    assert "Email" not in client.get(f"/sobjects/Contact/{row_id}").json()
    assert client.org.row("Contact", row_id)["Email"] == "a@b.example"


def test_the_link_field_only_adds_a_unique_external_id(client: Client) -> None:
    before = fields(client, "Contact")
    client.org.settings.link_field = True
    after = fields(client, "Contact")
    link = after.pop("SmartCloudLink__c")
    assert after == before
    assert (link["externalId"], link["unique"], link["custom"], link["type"], link["length"]) == (
        True,
        True,
        True,
        "string",
        255,
    )
    first = client.org.insert("Contact", {"LastName": "L", "SmartCloudLink__c": "k1"})
    assert client.post("/sobjects/Contact", {"LastName": "M", "SmartCloudLink__c": "K1"}).code == "DUPLICATE_VALUE"
    reply = client.patch("/sobjects/Contact/SmartCloudLink__c/k1", {"LastName": "N"})
    assert (reply.status, reply.json()["id"], reply.json()["created"]) == (200, first, False)
    reply = client.patch("/sobjects/Contact/SmartCloudLink__c/k2", {"LastName": "O"})
    assert (reply.status, reply.json()["created"]) == (201, True)
    assert client.get("/sobjects/Contact/SmartCloudLink__c/k2").json()["LastName"] == "O"


@pytest.mark.parametrize(
    ("switch", "flags"),
    [
        ("link_field_external", {"externalId": False, "idLookup": False, "createable": True}),
        ("link_field_editable", {"createable": False, "updateable": False, "externalId": True}),
    ],
)
def test_a_link_field_can_be_made_otherwise_than_it_should_be(
    client: Client, switch: str, flags: dict[str, bool]
) -> None:
    client.org.settings.link_field = True
    setattr(client.org.settings, switch, False)
    link = fields(client, "Contact")["SmartCloudLink__c"]
    assert {name: link[name] for name in flags} == flags
    assert client.patch("/sobjects/Contact/SmartCloudLink__c/k1", {"LastName": "N"}).status >= 400
    assert client.org.rows("Contact") == []


def test_an_unchanged_describe_is_not_sent_again_until_a_switch_moves(client: Client, hands: Hands) -> None:
    first = client.get("/sobjects/Contact/describe")
    since = {"If-Modified-Since": first.headers["last-modified"]}
    hands.forward()
    again = client.get("/sobjects/Contact/describe", since)
    assert (again.status, again.body) == (304, b"")
    client.org.settings.hidden_fields.add(("Contact", "Fax"))
    assert client.get("/sobjects/Contact/describe", since).status == 200


def test_the_versions_reach_from_31_to_68(client: Client) -> None:
    versions = client.send("GET", "/services/data", headers={"authorization": ""}).json()
    assert [entry["version"] for entry in versions] == [f"{number}.0" for number in range(31, 69)]
    assert versions[-3:][0]["label"] == "Spring '26"
    assert client.send("GET", "/services/data/v30.0/limits").status == 410
    assert client.send("GET", "/services/data/v69.0/limits").status == 404
    assert client.send("GET", "/services/data/v68.0").json()["sobjects"] == "/services/data/v68.0/sobjects"
    assert client.get("/sobjects/Opportunity/describe").code == "NOT_FOUND"
    assert client.send("PUT", BASE + "/limits").code == "METHOD_NOT_ALLOWED"
