"""When sessions run: every half hour, at the start, after a sleep, after a decision, and when a person says so.

Exists as the only place that decides this. It never runs the first session by itself, which a person must agree to, and
none while paused. Must not know windows or threads; it only puts work before the engine.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from threading import RLock
from typing import TYPE_CHECKING, Protocol

from desktop.app.engine import Urgency, fault_of
from desktop.app.events import Broke, Ended, Event, Events, Progressed, Stood
from desktop.app.standing import STARTING, Facts, Standing, passing, stand

if TYPE_CHECKING:
    from desktop.app.engine import T
    from desktop.app.facade import Program
    from desktop.app.schedule import Schedule
    from desktop.core.ports import Clock
    from desktop.sync.session import Report

TICK = timedelta(seconds=30)
"""How often `tick` is to be called."""
JUMP = timedelta(seconds=90)
"""Ticks further apart than this mean that the machine slept or that its clock was set."""
SETTLING = timedelta(seconds=15)
"""After a sleep the network needs this long."""
STUCK = timedelta(minutes=5)
"""A session that has not told anything for this long is shown as waiting for a server."""
RETRY = timedelta(minutes=5)
"""After a session that could not reach a server."""
GO_ON = timedelta(minutes=1)
"""After a session that lasted as long as one may."""


class Worker(Protocol):
    """Where work is put; `Engine` fulfils it."""

    def submit(self, work: Callable[[Program], T], urgency: Urgency = Urgency.PERSON) -> Future[T]:
        """Have something done with the program."""
        ...

    def watch(self, look: Callable[[Program], None]) -> None:
        """Have this called in the worker's thread after each piece of work."""
        ...

    def cancel(self) -> None:
        """Stop what is under way."""
        ...


