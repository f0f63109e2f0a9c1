"""A table model over a million lines: their keys in one array, and the texts of those that were painted last.

Exists because a list of things would take gigabytes. Must not know SQL: lines are given to it.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from desktop.app.reads import RecordLine
from desktop.ui.browser.columns import BrowserColumn
from desktop.ui.widgets.table import tooltip

_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
READ, KEPT = 28, 1_440
"""Lines read at once, about a screen of them, and lines whose texts are kept."""
Index = QModelIndex | QPersistentModelIndex
Texts: TypeAlias = tuple[str, ...]
Page: TypeAlias = Callable[[Sequence[int]], list[RecordLine]]
"""Reads the lines of some keys; those that are gone by now are left out."""


class LinesModel(QAbstractTableModel):
    """The lines of the present filter and order."""

    def __init__(self, columns: Sequence[BrowserColumn], page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns, self._page = list(columns), page
        self._rows = array("q")
        self._texts: OrderedDict[int, Texts] = OrderedDict()
        """What the lines that were read last say, by key; () for one that is gone."""

    @property
    def columns(self) -> list[BrowserColumn]:
        """The columns that are shown."""
        return self._columns

    @property
    def rows(self) -> array[int]:
        """The keys of all lines, in their order."""
        return self._rows

    def show(self, rows: array[int]) -> None:
        """Show other lines; the same ones in the same order are only read again."""
        if rows == self._rows:
            self.read_again()
            return
        self.beginResetModel()
        self._rows = rows
        self._texts.clear()
        self.endResetModel()

    def show_columns(self, columns: Sequence[BrowserColumn]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self._columns = list(columns)
        self._texts.clear()
        self.endResetModel()

    def read_again(self) -> None:
        """Let what is on the screen be read anew."""
        self._texts.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._columns) - 1))

    def place_of(self, row: int) -> int:
        """Where the line of a key stands; -1 where it is not shown."""
        try:
            return self._rows.index(row)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """All lines, so that the scroll bar is honest."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """One column a heading."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """The text of a cell, which is its tooltip too; '' while a line is gone and the list not read again.

        Called some hundred times for one painting, most often for roles that nothing is said about.
        """
        if role != _DISPLAY:
            return tooltip(self.data(index)) if role == _TOOLTIP else None
        place = index.row()
        texts = self._texts.get(self._rows[place])
        if texts is None:
            texts = self._read(place)
        return texts[index.column()] if texts else ""

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY
    ) -> Any:
        """The headings; rows have none."""
        if role != _DISPLAY or orientation is not Qt.Orientation.Horizontal:
            return None
        return self._columns[section].heading

    def _read(self, place: int) -> Texts:
        """What a line says, read with those that are seen next: below it, or above it where those below are known."""
        upwards = place + 1 == len(self._rows) or self._rows[place + 1] in self._texts
        begin = max(0, place + 1 - READ) if upwards else place
        wanted = [row for row in self._rows[begin : begin + READ] if row not in self._texts]
        lines = {line.row: line for line in self._page(wanted)}
        for row in wanted:
            line = lines.get(row)
            self._texts[row] = () if line is None else tuple(column.text(line) for column in self._columns)
        texts = self._texts[self._rows[place]]
        while len(self._texts) > KEPT:
            self._texts.popitem(last=False)
        return texts
