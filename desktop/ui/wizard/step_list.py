"""The steps at the side of the wizard: which are done, which one is shown, which follow.

Exists to show the way, not to walk it: it takes no clicks. A sign tells what bold and pale letters tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy

from desktop.app.reads import Step
from desktop.ui import theme
from desktop.ui.texts import tr
from desktop.ui.widgets.labels import tint

DONE, PRESENT, LATER = "✓", "▸", "·"


class StepList(QFrame):
    """One line a step."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("Steps"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(4, 6, 12, 6)
        self._grid.setVerticalSpacing(9)
        self._labels: list[QLabel] = []

    def show_steps(self, steps: Sequence[Step], present: Step) -> None:
        """Show the steps, with those before the present one as done."""
        for label in self._labels:
            label.deleteLater()
        place = list(steps).index(present)
        self._labels = []
        for number, step in enumerate(steps):
            sign = DONE if number < place else PRESENT if number == place else LATER
            for column, text in enumerate((sign, name(step))):
                label = QLabel(text)
                font = label.font()
                font.setBold(number == place)
                label.setFont(font)
                if number != place:
                    tint(label, theme.tones().muted)
                self._labels.append(label)
                self._grid.addWidget(label, number, column)
        self._grid.setRowStretch(len(steps), 1)
        self._grid.setColumnMinimumWidth(0, self._widest((DONE, PRESENT, LATER)))
        self._grid.setColumnMinimumWidth(1, self._widest([name(step) for step in steps]))

    def _widest(self, texts: Sequence[str]) -> int:
        """So that nothing moves when another step turns bold."""
        font = self.font()
        font.setBold(True)
        return max(QFontMetrics(font).horizontalAdvance(text) for text in texts)


def name(step: Step) -> str:
    """What a person calls a step."""
    return {
        Step.WELCOME: tr("Welcome"),
        Step.SALESFORCE: tr("Salesforce"),
        Step.MAILBOX: tr("Mailbox"),
        Step.OTHER_SOFTWARE: tr("Other software"),
        Step.SCOPE: tr("Which contacts"),
        Step.POLICY: tr("Conflicts"),
        Step.LINK_FIELD: tr("Link field"),
        Step.REPORT: tr("Report"),
        Step.START: tr("First sync"),
        Step.DONE: tr("Done"),
    }[step]
