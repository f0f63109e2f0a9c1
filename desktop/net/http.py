"""The one HTTP session factory: time-outs always, TLS verified always, and transport errors as port faults.

Exists so that every end behaves alike on a bad network. A write is never sent twice; a read is repeated a little. What
is raised holds no URL query, header or body, because those carry secrets and people's names. Must not know a vendor.
"""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError, ReadTimeoutError, SSLError

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say
from desktop.net.addresses import THE_SERVER, check_address, inside, is_loopback

READS = frozenset({"GET", "HEAD", "OPTIONS"})
RETRIED_STATUSES = frozenset({502, 503, 504})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
RETRY_WAITS_S = (0.5, 2.0)
_log = logging.getLogger(__name__)
# At DEBUG it writes whole addresses; the queries in them hold people's names and e-mail addresses.
logging.getLogger("urllib3").setLevel(logging.INFO)


@dataclass(slots=True)
class Traffic:
    """What went over a session so far; bytes are those of bodies, received ones after decompression."""

    requests: int = 0
    bytes_sent: int = 0
    bytes_received: int = 0


@dataclass(frozen=True, slots=True)
class HttpOptions:
    """How a session behaves. `service` names the other side in sentences for people.

    `ca_file`: a PEM file of the authorities to trust instead of the usual ones. `wait` sleeps for so many seconds.
    """

    service: str = THE_SERVER
    ca_file: str | None = None
    connect_s: float = 10.0
    read_s: float = 60.0
    wait: Callable[[float], None] = time.sleep
    traffic: Traffic = field(default_factory=Traffic)


def session(options: HttpOptions) -> HttpSession:
    """A new session; give it back with `close()`."""
    return HttpSession(options)


class HttpSession(requests.Session):
    """A `requests` session under the rules of this file; raises PortFault where `requests` would raise."""

    def __init__(self, rules: HttpOptions) -> None:
        super().__init__()
        self.rules = rules
        # An own `auth` keeps requests from putting the credentials of a .netrc file in place of ours.
        self.auth = _no_credentials
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def request(
        self, method: str | bytes, url: str | bytes, *args: Any, read_only: bool | None = None, **kwargs: Any
    ) -> requests.Response:
        """Send a request; `read_only` says of a POST that it changes nothing, so that it may be repeated.

        Raises PortFault: `address`, `insecure-address`, `certificate`, `encryption`, `timeout`, `cut-off`, `proxy`,
        `moved`.
        """
        verb, address = _text(method).upper(), _text(url)
        check_address(address, self.rules.service)
        reads = verb in READS if read_only is None else read_only
        if kwargs.get("timeout") is None:
            kwargs["timeout"] = (self.rules.connect_s, self.rules.read_s)
        kwargs["stream"] = False
        waits = list(RETRY_WAITS_S) if reads else []
        while True:
            response, problem = self._attempt(verb, address, args, kwargs)
            again = _may_repeat(problem) if problem is not None else _failed(response)
            if not (again and waits):
                break
            _log.debug("%s of %s failed, once more", verb, urlsplit(address).hostname)
            self.rules.wait(waits.pop(0))
        if problem is not None:
            raise PortFault(_fault(problem, address, not reads, self.rules))
        assert response is not None
        self._refuse_redirect(response, address)
        return response

    def merge_environment_settings(self, url: Any, proxies: Any, stream: Any, verify: Any, cert: Any) -> Any:
        """As requests does it, but the environment cannot replace the authorities that we were told to trust."""
        settings = super().merge_environment_settings(url, proxies, stream, verify, cert)
        if self.rules.ca_file is not None:
            settings["verify"] = self.rules.ca_file
        elif settings["verify"] is False or settings["verify"] is None:
            settings["verify"] = True
        if is_loopback(_text(url)):
            settings["proxies"] = {}
        return settings

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Where a read is followed to: the same scheme, host and port only, so that credentials stay where they are."""
        target = super().get_redirect_target(resp)
        if target is None or resp.request.method not in READS or not _same_place(resp.url, target):
            return None
        return target

    def rebuild_auth(self, prepared_request: Any, response: Any) -> None:
        """Leave the credentials of a followed redirect alone; it stays on the same host."""

    def _attempt(
        self, verb: str, url: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[requests.Response | None, requests.RequestException | None]:
        traffic = self.rules.traffic
        traffic.requests += 1
        try:
            response = super().request(verb, url, *args, **kwargs)
        except requests.RequestException as problem:
            return None, problem
        body = response.request.body
        traffic.bytes_sent += len(body) if isinstance(body, str | bytes) else 0
        traffic.bytes_received += len(response.content)
        return response, None

    def _refuse_redirect(self, response: requests.Response, url: str) -> None:
        if response.status_code not in REDIRECTS or "location" not in response.headers:
            return
        target = urlsplit(urljoin(url, response.headers["location"]))
        message = say(
            "{service} sends us from {hostname} on to {hostname2}.",
            service=self.rules.service,
            hostname=urlsplit(url).hostname,
            hostname2=target.hostname,
        )
        action = say("Nothing was sent there. Correct the address of the account if that is the right place.")
        raise PortFault(Fault(FaultClass.ENVIRONMENT, "moved", message, action))


def not_the_api(url: str, service: str, *, wrote: bool = False) -> PortFault:
    """The fault of an answer that is a web page (or nothing readable) where data was expected."""
    message = say(
        "{hostname} answered, but not as {service} does.", hostname=urlsplit(url).hostname, service=inside(service)
    )
    action = say("Check the address; a proxy or a sign-in page of the network may also be in the way.")
    return PortFault(Fault(FaultClass.ENVIRONMENT, "not-the-api", message, action, lost_reply=wrote))


def _no_credentials(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _same_place(url: str, target: str) -> bool:
    here, there = urlsplit(url), urlsplit(urljoin(url, target))
    return (here.scheme, here.hostname, here.port) == (there.scheme, there.hostname, there.port)


def _failed(response: requests.Response | None) -> bool:
    """Whether to ask once more, soon: not a server that has said when it wants to hear from us."""
    return response is not None and response.status_code in RETRIED_STATUSES and "Retry-After" not in response.headers


def _may_repeat(problem: requests.RequestException) -> bool:
    if isinstance(problem, requests.exceptions.SSLError | requests.exceptions.ProxyError | requests.Timeout):
        return False
    if isinstance(_reason(problem), ReadTimeoutError):
        return False
    return isinstance(problem, requests.ConnectionError | requests.exceptions.ChunkedEncodingError)


def _never_sent(problem: requests.RequestException) -> bool:
    """Whether no byte of the request can have arrived: the connection itself was never made."""
    return isinstance(_reason(problem), NewConnectionError | ConnectTimeoutError) or _untrusted(problem)


def _untrusted(problem: requests.RequestException) -> bool:
    """Whether the other side's certificate was refused; other troubles of TLS may come after something was sent."""
    reason = _reason(problem)
    cause = reason.args[0] if isinstance(reason, SSLError) and reason.args else reason
    return isinstance(cause, ssl.CertificateError)