class Runner:
    """Runs sessions when they are due. Every method returns at once."""

    def __init__(self, worker: Worker, schedule: Schedule, clock: Clock, events: Events) -> None:
        self._worker, self._schedule, self._clock, self._events = worker, schedule, clock, events
        self._lock = RLock()
        self._facts = Facts()
        self._waiting = False
        self._phase = ""
        self._next: datetime | None = None
        self._last_tick = self._last_word = clock.now()
        self._standing = STARTING
        events.listen(self._heard)
        worker.watch(self._look)

    @property
    def standing(self) -> Standing:
        """How everything stands."""
        return self._standing

    def start(self) -> None:
        """Look how things stand and sync at once when the last success is older than an interval."""
        self._worker.submit(lambda program: None).add_done_callback(self._started)

    def sync(self, yes: bool = False, trigger: str = "person") -> Future[Report | None]:
        """Run a session, also while paused; the report, or None where another one that waits does it all.

        `yes` agrees to the first sync. One at a time: during a session exactly one more waits.
        """
        with self._lock:
            if self._waiting and not yes:
                done: Future[Report | None] = Future()
                done.set_result(None)
                return done
            self._waiting = True
        urgency = Urgency.PERSON if trigger in ("person", "decision") else Urgency.SCHEDULE
        future = self._worker.submit(lambda program: self.run(program, yes, trigger), urgency)
        future.add_done_callback(self._finished)
        return future

    def run(self, program: Program, yes: bool, trigger: str = "person") -> Report | None:
        """One session at once, in the worker's thread; None where it must not run now. `sync` puts it in the queue."""
        with self._lock:
            self._waiting = False
            self._facts = program.queries.facts()
            if not yes and trigger != "person" and not self._may_run():
                return None
            self._phase, self._last_word = "starting", self._clock.now()
        self._stand()
        try:
            report = program.sync(yes=yes, trigger=trigger)
        finally:
            with self._lock:
                self._phase = ""
                self._facts = program.queries.facts()
            self._plan_next()
        self._events.tell(Ended(report, trigger))
        return report

    def decided(self) -> None:
        """A person answered a question: carry it out at once."""
        self._by_itself("decision")

    def pause(self, until: datetime) -> Future[None]:
        """Start no session by ourselves before a moment (aware)."""
        return self._worker.submit(lambda program: program.options.pause(until))

    def resume(self) -> Future[None]:
        """Go on, with a session at once when one is due."""
        future = self._worker.submit(lambda program: program.options.pause(None))
        future.add_done_callback(lambda _: self._catch_up("schedule"))
        return future

    def cancel(self) -> None:
        """Stop the running session between two calls; what was written stays."""
        self._worker.cancel()

    def tick(self) -> None:
        """Called every half minute by a timer that neither a sleep nor a set clock can stop."""
        now = self._clock.now()
        gap, self._last_tick = now - self._last_tick, now
        if gap > JUMP or gap < timedelta(0):
            self._set_alarm(now + SETTLING, "resume")
        with self._lock:
            if self._phase and now - self._last_word > STUCK:
                self._phase = "waiting"
        self._stand()

    def stop(self) -> None:
        """Start nothing any more."""
        self._schedule.stop()

    def _may_run(self) -> bool:
        paused = self._facts.paused_until is not None and self._clock.now() < self._facts.paused_until
        return self._facts.connected and not self._facts.first_sync_due and not paused

    def _by_itself(self, trigger: str) -> None:
        with self._lock:
            due = self._may_run()
        if due:
            self.sync(trigger=trigger)

    def _look(self, program: Program) -> None:
        facts = program.queries.facts()
        with self._lock:
            before, self._facts = self._facts, facts
            self._phase = ""
        if _timing(facts) != _timing(before):
            self._plan_next()
        self._stand()

    def _started(self, future: Future[None]) -> None:
        if not self._told(future):
            self._catch_up("start")

    def _catch_up(self, trigger: str) -> None:
        last = self._facts.last_success
        if last is None or self._clock.now() - last >= self._facts.interval:
            self._by_itself(trigger)
        self._plan_next()

    def _plan_next(self) -> None:
        with self._lock:
            facts, now = self._facts, self._clock.now()
            if not facts.connected or facts.first_sync_due:
                self._next = None
                self._stand()
                return
            troubled = facts.verdict == "failed" and passing(facts.fault_kind)
            pause = min(RETRY, facts.interval) if troubled else facts.interval
            moment = now + (GO_ON if facts.verdict == "out-of-time" else pause)
            if facts.goes_on_at is not None:
                moment = max(moment, facts.goes_on_at)
            if facts.paused_until is not None and facts.paused_until > now:
                moment = facts.paused_until
        self._set_alarm(moment, "schedule")
        self._stand()

    def _set_alarm(self, moment: datetime, trigger: str) -> None:
        with self._lock:
            if not self._facts.connected or self._facts.first_sync_due:
                return
            self._next = moment
        self._schedule.at(moment, lambda: self._by_itself(trigger))

    def _finished(self, future: Future[Report | None]) -> None:
        if future.cancelled() or self._told(future):
            with self._lock:
                self._waiting = False

    def _told(self, future: Future[Report | None] | Future[None]) -> bool:
        """Whether work failed; then everybody is told, since nobody may be waiting for it."""
        problem = None if future.cancelled() else future.exception()
        if problem is None:
            return False
        self._events.tell(Broke(fault_of(problem)))
        return True

    def _heard(self, event: Event) -> None:
        if isinstance(event, Progressed):
            # Also of work that was not begun here, such as a sync that the command line handed over.
            with self._lock:
                self._phase, self._last_word = event.progress.phase, self._clock.now()
            self._stand()

    def _stand(self) -> None:
        with self._lock:
            standing = stand(self._facts, self._clock.now(), self._next, self._phase)
            if standing == self._standing:
                return
            self._standing = standing
        self._events.tell(Stood(standing))


def _timing(facts: Facts) -> tuple[object, ...]:
    """What of the facts decides when the next session runs."""
    return facts.connected, facts.first_sync_due, facts.paused_until, facts.interval, facts.goes_on_at
