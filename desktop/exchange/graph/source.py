"""Reading the mailbox: what changed, the full listing, contacts by id and by link id.

Changes come page by page, each with the link from which the next round goes on; they carry no extended properties, so
that the contacts themselves follow in batches. Must not write.
https://learn.microsoft.com/graph/api/contact-delta
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from desktop.core.faults import CursorExpired, PortFault
from desktop.core.ports import LOOKED_UP, Known, Page
from desktop.core.record import Fetched, Link, NativeRecord, Role, Tombstone
from desktop.core.values import folded
from desktop.exchange.graph import items
from desktop.exchange.graph.calls import Answer, Json, Part, literal, options, path
from desktop.exchange.graph.errors import fault_of, is_gone
from desktop.exchange.graph.fields import FieldReader
from desktop.exchange.graph.folder_tree import FolderTree
from desktop.exchange.graph.wire import Wire

log = logging.getLogger(__name__)

DELTA_PAGE: Final = 200
LIST_PAGE: Final = 500
FULL_PAGE: Final = 100
FEW: Final = 60
"""So many contacts are read one by one in batches; of more the whole folder is listed, which costs fewer calls."""
PAIRS_A_CALL: Final = 10
"""A filter has only so much room in an address."""
# The change key is among them because an entity whose asked properties stay the same may be left out of a delta.
_TRACKED: Final = "changeKey,lastModifiedDateTime,categories"


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
        folder_id = self._folders.known(role)
        if not folder_id:
            yield Page((), (), "")
            return
        link, more = _link_of(cursor, folder_id), True
        listing = _Listing(self, folder_id)
        while more:
            answer = self._wire.get(link, DELTA_PAGE)
            if not answer.ok:
                if is_gone(answer) and answer.status != 410:
                    self._folders.forget(role)
                raise CursorExpired
            changed, gone = _changed(answer)
            versions = known.versions(list(changed)) if changed else {}
            fresh = {each: version for each, version in changed.items() if versions.get(each) != version}
            observed = self._observed(role, listing, fresh)
            before, link = link, str(answer.body.get("@odata.nextLink") or answer.body.get("@odata.deltaLink") or "")
            yield Page(tuple(observed), tuple(map(Tombstone, gone)), f"{folder_id} {link}" if link else "")
            more = "@odata.nextLink" in answer.body and link != before

    def scan(self, role: Role) -> Iterator[Sequence[tuple[str, str]]]:
        """Ids and versions of all contacts in a folder, in pages."""
        folder_id = self._folders.known(role)
        if not folder_id:
            return
        first = self._wire.get(_contacts(folder_id) + options(select="changeKey", top=str(LIST_PAGE)))
        if not first.ok:
            raise PortFault(fault_of(first))
        for page in self._pages(first):
            yield [(str(entity.get("id") or ""), str(entity.get("@odata.etag") or "")) for entity in page]

    def fetch(self, native_ids: Sequence[str]) -> Fetched:
        """Full records by id, in whatever folder they lie; one in the bin is gone, one beyond it missing.

        One that Exchange itself cannot read is left out: nothing is proven of it.
        """
        records: list[NativeRecord] = []
        gone: list[Tombstone] = []
        missing: list[str] = []
        for native_id, answer in zip(native_ids, self.answers(native_ids, self._reader), strict=True):
            role = self._folders.role_of(items.placed(answer.body).folder_id) if answer.ok else None
            if role is Role.DELETED:
                gone.append(Tombstone(native_id, answer.version))
            elif role is not None:
                records.append(items.native_record(answer.body, role, self._reader))
            elif answer.ok or is_gone(answer):
                missing.append(native_id)
        return Fetched(tuple(records), tuple(gone), tuple(dict.fromkeys(missing)))

    def find_link(self, pair_ids: Sequence[str]) -> list[NativeRecord]:
        """Every contact with a link id of these pairs, in any folder of the person, the bin included."""
        pairs = list(dict.fromkeys(pair_ids))
        found: dict[str, NativeRecord] = {}
        for first in range(0, len(pairs), PAIRS_A_CALL):
            run = set(pairs[first : first + PAIRS_A_CALL])
            terms = " or ".join(f"startswith(ep/value,{literal(str(Link(pair_id)))})" for pair_id in sorted(run))
            for role, entity in self._in_places(self.linked(items.LINK, terms)):
                record = items.native_record(entity, role, self._reader)
                link = Link.parse(record.link)
                if link is not None and link.pair_id in run:
                    found[record.native_id] = record
        return list(found.values())

    def linked(self, name: str, terms: str) -> str:
        """The options that list the contacts with an extended property whose value `ep/value` fulfils these terms."""
        condition = f"singleValueExtendedProperties/any(ep:ep/id eq {literal(name)} and ({terms}))"
        return items.wanted(self._reader) + "&" + options(filter=condition, top=str(FULL_PAGE))[1:]

    def listed(self, folder_id: str, query: str) -> Iterator[Json]:
        """The contacts of a folder that a query asks for; none where the folder is gone."""
        answer = self._wire.get(_contacts(folder_id) + query)
        for page in self._pages(answer):
            yield from page

    def look_up(self, text: str) -> list[NativeRecord]:
        """A few contacts, in any folder of the person but the bin, whose name or an address holds the text.

        Graph searches no names, so that names and addresses are read and compared here.
        """
        names = options(select="displayName,emailAddresses", top=str(LIST_PAGE))
        roles: dict[str, Role] = {}
        for folder_id, role in self._folders.places():
            if role is not Role.DELETED and len(roles) < LOOKED_UP:
                for entity in self.listed(folder_id, names):
                    if folded(text) in folded(_shown(entity)):
                        roles[str(entity.get("id") or "")] = role
        ids = list(roles)[:LOOKED_UP]
        answers = zip(ids, self.answers(ids, self._reader), strict=True)
        return [items.native_record(answer.body, roles[each], self._reader) for each, answer in answers if answer.ok]

    def answers(self, native_ids: Sequence[str], reader: FieldReader | None) -> list[Answer]:
        """The server's answer for each id, in order."""
        return self._wire.read([items.read_contact(native_id, reader) for native_id in native_ids])

    def _observed(self, role: Role, listing: _Listing, fresh: Mapping[str, str]) -> list[NativeRecord]:
        """What is to be told of changed contacts: all of those in the shared folder, little of personal ones."""
        reader = self._reader if role is Role.SHARED else None
        found = listing.found(fresh, reader)
        by_id = [native_id for native_id in fresh if native_id not in found]
        light = [items.native_record(entity, role, reader) for entity in found.values()]
        light += self._records(role, listing.folder_id, by_id, reader)
        if role is Role.SHARED:
            return light
        wanted = [record.native_id for record in light if record.marked or record.link is not None]
        records = self._records(role, listing.folder_id, wanted, self._reader)
        full = {record.native_id: record for record in records}
        # One that is gone between the two readings is told by the next session as deleted.
        gone = set(wanted) - full.keys()
        return [full.get(record.native_id, record) for record in light if record.native_id not in gone]

    def _records(
        self, role: Role, folder_id: str, native_ids: Sequence[str], reader: FieldReader | None
    ) -> Iterator[NativeRecord]:
        """The contacts that still lie in the folder: one that has left it under its id is told as gone there."""
        for answer in self.answers(native_ids, reader):
            if answer.ok and items.placed(answer.body).folder_id == folder_id:
                yield items.native_record(answer.body, role, reader)
            elif not answer.ok and not is_gone(answer):
                log.info("one contact cannot be read: %s", answer.code or answer.status)

    def _in_places(self, query: str) -> Iterator[tuple[Role, Json]]:
        """What a query finds in every folder of the person, with the role of its folder."""
        places = self._folders.places()
        answers = self._wire.read([Part("GET", _contacts(folder_id) + query) for folder_id, _ in places])
        for (_, role), first in zip(places, answers, strict=True):
            if not first.ok and not is_gone(first):
                raise PortFault(fault_of(first))
            for page in self._pages(first):
                yield from ((role, entity) for entity in page)

    def _pages(self, first: Answer) -> Iterator[list[Json]]:
        """The pages of a collection; none of one that is not there."""
        answer = first
        while answer.ok:
            yield answer.entities()
            link = str(answer.body.get("@odata.nextLink") or "")
            if not link:
                return
            answer = self._wire.get(link)


