"""The pages on which a person reads and chooses: welcome, other software, whose contacts, and conflicts."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QLabel, QPushButton, QRadioButton, QSizePolicy

from desktop.app.reads import OTHER_SOFTWARE, MailboxCount, Program, ScopeChoice, SetupPage
from desktop.core.faults import Fault
from desktop.core.rules import PRESETS, Policy
from desktop.core.scope import ALL, MINE, view_of
from desktop.ui import icons, texts, wording
from desktop.ui.shell import Shell
from desktop.ui.texts import tr
from desktop.ui.widgets.labels import muted, plain
from desktop.ui.wizard.page import Complaint, WizardPage, Work

VIEW = "view"
"""The choice of a list view, whichever it is."""


class WelcomePage(WizardPage):
    """What the program will do and what it never does."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            self.tr("Welcome"),
            self.tr(
                "SmartCloud Connect keeps your Salesforce contacts and the contacts of your mailbox the same, in the"
                " background. These few steps take about five minutes; you may stop at any time and go on later."
            ),
        )
        never = (
            self.tr("Nothing is written before you have seen what would be written."),
            self.tr(
                "Your personal contacts are never touched: only those in one folder, with one category, are shared."
            ),
            self.tr("Nothing is deleted in Salesforce without asking you."),
            self.tr("Passwords and tokens are kept in the keychain of this computer and nowhere else."),
        )
        for promise in never:
            self.add_point(promise)
        self.trial = QPushButton(icons.action("preview"), self.tr("&Try it without accounts"))
        self.trial.clicked.connect(shell.try_out)
        self.trial_note = muted(
            self.tr("Shows the whole program with simulated accounts, apart from your own. Nothing real is touched.")
        )
        self.body.addSpacing(12)
        self.body.addWidget(self.trial)
        self.trial.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.body.addWidget(self.trial_note)
        self.body.addStretch(1)

    def render_page(self, page: SetupPage) -> None:
        """A trial is not offered inside of one."""
        self.trial.setVisible(not page.sandbox)
        if page.sandbox:
            self.trial_note.setText(
                self.tr(
                    "This is the trial: both accounts are simulated. When you have seen enough, quit it from its icon."
                )
            )


