"""The gate: every request of the program passes it, which is where it is killed and where answers are lost.

Exists because only on the wire one knows what a server has heard and what the program has heard of it. It must not know
what the requests are about, beyond whether one may write.
"""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

_EWS_WRITES = re.compile(rb"<\w+:(Create|Update|Delete|Move)(Item|Folder|UserConfiguration)\b")
_REST_WRITES = re.compile(rb'"method": ?"(POST|PATCH|DELETE)"')


class Heard(StrEnum):
    """What the server and the program had heard of a request when the program died."""

    UNSENT = "the server has not heard of it"
    AT_WORK = "the server is at work on it"
    LOST = "the server has done it, the answer is lost"
    ANSWERED = "the answer has arrived"
    ELSEWHEN = "at any moment"


@dataclass(frozen=True, slots=True)
class Doom:
    """When the program dies: with the `number`-th request (of those that may write, where `writes`), `delay_s` later.

    With ELSEWHEN it dies `delay_s` after its start, whatever it does then.
    """

    heard: Heard
    number: int = 1
    writes: bool = True
    delay_s: float = 0.0


class Gate:
    """Both ways to the servers, and the program's death on them. `kill` ends the program."""

    def __init__(self, kill: Callable[[], None]) -> None:
        self._kill = kill
        self._doom: Doom | None = None
        self._count = self.written = 0
        self._lock = threading.Lock()
        self._clock: threading.Timer | None = None

    def watch(self, doom: Doom | None) -> None:
        """Begin a session: forget what was counted, and kill it at its doom."""
        with self._lock:
            self._doom, self._count, self.written = doom, 0, 0
        if doom is not None and doom.heard is Heard.ELSEWHEN:
            self._clock = threading.Timer(doom.delay_s, self._kill)
            self._clock.start()

    def over(self) -> None:
        """The session has ended by itself, or by its doom."""
        with self._lock:
            self._doom = None
        if self._clock is not None:
            self._clock.cancel()
            self._clock.join()
            self._clock = None

    def pass_on(self, writes: bool, forward: Callable[[], None], answer: Callable[[], None]) -> bool:
        """Let a request through; False where its connection is to be cut."""
        doom = self._met(writes)
        if doom is None:
            forward()
            answer()
            return True
        if doom.heard is Heard.UNSENT:
            self._kill()
            return False
        striking = threading.Timer(doom.delay_s, self._kill)
        if doom.heard is Heard.AT_WORK:
            striking.start()
        try:
            forward()
        except OSError:
            # The server hung up; the program dies all the same.
            self._kill()
            return False
        if doom.heard is Heard.LOST:
            self._kill()
            return False
        if doom.heard is Heard.ANSWERED:
            answer()
            striking.start()
        striking.join()
        return False

    def _met(self, writes: bool) -> Doom | None:
        """The doom, where this request is the one."""
        with self._lock:
            self.written += writes
            doom = self._doom
            if doom is None or doom.heard is Heard.ELSEWHEN or (doom.writes and not writes):
                return None
            self._count += 1
            if self._count != doom.number:
                return None
            self._doom = None
            return doom


class _Way(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, target: str, gate: Gate) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.target, self.gate = urlsplit(target), gate

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{self.target.path}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A killed program hangs up in the middle of a word; that is what it is here for."""


class _Passing(BaseHTTPRequestHandler):
    server: _Way
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        writes = may_write(self.command, self.path, body)
        found: list[tuple[int, list[tuple[str, str]], bytes]] = []
        if not self.server.gate.pass_on(
            writes, lambda: found.append(self._forward(body)), lambda: self._answer(*found)
        ):
            self.close_connection = True

    do_GET = do_POST = do_PATCH = do_DELETE = do_HEAD = _pass  # noqa: N815 - the names of the standard library

    def _forward(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        line = http.client.HTTPConnection(self.server.target.hostname or "", self.server.target.port, timeout=60)
        try:
            line.request(self.command, self.path, body, dict(self.headers))
            answer = line.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            line.close()

    def _answer(self, answered: tuple[int, list[tuple[str, str]], bytes]) -> None:
        status, headers, content = answered
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in ("connection", "content-length", "transfer-encoding"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def may_write(method: str, path: str, body: bytes) -> bool:
    """Whether a request may change a server."""
    if method == "POST" and path.endswith(".asmx"):
        return _EWS_WRITES.search(body) is not None
    if path.endswith("/composite") or "/composite/batch" in path:
        return _REST_WRITES.search(body) is not None
    return method in ("POST", "PATCH", "DELETE") and "oauth" not in path


@contextmanager
def ways(gate: Gate, *targets: str) -> Iterator[list[str]]:
    """The addresses that lead through the gate to the targets."""
    running: list[tuple[_Way, threading.Thread]] = []
    try:
        for target in targets:
            way = _Way(target, gate)
            thread = threading.Thread(target=way.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
            thread.start()
            running.append((way, thread))
        yield [way.url for way, _ in running]
    finally:
        for way, thread in running:
            way.shutdown()
            thread.join()
            way.server_close()
