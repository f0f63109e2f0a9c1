"""The pages on which the person signs in and allows or denies: authorization, device code, administrator's consent.

https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow. Knows nothing of tokens but codes.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from urllib.parse import urlsplit

from desktop.sandbox import sign_in_pages as pages
from desktop.sandbox.identity import scopes
from desktop.sandbox.identity.call import Answer, Call, page
from desktop.sandbox.identity.refusals import Refused
from desktop.sandbox.identity.scopes import Wanted, short
from desktop.sandbox.identity.tenant import DEVICE_LIFE_S, Code, Device, Tenant

_CREDENTIALS = (("username", "E-mail address", "text"), ("password", "Password", "password"))
_FACTOR = ("second_factor", "Code of your authenticator", "text")
_CHOICES = {"allow": "Allow", "deny": "Deny"}
_CARRIED = (
    "client_id", "response_type", "redirect_uri", "scope", "state", "nonce", "code_challenge", "code_challenge_method",
    "response_mode", "client_info", "claims", "prompt",
)  # fmt: skip


class Unfinished(Exception):
    """The person has to answer once more; the text says why ('' at the first look)."""


def authorize(tenant: Tenant, call: Call) -> Answer:
    """The page of a sign-in, or the way back to the program once the person has answered."""
    if call.get("client_id") != tenant.client_id:
        return page("Sign-in failed", pages.said(Refused(700016).description), 400)
    if not _registered(call.get("redirect_uri")):
        return page("Sign-in failed", pages.said(Refused(50011).description), 400)
    try:
        wanted = scopes.wanted(call.get("scope"))
        if call.get("response_type") != "code" or call.get("code_challenge_method") not in ("", "S256"):
            raise Refused(900144)
        if call.get("answer") == "deny":
            raise Refused(65004)
        strong = _person(tenant, call)
    except Refused as refusal:
        return _back(call, _told(refusal))
    except Unfinished as unfinished:
        return _consent(tenant, call, wanted, str(unfinished))
    if tenant.settings.conditional_access == "blocked":
        return page("You cannot get there from here", pages.said(Refused(53003).description))
    if tenant.needs_admin(wanted):
        if call.get("answer") == "return":
            return _back(call, _told(Refused(90094)))
        return _approval(call, wanted)
    tenant.allowed |= tenant.lacking(wanted)
    return _back(call, _granted(tenant, call, strong))


def device(tenant: Tenant, call: Call) -> Answer:
    """The page at which the person types the code that the program shows."""
    fields = (("user_code", "Code", "text"), *_CREDENTIALS)
    found = next((each for each in tenant.devices.values() if each.user_code == call.get("user_code").upper()), None)
    if not call.get("answer"):
        return page("Enter the code", pages.form(_asked(tenant, fields), {}, _CHOICES))
    late = found is not None and tenant.clock().timestamp() >= found.at + DEVICE_LIFE_S
    if found is None or found.state or late:
        return page("Enter the code", pages.said("That code did not work.") + pages.form(fields, {}, _CHOICES))
    if call.get("answer") == "deny":
        found.state = "denied"
        return page("Denied", pages.said("You may close this window."))
    try:
        found.strong = _person(tenant, call)
    except Unfinished as unfinished:
        return page("Enter the code", pages.said(str(unfinished)) + pages.form(_asked(tenant, fields), {}, _CHOICES))
    wanted = scopes.wanted(found.scope)
    if tenant.needs_admin(wanted):
        return page("Approval required", pages.said(Refused(90094).description))
    return _allow_device(tenant, found, wanted)


def _allow_device(tenant: Tenant, found: Device, wanted: Wanted) -> Answer:
    tenant.allowed |= tenant.lacking(wanted)
    found.state = "allowed"
    return page("Signed in", pages.said("You have signed in on your device. You may close this window."))


def admin_consent(tenant: Tenant, call: Call) -> Answer:
    """The page at which an administrator allows the program for everybody."""
    try:
        wanted = scopes.wanted(call.get("scope") or "openid")
    except Refused as refusal:
        return page("Permissions requested", pages.said(refusal.description), 400)
    if call.get("client_id") != tenant.client_id:
        return page("Permissions requested", pages.said(Refused(700016).description), 400)
    note = pages.said("For every person of the organisation:", *short(wanted.permissions))
    if call.get("answer") == "allow" and tenant.is_admin(call.get("username"), call.get("password")):
        tenant.allowed |= wanted.permissions
        if _registered(call.get("redirect_uri")):
            return _back(call, {"admin_consent": "True", "tenant": tenant.tenant_id})
        return page("Permissions granted", pages.said("You may close this window."))
    if call.get("answer") == "deny":
        return page("Permissions refused", pages.said("You may close this window."))
    return page("Permissions requested", note + pages.form(_CREDENTIALS, _carried(call), _CHOICES))


def _person(tenant: Tenant, call: Call) -> bool:
    """Whether the person has signed in with a second factor. Raises Unfinished, and Refused where no page may show."""
    if not call.get("answer"):
        if call.get("prompt") == "none":
            raise Refused(65001)
        raise Unfinished
    if not tenant.admits(call.get("username"), call.get("password")):
        raise Unfinished("Your account or password is incorrect.")
    strong = call.get("second_factor") == tenant.second_factor
    if tenant.settings.conditional_access == "mfa" and not strong:
        raise Unfinished("More information is required: the code of your authenticator is not right.")
    return strong


def _asked(tenant: Tenant, fields: tuple[tuple[str, str, str], ...]) -> tuple[tuple[str, str, str], ...]:
    return (*fields, _FACTOR) if tenant.settings.conditional_access == "mfa" else fields


def _consent(tenant: Tenant, call: Call, wanted: Wanted, problem: str) -> Answer:
    permissions = short(tenant.lacking(wanted))
    note = pages.said("SmartCloud Connect asks for:", *permissions) if permissions else ""
    hidden = {**_carried(call), "hint": call.get("login_hint") or call.get("username")}
    told = pages.said(problem) if problem else ""
    return page("Sign in", told + note + pages.form(_asked(tenant, _CREDENTIALS), hidden, _CHOICES))


def _approval(call: Call, wanted: Wanted) -> Answer:
    """What a person sees who may not allow it: a page, and a way back without it."""
    hidden = {**_carried(call), "username": call.get("username"), "password": call.get("password")}
    hidden["second_factor"] = call.get("second_factor")
    told = pages.said(
        "Need admin approval",
        "SmartCloud Connect needs permission to access resources in your organisation that only an admin can grant.",
        *short(wanted.permissions),
    )
    back = {"return": "Return to the application without granting consent"}
    return page("Approval required", told + pages.form((), hidden, back))


def _granted(tenant: Tenant, call: Call, strong: bool) -> dict[str, str]:
    code = f"0.ACode.{tenant.tokens.derived('code', 64)}"
    tenant.codes[code] = Code(
        call.get("client_id"),
        call.get("redirect_uri"),
        call.get("code_challenge"),
        call.get("scope"),
        call.get("nonce"),
        strong,
        tenant.clock().timestamp(),
    )
    told = {"code": code, "session_state": tenant.user_id}
    return {**told, "client_info": client_info(tenant)} if call.get("client_info") else told


def client_info(tenant: Tenant) -> str:
    """Who signed in, in the form that Microsoft's libraries read."""
    raw = json.dumps({"uid": tenant.user_id, "utid": tenant.tenant_id}).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _told(refusal: Refused) -> dict[str, str]:
    told = {"error": refusal.error, "error_description": refusal.description}
    return {**told, "error_subcode": "cancel"} if refusal.number in (65004, 90094) else told


def _back(call: Call, told: Mapping[str, str]) -> Answer:
    """The way back to the program, in the way that it asked for."""
    whole = {**told, **({"state": call.get("state")} if call.get("state") else {})}
    if call.get("response_mode") == "form_post":
        return page("Signed in" if "code" in told else "Not signed in", pages.posting(
            call.get("redirect_uri"), whole, "Continue"
        ))  # fmt: skip
    return Answer(303, to=pages.with_answer(call.get("redirect_uri"), whole))


def _carried(call: Call) -> dict[str, str]:
    return {name: call.get(name) for name in _CARRIED if call.get(name)}


def _registered(address: str) -> bool:
    """Whether it is the registered `http://localhost`, with which any port goes (RFC 8252 7.3)."""
    try:
        parts = urlsplit(address)
        return (parts.scheme, parts.hostname, parts.path) in (("http", "localhost", ""), ("http", "localhost", "/"))
    except ValueError:
        return False
