"""A read-only table over a list of things, and the table view that all windows use.

Exists for lists of up to some thousands; the browser of a million records has a model of its own.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.ui import outlines

T = TypeVar("T")
_ROOT = QModelIndex()
WIDEST = 40
"""Characters, about, that a column takes at most by itself."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: its heading and the text of a thing in it; `stretch` columns share the room that is left."""

    heading: str
    text: Callable[[T], str]
    stretch: bool = False


class ListModel(QAbstractTableModel, Generic[T]):
    """A table model over a list that is swapped as a whole."""

    def __init__(self, columns: Sequence[Column[T]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self.things: list[T] = []

    def show(self, things: list[T]) -> None:
        """Show other things; nothing moves when they are the same."""
        if things != self.things:
            self.beginResetModel()
            self.things = things
            self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """One row a thing."""
        return 0 if parent.isValid() else len(self.things)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """One column a heading."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text, which is the tooltip too, since a cell may be too narrow for it."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) or not index.isValid():
            return None
        text = self._columns[index.column()].text(self.things[index.row()])
        return text if role == Qt.ItemDataRole.DisplayRole else tooltip(text)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings; rows have none."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self._columns[section].heading


def view(model: ListModel[Any], name: str, stretch: Sequence[int] = ()) -> QTableView:
    """A table view over a list, with columns as wide as their texts; `name` is for screen readers."""
    table = bare_view(model, name)
    header = table.horizontalHeader()
    # One long name must not push the other columns out of the window; columns that stretch are not bound by it.
    header.setMaximumSectionSize(table.fontMetrics().averageCharWidth() * WIDEST)
    for number in range(model.columnCount()):
        stretches = number in stretch
        header.setSectionResizeMode(
            number, QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.ResizeToContents
        )
    return table


def bare_view(model: QAbstractTableModel, name: str) -> QTableView:
    """A table view of whole rows, for the keyboard as for the mouse; asks for nothing that is not on the screen."""
    table = QTableView()
    outlines.take_off(table)
    table.setModel(model)
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 10)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    return table


class _Airy(QStyledItemDelegate):
    """Leaves some air between texts of several lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """As high as the text, and the air that rows of one line have."""
        return super().sizeHint(option, index) + QSize(0, option.fontMetrics.height() // 2)


def wrap(table: QTableView) -> None:
    """Let rows be as high as their texts, so that nothing can only be read in a tooltip; for some hundred rows."""
    table.setWordWrap(True)
    table.setItemDelegate(_Airy(table))
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    fit = QTimer(table, singleShot=True, interval=0)
    fit.timeout.connect(table.resizeRowsToContents)
    table.horizontalHeader().sectionResized.connect(lambda *_: fit.start())
    table.model().modelReset.connect(fit.start)


def choose(table: QTableView, rows: Sequence[int]) -> None:
    """Select these rows, or the first one where there are none, unless they are selected already."""
    wanted = list(rows) or [0] * bool(table.model().rowCount())
    if not wanted or sorted(index.row() for index in table.selectionModel().selectedRows()) == wanted:
        return
    selection, flags = QItemSelection(), QItemSelectionModel.SelectionFlag
    for row in wanted:
        index = table.model().index(row, 0)
        selection.select(index, index)
    table.selectionModel().setCurrentIndex(table.model().index(wanted[0], 0), flags.NoUpdate)
    table.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)


def tooltip(text: str) -> str:
    """A text from outside as a tooltip, which guesses whether it is markup: it never is."""
    return f"<p style='white-space:pre-wrap'>{html.escape(text, quote=False)}</p>"
