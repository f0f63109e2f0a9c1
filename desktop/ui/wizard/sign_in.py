"""The two pages on which a person signs in; what is wrong is said beside the field that it is about.

Exists so that an account is checked before anything rests on it. A secret leaves the field as soon as it was taken.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.app.reads import Account, ExchangeSignIn, Program, SalesforceSignIn, SetupPage
from desktop.core.faults import Fault, FaultClass
from desktop.ui import icons
from desktop.ui.widgets.labels import plain
from desktop.ui.widgets.tick_box import TickBox
from desktop.ui.wizard.page import Complaint, Field, WizardPage, Work, go_on

_ADDRESS_CLASSES = frozenset({FaultClass.TRANSIENT, FaultClass.REMOTE_BUG, FaultClass.UNSUPPORTED})
_ADDRESS_CODES = frozenset({"address", "insecure-address"})
_REFUSALS = frozenset({FaultClass.AUTH_NEEDED, FaultClass.FORBIDDEN})


class SignInPage(WizardPage):
    """Fields by their names in faults; the first is the address. Subclasses name the secret and check all of it."""

    SECRET = ""
    SECRETS: frozenset[str] = frozenset()

    def __init__(self, heading: str, lead: str, fields: dict[str, Field], more: tuple[str, ...]) -> None:
        super().__init__(heading, lead)
        self.fields = fields
        self.connected = Connected()
        self.more = QToolButton()
        self._rest = QWidget()
        self.body.addWidget(self.connected)
        rest = QVBoxLayout(self._rest)
        rest.setContentsMargins(0, 0, 0, 0)
        for name, field in fields.items():
            field.input.textEdited.connect(lambda _: self.altered.emit())
            (rest if name in more else self.body).addWidget(field)
        self._add_more()
        self.body.addStretch(1)

    def show_account(self, account: Account | None, typed: dict[str, str]) -> None:
        """Show who is connected and what was typed before; secrets are taken out of their fields."""
        self.connected.show_account(account)
        for name, field in self.fields.items():
            if name in self.SECRETS:
                field.input.setPlaceholderText(self.tr("Kept in the keychain") if account else "")
                if account is not None and not self.edited():
                    field.input.setText("")
            else:
                field.fill(typed.get(name, ""))
        self._account = account

    def accepted(self) -> None:
        """What was typed was taken: it is no edit any more."""
        # A field that is cleared would count as edited; one whose text is set does not.
        for name, field in self.fields.items():
            field.input.setText("" if name in self.SECRETS else field.text())

    def edited(self) -> bool:
        """Whether something was typed that was not checked yet."""
        return any(field.input.isModified() for field in self.fields.values())

    def button(self) -> str:
        """Sign in first, then go on."""
        return self.tr("Sign &in") if self.unchecked() else self.tr("&Next")

    def doing(self) -> str:
        """What is said while the server is asked."""
        return self.tr("Signing in …") if self.unchecked() else ""

    def place_fault(self, fault: Fault) -> bool:
        """Beside the field that the fault names, or else the one that its class points at."""
        name = next((name for name in fault.fields if name in self.fields), "")
        if not name and fault.kind in _REFUSALS:
            name = self.SECRET
        if not name and (fault.code in _ADDRESS_CODES or fault.kind in _ADDRESS_CLASSES):
            name = next(iter(self.fields))
        if not name:
            return False
        self.fields[name].complain(fault)
        return True

    def clear_fault(self) -> None:
        """Take every complaint away."""
        for field in self.fields.values():
            field.complaint.tell(None)

    def unchecked(self) -> bool:
        """Whether the button signs in rather than goes on."""
        return self.edited() or self._account is None

    _account: Account | None = None

    def _add_more(self) -> None:
        self.more.setText(self.tr("&More"))
        self.more.setCheckable(True)
        self.more.setAutoRaise(True)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setArrowType(Qt.ArrowType.RightArrow)
        self.more.toggled.connect(self._rest.setVisible)
        self.more.toggled.connect(
            lambda open_: self.more.setArrowType(Qt.ArrowType.DownArrow if open_ else Qt.ArrowType.RightArrow)
        )
        self._rest.hide()
        self.body.addWidget(self.more)
        self.body.addWidget(self._rest)


class SalesforcePage(SignInPage):
    """The org: its address and a token."""

    SECRET, SECRETS = "access_token", frozenset({"access_token", "refresh_token"})

    def __init__(self) -> None:
        super().__init__(
            self.tr("Salesforce"),
            self.tr("Sign in to your organisation. The program then sees and changes only what you may."),
            {
                "instance_url": Field(self.tr("&Address"), self.tr("For example https://company.my.salesforce.com")),
                "access_token": Field(
                    self.tr("Access &token"),
                    self.tr("From your administrator. It is kept in the keychain."),
                    True,
                ),
                "refresh_token": Field(self.tr("&Refresh token"), self.tr("Keeps you signed in for longer."), True),
                "client_id": Field(self.tr("&Client id"), self.tr("Of the app that gave the refresh token.")),
                "login_url": Field(self.tr("Sign-in &page"), self.tr("Where it is not the address above.")),
                "ca_file": Field(self.tr("Certificate &file"), self.tr("An authority to trust besides the system's.")),
            },
            more=("refresh_token", "client_id", "login_url", "ca_file"),
        )

    def render_page(self, page: SetupPage) -> None:
        """Show the org's user and what was typed before."""
        notes = page.notes
        typed = {"instance_url": notes.salesforce_url, "client_id": notes.client_id, "login_url": notes.login_url}
        self.show_account(page.salesforce, {**typed, "ca_file": notes.salesforce_ca})

    def work(self) -> Work:
        """Check what was typed, or go on."""
        if not self.unchecked():
            return go_on
        typed = {name: field.text() for name, field in self.fields.items()}
        sign_in = SalesforceSignIn(ca_file=typed.pop("ca_file") or None, **typed)
        return lambda program: program.setup.check_salesforce(sign_in)


