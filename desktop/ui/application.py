"""The running program with its windows: made here, stopped here.

Exists as the only place that knows all parts of a session on the screen. The icon comes first; whatever takes long to
load is loaded by the worker afterwards.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from desktop.app.engine import Engine
from desktop.app.events import Events
from desktop.app.runner import TICK, Runner
from desktop.app.schedule import BackgroundAlarm
from desktop.app.standing import Standing, State
from desktop.core.faults import ANSWERS, PortFault
from desktop.ui import complaints, icons, language
from desktop.ui.bridge import Bridge
from desktop.ui.screen_reader import steady_scroll_areas
from desktop.ui.shell import Shell, Windows
from desktop.ui.tray import Tray

if TYPE_CHECKING:
    from desktop.app.engine import OpenProgram
    from desktop.app.ports import Autostart
    from desktop.app.queries import Queries
    from desktop.core.faults import Fault
    from desktop.core.ports import Clock
    from desktop.ui.reach import Reach

NAME = "SmartCloud Connect"
LOADING_MS = 700
"""After the icon is up, so long until the program is loaded behind it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the application is made of: given by the composition root."""

    profile: Path
    clock: Clock
    open_program: OpenProgram
    open_queries: Callable[[], AbstractContextManager[Queries]]
    autostart: Autostart
    begin_trial: Callable[[], object]
    """Starts the program on the profile of the trial, as a process of its own. Raises PortFault."""
    icon_is_up: Callable[[Engine, Reach], None] = lambda engine, reach: None
    """Begins what the icon did not wait for: the log, and answers to what other processes hand over to this one."""


class Application(QObject):
    """One profile on the screen."""

    def __init__(self, parts: Parts, background: bool) -> None:
        super().__init__()
        self._parts, self._background = parts, background
        self._greeted = False
        self.events = Events()
        self.engine = Engine(parts.open_program, self.events)
        self.runner = Runner(self.engine, BackgroundAlarm(), parts.clock, self.events)
        self.bridge = Bridge(self.engine, self.events, parts.open_queries)
        self.windows = Windows()
        self.shell = Shell(
            bridge=self.bridge,
            runner=self.runner,
            profile=parts.profile,
            show=self.windows.show,
            open_url=lambda address: QDesktopServices.openUrl(QUrl(address)),
            autostart=parts.autostart,
            speak=self.speak,
            quit=self.quit,
            try_out=self.try_out,
        )
        self.windows.use(self.shell)
        self._learn_language()
        self.tray = Tray(self.shell, self._no_tray)
        self._ticks = QTimer(self, interval=int(TICK.total_seconds() * 1000))
        self._ticks.timeout.connect(self.runner.tick)
        self._ticks.start()
        self.bridge.stood.connect(self._stood)
        self.bridge.broke.connect(self._broke)
        QTimer.singleShot(LOADING_MS if background else 0, self, self._load)

    def speak(self) -> None:
        """Make tray and windows anew in the language that was chosen."""
        self._learn_language()
        shown = self.windows.shown()
        self.windows.close()
        self.tray.close()
        self.tray = Tray(self.shell, self._no_tray)
        for name in shown:
            self.shell.show(name)

    def greet(self) -> None:
        """Show the window that a person wants to see first."""
        self.shell.show("wizard" if self.runner.standing.state is State.SET_UP else "status")

    def _learn_language(self) -> None:
        application = QApplication.instance()
        assert application is not None, "the Qt application comes first"
        language.use(application, str(self.shell.memory.value(language.SETTING, "")))

    def try_out(self) -> None:
        """Leave for the trial; the set-up of the real accounts goes on when this profile is opened again."""
        try:
            self._parts.begin_trial()
        except PortFault as problem:
            self._broke(problem.fault)
        else:
            self.quit()

    def quit(self) -> None:
        """Stop the session between two calls, let go of everything, and end."""
        self._ticks.stop()
        self.runner.stop()
        self.windows.close()
        self.tray.close()
        self.bridge.close()
        self.engine.stop()
        QApplication.quit()

    def _load(self) -> None:
        self.engine.start()
        self.runner.start()
        from desktop.ui.reach import Reach  # which the icon does not wait for

        self._reach = Reach(self.runner, self.greet, self.quit)
        self._parts.icon_is_up(self.engine, self._reach)

    def _stood(self, standing: Standing) -> None:
        """The first real standing decides what the person sees first; nothing when the computer started us."""
        if self._greeted or standing.state is State.STARTING:
            return
        self._greeted = True
        if not self._background:
            self.greet()

    def _no_tray(self) -> None:
        if not any(widget.isVisible() for widget in QApplication.topLevelWidgets()):
            self.shell.show("status")

    def _broke(self, fault: Fault) -> None:
        from desktop.ui.widgets.fault_panel import tell

        tell(None, NAME, fault)


def make_qt(arguments: list[str]) -> QApplication:
    """The Qt application with our name, icon and style; there can be one in a process."""
    # The tray takes its id from the name, so it comes first.
    QApplication.setApplicationName("smartcloud-connect")
    QApplication.setApplicationDisplayName(NAME)
    QApplication.setDesktopFileName("smartcloud-connect")
    qt = QApplication(arguments)
    steady_scroll_areas()
    if sys.platform == "linux":
        qt.setStyle("Fusion")
    qt.setWindowIcon(icons.mark())
    qt.setQuitOnLastWindowClosed(False)
    return qt


def run(parts: Parts, background: bool = False) -> int:
    """Show the icon and serve the person until they quit; the exit code."""
    # The window thread asks for its turn this often while a session computes; five milliseconds are felt.
    sys.setswitchinterval(0.002)
    with complaints.logged():
        qt = make_qt(sys.argv[:1])
        application = Application(parts, background)
        with _signals(application.quit):
            return qt.exec()


def refuse(fault: Fault) -> int:
    """Say why there can be no icon, until the person has read it; the exit code."""
    from desktop.ui.widgets.fault_panel import tell

    qt = make_qt(sys.argv[:1])
    tell(None, NAME, fault).finished.connect(qt.quit)
    qt.exec()
    return ANSWERS[fault.kind].exit_code


@contextmanager
def _signals(end: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C and a polite kill end the program; no timer wakes the machine for it."""
    import socket  # which the icon does not wait for

    # Python runs a handler only between two of its own steps, so a byte on a socket makes Qt take one.
    wake, heard = socket.socketpair()
    for end_of_pair in (wake, heard):
        end_of_pair.setblocking(False)
    notifier = QSocketNotifier(heard.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: heard.recv(64))
    before = signal.set_wakeup_fd(wake.fileno())
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: end())
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        notifier.setEnabled(False)
        wake.close()
        heard.close()
