"""A server on loopback that answers what a test tells it to: whole answers, halves of them, or nothing.

Speaks just enough HTTP to read a request; one connection an answer. Knows nothing of any vendor.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

HANG_UP = b""
"""Read the request and close the connection without a word."""
SILENCE = None
"""Read the request and say nothing for as long as the server runs."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it came: header names in lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


Answer = bytes | None | Callable[[Seen], bytes]


def answer(status: int = 200, body: bytes = b"{}", **headers: str) -> bytes:
    """A whole answer; the underscores of header names stand for hyphens."""
    named = {"Content-Length": str(len(body)), "Connection": "close"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"HTTP/1.1 {status} Scripted\r\n{head}\r\n".encode() + body


class ScriptedServer:
    """Gives the answers in turn, the last one for ever; a context manager. `seen` are the requests so far.

    `listens`: False to answer whatever comes without reading it.
    """

    def __init__(self, *answers: Answer, tls: ssl.SSLContext | None = None, listens: bool = True) -> None:
        self._answers = list(answers)
        self._listens = listens
        self._tls = tls
        self.seen: list[Seen] = []
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def url(self) -> str:
        return f"{'http' if self._tls is None else 'https'}://127.0.0.1:{self.port}"

    def __enter__(self) -> ScriptedServer:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port)).close()
        self._thread.join()
        self._listener.close()

    def _run(self) -> None:
        held: list[socket.socket] = []
        while not self._over.is_set():
            connection, _ = self._listener.accept()
            with contextlib.suppress(OSError):  # clients that refuse our certificate, or went away
                if self._tls is not None:
                    connection = self._tls.wrap_socket(connection, server_side=True)
                if not self._serve(connection):
                    held.append(connection)
                    continue
            connection.close()
        for connection in held:
            connection.close()

    def _serve(self, connection: socket.socket) -> bool:
        """Answer one request; False when the connection is to stay open in silence."""
        request = _read(connection) if self._listens else Seen("", "", {}, b"")
        if request is None:
            return True
        self.seen.append(request)
        given = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if given is None:
            return False
        connection.sendall(given(request) if callable(given) else given)
        return True


def _read(connection: socket.socket) -> Seen | None:
    with connection.makefile("rb") as stream:
        first = stream.readline().decode()
        if not first:
            return None
        headers: dict[str, str] = {}
        while (line := stream.readline().decode().strip()) != "":
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        method, target, _ = first.split(" ", 2)
        return Seen(method, target, headers, stream.read(int(headers.get("content-length", "0"))))
