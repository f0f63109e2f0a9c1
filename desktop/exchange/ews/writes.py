"""Creating, changing and deleting contacts, each item with an outcome of its own.

A change names exactly the fields of its patch, set or deleted one by one, under the change key that was seen; a
deletion goes to Deleted Items and nowhere else. Nothing is sent twice after a lost reply. Must not decide what to
write.
https://learn.microsoft.com/exchange/client-developer/web-service-reference/updateitem-operation
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from lxml import etree

from desktop.core.faults import FaultClass, PortFault
from desktop.core.outcome import Applied, Outcome, Refused, Stale, Unknown
from desktop.core.ports import Draft, Edit, Target
from desktop.core.record import NativeFields, Role
from desktop.exchange.categories import with_mark
from desktop.exchange.ews import errors, items
from desktop.exchange.ews.fields import in_order, path_element, write_value
from desktop.exchange.ews.folder_tree import FolderTree
from desktop.exchange.ews.items import Placed
from desktop.exchange.ews.soap import M, Message, T, add, add_folder, batches, piece, request
from desktop.exchange.ews.source import Reading
from desktop.exchange.ews.wire import Wire

BATCH: Final = 50
"""Contacts that surely fit into one request when their notes are short."""
MOST_A_REQUEST: Final = 60
_NAMED_LIKE: Final = "LastCommaFirst"
_DISPOSAL: Final = "MoveToDeletedItems"


class Writing:
    """Writes to one mailbox. Methods raise PortFault only when nothing was carried out."""

    def __init__(self, wire: Wire, folders: FolderTree, reading: Reading) -> None:
        self._wire = wire
        self._folders = folders
        self._reading = reading

    def create(self, drafts: Sequence[Draft]) -> list[Outcome]:
        """Make contacts in the shared folder, with mark and link id."""
        outcomes = self._create(drafts)
        if outcomes and all(folder_missing(outcome) for outcome in outcomes):
            self._folders.forget(Role.SHARED)
            outcomes = self._create(drafts)
        return outcomes

    def update(self, edits: Sequence[Edit]) -> list[Outcome]:
        """Write patches under their change keys; an edit with nothing to write is Applied as it stands."""
        unversioned = [edit.native_id for edit in edits if not edit.expect]
        known = {edit.native_id: edit.expect for edit in edits if edit.expect}
        if unversioned:
            known |= {record.native_id: record.version for record in self._reading.fetch(unversioned).records}
        changes = {}
        for index, edit in enumerate(edits):
            if edit.native_id in known and (edit.patch or edit.link is not None):
                changes[index] = item_change(edit.native_id, known[edit.native_id], edit.patch, edit.link)
        written = dict(zip(changes, update_items(self._wire, list(changes.values())), strict=True))
        return [written.get(index) or _unwritten(edit, known) for index, edit in enumerate(edits)]

    def delete(self, targets: Sequence[Target]) -> list[Outcome]:
        """Move contacts to Deleted Items after a look at their change keys; what is gone already is Applied."""
        ids = [target.native_id for target in targets]
        bin_id = self._folders.known(Role.DELETED) if targets else ""
        outcomes: list[Outcome | None] = []
        for target, (_, message) in zip(targets, self._reading.messages(ids, None), strict=True):
            outcomes.append(_before_deletion(target, message, bin_id))
        doomed = [target for target, outcome in zip(targets, outcomes, strict=True) if outcome is None]
        deleted = iter(self._delete(doomed))
        return [next(deleted) if outcome is None else outcome for outcome in outcomes]

    def _create(self, drafts: Sequence[Draft]) -> list[Outcome]:
        if not drafts:
            return []
        folder_id = self._folders.made(Role.SHARED)

        def build(run: Sequence[etree._Element]) -> etree._Element:
            payload = request("CreateItem", MessageDisposition="SaveOnly")
            add_folder(add(payload, f"{M}SavedItemFolderId"), folder_id)
            add(payload, f"{M}Items").extend(run)
            return payload

        return send_all(self._wire, [_new_contact(draft) for draft in drafts], build)

    def _delete(self, targets: Sequence[Target]) -> list[Outcome]:
        def build(run: Sequence[etree._Element]) -> etree._Element:
            payload = request("DeleteItem", DeleteType=_DISPOSAL)
            add(payload, f"{M}ItemIds").extend(run)
            return payload

        pieces = [piece("ItemId", Id=target.native_id) for target in targets]
        outcomes = send_all(self._wire, pieces, build)
        return [
            Applied(target.native_id)
            if isinstance(outcome, Applied) or (isinstance(outcome, Refused) and outcome.fault.kind is FaultClass.GONE)
            else outcome
            for target, outcome in zip(targets, outcomes, strict=True)
        ]


def send_all(
    wire: Wire,
    pieces: Sequence[etree._Element],
    build: Callable[[Sequence[etree._Element]], etree._Element],
    begun: bool = False,
) -> list[Outcome]:
    """Send pieces in as few requests as fit and return an outcome for each.

    After a lost reply, and after any fault once something was carried out (`begun`: before this call), the rest is
    Unknown, so that what is known is never thrown away. Raises PortFault when nothing was sent.
    """
    outcomes: list[Outcome] = []
    for run in batches(pieces, MOST_A_REQUEST):
        try:
            messages = wire.call(build(run), expect=len(run))
        except PortFault as problem:
            if not (outcomes or begun or problem.fault.lost_reply):
                raise
            return outcomes + [Unknown(problem.fault)] * (len(pieces) - len(outcomes))
        outcomes += map(outcome_of, messages)
    return outcomes


def update_items(wire: Wire, changes: Sequence[etree._Element]) -> list[Outcome]:
    """Send item changes: whoever else wrote in between wins, and the change is Stale."""

    def build(run: Sequence[etree._Element]) -> etree._Element:
        payload = request("UpdateItem", ConflictResolution="NeverOverwrite", MessageDisposition="SaveOnly")
        add(payload, f"{M}ItemChanges").extend(run)
        return payload

    return send_all(wire, changes, build)


def move_items(wire: Wire, ids: Sequence[tuple[str, str]], folder_id: str, begun: bool) -> list[Outcome]:
    """Move items (id, change key) to a folder: Applied with the new ids."""

    def build(run: Sequence[etree._Element]) -> etree._Element:
        payload = request("MoveItem")
        add_folder(add(payload, f"{M}ToFolderId"), folder_id)
        add(payload, f"{M}ItemIds").extend(run)
        add(payload, f"{M}ReturnNewItemIds", "true")
        return payload

    pieces = [piece("ItemId", Id=native_id, ChangeKey=version) for native_id, version in ids]
    return send_all(wire, pieces, build, begun)


def item_change(
    native_id: str, version: str, patch: NativeFields, link: str | None, categories: Sequence[str] | None = None
) -> etree._Element:
    """The ItemChange of a patch: one set or delete a field, and the link id and the categories where given."""
    change = piece("ItemChange")
    add(change, f"{T}ItemId", Id=native_id, ChangeKey=version)
    updates = add(change, f"{T}Updates")
    if categories is not None:
        action = add(updates, f"{T}SetItemField" if categories else f"{T}DeleteItemField")
        add(action, f"{T}FieldURI", FieldURI="item:Categories")
        if categories:
            items.add_categories(add(action, items.CONTACT), categories)
    if link is not None:
        action = add(updates, f"{T}SetItemField")
        items.add_link_path(action)
        items.add_link(add(action, items.CONTACT), link)
    for field, value in in_order(patch):
        action = add(updates, f"{T}DeleteItemField" if value is None else f"{T}SetItemField")
        path_element(action, field)
        if value is not None:
            write_value(add(action, items.CONTACT), field, value)
    return change


def outcome_of(message: Message) -> Outcome:
    """What became of one item of a write."""
    if message.ok:
        element = message.item()
        return Applied(*items.item_id(element)) if element is not None else Applied("")
    if message.code in errors.STALE:
        return Stale()
    fault = errors.fault_of(message.code, message.text)
    # A server that has no time is no refusal of the contact: the next session looks and goes on.
    passing = errors.concerns_the_call(fault) and message.code not in errors.FOLDER_GONE
    return Unknown(fault) if passing else Refused(fault)


def folder_missing(outcome: Outcome) -> bool:
    """Whether an item was refused because the folder that it was meant for is not there."""
    return isinstance(outcome, Refused) and outcome.fault.vendor in errors.FOLDER_GONE


def placed_now(message: Message) -> Placed | Refused:
    """Where and how an item is, or why it cannot be written. Raises PortFault where the whole call is of no use."""
    element = message.item()
    if message.ok and element is not None:
        return items.placed(element)
    if message.ok or message.code in errors.NOT_FOUND:
        return gone_from_mailbox()
    fault = errors.fault_of(message.code, message.text)
    if errors.concerns_the_call(fault):
        raise PortFault(fault)
    return Refused(fault)


def gone_from_mailbox() -> Refused:
    """The outcome for an item that is no longer under its id."""
    return Refused(errors.fault_of("ErrorItemNotFound"))


def _new_contact(draft: Draft) -> etree._Element:
    contact = piece("Contact")
    fields = [(field, value) for field, value in in_order(draft.fields) if value is not None]
    for field, value in fields:
        if field.uri.startswith("item:"):
            write_value(contact, field, value)
    items.add_categories(contact, with_mark(()))
    if draft.link:
        items.add_link(contact, draft.link)
    add(contact, f"{T}FileAsMapping", _NAMED_LIKE)
    for field, value in fields:
        if not field.uri.startswith("item:"):
            write_value(contact, field, value)
    return contact


def _unwritten(edit: Edit, known: dict[str, str]) -> Outcome:
    version = known.get(edit.native_id)
    return gone_from_mailbox() if version is None else Applied(edit.native_id, version)


def _before_deletion(target: Target, message: Message, bin_id: str) -> Outcome | None:
    """The outcome of a deletion that is not to be sent; None when it is."""
    now = placed_now(message)
    if isinstance(now, Refused):
        return Applied(target.native_id) if now.fault.kind is FaultClass.GONE else now
    if now.folder_id == bin_id:
        # A second deletion would take it out of the bin, where the person looks for it.
        return Applied(target.native_id)
    return Stale() if target.expect and now.version != target.expect else None
