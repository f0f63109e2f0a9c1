"""The transport under simple-salesforce: a requests session that renews the sign-in and replays a call once.

Exists because simple-salesforce 1.12.10 drops custom headers on its own replay (a guarded write would become a blind
one), recurses without end on a lasting 401, and forces https. It gets a session that never lets it see a 401. Knows
nothing of records. Tests that tell when this may go: tests/unit/salesforce/test_transport.py.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.auth import AuthBase

from desktop.core.faults import PortFault
from desktop.net.addresses import check_address
from desktop.net.authorities import check_authorities
from desktop.net.http import HttpOptions, HttpSession
from desktop.salesforce.connection import SalesforceConnection, Tokens
from desktop.salesforce.errors import signed_out
from desktop.salesforce.limits import ServerTaps
from desktop.salesforce.pause import Pause
from desktop.salesforce.signin import SERVICE, refresh

_log = logging.getLogger(__name__)
# simple-salesforce asks for indented answers, which are a fifth longer.
_UNWANTED_HEADERS = ("X-PrettyPrint", "Authorization")


class SalesforceSession(HttpSession):
    """The session of one connection: bearer token, renewal, replay, taps."""

    def __init__(self, connection: SalesforceConnection, pause: Pause | None = None) -> None:
        options = HttpOptions(service=SERVICE, ca_file=connection.ca_file, wait=connection.wait)
        super().__init__(options)
        self._place = check_address(connection.instance_url, SERVICE)
        check_authorities(connection.ca_file)
        self._sign_in = SignIn(connection, options)
        self.taps = ServerTaps()
        self.pause = pause or Pause()

    def request(
        self, method: str | bytes, url: str | bytes, *args: Any, read_only: bool | None = None, **kwargs: Any
    ) -> requests.Response:
        """As `HttpSession.request`; a 401 renews the sign-in and sends the very same request once more.

        PortFault `auth` where the renewed sign-in is refused as well, `throttled` before a pause is over.
        """
        address = self._own_scheme(url.decode() if isinstance(url, bytes) else url)
        headers = {**(kwargs.pop("headers", None) or {})}
        for name in _UNWANTED_HEADERS:
            headers.pop(name, None)
        self.pause.check()
        tokens = self._sign_in.current()
        for replay in (False, True):
            kwargs.update(headers=dict(headers), auth=_Bearer(tokens.access_token))
            response = super().request(method, address, *args, read_only=read_only, **kwargs)
            self.taps.read(response.headers)
            self.pause.note(response)
            if not _signed_out(response):
                return response
            if not replay:
                tokens = self._sign_in.renewed(tokens)
        raise signed_out("INVALID_SESSION_ID")

    def soap(self, path: str, message: Callable[[str], bytes]) -> requests.Response:
        """Send a writing message of the SOAP API, made from the access token, which it carries inside.

        A fault about the token renews the sign-in and sends the message once more; any other answer is returned.
        """
        self.pause.check()
        tokens = self._sign_in.current()
        headers = {"Content-Type": "text/xml; charset=UTF-8", "SOAPAction": '""'}
        for replay in (False, True):
            body = message(tokens.access_token)
            response = super().request(
                "POST", f"{self._place.geturl().rstrip('/')}{path}", data=body, headers=headers, read_only=False
            )
            self.taps.read(response.headers, counts=True)
            self.pause.note(response)
            if not (response.status_code == 500 and b"INVALID_SESSION_ID" in response.content):
                return response
            if not replay:
                tokens = self._sign_in.renewed(tokens)
        raise signed_out("INVALID_SESSION_ID")

    def close(self) -> None:
        """Let go of the connections to the org and to the place where tokens are renewed."""
        self._sign_in.close()
        super().close()

    def _own_scheme(self, url: str) -> str:
        """The URL under the scheme of the org's address where simple-salesforce has forced https upon it."""
        parts = urlsplit(url)
        if parts.netloc == self._place.netloc and parts.scheme != self._place.scheme:
            return urlunsplit((self._place.scheme, *parts[1:]))
        return url


class SignIn:
    """The tokens of a connection: one renewal at a time among all threads and processes."""

    def __init__(self, connection: SalesforceConnection, options: HttpOptions) -> None:
        self._connection = connection
        self._session = HttpSession(options)
        self._threads = threading.Lock()
        self._tokens: Tokens | None = None
        self._ended: PortFault | None = None

    def current(self) -> Tokens:
        """The tokens to use; PortFault `auth` where there are none."""
        with self._threads:
            if self._tokens is None:
                self._tokens = self._connection.tokens.load()
            return self._tokens

    def renewed(self, refused: Tokens) -> Tokens:
        """Tokens that are not the refused ones: those that somebody else has saved meanwhile, or new ones.

        New ones are saved before they are used, because a rotated refresh token cannot be asked for again. Once the
        server has said that the sign-in ended, it is not asked again.
        """
        keeper = self._connection.tokens
        with self._threads, keeper.lock():
            kept = keeper.load()
            if kept.access_token == refused.access_token:
                if self._ended is not None:
                    raise self._ended
                try:
                    kept = self._renew(kept)
                except PortFault as problem:
                    self._ended = problem if problem.fault.code == "auth" else None
                    # The call that led here was refused, so nothing of it can have been carried out.
                    raise PortFault(replace(problem.fault, lost_reply=False)) from None
                keeper.save(kept)
                _log.info("renewed the sign-in to Salesforce")
            self._tokens = kept
            return kept

    def _renew(self, kept: Tokens) -> Tokens:
        connection = self._connection
        if connection.renew is not None:
            return connection.renew(self._session)
        login_url = connection.login_url or connection.instance_url
        return refresh(self._session, login_url, connection.client_id, kept.refresh_token).tokens

    def close(self) -> None:
        """Let go of connections."""
        self._session.close()


class _Bearer(AuthBase):
    """Puts the access token on a request; without a text form, so that it is in no message."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def _signed_out(response: requests.Response) -> bool:
    """Whether the token was refused; the identity service says it with 403 and a bare word."""
    return response.status_code == 401 or (response.status_code == 403 and response.text == "Bad_OAuth_Token")
