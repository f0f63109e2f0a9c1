"""The page of an org on which the person signs in and allows or denies, and the codes that come of it.

Vendor page: "OAuth 2.0 Web Server Flow for Web App Integration" with "Proof Key for Code Exchange". Knows no rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from desktop.sandbox import sign_in_pages as pages
from desktop.sandbox.salesforce.org import Org
from desktop.sandbox.salesforce.sessions import Code, Grant, GrantRefused

SCOPES = frozenset({"refresh_token", "offline_access", "api", "openid", "id", "profile", "email", "web", "full"})
CODE_LIFE_S = 900
_FIELDS = (("username", "Username", "text"), ("password", "Password", "password"))
_CARRIED = (
    "client_id", "response_type", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method", "prompt",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """What the browser is given: a page with its status, or the way back to the program (`to`)."""

    status: int
    html: str = ""
    to: str = ""


def authorize(org: Org, form: Mapping[str, str]) -> Shown:
    """The page of a sign-in, or the way back to the program once the person has answered."""
    unknown, wrong = _unknown_program(org, form), _wrong_request(form)
    if unknown:
        return Shown(400, pages.page("We can't authorize you", pages.said(f"OAUTH_APPROVAL_ERROR_GENERIC: {unknown}")))
    if wrong:
        return _back(form, {"error": wrong[0], "error_description": wrong[1]})
    answer = form.get("answer", "")
    if answer == "deny":
        return _back(form, {"error": "access_denied", "error_description": "end-user denied authorization"})
    if answer and form.get("username", "").strip().lower() == org.username and form.get("password") == org.password:
        return _back(form, {"code": _code(org, form)})
    told = pages.said("Please check your username and password.") if answer else ""
    asked = pages.said("SmartCloud Connect is asking to:", *sorted(form.get("scope", "").split()))
    hidden = {name: form[name] for name in _CARRIED if form.get(name)} | {"hint": form.get("login_hint", "")}
    content = told + asked + pages.form(_FIELDS, hidden, {"allow": "Allow", "deny": "Deny"})
    return Shown(200, pages.page("Allow access?", content))


def redeemed(org: Org, form: Mapping[str, str]) -> Grant:
    """The sign-in of an authorization code, which works once; raises GrantRefused."""
    code = org.sessions.codes.pop(form.get("code", ""), None)
    if code is None:
        raise GrantRefused("invalid_grant", "invalid authorization code")
    if org.clock().timestamp() >= code.at + CODE_LIFE_S:
        raise GrantRefused("invalid_grant", "expired authorization code")
    if form.get("redirect_uri") != code.redirect_uri:
        raise GrantRefused("redirect_uri_mismatch", "redirect_uri must match configuration")
    if code.challenge and not form.get("code_verifier"):
        raise GrantRefused("invalid_grant", "missing code verifier")
    if code.challenge and not pages.proves(form["code_verifier"], code.challenge):
        raise GrantRefused("invalid_grant", "invalid code verifier")
    lasting = {"refresh_token", "offline_access", "full"} & set(code.scope.split())
    access = org.sessions.open(code.user_id)
    return Grant(code.user_id, access, org.sessions.open_lasting(code.user_id) if lasting else None)


def _unknown_program(org: Org, form: Mapping[str, str]) -> str:
    """Why there is no way back to the program, for which the page stays; '' where there is one."""
    if form.get("client_id") != org.client_id:
        return "error=invalid_client_id&error_description=client identifier invalid"
    if not org.settings.app_installed:
        return "error=invalid_client&error_description=app must be installed into org"
    address = form.get("redirect_uri", "")
    if not (address in org.settings.callbacks if org.settings.callbacks else _on_localhost(address)):
        return "error=redirect_uri_mismatch&error_description=redirect_uri must match configuration"
    return ""


def _wrong_request(form: Mapping[str, str]) -> tuple[str, str] | None:
    if form.get("response_type") != "code":
        return "unsupported_response_type", "response type not supported"
    if not form.get("code_challenge") or form.get("code_challenge_method", "S256") != "S256":
        return "invalid_request", "missing required code challenge"
    if not set(form.get("scope", "").split()) <= SCOPES:
        return "invalid_scope", "the requested scope is not allowed"
    return None


def _on_localhost(address: str) -> bool:
    """Whether it could be registered at all: plain http goes with the word localhost only."""
    try:
        parts = urlsplit(address)
        return parts.scheme == "http" and parts.hostname == "localhost" and parts.port is not None
    except ValueError:
        return False


def _code(org: Org, form: Mapping[str, str]) -> str:
    scope, moment = form.get("scope") or "api refresh_token", org.clock().timestamp()
    return org.sessions.open_code(Code(org.user_id, form["redirect_uri"], form["code_challenge"], scope, moment))


def _back(form: Mapping[str, str], told: Mapping[str, str]) -> Shown:
    whole = {**told, **({"state": form["state"]} if form.get("state") else {})}
    return Shown(302, to=pages.with_answer(form["redirect_uri"], whole))
