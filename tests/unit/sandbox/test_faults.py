"""The fault plan over real HTTP: each fault as a client meets it, whether it was carried out, and how it is planned.

It must not test what our program makes of the faults.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from lxml import etree

from desktop.sandbox import command
from desktop.sandbox.mishaps.plan import FaultPlan, PlanUnreadable
from desktop.sandbox.mishaps.steered_clock import SteeredClock
from desktop.sandbox.serve import Sandbox, SandboxOptions

M = "{http://schemas.microsoft.com/exchange/services/2006/messages}"
ENVELOPE = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"'
    ' xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"'
    ' xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">'
    '<soap:Header><t:RequestServerVersion Version="Exchange2013_SP1"/></soap:Header><soap:Body>{}</soap:Body>'
    "</soap:Envelope>"
)
SYNC = (
    "<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>"
    '<m:SyncFolderId><t:DistinguishedFolderId Id="contacts"/></m:SyncFolderId>{}'
    "<m:MaxChangesReturned>512</m:MaxChangesReturned></m:SyncFolderItems>"
)
CREATE = "<m:CreateItem><m:Items>{}</m:Items></m:CreateItem>".replace(
    "<m:Items>",
    '<m:SavedItemFolderId><t:DistinguishedFolderId Id="contacts"/></m:SavedItemFolderId><m:Items>',
)


class Hands:
    """A client of both servers that says what happened, and the plan of the sandbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox, self.ready = sandbox, sandbox.ready
        self.http = requests.Session()
        self.http.trust_env = False

    def plan(self, *rules: dict[str, Any], **more: Any) -> None:
        """Put these rules in place by the control address."""
        answer = self.http.put(self.ready["control"]["url"] + "/faults", json={"rules": list(rules), **more})
        assert answer.status_code == 200, answer.text

    def told(self) -> dict[str, Any]:
        found: dict[str, Any] = self.http.get(self.ready["control"]["url"] + "/faults").json()
        return found

    def org(self, method: str, path: str, **more: Any) -> requests.Response:
        place = self.ready["salesforce"]
        headers = {"Authorization": f"Bearer {place['access_token']}"}
        url = f"{place['http_url']}/services/data/v60.0{path}"
        return self.http.request(method, url, headers=headers, **{"timeout": 20, **more})

    def create(self, name: str, **more: Any) -> requests.Response:
        return self.org("POST", "/sobjects/Contact", json={"LastName": name}, **more)

    def names(self) -> set[str]:
        rows = self.sandbox.call(lambda: self.sandbox.org.rows("Contact"))
        return {str(row["LastName"]) for row in rows}

    def ews(self, body: str) -> requests.Response:
        place = self.ready["exchange"]
        return self.http.post(
            place["http_url"],
            data=ENVELOPE.format(body).encode(),
            auth=(place["username"], place["password"]),
            headers={"Content-Type": "text/xml; charset=utf-8"},
            timeout=20,
        )


@pytest.fixture
def hands() -> Iterator[Hands]:
    with Sandbox(SandboxOptions(contacts=2)) as sandbox:
        yield Hands(sandbox)


def codes(answer: requests.Response) -> list[str]:
    return [node.text or "" for node in etree.fromstring(answer.content).iter("{*}ResponseCode")]


@pytest.mark.parametrize(
    ("fault", "carried_out"),
    [
        ({"fault": "reset"}, False),
        ({"fault": "reset", "commit": True}, True),
        ({"fault": "lost-reply"}, True),
        ({"fault": "truncated"}, True),
        ({"fault": "timeout", "seconds": 0.01}, False),
        ({"fault": "refused", "seconds": 0.01}, False),
    ],
)
def test_a_connection_breaks_before_or_after_the_commit(hands: Hands, fault: dict[str, Any], carried_out: bool) -> None:
    hands.plan({"match": "POST .*/sobjects/Contact ", "times": 1, **fault})
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        hands.create("Spoilt")
    assert ("Spoilt" in hands.names()) == carried_out


