"""The host of the second world: both servers on loopback, http and https, on one thread with one event loop.

One loop and one turnstile make a run deterministic: requests are handled whole, one after the other. The host must
not know what the servers answer.
"""

from __future__ import annotations

import asyncio
import secrets
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from starlette.types import ASGIApp

from desktop.sandbox import certificates, state_folder
from desktop.sandbox.exchange import app as exchange_app
from desktop.sandbox.exchange import seed as exchange_seed
from desktop.sandbox.exchange.graph import app as graph_app
from desktop.sandbox.exchange.graph.crowd import Crowd
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.identity import app as identity_app
from desktop.sandbox.identity.tenant import Person, Tenant
from desktop.sandbox.identity.tokens import GRAPH
from desktop.sandbox.lines import Lines
from desktop.sandbox.listener import LOOPBACK, Listener, bind
from desktop.sandbox.mishaps import control
from desktop.sandbox.mishaps.hands import FaultHands
from desktop.sandbox.mishaps.plan import CLOCKS, FaultPlan
from desktop.sandbox.mishaps.steered_clock import SteeredClock
from desktop.sandbox.request_log import CHECK_HEADER, Door, Doorman, HttpExchange, RequestLog
from desktop.sandbox.salesforce import app as salesforce_app
from desktop.sandbox.salesforce import seed as salesforce_seed
from desktop.sandbox.salesforce.org import Org

