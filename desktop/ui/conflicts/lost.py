"""The values that gave way in conflicts, whoever decided them, each with a way to put it back.

Exists so that no decision is final. Putting back is an answer: the next session carries it out.
"""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.app.reads import LostValue
from desktop.core.faults import Fault
from desktop.core.values import Fields
from desktop.ui import icons, texts, wording
from desktop.ui.shell import Shell
from desktop.ui.widgets.labels import muted, plain
from desktop.ui.widgets.table import Column, ListModel, choose, view
from desktop.ui.widgets.window import Window


class LostWindow(Window):
    """A list, newest first, and one button for the chosen value."""

    NAME = "lost"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, self.tr("What gave way"), 1000, 520)
        self.lost: ListModel[LostValue] = ListModel(self._columns(), self)
        self.table = view(self.lost, self.tr("Values that gave way in conflicts"), stretch=(1, 3))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._explain())
        self._empty = muted(self.tr("Nothing has given way. The value that loses a conflict is kept here."))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.told = plain()
        self.back = QPushButton(icons.action("retry"), self.tr("&Put it back"))
        self.back.clicked.connect(self._put_back)
        row = QHBoxLayout()
        row.addWidget(self.told, 1)
        row.addWidget(self.back)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self.table, 2)
        self.body.addWidget(self._in_full(), 1)
        self.body.addSpacing(6)
        self.body.addLayout(row)

    def _in_full(self) -> QScrollArea:
        """The chosen value and what stands in its place, however long they are."""
        self.values, inner = (plain(), plain()), QWidget()
        column = QVBoxLayout(inner)
        for label in self.values:
            column.addWidget(label)
        column.addStretch(1)
        self.whole = QScrollArea()
        self.whole.setWidgetResizable(True)
        self.whole.setFrameShape(QFrame.Shape.NoFrame)
        self.whole.setWidget(inner)
        return self.whole

    def refresh(self) -> None:
        """Read the list again; what is chosen stays chosen."""
        chosen = self.chosen()
        self.lost.show(self.shell.bridge.queries.lost_values())
        rows = [row for row, value in enumerate(self.lost.things) if chosen is not None and _key(value) == _key(chosen)]
        choose(self.table, rows)
        for widget in (self.table, self.whole, self.told, self.back):
            widget.setVisible(bool(self.lost.things))
        self._empty.setVisible(not self.lost.things)
        self._explain()

    def chosen(self) -> LostValue | None:
        """The value that is chosen in the list."""
        rows = [index.row() for index in self.table.selectionModel().selectedRows()]
        return self.lost.things[rows[0]] if rows and rows[0] < len(self.lost.things) else None

    def _explain(self) -> None:
        """What the button does, or why it does nothing."""
        chosen = self.chosen()
        self.back.setEnabled(chosen is not None and not chosen.state)
        if chosen is not None:
            self.told.setText(self._state(chosen))
            gave_way = self.tr("Gave way in {side}: {value}")
            side = wording.side(chosen.side)
            self.values[0].setText(gave_way.format(side=side, value=_together(chosen.value, "\n")))
            self.values[1].setText(self.tr("Kept: {value}").format(value=_together(chosen.kept, "\n")))

    def _state(self, value: LostValue) -> str:
        return {
            "waiting": self.tr("The next sync puts it back, unless somebody changes the field before."),
            "back": self.tr("Both sides hold this value again."),
            "gone": self.tr("This contact is not synced any more."),
        }.get(value.state, self._offer())

    def _offer(self) -> str:
        return self.tr("Put back, it stands on both sides again; what stands there now is kept in this list.")

    def _put_back(self) -> None:
        chosen = self.chosen()
        if chosen is None:
            return
        self.fault_panel.show_fault(None)
        bridge, runner = self.shell.bridge, self.shell.runner
        bridge.do(
            lambda program: program.answers.put_back(chosen.number, chosen.side),
            lambda _: runner.decided(),
            self._refused,
            owner=self,
        )

    def _refused(self, fault: Fault) -> None:
        """The value cannot be put back any more, for example: say so, and show what is true."""
        self.refresh()
        self.fault_panel.show_fault(fault)

    def _columns(self) -> list[Column[LostValue]]:
        return [
            Column(self.tr("When"), lambda value: texts.moment(value.at, datetime.now(UTC))),
            Column(self.tr("Contact"), lambda value: value.title),
            Column(self.tr("Field"), lambda value: wording.field(self.shell.bridge.queries.label(value.field))),
            Column(self.tr("Gave way"), self._lost),
            Column(self.tr("Why"), lambda value: wording.why(value.why, value.side)),
        ]

    def _lost(self, value: LostValue) -> str:
        text = self.tr("{value} ({side})")
        return text.format(value=_together(value.value), side=wording.side(value.side))


def _key(value: LostValue) -> tuple[int, str]:
    return value.number, value.side


def _together(fields: Fields, between: str = ", ") -> str:
    """The parts of a value without blank ones, each on one line where they stand in a list; a dash where all are."""
    told = wording.value_line if between == ", " else wording.value
    return between.join(told(value) for value in fields.values() if wording.value(value)) or "–"
