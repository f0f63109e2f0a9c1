"""What the EWS end makes of servers that refuse, stall or break off: one sentence, and no second try."""

from __future__ import annotations

import logging
import re
import socket
import subprocess
import sys

import pytest
import requests

from desktop.core.faults import CursorExpired, FaultClass, PortFault
from desktop.core.outcome import Unknown
from desktop.core.ports import Container, Draft
from desktop.core.record import Role
from desktop.exchange.ews import EwsConnection, EwsMailbox
from tests.kept import TextMemory

from .scripted import CONTACT, Answer, folders, messages, no_children, refused, scripted, soap

HTML = Answer(body=b"<!DOCTYPE html><html><body>Please sign in to the hotel's network</body></html>")
UNAUTHORISED = Answer(401, headers={"WWW-Authenticate": 'Basic realm="here"'})


def test_a_wrong_password_is_told_after_one_try_and_never_tried_again() -> None:
    with scripted(UNAUTHORISED) as server:
        mailbox = server.mailbox("wrong-1")
        fault = server.fault(mailbox)
        assert (fault.kind, fault.code) == (FaultClass.AUTH_NEEDED, "auth")
        assert "does not accept this user name and password" in fault.sentence()
        assert "Sign in to the mailbox again" in fault.action
        assert server.fault(mailbox) == fault
        assert len(server.bodies) == 1
        mailbox.close()


def test_after_closing_the_password_is_fetched_anew() -> None:
    with scripted(UNAUTHORISED, folders(), no_children()) as server:
        passwords = iter(["old", "new"])
        connection = EwsConnection(server.url, "ada", lambda: next(passwords))
        mailbox = EwsMailbox(connection, TextMemory())
        with pytest.raises(PortFault):
            mailbox.containers(CONTACT)
        mailbox.close()
        assert [container.role for container in mailbox.containers(CONTACT)] == [Role.DEFAULT]
        mailbox.close()
        assert len(set(server.signatures)) == 2


def test_passwords_of_any_script_can_sign_in() -> None:
    with scripted(folders(), no_children()) as server:
        mailbox = server.mailbox("пароль€")
        mailbox.containers(CONTACT)
        mailbox.close()
        assert server.signatures[0].startswith("Basic ")


def test_a_server_without_password_sign_in_is_named_as_such() -> None:
    with scripted(Answer(401, headers={"WWW-Authenticate": "Negotiate"})) as server:
        fault = server.fault()
    assert fault.code == "auth-kind"
    assert "allow Basic" in fault.action


def test_ews_that_is_switched_off_is_said_without_a_second_try() -> None:
    with scripted(Answer(403)) as server:
        fault = server.fault()
        assert len(server.bodies) == 1
    assert (fault.kind, fault.code) == (FaultClass.ENVIRONMENT, "ews-not-allowed")
    assert "does not allow Exchange Web Services" in fault.message


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("told", ["120", "Mon, 02 Mar 2026 09:02:00 GMT", "Mon, 02 Mar 2026 09:02:00 -0000"])
def test_a_pause_is_kept_also_by_a_new_start(status: int, told: str) -> None:
    with scripted(Answer(status, headers={"Retry-After": told}), folders(), no_children()) as server:
        fault = server.fault()
        assert fault.kind is FaultClass.THROTTLED
        assert fault.until is not None and (fault.until - server.now).total_seconds() == 120
        server.later(119)
        assert server.fault().until == fault.until
        assert len(server.bodies) == 1
        server.later(2)
        mailbox = server.mailbox()
        assert mailbox.containers(CONTACT)
        mailbox.close()


def test_a_pause_of_years_is_not_believed() -> None:
    with scripted(Answer(503, headers={"Retry-After": "9" * 30})) as server:
        fault = server.fault()
        assert fault.until is not None and (fault.until - server.now).total_seconds() == 24 * 3600


def test_a_busy_server_without_a_time_may_be_asked_again() -> None:
    with scripted(Answer(503), folders(), no_children()) as server:
        mailbox = server.mailbox()
        assert server.fault(mailbox).until is None
        assert mailbox.containers(CONTACT)
        mailbox.close()


