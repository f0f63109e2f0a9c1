"""Signing in to Microsoft with the browser or a code, and staying signed in without asking anybody, over real HTTP.

Laws: none, since it is about sign-ins.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from desktop.app.reads import MICROSOFT, microsoft_page
from desktop.core.faults import FaultClass, PortFault
from desktop.exchange.clouds import Place
from desktop.exchange.signin import Elsewhere, SignedIn, by_browser, by_code
from desktop.exchange.signin_tokens import KIND, MicrosoftTokens, VaultCache
from desktop.net.credential_file import CredentialFile
from desktop.net.file_lock import FileLock
from desktop.net.loopback import Door
from desktop.sandbox.identity.tokens import GRAPH, NotAdmitted
from desktop.sandbox.mishaps.plan import FaultPlan
from tests.browser import Browser
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.whole.sign_in import Person

Make = Callable[..., "Person"]
CONTACTS = [f"{GRAPH}/{name}" for name in MICROSOFT.scopes]
EWS = ["https://outlook.office365.com/EWS.AccessAsUser.All"]
ACCOUNT = "mailbox-account"


@pytest.fixture
def person(make_person: Make) -> Person:
    person = make_person()
    person.hand = lambda browser, _: person.allow_microsoft(browser)
    return person


def refused(person: Person, **more: Any) -> PortFault:
    with person.program() as program, pytest.raises(PortFault) as found:
        program.try_microsoft(person.microsoft(**more))
    return found.value


def switch(person: Person, **settings: object) -> None:
    def turn() -> None:
        for name, value in settings.items():
            setattr(person.sandbox.tenant.settings, name, value)

    person.sandbox.call(turn)


def place_of(person: Person) -> Place:
    place = person.ready["microsoft"]
    return Place(place["client_id"], authority=place["authority"], ca_file=person.ready["ca_file"])


def door(person: Person) -> Door:
    def browse(address: str) -> None:
        browser = Browser(person.ready["ca_file"])
        browser.open(address)
        person.hand(browser, address)

    return Door(browse, cancelled=lambda: person.stopped)


def signed_in(person: Person, scopes: list[str] = CONTACTS) -> SignedIn:
    return by_browser(place_of(person), scopes, door(person))


class Kept:
    """What a sign-in left in a profile, and as many programs over it as a test wants."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.now = 1000.0
        self.profile = person.profile
        self.cache.save(signed_in(person).cache)
        person.seen.clear()

    @property
    def cache(self) -> VaultCache:
        vault = CredentialFile(self.profile, [self.person.ready["microsoft"]["authority"]])
        return VaultCache(vault, ACCOUNT, FileLock(self.profile / "microsoft-sign-in.lock"))

    def program(self) -> MicrosoftTokens:
        """The tokens as a program that was just started has them."""
        return MicrosoftTokens(place_of(self.person), self.cache, lambda: self.now)

    def asked(self) -> int:
        """How often the token endpoint was asked."""
        return len(self.person.asked("identity.token"))

    def admitted(self, token: str) -> frozenset[str]:
        return self.person.sandbox.tenant.admitted(f"Bearer {token}", GRAPH)


def test_who_allows_it_in_the_browser_is_known_by_name_and_nothing_is_kept_of_a_trial(person: Person) -> None:
    with person.program() as program:
        user = program.try_microsoft(person.microsoft())
    assert (user.email, user.name) == (person.sandbox.mailbox.email, person.sandbox.mailbox.display_name)
    assert user.tenant == person.sandbox.tenant.tenant_id
    assert {scope.rpartition("/")[2] for scope in user.scopes} >= set(MICROSOFT.scopes)
    assert not (person.profile / "credentials.json").exists()


