"""Writing over the Graph face: values, limits, preconditions, deletion, ids; over real HTTP on loopback."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.sandbox.serve import Sandbox
from tests.unit.sandbox.graph_client import IMMUTABLE, LINK, GraphClient


@pytest.fixture
def graph(sandbox: Sandbox) -> GraphClient:
    return GraphClient(sandbox)


def test_what_is_given_is_read_back(graph: GraphClient) -> None:
    given: dict[str, Any] = {
        "givenName": "Ada",
        "surname": "Lovelace",
        "title": "Countess",
        "birthday": "1815-12-10T00:00:00Z",
        "categories": ["VIP", "Green category"],
        "children": ["Byron", "Anne"],
        "homePhones": ["1", "2"],
        "businessPhones": ["3"],
        "mobilePhone": "4",
        "imAddresses": ["sip:ada@e.example"],
        "emailAddresses": [
            {"name": "Ada L", "address": "ada@e.example"},
            {"name": "b@e.example", "address": "b@e.example"},
        ],
        "homeAddress": {"street": "1 High St\r\nFlat 2", "city": "London", "postalCode": "W1"},
        "personalNotes": "First line\r\n  second",
        "yomiSurname": "rabureisu",
    }
    made = graph.send("POST", "/me/contacts", json=given).json()
    found = graph.get(f"/me/contacts/{made['id']}")
    assert {name: found[name] for name in given} == given


def test_a_change_leaves_alone_what_it_does_not_name_and_null_clears(graph: GraphClient) -> None:
    made = graph.create("Lovelace", mobilePhone="1", jobTitle="Analyst", homeAddress={"city": "London", "state": "X"})
    edits = {"jobTitle": None, "homeAddress": {"state": None}, "companyName": "Engines"}
    answer = graph.send("PATCH", f"/me/contacts/{made['id']}", json=edits)
    assert answer.status_code == 200
    changed = answer.json()
    assert (changed["jobTitle"], changed["companyName"], changed["mobilePhone"]) == (None, "Engines", "1")
    assert changed["homeAddress"] == {"city": "London"}
    assert changed["@odata.etag"] != made["@odata.etag"]
    cleared = graph.send("PATCH", f"/me/contacts/{made['id']}", json={"homeAddress": None, "mobilePhone": ""}).json()
    assert (cleared["homeAddress"], cleared["mobilePhone"]) == ({}, None)
    minimal = graph.send("PATCH", f"/me/contacts/{made['id']}", json={}, headers={"Prefer": "return=minimal"})
    assert (minimal.status_code, minimal.content) == (204, b"")


def test_a_changed_part_of_the_name_makes_the_display_name_anew(graph: GraphClient) -> None:
    made = graph.create("Lovelace", displayName="The Countess")
    path = f"/me/contacts/{made['id']}"
    assert graph.send("PATCH", path, json={"jobTitle": "Analyst"}).json()["displayName"] == "The Countess"
    assert graph.send("PATCH", path, json={"givenName": "Ada"}).json()["displayName"] == "Ada Lovelace"
    both = {"givenName": "Augusta", "displayName": "The Countess"}
    assert graph.send("PATCH", path, json=both).json()["displayName"] == "The Countess"


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"businessPhones": ["1", "2", "3"]}, "BusinessPhones has 3 entries, that exceeds the max allowed value of 2"),
        ({"homePhones": ["1", "2", "3"]}, "HomePhones has 3 entries, that exceeds the max allowed value of 2"),
        ({"emailAddresses": [{"address": f"{n}@e.example"} for n in range(4)]}, "EmailAddresses has 4 entries"),
        ({"imAddresses": list("abcd")}, "ImAddresses has 4 entries"),
        ({"singleValueExtendedProperties": [{"id": "Text here", "value": "x"}]}, "is invalid"),
        ({"singleValueExtendedProperties": [{"id": "Integer 0x1234", "value": "x"}]}, "does not fit"),
    ],
)
def test_a_number_too_many_or_a_wrong_property_is_refused(graph: GraphClient, members: Any, told: str) -> None:
    made = graph.create("Lovelace")
    for method, path in (("POST", "/me/contacts"), ("PATCH", f"/me/contacts/{made['id']}")):
        answer = graph.send(method, path, json=members)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "ErrorInvalidProperty")
        assert told in answer.json()["error"]["message"]
    assert graph.get(f"/me/contacts/{made['id']}")["changeKey"] == made["changeKey"]


def test_members_that_are_unknown_read_only_or_of_another_type_are_refused(graph: GraphClient) -> None:
    for members in ({"shoeSize": 3}, {"surname": 3}, {"categories": "VIP"}, {"birthday": "soon"}, {"homeAddress": "x"}):
        assert graph.refused("POST", "/me/contacts", json=members) == (400, "RequestBodyRead"), members
    assert graph.refused("POST", "/me/contacts", json={"changeKey": "x"}) == (400, "ErrorInvalidPropertySet")
    assert graph.refused("POST", "/me/contacts", data=b"{") == (400, "BadRequest")
    assert graph.refused("POST", "/me/contacts", json=[1]) == (400, "BadRequest")
    assert graph.refused("PATCH", "/me/contacts", json={}) == (405, "MethodNotAllowed")


def test_a_precondition_holds_for_the_version_that_was_read(graph: GraphClient) -> None:
    made = graph.create("Lovelace")
    path, first = f"/me/contacts/{made['id']}", {"If-Match": made["@odata.etag"]}
    assert graph.send("PATCH", path, json={"jobTitle": "A"}, headers=first).status_code == 200
    late = graph.refused("PATCH", path, json={"jobTitle": "B"}, headers=first)
    assert late == graph.refused("DELETE", path, headers=first) == (412, "ErrorIrresolvableConflict")
    assert graph.get(path)["jobTitle"] == "A"
    assert graph.send("PATCH", path, json={"jobTitle": "C"}, headers={"If-Match": "*"}).status_code == 200
    assert graph.send("DELETE", path, headers={"If-Match": graph.get(path)["@odata.etag"]}).status_code == 204


def test_a_deleted_contact_lies_in_deleted_items_and_one_purged_is_gone(graph: GraphClient) -> None:
    made = graph.send("POST", "/me/contacts", json={"surname": "Lovelace"}, headers=IMMUTABLE).json()
    assert graph.send("DELETE", f"/me/contacts/{made['id']}").status_code == 204
    assert graph.refused("GET", f"/me/contactFolders/contacts/contacts/{made['id']}") == (404, "ErrorItemNotFound")
    (binned,) = graph.get("/me/contactFolders/deleteditems/contacts", IMMUTABLE)["value"]
    assert binned["id"] == made["id"]
    found = graph.get(f"/me/contacts/{made['id']}", IMMUTABLE)
    assert found["parentFolderId"] == graph.get("/me/contactFolders/deleteditems")["id"]
    assert graph.send("POST", f"/me/contacts/{made['id']}/permanentDelete").status_code == 204
    assert graph.refused("GET", f"/me/contacts/{made['id']}") == (404, "ErrorItemNotFound")
    assert graph.get("/me/contactFolders/deleteditems/contacts")["value"] == []


def test_a_plain_id_changes_with_a_move_and_an_immutable_one_stays(graph: GraphClient) -> None:
    plain = graph.create("Lovelace")
    immutable = graph.get(f"/me/contacts/{plain['id']}", IMMUTABLE)["id"]
    assert immutable != plain["id"]
    folder = graph.send("POST", "/me/contactFolders", json={"displayName": "CRM"}).json()
    mailbox = graph.mailbox
    contacts = mailbox.folders.distinguished("contacts")

    def move() -> None:
        (crm,) = (each for each in mailbox.folders.children(contacts) if each.name == "CRM")
        mailbox.items.move(next(iter(mailbox.items.within(contacts))), crm)

    graph.sandbox.call(move)
    assert graph.refused("GET", f"/me/contacts/{plain['id']}") == (404, "ErrorItemNotFound")
    found = graph.get(f"/me/contacts/{immutable}", IMMUTABLE)
    assert (found["id"], found["parentFolderId"]) == (immutable, folder["id"])
    assert graph.send("GET", "/me/contacts", headers=IMMUTABLE).headers["Preference-Applied"] == 'IdType="ImmutableId"'
    assert graph.get(f"/me/contacts/{immutable}")["id"] not in (immutable, plain["id"])
    swapped = immutable.swapcase()
    assert graph.refused("GET", f"/me/contacts/{swapped}")[0] in (400, 404)


def test_ids_are_translated_between_all_forms(graph: GraphClient) -> None:
    made = graph.create("Lovelace")
    item = next(iter(graph.mailbox.items.within(graph.mailbox.folders.distinguished("contacts"))))

    def translated(text: str, source: str, target: str) -> dict[str, Any]:
        body = {"inputIds": [text], "sourceIdType": source, "targetIdType": target}
        answer = graph.send("POST", "/me/translateExchangeIds", json=body)
        assert answer.status_code == 200, answer.text
        (found,) = answer.json()["value"]
        assert found["sourceId"] == text
        return dict(found)

    immutable = translated(item.id, "ewsId", "restImmutableEntryId")["targetId"]
    assert graph.get(f"/me/contacts/{immutable}", IMMUTABLE)["id"] == immutable
    assert translated(item.id, "ewsId", "restId")["targetId"] == made["id"]
    assert translated(immutable, "restImmutableEntryId", "ewsId")["targetId"] == item.id
    for form in ("entryId", "immutableEntryId"):
        packed = translated(made["id"], "restId", form)["targetId"]
        assert packed[-1] in "012"
        assert translated(packed, form, "ewsId")["targetId"] == item.id
    folder = graph.mailbox.folders.distinguished("contacts").id
    assert translated(folder, "ewsId", "restImmutableEntryId")["targetId"] == made["parentFolderId"]
    assert translated("nonsense", "ewsId", "restId")["errorDetails"]["code"] == "ErrorInvalidIdMalformed"
    graph.sandbox.call(lambda: graph.mailbox.items.delete(item, "HardDelete"))
    assert translated(item.id, "ewsId", "restId")["errorDetails"]["code"] == "ErrorItemNotFound"
    many = {"inputIds": ["x"] * 1001, "sourceIdType": "ewsId", "targetIdType": "restId"}
    assert graph.refused("POST", "/me/translateExchangeIds", json=many)[0] == 400


def test_no_change_of_a_contact_sends_a_mail(graph: GraphClient) -> None:
    made = graph.create("Lovelace", emailAddresses=[{"address": "ada@e.example"}])
    graph.send("DELETE", f"/me/contacts/{made['id']}")
    outbox = graph.sandbox.ready["control"]["url"] + "/outbox"
    assert graph.send("GET", outbox).json() == {"mails": []}
    mail = {"to": ["ada@e.example"], "subject": "Lunch"}
    graph.sandbox.call(lambda: graph.mailbox.outbox.append(mail))
    assert graph.send("GET", outbox).json() == {"mails": [mail]}


def test_extended_properties_are_set_and_cleared_on_contacts_and_folders(graph: GraphClient) -> None:
    folder = graph.send(
        "POST",
        "/me/contactFolders",
        json={"displayName": "CRM", "singleValueExtendedProperties": [{"id": LINK, "value": "f"}]},
    ).json()
    condition = f"singleValueExtendedProperties/any(ep:ep/id eq '{LINK}' and ep/value eq 'f')"
    (found,) = graph.get("/me/contactFolders", filter=condition)["value"]
    assert found["id"] == folder["id"]
    several = [{"id": "StringArray {6f1a0b1c-2d3e-4f50-8a61-7b8c9d0e1f23} Name Many", "value": ["a", "b"]}]
    made = graph.create("Lovelace", f"/me/contactFolders/{folder['id']}/contacts", multiValueExtendedProperties=several)
    expand = f"multiValueExtendedProperties($filter=id eq '{several[0]['id']}')"
    assert graph.get(f"/me/contacts/{made['id']}", expand=expand)["multiValueExtendedProperties"] == several
    cleared = {"multiValueExtendedProperties": [{"id": several[0]["id"], "value": []}]}
    graph.send("PATCH", f"/me/contacts/{made['id']}", json=cleared)
    assert "multiValueExtendedProperties" not in graph.get(f"/me/contacts/{made['id']}", expand=expand)
