"""The preview: what the next session would do, read from both sides at this moment; nothing is written.

Exists so that a person can look before they agree. The first sync is agreed to here as well.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.app.reads import Planned, Report
from desktop.core.faults import Fault
from desktop.core.plan import Verb
from desktop.ui import icons, texts, wording
from desktop.ui.activity.reading import ReadingWindow
from desktop.ui.shell import Shell
from desktop.ui.widgets.table import Column, ListModel, view


class PreviewWindow(ReadingWindow):
    """What would be written, as counts and item by item, with a button to do it."""

    NAME = "preview"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, self.tr("Preview of the next sync"))
        self.items: ListModel[Planned] = ListModel(self._columns(), self)
        self._writes = 0
        self.go = QPushButton(icons.action("sync"), self.tr("S&ync now"))
        self.go.clicked.connect(self._sync)
        self.lay_out(view(self.items, self.tr("What would be written"), stretch=(0, 3)), self.go)

    def look(self) -> None:
        """Read both sides."""
        super().look()
        self.shell.bridge.do(lambda program: program.plan(), self._show, self._failed, owner=self)

    def offer(self) -> None:
        """There is something to do where something would be written."""
        super().offer()
        self.go.setEnabled(not self.working and self._writes > 0)

    def _show(self, report: Report) -> None:
        if report.fault is not None:
            self._failed(report.fault)
            return
        self._writes = total = report.planned.total if report.planned else 0
        self.items.show(list(report.items))
        if report.verdict in ("cancelled", "out-of-time"):
            headline = self.tr("Stopped before everything was read")
        elif total:
            headline = self.tr("%n change(s) would be written", "", total)
        else:
            headline = self.tr("Nothing to do: both sides are the same")
        lines = [_counted(report)] if total else []
        lines.append(self.tr("Nothing has been written yet."))
        if total > len(report.items):
            shown = texts.number(len(report.items))
            lines.append(self.tr("The first {number} are listed.").format(number=shown))
        self.end(headline, "\n".join(lines), lists=bool(report.items))

    def _failed(self, fault: Fault) -> None:
        self._writes = 0
        self.fail(self.tr("The preview could not be made"), self.tr("Nothing has been written."), fault)

    def _sync(self) -> None:
        self.shell.runner.sync(yes=True)
        self.close()

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
