"""The steps of the flow in their order, and what is kept of it between two runs of the program.

Exists as the stored form of a set-up that a crash interrupted. Holds no secret: those go to the keychain at once.
"""

from __future__ import annotations

import enum
import json
from dataclasses import asdict, dataclass, fields

from desktop.app.ports import AnySalesforceSignIn, SalesforceBrowserSignIn, SalesforcePasswordSignIn

NOTES = "setup"
"""The setting in which the flow is kept."""


class Step(enum.StrEnum):
    """One page of the wizard."""

    WELCOME = "welcome"
    SALESFORCE = "salesforce"
    MAILBOX = "mailbox"
    OTHER_SOFTWARE = "other-software"
    SCOPE = "scope"
    POLICY = "policy"
    LINK_FIELD = "link-field"
    """Optional: what an administrator may add."""
    REPORT = "report"
    START = "start"
    DONE = "done"


USUAL = tuple(Step)
TRIAL = (Step.WELCOME, Step.SCOPE, Step.POLICY, Step.REPORT, Step.START, Step.DONE)
"""With simulated accounts, which are connected already."""
AGAIN = (Step.SALESFORCE, Step.MAILBOX, Step.DONE)
"""After the first sync: signing in again."""


@dataclass(frozen=True, slots=True)
class Notes:
    """Where the person is and what they typed and confirmed, but for secrets, accounts, scope and policy."""

    step: str = Step.WELCOME.value
    salesforce_url: str = ""
    client_id: str = ""
    login: str = ""
    """Where to sign in to Salesforce with browser or password, as it was typed."""
    login_url: str = ""
    salesforce_ca: str = ""
    ews_url: str = ""
    username: str = ""
    email: str = ""
    mailbox_ca: str = ""
    same_person: str = ""
    """The two identities that the person confirmed to be their own, though they do not look it."""
    alone: str = ""
    """The two identities that no other software syncs, as the person confirmed."""
    agreed: bool = False
    """The person said yes to the first sync."""

    def text(self) -> str:
        """The stored form."""
        return json.dumps(asdict(self))

    @staticmethod
    def of_text(text: str) -> Notes:
        """The notes of a stored form; what is missing, unknown or of another type counts as never said."""
        try:
            told = json.loads(text or "{}")
        except ValueError:
            return Notes()
        usual = Notes()
        known = {
            field.name: told[field.name]
            for field in fields(Notes)
            if isinstance(told, dict) and type(told.get(field.name)) is type(getattr(usual, field.name))
        }
        notes = Notes(**known)
        return notes if notes.step in set(Step) else Notes(**{**known, "step": Step.WELCOME.value})


def typed_for_salesforce(sign_in: AnySalesforceSignIn) -> dict[str, str]:
    """What a person typed to sign in to Salesforce, for the notes; never a secret."""
    told = {"salesforce_ca": sign_in.ca_file or ""}
    if isinstance(sign_in, SalesforceBrowserSignIn):
        return {**told, "login": sign_in.login, "client_id": sign_in.client_id}
    if isinstance(sign_in, SalesforcePasswordSignIn):
        return {**told, "login": sign_in.login}
    where = {"salesforce_url": sign_in.instance_url, "login_url": sign_in.login_url}
    return {**told, **where, "client_id": sign_in.client_id}
