"""The CRM end of an in-process world: weak stamps, soft deletes, no version in the answer of a create.

Exists as the reference of the `Crm` port. Must not know the mailbox.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from desktop.core.faults import CursorExpired, Fault, FaultClass, PortFault
from desktop.core.link_field import LinkLack, usable
from desktop.core.memory.calls import Calls
from desktop.core.memory.crm_people import CrmPeople
from desktop.core.memory.crm_table import LENGTHS, ME, WRITABLE, ContactRow, CrmTable, moment_of, stamp_of
from desktop.core.outcome import Applied, Outcome, Refused, Stale
from desktop.core.ports import (
    Capabilities,
    Container,
    Draft,
    Edit,
    Known,
    ListView,
    MatchKeys,
    Page,
    Stretch,
    Target,
    Versions,
)
from desktop.core.record import Fetched, Kind, Link, NativeRecord, Role, Side, Tombstone
from desktop.core.scope import view_of
from desktop.core.values import folded

CONTAINER: Final = Container("Contact", Role.SHARED, "Contact")
OVERLAP: Final = timedelta(minutes=10)
DAILY_CALLS: Final = 100_000


class MemoryCrm:
    """`Crm` over a `CrmTable`. `people` are the hands of the org's users, `calls` its hooks.

    As in the real org, two writes within one second have one version, and a change in the second in which a record
    was read last is not seen: let the clock go on between actions.
    """

    def __init__(self, table: CrmTable, link_field: bool = False, scope: str = "mine") -> None:
        self._table = table
        self.link_lacks: frozenset[LinkLack] = frozenset() if link_field else frozenset({LinkLack.MISSING})
        """What the link field is not as it must be; may be changed, as an administrator does."""
        self.scope = scope
        """Whose contacts are told, see `core.scope`."""
        self._epoch = 0
        self.calls = Calls()
        self.people = CrmPeople(table)
        self.page_size = 2000
        self.overlap_rows = 200
        """Rows of the overlap that are read again; with more of them only their number is told (a stretch)."""
        self.search_lag = timedelta(0)
        """For so long a new contact is not found by `find_own`."""

    @property
    def side(self) -> Side:
        """The side that this end speaks for."""
        return Side.CRM

    def capabilities(self, kind: Kind) -> Capabilities:
        """What the org can do for contacts. Raises PortFault where the scope is a list view that is gone."""
        self._table.within(self.scope)
        return Capabilities(
            versions=Versions.WEAK,
            find_link=usable(self.link_lacks),
            idempotent_create=usable(self.link_lacks),
            link_lacks=self.link_lacks,
            batch_create=200,
            batch_update=24,
            batch_delete=200,
            tells_version=False,
            creates_in_scope=not view_of(self.scope),
            max_lengths=LENGTHS,
            writable=WRITABLE | {"Account.Name"},
            required=frozenset({"LastName"}),
            offered=WRITABLE | {"Account.Name"},
        )

    def identity(self) -> str:
        """Org id and user id."""
        self.calls.read("identity")
        return f"00D000000000001AAA:{ME}"

    def containers(self, kind: Kind) -> tuple[Container, ...]:
        """The one object that is watched."""
        return (CONTAINER,)

    def expire_cursors(self) -> None:
        """Make every cursor given so far useless."""
        self._epoch += 1

    def changes(self, kind: Kind, container: Container, cursor: str | None, known: Known) -> Iterator[Page]:
        """Pages of what changed; full and later rounds as the port says. Raises CursorExpired."""
        self.calls.read("changes")
        yield from self.calls.pages(cursor, lambda cursor: self._round(cursor, known))

    def _round(self, cursor: str | None, known: Known) -> Iterator[Page]:
        if cursor is None:
            yield from self._full_round()
            return
        epoch, high, renames, scope = json.loads(cursor)
        if (epoch, scope) != (self._epoch, self._table.fingerprint(self.scope)):
            raise CursorExpired
        rows, stretch = self._window(high)
        for start in range(0, len(rows) or 1, self.page_size):
            page = rows[start : start + self.page_size]
            high = max([high, *(row.stamp for row in page)])
            found = self._page(page, known, self._cursor(high, renames), stretch)
            yield replace(found, members=sum(1 for _ in self._in_scope()) if view_of(self.scope) else None)
        yield from self._after_renames(high, renames)

    def _full_round(self) -> Iterator[Page]:
        rows, renames = sorted(self._in_scope(), key=_order), self._table.renames
        for start in range(0, len(rows) or 1, self.page_size):
            page = rows[start : start + self.page_size]
            cursor = self._cursor(page[-1].stamp if page else "", renames)
            yield Page(tuple(map(self._native, page)), (), cursor)

    def _window(self, high: str) -> tuple[list[ContactRow], Stretch | None]:
        """The rows to look at after `high`, with the overlap before it while that is small."""
        low = _earlier(high)
        later = sorted((row for row in self._table.visible() if row.stamp >= low), key=_order)
        overlap = [row for row in later if row.stamp <= high]
        if len(overlap) <= self.overlap_rows:
            return later, None
        count = sum(1 for row in overlap if not row.deleted and self._marked(row))
        return later[len(overlap) :], Stretch(low, high, count)

    def _page(self, rows: Sequence[ContactRow], known: Known, cursor: str, stretch: Stretch | None = None) -> Page:
        held = known.versions([row.native_id for row in rows])
        observed = [self._native(row) for row in rows if self._is_news(row, held)]
        gone = [_tombstone(row) for row in rows if row.deleted and row.native_id in held]
        return Page(tuple(observed), tuple(gone), cursor, stretch)

    def _is_news(self, row: ContactRow, held: Mapping[str, str]) -> bool:
        if row.deleted or held.get(row.native_id) == row.stamp:
            return False
        return self._marked(row) or row.native_id in held

    def _after_renames(self, high: str, renames: int) -> Iterator[Page]:
        """The contacts of accounts that were renamed: their own stamps did not move."""
        renamed = {account.native_id for account in self._table.accounts.values() if account.change > renames}
        found = [self._native(row) for row in self._in_scope() if row.fields["AccountId"] in renamed]
        if found:
            yield Page(tuple(found), (), self._cursor(high, self._table.renames))

    def reread(self, kind: Kind, container: Container, stretch: Stretch) -> Iterator[Page]:
        """Everything of a stretch: live records in scope, and what was deleted."""
        self.calls.read("reread")
        rows = sorted((row for row in self._table.visible() if stretch.low <= row.stamp <= stretch.high), key=_order)
        live = [self._native(row) for row in rows if not row.deleted and self._marked(row)]
        yield Page(tuple(live), tuple(_tombstone(row) for row in rows if row.deleted), "")

    def scan(self, kind: Kind, container: Container) -> Iterator[Sequence[tuple[str, str]]]:
        """Ids and versions of everything live in scope."""
        self.calls.read("scan")
        rows = [(row.native_id, row.stamp) for row in self._in_scope()]
        for start in range(0, len(rows), self.page_size):
            yield rows[start : start + self.page_size]

    def fetch(self, kind: Kind, native_ids: Sequence[str]) -> Fetched:
        """Records by id; a row that cannot be seen is missing, a deleted one is gone."""
        self.calls.read("fetch")
        seen = {row.native_id: row for i in native_ids if (row := self._table.contacts.get(i)) and not row.hidden}
        return Fetched(
            tuple(self._native(row) for row in seen.values() if not row.deleted),
            tuple(_tombstone(row) for row in seen.values() if row.deleted),
            tuple(native_id for native_id in dict.fromkeys(native_ids) if native_id not in seen),
        )

    def find_link(self, kind: Kind, pair_ids: Sequence[str]) -> Sequence[NativeRecord]:
        """Records with a link id of these pairs; none where the org has no link field."""
        self.calls.read("find_link")
        wanted = set(pair_ids)
        return [
            self._native(row)
            for row in self._table.visible()
            if (link := Link.parse(row.link)) is not None and link.pair_id in wanted
        ]

    def create(self, kind: Kind, drafts: Sequence[Draft]) -> list[Outcome]:
        """Make contacts; the answer tells no version."""
        return self.calls.write("create", drafts, 200, self._create)

    def update(self, kind: Kind, edits: Sequence[Edit]) -> list[Outcome]:
        """Change contacts under their stamps, then read them again (somebody may have written in between)."""
        outcomes = self.calls.write("update", edits, 24, self._update)
        return [self._reread(outcome) for outcome in outcomes]

    def delete(self, kind: Kind, targets: Sequence[Target]) -> list[Outcome]:
        """Put contacts in the recycle bin; one that lies there already is Applied."""
        return self.calls.write("delete", targets, 200, self._delete)

    def restore(self, kind: Kind, targets: Sequence[Target]) -> list[Outcome]:
        """Take contacts out of the recycle bin, under their old ids."""
        return self.calls.write("restore", targets, 200, self._restore)

    def close(self) -> None:
        """There is no connection."""

    def find_matches(self, kind: Kind, keys: Sequence[MatchKeys]) -> Sequence[NativeRecord]:
        """Live visible contacts of any owner that share e-mail or name with these."""
        self.calls.read("find_matches")
        return [self._native(row) for row in self._table.visible() if not row.deleted and _matches(row, keys)]

    def find_own(self, kind: Kind, keys: Sequence[MatchKeys], since: datetime) -> Sequence[NativeRecord]:
        """Those that this user created since then, with a margin; in no order, since none is asked for."""
        self.calls.read("find_own")
        until = self._table.clock.now() - self.search_lag
        made = (row for row in self._table.visible() if row.created_by == ME)
        rows = (row for row in made if since - OVERLAP <= row.created <= until)
        found = [self._native(row) for row in rows if not row.deleted and _may_be(row, keys)]
        return sorted(found, key=lambda native: native.native_id[::-1])

    def find_accounts(self, names: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Ids of the accounts of each name, without case."""
        self.calls.read("find_accounts")
        by_name: dict[str, tuple[str, ...]] = {}
        for account in self._table.accounts.values():
            by_name[account.name.casefold()] = (*by_name.get(account.name.casefold(), ()), account.native_id)
        return {name: found for name in names if (found := by_name.get(name.casefold()))}

    def views(self, kind: Kind) -> tuple[ListView, ...]:
        """All list views, by label."""
        self.calls.read("views")
        found = [ListView(view.native_id, view.label) for view in self._table.views.values()]
        return tuple(sorted(found, key=lambda view: view.label))

    def count(self, kind: Kind, scopes: Sequence[str]) -> Mapping[str, int | Fault]:
        """How many live contacts each scope holds; a fault for a list view that is not there."""
        self.calls.read("count")
        return {scope: self._counted(scope) for scope in scopes}

    def calls_made(self) -> int:
        """The calls so far."""
        return len(self.calls.names)

    def budget(self) -> tuple[int, int] | None:
        """The calls so far; None before the first."""
        return (len(self.calls.names), DAILY_CALLS) if self.calls.names else None

    def _create(self, draft: Draft) -> Outcome:
        try:
            row = self._table.insert(draft.fields, (draft.link or None) if usable(self.link_lacks) else None)
        except PortFault as refused:
            return Refused(refused.fault)
        return Applied(row.native_id)

    def _update(self, edit: Edit) -> Outcome:
        row = self._table.live(edit.native_id)
        if row is None:
            return Refused(_gone())
        if edit.expect and edit.expect != row.stamp:
            return Stale(self._native(row))
        try:
            self._table.update(edit.native_id, edit.patch, link=edit.link if usable(self.link_lacks) else None)
        except PortFault as refused:
            return Refused(refused.fault)
        return Applied(edit.native_id)

    def _reread(self, outcome: Outcome) -> Outcome:
        if not isinstance(outcome, Applied):
            return outcome
        row = self._table.live(outcome.native_id)
        return replace(outcome, version=row.stamp, record=self._native(row)) if row else outcome

    def _delete(self, target: Target) -> Outcome:
        row = self._table.contacts.get(target.native_id)
        if row is None or row.hidden:
            # Without any row nobody can tell a deletion from a lost right to see it.
            return Refused(_gone())
        if row.deleted:
            return Applied(target.native_id)
        if target.expect and target.expect != row.stamp:
            return Stale(self._native(row))
        self._table.put(replace(row, deleted=True))
        return Applied(target.native_id)

    def _restore(self, target: Target) -> Outcome:
        row = self._table.contacts.get(target.native_id)
        if row is None or row.hidden:
            return Refused(_gone())
        if row.deleted:
            try:
                row = self._table.put(replace(row, deleted=False, merged_into=None))
            except PortFault as refused:
                return Refused(refused.fault)
        return Applied(row.native_id, row.stamp, self._native(row))

    def _counted(self, scope: str) -> int | Fault:
        try:
            inside = self._table.within(scope)
        except PortFault as refused:
            return refused.fault
        return sum(1 for row in self._table.visible() if not row.deleted and inside(row))

    def _marked(self, row: ContactRow) -> bool:
        return self._table.within(self.scope)(row)

    def _in_scope(self) -> Iterator[ContactRow]:
        inside = self._table.within(self.scope)
        return (row for row in self._table.visible() if not row.deleted and inside(row))

    def _native(self, row: ContactRow) -> NativeRecord:
        fields = {**row.fields, "OwnerId": row.owner, "Account.Name": self._table.account_name(row)}
        role = Role.DELETED if row.deleted else Role.SHARED
        marked, owned = self._marked(row), row.owner == ME
        return NativeRecord(
            row.native_id, row.stamp, role, marked, row.link, fields, modified=moment_of(row.stamp), owned=owned
        )

    def _cursor(self, high: str, renames: int) -> str:
        return json.dumps([self._epoch, high, renames, self._table.fingerprint(self.scope)])


