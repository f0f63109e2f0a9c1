"""The simulated sign-in service of Microsoft, spoken to by unmodified msal and by a browser."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import msal
import pytest
import requests

from desktop.sandbox.identity.tokens import GRAPH, OUTLOOK, NotAdmitted
from desktop.sandbox.serve import Sandbox
from tests.browser import Browser, Page
from tests.conftest import SandboxFactory

CONTACTS = f"{GRAPH}/Contacts.ReadWrite"
EWS = f"{OUTLOOK}/EWS.AccessAsUser.All"
BACK = "localhost:53171"


class Visit:
    """One person at one sandbox: msal's program, a browser, and what is typed."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox, self.place = sandbox, sandbox.ready["microsoft"]
        self.app = self.program()
        self.typed = {"username": self.place["username"], "password": self.place["password"]}

    def program(self) -> Any:
        """A fresh msal, with nothing in its cache."""
        return msal.PublicClientApplication(
            self.place["client_id"],
            authority=self.place["authority"],
            instance_discovery=False,
            validate_authority=False,
            verify=self.sandbox.ready["ca_file"],
        )

    def begin(self, *scopes: str, **more: Any) -> tuple[dict[str, Any], Browser]:
        """A flow of msal, and a browser at its page."""
        flow = self.app.initiate_auth_code_flow(
            list(scopes), redirect_uri=f"http://{BACK}", response_mode="form_post", **more
        )
        browser = Browser(self.sandbox.ready["ca_file"], stop_at=BACK)
        browser.open(flow["auth_uri"])
        return flow, browser

    def sign_in(self, *scopes: str, **typed: str) -> dict[str, Any]:
        """The tokens of a whole sign-in."""
        flow, browser = self.begin(*scopes)
        return dict(self.app.acquire_token_by_auth_code_flow(flow, self.allow(browser, **typed)))

    def allow(self, browser: Browser, **typed: str) -> dict[str, str]:
        """What the program is told once the person has signed in and allowed everything."""
        browser.press("Allow", **self.typed, **typed)
        return browser.press("Continue").told

    def silent(self, *scopes: str) -> dict[str, Any]:
        """What msal gets without asking the person."""
        (account,) = self.app.get_accounts()
        found = self.app.acquire_token_silent_with_error(list(scopes), account)
        return dict(found or {})


class Hands:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def visit(sandbox_factory: SandboxFactory, clock: Hands) -> Visit:
    return Visit(sandbox_factory(contacts=0, clock=clock))


def admitted(visit: Visit, token: str, resource: str = GRAPH) -> frozenset[str]:
    return visit.sandbox.tenant.admitted(f"Bearer {token}", resource)


def test_msal_signs_in_with_the_browser_and_gets_a_token_for_graph(visit: Visit) -> None:
    answer = visit.sign_in(CONTACTS)
    assert admitted(visit, answer["access_token"]) == {"Contacts.ReadWrite"}
    assert answer["id_token_claims"]["preferred_username"] == visit.sandbox.mailbox.email
    assert answer["expires_in"] == 3600
    (account,) = visit.app.get_accounts()
    assert account["username"] == visit.sandbox.mailbox.email


def test_a_token_opens_one_resource_only_and_one_refresh_token_serves_both(visit: Visit) -> None:
    flow, browser = visit.begin(CONTACTS, EWS)
    told = visit.allow(browser)
    answer = visit.app.acquire_token_by_auth_code_flow(flow, told, scopes=[CONTACTS])
    with pytest.raises(NotAdmitted, match="Invalid audience"):
        admitted(visit, answer["access_token"], OUTLOOK)
    other = visit.silent(EWS)
    assert admitted(visit, other["access_token"], OUTLOOK) == {"EWS.AccessAsUser.All"}


def test_scopes_of_two_resources_in_one_token_are_refused(visit: Visit) -> None:
    answer = visit.sign_in(CONTACTS, EWS)
    assert answer["error_codes"] == [28000]


def test_the_identity_token_is_signed_with_a_key_of_the_told_set(visit: Visit) -> None:
    answer = visit.sign_in(CONTACTS)
    ca = visit.sandbox.ready["ca_file"]
    found = requests.get(f"{visit.place['authority']}/v2.0/.well-known/openid-configuration", verify=ca, timeout=20)
    keys = jwt.PyJWKSet.from_dict(requests.get(found.json()["jwks_uri"], verify=ca, timeout=20).json())
    claims = jwt.decode(
        answer["id_token"],
        keys.keys[0].key,
        algorithms=["RS256"],
        audience=visit.place["client_id"],
        issuer=found.json()["issuer"],
        options={"verify_exp": False, "verify_iat": False, "verify_nbf": False},
    )
    assert claims["oid"] == visit.sandbox.tenant.user_id
    other = jwt.PyJWKSet.from_dict({"keys": [_another_key()]})
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(answer["id_token"], other.keys[0].key, algorithms=["RS256"], audience=visit.place["client_id"])


