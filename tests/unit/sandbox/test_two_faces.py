"""One item seen through both faces of the mailbox: unmodified exchangelib on one side, plain requests on the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import exchangelib
import pytest
from exchangelib.indexed_properties import EmailAddress, PhoneNumber, PhysicalAddress
from exchangelib.items import Contact

from desktop.sandbox.serve import Sandbox
from tests.unit.sandbox.graph_client import IMMUTABLE, LINK, GraphClient

DELTA = "/me/contactFolders/contacts/contacts/delta"
FAX = "String 0x3A24"


class LinkId(exchangelib.ExtendedProperty):  # type: ignore[misc]  # the library has no types
    """The named property that the Graph client calls LINK."""

    property_set_id = "6f1a0b1c-2d3e-4f50-8a61-7b8c9d0e1f23"
    property_name = "LinkId"
    property_type = "String"


@pytest.fixture
def graph(sandbox: Sandbox) -> GraphClient:
    return GraphClient(sandbox)


@pytest.fixture
def contacts(sandbox: Sandbox) -> Iterator[Any]:
    """The default contacts folder as exchangelib has it."""
    place, build = sandbox.ready["exchange"], sandbox.mailbox.settings.build
    config = exchangelib.Configuration(
        service_endpoint=place["http_url"],
        credentials=exchangelib.Credentials(place["username"], place["password"]),
        auth_type=exchangelib.BASIC,
        version=exchangelib.Version(exchangelib.Build(*build)),
    )
    Contact.register("two_faces_link", LinkId)
    account = exchangelib.Account(
        place["email"], config=config, access_type=exchangelib.DELEGATE, default_timezone=exchangelib.UTC
    )
    yield account.contacts
    Contact.deregister("two_faces_link")
    exchangelib.close_connections()


def changes(folder: Any, state: str | None) -> tuple[list[tuple[str, str]], str]:
    """What SyncFolderItems tells after a state: kind and item id; and the state after it."""
    told = [(kind, item.id) for kind, item in folder.sync_items(sync_state=state, only_fields=["surname"])]
    return told, str(folder.item_sync_state)


def test_what_ews_makes_graph_reads_and_changes_and_ews_sees_the_change(graph: GraphClient, contacts: Any) -> None:
    page = graph.get(DELTA, {"Prefer": "odata.maxpagesize=100"})
    item = Contact(
        folder=contacts,
        display_name="Ada Lovelace",
        given_name="Ada",
        surname="Lovelace",
        email_addresses=[EmailAddress(label="EmailAddress1", email="ada@e.example")],
        phone_numbers=[
            PhoneNumber(label="MobilePhone", phone_number="1"),
            PhoneNumber(label="BusinessPhone", phone_number="2"),
            PhoneNumber(label="BusinessFax", phone_number="3"),
        ],
        physical_addresses=[PhysicalAddress(label="Home", street="High St", city="London")],
        categories=["VIP"],
        body=exchangelib.HTMLBody("<p>First</p><p>Second</p>"),
        two_faces_link="one",
    )
    item.save()
    _, state = changes(contacts, None)
    (found,) = graph.get(page["@odata.deltaLink"])["value"]
    assert (found["displayName"], found["mobilePhone"], found["businessPhones"]) == ("Ada Lovelace", "1", ["2"])
    assert found["emailAddresses"] == [{"name": "ada@e.example", "address": "ada@e.example"}]
    assert (found["homeAddress"], found["categories"]) == ({"street": "High St", "city": "London"}, ["VIP"])
    assert found["personalNotes"].split() == ["First", "Second"]
    assert found["changeKey"] == item.changekey
    expand = f"singleValueExtendedProperties($filter=id eq '{LINK}' or id eq '{FAX}')"
    whole = graph.get(f"/me/contacts/{found['id']}", expand=expand)
    assert [each["value"] for each in whole["singleValueExtendedProperties"]] == ["one", "3"]

    edits = {"surname": "King", "mobilePhone": None, "homePhones": ["4"], "personalNotes": "By Graph"}
    headers = {"If-Match": found["@odata.etag"]}
    assert graph.send("PATCH", f"/me/contacts/{found['id']}", json=edits, headers=headers).status_code == 200
    told, state = changes(contacts, state)
    assert told == [("update", item.id)]
    seen = contacts.get(id=item.id)
    assert (seen.surname, seen.two_faces_link, seen.text_body) == ("King", "one", "By Graph")
    assert {each.label: each.phone_number for each in seen.phone_numbers} == {
        "BusinessPhone": "2", "BusinessFax": "3", "HomePhone": "4",
    }  # fmt: skip
    assert graph.send("DELETE", f"/me/contacts/{found['id']}").status_code == 204
    assert changes(contacts, state)[0] == [("delete", item.id)]


def test_what_graph_makes_ews_reads_moves_and_deletes_and_graph_sees_it(graph: GraphClient, contacts: Any) -> None:
    _, state = changes(contacts, None)
    link = graph.get(DELTA, {**IMMUTABLE, "Prefer": 'odata.maxpagesize=100, IdType="ImmutableId"'})["@odata.deltaLink"]
    given = [{"id": LINK, "value": "two"}, {"id": FAX, "value": "9"}]
    made = graph.create("Byron", emailAddresses=[{"address": "b@e.example"}], singleValueExtendedProperties=given)
    lasting = graph.get(f"/me/contacts/{made['id']}", IMMUTABLE)["id"]
    told, state = changes(contacts, state)
    assert [kind for kind, _ in told] == ["create"]
    seen = contacts.get(two_faces_link="two")
    assert (seen.id, seen.changekey) == (told[0][1], made["changeKey"])
    assert [each.phone_number for each in seen.phone_numbers] == ["9"]

    seen.job_title = "Poet"
    seen.save(update_fields=["job_title"])
    (entry,) = graph.get(link, IMMUTABLE)["value"]
    assert (entry["id"], entry["jobTitle"]) == (lasting, "Poet")
    late = {"If-Match": made["@odata.etag"]}
    assert graph.refused("PATCH", f"/me/contacts/{lasting}", json={}, headers=late)[0] == 412

    folder = exchangelib.folders.Contacts(parent=contacts, name="CRM")
    folder.save()
    seen.move(folder)
    body = {"inputIds": [seen.id], "sourceIdType": "ewsId", "targetIdType": "restImmutableEntryId"}
    (translated,) = graph.send("POST", "/me/translateExchangeIds", json=body).json()["value"]
    assert translated["targetId"] == lasting
    (listed,) = graph.get("/me/contactFolders", filter="displayName eq 'CRM'")["value"]
    assert graph.get(f"/me/contacts/{lasting}", IMMUTABLE)["parentFolderId"] == listed["id"]
    seen.soft_delete()
    assert graph.get(f"/me/contactFolders/{listed['id']}/contacts")["value"] == []


def test_a_note_of_graph_is_wrapped_in_html_for_ews(graph: GraphClient, contacts: Any) -> None:
    graph.create(
        "Lovelace", personalNotes="One & two\nThree", singleValueExtendedProperties=[{"id": LINK, "value": "n"}]
    )
    seen = contacts.get(two_faces_link="n")
    assert seen.text_body == "One & two\r\nThree"
    assert graph.get("/me/contacts", filter="surname eq 'Lovelace'")["value"][0]["personalNotes"] == seen.text_body


def test_a_category_of_graph_is_in_the_list_that_ews_reads(graph: GraphClient, contacts: Any) -> None:
    graph.send("POST", "/me/outlook/masterCategories", json={"displayName": "VIP", "color": "preset9"})
    calendar = contacts.account.calendar
    kept = calendar.get_user_configuration(name="CategoryList")
    assert b'name="VIP" color="9"' in kept.xml_data
