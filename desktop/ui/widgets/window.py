"""What all windows have in common: a banner over simulated accounts, a fault panel, keys, a remembered size.

Exists so that a window is only what it shows. Must not know any record.
"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.faults import PortFault
from desktop.ui import icons, theme
from desktop.ui.shell import Shell
from desktop.ui.texts import tr
from desktop.ui.widgets.fault_panel import FaultPanel
from desktop.ui.widgets.labels import plain


class Window(QWidget):
    """A window of the program. Subclasses fill `body`, and read what they show in `refresh`.

    `refresh` is called when the window appears and whenever something changed while it is visible; a PortFault that it
    raises is shown in the window.
    """

    NAME: ClassVar[str] = ""
    """The name in `shell.WINDOWS`."""

    def __init__(self, shell: Shell, title: str, width: int = 900, height: int = 600) -> None:
        super().__init__()
        self.shell = shell
        self.setWindowTitle(title)
        self.setWindowIcon(icons.mark())
        self.resize(width, height)
        self._banner = _banner(self)
        self.fault_panel = FaultPanel(self)
        self.body = QVBoxLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inner = QVBoxLayout()
        inner.addWidget(self.fault_panel)
        inner.addLayout(self.body, 1)
        outer.addWidget(self._banner)
        outer.addLayout(inner, 1)
        inner.setContentsMargins(12, 12, 12, 12)
        for keys in (QKeySequence(QKeySequence.StandardKey.Close), QKeySequence(Qt.Key.Key_Escape)):
            QShortcut(keys, self, self.close)
        shell.bridge.changed.connect(self._changed)

    def refresh(self) -> None:
        """Read again what is shown."""

    def be_about(self, what: str) -> None:
        """Show an item, by any of its names. Only windows that are opened about something do."""

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Take the size of the last time and read what is shown."""
        super().showEvent(event)
        size = self.shell.memory.value(f"{self.NAME}/geometry")
        if size is not None and not event.spontaneous():
            self.restoreGeometry(size)
        self._changed()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember the size."""
        self.shell.memory.setValue(f"{self.NAME}/geometry", self.saveGeometry())
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """A new palette needs other tones."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._changed()

    def _changed(self) -> None:
        if not self.isVisible():
            return
        self._banner.setVisible(self.shell.runner.standing.facts.sandbox)
        try:
            self.refresh()
        except PortFault as problem:
            self.fault_panel.show_fault(problem.fault)


def _banner(window: QWidget) -> QFrame:
    banner = QFrame(window)
    banner.setAutoFillBackground(True)
    palette = banner.palette()
    palette.setColor(banner.backgroundRole(), theme.tones().sandbox)
    banner.setPalette(palette)
    row = QHBoxLayout(banner)
    row.setContentsMargins(12, 6, 12, 6)
    row.addWidget(plain(tr("Simulated accounts: you are trying the program; nothing real is touched.")))
    banner.hide()
    return banner
