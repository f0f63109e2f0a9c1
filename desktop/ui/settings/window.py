"""The settings: one page a subject, each choice stored at once.

Exists as the frame of the pages. There is no button to apply: what a page shows is what holds.
"""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget

from desktop.ui.settings.accounts import AccountsPage
from desktop.ui.settings.general import GeneralPage
from desktop.ui.settings.page import Page
from desktop.ui.settings.rules import RulesPage
from desktop.ui.settings.schedule import SchedulePage
from desktop.ui.settings.scope import ScopePage
from desktop.ui.shell import Shell
from desktop.ui.widgets.window import Window


class SettingsWindow(Window):
    """All pages."""

    NAME = "settings"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, self.tr("Settings"), 680, 460)
        self.tabs = QTabWidget()
        self.accounts, self.scope = AccountsPage(shell), ScopePage(shell)
        self.rules, self.schedule, self.general = RulesPage(shell), SchedulePage(shell), GeneralPage(shell)
        self._pages: list[Page] = []
        self._add(self.accounts, self.tr("&Accounts"))
        self._add(self.scope, self.tr("Wh&ose contacts"))
        self._add(self.rules, self.tr("&Conflicts"))
        self._add(self.schedule, self.tr("&When"))
        self._add(self.general, self.tr("&General"))
        self.body.addWidget(self.tabs)
        shell.bridge.stood.connect(self._changed)

    def refresh(self) -> None:
        """Show what is stored on every page."""
        for page in self._pages:
            page.refresh()

    def _add(self, page: Page, name: str) -> None:
        self._pages.append(page)
        self.tabs.addTab(page, name)
