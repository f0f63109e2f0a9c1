"""Reading over the Graph face: shapes, options, paging, folders, sign-in; over real HTTP on loopback."""

from __future__ import annotations

import pytest
import requests

from desktop.sandbox.exchange.graph.contact_fields import NAMES
from desktop.sandbox.identity.tokens import GRAPH, OUTLOOK
from desktop.sandbox.serve import Sandbox
from tests.unit.sandbox.graph_client import LINK, TIMEOUT_S, GraphClient

FAX = "String 0x3A24"


@pytest.fixture
def graph(sandbox: Sandbox) -> GraphClient:
    return GraphClient(sandbox)


def test_who_signs_in_is_the_person_of_the_mailbox(graph: GraphClient) -> None:
    me = graph.get("/me")
    assert (me["mail"], me["displayName"]) == (graph.mailbox.email, graph.mailbox.display_name)
    assert graph.get(f"/users/{me['id']}") == graph.get(f"/users/{graph.mailbox.email.upper()}") == me
    assert graph.refused("GET", "/users/somebody.else@e.example") == (404, "ErrorInvalidUser")


def test_a_request_without_a_good_token_is_refused_with_a_challenge(graph: GraphClient) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}):
        answer = requests.get(graph.url + "/me", headers=headers, timeout=TIMEOUT_S)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "InvalidAuthenticationToken")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_opens_only_what_its_scopes_say(graph: GraphClient) -> None:
    sandbox = graph.sandbox
    token = sandbox.call(lambda: sandbox.tenant.tokens.open_access(GRAPH, ["Contacts.Read", "User.Read"]))
    graph.http.headers["Authorization"] = f"Bearer {token}"
    graph.get("/me")
    graph.get("/me/contacts")
    refused = graph.refused("POST", "/me/contacts", json={"surname": "X"})
    assert refused == graph.refused("GET", "/me/outlook/masterCategories") == (403, "ErrorAccessDenied")
    part = {"id": "a", "method": "DELETE", "url": "/me/contacts/x"}
    assert graph.batch(part)["a"]["status"] == 403
    token = sandbox.call(lambda: sandbox.tenant.tokens.open_access(OUTLOOK, ["EWS.AccessAsUser.All"]))
    graph.http.headers["Authorization"] = f"Bearer {token}"
    assert graph.refused("GET", "/me") == (401, "InvalidAuthenticationToken")


def test_errors_have_graphs_shape_and_both_request_ids(graph: GraphClient) -> None:
    answer = graph.send("GET", "/me/contacts/short", headers={"client-request-id": "mine"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "ErrorInvalidIdMalformed")
    inner = answer.json()["error"]["innerError"]
    assert (inner["request-id"], inner["client-request-id"]) == (answer.headers["request-id"], "mine")
    assert answer.headers["client-request-id"] == "mine"


def test_a_page_holds_ten_and_links_lead_to_everything_once(graph: GraphClient) -> None:
    page, seen = graph.get("/me/contacts"), []
    assert len(page["value"]) == 10
    while True:
        seen += [entry["id"] for entry in page["value"]]
        if "@odata.nextLink" not in page:
            break
        page = graph.get(page["@odata.nextLink"])
    assert len(seen) == len(set(seen)) == 24
    whole = graph.get("/me/contacts", top="1000", count="true")
    assert (whole["@odata.count"], len(whole["value"])) == (24, 24)


def test_a_contact_has_every_property_and_select_takes_some(graph: GraphClient) -> None:
    made = graph.create("Lovelace", givenName="Ada", emailAddresses=[{"name": "Ada", "address": "ada@e.example"}])
    whole = graph.get(f"/me/contacts/{made['id']}")
    assert len(whole) == len(NAMES) + 3
    assert (whole["displayName"], whole["fileAs"]) == ("Ada Lovelace", "Lovelace, Ada")
    assert (whole["mobilePhone"], whole["homePhones"], whole["otherAddress"]) == (None, [], {})
    assert whole["@odata.etag"] == f'W/"{whole["changeKey"]}"'
    some = graph.get(f"/me/contacts/{made['id']}", select="Surname,emailAddresses")
    assert list(some) == ["@odata.context", "@odata.etag", "id", "surname", "emailAddresses"]
    assert graph.refused("GET", "/me/contacts?$select=shoeSize") == (400, "BadRequest")


def test_paths_are_taken_as_different_clients_write_them(graph: GraphClient) -> None:
    made = graph.create("Lovelace")
    contact, folder = made["id"], made["parentFolderId"]
    wanted = graph.get(f"/me/contacts/{contact}", select="id,surname")
    for path in (
        f"/me/contacts('{contact}')?%24select=id%2Csurname",
        f"/me/contactFolders('{folder}')/contacts('{contact}')?$select=id,surname",
        f"/me/contactFolders('{folder.replace('=', '%3D')}')/contacts/{contact}?select=id,surname",
        f"/users('{graph.mailbox.email}')/contactFolders/contacts/contacts/{contact}?$select=surname",
    ):
        assert graph.get(path)["surname"] == wanted["surname"], path
    assert graph.refused("GET", "/me/shoes") == (404, "ResourceNotFound")
    whole = graph.url.replace("v1.0", "beta") + "/me"
    assert graph.send("GET", whole).status_code == 400


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("displayName eq 'ada lovelace'", ["Lovelace"]),
        ("startswith(displayName,'Ada') and surname ne 'King'", ["Lovelace"]),
        ("surname eq 'King' or surname eq 'O''Hara'", ["King", "O'Hara"]),
        ("not (surname eq 'King') and givenName eq 'Ada'", ["Lovelace"]),
        ("emailAddresses/any(a:a/address eq 'KING@e.example')", ["King"]),
        ("categories/any(c:c eq 'VIP')", ["O'Hara"]),
        ("homeAddress/city eq 'Cork'", ["O'Hara"]),
        (f"singleValueExtendedProperties/any(ep:ep/id eq '{LINK}' and ep/value eq 'two')", ["King"]),
        (f"singleValueExtendedProperties/Any(ep: ep/id eq '{LINK}' and ep/value ne null)", ["King", "Lovelace"]),
        ("lastModifiedDateTime gt 2999-01-01T00:00:00Z", []),
    ],
)
def test_filters_find_what_they_state(graph: GraphClient, condition: str, found: list[str]) -> None:
    for surname, link in (("Lovelace", "one"), ("King", "two")):
        mail = [{"address": f"{surname.lower()}@e.example"}]
        properties = [{"id": LINK, "value": link}]
        graph.create(surname, givenName="Ada", emailAddresses=mail, singleValueExtendedProperties=properties)
    graph.create("O'Hara", categories=["VIP"], homeAddress={"city": "Cork"})
    page = graph.get("/me/contacts", filter=f"({condition}) and spouseName eq null", orderby="surname", top="50")
    assert [entry["surname"] for entry in page["value"] if entry["birthday"] is None] == found


