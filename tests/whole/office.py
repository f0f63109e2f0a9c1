"""An office: a running sandbox whose every request is seen, one profile of the program, and its clock.

Exists for the tests that count requests, act in the middle of a session, or move the clock. It must not know
what the program syncs.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests

from desktop.app.facade import Tools
from desktop.app.reads import ExchangeSignIn, GraphSignIn, Program, Report, SalesforceSignIn
from desktop.core.lease import Machine
from desktop.system import SystemClock, TimeOrderedIds
from desktop.wiring.connections import RealConnections

if TYPE_CHECKING:
    from desktop.sandbox.exchange.folders import Folder
    from desktop.sandbox.request_log import HttpExchange
    from desktop.sandbox.serve import Sandbox

SHARED_FOLDER = "Salesforce Contacts"
WRITES = frozenset(
    "CreateItem UpdateItem DeleteItem MoveItem CopyItem CreateFolder UpdateFolder DeleteFolder MoveFolder "
    "CreateUserConfiguration UpdateUserConfiguration DeleteUserConfiguration".split()
)
Watcher = Callable[["HttpExchange"], None]


@dataclass
class Desktop:
    """The program's own clock, which a test may move."""

    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        """The machine's moment, moved by what the test wants."""
        return datetime.now(UTC) + self.ahead

    def next_day(self) -> None:
        """A day passes, on this computer only."""
        self.ahead += timedelta(days=1)


@dataclass
class Wire:
    """Every request since the last `drain`; `watchers` are called on the sandbox's thread before an answer leaves."""

    seen: list[HttpExchange] = field(default_factory=list)
    watchers: list[Watcher] = field(default_factory=list)

    def __call__(self, seen: HttpExchange) -> None:
        self.seen.append(seen)
        for watcher in self.watchers:
            watcher(seen)

    def drain(self) -> list[HttpExchange]:
        """The requests so far; begins anew."""
        found, self.seen = self.seen, []
        return found


class Office:
    """One sandbox and one profile of the program."""

    def __init__(self, sandbox: Sandbox, wire: Wire, profile: Path, dialect: str = "ews") -> None:
        """`dialect` is how the program speaks to the mailbox."""
        self.dialect = dialect
        self.sandbox, self.wire, self.profile = sandbox, wire, profile
        self.clock = Desktop()
        self.machine = Machine("OFFICE-PC", "office-pc")
        self.ready = sandbox.ready

    @contextmanager
    def program(self) -> Iterator[Program]:
        """The program, started anew on the profile."""
        ids, connections = TimeOrderedIds(SystemClock()), RealConnections(self.profile)
        tools = Tools(self.clock, ids, connections, machine=self.machine)
        with Program(self.profile, tools) as program:
            yield program

    def folder(self) -> Folder:
        """The shared folder, as the server has it."""
        tree = self.sandbox.mailbox.folders
        (found,) = [each for each in tree.children(tree.distinguished("contacts")) if each.name == SHARED_FOLDER]
        return found

    def connect(self) -> None:
        """Connect both sides."""
        org, authority = self.ready["salesforce"], self.ready["ca_file"]
        with self.program() as program:
            program.connect_salesforce(
                SalesforceSignIn(
                    org["instance_url"], org["access_token"], org["refresh_token"], org["client_id"], ca_file=authority
                )
            )
            program.connect_exchange(self._graph() if self.dialect == "graph" else self._ews())

    def _ews(self) -> ExchangeSignIn:
        box = self.ready["exchange"]
        return ExchangeSignIn(box["ews_url"], box["username"], box["password"], box["email"], self.ready["ca_file"])

    def _graph(self) -> GraphSignIn:
        box, authority = self.ready["graph"], self.ready["microsoft"]["authority"]
        return GraphSignIn(box["base_url"], authority, box["client_id"], box["refresh_token"], self.ready["ca_file"])

    def sync(self, yes: bool = False) -> Report:
        """One session of the program."""
        with self.program() as program:
            return program.sync(yes=yes)

    def asked(self, sync: Callable[[], Report] | None = None) -> tuple[Report, list[HttpExchange]]:
        """One session and exactly the requests that it made."""
        self.wire.drain()
        report = (sync or self.sync)()
        return report, self.wire.drain()

    @contextmanager
    def between(self, act: Callable[[bytes, str], None]) -> Iterator[None]:
        """While open, `act(body, url)` is called before each request of the program leaves; its own are let through."""
        send, acting = requests.adapters.HTTPAdapter.send, threading.Lock()

        def tapped(adapter: Any, request: requests.PreparedRequest, **more: Any) -> requests.Response:
            if acting.acquire(blocking=False):
                try:
                    body = request.body.encode() if isinstance(request.body, str) else request.body or b""
                    act(body, str(request.url))
                finally:
                    acting.release()
            return send(adapter, request, **more)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(requests.adapters.HTTPAdapter, "send", tapped)
            yield


def writes(seen: list[HttpExchange]) -> list[str]:
    """The requests that may change a server, by operation; a composite of queries alone is none."""
    return [
        each.operation
        for each in seen
        if each.operation in WRITES or (each.server == "salesforce" and _changes_the_org(each))
    ]


def _changes_the_org(seen: HttpExchange) -> bool:
    if seen.operation.startswith("composite"):
        return any(
            f'"method":"{verb}"'.encode() in seen.body.replace(b" ", b"") for verb in ("POST", "PATCH", "DELETE")
        )
    return seen.method in ("POST", "PATCH", "DELETE") and "oauth" not in seen.path


def of(seen: list[HttpExchange], server: str) -> list[HttpExchange]:
    """The requests to one server."""
    return [each for each in seen if each.server == server]


def api_calls(seen: list[HttpExchange]) -> int:
    """What the org counted."""
    return sum(each.api_calls for each in seen)
