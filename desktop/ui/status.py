"""The small window that says how things stand and offers what the tray's menu offers.

Exists for desktops without a tray, and as the first thing that a click on the icon shows.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton

from desktop.app.standing import Standing, State
from desktop.ui import icons, texts
from desktop.ui.actions import Actions
from desktop.ui.shell import Shell
from desktop.ui.widgets.labels import muted, plain, title
from desktop.ui.widgets.window import Window


class StatusWindow(Window):
    """State, last and next run, and a button for everything."""

    NAME = "status"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, self.tr("SmartCloud Connect"), 460, 380)
        self._icon, self._headline, self._details, self._fault = QLabel(), title(), muted(), plain()
        self._icon.setFixedSize(QSize(56, 56))
        head = QGridLayout()
        head.addWidget(self._icon, 0, 0, 2, 1)
        head.addWidget(self._headline, 0, 1)
        head.addWidget(self._details, 1, 1)
        head.setColumnStretch(1, 1)
        head.setHorizontalSpacing(12)
        self.body.addLayout(head)
        self.body.addWidget(self._fault)
        self.body.addStretch(1)
        self._grid = QGridLayout()
        self.body.addLayout(self._grid)
        self._actions = Actions(shell, self)
        self._buttons = [(action, _button(action)) for action in self._actions.buttons()]
        shell.bridge.stood.connect(self._stood)
        self._stood(shell.runner.standing)

    def _stood(self, standing: Standing) -> None:
        self._icon.setPixmap(icons.of_standing(standing).pixmap(56, 56))
        self._headline.setText(texts.headline(standing))
        lines = texts.details(standing, datetime.now(UTC))
        if calls := texts.calls(standing.facts):
            lines.append(self.tr("Salesforce calls: {told}").format(told=calls))
        self._details.setText("\n".join(lines))
        shows = standing.state in (State.ERROR, State.OFFLINE, State.RESTING, State.SIGNED_OUT)
        self._fault.setText(texts.told(standing.facts.fault) if shows else "")
        self._fault.setVisible(shows)
        self._lay_out(self._actions.answer_to(standing.facts.fault_kind) if shows else None)

    def refresh(self) -> None:
        """Draw the icons in the present colours."""
        self._actions.draw()

    def _lay_out(self, answer: QAction | None) -> None:
        """Only what can be done now, without holes; what answers the fault stands below it, across both columns."""
        shown = [button for action, button in self._buttons if action.isVisible() and action is not answer]
        for action, button in self._buttons:
            self._grid.removeWidget(button)
            button.setVisible(action.isVisible())
            if action is answer:
                self._grid.addWidget(button, 0, 0, 1, 2)
        for place, button in enumerate(shown):
            self._grid.addWidget(button, 1 + place // 2, place % 2)


def _button(action: QAction) -> QPushButton:
    button = QPushButton(action.icon(), action.text())
    button.setStyleSheet("text-align: left; padding: 5px 10px")
    button.clicked.connect(action.trigger)
    action.changed.connect(partial(_like, button, action))
    _like(button, action)
    return button


def _like(button: QPushButton, action: QAction) -> None:
    button.setText(action.text())
    button.setEnabled(action.isEnabled())
    button.setIcon(action.icon())
