"""The authorization page of the simulated org, its codes, and what becomes of them."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from lxml import html

from desktop.sandbox.salesforce.org import Org
from tests.unit.sandbox.salesforce_client import Client, Hands, Reply

VERIFIER = "v" * 60
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
BACK = "http://localhost:1717/callback"


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def client(hands: Hands) -> Client:
    return Client(Org(1, hands))


def asked(client: Client, **more: str) -> dict[str, str]:
    return {
        "response_type": "code",
        "client_id": client.org.client_id,
        "redirect_uri": BACK,
        "scope": "api refresh_token",
        "state": "s1",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        **more,
    }


def answered(client: Client, asked: dict[str, str], **typed: str) -> Reply:
    """The answer to the form of the page, filled in."""
    page = client.send("GET", f"/services/oauth2/authorize?{urlencode(asked)}")
    (form,) = html.fromstring(page.body).iter("form")
    assert isinstance(form, html.FormElement)
    told = {**dict(form.form_values()), "username": client.org.username, "password": client.org.password, **typed}
    return client.send("POST", "/services/oauth2/authorize", urlencode(told).encode())


def told(reply: Reply) -> dict[str, str]:
    assert reply.headers["location"].startswith(BACK)
    return dict(parse_qsl(urlsplit(reply.headers["location"]).query))


def code(client: Client, **more: str) -> str:
    return told(answered(client, asked(client, **more), answer="allow"))["code"]


def redeem(client: Client, code: str, **more: str) -> Any:
    form = {"grant_type": "authorization_code", "client_id": client.org.client_id, "redirect_uri": BACK}
    return client.token_request(**{**form, "code": code, "code_verifier": VERIFIER, **more}).json()


def test_a_code_of_the_page_brings_both_tokens_and_works_once(client: Client) -> None:
    reply = answered(client, asked(client), answer="allow")
    assert (reply.status, told(reply)["state"], reply.state["operation"]) == (302, "s1", "oauth.authorize")
    tokens = redeem(client, told(reply)["code"])
    assert Client(client.org, tokens["access_token"]).get("/limits").status == 200
    assert client.token_request(
        grant_type="refresh_token", client_id=client.org.client_id, refresh_token=tokens["refresh_token"]
    ).json()["access_token"]
    assert redeem(client, told(reply)["code"])["error"] == "invalid_grant"


def test_without_the_scope_there_is_no_refresh_token(client: Client) -> None:
    assert "refresh_token" not in redeem(client, code(client, scope="api"))


def test_who_denies_is_sent_back_with_that(client: Client) -> None:
    found = told(answered(client, asked(client), answer="deny"))
    assert (found["error"], found["state"]) == ("access_denied", "s1")


def test_a_wrong_password_shows_the_page_again(client: Client) -> None:
    reply = answered(client, asked(client), answer="allow", password="wrong")
    assert (reply.status, b"check your username and password" in reply.body) == (200, True)


def test_pages_carry_no_remote_content_and_are_not_kept(client: Client) -> None:
    page = client.send("GET", f"/services/oauth2/authorize?{urlencode(asked(client))}")
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["content-type"].startswith("text/html")


def test_what_a_page_carries_on_is_text_and_not_markup(client: Client) -> None:
    page = client.send("GET", f"/services/oauth2/authorize?{urlencode(asked(client, state='<script>x</script>'))}")
    assert b"<script>" not in page.body


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1717/callback", "https://localhost:1717/x", "http://evil.example:1/"]
)
def test_an_address_that_could_not_be_registered_is_never_gone_to(client: Client, address: str) -> None:
    page = client.send("GET", f"/services/oauth2/authorize?{urlencode(asked(client, redirect_uri=address))}")
    assert (page.status, b"redirect_uri_mismatch" in page.body) == (400, True)


def test_registered_addresses_are_compared_letter_by_letter(client: Client) -> None:
    client.org.settings.callbacks = {BACK}
    assert code(client)
    other = asked(client, redirect_uri="http://localhost:1718/callback")
    page = client.send("GET", f"/services/oauth2/authorize?{urlencode(other)}")
    assert b"redirect_uri_mismatch" in page.body


def test_an_app_that_is_not_installed_shows_a_page_without_a_way_back(client: Client) -> None:
    client.org.settings.app_installed = False
    page = client.send("GET", f"/services/oauth2/authorize?{urlencode(asked(client))}")
    assert (page.status, b"OAUTH_APPROVAL_ERROR_GENERIC" in page.body) == (400, True)
    assert "location" not in page.headers


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"scope": "everything"}, "invalid_scope"),
    ],
)
def test_a_request_that_is_not_right_is_sent_back(client: Client, more: dict[str, str], error: str) -> None:
    reply = client.send("GET", f"/services/oauth2/authorize?{urlencode(asked(client, **more))}")
    assert told(reply)["error"] == error


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"code_verifier": ""}, "missing code verifier"),
        ({"code_verifier": "w" * 60}, "invalid code verifier"),
        ({"code_verifier": "short"}, "invalid code verifier"),
        ({"redirect_uri": "http://localhost:1718/callback"}, "redirect_uri must match configuration"),
    ],
)
def test_a_code_without_its_proof_brings_nothing(client: Client, more: dict[str, str], error: str) -> None:
    assert redeem(client, code(client), **more)["error_description"] == error


def test_a_code_grows_old(client: Client, hands: Hands) -> None:
    given = code(client)
    hands.forward(900)
    assert redeem(client, given)["error_description"] == "expired authorization code"
