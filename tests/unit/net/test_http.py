"""The HTTP session: time-outs, TLS, redirects, repeats, and how errors of the way become faults."""

from __future__ import annotations

import gzip
import logging
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import trustme

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.net.http import RETRY_WAITS_S, HttpOptions, HttpSession, session

from .scripted import HANG_UP, SILENCE, Answer, ScriptedServer, answer

HALF = answer(200, b"0123456789")[:-5]
BUSY = answer(503, b"<html>maintenance</html>")


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def client(waits: list[float]) -> Iterator[HttpSession]:
    with session(HttpOptions(service="Salesforce", read_s=0.3, wait=waits.append)) as opened:
        yield opened


def fault_of(client: HttpSession, method: str, url: str, **more: Any) -> Fault:
    with pytest.raises(PortFault) as caught:
        client.request(method, url, **more)
    return caught.value.fault


def test_an_answer_comes_through_and_is_counted(client: HttpSession) -> None:
    body = gzip.compress(b'{"a": 1}')
    with ScriptedServer(answer(200, body, Content_Encoding="gzip")) as server:
        response = client.request("POST", server.url, data=b"12345")

    assert response.json() == {"a": 1}
    traffic = client.rules.traffic
    assert (traffic.requests, traffic.bytes_sent, traffic.bytes_received) == (1, 5, 8)


@pytest.mark.parametrize("given", [{}, {"timeout": None}])
def test_a_request_without_a_time_out_gets_the_usual_one(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, Any]
) -> None:
    asked: list[object] = []

    def send(self: object, request: object, **more: Any) -> None:
        asked.append(more["timeout"])
        raise requests.exceptions.InvalidURL("enough")

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    with session(HttpOptions()) as client, pytest.raises(PortFault):
        client.request("GET", "https://localhost:1/", **given)

    assert asked == [(10.0, 60.0)]


@pytest.mark.parametrize(("method", "lost"), [("GET", False), ("POST", True), ("PATCH", True), ("DELETE", True)])
def test_a_server_that_never_answers_is_given_up_at_once(
    client: HttpSession, waits: list[float], method: str, lost: bool
) -> None:
    with ScriptedServer(SILENCE) as server:
        fault = fault_of(client, method, server.url)

    assert (fault.kind, fault.code, fault.lost_reply) == (FaultClass.TRANSIENT, "timeout", lost)
    assert waits == []


@pytest.mark.parametrize("broken", [HANG_UP, HALF])
def test_a_write_is_never_sent_twice(client: HttpSession, waits: list[float], broken: Answer) -> None:
    with ScriptedServer(broken) as server:
        fault = fault_of(client, "POST", server.url, data=b"x")
        assert len(server.seen) == 1

    assert (fault.code, fault.lost_reply, waits) == ("cut-off", True, [])


def test_a_write_is_not_repeated_when_the_server_is_busy(client: HttpSession) -> None:
    with ScriptedServer(BUSY) as server:
        assert client.request("POST", server.url).status_code == 503
        assert len(server.seen) == 1


@pytest.mark.parametrize("broken", [HANG_UP, HALF, BUSY, answer(502), answer(504)])
def test_a_read_is_repeated_and_succeeds(client: HttpSession, waits: list[float], broken: Answer) -> None:
    with ScriptedServer(broken, broken, answer(200, b"[1]")) as server:
        assert client.request("GET", server.url).json() == [1]

    assert waits == list(RETRY_WAITS_S)


def test_a_question_in_a_post_may_be_repeated_and_loses_nothing(client: HttpSession, waits: list[float]) -> None:
    with ScriptedServer(HANG_UP) as server:
        fault = fault_of(client, "POST", server.url, data=b"x", read_only=True)
        assert len(server.seen) == 1 + len(RETRY_WAITS_S)

    assert (fault.code, fault.lost_reply, waits) == ("cut-off", False, list(RETRY_WAITS_S))


def test_repeats_end_with_the_last_answer(client: HttpSession) -> None:
    with ScriptedServer(BUSY) as server:
        assert client.request("GET", server.url).status_code == 503
        assert len(server.seen) == 3


def test_a_refused_connection_is_a_wrong_address_and_nothing_is_lost(client: HttpSession) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    fault = fault_of(client, "POST", f"http://127.0.0.1:{port}")

    assert (fault.kind, fault.code, fault.lost_reply) == (FaultClass.TRANSIENT, "address", False)


def test_an_unknown_host_is_a_wrong_address(client: HttpSession, monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)

    fault = fault_of(client, "POST", "https://no-such-org.example/")

    assert (fault.code, fault.lost_reply) == ("address", False)
    assert "no-such-org.example" in fault.message


def test_plain_addresses_of_other_hosts_are_refused_before_anything_is_sent(client: HttpSession) -> None:
    assert fault_of(client, "GET", "http://org.example/").code == "insecure-address"
    assert client.rules.traffic.requests == 0


def authority(host: str = "127.0.0.1") -> tuple[trustme.CA, ssl.SSLContext]:
    ca = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert(host).configure_cert(context)
    return ca, context


