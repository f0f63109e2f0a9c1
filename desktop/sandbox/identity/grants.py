"""The token endpoint and what goes with it: codes, refresh tokens and device codes become tokens.

https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow and v2-oauth2-device-code.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.sandbox import sign_in_pages
from desktop.sandbox.identity import scopes
from desktop.sandbox.identity.authorize import client_info
from desktop.sandbox.identity.call import Answer, Call
from desktop.sandbox.identity.refusals import CODES, Refused
from desktop.sandbox.identity.scopes import Wanted
from desktop.sandbox.identity.tenant import CODE_LIFE_S, DEVICE_LIFE_S, Device, Tenant
from desktop.sandbox.identity.tokens import shown_life
from desktop.sandbox.mishaps import trouble

DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"


def token(tenant: Tenant, call: Call) -> Answer:
    """The token endpoint."""
    grants: dict[str, Callable[[Tenant, Call], dict[str, Any]]] = {
        "authorization_code": _by_code,
        "refresh_token": _by_refresh,
        DEVICE_GRANT: _by_device,
    }
    try:
        if planned := trouble.of_request(*CODES):
            raise Refused(int(planned.code.removeprefix("AADSTS")))
        if call.get("client_id") != tenant.client_id:
            raise Refused(700016)
        grant = grants.get(call.get("grant_type"))
        if grant is None:
            raise Refused(70003)
        return Answer(200, grant(tenant, call))
    except Refused as refusal:
        return Answer(400, refusal.body(tenant.clock()))


def device_code(tenant: Tenant, call: Call) -> Answer:
    """Begin a sign-in in which the person types a code on another device."""
    try:
        if call.get("client_id") != tenant.client_id:
            raise Refused(700016)
        scopes.wanted(call.get("scope"))
    except Refused as refusal:
        return Answer(400, refusal.body(tenant.clock()))
    code = f"DSandbox{tenant.tokens.derived('device', 64)}"
    digits = int(tenant.tokens.derived("user code", 16), 16)
    user_code = "".join(_LETTERS[digits // 20**place % 20] for place in range(9))
    tenant.devices[code] = Device(user_code, call.get("scope"), tenant.clock().timestamp())
    address = call.address("/oauth2/deviceauth")
    return Answer(
        200,
        {
            "user_code": user_code,
            "device_code": code,
            "verification_uri": address,
            "expires_in": DEVICE_LIFE_S,
            "interval": 1,
            "message": f"To sign in, use a web browser to open the page {address} and enter the code {user_code}.",
        },
    )


def _by_code(tenant: Tenant, call: Call) -> dict[str, Any]:
    code = tenant.codes.pop(call.get("code"), None)
    if code is None:
        raise Refused(54005)
    if tenant.clock().timestamp() >= code.at + CODE_LIFE_S:
        raise Refused(70008)
    if code.redirect_uri != call.get("redirect_uri"):
        raise Refused(50011)
    if code.challenge and not sign_in_pages.proves(call.get("code_verifier"), code.challenge):
        raise Refused(501481)
    tenant.check_policy(code.strong)
    wanted = scopes.wanted(call.get("scope") or code.scope)
    told = _tokens(tenant, call, wanted, code.nonce)
    return _with_lasting(told, wanted, lambda: tenant.tokens.open_lasting(code.strong))


def _by_refresh(tenant: Tenant, call: Call) -> dict[str, Any]:
    found = tenant.tokens.lasting(call.get("refresh_token"), tenant.settings.refresh_life_s)
    tenant.check_policy(found.strong)
    wanted = scopes.wanted(call.get("scope") or "openid")
    told = _tokens(tenant, call, wanted, own=found.own)
    return {**told, "refresh_token": tenant.tokens.renew(call.get("refresh_token"), tenant.settings.rotate_refresh)}


def _by_device(tenant: Tenant, call: Call) -> dict[str, Any]:
    code = call.get("device_code")
    found = tenant.devices.get(code)
    if found is None:
        raise Refused(70018)
    if found.state == "denied":
        raise Refused(65004)
    if tenant.clock().timestamp() >= found.at + DEVICE_LIFE_S:
        raise Refused(70020)
    if found.state != "allowed":
        raise Refused(70016)
    tenant.check_policy(found.strong)
    del tenant.devices[code]
    wanted = scopes.wanted(found.scope)
    told = _tokens(tenant, call, wanted)
    return _with_lasting(told, wanted, lambda: tenant.tokens.open_lasting(found.strong))


def _tokens(
    tenant: Tenant, call: Call, wanted: Wanted, nonce: str = "", own: frozenset[str] = frozenset()
) -> dict[str, Any]:
    access, granted = tenant.open_access(wanted, own)
    life = shown_life(tenant.settings.token_life_s)
    told: dict[str, Any] = {
        "token_type": "Bearer",
        "scope": " ".join([*granted, *sorted(wanted.words - {"offline_access"})]),
        "expires_in": life,
        "ext_expires_in": life,
        "access_token": access,
    }
    if "openid" in wanted.words:
        told["id_token"] = _identity_token(tenant, call, nonce)
    if call.get("client_info"):
        told["client_info"] = client_info(tenant)
    return told


def _with_lasting(told: dict[str, Any], wanted: Wanted, opened: Callable[[], str]) -> dict[str, Any]:
    return {**told, "refresh_token": opened()} if "offline_access" in wanted.words else told


def _identity_token(tenant: Tenant, call: Call, nonce: str) -> str:
    now = int(tenant.clock().timestamp())
    claims = {
        "aud": tenant.client_id,
        "iss": f"{call.base}/{tenant.tenant_id}/v2.0",
        "iat": now,
        "nbf": now,
        "exp": now + 3600,
        "name": tenant.person.name,
        "preferred_username": tenant.person.email,
        "email": tenant.person.email,
        "oid": tenant.user_id,
        "sub": tenant.user_id[::-1].replace("-", ""),
        "tid": tenant.tenant_id,
        "ver": "2.0",
    }
    return tenant.key.sign({**claims, "nonce": nonce} if nonce else claims)
