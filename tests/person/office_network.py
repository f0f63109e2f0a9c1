"""The network of an office: a proxy, behind which the servers have names of their own.

Exists because secrets of servers on this computer lie in a file of the profile; those of any other go to the keychain,
which is what a person has. The names are invented, and nothing leaves this computer.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

LOOPBACK = "127.0.0.1"
PIECE = 65_536


@contextmanager
def office_network(ports: Mapping[str, int]) -> Iterator[str]:
    """The address of a proxy that leads `name:443` to a port of this computer, and nowhere else."""

    class Line(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            method, target, _ = self.rfile.readline().decode("ascii").split(" ", 2)
            while self.rfile.readline().strip():
                pass
            name, _, port = target.rpartition(":")
            if method != "CONNECT" or port != "443" or name not in ports:
                self.wfile.write(b"HTTP/1.1 403 Forbidden\r\n\r\n")
                return
            with socket.create_connection((LOOPBACK, ports[name])) as server:
                self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                _carry(self.connection, server)

    class Proxy(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Proxy((LOOPBACK, 0), Line) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://{LOOPBACK}:{proxy.server_address[1]}"
        finally:
            proxy.shutdown()
            thread.join()


def _carry(one: socket.socket, other: socket.socket) -> None:
    """Carry bytes both ways until one side has nothing more to say."""
    with selectors.DefaultSelector() as ready, contextlib.suppress(ConnectionError):
        ready.register(one, selectors.EVENT_READ, other)
        ready.register(other, selectors.EVENT_READ, one)
        while True:
            for key, _ in ready.select():
                assert isinstance(key.fileobj, socket.socket)
                piece = key.fileobj.recv(PIECE)
                if not piece:
                    return
                key.data.sendall(piece)