def test_an_unknown_authority_is_refused_with_the_cure_named(client: HttpSession) -> None:
    with ScriptedServer(answer(), tls=authority()[1]) as server:
        fault = fault_of(client, "POST", server.url, headers={"Authorization": "Bearer s3cret"})
        assert server.seen == []

    assert (fault.kind, fault.code, fault.lost_reply) == (FaultClass.ENVIRONMENT, "certificate", False)
    assert "--ca-file" in fault.action


def test_a_named_authority_is_trusted_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ca, context = authority()
    ca.cert_pem.write_to_path(str(tmp_path / "ours.pem"))
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "other.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "other.pem"))
    options = HttpOptions(ca_file=str(tmp_path / "ours.pem"))
    with ScriptedServer(answer(), tls=context) as server, session(options) as client:
        assert client.request("GET", server.url).status_code == 200


def test_the_environment_cannot_add_to_a_named_authority(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ca, context = authority()
    ca.cert_pem.write_to_path(str(tmp_path / "environment.pem"))
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "ours.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "environment.pem"))
    with ScriptedServer(answer(), tls=context) as server, session(HttpOptions(ca_file=str(tmp_path / "ours.pem"))) as c:
        assert fault_of(c, "GET", server.url).code == "certificate"


@pytest.mark.parametrize("verify", [False, None])
def test_nobody_can_switch_the_verification_off(client: HttpSession, verify: bool | None) -> None:
    client.verify = False
    with ScriptedServer(answer(), tls=authority()[1]) as server:
        assert fault_of(client, "GET", server.url, verify=verify).code == "certificate"


def test_a_certificate_of_another_host_is_refused(tmp_path: Path) -> None:
    ca, context = authority("other.example")
    ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    with ScriptedServer(answer(), tls=context) as server, session(HttpOptions(ca_file=str(tmp_path / "ca.pem"))) as c:
        assert fault_of(c, "GET", server.url).code == "certificate"


def test_a_server_without_encryption_is_no_matter_of_certificates(client: HttpSession) -> None:
    with ScriptedServer(b"HTTP/1.1 400 Bad Request\r\n\r\n", listens=False) as server:
        fault = fault_of(client, "GET", server.url.replace("http:", "https:"))

    assert (fault.kind, fault.code) == (FaultClass.ENVIRONMENT, "encryption")


def test_a_read_follows_within_the_same_server(client: HttpSession) -> None:
    with ScriptedServer(answer(302, b"", Location="/there"), answer(200, b"[2]")) as server:
        assert client.request("GET", server.url + "/here").json() == [2]
        assert [request.target for request in server.seen] == ["/here", "/there"]


def test_nothing_is_followed_to_another_server(client: HttpSession) -> None:
    with ScriptedServer(answer()) as other, ScriptedServer(answer(302, b"", Location=other.url)) as server:
        fault = fault_of(client, "GET", server.url)
        assert other.seen == []

    assert fault.code == "moved"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_write_is_not_followed_anywhere(client: HttpSession, status: int) -> None:
    with ScriptedServer(answer(status, b"", Location="/there")) as server:
        fault = fault_of(client, "POST", server.url + "/here", data=b"x")
        assert len(server.seen) == 1

    assert (fault.code, fault.lost_reply) == ("moved", False)


def test_redirects_in_a_circle_end(client: HttpSession) -> None:
    with ScriptedServer(answer(302, b"", Location="/again")) as server:
        assert fault_of(client, "GET", server.url).code == "not-the-api"


def test_a_proxy_that_is_not_there_is_named_as_such(client: HttpSession, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("HTTPS_PROXY", f"http://user:s3cret@127.0.0.1:{port}")

    fault = fault_of(client, "POST", "https://org.example/")

    assert (fault.kind, fault.code, fault.lost_reply) == (FaultClass.ENVIRONMENT, "proxy", False)
    assert "s3cret" not in repr(fault)


def test_this_computer_is_reached_without_a_proxy(client: HttpSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with ScriptedServer(answer()) as server:
        assert client.request("GET", server.url).status_code == 200


def test_credentials_of_a_netrc_file_never_replace_ours(
    client: HttpSession, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login someone password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with ScriptedServer(answer()) as server:
        client.request("GET", server.url, headers={"Authorization": "Bearer ours"})
        assert server.seen[0].headers["authorization"] == "Bearer ours"


def test_cookies_are_not_kept(client: HttpSession) -> None:
    with ScriptedServer(answer(200, b"{}", Set_Cookie="sid=1; Path=/")) as server:
        client.request("GET", server.url)
        client.request("GET", server.url)
        assert "cookie" not in server.seen[1].headers


@pytest.mark.parametrize("broken", [HANG_UP, HALF, SILENCE])
def test_neither_faults_nor_logs_hold_what_was_sent(
    client: HttpSession, caplog: pytest.LogCaptureFixture, broken: Answer
) -> None:
    caplog.set_level(logging.DEBUG)
    with ScriptedServer(broken) as server, pytest.raises(PortFault) as caught:
        client.request("GET", server.url + "/path?q=s3cret", headers={"Authorization": "Bearer s3cret"}, data=b"s3cret")

    assert "s3cret" not in repr(caught.value) + repr(caught.value.fault) + caplog.text
    assert caught.value.__context__ is None
