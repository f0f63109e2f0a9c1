"""The two who answer the set-up: a person at a terminal, and a file of answers.

Exists so that the walk does not know where its answers come from. Knows how questions are put, not what follows.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TextIO

from desktop.app.reads import (
    OTHER_SOFTWARE,
    Account,
    AnySalesforceSignIn,
    ExchangeSignIn,
    SalesforceBrowserSignIn,
    SalesforcePasswordSignIn,
    SalesforceSignIn,
    ScopeChoice,
    SetupPage,
)
from desktop.cli.layout import bullet, one_line, paragraph
from desktop.cli.typed import BadInput
from desktop.core.faults import PortFault
from desktop.core.rules import Policy

_SCOPES: Final = {"mine": "the contacts that you own in Salesforce", "all": "all contacts that you may see"}
_POLICIES: Final = {
    Policy.ASK: "you are asked each time",
    Policy.SALESFORCE: "what Salesforce says wins",
    Policy.OUTLOOK: "what Outlook says wins",
    Policy.NEWEST: "what was changed last wins",
    Policy.OWNER: "Outlook wins for contacts that you own, Salesforce for the others",
}
SECRETS: Final = frozenset({"access_token", "refresh_token", "password"})


class Dialogue:
    """A person at a terminal. Questions go to the error stream, so that the output stays a clean answer.

    The end of the input (Ctrl-D) interrupts the set-up: EOFError.
    """

    patient = True

    def __init__(self, typed: TextIO, shown: TextIO) -> None:
        self._typed, self._shown = typed, shown

    def show(self, text: str) -> None:
        """Print a text with a blank line behind it."""
        self._shown.write(f"{text}\n\n")
        self._shown.flush()

    def refused(self, problem: PortFault) -> None:
        """Print what was wrong."""
        self.show(paragraph(one_line(problem.fault.sentence())))

    def read_again(self) -> bool:
        """Yes or no."""
        return self._yes("Try once more to read both sides?")

    def salesforce(self, page: SetupPage) -> AnySalesforceSignIn | None:
        """The browser, or for those who cannot use it a password or a token."""
        if self._keeps(page.salesforce):
            return None
        notes = page.notes
        way = self._choice("How do you sign in to Salesforce", ("browser", "password", "token"), "browser")
        if way != "token":
            login = self._ask("Where: production, sandbox, or your own domain", notes.login or "production")
        if way == "browser":
            client_id = self._ask("Client id (from your administrator; see admin-page salesforce)", notes.client_id)
            return SalesforceBrowserSignIn(login, client_id, self._authority(notes.salesforce_ca), self._page)
        if way == "password":
            username = self._ask("User name")
            password = self._secret("Password, and right behind it the security token")
            return SalesforcePasswordSignIn(username, password, login, self._authority(notes.salesforce_ca))
        return SalesforceSignIn(
            self._ask("Address of Salesforce (https://company.my.salesforce.com)", notes.salesforce_url),
            self._secret("Access token"),
            self._secret("Refresh token (empty: none)"),
            self._ask("Client id (empty: none)", notes.client_id),
            self._ask("Address to sign in at (empty: the same)", notes.login_url),
            self._authority(notes.salesforce_ca),
        )

    def mailbox(self, page: SetupPage) -> ExchangeSignIn | None:
        """The address, user name and password."""
        if self._keeps(page.mailbox):
            return None
        notes = page.notes
        return ExchangeSignIn(
            self._ask("Address of Exchange (https://mail.company.com/EWS/Exchange.asmx)", notes.ews_url),
            self._ask("User name", notes.username),
            self._secret("Password"),
            self._ask("Address of the mailbox (empty: the user name)", notes.email),
            self._authority(notes.mailbox_ca),
        )

    def same_person(self, page: SetupPage) -> bool:
        """Yes or no."""
        names = [one_line(account.label) for account in (page.salesforce, page.mailbox) if account]
        return self._yes(f"{' and '.join(names)} look like two different people. Are both yours?")

    def alone(self, page: SetupPage) -> bool:
        """Yes or no, after the places to look."""
        self.show(
            paragraph("Only one program may sync these two, or contacts are doubled. The others, and where to look:")
        )
        for other in OTHER_SOFTWARE:
            self._shown.write(bullet(f"{other.name}: {other.where}") + "\n")
        return self._yes("Is it certain that none of them syncs your contacts?")

    def scope(self, page: SetupPage, choices: Callable[[], Sequence[ScopeChoice]]) -> str:
        """One of the scopes, after all of them were shown with their counts."""
        found = choices()
        for choice in found:
            count = "" if choice.count is None else f" ({choice.count:,})"
            self._shown.write(f"  {choice.key}: {_SCOPES.get(choice.key) or one_line(choice.label)}{count}\n")
        return self._choice("Whose contacts", tuple(choice.key for choice in found), page.scope)

    def policy(self, page: SetupPage) -> Policy:
        """One of the policies."""
        for policy, words in _POLICIES.items():
            self._shown.write(f"  {policy}: {words}\n")
        self._shown.write("A contact that you delete in Outlook is never deleted in Salesforce without asking you.\n")
        return Policy(self._choice("What decides where both sides changed the same", tuple(Policy), page.policy))

    def start(self, page: SetupPage) -> bool:
        """Yes or no."""
        return self._yes("Start the first sync now?")

    def _authority(self, usual: str) -> str | None:
        return self._ask("File with a certificate authority to trust (empty: none)", usual) or None

    def _page(self, address: str) -> None:
        self.show(f"Sign in on the page that opens in your browser. If none opens, open\n{address}")

    def _keeps(self, account: Account | None) -> bool:
        return account is not None and self._yes(f"Stay with {one_line(account.label)} ({one_line(account.address)})?")

    def _choice(self, question: str, choices: tuple[str, ...], usual: str) -> str:
        while True:
            answer = self._ask(f"{question} ({'|'.join(choices)})", usual)
            if answer in choices:
                return answer
            self.show(f"Please answer one of {', '.join(choices)}.")

    def _yes(self, question: str) -> bool:
        return self._choice(question, ("yes", "no"), "") == "yes"

    def _ask(self, question: str, usual: str = "") -> str:
        self._shown.write(f"{question} [{usual}]: " if usual else f"{question}: ")
        self._shown.flush()
        return self._line().strip() or usual

    def _secret(self, question: str) -> str:
        if self._typed.isatty():
            return getpass.getpass(f"{question}: ", self._shown)
        self._shown.write(f"{question}: ")
        self._shown.flush()
        return self._line().rstrip("\r\n")

    def _line(self) -> str:
        line = self._typed.readline()
        if not line:
            raise EOFError
        return line


class Script:
    """Answers from a file of JSON, with secrets from standard input. What is missing is told, not asked for."""

    patient = False

    def __init__(self, path: Path, typed: TextIO) -> None:
        self._told = _object(path.read_text("utf-8"), f"{path}")
        self._refuse_secrets()
        self._secrets = _object(typed.read() or "{}", "Standard input")

    def show(self, text: str) -> None:
        """A file reads nothing."""

    def refused(self, problem: PortFault) -> None:
        """A file cannot answer anew."""
        raise problem

    def read_again(self) -> bool:
        """A file is not asked twice."""
        return False

    def salesforce(self, page: SetupPage) -> AnySalesforceSignIn | None:
        """What the file and standard input say; without a token the account that is connected stays.

        A file that says where to sign in and brings no token means the browser.
        """
        token, login = self._secret("access_token"), self._text("salesforce", "login")
        if login and not token and page.salesforce is None:
            ca_file = self._text("salesforce", "ca_file") or None
            return SalesforceBrowserSignIn(login, self._text("salesforce", "client_id"), ca_file)
        if not token and page.salesforce is not None:
            return None
        given = {name: self._text("salesforce", name) for name in ("instance_url", "client_id", "login_url")}
        ca_file = self._text("salesforce", "ca_file") or None
        return SalesforceSignIn(
            access_token=token, refresh_token=self._secret("refresh_token"), ca_file=ca_file, **given
        )

    def mailbox(self, page: SetupPage) -> ExchangeSignIn | None:
        """What the file and standard input say; without a password the mailbox that is connected stays."""
        password = self._secret("password")
        if not password and page.mailbox is not None:
            return None
        given = {name: self._text("mailbox", name) for name in ("ews_url", "username", "email")}
        return ExchangeSignIn(password=password, ca_file=self._text("mailbox", "ca_file") or None, **given)

    def same_person(self, page: SetupPage) -> bool:
        """What the file says; no where it says nothing."""
        return self._flag("same_person")

    def alone(self, page: SetupPage) -> bool:
        """What the file says; no where it says nothing."""
        return self._flag("no_other_software")

    def scope(self, page: SetupPage, choices: Callable[[], Sequence[ScopeChoice]]) -> str:
        """What the file says, or what holds already."""
        return self._text("", "scope") or page.scope

    def policy(self, page: SetupPage) -> Policy:
        """What the file says, or what holds already."""
        told = self._text("", "policy") or page.policy.value
        if told not in set(Policy):
            raise BadInput(f"policy of the answers must be one of {', '.join(Policy)}.")
        return Policy(told)

    def start(self, page: SetupPage) -> bool:
        """What the file says; no where it says nothing."""
        return self._flag("start")

    def _flag(self, name: str) -> bool:
        value = self._told.get(name, False)
        if not isinstance(value, bool):
            raise BadInput(f"{name} of the answers must be true or false.")
        return value

    def _text(self, part: str, name: str) -> str:
        place = self._told.get(part, {}) if part else self._told
        value = place.get(name, "") if isinstance(place, Mapping) else None
        if not isinstance(value, str):
            raise BadInput(f"{f'{part}.{name}' if part else name} of the answers must be a text.")
        return value

    def _secret(self, name: str) -> str:
        value = self._secrets.get(name, "")
        if not isinstance(value, str):
            raise BadInput(f"{name} of standard input must be a text.")
        return value

    def _refuse_secrets(self) -> None:
        parts = [self._told, *(part for part in self._told.values() if isinstance(part, Mapping))]
        found = sorted({name for part in parts for name in part if name in SECRETS})
        if found:
            raise BadInput(f"{', '.join(found)} must not stand in a file; pass JSON with it by standard input.")


def _object(text: str, what: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except ValueError as problem:
        raise BadInput(f"{what} is not JSON.") from problem
    if not isinstance(told, dict):
        raise BadInput(f"{what} must be a JSON object.")
    return told