def _order(row: ContactRow) -> tuple[str, str]:
    return row.stamp, row.native_id


def _earlier(stamp: str) -> str:
    """The stamp as long before another as late commits are looked for."""
    if not stamp:
        return ""
    return stamp_of(moment_of(stamp) - OVERLAP)


def _tombstone(row: ContactRow) -> Tombstone:
    return Tombstone(row.native_id, row.stamp, row.merged_into)


def _matches(row: ContactRow, keys: Sequence[MatchKeys]) -> bool:
    """By e-mail, or by first and last name where there are both: without case, as SOQL compares texts."""
    email, first, last = (str(row.fields[name] or "").casefold() for name in ("Email", "FirstName", "LastName"))
    return any(
        (email and email == key.email.casefold())
        or (first and last and (first, last) == (key.first_name.casefold(), key.last_name.casefold()))
        for key in keys
    )


def _may_be(row: ContactRow, keys: Sequence[MatchKeys]) -> bool:
    """By e-mail or name, without accents, and by a last name alone where that is all there is: so few are so new that
    they need not be compared by the server."""
    email, first, last = (folded(str(row.fields[name] or "")) for name in ("Email", "FirstName", "LastName"))
    return any(
        (email and email == folded(key.email))
        or (last and (first, last) == (folded(key.first_name), folded(key.last_name)))
        for key in keys
    )


def _gone() -> Fault:
    return Fault(FaultClass.GONE, "gone", "The contact is no longer there.", vendor="ENTITY_IS_DELETED")
