"""What a person can have the program do from the icon: one list for the tray's menu and for the status window.

Exists so that both say and allow the same. The texts follow the standing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.app.pausing import SHORT, tomorrow
from desktop.app.standing import Standing, State
from desktop.core.faults import ANSWERS, Button, FaultClass
from desktop.ui import icons, texts
from desktop.ui.shell import Shell


class Actions(QObject):
    """The actions of one menu or window; they live as long as their parent."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._headline = QAction(self)
        self._headline.setEnabled(False)
        self.sync = self._make("sync", self.tr("&Sync now"), self._sync)
        self.preview = self._window("preview", self.tr("Pre&view …"))
        self.conflicts = self._window("conflicts", "")
        self.holds = self._make("held", "", lambda: shell.show("holds"))
        self.problems = self._window("problems", "")
        self.browser = self._window("browser", self.tr("&Browse records"))
        self.explain = self._window("explain", self.tr("&Explain …"))
        self.activity = self._window("activity", self.tr("&Activity"))
        self.pause_short = self._make("pause", self.tr("Pause for 30 minutes"), lambda: self._pause(_now() + SHORT))
        self.pause_long = self._make("pause", self.tr("Pause until tomorrow"), lambda: self._pause(tomorrow(_now())))
        self.resume = self._make("resume", self.tr("&Go on now"), shell.runner.resume)
        self.settings = self._window("settings", self.tr("S&ettings"))
        self.set_up = self._window("wizard", self.tr("Set &up …"))
        self.quit = self._make("quit", self.tr("&Quit"), shell.quit)
        shell.bridge.stood.connect(self.show_standing)
        self.show_standing(shell.runner.standing)

    def fill(self, menu: QMenu) -> None:
        """Put them into the tray's menu; the first line is the state."""
        menu.aboutToShow.connect(self.draw)
        menu.addAction(self._headline)
        menu.addSeparator()
        menu.addActions([self.set_up, self.sync, self.preview])
        menu.addSeparator()
        menu.addActions([self.conflicts, self.holds, self.problems])
        menu.addSeparator()
        menu.addActions([self.browser, self.explain, self.activity])
        menu.addSeparator()
        menu.addActions([self.pause_short, self.pause_long, self.resume])
        menu.addSeparator()
        menu.addActions([self.settings, self.quit])

    def buttons(self) -> list[QAction]:
        """In the order of a window with two columns."""
        return [
            self.set_up,
            self.sync,
            self.preview,
            self.conflicts,
            self.holds,
            self.problems,
            self.browser,
            self.explain,
            self.activity,
            self.pause_short,
            self.pause_long,
            self.resume,
            self.settings,
            self.quit,
        ]

    def answer_to(self, fault_kind: str) -> QAction | None:
        """What the table of answers offers for a fault of this class that ended a session; None: nothing."""
        by_button = {
            Button.SYNC_NOW: self.sync,
            Button.TRY_AGAIN: self.sync,
            Button.SIGN_IN: self.set_up,
            Button.DIAGNOSTICS: self.settings,
        }
        return by_button.get(ANSWERS[FaultClass(fault_kind)].button) if fault_kind else None

    def show_standing(self, standing: Standing) -> None:
        """Let texts and what is allowed follow."""
        facts = standing.facts
        self._headline.setText(texts.headline(standing))
        ready = facts.connected and not facts.first_sync_due
        paused = facts.paused_until is not None and datetime.now(UTC) < facts.paused_until
        working = standing.state is State.WORKING
        signed_out = standing.state is State.SIGNED_OUT
        self.set_up.setVisible(not ready or signed_out)
        self.set_up.setText(self.tr("S&ign in again …") if signed_out else self.tr("Set &up …"))
        self.sync.setText(self.tr("Stop the sync") if working else self.tr("&Sync now"))
        for action in (self.sync, self.preview, self.pause_short, self.pause_long):
            action.setEnabled(ready)
        self.conflicts.setText(self.tr("&Conflicts ({count})").format(count=texts.number(facts.conflicts)))
        self.holds.setText(self.tr("&Held back ({count})").format(count=texts.number(facts.holds)))
        self.problems.setText(self.tr("P&roblems ({count})").format(count=texts.number(facts.problems)))
        self.resume.setVisible(paused)
        self.pause_short.setVisible(not paused)
        self.pause_long.setVisible(not paused)

    def draw(self) -> None:
        """Give every action its icon in the present colours. Not at the start: the tray must not wait for it."""
        for action in self.buttons():
            action.setIcon(icons.action(str(action.data())))

    def _sync(self) -> None:
        runner = self._shell.runner
        if runner.standing.state is State.WORKING:
            runner.cancel()
        else:
            runner.sync()

    def _pause(self, until: datetime) -> None:
        self._shell.runner.pause(until)

    def _window(self, name: str, text: str) -> QAction:
        return self._make(name, text, lambda: self._shell.show(name))

    def _make(self, icon: str, text: str, work: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        action.setData(icon)
        action.triggered.connect(lambda: work())
        return action


def _now() -> datetime:
    return datetime.now(UTC)
