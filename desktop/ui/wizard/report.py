"""The report of the first plan, the first sync, and the end.

Exists so that a person sees everything before anything is written, and may stop at any moment after.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
)

from desktop.app.reads import Group, Line, MatchReport, Program, Report, SetupPage
from desktop.core.faults import PortFault
from desktop.ui import icons, texts, wording
from desktop.ui.shell import Shell
from desktop.ui.texts import tr
from desktop.ui.widgets.fault_panel import FaultPanel
from desktop.ui.widgets.labels import plain
from desktop.ui.widgets.tick_box import TickBox
from desktop.ui.wizard.page import WizardPage, Work, go_on


def read_both(program: Program) -> SetupPage:
    """Read both sides and report."""
    return program.setup.read_both()


class ReportPage(WizardPage):
    """Who is linked, new, doubtful or refused; each group opens to its names."""

    def __init__(self) -> None:
        super().__init__(self.tr("What a first sync would do"), "", wide=True)
        self.nothing = plain(self.tr("Nothing has been written yet."))
        font = self.nothing.font()
        font.setBold(True)
        self.nothing.setFont(font)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(self.tr("What a first sync would do"))
        self.tree.setHeaderLabels([self.tr("Contacts"), self.tr("How many")])
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setAlternatingRowColors(True)
        self.tree.setUniformRowHeights(True)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.again = QPushButton(icons.action("retry"), self.tr("&Look again"))
        self.again.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.again.clicked.connect(lambda: self.asked.emit(read_both, self.tr("Reading both sides …")))
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.tree, 1)
        self.body.addWidget(self.again)
        self._report: MatchReport | None = None

    def render_page(self, page: SetupPage) -> None:
        """Show the report, or that it is to be made."""
        changed, self._report = page.report != self._report, page.report
        self.tree.setVisible(page.report is not None)
        self.again.setVisible(page.report is not None)
        if page.report is None:
            self.lead.setText(self.tr("Both sides are read and compared. Depending on their size this takes a while."))
            return
        self.lead.setText(_summed(page.report))
        if changed:
            self.tree.clear()
            self.tree.addTopLevelItems([_item(line) for line in page.report.lines if line.count])

    def at_once(self, page: SetupPage) -> Work | None:
        """Read both sides where nobody did."""
        return read_both if page.report is None else None

    def button(self) -> str:
        """Read first, then go on."""
        return self.tr("&Read both sides") if self._report is None else self.tr("&Next")

    def doing(self) -> str:
        """What is said while both sides are read."""
        return self.tr("Reading both sides …") if self._report is None else ""

    def work(self) -> Work:
        """Read, or go on."""
        return read_both if self._report is None else go_on


class StartPage(WizardPage):
    """The yes to the first sync, and how it went."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(self.tr("Start"), "")
        self._shell = shell
        self.fault = FaultPanel()
        self.body.addWidget(self.fault)
        self.body.addStretch(1)
        self._page: SetupPage | None = None

    def render_page(self, page: SetupPage) -> None:
        """What is about to happen, or what stopped it."""
        self._page, session = page, page.session
        self.fault.show_fault(session.fault if session else None)
        if session is not None and session.fault is not None:
            lead = self.tr("The first sync did not come to its end. What was written stays; go on when it is mended.")
        elif session is not None or page.notes.agreed:
            lead = self.tr("The first sync was stopped. What was written stays; it goes on where it was.")
        elif page.report is not None:
            lead = "\n".join(
                [
                    _summed(page.report),
                    self.tr("You can stop it at any moment; what was written by then stays, and it goes on later."),
                ]
            )
        else:
            lead = ""
        self.lead.setText(lead)

    def button(self) -> str:
        """Start, or go on."""
        begun = self._page is not None and (self._page.notes.agreed or self._page.session is not None)
        return self.tr("&Go on") if begun else self.tr("&Start the first sync")

    def doing(self) -> str:
        """What is said while it runs."""
        return self.tr("Synchronising …")

    def work(self) -> Work:
        """Run it as a session of the schedule runs, so that the icon shows it too."""
        runner = self._shell.runner

        def start(program: Program) -> SetupPage:
            def run(yes: bool) -> Report | None:
                return runner.run(program, yes)

            return program.setup.start(run)

        return start


