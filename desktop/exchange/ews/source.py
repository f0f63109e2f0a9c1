"""Reading the mailbox: what changed, the full listing, records by id and by link id.

Changes come as ids only, page by page, each page with its state; the items follow in batches (Microsoft's advice for
synchronising, and the way in which a crash repeats one page at most). Must not write.
https://learn.microsoft.com/exchange/client-developer/exchange-web-services/mailbox-synchronization-and-ews-in-exchange
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeAlias

from lxml import etree

from desktop.core.faults import CursorExpired, PortFault
from desktop.core.ports import LOOKED_UP, Known, Page
from desktop.core.record import Fetched, Link, NativeRecord, Role, Tombstone
from desktop.exchange.contact_fields import EMAIL_LABELS
from desktop.exchange.ews import items
from desktop.exchange.ews.errors import CURSOR, FOLDER_GONE, NOT_FOUND, concerns_the_call, fault_of
from desktop.exchange.ews.fields import FIELDS, FieldReader, path_element
from desktop.exchange.ews.folder_tree import FolderTree
from desktop.exchange.ews.soap import M, Message, T, add, add_folder, request
from desktop.exchange.ews.wire import Wire

log = logging.getLogger(__name__)

SYNC_PAGE = 512
"""The most that SyncFolderItems gives at once."""
ITEMS_A_CALL = 100
FIND_PAGE = 1000
PAIRS_A_CALL = 50
FOLDERS_A_CALL = 40

Restriction: TypeAlias = tuple[Callable[[etree._Element], None], int]
"""Adds the terms of a search to an element, any of which may hold, and their number."""


class Reading:
    """Reads one mailbox. Every method raises PortFault."""

    def __init__(self, wire: Wire, folders: FolderTree, reader: FieldReader) -> None:
        self._wire = wire
        self._folders = folders
        self._reader = reader

    def changes(self, role: Role, cursor: str | None, known: Known) -> Iterator[Page]:
        """One page for each page of the server's; see `RecordSource.changes`. Raises CursorExpired.

        A folder that is not there is empty, and its cursor '' begins anew once it is there again.
        """
        state, last = cursor or "", False
        if not self._folders.known(role):
            yield Page((), (), "")
            return
        while not last:
            message = self._sync(role, state)
            before, state = state, message.element.findtext(f"{M}SyncState") or ""
            changed, gone = _changed(message)
            versions = known.versions(list(changed)) if changed else {}
            fresh = [native_id for native_id, version in changed.items() if versions.get(native_id) != version]
            observed = self._observed(role, fresh)
            yield Page(tuple(observed), tuple(Tombstone(native_id) for native_id in gone), state)
            last = message.element.findtext(f"{M}IncludesLastItemInRange") != "false" or state == before

    def scan(self, role: Role) -> Iterator[Sequence[tuple[str, str]]]:
        """Ids and change keys of all contacts in a folder, in pages."""
        folder_id = self._folders.known(role)
        for _, found in self._search([folder_id] if folder_id else [], None):
            yield list(found.items())

    def fetch(self, native_ids: Sequence[str]) -> Fetched:
        """Full records by id; an id that the mailbox no longer has is missing (it may have moved).

        One that lies in the bin is gone. One that Exchange itself cannot read is left out: nothing is proven of it.
        """
        records: list[NativeRecord] = []
        gone: list[Tombstone] = []
        missing: list[str] = []
        for native_id, message in self.messages(native_ids, self._reader):
            element = self._item(message)
            if element is None:
                if message.ok or message.code in NOT_FOUND:
                    missing.append(native_id)
                continue
            place = items.placed(element)
            role = self._folders.role_of(place.folder_id)
            if role is Role.DELETED:
                gone.append(Tombstone(native_id, place.version))
            else:
                records.append(items.native_record(element, role, self._reader))
        return Fetched(tuple(records), tuple(gone), tuple(missing))

    def find_link(self, pair_ids: Sequence[str]) -> list[NativeRecord]:
        """Every contact with a link id of these pairs, in any folder of the person, the bin included."""
        roles: dict[str, Role] = {}
        places = self._folders.places() if pair_ids else []
        role_of = dict(places)
        for pairs in _runs(list(dict.fromkeys(pair_ids)), PAIRS_A_CALL):
            for run in _runs([folder_id for folder_id, _ in places], FOLDERS_A_CALL):
                for folder_id, found in self._search(run, _linked(pairs)):
                    roles.update(dict.fromkeys(found, role_of[folder_id]))
        records = []
        for native_id, message in self.messages(list(roles), self._reader):
            element = self._item(message)
            if element is not None:
                records.append(items.native_record(element, roles[native_id], self._reader))
        return records

    def look_up(self, text: str) -> list[NativeRecord]:
        """A few contacts, in any folder of the person but the bin, whose name or an address holds the text."""
        roles: dict[str, Role] = {}
        places = {folder_id: role for folder_id, role in self._folders.places() if role is not Role.DELETED}
        for run in _runs(list(places), FOLDERS_A_CALL):
            for folder_id, found in self._search(run, _named(text)):
                roles.update(dict.fromkeys(found, places[folder_id]))
                if len(roles) >= LOOKED_UP:
                    break
        records = []
        for native_id, message in self.messages(list(roles)[:LOOKED_UP], self._reader):
            element = self._item(message)
            if element is not None:
                records.append(items.native_record(element, roles[native_id], self._reader))
        return records

    def messages(self, native_ids: Sequence[str], reader: FieldReader | None) -> Iterator[tuple[str, Message]]:
        """GetItem in batches: the server's message for each id, in order."""
        for run in _runs(native_ids, ITEMS_A_CALL):
            yield from zip(run, self._wire.call(items.get_items(run, reader), expect=len(run)), strict=True)

    def _observed(self, role: Role, native_ids: Sequence[str]) -> list[NativeRecord]:
        """What is to be told of changed items: all of those in the shared folder, little of personal ones."""
        if role is Role.SHARED:
            return list(self._records(role, native_ids, self._reader))
        light = list(self._records(role, native_ids, None))
        wanted = [record.native_id for record in light if record.marked or record.link is not None]
        full = {record.native_id: record for record in self._records(role, wanted, self._reader)}
        # One that is gone between the two readings is told by the next session as deleted.
        gone = set(wanted) - full.keys()
        return [full.get(record.native_id, record) for record in light if record.native_id not in gone]

    def _records(self, role: Role, native_ids: Sequence[str], reader: FieldReader | None) -> Iterator[NativeRecord]:
        for _, message in self.messages(native_ids, reader):
            element = self._item(message)
            if element is not None:
                yield items.native_record(element, role, reader)

    def _item(self, message: Message) -> etree._Element | None:
        """The contact of a message; None for an item that is gone or that Exchange itself cannot read."""
        if message.ok:
            element = message.item()
            return element if element is not None and element.tag == items.CONTACT else None
        fault = fault_of(message.code, message.text)
        if concerns_the_call(fault):
            raise PortFault(fault)
        if message.code not in NOT_FOUND:
            log.info("one item cannot be read: %s", message.code)
        return None

    def _sync(self, role: Role, state: str) -> Message:
        payload = request("SyncFolderItems")
        items.id_shape(payload)
        add_folder(add(payload, f"{M}SyncFolderId"), self._folders.known(role))
        if state:
            add(payload, f"{M}SyncState", state)
        add(payload, f"{M}MaxChangesReturned", str(SYNC_PAGE))
        add(payload, f"{M}SyncScope", "NormalItems")
        message = self._wire.call(payload)[0]
        if message.ok:
            return message
        if message.code in FOLDER_GONE | NOT_FOUND:
            self._folders.forget(role)
            raise CursorExpired
        if message.code in CURSOR:
            raise CursorExpired
        raise PortFault(fault_of(message.code, message.text))

    def _search(self, folder_ids: Sequence[str], wanted: Restriction | None) -> Iterator[tuple[str, dict[str, str]]]:
        """FindItem over several folders at once, page by page: (folder id, contacts found there)."""
        offset, open_ids = 0, list(folder_ids)
        while open_ids:
            messages = self._wire.call(_find_items(open_ids, wanted, offset), expect=len(open_ids))
            further: list[str] = []
            reached: list[int] = []
            for folder_id, message in zip(open_ids, messages, strict=True):
                root = message.element.find(f"{M}RootFolder")
                if not message.ok or root is None:
                    self._excuse(message, wanted is None)
                    continue
                elements = list(root.iterfind(f"{T}Items/*"))
                yield folder_id, items.contact_ids(elements)
                if elements and root.get("IncludesLastItemInRange") not in ("true", "1"):
                    further.append(folder_id)
                    reached.append(offset + len(elements))
            # One offset serves all folders: the shortest page decides, and longer ones are told again in part.
            offset, open_ids = min(reached, default=0), further

    def _excuse(self, message: Message, watched: bool) -> None:
        """A folder that went away or is closed to us holds up a look-up in many folders as little as it can."""
        fault = fault_of(message.code, message.text)
        if watched or (message.code not in FOLDER_GONE | NOT_FOUND and concerns_the_call(fault)):
            raise PortFault(fault)


