"""The comparison of both sides with each other and with what the program holds: the audit, as a window.

Exists so that a person can see for themselves that nothing drifted apart. It changes nothing, neither there nor here.
"""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import QPushButton

from desktop.core.drift import Audit, Cause, Drift, Finding
from desktop.core.faults import Fault
from desktop.core.record import Side
from desktop.ui import icons, texts, wording
from desktop.ui.activity.reading import ReadingWindow
from desktop.ui.shell import Shell
from desktop.ui.texts import tr
from desktop.ui.widgets.table import Column, ListModel, choose, view

_LISTED = 5_000
"""Findings that are listed; the command `audit --json` has them all."""


class ComparisonWindow(ReadingWindow):
    """What differs and why, a line each, with a button that explains it."""

    NAME = "comparison"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, self.tr("Compare both sides"))
        self.findings: ListModel[Finding] = ListModel(self._columns(), self)
        table = view(self.findings, self.tr("What differs"), stretch=(0, 3))
        self.explain = QPushButton(icons.action("explain"), self.tr("&Explain"))
        self.explain.clicked.connect(self._explain)
        table.doubleClicked.connect(lambda _: self._explain())
        self.lay_out(table, self.explain)

    def look(self) -> None:
        """Read everything on both sides."""
        super().look()
        self.shell.bridge.do(lambda program: program.audit(), self._show, self._failed, owner=self)

    def offer(self) -> None:
        """One that is listed can be explained."""
        super().offer()
        self.explain.setVisible(not self.working and bool(self.findings.things))

    def _show(self, found: Audit) -> None:
        self.findings.show(list(found.findings[:_LISTED]))
        if not found.complete:
            headline = self.tr("Stopped before everything was compared")
        elif found.findings:
            headline = self.tr("%n difference(s) found", "", len(found.findings))
        else:
            headline = self.tr("Both sides agree, with each other and with what the program holds")
        self.end(headline, "\n".join(self._told(found)), lists=bool(found.findings))
        choose(self.table, [])

    def _told(self, found: Audit) -> list[str]:
        compared = self.tr("Compared: {crm} in Salesforce, {mailbox} shared in Outlook, {pairs} of them linked.")
        crm, mailbox = (texts.number(found.records.get(side, 0)) for side in Side)
        if found.complete:
            lines = [compared.format(crm=crm, mailbox=mailbox, pairs=texts.number(found.pairs))]
        else:
            lines = [self.tr("What is listed is not all.")]
        causes = Counter(finding.cause for finding in found.findings)
        lines += [f"{texts.number(number)} {becomes(cause)}" for cause, number in causes.most_common()]
        if len(found.findings) > _LISTED:
            lines.append(self.tr("The first {number} are listed.").format(number=texts.number(_LISTED)))
        return [*lines, self.tr("Nothing was changed, neither there nor here.")]

    def _failed(self, fault: Fault) -> None:
        self.findings.show([])
        self.fail(self.tr("The comparison could not be made"), self.tr("Nothing was changed."), fault)

    def _explain(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.findings.things):
            finding = self.findings.things[row]
            self.shell.show("explain", finding.pair_id or finding.native_id)

    def _columns(self) -> list[Column[Finding]]:
        return [
            Column(self.tr("Contact"), lambda finding: finding.title),
            Column(self.tr("What"), what),
            Column(self.tr("Why"), lambda finding: why(finding.cause)),
            Column(self.tr("Values"), self._values),
        ]

    def _values(self, finding: Finding) -> str:
        label = self.shell.bridge.queries.label
        if finding.drift is Drift.DIFFERS:
            text = self.tr("{field}: {left} in Salesforce, {right} in Outlook")
        else:
            text = self.tr("{field}: {left} held here, {right} there")
        return "; ".join(
            text.format(
                field=wording.field(label(each.field)),
                left=wording.value_line(each.left) or "–",
                right=wording.value_line(each.right) or "–",
            )
            for each in finding.differences
        )


def what(finding: Finding) -> str:
    """What is not as it should be."""
    where = wording.side(finding.side) if finding.side is not None else ""
    return {
        Drift.NEW: tr("New in {side}"),
        Drift.GONE: tr("Not found in {side} any more"),
        Drift.CHANGED: tr("Changed in {side}"),
        Drift.MISREAD: tr("Held here otherwise than {side} shows it"),
        Drift.MOVED: tr("Shared, un-shared or moved in {side}"),
        Drift.UNPAIRED: tr("In {side} without a counterpart"),
        Drift.DIFFERS: tr("Not the same on both sides"),
        Drift.LINK: tr("The copy in Outlook does not name its counterpart"),
        Drift.DOUBLED: tr("In {side} more than once under one link"),
    }[finding.drift].format(side=where)


def why(cause: Cause) -> str:
    """Why it is so, in a few words."""
    return {
        Cause.SINCE: tr("since the last sync"),
        Cause.CONFLICT: tr("a conflict waits"),
        Cause.QUESTION: tr("a question waits"),
        Cause.PROBLEM: tr("it is a problem"),
        Cause.ONE_WAY: tr("flows one way only"),
        Cause.AGREED: tr("agreed so"),
        Cause.UNKNOWN: tr("unexplained"),
    }[cause]


def becomes(cause: Cause) -> str:
    """Why it is so, and what becomes of it."""
    return {
        Cause.SINCE: tr("since the last sync; the next one takes it"),
        Cause.CONFLICT: tr("waiting for your choice under Conflicts"),
        Cause.QUESTION: tr("waiting for your answer under “Held back”"),
        Cause.PROBLEM: tr("could not be written or seen; see Problems"),
        Cause.ONE_WAY: tr("in fields that flow one way only; both values stay"),
        Cause.AGREED: tr("left so when both sides last agreed"),
        Cause.UNKNOWN: tr("unexplained; please send the diagnostics to the makers"),
    }[cause]
