"""The accounts of a profile: at most one a side.

Exists as what is known of an account besides its secrets, which never come here: the keychain entry is named by the id.
"""

# ruff: noqa: S608 - only names that are constants of this room are put into statements; values are parameters
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from desktop.core.record import Side
from desktop.store.database import Database
from desktop.store.forms import json_text

ACCOUNT_COLUMNS = ("id", "side", "adapter", "label", "address", "identity", "settings")
"""The columns of an `Account`, in the order that `account_of` takes them."""

AccountSettings: TypeAlias = Mapping[str, "str | int | bool | list[str] | None"]

_SELECT = f"SELECT {', '.join(ACCOUNT_COLUMNS)} FROM account"


@dataclass(frozen=True, slots=True)
class Account:
    """One account. `address` is where its server is, `identity` who we are there ('' until it was asked)."""

    id: str
    side: Side
    adapter: str
    label: str
    address: str
    identity: str = ""
    settings: AccountSettings = field(default_factory=dict)

    def text(self, key: str) -> str:
        """A setting as text; '' where there is none."""
        value = self.settings.get(key)
        return value if isinstance(value, str) else ""


class Accounts:
    """Reads and writes accounts; writing is inside the transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, account: Account) -> Account:
        """Store the account of a side. One that is there is replaced but keeps its id; the stored one is returned."""
        self._database.write(
            f"INSERT INTO account({', '.join(ACCOUNT_COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(side) "
            "DO UPDATE SET adapter = excluded.adapter, label = excluded.label, address = excluded.address, "
            "identity = excluded.identity, settings = excluded.settings",
            (
                account.id,
                account.side,
                account.adapter,
                account.label,
                account.address,
                account.identity,
                json_text(dict(account.settings)),
            ),
        )
        stored = self.get(account.side)
        assert stored is not None
        return stored

    def get(self, side: Side) -> Account | None:
        """The account of a side."""
        found = self._database.row(f"{_SELECT} WHERE side = ?", (side,))
        return account_of(found) if found else None

    def all(self) -> list[Account]:
        """Every account, the CRM's first."""
        return [account_of(row) for row in self._database.rows(f"{_SELECT} ORDER BY side")]

    def set_identity(self, side: Side, identity: str) -> None:
        """Store who we are there."""
        self._database.write("UPDATE account SET identity = ? WHERE side = ?", (identity, side))

    def remove(self, side: Side) -> None:
        """Forget the account of a side; what was mirrored of it stays."""
        self._database.write("DELETE FROM account WHERE side = ?", (side,))


def account_of(row: tuple[Any, ...]) -> Account:
    """The account of a row of `ACCOUNT_COLUMNS`."""
    return Account(row[0], Side(row[1]), row[2], row[3], row[4], row[5], json.loads(row[6]))
