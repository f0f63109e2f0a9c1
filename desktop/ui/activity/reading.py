"""The frame of windows that read both sides and list what they found: headline, progress, look again, stop.

Exists because the preview, the undo and the comparison are one window with other questions. Must not know what is asked
or found.
"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QTableView

from desktop.app.reads import Progress
from desktop.core.faults import Fault
from desktop.ui import icons, texts
from desktop.ui.shell import Shell
from desktop.ui.widgets.labels import muted, title
from desktop.ui.widgets.window import Window


class ReadingWindow(Window):
    """Subclasses call `lay_out` once, `begin` before they ask, and `end` or `fail` when it is answered."""

    AT_ONCE: ClassVar[bool] = True
    """Whether both sides are read as soon as the window appears: what it found before it was closed is old."""

    def __init__(self, shell: Shell, name: str) -> None:
        super().__init__(shell, name, 980, 600)
        self.headline, self.note = title(), muted()
        self.working = False
        """Whether something was asked and is not answered."""
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName(self.tr("Reading both sides"))
        self.again = QPushButton(icons.action("retry"), self.tr("&Look again"))
        self.again.clicked.connect(self.look)
        self.stop = QPushButton(self.tr("&Stop"))
        self.stop.clicked.connect(shell.bridge.cancel)
        shell.bridge.progressed.connect(self._progressed)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Look when a person opens it, not when it comes back from the task bar."""
        super().showEvent(event)
        if self.AT_ONCE and not event.spontaneous() and not self.working:
            self.look()

    def look(self) -> None:
        """Read both sides. Subclasses ask the program, after `begin`."""
        self.begin(self.tr("Reading both sides …"), self.tr("Nothing is written."))

    def lay_out(self, table: QTableView, *buttons: QPushButton) -> None:
        """The table, and the buttons that stand opposite to those of the frame."""
        self.table, row = table, QHBoxLayout()
        row.addWidget(self.again)
        row.addWidget(self.stop)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        for widget in (self.headline, self.note, self._progress):
            self.body.addWidget(widget)
        self.body.addWidget(table, 1)
        # Takes the room where there is no table, so that the texts stay together.
        self.body.addStretch(0)
        self.body.addLayout(row)
        table.hide()
        self._busy(False)

    def begin(self, headline: str, note: str) -> None:
        """Say what is done from now on; nothing can be pressed meanwhile but Stop."""
        self._busy(True)
        self.headline.setText(headline)
        self.note.setText(note)
        self.fault_panel.show_fault(None)

    def end(self, headline: str, note: str, lists: bool) -> None:
        """Say what was found, with the table where there is something to list."""
        self._busy(False)
        self.headline.setText(headline)
        self.note.setText(note)
        self.table.setVisible(lists)

    def fail(self, headline: str, note: str, fault: Fault) -> None:
        """Say what went wrong, without the table."""
        self.end(headline, note, lists=False)
        self.fault_panel.show_fault(fault)

    def offer(self) -> None:
        """Let what can be pressed follow; called whenever work begins or ends. Subclasses add their own buttons."""
        self.again.setEnabled(not self.working)

    def _busy(self, busy: bool) -> None:
        self.working = busy
        self._progress.setVisible(busy)
        self.stop.setVisible(busy)
        self.table.setEnabled(not busy)
        self.offer()

    def _progressed(self, progress: Progress) -> None:
        if self.working:
            told = [texts.phase(progress.phase), texts.number(progress.done) if progress.done else ""]
            self.headline.setText(" ".join(filter(None, told)))
