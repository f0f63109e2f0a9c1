"""What decides where both sides changed the same, and whether items that fail are marked in Outlook."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton

from desktop.core.rules import Policy
from desktop.ui import wording
from desktop.ui.settings.field_rules import FieldRules
from desktop.ui.settings.page import Page
from desktop.ui.shell import Shell
from desktop.ui.widgets.labels import muted, plain


class RulesPage(Page):
    """What decides about all fields, the rules for single ones, and one switch; each is stored when it is chosen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.rows.addRow(plain(self.tr("When both sides changed the same field to different values:")))
        self._group = QButtonGroup(self)
        self.presets: dict[Policy, QRadioButton] = {}
        for policy, (name, about) in wording.policies().items():
            button, note = QRadioButton(name), muted(about)
            button.setAccessibleDescription(about)
            button.clicked.connect(lambda _=False, policy=policy: self._set_policy(policy))
            note.setIndent(24)
            self._group.addButton(button)
            self.presets[policy] = button
            self.rows.addRow(button)
            self.rows.addRow(note)
        self.rows.addRow(
            muted(self.tr("What you delete in Outlook is held until you answer, whatever you choose here."))
        )
        self.fields = FieldRules(shell)
        self.rows.addRow(self.fields)
        self.categories = QCheckBox(self.tr("&Mark contacts that fail with the category “Sync Error” in Outlook"))
        self.categories.clicked.connect(self._set_categories)
        self.rows.addRow(self.categories)

    def refresh(self) -> None:
        """Show what is stored."""
        queries = self.shell.bridge.queries
        self.presets[queries.policy()].setChecked(True)
        self.fields.refresh()
        self.categories.setChecked(queries.error_categories())

    def _set_policy(self, policy: Policy) -> None:
        """Open conflicts are planned again at once."""
        bridge, runner = self.shell.bridge, self.shell.runner
        bridge.do(lambda program: program.options.set_policy(policy), lambda _: runner.decided(), owner=self)

    def _set_categories(self, on: bool) -> None:
        self.shell.bridge.do(lambda program: program.options.set_error_categories(on), owner=self)
