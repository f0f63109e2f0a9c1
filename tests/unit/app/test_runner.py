"""When sessions run: the runner over a worker that is worked off, a clock that stands, an alarm that a test rings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from desktop.app.engine import Urgency
from desktop.app.events import Broke, Ended, Event, Events, Progressed, Stood
from desktop.app.facade import Program
from desktop.app.runner import JUMP, SETTLING, Runner
from desktop.app.standing import Facts, State
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.sync.context import Progress

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


@dataclass
class Clock:
    moment: datetime = NOON

    def now(self) -> datetime:
        return self.moment


@dataclass
class Alarm:
    moment: datetime | None = None
    work: Callable[[], None] = lambda: None
    stopped: bool = False

    def at(self, moment: datetime, work: Callable[[], None]) -> None:
        self.moment, self.work = moment, work

    def stop(self) -> None:
        self.stopped = True


class Profile:
    """The program as the runner sees it: its facts, and sessions that are counted."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.now = Facts(connected=True, first_sync_due=False, last_success=NOON)
        self.triggers: list[str] = []
        self.fault: Fault | None = None
        self.verdict = "clean"
        self.during: Callable[[], None] = lambda: None
        self.queries = self.options = self

    def facts(self) -> Facts:
        return self.now

    def change(self, **values: Any) -> None:
        from dataclasses import replace

        self.now = replace(self.now, **values)

    def sync(self, yes: bool, trigger: str) -> str:
        self.triggers.append(trigger)
        self.during()
        if self.fault:
            self.change(verdict="failed", fault=self.fault.sentence(), fault_kind=self.fault.kind.value)
        else:
            self.change(verdict=self.verdict, last_success=self.clock.now(), first_sync_due=False)
        return f"report {len(self.triggers)}"

    def pause(self, until: datetime | None) -> None:
        self.change(paused_until=until)


