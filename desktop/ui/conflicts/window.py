"""The conflict centre: the records that wait for a choice, one after the other, in a list that never blocks anything.

Exists as the frame of the views of one record. It stores answers; the next session carries them out.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QMessageBox,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.app.reads import Dispute, Program
from desktop.core.faults import Fault
from desktop.core.record import Side
from desktop.ui import icons, texts, wording
from desktop.ui.conflicts.choices import WholeView
from desktop.ui.conflicts.fields import Choice, FieldsView
from desktop.ui.shell import Shell
from desktop.ui.widgets.labels import muted, title
from desktop.ui.widgets.window import Window


class ConflictsWindow(Window):
    """The list on one side, the chosen record on the other."""

    NAME = "conflicts"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, self.tr("Conflicts"), 1040, 600)
        self.disputes: list[Dispute] = []
        self.view: FieldsView | WholeView | None = None
        self._shown: Dispute | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Contacts in conflict"))
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumWidth(self.list.fontMetrics().averageCharWidth() * 24)
        self.list.currentRowChanged.connect(self._show)
        self._empty = muted(self.tr("No conflicts. Where both sides change the same field, you will be asked here."))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._heading, self._since = title(), muted()
        self._place = QVBoxLayout()
        right = QWidget()
        column = QVBoxLayout(right)
        column.addWidget(self._heading)
        column.addWidget(self._since)
        column.addLayout(self._bulk())
        column.addLayout(self._place, 1)
        column.addLayout(self._buttons())
        self._halves = QSplitter(Qt.Orientation.Horizontal)
        self._halves.addWidget(self.list)
        self._halves.addWidget(right)
        self._halves.setSizes([240, 800])
        self._halves.setStretchFactor(0, 1)
        self._halves.setStretchFactor(1, 3)
        self._halves.setChildrenCollapsible(False)
        self.log = QPushButton(icons.action("activity"), self.tr("What &gave way …"))
        self.log.clicked.connect(lambda: shell.show("lost"))
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self._halves, 1)
        self.body.addSpacing(6)
        self.body.addWidget(self.log, 0, Qt.AlignmentFlag.AlignLeading)

    def refresh(self) -> None:
        """Read the conflicts again; what the person has begun to choose stays."""
        found = self.shell.bridge.queries.disputes()
        if found != self.disputes or not found:
            key = self._shown.key if self._shown else ""
            # Where the shown one is over, the one that follows has taken its row.
            following = max(0, self.list.currentRow())
            self.disputes = found
            self._fill(next((row for row, each in enumerate(found) if each.key == key), following))
        self._show(self.list.currentRow())
        self._empty.setVisible(not found)
        self._halves.setVisible(bool(found))

    def _fill(self, row: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for dispute in self.disputes:
            self.list.addItem(QListWidgetItem(f"{dispute.title}\n{self._kind(dispute)}"))
        if self.disputes:
            self.list.setCurrentRow(min(row, len(self.disputes) - 1))
        self.list.blockSignals(False)

    def _show(self, row: int) -> None:
        known = self.disputes[row] if 0 <= row < len(self.disputes) else None
        dispute = self.shell.bridge.queries.in_full(known) if known else None
        if dispute == self._shown and self.view is not None:
            return
        self._shown = dispute
        if self.view is not None:
            self._place.removeWidget(self.view)
            self.view.deleteLater()
            self.view = None
        if dispute is None:
            return
        self._heading.setText(dispute.title)
        now = datetime.now(UTC)
        self._since.setText(self.tr("Since {when}").format(when=texts.moment(dispute.since, now)))
        names = {*(each.field for each in dispute.conflicts), *(each.field for each in dispute.merged)}
        labels, queries = {name: self._label(name) for name in names}, self.shell.bridge.queries
        if dispute.type == "field":
            blocks = frozenset(each.field for each in dispute.conflicts if queries.taken_whole(each.field))
            self.view = FieldsView(dispute, labels, blocks)
        else:
            self.view = WholeView(dispute, labels)
        self.view.changed.connect(self._allow)
        self._place.addWidget(self.view)
        self._allow()
        if not self.list.hasFocus():
            # Whoever goes on with a button need not go back to the list.
            self.view.first.setFocus()

    def save(self) -> None:
        """Store the answers and go to the next record."""
        choices = self.view.choices() if self.view else None
        if choices:
            self._answer(choices)

    def later(self) -> None:
        """Go to the next record without an answer; this one goes on waiting, and nothing else waits for it."""
        self.list.setCurrentRow((self.list.currentRow() + 1) % max(1, self.list.count()))

    def _answer(self, choices: list[Choice]) -> None:
        self.fault_panel.show_fault(None)
        self._save.setEnabled(False)

        def answer(program: Program) -> None:
            # Typed values first: one that is none must not leave the others stored.
            for choice in sorted(choices, key=lambda choice: bool(choice.take)):
                if choice.take:
                    program.answers.resolve(choice.conflict, choice.take, choice.always)
                else:
                    program.answers.resolve_with(choice.conflict, choice.text)

        self.shell.bridge.do(answer, lambda _: self.shell.runner.decided(), self._refused, owner=self)

    def _refused(self, fault: Fault) -> None:
        """An answer that is none, or a conflict that is over: say so, and show what is true now."""
        self.refresh()
        self.fault_panel.show_fault(fault)
        self._allow()

    def _allow(self) -> None:
        several = isinstance(self.view, FieldsView)
        self._save.setEnabled(self.view is not None and self.view.choices() is not None)
        for button in (*self._sides.values(), self._more):
            button.setVisible(several)
        if self._shown is not None and several:
            self._offer(self._shown)

    def _offer(self, dispute: Dispute) -> None:
        """Answers for more than this record: the same field everywhere, and every field everywhere."""
        menu = self._more.menu()
        menu.clear()
        every = [each for one in self.disputes if one.type == "field" for each in one.conflicts]
        for conflict in dispute.conflicts:
            same = [each.id for each in every if each.field == conflict.field]
            label = self._label(conflict.field)
            for side in Side:
                text = self.tr("{side} for every conflict about {field} ({number})")
                name = text.format(side=wording.side(side), field=label, number=texts.number(len(same)))
                menu.addAction(name, partial(self._all, same, side))
        menu.addSeparator()
        for side in Side:
            name = self.tr("{side} for everything ({number})")
            name = name.format(side=wording.side(side), number=texts.number(len(every)))
            ids = [each.id for each in every]
            menu.addAction(name, partial(self._all, ids, side))

    def _all(self, ids: list[int], side: Side) -> None:
        """Several conflicts at once, after one more question where it is more than one."""
        if len(ids) > 1:
            question = self.tr("Take the values of {side} for %n conflict(s)?", "", len(ids))
            text = question.format(side=wording.side(side))
            answer = QMessageBox.question(self, self.tr("Conflicts"), text)
            if answer is not QMessageBox.StandardButton.Yes:
                return
        take = "salesforce" if side is Side.CRM else "mailbox"
        self._answer([Choice(id_, take) for id_ in ids])

    def _label(self, field: str) -> str:
        return wording.field(self.shell.bridge.queries.label(field))

    def _kind(self, dispute: Dispute) -> str:
        if dispute.type == "edit_delete":
            return self.tr("deleted in Salesforce, changed in Outlook")
        if dispute.type == "duplicate":
            return self.tr("which contact is it?")
        return ", ".join(self._label(conflict.field) for conflict in dispute.conflicts)

    def _bulk(self) -> QHBoxLayout:
        """Answers for all fields of the record, and for other records too."""
        self._sides = {side: QPushButton(self.tr("All of {side}").format(side=wording.side(side))) for side in Side}
        for side, button in self._sides.items():
            button.clicked.connect(lambda _=False, side=side: self._take_all(side))
        self._more = QPushButton(self.tr("&The same for …"))
        self._more.setMenu(QMenu(self._more))
        row = QHBoxLayout()
        for button in (*self._sides.values(), self._more):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _buttons(self) -> QHBoxLayout:
        self._later = QPushButton(self.tr("&Later"))
        self._later.clicked.connect(self.later)
        self._save = QPushButton(icons.action("done"), self.tr("&Save and next"))
        self._save.setShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Return))
        self._save.clicked.connect(self.save)
        row = QHBoxLayout()
        self.explain = QPushButton(icons.action("explain"), self.tr("&Explain"))
        self.explain.clicked.connect(self._explain)
        row.addWidget(self.explain)
        row.addStretch(1)
        row.addWidget(self._later)
        row.addWidget(self._save)
        return row

    def _explain(self) -> None:
        if self._shown is not None:
            self.shell.show("explain", self._shown.conflicts[0].pair_id or self._shown.title)

    def _take_all(self, side: Side) -> None:
        if isinstance(self.view, FieldsView):
            self.view.take_all(side)
