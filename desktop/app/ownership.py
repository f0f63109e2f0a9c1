"""Whose profile it is: an account may be replaced by another one only as long as nothing was written.

Exists because the pairs of a profile belong to one org's user and one mailbox: with another account at one end they
would say that everything was deleted.
"""

from __future__ import annotations

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.record import Side
from desktop.core.sentences import say
from desktop.store.accounts import Account, Accounts
from desktop.store.anew import anything_written, forget_what_was_read
from desktop.store.database import Database


def accept(database: Database, account: Account) -> None:
    """Raise PortFault where the profile is another's, before any secret of the account is kept."""
    known = Accounts(database).get(account.side)
    if known is None or not anything_written(database):
        return
    if _another(known, account):
        raise other_identity(known, account.identity)
    if known.adapter != account.adapter:
        raise _other_dialect(known)


def keep(database: Database, account: Account) -> Account:
    """Store an account; what was read under another one is forgotten. Raises PortFault as `accept` does."""
    accept(database, account)
    known = Accounts(database).get(account.side)
    with database.joined():
        if known is not None and (_another(known, account) or known.adapter != account.adapter):
            forget_what_was_read(database)
        return Accounts(database).put(account)


def other_identity(account: Account, found: str) -> PortFault:
    """The sign-in leads to somebody else than the profile's account."""
    what = say("Salesforce org or user") if account.side is Side.CRM else say("mailbox")
    return PortFault(
        Fault(
            FaultClass.ENVIRONMENT,
            "other-identity",
            say(
                "This profile belongs to another {what} ({label}); the sign-in leads to {found}.",
                what=what,
                label=account.label,
                found=found,
            ),
            say("Nothing was changed. Sign in to the one it belongs to, or use a new profile (--profile DIR)."),
        )
    )


def _other_dialect(known: Account) -> PortFault:
    """The same mailbox is to be reached in another way, under which its contacts have other ids."""
    message = say(
        "This profile reaches the mailbox {label} in another way, and its pairs hang on that.", label=known.label
    )
    action = say("Nothing was changed. Sign in as before, or use a new profile (--profile DIR).")
    return PortFault(Fault(FaultClass.UNSUPPORTED, "other-dialect", message, action))


def _another(known: Account, account: Account) -> bool:
    return bool(known.identity) and known.identity != account.identity