def _another_key() -> dict[str, Any]:
    from desktop.sandbox.identity.keys import SigningKey

    return dict(SigningKey().key_set()["keys"][0])


def test_instance_discovery_answers_for_an_authority_that_msal_does_not_know(visit: Visit) -> None:
    base = visit.place["authority"].rpartition("/")[0]
    app = msal.PublicClientApplication(
        visit.place["client_id"],
        authority=visit.place["authority"],
        instance_discovery=f"{base}/common/discovery/instance",
        verify=visit.sandbox.ready["ca_file"],
    )
    assert "auth_uri" in app.initiate_auth_code_flow([CONTACTS], f"http://{BACK}", response_mode="form_post")


def test_a_wrong_password_shows_the_page_again(visit: Visit) -> None:
    flow, browser = visit.begin(CONTACTS)
    again = browser.press("Allow", username=visit.typed["username"], password="wrong")
    assert "account or password is incorrect" in again.text
    told = visit.allow(browser)
    assert "access_token" in visit.app.acquire_token_by_auth_code_flow(flow, told)


def test_who_denies_is_sent_back_with_that(visit: Visit) -> None:
    flow, browser = visit.begin(CONTACTS)
    browser.press("Deny")
    told = browser.press("Continue").told
    assert (told["error"], told["state"]) == ("access_denied", flow["state"])
    assert told["error_description"].startswith("AADSTS65004")


def test_an_answer_may_also_come_in_the_address(visit: Visit) -> None:
    with pytest.warns(UserWarning, match="form_post"):
        flow = visit.app.initiate_auth_code_flow([CONTACTS], redirect_uri=f"http://{BACK}")
    browser = Browser(visit.sandbox.ready["ca_file"], stop_at=BACK)
    browser.open(flow["auth_uri"])
    page = browser.press("Allow", **visit.typed)
    assert page.address.startswith(f"http://{BACK}?code=") and not page.posted
    assert "access_token" in visit.app.acquire_token_by_auth_code_flow(flow, page.told)


def test_a_code_works_once_and_with_its_verifier_only(visit: Visit) -> None:
    flow, browser = visit.begin(CONTACTS)
    told = visit.allow(browser)
    spoilt = {**flow, "code_verifier": "x" * 43}
    assert visit.app.acquire_token_by_auth_code_flow(spoilt, told)["error_codes"] == [501481]
    assert visit.app.acquire_token_by_auth_code_flow(flow, told)["error_codes"] == [54005]


def test_a_code_grows_old(visit: Visit, clock: Hands) -> None:
    flow, browser = visit.begin(CONTACTS)
    told = visit.allow(browser)
    clock.now += timedelta(seconds=601)
    assert visit.app.acquire_token_by_auth_code_flow(flow, told)["error_codes"] == [70008]


@pytest.mark.parametrize("address", ["http://127.0.0.1:53171", "http://localhost:53171/other", "https://evil.example"])
def test_a_way_back_that_is_not_registered_is_never_taken(visit: Visit, address: str) -> None:
    flow = visit.app.initiate_auth_code_flow([CONTACTS], redirect_uri=address, response_mode="form_post")
    page = Browser(visit.sandbox.ready["ca_file"]).open(flow["auth_uri"])
    assert (page.status, page.text.count("AADSTS50011")) == (400, 1)


def test_an_unknown_program_and_an_unknown_tenant_are_refused(visit: Visit) -> None:
    base = visit.place["authority"].rpartition("/")[0]
    browser = Browser(visit.sandbox.ready["ca_file"])
    page = browser.open(f"{visit.place['authority']}/oauth2/v2.0/authorize?client_id=x&redirect_uri=http://{BACK}")
    assert (page.status, "AADSTS700016" in page.text) == (400, True)
    answer = requests.get(
        f"{base}/elsewhere.example/v2.0/.well-known/openid-configuration",
        verify=visit.sandbox.ready["ca_file"],
        timeout=20,
    )
    assert (answer.status_code, answer.json()["error_codes"]) == (400, [90002])


