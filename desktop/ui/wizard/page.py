"""What the pages of the wizard have in common, and the inputs that they are made of.

Exists so that a page only shows a state and says what its button asks of the flow. Must not know the worker.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.app.reads import Program, SetupPage
from desktop.core.faults import Fault
from desktop.ui import texts, theme
from desktop.ui.widgets.labels import muted, plain, tint, title

Work: TypeAlias = Callable[[Program], SetupPage]
"""What is asked of the program; it answers with the page that follows."""
_LINE = 110
"""Letters in a line that is read with ease."""


def go_on(program: Program) -> SetupPage:
    """Go to the next page."""
    return program.setup.next()


class WizardPage(QScrollArea):
    """One page. Subclasses fill `body`, show a state in `render`, and say in `work` what their button asks."""

    altered = Signal()
    """The button may say something else now, or must not be pressed."""
    asked = Signal(object, str)
    """`Work` that the page wants done by itself, and what to say meanwhile."""

    def __init__(self, heading: str, lead: str, wide: bool = False) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.heading, self.lead = title(heading), plain(lead)
        inner = QWidget()
        if not wide:
            inner.setMaximumWidth(_LINE * self.fontMetrics().averageCharWidth())
        self.body = QVBoxLayout(inner)
        self.body.setSpacing(10)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.lead)
        self.setWidget(inner)
        self.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)

    def add_point(self, text: str) -> None:
        """One point of a list, whose lines all begin at the same place."""
        row = QHBoxLayout()
        row.addWidget(QLabel("•"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(plain(text), 1)
        self.body.addLayout(row)

    def render_page(self, page: SetupPage) -> None:
        """Show a state."""

    def at_once(self, page: SetupPage) -> Work | None:
        """What is asked as soon as a person arrives; None: nothing. `doing` is said meanwhile."""
        return None

    def button(self) -> str:
        """What the button says."""
        return self.tr("&Next")

    def work(self) -> Work:
        """What the button asks."""
        return go_on

    def doing(self) -> str:
        """What is said while that, or what is asked at once, is done."""
        return ""

    def ready(self) -> bool:
        """Whether the button may be pressed."""
        return True

    def place_fault(self, fault: Fault) -> bool:
        """Show a fault beside the input that it is about; False where it is about none."""
        return False

    def clear_fault(self) -> None:
        """Take away what `place_fault` showed."""


class Complaint(QLabel):
    """A fault in words below what it is about; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def tell(self, fault: Fault | None) -> None:
        """Show a fault, or nothing."""
        self.setVisible(fault is not None)
        if fault is not None:
            self.setText(f"⚠ {texts.told(fault.sentence())}")
            tint(self, theme.tones().danger)


class Field(QWidget):
    """One line to type into, with its label above and room for a hint and a fault below."""

    def __init__(self, label: str, hint: str = "", secret: bool = False) -> None:
        super().__init__()
        self.input = QLineEdit()
        self.complaint = Complaint()
        if secret:
            self.input.setEchoMode(QLineEdit.EchoMode.Password)
        self.label = QLabel(label)
        self.label.setBuddy(self.input)
        self.input.setAccessibleDescription(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for widget in (self.label, self.input, self.complaint):
            column.addWidget(widget)
        if hint:
            column.insertWidget(2, muted(hint))

    def text(self) -> str:
        """What is typed, without blanks around it (a secret as it is)."""
        typed = self.input.text()
        return typed if self.input.echoMode() is QLineEdit.EchoMode.Password else typed.strip()

    def fill(self, text: str) -> None:
        """Show what was typed before, unless the person is typing."""
        if not self.input.isModified():
            self.input.setText(text)

    def complain(self, fault: Fault) -> None:
        """Show a fault here and put the cursor where it is mended."""
        self.complaint.tell(fault)
        self.input.setFocus()
        self.input.selectAll()
