"""The chosen contact: both sides field by field, what sync did with it and why, and what can be done.

Exists as the right half of the browser. Whatever it changes goes through the bridge.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop.app.queries import contact_fields
from desktop.app.reads import Change, LineState, Program, RecordDetail
from desktop.core.faults import Fault
from desktop.core.pairing import PairState, Wish
from desktop.core.record import Side
from desktop.ui import icons, texts, wording
from desktop.ui.browser.columns import moment, state
from desktop.ui.browser.comparison import FieldRow, compare
from desktop.ui.shell import Shell
from desktop.ui.widgets.labels import muted, plain, title
from desktop.ui.widgets.table import Column, ListModel, view, wrap


class DetailPane(QWidget):
    """All that is known of one line. `failed` is told what a command was refused for."""

    def __init__(self, shell: Shell, failed: Callable[[Fault | None], None]) -> None:
        super().__init__()
        self._shell, self._failed, self._labels = shell, failed, contact_fields()
        self._detail: RecordDetail | None = None
        self._address = ""
        self.heading, self.standing, self.open_things = title(), muted(), plain()
        self.fields: ListModel[FieldRow] = ListModel(self._field_columns(), self)
        self.history: ListModel[Change] = ListModel(self._history_columns(), self)
        self.field_table = view(self.fields, self.tr("Fields on both sides"), stretch=(1, 2, 3))
        self.history_table = view(self.history, self.tr("What sync did with this contact"), stretch=(1,))
        for table in (self.field_table, self.history_table):
            wrap(table)
        self.no_history = muted(self.tr("Sync has written nothing to this contact."))
        self.no_history.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.field_table, self.tr("&Fields"))
        self.tabs.addTab(self._history_page(), self.tr("&History"))
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 0, 0, 0)
        for label in (self.heading, self.standing, self.open_things):
            column.addWidget(label)
        column.addLayout(self._buttons())
        column.addWidget(self.tabs, 1)

    def show_record(self, row: int | None) -> None:
        """Read a line and show it; None, or one that is gone, shows nothing. Raises PortFault."""
        queries = self._shell.bridge.queries
        self._detail = detail = queries.browse.detail(row) if row is not None else None
        self.setVisible(detail is not None)
        if detail is None:
            return
        self._address = queries.address(detail.line.row)
        self.heading.setText(detail.line.title)
        self.standing.setText(self._standing(detail))
        self.open_things.setText("\n".join(self._open_things(detail)))
        self.open_things.setVisible(bool(self.open_things.text()))
        self.fields.show(compare(detail, self._labels, queries.same))
        self._fit_columns(detail)
        self.history.show(queries.history_of(detail.line.pair_id) if detail.line.pair_id else [])
        self.history_table.setVisible(bool(self.history.things))
        self.no_history.setVisible(not self.history.things)
        self._allow(detail)

    def _fit_columns(self, detail: RecordDetail) -> None:
        """Only the columns that say something; what was agreed matters where something differs."""
        differs = any(row.note for row in self.fields.things)
        for number, side in ((1, Side.CRM), (2, Side.MAILBOX)):
            self.field_table.setColumnHidden(number, side not in detail.records)
        self.field_table.setColumnHidden(3, not differs)

    def _standing(self, detail: RecordDetail) -> str:
        parts = [state(detail.line.state)]
        if detail.line.agreed_at is not None:
            parts.append(self.tr("last the same {when}").format(when=moment(detail.line.agreed_at)))
        return " · ".join(parts)

    def _open_things(self, detail: RecordDetail) -> list[str]:
        lines = list[str]()
        if detail.hold is not None:
            lines.append(self.tr("It was deleted on one side. What should become of it waits for your answer."))
        names = [self._label(conflict.field) for conflict in detail.conflicts if conflict.field != "*"]
        if names:
            lines.append(self.tr("Both sides changed: {fields}.").format(fields=", ".join(names)))
        elif detail.conflicts:
            lines.append(self.tr("A question about this contact waits for your answer."))
        lines += [f"{texts.told(i.complaint.message)} {texts.told(i.complaint.action)}".strip() for i in detail.issues]
        wish = detail.pairing.wish if detail.pairing else Wish.NONE
        if wish is Wish.SHARE:
            lines.append(self.tr("The next sync shares it again."))
        elif wish is Wish.UNSHARE:
            lines.append(self.tr("The next sync stops sharing it; both copies stay."))
        return lines

    def _allow(self, detail: RecordDetail) -> None:
        pairing = detail.pairing
        shared = pairing is not None and (pairing.wish or Wish.UNSHARE) is not Wish.UNSHARE
        if pairing is not None and pairing.wish is Wish.NONE:
            shared = pairing.state is not PairState.DETACHED
        settled = pairing is not None and pairing.state is not PairState.HELD
        self.open_page.setEnabled(bool(self._address))
        excluded = detail.line.state is LineState.EXCLUDED
        self.share.setVisible(settled and not shared and not excluded)
        self.unshare.setVisible(settled and shared and not excluded)
        self.exclude.setVisible(not excluded)
        self.include.setVisible(excluded)
        self.retry.setVisible(bool(detail.issues))
        self.answer.setVisible(detail.hold is not None or bool(detail.conflicts))

    def _buttons(self) -> QVBoxLayout:
        self.open_page = QPushButton(icons.action("open"), self.tr("&Open in Salesforce"))
        self.open_page.clicked.connect(lambda: self._shell.open_url(self._address))
        self.share = QPushButton(self.tr("Share a&gain"))
        self.share.clicked.connect(lambda: self._wish(lambda program, pair_id: program.answers.share(pair_id)))
        self.unshare = QPushButton(self.tr("S&top sharing"))
        self.unshare.setToolTip(self.tr("The contact is not synced any more; both copies stay."))
        self.unshare.clicked.connect(lambda: self._wish(lambda program, pair_id: program.answers.unshare(pair_id)))
        self.retry = QPushButton(icons.action("retry"), self.tr("T&ry again"))
        self.retry.clicked.connect(self._retry)
        self.explain = QPushButton(icons.action("explain"), self.tr("&Explain"))
        self.explain.setToolTip(self.tr("How it stands and why, what comes next, and all that happened to it."))
        self.explain.clicked.connect(lambda: self._shell.show("explain", self._name()))
        self.exclude = QPushButton(self.tr("&Never sync"))
        self.exclude.setToolTip(self.tr("Nothing of it is made, changed or deleted any more, on either side."))
        self.exclude.clicked.connect(lambda: self._named(lambda program, name: program.answers.exclude(name)))
        self.include = QPushButton(self.tr("&Include again"))
        self.include.clicked.connect(lambda: self._named(lambda program, name: program.answers.include(name)))
        self.answer = QPushButton(self.tr("&Answer …"))
        self.answer.clicked.connect(self._go_to_question)
        row, more = QHBoxLayout(), QHBoxLayout()
        for button in (self.open_page, self.share, self.unshare, self.retry, self.answer):
            row.addWidget(button)
        for button in (self.explain, self.exclude, self.include):
            more.addWidget(button)
        for each in (row, more):
            each.addStretch(1)
        both = QVBoxLayout()
        both.addLayout(row)
        both.addLayout(more)
        return both

    def _wish(self, work: Callable[[Program, str], None]) -> None:
        if self._detail is not None and (pair_id := self._detail.line.pair_id) is not None:
            self._do(lambda program: work(program, pair_id))

    def _name(self) -> str:
        """The surest name of the line."""
        line = self._detail.line if self._detail else None
        return (line.pair_id or next(iter(line.native_ids.values()), "")) if line else ""

    def _named(self, work: Callable[[Program, str], object]) -> None:
        name = self._name()
        self._do(lambda program: work(program, name))

    def _retry(self) -> None:
        numbers = [issue.id for issue in self._detail.issues] if self._detail else []

        def retry(program: Program) -> None:
            for number in numbers:
                program.answers.retry(number)

        self._do(retry)

    def _do(self, work: Callable[[Program], object]) -> None:
        self._failed(None)
        self._shell.bridge.do(work, lambda _: self._shell.runner.decided(), self._failed, owner=self)

    def _go_to_question(self) -> None:
        held = self._detail is not None and self._detail.hold is not None
        self._shell.show("holds" if held else "conflicts")

    def _history_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.history_table, 1)
        column.addWidget(self.no_history, 1)
        return page

    def _field_columns(self) -> list[Column[FieldRow]]:
        return [
            Column(self.tr("Field"), lambda row: row.label),
            Column(wording.side(Side.CRM), lambda row: row.crm),
            Column(wording.side(Side.MAILBOX), lambda row: row.mailbox),
            Column(self.tr("Last agreed"), lambda row: f"{row.base}\n≠ {row.note}".strip() if row.note else ""),
        ]

    def _history_columns(self) -> list[Column[Change]]:
        return [
            Column(self.tr("When"), lambda change: moment(change.at)),
            Column(self.tr("What"), self._what),
            Column(self.tr("Why"), lambda change: wording.why(change.why, change.side)),
        ]

    def _what(self, change: Change) -> str:
        side, verb = wording.side(change.side), wording.verb(change.verb)
        if change.field == "*":
            return f"{side}: {verb}"
        arrow = "←" if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else "→"
        before, after = wording.value_line(change.before), wording.value_line(change.after)
        return f"{side}: {self._label(change.field)}: {before} {arrow} {after}"

    def _label(self, field: str) -> str:
        return wording.field(self._labels.get(field, field))
