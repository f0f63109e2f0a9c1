"""The activity window: which sessions ran and why, and what each of them wrote, with the values before and after.

Exists so that every decision can be read later, and taken back from there. It changes nothing by itself.
"""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.app.reads import Change, Session
from desktop.ui import icons, texts, wording
from desktop.ui.shell import Shell
from desktop.ui.widgets.labels import muted, plain
from desktop.ui.widgets.table import Column, ListModel, view
from desktop.ui.widgets.window import Window

SESSIONS = 500


class ActivityWindow(Window):
    """Sessions above, the chosen one's changes below."""

    NAME = "activity"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, self.tr("Activity"), 980, 640)
        self.sessions: ListModel[Session] = ListModel(self._session_columns(), self)
        self.changes: ListModel[Change] = ListModel(self._change_columns(), self)
        self.session_table = view(self.sessions, self.tr("Sessions"), stretch=(3,))
        self.change_table = view(self.changes, self.tr("What the session wrote"), stretch=(0, 4, 5))
        self._empty = muted(self.tr("Nothing has been synced yet. Each sync will be listed here, with what it wrote."))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._told = plain()
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._told)
        column.addWidget(self.change_table, 1)
        column.addStretch(0)
        self.undo = QPushButton(self.tr("&Undo this …"))
        self.undo.clicked.connect(self._undo)
        self._taken_back = muted()
        self.compare = QPushButton(icons.action("preview"), self.tr("&Compare both sides …"))
        self.compare.setToolTip(self.tr("Reads everything on both sides and says what differs; changes nothing."))
        self.compare.clicked.connect(lambda: shell.show("comparison"))
        foot = QHBoxLayout()
        foot.addWidget(self.compare)
        foot.addWidget(self._taken_back, 1)
        foot.addWidget(self.undo)
        column.addLayout(foot)
        self._halves = QSplitter(Qt.Orientation.Vertical)
        self._halves.addWidget(self.session_table)
        self._halves.addWidget(below)
        self._halves.setStretchFactor(0, 2)
        self._halves.setStretchFactor(1, 3)
        self._halves.setChildrenCollapsible(False)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self._halves, 1)
        self.session_table.selectionModel().currentRowChanged.connect(lambda *_: self._show_changes())

    def refresh(self) -> None:
        """Read the sessions again; the chosen one stays chosen."""
        chosen = self._chosen()
        self.sessions.show(self.shell.bridge.queries.history(SESSIONS))
        found = [row for row, session in enumerate(self.sessions.things) if chosen and session.id == chosen.id]
        self._empty.setVisible(not self.sessions.things)
        self._halves.setVisible(bool(self.sessions.things))
        if self.sessions.things:
            index = self.sessions.index(found[0] if found else 0, 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.session_table.selectionModel().setCurrentIndex(index, flags)
        self._show_changes()

    def _chosen(self) -> Session | None:
        row = self.session_table.currentIndex().row()
        return self.sessions.things[row] if 0 <= row < len(self.sessions.things) else None

    def _show_changes(self) -> None:
        session = self._chosen()
        self.changes.show(self.shell.bridge.queries.changes(session.id) if session else [])
        self._told.setText(wording.counts(dict(session.counters)) if session else "")
        self.change_table.setVisible(bool(self.changes.things))
        undone = [change.undone_by is not None for change in self.changes.things]
        self.undo.setVisible(bool(undone) and not all(undone))
        told = self.tr("All of this has been undone.") if all(undone) else self.tr("Part of this has been undone.")
        self._taken_back.setText(told if any(undone) else "")

    def _undo(self) -> None:
        session = self._chosen()
        if session is not None:
            self.shell.show("undo", str(session.id))

    def _session_columns(self) -> list[Column[Session]]:
        now = datetime.now(UTC)
        return [
            Column(self.tr("Begun"), lambda session: texts.moment(session.started, now)),
            Column(self.tr("Started by"), lambda session: wording.trigger(session.trigger)),
            Column(self.tr("How it ended"), lambda session: wording.verdict(session.verdict)),
            Column(self.tr("What it wrote"), lambda session: wording.counts(dict(session.counters))),
        ]

    def _change_columns(self) -> list[Column[Change]]:
        return [
            Column(self.tr("Contact"), lambda change: change.title),
            Column(self.tr("Where"), lambda change: wording.side(change.side)),
            Column(self.tr("What"), lambda change: wording.verb(change.verb)),
            Column(self.tr("Field"), self._field),
            Column(self.tr("Before"), lambda change: "" if _whole(change) else wording.value_line(change.before)),
            Column(self.tr("After"), lambda change: "" if _whole(change) else wording.value_line(change.after)),
            Column(self.tr("Why"), lambda change: wording.why(change.why, change.side)),
        ]

    def _field(self, change: Change) -> str:
        return "" if _whole(change) else wording.field(self.shell.bridge.queries.label(change.field))


def _whole(change: Change) -> bool:
    """Whether a record as a whole was made, deleted or shared."""
    return change.field == "*"
