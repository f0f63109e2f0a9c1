"""The doorman of each server: one request at a time, one log line a request, written before the answer leaves.

It must not know what the servers do; it reads only `scope["state"]` for the operation's name and its API calls.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import IO

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desktop.sandbox.mishaps.hands import FaultHands, Visit, deliver
from desktop.sandbox.mishaps.plan import FaultPlan, FaultRule
from desktop.sandbox.mishaps.steered_clock import SteeredClock
from desktop.sandbox.mishaps.trouble import Trouble, troubled

CHECK_HEADER = b"x-sandbox-check"


@dataclass(frozen=True, slots=True)
class HttpExchange:
    """One request and its answer as an observer sees them: header names in lower case, bodies whole.

    `server` is "salesforce" or "exchange"; `api_calls` is what the org counted for it.
    """

    server: str
    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    operation: str
    api_calls: int
    status: int
    answer_headers: tuple[tuple[str, str], ...]
    answer: bytes


class RequestLog:
    """A file of JSON lines, one a request; without a path it swallows them."""

    def __init__(self, path: Path | None) -> None:
        self._file: IO[bytes] | None = None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("ab", buffering=0)

    def write(self, seen: HttpExchange, at: datetime, fault: str = "") -> None:
        """Append the line in one unbuffered write, so that a reader never meets half of it."""
        if self._file is None:
            return
        line = {
            "time": at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "server": seen.server,
            "method": seen.method,
            "path": seen.path,
            "operation": seen.operation,
            "status": seen.status,
            "api_calls": seen.api_calls,
            "bytes_in": len(seen.body),
            "bytes_out": len(seen.answer),
        }
        if fault:
            line["fault"] = fault
        self._file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")

    def close(self) -> None:
        """Close the file; further lines are swallowed."""
        if self._file is not None:
            self._file.close()
            self._file = None


@dataclass(slots=True)
class Door:
    """What the doormen of all servers share: turnstile, log, observer, fault plan, and the mark of our own check.

    `observe` runs on the loop's thread before the answer leaves and must not raise.
    """

    turn: asyncio.Lock
    log: RequestLog
    observe: Callable[[HttpExchange], None] | None
    check_mark: str
    hands: FaultHands
    plan: FaultPlan


class Doorman:
    """ASGI middleware that lets one request at a time into `app` and records it.

    The answer is gathered whole before it is sent, so that a slow reader cannot hold up the world.
    """

    def __init__(self, app: ASGIApp, server: str, door: Door, clock: SteeredClock) -> None:
        self._app = app
        self._server = server
        self._door = door
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one HTTP request; other kinds of connection are refused by not being answered."""
        if scope["type"] != "http":
            return
        body = await _read_whole(receive)
        if body is None:
            return
        visit = Visit(self._server, scope, body, receive, send, lambda trouble, age: self._serve(visit, trouble, age))
        request = _as_text(scope, body)
        rule = None if self._is_check(scope) else self._door.plan.pick(self._server, request)
        if rule is not None:
            await self._go_wrong(visit, rule)
            return
        gathered = await visit.serve(None, 0.0)
        if self._door.plan.may_repeat(self._server, request):
            self._door.hands.remember(visit, gathered)
        await deliver(gathered, send)

    async def _go_wrong(self, visit: Visit, rule: FaultRule) -> None:
        scope = visit.scope
        scope["fault"] = rule.fault
        await self._door.hands.spoil(visit, rule)
        if "carried_out" not in scope:
            path, method = scope["path"], scope["method"]
            never = HttpExchange(self._server, method, path, "", (), visit.body, "", 0, 0, (), b"")
            self._door.log.write(never, datetime.now(UTC), rule.fault)

    async def _serve(self, visit: Visit, trouble: Trouble | None, age_s: float) -> list[Message]:
        """Let the request in when its turn comes; what it answers, recorded but not sent."""
        scope = visit.scope
        scope.setdefault("state", {})
        scope["carried_out"] = True
        gathered: list[Message] = []
        async with self._door.turn:
            with troubled(trouble), self._clock.late(age_s):
                failure = await self._let_in(scope, _replay(visit.body, visit.receive), gathered)
            if gathered:
                _date_answer(gathered[0])
                self._record(scope, visit.body, gathered)
        if failure is not None:
            await deliver(gathered, visit.send)
            raise failure
        return gathered

    async def _let_in(self, scope: Scope, receive: Receive, gathered: list[Message]) -> Exception | None:
        async def gather(message: Message) -> None:
            gathered.append(message)

        try:
            await self._app(scope, receive, gather)
        except Exception as failure:  # the answer (Starlette's 500) is still logged and sent; then it is raised again
            return failure
        return None

    def _record(self, scope: Scope, body: bytes, gathered: list[Message]) -> None:
        if self._is_check(scope):
            return
        state = scope["state"]
        seen = HttpExchange(
            server=self._server,
            method=scope["method"],
            path=scope["path"],
            query=scope["query_string"].decode("latin-1"),
            headers=_text_headers(scope["headers"]),
            body=body,
            operation=str(state.get("operation", "")),
            api_calls=int(state.get("api_calls", 0)),
            status=int(gathered[0]["status"]),
            answer_headers=_text_headers(gathered[0].get("headers", [])),
            answer=b"".join(message.get("body", b"") for message in gathered[1:]),
        )
        if self._door.observe is not None:
            self._door.observe(seen)
        self._door.log.write(seen, datetime.now(UTC), scope.get("fault", ""))

    def _is_check(self, scope: Scope) -> bool:
        return (CHECK_HEADER.decode(), self._door.check_mark) in _text_headers(scope["headers"])


def _as_text(scope: Scope, body: bytes) -> str:
    """The request as the patterns of a fault plan see it: "METHOD path?query body"."""
    query = scope["query_string"].decode("latin-1")
    address = f"{scope['path']}?{query}" if query else scope["path"]
    return f"{scope['method']} {address} {body.decode('utf-8', 'replace')}"


async def _read_whole(receive: Receive) -> bytes | None:
    """The request's body, chunked or not; None when the client went away before its end."""
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return pending.pop() if pending else await receive()

    return replayed


def _text_headers(raw: list[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in raw)


def _date_answer(start: Message) -> None:
    """Every answer carries a Date (RFC 9110 6.6.1); a server with its own clock has set it already."""
    headers = list(start.get("headers", []))
    if all(name.lower() != b"date" for name, _ in headers):
        headers.append((b"date", format_datetime(datetime.now(UTC), usegmt=True).encode()))
        start["headers"] = headers
