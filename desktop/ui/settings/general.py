"""The language, and where the program keeps its data."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from desktop.ui import icons, language
from desktop.ui.settings.page import Page
from desktop.ui.shell import Shell
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
        self.rows.addRow("", muted(note))
        self.open = QPushButton(icons.action("open"), self.tr("&Open the folder"))
        self.open.clicked.connect(lambda: shell.open_url(Path(shell.profile).absolute().as_uri()))
        self.add_button(self.open)

    def refresh(self) -> None:
        """Show what is stored."""
        chosen = self.language.findData(self.shell.memory.value(language.SETTING, ""))
        self.language.setCurrentIndex(max(chosen, 0))

    def _set_language(self) -> None:
        self.shell.memory.setValue(language.SETTING, self.language.currentData())
        self.shell.speak()
