"""The preview: what the next session would do, read from both sides at this moment; nothing is written.

Exists so that a person can look before they agree. The first sync is agreed to here as well.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton

from desktop.app.reads import Planned, Progress, Report
from desktop.core.faults import Fault
from desktop.core.plan import Verb
from desktop.ui import icons, texts, wording
from desktop.ui.shell import Shell
from desktop.ui.widgets.labels import muted, title
from desktop.ui.widgets.table import Column, ListModel, view
from desktop.ui.widgets.window import Window


class PreviewWindow(Window):
    """What would be written, as counts and item by item, with a button to do it."""

    NAME = "preview"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, self.tr("Preview of the next sync"), 980, 600)
        self.headline, self.note = title(), muted()
        self.items: ListModel[Planned] = ListModel(self._columns(), self)
        self.table = view(self.items, self.tr("What would be written"), stretch=(0, 3))
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName(self.tr("Reading both sides"))
        self.again = QPushButton(icons.action("retry"), self.tr("&Look again"))
        self.again.clicked.connect(self.look)
        self.stop = QPushButton(self.tr("&Stop"))
        self.stop.clicked.connect(shell.bridge.cancel)
        self.go = QPushButton(icons.action("sync"), self.tr("S&ync now"))
        self.go.clicked.connect(self._sync)
        row = QHBoxLayout()
        row.addWidget(self.again)
        row.addWidget(self.stop)
        row.addStretch(1)
        row.addWidget(self.go)
        for widget in (self.headline, self.note, self._progress):
            self.body.addWidget(widget)
        self.body.addWidget(self.table, 1)
        # Takes the room where there is no table, so that the texts stay together.
        self.body.addStretch(0)
        self.body.addLayout(row)
        self._reading = False
        shell.bridge.progressed.connect(self._progressed)
        self.look()

    def look(self) -> None:
        """Read both sides."""
        self._busy(True)
        self.headline.setText(self.tr("Reading both sides …"))
        self.note.setText(self.tr("Nothing is written."))
        self.fault_panel.show_fault(None)
        self.shell.bridge.do(lambda program: program.plan(), self._show, self._failed, owner=self)

    def _show(self, report: Report) -> None:
        self._busy(False)
        if report.fault is not None:
            self._failed(report.fault)
            return
        total = report.planned.total if report.planned else 0
        self.items.show(list(report.items))
        self.table.setVisible(bool(report.items))
        if report.verdict in ("cancelled", "out-of-time"):
            self.headline.setText(self.tr("Stopped before everything was read"))
        elif total:
            self.headline.setText(self.tr("%n change(s) would be written", "", total))
        else:
            self.headline.setText(self.tr("Nothing to do: both sides are the same"))
        lines = [_counted(report)] if total else []
        lines.append(self.tr("Nothing has been written yet."))
        if total > len(report.items):
            shown = texts.number(len(report.items))
            lines.append(self.tr("The first {number} are listed.").format(number=shown))
        self.note.setText("\n".join(lines))
        self.go.setEnabled(bool(total))

    def _failed(self, fault: Fault) -> None:
        self._busy(False)
        self.headline.setText(self.tr("The preview could not be made"))
        self.note.setText(self.tr("Nothing has been written."))
        self.fault_panel.show_fault(fault)
        self.table.hide()
        self.go.setEnabled(False)

    def _sync(self) -> None:
        self.shell.runner.sync(yes=True)
        self.close()

    def _busy(self, busy: bool) -> None:
        self._reading = busy
        self._progress.setVisible(busy)
        self.stop.setVisible(busy)
        self.again.setEnabled(not busy)
        self.go.setEnabled(not busy)

    def _progressed(self, progress: Progress) -> None:
        if self._reading:
            self.headline.setText(texts.phase(progress.phase))

    def _columns(self) -> list[Column[Planned]]:
        return [
            Column(self.tr("Contact"), lambda item: item.title),
            Column(self.tr("Where"), lambda item: wording.side(item.side)),
            Column(self.tr("What"), lambda item: wording.verb(item.verb.value)),
            Column(self.tr("Values"), self._values),
            Column(self.tr("Why"), lambda item: wording.why(item.why.value, item.side)),
        ]

    def _values(self, item: Planned) -> str:
        label, arrow = self.shell.bridge.queries.label, "←" if self.layoutDirection() is _RIGHT_TO_LEFT else "→"
        if item.verb is Verb.CREATE:
            return ", ".join(wording.value_line(after) for _, _, after in item.changes[:4])
        return ", ".join(
            f"{wording.field(label(name))}: {wording.value_line(before)} {arrow} {wording.value_line(after)}"
            for name, before, after in item.changes
        )


_RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft


def _counted(report: Report) -> str:
    assert report.planned is not None
    numbers = {f"{verb.value} {side.value}": number for (verb, side), number in report.planned.operations.items()}
    return wording.counts(numbers)