def test_an_answer_that_never_comes_ends_with_the_clients_patience(hands: Hands) -> None:
    hands.plan({"match": "POST", "fault": "timeout", "commit": True})
    with pytest.raises(requests.ReadTimeout):
        hands.create("Patient", timeout=0.2)
    assert "Patient" in hands.names()


def test_a_slow_answer_comes(hands: Hands) -> None:
    hands.plan({"match": "POST", "fault": "slow", "seconds": 0.02})
    assert hands.create("Slow").elapsed >= timedelta(seconds=0.02)


def test_a_server_that_is_down_takes_no_connections_until_it_is_up(hands: Hands) -> None:
    assert hands.org("GET", "/limits").status_code == 200
    hands.plan(down=["salesforce"])
    with pytest.raises(requests.ConnectionError, match="refused"):
        hands.org("GET", "/limits")
    assert hands.ews(SYNC.format("")).status_code == 200
    hands.plan()
    assert hands.org("GET", "/limits").status_code == 200


def test_a_refusal_lasts_for_its_time(hands: Hands) -> None:
    hands.plan({"server": "salesforce", "fault": "refused", "seconds": 0.3, "times": 1})
    with pytest.raises(requests.ConnectionError):
        hands.org("GET", "/limits")
    with pytest.raises(requests.ConnectionError, match="refused"):
        hands.org("GET", "/limits")
    back = threading.Event()
    for _ in range(100):
        try:
            assert hands.org("GET", "/limits").status_code == 200
            return
        except requests.ConnectionError:
            back.wait(0.02)
    pytest.fail("the server never came back")


@pytest.mark.parametrize(
    ("server", "fault", "status", "media"),
    [
        ("salesforce", "html", 200, "text/html"),
        ("exchange", "html", 200, "text/html"),
        ("salesforce", "401", 401, "application/json"),
        ("exchange", "401", 401, "text/plain"),
        ("salesforce", "403", 403, "application/json"),
        ("exchange", "403", 403, "text/plain"),
        ("salesforce", "429", 429, "text/plain"),
        ("exchange", "503", 503, "text/html"),
    ],
)
def test_a_status_or_a_page_in_place_of_the_answer(
    hands: Hands, server: str, fault: str, status: int, media: str
) -> None:
    hands.plan({"server": server, "fault": fault})
    answer = hands.create("Never") if server == "salesforce" else hands.ews(SYNC.format(""))
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (status, media)
    assert "retry-after" not in answer.headers
    assert "Never" not in hands.names()
    if server == "salesforce" and fault == "403":
        assert answer.json()[0]["errorCode"] == "REQUEST_LIMIT_EXCEEDED"


@pytest.mark.parametrize("fault", ["429", "503"])
def test_a_throttle_may_say_when_to_come_again(hands: Hands, fault: str) -> None:
    hands.plan({"fault": fault, "retry_after": 30, "commit": True})
    answer = hands.create("Done")
    assert (answer.status_code, answer.headers["retry-after"]) == (int(fault), "30")
    assert "Done" in hands.names()


def test_a_locked_row_of_a_batch_fails_alone(hands: Hands) -> None:
    hands.plan({"server": "salesforce", "match": "composite/sobjects", "fault": "UNABLE_TO_LOCK_ROW", "item": 2})
    rows = [{"attributes": {"type": "Contact"}, "LastName": name} for name in ("One", "Two", "Three")]
    results = hands.org("POST", "/composite/sobjects", json={"records": rows}).json()
    assert [result["success"] for result in results] == [True, False, True]
    assert results[1]["errors"][0]["statusCode"] == "UNABLE_TO_LOCK_ROW"
    assert hands.names() >= {"One", "Three"} and "Two" not in hands.names()


def test_a_part_of_a_composite_fails_alone(hands: Hands) -> None:
    hands.plan({"server": "salesforce", "match": "/composite ", "fault": "UNABLE_TO_LOCK_ROW", "item": 1})
    url = "/services/data/v60.0/sobjects/Contact"
    parts = [
        {"method": "POST", "url": url, "referenceId": name, "body": {"LastName": name}} for name in ("First", "Second")
    ]
    answers = hands.org("POST", "/composite", json={"compositeRequest": parts}).json()["compositeResponse"]
    assert [answer["httpStatusCode"] for answer in answers] == [400, 201]


