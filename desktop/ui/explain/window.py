"""The window that explains: any item by any name, synced or not, with what comes next and what the person can do.

Exists so that nothing is a riddle. The answer comes from the program's worker, since both servers are asked; it changes
nothing, but excludes and includes where the person says so.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListWidget, QPushButton, QSplitter

from desktop.app.reads import Explained, Explanation, Program
from desktop.core.faults import Fault
from desktop.core.verdict import Code
from desktop.ui import icons
from desktop.ui.explain.page import ExplanationPage
from desktop.ui.shell import Shell
from desktop.ui.widgets.labels import muted
from desktop.ui.widgets.window import Window


class ExplainWindow(Window):
    """A line to type into, the items that it means (where they are several), and the page of the chosen one."""

    NAME = "explain"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, self.tr("Explain"), 940, 680)
        self.explained: Explained | None = None
        self._asked = self._wanted = ""
        self._doing: Callable[[], object] = lambda: None
        self.what = QLineEdit()
        self.what.setPlaceholderText(self.tr("A name, an e-mail address, an id, or a link"))
        self.what.setClearButtonEnabled(True)
        self.what.returnPressed.connect(self.ask)
        self.go = QPushButton(icons.action("explain"), self.tr("&Explain"))
        self.go.clicked.connect(self.ask)
        self.note = muted(self.tr("Any contact of Salesforce or Outlook can be explained, synced or not."))
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.found = QListWidget()
        self.found.setAccessibleName(self.tr("What was found"))
        self.found.currentRowChanged.connect(self._choose)
        self.page = ExplanationPage(self._label)
        self._halves = QSplitter(Qt.Orientation.Horizontal)
        self._halves.addWidget(self.found)
        self._halves.addWidget(self.page)
        self._halves.setStretchFactor(1, 1)
        self._halves.setSizes([220, 720])
        self._halves.setChildrenCollapsible(False)
        self.body.addLayout(self._question())
        self.body.addWidget(self.note, 1)
        self.body.addWidget(self._halves, 1)
        self.body.addLayout(self._buttons())
        self._show(None)

    def be_about(self, what: str) -> None:
        """Explain this item."""
        self.what.setText(what)
        self.ask()

    def ask(self) -> None:
        """Have explained what was typed."""
        what = self.what.text().strip()
        if not what:
            self.what.setFocus()
            return
        self._asked, self._wanted = what, ""
        self.fault_panel.show_fault(None)
        self._show(None)
        self.note.setText(self.tr("Looking on both sides …"))
        self.go.setEnabled(False)
        bridge = self.shell.bridge
        bridge.do(lambda program: (what, program.explain(what)), self._answered, self._refused, owner=self)

    def _answered(self, answer: tuple[str, Explained]) -> None:
        what, explained = answer
        if what != self._asked:
            return
        self.go.setEnabled(True)
        self._show(explained)

    def _refused(self, fault: Fault) -> None:
        self.go.setEnabled(True)
        self.note.setText("")
        self.fault_panel.show_fault(fault)

    def _show(self, explained: Explained | None) -> None:
        """The list where there are several, and the first page."""
        self.explained = explained
        items = explained.items if explained else ()
        choices = explained.choices if explained else ()
        self.found.blockSignals(True)
        self.found.clear()
        self.found.addItems([item.title or "–" for item in items] + [each.title or "–" for each in choices])
        self.found.blockSignals(False)
        self.found.setVisible(len(items) > 1 or bool(choices))
        self._halves.setVisible(explained is not None)
        self.note.setVisible(explained is None)
        if items:
            self.found.setCurrentRow(0)
        self._choose(0 if items else -1)

    def _choose(self, row: int) -> None:
        """Show one of the items; of mere names, explain the one."""
        explained = self.explained
        if explained is not None and explained.choices and row >= 0:
            self._look_up(explained.choices[row].name)
            return
        item = explained.items[row] if explained is not None and 0 <= row < len(explained.items) else None
        told = explained is not None and bool(explained.choices)
        self._turn_to(item, self.tr("Several contacts fit: choose one.") if told else "")

    def _look_up(self, name: str) -> None:
        """Explain one of those that fit, beside the list."""
        self._wanted = name
        self._turn_to(None, self.tr("Looking on both sides …"))

        def answered(explained: Explained) -> None:
            if self._wanted == name and explained.items:
                self._turn_to(explained.items[0], "")

        self.shell.bridge.do(lambda program: program.explain(name), answered, self._refused, owner=self)

    def _turn_to(self, item: Explanation | None, instead: str) -> None:
        self.page.show_item(item, instead)
        self._allow(item)

    def _allow(self, item: Explanation | None) -> None:
        excluded = item is not None and item.code == "excluded"
        known = item is not None and bool(item.records)
        self.exclude.setVisible(known and not excluded)
        self.include.setVisible(excluded)
        name, work = self._way_on(item)
        self._doing = work
        self.act.setText(name)
        self.act.setVisible(bool(name))
        page = self.shell.bridge.queries.address(item.row) if item is not None and item.row is not None else ""
        self._address = page
        self.open.setVisible(bool(page))

    def _way_on(self, item: Explanation | None) -> tuple[str, Callable[[], object]]:
        """What the button does that fits the gravest reason; '' where none does."""
        code = item.code if item is not None else ""
        if code in (Code.CONFLICT_OPEN, Code.AMBIGUOUS):
            return self.tr("&Choose …"), lambda: self.shell.show("conflicts")
        if code in (Code.HELD_DELETION, Code.HELD_CHANGES, Code.FIRST_SYNC):
            return self.tr("&Answer …"), lambda: self.shell.show("holds")
        if code == Code.PENDING:
            return self.tr("&Sync now"), self.shell.runner.sync
        if item is not None and code not in set(Code) and self.explained is not None and self.explained.fault is None:
            return self.tr("&Problems …"), lambda: self.shell.show("problems")
        return "", lambda: None

    def _question(self) -> QHBoxLayout:
        label = QLabel(self.tr("&What:"))
        label.setBuddy(self.what)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.what, 1)
        row.addWidget(self.go)
        return row

    def _buttons(self) -> QHBoxLayout:
        self._address = ""
        self.act: QPushButton = QPushButton()
        self.act.clicked.connect(lambda: self._doing())
        self.open: QPushButton = QPushButton(icons.action("open"), self.tr("&Open in Salesforce"))
        self.open.clicked.connect(lambda: self.shell.open_url(self._address))
        self.exclude: QPushButton = QPushButton(self.tr("&Never sync it"))
        self.exclude.setToolTip(self.tr("Nothing of it is made, changed or deleted any more, on either side."))
        self.exclude.clicked.connect(lambda: self._decide(lambda program, name: program.answers.exclude(name)))
        self.include: QPushButton = QPushButton(self.tr("&Include it again"))
        self.include.clicked.connect(lambda: self._decide(lambda program, name: program.answers.include(name)))
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addWidget(self.act)
        row.addStretch(1)
        row.addWidget(self.exclude)
        row.addWidget(self.include)
        return row

    def _decide(self, work: Callable[[Program, str], object]) -> None:
        """Exclude or include the shown item by its surest name, then explain it anew."""
        item = self.page.item
        if item is None:
            return
        name = item.pairing.pair_id if item.pairing else next(iter(item.records.values())).native_id

        def decided(_: object) -> None:
            self.shell.runner.decided()
            self.be_about(self._asked)

        self.shell.bridge.do(lambda program: work(program, name), decided, self._refused, owner=self)

    def _label(self, field: str) -> str:
        return self.shell.bridge.queries.label(field)
