"""What the pages of the settings have in common.

Exists so that a page only says which choices there are.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.shell import Shell


class Page(QScrollArea):
    """A page that scrolls where the window is small. Subclasses fill `rows`, and show what is stored in `refresh`."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        outer = QVBoxLayout(inner)
        self.rows = QFormLayout()
        self.rows.setVerticalSpacing(12)
        self.rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        outer.addLayout(self.rows)
        outer.addStretch(1)
        self.setWidget(inner)

    def refresh(self) -> None:
        """Show what is stored."""

    def add_button(self, button: QPushButton) -> None:
        """A button in a row of its own, as wide as its text."""
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.rows.addRow("", button)
