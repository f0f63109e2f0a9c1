"""When the program syncs, and whether it starts with the computer."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox

from desktop.core.faults import PortFault
from desktop.ui import icons, texts
from desktop.ui.settings.page import Page
from desktop.ui.shell import Shell
from desktop.ui.widgets.fault_panel import FaultPanel
from desktop.ui.widgets.labels import muted
from desktop.ui.widgets.tick_box import TickBox

SMALLEST, LARGEST = 5, 24 * 60


class SchedulePage(Page):
    """The interval, the pause, and starting at login."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.interval = QSpinBox()
        self.interval.setRange(SMALLEST, LARGEST)
        self.interval.setSingleStep(5)
        self.interval.setSuffix(self.tr(" minutes"))
        # Told once a number is whole, and also when a screen reader sets it, which ends no editing.
        self.interval.setKeyboardTracking(False)
        self.interval.valueChanged.connect(self._set_interval)
        self.next = muted()
        self.resume = QPushButton(icons.action("resume"), self.tr("&Go on now"))
        self.resume.clicked.connect(shell.runner.resume)
        self.login = TickBox(self.tr("&Start when I sign in to this computer"))
        self.login.answered.connect(self._set_login)
        self.fault = FaultPanel()
        standing = QHBoxLayout()
        standing.addWidget(self.next, 1)
        standing.addWidget(self.resume)
        self.rows.addRow(self.tr("Sync &every"), self.interval)
        self.rows.addRow(standing)
        self.rows.addRow(self.login)
        self.rows.addRow(self.fault)

    def refresh(self) -> None:
        """Show what is stored."""
        standing = self.shell.runner.standing
        if not self.interval.hasFocus():
            self.interval.setValue(int(standing.facts.interval.total_seconds() // 60))
        self.next.setText("\n".join(texts.details(standing, datetime.now(UTC))))
        paused = standing.facts.paused_until
        self.resume.setVisible(paused is not None and paused > datetime.now(UTC))
        self.login.show_ticked(self.shell.autostart.enabled())

    def _set_interval(self) -> None:
        minutes = self.interval.value()
        if minutes != int(self.shell.runner.standing.facts.interval.total_seconds() // 60):
            self.shell.bridge.do(lambda program: program.options.set_interval(minutes), owner=self)

    def _set_login(self, on: bool) -> None:
        try:
            self.shell.autostart.set(on)
            self.fault.show_fault(None)
        except PortFault as problem:
            self.fault.show_fault(problem.fault)
        self.login.show_ticked(self.shell.autostart.enabled())
