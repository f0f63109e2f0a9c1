"""The Salesforce end: the CRM port over one connection.

Exists as the one object that the program holds; readings, searches and writes are made elsewhere. Construction makes no
request. Knows contacts only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from desktop.core.faults import Fault
from desktop.core.outcome import Outcome
from desktop.core.ports import Capabilities, Container, Draft, Edit, Known, ListView, MatchKeys, Page, Stretch, Target
from desktop.core.record import Fetched, Kind, NativeRecord, Role, Side
from desktop.salesforce.connection import SalesforceConnection, SalesforceOptions, SessionMemory
from desktop.salesforce.contacts import ACCOUNT, ACCOUNT_NAME, OBJECT, ContactForm, fit
from desktop.salesforce.describe import Description
from desktop.salesforce.list_views import ListViews
from desktop.salesforce.org import Org
from desktop.salesforce.pause import Pause
from desktop.salesforce.scope import Scope
from desktop.salesforce.search import ContactSearch
from desktop.salesforce.signin import Identity
from desktop.salesforce.source import ContactSource
from desktop.salesforce.transport import SalesforceSession
from desktop.salesforce.writes import ContactWrites

_UNSEEN = Description()


class SalesforceEnd:
    """Fulfils `Crm` for contacts. Native fields are API names of Contact, and `Account.Name`."""

    def __init__(self, connection: SalesforceConnection, options: SalesforceOptions, memory: SessionMemory) -> None:
        """PortFault `address` or `insecure-address` for an address that may not be spoken to; makes no request."""
        self._session = SalesforceSession(connection, Pause(memory))
        self._options = options
        self._fitted: tuple[tuple[Description, Description, Scope, str], ContactForm] | None = None
        self._org = Org(self._session, connection, options, memory)
        self._source = ContactSource(self._org, self._session.taps, self._form)
        self._search = ContactSearch(self._org, self._source, self._form)
        self._writes = ContactWrites(self._org, self._source, self._form)
        self._views = ListViews(self._org)

    @property
    def side(self) -> Side:
        """The CRM."""
        return Side.CRM

    def check_setup(self, kind: Kind) -> None:
        """Look again at API version, identity and fields: in the first session of a day, and after errors."""
        self._org.look_again((OBJECT, ACCOUNT) if ACCOUNT_NAME in self._options.fields else (OBJECT,))

    def capabilities(self, kind: Kind) -> Capabilities:
        """What this user may do with contacts there; remembered between sessions."""
        return self._form().capabilities

    def identity(self) -> str:
        """Org id and user id, `00D...:005...`, 18 characters each."""
        who = self._org.identity()
        return f"{who.org_id}:{who.user_id}"

    def user(self) -> Identity:
        """Who is signed in, with what people call them."""
        return self._org.identity()

    def containers(self, kind: Kind) -> tuple[Container, ...]:
        """The object itself."""
        return (Container(OBJECT, Role.SHARED, "Salesforce contacts"),)

    def changes(self, kind: Kind, container: Container, cursor: str | None, known: Known) -> Iterator[Page]:
        """Pages of changes; one call when nothing changed. CursorExpired for a cursor that is not ours."""
        return self._source.changes(cursor, known)

    def reread(self, kind: Kind, container: Container, stretch: Stretch) -> Iterator[Page]:
        """Everything in a stretch of modification stamps."""
        return self._source.reread(stretch)

    def scan(self, kind: Kind, container: Container) -> Iterator[Sequence[tuple[str, str]]]:
        """The full listing of what is live and in the scope."""
        return self._source.scan()

    def fetch(self, kind: Kind, native_ids: Sequence[str]) -> Fetched:
        """Contacts by id; only the recycle bin proves a deletion."""
        return self._source.fetch(native_ids)

    def find_link(self, kind: Kind, pair_ids: Sequence[str]) -> Sequence[NativeRecord]:
        """Contacts that carry link ids of these pairs; none where the org has no field for them."""
        return self._search.by_link(pair_ids)

    def find_matches(self, kind: Kind, keys: Sequence[MatchKeys]) -> Sequence[NativeRecord]:
        """Live visible contacts by e-mail or by first and last name."""
        return self._search.by_keys(keys)

    def find_own(self, kind: Kind, keys: Sequence[MatchKeys], since: datetime) -> Sequence[NativeRecord]:
        """Contacts that this user made since then, by e-mail or name."""
        return self._search.own(keys, since)

    def find_accounts(self, names: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Ids of visible accounts by name."""
        return self._search.accounts(names)

    def views(self, kind: Kind) -> tuple[ListView, ...]:
        """The list views of contacts that tell their SOQL, by label: one call."""
        return self._views.all()

    def count(self, kind: Kind, scopes: Sequence[str]) -> Mapping[str, int | Fault]:
        """How many contacts each scope holds: one call for five, and one for 25 list views that are not known yet."""
        return self._views.counts(scopes)

    def create(self, kind: Kind, drafts: Sequence[Draft]) -> list[Outcome]:
        """Make up to 200 contacts in one call."""
        return self._writes.create(drafts)

    def update(self, kind: Kind, edits: Sequence[Edit]) -> list[Outcome]:
        """Change up to 24 contacts in one call, each under its version."""
        return self._writes.update(edits)

    def delete(self, kind: Kind, targets: Sequence[Target]) -> list[Outcome]:
        """Move up to 200 contacts to the recycle bin, each under its version."""
        return self._writes.delete(targets)

    def restore(self, kind: Kind, targets: Sequence[Target]) -> list[Outcome]:
        """Take up to 200 contacts out of the recycle bin, under their old ids."""
        return self._writes.restore(targets)

    def calls_made(self) -> int:
        """Answers of the server that counted as calls of the API."""
        return self._session.taps.calls

    def budget(self) -> tuple[int, int] | None:
        """API calls of the whole organisation, used and allowed in 24 hours."""
        return self._session.taps.usage

    def close(self) -> None:
        """Let go of connections."""
        self._session.close()

    def _form(self) -> ContactForm:
        contact = self._org.describe(OBJECT)
        account = self._org.describe(ACCOUNT) if ACCOUNT_NAME in self._options.fields else _UNSEEN
        user_id = self._org.identity().user_id
        parts = contact, account, self._views.scope(self._options.scope), user_id
        if self._fitted is None or self._fitted[0] != parts:
            self._fitted = parts, fit(self._options, parts[2], contact, account, user_id)
        return self._fitted[1]