def test_the_back_off_of_a_soap_fault_is_kept() -> None:
    with scripted(refused("ErrorServerBusy", back_off_ms=30_000), folders(), no_children()) as server:
        fault = server.fault()
        assert fault.until is not None and (fault.until - server.now).total_seconds() == 30
        server.later(29)
        assert server.fault().kind is FaultClass.THROTTLED
        assert len(server.bodies) == 1


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (HTML, "not-the-api", "a web page instead of Exchange Web Services"),
        (Answer(404), "not-the-api", "not found"),
        (Answer(302, headers={"Location": "https://login.elsewhere.example/"}), "not-the-api", "login.elsewhere"),
        (Answer(400), "not-the-api", "HTTP 400"),
        (Answer(body=b""), "not-the-api", "something else"),
        (Answer(body=b"{}"), "not-the-api", "something else"),
        (Answer(500, b"<html>oops</html>"), "server-trouble", "trouble of its own"),
        (Answer(502), "server-trouble", "trouble of its own"),
        (Answer(body=soap("<a/>").body[:-20]), "cut-off", "broke off in the middle of its answer"),
        (Answer(body=b"<?xml version='1.0'?>", claimed=5000), "cut-off", "broke off in the middle of its answer"),
        (messages("GetFolder", "ErrorAccessDenied"), "not-the-api", "incomplete"),
        (refused("ErrorNonExistentMailbox"), "no-mailbox", "no mailbox"),
        (refused("ErrorInvalidServerVersion"), "server-version", "older than"),
        (refused("ErrorAccountDisabled"), "auth", "sign-in"),
        (refused("ErrorMailboxMoveInProgress"), "server-trouble", "trouble of its own"),
    ],
)
def test_every_strange_answer_has_its_sentence(answer: Answer, code: str, words: str) -> None:
    with scripted(answer) as server:
        fault = server.fault()
        assert len(server.bodies) == 1
    assert fault.code == code
    assert words in fault.sentence()
    assert fault.action
    assert not fault.lost_reply


def test_nobody_at_the_address() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/EWS/Exchange.asmx"
        with pytest.raises(PortFault) as caught:
            EwsMailbox(EwsConnection(url, "ada", "x"), TextMemory()).containers(CONTACT)
    assert caught.value.fault.code == "address"
    assert "Exchange cannot be reached at 127.0.0.1" in caught.value.fault.message


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://mail.contoso.example/EWS/Exchange.asmx", "insecure-address"),
        ("http://localhost.contoso.example/", "insecure-address"),
        ("mail.contoso.example", "address"),
        ("ftp://mail.contoso.example", "address"),
    ],
)
def test_nothing_is_sent_to_an_address_that_is_not_safe(url: str, code: str) -> None:
    with pytest.raises(PortFault) as caught:
        EwsMailbox(EwsConnection(url, "ada", "x"), TextMemory()).containers(CONTACT)
    assert caught.value.fault.code == code


def test_a_server_that_is_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.exchange.ews.connect.TIMEOUTS_S", (0.2, 0.2))
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/EWS/Exchange.asmx"
        mailbox = EwsMailbox(EwsConnection(url, "ada", "x"), TextMemory())
        with pytest.raises(PortFault) as caught:
            mailbox.containers(CONTACT)
        mailbox.close()
    assert (caught.value.fault.code, caught.value.fault.lost_reply) == ("timeout", False)


@pytest.mark.parametrize(
    "loss",
    [
        Answer(body=b"<?xml version='1.0'?>", claimed=5000),
        Answer(502),
        Answer(500, b"oops"),
        HTML,
        refused("ErrorTimeoutExpired"),
        messages("CreateItem", "ErrorInternalServerTransientError"),
    ],
)
def test_a_lost_answer_to_a_create_leaves_open_what_happened(loss: Answer) -> None:
    with scripted(loss) as server:
        mailbox = server.mailbox()
        server.remember_folders()
        (outcome,) = mailbox.create(CONTACT, [Draft("scc:1:p:", {"Surname": "Abe"})])
        mailbox.close()
        assert isinstance(outcome, Unknown)
        assert len(server.bodies) == 1


def test_a_write_that_was_surely_not_carried_out_is_a_fault_of_the_call() -> None:
    with scripted(Answer(503)) as server:
        mailbox = server.mailbox()
        server.remember_folders()
        with pytest.raises(PortFault) as caught:
            mailbox.create(CONTACT, [Draft("scc:1:p:", {"Surname": "Abe"})])
        mailbox.close()
    assert not caught.value.fault.lost_reply


def test_the_version_of_the_first_answer_stays_also_after_a_refusal() -> None:
    answers = [folders("15.2.1544.4"), refused("ErrorInvalidRequest"), folders("15.0.1.1"), no_children()]
    with scripted(*answers) as server:
        mailbox = server.mailbox()
        assert server.fault(mailbox).code == "bad-request"
        mailbox.containers(CONTACT)
        mailbox.close()
        versions = [re.findall(rb'Version="(\w+)"', body)[0] for body in server.bodies]
    assert versions == [b"Exchange2013_SP1", b"Exchange2016", b"Exchange2016", b"Exchange2016"]


