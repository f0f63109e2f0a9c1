"""The questions about a record as a whole: keep or delete it, and which of several records it is.

Exists beside the view of fields. As there, nothing is chosen beforehand.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from desktop.app.reads import Dispute
from desktop.ui import wording
from desktop.ui.conflicts.fields import Choice
from desktop.ui.widgets.labels import muted, plain


class WholeView(QWidget):
    """One question with a few answers, each with a sentence of what follows from it."""

    changed = Signal()

    def __init__(self, dispute: Dispute) -> None:
        super().__init__()
        self._dispute = dispute
        question, answers = self._wording()
        column = QVBoxLayout(self)
        column.addWidget(plain(question))
        self.group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        for take, (name, consequence) in answers.items():
            button = QRadioButton(name.replace("&", "&&"))
            button.setAccessibleDescription(consequence)
            button.toggled.connect(self.changed)
            self.group.addButton(button)
            self.buttons[take] = button
            column.addSpacing(6)
            column.addWidget(button)
            note = muted(consequence)
            note.setIndent(24)
            column.addWidget(note)
        column.addStretch(1)

    def choices(self) -> list[Choice] | None:
        """The answer; None until there is one."""
        chosen = [take for take, button in self.buttons.items() if button.isChecked()]
        return [Choice(self._dispute.conflicts[0].id, chosen[0])] if chosen else None

    def _wording(self) -> tuple[str, dict[str, tuple[str, str]]]:
        return self._duplicate() if self._dispute.type == "duplicate" else self._edit_delete()

    def _edit_delete(self) -> tuple[str, dict[str, tuple[str, str]]]:
        question = self.tr("{name} was deleted in Salesforce after it had been changed in Outlook.")
        return question.format(name=self._dispute.title), {
            "mailbox": (
                self.tr("Keep it: make it again in Salesforce"),
                self.tr("The contact in Outlook stays, and Salesforce gets it back with your changes."),
            ),
            "salesforce": (
                self.tr("Delete it in Outlook too"),
                self.tr("The contact goes to Deleted Items, from where it can be had back."),
            ),
        }

    def _duplicate(self) -> tuple[str, dict[str, tuple[str, str]]]:
        question = self.tr("{name} could be any of several contacts in Salesforce. Which one is it?")
        found = {
            candidate.native_id: (
                self.tr("It is {name}").format(name=candidate.title or candidate.native_id),
                ", ".join(wording.value_line(value) for _, value in candidate.fields) or candidate.native_id,
            )
            for candidate in self._dispute.candidates
        }
        own = {
            "mailbox": (
                self.tr("It is none of them"),
                self.tr("A new contact is made in Salesforce. Nothing is merged."),
            )
        }
        return question.format(name=self._dispute.title), found | own
