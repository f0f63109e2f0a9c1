"""The ways into an org: tokens that were brought along, the browser, or a password; and the way out.

Exists apart so that the rest of the wiring sees one thing that was let in, however it was. Keeps nothing itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field

from desktop.app.ports import AnySalesforceSignIn, SalesforceBrowserSignIn, SalesforcePasswordSignIn
from desktop.app.registration import Registration
from desktop.core.faults import PortFault
from desktop.net.addresses import check_address
from desktop.net.authorities import check_authorities
from desktop.net.http import HttpOptions, HttpSession
from desktop.net.loopback import Door
from desktop.net.vault import Vault
from desktop.salesforce.authorize import App, authorize
from desktop.salesforce.connection import Tokens
from desktop.salesforce.errors import signed_out
from desktop.salesforce.hosts import login_address
from desktop.salesforce.password import log_in
from desktop.salesforce.signin import SERVICE, revoke
from desktop.store.accounts import Account

_log = logging.getLogger(__name__)
WAY, BROWSER, PASSWORD, TOKEN = "signed_in_by", "browser", "password", "token"
PASSWORD_KIND = "salesforce-password"  # noqa: S105 - the name of a keychain entry
"""The keychain's word for the password of an org that is signed in to with one."""
_PATIENCE_S = (5.0, 10.0)
"""Who signs out is not to wait long for a server that is away."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What let us in, in memory only: the org's address, its tokens, what the account is to remember, a password."""

    address: str
    tokens: Tokens
    settings: Mapping[str, str | None]
    password: str = field(default="", repr=False)


def enter(sign_in: AnySalesforceSignIn, registration: Registration, door: Door) -> Entered:
    """Go the way of a sign-in, of which `login_url_of` was asked, until the org lets us in. PortFault otherwise."""
    if isinstance(sign_in, SalesforceBrowserSignIn):
        return _by_browser(sign_in, registration, door)
    if isinstance(sign_in, SalesforcePasswordSignIn):
        return _by_password(sign_in)
    settings = {"client_id": sign_in.client_id, "login_url": sign_in.login_url, "ca_file": sign_in.ca_file, WAY: TOKEN}
    return Entered(sign_in.instance_url, Tokens(sign_in.access_token, sign_in.refresh_token), settings)


def login_url_of(sign_in: AnySalesforceSignIn) -> str:
    """Where it signs in, which decides where its secrets may lie. PortFault for what is no place to sign in at."""
    if isinstance(sign_in, SalesforceBrowserSignIn | SalesforcePasswordSignIn):
        return login_address(sign_in.login)
    check_address(sign_in.instance_url, SERVICE)
    return sign_in.login_url or sign_in.instance_url


def renewing(account: Account, vault: Callable[[], Vault]) -> Callable[[HttpSession], Tokens] | None:
    """How an account that is signed in to with a password gets its next session; None for any other.

    A password that is refused is forgotten: sent again by the next session it would lock the user out.
    """
    if account.settings.get(WAY) != PASSWORD:
        return None

    def renew(session: HttpSession) -> Tokens:
        kept = vault()
        password = kept.get(account.id, PASSWORD_KIND)
        if password is None:
            raise signed_out()
        login_url, username = str(account.settings["login_url"]), str(account.settings["login_name"])
        try:
            return log_in(session, login_url, username, password).tokens
        except PortFault as problem:
            if problem.fault.code == "auth":
                kept.delete(account.id, PASSWORD_KIND)
            raise

    return renew


def leave(account: Account, tokens: Tokens) -> None:
    """End a sign-in of the browser at Salesforce; one that cannot be reached there ends by itself later.

    A token that was brought along belongs to somebody else too, and is left alone.
    """
    if account.settings.get(WAY) != BROWSER:
        return
    ca_file = account.settings.get("ca_file")
    end(str(account.settings["login_url"]), ca_file if isinstance(ca_file, str) else None, tokens)


def end(login_url: str, ca_file: str | None, tokens: Tokens) -> None:
    """Ask Salesforce to end a sign-in, and go on where it does not hear."""
    connect_s, read_s = _PATIENCE_S
    try:
        check_authorities(ca_file)
        with closing(HttpSession(HttpOptions(SERVICE, ca_file, connect_s, read_s))) as session:
            revoke(session, login_url, tokens.refresh_token or tokens.access_token)
    except PortFault as problem:
        _log.warning("the sign-in to Salesforce could not be ended there (%s)", problem.fault.code)


def _by_browser(sign_in: SalesforceBrowserSignIn, registration: Registration, door: Door) -> Entered:
    login_url, client_id = login_address(sign_in.login), sign_in.client_id.strip() or registration.client_id
    app = App(client_id, registration.ports, registration.path, registration.scopes)
    shown = Door(door.open, sign_in.show, door.cancelled, door.patience_s)
    with closing(_session(sign_in.ca_file)) as session:
        grant = authorize(session, login_url, app, shown)
    settings = {"client_id": client_id, "login_url": login_url, "ca_file": sign_in.ca_file, WAY: BROWSER}
    return Entered(grant.instance_url or login_url, grant.tokens, settings)


def _by_password(sign_in: SalesforcePasswordSignIn) -> Entered:
    login_url, username = login_address(sign_in.login), sign_in.username.strip()
    with closing(_session(sign_in.ca_file)) as session:
        grant = log_in(session, login_url, username, sign_in.password)
    settings = {"login_url": login_url, "login_name": username, "ca_file": sign_in.ca_file, WAY: PASSWORD}
    return Entered(grant.instance_url, grant.tokens, settings, sign_in.password)


def _session(ca_file: str | None) -> HttpSession:
    check_authorities(ca_file)
    return HttpSession(HttpOptions(service=SERVICE, ca_file=ca_file))