class _Listing:
    """All contacts of a folder, read once in a round and only where many of them are asked for."""

    def __init__(self, reading: Reading, folder_id: str) -> None:
        self.folder_id = folder_id
        self._reading = reading
        self._entities: dict[str, Json] | None = None

    def found(self, fresh: Mapping[str, str], reader: FieldReader | None) -> dict[str, Json]:
        """Those of these contacts that are listed in these very versions: a list may lag behind a delta."""
        if self._entities is None:
            if len(fresh) <= FEW:
                return {}
            size = FULL_PAGE if reader is not None else LIST_PAGE
            query = items.wanted(reader) + "&" + options(top=str(size))[1:]
            self._entities = {str(each.get("id")): each for each in self._reading.listed(self.folder_id, query)}
        held = {native_id: self._entities.pop(native_id) for native_id in fresh if native_id in self._entities}
        return {each: entity for each, entity in held.items() if entity.get("@odata.etag") == fresh[each]}


def _contacts(folder_id: str) -> str:
    return path("me", "contactFolders", folder_id, "contacts")


def _link_of(cursor: str | None, folder_id: str) -> str:
    """Where a round goes on. Raises CursorExpired for a cursor of another folder."""
    if not cursor:
        return path("me", "contactFolders", folder_id, "contacts", "delta") + options(select=_TRACKED)
    place, _, link = cursor.partition(" ")
    if place != folder_id or not link:
        raise CursorExpired
    return link


def _changed(answer: Answer) -> tuple[dict[str, str], list[str]]:
    """Live contacts (id to version) and gone ids of a page; the last word about an id counts."""
    changed: dict[str, str] = {}
    gone: dict[str, None] = {}
    for entity in answer.entities():
        native_id = str(entity.get("id") or "")
        if "@removed" in entity:
            changed.pop(native_id, None)
            gone[native_id] = None
        else:
            changed[native_id] = str(entity.get("@odata.etag") or "")
            gone.pop(native_id, None)
    return changed, list(gone)


def _shown(entity: Json) -> str:
    entries = entity.get("emailAddresses") or ()
    addresses = [str(entry.get("address") or "") for entry in entries if isinstance(entry, dict)]
    return "\n".join([str(entity.get("displayName") or ""), *addresses])
