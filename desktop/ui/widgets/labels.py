"""Labels for texts of the program and for texts from outside, which are never taken for markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui import theme


def plain(text: str = "", parent: QWidget | None = None) -> QLabel:
    """A label that shows a text as it is, wraps it, and lets the person select it."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    # A policy of our own loses what the wrapping has set: without it a label is as high as its text in a square.
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label


def title(text: str = "", parent: QWidget | None = None) -> QLabel:
    """A heading."""
    label = plain(text, parent)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.35)
    font.setBold(True)
    label.setFont(font)
    return label


def muted(text: str = "", parent: QWidget | None = None) -> QLabel:
    """A text of less weight."""
    return tint(plain(text, parent), theme.tones().muted)


def tint(label: QLabel, colour: QColor) -> QLabel:
    """The label with another ink."""
    palette = label.palette()
    palette.setColor(QPalette.ColorRole.WindowText, colour)
    label.setPalette(palette)
    return label
