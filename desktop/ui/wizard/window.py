"""The wizard: the steps at the side, one page, and a row of buttons below.

Exists as the frame that asks the flow and shows the page that it answers with. It decides no order: the flow does.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QWidget

from desktop.app.reads import Program, Progress, SetupPage, Step
from desktop.core.faults import Fault
from desktop.ui import texts
from desktop.ui.shell import Shell
from desktop.ui.widgets.labels import muted
from desktop.ui.widgets.window import Window
from desktop.ui.wizard.choices import OtherSoftwarePage, PolicyPage, ScopePage, WelcomePage
from desktop.ui.wizard.link_field import LinkFieldPage
from desktop.ui.wizard.page import WizardPage, Work
from desktop.ui.wizard.report import DonePage, ReportPage, StartPage
from desktop.ui.wizard.sign_in import MailboxPage, SalesforcePage, SignInPage
from desktop.ui.wizard.step_list import StepList

WIDE = 620
"""From this width on the steps are listed at the side."""


class WizardWindow(Window):
    """From nothing to a first sync; and signing in again, for a profile that is set up."""

    NAME = "wizard"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, self.tr("Set up SmartCloud Connect"), 880, 620)
        self.pages: dict[Step, WizardPage] = {
            Step.WELCOME: WelcomePage(shell),
            Step.SALESFORCE: SalesforcePage(),
            Step.MAILBOX: MailboxPage(),
            Step.OTHER_SOFTWARE: OtherSoftwarePage(),
            Step.SCOPE: ScopePage(),
            Step.POLICY: PolicyPage(),
            Step.LINK_FIELD: LinkFieldPage(),
            Step.REPORT: ReportPage(),
            Step.START: StartPage(shell),
            Step.DONE: DonePage(shell),
        }
        self.page: SetupPage | None = None
        self._doing = ""
        self._signs_in = self._arriving = False
        self._had_focus: QWidget | None = None
        self.steps, self._stack = StepList(), QStackedWidget()
        for page in self.pages.values():
            page.altered.connect(self._show_buttons)
            page.asked.connect(self.ask)
            self._stack.addWidget(page)
        self._make_footer()
        middle = QHBoxLayout()
        middle.addWidget(self.steps)
        middle.addWidget(self._stack, 1)
        middle.setSpacing(18)
        self.body.addLayout(middle, 1)
        self.body.addSpacing(8)
        self.body.addWidget(self.progress)
        self.body.addSpacing(4)
        self.body.addLayout(self._footer())
        shell.bridge.progressed.connect(self._progressed)
        self._stack.hide()
        self.ask(_begin, self.tr("Opening …"))

    def ask(self, work: Work, doing: str = "") -> None:
        """Ask the flow, with the buttons shut meanwhile, and show the page that it answers with."""
        if self._doing:
            return
        self._doing = doing or " "
        self._had_focus = self.focusWidget()
        self.fault_panel.show_fault(None)
        if self.page is not None:
            self._current().clear_fault()
        self._show_buttons()
        self.shell.bridge.do(work, self._answered, self._failed, owner=self)

    def go_on(self) -> None:
        """What the button of the page asks."""
        if self.page is not None and self.page.step is Step.DONE:
            self.close()
            return
        page = self._current()
        self._signs_in = isinstance(page, SignInPage) and page.unchecked()
        self.ask(page.work(), page.doing())

    def go_back(self) -> None:
        """The page before."""
        self.ask(lambda program: program.setup.back())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A narrow window keeps the room for the page."""
        super().resizeEvent(event)
        self.steps.setVisible(self.width() >= WIDE)

    def _answered(self, shown: SetupPage) -> None:
        before, self.page, self._doing = self.page, shown, ""
        page = self.pages[shown.step]
        if self._signs_in and isinstance(page, SignInPage) and before is not None and before.step is shown.step:
            page.accepted()
            self._had_focus = self.next
        self._signs_in = False
        page.render_page(shown)
        self.steps.show_steps(shown.steps, shown.step)
        self._stack.setCurrentWidget(page)
        self._stack.show()
        self._show_buttons()
        if before is None or before.step is not shown.step:
            page.verticalScrollBar().setValue(0)
            self._arriving = True
            work = page.at_once(shown)
            if work is not None:
                self.ask(work, page.doing())
                return
        self._give_focus()

    def _give_focus(self) -> None:
        """What was shut had to let go of the cursor: a new page puts it where one begins, an old one where it was."""
        page = self._current()
        if not self._arriving:
            if self._had_focus is not None and shiboken6.isValid(self._had_focus):
                self._had_focus.setFocus()
        elif isinstance(page, SignInPage):
            next(iter(page.fields.values())).input.setFocus()
        else:
            self.next.setFocus()
        self._arriving = False

    def _failed(self, fault: Fault) -> None:
        self._doing, self._signs_in = "", False
        self._show_buttons()
        self._give_focus()
        if self.page is None or not self._current().place_fault(fault):
            self.fault_panel.show_fault(fault)

    def _progressed(self, progress: Progress) -> None:
        if self._doing and not self.progress.isHidden():
            self._said.setText(texts.phase(progress.phase))
            planned = self.page.report.writes if self.page is not None and self.page.report is not None else 0
            counts = progress.phase == "writing" and planned > 0
            self.progress.setRange(0, planned if counts else 0)
            self.progress.setValue(min(progress.done, planned) if counts else 0)

    def _current(self) -> WizardPage:
        return self.pages[self.page.step if self.page is not None else Step.WELCOME]

    def _make_footer(self) -> None:
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress"))
        self._said = muted()
        self.stop = QPushButton(self.tr("S&top"))
        self.stop.clicked.connect(self.shell.bridge.cancel)
        self.back = QPushButton(self.tr("&Back"))
        self.back.clicked.connect(self.go_back)
        self.next = QPushButton()
        self.next.setDefault(True)
        self.next.setAutoDefault(True)
        self.next.clicked.connect(self.go_on)

    def _footer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._said, 1)
        for button in (self.stop, self.back, self.next):
            row.addWidget(button)
        for page in self.pages.values():
            if isinstance(page, SignInPage):
                for field in page.fields.values():
                    field.input.returnPressed.connect(self.next.click)
        return row

    def _show_buttons(self) -> None:
        page, busy = self._current(), bool(self._doing)
        long = bool(self._doing.strip())
        self.next.setText(page.button())
        self.next.setEnabled(not busy and self.page is not None and page.ready())
        step = self.page.step if self.page is not None else Step.WELCOME
        self.back.setEnabled(not busy)
        self.back.setVisible(self.page is not None and not self.page.first and step is not Step.DONE)
        self.stop.setVisible(long and self.page is not None)
        self.progress.setVisible(long)
        self.progress.setRange(0, 0)
        self._said.setText(self._doing.strip() if long else self._place())
        self._stack.setEnabled(not busy)

    def _place(self) -> str:
        if self.page is None:
            return ""
        return self.tr("Step {number} of {count}").format(number=self.page.place, count=len(self.page.steps))


def _begin(program: Program) -> SetupPage:
    """Where the person was; a profile that is set up signs in again."""
    page = program.setup.page()
    return program.setup.again() if page.step is Step.DONE else page