def test_the_page_is_asked_for_with_pkce_and_a_state_and_the_answer_comes_by_post(person: Person) -> None:
    signed_in(person)
    (shown,) = [each for each in person.seen if each.operation == "identity.authorize" and each.method == "GET"]
    asked = dict(parse_qsl(shown.query))
    assert (asked["code_challenge_method"], asked["response_mode"]) == ("S256", "form_post")
    assert asked["redirect_uri"].startswith("http://localhost:") and len(asked["state"]) >= 32
    (exchange,) = person.asked("identity.token")
    assert "client_secret" not in dict(parse_qsl(exchange.body.decode()))


def test_who_denies_gets_a_sentence(person: Person) -> None:
    def deny(browser: Browser, _: str) -> None:
        browser.press("Deny")
        browser.press("Continue")

    person.hand = deny
    fault = refused(person).fault
    assert (fault.kind, fault.code, fault.vendor) == (FaultClass.AUTH_NEEDED, "denied", "AADSTS65004")


@pytest.mark.parametrize("block", ["policy", "program"])
def test_a_page_that_leads_nowhere_can_be_left(person: Person, block: str) -> None:
    def give_up(browser: Browser, _: str) -> None:
        if block == "policy":
            place = person.ready["microsoft"]
            browser.press("Allow", username=place["username"], password=place["password"])
        assert ("AADSTS53003" if block == "policy" else "AADSTS700016") in browser.page.text
        person.stopped = True

    person.hand = give_up
    if block == "policy":
        switch(person, conditional_access="blocked")
    assert refused(person, **({"client_id": "unknown"} if block == "program" else {})).fault.code == "cancelled"


def test_where_an_administrator_must_allow_it_there_is_a_text_to_send_that_leads_there(person: Person) -> None:
    switch(person, needs_admin=True)
    place = person.ready["microsoft"]

    def ask(browser: Browser, _: str) -> None:
        browser.press("Allow", username=place["username"], password=place["password"])
        browser.press("Return to the application without granting consent")
        browser.press("Continue")

    person.hand = ask
    fault = refused(person).fault
    assert (fault.kind, fault.code) == (FaultClass.AUTH_NEEDED, "consent")
    assert "Contacts.ReadWrite" in fault.action and "Please allow" in fault.action
    address = fault.action[fault.action.index("https://") :]
    # The administrator's own browser ends at an address where nobody listens, which is fine.
    admin = Browser(person.ready["ca_file"], stop_at="localhost")
    admin.open(address)
    admin.press("Allow", username=place["admin"], password=place["password"])
    assert admin.page.told["admin_consent"] == "True"
    person.hand = lambda browser, _: person.allow_microsoft(browser)
    with person.program() as program:
        assert program.try_microsoft(person.microsoft()).email


def test_a_second_factor_is_given_on_the_page(person: Person) -> None:
    switch(person, conditional_access="mfa")
    code = person.ready["microsoft"]["second_factor"]
    person.hand = lambda browser, _: person.allow_microsoft(browser, second_factor=code)
    assert signed_in(person).email


def test_a_tenant_that_does_not_exist_is_told_before_a_page_opens(person: Person) -> None:
    authority = person.ready["microsoft"]["authority"].rpartition("/")[0] + "/elsewhere.example"
    fault = refused(person, authority=authority).fault
    assert (fault.code, fault.fields) == ("tenant", ("tenant",))
    assert person.pages == []


def test_without_a_client_id_no_page_opens(person: Person) -> None:
    assert refused(person, client_id="").fault.code == "no-client-id"
    assert person.pages == [] and person.seen == []


def code_typed(person: Person, button: str) -> Callable[[str, str], None]:
    def typed(page: str, code: str) -> None:
        place = person.ready["microsoft"]
        browser = Browser(person.ready["ca_file"])
        browser.open(page)
        browser.press(button, user_code=code, username=place["username"], password=place["password"])

    return typed


def test_a_code_that_is_typed_on_another_device_signs_in(person: Person) -> None:
    with person.program() as program:
        user = program.try_microsoft(person.microsoft(other_device=True, show=code_typed(person, "Allow")))
    assert user.email == person.sandbox.mailbox.email
    assert person.pages == []