Result = TypeVar("Result")
EWS_PATH = "/EWS/Exchange.asmx"
START_LIMIT_S = 30.0
_GRAPH_PERMISSIONS = tuple(
    f"{GRAPH}/{name}" for name in ("Contacts.ReadWrite", "MailboxSettings.ReadWrite", "User.Read")
)
LISTENERS = (
    "salesforce-https", "salesforce-http", "exchange-https", "exchange-http", "graph-https", "graph-http",
    "identity-https", "control-http",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SandboxOptions:
    """What a run is made of; the same options make the same world.

    `state_dir`: where the world is kept between runs (None: nowhere); a kept world wins over seed and contacts.
    `token_life_s`: life of an access token in seconds (None: as long as the sandbox runs). `clock` gives aware UTC
    times (None: the system's). `faults` is the plan at the start. `observe` sees every request that is carried out with
    its answer, on the sandbox's thread, and never raises.
    """

    seed: int = 1
    contacts: int = 40
    state_dir: Path | None = None
    request_log: Path | None = None
    token_life_s: float | None = None
    rotate_refresh: bool = False
    clock: Callable[[], datetime] | None = None
    faults: FaultPlan | None = None
    observe: Callable[[HttpExchange], None] | None = None


class Sandbox:
    """A running pair of servers; a context manager that starts on entry and stops on exit.

    `org` and `mailbox` are the two worlds, `tenant` is where the mailbox's owner signs in: look at them freely while
    nothing is on its way, and change them through `call`. `ready` is the content of the ready file.
    """

    def __init__(self, options: SandboxOptions | None = None) -> None:
        """Make or load the world and bind the ports; nothing answers before `start`.

        Raises OSError when a folder or the log cannot be written and StateUnreadable for a damaged state folder.
        """
        self.options = options or SandboxOptions()
        kept = state_folder.load(self.options.state_dir)
        self._plan = self.options.faults or FaultPlan()
        clock, skew = self.options.clock or _utc_now, self._plan.skew
        self._clocks = {server: SteeredClock(clock, skew[server]) for server in CLOCKS}
        self.org = _make_org(self.options, kept, self._clocks["salesforce"])
        self.mailbox = _make_mailbox(self.options, kept, self._clocks["exchange"])
        self.tenant = _make_tenant(self.options, kept, self.mailbox, self._clocks["identity"])
        self._graph_tokens = self.tenant.hand_out(*_GRAPH_PERMISSIONS)
        self._certificates = certificates.issue(self.options.state_dir)
        self._log = RequestLog(self.options.request_log)
        self._check_mark = secrets.token_hex(16)
        self._sockets = {name: bind((kept.ports if kept else {}).get(name, 0)) for name in LISTENERS}
        self._ports = {name: int(sock.getsockname()[1]) for name, sock in self._sockets.items()}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._turn: asyncio.Lock | None = None
        self._lines = Lines()
        self._replace: Callable[[FaultPlan], Coroutine[None, None, None]] | None = None
        self._thread = threading.Thread(target=self._run, name="sandbox", daemon=True)
        self._started: Future[None] = Future()

    def __enter__(self) -> Sandbox:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def ready(self) -> dict[str, Any]:
        """Where the servers are and how to sign in: JSON-able, the ready file's content."""
        org, mailbox = self.org, self.mailbox
        graph_access, graph_refresh = self._graph_tokens
        instance_url = self._url("https", "salesforce-https")
        return {
            "ca_file": str(self._certificates.ca_file),
            "salesforce": {
                "instance_url": instance_url,
                "http_url": self._url("http", "salesforce-http"),
                "login_url": instance_url,
                "username": org.username,
                "password": org.password,
                "client_id": org.client_id,
                "access_token": org.access_token,
                "refresh_token": org.refresh_token,
                "org_id": org.org_id,
                "user_id": org.user_id,
            },
            "control": {"url": self._url("http", "control-http")},
            "microsoft": {
                "authority": f"{self._url('https', 'identity-https')}/{self.tenant.tenant_id}",
                "client_id": self.tenant.client_id,
                "username": mailbox.email,
                "password": mailbox.password,
                "second_factor": self.tenant.second_factor,
                "admin": self.tenant.admin,
            },
            "exchange": {
                "ews_url": self._url("https", "exchange-https") + EWS_PATH,
                "http_url": self._url("http", "exchange-http") + EWS_PATH,
                "username": mailbox.username,
                "password": mailbox.password,
                "email": mailbox.email,
            },
            "graph": {
                "base_url": f"{self._url('https', 'graph-https')}/{graph_app.VERSION}",
                "http_url": f"{self._url('http', 'graph-http')}/{graph_app.VERSION}",
                "access_token": graph_access,
                "refresh_token": graph_refresh,
                "client_id": self.tenant.client_id,
            },
        }

    def start(self) -> None:
        """Begin to listen; returns once all listeners accept connections. A sandbox starts once."""
        self._thread.start()
        try:
            self._started.result(START_LIMIT_S)
        except BaseException:
            self.stop()
            raise

    def check(self) -> None:
        """Send one request to each server over verified TLS, unlogged. Raises OSError without an answer."""
        context = ssl.create_default_context(cafile=str(self._certificates.ca_file))
        ready = self.ready
        salesforce_url = ready["salesforce"]["instance_url"] + "/services/data"
        for url in (salesforce_url, ready["exchange"]["ews_url"], ready["graph"]["base_url"] + "/me"):
            request = urllib.request.Request(url, headers={CHECK_HEADER.decode(): self._check_mark})  # noqa: S310
            opener = urllib.request.build_opener(
                urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
            )
            try:
                opener.open(request, timeout=START_LIMIT_S).close()
            except urllib.error.HTTPError as answer:  # any status is an answer: Exchange asks for a password
                answer.close()

    def call(self, fn: Callable[[], Result]) -> Result:
        """Run `fn` between two requests on the sandbox's thread and return its result (or raise its exception).

        On a stopped sandbox, and from within an observer, it runs at once on the caller's thread.
        """
        loop, turn = self._loop, self._turn
        if loop is None or turn is None or threading.current_thread() is self._thread:
            return fn()

        async def in_turn() -> Result:
            async with turn:
                return fn()

        return asyncio.run_coroutine_threadsafe(in_turn(), loop).result()

    def plan_faults(self, plan: FaultPlan) -> None:
        """Put another fault plan in the place of the present one; on a running sandbox, not from within an observer."""
        assert self._loop is not None and self._replace is not None
        asyncio.run_coroutine_threadsafe(self._replace(plan), self._loop).result(START_LIMIT_S)

    @property
    def faults(self) -> FaultPlan:
        """The present fault plan, with its counts."""
        return self._plan

    def stop(self) -> None:
        """End the servers, keep the world in its state folder, remove what is temporary; harmless when repeated.

        Raises OSError when the state folder cannot be written.
        """
        loop = self._loop
        if loop is not None:
            for listener in self._lines.all():
                loop.call_soon_threadsafe(listener.end)
            self._thread.join()
        for sock in self._sockets.values():
            sock.close()
        self._log.close()
        self._certificates.discard()
        if loop is not None:
            self.save()

    def save(self) -> None:
        """Keep the world as it is now in its state folder, where it has one. Raises OSError."""
        folder = self.options.state_dir
        if folder is not None:
            world = self.call(lambda: self._world())
            state_folder.save(folder, world)

    def _world(self) -> state_folder.WorldState:
        return state_folder.WorldState(self.org.dump(), self.mailbox.dump(), self._ports, self.tenant.dump())

    def _url(self, scheme: str, listener: str) -> str:
        return f"{scheme}://{LOOPBACK}:{self._ports[listener]}"

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as fault:  # a start that failed is told to the thread that waits for it
            if self._started.done():
                raise
            self._started.set_exception(fault)
        finally:
            self._loop = None

    async def _serve(self) -> None:
        self._turn = asyncio.Lock()
        hands = FaultHands(self._lines)
        door = Door(self._turn, self._log, self.options.observe, self._check_mark, hands, self._plan)

        async def replace(plan: FaultPlan) -> None:
            self._plan = door.plan = plan
            for server, clock in self._clocks.items():
                clock.skew_s = plan.skew[server]
            await self._lines.hold_down(plan.down)

        clocks = self._clocks
        graph = graph_app.create_app(self.mailbox, self.tenant)
        apps: dict[str, ASGIApp] = {
            "salesforce": Doorman(salesforce_app.create_app(self.org), "salesforce", door, clocks["salesforce"]),
            "exchange": Doorman(exchange_app.create_app(self.mailbox), "exchange", door, clocks["exchange"]),
            "identity": Doorman(identity_app.create_app(self.tenant), "identity", door, clocks["identity"]),
            "graph": Crowd(Doorman(graph, "graph", door, clocks["exchange"])),
            "control": control.create_app(lambda: self._plan, replace, lambda: self.mailbox.outbox),
        }
        for name, sock in self._sockets.items():
            server, scheme = name.split("-")
            tls = self._certificates.server_context if scheme == "https" else None
            self._lines.add(server, Listener(apps[server], sock, tls))
        self._loop = asyncio.get_running_loop()
        running = [asyncio.ensure_future(listener.run_until_ended()) for listener in self._lines.all()]
        for listener in self._lines.all():
            await listener.listening.wait()
        self._replace = replace
        await replace(self._plan)
        self._started.set_result(None)
        await asyncio.gather(*running)


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _make_org(options: SandboxOptions, kept: state_folder.WorldState | None, clock: SteeredClock) -> Org:
    if kept is None:
        org = Org(seed=options.seed, clock=clock)
        salesforce_seed.populate(org, options.contacts)
    else:
        org = Org.load(kept.salesforce, clock=clock)
    org.settings.token_life_s = options.token_life_s
    org.settings.rotate_refresh = options.rotate_refresh
    return org


def _make_mailbox(options: SandboxOptions, kept: state_folder.WorldState | None, clock: SteeredClock) -> Mailbox:
    if kept is not None:
        return Mailbox.load(kept.exchange, clock=clock)
    mailbox = Mailbox(seed=options.seed, clock=clock)
    exchange_seed.populate(mailbox)
    return mailbox


def _make_tenant(
    options: SandboxOptions, kept: state_folder.WorldState | None, mailbox: Mailbox, clock: SteeredClock
) -> Tenant:
    """The tenant of the mailbox's owner, who is the same person with the same password there."""
    owner = Person(mailbox.email, mailbox.display_name, mailbox.password)
    tenant = Tenant(mailbox.seed, clock, owner)
    if kept is not None and kept.identity:
        tenant.restore(kept.identity)
    tenant.settings.token_life_s = options.token_life_s
    tenant.settings.rotate_refresh = options.rotate_refresh
    return tenant
