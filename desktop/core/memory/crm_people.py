"""What people do in an in-process org, beside our program.

Exists for tests and the simulation; a person is bound by the org's rules but by no version. Knows no end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from desktop.core.memory.crm_table import COLLEAGUE, ME, ContactRow, CrmTable
from desktop.core.record import NativeFields, Scalar


class CrmPeople:
    """The hands of the people of an org. Ids that do not exist raise KeyError; refused values raise PortFault."""

    def __init__(self, table: CrmTable) -> None:
        self._table = table

    def create_contact(self, fields: NativeFields, owner: str = ME) -> str:
        """Make a contact, as this user or as the colleague who then owns it; its id."""
        return self._table.insert(fields, None, owner).native_id

    def create_account(self, name: str) -> str:
        """Make an account; its id."""
        return self._table.add_account(name).native_id

    def rename_account(self, account_id: str, name: str) -> None:
        """Rename an account; its contacts show the new name under their old stamps."""
        self._table.put_account(replace(self._table.accounts[account_id], name=name))

    def edit(self, native_id: str, changes: NativeFields, at: datetime | None = None) -> None:
        """Change some fields; `at` gives the stamp of a change that commits late (stamped in the past)."""
        self._table.update(native_id, changes, at)

    def delete(self, native_id: str) -> None:
        """Put a contact in the recycle bin."""
        self._table.put(replace(self._table.contacts[native_id], deleted=True))

    def restore(self, native_id: str) -> None:
        """Take a contact out of the recycle bin again, under its old id."""
        self._table.put(replace(self._table.contacts[native_id], deleted=False, merged_into=None))

    def copy(self, native_id: str) -> str:
        """Clone a contact; the link field is on no page layout, so the clone has none."""
        row = self._table.contacts[native_id]
        return self._table.insert(row.fields, None, row.owner).native_id

    def reown(self, native_id: str, owner: str = COLLEAGUE) -> None:
        """Give a contact to somebody else."""
        self._table.update(native_id, {"OwnerId": owner})

    def merge(self, winner: str, losers: Sequence[str]) -> None:
        """Merge contacts: the winner's blank fields are filled, the losers go to the bin and name the winner."""
        filled: dict[str, Scalar] = {}
        kept = self._table.contacts[winner]
        for loser in losers:
            row = self._table.contacts[loser]
            filled |= {
                name: value
                for name, value in row.fields.items()
                if value is not None and kept.fields[name] is None and name not in filled
            }
            self._table.put(replace(row, deleted=True, merged_into=winner))
        self._table.update(winner, filled)

    def hide(self, native_id: str, hidden: bool = True) -> None:
        """Take a contact out of this user's sight (or give it back); no stamp moves."""
        row = self._table.contacts[native_id]
        self._table.contacts[native_id] = replace(row, hidden=hidden)

    def purge(self, native_id: str) -> None:
        """Remove a contact for good, recycle bin included."""
        del self._table.contacts[native_id]

    def accounts(self) -> dict[str, str]:
        """The name of every account, by id."""
        return {account.native_id: account.name for account in self._table.accounts.values()}

    def bin(self) -> list[ContactRow]:
        """Every contact in the recycle bin, oldest first."""
        return [row for row in self._table.contacts.values() if row.deleted]

    def make_view(self, label: str, wanted: NativeFields, mine: bool = False) -> str:
        """Make a list view of the contacts with these values, of everybody or (`mine`) of this user; its id."""
        return self._table.add_view(label, wanted, mine).native_id

    def change_view(self, view_id: str, wanted: NativeFields) -> None:
        """Have a list view ask for other values."""
        self._table.views[view_id] = replace(self._table.views[view_id], wanted=wanted)

    def delete_view(self, view_id: str) -> None:
        """Delete a list view."""
        del self._table.views[view_id]

    def contacts(self) -> list[ContactRow]:
        """Every live contact of the org, hidden ones included, oldest first."""
        return [row for row in self._table.contacts.values() if not row.deleted]
