"""The questions about a record as a whole: keep or delete it, and which of several records it is.

Exists beside the view of fields. As there, nothing is chosen beforehand.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from desktop.app.reads import Candidate, Dispute
from desktop.ui import wording
from desktop.ui.conflicts.fields import Choice
from desktop.ui.widgets.labels import muted, plain


class WholeView(QScrollArea):
    """One question with a few answers, each with a sentence of what follows from it."""

    changed = Signal()

    def __init__(self, dispute: Dispute, labels: dict[str, str]) -> None:
        super().__init__()
        self._dispute = dispute
        question, answers = self._wording()
        taken = {candidate.native_id for candidate in dispute.candidates if candidate.taken}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.addWidget(plain(question))
        for flow in dispute.merged:
            line = self.tr("{field}: {value} (before: {before})").format(
                field=labels[flow.field],
                value=wording.value_line(flow.value),
                before=wording.value_line(flow.before),
            )
            column.addWidget(plain(line))
        self.group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        for take, (name, consequence) in answers.items():
            button = QRadioButton(name.replace("&", "&&"))
            button.setAccessibleDescription(consequence)
            button.setEnabled(take not in taken)
            button.toggled.connect(self.changed)
            self.group.addButton(button)
            self.buttons[take] = button
            column.addSpacing(6)
            column.addWidget(button)
            note = muted(consequence)
            note.setIndent(24)
            column.addWidget(note)
        column.addStretch(1)
        self.setWidget(inner)

    @property
    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return next(button for button in self.buttons.values() if button.isEnabled())

    def choices(self) -> list[Choice] | None:
        """The answer; None until there is one."""
        chosen = [take for take, button in self.buttons.items() if button.isChecked()]
        return [Choice(self._dispute.conflicts[0].id, chosen[0])] if chosen else None

    def _wording(self) -> tuple[str, dict[str, tuple[str, str]]]:
        return self._duplicate() if self._dispute.type == "duplicate" else self._edit_delete()

    def _edit_delete(self) -> tuple[str, dict[str, tuple[str, str]]]:
        question = self.tr("{name} was deleted in Salesforce, and changed in Outlook:")
        if not self._dispute.merged:
            question = self.tr("{name} was deleted in Salesforce, and is in Outlook still.")
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
                self._told(candidate),
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

    def _told(self, candidate: Candidate) -> str:
        """By what a person knows a candidate, and why it cannot be chosen, where it cannot."""
        told = ", ".join(wording.value_line(value) for _, value in candidate.fields) or candidate.native_id
        if not candidate.taken:
            return told
        why = self.tr(
            "It has a contact in Outlook already. If both are the same person, delete one of them in Outlook."
        )
        return f"{told}\n{why}"
