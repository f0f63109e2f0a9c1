"""Sign-in over HTTP: the token endpoint, revocation, userinfo and the identity page.

Knows nothing of rows but those of users. Vendor page: "OAuth 2.0 Refresh Token Flow" and "Identity URLs".
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from desktop.sandbox.salesforce.authorize import redeemed
from desktop.sandbox.salesforce.call import Answer
from desktop.sandbox.salesforce.org import Org
from desktop.sandbox.salesforce.sessions import Grant, GrantRefused
from desktop.sandbox.salesforce.times import http_date

SCOPE = "refresh_token api openid id"


def token(org: Org, form: Mapping[str, str], instance_url: str) -> Answer:
    """The token endpoint: a code of the authorization page, the refresh and the password grant."""
    try:
        if form.get("client_id") != org.client_id:
            raise GrantRefused("invalid_client_id", "client identifier invalid")
        grant = _granted(org, form)
    except GrantRefused as problem:
        return Answer(400, {"error": problem.error, "error_description": problem.description})
    issued_at = str(int(org.clock().timestamp() * 1000))
    identity = f"{instance_url}/id/{org.org_id}/{grant.user_id}"
    body = {
        "access_token": grant.access_token,
        "instance_url": instance_url,
        "id": identity,
        "token_type": "Bearer",
        "issued_at": issued_at,
        "signature": _signature(org, identity + issued_at),
        "scope": SCOPE,
    }
    if grant.refresh_token:
        body["refresh_token"] = grant.refresh_token
    return Answer(200, body, {"Cache-Control": "no-cache, no-store"})


def _granted(org: Org, form: Mapping[str, str]) -> Grant:
    kind = form.get("grant_type", "")
    if kind == "refresh_token":
        return org.sessions.refreshed(form.get("refresh_token", ""), org.settings)
    if kind == "authorization_code":
        return redeemed(org, form)
    if kind == "password":
        if form.get("username", "").lower() != org.username or form.get("password") != org.password:
            raise GrantRefused("invalid_grant", "authentication failure")
        return Grant(org.user_id, org.sessions.open(org.user_id), None)
    raise GrantRefused("unsupported_grant_type", "grant type not supported")


def _signature(org: Org, text: str) -> str:
    digest = hmac.new(org.client_id.encode(), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def revoke(org: Org, form: Mapping[str, str]) -> Answer:
    """Forget a token."""
    if org.sessions.revoke(form.get("token", "")):
        return Answer(200)
    return Answer(400, {"error": "unsupported_token_type", "error_description": "this token type is not supported"})


def userinfo(org: Org, user_id: str, instance_url: str) -> Answer:
    """The OpenID description of the signed-in user."""
    user = org.row("User", user_id)
    return Answer(
        200,
        {
            "sub": f"{instance_url}/id/{org.org_id}/{user_id}",
            "user_id": user_id,
            "organization_id": org.org_id,
            "preferred_username": user["Username"],
            "nickname": user["CommunityNickname"],
            "name": user["Name"],
            "email": user["Email"],
            "email_verified": True,
            "given_name": user["FirstName"],
            "family_name": user["LastName"],
            "zoneinfo": user["TimeZoneSidKey"],
            "locale": user["LocaleSidKey"],
            "language": user["LanguageLocaleKey"],
            "user_type": "STANDARD",
            "active": user["IsActive"],
            "updated_at": user["LastModifiedDate"],
            "urls": _urls(org, user_id, instance_url),
        },
    )


def identity(org: Org, user_id: str, instance_url: str) -> Answer:
    """The identity page of the signed-in user."""
    user = org.row("User", user_id)
    body: dict[str, Any] = {
        "id": f"{instance_url}/id/{org.org_id}/{user_id}",
        "asserted_user": True,
        "user_id": user_id,
        "organization_id": org.org_id,
        "username": user["Username"],
        "nick_name": user["CommunityNickname"],
        "display_name": user["Name"],
        "email": user["Email"],
        "email_verified": True,
        "first_name": user["FirstName"],
        "last_name": user["LastName"],
        "timezone": user["TimeZoneSidKey"],
        "active": user["IsActive"],
        "user_type": "STANDARD",
        "language": user["LanguageLocaleKey"],
        "locale": user["LocaleSidKey"],
        "last_modified_date": user["LastModifiedDate"],
        "is_app_installed": True,
        "urls": _urls(org, user_id, instance_url),
    }
    return Answer(200, body, {"Last-Modified": http_date(org.clock())})


def _urls(org: Org, user_id: str, instance_url: str) -> dict[str, str]:
    data = f"{instance_url}/services/data/v{{version}}/"
    return {
        "enterprise": f"{instance_url}/services/Soap/c/{{version}}/{org.org_id[:15]}",
        "partner": f"{instance_url}/services/Soap/u/{{version}}/{org.org_id[:15]}",
        "rest": data,
        "sobjects": f"{data}sobjects/",
        "query": f"{data}query/",
        "profile": f"{instance_url}/{user_id}",
    }
