"""A list of which each thing can be ticked or not, by the mouse, the keyboard and screen readers alike.

Exists for lists of which a person takes a part. Knows nothing of what is listed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.table import Column, ListModel

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
_TICK = Qt.ItemDataRole.CheckStateRole


class TickModel(ListModel[T]):
    """A list with a box in the first column; `usual` says which are ticked when they are first shown."""

    answered = Signal()
    """The person ticked something, or took a tick off."""

    def __init__(self, columns: Sequence[Column[T]], usual: Callable[[T], bool], parent: QWidget | None = None) -> None:
        super().__init__(columns, parent)
        self._usual = usual
        self._ticks: list[bool] = []

    def show(self, things: list[T]) -> None:
        """Show other things, ticked as usual."""
        self._ticks = [self._usual(thing) for thing in things]
        super().show(things)
        if things:
            self.dataChanged.emit(self.index(0, 0), self.index(len(things) - 1, 0), [_TICK])

    def ticked(self) -> list[T]:
        """The things that are ticked."""
        return [thing for thing, tick in zip(self.things, self._ticks, strict=True) if tick]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column can be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text as always, and the tick of the first column."""
        if role == _TICK and index.isValid() and index.column() == 0:
            return Qt.CheckState.Checked if self._ticks[index.row()] else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """Take the person's tick."""
        if role != _TICK or not index.isValid() or index.column() != 0:
            return False
        self._ticks[index.row()] = Qt.CheckState(value) is Qt.CheckState.Checked
        self.dataChanged.emit(index, index, [_TICK])
        self.answered.emit()
        return True