def _reason(problem: requests.RequestException) -> object:
    """What urllib3 said below requests, where it said anything."""
    cause = problem.args[0] if problem.args else None
    return cause.reason if isinstance(cause, MaxRetryError) else cause


def _fault(problem: requests.RequestException, url: str, wrote: bool, options: HttpOptions) -> Fault:
    """The port fault of a transport error; its texts name the host and nothing else of the request."""
    host, service = urlsplit(url).hostname, options.service
    errors = requests.exceptions
    if _untrusted(problem):
        message = say(
            "The certificate of {host} is not trusted, so nothing was sent to {service}.",
            host=host,
            service=inside(service),
        )
        action = say("Name the file of your organisation's certificate authority (--ca-file), or check the address.")
        return Fault(FaultClass.ENVIRONMENT, "certificate", message, action)
    if isinstance(problem, errors.ProxyError):
        message = say("The proxy of this computer did not let us through to {host}.", host=host)
        return Fault(FaultClass.ENVIRONMENT, "proxy", message, say("Check the proxy settings of this computer."))
    lost = wrote and not _never_sent(problem)
    if isinstance(problem, requests.Timeout) or isinstance(_reason(problem), ReadTimeoutError):
        message = say("{service} at {host} did not answer in time.", service=service, host=host)
        return Fault(FaultClass.TRANSIENT, "timeout", message, say("It is tried again later."), lost_reply=lost)
    if _never_sent(problem):
        message = say(
            "{service} cannot be reached at {host}: there is no such server, or it takes no connections.",
            service=service,
            host=host,
        )
        action = say("Check the address and your network connection.")
        return Fault(FaultClass.TRANSIENT, "address", message, action)
    if isinstance(problem, errors.SSLError):
        message = say("No encrypted connection with {host} came about.", host=host)
        action = say("Check the address; something in the network may also cut encrypted connections off.")
        return Fault(FaultClass.ENVIRONMENT, "encryption", message, action, lost_reply=lost)
    if isinstance(problem, errors.ChunkedEncodingError | errors.ContentDecodingError | errors.ConnectionError):
        message = say("{service} at {host} broke off in the middle of its answer.", service=service, host=host)
        return Fault(FaultClass.TRANSIENT, "cut-off", message, say("It is tried again later."), lost_reply=lost)
    if isinstance(problem, errors.TooManyRedirects):
        return not_the_api(url, service, wrote=wrote).fault
    message = say("The request to {host} could not be made.", host=host)
    return Fault(FaultClass.ENVIRONMENT, "address", message, say("Check the address."), lost_reply=lost)
