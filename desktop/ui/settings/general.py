"""The language, how long history is kept, where the program keeps its data, and removing it all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QMessageBox, QPushButton, QSpinBox

from desktop.app.reads import FEWEST_DAYS, MOST_DAYS
from desktop.ui import icons, language
from desktop.ui.settings.page import Page
from desktop.ui.shell import Shell
from desktop.ui.widgets.fault_panel import FaultPanel
from desktop.ui.widgets.labels import muted


class GeneralPage(Page):
    """Choices that belong to no account."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.language = QComboBox()
        self.language.addItem(self.tr("As this computer"), "")
        for code, name in language.LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.activated.connect(self._set_language)
        self.rows.addRow(self.tr("&Language"), self.language)
        self.place = QLineEdit(str(shell.profile), readOnly=True)
        self.rows.addRow(self.tr("&Data"), self.place)
        note = self.tr("A copy of the synced records, their history and your choices. No password or token is in it.")
        self.rows.addRow(muted(note))
        self.history = QSpinBox()
        self.history.setRange(FEWEST_DAYS, MOST_DAYS)
        self.history.setSuffix(self.tr(" days"))
        self.history.setKeyboardTracking(False)
        self.history.valueChanged.connect(self._set_history)
        self.rows.addRow(self.tr("&Keep the history for"), self.history)
        self.rows.addRow(muted(self.tr("What is older cannot be looked up or undone any more.")))
        self.open = QPushButton(icons.action("open"), self.tr("&Open the folder"))
        self.open.clicked.connect(lambda: shell.open_url(Path(shell.profile).absolute().as_uri()))
        self.add_button(self.open)
        self.diagnostics = QPushButton(self.tr("&Copy diagnostics"))
        self.diagnostics.setToolTip(self.tr("Versions, counts and codes as text; no name and no secret is in it."))
        self.diagnostics.clicked.connect(self._copy)
        self.add_button(self.diagnostics)
        self.wipe = QPushButton(icons.action("holds"), self.tr("&Remove everything from this computer …"))
        self.wipe.clicked.connect(self._wipe)
        self.add_button(self.wipe)
        self.fault = FaultPanel()
        self.rows.addRow(self.fault)

    def refresh(self) -> None:
        """Show what is stored."""
        chosen = self.language.findData(self.shell.memory.value(language.SETTING, ""))
        self.language.setCurrentIndex(max(chosen, 0))
        if not self.history.hasFocus():
            self.history.setValue(self.shell.bridge.queries.history_days())

    def _set_history(self) -> None:
        days = self.history.value()
        if days != self.shell.bridge.queries.history_days():
            self.shell.bridge.do(lambda program: program.options.set_history_days(days), owner=self)

    def _set_language(self) -> None:
        self.shell.memory.setValue(language.SETTING, self.language.currentData())
        self.shell.speak()

    def _copy(self) -> None:
        """By the worker, since it examines the whole database."""
        from desktop.app.diagnostics import gather

        profile = self.shell.profile
        copy = QGuiApplication.clipboard().setText
        self.shell.bridge.do(lambda _: gather(profile).text(), copy, self.fault.show_fault, owner=self)

    def _wipe(self) -> None:
        """After one question that says what goes and what stays; the program ends with it."""
        question = self.tr(
            "Remove the accounts, their secrets, the copy of the records and the history from this computer?"
            " Nothing is changed in Salesforce or Outlook. The program then ends."
        )
        if QMessageBox.question(self, self.tr("Settings"), question) is QMessageBox.StandardButton.Yes:
            self.shell.bridge.close()
            self.shell.bridge.do(lambda program: program.wipe(), self._wiped, self.fault.show_fault, owner=self)

    def _wiped(self, _: object) -> None:
        self.shell.quit()