@pytest.mark.parametrize("code", ["INVALID_QUERY_LOCATOR", "INVALID_REPLICATION_DATE", "UNABLE_TO_LOCK_ROW"])
def test_salesforce_refuses_with_a_code_of_its_own(hands: Hands, code: str) -> None:
    hands.plan({"server": "salesforce", "match": "GET", "fault": code})
    answer = hands.org("GET", "/query?q=SELECT+Id+FROM+Contact")
    assert (answer.status_code, answer.json()[0]["errorCode"]) == (400, code)


def test_exchange_is_busy_for_as_long_as_it_says(hands: Hands) -> None:
    hands.plan({"server": "exchange", "fault": "ErrorServerBusy", "seconds": 2.5})
    answer = hands.ews(SYNC.format(""))
    assert (answer.status_code, codes(answer)) == (500, ["ErrorServerBusy"])
    assert [node.text for node in etree.fromstring(answer.content).iter("{*}Value")] == ["2500"]


def test_exchange_refuses_with_a_code_of_its_own(hands: Hands) -> None:
    hands.plan({"server": "exchange", "fault": "ErrorInvalidRequest"})
    assert (hands.ews(SYNC.format("")).status_code, codes(hands.ews(SYNC.format("")))) == (500, ["ErrorInvalidRequest"])
    hands.plan({"server": "exchange", "match": "SyncFolderItems", "fault": "ErrorInvalidSyncStateData"})
    answer = hands.ews(SYNC.format(""))
    assert (answer.status_code, codes(answer)) == (200, ["ErrorInvalidSyncStateData"])


def test_an_item_of_an_exchange_batch_fails_alone(hands: Hands) -> None:
    hands.plan({"server": "exchange", "match": "CreateItem", "fault": "ErrorIrresolvableConflict", "item": 2})
    items = "".join(f"<t:Contact><t:Surname>{name}</t:Surname></t:Contact>" for name in ("A", "B", "C"))
    assert codes(hands.ews(CREATE.format(items))) == ["NoError", "ErrorIrresolvableConflict", "NoError"]


def test_a_stale_page_is_the_page_of_before(hands: Hands) -> None:
    hands.plan({"server": "exchange", "match": "SyncFolderItems", "fault": "stale-page", "nth": 2})
    first = hands.ews(SYNC.format(""))
    state = etree.fromstring(first.content).findtext(f".//{M}SyncState")
    again = hands.ews(SYNC.format(f"<m:SyncState>{state}</m:SyncState>"))
    assert again.content == first.content
    fresh = hands.ews(SYNC.format(f"<m:SyncState>{state}</m:SyncState>"))
    assert etree.fromstring(fresh.content).findtext(f".//{M}SyncState") and fresh.content != first.content


def test_a_late_commit_bears_an_older_stamp(hands: Hands) -> None:
    hands.plan({"match": "POST", "fault": "commit-delay", "seconds": 90, "wait": 0, "times": 1})
    late, prompt = hands.create("Late").json()["id"], hands.create("Prompt").json()["id"]
    org = hands.sandbox.org
    stamps = [datetime.fromisoformat(org.row("Contact", row_id)["SystemModstamp"]) for row_id in (late, prompt)]
    assert timedelta(seconds=89) < stamps[1] - stamps[0] < timedelta(seconds=120)


def test_a_servers_clock_goes_wrong(hands: Hands) -> None:
    hands.plan(skew={"salesforce": 10800})
    row_id = hands.create("Future").json()["id"]
    stamp = datetime.fromisoformat(hands.sandbox.org.row("Contact", row_id)["CreatedDate"])
    assert timedelta(hours=2.9) < stamp - datetime.now(UTC) < timedelta(hours=3.1)


