"""What a step still needs before the person may go on: one sentence what, one what to do.

Exists so that wizard and command line say the same. `fields` of a fault names the input that it is about.
"""

from __future__ import annotations

from desktop.app import registration
from desktop.app.ports import (
    AnySalesforceSignIn,
    ExchangeSignIn,
    SalesforceBrowserSignIn,
    SalesforcePasswordSignIn,
    SalesforceSignIn,
)
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say


def _fault(code: str, message: str, action: str, *fields: str) -> Fault:
    return Fault(FaultClass.UNSUPPORTED, code, message, action, fields)


SALESFORCE = _fault("no-salesforce", say("Salesforce is not connected yet."), say("Sign in and have it checked."))
MAILBOX = _fault("no-mailbox", say("The mailbox is not connected yet."), say("Sign in and have it checked."))
STRANGERS = _fault(
    "different-people",
    say("The Salesforce user and the mailbox look like two different people."),
    say("Confirm that both are yours, or sign in to your own mailbox."),
    "same_person",
)
ALONE = _fault(
    "other-software",
    say("It is not certain yet that no other software syncs these two."),
    say("Look at the places that are listed, switch off what you find, then confirm that nothing else is running."),
    "alone",
)
NOT_READ = _fault(
    "not-read",
    say("Both sides have not been read yet, so nobody knows what the first sync would do."),
    say("Have them read."),
)
NOT_STARTED = _fault("not-started", say("The first sync has not been done yet."), say("Start it."))
STOPPED = _fault("cancelled", say("Reading was stopped before both sides were compared."), say("Have them read again."))


def check_salesforce(sign_in: AnySalesforceSignIn) -> None:
    """Raise PortFault where something is not filled in."""
    if isinstance(sign_in, SalesforceBrowserSignIn):
        if not (sign_in.client_id.strip() or registration.SALESFORCE.client_id):
            action = say("Your Salesforce administrator creates an app once and gives you its consumer key.")
            raise PortFault(_fault("blank", say("The client id is missing."), action, "client_id"))
    elif isinstance(sign_in, SalesforcePasswordSignIn):
        _check_password(sign_in)
    else:
        _check_tokens(sign_in)


def _check_password(sign_in: SalesforcePasswordSignIn) -> None:
    action = say("Type the one that you sign in to Salesforce with.")
    if not sign_in.username.strip():
        raise PortFault(_fault("blank", say("The user name is missing."), action, "username"))
    if not sign_in.password.strip():
        raise PortFault(_fault("blank", say("The password is missing."), action, "password"))


def _check_tokens(sign_in: SalesforceSignIn) -> None:
    if not sign_in.instance_url.strip():
        message, action = (
            say("The address of Salesforce is missing."),
            say("It looks like https://company.my.salesforce.com."),
        )
        raise PortFault(_fault("blank", message, action, "instance_url"))
    if not sign_in.access_token.strip():
        message, action = say("The access token is missing."), say("Paste the token that your administrator gave you.")
        raise PortFault(_fault("blank", message, action, "access_token"))


def check_mailbox(sign_in: ExchangeSignIn) -> None:
    """Raise PortFault where something is not filled in."""
    blanks = (
        (
            "ews_url",
            sign_in.ews_url,
            say("address of Exchange"),
            say("It looks like https://mail.company.com/EWS/Exchange.asmx."),
        ),
        (
            "username",
            sign_in.username,
            say("user name"),
            say("It is the one that you sign in to Windows or Outlook with."),
        ),
        (
            "password",
            sign_in.password,
            say("password"),
            say("It is kept in the keychain of this computer and nowhere else."),
        ),
    )
    for field, value, what, action in blanks:
        if not value.strip():
            raise PortFault(_fault("blank", say("The {what} is missing.", what=what), action, field))
