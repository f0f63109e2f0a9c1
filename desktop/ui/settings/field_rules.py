"""The rules for single fields: what decides conflicts about them, each with a button that takes it back.

Exists as one part of a page of the settings, since answers that are remembered end here too.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.app.reads import Program, Rule
from desktop.core.rules import Policy
from desktop.ui import texts, wording
from desktop.ui.shell import Shell
from desktop.ui.widgets.labels import muted, plain


class FieldRules(QWidget):
    """One line a rule, and a line below that adds one. Each change is stored at once."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._rules: tuple[Rule, ...] | None = None
        self.policies: dict[str, QComboBox] = {}
        self.removals: dict[str, QPushButton] = {}
        self._list = QGridLayout()
        self._list.setColumnStretch(2, 1)
        self.none = muted(self.tr("No field has a rule of its own."))
        self.field, self.policy = QComboBox(), _policies()
        self.field.setAccessibleName(self.tr("Field of a new rule"))
        self.policy.setAccessibleName(self.tr("What a new rule says"))
        self.add = QPushButton(self.tr("A&dd a rule"))
        self.add.clicked.connect(lambda: self._set(self.field.currentData(), Policy(self.policy.currentData())))
        new = QHBoxLayout()
        for widget in (self.field, self.policy, self.add):
            new.addWidget(widget)
        new.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(plain(self.tr("Single fields may have a rule of their own:")))
        column.addLayout(self._list)
        column.addWidget(self.none)
        column.addLayout(new)

    def refresh(self) -> None:
        """Show the rules that hold; nothing moves when they are the same."""
        queries = self._shell.bridge.queries
        found = queries.rules()
        self.none.setVisible(not found)
        if found == self._rules:
            return
        self._rules = found
        self._empty_list()
        for line, rule in enumerate(found):
            self._show(line, rule)
        ruled = {rule.field for rule in found}
        self.field.clear()
        for name in queries.ruled_fields():
            if name not in ruled:
                self.field.addItem(wording.field(queries.label(name)), name)

    def _show(self, line: int, rule: Rule) -> None:
        name = wording.field(self._shell.bridge.queries.label(rule.field))
        label, policy = QLabel(name), _policies()
        policy.setCurrentIndex(policy.findData(rule.policy))
        policy.setAccessibleName(self.tr("What decides about {field}").format(field=name))
        policy.activated.connect(lambda _, combo=policy: self._set(rule.field, Policy(combo.currentData())))
        text = self.tr("remembered from an answer, {when}") if rule.remembered else self.tr("since {when}")
        since = text.format(when=texts.moment(rule.since, datetime.now(UTC)))
        remove = QPushButton(self.tr("Remove"))
        remove.setAccessibleName(self.tr("Remove the rule for {field}").format(field=name))
        remove.clicked.connect(lambda: self._do(lambda program: program.options.drop_rule(rule.field)))
        self.policies[rule.field], self.removals[rule.field] = policy, remove
        for place, widget in enumerate((label, policy, muted(since), remove)):
            self._list.addWidget(widget, line, place)

    def _empty_list(self) -> None:
        self.policies.clear()
        self.removals.clear()
        while (item := self._list.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _set(self, field: str, policy: Policy) -> None:
        self._do(lambda program: program.options.set_rule(field, policy))

    def _do(self, work: Callable[[Program], None]) -> None:
        """Open conflicts about the field are planned again at once."""
        self._shell.bridge.do(work, lambda _: self._shell.runner.decided(), owner=self)


def _policies() -> QComboBox:
    combo = QComboBox()
    for policy, (name, _) in wording.policies().items():
        combo.addItem(name.replace("&", ""), policy.value)
    return combo
