"""One loopback listener: uvicorn on a socket of ours, ended at once instead of by polling.

It must not know which server it carries.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct

import uvicorn
from starlette.types import ASGIApp, Scope

LOOPBACK = "127.0.0.1"
# Vendor clients pool their connections; a shorter life would close one under a client that paused for a breakpoint.
KEEP_ALIVE_S = 900
# A request in work at the stop may finish for this long; a signal must end the host within a second.
GRACE_S = 0.3


def bind(port: int) -> socket.socket:
    """A loopback socket on `port`, or on a free one when that is taken (0: any)."""
    try:
        return _bound(port)
    except OSError:
        return _bound(0)


def _bound(port: int) -> socket.socket:
    # The protocol is named because asyncio switches Nagle's algorithm off only where it is: without it every answer
    # waits 40 ms for the client's delayed acknowledgement.
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    # Only where the option means "do not wait for old connections"; Windows lets two programs share a port by it.
    if hasattr(socket, "SO_REUSEPORT"):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((LOOPBACK, port))
    except OSError:
        sock.close()
        raise
    return sock


class Listener(uvicorn.Server):
    """A uvicorn server that waits for an event, and drops idle connections when told to end."""

    def __init__(self, app: ASGIApp, sock: socket.socket, tls: ssl.SSLContext | None) -> None:
        config = uvicorn.Config(
            app,
            http="httptools",
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            timeout_keep_alive=KEEP_ALIVE_S,
        )
        config.load()
        config.ssl = tls
        super().__init__(config)
        self._port = int(sock.getsockname()[1])
        self._socket = sock
        self._ending = asyncio.Event()
        self.listening = asyncio.Event()

    @property
    def port(self) -> int:
        """The bound port."""
        return self._port

    async def run_until_ended(self) -> None:
        """Serve until `end`."""
        await self.serve(sockets=[self._socket])

    def end(self) -> None:
        """Ask the listener to stop; call it on the loop's thread."""
        self._ending.set()

    def refuse(self) -> None:
        """Take no connections until `accept`, and cut those that are open."""
        for server in self.servers:
            server.close()
        self.servers = []
        for connection in list(self.server_state.connections):
            connection.transport.abort()

    async def accept(self) -> None:
        """Take connections again on the same port; harmless when it does. Raises OSError when the port is taken."""
        if not self.servers and not self._ending.is_set():
            self._socket = _bound(self._port)
            await self.startup([self._socket])

    def cut(self, scope: Scope, *, hard: bool) -> None:
        """Break the connection of a request off: at once with a reset, or after what was sent has left."""
        for connection in list(self.server_state.connections):
            if getattr(connection, "client", None) != scope["client"]:
                continue
            if not hard:
                connection.transport.close()
                return
            # Without lingering the end of a connection is a reset on the other side, not an orderly end.
            sock = connection.transport.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.transport.abort()

    async def main_loop(self) -> None:
        """Wait for the end: uvicorn's own loop polls ten times a second and would delay every stop."""
        self.listening.set()
        await self._ending.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening, give requests in work a moment, cut what is left."""
        for server in self.servers:
            server.close()
        for sock in sockets or []:
            sock.close()
        busy = set(self.server_state.tasks)
        if busy:
            await asyncio.wait(busy, timeout=GRACE_S)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        for task in list(self.server_state.tasks):
            task.cancel()
        # Two rounds of the loop: one for the aborted transports to close, one for TLS above them.
        for _ in range(2):
            await asyncio.sleep(0)
