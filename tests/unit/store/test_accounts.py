"""Accounts: one a side, without secrets."""

from __future__ import annotations

from dataclasses import replace

from desktop.core.record import Side
from desktop.store.accounts import Account, Accounts
from desktop.store.database import Database

CRM = Account("a1", Side.CRM, "salesforce", "Ada at Acme", "https://acme.example", "", {"kinds": ["contact"]})
MAILBOX = Account("a2", Side.MAILBOX, "ews", "ada@example.org", "https://mail.example", "ada@example.org")


def test_accounts_come_back_as_they_were(database: Database) -> None:
    accounts = Accounts(database)
    assert accounts.get(Side.CRM) is None
    with database.transaction():
        assert accounts.put(MAILBOX) == MAILBOX
        assert accounts.put(CRM) == CRM
        accounts.set_identity(Side.CRM, "org/user")
    assert accounts.all() == [replace(CRM, identity="org/user"), MAILBOX]


def test_connecting_a_side_again_keeps_the_id(database: Database) -> None:
    accounts = Accounts(database)
    with database.transaction():
        accounts.put(CRM)
        again = accounts.put(replace(CRM, id="a9", label="Ada at Other"))
    assert again == replace(CRM, label="Ada at Other")
    assert accounts.all() == [again]


def test_a_removed_account_is_gone(database: Database) -> None:
    accounts = Accounts(database)
    with database.transaction():
        accounts.put(CRM)
        accounts.remove(Side.CRM)
    assert accounts.all() == []
