"""Signing in with the browser: authorization code with PKCE, over a page on this computer.

Exists so that nobody types a password into this program. Vendor pages: "OAuth 2.0 Web Server Flow for Web App
Integration", "Proof Key for Code Exchange (PKCE) Extension". Knows nothing of contacts or of where tokens are kept.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say
from desktop.net.http import HttpSession
from desktop.net.loopback import Door, Loopback
from desktop.salesforce.errors import signed_out
from desktop.salesforce.signin import Grant, granted


@dataclass(frozen=True, slots=True)
class App:
    """The organisation's app as its administrator registered it, with the addresses that it may send people back to.

    `ports` are tried in their order: Salesforce compares the whole address, with port and path.
    """

    client_id: str
    ports: Sequence[int]
    path: str
    scopes: Sequence[str]


def authorize(session: HttpSession, login_url: str, app: App, door: Door) -> Grant:
    """Have the person sign in; new tokens and the org's address. PortFault where they did not, or were not let in."""
    if not app.client_id:
        raise no_client_id()
    verifier, state = secrets.token_urlsafe(64), secrets.token_urlsafe(32)
    with Loopback(app.ports, app.path, state) as loopback:
        back = loopback.address
        told = loopback.ask(_page(login_url, app, back, verifier, state), door)
    if "code" not in told:
        raise _denied(told)
    form = {"grant_type": "authorization_code", "client_id": app.client_id, "redirect_uri": back}
    return granted(session, login_url, {**form, "code": told["code"], "code_verifier": verifier})


def no_client_id() -> PortFault:
    """What is said where nobody has told the id of the organisation's app."""
    message = say("The client id of your organisation's app in Salesforce is missing.")
    action = say("Your Salesforce administrator creates the app once and gives you its consumer key.")
    return PortFault(Fault(FaultClass.UNSUPPORTED, "no-client-id", message, action, ("client_id",)))


def _page(login_url: str, app: App, back: str, verifier: str, state: str) -> str:
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked: dict[str, Any] = {
        "response_type": "code",
        "client_id": app.client_id,
        "redirect_uri": back,
        "scope": " ".join(app.scopes),
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{login_url}/services/oauth2/authorize?{urlencode(asked)}"


def _denied(told: Mapping[str, str]) -> PortFault:
    error = told.get("error", "")
    if error == "access_denied":
        message = say("Access was not allowed on the page of Salesforce, so nothing was kept.")
        return PortFault(Fault(FaultClass.AUTH_NEEDED, "denied", message, say("Sign in again and allow it.")))
    if error in ("invalid_scope", "invalid_request", "unsupported_response_type"):
        message = say("The app in Salesforce is not set up as this program needs it.")
        action = say("Show your administrator what has to be created.")
        return PortFault(Fault(FaultClass.AUTH_NEEDED, "app", message, action, vendor=error))
    return signed_out(error)