def _changed(message: Message) -> tuple[dict[str, str], list[str]]:
    """Live contacts (id to change key) and gone ids of a sync page; the last word about an id counts."""
    changed: dict[str, str] = {}
    gone: dict[str, None] = {}
    for change in message.element.iterfind(f"{M}Changes/*"):
        if change.tag == f"{T}Delete":
            native_id, _ = items.item_id(change)
            changed.pop(native_id, None)
            gone[native_id] = None
        elif change.tag in (f"{T}Create", f"{T}Update"):
            for native_id, version in items.contact_ids(change).items():
                changed[native_id] = version
                gone.pop(native_id, None)
    return changed, list(gone)


def _linked(pairs: Sequence[str]) -> Restriction:
    """Items that carry a link id of these pairs."""

    def restrict(holder: etree._Element) -> None:
        for pair_id in pairs:
            contains = add(holder, f"{T}Contains", ContainmentMode="Prefixed", ContainmentComparison="Exact")
            items.add_link_path(contains)
            add(contains, f"{T}Constant", Value=str(Link(pair_id)))

    return restrict, len(pairs)


def _named(text: str) -> Restriction:
    """Items with the text in their display name or in an address."""
    paths = [FIELDS["DisplayName"], *(FIELDS[f"EmailAddresses/{label}"] for label in EMAIL_LABELS)]

    def restrict(holder: etree._Element) -> None:
        for field in paths:
            how = {"ContainmentMode": "Substring", "ContainmentComparison": "IgnoreCase"}
            contains = add(holder, f"{T}Contains", **how)
            path_element(contains, field)
            add(contains, f"{T}Constant", Value=text)

    return restrict, len(paths)


def _find_items(folder_ids: Sequence[str], wanted: Restriction | None, offset: int) -> etree._Element:
    payload = request("FindItem", Traversal="Shallow")
    items.id_shape(payload)
    view = {"MaxEntriesReturned": str(FIND_PAGE), "Offset": str(offset), "BasePoint": "Beginning"}
    add(payload, f"{M}IndexedPageItemView", **view)
    if wanted is not None:
        restrict, terms = wanted
        holder = add(payload, f"{M}Restriction")
        restrict(add(holder, f"{T}Or") if terms > 1 else holder)
    parents = add(payload, f"{M}ParentFolderIds")
    for folder_id in folder_ids:
        add_folder(parents, folder_id)
    return payload


def _runs(values: Sequence[str], size: int) -> Iterator[list[str]]:
    remaining: Iterable[str] = iter(values)
    while run := list(islice(remaining, size)):
        yield run