class Bench:
    """A worker whose queue a test works off."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.queue: list[tuple[Urgency, Callable[[], None]]] = []
        self.look: Callable[[Program], None] = lambda _: None
        self.cancelled = 0
        self.shut: PortFault | None = None

    def submit(self, work: Callable[[Program], Any], urgency: Urgency = Urgency.PERSON) -> Future[Any]:
        future: Future[Any] = Future()

        def do() -> None:
            try:
                if self.shut:
                    raise self.shut
                result = work(cast(Program, self.profile))
            except Exception as problem:
                future.set_exception(problem)
                return
            self.look(cast(Program, self.profile))
            future.set_result(result)

        self.queue.append((urgency, do))
        return future

    def watch(self, look: Callable[[Program], None]) -> None:
        self.look = look

    def cancel(self) -> None:
        self.cancelled += 1

    def run(self) -> None:
        while self.queue:
            self.queue.pop(0)[1]()


@dataclass
class Rig:
    clock: Clock = field(default_factory=Clock)
    alarm: Alarm = field(default_factory=Alarm)
    told: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.profile = Profile(self.clock)
        self.bench = Bench(self.profile)
        self.events = Events()
        self.events.listen(self.told.append)
        self.runner = Runner(self.bench, self.alarm, self.clock, self.events)

    def start(self) -> None:
        self.runner.start()
        self.bench.run()

    def later(self, delta: timedelta) -> None:
        self.clock.moment += delta

    def ring(self) -> None:
        self.alarm.work()
        self.bench.run()

    @property
    def state(self) -> State:
        return self.runner.standing.state


@pytest.fixture
def rig() -> Iterator[Rig]:
    yield Rig()


def test_start_soon_after_a_success_waits_for_the_next_interval(rig: Rig) -> None:
    rig.start()
    assert rig.profile.triggers == []
    assert rig.alarm.moment == rig.runner.standing.next_run == NOON + HALF_HOUR
    assert rig.state is State.IDLE


def test_start_long_after_the_last_success_syncs_at_once(rig: Rig) -> None:
    rig.profile.change(last_success=NOON - HALF_HOUR)
    rig.start()
    assert rig.profile.triggers == ["start"]


def test_alarm_syncs_and_sets_the_next_one(rig: Rig) -> None:
    rig.start()
    for number in range(1, 4):
        rig.later(HALF_HOUR)
        rig.ring()
        assert rig.profile.triggers == ["schedule"] * number
        assert rig.alarm.moment == rig.clock.moment + HALF_HOUR


def test_first_sync_is_never_started_by_itself(rig: Rig) -> None:
    rig.profile.change(first_sync_due=True, last_success=None)
    rig.start()
    rig.runner.decided()
    rig.later(timedelta(hours=3))
    rig.runner.tick()
    rig.bench.run()
    assert rig.profile.triggers == []
    assert rig.alarm.moment is None
    assert rig.state is State.SET_UP


def test_persons_yes_runs_the_first_sync_and_starts_the_schedule(rig: Rig) -> None:
    rig.profile.change(first_sync_due=True, last_success=None)
    rig.start()
    future = rig.runner.sync(yes=True)
    rig.bench.run()
    assert str(future.result()) == "report 1"
    assert rig.alarm.moment == NOON + HALF_HOUR


def test_requests_during_a_session_queue_exactly_one_more(rig: Rig) -> None:
    rig.start()

    def many() -> None:
        rig.profile.during = lambda: None
        for _ in range(5):
            rig.runner.sync()

    rig.profile.during = many
    rig.runner.sync()
    rig.bench.run()
    assert rig.profile.triggers == ["person", "person"]


def test_decision_is_carried_out_at_once(rig: Rig) -> None:
    rig.start()
    rig.runner.decided()
    assert rig.bench.queue[0][0] is Urgency.PERSON
    rig.bench.run()
    assert rig.profile.triggers == ["decision"]


def test_pause_keeps_the_schedule_still_until_its_end_and_a_person_may_sync_all_the_same(rig: Rig) -> None:
    rig.start()
    until = NOON + timedelta(hours=2)
    rig.runner.pause(until)
    rig.bench.run()
    assert (rig.state, rig.alarm.moment) == (State.PAUSED, until)
    rig.later(HALF_HOUR)
    rig.alarm.work()
    rig.runner.decided()
    rig.bench.run()
    assert rig.profile.triggers == []
    rig.runner.sync()
    rig.bench.run()
    assert rig.profile.triggers == ["person"]
    assert rig.alarm.moment == until
    rig.later(timedelta(hours=2))
    rig.ring()
    assert rig.profile.triggers == ["person", "schedule"]


def test_pause_survives_a_restart(rig: Rig) -> None:
    rig.profile.change(paused_until=NOON + timedelta(days=1), last_success=NOON - timedelta(days=3))
    rig.start()
    assert (rig.profile.triggers, rig.state) == ([], State.PAUSED)


def test_resume_syncs_when_one_is_due_and_only_then(rig: Rig) -> None:
    rig.start()
    rig.runner.pause(NOON + timedelta(hours=2))
    rig.bench.run()
    rig.runner.resume()
    rig.bench.run()
    assert rig.profile.triggers == []
    assert rig.alarm.moment == NOON + HALF_HOUR
    rig.runner.pause(NOON + timedelta(hours=2))
    rig.bench.run()
    rig.later(HALF_HOUR)
    rig.runner.resume()
    rig.bench.run()
    assert rig.profile.triggers == ["schedule"]


@pytest.mark.parametrize("jump", [JUMP + timedelta(seconds=1), timedelta(hours=9), -timedelta(hours=2)])
def test_sleep_or_set_clock_brings_a_session_when_the_network_has_settled(rig: Rig, jump: timedelta) -> None:
    rig.start()
    rig.later(jump)
    rig.runner.tick()
    assert rig.alarm.moment == rig.clock.moment + SETTLING
    rig.ring()
    assert rig.profile.triggers == ["resume"]


def test_ordinary_ticks_change_nothing(rig: Rig) -> None:
    rig.start()
    for _ in range(10):
        rig.later(timedelta(seconds=30))
        rig.runner.tick()
    assert rig.alarm.moment == NOON + HALF_HOUR
    assert rig.profile.triggers == []


def test_unreachable_server_is_tried_again_after_five_minutes_and_shown_as_offline(rig: Rig) -> None:
    rig.start()
    rig.profile.fault = Fault(FaultClass.TRANSIENT, "timeout", "No answer.", "Wait.")
    rig.runner.sync()
    rig.bench.run()
    assert rig.state == "offline"
    assert rig.alarm.moment == NOON + timedelta(minutes=5)
    rig.profile.fault = None
    rig.ring()
    assert rig.state == "idle"


def test_session_that_lasted_too_long_is_gone_on_with_after_a_minute(rig: Rig) -> None:
    rig.profile.verdict = "out-of-time"
    rig.runner.sync()
    rig.bench.run()
    assert rig.alarm.moment == rig.clock.moment + timedelta(minutes=1)


def test_no_session_runs_by_itself_while_the_calls_are_used_up(rig: Rig) -> None:
    rest = NOON + timedelta(hours=2, minutes=30)
    rig.profile.change(resting_until=rest)
    rig.start()
    assert rig.alarm.moment == rest


def test_stale_shows_after_three_intervals_without_a_success(rig: Rig) -> None:
    rig.start()
    rig.later(3 * HALF_HOUR + timedelta(seconds=1))
    rig.runner.tick()
    assert rig.state is State.STALE


def test_running_session_is_shown_as_working(rig: Rig) -> None:
    rig.start()
    states: list[State] = []
    rig.profile.during = lambda: states.append(rig.state)
    rig.runner.sync()
    rig.bench.run()
    assert states == [State.WORKING]
    assert rig.state is State.IDLE
    assert [event.trigger for event in rig.told if isinstance(event, Ended)] == ["person"]


def test_session_that_says_nothing_for_minutes_is_shown_as_waiting_for_a_server(rig: Rig) -> None:
    rig.start()
    phases: list[str] = []

    def silent() -> None:
        for _ in range(11):
            rig.later(timedelta(seconds=30))
            rig.runner.tick()
            phases.append(rig.runner.standing.phase)

    rig.profile.during = silent
    rig.runner.sync()
    rig.bench.run()
    assert phases == ["starting"] * 10 + ["waiting"]
    assert rig.runner.standing.phase == ""


def test_profile_that_cannot_be_opened_is_told_and_a_later_request_is_not_lost(rig: Rig) -> None:
    rig.bench.shut = PortFault(Fault(FaultClass.ENVIRONMENT, "disk-full", "The disk is full.", "Make room."))
    rig.start()
    rig.runner.sync()
    rig.bench.run()
    assert [event.fault.code for event in rig.told if isinstance(event, Broke)] == ["disk-full"] * 2
    rig.bench.shut = None
    rig.runner.sync()
    rig.bench.run()
    assert rig.profile.triggers == ["person"]


def test_changed_interval_moves_the_alarm(rig: Rig) -> None:
    rig.start()
    rig.bench.submit(lambda program: rig.profile.change(interval=timedelta(minutes=10)))
    rig.bench.run()
    assert rig.alarm.moment == NOON + timedelta(minutes=10)


def test_standing_is_told_only_when_it_changes(rig: Rig) -> None:
    rig.start()
    before = sum(isinstance(event, Stood) for event in rig.told)
    rig.runner.tick()
    rig.runner.tick()
    assert sum(isinstance(event, Stood) for event in rig.told) == before


def test_stop_stops_the_alarm_and_cancel_reaches_the_worker(rig: Rig) -> None:
    rig.runner.cancel()
    rig.runner.stop()
    assert (rig.bench.cancelled, rig.alarm.stopped) == (1, True)


def test_a_sync_that_another_began_is_shown_while_it_works_and_no_longer(rig: Rig) -> None:
    """The command line hands its commands to the worker, past the runner."""
    rig.start()
    seen: list[State] = []

    def sync(program: Program) -> None:
        rig.events.tell(Progressed(Progress("reading")))
        seen.append(rig.runner.standing.state)

    rig.bench.submit(sync)
    rig.bench.run()
    assert seen == [State.WORKING]
    assert (rig.runner.standing.state, rig.runner.standing.phase) == (State.IDLE, "")


def test_a_bug_that_nobody_waited_for_is_in_the_log_with_its_traceback(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("broken on purpose")

    rig.start()
    rig.profile.during = broken
    rig.runner.sync()
    rig.bench.run()
    assert [event.fault.code for event in rig.told if isinstance(event, Broke)] == ["bug"]
    assert "RuntimeError: broken on purpose" in caplog.text
