"""The worker: one thread that owns the program and runs what is asked of it, one thing at a time.

Exists so that no window and no scheduler ever waits for a server, a keychain or the disk, and so that the database has
one writer. Must not know what the work is. The program is opened in the thread, where loading its parts takes seconds.
"""

from __future__ import annotations

import enum
import itertools
import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from desktop.app.events import Broke, Changed, Events, LetGo, Progressed
from desktop.core.faults import Fault, PortFault, bug

if TYPE_CHECKING:
    from desktop.app.facade import Program
    from desktop.sync.context import Progress

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Urgency(enum.IntEnum):
    """What goes first when several things wait."""

    PERSON = 0
    RESUME = 1
    SCHEDULE = 2
    _END = 9


class OpenProgram(Protocol):
    """Opens the program; the session tells `progress` what it does and asks `cancelled` between calls."""

    def __call__(self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Program:
        """The program. Raises PortFault where the profile cannot be used."""
        ...


@dataclass(order=True, slots=True)
class _Job:
    urgency: int
    number: int
    work: Callable[[Program], Any] = field(compare=False)
    future: Future[Any] = field(compare=False)


def fault_of(problem: BaseException) -> Fault:
    """What a person reads of an exception that ended a piece of work; the details of a bug go to the log."""
    if isinstance(problem, PortFault):
        return problem.fault
    _log.error("Work broke.", exc_info=problem)
    return bug(problem)


class Engine:
    """Runs work on the program in a thread of its own. `start` once, `stop` once.

    Opening is tried again with every piece of work until it succeeds; till then the work fails with what was wrong.
    When a piece of work has wiped the profile, it was the last one.
    """

    def __init__(self, open_program: OpenProgram, events: Events) -> None:
        self._open, self._events = open_program, events
        self._queue: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._cancel, self._stopping = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)
        self._program: Program | None = None
        self._look: Callable[[Program], None] = lambda _: None

    def watch(self, look: Callable[[Program], None]) -> None:
        """Have this called in the worker's thread after each piece of work, with the program."""
        self._look = look

    def start(self) -> None:
        """Begin to work, unless it was stopped before."""
        if not self._stopping.is_set():
            self._thread.start()

    def submit(self, work: Callable[[Program], T], urgency: Urgency = Urgency.PERSON) -> Future[T]:
        """Have something done; the future gets its result or what it raised. After `stop` it is cancelled."""
        future: Future[T] = Future()
        if self._stopping.is_set():
            future.cancel()
            return future
        self._queue.put(_Job(urgency, next(self._numbers), work, future))
        return future

    def cancel(self) -> None:
        """Ask the work that is under way to stop between two calls; what was settled stays."""
        self._cancel.set()

    def stop(self, seconds: float = 10.0) -> bool:
        """Cancel what runs, drop what waits, and end; False when the work did not end in that time.

        A process may end then all the same: the journal knows what was under way.
        """
        self._stopping.set()
        self._cancel.set()
        self._queue.put(_Job(Urgency._END, next(self._numbers), lambda _: None, Future()))
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            job = self._queue.get()
            if self._stopping.is_set():
                self._drop(job)
                break
            if job.future.set_running_or_notify_cancel():
                self._cancel.clear()
                self._do(job)
            if self._program is not None and self._program.wiped:
                self._stopping.set()
                break
        while not self._queue.empty():
            self._drop(self._queue.get())
        if self._program is not None:
            self._program.close()

    def _do(self, job: _Job) -> None:
        try:
            if self._program is None:
                self._program = self._opened()
            result = job.work(self._program)
        except BaseException as problem:  # whatever it is, it belongs to whoever asked
            self._after()
            job.future.set_exception(problem)
        else:
            self._after()
            job.future.set_result(result)

    def _opened(self) -> Program:
        program = self._open(self._progressed, self._cancelled)
        if program.rebuilt is not None:
            self._events.tell(LetGo())
            self._events.tell(Broke(program.rebuilt))
        return program

    def _after(self) -> None:
        """Before the future is done, so that whoever waited for it finds the standing that followed."""
        if self._program is None or self._program.wiped:
            return
        if self._program.damaged:
            self._program.close()
            self._program = None
            self._events.tell(LetGo())
        else:
            self._look(self._program)
        self._events.tell(Changed())

    def _drop(self, job: _Job) -> None:
        with suppress(InvalidStateError):
            job.future.cancel()

    def _progressed(self, progress: Progress) -> None:
        self._events.tell(Progressed(progress))

    def _cancelled(self) -> bool:
        return self._cancel.is_set() or self._stopping.is_set()
