"""Between the window thread and the rest: questions are asked here, commands sent, and events come back as signals.

Exists as the only object that crosses threads. Signals arrive in the window thread, at most ten of a kind a second,
so that a session of ten thousand changes does not drown the windows. Decides nothing.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from desktop.app.engine import Urgency, fault_of
from desktop.app.events import Broke, Changed, Ended, Event, Events, LetGo, Progressed, Stood
from desktop.core.faults import Fault

if TYPE_CHECKING:
    from desktop.app.engine import T
    from desktop.app.facade import Program
    from desktop.app.queries import Queries
    from desktop.app.runner import Worker

PAUSE_MS = 100
"""Between two signals of a kind."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a window wants done, and how it is told."""

    then: Callable[[Any], object] | None
    failed: Callable[[Fault], object]
    owner: QObject | None
    work: Callable[[Program], Any] = lambda program: None


class Bridge(QObject):
    """What windows hold of the program."""

    changed = Signal()
    """What is on the screen may be out of date."""
    progressed = Signal(object)
    """`Progress` of the running session."""
    stood = Signal(object)
    """`Standing` of the program."""
    ended = Signal(object)
    """`Ended`: a session is over."""
    broke = Signal(object)
    """`Fault` of something that nobody waited for, or whose asker did not say what to do with it."""

    def __init__(
        self,
        worker: Worker,
        events: Events,
        open_queries: Callable[[], AbstractContextManager[Queries]],
    ) -> None:
        super().__init__()
        self._worker, self.open_queries = worker, open_queries
        self._lock, self._latest, self._pending = Lock(), dict[type, Event](), False
        self._every: list[Event] = []
        self._numbers, self._asked = itertools.count(), dict[int, _Asked]()
        self._resources = ExitStack()
        self._queries: Queries | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._flush)
        self._calls: deque[Callable[[], None]] = deque()
        events.listen(self._heard)

    @property
    def queries(self) -> Queries:
        """What there is to see, on a connection of the window thread. Raises PortFault."""
        if self._queries is None:
            self._queries = self._resources.enter_context(self.open_queries())
        return self._queries

    def do(
        self,
        work: Callable[[Program], T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[Fault], object] | None = None,
        owner: QObject | None = None,
    ) -> Future[T]:
        """Have something done with the program, then call back here; `failed` gets the fault (`broke` tells it else).

        Nothing is called for an owner that was closed meanwhile, or for work that was cancelled.
        """
        number = self._remember(_Asked(then, failed or self.broke.emit, owner, work))
        future = self._worker.submit(lambda program: self._asked[number].work(program), Urgency.PERSON)
        future.add_done_callback(lambda done: self._later(lambda: self._tell(number, done)))
        return future

    def after(
        self,
        future: Future[T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[Fault], object] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Call back here when something is done that was begun elsewhere, by the runner for example."""
        number = self._remember(_Asked(then, failed or self.broke.emit, owner))
        future.add_done_callback(lambda done: self._later(lambda: self._tell(number, done)))

    def cancel(self) -> None:
        """Stop what is under way, between two calls."""
        self._worker.cancel()

    def close(self) -> None:
        """Let go of the database."""
        self._queries = None
        self._resources.close()

    def _heard(self, event: Event) -> None:
        """In the thread of whoever tells it."""
        with self._lock:
            if isinstance(event, Changed | Progressed | Stood):
                self._latest[type(event)] = event
            else:
                self._every.append(event)
            if self._pending:
                return
            self._pending = True
        self._later(self._on_poke)

    def _on_poke(self) -> None:
        if not self._timer.isActive():
            self._flush()

    def _flush(self) -> None:
        with self._lock:
            events = [*self._every, *self._latest.values()]
            self._every.clear()
            self._latest.clear()
            self._pending = False
        if events:
            self._timer.start()
        for event in events:
            self._emit(event)

    def _emit(self, event: Event) -> None:
        if isinstance(event, Changed):
            self.changed.emit()
        elif isinstance(event, Progressed):
            self.progressed.emit(event.progress)
        elif isinstance(event, Stood):
            self.stood.emit(event.standing)
        elif isinstance(event, Ended):
            self.ended.emit(event)
        elif isinstance(event, Broke):
            self.broke.emit(event.fault)
        elif isinstance(event, LetGo):
            self.close()

    def _later(self, call: Callable[[], None]) -> None:
        """Call this in the window thread; from any thread. An event and no queued signal: naming Qt's way of connecting
        loads all of its names, which takes a tenth of the start."""
        self._calls.append(call)
        QCoreApplication.postEvent(self, QEvent(_CALL))

    def event(self, event: QEvent) -> bool:
        """Make the call that was asked for."""
        if event.type() != _CALL:
            return super().event(event)
        self._calls.popleft()()
        return True

    def _remember(self, asked: _Asked) -> int:
        """Hold it here and not by the future: what the worker is the last to hold, it destroys in its thread."""
        number = next(self._numbers)
        self._asked[number] = asked
        return number

    def _tell(self, number: int, future: Future[Any]) -> None:
        asked = self._asked.pop(number)
        if future.cancelled() or (asked.owner is not None and not shiboken6.isValid(asked.owner)):
            return
        problem = future.exception()
        if problem is None:
            if asked.then is not None:
                asked.then(future.result())
        elif not isinstance(problem, CancelledError):
            asked.failed(fault_of(problem))


_CALL = QEvent.Type(QEvent.registerEventType())