def test_a_code_that_is_denied_on_another_device_is_told(person: Person) -> None:
    assert refused(person, other_device=True, show=code_typed(person, "Deny")).fault.code == "denied"


def test_a_code_that_nobody_types_can_be_stopped(person: Person) -> None:
    person.stopped = True
    assert refused(person, other_device=True).fault.code == "cancelled"
    assert len(person.asked("identity.token")) == 1


def test_a_code_is_asked_about_no_oftener_than_the_server_wants_and_ends(make_person: Make) -> None:
    moment = [datetime(2026, 11, 20, 9, 0, tzinfo=UTC)]
    person = make_person(clock=lambda: moment[0])
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if sum(waits) > 1.9:
            moment[0] += timedelta(seconds=900)

    with pytest.raises(PortFault) as ended:
        by_code(place_of(person), CONTACTS, Elsewhere(lambda page, code: None, wait=wait))
    assert ended.value.fault.code == "no-answer"
    assert len(person.asked("identity.token")) - 1 <= round(sum(waits), 3)


def test_a_kept_sign_in_opens_graph_without_asking_and_is_asked_about_once_an_hour(person: Person) -> None:
    kept = Kept(person)
    tokens = kept.program()
    first = tokens.token(CONTACTS)
    assert "Contacts.ReadWrite" in kept.admitted(first)
    assert tokens.token(CONTACTS) == first and kept.asked() == 0
    kept.now += 3600
    assert tokens.token(CONTACTS) and not person.pages


def test_a_refused_token_is_renewed_and_kept_before_it_is_given_out(person: Person) -> None:
    switch(person, rotate_refresh=True)
    kept = Kept(person)
    first = kept.program().token(CONTACTS)
    for _ in range(2):
        person.sandbox.call(person.sandbox.tenant.tokens.expire_access)
        with pytest.raises(NotAdmitted):
            kept.admitted(first)
        second = kept.program().token(CONTACTS, refused=first)
        assert second != first and kept.admitted(second)
        assert second in kept.cache.load()
        first = second
    assert kept.asked() == 2


def test_threads_and_programs_that_are_refused_together_renew_once(person: Person) -> None:
    switch(person, rotate_refresh=True)
    kept = Kept(person)
    programs = [kept.program() for _ in range(2)]
    first = programs[0].token(CONTACTS)
    assert programs[1].token(CONTACTS) == first
    person.sandbox.call(person.sandbox.tenant.tokens.expire_access)
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda each=each: found.append(each.token(CONTACTS, refused=first)))
        for each in programs * 3
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6 and len(set(found)) == 1
    assert kept.asked() == 1


def fault_of(tokens: MicrosoftTokens, scopes: list[str] = CONTACTS, refused: str = "") -> PortFault:
    with pytest.raises(PortFault) as found:
        tokens.token(scopes, refused)
    return found.value


def test_a_revoked_sign_in_is_said_once_and_then_without_asking(person: Person) -> None:
    kept = Kept(person)
    tokens = kept.program()
    first = tokens.token(CONTACTS)
    person.sandbox.call(person.sandbox.tenant.tokens.revoke)
    for _ in range(3):
        fault = fault_of(tokens, refused=first).fault
        assert (fault.kind, fault.code, fault.vendor) == (FaultClass.AUTH_NEEDED, "auth", "AADSTS50173")
    assert kept.asked() == 1 and person.pages == []


def test_what_is_not_allowed_stops_that_service_only(person: Person) -> None:
    kept = Kept(person)
    tokens = kept.program()
    assert fault_of(tokens, EWS).fault.code == "consent"
    assert kept.admitted(tokens.token(CONTACTS))