def test_a_filter_that_is_none_is_refused(graph: GraphClient) -> None:
    for text in ("surname eq", "shoeSize eq 'x'", "surname like 'x'", "(surname eq 'x'", "surname eq 'x' 'y'", "%"):
        assert graph.refused("GET", "/me/contacts", params={"$filter": text}) == (400, "BadRequest"), text


def test_extended_properties_are_expanded_by_id_in_the_servers_spelling(graph: GraphClient) -> None:
    given = [{"id": LINK.replace("6f1a", "6F1A"), "value": "one"}, {"id": FAX, "value": "+49 1"}]
    made = graph.create("Lovelace", singleValueExtendedProperties=given)
    assert "singleValueExtendedProperties" not in made
    expand = f"singleValueExtendedProperties($filter=id eq '{LINK}' or id eq '{FAX}' or id eq 'Integer 0x1234')"
    found = graph.get(f"/me/contacts/{made['id']}", expand=expand)
    assert found["singleValueExtendedProperties"] == [
        {"id": LINK, "value": "one"},
        {"id": "String 0x3a24", "value": "+49 1"},
    ]
    bare = graph.refused("GET", f"/me/contacts/{made['id']}?$expand=singleValueExtendedProperties")
    assert bare == (400, "ErrorInvalidProperty")


def test_folders_are_listed_made_renamed_and_deleted(graph: GraphClient) -> None:
    default = graph.get("/me/contactFolders/contacts")
    assert (default["displayName"], graph.get("/me/contactFolders")["value"]) == ("Contacts", [])
    made = graph.send("POST", "/me/contactFolders", json={"displayName": "Salesforce"}).json()
    assert made["parentFolderId"] == default["id"]
    child = graph.send("POST", f"/me/contactFolders/{made['id']}/childFolders", json={"displayName": "Old"}).json()
    assert [each["id"] for each in graph.get(f"/me/contactFolders/{made['id']}/childFolders")["value"]] == [child["id"]]
    again = graph.refused("POST", "/me/contactFolders", json={"displayName": "salesforce"})
    assert again == (409, "ErrorFolderExists")
    renamed = graph.send("PATCH", f"/me/contactFolders/{made['id']}", json={"displayName": "CRM"})
    assert (renamed.status_code, renamed.json()["id"]) == (200, made["id"])
    found = graph.get("/me/contactFolders", filter="displayName eq 'crm'")
    assert [each["displayName"] for each in found["value"]] == ["CRM"]
    assert graph.send("DELETE", f"/me/contactFolders/{made['id']}").status_code == 204
    assert graph.get("/me/contactFolders")["value"] == []
    assert graph.refused("DELETE", "/me/contactFolders/contacts")[0] == 403


def test_categories_are_the_list_that_ews_keeps(graph: GraphClient) -> None:
    path = "/me/outlook/masterCategories"
    colours = {each["displayName"]: each["color"] for each in graph.get(path)["value"]}
    assert (len(colours), colours["Yellow category"]) == (6, "preset3")
    made = graph.send("POST", path, json={"displayName": "VIP", "color": "preset9"})
    assert made.status_code == 201
    assert graph.refused("POST", path, json={"displayName": "vip"}) == (409, "ErrorCategoryExists")
    one = f"{path}/{made.json()['id']}"
    assert graph.send("PATCH", one, json={"color": "none"}).json()["color"] == "none"
    assert graph.refused("PATCH", one, json={"displayName": "Other"})[0] == 400
    assert graph.send("DELETE", one).status_code == 204
    assert graph.refused("GET", one) == (404, "ErrorItemNotFound")
