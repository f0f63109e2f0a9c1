"""What people do in both systems, in the program, and to the computer.

Exists as the table of acts by name. Each takes two numbers (whom, and what) and answers with a sentence for the story,
or None where it cannot be done now. People are bound by the rules of their system and by no version.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar

from desktop.core.faults import PortFault
from desktop.core.memory import MemoryWorld
from desktop.core.memory.crm_people import CrmPeople
from desktop.core.memory.crm_table import COLLEAGUE, ME, ContactRow
from desktop.core.memory.mail_folders import Item
from desktop.core.memory.mailbox_people import MailboxPeople
from desktop.core.ports import Clock
from desktop.core.record import Role

from .recorder import Recorder
from .values import FIELDS, address_of, change_of, name_of

Any = TypeVar("Any")


@dataclass(frozen=True, slots=True)
class Hands:
    """The people of both systems. `by_hand` is told what a person put where it is."""

    world: MemoryWorld
    clock: Clock
    recorder: Recorder

    @property
    def crm(self) -> CrmPeople:
        """The hands of the org's users."""
        return self.world.crm.people

    @property
    def mailbox(self) -> MailboxPeople:
        """The hands of the mailbox's owner."""
        return self.world.mailbox.people


Doing = Callable[[Hands, int, int], str | None]


def do(hands: Hands, name: str, pick: int, value: int) -> str | None:
    """Do an act of a table; a sentence, or None where it cannot be done."""
    try:
        return ACTS.get(name, _never)(hands, pick, value)
    except PortFault:
        # A rule of the org refuses it, and a person leaves it at that.
        return None


def _never(hands: Hands, pick: int, value: int) -> str | None:
    return None


def _one(of: Sequence[Any], pick: int) -> Any | None:
    return of[pick % len(of)] if of else None


def _called(row: ContactRow | Item) -> str:
    keys = ("FirstName", "LastName") if isinstance(row, ContactRow) else ("GivenName", "Surname")
    return f"{' '.join(str(row.fields[key]) for key in keys if row.fields.get(key)) or 'somebody'} ({row.native_id})"


def _crm_new(hands: Hands, pick: int, value: int) -> str | None:
    first, last = name_of(pick)
    owner = COLLEAGUE if value % 9 == 8 else ME
    email = address_of(first, last) if value % 4 else None
    made = hands.crm.create_contact({"FirstName": first, "LastName": last, "Email": email}, owner)
    return f"a contact {first} {last} is made{' by a colleague' if owner is COLLEAGUE else ''} ({made})"


def _crm_edit(hands: Hands, pick: int, value: int, late: bool = False) -> str | None:
    row = _one(hands.crm.contacts(), pick)
    if row is None:
        return None
    field, text = change_of(value)
    name = FIELDS[field][0]
    at = max(hands.clock.now() - timedelta(seconds=201), _after(row.stamp)) if late else None
    if name in ("FirstName", "LastName", "Email"):
        hands.recorder.renamed(row.native_id)
    hands.crm.edit(row.native_id, {name: _account(hands, text) if name == "AccountId" else text}, at)
    return f"{name} of {_called(row)} becomes {text!r}{', told late' if late else ''}"


