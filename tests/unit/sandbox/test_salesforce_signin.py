"""Sessions, tokens, the daily budget and the SOAP calls of the simulated org."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from lxml import etree

from desktop.sandbox.salesforce.org import Org
from tests.unit.sandbox.salesforce_client import BASE, Client, Hands, Reply

SOAP = (
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com" '
    'xmlns:o="urn:sobject.partner.soap.sforce.com"><soapenv:Header><SessionHeader><sessionId>{session}</sessionId>'
    "</SessionHeader></soapenv:Header><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>"
)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def client(hands: Hands) -> Client:
    return Client(Org(1, hands))


def refresh(client: Client, token: str) -> Reply:
    return client.token_request(grant_type="refresh_token", client_id=client.org.client_id, refresh_token=token)


def soap(client: Client, body: str, session: str | None = None, version: str = "59.0") -> tuple[Reply, dict[str, Any]]:
    """The reply and the text of each element by its local name; of repeated ones a list."""
    message = SOAP.format(session=client.token if session is None else session, body=body).encode()
    reply = client.send(
        "POST", f"/services/Soap/u/{version}", message, {"content-type": "text/xml", "soapaction": '""'}
    )
    found: dict[str, Any] = {}
    for node in etree.fromstring(reply.body).iter():
        found.setdefault(etree.QName(node).localname, []).append(node.text)
    return reply, found


def merge(client: Client, master: str, losers: list[str], values: str = "") -> tuple[Reply, dict[str, Any]]:
    names = "".join(f"<recordToMergeIds>{loser}</recordToMergeIds>" for loser in losers)
    record = f"<masterRecord><o:type>Contact</o:type><o:Id>{master}</o:Id>{values}</masterRecord>"
    return soap(client, f"<merge><request>{record}{names}</request></merge>")


def test_a_wrong_or_missing_token_is_401(client: Client) -> None:
    for authorization in ("", "Bearer nobody", "Basic abc"):
        reply = client.get("/limits", {"authorization": authorization})
        assert (reply.status, reply.json()) == (
            401,
            [{"message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"}],
        )
        assert reply.state["api_calls"] == 0
    assert client.get("/limits", {"authorization": f"OAuth {client.token}"}).status == 200


def test_tokens_last_unless_a_life_is_set_and_a_refresh_brings_a_new_one(client: Client, hands: Hands) -> None:
    hands.forward(10 * 24 * 3600)
    assert client.get("/limits").status == 200
    client.org.settings.token_life_s = 3600
    assert client.get("/limits").status == 401
    answer = refresh(client, client.org.refresh_token).json()
    assert "refresh_token" not in answer and "expires_in" not in answer
    assert (answer["instance_url"], answer["token_type"]) == ("https://org.example", "Bearer")
    assert answer["issued_at"] == str(int(hands.now.timestamp() * 1000))
    renewed = Client(client.org, answer["access_token"])
    assert renewed.get("/limits").status == 200
    hands.forward(3600)
    assert renewed.get("/limits").status == 401


def test_rotation_kills_the_old_refresh_token_at_once(client: Client) -> None:
    client.org.settings.rotate_refresh = True
    first = refresh(client, client.org.refresh_token).json()
    again = refresh(client, client.org.refresh_token)
    assert (again.status, again.json()["error"]) == (400, "invalid_grant")
    assert refresh(client, first["refresh_token"]).status == 200


def test_a_revoked_refresh_token_takes_its_sessions_along(client: Client) -> None:
    reply = client.send("POST", "/services/oauth2/revoke", f"token={client.org.refresh_token}".encode())
    assert reply.status == 200
    assert client.get("/limits").status == 401
    assert refresh(client, client.org.refresh_token).json()["error"] == "invalid_grant"
    assert Client(client.org, client.org.colleague.access_token).get("/limits").status == 200


def test_the_token_endpoint_refuses_with_an_object(client: Client) -> None:
    org = client.org
    assert client.token_request(grant_type="refresh_token", client_id="x").json()["error"] == "invalid_client_id"
    password = {"grant_type": "password", "client_id": org.client_id, "username": org.username}
    assert client.token_request(**password, password="wrong").json()["error"] == "invalid_grant"
    token = client.token_request(**password, password=org.password).json()["access_token"]
    assert Client(org, token).get("/limits").status == 200
    other = client.token_request(grant_type="device", client_id=org.client_id)
    assert other.json()["error"] == "unsupported_grant_type"


def test_userinfo_and_identity_tell_who_is_signed_in_and_cost_nothing(client: Client) -> None:
    org = client.org
    info = client.send("GET", "/services/oauth2/userinfo")
    assert (info.json()["user_id"], info.json()["organization_id"]) == (org.user_id, org.org_id)
    assert info.json()["preferred_username"] == org.username
    assert info.state == {"operation": "oauth.userinfo", "api_calls": 0}
    identity = client.send("GET", f"/id/{org.org_id}/{org.user_id}")
    assert (identity.json()["username"], identity.json()["timezone"]) == (org.username, "Europe/Vienna")
    assert client.send("GET", f"/id/{org.org_id}/{org.colleague.id}").status == 404


def test_the_daily_budget_is_told_and_enforced_and_comes_back(client: Client, hands: Hands) -> None:
    client.org.settings.daily_limit = 3
    assert client.get("/sobjects").headers["sforce-limit-info"] == "api-usage=1/3"
    assert client.get("/limits").json()["DailyApiRequests"] == {"Max": 3, "Remaining": 1}
    assert client.get("/sobjects").status == 200
    refused = client.get("/sobjects")
    assert (refused.status, refused.code, refused.state["api_calls"]) == (403, "REQUEST_LIMIT_EXCEEDED", 0)
    reply, found = soap(client, "<undelete/>")
    assert (reply.status, found["faultcode"]) == (500, ["sf:REQUEST_LIMIT_EXCEEDED"])
    hands.forward(24 * 3600 + 3600)
    assert client.get("/sobjects").status == 200


def test_bodies_are_zipped_both_ways_where_the_client_says_so(client: Client) -> None:
    zipped = client.send("GET", BASE + "/sobjects", headers={"accept-encoding": "gzip, deflate"})
    assert zipped.headers["content-encoding"] == "gzip"
    assert zipped.json() == client.get("/sobjects").json()
    body = gzip.compress(json.dumps({"LastName": "L"}).encode())
    assert client.post("/sobjects/Contact", body, {"content-encoding": "gzip"}).status == 201
    assert client.post("/sobjects/Contact", b"no gzip", {"content-encoding": "gzip"}).status == 400


def test_headers_and_address_of_more_than_16_kilobytes_are_refused(client: Client) -> None:
    ids = "','".join(["003Sb0000000001IAA"] * 900)
    assert client.query(f"SELECT Id FROM Contact WHERE Id IN ('{ids}')").status == 414


def test_merge_moves_losers_to_the_bin_and_children_to_the_master(client: Client, hands: Hands) -> None:
    org = client.org
    master, loser, other = (org.insert("Contact", {"LastName": name}) for name in ("Master", "Loser", "Other"))
    child = org.insert("Contact", {"LastName": "Child", "ReportsToId": loser})
    hands.forward()
    reply, found = merge(client, master, [loser, other], "<o:fieldsToNull>Title</o:fieldsToNull><o:Phone>1</o:Phone>")
    assert (reply.status, found["success"], found["id"]) == (200, ["true"], [master])
    assert (found["mergedRecordIds"], found["updatedRelatedIds"]) == ([loser, other], [child])
    assert reply.state == {"operation": "soap.merge", "api_calls": 1}
    lost = client.records("SELECT Id, MasterRecordId FROM Contact WHERE IsDeleted = true ORDER BY Id", "queryAll")
    assert [(row["Id"], row["MasterRecordId"]) for row in lost] == [(loser, master), (other, master)]
    assert org.row("Contact", master)["Phone"] == "1"
    assert org.row("Contact", child)["ReportsToId"] == master
    assert org.row("Contact", master)["SystemModstamp"] == "2026-03-01T12:01:00.000+0000"


def test_merged_accounts_hand_their_contacts_over(client: Client) -> None:
    org = client.org
    master, loser = (org.insert("Account", {"Name": name}) for name in ("Master", "Loser"))
    child = org.insert("Contact", {"LastName": "Child", "AccountId": loser})
    assert org.merge(master, [loser]) == [child]
    assert (org.row("Contact", child)["AccountId"], org.row("Contact", child)["IsDeleted"]) == (master, False)
    assert org.row("Account", loser)["MasterRecordId"] == master


def test_a_merge_that_cannot_be_is_an_error_in_its_result(client: Client) -> None:
    org = client.org
    master, loser = (org.insert("Contact", {"LastName": name}) for name in ("Master", "Loser"))
    account = org.insert("Account", {"Name": "A"})
    for losers, values, code in (
        ([account], "", "INVALID_TYPE"),
        ([loser] * 3, "", "INVALID_NUMBER_ARGUMENTS"),
        ([loser], "<o:Email>none</o:Email>", "INVALID_EMAIL_ADDRESS"),
    ):
        reply, found = merge(client, master, losers, values)
        assert (reply.status, found["success"], found["statusCode"]) == (200, ["false"], [code])
    assert not org.row("Contact", loser)["IsDeleted"]


def test_undelete_brings_a_row_back_under_its_id(client: Client) -> None:
    row_id = client.org.insert("Contact", {"LastName": "L"})
    client.org.delete("Contact", row_id)
    _, found = soap(client, f"<undelete><ids>{row_id}</ids></undelete>")
    assert (found["success"], client.get(f"/sobjects/Contact/{row_id}").status) == (["true"], 200)
    _, found = soap(client, f"<undelete><ids>{row_id}</ids></undelete>")
    assert found["statusCode"] == ["UNDELETE_FAILED"]


def test_undelete_answers_row_by_row_in_the_order_asked(client: Client) -> None:
    org = client.org
    gone, alive = (org.insert("Contact", {"LastName": name}) for name in ("Gone", "Alive"))
    org.delete("Contact", gone)
    ids = "".join(f"<ids>{row_id}</ids>" for row_id in (alive, gone[:15], "003nobody", org.user_id))
    reply, found = soap(client, f"<undelete>{ids}</undelete>")
    assert (reply.status, reply.state) == (200, {"operation": "soap.undelete", "api_calls": 1})
    assert found["success"] == ["false", "true", "false", "false"]
    assert found["statusCode"] == ["UNDELETE_FAILED", "MALFORMED_ID", "MALFORMED_ID"]
    assert found["id"] == [None, gone, None, None]


def test_undelete_takes_at_most_200_ids(client: Client) -> None:
    ids = "".join(f"<ids>{client.org.user_id}</ids>" for _ in range(201))
    reply, found = soap(client, f"<undelete>{ids}</undelete>")
    assert (reply.status, found["exceptionCode"]) == (500, ["EXCEEDED_ID_LIMIT"])


def test_what_left_the_recycle_bin_never_returns(client: Client, hands: Hands) -> None:
    org = client.org
    emptied, old, young = (org.insert("Contact", {"LastName": name}) for name in ("Emptied", "Old", "Young"))
    for row_id in (emptied, old):
        org.delete("Contact", row_id)
    _, found = soap(client, f"<emptyRecycleBin><ids>{emptied}</ids><ids>{young}</ids></emptyRecycleBin>")
    assert (found["success"], found["statusCode"]) == (["true", "false"], ["ENTITY_IS_NOT_DELETED"])
    hands.forward(14 * 86400)
    org.delete("Contact", young)
    hands.forward(2 * 86400)
    _, found = soap(client, f"<undelete><ids>{emptied}</ids><ids>{old}</ids><ids>{young}</ids></undelete>")
    assert found["statusCode"] == ["UNDELETE_FAILED"] * 2
    assert found["success"] == ["false", "false", "true"]
    fresh = Client(org, org.sessions.open(org.user_id))
    assert [row["Id"] for row in fresh.records("SELECT Id FROM Contact", "queryAll")] == [young]


def test_a_row_does_not_come_back_beside_another_with_its_unique_value(client: Client) -> None:
    org = client.org
    org.settings.link_field = True
    first = org.insert("Contact", {"LastName": "L", "SmartCloudLink__c": "one"})
    org.delete("Contact", first)
    org.insert("Contact", {"LastName": "L", "SmartCloudLink__c": "one"})
    _, found = soap(client, f"<undelete><ids>{first}</ids></undelete>")
    assert found["statusCode"] == ["DUPLICATE_VALUE"]


def test_soap_faults_are_faults(client: Client) -> None:
    reply, found = soap(client, "<merge/>", session="nobody")
    assert (reply.status, found["faultcode"]) == (500, ["sf:INVALID_SESSION_ID"])
    reply, found = soap(client, "<convertLead/>")
    assert found["exceptionCode"] == ["INVALID_OPERATION"]
    reply, found = merge(client, client.org.user_id, [client.org.colleague.id])
    assert (reply.status, found["exceptionCode"]) == (500, ["INVALID_TYPE_FOR_OPERATION"])
    bomb = b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
    assert client.send("POST", "/services/Soap/u/59.0", bomb).status == 500


def test_soap_login_works_below_version_65_only(client: Client) -> None:
    org = client.org
    body = f"<login><username>{org.username}</username><password>{org.password}</password></login>"
    reply, found = soap(client, body, version="59.0")
    assert (reply.status, found["userId"]) == (200, [org.user_id, org.user_id])
    assert Client(org, found["sessionId"][0]).get("/limits").status == 200
    reply, found = soap(client, body, version="65.0")
    assert (reply.status, found["faultcode"]) == (500, ["sf:INVALID_OPERATION"])
    reply, found = soap(client, body.replace(org.password, "wrong"))
    assert found["faultcode"] == ["sf:INVALID_LOGIN"]
