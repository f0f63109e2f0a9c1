"""Windows over a real program: a profile on the disk, the in-memory world at both ends, work that is done at once.

Exists so that a window is driven as a person drives it and what it did is read from both ends.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from desktop.app.engine import Urgency
from desktop.app.events import Changed, Events, Progressed
from desktop.app.facade import Program, Tools
from desktop.app.queries import Queries, reader
from desktop.app.runner import Runner
from desktop.core.memory import MemoryWorld
from desktop.core.memory.crm_people import CrmPeople
from desktop.core.memory.mailbox_people import MailboxPeople
from desktop.core.record import Role
from desktop.sync.context import Progress
from desktop.ui.bridge import Bridge
from desktop.ui.shell import Shell, Windows
from tests.behaviour.connections import MAILBOX, SALESFORCE, MemoryConnections
from tests.behaviour.office import CountingIds, StoppedClock

T = TypeVar("T")


class Bench:
    """Does what is submitted at once, in this thread; fulfils `Worker`."""

    def __init__(self, program: Program, events: Events) -> None:
        self.program, self.events = program, events
        self.look: Callable[[Program], None] = lambda _: None
        self.cancelled = 0
        self.stalled = False
        """While set, work waits until `go`."""
        self._waiting: list[Callable[[], None]] = []

    def submit(self, work: Callable[[Program], T], urgency: Urgency = Urgency.PERSON) -> Future[T]:
        future: Future[T] = Future()

        def do() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = work(self.program)
            except Exception as problem:
                self._after()
                future.set_exception(problem)
            else:
                self._after()
                future.set_result(result)

        self._waiting.append(do)
        if not self.stalled:
            self.go()
        return future

    def go(self) -> None:
        """Do what waits."""
        while self._waiting:
            self._waiting.pop(0)()

    def watch(self, look: Callable[[Program], None]) -> None:
        self.look = look

    def cancel(self) -> None:
        self.cancelled += 1

    def _after(self) -> None:
        if not self.program.wiped:
            self.look(self.program)
            self.events.tell(Changed())


class Alarm:
    """An alarm that a test rings."""

    def __init__(self) -> None:
        self.moment: datetime | None = None
        self.work: Callable[[], None] = lambda: None

    def at(self, moment: datetime, work: Callable[[], None]) -> None:
        self.moment, self.work = moment, work

    def stop(self) -> None:
        self.moment = None


class Login:
    """Whether the program starts at login, as a test sees it."""

    def __init__(self) -> None:
        self.on = False

    def enabled(self) -> bool:
        return self.on

    def set(self, on: bool) -> None:
        self.on = on


class Rig:
    """One person's program with its windows. `connect` and `sync` bring it to where a test begins."""

    def __init__(self, profile: Path) -> None:
        self.profile = profile
        self.clock, self.ids = StoppedClock(), CountingIds()
        self.world = MemoryWorld(self.clock, CountingIds(500_000))
        self.crm: CrmPeople = self.world.crm.people
        self.mailbox: MailboxPeople = self.world.mailbox.people
        self.events, self.alarm, self.login = Events(), Alarm(), Login()
        self.opened: list[str] = []
        self.quits = self.spoken = self.trials = 0
        self.cancel_at = ""
        """The phase in which the person stops a session."""
        self._cancel = False
        self.connections = MemoryConnections(self.world)
        tools = Tools(
            self.clock,
            self.ids,
            self.connections,
            self._progressed,
            lambda: self._cancel,
        )
        self.program = Program(profile, tools)
        self.bench = Bench(self.program, self.events)
        self.runner = Runner(self.bench, self.alarm, self.clock, self.events)
        self.bridge = Bridge(self.bench, self.events, self.queries)
        self.windows = Windows()
        self.shell = Shell(
            bridge=self.bridge,
            runner=self.runner,
            profile=profile,
            show=self.windows.show,
            open_url=self.opened.append,
            autostart=self.login,
            speak=self._speak,
            quit=self._quit,
            try_out=self._try_out,
        )
        self.windows.use(self.shell)

    def queries(self) -> AbstractContextManager[Queries]:
        """A reader of the profile."""
        return reader(self.profile)

    def connect(self) -> None:
        """Sign in to both sides."""
        self.program.connect_salesforce(SALESFORCE)
        self.program.connect_exchange(MAILBOX)
        self.runner.start()
        self.settle()

    def sync(self) -> None:
        """One session, ten minutes after the last event, as a person would start it."""
        self.clock.forward(minutes=15)
        self.runner.sync(yes=True)
        self.settle()

    def new_in_salesforce(self, first: str, last: str, **fields: str) -> str:
        """A contact that somebody makes in Salesforce; its id."""
        email = fields.pop("Email", f"{first}.{last}@example.com".lower())
        return self.crm.create_contact({"FirstName": first, "LastName": last, "Email": email, **fields})

    def new_in_outlook(self, first: str, last: str, **fields: str) -> str:
        """A contact that the person drops into the shared folder; its id."""
        email = fields.pop("email", f"{first}.{last}@example.com".lower())
        values = {"GivenName": first, "Surname": last, "EmailAddresses/EmailAddress1": email or None}
        return self.mailbox.create_contact({**values, **fields}, Role.SHARED)

    def settle(self) -> None:
        """Let every queued signal arrive, those that wait for the pause of the bridge included."""
        for _ in range(5):
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QCoreApplication.processEvents()
            self.bridge._flush()

    def until(self, so: Callable[[], bool], most_ms: int = 10_000) -> None:
        """Serve what arrives from other threads until something is so; AssertionError when it takes too long."""
        late = QDeadlineTimer(most_ms)
        wake = QTimer(interval=100)  # an event at least so often, since waiting for one has no end of its own
        wake.start()
        while not so():
            assert not late.hasExpired(), "it never came"
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def show(self, name: str) -> object:
        """Open a window and let it settle; the window."""
        self.windows.show(name)
        self.settle()
        return self.windows.get(name)

    def close(self) -> None:
        """Close all windows and the program."""
        self.windows.close()
        self.settle()
        self.bridge.close()
        self.program.close()

    def later(self, **delta: int) -> None:
        """Let time pass."""
        self.clock.moment += timedelta(**delta)

    def _progressed(self, progress: Progress) -> None:
        self._cancel = bool(self.cancel_at) and progress.phase.startswith(self.cancel_at)
        self.events.tell(Progressed(progress))

    def _speak(self) -> None:
        self.spoken += 1

    def _try_out(self) -> None:
        self.trials += 1

    def _quit(self) -> None:
        self.quits += 1
