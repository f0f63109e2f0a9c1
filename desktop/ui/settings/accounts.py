"""Which accounts are connected, and where their secrets are kept."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from desktop.core.record import Side
from desktop.ui import icons, wording
from desktop.ui.settings.page import Page
from desktop.ui.shell import Shell
from desktop.ui.widgets.labels import muted, plain


class AccountsPage(Page):
    """One row a side."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.who = {side: plain() for side in Side}
        self.secrets = muted()
        for side, label in self.who.items():
            self.rows.addRow(wording.side(side), label)
        self.rows.addRow(self.tr("Secrets"), self.secrets)
        self.connect_again = QPushButton(icons.action("wizard"), self.tr("&Sign in again …"))
        self.connect_again.clicked.connect(lambda: shell.show("wizard"))
        self.add_button(self.connect_again)
        shell.bridge.do(lambda program: program.where(), self._show_place, owner=self)

    def refresh(self) -> None:
        """Show what is stored."""
        known = {account.side: account for account in self.shell.bridge.queries.status().accounts}
        for side, label in self.who.items():
            account = known.get(side)
            label.setText(f"{account.label}\n{account.address}" if account else self.tr("Not connected"))

    def _show_place(self, where: str) -> None:
        self.secrets.setText(self.tr("Kept {place}.").format(place=where) if where else self.tr("None are kept."))
