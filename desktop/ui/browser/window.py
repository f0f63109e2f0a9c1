"""The record browser: every mirrored contact of both sides, found as one types, with all that is known of it.

Exists as the frame of list and detail. It reads through the bridge; the list is looked for in a thread of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.app.queries import contact_fields
from desktop.app.reads import Filter, Order, RecordLine
from desktop.core.faults import Fault, PortFault
from desktop.ui import texts
from desktop.ui.browser.columns import BrowserColumn, all_columns
from desktop.ui.browser.detail import DetailPane
from desktop.ui.browser.filters import Filters
from desktop.ui.browser.model import LinesModel
from desktop.ui.browser.searcher import Found, Searcher
from desktop.ui.shell import Shell
from desktop.ui.widgets.labels import muted
from desktop.ui.widgets.table import bare_view
from desktop.ui.widgets.window import Window

_COLUMNS, _HEADER = "browser/columns", "browser/header"


class BrowserWindow(Window):
    """Filters above, the list on one side, the chosen contact on the other."""

    NAME = "browser"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, self.tr("Contacts"), 1240, 680)
        self._all_columns = all_columns(contact_fields())
        self.filters = Filters(self._all_columns, str(shell.memory.value(_COLUMNS, "")).split())
        self.filters.wanted.connect(lambda: self._ask(quick=True))
        self.filters.columns_chosen.connect(self._show_columns)
        self.model = LinesModel(self._columns(), self._page, self)
        self.table = bare_view(self.model, self.tr("Contacts"))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_detail())
        self._dress_header()
        self.detail = DetailPane(shell, self.fault_panel.show_fault)
        self.count, self.nothing = muted(), muted()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_all = QPushButton(self.tr("Show &all contacts"))
        self.show_all.clicked.connect(self.filters.clear)
        self._searcher = Searcher(shell.bridge.open_queries, self)
        self._searcher.found.connect(self._take)
        self._searcher.failed.connect(self._fail)
        self._shown: Filter | None = None
        self._failed = False
        self.busy = False
        """Whether not all lines of the filter are in the list yet."""
        self._arrange()
        QShortcut(QKeySequence(Qt.Key.Key_F5), self, self._changed)
        self.filters.search.setFocus()

    def refresh(self) -> None:
        """Read what is on the screen, and look for the lines again; the chosen one stays chosen."""
        self.model.read_again()
        self._show_detail()
        self._ask(quick=not self.model.rows)

    def chosen(self) -> int | None:
        """The key of the chosen line."""
        place = self.table.currentIndex().row()
        return self.model.rows[place] if 0 <= place < len(self.model.rows) else None

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember the columns, and stop looking."""
        self.shell.memory.setValue(_HEADER, self.table.horizontalHeader().saveState())
        self._searcher.stop()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """From the search, the arrow and the enter key lead into the list."""
        if self.filters.search.hasFocus() and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.table.setFocus()
            return
        super().keyPressEvent(event)

    def _ask(self, quick: bool) -> None:
        self.busy = True
        self.count.setText(self.tr("Searching …"))
        self._searcher.ask(self.filters.filter, quick)

    def _take(self, found: Found) -> None:
        """Show what was found; the chosen line stays chosen while it is among it."""
        if self._failed:
            self._failed = False
            self.fault_panel.show_fault(None)
        chosen, scroll = self.chosen(), self.table.verticalScrollBar().value()
        again, self._shown = found.wanted == self._shown, found.wanted
        self.busy = not found.complete
        self.model.show(found.rows)
        self._choose(chosen)
        if again:
            self.table.verticalScrollBar().setValue(scroll)
        self._tell()

    def _choose(self, row: int | None) -> None:
        place = self.model.place_of(row) if row is not None else -1
        if not self.model.rows:
            self._show_detail()
            return
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(max(place, 0), 0), flags)

    def _fail(self, fault: Fault) -> None:
        self.busy, self._failed = False, True
        self.fault_panel.show_fault(fault)
        self._tell()

    def _tell(self) -> None:
        """How many lines there are, or why there is none."""
        number, wanted = len(self.model.rows), self.filters.filter
        narrowed = bool(wanted.search.strip() or wanted.state or wanted.side)
        text = self.tr("%Ln contact(s)", "", number)
        if self.busy:
            text = self.tr("The first {count}; looking for the rest …").format(count=texts.number(number))
        self.count.setText(text)
        empty = not number and not self.busy and not self._failed
        self.nothing.setText(
            self.tr("No contact matches.") if narrowed else self.tr("No contacts yet. The first sync brings them here.")
        )
        self._empty.setVisible(empty)
        self.show_all.setVisible(narrowed)
        self._halves.setVisible(not empty)

    def _show_detail(self) -> None:
        try:
            self.detail.show_record(self.chosen())
        except PortFault as problem:
            self.fault_panel.show_fault(problem.fault)

    def _page(self, rows: Sequence[int]) -> list[RecordLine]:
        """Asked while the list is painted, where nothing may be raised."""
        try:
            return self.shell.bridge.queries.browse.page(rows)
        except PortFault as problem:
            self.fault_panel.show_fault(problem.fault)
            return []

    def _columns(self) -> list[BrowserColumn]:
        return [column for column in self._all_columns if column.key in self.filters.chosen]

    def _show_columns(self) -> None:
        self.shell.memory.setValue(_COLUMNS, " ".join(self.filters.chosen))
        chosen = self.chosen()
        self.model.show_columns(self._columns())
        self._choose(chosen)
        self._fit_columns()

    def _dress_header(self) -> None:
        header = self.table.horizontalHeader()
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)
        self._fit_columns()
        state = self.shell.memory.value(_HEADER)
        if state is not None and header.count() == len(self._columns()):
            header.restoreState(state)
        self._point()

    def _fit_columns(self) -> None:
        character = self.table.fontMetrics().averageCharWidth()
        for number, column in enumerate(self.model.columns):
            self.table.setColumnWidth(number, column.width * character)
        self._point()

    def _sort(self, section: int) -> None:
        """A heading was pressed: sort by it, or the other way round; some columns cannot sort."""
        order, wanted = self.model.columns[section].order, self.filters.filter
        if order is not None:
            newest_first = order in (Order.CHANGED, Order.AGREED)
            self.filters.sort(order, not wanted.descending if order is wanted.order else newest_first)
        self._point()

    def _point(self) -> None:
        """Let the arrow in the headings say what the list is sorted by."""
        wanted, header = self.filters.filter, self.table.horizontalHeader()
        sections = [at for at, column in enumerate(self.model.columns) if column.order is wanted.order]
        header.setSortIndicatorShown(bool(sections))
        if sections:
            down = Qt.SortOrder.DescendingOrder if wanted.descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(sections[0], down)

    def _arrange(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.count)
        self._empty = QWidget()
        middle = QVBoxLayout(self._empty)
        middle.addStretch(1)
        middle.addWidget(self.nothing)
        middle.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignCenter)
        middle.addStretch(1)
        self._halves = QSplitter(Qt.Orientation.Horizontal)
        self._halves.addWidget(left)
        self._halves.addWidget(self.detail)
        self._halves.setSizes([720, 500])
        self._halves.setStretchFactor(0, 3)
        self._halves.setStretchFactor(1, 2)
        self._halves.setChildrenCollapsible(False)
        self.body.addWidget(self.filters)
        self.body.addSpacing(4)
        self.body.addWidget(self._halves, 1)
        self.body.addWidget(self._empty, 1)
        self._empty.hide()
