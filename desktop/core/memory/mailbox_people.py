"""What the person does in an in-process mailbox, beside our program.

Exists for tests and the simulation; a person is bound by no version. Knows no end.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.core.memory.mail_folders import CATEGORY, Item, MailFolders, NewItem
from desktop.core.record import NativeFields, Role


class MailboxPeople:
    """The hands of the mailbox's owner. Ids that do not exist raise KeyError; a method gives the id afterwards."""

    def __init__(self, folders: MailFolders) -> None:
        self._folders = folders

    def create_contact(self, fields: NativeFields, role: Role = Role.DEFAULT, categories: tuple[str, ...] = ()) -> str:
        """Make a contact in a folder; any field of Exchange may be named, also those that no end offers."""
        return self._folders.add(role, NewItem(fields, categories)).native_id

    def edit(self, native_id: str, changes: NativeFields) -> str:
        """Change some fields; None clears."""
        return self._folders.write(self._folders.items[native_id], changes).native_id

    def delete(self, native_id: str) -> str:
        """Move a contact to Deleted Items."""
        return self.move(native_id, Role.DELETED)

    def restore(self, native_id: str, role: Role = Role.SHARED) -> str:
        """Move a contact (named by its id in Deleted Items) back to a folder."""
        return self.move(native_id, role)

    def purge(self, native_id: str) -> None:
        """Remove a contact for good."""
        self._folders.remove(self._folders.items[native_id])

    def copy(self, native_id: str, role: Role | None = None) -> str:
        """Copy a contact into a folder (None: its own); the copy carries everything, the link id too."""
        item = self._folders.items[native_id]
        return self._folders.copy(item, role or item.role).native_id

    def move(self, native_id: str, role: Role) -> str:
        """Move a contact to another folder."""
        return self._folders.move(self._folders.items[native_id], role).native_id

    def categorise(self, native_id: str, *categories: str) -> str:
        """Give a contact exactly these categories."""
        return self._folders.put(replace(self._folders.items[native_id], categories=categories)).native_id

    def share(self, native_id: str) -> str:
        """Put our category on a contact, beside those it has."""
        item = self._folders.items[native_id]
        return native_id if item.marked else self.categorise(native_id, *item.categories, CATEGORY)

    def unshare(self, native_id: str) -> str:
        """Take our category off a contact."""
        kept = [name for name in self._folders.items[native_id].categories if name.casefold() != CATEGORY.casefold()]
        return self.categorise(native_id, *kept)

    def delete_shared_folder(self, for_good: bool = False) -> None:
        """Delete the shared folder: it goes to Deleted Items with everything in it, or all of it is lost."""
        self._folders.drop_shared(for_good)

    def forget_category(self) -> None:
        """Take our category off the mailbox's list of categories; contacts keep it."""
        listed = self._folders.category_list
        self._folders.category_list = tuple(name for name in listed if name.casefold() != CATEGORY.casefold())

    def category_list(self) -> tuple[str, ...]:
        """The mailbox's list of categories."""
        return self._folders.category_list

    def contacts(self, *roles: Role) -> list[Item]:
        """Every item in these folders (none named: all but the bin), oldest first."""
        wanted = roles or (Role.SHARED, Role.DEFAULT, Role.OTHER)
        return [item for item in self._folders.items.values() if item.role in wanted]
