"""A fault as a person reads it: what, why, what to do; the codes behind a button, and all of it to copy.

Exists as the only way in which a fault is shown.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMessageBox, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.faults import Fault
from desktop.ui import icons, texts, theme
from desktop.ui.widgets.labels import muted, plain, tint


class FaultPanel(QFrame):
    """Shows one fault inside a window; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._message, self._action, self._details = plain(), plain(), muted()
        self._more = QPushButton(self.tr("Details"), flat=True)
        self._more.setCheckable(True)
        self._more.toggled.connect(self._details.setVisible)
        self._copy = QPushButton(self.tr("Copy"), flat=True)
        self._copy.setAccessibleName(self.tr("Copy the error"))
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        sign = plain()
        sign.setPixmap(icons.action("problems").pixmap(20, 20))
        sign.setAccessibleName(self.tr("Error"))
        sign.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        lines = QVBoxLayout()
        for label in (self._message, self._action, self._details):
            lines.addWidget(label)
        row = QHBoxLayout(self)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        self.show_fault(None)

    def show_fault(self, fault: Fault | None) -> None:
        """Show a fault, or nothing."""
        self.setVisible(fault is not None)
        if fault is None:
            return
        self._message.setText(texts.told(fault.message))
        tint(self._message, theme.tones().danger)
        self._action.setText(texts.told(fault.action))
        self._action.setVisible(bool(fault.action))
        self._details.setText(details(fault))
        self._details.setVisible(self._more.isChecked())
        self.setAccessibleName(texts.told(fault.sentence()))

    def text(self) -> str:
        """All that is known of the fault, for the clipboard."""
        return "\n".join(filter(None, (self._message.text(), self._action.text(), self._details.text())))


def details(fault: Fault) -> str:
    """The codes of a fault, for those who look it up."""
    parts = [fault.code, fault.vendor, fault.request_id, ", ".join(fault.fields)]
    return " · ".join(part for part in parts if part)


def tell(parent: QWidget | None, title: str, fault: Fault) -> QMessageBox:
    """A message box, open already, for a fault that belongs to no window."""
    box = QMessageBox(QMessageBox.Icon.Warning, title, texts.told(fault.message), QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(texts.told(fault.action))
    box.setDetailedText(details(fault))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box
