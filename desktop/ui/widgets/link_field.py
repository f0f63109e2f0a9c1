"""The field for links in Salesforce: how it stands, and what an administrator is to be sent, with a button to copy it.

Exists because the wizard and the settings show the same. Asks nobody: it is told what to show.
"""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.app.link_field import BRINGS
from desktop.app.reads import LinkField
from desktop.ui import texts
from desktop.ui.widgets.labels import muted, plain

_MOST_LINES = 13


class LinkFieldPanel(QWidget):
    """Shows one state of the field; the letter is there only where something is to be done."""

    def __init__(self, folded: bool = False) -> None:
        """`folded`: the letter, and what the field brings, are shown when the person asks for them."""
        super().__init__()
        self.state, self.wrong, self.brings = plain(), plain(), muted(texts.told(BRINGS))
        self.more = QPushButton(self.tr("What the ad&ministrator must do"))
        self.more.setCheckable(True)
        self.more.setChecked(not folded)
        self.more.toggled.connect(self._unfold)
        self._folds = folded
        self.letter = QPlainTextEdit()
        self.letter.setReadOnly(True)
        self.letter.setTabChangesFocus(True)
        self.letter_label = QLabel(self.tr("&To copy and send to your administrator:"))
        self.letter_label.setBuddy(self.letter)
        self.copy = QPushButton(self.tr("Co&py"))
        self.copy.setAccessibleName(self.tr("Copy the text for the administrator"))
        self.copy.clicked.connect(self._copy)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.more)
        self._foot.addWidget(self.copy)
        self._foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.state, self.wrong, self.brings, self.letter_label, self.letter):
            column.addWidget(widget)
        column.addLayout(self._foot)

    def add_button(self, button: QPushButton) -> None:
        """Another button in the row of the first."""
        self._foot.insertWidget(0, button)

    def show_field(self, found: LinkField) -> None:
        """Show how it stands."""
        self.state.setText(texts.told(found.sentence()))
        wrong = found.wrong()
        self.wrong.setText("\n".join(texts.told(line) for line in wrong))
        self.wrong.setVisible(bool(wrong))
        letter = "\n".join(texts.told(line) for line in found.letter())
        if letter != self.letter.toPlainText():
            self.letter.setPlainText(letter)
            self.copy.setText(self.tr("Co&py"))
        lines = min(_MOST_LINES, letter.count("\n") + 2)
        self.letter.setMinimumHeight(self.letter.fontMetrics().lineSpacing() * lines)
        self._unfold()

    def _unfold(self) -> None:
        """Show what there is to be shown."""
        there = bool(self.letter.toPlainText())
        self.more.setVisible(there and self._folds)
        self.brings.setVisible(there and self._folds and self.more.isChecked())
        for widget in (self.letter_label, self.letter, self.copy):
            widget.setVisible(there and self.more.isChecked())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.letter.toPlainText())
        self.copy.setText(self.tr("Copied"))
