"""The mailbox end over EWS: the port `Mailbox`, put together from reading, writing and sharing.

Exists as the only face of this package. Must not know XML or HTTP.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.core.labels import Label
from desktop.core.outcome import Outcome
from desktop.core.ports import (
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
    Versions,
)
from desktop.core.record import Fetched, Kind, NativeRecord, Role, Side
from desktop.exchange.categories import CATEGORY
from desktop.exchange.contact_fields import PHONE_LABELS
from desktop.exchange.ews.category_list import ensure_categories
from desktop.exchange.ews.connection import EwsConnection
from desktop.exchange.ews.fields import FIELDS, MAX_LENGTHS, FieldReader
from desktop.exchange.ews.folder_tree import FolderTree
from desktop.exchange.ews.labelling import Labelling
from desktop.exchange.ews.leasing import Leasing
from desktop.exchange.ews.sharing import Sharing
from desktop.exchange.ews.source import Reading
from desktop.exchange.ews.wire import Wire
from desktop.exchange.ews.writes import BATCH, Writing
from desktop.exchange.memory import SessionMemory

ALL_FIELDS = tuple(FIELDS)

_CAPABILITIES = Capabilities(
    kinds=frozenset({Kind.CONTACT}),
    versions=Versions.STRONG,
    batch_create=BATCH,
    batch_update=BATCH,
    batch_delete=BATCH,
    phone_labels=frozenset(PHONE_LABELS),
    max_lengths=MAX_LENGTHS,
    writable=frozenset(FIELDS),
    offered=frozenset(FIELDS),
)


class _EwsParts:
    """What both halves of the end stand on."""

    def __init__(self, connection: EwsConnection, memory: SessionMemory, fields: tuple[str, ...] = ALL_FIELDS) -> None:
        """Open nothing; `fields` are the native fields that are read (names that EWS has not are left out)."""
        self._connection = connection
        self._wire = Wire(connection, memory)
        self._folders = FolderTree(self._wire)
        self._reading = Reading(self._wire, self._folders, FieldReader(fields))
        self._writing = Writing(self._wire, self._folders, self._reading)
        self._sharing = Sharing(self._wire, self._folders, self._reading)
        self._labelling = Labelling(self._wire, self._reading)
        self._leasing = Leasing(self._wire)


class _EwsReader(_EwsParts):
    """The reading half."""

    @property
    def side(self) -> Side:
        """The mailbox."""
        return Side.MAILBOX

    def capabilities(self, kind: Kind) -> Capabilities:
        """What EWS can do for contacts; asks nobody."""
        return _CAPABILITIES

    def identity(self) -> str:
        """The mailbox address in lower case; asks nobody."""
        return self._connection.identity

    def containers(self, kind: Kind) -> tuple[Container, ...]:
        """The shared and the default folder as far as they exist; no request when both are remembered."""
        return self._folders.containers()

    def count(self, kind: Kind) -> MailboxCount:
        """How many items the watched folders hold, as the server counts them: one request."""
        sizes = self._folders.sizes()
        return MailboxCount(sizes[Role.SHARED], sizes[Role.DEFAULT])

    def changes(self, kind: Kind, container: Container, cursor: str | None, known: Known) -> Iterator[Page]:
        """See `RecordSource.changes`; one request when nothing changed. The folder is taken by the container's role."""
        return self._reading.changes(container.role, cursor, known)

    def reread(self, kind: Kind, container: Container, stretch: Stretch) -> Iterator[Page]:
        """Nothing: this end never tells a stretch, since its sync states lose nothing."""
        return iter(())

    def scan(self, kind: Kind, container: Container) -> Iterator[Sequence[tuple[str, str]]]:
        """The full listing of a folder."""
        return self._reading.scan(container.role)

    def fetch(self, kind: Kind, native_ids: Sequence[str]) -> Fetched:
        """Full records by id; what is not under its id is missing, since a move gives a new id."""
        return self._reading.fetch(native_ids)

    def find_link(self, kind: Kind, pair_ids: Sequence[str]) -> Sequence[NativeRecord]:
        """Contacts with a link id of these pairs in all contact folders and the bin; without an index lag."""
        return self._reading.find_link(pair_ids)

    def look_up(self, kind: Kind, text: str) -> Sequence[NativeRecord]:
        """A few contacts in all contact folders whose display name or an address holds the text."""
        return self._reading.look_up(text)


class EwsMailbox(_EwsReader):
    """The port `Mailbox` for contacts. Opens the connection, and loads exchangelib, at the first request."""

    def create(self, kind: Kind, drafts: Sequence[Draft]) -> list[Outcome]:
        """Make contacts in the shared folder, with the category and the link id."""
        return self._writing.create(drafts)

    def update(self, kind: Kind, edits: Sequence[Edit]) -> list[Outcome]:
        """Write patches under their change keys."""
        return self._writing.update(edits)

    def delete(self, kind: Kind, targets: Sequence[Target]) -> list[Outcome]:
        """Move contacts to Deleted Items under their change keys."""
        return self._writing.delete(targets)

    def share(self, kind: Kind, targets: Sequence[Target]) -> list[Outcome]:
        """Put contacts into the shared folder with category and link id: Applied with their new ids."""
        return self._sharing.place(targets, shared=True)

    def unshare(self, kind: Kind, targets: Sequence[Target]) -> list[Outcome]:
        """Take our categories off, and out of the shared folder into the default one."""
        return self._sharing.place(targets, shared=False)

    def restore(self, kind: Kind, targets: Sequence[Target]) -> list[Outcome]:
        """Move contacts out of Deleted Items into the shared folder with category and link id: their ids are new."""
        return self._sharing.place(targets, shared=True)

    def label(self, kind: Kind, labels: Sequence[Label]) -> list[Outcome]:
        """Put our error categories on contacts or take them off; one more request to look at the items first."""
        return self._labelling.label(labels)

    def lease(self) -> Note:
        """The lease: one request once its hidden item is remembered."""
        return self._leasing.lease()

    def put_lease(self, text: str, expect: str) -> Note | None:
        """Change the lease under its change key: one request."""
        return self._leasing.put_lease(text, expect)

    def check_setup(self, kind: Kind) -> None:
        """Look at folders and category list and make again what is missing: two requests when all is well."""
        self._folders.check()
        ensure_categories(self._wire, (CATEGORY,))

    def close(self) -> None:
        """Let go of connections; the next call fetches the password anew."""
        self._wire.close()
