"""What the two ends, the clock and the id source must offer.

Exists so that sync can be written, tested and simulated without any vendor library. Ends raise only `PortFault`
(for a whole call) and never retry a write on their own; item-level results are outcomes in the order of the request.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from desktop.core.faults import Fault
from desktop.core.labels import Label
from desktop.core.link_field import LinkLack
from desktop.core.outcome import Outcome
from desktop.core.record import Fetched, Kind, NativeFields, NativeRecord, Role, Side, Tombstone


class Clock(Protocol):
    """Where time comes from."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class Ids(Protocol):
    """Where identifiers come from."""

    def new(self) -> str:
        """A new identifier, unique for ever and sorting by time (UUID version 7, text form)."""
        ...


class Versions(enum.StrEnum):
    """How far a version can be trusted as a precondition."""

    STRONG = "strong"
    """Every write changes it and a write under an old one is refused (EWS change key, Graph ETag)."""
    WEAK = "weak"
    """It has a resolution of seconds (Salesforce's modification stamp)."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Every difference between the ends that maps, planner or windows must know (`exchange.md` 7.3)."""

    kinds: frozenset[Kind] = frozenset({Kind.CONTACT})
    versions: Versions = Versions.STRONG
    find_link: bool = True
    """Link ids can be embedded and searched. False for Salesforce without the link field."""
    idempotent_create: bool = False
    """A create may be repeated under the same link id without a second record."""
    link_lacks: frozenset[LinkLack] = frozenset()
    """What the CRM's field for link ids is not as it must be; nothing where all is well, and for the mailbox."""
    batch_create: int = 50
    batch_update: int = 50
    batch_delete: int = 50
    tells_version: bool = True
    """A create answers with the version."""
    creates_in_scope: bool = True
    """A record that is made is in the scope. False for a list view: the next round of changes tells."""
    deletes_recoverable: bool = True
    silent_meeting_update: bool = True
    task_percent: bool = True
    task_link_kind: str = "extended-property"
    event_window: bool = False
    """Event changes are told only inside a fixed window."""
    anniversary: bool = True
    phone_labels: frozenset[str] = frozenset()
    """The labels under which this end keeps phones, in the vendor's words; empty for the CRM."""
    max_lengths: Mapping[str, int] = field(default_factory=dict)
    """Native field name to the greatest number of characters; a field that is not named has no known limit."""
    writable: frozenset[str] | None = None
    """Native field names that may be written; None when all mapped ones may."""
    required: frozenset[str] = frozenset()
    """Native field names without which a create is refused."""
    offered: frozenset[str] | None = None
    """Native field names that may be read; None when all mapped ones may."""


@dataclass(frozen=True, slots=True)
class Container:
    """A place that is watched: a folder of the mailbox, an object of the CRM."""

    native_id: str
    role: Role
    name: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of versions (both ends included) and how many live in-scope records the server has in it.

    A mirror that holds another number has missed a late commit: it asks `reread` for the stretch.
    """

    low: str
    high: str
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of changes. `cursor` is to be stored in the same transaction as the page's contents.

    `members`, where given, is how many live records the server has in the scope: one that a record may leave without a
    change of its own. A mirror with another number looks at the full listing.
    """

    observed: tuple[NativeRecord, ...]
    gone: tuple[Tombstone, ...]
    cursor: str
    stretch: Stretch | None = None
    members: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to be made: native fields, the link id to embed (where the end can), the key of the operation."""

    link: str
    fields: NativeFields
    key: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one record: only the native fields named in `patch` (None clears) are written.

    `expect` is the version that the patch was made for; `link`, where given, is embedded in the same write.
    """

    native_id: str
    expect: str
    patch: NativeFields
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """One record that is to be deleted, shared, un-shared or stamped, under the version that was seen."""

    native_id: str
    expect: str
    link: str | None = None


class Known(Protocol):
    """What the mirror already holds, so that an end need not read again what it has told before."""

    def versions(self, native_ids: Sequence[str]) -> Mapping[str, str]:
        """The stored version of each id that is held (live ones only)."""
        ...