def test_the_clock_of_a_late_write_is_right_again_after_it() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    clock = SteeredClock(lambda: now)
    with pytest.raises(ZeroDivisionError), clock.late(5):
        assert clock() == now - timedelta(seconds=5)
        raise ZeroDivisionError
    assert clock() == now


def test_a_rule_counts_its_own_requests(hands: Hands) -> None:
    hands.plan({"match": "/limits", "fault": "429", "nth": [2, 3]}, {"match": "/query", "fault": "429", "times": 1})
    assert [hands.org("GET", "/limits").status_code for _ in range(4)] == [200, 429, 429, 200]
    query = "/query?q=SELECT+Id+FROM+Contact"
    assert [hands.org("GET", query).status_code for _ in range(2)] == [429, 200]
    assert [(rule["matched"], rule["fired"]) for rule in hands.told()["rules"]] == [(4, 2), (2, 1)]


def test_chance_is_the_same_for_the_same_seed(hands: Hands) -> None:
    def statuses(seed: int) -> list[int]:
        hands.plan({"match": "/limits", "fault": "429", "chance": 0.5}, seed=seed)
        return [hands.org("GET", "/limits").status_code for _ in range(20)]

    first = statuses(7)
    assert first == statuses(7) != statuses(8)
    assert set(first) == {200, 429}


def test_the_control_address_empties_the_plan_and_refuses_nonsense(hands: Hands) -> None:
    hands.plan({"fault": "429"})
    url = hands.ready["control"]["url"] + "/faults"
    for body in (b"{", b'{"rules": [{"fault": "explode"}]}'):
        answer = hands.http.put(url, data=body)
        assert answer.status_code == 400 and answer.json()["problem"]
    assert [rule["fault"] for rule in hands.told()["rules"]] == ["429"]
    assert hands.http.delete(url).json()["rules"] == []
    assert hands.org("GET", "/limits").status_code == 200


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ([], "rules"),
        ({"rules": 1}, "rules"),
        ({"ruls": []}, "ruls"),
        ({"seed": "x"}, "seed"),
        ({"skew": {"mars": 1}}, "skew"),
        ({"down": ["mars"]}, "down"),
        ({"rules": [{}]}, "fault"),
        ({"rules": [{"fault": "429", "often": 1}]}, "often"),
        ({"rules": [{"fault": "explode"}]}, "explode"),
        ({"rules": [{"fault": "ErrorServerBusy"}]}, "server"),
        ({"rules": [{"fault": "lostReply", "server": "exchange"}]}, "lostReply"),
        ({"skew": {"graph": 1}}, "skew"),
        ({"rules": [{"fault": "429", "server": "mars"}]}, "server"),
        ({"rules": [{"fault": "429", "nth": 0}]}, "nth"),
        ({"rules": [{"fault": "429", "times": True}]}, "times"),
        ({"rules": [{"fault": "429", "item": 0}]}, "item"),
        ({"rules": [{"fault": "429", "chance": "often"}]}, "chance"),
        ({"rules": [{"fault": "429", "match": "("}]}, "match"),
    ],
)
def test_a_plan_that_cannot_be_is_told_by_its_part(given: Any, word: str) -> None:
    with pytest.raises(PlanUnreadable, match=word):
        FaultPlan.read(given)


def test_a_plan_comes_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"rules": [{"fault": "429", "match": "/limits"}]}), encoding="utf-8")
    log = tmp_path / "log.jsonl"
    options = SandboxOptions(contacts=1, faults=FaultPlan.from_file(path), request_log=log)
    with Sandbox(options) as sandbox:
        sandbox.check()
        assert Hands(sandbox).org("GET", "/limits").status_code == 429
    (line,) = [json.loads(text) for text in log.read_text("utf-8").splitlines()]
    assert (line["fault"], line["status"], line["api_calls"]) == ("429", 0, 0)
    path.write_text("{", encoding="utf-8")
    assert command.main(["serve", "--faults", str(path)]) == command.ENVIRONMENT
    assert str(path) in capsys.readouterr().err
