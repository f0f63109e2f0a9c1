"""The transport under simple-salesforce: renewal of the sign-in, replay, addresses, and what it keeps to itself."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from desktop.core.faults import FaultClass, PortFault
from desktop.net.credential_file import CredentialFile
from desktop.net.file_lock import FileLock
from desktop.salesforce.connection import SalesforceConnection, Tokens, VaultTokens
from desktop.salesforce.transport import SalesforceSession
from tests.unit.net.scripted import HANG_UP, Answer, ScriptedServer, Seen, answer

EXPIRED = answer(401, b'[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]')
REVOKED = answer(400, b'{"error":"invalid_grant","error_description":"expired access/refresh token"}')


def grant(access: str, refresh: str | None = None) -> bytes:
    body = {"access_token": access, "instance_url": "https://x", **({"refresh_token": refresh} if refresh else {})}
    return answer(200, json.dumps(body).encode())


class Kept:
    """A keeper of tokens that tells what was done with it."""

    def __init__(self, turn: AbstractContextManager[object]) -> None:
        self.tokens = Tokens("old", "refresh-1")
        self.saved: list[Tokens] = []
        self.turn = turn

    def load(self) -> Tokens:
        return self.tokens

    def save(self, tokens: Tokens) -> None:
        self.saved.append(tokens)
        self.tokens = tokens

    def lock(self) -> AbstractContextManager[object]:
        return self.turn


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(FileLock(tmp_path / "sign-in.lock"))


class Peer:
    """An org and its token endpoint on one scripted server: accepts the tokens in `good`."""

    def __init__(self, *renewals: Answer, good: tuple[str, ...] = ("new",)) -> None:
        self.renewals = list(renewals)
        self.good = good
        self.server = ScriptedServer(self._answer)

    def _answer(self, request: Seen) -> bytes:
        if request.target == "/services/oauth2/token":
            given = self.renewals.pop(0)
            assert isinstance(given, bytes)
            return given
        token = request.headers["authorization"].removeprefix("Bearer ")
        return answer(200, b'{"ok":true}') if token in self.good else EXPIRED

    def targets(self) -> list[str]:
        return [request.target for request in self.server.seen]


@pytest.fixture
def opened() -> Iterator[list[SalesforceSession]]:
    sessions: list[SalesforceSession] = []
    yield sessions
    for session in sessions:
        session.close()


def open_session(opened: list[SalesforceSession], url: str, kept: Any) -> SalesforceSession:
    opened.append(SalesforceSession(SalesforceConnection(url, "client", kept, wait=lambda _: None)))
    return opened[-1]


def test_a_refused_token_is_renewed_once_and_kept(opened: list[SalesforceSession], kept: Kept) -> None:
    peer = Peer(grant("new"))
    with peer.server as server:
        session = open_session(opened, server.url, kept)
        for _ in range(3):
            assert session.request("GET", server.url + "/x").json() == {"ok": True}

    assert peer.targets() == ["/x", "/services/oauth2/token", "/x", "/x", "/x"]
    assert kept.saved == [Tokens("new", "refresh-1")]
    assert peer.server.seen[1].body == b"grant_type=refresh_token&client_id=client&refresh_token=refresh-1"


def test_a_token_that_is_refused_inside_a_message_is_renewed_and_the_message_sent_once_more(
    opened: list[SalesforceSession], kept: Kept
) -> None:
    fault = b"<s:Fault><faultcode>sf:INVALID_SESSION_ID</faultcode></s:Fault>"
    with ScriptedServer(answer(500, fault), grant("new"), answer(200, b"<done/>")) as server:
        session = open_session(opened, server.url, kept)
        assert session.soap("/services/Soap/u/60.0", lambda token: f"<m>{token}</m>".encode()).content == b"<done/>"

    assert [request.body for request in server.seen if "Soap" in request.target] == [b"<m>old</m>", b"<m>new</m>"]
    assert "authorization" not in server.seen[0].headers


def test_a_message_whose_new_token_is_refused_too_asks_for_a_sign_in(
    opened: list[SalesforceSession], kept: Kept
) -> None:
    fault = b"<s:Fault><faultcode>sf:INVALID_SESSION_ID</faultcode></s:Fault>"
    with (
        ScriptedServer(answer(500, fault), grant("new"), answer(500, fault)) as server,
        pytest.raises(PortFault) as caught,
    ):
        open_session(opened, server.url, kept).soap("/services/Soap/u/60.0", lambda token: b"<m/>")
    assert caught.value.fault.kind is FaultClass.AUTH_NEEDED


def test_a_rotated_token_is_saved_before_the_new_access_token_is_used(
    opened: list[SalesforceSession], kept: Kept
) -> None:
    peer = Peer(grant("new", "refresh-2"))

    class Broken(Exception):
        pass

    def broken(tokens: Tokens) -> None:
        raise Broken

    with peer.server as server:
        session = open_session(opened, server.url, kept)
        kept.save = broken  # type: ignore[method-assign]
        with pytest.raises(Broken):
            session.request("GET", server.url + "/x")
        assert peer.targets() == ["/x", "/services/oauth2/token"]


def test_the_replay_is_the_very_same_request(opened: list[SalesforceSession], kept: Kept) -> None:
    peer = Peer(grant("new"))
    headers = {"If-Unmodified-Since": "Mon, 05 Jan 2026 12:00:00 GMT", "Sforce-Duplicate-Rule-Header": "allowSave=true"}
    with peer.server as server:
        open_session(opened, server.url, kept).request("PATCH", server.url + "/x", headers=headers, data=b'{"a":1}')
        first, _, second = server.seen

    assert (first.method, first.target, first.body) == (second.method, second.target, second.body)
    assert {**first.headers, "authorization": ""} == {**second.headers, "authorization": ""}
    assert second.headers["if-unmodified-since"] == headers["If-Unmodified-Since"]
    assert second.headers["sforce-duplicate-rule-header"] == "allowSave=true"
    assert second.headers["authorization"] == "Bearer new"


def test_a_lasting_refusal_ends_after_one_replay(opened: list[SalesforceSession], kept: Kept) -> None:
    peer = Peer(grant("new"), good=())
    with peer.server as server, pytest.raises(PortFault) as caught:
        open_session(opened, server.url, kept).request("GET", server.url + "/x")

    assert caught.value.fault.kind is FaultClass.AUTH_NEEDED
    assert peer.targets() == ["/x", "/services/oauth2/token", "/x"]


def test_a_sign_in_that_ended_is_asked_about_once_only(opened: list[SalesforceSession], kept: Kept) -> None:
    peer = Peer(REVOKED)
    with peer.server as server:
        session = open_session(opened, server.url, kept)
        for _ in range(3):
            with pytest.raises(PortFault) as caught:
                session.request("POST", server.url + "/x")
            assert (caught.value.fault.code, caught.value.fault.lost_reply) == ("auth", False)

    assert peer.targets().count("/services/oauth2/token") == 1
    assert kept.saved == []


def test_a_new_sign_in_of_the_person_is_taken_up(opened: list[SalesforceSession], kept: Kept) -> None:
    peer = Peer(REVOKED)
    with peer.server as server:
        session = open_session(opened, server.url, kept)
        with pytest.raises(PortFault):
            session.request("GET", server.url + "/x")
        kept.tokens = Tokens("new", "refresh-9")

        assert session.request("GET", server.url + "/x").status_code == 200


def test_another_programs_renewal_is_used_instead_of_an_own_one(opened: list[SalesforceSession], kept: Kept) -> None:
    peer = Peer()
    with peer.server as server:
        session = open_session(opened, server.url, kept)
        peer.good = ("old",)
        session.request("GET", server.url + "/x")
        kept.tokens, peer.good = Tokens("new", "refresh-2"), ("new",)

        assert session.request("GET", server.url + "/x").status_code == 200

    assert "/services/oauth2/token" not in peer.targets()


def test_threads_and_programs_that_are_refused_together_renew_once(
    opened: list[SalesforceSession], tmp_path: Path
) -> None:
    vault = CredentialFile(tmp_path, ["localhost"])
    lock = tmp_path / "sign-in.lock"
    VaultTokens(vault, "crm", FileLock(lock)).save(Tokens("old", "refresh-1"))
    peer = Peer(grant("new", "refresh-2"))
    with peer.server as server:
        programs = [open_session(opened, server.url, VaultTokens(vault, "crm", FileLock(lock))) for _ in range(2)]
        statuses: list[int] = []

        def work(session: SalesforceSession) -> None:
            statuses.append(session.request("GET", server.url + "/x").status_code)

        threads = [threading.Thread(target=work, args=(session,)) for session in programs * 3]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert statuses == [200] * 6
    assert peer.targets().count("/services/oauth2/token") == 1
    assert VaultTokens(vault, "crm", FileLock(lock)).load() == Tokens("new", "refresh-2")


def test_without_tokens_there_is_nothing_to_ask(opened: list[SalesforceSession], tmp_path: Path) -> None:
    keeper = VaultTokens(CredentialFile(tmp_path, ["localhost"]), "crm", FileLock(tmp_path / "lock"))
    with ScriptedServer(answer()) as server:
        session = open_session(opened, server.url, keeper)
        with pytest.raises(PortFault) as caught:
            session.request("GET", server.url + "/x")
        assert server.seen == []

    assert caught.value.fault.code == "auth"


@pytest.mark.parametrize(
    ("renewal", "kind", "code"),
    [
        (REVOKED, FaultClass.AUTH_NEEDED, "auth"),
        (answer(400, b'{"error":"invalid_client_id"}'), FaultClass.AUTH_NEEDED, "auth"),
        (answer(503, b"<html>"), FaultClass.TRANSIENT, "unavailable"),
        (answer(200, b"<html>"), FaultClass.ENVIRONMENT, "not-the-api"),
        (HANG_UP, FaultClass.TRANSIENT, "cut-off"),
    ],
)
def test_a_renewal_that_fails_is_never_tried_again_nor_taken_for_a_lost_write(
    opened: list[SalesforceSession], kept: Kept, renewal: bytes, kind: FaultClass, code: str
) -> None:
    peer = Peer(renewal)
    with peer.server as server, pytest.raises(PortFault) as caught:
        open_session(opened, server.url, kept).request("POST", server.url + "/x", data=b"1")

    fault = caught.value.fault
    assert (fault.kind, fault.code, fault.lost_reply) == (kind, code, False)
    assert peer.targets().count("/services/oauth2/token") == 1


def test_forced_https_becomes_the_orgs_own_scheme(opened: list[SalesforceSession], kept: Kept) -> None:
    kept.tokens = Tokens("new", "refresh-1")
    with Peer().server as server:
        session = open_session(opened, server.url, kept)

        assert session.request("GET", server.url.replace("http:", "https:") + "/x?a=1").status_code == 200
        assert server.seen[0].target == "/x?a=1"


def test_callers_cannot_put_another_token_on_a_request(opened: list[SalesforceSession], kept: Kept) -> None:
    kept.tokens = Tokens("new", "refresh-1")
    with Peer().server as server:
        headers = {"Authorization": "Bearer -", "X-PrettyPrint": "1", "X-Other": "2"}
        open_session(opened, server.url, kept).request("GET", server.url + "/x", headers=headers)
        sent = server.seen[0].headers

    assert (sent["authorization"], sent["x-other"]) == ("Bearer new", "2")
    assert "x-prettyprint" not in sent


def test_the_identity_services_own_way_of_saying_no_is_understood(opened: list[SalesforceSession], kept: Kept) -> None:
    with ScriptedServer(answer(403, b"Bad_OAuth_Token"), grant("new"), answer()) as server:
        assert open_session(opened, server.url, kept).request("GET", server.url + "/x").status_code == 200


def test_a_forbidden_answer_is_not_a_lost_sign_in(opened: list[SalesforceSession], kept: Kept) -> None:
    with ScriptedServer(answer(403, b'[{"errorCode":"REQUEST_LIMIT_EXCEEDED"}]')) as server:
        assert open_session(opened, server.url, kept).request("GET", server.url + "/x").status_code == 403
        assert len(server.seen) == 1


def test_the_server_tells_budget_and_time_on_the_side(opened: list[SalesforceSession], kept: Kept) -> None:
    told = answer(200, Sforce_Limit_Info="api-usage=18/5000", Date="Mon, 05 Jan 2026 12:00:00 GMT")
    with ScriptedServer(told) as server:
        session = open_session(opened, server.url, kept)
        session.request("GET", server.url + "/x")

    assert session.taps.usage == (18, 5000)
    assert session.taps.time is not None
    assert session.taps.time.hour == 12


def test_tokens_are_in_no_text(opened: list[SalesforceSession], kept: Kept, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    kept.tokens = Tokens("s3cret-access", "s3cret-refresh")
    peer = Peer(REVOKED)
    with peer.server as server, pytest.raises(PortFault) as caught:
        session = open_session(opened, server.url, kept)
        session.request("GET", server.url + "/x")

    texts = [caplog.text, repr(caught.value), repr(caught.value.fault), repr(kept.tokens), repr(session)]
    assert "s3cret" not in "".join(texts)
