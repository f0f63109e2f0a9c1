"""The only module that imports exchangelib: one sign-in to one endpoint, and one request over it, sent once.

Exists so that exchangelib's traps cannot be reached (seen in 5.6): its caller sleeps and retries without an end, takes
a 401 for a busy server, re-sends a request under every version it knows and stays on the last one, writes the
Authorization header into its debug log, and shares connections process-wide. Used of it are the session pool, the
kinds of sign-in, the versions and the envelope. Must not know contacts or folders.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

import requests
import urllib3
from exchangelib.configuration import Configuration
from exchangelib.credentials import Credentials
from exchangelib.protocol import BaseProtocol, FailFast
from exchangelib.services.common import EWSService
from exchangelib.transport import BASIC
from exchangelib.version import EXCHANGE_2013_SP1, Build, Version
from lxml import etree
from requests.auth import HTTPBasicAuth

from desktop.core.faults import Fault, PortFault
from desktop.core.sentences import say
from desktop.exchange.ews import errors
from desktop.exchange.ews.connection import EwsConnection
from desktop.exchange.ews.soap import PREFIXES
from desktop.net import retry_after
from desktop.net.addresses import THE_EXCHANGE_SERVER, check_address
from desktop.net.authorities import check_authorities

USER_AGENT: Final = "SmartCloud-Connect-Desktop"
TIMEOUTS_S: Final = (10.0, 60.0)
"""Seconds to connect, and without a byte of the answer."""


def pinned_version(build: str) -> Version:
    """exchangelib's version for a build that was told before; the oldest that we use for '' and unknown builds."""
    try:
        return Version(Build(*map(int, build.split("."))))
    except (ValueError, TypeError):
        return Version(EXCHANGE_2013_SP1)


class OneTry(FailFast):  # type: ignore[misc]  # exchangelib has no types
    """A retry policy without retries: every answer that is no SOAP becomes a fault at once."""

    def __init__(self, connection: EwsConnection) -> None:
        self._connection = connection

    def raise_response_errors(self, response: requests.Response) -> None:
        """Raise the PortFault of an HTTP answer; 200, and 500 with XML (a SOAP fault), pass."""
        status, host = response.status_code, host_of(self._connection.ews_url)
        xml = response.content[:256].lstrip().startswith((b"<?xml", b"<s:", b"<soap", b"\xef\xbb\xbf<"))
        if status == 200 or (status == 500 and xml):
            return
        if status == 401:
            schemes = response.headers.get("WWW-Authenticate", "Basic").lower()
            raise PortFault(errors.rejected(host, "basic" in schemes))
        if status == 403:
            raise PortFault(errors.not_allowed(host))
        if status in (429, 503):
            raise PortFault(errors.throttled(status, self._until(response)))
        if status == 404:
            raise PortFault(errors.not_the_api(host, say("“not found”"), "404"))
        if status in (301, 302, 303, 307, 308):
            elsewhere = urlsplit(response.headers.get("Location", "")).hostname or host
            raise PortFault(errors.not_the_api(host, say("a redirection to {host}", host=elsewhere), str(status)))
        if status >= 500:
            raise PortFault(replace(errors.fault_of("ErrorInternalServerError"), vendor=str(status)))
        raise PortFault(errors.not_the_api(host, f"HTTP {status}", str(status)))

    def _until(self, response: requests.Response) -> datetime | None:
        """When Retry-After wants to hear from us again (seconds or an HTTP date, RFC 9110); None where it is unsaid."""
        return retry_after.moment(response.headers.get("Retry-After", ""), self._connection.now())


class _Sessions(BaseProtocol):  # type: ignore[misc]  # exchangelib has no types
    """exchangelib's session pool for one connection of ours, outside its process-wide cache of protocols."""

    USERAGENT = USER_AGENT

    def get_auth_type(self) -> str:
        """Basic, always: nothing is probed."""
        return str(BASIC)

    def create_session(self) -> requests.Session:
        """A session that signs in with UTF-8; requests itself would take Latin-1 and fail at other scripts."""
        session: requests.Session = super().create_session()
        session.auth = HTTPBasicAuth(self.credentials.username.encode(), self.credentials.password.encode())
        return session

    @property
    def version(self) -> Version:
        """The pinned version."""
        return self.config.version