def test_access_tokens_expire_and_msal_gets_the_next_one_silently(visit: Visit, clock: Hands) -> None:
    visit.sandbox.call(lambda: setattr(visit.sandbox.tenant.settings, "token_life_s", 1.0))
    first = visit.sign_in(CONTACTS)["access_token"]
    clock.now += timedelta(seconds=2)
    with pytest.raises(NotAdmitted) as refused:
        admitted(visit, first)
    assert refused.value.expired
    second = visit.silent(CONTACTS)["access_token"]
    assert second != first and admitted(visit, second)


def refresh(visit: Visit, token: str, scope: str = CONTACTS) -> dict[str, Any]:
    told = {"grant_type": "refresh_token", "client_id": visit.place["client_id"], "refresh_token": token}
    answer = requests.post(
        f"{visit.place['authority']}/oauth2/v2.0/token",
        data={**told, "scope": f"{scope} offline_access"},
        verify=visit.sandbox.ready["ca_file"],
        timeout=20,
    )
    return dict(answer.json())


def test_with_rotation_a_refresh_token_works_once_and_without_it_again(visit: Visit) -> None:
    token = visit.sign_in(CONTACTS)["refresh_token"]
    assert "access_token" in refresh(visit, token)
    visit.sandbox.call(lambda: setattr(visit.sandbox.tenant.settings, "rotate_refresh", True))
    renewed = refresh(visit, token)["refresh_token"]
    assert refresh(visit, token)["error"] == "invalid_grant"
    assert "access_token" in refresh(visit, renewed)


def test_revoked_and_unused_refresh_tokens_are_told_apart(visit: Visit, clock: Hands) -> None:
    token = visit.sign_in(CONTACTS)["refresh_token"]
    visit.sandbox.call(lambda: setattr(visit.sandbox.tenant.settings, "refresh_life_s", 90 * 86400.0))
    clock.now += timedelta(days=89)
    assert "access_token" in refresh(visit, token)
    clock.now += timedelta(days=89)
    kept = refresh(visit, token)["refresh_token"]
    clock.now += timedelta(days=91)
    assert refresh(visit, token)["error_codes"] == [700082]
    visit.sandbox.call(visit.sandbox.tenant.tokens.revoke)
    assert refresh(visit, kept)["error_codes"] == [50173]
    assert refresh(visit, "nobody's")["error_codes"] == [70000]


def test_what_was_never_allowed_is_not_given_silently(visit: Visit) -> None:
    visit.sign_in(CONTACTS)
    answer = visit.silent(EWS)
    assert (answer["error_codes"], answer["suberror"]) == ([65001], "consent_required")


def test_where_an_administrator_must_allow_it_the_person_cannot(visit: Visit) -> None:
    tenant = visit.sandbox.tenant
    visit.sandbox.call(lambda: setattr(tenant.settings, "needs_admin", True))
    _, browser = visit.begin(CONTACTS)
    page = browser.press("Allow", **visit.typed)
    assert "Need admin approval" in page.text
    browser.press("Return to the application without granting consent")
    told = browser.press("Continue").told
    assert told["error_description"].startswith("AADSTS90094")
    assert not tenant.allowed


def test_an_administrator_allows_it_for_everybody(visit: Visit) -> None:
    tenant, authority = visit.sandbox.tenant, visit.place["authority"]
    visit.sandbox.call(lambda: setattr(tenant.settings, "needs_admin", True))
    browser = Browser(visit.sandbox.ready["ca_file"])
    browser.open(f"{authority}/v2.0/adminconsent?client_id={visit.place['client_id']}&scope={CONTACTS}")
    assert "Permissions requested" in browser.press("Allow", **visit.typed).text
    granted = browser.press("Allow", username=visit.place["admin"], password=visit.place["password"])
    assert "Permissions granted" in granted.text
    assert "access_token" in visit.sign_in(CONTACTS)


def test_a_second_factor_is_asked_for_where_the_policy_wants_it(visit: Visit) -> None:
    visit.sign_in(CONTACTS)
    tenant = visit.sandbox.tenant
    visit.sandbox.call(lambda: setattr(tenant.settings, "conditional_access", "mfa"))
    visit.sandbox.call(tenant.tokens.expire_access)
    silent = visit.program()
    refused = refresh(visit, _refresh_token(visit))
    assert (refused["error_codes"], "capolids" in refused["claims"]) == ([50076], True)
    _, browser = visit.begin(CONTACTS)
    assert "More information" in browser.press("Allow", **visit.typed, second_factor="000000").text
    answer = visit.sign_in(CONTACTS, second_factor=visit.place["second_factor"])
    assert "access_token" in refresh(visit, answer["refresh_token"])
    assert silent.get_accounts() == []