class MailboxPage(SignInPage):
    """The mailbox: its server, the user name and the password; and the question whether both are one person's."""

    SECRET, SECRETS = "password", frozenset({"password"})

    def __init__(self) -> None:
        super().__init__(
            self.tr("Mailbox"),
            self.tr(
                "Sign in to your Exchange mailbox. Only the contacts in one folder, or with one category, are shared;"
                " your other contacts, mails and appointments are not touched."
            ),
            {
                "ews_url": Field(
                    self.tr("&Address of Exchange"), self.tr("For example https://mail.company.com/EWS/Exchange.asmx")
                ),
                "username": Field(self.tr("&User name"), self.tr("As in Outlook, for example COMPANY\\name")),
                "password": Field(self.tr("&Password"), self.tr("It is kept in the keychain and nowhere else."), True),
                "email": Field(self.tr("Address of the &mailbox"), self.tr("Where it is not your user name.")),
                "ca_file": Field(self.tr("Certificate &file"), self.tr("An authority to trust besides the system's.")),
            },
            more=("ca_file",),
        )
        self.strangers = QFrame()
        self.strangers.setFrameShape(QFrame.Shape.StyledPanel)
        self.warning, self.complaint = plain(), Complaint()
        self.mine = TickBox(self.tr("&Both are mine"))
        self.mine.answered.connect(self._confirm)
        column = QVBoxLayout(self.strangers)
        for widget in (self.warning, self.mine, self.complaint):
            column.addWidget(widget)
        self.body.insertWidget(self.body.indexOf(self.connected) + 1, self.strangers)

    def render_page(self, page: SetupPage) -> None:
        """Show the mailbox, what was typed before, and the question about two people."""
        notes = page.notes
        typed = {"ews_url": notes.ews_url, "username": notes.username, "email": notes.email}
        self.show_account(page.mailbox, {**typed, "ca_file": notes.mailbox_ca})
        confirmed = bool(notes.same_person) and not page.strangers
        self.strangers.setVisible(page.mailbox is not None and (page.strangers or confirmed))
        self.mine.show_ticked(confirmed)
        names = [account.label if account else "" for account in (page.salesforce, page.mailbox)]
        self.warning.setText(
            self.tr("{user} in Salesforce and {mailbox} look like two different people. Is that right?").format(
                user=names[0], mailbox=names[1]
            )
        )

    def work(self) -> Work:
        """Check what was typed, or go on."""
        if not self.unchecked():
            return go_on
        typed = {name: field.text() for name, field in self.fields.items()}
        sign_in = ExchangeSignIn(ca_file=typed.pop("ca_file") or None, **typed)
        return lambda program: program.setup.check_mailbox(sign_in)

    def place_fault(self, fault: Fault) -> bool:
        """The question about two people has its own place."""
        if "same_person" not in fault.fields:
            return super().place_fault(fault)
        self.complaint.tell(fault)
        self.mine.setFocus()
        return True

    def clear_fault(self) -> None:
        """Take every complaint away."""
        super().clear_fault()
        self.complaint.tell(None)

    def _confirm(self, mine: bool) -> None:
        def confirm(program: Program) -> SetupPage:
            return program.setup.confirm(same_person=mine)

        self.asked.emit(confirm, "")


class Connected(QFrame):
    """Who is connected, with a sign that it was checked; hidden while nobody is."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._sign, self.text = QLabel(), plain()
        self._sign.setAccessibleName(self.tr("Checked"))
        row = QHBoxLayout(self)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)

    def show_account(self, account: Account | None) -> None:
        """Show an account, or nothing."""
        self.setVisible(account is not None)
        if account is None:
            return
        self._sign.setPixmap(icons.action("done").pixmap(20, 20))
        told = self.tr("Connected as {name}\n{address}").format(name=account.label, address=account.address)
        self.text.setText(told)
