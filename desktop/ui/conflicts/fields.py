"""The fields in dispute of one record: both sides, what was agreed last, and the result that the person makes.

A grid and not a table: screen readers do not find what is put into the cells of a table. Nothing is chosen beforehand,
so that nothing is overwritten by a hasty key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.app.reads import Dispute, StoredConflict
from desktop.core.record import Side
from desktop.core.values import ABSENT
from desktop.ui import theme, wording
from desktop.ui.texts import tr
from desktop.ui.widgets.diff import marked
from desktop.ui.widgets.labels import muted, plain

LONG = 60
"""From so many characters on a value is shown with the words underlined that the other side lacks."""
_STRETCH = (0, 3, 2, 3, 4)
_TAKES = {Side.CRM: "salesforce", Side.MAILBOX: "mailbox"}


@dataclass(frozen=True, slots=True)
class Choice:
    """The answer to one conflict: a side (`always`: also from now on), or (with `take` '') a typed text."""

    conflict: int
    take: str
    text: str = ""
    always: bool = False


class FieldRow:
    """One field in dispute: a button a side, and the result, which may be edited or left blank.

    A block (`whole`) is taken of one side as it is.
    """

    def __init__(self, conflict: StoredConflict, label: str, whole: bool, parent: QWidget) -> None:
        self.conflict = conflict
        self.values = {Side.CRM: wording.value(conflict.crm_value), Side.MAILBOX: wording.value(conflict.mailbox_value)}
        self.name = plain(label, parent)
        self.buttons = {side: QRadioButton(parent) for side in Side}
        self.group = QButtonGroup(parent)
        self.texts: dict[Side, QLabel] = {}
        for side, button in self.buttons.items():
            value, other = self.values[side], self.values[side.other]
            button.setAccessibleName(_take_name(label, value, side))
            self.group.addButton(button)
            self.texts[side] = _shown(value, other, parent)
            self.texts[side].setBuddy(button)
        base = conflict.base_crm if conflict.base_crm is not ABSENT else conflict.base_mailbox
        self.base = muted(_never_agreed() if base is ABSENT else wording.value(base) or "–", parent)
        self.result = QPlainTextEdit(parent)
        self.result.setTabChangesFocus(True)
        self.result.setPlaceholderText(_choose_a_side() if whole else _invitation())
        self.result.setReadOnly(whole)
        self.result.setAccessibleName(_result_name(label))
        self.blank = QRadioButton(_leave_blank(), parent)
        self.blank.setAccessibleName(_leave_blank_name(label))
        self.group.addButton(self.blank)
        # Where one side is blank, taking it does the same.
        self.blank.setVisible(not whole and all(self.values.values()))
        self.always = QCheckBox(_always(), parent)
        self.always.setAccessibleName(_always_name(label))
        self.always.setEnabled(False)
        lines = max(1, *(value.count("\n") + 1 for value in self.values.values()))
        lines = max(lines, 2 if any(len(value) > LONG for value in self.values.values()) else 1)
        self.result.setFixedHeight((self.result.fontMetrics().lineSpacing() + 2) * min(lines, 5) + 14)

    def choice(self) -> Choice | None:
        """The answer, None while there is none."""
        for side, button in self.buttons.items():
            if button.isChecked():
                return Choice(self.conflict.id, _TAKES[side], always=self.always.isChecked())
        if self.blank.isChecked():
            return Choice(self.conflict.id, "")
        text = self.result.toPlainText()
        if isinstance(self.conflict.crm_value, date) or isinstance(self.conflict.mailbox_value, date):
            text = wording.typed_day(text)
        return Choice(self.conflict.id, "", text) if text else None


class FieldsView(QScrollArea):
    """All fields of one record; `changed` tells that an answer was given or taken back."""

    changed = Signal()

    def __init__(self, dispute: Dispute, labels: dict[str, str], blocks: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.rows: list[FieldRow] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        self.grid = QGridLayout(inner)
        self.grid.setHorizontalSpacing(14)
        self.grid.setVerticalSpacing(10)
        headings = ("", self.tr("Salesforce"), self.tr("Last agreed"), self.tr("Outlook"), self.tr("Result"))
        for column, heading in enumerate(headings):
            label = muted(heading)
            self.grid.addWidget(label, 0, column)
            self.grid.setColumnStretch(column, _STRETCH[column])
        self.rows = [
            FieldRow(conflict, labels[conflict.field], conflict.field in blocks, inner)
            for conflict in dispute.conflicts
        ]
        for number, row in enumerate(self.rows, 1):
            self._add(number, row)
        for number, flow in enumerate(dispute.merged, len(self.rows) + 1):
            sentence = self.tr("{sign} {field}: {value} (only {side} changed it; it goes to {other})").format(
                sign="✓",
                field=labels[flow.field],
                value=wording.value_line(flow.value),
                side=wording.side(flow.to.other),
                other=wording.side(flow.to),
            )
            self.grid.addWidget(muted(sentence), number, 0, 1, 5)
        self.grid.setRowStretch(self.grid.rowCount(), 1)
        self.setWidget(inner)

    @property
    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self.rows[0].buttons[Side.CRM]

    def take_all(self, side: Side) -> None:
        """Take a side for every field."""
        for row in self.rows:
            row.buttons[side].setChecked(True)

    def choices(self) -> list[Choice] | None:
        """The answers; None until every field has one."""
        made = [row.choice() for row in self.rows]
        return [choice for choice in made if choice] if all(made) else None

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """A new palette needs other tones."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for row in self.rows:
                self._tint(row)

    def _add(self, number: int, row: FieldRow) -> None:
        for column, side in ((1, Side.CRM), (3, Side.MAILBOX)):
            row.buttons[side].setText(self.tr("Take this"))
            row.buttons[side].toggled.connect(lambda on, row=row, side=side: self._taken(row, side) if on else None)
            self.grid.addLayout(_stacked(row.buttons[side], row.texts[side]), number, column)
        self.grid.addLayout(_stacked(row.name), number, 0)
        self.grid.addLayout(_stacked(row.base), number, 2)
        self.grid.addLayout(_stacked(row.result, row.blank, row.always), number, 4)
        row.blank.toggled.connect(lambda on, row=row: self._left_blank(row) if on else None)
        row.result.textChanged.connect(lambda row=row: self._typed(row))
        self._tint(row)

    def _taken(self, row: FieldRow, side: Side) -> None:
        self._show(row, row.values[side])

    def _left_blank(self, row: FieldRow) -> None:
        self._show(row, "")

    def _show(self, row: FieldRow, text: str) -> None:
        """Show the result of a button."""
        if row.result.toPlainText() != text:
            blocked = row.result.blockSignals(True)
            row.result.setPlainText(text)
            row.result.blockSignals(blocked)
        self._tint(row)
        self.changed.emit()

    def _typed(self, row: FieldRow) -> None:
        """A text that is one of the sides takes it; any other takes none."""
        text = row.result.toPlainText()
        row.group.setExclusive(False)
        chosen = {row.buttons[side]: bool(text) and text == row.values[side] for side in Side} | {row.blank: False}
        for button, on in chosen.items():
            blocked = button.blockSignals(True)
            button.setChecked(on)
            button.blockSignals(blocked)
        row.group.setExclusive(True)
        self._tint(row)
        self.changed.emit()

    def _tint(self, row: FieldRow) -> None:
        """Show whether there is an answer; only a side can be taken always."""
        row.always.setEnabled(any(button.isChecked() for button in row.buttons.values()))
        if not row.always.isEnabled():
            row.always.setChecked(False)
        tones, chosen = theme.tones(), row.choice() is not None
        # Made from the palette of the view and not from its own, which keeps the inks of the former scheme.
        palette = QPalette(self.palette())
        palette.setColor(palette.ColorRole.Base, tones.chosen if chosen else tones.asks)
        row.result.setPalette(palette)


