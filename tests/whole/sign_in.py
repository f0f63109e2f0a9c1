"""A person who signs in with a browser, the program that asks them to, and what both servers then hold.

Exists for the tests of signing in; it must not know what they assert.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.app.facade import Tools
from desktop.app.reads import MicrosoftSignIn, Program, SalesforceBrowserSignIn
from desktop.app.registration import SALESFORCE, Registration
from desktop.net.loopback import Door
from desktop.system import SystemClock, TimeOrderedIds
from desktop.wiring.connections import RealConnections
from tests.browser import Browser, Page

if TYPE_CHECKING:
    from desktop.sandbox.request_log import HttpExchange
    from desktop.sandbox.serve import Sandbox

Hand = Callable[["Browser", str], object]
"""What the person does once a page opened: with the browser, which is at its address already."""


class Person:
    """A person at a computer. `hand` is what they do when a page opens; `stopped` that they press Cancel meanwhile."""

    def __init__(self, sandbox: Sandbox, profile: Path, seen: list[HttpExchange]) -> None:
        self.sandbox, self.ready, self.profile, self.seen = sandbox, sandbox.ready, profile, seen
        self.hand: Hand = lambda browser, _: self.allow(browser)
        self.pages: list[str] = []
        self.last = Page("", 0, "", b"")
        self.stopped = False
        self.registration: Registration = replace(SALESFORCE, ports=free_ports())

    def allow(self, browser: Browser) -> Page:
        """Sign in to Salesforce and allow everything."""
        place = self.ready["salesforce"]
        return browser.press("Allow", username=place["username"], password=place["password"])

    @contextmanager
    def program(self) -> Iterator[Program]:
        """The program, started anew on the profile."""
        door = Door(self._opened, cancelled=lambda: self.stopped)
        connections = RealConnections(self.profile, door, self.registration)
        with Program(self.profile, Tools(SystemClock(), TimeOrderedIds(SystemClock()), connections)) as program:
            yield program

    def by_browser(self, **more: Any) -> SalesforceBrowserSignIn:
        """The sign-in of this person at the sandbox."""
        place = self.ready["salesforce"]
        told = {"login": place["login_url"], "client_id": place["client_id"], "ca_file": self.ready["ca_file"], **more}
        return SalesforceBrowserSignIn(**told)

    def allow_microsoft(self, browser: Browser, **typed: str) -> Page:
        """Sign in to Microsoft, allow everything, and go back to the program."""
        place = self.ready["microsoft"]
        browser.press("Allow", username=place["username"], password=place["password"], **typed)
        return browser.press("Continue")

    def microsoft(self, **more: Any) -> MicrosoftSignIn:
        """The sign-in of this person at the sandbox's Microsoft."""
        place = self.ready["microsoft"]
        told = {"client_id": place["client_id"], "authority": place["authority"], "ca_file": self.ready["ca_file"]}
        return MicrosoftSignIn(**{**told, **more})

    def asked(self, operation: str) -> list[HttpExchange]:
        """The requests of one operation so far."""
        return [each for each in self.seen if each.operation == operation]

    def _opened(self, address: str) -> None:
        self.pages.append(address)
        browser = Browser(self.ready["ca_file"])
        browser.open(address)
        self.hand(browser, address)
        self.last = browser.page


def free_ports(count: int = 2) -> list[int]:
    """Ports on which nobody listens now."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]
