"""Held deletions, and every other plan that waits for a yes: why it waits, and what each answer does.

Exists so that nothing is deleted that a person did not agree to. Whoever closes the window keeps everything.
"""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QLabel, QMessageBox, QPushButton

from desktop.app.reads import Hold, Program, ShownHold
from desktop.core.faults import Fault
from desktop.core.guards import DELETE, EXCLUDE, KEEP, RESTORE, STOP, YES, Guard, answers
from desktop.ui import icons, texts
from desktop.ui.shell import Shell
from desktop.ui.widgets.labels import muted, plain, title
from desktop.ui.widgets.table import Column, ListModel, choose, view
from desktop.ui.widgets.window import Window

LOST = frozenset({Guard.LOST_RECORDS, Guard.LOST_COPIES})
NAMED = 12
"""Records of a deletion in bulk that are named; the others are only counted."""


class HoldsWindow(Window):
    """A list of what waits, and the answers to what is chosen in it."""

    NAME = "holds"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, self.tr("Held back"), 900, 560)
        self._asked: dict[Hold, list[str]] = {}
        nothing = self.tr("Nothing waits. Deletions in Outlook, and what looks like an accident, are held back here.")
        self._empty = muted(nothing)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.holds: ListModel[ShownHold] = ListModel(self._columns(), self)
        self.table = view(self.holds, self.tr("What waits for an answer"), stretch=(0, 1))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._explain())
        self._question, self._explained = title(), plain()
        self._answers: dict[str, QPushButton] = {}
        self._consequences: dict[str, QLabel] = {}
        self._look = QPushButton(icons.action("preview"), self.tr("&Look at it first"))
        self._look.clicked.connect(lambda: shell.show("preview"))
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self.table, 1)
        self.body.addSpacing(6)
        self.body.addWidget(self._question)
        self.body.addWidget(self._explained)
        self.body.addSpacing(6)
        self.body.addLayout(self._choices())

    def refresh(self) -> None:
        """Read again what waits; what is chosen stays chosen."""
        chosen = {shown.hold.id for shown in self.chosen()}
        queries = self.shell.bridge.queries
        found = queries.holds()
        # Of ten thousand names this takes long; they are the same while the question is.
        self._asked = {
            hold: self._asked.get(hold) or queries.asked(hold.id)
            for hold in (shown.hold for shown in found)
            if hold.guard not in (Guard.DELETION, Guard.FIRST_SYNC)
        }
        self.holds.show(found)
        self._empty.setVisible(not found)
        self.table.setVisible(bool(found))
        choose(self.table, [row for row, shown in enumerate(found) if shown.hold.id in chosen])
        self._explain()

    def chosen(self) -> list[ShownHold]:
        """What is chosen in the list."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.holds.things[row] for row in rows if row < len(self.holds.things)]

    def answer(self, answer: str) -> None:
        """Store an answer to all that is chosen; deleting several is asked once more."""
        chosen = self.chosen()
        holds = [shown.hold.id for shown in chosen]
        number = sum(len(self._asked.get(shown.hold, [""])) for shown in chosen)
        if answer == DELETE and number > 1 and not self._sure(number):
            return
        self.fault_panel.show_fault(None)

        def confirm(program: Program) -> None:
            for hold in holds:
                program.answers.confirm(hold, answer)

        runner = self.shell.runner
        # The first session never runs by itself: here is the person who starts it.
        first = any(shown.hold.guard == Guard.FIRST_SYNC for shown in chosen)
        go = runner.sync if first else runner.decided
        self.shell.bridge.do(confirm, lambda _: go(), self._refused, owner=self)

    def _refused(self, fault: Fault) -> None:
        self.refresh()
        self.fault_panel.show_fault(fault)

    def _sure(self, number: int) -> bool:
        question = self.tr("Delete %n contact(s) in Salesforce? They go to its recycle bin.", "", number)
        answer = QMessageBox.question(self, self.tr("Held back"), question)
        return answer is QMessageBox.StandardButton.Yes

    def _explain(self) -> None:
        """The question about what is chosen; the answers that fit all of it, each with what it does."""
        chosen = self.chosen()
        guards = dict.fromkeys(shown.hold.guard for shown in chosen)
        # After a loss the same word means another thing: such questions are answered one by one.
        alone = len(guards) == 1 or not LOST & set(guards)
        fitting = [
            answer for answer in self._answers if guards and alone and all(answer in answers(guard) for guard in guards)
        ]
        deletions = STOP in fitting
        words = self._words(next(iter(guards), ""), len(chosen) > 1)
        for answer, (name, consequence) in words.items():
            self._answers[answer].setText(name)
            self._consequences[answer].setText(consequence)
        for answer, button in self._answers.items():
            button.setVisible(answer in fitting)
            self._consequences[answer].setVisible(answer in fitting)
        self._look.setVisible(YES in fitting)
        self._consequences[YES].setText(" ".join(map(self._of_a_yes, guards)))
        self._consequences[KEEP].setText(" ".join(map(self._of_keeping, guards)))
        one = chosen[0] if len(chosen) == 1 else None
        self._question.setText(self._what(one) if one else self.tr("%n chosen", "", len(chosen)))
        self._explained.setText(self._story(one) if one else "")
        if deletions and not one and guards.keys() <= {Guard.DELETION, Guard.EMPTIED_MAILBOX}:
            self._explained.setText(self.tr("They were deleted in Outlook. They stay in Salesforce until you answer."))
        for label in (self._question, self._explained):
            label.setVisible(bool(chosen) and bool(label.text()))
        for answer, button in self._answers.items():
            button.setAccessibleDescription(self._consequences[answer].text())

    def _of_a_yes(self, guard: str) -> str:
        """What a yes does."""
        told: dict[str, str] = {
            Guard.FIRST_SYNC: self.tr("Both sides are made the same, as the preview shows it."),
            Guard.MASS_UNSHARING: self.tr(
                "The copies become your own contacts, outside of the folder. Nothing is deleted."
            ),
            Guard.MASS_UPDATE: self.tr("The changed values are written to the other side. The history keeps the old."),
        }
        return told.get(guard, self.tr("The copies go to Deleted Items, from where they can be had back."))

    def _of_keeping(self, guard: str) -> str:
        """What keeping does."""
        if guard == Guard.MASS_UNSHARING:
            return self.tr("The copies stay in the folder, and both sides are still synced.")
        return self.tr("The copies become your own contacts, outside of the folder. Nothing is deleted.")

    def _story(self, shown: ShownHold) -> str:
        """What happened, and that nothing is done without an answer."""
        if shown.hold.guard == Guard.DELETION:
            return self.tr("It was deleted in Outlook. It stays in Salesforce until you answer.")
        if shown.hold.guard == Guard.FIRST_SYNC:
            return self.tr("Nothing is written before you say yes.")
        names = self._asked.get(shown.hold, [])
        told = ", ".join(name or self.tr("A contact") for name in names[:NAMED])
        if len(names) > NAMED:
            told = self.tr("{names} and %n more", "", len(names) - NAMED).format(names=told)
        until: dict[str, str] = {
            Guard.MASS_UNSHARING: self.tr("{names}. Their copies stay in the folder until you say yes."),
            Guard.EMPTIED_MAILBOX: self.tr("{names}. They stay in Salesforce until you answer."),
            Guard.MASS_UPDATE: self.tr(
                "{names}. Their changes stay where they were made until you say yes. If they are wrong, put them right"
                " there: what is right again is asked about no more."
            ),
            Guard.LOST_RECORDS: self.tr("{names}. They stay in Outlook as they are until you answer."),
            Guard.LOST_COPIES: self.tr("{names}. They get no copies until you answer."),
        }
        waits = until.get(shown.hold.guard, self.tr("{names}. Their copies stay in Outlook until you say yes."))
        return "\n".join((texts.told(shown.hold.summary), waits.format(names=told)))

    def _words(self, guard: str, several: bool = False) -> dict[str, tuple[str, str]]:
        """What the answers to a deletion are called, and what each does; after a loss they are other ones."""
        if guard == Guard.LOST_RECORDS:
            own = self.tr("They are your own contacts then, outside of the folder. Nothing is deleted.")
            return {
                STOP: (self.tr("&Keep them as my own"), own),
                RESTORE: (self.tr("&Make them again in Salesforce"), self.tr("Both are synced again.")),
                DELETE: (self.tr("&Delete the copies in Outlook"), self.tr("They go to Deleted Items.")),
            }
        if guard == Guard.LOST_COPIES:
            stays = self.tr("They stay in Salesforce and are not synced. Each can be shared later.")
            return {
                STOP: (self.tr("&Leave them without copies"), stays),
                RESTORE: (self.tr("&Make copies in Outlook"), self.tr("Both are synced then.")),
            }
        if several or guard == Guard.EMPTIED_MAILBOX:
            return {
                STOP: (self.tr("&Keep them in Salesforce"), self.tr("They stay there and are synced no more.")),
                RESTORE: (
                    self.tr("&Put them back in Outlook"),
                    self.tr("New copies are made, all synced again."),
                ),
                EXCLUDE: (self.tr("&Never sync them again"), self.tr("They stay there; no copies are made any more.")),
                DELETE: (self.tr("&Delete them in Salesforce too"), self.tr("They go to Salesforce's recycle bin.")),
            }
        return {
            STOP: (self.tr("&Keep it in Salesforce"), self.tr("It stays there and is synced no more.")),
            RESTORE: (self.tr("&Put it back in Outlook"), self.tr("A new copy is made, and both are synced again.")),
            EXCLUDE: (self.tr("&Never sync it again"), self.tr("It stays there; no copy of it is made any more.")),
            DELETE: (self.tr("&Delete it in Salesforce too"), self.tr("It goes to Salesforce's recycle bin.")),
        }

    def _choices(self) -> QGridLayout:
        told = {**self._words(""), YES: (self.tr("&Yes, go ahead"), ""), KEEP: (self.tr("&No, keep them"), "")}
        signs = {DELETE: "holds", YES: "done"}
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for row, (answer, (name, consequence)) in enumerate(told.items()):
            button, note = QPushButton(name), muted(consequence)
            if answer in signs:
                button.setIcon(icons.action(signs[answer]))
            button.clicked.connect(lambda _=False, answer=answer: self.answer(answer))
            self._answers[answer], self._consequences[answer] = button, note
            grid.addWidget(button, row, 0)
            grid.addWidget(note, row, 1)
        grid.addWidget(self._look, len(told), 0)
        grid.setColumnStretch(1, 1)
        return grid

    def _columns(self) -> list[Column[ShownHold]]:
        return [
            Column(self.tr("What"), self._what),
            Column(self.tr("Why it waits"), self._why),
            Column(self.tr("Since"), lambda shown: texts.moment(shown.hold.created_at, datetime.now(UTC))),
            Column(self.tr("Answer"), self._answered),
        ]

    def _what(self, shown: ShownHold) -> str:
        if shown.hold.guard == Guard.DELETION:
            return shown.title or self.tr("A contact")
        if shown.hold.guard == Guard.FIRST_SYNC:
            return self.tr("The first sync")
        number = len(self._asked.get(shown.hold, []))
        told: dict[str, str] = {
            Guard.MASS_UNSHARING: self.tr("%n contact(s) not among those you sync any more", "", number),
            Guard.EMPTIED_MAILBOX: self.tr("%n contact(s) gone from the folder in Outlook", "", number),
            Guard.MASS_UPDATE: self.tr("%n contact(s) changed at once", "", number),
            Guard.LOST_RECORDS: self.tr("%n contact(s) not found in Salesforce any more", "", number),
            Guard.LOST_COPIES: self.tr("%n contact(s) without a copy in Outlook", "", number),
        }
        return told.get(shown.hold.guard) or self.tr("%n contact(s) deleted in Salesforce", "", number)

    def _why(self, shown: ShownHold) -> str:
        told: dict[str, str] = {
            Guard.DELETION: self.tr("Deleted in Outlook"),
            Guard.FIRST_SYNC: self.tr("Nothing is written before your first yes"),
        }
        return told.get(shown.hold.guard) or texts.told(shown.hold.summary)

    def _answered(self, shown: ShownHold) -> str:
        if shown.hold.guard in LOST and shown.hold.answer:
            return self._words(shown.hold.guard)[shown.hold.answer][0].replace("&", "")
        return {
            DELETE: self.tr("Delete in Salesforce"),
            STOP: self.tr("Keep, stop syncing"),
            RESTORE: self.tr("Put back in Outlook"),
            EXCLUDE: self.tr("Never sync again"),
            YES: self.tr("Go ahead"),
            KEEP: self.tr("Keep"),
        }.get(shown.hold.answer, self.tr("waits"))
