"""Signing in to Microsoft: in the browser or with a code on another device, by msal over our own transport.

Exists so that nobody types the password of a mailbox into this program. Used of msal are the flows and the cache; its
own listener polls once a second, waits without an end, and knows IPv4 only, so the answer comes to `net.loopback`. Must
not know where tokens are kept.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say
from desktop.exchange import signin_errors
from desktop.exchange.clouds import MICROSOFT, Place
from desktop.net.authorities import check_authorities
from desktop.net.http import HttpOptions, HttpSession, not_the_api
from desktop.net.loopback import Door, Loopback

if TYPE_CHECKING:
    import msal

# At DEBUG it writes what servers told it, which names people.
logging.getLogger("msal").setLevel(logging.WARNING)
_SLICE_S: Final = 0.2


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody signed in: who, by number and tenant, what was granted, and msal's cache as one secret text."""

    identity: str
    email: str
    name: str
    tenant: str
    scopes: tuple[str, ...]
    cache: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What a sign-in on another device needs: `show` tells page and code; `wait` sleeps for so many seconds."""

    show: Callable[[str, str], None]
    cancelled: Callable[[], bool] = lambda: False
    wait: Callable[[float], None] = time.sleep


def by_browser(place: Place, scopes: Sequence[str], door: Door, claims: str | None = None) -> SignedIn:
    """Have the person sign in and allow the scopes, which are of one service. PortFault where that did not happen.

    `claims` are those of a refusal that wants more of the person, such as a second factor.
    """
    with opened(place) as (app, cache):
        state = secrets.token_urlsafe(32)
        with Loopback([0], "", state) as loopback:
            flow = app.initiate_auth_code_flow(
                list(scopes),
                redirect_uri=loopback.address,
                state=state,
                prompt="select_account",
                response_mode="form_post",
                claims_challenge=claims,
            )
            told = loopback.ask(flow["auth_uri"], door)
        with said(place):
            result = app.acquire_token_by_auth_code_flow(flow, told)
        return _signed_in(result, cache, place, scopes)


def by_code(place: Place, scopes: Sequence[str], elsewhere: Elsewhere) -> SignedIn:
    """Have the person type a code at a page, on any device. PortFault where that did not happen."""
    with opened(place) as (app, cache):
        with said(place):
            flow = app.initiate_device_flow(list(scopes))
        if "user_code" not in flow:
            raise signin_errors.refused(flow, place, scopes)
        elsewhere.show(str(flow["verification_uri"]), str(flow["user_code"]))
        result = _polled(app, flow, elsewhere, place)
        if result.get("error") in ("authorization_pending", "slow_down", "expired_token", "code_expired"):
            message, action = say("Nobody typed the code in time."), say("Try again; you get a new code.")
            raise PortFault(Fault(FaultClass.ENVIRONMENT, "no-answer", message, action))
        return _signed_in(result, cache, place, scopes)


def by_refresh_token(place: Place, scopes: Sequence[str], refresh_token: str) -> SignedIn:
    """Go on with a sign-in that was handed over; nobody is asked. PortFault where it is not taken."""
    with opened(place) as (app, cache):
        with said(place):
            result = app.acquire_token_by_refresh_token(refresh_token, list(scopes))
        return _signed_in(result, cache, place, scopes)


@contextmanager
def opened(place: Place, kept: str = "") -> Iterator[tuple[msal.PublicClientApplication, msal.SerializableTokenCache]]:
    """msal over our transport, with a cache that was kept. PortFault where the sign-in cannot be reached."""
    import msal  # half a second, which who only waits need not spend

    if not place.client_id:
        message = say("The client id of your organisation's app at Microsoft is missing.")
        action = say("Your administrator registers the app once and gives you its client id.")
        raise PortFault(Fault(FaultClass.UNSUPPORTED, "no-client-id", message, action, ("client_id",)))
    check_authorities(place.ca_file)
    cache = msal.SerializableTokenCache()
    if kept:
        cache.deserialize(kept)
    with closing(HttpSession(HttpOptions(service=MICROSOFT, ca_file=place.ca_file))) as session:
        try:
            # Instance discovery would ask Microsoft's public cloud whether it knows the address that was configured.
            with said(place):
                app = msal.PublicClientApplication(
                    place.client_id,
                    authority=place.address,
                    token_cache=cache,
                    http_client=session,
                    instance_discovery=False,
                    validate_authority=False,
                )
        except _NoSuchAuthority:
            raise signin_errors.unknown_tenant() from None
        yield app, cache


class _NoSuchAuthority(Exception):
    """The address answers, and knows no such tenant."""


@contextmanager
def said(place: Place) -> Iterator[None]:
    """Turn what msal raises over a bad answer into faults; our own transport's faults pass."""
    import msal

    try:
        yield
    except msal.exceptions.MsalError:
        raise signin_errors.unavailable(place) from None
    except ValueError as problem:
        # Its texts hold whole answers.
        if "authority configuration" in str(problem):
            raise _NoSuchAuthority from None
        raise not_the_api(place.address, MICROSOFT) from None
    except RuntimeError:
        raise signin_errors.unavailable(place) from None


def _polled(
    app: msal.PublicClientApplication, flow: dict[str, Any], elsewhere: Elsewhere, place: Place
) -> dict[str, Any]:
    """The last answer to the question whether the person has typed the code."""
    interval, left = float(flow.get("interval", 5)), float(flow.get("expires_in", 900))
    while True:
        with said(place):
            result: dict[str, Any] = app.acquire_token_by_device_flow(flow, exit_condition=lambda _: True)
        if result.get("error") not in ("authorization_pending", "slow_down") or left <= 0:
            return result
        interval += 5 * (result.get("error") == "slow_down")
        waited = 0.0
        while waited < interval:
            if elsewhere.cancelled():
                message = say("The sign-in was stopped; nothing was kept.")
                raise PortFault(Fault(FaultClass.ENVIRONMENT, "cancelled", message))
            elsewhere.wait(_SLICE_S)
            waited += _SLICE_S
        left -= interval


def _signed_in(
    result: dict[str, Any], cache: msal.SerializableTokenCache, place: Place, scopes: Sequence[str]
) -> SignedIn:
    if "access_token" not in result:
        raise signin_errors.refused(result, place, scopes)
    claims: dict[str, Any] = result.get("id_token_claims") or {}
    return SignedIn(
        identity=f"{claims.get('oid') or claims.get('sub', '')}.{claims.get('tid', '')}",
        email=str(claims.get("preferred_username") or claims.get("email") or ""),
        name=str(claims.get("name") or ""),
        tenant=str(claims.get("tid") or ""),
        scopes=tuple(str(result.get("scope", "")).split()),
        cache=cache.serialize(),
    )
