"""Which accounts are connected, where their secrets are kept, signing out, the link field, and the calls used."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QMessageBox, QPushButton

from desktop.app.standing import Facts
from desktop.core.budget import MOST
from desktop.core.faults import Fault
from desktop.core.record import Side
from desktop.ui import icons, texts, wording
from desktop.ui.settings.page import Page
from desktop.ui.shell import Shell
from desktop.ui.widgets.fault_panel import FaultPanel
from desktop.ui.widgets.labels import muted, plain
from desktop.ui.widgets.link_field import LinkFieldPanel


class AccountsPage(Page):
    """One row a side."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.who = {side: plain() for side in Side}
        self.sign_out: dict[Side, QPushButton] = {}
        self.secrets, self.fault = muted(), FaultPanel()
        for side, label in self.who.items():
            self.rows.addRow(wording.side(side), label)
            button = QPushButton(self.tr("Sign out of {side}").format(side=wording.side(side)))
            button.clicked.connect(lambda _=False, side=side: self._sign_out(side))
            self.sign_out[side] = button
            self.add_button(button)
        self.rows.addRow(self.tr("Secrets"), self.secrets)
        self.connect_again = QPushButton(icons.action("wizard"), self.tr("&Sign in again …"))
        self.connect_again.clicked.connect(lambda: shell.show("wizard"))
        self.add_button(self.connect_again)
        self.link_field, self.look = LinkFieldPanel(folded=True), QPushButton(self.tr("&Look again"))
        self.look.setAccessibleName(self.tr("Look again for the link field"))
        self.look.clicked.connect(self._look)
        self.link_field.add_button(self.look)
        self.rows.addRow(self.tr("Link field"), self.link_field)
        self.calls = muted()
        self.rows.addRow(self.tr("Salesforce calls"), self.calls)
        self.rows.addRow(self.fault)
        shell.bridge.do(lambda program: program.where(), self._show_place, owner=self)

    def refresh(self) -> None:
        """Show what is stored."""
        known = {account.side: account for account in self.shell.bridge.queries.status().accounts}
        for side, label in self.who.items():
            account = known.get(side)
            label.setText(f"{account.label}\n{account.address}" if account else self.tr("Not connected"))
            self.sign_out[side].setVisible(account is not None)
        self.calls.setText(self._told_of_calls(self.shell.bridge.queries.facts()))
        self.link_field.show_field(self.shell.bridge.queries.link_field())
        self.look.setEnabled(Side.CRM in known)

    def _sign_out(self, side: Side) -> None:
        """After one question: nothing is lost by it but the way in."""
        question = self.tr("Sign out of {side}? Its secret is deleted here. Contacts stay as they are on both sides.")
        text = question.format(side=wording.side(side))
        if QMessageBox.question(self, self.tr("Accounts"), text) is QMessageBox.StandardButton.Yes:
            self.fault.show_fault(None)
            self.shell.bridge.do(lambda program: program.sign_out(side), failed=self._refused, owner=self)

    def _look(self) -> None:
        """Ask Salesforce; what it says is shown when the program tells that something changed."""
        self.fault.show_fault(None)
        self.look.setEnabled(False)
        self.shell.bridge.do(lambda program: program.look_at_link_field(), failed=self._refused, owner=self)

    def _refused(self, fault: Fault) -> None:
        self.fault.show_fault(fault)

    def _told_of_calls(self, facts: Facts) -> str:
        rests = self.tr("From {percent} % of all calls on, the program rests and leaves the others the rest.")
        told = [texts.calls(facts) or self.tr("Not told by Salesforce yet."), rests.format(percent=int(MOST * 100))]
        if facts.resting_until is not None:
            until = texts.moment(facts.resting_until, datetime.now(UTC))
            told.append(self.tr("It rests now, and goes on by itself: {when}").format(when=until))
        return "\n".join(told)

    def _show_place(self, where: str) -> None:
        told = self.tr("Kept {place}.").format(place=texts.told(where))
        self.secrets.setText(told if where else self.tr("None are kept."))