class OtherSoftwarePage(WizardPage):
    """Which other programs there are, where to look, and the person's word."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Is anything else syncing these two?"),
            self.tr(
                "Two programs that sync the same mailbox with the same Salesforce double your contacts and undo each"
                " other's work. Look at these places first, and switch off what you find."
            ),
        )
        for other in OTHER_SOFTWARE:
            self.add_point(texts.told(other.name))
            where = muted(texts.told(other.where))
            where.setIndent(18)
            self.body.addWidget(where)
        self.alone, self.complaint = QCheckBox(self.tr("&None of these syncs my contacts")), Complaint()
        self.body.addSpacing(8)
        self.body.addWidget(self.alone)
        self.body.addWidget(self.complaint)
        self.body.addStretch(1)

    def render_page(self, page: SetupPage) -> None:
        """Show what was confirmed."""
        self.alone.setChecked(bool(page.notes.alone) and page.missing is None)

    def work(self) -> Work:
        """Store the word, then go on."""
        alone = self.alone.isChecked()

        def confirm(program: Program) -> SetupPage:
            program.setup.confirm(alone=alone)
            return program.setup.next()

        return confirm

    def place_fault(self, fault: Fault) -> bool:
        """Below the word that is missing."""
        if "alone" not in fault.fields:
            return False
        self.complaint.tell(fault)
        self.alone.setFocus()
        return True

    def clear_fault(self) -> None:
        """Take the complaint away."""
        self.complaint.tell(None)


class ChoicePage(WizardPage):
    """One of several, each with a sentence about it."""

    def __init__(self, heading: str, lead: str) -> None:
        super().__init__(heading, lead)
        self.choices: dict[str, QRadioButton] = {}
        self.notes: dict[str, QLabel] = {}
        self._group = QButtonGroup(self)

    def add_choice(self, key: str, label: str, about: str) -> None:
        """Offer a choice."""
        button, note = QRadioButton(label), muted(about)
        button.setAccessibleDescription(about)
        note.setIndent(26)
        self.choices[key], self.notes[key] = button, note
        self._group.addButton(button)
        self.body.addWidget(button)
        self.body.addWidget(note)

    def choose(self, key: str) -> None:
        """Show what is chosen."""
        if key in self.choices:
            self.choices[key].setChecked(True)

    def chosen(self) -> str:
        """What is chosen."""
        return next((key for key, button in self.choices.items() if button.isChecked()), "")


class ScopePage(ChoicePage):
    """Whose contacts are synced, each choice with the number of them in Salesforce."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Which contacts?"),
            self.tr("Salesforce contacts that get a copy in Outlook. What you share in Outlook goes up in any case."),
        )
        self.add_choice(MINE, self.tr("&My contacts"), self.tr("Those that you own in Salesforce."))
        self.add_choice(ALL, self.tr("&All contacts"), self.tr("All that you may see, your colleagues' too."))
        self.add_choice(VIEW, self.tr("Those of a &list view"), self.tr("A list that somebody made in Salesforce."))
        self.views = QComboBox()
        self.views.setAccessibleName(self.tr("List view"))
        self.views.activated.connect(lambda _: self.choices[VIEW].setChecked(True))
        self.mailbox = muted()
        self.body.addWidget(self.views)
        self.body.addSpacing(8)
        self.body.addWidget(self.mailbox)
        self.body.addStretch(1)
        self._counted = False

    def render_page(self, page: SetupPage) -> None:
        """Show what is chosen, and the numbers as soon as they are known."""
        self._counted = bool(page.scopes)
        views = [choice for choice in page.scopes if choice.key not in (MINE, ALL)]
        self.views.clear()
        for choice in views:
            self.views.addItem(_numbered(choice.label, choice), choice.key)
        self.choices[VIEW].setVisible(bool(views))
        self.notes[VIEW].setVisible(bool(views))
        self.views.setVisible(bool(views))
        labels = {MINE: self.tr("&My contacts"), ALL: self.tr("&All contacts")}
        for choice in page.scopes:
            if choice.key in labels:
                self.choices[choice.key].setText(_numbered(labels[choice.key], choice))
        self.choose(VIEW if view_of(page.scope) else page.scope)
        self.views.setCurrentIndex(max(0, self.views.findData(page.scope)))
        self._tell_mailbox(page.mailbox_count)

    def at_once(self, page: SetupPage) -> Work | None:
        """Count where nobody did."""
        return _count if not page.scopes else None

    def doing(self) -> str:
        """What is said while it is counted."""
        return "" if self._counted else self.tr("Counting …")

    def work(self) -> Work:
        """Store the choice, then go on."""
        scope = str(self.views.currentData()) if self.chosen() == VIEW else self.chosen()

        def choose(program: Program) -> SetupPage:
            program.setup.choose(scope=scope)
            return program.setup.next()

        return choose

    def _tell_mailbox(self, count: MailboxCount | None) -> None:
        if count is None:
            self.mailbox.clear()
            return
        text = self.tr("In Outlook: {shared} shared, {personal} of your own, which stay yours.")
        self.mailbox.setText(text.format(shared=texts.number(count.shared), personal=texts.number(count.personal)))


class PolicyPage(ChoicePage):
    """What decides where both sides changed the same; deletions are asked about whatever is chosen."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("When both sides changed the same"),
            self.tr(
                "Changes of different fields are always brought together. Only where the same field was changed to two"
                " values, or a contact was changed here and deleted there, somebody has to decide."
            ),
        )
        told = wording.policies()
        for preset in PRESETS:
            self.add_choice(preset, *told[preset])
        self.body.addSpacing(8)
        self.body.addWidget(
            plain(self.tr("A contact that you delete in Outlook is held until you answer, whatever you choose here."))
        )
        self.body.addStretch(1)

    def render_page(self, page: SetupPage) -> None:
        """Show what is chosen; a policy that is not offered here is left alone until one is."""
        self.choose(page.policy)

    def work(self) -> Work:
        """Store the choice, then go on."""
        chosen = self.chosen()
        policy = Policy(chosen) if chosen else None

        def choose(program: Program) -> SetupPage:
            program.setup.choose(policy=policy)
            return program.setup.next()

        return choose


def _count(program: Program) -> SetupPage:
    return program.setup.count()


def _numbered(label: str, choice: ScopeChoice) -> str:
    if choice.count is None:
        return tr("{label} (not counted)").format(label=label)
    return tr("{label} ({count})").format(label=label, count=texts.number(choice.count))
