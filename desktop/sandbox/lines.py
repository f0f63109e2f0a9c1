"""The lines of the two servers: all their listeners, so that a connection can be cut and a server can go off the line.

Exists because a server is reached over http and https. It must not know why a line is cut.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from starlette.types import Scope

from desktop.sandbox.listener import Listener


class Lines:
    """The listeners by server; use it on the loop's thread only."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[Listener]] = {}
        self._off: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def add(self, server: str, listener: Listener) -> None:
        """Make a listener known."""
        self._listeners.setdefault(server, []).append(listener)

    def all(self) -> list[Listener]:
        """Every listener."""
        return [listener for listeners in self._listeners.values() for listener in listeners]

    def cut(self, scope: Scope, *, hard: bool) -> None:
        """Break off the connection on which this request came."""
        for listener in self.all():
            if listener.port == scope["server"][1]:
                listener.cut(scope, hard=hard)

    async def hold_down(self, servers: Iterable[str]) -> None:
        """From now on exactly these servers take no connections."""
        self._off = set(servers)
        for server, listeners in self._listeners.items():
            for listener in listeners:
                if server in self._off:
                    listener.refuse()
                else:
                    await listener.accept()
        # One round of the loop for the cut connections to close, one for TLS above them.
        for _ in range(2):
            await asyncio.sleep(0)

    def refuse(self, server: str, seconds: float) -> None:
        """The server takes no connections for so long; unless it is held down it comes back by itself."""
        for listener in self._listeners[server]:
            listener.refuse()
        task = asyncio.ensure_future(self._come_back(server, seconds))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _come_back(self, server: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        if server not in self._off:
            for listener in self._listeners[server]:
                await listener.accept()
