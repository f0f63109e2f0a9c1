"""Signing in to Salesforce with the browser or a password, staying signed in, and signing out, over real HTTP.

Laws: none, since it is about sign-ins.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import keyring
import keyring.backends.fail
import pytest
import requests

from desktop.app.reads import ExchangeSignIn, Program, SalesforcePasswordSignIn, SalesforceSignIn, salesforce_page
from desktop.core.faults import FaultClass, PortFault
from desktop.core.record import Side
from desktop.sandbox.mishaps.plan import FaultPlan
from tests.browser import Browser
from tests.conftest import ROOT
from tests.whole.sign_in import Person

if TYPE_CHECKING:
    pass

Make = Callable[..., Person]


def refused(program: Program, sign_in: Any) -> PortFault:
    with pytest.raises(PortFault) as found:
        program.connect_salesforce(sign_in)
    return found.value


def kept(person: Person) -> dict[str, Any]:
    """The tokens that the profile holds."""
    file = person.profile / "credentials.json"
    accounts = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return {kind: json.loads(text) for kinds in accounts.values() for kind, text in kinds.items() if "{" in text}


def test_who_allows_it_in_the_browser_is_connected(person: Person) -> None:
    with person.program() as program:
        account = program.connect_salesforce(person.by_browser())
        assert (account.label, account.settings["signed_in_by"]) == ("Nora Lindqvist", "browser")
        assert account.identity and program.scopes()[0].count is not None
    assert "You may close this window" in person.last.text
    assert person.sandbox.org.sessions.user_of(
        kept(person)["salesforce-sign-in"]["access_token"], person.sandbox.org.settings
    )


def test_the_page_is_asked_for_as_the_vendor_wants_it(person: Person) -> None:
    with person.program() as program:
        program.connect_salesforce(person.by_browser())
    asked = dict(parse_qsl(urlsplit(person.pages[0]).query))
    assert asked["redirect_uri"] == f"http://localhost:{person.registration.ports[0]}/callback"
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert set(asked["scope"].split()) == {"api", "refresh_token", "id"}
    assert len(asked["state"]) >= 32 and "client_secret" not in asked
    (exchange,) = person.asked("oauth.token")
    sent = dict(parse_qsl(exchange.body.decode()))
    assert 43 <= len(sent["code_verifier"]) <= 128 and "client_secret" not in sent
    assert sent["code_verifier"] not in person.pages[0]


def test_a_registered_address_is_met_letter_by_letter(person: Person) -> None:
    person.sandbox.call(lambda: person.sandbox.org.settings.callbacks.update(person.registration.callbacks))
    with person.program() as program:
        assert program.connect_salesforce(person.by_browser())


def test_two_sign_ins_have_nothing_in_common(person: Person) -> None:
    with person.program() as program:
        program.connect_salesforce(person.by_browser())
        program.connect_salesforce(person.by_browser())
    first, second = (dict(parse_qsl(urlsplit(page).query)) for page in person.pages)
    assert first["state"] != second["state"] and first["code_challenge"] != second["code_challenge"]


def test_who_denies_gets_a_sentence_and_nothing_is_kept(person: Person) -> None:
    person.hand = lambda browser, _: browser.press("Deny")
    with person.program() as program:
        fault = refused(program, person.by_browser()).fault
        assert (fault.kind, fault.code) == (FaultClass.AUTH_NEEDED, "denied")
    assert kept(person) == {} and not person.asked("oauth.token")
    assert "Not signed in" in person.last.text


def test_a_code_with_another_state_is_never_exchanged(person: Person) -> None:
    def forge(browser: Browser, address: str) -> None:
        back = dict(parse_qsl(urlsplit(address).query))["redirect_uri"]
        answer = requests.get(back, {"code": "of somebody else", "state": "guessed"}, timeout=10)
        assert answer.status_code == 400
        person.stopped = True

    person.hand = forge
    with person.program() as program:
        assert refused(program, person.by_browser()).fault.code == "cancelled"
    assert not person.asked("oauth.token") and kept(person) == {}


def test_a_page_that_leads_nowhere_can_be_left(person: Person) -> None:
    def give_up(browser: Browser, _: str) -> None:
        assert "OAUTH_APPROVAL_ERROR_GENERIC" in browser.page.text
        person.stopped = True

    person.hand = give_up
    person.sandbox.call(lambda: setattr(person.sandbox.org.settings, "app_installed", False))
    with person.program() as program:
        assert refused(program, person.by_browser()).fault.code == "cancelled"


def test_without_a_client_id_no_page_opens(person: Person) -> None:
    with person.program() as program:
        fault = refused(program, person.by_browser(client_id=" ")).fault
        assert (fault.code, fault.fields) == ("no-client-id", ("client_id",))
    assert person.pages == []


def test_without_a_keychain_nobody_is_asked_to_sign_in_to_a_real_org(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", keyring.backends.fail.Keyring)
    with person.program() as program:
        assert refused(program, person.by_browser(login="acme")).fault.code == "keychain"
    assert person.pages == []


def test_a_rotated_token_is_kept_before_it_is_used_and_found_by_the_next_start(make_person: Make) -> None:
    person = make_person(rotate_refresh=True)
    org = person.sandbox.org
    with person.program() as program:
        program.connect_salesforce(person.by_browser())
    for _ in range(2):
        person.sandbox.call(org.sessions.expire)
        before = kept(person)["salesforce-sign-in"]["refresh_token"]
        with person.program() as program:
            assert program.scopes()
        after = kept(person)["salesforce-sign-in"]
        assert after["refresh_token"] != before
        assert org.sessions.user_of(after["access_token"], org.settings)


def test_a_sign_in_that_was_ended_by_an_administrator_is_asked_for_once(person: Person) -> None:
    with person.program() as program:
        program.connect_salesforce(person.by_browser())
        token = kept(person)["salesforce-sign-in"]["refresh_token"]
        person.sandbox.call(lambda: person.sandbox.org.sessions.revoke(token))
        person.seen.clear()
        with pytest.raises(PortFault) as ended:
            program.scopes()
    assert (ended.value.fault.kind, ended.value.fault.code) == (FaultClass.AUTH_NEEDED, "auth")
    assert len(person.asked("oauth.token")) == 1


def test_signing_out_ends_the_sign_in_at_salesforce_too(person: Person) -> None:
    with person.program() as program:
        program.connect_salesforce(person.by_browser())
        tokens = kept(person)["salesforce-sign-in"]
        program.sign_out(Side.CRM)
    assert [each.status for each in person.asked("oauth.revoke")] == [200]
    dump = person.sandbox.org.sessions.dump()
    assert tokens["refresh_token"] not in dump["refresh"] and tokens["access_token"] not in dump["access"]
    assert kept(person) == {}


def test_signing_out_forgets_the_sign_in_also_where_salesforce_does_not_answer(
    person: Person, caplog: pytest.LogCaptureFixture
) -> None:
    with person.program() as program:
        program.connect_salesforce(person.by_browser())
        person.sandbox.plan_faults(FaultPlan.read({"rules": [{"match": "/revoke", "fault": "reset"}]}))
        program.sign_out(Side.CRM)
    assert kept(person) == {}
    assert "could not be ended there (cut-off)" in caplog.text


def test_a_token_that_was_brought_along_is_left_alone_when_signing_out(person: Person) -> None:
    place = person.ready["salesforce"]
    names = ("instance_url", "access_token", "refresh_token", "client_id", "login_url")
    with person.program() as program:
        told = {name: place[name] for name in names}
        program.connect_salesforce(SalesforceSignIn(**told, ca_file=person.ready["ca_file"]))
        program.sign_out(Side.CRM)
    assert not person.asked("oauth.revoke")


def test_who_signs_in_as_somebody_else_is_refused_and_signed_out_there(make_person: Make) -> None:
    person, other = make_person(seed=1), make_person(seed=2)
    box = person.ready["exchange"]
    with person.program() as program:
        program.connect_salesforce(person.by_browser())
        mailbox = ExchangeSignIn(
            box["ews_url"], box["username"], box["password"], box["email"], person.ready["ca_file"]
        )
        program.connect_exchange(mailbox)
        assert program.sync(yes=True).fault is None
        before = kept(person)
    other.profile = person.profile
    with other.program() as program:
        assert refused(program, other.by_browser()).fault.code == "other-identity"
    assert kept(person) == before
    assert len(other.asked("oauth.revoke")) == 1


def password_of(person: Person, password: str = "") -> SalesforcePasswordSignIn:
    place = person.ready["salesforce"]
    return SalesforcePasswordSignIn(
        place["username"], password or place["password"], place["login_url"], person.ready["ca_file"]
    )


def test_an_old_org_lets_in_with_a_password_and_again_when_the_session_is_over(person: Person) -> None:
    with person.program() as program:
        account = program.connect_salesforce(password_of(person))
        assert account.settings["signed_in_by"] == "password"
        person.sandbox.call(person.sandbox.org.sessions.expire)
        assert program.scopes()
        assert len(person.asked("soap.login")) == 2 and not person.asked("oauth.token")
        program.sign_out(Side.CRM)
    assert person.ready["salesforce"]["password"] not in (person.profile / "credentials.json").read_text()


def test_a_password_that_is_wrong_by_now_is_sent_once_and_forgotten(person: Person) -> None:
    with person.program() as program:
        program.connect_salesforce(password_of(person))

        def change() -> None:
            person.sandbox.org.password = "another one"
            person.sandbox.org.sessions.expire()

        person.sandbox.call(change)
        person.seen.clear()
        for _ in range(3):
            with pytest.raises(PortFault) as ended:
                program.scopes()
            assert ended.value.fault.kind is FaultClass.AUTH_NEEDED
    assert len(person.asked("soap.login")) == 1


def test_a_wrong_password_is_told_and_not_kept(person: Person) -> None:
    with person.program() as program:
        fault = refused(program, password_of(person, "wrong")).fault
        assert (fault.code, fault.vendor) == ("auth", "INVALID_LOGIN")
        assert "locks the user out" in fault.action
    assert kept(person) == {} and len(person.asked("soap.login")) == 1


def test_an_org_that_takes_no_passwords_says_to_use_the_browser(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.salesforce.password._VERSION", "67.0")
    with person.program() as program:
        fault = refused(program, password_of(person)).fault
    assert fault.vendor == "INVALID_OPERATION" and "browser" in fault.action


def test_no_secret_of_a_sign_in_is_anywhere_but_where_secrets_are_kept(
    person: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with person.program() as program:
        program.connect_salesforce(person.by_browser())
        person.sandbox.call(person.sandbox.org.sessions.expire)
        program.scopes()
        program.connect_salesforce(password_of(person))
        texts = [repr(person.by_browser()), repr(password_of(person)), caplog.text, *person.pages]
    sessions = person.sandbox.org.sessions.dump()
    secrets = [*sessions["access"], *sessions["refresh"], person.ready["salesforce"]["password"]]
    codes = [dict(parse_qsl(each.body.decode())).get("code", "") for each in person.asked("oauth.token")]
    secrets += [code for code in codes if code]
    files = [file for file in person.profile.rglob("*") if file.is_file() and file.name != "credentials.json"]
    held = [file.read_bytes().decode("utf-8", "replace") for file in files]
    assert len(secrets) > 4 and files
    assert [secret for secret in secrets if any(secret in text for text in [*held, *texts])] == []


def test_the_page_for_the_administrator_names_every_address_that_is_used() -> None:
    page = salesforce_page()
    for port in (14717, 16717, 18717, 20717, 22717):
        assert f"http://localhost:{port}/callback" in page
    assert not any("127.0.0.1" in line for line in page)
    assert "api" in " ".join(page) and "External Client App" in " ".join(page)


def test_the_command_line_signs_in_with_the_browser_of_this_computer(person: Person, tmp_path: Path) -> None:
    place = person.ready["salesforce"]
    browser = f"{sys.executable} -m tests.browser %s"
    environment = {
        **os.environ,
        "BROWSER": browser,
        "SIGN_IN": json.dumps([person.ready["ca_file"], place["username"], place["password"]]),
    }
    words = ["connect", "salesforce", "--browser", "--login", place["login_url"], "--client-id", place["client_id"]]
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--profile", str(tmp_path / "p"), "--json", *words, "--ca-file",
         person.ready["ca_file"]],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["accounts"][0]["label"] == "Nora Lindqvist"
    assert "/services/oauth2/authorize?" in done.stderr
