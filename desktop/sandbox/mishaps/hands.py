"""The hands that carry a planned fault out on one request: cut, hold, spoil or replace its answer.

They know HTTP and the forms of refusal that stand in front of a server (proxies, sign-in, throttles); what a server
itself refuses, it words itself.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from starlette.types import Message, Receive, Scope, Send

from desktop.sandbox.lines import Lines
from desktop.sandbox.mishaps.plan import FaultRule
from desktop.sandbox.mishaps.trouble import Trouble

_REFUSED_S = 2.0
_HELD_S = 600.0
_SLOW_S = 2.0
_MOST_FORMER = 256
_PAGE = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in to the network</h1></body></html>"
_BUSY_PAGE = b"<html><body><h1>Service Unavailable - Down for Maintenance</h1></body></html>"
# What differs between two readings of one page: the moment, the sync state, ids of messages.
_PASSING = re.compile(
    rb"<m:SyncState>[^<]*</m:SyncState>|(?:\$|%24)(?:delta|skip)token=[^& ]*|\d{4}-\d\d-\d\dT[\d:.%A-Za-z+-]{8,20}"
)
_CODES_OF_STATUS = {
    "salesforce": {"401": "INVALID_SESSION_ID", "403": "REQUEST_LIMIT_EXCEEDED"},
    "graph": {
        "401": "InvalidAuthenticationToken",
        "403": "ErrorAccessDenied",
        "429": "ApplicationThrottled",
        "503": "serviceNotAvailable",
    },
}

Serve = Callable[[Trouble | None, float], Awaitable[list[Message]]]
"""Carries the request out under a trouble, with stamps so many seconds old, and gives the messages of its answer."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: its server, its three ends, and the way to have it carried out."""

    server: str
    scope: Scope
    body: bytes
    receive: Receive
    send: Send
    serve: Serve


@dataclass(slots=True)
class FaultHands:
    """Carries faults out; remembers the former answers of requests whose pages are to be stale."""

    lines: Lines
    former: OrderedDict[bytes, list[Message]] = field(default_factory=OrderedDict)

    async def spoil(self, visit: Visit, rule: FaultRule) -> None:
        """Let the request go wrong as the rule says."""
        if trouble := _trouble(visit.server, rule):
            await deliver(await visit.serve(trouble, 0.0), visit.send)
            return
        acts: dict[str, Callable[[Visit, FaultRule], Awaitable[None]]] = {
            "refused": self._refuse,
            "reset": self._reset,
            "lost-reply": self._lose,
            "timeout": self._hold,
            "truncated": self._truncate,
            "slow": _slow,
            "commit-delay": _commit_late,
            "stale-page": self._repeat,
        }
        await acts.get(rule.fault, _replace)(visit, rule)

    def remember(self, visit: Visit, gathered: list[Message]) -> None:
        """Keep the answer of a request that may be answered with it again."""
        key = _lasting(visit)
        self.former.pop(key, None)
        self.former[key] = gathered
        while len(self.former) > _MOST_FORMER:
            self.former.popitem(last=False)

    async def _refuse(self, visit: Visit, rule: FaultRule) -> None:
        self.lines.refuse(visit.server, _REFUSED_S if rule.seconds is None else rule.seconds)
        await _gone(visit)

    async def _reset(self, visit: Visit, rule: FaultRule) -> None:
        await _carried_out(visit, rule)
        self.lines.cut(visit.scope, hard=True)
        await _gone(visit)

    async def _lose(self, visit: Visit, _: FaultRule) -> None:
        await visit.serve(None, 0.0)
        self.lines.cut(visit.scope, hard=True)
        await _gone(visit)

    async def _hold(self, visit: Visit, rule: FaultRule) -> None:
        await _carried_out(visit, rule)
        await _pause(visit, _HELD_S if rule.seconds is None else rule.seconds)
        self.lines.cut(visit.scope, hard=True)
        await _gone(visit)

    async def _truncate(self, visit: Visit, _: FaultRule) -> None:
        start, *rest = await visit.serve(None, 0.0)
        content = b"".join(message.get("body", b"") for message in rest)
        await visit.send(start)
        await visit.send({"type": "http.response.body", "body": content[: len(content) // 2], "more_body": True})
        self.lines.cut(visit.scope, hard=False)
        await _gone(visit)

    async def _repeat(self, visit: Visit, _: FaultRule) -> None:
        former = self.former.get(_lasting(visit))
        if former is None:
            former = await visit.serve(None, 0.0)
            self.remember(visit, former)
        await deliver(former, visit.send)


async def deliver(gathered: list[Message], send: Send) -> None:
    """Send an answer that was gathered."""
    for message in gathered:
        await send(message)


def _trouble(server: str, rule: FaultRule) -> Trouble | None:
    codes = {} if rule.commit else _CODES_OF_STATUS.get(server, {})
    code = rule.fault if rule.is_code else codes.get(rule.fault)
    back_off_s = rule.seconds if rule.seconds is not None else rule.retry_after
    return None if code is None else Trouble(code, rule.item, back_off_s)


async def _carried_out(visit: Visit, rule: FaultRule) -> None:
    if rule.commit:
        await visit.serve(None, 0.0)


async def _slow(visit: Visit, rule: FaultRule) -> None:
    await _pause(visit, _SLOW_S if rule.seconds is None else rule.seconds)
    await deliver(await visit.serve(None, 0.0), visit.send)


async def _commit_late(visit: Visit, rule: FaultRule) -> None:
    """What is written appears only now and bears the stamp of its beginning, as a long transaction's does."""
    age = _SLOW_S if rule.seconds is None else rule.seconds
    await _pause(visit, age if rule.wait is None else rule.wait)
    await deliver(await visit.serve(None, age), visit.send)


async def _replace(visit: Visit, rule: FaultRule) -> None:
    """An answer of something that stands in front of the server."""
    await _carried_out(visit, rule)
    status, content, media = _front(rule.fault)
    headers = [(b"content-type", media), (b"content-length", str(len(content)).encode())]
    if rule.retry_after is not None:
        headers.append((b"retry-after", f"{rule.retry_after:g}".encode()))
    if rule.fault == "401":
        headers.append((b"www-authenticate", b'Basic realm="sandbox"'))
    await visit.send({"type": "http.response.start", "status": status, "headers": headers})
    await visit.send({"type": "http.response.body", "body": content})


def _front(fault: str) -> tuple[int, bytes, bytes]:
    if fault == "html":
        return 200, _PAGE, b"text/html; charset=utf-8"
    if fault == "503":
        return 503, _BUSY_PAGE, b"text/html; charset=utf-8"
    return int(fault), b"", b"text/plain"


def _lasting(visit: Visit) -> bytes:
    """What stays the same when a page is read again: server, address and body without moments and sync states."""
    head = f"{visit.server} {visit.scope['method']} {visit.scope['path']}?".encode()
    return head + _PASSING.sub(b"", visit.scope["query_string"] + b" " + visit.body)


async def _pause(visit: Visit, seconds: float) -> None:
    """Wait, but not longer than the client does."""
    with suppress(TimeoutError):
        await asyncio.wait_for(_gone(visit), seconds)


async def _gone(visit: Visit) -> None:
    """Until the client is gone: an application that returns without an answer would be answered for."""
    while (await visit.receive())["type"] != "http.disconnect":
        pass
