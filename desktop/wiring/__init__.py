"""Builds the program from its parts: the only place that knows every room.

Exists so that no other module makes an end, opens a vault or asks for the time. Decides nothing about records.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.app.facade import Program, Tools
from desktop.app.leaving import SERVERS, TRIAL
from desktop.app.ports import (
    Accept,
    AnyMailboxSignIn,
    AnySalesforceSignIn,
    Connections,
    MicrosoftSignIn,
    MicrosoftUser,
)
from desktop.core.ports import Crm, Mailbox
from desktop.store.accounts import Account
from desktop.store.database import Database
from desktop.sync.context import Progress
from desktop.system import SystemClock, TimeOrderedIds
from desktop.wiring.machine import this_machine

if TYPE_CHECKING:
    from desktop.cli.demo_world import DemoWorld


class LateConnections:
    """The real connections, loaded with the vendors' libraries when they are first needed."""

    def __init__(self, profile: Path, cancelled: Callable[[], bool]) -> None:
        """`cancelled` says whether the person stopped what goes on, such as a sign-in in the browser."""
        self._profile, self._cancelled = profile, cancelled
        self._loaded: Connections | None = None

    def sign_in_salesforce(self, account_id: str, sign_in: AnySalesforceSignIn, accept: Accept) -> Account:
        """Ask the org who we are and keep the tokens."""
        return self._real.sign_in_salesforce(account_id, sign_in, accept)

    def sign_in_exchange(self, account_id: str, sign_in: AnyMailboxSignIn, accept: Accept) -> Account:
        """Ask the mailbox for its folders and keep the password."""
        return self._real.sign_in_exchange(account_id, sign_in, accept)

    def try_microsoft(self, sign_in: MicrosoftSignIn) -> MicrosoftUser:
        """Have the person sign in to Microsoft, and keep nothing of it."""
        return self._real.try_microsoft(sign_in)

    def crm(self, account: Account, database: Database) -> Crm:
        """The end of a profile's CRM. Makes no request."""
        return self._real.crm(account, database)

    def mailbox(self, account: Account, database: Database) -> Mailbox:
        """The end of a profile's mailbox. Makes no request."""
        return self._real.mailbox(account, database)

    def sign_out(self, account: Account) -> None:
        """Forget every secret of an account."""
        self._real.sign_out(account)

    def where(self) -> str:
        """Where the secrets of this profile are kept."""
        return self._real.where()

    @property
    def _real(self) -> Connections:
        if self._loaded is None:
            from desktop.net.loopback import Door, open_browser
            from desktop.wiring.connections import RealConnections

            self._loaded = RealConnections(self._profile, Door(open_browser, cancelled=self._cancelled))
            # What was loaded stays for good. Left among the rest it is looked through again and again by the collector,
            # which holds every thread meanwhile, that of the windows too.
            gc.freeze()
        return self._loaded


def open_program(
    profile: Path,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Program:
    """The program over a profile folder, which is made when it is missing. Raises PortFault for an unusable one."""
    clock = SystemClock()
    connections = LateConnections(profile, cancelled)
    tools = Tools(clock, TimeOrderedIds(clock), connections, progress, cancelled, this_machine())
    if is_trial(profile):
        from desktop.wiring.trial import open_trial

        return open_trial(profile, tools)
    return Program(profile, tools)


def make_trial(profile: Path) -> Path:
    """The profile beside a person's own one in which the program is tried without accounts; made when missing.

    Whatever opens that profile serves its simulated servers as long as it is open.
    """
    trial = profile / TRIAL
    (trial / SERVERS).mkdir(mode=0o700, parents=True, exist_ok=True)
    return trial


def is_trial(profile: Path) -> bool:
    """Whether a profile has simulated accounts, with servers of its own."""
    return (profile / SERVERS).is_dir()


def demo_world() -> AbstractContextManager[DemoWorld]:
    """The two servers, the people and the judge of the demo."""
    from desktop.sandbox.stage import stage

    return stage()


def serve_sandbox(arguments: list[str]) -> int:
    """Run a command of the sandbox."""
    from desktop.sandbox.command import main

    return main(arguments)
