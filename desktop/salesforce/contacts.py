"""Contacts as Salesforce shows them: what to select, whether a row is in the scope, and the native record of a row.

Pure. Knows the describe but asks nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from desktop.core.ports import Capabilities, Versions
from desktop.core.record import Kind, NativeRecord, Role, Scalar, Tombstone
from desktop.salesforce.api import Row
from desktop.salesforce.connection import LINK_FIELD, SalesforceOptions
from desktop.salesforce.describe import Description
from desktop.salesforce.scope import CONTACTS

OBJECT = CONTACTS
ACCOUNT = "Account"
ACCOUNT_NAME = "Account.Name"
BATCH_CREATE = 200
BATCH_UPDATE = 24
BATCH_DELETE = 200
_ALWAYS = ("OwnerId", "AccountId")
_STANDING = ("Id", "SystemModstamp", "IsDeleted")


@dataclass(frozen=True, slots=True)
class ContactForm:
    """What is read of a contact, fitted to what the org offers to this user."""

    user_id: str
    everything: bool
    """Whether the scope is all visible contacts rather than the user's own."""
    plain: tuple[str, ...]
    numbers: frozenset[str]
    account_name: bool
    link: bool
    merges: bool
    capabilities: Capabilities = field(repr=False, compare=False)

    @property
    def select(self) -> str:
        """The field list of a query."""
        names = [*_STANDING, *self.plain]
        names += [ACCOUNT_NAME] * self.account_name + [LINK_FIELD] * self.link + ["MasterRecordId"] * self.merges
        return ", ".join(names)

    @property
    def scope(self) -> str:
        """The condition of the scope, '' where everything is in it."""
        return "" if self.everything else f"OwnerId = '{self.user_id}'"

    def record(self, row: Row) -> NativeRecord:
        """The native record of a live row. A company that may not be seen is left out rather than empty."""
        fields: dict[str, Scalar] = {name: row[name] for name in self.plain}
        for name in self.numbers:
            fields[name] = None if row[name] is None else str(row[name])
        if self.account_name:
            account = row["Account"]
            if account is not None:
                fields[ACCOUNT_NAME] = account["Name"]
            elif row.get("AccountId") is None:
                fields[ACCOUNT_NAME] = None
        role = Role.DELETED if row["IsDeleted"] else Role.SHARED
        link = row[LINK_FIELD] if self.link else None
        return NativeRecord(row["Id"], row["SystemModstamp"], role, self.in_scope(row), link, fields)

    def tombstone(self, row: Row) -> Tombstone:
        """The proof of deletion in a row of the recycle bin, with the winner where it was merged away."""
        return Tombstone(row["Id"], row["SystemModstamp"], row["MasterRecordId"] if self.merges else None)

    def in_scope(self, row: Row) -> bool:
        """Whether the row is shared: the user's own, or any."""
        return self.everything or row.get("OwnerId") == self.user_id


def fit(options: SalesforceOptions, user_id: str, contact: Description, account: Description) -> ContactForm:
    """The form of contacts: the wanted fields that this user may see, and always owner and account."""
    wanted = dict.fromkeys((*options.fields, *_ALWAYS))
    plain = tuple(name for name in wanted if contact.offers(name) and name != LINK_FIELD)
    account_name = ACCOUNT_NAME in wanted and contact.offers("AccountId") and account.offers("Name")
    return ContactForm(
        user_id=user_id,
        everything=options.scope == "all",
        plain=plain,
        numbers=frozenset(name for name in plain if contact.fields[name].number),
        account_name=account_name,
        link=contact.offers(LINK_FIELD),
        merges=contact.offers("MasterRecordId"),
        capabilities=_capabilities(contact, plain, account_name),
    )


def _capabilities(contact: Description, plain: tuple[str, ...], account_name: bool) -> Capabilities:
    facts: dict[str, Any] = {name: contact.fields[name] for name in plain}
    writable = {name for name, known in facts.items() if known.updateable and known.createable}
    offered = set(plain)
    if account_name:
        offered.add(ACCOUNT_NAME)
        if "AccountId" in writable:
            writable.add(ACCOUNT_NAME)
    link = contact.offers(LINK_FIELD)
    return Capabilities(
        kinds=frozenset({Kind.CONTACT}),
        versions=Versions.WEAK,
        find_link=link,
        idempotent_create=link,
        batch_create=BATCH_CREATE,
        batch_update=BATCH_UPDATE,
        batch_delete=BATCH_DELETE,
        tells_version=False,
        deletes_recoverable=True,
        max_lengths={name: known.text_length for name, known in facts.items() if known.text_length},
        writable=frozenset(writable),
        required=frozenset(name for name, known in contact.fields.items() if known.required),
        offered=frozenset(offered),
    )
