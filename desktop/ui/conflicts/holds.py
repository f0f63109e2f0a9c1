"""Held deletions, and every other plan that waits for a yes: why it waits, and what each answer does.

Exists so that nothing is deleted that a person did not agree to. Whoever closes the window keeps everything.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout

from desktop.app.reads import Program, ShownHold
from desktop.core.faults import Fault
from desktop.ui import icons, texts
from desktop.ui.shell import Shell
from desktop.ui.widgets.labels import muted, plain, title
from desktop.ui.widgets.table import Column, ListModel, view
from desktop.ui.widgets.window import Window

DELETION = "deletion"


class HoldsWindow(Window):
    """A list of what waits, and the answers to what is chosen in it."""

    NAME = "holds"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, self.tr("Held deletions"), 900, 560)
        self._empty = muted(self.tr("Nothing waits. What you delete in Outlook is held here until you answer."))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.holds: ListModel[ShownHold] = ListModel(
            [
                Column(self.tr("What"), self._what),
                Column(self.tr("Why it waits"), self._why),
                Column(self.tr("Since"), lambda shown: texts.moment(shown.hold.created_at, shown.hold.created_at)),
                Column(self.tr("Answer"), self._answered),
            ],
            self,
        )
        self.table = view(self.holds, self.tr("What waits for an answer"), stretch=(0, 1))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._explain())
        self._question, self._explained = title(), plain()
        self._answers = {
            "stop": QPushButton(self.tr("&Keep it in Salesforce, stop syncing it")),
            "restore": QPushButton(self.tr("&Put it back in Outlook")),
            "delete": QPushButton(icons.action("holds"), self.tr("&Delete it in Salesforce too")),
            "yes": QPushButton(icons.action("done"), self.tr("&Yes, go ahead")),
        }
        row = QHBoxLayout()
        for answer, button in self._answers.items():
            button.clicked.connect(lambda _=False, answer=answer: self.answer(answer))
            row.addWidget(button)
        row.addStretch(1)
        below = QVBoxLayout()
        for label in (self._question, self._explained):
            below.addWidget(label)
        below.addLayout(row)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(below)

    def refresh(self) -> None:
        """Read again what waits."""
        chosen = {shown.hold.id for shown in self.chosen()}
        self.holds.show(self.shell.bridge.queries.holds())
        self._empty.setVisible(not self.holds.things)
        self.table.setVisible(bool(self.holds.things))
        rows = [row for row, shown in enumerate(self.holds.things) if shown.hold.id in chosen] or [0]
        if not self.chosen() and self.holds.things:
            self.table.selectRow(rows[0])
        self._explain()

    def chosen(self) -> list[ShownHold]:
        """What is chosen in the list."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.holds.things[row] for row in rows if row < len(self.holds.things)]

    def answer(self, answer: str) -> None:
        """Store an answer to all that is chosen; deleting several is asked once more."""
        holds = [shown.hold.id for shown in self.chosen()]
        if answer == "delete" and len(holds) > 1 and not self._sure(len(holds)):
            return
        self.fault_panel.show_fault(None)

        def confirm(program: Program) -> None:
            for hold in holds:
                program.confirm(hold, answer)

        self.shell.bridge.do(confirm, lambda _: self.shell.runner.decided(), self._refused, owner=self)

    def _refused(self, fault: Fault) -> None:
        self.refresh()
        self.fault_panel.show_fault(fault)

    def _sure(self, number: int) -> bool:
        question = self.tr("Delete %n contact(s) in Salesforce? They go to its recycle bin.", "", number)
        answer = QMessageBox.question(self, self.tr("Held deletions"), question)
        return answer is QMessageBox.StandardButton.Yes

    def _explain(self) -> None:
        """The question about what is chosen; the answers that fit all of it."""
        chosen = self.chosen()
        deletions = bool(chosen) and all(shown.hold.guard == DELETION for shown in chosen)
        plans = bool(chosen) and all(shown.hold.guard != DELETION for shown in chosen)
        for answer, button in self._answers.items():
            button.setVisible(plans if answer == "yes" else deletions)
        self._question.setVisible(bool(chosen))
        self._explained.setVisible(bool(chosen))
        if len(chosen) == 1:
            self._question.setText(self._what(chosen[0]))
        else:
            self._question.setText(self.tr("%n chosen", "", len(chosen)))
        if deletions:
            self._explained.setText(
                self.tr(
                    "You deleted the copy in Outlook; the contact in Salesforce is still there. Kept, it stays there"
                    " and is not synced any more. Put back, it is in Outlook again at the next sync. Deleted, it goes"
                    " to Salesforce's recycle bin."
                )
            )
        else:
            self._explained.setText(self.tr("Nothing of it is done before you say yes.") if plans else "")

    def _what(self, shown: ShownHold) -> str:
        return shown.title or self._why(shown)

    def _why(self, shown: ShownHold) -> str:
        if shown.hold.guard == DELETION:
            return self.tr("Deleted in Outlook")
        if shown.hold.guard == "first-sync":
            return self.tr("The first sync waits for your yes")
        return shown.hold.summary

    def _answered(self, shown: ShownHold) -> str:
        return {
            "delete": self.tr("Delete in Salesforce"),
            "stop": self.tr("Keep, stop syncing"),
            "restore": self.tr("Put back in Outlook"),
            "yes": self.tr("Go ahead"),
        }.get(shown.hold.answer, self.tr("waits"))
