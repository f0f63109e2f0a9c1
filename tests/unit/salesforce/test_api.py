"""The calls of the API against answers that are none: every one becomes a port fault."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import pytest

from desktop.core.faults import FaultClass, PortFault
from desktop.core.ports import Edit
from desktop.core.record import Kind
from desktop.salesforce.api import Api, Part, Query
from desktop.salesforce.connection import SalesforceConnection, SalesforceOptions, Tokens
from desktop.salesforce.end import SalesforceEnd
from desktop.salesforce.errors import SalesforceRefusal
from desktop.salesforce.transport import SalesforceSession
from tests.unit.net.scripted import HANG_UP, ScriptedServer, Seen, answer


class Kept:
    def load(self) -> Tokens:
        return Tokens("access", "refresh")

    def save(self, tokens: Tokens) -> None:
        raise AssertionError("nothing is renewed here")

    def lock(self) -> AbstractContextManager[object]:
        return nullcontext()


@contextmanager
def api(*answers: bytes) -> Iterator[tuple[Api, ScriptedServer]]:
    with ScriptedServer(*answers) as server:
        session = SalesforceSession(SalesforceConnection(server.url, "client", Kept(), wait=lambda _: None))
        yield Api(session, server.url, "60.0"), server
        session.close()


NO_DATA = [b"<html>sign in</html>", b"", b"null", b"7", b'{"hello":"you"}', b"[]", b'{"records":1}']
NO_VERSIONS = [b"<html>", b"[]", b"{}", b'{"version":"60.0"}', b'[{"version":"x"}]', b'["60.0"]', b"7"]
UNCLEAR = [HANG_UP, answer(503, b"<html>"), answer(500, b'[{"errorCode":"UNKNOWN_EXCEPTION"}]')]
QUERY = Query("SELECT Id FROM Contact")
READS: list[Callable[[Api], Any]] = [
    lambda api: api.query(QUERY),
    lambda api: api.more("/services/data/v60.0/query/01g-2000"),
    lambda api: api.ask([QUERY]),
]
WRITES: list[Callable[[Api], Any]] = [
    lambda api: api.composite([Part("PATCH", "sobjects/Contact/003", {})], writes=True),
    lambda api: api.create_rows([{"LastName": "x"}]),
    lambda api: api.delete_rows(["003"]),
    lambda api: api.undelete_rows(["003"]),
]


@pytest.mark.parametrize("body", NO_DATA)
@pytest.mark.parametrize("status", [200, 404])
@pytest.mark.parametrize("call", [*READS, *WRITES])
def test_something_that_is_not_the_api_is_named_as_such(call: Callable[[Api], Any], status: int, body: bytes) -> None:
    with api(answer(status, body)) as (opened, _), pytest.raises(PortFault) as caught:
        call(opened)

    fault = caught.value.fault
    assert (fault.kind, fault.code) == (FaultClass.ENVIRONMENT, "not-the-api")
    assert fault.lost_reply is (call in WRITES)


@pytest.mark.parametrize("call", READS)
def test_a_maintenance_page_is_a_fault_that_passes_and_reads_are_repeated(call: Callable[[Api], Any]) -> None:
    with api(answer(503, b"<html>maintenance</html>")) as (opened, server), pytest.raises(PortFault) as caught:
        call(opened)

    assert len(server.seen) == 3
    assert (caught.value.fault.kind, caught.value.fault.lost_reply) == (FaultClass.TRANSIENT, False)


@pytest.mark.parametrize("broken", UNCLEAR)
@pytest.mark.parametrize("call", WRITES)
def test_a_write_without_a_clear_answer_is_lost_and_never_repeated(call: Callable[[Api], Any], broken: bytes) -> None:
    with api(broken) as (opened, server), pytest.raises(PortFault) as caught:
        call(opened)

    assert len(server.seen) == 1
    assert caught.value.fault.lost_reply


def test_a_refused_message_of_soap_is_not_lost_although_its_status_says_so() -> None:
    body = (
        b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>'
        b"<faultcode>sf:REQUEST_LIMIT_EXCEEDED</faultcode></s:Fault></s:Body></s:Envelope>"
    )
    with api(answer(500, body)) as (opened, _), pytest.raises(SalesforceRefusal) as caught:
        opened.undelete_rows(["003"])
    assert (caught.value.fault.code, caught.value.fault.lost_reply) == ("budget-exhausted", False)


@pytest.mark.parametrize("call", WRITES[:-1])
def test_a_write_that_was_refused_as_a_whole_is_not_lost(call: Callable[[Api], Any]) -> None:
    body = b'[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"TotalRequests Limit exceeded."}]'
    given = answer(403, body, Date="Mon, 05 Jan 2026 12:00:00 GMT")
    with api(given) as (opened, _), pytest.raises(SalesforceRefusal) as caught:
        call(opened)

    fault = caught.value.fault
    assert (fault.kind, fault.code, fault.lost_reply) == (FaultClass.THROTTLED, "budget-exhausted", False)
    assert fault.until is not None
    assert caught.value.__context__ is None


def test_the_answers_of_a_composite_are_told_apart_by_their_reference() -> None:
    def reversed_answers(request: Seen) -> bytes:
        parts = json.loads(request.body)["compositeRequest"]
        answers = [{"referenceId": p["referenceId"], "httpStatusCode": 200, "body": p["url"]} for p in parts]
        return answer(200, json.dumps({"compositeResponse": answers[::-1]}).encode())

    with ScriptedServer(reversed_answers) as server:
        session = SalesforceSession(SalesforceConnection(server.url, "client", Kept()))
        found = Api(session, server.url, "60.0").composite([Part("GET", "a"), Part("GET", "b")], writes=False)
        session.close()

    assert [part.body for part in found] == ["/services/data/v60.0/a", "/services/data/v60.0/b"]


def test_a_refused_query_within_a_composite_is_raised() -> None:
    part = {"referenceId": "r0", "httpStatusCode": 400, "body": [{"errorCode": "INVALID_FIELD", "message": "No such"}]}
    given = answer(200, json.dumps({"compositeResponse": [part]}).encode())
    with api(given) as (opened, _), pytest.raises(SalesforceRefusal) as caught:
        opened.ask([QUERY])

    assert caught.value.problem.code == "INVALID_FIELD"


class Texts(dict[str, str]):
    def put(self, key: str, text: str) -> None:
        self[key] = text


@pytest.mark.parametrize("body", NO_VERSIONS)
def test_a_place_that_is_no_org_is_named_as_such_when_it_is_first_asked(body: bytes) -> None:
    with ScriptedServer(answer(200, body)) as server:
        end = SalesforceEnd(SalesforceConnection(server.url, "client", Kept()), SalesforceOptions(), Texts())
        with pytest.raises(PortFault) as caught:
            end.identity()
        end.close()

    assert caught.value.fault.code in ("not-the-api", "api-version")


def test_an_org_without_a_version_that_we_know_is_refused() -> None:
    who = b'{"organization_id":"00D000000000001","user_id":"005000000000001"}'
    with ScriptedServer(answer(200, b'[{"version":"59.0"},{"version":"68.0"}]'), answer(200, who)) as server:
        end = SalesforceEnd(SalesforceConnection(server.url, "client", Kept()), SalesforceOptions(), Texts())
        with pytest.raises(PortFault) as caught:
            end.update(Kind.CONTACT, [Edit("003", "v", {})])
        end.close()

    assert (caught.value.fault.kind, caught.value.fault.code) == (FaultClass.UNSUPPORTED, "api-version")


@pytest.mark.parametrize(("url", "code"), [("http://org.example", "insecure-address"), ("org.example", "address")])
def test_an_address_that_may_not_be_used_is_refused_at_once(url: str, code: str) -> None:
    with pytest.raises(PortFault) as caught:
        SalesforceEnd(SalesforceConnection(url, "client", Kept()), SalesforceOptions(), Texts())

    assert caught.value.fault.code == code