class DonePage(WizardPage):
    """What the first sync did, what waits, and whether the program starts with the computer."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(self.tr("All set up"), "")
        self._shell = shell
        self.waits = plain()
        self.look = QPushButton(icons.action("conflicts"), self.tr("See what &waits for you"))
        self.look.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.look.clicked.connect(self._look)
        self.login = TickBox(self.tr("&Start when I sign in to this computer"))
        self.login.answered.connect(self._set_login)
        self.fault = FaultPanel()
        self.note = plain(
            self.tr("The program stays beside the clock and syncs every half hour. Its icon says how it goes.")
        )
        for widget in (self.waits, self.look, self.note, self.login, self.fault):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def render_page(self, page: SetupPage) -> None:
        """Show the counts."""
        facts = self._shell.bridge.queries.facts()
        waiting = facts.conflicts + facts.holds + facts.problems
        if page.session is not None:
            self.lead.setText(self.tr("The first sync is done: {counts}.").format(counts=_counts(page.session)))
        else:
            self.lead.setText(self.tr("Both accounts are connected."))
        self.waits.setText(self.tr("%n thing(s) wait for you; everything else is done.", "", waiting))
        self.waits.setVisible(bool(waiting))
        self.look.setVisible(bool(waiting))
        self.login.setVisible(not page.sandbox)
        self.login.show_ticked(self._shell.autostart.enabled())
        self.login.setEnabled(True)

    def button(self) -> str:
        """There is nothing behind it."""
        return self.tr("&Close")

    def _look(self) -> None:
        facts = self._shell.bridge.queries.facts()
        self._shell.show("conflicts" if facts.conflicts else "holds" if facts.holds else "problems")

    def _set_login(self, on: bool) -> None:
        try:
            self._shell.autostart.set(on)
            self.fault.show_fault(None)
        except PortFault as problem:
            self.fault.show_fault(problem.fault)
        self.login.show_ticked(self._shell.autostart.enabled())


def _counts(session: Report) -> str:
    return wording.counts(session.counts)


def _summed(report: MatchReport) -> str:
    """The report in a few sentences."""
    linked = report.count(Group.BY_EMAIL, Group.BY_NAME, Group.BY_LINK)
    lines = [
        tr("%n contact(s) are on both sides already and would be linked.", "", linked),
        tr("%n contact(s) would be new in Outlook.", "", report.count(Group.NEW_IN_OUTLOOK)),
        tr("%n contact(s) would be new in Salesforce.", "", report.count(Group.NEW_IN_SALESFORCE)),
    ]
    if report.differing:
        differing = report.differing
        lines.append(tr("%n value(s) of these differ; your rule for conflicts decides.", "", differing))
    if not report.writes and not linked:
        return tr("Nothing has to be written: there are no contacts to sync yet.")
    return " ".join(lines)


def _item(line: Line) -> QTreeWidgetItem:
    item = QTreeWidgetItem([_group(line.group), texts.number(line.count)])
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    for found in line.found:
        name = " ".join(found.name.split()) or tr("(no name)")
        item.addChild(QTreeWidgetItem([f"{name} — {found.detail}" if found.detail else name, ""]))
    if line.count > len(line.found):
        item.addChild(QTreeWidgetItem([tr("… and %n more", "", line.count - len(line.found)), ""]))
    return item


def _group(group: Group) -> str:
    return {
        Group.BY_EMAIL: tr("On both sides, recognised by the e-mail address"),
        Group.BY_NAME: tr("On both sides, recognised by name and company"),
        Group.BY_LINK: tr("On both sides, linked by an earlier sync"),
        Group.NEW_IN_OUTLOOK: tr("New in Outlook"),
        Group.NEW_IN_SALESFORCE: tr("New in Salesforce"),
        Group.AMBIGUOUS: tr("Could be one of several; you will be asked"),
        Group.REFUSED: tr("Cannot be written as they are"),
    }[group]
