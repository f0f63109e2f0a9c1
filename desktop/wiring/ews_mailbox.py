"""The mailbox of a profile over EWS: its account, and its end with the password that the vault keeps.

Exists so that the exchange room knows nothing of accounts. Decides nothing about contacts.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from desktop.app.ports import ExchangeSignIn
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.record import Kind, Side
from desktop.core.sentences import say
from desktop.exchange.ews import EwsConnection, EwsMailbox
from desktop.exchange.memory import SessionMemory
from desktop.net.addresses import THE_EXCHANGE_SERVER, check_address
from desktop.store.accounts import Account


def account_of(account_id: str, sign_in: ExchangeSignIn) -> Account:
    """The account of a sign-in that was typed; PortFault for what is no web address."""
    check_address(sign_in.ews_url, THE_EXCHANGE_SERVER)
    return Account(
        account_id,
        Side.MAILBOX,
        "ews",
        sign_in.email or sign_in.username,
        sign_in.ews_url,
        settings={"username": sign_in.username, "email": sign_in.email, "ca_file": sign_in.ca_file},
    )


def tried(account: Account, password: str, memory: SessionMemory) -> Account:
    """Ask the mailbox for its folders; the account with who we are there."""
    mailbox = EwsMailbox(_connection(account, password), memory)
    with closing(mailbox):
        mailbox.containers(Kind.CONTACT)
        return replace(account, identity=mailbox.identity())


def end_of(
    account: Account, password: Callable[[], str | None], memory: SessionMemory, fields: tuple[str, ...]
) -> EwsMailbox:
    """The end of an account, reading these native fields. Makes no request."""
    return EwsMailbox(_connection(account, lambda: password() or _ask_for_password()), memory, fields)


def _connection(account: Account, password: str | Callable[[], str]) -> EwsConnection:
    return EwsConnection(
        account.address,
        account.text("username"),
        password,
        email=account.text("email"),
        ca_file=account.text("ca_file") or None,
    )


def _ask_for_password() -> str:
    """An empty password would be sent, and sending it often enough locks an account."""
    message = say("This profile is signed out of the mailbox.")
    raise PortFault(Fault(FaultClass.AUTH_NEEDED, "auth", message, say("Sign in to the mailbox again.")))
