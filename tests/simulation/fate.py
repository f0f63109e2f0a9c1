"""Fate: what goes wrong, or what somebody does, at the moments that a session passes.

Exists as the one place where troubles enter: it sits on the hooks of the ends and on the commits of the database. Must
not know any law.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from desktop.core.faults import CursorExpired, Fault, FaultClass, PortFault
from desktop.core.lease import RENEWED_BEFORE
from desktop.core.memory.calls import Calls, Told, lost_reply
from desktop.core.ports import Clock, Page

from .history import (
    CANCELLED,
    CRASH,
    CUT_BATCH,
    EXPIRED,
    LOST_REPLY,
    LOST_REQUEST,
    NO_ANSWER,
    REFUSED_ITEM,
    REPEATED_PAGES,
    STALE_PAGES,
    THROTTLED,
    Act,
    At,
    Sync,
)

WRITES = frozenset({"create", "update", "delete", "share", "unshare", "label"})


class Crash(BaseException):
    """The program is gone."""


class Moment(enum.Enum):
    """What a session is about to do, or has just done."""

    READ = enum.auto()
    WRITE = enum.auto()
    ITEM = enum.auto()
    WRITTEN = enum.auto()
    ROUND = enum.auto()
    COMMIT = enum.auto()
    COMMITTED = enum.auto()


_WRITES = frozenset({Moment.WRITE, Moment.ITEM, Moment.WRITTEN})
_CALLS = frozenset({Moment.READ, Moment.WRITE})
_FITS: dict[str, frozenset[Moment]] = {
    CRASH: frozenset(Moment),
    NO_ANSWER: _CALLS,
    THROTTLED: _CALLS,
    LOST_REQUEST: frozenset({Moment.WRITE}),
    LOST_REPLY: frozenset({Moment.WRITTEN}),
    CUT_BATCH: frozenset({Moment.ITEM}),
    REFUSED_ITEM: frozenset({Moment.ITEM}),
    CANCELLED: frozenset(Moment),
    REPEATED_PAGES: frozenset({Moment.ROUND}),
    STALE_PAGES: frozenset({Moment.ROUND}),
    EXPIRED: frozenset({Moment.ROUND}),
}
_ACTS = frozenset({Moment.READ, Moment.WRITE, Moment.ITEM, Moment.WRITTEN})
"""A database does not hear of what people do, so that its moments make no difference for an act."""


class Fate:
    """The events of one session. `perform` does an act; `stale` tells a round as an older server would."""

    def __init__(self, events: Sequence[At], clock: Clock, perform: Callable[[Act | Sync], None]) -> None:
        self.passed = 0
        """Moments so far."""
        self.dead = False
        self.cancelled = False
        self.long_calls = False
        """Whether a call that writes may last longer than the lease: what lies beyond the promise."""
        self.disturbed = False
        """Whether somebody did something meanwhile."""
        self.told: list[str] = []
        """What happened, in order."""
        self._events = sorted(events, key=lambda event: event.moment)
        self._clock = clock
        self._perform = perform

    def watch(self, calls: Calls, stale: Callable[[str | None, Told], Iterator[Page]]) -> None:
        """Sit on the hooks of an end."""

        def before(name: str) -> None:
            self.at(Moment.WRITE if name in WRITES else Moment.READ, name)

        def item(name: str, _number: int) -> Fault | None:
            return self.at(Moment.ITEM, name)

        def written(name: str) -> None:
            self.at(Moment.WRITTEN, name)

        def pages(cursor: str | None, tell: Told) -> Iterator[Page]:
            return self._round(cursor, tell, stale)

        calls.before_call, calls.before_item, calls.after_commit, calls.pages = before, item, written, pages

    def at(self, moment: Moment, name: str = "") -> Fault | None:
        """Pass a moment; a fault refuses one item. Raises what happens."""
        if self.dead:
            raise Crash
        self.passed += 1
        for event in [event for event in self._events if event.moment < self.passed]:
            fits = self._fits(event.what)
            if moment in fits:
                self._events.remove(event)
                fault = self._happen(event.what, moment, name)
                if fault is not None:
                    return fault
        return None

    def _fits(self, what: Act | Sync | str) -> frozenset[Moment]:
        if isinstance(what, str):
            return _FITS[what]
        outlasts = isinstance(what, Sync) and timedelta(minutes=what.minutes) >= RENEWED_BEFORE
        return _ACTS - _WRITES if outlasts and not self.long_calls else _ACTS

    def _happen(self, what: Act | Sync | str, moment: Moment, name: str) -> Fault | None:
        if not isinstance(what, str):
            self.disturbed = True
            self._perform(what)
            return None
        if what not in (REPEATED_PAGES, STALE_PAGES, EXPIRED):
            self.told.append(f"{what} ({moment.name.lower()} {name})".replace(" )", ")"))
        if what == CRASH:
            self.dead = True
            raise Crash
        if what == CANCELLED:
            self.cancelled = True
        elif what == REFUSED_ITEM:
            message = "The record is in use by somebody else."
            return Fault(FaultClass.INVALID, "row-locked", message, vendor="UNABLE_TO_LOCK_ROW")
        elif what in (LOST_REQUEST, LOST_REPLY, CUT_BATCH):
            raise lost_reply()
        elif what == THROTTLED:
            until = self._clock.now() + timedelta(minutes=5)
            raise PortFault(Fault(FaultClass.THROTTLED, "throttled", "Too many requests.", until=until))
        elif what == NO_ANSWER:
            raise PortFault(Fault(FaultClass.TRANSIENT, "no-answer", "The server does not answer."))
        return None

    def _round(
        self, cursor: str | None, tell: Told, stale: Callable[[str | None, Told], Iterator[Page]]
    ) -> Iterator[Page]:
        due = [event.what for event in self._events if event.moment <= self.passed]
        self.at(Moment.ROUND, "changes")
        if EXPIRED in due and cursor is not None:
            self.told.append(EXPIRED)
            raise CursorExpired
        if STALE_PAGES in due:
            self.told.append(STALE_PAGES)
            yield from stale(cursor, tell)
            return
        if REPEATED_PAGES not in due:
            yield from tell(cursor)
            return
        self.told.append(REPEATED_PAGES)
        first = None
        for page in tell(cursor):
            first = first or page
            yield page
            yield page
            last = page
        if first is not None and first is not last:
            yield first
            yield last
