"""A box to tick that tells of every way in which a person ticks it.

Exists because Qt says `clicked` for the mouse and the keyboard only: a screen reader toggles a box without it.
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QWidget


class TickBox(QCheckBox):
    """`answered` tells what the person made of it; what `show_ticked` shows is no answer."""

    answered = Signal(bool)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.toggled.connect(self.answered)

    def show_ticked(self, ticked: bool) -> None:
        """Show what is so."""
        with QSignalBlocker(self):
            self.setChecked(ticked)