def _refresh_token(visit: Visit) -> str:
    kind = msal.TokenCache.CredentialType.REFRESH_TOKEN
    return str(next(iter(visit.app.token_cache.search(kind)))["secret"])


def test_a_policy_that_blocks_shows_a_page_without_a_way_back(visit: Visit) -> None:
    token = visit.sign_in(CONTACTS)["refresh_token"]
    visit.sandbox.call(lambda: setattr(visit.sandbox.tenant.settings, "conditional_access", "blocked"))
    _, browser = visit.begin(CONTACTS)
    page: Page = browser.press("Allow", **visit.typed)
    assert "AADSTS53003" in page.text and BACK not in page.address
    assert refresh(visit, token)["error_codes"] == [53003]


@pytest.mark.parametrize(("button", "code"), [("Allow", None), ("Deny", 65004)])
def test_a_device_code_is_typed_elsewhere(visit: Visit, button: str, code: int | None) -> None:
    flow = visit.app.initiate_device_flow([CONTACTS])
    once = {"exit_condition": lambda flow: True}
    assert visit.app.acquire_token_by_device_flow(flow, **once)["error"] == "authorization_pending"
    browser = Browser(visit.sandbox.ready["ca_file"])
    browser.open(flow["verification_uri"])
    assert "did not work" in browser.press("Allow", user_code="NOBODY").text
    browser.press(button, user_code=flow["user_code"].lower(), **visit.typed)
    answer = visit.app.acquire_token_by_device_flow(flow, **once)
    assert answer.get("error_codes") == (None if code is None else [code])
    assert ("access_token" in answer) == (code is None)


def test_a_device_code_grows_old(visit: Visit, clock: Hands) -> None:
    flow = visit.app.initiate_device_flow([CONTACTS])
    clock.now += timedelta(seconds=901)
    browser = Browser(visit.sandbox.ready["ca_file"])
    browser.open(flow["verification_uri"])
    assert "did not work" in browser.press("Allow", user_code=flow["user_code"], **visit.typed).text
    answer = visit.app.acquire_token_by_device_flow(flow, exit_condition=lambda flow: True)
    assert answer["error_codes"] == [70020]


def test_a_fault_plan_refuses_with_a_number_of_microsoft(sandbox_factory: SandboxFactory) -> None:
    from desktop.sandbox.mishaps.plan import FaultPlan

    rule = {"server": "identity", "match": "refresh_token", "fault": "AADSTS50173", "times": 1}
    visit = Visit(sandbox_factory(contacts=0, faults=FaultPlan.read({"rules": [rule]})))
    token = visit.sign_in(CONTACTS)["refresh_token"]
    assert refresh(visit, token)["error_codes"] == [50173]
    assert "access_token" in refresh(visit, token)


def test_what_was_allowed_and_given_out_is_kept_between_runs(sandbox_factory: SandboxFactory, tmp_path: Path) -> None:
    visit = Visit(sandbox_factory(contacts=0, state_dir=tmp_path))
    answer = visit.sign_in(CONTACTS)
    visit.sandbox.stop()
    again = Visit(sandbox_factory(contacts=0, state_dir=tmp_path))
    assert admitted(again, answer["access_token"]) == {"Contacts.ReadWrite"}
    assert "access_token" in refresh(again, answer["refresh_token"])


def test_tokens_for_the_ready_file_come_without_pages(visit: Visit) -> None:
    graph = visit.sandbox.ready["graph"]
    assert admitted(visit, graph["access_token"]) >= {"Contacts.ReadWrite"}
    assert "access_token" in refresh(visit, graph["refresh_token"])
    assert visit.sandbox.ready["graph"] == graph
    assert not visit.sandbox.tenant.allowed


def test_a_bearer_that_is_none_does_not_enter(visit: Visit) -> None:
    for header in ("", "Bearer ", "Basic abc", "Bearer nobody"):
        with pytest.raises(NotAdmitted):
            visit.sandbox.tenant.admitted(header, GRAPH)


def test_ews_can_be_switched_off_for_the_tenant(visit: Visit) -> None:
    place = visit.sandbox.ready["exchange"]
    visit.sandbox.call(lambda: setattr(visit.sandbox.mailbox.settings, "ews_blocked", True))
    answer = requests.get(
        place["ews_url"],
        auth=(place["username"], place["password"]),
        verify=visit.sandbox.ready["ca_file"],
        timeout=20,
    )
    assert answer.status_code == 403
