"""The running program: real threads, the in-memory world, and what a person sees first."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.facade import Program, Tools
from desktop.app.queries import reader
from desktop.app.standing import State
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.memory import MemoryWorld
from desktop.core.memory.mailbox_people import MailboxPeople
from desktop.core.record import Role
from desktop.sync.context import Progress
from desktop.ui import language
from desktop.ui.application import Application, Parts
from desktop.ui.widgets import fault_panel
from tests.behaviour.connections import MAILBOX, SALESFORCE, MemoryConnections
from tests.behaviour.office import CountingIds, StoppedClock
from tests.windows.rig import Login

LONG_MS = 20_000


class Desk:
    """A profile on the in-memory world, and the program on it as often as it is started."""

    def __init__(self, profile: Path) -> None:
        self.profile, self.clock = profile, StoppedClock()
        self.world = MemoryWorld(self.clock, CountingIds(500_000))
        self.ids = CountingIds()
        self.refusal: PortFault | None = None
        self.trials = 0

    def open(self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Program:
        if self.refusal is not None:
            raise self.refusal
        return Program(self.profile, Tools(self.clock, self.ids, MemoryConnections(self.world), progress, cancelled))

    def connect(self) -> None:
        with self.open(lambda _: None, lambda: False) as program:
            program.connect_salesforce(SALESFORCE)
            program.connect_exchange(MAILBOX)
            program.sync(yes=True)

    def start(self, background: bool = False) -> Application:
        parts = Parts(self.profile, self.clock, self.open, lambda: reader(self.profile), Login(), self.begin_trial)
        return Application(parts, background)

    def begin_trial(self) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.trials += 1

    @property
    def copies(self) -> int:
        people: MailboxPeople = self.world.mailbox.people
        return len(people.contacts(Role.SHARED))


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    yield Desk(tmp_path / "profile")
    language.use(qapp, "en")


@pytest.fixture
def started(desk: Desk) -> Iterator[Callable[..., Application]]:
    running: list[Application] = []

    def start(background: bool = False) -> Application:
        running.append(desk.start(background))
        return running[-1]

    yield start
    for application in running:
        application.quit()


def test_session_runs_in_the_worker_and_arrives_in_the_icon(
    desk: Desk, started: Callable[..., Application], qtbot: QtBot
) -> None:
    desk.connect()
    desk.world.crm.people.create_contact({"FirstName": "Ada", "LastName": "Lovelace"})
    desk.clock.forward(hours=1)
    application = started(background=True)
    qtbot.waitUntil(lambda: desk.copies == 1, timeout=LONG_MS)
    qtbot.waitUntil(lambda: "same on both sides" in application.tray.icon.toolTip(), timeout=LONG_MS)
    assert application.windows.shown() == []


def test_person_who_starts_it_sees_how_things_stand(
    desk: Desk, started: Callable[..., Application], qtbot: QtBot
) -> None:
    desk.connect()
    application = started()
    qtbot.waitUntil(lambda: application.windows.shown() == ["status"], timeout=LONG_MS)


def test_profile_that_cannot_be_opened_is_told_and_is_opened_once_it_can_be(
    desk: Desk, started: Callable[..., Application], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(fault_panel, "tell", lambda parent, title, fault: told.append(fault.code))
    desk.connect()
    desk.refusal = PortFault(Fault(FaultClass.ENVIRONMENT, "disk-full", "The disk is full.", "Make room."))
    application = started(background=True)
    qtbot.waitUntil(lambda: told == ["disk-full"], timeout=LONG_MS)
    desk.refusal = None
    application.runner.sync()
    qtbot.waitUntil(lambda: application.runner.standing.state is State.IDLE, timeout=LONG_MS)


def test_another_language_is_spoken_at_once(desk: Desk, started: Callable[..., Application], qtbot: QtBot) -> None:
    desk.connect()
    application = started()
    qtbot.waitUntil(lambda: application.windows.shown() == ["status"], timeout=LONG_MS)
    application.shell.memory.setValue(language.SETTING, "de")
    application.speak()
    texts = [action.text() for action in application.tray.menu.actions()]
    assert "&Beenden" in texts
    assert application.windows.shown() == ["status"]


def test_icon_of_the_former_language_is_destroyed_by_qt_and_not_by_the_worker(
    desk: Desk, started: Callable[..., Application], qtbot: QtBot
) -> None:
    application = started(background=True)
    former = application.tray
    application.speak()
    qtbot.waitUntil(lambda: not shiboken6.isValid(former) and not shiboken6.isValid(former.menu), timeout=LONG_MS)


def test_trial_is_begun_and_the_program_ends(desk: Desk, started: Callable[..., Application], qtbot: QtBot) -> None:
    application = started()
    qtbot.waitUntil(lambda: application.windows.shown() == ["wizard"], timeout=LONG_MS)
    application.try_out()
    assert desk.trials == 1
    assert not application.engine._thread.is_alive()


def test_trial_that_cannot_begin_is_told_and_the_program_stays(
    desk: Desk, started: Callable[..., Application], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(fault_panel, "tell", lambda parent, title, fault: told.append(fault.code))
    application = started()
    qtbot.waitUntil(lambda: application.windows.shown() == ["wizard"], timeout=LONG_MS)
    desk.refusal = PortFault(Fault(FaultClass.ENVIRONMENT, "trial", "The disk is full.", "Make room."))
    application.try_out()
    assert told == ["trial"]
    assert application.windows.shown() == ["wizard"]


def test_quitting_ends_the_worker_and_lets_go_of_the_profile(desk: Desk, qtbot: QtBot) -> None:
    desk.connect()
    application = desk.start(background=True)
    qtbot.waitUntil(lambda: application.runner.standing.state is State.IDLE, timeout=LONG_MS)
    application.quit()
    assert not application.engine._thread.is_alive()


def test_quitting_before_anything_was_loaded_is_quiet(desk: Desk) -> None:
    application = desk.start(background=True)
    application.quit()


def test_calls_into_qt_do_not_wear_out_none() -> None:
    # PySide6 6.12.0 gives one reference to None away with every call: after some thousand of them Python aborts.
    thing, before = QObject(), sys.getrefcount(None)
    for _ in range(200):
        thing.setObjectName("x")
    assert sys.getrefcount(None) - before > -100
