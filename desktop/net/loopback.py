"""Where the browser brings the answer of a sign-in: a page on this computer, on IPv4 and IPv6, open for one answer.

Exists so that both vendors' sign-ins wait alike (RFC 8252, 7.3 and 8.3): with a state that is checked, a time-out and a
way to stop. Nothing of an answer is logged. Must not know a vendor.
"""

from __future__ import annotations

import errno
import hmac
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say

NAMES: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_FAMILIES: Final = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
_NO_SUCH_FAMILY: Final = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})
_LOOK_S: Final = 0.2
_END_S: Final = 0.05
_LIBRARIES: Final = "LD_LIBRARY_PATH"
_MOST_BODY: Final = 65_536
_PAGE: Final = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>SmartCloud Connect</title></head>'
    "<body><h1>{title}</h1><p>{text}</p></body></html>"
)


@dataclass(frozen=True, slots=True)
class Door:
    """What a sign-in in the browser needs of this computer and its person.

    `open` opens an address in the browser; `show` is told it, so that it can be opened by hand where that fails;
    `cancelled` says whether the person stopped; `patience_s` is how long they may take.
    """

    open: Callable[[str], object]
    show: Callable[[str], None] = lambda _: None
    cancelled: Callable[[], bool] = lambda: False
    patience_s: float = 300.0


def open_browser(address: str) -> bool:
    """Open an address in the browser that the person uses; False where there is none."""
    import webbrowser  # which looks for browsers when it is loaded

    try:
        with _systems_libraries():
            return webbrowser.open(address)
    except webbrowser.Error:
        return False


@contextmanager
def _systems_libraries() -> Iterator[None]:
    """While open, programs that are started find the system's libraries: those of our bundle let a browser crash.

    https://pyinstaller.org/en/stable/runtime-information.html
    """
    ours = os.environ.get(_LIBRARIES) if getattr(sys, "frozen", False) else None
    if ours is None:
        yield
        return
    systems = os.environ.get(f"{_LIBRARIES}_ORIG", "")
    try:
        if systems:
            os.environ[_LIBRARIES] = systems
        else:
            del os.environ[_LIBRARIES]
        yield
    finally:
        os.environ[_LIBRARIES] = ours


class Loopback:
    """A context manager: listens on the first free port of a list (0: any) and waits for one answer with `state`."""

    def __init__(self, ports: Sequence[int], path: str, state: str) -> None:
        """`path` is that of the address to come back to, such as /callback. PortFault `port` where none is free."""
        self._path, self._state = path, state
        self._answer: dict[str, str] | None = None
        self._answered = threading.Event()
        self._servers = _servers(ports, self)
        self.port = int(self._servers[0].server_address[1])

    @property
    def address(self) -> str:
        """The address to come back to; always with the name localhost, the only one that Salesforce registers."""
        return f"http://localhost:{self.port}{self._path}"

    def __enter__(self) -> Loopback:
        for server in self._servers:
            threading.Thread(target=server.serve_forever, args=(_END_S,), name="sign-in", daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def ask(self, page: str, door: Door) -> dict[str, str]:
        """Have the person answer a page: the parameters that it sends back. PortFault `cancelled` and `no-answer`."""
        door.show(page)
        door.open(page)
        ends = time.monotonic() + door.patience_s
        while not self._answered.wait(min(_LOOK_S, max(0.0, ends - time.monotonic()))):
            if door.cancelled():
                raise PortFault(
                    Fault(FaultClass.ENVIRONMENT, "cancelled", say("The sign-in was stopped; nothing was kept."))
                )
            if time.monotonic() >= ends:
                message = say("Nobody signed in within {minutes} minutes.", minutes=max(1, round(door.patience_s / 60)))
                action = say("Try again; the page of the browser must be answered, also where it refuses.")
                raise PortFault(Fault(FaultClass.ENVIRONMENT, "no-answer", message, action))
        assert self._answer is not None
        return self._answer

    def take(self, path: str, told: dict[str, str]) -> tuple[int, str, str]:
        """Judge what a browser told us: a status with title and text of the page to show. Called by the server."""
        if path != self._path or not ("code" in told or "error" in told):
            return 404, say("Nothing is here"), say("This page belongs to a sign-in of SmartCloud Connect.")
        if not hmac.compare_digest(told.get("state", "").encode(), self._state.encode()):
            return 400, say("Not signed in"), say("This answer belongs to another sign-in; it was not used.")
        if not self._answered.is_set():
            self._answer = told
            self._answered.set()
        text = say("You may close this window and go back to SmartCloud Connect.")
        return 200, say("Signed in") if "code" in told else say("Not signed in"), text


class _Server(ThreadingHTTPServer):
    """One listener; a connection that a browser opened in advance keeps no other waiting."""

    daemon_threads = True
    # On Windows this would let another program listen on the very same port.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, family: socket.AddressFamily, address: tuple[str, int], loopback: Loopback) -> None:
        self.address_family, self.loopback = family, loopback
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Bind without asking the network for the name of this computer, as the library does."""
        if sys.platform == "win32":
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle is no error of ours."""


class _Handler(BaseHTTPRequestHandler):
    timeout = 30
    server: _Server

    def do_GET(self) -> None:
        """An answer in the address."""
        self._tell(dict(parse_qsl(urlsplit(self.path).query)))

    def do_POST(self) -> None:
        """An answer by a posted form."""
        length = self.headers.get("Content-Length", "")
        size = int(length) if length.isdecimal() else 0
        body = self.rfile.read(min(size, _MOST_BODY)).decode("utf-8", "replace")
        self._tell(dict(parse_qsl(body)))

    def log_message(self, *_: object) -> None:
        """Say nothing: the address holds the code."""

    def _tell(self, told: dict[str, str]) -> None:
        host = self.headers.get("Host", "").rpartition(":")[0]
        path = urlsplit(self.path).path.rstrip("/")
        # Another name would be that of a page which has itself resolved to this computer.
        known = host in NAMES
        status, title, text = self.server.loopback.take(path, told) if known else (404, "", "")
        page = _PAGE.format(title=escape(title), text=escape(text)).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", "default-src 'none'")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(page)


def _servers(ports: Sequence[int], loopback: Loopback) -> list[_Server]:
    """Listeners of both families on the same port, one of them where this computer has one family only."""
    for port in ports:
        with suppress(_Taken):
            return _on(port, loopback)
    shown = ", ".join(map(str, ports))
    message = say("None of the ports that a sign-in may come back to is free on this computer ({ports}).", ports=shown)
    action = say("Close the other program that waits for a sign-in, then try again.")
    raise PortFault(Fault(FaultClass.ENVIRONMENT, "port", message, action))


class _Taken(Exception):
    """Somebody else listens there."""


def _on(port: int, loopback: Loopback) -> list[_Server]:
    found: list[_Server] = []
    for family, host in _FAMILIES:
        try:
            found.append(_Server(family, (host, found[0].server_address[1] if found else port), loopback))
        except OSError as problem:
            if problem.errno in _NO_SUCH_FAMILY:
                continue
            for server in found:
                server.server_close()
            raise _Taken from problem
    if not found:
        raise _Taken
    return found
