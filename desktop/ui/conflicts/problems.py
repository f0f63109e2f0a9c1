"""What could not be written: one row an item, in a sentence, with what to do about it.

Exists so that no refused contact is ever only a number. It holds up nothing: everything else is synced meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHBoxLayout, QPushButton

from desktop.app.reads import Issue, Program
from desktop.core.faults import Fault
from desktop.core.retrying import LOOP_FROZEN, next_try
from desktop.ui import icons, texts, wording
from desktop.ui.shell import Shell
from desktop.ui.widgets.labels import muted, plain, title
from desktop.ui.widgets.table import Column, ListModel, choose, view
from desktop.ui.widgets.window import Window

IGNORED = "ignored"


class ProblemsWindow(Window):
    """The problems above, the chosen one in full below, with the ways to go on."""

    NAME = "problems"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, self.tr("Problems"), 960, 560)
        self._due: frozenset[int] = frozenset()
        self._page = ""
        self.problems: ListModel[Issue] = ListModel(self._columns(), self)
        self.table = view(self.problems, self.tr("What could not be written"), stretch=(1,))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._explain())
        self.with_ignored = QCheckBox()
        self.with_ignored.toggled.connect(lambda _: self._changed())
        self.nothing = muted()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.heading, self.sentence, self.told = title(), plain(), muted()
        self.body.addWidget(self.with_ignored, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.nothing, 1)
        self.body.addWidget(self.table, 1)
        self.body.addSpacing(6)
        for label in (self.heading, self.sentence, self.told):
            self.body.addWidget(label)
        self.body.addSpacing(6)
        self.body.addLayout(self._buttons())

    def refresh(self) -> None:
        """Read the problems again; what is chosen stays chosen."""
        queries, chosen = self.shell.bridge.queries, {issue.id for issue in self.chosen()}
        ignored, found = queries.ignored(), queries.issues()
        self._due = queries.due()
        self.with_ignored.setText(self.tr("Show i&gnored ones ({count})").format(count=texts.number(len(ignored))))
        self.with_ignored.setVisible(bool(ignored))
        self.problems.show([*found, *ignored] if self.with_ignored.isChecked() else found)
        self.table.setVisible(bool(self.problems.things))
        self.nothing.setText(
            self.tr("Everything else could be written.") if ignored else self.tr("Everything could be written.")
        )
        self.nothing.setVisible(not self.problems.things)
        choose(self.table, [row for row, issue in enumerate(self.problems.things) if issue.id in chosen])
        self._explain()

    def chosen(self) -> list[Issue]:
        """What is chosen in the list, in its order."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.problems.things[row] for row in rows if row < len(self.problems.things)]

    def copy(self) -> None:
        """Put all that is known of the chosen ones on the clipboard."""
        QGuiApplication.clipboard().setText("\n\n".join(map(self._all_of, self.chosen())))

    def _explain(self) -> None:
        """The chosen one in full, or how many are chosen; the answers that fit."""
        chosen = self.chosen()
        one = chosen[0] if len(chosen) == 1 else None
        self.heading.setText(self._name(one) if one else self.tr("%n chosen", "", len(chosen)))
        self.sentence.setText(_sentence(one) if one else "")
        self.told.setText(self._facts(one) if one else "")
        for label in (self.heading, self.sentence, self.told):
            label.setVisible(bool(chosen) and bool(label.text()))
        heeded, some = any(issue.state != IGNORED for issue in chosen), bool(self.problems.things)
        for button in (self.retry, self.ignore, self.heed, self.copying):
            button.setEnabled(bool(chosen))
        self._page = self.shell.bridge.queries.issue_address(one) if one else ""
        self.open.setVisible(bool(self._page))
        self.explain.setVisible(one is not None)
        self.retry.setVisible(some)
        self.copying.setVisible(some)
        self.heed.setVisible(bool(chosen) and not heeded)
        self.ignore.setVisible(some and (heeded or not chosen))

    def _decide(self, work: Callable[[Program, int], None], state: str = "") -> None:
        """Do something with each of the chosen ones that is not in a state already; then the next session tries."""
        numbers = [issue.id for issue in self.chosen() if issue.state != state]
        self.fault_panel.show_fault(None)

        def decide(program: Program) -> None:
            for number in numbers:
                work(program, number)

        self.shell.bridge.do(decide, lambda _: self.shell.runner.decided(), self._refused, owner=self)

    def _refused(self, fault: Fault) -> None:
        """A problem that is over by now, for example: say so, and show what is true."""
        self.refresh()
        self.fault_panel.show_fault(fault)

    def _buttons(self) -> QHBoxLayout:
        self.retry = QPushButton(icons.action("retry"), self.tr("&Try again"))
        self.retry.clicked.connect(lambda: self._decide(lambda program, issue: program.answers.retry(issue)))
        self.ignore = QPushButton(self.tr("&Ignore"))
        self.ignore.setToolTip(self.tr("It counts no more until the contact is refused otherwise."))
        self.ignore.clicked.connect(lambda: self._decide(lambda program, issue: program.answers.ignore(issue), IGNORED))
        self.heed = QPushButton(self.tr("&Heed again"))
        self.heed.clicked.connect(lambda: self._decide(lambda program, issue: program.answers.retry(issue)))
        self.open = QPushButton(icons.action("open"), self.tr("&Open in Salesforce"))
        self.open.clicked.connect(lambda: self.shell.open_url(self._page))
        self.explain = QPushButton(icons.action("explain"), self.tr("&Explain"))
        self.explain.clicked.connect(lambda: self.shell.show("explain", self._surest_name()))
        self.copying = QPushButton(self.tr("&Copy"))
        self.copying.setToolTip(self.tr("Copies the problem as text, for whoever helps you."))
        self.copying.clicked.connect(self.copy)
        row = QHBoxLayout()
        for button in (self.retry, self.ignore, self.heed):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.open)
        row.addWidget(self.explain)
        row.addWidget(self.copying)
        return row

    def _surest_name(self) -> str:
        """By what the chosen one is explained."""
        (one,) = self.chosen()
        return one.complaint.pair_id or one.complaint.subject

    def _columns(self) -> list[Column[Issue]]:
        return [
            Column(self.tr("Contact"), self._name),
            Column(self.tr("What is wrong"), lambda issue: texts.told(issue.complaint.message)),
            Column(self.tr("Since"), lambda issue: _moment(issue.first_at)),
            Column(self.tr("Tries"), lambda issue: texts.number(issue.attempts)),
            Column(self.tr("Next try"), self._next_try),
        ]

    def _name(self, issue: Issue) -> str:
        return issue.complaint.subject or self.tr("A contact")

    def _next_try(self, issue: Issue) -> str:
        if issue.id in self._due:
            return self.tr("next sync")
        if issue.state == IGNORED:
            return self.tr("ignored")
        moment = _due_at(issue)
        if moment is None:
            return self.tr("when it changes")
        return self.tr("next sync") if moment <= datetime.now(UTC) else _moment(moment)

    def _facts(self, issue: Issue) -> str:
        if issue.state == IGNORED:
            when = self.tr("You ignore it; it comes back if the contact is refused for another reason.")
        elif issue.id in self._due:
            when = self.tr("The next sync tries again.")
        elif issue.complaint.code == LOOP_FROZEN:
            when = self.tr("Nothing is written to it until you have it tried again.")
        elif (moment := _due_at(issue)) is not None:
            told = self.tr("It is tried again at {when}, and as soon as the contact changes.")
            when = told.format(when=_moment(moment))
            if moment <= datetime.now(UTC):
                when = self.tr("The next sync tries again.")
        else:
            when = self.tr("It rests until the contact changes or you have it tried again.")
        tries = self.tr("Tried %n time(s), last {when}.", "", issue.attempts).format(when=_moment(issue.last_at))
        return f"{tries} {when}"

    def _all_of(self, issue: Issue) -> str:
        told = issue.complaint
        field = wording.field(self.shell.bridge.queries.label(told.field)) if told.field else ""
        codes = " · ".join(filter(None, (told.code, field)))
        return "\n".join((self._name(issue), _sentence(issue), self._facts(issue), codes))


def _sentence(issue: Issue) -> str:
    return "\n".join(filter(None, (texts.told(issue.complaint.message), texts.told(issue.complaint.action))))


def _due_at(issue: Issue) -> datetime | None:
    """When it is tried again by itself; None: not any more."""
    return next_try(issue.complaint.code, issue.attempts, issue.last_at, issue.complaint.lasting)


def _moment(when: datetime) -> str:
    return texts.moment(when, datetime.now(UTC))
