"""One history from beginning to end: people act, the program runs and fails, and at the end all must be well.

Exists as the order of things; what must hold is in `laws`, what goes wrong in `fate`, what people do in `people`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.core.memory import MemoryWorld
from desktop.core.memory.calls import Told
from desktop.core.ports import Page
from desktop.core.record import Side
from desktop.sync.session import Report

from . import answers, laws
from .fate import Fate
from .history import BOTH, Act, History, Sync
from .machine import Machine, kind_map
from .people import Hands, do
from .recorder import Recorder
from .violation import Violation

QUIET_SESSIONS = 16
"""In so many sessions, with every question answered after each, both sides must agree (law L1)."""
STALE_BY = 4
"""A stale server lacks so many of the latest writes."""


@dataclass(slots=True)
class _Clock:
    moment: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


@dataclass(slots=True)
class _Ids:
    last: int = 0

    def new(self) -> str:
        self.last += 1
        return f"id-{self.last:06d}"


class Simulation:
    """The world of one history. `story` tells what happened, a line each."""

    def __init__(self, history: History, folder: Path | None = None) -> None:
        setting = history.setting
        self.history = history
        self.story: list[str] = []
        self.moments: list[int] = []
        """How many moments each session passed."""
        self._clock = _Clock()
        self.world = MemoryWorld(
            self._clock,
            _Ids(500_000),
            dialect=setting.dialect,
            link_field=setting.link_field,
            scope=setting.scope,
        )
        self.names = kind_map(setting.dialect, setting.link_field)
        self.recorder = Recorder(self.world, self.names)
        self.recorder.one_sided = None if setting.people == BOTH else Side(setting.people)
        self._hands = Hands(self.world, self._clock, self.recorder)
        path = folder / "simulation.sqlite" if folder else None
        self._ids = _Ids()
        self.machine = Machine(self.world, self.names, self._clock, self._ids, path)
        self.recorder.unanswered = self._unanswered
        self._waiting: list[Act] = []
        """What the person says while a session runs is taken when it is over, as the windows do."""
        self._running = False
        self.quiet_since: datetime | None = None
        """The moment since which nobody edits anything."""
        self._past = [self.world.snapshot()]
        for name in ("Acme", "Beta"):
            self.world.crm.people.create_account(name)

    def run(self) -> None:
        """Run the history. Raises Violation, or what the product raises."""
        try:
            for step in self.history.steps:
                if isinstance(step, Act):
                    self._act(step)
                else:
                    self._session(step)
            self._settle()
        finally:
            self.machine.close()

    def _act(self, act: Act, indent: str = "") -> None:
        self._clock.moment += timedelta(seconds=2)
        told = self._done(act)
        if told is not None:
            self._remember()
            self.story.append(f"{indent}{told}")

    def _unanswered(self) -> bool:
        return any(
            entry.verb == "create" and entry.side is Side.CRM for entry in self.machine.store.journal.open_entries()
        )

    def _done(self, act: Act) -> str | None:
        if self._running and act.name in ("answer", "wish", "lose the database"):
            self._waiting.append(act)
            return None
        if act.name == "answer":
            return answers.answer_one(self.machine, self.recorder, self._clock, act.pick, act.value)
        if act.name == "wish":
            return answers.wish(self.machine, act.pick, act.value)
        if act.name == "lose the database":
            self._lose()
            return "the database is lost"
        return do(self._hands, act.name, act.pick, act.value)

    def _remember(self) -> None:
        self._past = [*self._past[-STALE_BY:], self.world.snapshot()]

    def _session(self, step: Sync) -> Report | None:
        self._clock.moment += timedelta(minutes=step.minutes)
        fate = Fate(step.events, self._clock, lambda act: self._act(act, "    meanwhile: "))
        self.story.append(f"session, {step.minutes} minutes later")
        for calls in (self.world.crm.calls, self.world.mailbox.calls):
            fate.watch(calls, self._stale)
        self.recorder.machine, self._running = self.machine, True
        try:
            report = self.machine.session(fate)
        finally:
            self.recorder.machine, self._running = None, False
            for calls in (self.world.crm.calls, self.world.mailbox.calls):
                calls.quiet()
            self.moments.append(fate.passed)
            self.story += [f"    {told}" for told in fate.told]
        self.story.append(f"    ends as {report.verdict.value if report else 'dead'}")
        if report is not None and report.fault is not None:
            self.story.append(f"    {report.fault.code}: {report.fault.message}")
        self._remember()
        laws.after_session(self)
        while self._waiting:
            self._act(self._waiting.pop(0))
        return report

    def _stale(self, cursor: str | None, tell: Told) -> Iterator[Page]:
        """A round as it was told before the latest writes."""
        present = self.world.snapshot()
        self.world.restore(self._past[0])
        try:
            pages = list(tell(cursor))
        finally:
            self.world.restore(present)
        return iter(pages)

    def _settle(self) -> None:
        """All is quiet: sessions until nothing is asked, each with every question answered after it."""
        chance = random.Random(self.history.setting.answers)
        self.story.append("all is quiet")
        self.quiet_since = self._clock.now()
        for number in range(QUIET_SESSIONS):
            report = self._session(Sync(minutes=15 if number else 26 * 60))
            if report is None or report.fault is not None:
                raise Violation("L1", f"a session without any trouble failed: {report and report.fault}")
            if not self._answer_all(chance) and number > 1:
                break
        else:
            raise Violation("L1", f"after {QUIET_SESSIONS} quiet sessions something is still asked")
        self._session(Sync(minutes=26 * 60))
        versions = laws.versions(self)
        last = self._session(Sync())
        if laws.versions(self) != versions:
            raise Violation("L2", "a session in agreement moved a version")
        if last is None or any(name.split()[0] in laws.VERBS for name, count in last.counts.items() if count):
            raise Violation("L2", f"a session in agreement had something to do: {last and last.counts}")
        laws.agreement(self)
        self._lose_in_agreement(versions)

    def _lose_in_agreement(self, versions: Mapping[str, str]) -> None:
        """What was excluded, refused or labelled only the database knows: beside such, only the rest must not move."""
        known, store = laws.known(self), self.machine.store
        alone = bool(store.issues.open() or store.exclusions.all())
        self._lose()
        self.story.append("the database is lost in agreement")
        self._session(Sync())
        laws.rebuilt(self, known)
        ours = {native_id for ids in known.values() for native_id in ids}
        moved = {native_id for native_id, _ in versions.items() ^ laws.versions(self).items()}
        # Without any link id nothing tells of a past, and all begins anew.
        if known and (moved & ours if alone else moved):
            raise Violation("L11", f"after a loss in agreement {', '.join(sorted(moved))} was written to")

    def _lose(self) -> None:
        self.machine.lose_database()
        self.recorder.forgotten()

    def _answer_all(self, chance: random.Random) -> bool:
        """Whether anything was open."""
        asked = False
        for _ in range(50):
            told = answers.answer_one(self.machine, self.recorder, self._clock, 0, chance.randrange(600))
            if told is None and not answers.open_holds(self.machine) and not self.machine.store.conflicts.waiting():
                return asked
            asked = True
            if told is not None:
                self.story.append(told)
        raise Violation("L1", "a question cannot be answered")


def run(history: History) -> Simulation:
    """Run a history; raises Violation or what the product raises, with `story` as an attribute of the exception."""
    if not history.setting.files:
        return _run(Simulation(history))
    with TemporaryDirectory() as folder:
        return _run(Simulation(history, Path(folder)))


def _run(simulation: Simulation) -> Simulation:
    try:
        simulation.run()
    except Exception as problem:
        problem.add_note("\n".join(simulation.story))
        raise
    return simulation