class _OneCall(EWSService):  # type: ignore[misc]  # exchangelib has no types
    """exchangelib's service of any operation, used for its envelope only: it never sends."""

    SERVICE_NAME = "One"
    NS_MAP = PREFIXES


class Endpoint:
    """An open sign-in to an endpoint. Raises PortFault when the address may not be used."""

    def __init__(self, connection: EwsConnection, build: str) -> None:
        check_address(connection.ews_url, THE_EXCHANGE_SERVER)
        check_authorities(connection.ca_file)
        self._connection = connection
        self._host = host_of(connection.ews_url)
        config = Configuration(
            credentials=Credentials(connection.username, connection.secret()),
            service_endpoint=connection.ews_url,
            auth_type=BASIC,
            version=pinned_version(build),
            retry_policy=OneTry(connection),
            max_connections=1,
        )
        self._sessions = _Sessions(config=config)
        self._envelope = _OneCall(protocol=self._sessions)

    def pin(self, build: str) -> None:
        """Speak the version of a build from now on."""
        self._sessions.config.version = pinned_version(build)

    def send(self, payload: etree._Element, write: bool) -> bytes:
        """Send a request once and return the body of its answer (SOAP or not). Raises PortFault.

        `write` says whether a lost reply leaves open what happened.
        """
        version = self._sessions.config.version.api_version
        envelope = self._envelope.wrap(payload, api_version=version)
        session = self._sessions.get_session()
        try:
            response = session.post(self._connection.ews_url, data=envelope, **self._options())
            self._sessions.retry_policy.raise_response_errors(response)
            return bytes(response.content)
        except requests.RequestException as problem:
            session.close()
            raise PortFault(_transport_fault(self._host, problem, write)) from None
        except PortFault as problem:
            if write and problem.fault.vendor in ("500", "502", "504"):
                raise PortFault(replace(problem.fault, lost_reply=True)) from None
            raise
        finally:
            self._sessions.release_session(session)

    def close(self) -> None:
        """Close the pooled connections."""
        self._sessions.close()

    def _options(self) -> dict[str, Any]:
        options: dict[str, Any] = {"timeout": TIMEOUTS_S, "allow_redirects": False}
        if self._connection.email:
            # https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-maintain-affinity
            options["headers"] = {"X-AnchorMailbox": self._connection.email}
        if self._connection.ca_file:
            # Given with the request, since requests prefers REQUESTS_CA_BUNDLE to what a session says.
            options["verify"] = self._connection.ca_file
        return options


def host_of(url: str) -> str:
    """The host of an address, for sentences."""
    return urlsplit(url).hostname or url


def _transport_fault(host: str, problem: requests.RequestException, write: bool) -> Fault:
    """The fault of a request without an answer. Never quotes the problem: it may hold addresses and header values."""
    if isinstance(problem, requests.exceptions.SSLError):
        return errors.untrusted(host)
    if isinstance(problem, requests.exceptions.ConnectTimeout):
        return errors.timed_out(host, lost_reply=False)
    reasons = [problem.args[0] if problem.args else None]
    reasons.append(getattr(reasons[0], "reason", None))
    if any(isinstance(reason, urllib3.exceptions.NewConnectionError) for reason in reasons):
        return errors.unreachable(host)
    if isinstance(problem, requests.exceptions.ReadTimeout):
        return errors.timed_out(host, lost_reply=write)
    if any(isinstance(reason, urllib3.exceptions.ReadTimeoutError) for reason in reasons):
        return errors.timed_out(host, lost_reply=write)
    if isinstance(problem, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return errors.unreachable(host)
    if isinstance(problem, requests.exceptions.ProxyError):
        return errors.unreachable(host)
    return errors.cut_off(host, lost_reply=write)
