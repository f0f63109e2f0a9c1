"""The icon in the tray: what it shows, its menu, its hints; made anew when the tray itself comes late.

Exists because a StatusNotifier icon that is made before its host never appears, which happens at every login. Loads
nothing of the program: it must be on the screen before anything else is read from the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop.app.standing import Standing, State
from desktop.ui import icons, texts
from desktop.ui.actions import Actions
from desktop.ui.shell import Shell

POLL_MS, CALM_MS, PATIENCE_MS = 3_000, 15_000, 10_000
HINT_MS = 8_000
_HINTED = (State.HELD, State.ATTENTION, State.ERROR, State.SIGNED_OUT)


class Tray(QObject):
    """Keeps one icon in the tray while there is one; `missed` is called once when there is none for ten seconds."""

    def __init__(self, shell: Shell, missed: Callable[[], None], available: Callable[[], bool] | None = None) -> None:
        super().__init__()
        self._shell, self._missed = shell, missed
        self._available = available or QSystemTrayIcon.isSystemTrayAvailable
        self._there = self._available()
        self._standing = shell.runner.standing
        self._hinted: Standing | None = None
        self.menu = QMenu()
        self.actions = Actions(shell, self)
        self.actions.fill(self.menu)
        self.icon = self._make()
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self.look)
        self._poll.start()
        QTimer.singleShot(PATIENCE_MS, self, self._give_up)
        QTimer.singleShot(6 * PATIENCE_MS, self, lambda: self._poll.setInterval(CALM_MS))
        shell.bridge.stood.connect(self.show_standing)

    @property
    def there(self) -> bool:
        """Whether there is a tray to be in."""
        return self._there

    def look(self) -> None:
        """See whether a tray has come or gone; a new one gets a new icon, since the old one would stay unseen."""
        there = self._available()
        if there and not self._there:
            old, self.icon = self.icon, self._make()
            old.hide()
            old.deleteLater()
        self._there = there

    def show_standing(self, standing: Standing) -> None:
        """Let icon and tooltip follow, and hint once at what came to wait for the person."""
        self._standing = standing
        self.icon.setIcon(icons.of_standing(standing))
        self.icon.setToolTip(self._tooltip())
        if self._worth_a_hint(standing):
            self.icon.showMessage(self.tr("SmartCloud Connect"), texts.headline(standing), icons.mark(), HINT_MS)
        if standing.state is not State.WORKING:
            self._hinted = standing

    def close(self) -> None:
        """Take the icon away for good.

        Qt destroys it, in this thread: left to Python's collector it might be destroyed by the worker, which Qt does
        not survive.
        """
        self._poll.stop()
        self.icon.hide()
        self.menu.deleteLater()
        self.deleteLater()

    def _worth_a_hint(self, standing: Standing) -> bool:
        before = self._hinted
        if before is None or standing.state not in _HINTED:
            return False
        return standing.state is not before.state or standing.count > before.count

    def _tooltip(self) -> str:
        lines = [self.tr("SmartCloud Connect"), texts.headline(self._standing)]
        return "\n".join([*lines, *texts.details(self._standing, datetime.now(UTC))])

    def _make(self) -> QSystemTrayIcon:
        icon = QSystemTrayIcon(icons.of_standing(self._standing), self)
        icon.setContextMenu(self.menu)
        icon.setToolTip(self._tooltip())
        icon.activated.connect(self._activated)
        icon.show()
        return icon

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self._shell.show("status")

    def _give_up(self) -> None:
        if not self._there:
            self._missed()