def test_a_version_that_the_server_no_longer_knows_is_forgotten() -> None:
    with scripted(folders("15.2.1544.4"), refused("ErrorInvalidServerVersion"), folders(), no_children()) as server:
        server.fault()
        mailbox = server.mailbox()
        mailbox.containers(CONTACT)
        mailbox.close()
        assert b'Version="Exchange2013_SP1"' in server.bodies[2]


def test_a_sync_state_of_a_megabyte_comes_back_byte_for_byte() -> None:
    state = "A+/=" * 262_144
    page = f"<m:SyncState>{state}</m:SyncState><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange><m:Changes/>"
    container = Container("contacts", Role.DEFAULT, "Contacts")
    with scripted(folders(), no_children(), messages("SyncFolderItems", page)) as server:
        mailbox = server.mailbox()
        (first,) = mailbox.changes(CONTACT, container, None, Nothing())
        assert first.cursor == state
        (second,) = mailbox.changes(CONTACT, container, first.cursor, Nothing())
        mailbox.close()
        assert f"<SyncState>{state}</".encode() in server.bodies[-1].replace(b"m:", b"")
    assert second.cursor == state


def test_an_empty_page_before_the_last_one_does_not_end_the_round() -> None:
    def page(state: str, last: str) -> Answer:
        inside = f"<m:SyncState>{state}</m:SyncState><m:IncludesLastItemInRange>{last}</m:IncludesLastItemInRange>"
        return messages("SyncFolderItems", inside + "<m:Changes/>")

    container = Container("contacts", Role.DEFAULT, "Contacts")
    with scripted(folders(), no_children(), page("one", "false"), page("two", "true")) as server:
        mailbox = server.mailbox()
        assert [found.cursor for found in mailbox.changes(CONTACT, container, None, Nothing())] == ["one", "two"]
        mailbox.close()


def test_a_search_in_several_folders_goes_on_after_the_shortest_page() -> None:
    def found(last: str, *ids: str) -> str:
        contacts = "".join(f'<t:Contact><t:ItemId Id="{name}" ChangeKey="k"/></t:Contact>' for name in ids)
        return f'<m:RootFolder IncludesLastItemInRange="{last}"><t:Items>{contacts}</t:Items></m:RootFolder>'

    first = messages("FindItem", found("false", "a"), found("false", "b", "c"), found("true"))
    second = messages("FindItem", found("true", "d"), found("true", "c", "e"))
    with scripted(no_children(), first, second, messages("GetItem", *["ErrorItemNotFound"] * 5)) as server:
        server.remember_folders()
        mailbox = server.mailbox()
        assert mailbox.find_link(CONTACT, ["p0"]) == []
        mailbox.close()
        assert b'Offset="1"' in server.bodies[2]
        assert sorted(re.findall(rb'ItemId Id="(\w)"', server.bodies[3])) == [b"a", b"b", b"c", b"d", b"e"]


@pytest.mark.parametrize("code", ["ErrorInvalidSyncStateData", "ErrorSyncFolderNotFound"])
def test_a_state_that_is_of_no_use_asks_for_a_full_round(code: str) -> None:
    container = Container("contacts", Role.DEFAULT, "Contacts")
    with scripted(folders(), no_children(), messages("SyncFolderItems", code)) as server:
        mailbox = server.mailbox()
        with pytest.raises(CursorExpired):
            list(mailbox.changes(CONTACT, container, "old", Nothing()))
        mailbox.close()


def test_no_secret_is_logged_or_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with scripted(folders(), no_children(), UNAUTHORISED) as server:
        mailbox = server.mailbox("hunter-2")
        mailbox.containers(CONTACT)
        with pytest.raises(PortFault) as caught:
            mailbox.check_setup(CONTACT)
        mailbox.close()
        coded = requests.auth._basic_auth_str("ada", "hunter-2").split()[1]
    told = caplog.text + repr(caught.value.fault) + repr(mailbox.__dict__) + str(caught.value)
    assert "hunter-2" not in told
    assert coded not in told


def test_importing_the_end_loads_no_vendor_library() -> None:
    script = "import sys, desktop.exchange.ews; print([n for n in ('exchangelib', 'requests') if n in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


class Nothing:
    """A mirror that holds nothing."""

    def versions(self, native_ids: object) -> dict[str, str]:
        return {}
