"""Signing in: the token endpoint, who we are there, and signing out.

Knows nothing of contacts. Vendor pages: "OAuth 2.0 Refresh Token Flow", "UserInfo Endpoint"
and "Revoke OAuth Tokens".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say
from desktop.net.http import HttpSession, not_the_api
from desktop.salesforce.connection import Tokens
from desktop.salesforce.errors import fault_of, problem_of, signed_out

SERVICE = "Salesforce"
# What only a new sign-in of the person cures; everything else about the client is the administrator's.
_ENDED = frozenset({"invalid_grant", "invalid_request", "inactive_user", "inactive_org"})


@dataclass(frozen=True, slots=True)
class Grant:
    """A renewed sign-in: the tokens (the refresh token is the old one unless rotated) and the org's address."""

    tokens: Tokens = field(repr=False)
    instance_url: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is signed in: org and user id (18 characters), and what people call the user ('' where it is not told)."""

    org_id: str
    user_id: str
    username: str = ""
    email: str = ""
    name: str = ""


def refresh(session: HttpSession, login_url: str, client_id: str, refresh_token: str) -> Grant:
    """Get a new access token. PortFault `auth` when the refresh token is no good any more: never try that again.

    A lost answer is a `timeout` or `cut-off` fault: with rotation the old token may be spent, so the next try may end
    in `auth`.
    """
    form = {"grant_type": "refresh_token", "client_id": client_id, "refresh_token": refresh_token}
    grant = granted(session, login_url, form)
    return replace(grant, tokens=Tokens(grant.tokens.access_token, grant.tokens.refresh_token or refresh_token))


def granted(session: HttpSession, login_url: str, form: Mapping[str, str]) -> Grant:
    """Ask the token endpoint; the refresh token is '' where it gave none. PortFault `auth` where it refused."""
    url = f"{login_url.rstrip('/')}/services/oauth2/token"
    response = session.request("POST", url, data=form, headers={"Accept": "application/json"})
    try:
        body = response.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        if response.status_code >= 500:
            raise PortFault(fault_of(problem_of(503, None)))
        raise not_the_api(url, SERVICE)
    access_token = body.get("access_token")
    if response.status_code == 200 and isinstance(access_token, str):
        return Grant(Tokens(access_token, body.get("refresh_token") or ""), body.get("instance_url") or "")
    raise _refused(str(body.get("error", "")))


def revoke(session: HttpSession, login_url: str, token: str) -> None:
    """End a sign-in at Salesforce: a refresh token takes its access tokens with it. PortFault where it was not heard.

    A token that is not known any more has ended, which is what was wanted.
    """
    url = f"{login_url.rstrip('/')}/services/oauth2/revoke"
    response = session.request("POST", url, data={"token": token})
    if response.status_code >= 500:
        raise PortFault(fault_of(problem_of(503, None)))


def _refused(error: str) -> PortFault:
    if error in _ENDED:
        return signed_out(error)
    message = say("Salesforce does not accept this program's client id for signing in.")
    action = say("Ask your Salesforce administrator whether the app is still allowed, then sign in again.")
    return PortFault(Fault(FaultClass.AUTH_NEEDED, "auth", message, action, vendor=error))