def _stacked(*widgets: QWidget) -> QVBoxLayout:
    """Widgets at the top of a cell. An aligned layout would not be as high as its wrapped texts need."""
    cell = QVBoxLayout()
    for widget in widgets:
        cell.addWidget(widget)
    cell.addStretch(1)
    return cell


def _shown(value: str, other: str, parent: QWidget) -> QLabel:
    label = plain(value or "–", parent)
    if len(value) > LONG or "\n" in value:
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setText(marked(value, other))
    return label


def _take_name(label: str, value: str, side: Side) -> str:
    text = tr("{field}: take {value} of {side}")
    return text.format(field=label, value=value or tr("nothing"), side=wording.side(side))


def _result_name(label: str) -> str:
    return tr("{field}: the result").format(field=label)


def _choose_a_side() -> str:
    return tr("choose a side: an address is taken as a whole")


def _leave_blank() -> str:
    return tr("Leave it blank")


def _leave_blank_name(label: str) -> str:
    return tr("{field}: leave it blank on both sides").format(field=label)


def _always() -> str:
    return tr("Always so")


def _always_name(label: str) -> str:
    return tr("{field}: always take this side from now on").format(field=label)


def _never_agreed() -> str:
    return tr("never agreed")


def _invitation() -> str:
    return tr("choose a side, or type")