@pytest.mark.parametrize(("policy", "code"), [("mfa", "second-factor"), ("blocked", "policy")])
def test_a_new_rule_of_the_organisation_is_told_for_what_it_is(person: Person, policy: str, code: str) -> None:
    kept = Kept(person)
    tokens = kept.program()
    first = tokens.token(CONTACTS)
    switch(person, conditional_access=policy)
    fault = fault_of(tokens, refused=first).fault
    assert (fault.kind, fault.code) == (FaultClass.AUTH_NEEDED, code)


@pytest.mark.parametrize(("trouble", "code"), [("503", "unavailable"), ("reset", "cut-off")])
def test_a_sign_in_service_that_fails_has_ended_nothing(person: Person, trouble: str, code: str) -> None:
    kept = Kept(person)
    tokens = kept.program()
    first = tokens.token(CONTACTS)
    rule = {"server": "identity", "match": "/token", "fault": trouble, "times": 1}
    person.sandbox.plan_faults(FaultPlan.read({"rules": [rule]}))
    fault = fault_of(tokens, refused=first).fault
    assert (fault.kind, fault.code) == (FaultClass.TRANSIENT, code)
    assert kept.admitted(tokens.token(CONTACTS, refused=first))


def test_who_signed_out_is_asked_to_sign_in(person: Person) -> None:
    kept = Kept(person)
    kept.cache.forget()
    assert fault_of(kept.program()).fault.code == "auth"
    assert kept.asked() == 0


def test_no_secret_of_a_sign_in_is_anywhere_but_in_the_vault(person: Person, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    kept = Kept(person)
    token = kept.program().token(CONTACTS)
    person.sandbox.call(person.sandbox.tenant.tokens.revoke)
    told = [str(fault_of(kept.program(), refused=token)), caplog.text, *person.pages, repr(signed_in(person))]
    book = person.sandbox.tenant.tokens.dump()
    secrets = [*book["access"], *book["lasting"], person.ready["microsoft"]["password"], token]
    secrets += [value for each in person.asked("identity.token") for key, value in parse_qsl(each.body.decode())
                if key in ("code", "code_verifier", "refresh_token")]  # fmt: skip
    assert len(secrets) > 6
    assert [secret for secret in secrets if any(secret in text for text in told)] == []
    files = [file for file in person.profile.rglob("*") if file.is_file() and file.name != "credentials.json"]
    assert [file for file in files if any(secret in file.read_text("utf-8", "replace") for secret in secrets)] == []
    held = json.loads((person.profile / "credentials.json").read_text("utf-8"))
    assert list(held[ACCOUNT]) == [KIND]


def test_the_page_for_the_administrator_names_the_address_and_the_permissions() -> None:
    page = microsoft_page()
    assert "http://localhost" in page and set(MICROSOFT.scopes) <= set(page)


def test_scopes_of_another_cloud_are_asked_for_by_its_names(person: Person) -> None:
    place = replace(place_of(person), cloud="china")
    with pytest.raises(PortFault) as told:
        by_code(place, place.graph(["Contacts.ReadWrite"]), Elsewhere(lambda page, code: None))
    assert told.value.fault.kind is FaultClass.AUTH_NEEDED
    (asked,) = person.asked("identity.devicecode")
    assert "microsoftgraph.chinacloudapi.cn/Contacts.ReadWrite" in dict(parse_qsl(asked.body.decode()))["scope"]


def test_the_command_line_tries_the_sign_in_with_the_browser_of_this_computer(person: Person, tmp_path: Path) -> None:
    place = person.ready["microsoft"]
    told = json.dumps([person.ready["ca_file"], place["username"], place["password"]])
    environment = {**os.environ, "BROWSER": f"{sys.executable} -m tests.browser %s", "SIGN_IN": told}
    words = ["try-microsoft", "--client-id", place["client_id"], "--authority", place["authority"], "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--profile", str(tmp_path / "p"), *words, "--ca-file",
         person.ready["ca_file"]],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["email"] == place["username"]
    assert urlsplit(place["authority"]).netloc in done.stderr
