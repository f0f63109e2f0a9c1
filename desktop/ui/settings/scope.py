"""Whose contacts of Salesforce are synced: the person's own, all, or those of a list view, each with their number."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton

from desktop.app.reads import MailboxCount, Program, ScopeChoice
from desktop.core.faults import Fault
from desktop.ui import icons, texts
from desktop.ui.settings.page import Page
from desktop.ui.shell import Shell
from desktop.ui.widgets.fault_panel import FaultPanel
from desktop.ui.widgets.labels import muted

Counts = tuple[tuple[ScopeChoice, ...], MailboxCount]


class ScopePage(Page):
    """The choices, counted when the page is first seen and whenever the person asks."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.choices = QListWidget()
        self.choices.setAccessibleName(self.tr("Whose contacts are synced"))
        self.choices.setMinimumHeight(self.choices.fontMetrics().height() * 7)
        self.choices.currentItemChanged.connect(lambda *_: self._allow())
        self.note = muted(self.tr("The choices are read from Salesforce when you look at them."))
        self.mailbox = muted()
        self.fault = FaultPanel()
        self.look = QPushButton(icons.action("retry"), self.tr("&Count"))
        self.look.clicked.connect(self._count)
        self.apply = QPushButton(icons.action("done"), self.tr("&Sync these"))
        self.apply.clicked.connect(self._apply)
        self.rows.addRow(muted(self.tr("Contacts of Salesforce that have a copy in Outlook:")))
        self.rows.addRow(self.choices)
        for row in (self.note, self.mailbox, self.fault):
            self.rows.addRow(row)
        self.add_button(self.look)
        self.add_button(self.apply)
        self._now = ""
        self._allow()

    def refresh(self) -> None:
        """Mark the choice that holds."""
        now = self.shell.bridge.queries.scope()
        if now != self._now:
            self._now = now
            self._mark()

    def _count(self) -> None:
        self.look.setEnabled(False)
        self.note.setText(self.tr("Counting …"))
        self.fault.show_fault(None)
        self.shell.bridge.do(_counts, self._show, self._refused, owner=self)

    def _show(self, counts: Counts) -> None:
        choices, mailbox = counts
        self.choices.clear()
        for choice in choices:
            item = QListWidgetItem(self._told(choice))
            item.setData(_KEY, choice.key)
            item.setToolTip(texts.told(choice.reason))
            self.choices.addItem(item)
        self.look.setEnabled(True)
        self.note.setText(
            self.tr("A change holds from the next sync on. Contacts that no longer belong keep both copies.")
        )
        text = self.tr("In Outlook: {shared} shared, {personal} of your own, which stay yours.")
        shared, personal = texts.number(mailbox.shared), texts.number(mailbox.personal)
        self.mailbox.setText(text.format(shared=shared, personal=personal))
        self._mark()

    def _refused(self, fault: Fault) -> None:
        self.look.setEnabled(True)
        self.note.setText("")
        self.fault.show_fault(fault)

    def _apply(self) -> None:
        item = self.choices.currentItem()
        if item is not None:
            key = str(item.data(_KEY))
            self.shell.bridge.do(lambda program: program.choose(scope=key), self._applied, self._refused, owner=self)

    def _applied(self, _: object) -> None:
        self.refresh()
        self.shell.runner.decided()

    def _mark(self) -> None:
        """The choice that holds is in bold and is the chosen one."""
        for row in range(self.choices.count()):
            item = self.choices.item(row)
            font, holds = item.font(), item.data(_KEY) == self._now
            font.setBold(holds)
            item.setFont(font)
            if holds:
                self.choices.setCurrentItem(item)
        self._allow()

    def _allow(self) -> None:
        item = self.choices.currentItem()
        self.apply.setEnabled(item is not None and item.data(_KEY) != self._now)

    def _told(self, choice: ScopeChoice) -> str:
        label = {"mine": self.tr("My contacts"), "all": self.tr("All contacts")}.get(choice.key, choice.label)
        if choice.count is None:
            return self.tr("{label} (not counted)").format(label=label)
        return self.tr("{label} ({count})").format(label=label, count=texts.number(choice.count))


_KEY = Qt.ItemDataRole.UserRole


def _counts(program: Program) -> Counts:
    return program.scopes(), program.mailbox_count()
