"""Batches, throttling and planned faults of the Graph face; over real HTTP on loopback."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from desktop.sandbox.exchange.graph.crowd import MOST_AT_ONCE
from desktop.sandbox.serve import Sandbox
from tests.conftest import SandboxFactory
from tests.unit.sandbox.graph_client import IMMUTABLE, TIMEOUT_S, GraphClient

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def graph(sandbox: Sandbox) -> GraphClient:
    return GraphClient(sandbox)


def creation(identifier: str, surname: str, **more: Any) -> dict[str, Any]:
    """A part that creates a contact."""
    part = {"id": identifier, "method": "POST", "url": "/me/contacts", "headers": JSON, "body": {"surname": surname}}
    return {**part, **more}


def count(graph: GraphClient) -> int:
    return int(graph.get("/me/contacts", count="true", top="1")["@odata.count"])


def test_twenty_contacts_are_made_by_one_request_and_answered_in_another_order(graph: GraphClient) -> None:
    parts = [creation(str(number), f"Number {number}") for number in range(20)]
    answer = graph.send("POST", "/$batch", json={"requests": parts}).json()["responses"]
    assert [part["id"] for part in answer] != [part["id"] for part in parts]
    assert {part["id"]: (part["status"], part["body"]["surname"]) for part in answer} == {
        str(number): (201, f"Number {number}") for number in range(20)
    }
    assert count(graph) == 44


def test_a_batch_that_is_malformed_does_nothing(graph: GraphClient) -> None:
    too_many = [creation(str(number), "X") for number in range(21)]
    same_id = [creation("1", "X"), creation("1", "Y")]
    no_type = [creation("1", "X", headers={})]
    odd = [creation("1", "X", headers=3)]
    forward = [creation("1", "X", dependsOn=["2"]), creation("2", "Y")]
    for parts in (too_many, same_id, no_type, odd, forward, [], ["x"], [{"id": "1"}]):
        assert graph.send("POST", "/$batch", json={"requests": parts}).status_code == 400
    assert count(graph) == 24


def test_a_part_fails_by_itself_and_takes_those_that_depend_on_it_along(graph: GraphClient) -> None:
    made = graph.create("Lovelace")
    stale = {**JSON, "If-Match": 'W/"old"'}
    parts = graph.batch(
        {
            "id": "a",
            "method": "PATCH",
            "url": f"/me/contacts/{made['id']}",
            "headers": stale,
            "body": {"jobTitle": "X"},
        },
        creation("b", "After", dependsOn=["a"]),
        creation("c", "After that", dependsOn=["b"]),
        creation("d", "Beside"),
        {"id": "e", "method": "GET", "url": "/me/contacts?$select=surname&$filter=surname eq 'Beside'"},
        {"id": "f", "method": "DELETE", "url": f"me/contacts/{made['id']}"},
        {"id": "g", "method": "GET", "url": "/me/contacts/nonsense"},
    )
    assert {name: part["status"] for name, part in parts.items()} == {
        "a": 412, "b": 424, "c": 424, "d": 201, "e": 200, "f": 204, "g": 400,
    }  # fmt: skip
    assert parts["a"]["body"]["error"]["code"] == "ErrorIrresolvableConflict"
    assert parts["e"]["body"]["value"][0]["surname"] == "Beside"
    assert "body" not in parts["f"]


def test_each_part_has_preferences_of_its_own(graph: GraphClient) -> None:
    made = graph.create("Lovelace")
    url = f"/me/contacts/{made['id']}"
    parts = graph.batch(
        {"id": "plain", "method": "GET", "url": url},
        {"id": "immutable", "method": "GET", "url": url, "headers": IMMUTABLE},
    )
    assert parts["plain"]["body"]["id"] == made["id"] != parts["immutable"]["body"]["id"]


def test_a_throttled_part_is_told_when_to_come_again_and_the_others_are_done(graph: GraphClient) -> None:
    graph.plan({"match": "batch", "fault": "429", "item": 2, "retry_after": 3, "times": 1})
    parts = graph.batch(*(creation(name, name) for name in "abc"))
    assert {name: part["status"] for name, part in parts.items()} == {"a": 201, "b": 429, "c": 201}
    assert parts["b"]["headers"]["Retry-After"] == "3"
    assert parts["b"]["body"]["error"]["code"] == "ApplicationThrottled"


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("401", 401, "InvalidAuthenticationToken"),
        ("403", 403, "ErrorAccessDenied"),
        ("429", 429, "ApplicationThrottled"),
        ("503", 503, "serviceNotAvailable"),
        ("ErrorIrresolvableConflict", 412, "ErrorIrresolvableConflict"),
        ("ErrorInternalServerError", 500, "ErrorInternalServerError"),
    ],
)
def test_planned_refusals_have_graphs_words_and_do_nothing(
    graph: GraphClient, fault: str, status: int, code: str
) -> None:
    graph.plan({"match": "^POST", "fault": fault, "retry_after": 7, "times": 1})
    answer = graph.send("POST", "/me/contacts", json={"surname": "X"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.headers["Retry-After"] == "7"
    assert count(graph) == 24
    graph.create("X")


def test_a_planned_throttle_of_a_whole_batch_and_a_conflict_of_every_part(graph: GraphClient) -> None:
    graph.plan({"match": "batch", "fault": "429", "retry_after": 2, "times": 1})
    answer = graph.send("POST", "/$batch", json={"requests": [creation("a", "A")]})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")
    graph.plan({"match": "batch", "fault": "ErrorIrresolvableConflict", "times": 1})
    assert {part["status"] for part in graph.batch(creation("a", "A"), creation("b", "B")).values()} == {412}
    assert count(graph) == 24


def test_a_reply_is_lost_and_a_page_is_stale_on_this_face_too(graph: GraphClient) -> None:
    graph.plan(
        {"match": "^POST", "fault": "lost-reply", "times": 1},
        {"match": "^GET /v1.0/me/contacts", "fault": "stale-page"},
    )
    before = graph.get("/me/contacts", top="100")
    with pytest.raises(requests.ConnectionError):
        graph.create("Lovelace")
    assert graph.get("/me/contacts", top="100") == before
    graph.plan()
    assert len(graph.get("/me/contacts", top="100")["value"]) == 25


def test_more_than_four_requests_at_once_are_turned_away(graph: GraphClient) -> None:
    graph.plan({"match": "GET", "fault": "slow", "seconds": 0.5})
    begin = threading.Barrier(7)

    def ask() -> requests.Response:
        begin.wait(TIMEOUT_S)
        headers = {"Authorization": str(graph.http.headers["Authorization"])}
        return requests.get(graph.url + "/me", headers=headers, timeout=TIMEOUT_S)

    with ThreadPoolExecutor(7) as pool:
        answers = [task.result() for task in [pool.submit(ask) for _ in range(7)]]
    refused = [answer for answer in answers if answer.status_code != 200]
    assert [answer.json()["error"]["code"] for answer in refused] == ["ApplicationThrottled"] * (7 - MOST_AT_ONCE)
    assert all(int(answer.headers["Retry-After"]) >= 1 for answer in refused)
    assert graph.send("GET", "/me").status_code == 200


def test_the_request_log_names_what_was_asked(sandbox_factory: SandboxFactory, tmp_path: Path) -> None:
    log = tmp_path / "requests.jsonl"
    graph = GraphClient(sandbox_factory(contacts=0, request_log=log))
    made = graph.create("Lovelace")
    graph.get(f"/me/contactFolders('{made['parentFolderId']}')/contacts/delta()")
    graph.batch(creation("a", "A"))
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [(line["server"], line["operation"]) for line in lines] == [
        ("graph", "POST me/contacts"),
        ("graph", "GET me/contactFolders/{id}/contacts/delta"),
        ("graph", "POST $batch"),
    ]
