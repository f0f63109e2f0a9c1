"""What a person may narrow the list by, and by what it is sorted: the row above the table.

Exists so that the window only hears that another filter is wanted.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QWidget

from desktop.app.reads import Filter, LineState, Order
from desktop.core.record import Side
from desktop.ui import icons, wording
from desktop.ui.browser.columns import DEFAULT, BrowserColumn, state

PAUSE_MS = 150
"""So long nobody types until the search begins."""


class Filters(QWidget):
    """The search, the filters, and the menu of columns and orders."""

    wanted = Signal()
    """Another `filter` is wanted, once the person pauses."""
    columns_chosen = Signal()
    """Other columns are `chosen`."""

    def __init__(self, columns: list[BrowserColumn], chosen: list[str]) -> None:
        super().__init__()
        self._order, self._descending = Order.NAME, False
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search names, companies, addresses, numbers …"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icons.action("search"), QLineEdit.ActionPosition.LeadingPosition)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._find)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.wanted)
        self.search.textChanged.connect(lambda _: self._timer.start())
        self.states, self.sides = QComboBox(), QComboBox()
        self.states.addItem(self.tr("All contacts"), None)
        for which in LineState:
            self.states.addItem(state(which), which)
        self.sides.addItem(self.tr("Everywhere"), None)
        for side in Side:
            self.sides.addItem(wording.side(side), side)
        self.view = QPushButton(self.tr("&View"))
        self.view.setMenu(self._menu(columns, chosen))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.search, 1)
        for text, combo in ((self.tr("&Show:"), self.states), (self.tr("&In:"), self.sides)):
            label = QLabel(text)
            label.setBuddy(combo)
            combo.activated.connect(self.ask)
            row.addWidget(label)
            row.addWidget(combo)
        row.addWidget(self.view)

    @property
    def filter(self) -> Filter:
        """What is wanted now."""
        which, side = self.states.currentData(), self.sides.currentData()
        return Filter(
            search=self.search.text(),
            state=LineState(which) if which else None,
            side=Side(side) if side else None,
            order=self._order,
            descending=self._descending,
        )

    @property
    def chosen(self) -> list[str]:
        """The keys of the columns to show, in the order in which they are offered."""
        return [key for key, action in self._columns.items() if action.isChecked()]

    def ask(self) -> None:
        """Want the present filter at once."""
        self._timer.stop()
        self.wanted.emit()

    def clear(self) -> None:
        """Want everything."""
        self.search.clear()
        self.states.setCurrentIndex(0)
        self.sides.setCurrentIndex(0)
        self.ask()

    def sort(self, order: Order, descending: bool) -> None:
        """Want another order."""
        self._order, self._descending = order, descending
        self._orders[order].setChecked(True)
        self._down.setChecked(descending)
        self.ask()

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _menu(self, columns: list[BrowserColumn], chosen: list[str]) -> QMenu:
        menu = QMenu(self)
        shown, sorting = menu.addMenu(self.tr("&Columns")), menu.addMenu(self.tr("&Sort by"))
        self._columns = {column.key: shown.addAction(column.heading) for column in columns}
        for key, action in self._columns.items():
            action.setCheckable(True)
            action.setChecked(key in (chosen or DEFAULT) or key == "name")
            action.setEnabled(key != "name")
            action.toggled.connect(lambda _: self.columns_chosen.emit())
        group = QActionGroup(self)
        self._orders = dict[Order, QAction]()
        for column in columns:
            if column.order is not None:
                self._orders[column.order] = action = sorting.addAction(column.heading)
                action.setCheckable(True)
                group.addAction(action)
                action.triggered.connect(lambda _=False, order=column.order: self.sort(order, self._descending))
        self._orders[self._order].setChecked(True)
        sorting.addSeparator()
        self._down = sorting.addAction(self.tr("&Descending"))
        self._down.setCheckable(True)
        self._down.triggered.connect(lambda down: self.sort(self._order, down))
        return menu