class RecordSource(Protocol):
    """What both ends offer."""

    @property
    def side(self) -> Side:
        """The side that this end speaks for."""
        ...

    def capabilities(self, kind: Kind) -> Capabilities:
        """What this end can do for a kind; cheap after the first call of a connection."""
        ...

    def identity(self) -> str:
        """Who we are there, stable for ever: org id and user id, or the mailbox address in lower case."""
        ...

    def containers(self, kind: Kind) -> tuple[Container, ...]:
        """The watched containers that exist; nothing is made here."""
        ...

    def changes(self, kind: Kind, container: Container, cursor: str | None, known: Known) -> Iterator[Page]:
        """Pages of what changed since the cursor (None: everything live). May repeat, may not skip.

        Ids that `known` holds in the very same version may be left out. At least one page is yielded, so that the
        cursor moves. Raises CursorExpired.
        """
        ...

    def reread(self, kind: Kind, container: Container, stretch: Stretch) -> Iterator[Page]:
        """Pages with everything in a stretch, live and gone; their cursors are '' (the stored one stays)."""
        ...

    def scan(self, kind: Kind, container: Container) -> Iterator[Sequence[tuple[str, str]]]:
        """The full listing of (id, version) of live records, in pages: the nightly safety net."""
        ...

    def fetch(self, kind: Kind, native_ids: Sequence[str]) -> Fetched:
        """Full records by id; what is not there is reported, not raised."""
        ...

    def find_link(self, kind: Kind, pair_ids: Sequence[str]) -> Sequence[NativeRecord]:
        """Every record that carries a link id of these pairs, duplicates and deleted ones (Role.DELETED) included."""
        ...

    def create(self, kind: Kind, drafts: Sequence[Draft]) -> list[Outcome]:
        """Make records; at most `batch_create` a call. The mailbox makes them shared: in the folder, with the mark."""
        ...

    def update(self, kind: Kind, edits: Sequence[Edit]) -> list[Outcome]:
        """Change records under their versions; at most `batch_update` a call. Never touches a field not named."""
        ...

    def delete(self, kind: Kind, targets: Sequence[Target]) -> list[Outcome]:
        """Delete recoverably, under their versions; gone already is Applied. At most `batch_delete` a call."""
        ...

    def restore(self, kind: Kind, targets: Sequence[Target]) -> list[Outcome]:
        """Bring records back from the bin, by the ids that they have there; at most `batch_delete` a call.

        The mailbox puts them into the shared folder, with the mark and the link id where one is given. What is live is
        Applied; what the bin does not hold any more is Refused as gone.
        """
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


@dataclass(frozen=True, slots=True)
class Note:
    """The hidden text of the mailbox (`core.lease`) with its version; both '' where there is none yet."""

    text: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class MailboxCount:
    """How many items lie in the shared folder, and how many in the person's own one, synced or not."""

    shared: int
    personal: int


LOOKED_UP = 10
"""The most records that `Mailbox.look_up` gives."""


class Mailbox(RecordSource, Protocol):
    """What the mailbox end offers besides."""

    def count(self, kind: Kind) -> MailboxCount:
        """How much there is, in one cheap call."""
        ...

    def look_up(self, kind: Kind, text: str) -> Sequence[NativeRecord]:
        """A few records, shared or not, in any folder but the bin, whose name or an e-mail address of which holds the
        text (without case): for questions about what is not synced. Read in full, kept nowhere."""
        ...

    def share(self, kind: Kind, targets: Sequence[Target]) -> list[Outcome]:
        """Put records in the shared folder with the mark and the link id; nothing else of them changes.

        One with another version than the expected one is Stale, also when it would only be moved.
        """
        ...

    def unshare(self, kind: Kind, targets: Sequence[Target]) -> list[Outcome]:
        """Take the mark and our error categories off and, out of the shared folder, move them to the default folder.

        Link ids stay. Versions count as with `share`.
        """
        ...

    def label(self, kind: Kind, labels: Sequence[Label]) -> list[Outcome]:
        """Let items carry exactly these of our error categories; at most `batch_update` a call.

        Nothing else of an item changes, and one that is as it shall be is Applied without a write. An item with another
        version than the expected one is Stale, whether or not it would be written.
        """
        ...

    def lease(self) -> Note:
        """The lease that lies hidden in the mailbox."""
        ...

    def put_lease(self, text: str, expect: str) -> Note | None:
        """Replace the lease of this version ('': there is none yet); None when somebody else was faster.

        Of two machines that make the first one at once only one succeeds.
        """
        ...

    def check_setup(self, kind: Kind) -> None:
        """Make (again) what is missing of folders and category list: before the first write ever, then once a day."""
        ...


@dataclass(frozen=True, slots=True)
class MatchKeys:
    """The natural keys of one record that is looked for; '' where it has none."""

    email: str
    first_name: str
    last_name: str
    company: str


@dataclass(frozen=True, slots=True)
class ListView:
    """A filter that people of the CRM have given a name; its records can be a scope (`core.scope`)."""

    id: str
    label: str


class Crm(RecordSource, Protocol):
    """What the CRM end offers besides."""

    def views(self, kind: Kind) -> tuple[ListView, ...]:
        """The list views that can be a scope, by label."""
        ...

    def count(self, kind: Kind, scopes: Sequence[str]) -> Mapping[str, int | Fault]:
        """How many live records each scope holds now, or why that cannot be told; many scopes share a few calls."""
        ...

    def find_matches(self, kind: Kind, keys: Sequence[MatchKeys]) -> Sequence[NativeRecord]:
        """Live visible records, also out of scope, that share the e-mail or the first and last name of any of these."""
        ...

    def find_own(self, kind: Kind, keys: Sequence[MatchKeys], since: datetime) -> Sequence[NativeRecord]:
        """Records that this user created since then (server time, with a margin) with an e-mail or name of these.

        Of a person without a first name the last name is enough: here the question is what we have just made.
        """
        ...

    def find_accounts(self, names: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Ids of the visible accounts of each name, compared without case; a name without any is left out."""
        ...

    def calls_made(self) -> int:
        """How many API calls this end has made since it was opened."""
        ...

    def budget(self) -> tuple[int, int] | None:
        """API calls used and allowed in 24 hours as last told by the server; None before the first answer."""
        ...


@dataclass(frozen=True, slots=True)
class Ends:
    """Both ends of a profile."""

    crm: Crm
    mailbox: Mailbox

    def of(self, side: Side) -> RecordSource:
        """The end of a side."""
        return self.crm if side is Side.CRM else self.mailbox