def _after(stamp: str) -> datetime:
    """The second after a stamp: a row is locked while it is written, so that its own stamps only grow."""
    return datetime.strptime(stamp[:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=UTC) + timedelta(seconds=1)


def _account(hands: Hands, name: str | bool | None) -> str | None:
    return next((native_id for native_id, known in hands.crm.accounts().items() if known == name), None)


def _crm_delete(hands: Hands, pick: int, value: int) -> str | None:
    row = _one(hands.crm.contacts(), pick)
    if row is None:
        return None
    for namesake in hands.crm.contacts():
        # Which of several was made for whom cannot be told any more when one of them is gone.
        if _called(namesake).partition(" (")[0] == _called(row).partition(" (")[0]:
            hands.recorder.renamed(namesake.native_id)
    hands.crm.delete(row.native_id)
    return f"{_called(row)} is deleted"


def _crm_delete_all(hands: Hands, pick: int, value: int) -> str | None:
    rows = hands.crm.contacts()
    for row in rows:
        hands.crm.delete(row.native_id)
    return f"all {len(rows)} contacts are deleted in Salesforce" if rows else None


def _crm_restore(hands: Hands, pick: int, value: int) -> str | None:
    row = _one(hands.crm.bin(), pick)
    if row is None:
        return None
    hands.crm.restore(row.native_id)
    hands.recorder.by_hand(row.native_id)
    hands.recorder.doubled(row.native_id)
    return f"{_called(row)} is taken out of the recycle bin"


def _crm_copy(hands: Hands, pick: int, value: int) -> str | None:
    row = _one(hands.crm.contacts(), pick)
    if row is not None:
        hands.recorder.renamed(row.native_id)
    return None if row is None else f"{_called(row)} is cloned as {hands.crm.copy(row.native_id)}"


def _crm_merge(hands: Hands, pick: int, value: int) -> str | None:
    rows = hands.crm.contacts()
    winner, loser = _one(rows, pick), _one(rows, value)
    if winner is None or loser is None or winner is loser:
        return None
    hands.crm.merge(winner.native_id, [loser.native_id])
    hands.recorder.renamed(winner.native_id)
    return f"{_called(loser)} is merged into {_called(winner)}"


def _crm_reown(hands: Hands, pick: int, value: int) -> str | None:
    row = _one(hands.crm.contacts(), pick)
    if row is None:
        return None
    owner = COLLEAGUE if row.owner == ME else ME
    hands.crm.reown(row.native_id, owner)
    return f"{_called(row)} is given to {'a colleague' if owner == COLLEAGUE else 'me'}"


def _crm_reown_all(hands: Hands, pick: int, value: int) -> str | None:
    rows = [row for row in hands.crm.contacts() if row.owner == ME]
    for row in rows:
        hands.crm.reown(row.native_id)
    return f"all {len(rows)} of my contacts are given to a colleague" if rows else None


def _crm_hide(hands: Hands, pick: int, value: int) -> str | None:
    row = _one(hands.crm.contacts(), pick)
    if row is None:
        return None
    hands.crm.hide(row.native_id, not row.hidden)
    hands.recorder.by_hand(row.native_id)
    hands.recorder.doubled(row.native_id)
    return f"{_called(row)} is {'shown to me again' if row.hidden else 'hidden from me'}"


def _crm_rename(hands: Hands, pick: int, value: int) -> str | None:
    known = list(hands.crm.accounts().items())
    native_id, name = known[pick % len(known)]
    hands.crm.rename_account(native_id, f"{name[:4]}{value}")
    return f"the account {name} becomes {name[:4]}{value}"


CRM_ACTS: Final[dict[str, Doing]] = {
    "new in Salesforce": _crm_new,
    "edit in Salesforce": _crm_edit,
    "late edit in Salesforce": lambda hands, pick, value: _crm_edit(hands, pick, value, late=True),
    "delete in Salesforce": _crm_delete,
    "delete all in Salesforce": _crm_delete_all,
    "restore in Salesforce": _crm_restore,
    "clone in Salesforce": _crm_copy,
    "merge in Salesforce": _crm_merge,
    "re-own in Salesforce": _crm_reown,
    "give all away in Salesforce": _crm_reown_all,
    "hide or show in Salesforce": _crm_hide,
    "rename account": _crm_rename,
}


def _shared(hands: Hands) -> list[Item]:
    return hands.mailbox.contacts(Role.SHARED)


def _new(hands: Hands, pick: int, value: int, role: Role) -> str | None:
    first, last = name_of(pick)
    fields = {"GivenName": first, "Surname": last if value % 11 else None}
    if value % 4:
        fields["EmailAddresses/EmailAddress1"] = address_of(first, last)
    made = hands.mailbox.create_contact(fields, role)
    return f"a contact {first} {fields['Surname'] or ''} is made in the {role.value} folder ({made})"


def _edit(hands: Hands, pick: int, value: int) -> str | None:
    item = _one(_shared(hands), pick)
    if item is None:
        return None
    field, text = change_of(value)
    hands.mailbox.edit(item.native_id, {FIELDS[field][1]: text})
    return f"{FIELDS[field][1]} of {_called(item)} becomes {text!r}"


def _delete(hands: Hands, pick: int, value: int) -> str | None:
    item = _one(hands.mailbox.contacts(Role.SHARED, Role.DEFAULT), pick)
    if item is None:
        return None
    hands.mailbox.delete(item.native_id)
    return f"{_called(item)} goes to Deleted Items"


def _delete_all(hands: Hands, pick: int, value: int) -> str | None:
    items = _shared(hands)
    for item in items:
        (hands.mailbox.purge if value % 4 == 0 else hands.mailbox.delete)(item.native_id)
    return f"all {len(items)} contacts of the shared folder are deleted" if items else None


def _restore(hands: Hands, pick: int, value: int) -> str | None:
    item = _one(hands.mailbox.contacts(Role.DELETED, Role.OTHER), pick)
    if item is None:
        return None
    role = Role.DEFAULT if value % 4 == 3 else Role.SHARED
    hands.recorder.by_hand(item.first_id)
    hands.recorder.doubled(item.first_id)
    return f"{_called(item)} is moved back to the {role.value} folder as {hands.mailbox.restore(item.native_id, role)}"


def _purge(hands: Hands, pick: int, value: int) -> str | None:
    item = _one(hands.mailbox.contacts(Role.SHARED, Role.DELETED), pick)
    if item is None:
        return None
    hands.mailbox.purge(item.native_id)
    return f"{_called(item)} is removed for good"


def _copy(hands: Hands, pick: int, value: int) -> str | None:
    item = _one(_shared(hands), pick)
    if item is None:
        return None
    role = (Role.SHARED, Role.SHARED, Role.DEFAULT)[value % 3]
    hands.recorder.doubled(item.first_id)
    return f"{_called(item)} is copied to the {role.value} folder as {hands.mailbox.copy(item.native_id, role)}"


def _move(hands: Hands, pick: int, value: int) -> str | None:
    item = _one(hands.mailbox.contacts(), pick)
    role = (Role.DEFAULT, Role.OTHER, Role.SHARED)[value % 3]
    if item is None or item.role is role:
        return None
    hands.recorder.by_hand(item.first_id)
    # What lies elsewhere and was not marked yet is out of the sight of any search.
    if item.role is Role.OTHER or (role is Role.OTHER and item.link is None):
        hands.recorder.doubled(item.first_id)
    return f"{_called(item)} is moved to the {role.value} folder as {hands.mailbox.move(item.native_id, role)}"


def _share(hands: Hands, pick: int, value: int) -> str | None:
    item = _one([item for item in hands.mailbox.contacts(Role.DEFAULT) if not item.marked], pick)
    if item is None:
        return None
    hands.recorder.by_hand(item.first_id)
    hands.mailbox.share(item.native_id)
    return f"{_called(item)} gets the category Salesforce"


def _unshare(hands: Hands, pick: int, value: int) -> str | None:
    item = _one([item for item in _shared(hands) if item.marked], pick)
    if item is None:
        return None
    hands.mailbox.unshare(item.native_id)
    return f"the category Salesforce is taken off {_called(item)}"


def _drop_folder(hands: Hands, pick: int, value: int) -> str | None:
    hands.mailbox.delete_shared_folder(for_good=value % 2 == 0)
    return f"the shared folder is deleted{' for good' if value % 2 == 0 else ''}"


def _typed_over(hands: Hands, pick: int, value: int) -> str | None:
    """Somebody does not wait for the sync: whom it has not brought over yet they make in Salesforce by hand."""
    item = _one([item for item in _shared(hands) if item.link is None], pick)
    if item is None or not item.fields.get("Surname"):
        return None
    names = ("FirstName", "GivenName"), ("LastName", "Surname"), ("Email", "EmailAddresses/EmailAddress1")
    made = hands.crm.create_contact({crm: item.fields.get(mailbox) for crm, mailbox in names})
    return f"{_called(item)} is made by hand in Salesforce too ({made})"


def _new_on_both(hands: Hands, pick: int, value: int) -> str | None:
    """Somebody makes the same person in both systems at once."""
    return f"{_new(hands, pick, value, Role.SHARED)}, and at once {_crm_new(hands, pick, value)}"


BOTH_ACTS: Final[dict[str, Doing]] = {"new on both": _new_on_both, "type over in Salesforce": _typed_over}


MAILBOX_ACTS: Final[dict[str, Doing]] = {
    "new in Outlook": lambda hands, pick, value: _new(hands, pick, value, Role.SHARED),
    "new private in Outlook": lambda hands, pick, value: _new(hands, pick, value, Role.DEFAULT),
    "edit in Outlook": _edit,
    "delete in Outlook": _delete,
    "delete all in Outlook": _delete_all,
    "restore in Outlook": _restore,
    "purge in Outlook": _purge,
    "copy in Outlook": _copy,
    "move in Outlook": _move,
    "share in Outlook": _share,
    "un-share in Outlook": _unshare,
    "delete the folder in Outlook": _drop_folder,
}

ACTS: Final[dict[str, Doing]] = CRM_ACTS | MAILBOX_ACTS | BOTH_ACTS
