"""Contacts as Salesforce shows them: what to select, and the native record of a row.

Pure. Knows the describe but asks nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desktop.core.link_field import LINK_FIELD, LINK_LENGTH, LinkLack, usable
from desktop.core.ports import Capabilities, Versions
from desktop.core.record import Kind, NativeRecord, Role, Scalar, Tombstone
from desktop.salesforce.api import Row
from desktop.salesforce.connection import SalesforceOptions
from desktop.salesforce.describe import Description
from desktop.salesforce.scope import CONTACTS, Scope

OBJECT = CONTACTS
ACCOUNT = "Account"
ACCOUNT_NAME = "Account.Name"
BATCH_CREATE = 200
BATCH_UPSERT = 25
"""By link id each contact is a call of its own inside a composite."""
BATCH_UPDATE = 24
BATCH_DELETE = 200
_ALWAYS = ("OwnerId", "AccountId")
_STANDING = ("Id", "SystemModstamp", "IsDeleted")


@dataclass(frozen=True, slots=True)
class ContactForm:
    """What is read of a contact, fitted to what the org offers to this user."""

    scope: Scope
    plain: tuple[str, ...]
    numbers: frozenset[str]
    account_name: bool
    link: bool
    merges: bool
    user_id: str
    capabilities: Capabilities = field(repr=False, compare=False)

    @property
    def select(self) -> str:
        """The field list of a query."""
        names = [*_STANDING, *self.plain]
        names += [ACCOUNT_NAME] * self.account_name + [LINK_FIELD] * self.link + ["MasterRecordId"] * self.merges
        return ", ".join(names)

    def record(self, row: Row, inside: bool) -> NativeRecord:
        """The native record of a row that is `inside` of the scope or not.

        A company that may not be seen is left out rather than empty.
        """
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
        owned = row["OwnerId"] == self.user_id if "OwnerId" in self.plain else None
        modified = datetime.fromisoformat(row["SystemModstamp"])
        return NativeRecord(
            row["Id"], row["SystemModstamp"], role, inside, link, fields, modified=modified, owned=owned
        )

    def tombstone(self, row: Row) -> Tombstone:
        """The proof of deletion in a row of the recycle bin, with the winner where it was merged away."""
        return Tombstone(row["Id"], row["SystemModstamp"], row["MasterRecordId"] if self.merges else None)


def fit(
    options: SalesforceOptions, scope: Scope, contact: Description, account: Description, user_id: str
) -> ContactForm:
    """The form of contacts: the wanted fields that this user may see, and always owner and account."""
    wanted = dict.fromkeys((*options.fields, *_ALWAYS))
    plain = tuple(name for name in wanted if contact.offers(name) and name != LINK_FIELD)
    account_name = ACCOUNT_NAME in wanted and contact.offers("AccountId") and account.offers("Name")
    return ContactForm(
        scope=scope,
        plain=plain,
        numbers=frozenset(name for name in plain if contact.fields[name].number),
        account_name=account_name,
        link=usable(link_lacks(contact)),
        merges=contact.offers("MasterRecordId"),
        user_id=user_id,
        capabilities=_capabilities(contact, plain, account_name, scope),
    )


def link_lacks(contact: Description) -> frozenset[LinkLack]:
    """What the link field is not as it must be, in this org and for this user; nothing where all is well."""
    facts = contact.fields.get(LINK_FIELD)
    if facts is None:
        return frozenset({LinkLack.MISSING})
    wrong = {
        LinkLack.NOT_TEXT: facts.type != "string",
        LinkLack.TOO_SHORT: facts.type == "string" and facts.length < LINK_LENGTH,
        LinkLack.NOT_EXTERNAL_ID: not facts.external_id,
        LinkLack.NOT_UNIQUE: not facts.unique,
        LinkLack.READ_ONLY: not (facts.createable and facts.updateable),
    }
    return frozenset(lack for lack, so in wrong.items() if so)


def _capabilities(contact: Description, plain: tuple[str, ...], account_name: bool, scope: Scope) -> Capabilities:
    facts: dict[str, Any] = {name: contact.fields[name] for name in plain}
    writable = {name for name, known in facts.items() if known.updateable and known.createable}
    offered = set(plain)
    if account_name:
        offered.add(ACCOUNT_NAME)
        if "AccountId" in writable:
            writable.add(ACCOUNT_NAME)
    lacks = link_lacks(contact)
    link = usable(lacks)
    return Capabilities(
        kinds=frozenset({Kind.CONTACT}),
        versions=Versions.WEAK,
        find_link=link,
        idempotent_create=link,
        link_lacks=lacks,
        batch_create=BATCH_UPSERT if link else BATCH_CREATE,
        # Where rows do not tell whether they are inside, a call has one more question than the look at the rows.
        batch_update=BATCH_UPDATE - (not scope.told_by_rows),
        batch_delete=BATCH_DELETE,
        tells_version=False,
        creates_in_scope=scope.told_by_rows,
        deletes_recoverable=True,
        max_lengths={name: known.text_length for name, known in facts.items() if known.text_length},
        writable=frozenset(writable),
        required=frozenset(name for name, known in contact.fields.items() if known.required),
        offered=frozenset(offered),
    )
