"""Looks for lines in a thread of its own, so that typing never waits: only the latest question is answered.

Exists between the window and the database. Must not know widgets.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Condition, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from desktop.app.reads import Filter, Interrupted
from desktop.core.faults import Fault, PortFault, bug

if TYPE_CHECKING:
    from desktop.app.queries import Queries

FIRST = 100
"""So many lines are shown at once; the rest follows."""

PAINT_S = 0.08


@dataclass(frozen=True, slots=True)
class Found:
    """The lines of a filter; not yet `complete` when these are only the first ones at hand."""

    wanted: Filter
    rows: array[int]
    complete: bool


@dataclass(frozen=True, slots=True)
class _Question:
    number: int
    wanted: Filter
    quick: bool


class Searcher(QObject):
    """Asks on a connection of its own. Signals arrive in the window's thread, those of older questions never."""

    found = Signal(object)
    """`Found`."""
    failed = Signal(object)
    """`Fault`."""
    _told = Signal(int, object)

    def __init__(self, open_queries: Callable[[], AbstractContextManager[Queries]], parent: QObject) -> None:
        super().__init__(parent)
        self._open = open_queries
        self._changed = Condition()
        self._question: _Question | None = None
        self._number = 0
        self._ends = False
        self._thread: Thread | None = None
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def ask(self, wanted: Filter, quick: bool = True) -> None:
        """Look for a filter in place of whatever is looked for; `quick`: tell the first lines before all of them."""
        with self._changed:
            self._number += 1
            self._question = _Question(self._number, wanted, quick)
            self._changed.notify()
        if self._thread is None:
            self._ends = False
            self._thread = Thread(target=self._run, name="browser", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the thread and let go of the database; the next question begins anew."""
        with self._changed:
            self._number += 1
            self._question, self._ends = None, True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _hear(self, number: int, told: object) -> None:
        if number != self._number:
            return
        if isinstance(told, Found):
            self.found.emit(told)
        else:
            self.failed.emit(told)

    def _run(self) -> None:
        while not self._ends:
            try:
                with self._open() as queries:
                    self._serve(queries)
            except PortFault as problem:
                self._give_up(problem.fault)
            except Exception as problem:
                self._give_up(bug(problem))

    def _give_up(self, fault: Fault) -> None:
        """Tell it to whoever asked last; the database is opened anew with the next question."""
        with self._changed:
            self._question = None
            self._told.emit(self._number, fault)
            self._wait()

    def _serve(self, queries: Queries) -> None:
        queries.browse.stop_when(self._newer)
        while (question := self._next()) is not None:
            try:
                self._answer(queries, question)
            except Interrupted:
                continue

    def _newer(self) -> bool:
        """Whether nobody waits for the present answer any more."""
        return self._question is not None or self._ends

    def _next(self) -> _Question | None:
        """The next question, as soon as there is one; None at the end."""
        with self._changed:
            self._wait()
            question, self._question = self._question, None
            return question

    def _let_paint(self) -> None:
        """Leave the computer to the window until it shows the first lines, or another question comes."""
        with self._changed:
            self._changed.wait_for(self._newer, PAINT_S)

    def _wait(self) -> None:
        self._changed.wait_for(self._newer)

    def _answer(self, queries: Queries, question: _Question) -> None:
        wanted = question.wanted
        if question.quick and wanted.streams:
            rows = queries.browse.first(wanted, FIRST)
            self._told.emit(question.number, Found(wanted, rows, len(rows) < FIRST))
            if len(rows) < FIRST:
                return
            self._let_paint()
        if question.number == self._number:
            self._told.emit(question.number, Found(wanted, queries.browse.ids(wanted), True))
