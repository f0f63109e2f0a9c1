"""List views of the simulated org: the list, the describe with its SOQL, the results, and who sees them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.sandbox.salesforce.list_views import ListView
from desktop.sandbox.salesforce.org import Org
from tests.unit.sandbox.salesforce_client import Client, Hands


@pytest.fixture
def client() -> Client:
    client = Client(Org(1, Hands()))
    for last, city, department in (("Ada", "Berlin", "Legal"), ("Bo", "Paris", "Finance"), ("Cy", "Boston", "Finance")):
        client.org.insert("Contact", {"LastName": last, "MailingCity": city, "Department": department})
    client.org.insert("Contact", {"LastName": "Di", "MailingCity": "Berlin"}, client.org.colleague.id)
    return client


def view(client: Client, label: str) -> ListView:
    return next(each for each in client.org.views if each.label == label)


def path(client: Client, label: str, what: str = "") -> str:
    return f"/sobjects/Contact/listviews/{view(client, label).id}{what}"


def names(reply: Any) -> list[str]:
    return [row["columns"][0]["value"] for row in reply.json()["records"]]


def test_the_views_of_contacts_are_listed(client: Client) -> None:
    listed = client.get("/sobjects/Contact/listviews").json()
    assert (listed["done"], listed["sobjectType"], listed["size"]) == (True, "Contact", len(listed["listviews"]))
    labels = [each["label"] for each in listed["listviews"]]
    assert {"My Contacts", "All Contacts", "Key accounts", "Berlin and Boston"} <= set(labels)
    first = listed["listviews"][0]
    assert client.send("GET", first["url"]).json() == first
    assert client.send("GET", first["describeUrl"]).json()["id"] == first["id"]


def test_an_object_without_views_has_none(client: Client) -> None:
    assert client.get("/sobjects/Account/listviews").json()["listviews"] == []


@pytest.mark.parametrize(
    ("label", "scope", "found"),
    [
        ("All Contacts", None, ["Ada", "Bo", "Cy", "Di"]),
        ("My Contacts", "mine", ["Ada", "Bo", "Cy"]),
        ("New This Week", None, ["Ada", "Bo", "Cy", "Di"]),
        ("Key accounts", None, ["Bo", "Cy"]),
        ("Berlin and Boston", "mine", ["Ada", "Cy"]),
    ],
)
def test_the_soql_of_the_describe_finds_what_the_results_show(
    client: Client, label: str, scope: str | None, found: list[str]
) -> None:
    told = client.get(path(client, label, "/describe")).json()
    assert told["scope"] == scope
    assert [row["Name"] for row in client.records(told["query"])] == found
    assert names(client.get(path(client, label, "/results"))) == found


def test_the_filter_is_told_in_parts_too(client: Client) -> None:
    one = client.get(path(client, "Berlin and Boston", "/describe")).json()
    assert one["whereCondition"] == {"field": "MailingCity", "operator": "in", "values": ["'Berlin'", "'Boston'"]}
    assert client.get(path(client, "Key accounts", "/describe")).json()["whereCondition"]["conjunction"] == "or"


def test_results_come_in_pieces(client: Client) -> None:
    assert names(client.get(path(client, "All Contacts", "/results?limit=2"))) == ["Ada", "Bo"]
    assert names(client.get(path(client, "All Contacts", "/results?limit=2&offset=3"))) == ["Di"]
    assert client.get(path(client, "All Contacts", "/results?limit=2001")).status == 400
    assert client.get(path(client, "All Contacts", "/results?limit=few")).status == 400


def test_a_view_of_somebody_else_is_not_there(client: Client) -> None:
    client.org.views.append(ListView(90, "Private", "Private", only_for=client.org.colleague.id))
    assert "Private" not in [each["label"] for each in client.get("/sobjects/Contact/listviews").json()["listviews"]]
    assert client.get(path(client, "Private", "/describe")).code == "NOT_FOUND"
    theirs = Client(client.org, client.org.colleague.access_token)
    assert theirs.get(path(client, "Private", "/describe")).status == 200


def test_a_view_that_was_deleted_is_not_there(client: Client) -> None:
    gone = path(client, "Key accounts", "/describe")
    client.org.views.remove(view(client, "Key accounts"))
    assert client.get(gone).code == "NOT_FOUND"


def test_a_view_that_is_no_soql_tells_none(client: Client) -> None:
    listed = client.get(path(client, "Birthdays This Month")).json()
    assert not listed["soqlCompatible"]
    assert client.get(path(client, "Birthdays This Month", "/describe")).status == 400


def test_views_are_kept_with_the_org(client: Client) -> None:
    client.org.views[0] = replace(client.org.views[0], label="Everybody")
    assert Org.load(client.org.dump(), Hands()).views == client.org.views
