"""The mailbox end of an in-process world, in two dialects: like EWS (ids move, 19 phones) and like Graph.

Exists as the reference of the `Mailbox` port. Must not know the CRM.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final, TypeVar

from desktop.core.faults import CursorExpired, Fault, FaultClass
from desktop.core.labels import Label, with_labels
from desktop.core.memory.calls import Calls
from desktop.core.memory.mail_folders import CATEGORY, Item, MailFolders, NewItem
from desktop.core.memory.mailbox_people import MailboxPeople
from desktop.core.outcome import Applied, Outcome, Refused, Stale
from desktop.core.ports import (
    LOOKED_UP,
    Capabilities,
    Container,
    Draft,
    Edit,
    Known,
    MailboxCount,
    Note,
    Page,
    Stretch,
    Target,
)
from desktop.core.record import Fetched, Kind, Link, NativeFields, NativeRecord, Role, Side, Tombstone
from desktop.core.values import folded

Wanted = TypeVar("Wanted")

BATCH: Final = 50
DEFAULT: Final = Container("folder-default", Role.DEFAULT, "Contacts")
GRAPH_PHONES: Final = ("BusinessPhone", "BusinessPhone2", "HomePhone", "HomePhone2", "MobilePhone")
EWS_PHONES: Final = (
    *GRAPH_PHONES,
    *("AssistantPhone", "BusinessFax", "Callback", "CarPhone", "CompanyMainPhone", "HomeFax", "Isdn", "OtherFax"),
    *("OtherTelephone", "Pager", "PrimaryPhone", "RadioPhone", "Telex", "TtyTddPhone"),
)
_NAMES: Final = (
    *("GivenName", "Surname", "DisplayName", "CompanyName", "JobTitle", "Department", "AssistantName"),
    *(f"EmailAddresses/EmailAddress{number}" for number in (1, 2, 3)),
    *(
        f"PhysicalAddresses/{place}/{part}"
        for place in ("Business", "Home", "Other")
        for part in ("Street", "City", "State", "CountryOrRegion", "PostalCode")
    ),
)
LONGEST: Final = 255


class MemoryMailbox:
    """`Mailbox` over `MailFolders`. `people` are the hands of the owner, `calls` its hooks.

    Graph-like, a round may tell an entity more than once. `spurious_stale` writes to come are answered Stale although
    nothing changed, as Exchange does now and then.
    """

    def __init__(self, folders: MailFolders, dialect: str = "ews") -> None:
        self._folders = folders
        self._graph = dialect == "graph"
        self._phones = GRAPH_PHONES if self._graph else EWS_PHONES
        texts = (*_NAMES, *(f"PhoneNumbers/{label}" for label in self._phones))
        self._offered = (*texts, "Birthday", "Body")
        self._capabilities = Capabilities(
            batch_create=BATCH,
            batch_update=BATCH,
            batch_delete=BATCH,
            anniversary=not self._graph,
            silent_meeting_update=not self._graph,
            phone_labels=frozenset(self._phones),
            max_lengths=MappingProxyType({name: LONGEST for name in texts if not name.endswith("/Street")}),
            writable=frozenset(self._offered),
            offered=frozenset(self._offered),
        )
        self._writable = frozenset(self._offered)
        self._epoch = 0
        self.calls = Calls()
        self.people = MailboxPeople(folders)
        self.page_size = 512
        self.spurious_stale = 0

    @property
    def side(self) -> Side:
        """The side that this end speaks for."""
        return Side.MAILBOX

    def capabilities(self, kind: Kind) -> Capabilities:
        """What the mailbox can do for contacts, by dialect."""
        return self._capabilities

    def identity(self) -> str:
        """The address of the mailbox."""
        self.calls.read("identity")
        return "ada@contoso.example"

    def containers(self, kind: Kind) -> tuple[Container, ...]:
        """The shared folder, once it was made, and the default folder."""
        if not self._folders.shared:
            return (DEFAULT,)
        made = self._folders.shared_made
        return Container(f"folder-shared-{made}", Role.SHARED, "Salesforce Contacts"), DEFAULT

    def count(self, kind: Kind) -> MailboxCount:
        """How many items lie in the two watched folders."""
        self.calls.read("count")
        roles = [item.role for item in self._folders.items.values()]
        return MailboxCount(roles.count(Role.SHARED), roles.count(Role.DEFAULT))

    def check_setup(self, kind: Kind) -> None:
        """Make the shared folder and the category where they are missing."""
        self.calls.read("check_setup")
        self._folders.make_shared()
        self._folders.list_categories((CATEGORY,))

    def lease(self) -> Note:
        """The hidden note of the mailbox."""
        self.calls.read("lease")
        return self._folders.lease

    def put_lease(self, text: str, expect: str) -> Note | None:
        """Replace the note under its version."""
        self.calls.read("put_lease")
        if self._folders.lease.version != expect:
            return None
        self._folders.change += 1
        self._folders.lease = Note(text, str(self._folders.change))
        return self._folders.lease

    def expire_cursors(self) -> None:
        """Make every cursor given so far useless."""
        self._epoch += 1

    def changes(self, kind: Kind, container: Container, cursor: str | None, known: Known) -> Iterator[Page]:
        """Pages of what changed in a folder. Raises CursorExpired, also where the folder was deleted since."""
        self.calls.read("changes")
        yield from self.calls.pages(cursor, lambda cursor: self._round(container, cursor, known))

    def _round(self, container: Container, cursor: str | None, known: Known) -> Iterator[Page]:
        start = 0
        place_of = f"{self._epoch}/{self._folders.shared_made if container.role is Role.SHARED else 0}"
        if cursor is not None:
            began, _, place = cursor.partition(":")
            if began != place_of or (container.role is Role.SHARED and not self._folders.shared):
                raise CursorExpired
            start = int(place)
        history = self._folders.history[container.role]
        last = {native_id: place for place, native_id in enumerate(history[start:], start)}
        # One entry an id, at its last change, so that a round cut off anywhere goes on without a gap.
        entries = [(place, native_id) for native_id, place in sorted(last.items(), key=lambda entry: entry[1])]
        end, told = len(history), set(history[:start])
        for first in range(0, len(entries) or 1, self.page_size):
            page = entries[first : first + self.page_size]
            reached = end if first + self.page_size >= len(entries) else page[-1][0] + 1
            # A client is told that an item went only where it was told of the item before (MS-OXCFXICS 3.2.5).
            ids = [native_id for _, native_id in page if native_id in told or self._lies(native_id, container.role)]
            yield replace(self._page(ids, container.role, known), cursor=f"{place_of}:{reached}")

    def _lies(self, native_id: str, role: Role) -> bool:
        item = self._folders.items.get(native_id)
        return item is not None and item.role is role

    def _page(self, native_ids: Sequence[str], role: Role, known: Known) -> Page:
        held = known.versions(native_ids)
        observed, gone = [], []
        for native_id in native_ids:
            item = self._folders.items.get(native_id)
            if item is not None and self._lies(native_id, role):
                if held.get(native_id) != item.version:
                    observed.append(self._native(item))
            elif item is None or item.role in (Role.OTHER, Role.DELETED):
                # A record that lies in the other watched folder under the same id is told there.
                gone.append(Tombstone(native_id))
        if self._graph:
            observed, gone = observed + observed[:1], gone + gone[:1]
        return Page(tuple(observed), tuple(gone), "")

    def reread(self, kind: Kind, container: Container, stretch: Stretch) -> Iterator[Page]:
        """Nothing: change keys leave no stretch in doubt."""
        return iter(())

    def scan(self, kind: Kind, container: Container) -> Iterator[Sequence[tuple[str, str]]]:
        """Ids and versions of everything in a folder."""
        self.calls.read("scan")
        rows = [(i.native_id, i.version) for i in self._folders.items.values() if i.role is container.role]
        for start in range(0, len(rows), self.page_size):
            yield rows[start : start + self.page_size]

    def fetch(self, kind: Kind, native_ids: Sequence[str]) -> Fetched:
        """Full records by id; one that lies in the bin under the same id is gone."""
        self.calls.read("fetch")
        found = {native_id: item for native_id in native_ids if (item := self._folders.items.get(native_id))}
        return Fetched(
            tuple(self._native(item, whole=True) for item in found.values() if item.role is not Role.DELETED),
            tuple(Tombstone(item.native_id, item.version) for item in found.values() if item.role is Role.DELETED),
            tuple(native_id for native_id in dict.fromkeys(native_ids) if native_id not in found),
        )

    def find_link(self, kind: Kind, pair_ids: Sequence[str]) -> Sequence[NativeRecord]:
        """Every item with a link id of these pairs, in any folder."""
        self.calls.read("find_link")
        wanted = set(pair_ids)
        return [
            self._native(item, whole=True)
            for item in self._folders.items.values()
            if (link := Link.parse(item.link)) is not None and link.pair_id in wanted
        ]

    def create(self, kind: Kind, drafts: Sequence[Draft]) -> list[Outcome]:
        """Make shared contacts."""
        return self._write("create", drafts, self._create)

    def update(self, kind: Kind, edits: Sequence[Edit]) -> list[Outcome]:
        """Change contacts under their change keys."""
        return self._write("update", edits, self._update)

    def delete(self, kind: Kind, targets: Sequence[Target]) -> list[Outcome]:
        """Move contacts to Deleted Items."""
        return self._write("delete", targets, self._delete)

    def look_up(self, kind: Kind, text: str) -> Sequence[NativeRecord]:
        """Items in any folder but the bin of which a name or an address holds the text."""
        self.calls.read("look_up")
        found = [i for i in self._folders.items.values() if i.role is not Role.DELETED and folded(text) in _names(i)]
        return [self._native(item, whole=True) for item in found[:LOOKED_UP]]

    def share(self, kind: Kind, targets: Sequence[Target]) -> list[Outcome]:
        """Put contacts in the shared folder with category and link."""
        return self._write("share", targets, self._share)

    def unshare(self, kind: Kind, targets: Sequence[Target]) -> list[Outcome]:
        """Take the category off; out of the shared folder, move to the default one."""
        return self._write("unshare", targets, self._unshare)

    def restore(self, kind: Kind, targets: Sequence[Target]) -> list[Outcome]:
        """Move contacts out of Deleted Items into the shared folder, with category and link."""
        return self._write("restore", targets, self._restore)

    def label(self, kind: Kind, labels: Sequence[Label]) -> list[Outcome]:
        """Let contacts carry these error categories, which come into the category list with their first use."""
        return self._write("label", labels, self._label)

    def close(self) -> None:
        """There is no connection."""

    def _write(self, name: str, wanted: Sequence[Wanted], one: Callable[[Wanted], Outcome]) -> list[Outcome]:
        return self.calls.write(name, wanted, BATCH, one)

    def _create(self, draft: Draft) -> Outcome:
        fault = self._fault(draft.fields)
        if fault is not None:
            return Refused(fault)
        new = NewItem(_named(draft.fields), (CATEGORY,), draft.link or None)
        return _applied(self._folders.add(Role.SHARED, new))

    def _update(self, edit: Edit) -> Outcome:
        item = self._folders.live(edit.native_id)
        if item is None:
            return Refused(_gone())
        if self.spurious_stale > 0:
            self.spurious_stale -= 1
            return Stale(self._native(item, whole=True))
        if edit.expect and edit.expect != item.version:
            return Stale(self._native(item, whole=True))
        fault = self._fault(edit.patch)
        if fault is not None:
            return Refused(fault)
        return _applied(self._folders.write(replace(item, link=edit.link or item.link), edit.patch))

    def _delete(self, target: Target) -> Outcome:
        item = self._folders.live(target.native_id)
        if item is None:
            return Applied(target.native_id)
        if target.expect and target.expect != item.version:
            return Stale(self._native(item, whole=True))
        self._folders.move(item, Role.DELETED)
        return Applied(target.native_id)

    def _share(self, target: Target) -> Outcome:
        return self._into_shared(target, self._folders.live(target.native_id))

    def _restore(self, target: Target) -> Outcome:
        return self._into_shared(target, self._folders.items.get(target.native_id))

    def _into_shared(self, target: Target, item: Item | None) -> Outcome:
        if item is None:
            return Refused(_gone())
        if target.expect and target.expect != item.version:
            return Stale(self._native(item, whole=True))
        link = target.link or item.link
        if not item.marked or item.link != link:
            categories = item.categories if item.marked else (*item.categories, CATEGORY)
            item = self._folders.put(replace(item, categories=categories, link=link))
        return _applied(self._folders.move(item, Role.SHARED))

    def _unshare(self, target: Target) -> Outcome:
        item = self._folders.live(target.native_id)
        if item is None:
            return Refused(_gone())
        if target.expect and target.expect != item.version:
            return Stale(self._native(item, whole=True))
        kept = with_labels((name for name in item.categories if name.casefold() != CATEGORY.casefold()), ())
        if kept != item.categories:
            item = self._folders.put(replace(item, categories=kept))
        return _applied(self._folders.move(item, Role.DEFAULT) if item.role is Role.SHARED else item)

    def _label(self, label: Label) -> Outcome:
        item = self._folders.live(label.native_id)
        if item is None:
            return Refused(_gone())
        if label.expect and label.expect != item.version:
            return Stale(self._native(item, whole=True))
        categories = with_labels(item.categories, label.names)
        if categories == item.categories:
            return _applied(item)
        self._folders.list_categories(label.names)
        return _applied(self._folders.put(replace(item, categories=categories)))

    def _fault(self, fields: NativeFields) -> Fault | None:
        """Why these fields cannot be written; None when they can."""
        for name, value in fields.items():
            if name not in self._writable:
                return Fault(FaultClass.UNSUPPORTED, "unsupported-field", f"{name} is not kept here.", fields=(name,))
            limit = self._capabilities.max_lengths.get(name)
            if limit is not None and len(str(value or "")) > limit:
                return Fault(
                    FaultClass.INVALID, "too-long", f"{name} takes at most {limit} characters.", fields=(name,)
                )
            if name == "Birthday" and value and not _is_day(str(value)):
                return Fault(FaultClass.INVALID, "invalid-value", f"{value} is not a day.", fields=(name,))
        return None

    def _native(self, item: Item, whole: bool = False) -> NativeRecord:
        """The item as read: of a personal contact only that it is there, unless the whole was asked for."""
        detail = whole or item.role is not Role.DEFAULT or item.marked or item.link is not None
        fields = {name: item.fields.get(name) for name in self._offered} if detail else {}
        place = item.native_id, item.version, item.role, item.marked, item.link
        return NativeRecord(*place, fields, detail, item.modified)


def _applied(item: Item) -> Applied:
    return Applied(item.native_id, item.version)


def _named(fields: NativeFields) -> NativeFields:
    """Exchange shows every contact under some name."""
    if fields.get("DisplayName"):
        return fields
    names = [str(fields[name]) for name in ("GivenName", "Surname") if fields.get(name)]
    return {**fields, "DisplayName": " ".join(names)}


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _gone() -> Fault:
    return Fault(FaultClass.GONE, "gone", "The contact is no longer there.", vendor="ErrorItemNotFound")


def _names(item: Item) -> str:
    """What `look_up` searches of an item."""
    name = " ".join(str(item.fields.get(part) or "") for part in ("GivenName", "Surname"))
    emails = [str(value) for key, value in item.fields.items() if key.startswith("EmailAddresses/") and value]
    return folded(" ".join([name, *emails]))
