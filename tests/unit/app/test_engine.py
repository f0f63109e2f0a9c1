"""The worker: one thing at a time, the urgent first, in one thread, and whoever asked gets what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from typing import Any, cast

import pytest

from desktop.app.engine import Engine, Urgency
from desktop.app.events import Broke, Changed, Event, Events, Progressed
from desktop.app.facade import Program
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.sync.context import Progress

WAIT = 20


class Opened:
    """A program that only knows the engine's callbacks."""

    def __init__(self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> None:
        self.progress, self.cancelled = progress, cancelled
        self.thread = threading.current_thread()
        self.closed = self.wiped = self.damaged = False
        self.rebuilt: Fault | None = None

    def close(self) -> None:
        self.closed = True


class Bench:
    def __init__(self) -> None:
        self.opened: list[Opened] = []
        self.faults: list[Exception] = []
        self.told: list[Event] = []
        self.rebuilt: Fault | None = None
        events = Events()
        events.listen(self.told.append)
        self.engine = Engine(self.open, events)

    def open(self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Program:
        if self.faults:
            raise self.faults.pop()
        self.opened.append(Opened(progress, cancelled))
        self.opened[-1].rebuilt = self.rebuilt
        return cast(Program, self.opened[-1])


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    if made.engine._thread.is_alive():
        assert made.engine.stop(WAIT)


def test_result_comes_from_the_one_thread_that_opened_the_program(bench: Bench) -> None:
    bench.engine.start()
    futures = [bench.engine.submit(lambda program: (program, threading.current_thread())) for _ in range(3)]
    results = {future.result(WAIT) for future in futures}
    assert results == {(cast(Any, bench.opened[0]), bench.opened[0].thread)}
    assert bench.opened[0].thread is not threading.current_thread()
    assert len(bench.opened) == 1


def test_urgent_work_goes_first_and_equal_work_in_its_order(bench: Bench) -> None:
    done: list[str] = []

    def work(name: str) -> Callable[[Program], None]:
        return lambda _: done.append(name)

    futures = [
        bench.engine.submit(work("schedule"), Urgency.SCHEDULE),
        bench.engine.submit(work("first"), Urgency.PERSON),
        bench.engine.submit(work("resume"), Urgency.RESUME),
        bench.engine.submit(work("second"), Urgency.PERSON),
    ]
    bench.engine.start()
    for future in futures:
        future.result(WAIT)
    assert done == ["first", "second", "resume", "schedule"]


def test_what_work_raises_goes_to_whoever_asked_and_the_next_work_runs(bench: Bench) -> None:
    bench.engine.start()

    def broken(_: Program) -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        bench.engine.submit(broken).result(WAIT)
    assert bench.engine.submit(lambda _: 7).result(WAIT) == 7


def test_program_that_cannot_be_opened_is_tried_again_with_the_next_work(bench: Bench) -> None:
    bench.faults.append(PortFault(Fault(FaultClass.ENVIRONMENT, "disk-full", "The disk is full.")))
    bench.engine.start()
    with pytest.raises(PortFault, match="disk is full"):
        bench.engine.submit(lambda _: 1).result(WAIT)
    assert bench.engine.submit(lambda _: 2).result(WAIT) == 2


def test_cancel_is_seen_by_the_running_work_and_forgotten_by_the_next(bench: Bench) -> None:
    bench.engine.start()
    began, go = threading.Event(), threading.Event()

    def long(program: Program) -> bool:
        began.set()
        go.wait(WAIT)
        return cast(Opened, program).cancelled()

    future = bench.engine.submit(long)
    assert began.wait(WAIT)
    bench.engine.cancel()
    go.set()
    assert future.result(WAIT) is True
    assert bench.engine.submit(lambda program: cast(Opened, program).cancelled()).result(WAIT) is False


def test_work_that_was_cancelled_before_its_turn_never_runs(bench: Bench) -> None:
    done: list[int] = []
    future = bench.engine.submit(lambda _: done.append(1))
    assert future.cancel()
    bench.engine.start()
    bench.engine.submit(lambda _: done.append(2)).result(WAIT)
    assert done == [2]


def test_stop_cancels_drops_and_closes(bench: Bench) -> None:
    bench.engine.start()
    began = threading.Event()

    def until_cancelled(program: Program) -> str:
        began.set()
        while not cast(Opened, program).cancelled():
            began.wait(0.001)
        return "stopped"

    running = bench.engine.submit(until_cancelled)
    assert began.wait(WAIT)
    waiting = bench.engine.submit(lambda _: 1)
    assert bench.engine.stop(WAIT)
    assert running.result(WAIT) == "stopped"
    late: Future[int] = bench.engine.submit(lambda _: 2)
    for dropped in (waiting, late):
        with pytest.raises(CancelledError):
            dropped.result(WAIT)
    assert bench.opened[0].closed


def test_listeners_hear_of_progress_and_of_every_finished_work_before_its_future_is_done(bench: Bench) -> None:
    bench.engine.start()
    seen: list[int] = []
    bench.engine.watch(lambda _: seen.append(1))
    bench.engine.submit(lambda program: cast(Opened, program).progress(Progress("reading", 3))).result(WAIT)
    assert bench.told == [Progressed(Progress("reading", 3)), Changed()]
    assert seen == [1]


def test_engine_that_was_stopped_before_its_start_never_works(bench: Bench) -> None:
    assert bench.engine.stop(WAIT)
    bench.engine.start()
    with pytest.raises(CancelledError):
        bench.engine.submit(lambda _: 1).result(WAIT)
    assert bench.opened == []


def test_after_a_profile_was_wiped_nothing_looks_at_it_and_no_work_is_done(bench: Bench) -> None:
    looked: list[Program] = []
    bench.engine.watch(looked.append)

    def wipe(program: Program) -> str:
        program.wiped = True
        return "wiped"

    wiped, waiting = bench.engine.submit(wipe), bench.engine.submit(lambda _: 1)
    bench.engine.start()
    assert wiped.result(WAIT) == "wiped"
    with pytest.raises(CancelledError):
        waiting.result(WAIT)
    bench.engine._thread.join(WAIT)
    assert not bench.engine._thread.is_alive()
    assert bench.engine.submit(lambda _: 2).cancelled()
    assert (looked, len(bench.opened)) == ([], 1)
    assert bench.engine.stop(WAIT)


def test_a_damaged_database_is_let_go_of_and_opened_anew_and_the_person_is_told(bench: Bench) -> None:
    def break_it(program: Program) -> None:
        cast(Any, program).damaged = True
        bench.rebuilt = Fault(FaultClass.ENVIRONMENT, "database-rebuilt", "It was moved aside.")

    bench.engine.start()
    bench.engine.submit(break_it).result(WAIT)
    assert bench.opened[0].closed
    assert [event for event in bench.told if isinstance(event, Broke)] == []
    bench.engine.submit(lambda program: None).result(WAIT)
    assert len(bench.opened) == 2
    assert [event.fault.message for event in bench.told if isinstance(event, Broke)] == ["It was moved aside."]
