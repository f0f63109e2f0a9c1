"""Calls that carry calls: composite, batch and collections of the simulated org."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.sandbox.salesforce.org import Org
from tests.unit.sandbox.salesforce_client import BASE, Client, Hands

GUARD = {"If-Unmodified-Since": "Sun, 01 Mar 2026 12:00:00 GMT"}


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def client(hands: Hands) -> Client:
    return Client(Org(1, hands))


def contact(client: Client, **values: Any) -> str:
    return client.org.insert("Contact", {"LastName": "Lovelace", **values})


def part(name: str, method: str, path: str, **more: Any) -> dict[str, Any]:
    return {"referenceId": name, "method": method, "url": BASE + path, **more}


def composite(client: Client, *parts: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    reply = client.post("/composite", {"compositeRequest": list(parts), **more})
    assert reply.status == 200, reply.body
    found: list[dict[str, Any]] = reply.json()["compositeResponse"]
    return found


def test_a_composite_is_one_call_whose_parts_have_guards_of_their_own(client: Client, hands: Hands) -> None:
    first, second = contact(client), contact(client)
    hands.forward()
    client.org.update("Contact", second, {"Title": "Moved"})
    used = client.org.calls.used
    body = {
        "compositeRequest": [
            part("a", "PATCH", f"/sobjects/Contact/{first}", body={"Title": "x"}, httpHeaders=GUARD),
            part("b", "PATCH", f"/sobjects/Contact/{second}", body={"Title": "x"}, httpHeaders=GUARD),
            part("c", "GET", f"/query?q=SELECT+Id,Title+FROM+Contact+WHERE+Id+IN+('{first}','{second}')"),
        ]
    }
    reply = client.post("/composite", body)
    done, stale, read = reply.json()["compositeResponse"]
    assert (done["httpStatusCode"], done["body"], done["referenceId"]) == (204, None, "a")
    assert (stale["httpStatusCode"], stale["body"][0]["errorCode"]) == (
        412,
        "ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE_CHECK",
    )
    assert [row["Title"] for row in read["body"]["records"]] == ["x", "Moved"]
    assert (client.org.calls.used - used, reply.state) == (1, {"operation": "composite", "api_calls": 1})
    assert reply.headers["sforce-limit-info"] == f"api-usage={used + 1}/100000"


def test_a_later_part_refers_to_an_earlier_answer(client: Client) -> None:
    contact(client, FirstName="First")
    made, linked, quoted, broken = composite(
        client,
        part("acc", "POST", "/sobjects/Account", body={"Name": "Engines"}),
        part("con", "POST", "/sobjects/Contact", body={"LastName": "L", "AccountId": "@{acc.id}"}),
        part("all", "GET", "/query?q=SELECT+Id+FROM+Contact+ORDER+BY+Id"),
        part("bad", "PATCH", "/sobjects/Contact/@{all.records[7].Id}", body={}),
    )
    assert (made["httpStatusCode"], linked["httpStatusCode"], quoted["body"]["totalSize"]) == (201, 201, 2)
    assert made["httpHeaders"]["Location"] == f"{BASE}/sobjects/Account/{made['body']['id']}"
    assert client.org.row("Contact", linked["body"]["id"])["AccountId"] == made["body"]["id"]
    assert broken["body"][0]["errorCode"] == "PROCESSING_HALTED"


def test_all_or_none_takes_back_what_was_done(client: Client) -> None:
    parts = (
        part("good", "POST", "/sobjects/Contact", body={"LastName": "L"}),
        part("bad", "POST", "/sobjects/Contact", body={}),
        part("never", "POST", "/sobjects/Contact", body={"LastName": "M"}),
    )
    codes = [entry["body"][0]["errorCode"] for entry in composite(client, *parts, allOrNone=True)]
    assert codes == ["PROCESSING_HALTED", "REQUIRED_FIELD_MISSING", "PROCESSING_HALTED"]
    assert client.org.rows("Contact") == []
    assert [entry["httpStatusCode"] for entry in composite(client, *parts)] == [201, 400, 201]


def test_a_composite_has_at_most_25_parts_of_which_5_are_queries(client: Client) -> None:
    row_id = contact(client)
    reads = [part(f"r{n}", "GET", f"/sobjects/Contact/{row_id}") for n in range(26)]
    assert client.post("/composite", {"compositeRequest": reads}).status == 400
    assert client.post("/composite", {"compositeRequest": reads[:25]}).status == 200
    queries = [part(f"q{n}", "GET", "/query?q=SELECT+Id+FROM+Contact") for n in range(6)]
    assert client.post("/composite", {"compositeRequest": queries}).status == 400
    assert client.post("/composite", {"compositeRequest": queries[:5]}).status == 200
    assert client.post("/composite", {"compositeRequest": [reads[0], reads[0]]}).status == 400
    nested = part("n", "POST", "/composite", body={"compositeRequest": [reads[0]]})
    assert composite(client, nested)[0]["httpStatusCode"] == 400


def test_each_part_of_a_batch_counts(client: Client) -> None:
    row_id = contact(client)
    used = client.org.calls.used
    url = f"v59.0/sobjects/Contact/{row_id}"
    requests = [
        {"method": "PATCH", "url": url, "richInput": {"Title": "x"}},
        {"method": "GET", "url": "v59.0/sobjects/Nothing"},
        {"method": "GET", "url": url},
    ]
    reply = client.post("/composite/batch", {"batchRequests": requests})
    assert (reply.json()["hasErrors"], reply.state["api_calls"], client.org.calls.used - used) == (True, 3, 3)
    assert [entry["statusCode"] for entry in reply.json()["results"]] == [204, 404, 200]
    assert reply.json()["results"][2]["result"]["Title"] == "x"
    reply = client.post("/composite/batch", {"batchRequests": requests, "haltOnError": True})
    assert [entry["statusCode"] for entry in reply.json()["results"]] == [204, 404, 412]


def record(**values: Any) -> dict[str, Any]:
    return {"attributes": {"type": "Contact"}, **values}


def test_collections_answer_row_by_row(client: Client) -> None:
    reply = client.post("/composite/sobjects", {"records": [record(LastName="A"), record(), record(LastName="C")]})
    first, second, third = reply.json()
    assert reply.state == {"operation": "collections.create", "api_calls": 1}
    assert (first["success"], first["errors"], third["success"]) == (True, [], True)
    assert second == {
        "success": False,
        "errors": [
            {
                "statusCode": "REQUIRED_FIELD_MISSING",
                "message": "Required fields are missing: [LastName]",
                "fields": ["LastName"],
            }
        ],
    }
    gone = contact(client)
    client.org.delete("Contact", gone)
    changes = [record(id=first["id"], Title="x"), record(Id=gone, Title="x"), record(Title="x")]
    changed, lost, unnamed = client.patch("/composite/sobjects", {"records": changes}).json()
    assert (changed["success"], lost["id"], lost["errors"][0]["statusCode"]) == (True, gone, "ENTITY_IS_DELETED")
    assert unnamed["errors"][0]["statusCode"] == "MISSING_ARGUMENT"
    ids = [first["id"], third["id"]]
    got = client.get(f"/composite/sobjects/Contact?ids={ids[0]},{gone}&fields=Id,Title").json()
    assert [row and row["Title"] for row in got] == ["x", None]
    posted = client.post("/composite/sobjects/Contact", {"ids": ids, "fields": ["LastName"]}).json()
    assert [row["LastName"] for row in posted] == ["A", "C"]
    removed = client.delete(f"/composite/sobjects?ids={','.join(ids)},nobody").json()
    assert [entry["success"] for entry in removed] == [True, True, False]


def test_collections_with_all_or_none_take_back_every_row(client: Client) -> None:
    body = {"allOrNone": True, "records": [record(LastName="A"), record()]}
    codes = [entry["errors"][0]["statusCode"] for entry in client.post("/composite/sobjects", body).json()]
    assert codes == ["ALL_OR_NONE_OPERATION_ROLLED_BACK", "REQUIRED_FIELD_MISSING"]
    assert client.org.rows("Contact") == []


def test_collections_take_at_most_200_rows_in_10_chunks(client: Client) -> None:
    rows = [record(LastName="L") for _ in range(201)]
    assert client.post("/composite/sobjects", {"records": rows}).status == 400
    assert client.org.rows("Contact") == []
    assert client.post("/composite/sobjects", {"records": rows[:200]}).status == 200
    account = {"attributes": {"type": "Account"}, "Name": "A"}
    assert client.post("/composite/sobjects", {"records": [account, record(LastName="L")] * 6}).status == 400
