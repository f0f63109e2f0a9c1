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

from desktop.core.lease import Machine as Leaseholder
from desktop.core.memory import MemoryWorld
from desktop.core.memory.calls import Told
from desktop.core.ports import Page
from desktop.core.record import Side
from desktop.core.scope import of_view
from desktop.sync.session import Report

from . import answers, laws
from .fate import Fate
from .history import BOTH, LAGGING_SEARCH, LONG_CALLS, VIEW, Act, History, Sync
from .machine import Machine, kind_map
from .people import Hands, do
from .recorder import Recorder
from .violation import Violation

QUIET_SESSIONS = 16
"""In so many sessions, with every question answered after each, both sides must agree (law L1)."""
_IN_THE_PROGRAM = frozenset({"answer", "wish", "exclude", "include", "choose a policy", "lose the database"})
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
            scope="mine" if setting.scope == VIEW else setting.scope,
        )
        if setting.scope == VIEW:
            self.world.crm.scope = of_view(self.world.crm.people.make_view("Untitled", {"Title": None}))
        lags = setting.beyond == LAGGING_SEARCH
        self.world.crm.search_lag = timedelta(minutes=30) if lags else timedelta(seconds=30)
        self.names = kind_map(setting.dialect, setting.link_field)
        self.recorder = Recorder(self.world, self.names)
        self.recorder.one_sided = None if setting.people == BOTH else Side(setting.people)
        self.recorder.several = setting.machines > 1
        self._hands = Hands(self.world, self._clock, self.recorder)
        self._ids = _Ids()
        self.machines = [self._machine(number, folder) for number in range(setting.machines)]
        self.recorder.unanswered = self._unanswered
        self._waiting: list[Act] = []
        """What the person says while a session runs is taken when it is over, as the windows do."""
        self._under_way: list[tuple[Machine, Fate]] = []
        """The sessions that run now: the last one, and those that wait for it in the middle of a call."""
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
            for machine in self.machines:
                machine.close()

    def _machine(self, number: int, folder: Path | None) -> Machine:
        path = folder / f"simulation{number}.sqlite" if folder else None
        who = Leaseholder(f"PC{number}", f"key{number}") if self.history.setting.machines > 1 else None
        return Machine(self.world, self.names, self._clock, self._ids, path, who)

    def _act(self, act: Act, indent: str = "") -> None:
        self._clock.moment += timedelta(seconds=2)
        told = self._done(act)
        if told is not None:
            self._remember()
            self.story.append(f"{indent}{told}")

    def _unanswered(self, aside: Machine | None) -> bool:
        return any(
            machine is not aside and entry.verb == "create" and entry.side is Side.CRM
            for machine in self.machines
            for entry in machine.store.journal.open_entries()
        )

    def _done(self, act: Act) -> str | None:
        if self._under_way and act.name in _IN_THE_PROGRAM:
            self._waiting.append(act)
            return None
        machine = self.machines[(act.pick + act.value) % len(self.machines)]
        if act.name == "answer":
            return answers.answer_one(machine, self.recorder, self._clock, act.pick, act.value)
        if act.name == "wish":
            return answers.wish(machine, act.pick, act.value)
        if act.name == "exclude":
            return answers.exclude(machine, self._clock, act.pick)
        if act.name == "include":
            return answers.include(machine, self._clock, act.pick)
        if act.name == "choose a policy":
            return answers.choose(machine, act.value)
        if act.name == "lose the database":
            self._lose(machine)
            return "the database is lost"
        return do(self._hands, act.name, act.pick, act.value)

    def _remember(self) -> None:
        self._past = [*self._past[-STALE_BY:], self.world.snapshot()]

    def _session(self, step: Sync) -> Report | None:
        """Run a session, perhaps in the middle of another machine's; None where the program died in it."""
        machine = self.machines[step.machine % len(self.machines)]
        undone = machine.last() if step.undo else None
        if machine.runs or (step.undo and undone is None):
            return None
        self._clock.moment += timedelta(minutes=step.minutes)
        fate = Fate(step.events, self._clock, self._meanwhile)
        fate.long_calls = self.history.setting.beyond == LONG_CALLS
        indent = "    " * len(self._under_way)
        what = "session" if undone is None else f"undo of session {undone}"
        self.story.append(f"{indent}{what}{self._on(step)}, {step.minutes} minutes later")
        self._under_way.append((machine, fate))
        self._watch()
        try:
            report = machine.session(fate, undone)
        finally:
            self._under_way.pop()
            self._watch()
            self.story += [f"{indent}    {told}" for told in fate.told]
        self.story.append(f"{indent}    ends as {report.verdict.value if report else 'dead'}")
        if report is not None and report.fault is not None:
            self.story.append(f"{indent}    {report.fault.code}: {report.fault.message}")
        self._remember()
        laws.after_session(self, machine)
        # What is brought back while it is undone was not there when the undo looked.
        if undone is not None and report is not None and not fate.disturbed:
            laws.after_undo(self, machine, undone, report)
        if not self._under_way:
            self.moments.append(fate.passed)
            self._catch_up()
        return report

    def _watch(self) -> None:
        """Let the session that runs now have the hooks of the world."""
        for calls in (self.world.crm.calls, self.world.mailbox.calls):
            if self._under_way:
                self._under_way[-1][1].watch(calls, self._stale)
            else:
                calls.quiet()
        self.recorder.machine = self._under_way[-1][0] if self._under_way else None

    def _meanwhile(self, what: Act | Sync) -> None:
        if isinstance(what, Act):
            self._act(what, "    " * len(self._under_way) + "meanwhile: ")
        else:
            self._session(what)

    def _on(self, step: Sync) -> str:
        return f" on computer {step.machine % len(self.machines)}" if len(self.machines) > 1 else ""

    def _catch_up(self) -> None:
        while self._waiting:
            self._act(self._waiting.pop(0))

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
            versions, asked = laws.versions(self), False
            for machine in range(len(self.machines)):
                self._calm(0 if number else 26 * 60, machine)
                asked = self._answer_all(self.machines[machine], chance) or asked
            # What one computer writes may be a question on the other.
            moved = len(self.machines) > 1 and laws.versions(self) != versions
            if not asked and not moved and number > 1:
                break
        else:
            raise Violation("L1", f"after {QUIET_SESSIONS} quiet sessions something is still asked")
        for machine in range(len(self.machines)):
            self._calm(26 * 60, machine)
        versions = laws.versions(self)
        for machine in range(len(self.machines)):
            last = self._calm(0, machine)
            if laws.versions(self) != versions:
                raise Violation("L2", "a session in agreement moved a version")
            if any(name.split()[0] in laws.VERBS for name, count in last.counts.items() if count):
                raise Violation("L2", f"a session in agreement had something to do: {last.counts}")
            laws.agreement(self, self.machines[machine])
        self._lose_in_agreement(versions)

    def _calm(self, minutes: int, machine: int) -> Report:
        """A session in which nothing goes wrong; where there are others, after their leases have run out."""
        report = self._session(Sync(minutes + (15 if len(self.machines) == 1 else 60), (), machine))
        if report is None or report.fault is not None:
            raise Violation("L1", f"a session without any trouble failed: {report and report.fault}")
        return report

    def _lose_in_agreement(self, versions: Mapping[str, str]) -> None:
        """What was excluded, refused or labelled only the database knows: beside such, only the rest must not move."""
        machine = self.machines[0]
        known, store = laws.known(machine), machine.store
        alone = bool(store.issues.open() or store.exclusions.all() or laws.undone(machine))
        self._lose(machine)
        self.story.append("the database is lost in agreement")
        self._session(Sync())
        laws.rebuilt(machine, known)
        ours = {native_id for ids in known.values() for native_id in ids}
        moved = {native_id for native_id, _ in versions.items() ^ laws.versions(self).items()}
        # Without any link id nothing tells of a past, and all begins anew.
        if known and (moved & ours if alone else moved):
            raise Violation("L11", f"after a loss in agreement {', '.join(sorted(moved))} was written to")

    def _lose(self, machine: Machine) -> None:
        machine.lose_database()
        self.recorder.forgotten()

    def _answer_all(self, machine: Machine, chance: random.Random) -> bool:
        """Whether anything was open."""
        asked = False
        for _ in range(50):
            told = answers.answer_one(machine, self.recorder, self._clock, 0, chance.randrange(600))
            if told is None and not answers.open_holds(machine) and not machine.store.conflicts.waiting():
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
