"""How many requests one mailbox serves at once: four; who comes beyond is told so and turned away.

https://learn.microsoft.com/graph/throttling-limits - counted from a request's arrival to the end of its answer, outside
of the turnstile that lets them in one by one. It must not know what they ask.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

MOST_AT_ONCE = 4
CROWDED = "crowded"


class Crowd:
    """ASGI middleware that marks the requests beyond four at once; `most` is the greatest count that was seen."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._present = 0
        self.most = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._present += 1
        self.most = max(self.most, self._present)
        scope.setdefault("state", {})[CROWDED] = self._present > MOST_AT_ONCE
        try:
            await self._app(scope, receive, send)
        finally:
            self._present -= 1
