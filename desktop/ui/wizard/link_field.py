"""The page of the wizard about the optional field for links in Salesforce: an offer that asks nothing of the person."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from desktop.app.link_field import BRINGS
from desktop.app.reads import Program, SetupPage
from desktop.ui import icons, texts
from desktop.ui.widgets.link_field import LinkFieldPanel
from desktop.ui.wizard.page import WizardPage, Work


class LinkFieldPage(WizardPage):
    """Whether the org has the field, and what an administrator must do where it has not."""

    def __init__(self) -> None:
        super().__init__(self.tr("A link field in Salesforce"), texts.told(BRINGS))
        self.panel = LinkFieldPanel()
        self.again = QPushButton(icons.action("retry"), self.tr("&Look again"))
        self.again.clicked.connect(lambda: self.asked.emit(_look, self._looking()))
        self.panel.add_button(self.again)
        self.body.addWidget(self.panel)
        self.body.addStretch(1)
        self._seen = False

    def render_page(self, page: SetupPage) -> None:
        """Show what was last seen."""
        self._seen = page.link_field.lacks is not None
        self.panel.show_field(page.link_field)

    def at_once(self, page: SetupPage) -> Work | None:
        """Look where nobody did."""
        return None if self._seen else _look

    def doing(self) -> str:
        """What is said while it is looked at."""
        return "" if self._seen else self._looking()

    def _looking(self) -> str:
        return self.tr("Asking Salesforce …")


def _look(program: Program) -> SetupPage:
    return program.setup.look_at_link_field()
