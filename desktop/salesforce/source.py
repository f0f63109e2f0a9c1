"""Reading contacts: what changed since a cursor, a stretch, the full listing, single records.

Exists to find every change with one call when there is none. One queryAll by SystemModstamp brings live and deleted
rows of all owners, so that a change of owner is seen; the overlap brings what was committed late; and a renamed account
brings its contacts, whose own stamp did not move. Knows nothing of writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar

from desktop.core.faults import CursorExpired
from desktop.core.ports import Known, Page, Stretch
from desktop.core.record import Fetched, NativeRecord, Tombstone
from desktop.salesforce import soql
from desktop.salesforce.api import Api, Query, Row
from desktop.salesforce.contacts import ACCOUNT, OBJECT, ContactForm
from desktop.salesforce.cursor import OVERLAP, SETTLING, Cursor, accounts_seen
from desktop.salesforce.errors import SalesforceRefusal
from desktop.salesforce.limits import ServerTaps
from desktop.salesforce.org import Org
from desktop.salesforce.soql import earlier

Answer = TypeVar("Answer")
FormOf = Callable[[], ContactForm]
_PAGE = 2000
_STAMPS = "Id, SystemModstamp"
_ORDER = "ORDER BY SystemModstamp, Id"
_NEWEST_ACCOUNTS = soql.select(_STAMPS, ACCOUNT, order="ORDER BY SystemModstamp DESC, Id LIMIT 200")


@dataclass(frozen=True, slots=True)
class _Round:
    """One run over the changes: where it starts, how to ask from a stamp on, and the first answer.

    `settled`: a row with a stamp up to this one has not moved since the first page was read.
    """

    start: Cursor
    ask: Callable[[str], Query]
    answer: Row
    settled: str


class ContactSource:
    """The readings of contacts; `form` gives their form as the org offers it at the moment of asking."""

    def __init__(self, org: Org, taps: ServerTaps, form: FormOf) -> None:
        self._org = org
        self._taps = taps
        self._form = form

    def changes(self, cursor: str | None, known: Known) -> Iterator[Page]:
        """Pages of changes since the cursor; the first round (None) reads what is live and in the scope."""
        scope = self._form().scope.fingerprint
        start = Cursor(scope=scope) if cursor is None else Cursor.from_text(cursor)
        if start.scope != scope:
            raise CursorExpired
        if start.hi and not start.began:
            return self._later_round(start, known)
        return self._first_round(start)

    def reread(self, stretch: Stretch) -> Iterator[Page]:
        """Everything in a stretch of stamps, live and gone."""
        low, high = soql.moment(stretch.low), soql.moment(stretch.high)
        condition = f"SystemModstamp >= {low} AND SystemModstamp <= {high}"
        answer = self._asking(lambda: self._api.query(Query(self._soql(condition), deleted=True)))
        for rows in self._api.pages(answer):
            yield self._whole(rows)

    def scan(self) -> Iterator[Sequence[tuple[str, str]]]:
        """Id and version of all live contacts in the scope, in pages."""

        def ask() -> Row:
            return self._api.query(Query(self._form().scope.select(_STAMPS, order="ORDER BY Id")))

        for rows in self._api.pages(self._asking(ask)):
            yield [(row["Id"], row["SystemModstamp"]) for row in rows]

    def fetch(self, native_ids: Sequence[str]) -> Fetched:
        """Contacts by id. What is in the recycle bin is gone; what gives no row at all is missing."""
        wanted = {soql.full_id(native_id): native_id for native_id in native_ids}
        rows = self.rows_by("Id", list(wanted), deleted=True)
        form = self._form()
        found = {row["Id"]: row for row in rows}
        live = tuple(self.records([row for row in found.values() if not row["IsDeleted"]]))
        gone = tuple(form.tombstone(row) for row in found.values() if row["IsDeleted"])
        missing = tuple(given for full, given in wanted.items() if full not in found)
        return Fetched(live, gone, missing)

    def records(self, rows: Sequence[Row]) -> list[NativeRecord]:
        """The native records of live rows."""
        form, inside = self._form(), self._inside(rows)
        return [form.record(row, row["Id"] in inside) for row in rows]

    def rows_by(self, field: str, values: Sequence[str], *, deleted: bool = False) -> list[Row]:
        """The rows whose field is one of the values, in as few calls as possible."""

        def ask() -> list[Row]:
            conditions = soql.listed(field, values)
            return list(self._api.rows([Query(self._soql(each, ordered=False), deleted) for each in conditions]))

        return self._asking(ask)

    def _inside(self, rows: Sequence[Row]) -> frozenset[str]:
        """The ids of those rows that are in the scope: without a call where rows tell, else one for 2,000 of them."""
        if self._form().scope.told_by_rows:
            return frozenset(row["Id"] for row in rows if self._form().scope.holds(row))

        def ask() -> frozenset[str]:
            scope = self._form().scope
            listed = soql.listed("Id", [row["Id"] for row in rows], beside=scope.condition)
            return frozenset(row["Id"] for row in self._api.rows([Query(scope.select("Id", each)) for each in listed]))

        return self._asking(ask)

    def _asking(self, ask: Callable[[], Answer]) -> Answer:
        return self._org.asking((OBJECT, ACCOUNT), ask)

    @property
    def _api(self) -> Api:
        return self._org.api

    def _soql(self, *conditions: str, ordered: bool = True) -> str:
        """The query of contacts in their present form under these conditions (empty ones are left out)."""
        return soql.select(self._form().select, OBJECT, *conditions, order=_ORDER if ordered else "")

    def _first_round(self, start: Cursor) -> Iterator[Page]:
        """Everything live in the scope, from `start.hi` on where an earlier attempt was cut short."""

        def ask(low: str) -> Query:
            since = f"SystemModstamp >= {soql.moment(low)}" if low else ""
            return Query(self._form().scope.select(self._form().select, since, order=_ORDER))

        def first() -> list[Row]:
            queries = [ask(start.hi)]
            if self._form().account_name and not start.began:
                queries.append(Query(_NEWEST_ACCOUNTS))
            return self._api.ask(queries)

        contacts, *accounts = self._asking(first)
        if not start.began:
            newest, recent = accounts_seen(start, accounts[0]["records"] if accounts else ())
            began = soql.format_stamp(self._taps.time) if self._taps.time else ""
            start = replace(start, accounts=newest, recent=recent, began=began)
        for rows, cursor, _ in self._walk(_Round(start, ask, contacts, self._ago(OVERLAP))):
            yield self._whole(rows, cursor.to_text(), frozenset(row["Id"] for row in rows))

    def _later_round(self, start: Cursor, known: Known) -> Iterator[Page]:
        """What changed: contacts by their stamp, then those whose account changed."""

        def ask(low: str) -> Query:
            since = _since(start) if low == start.hi else f"SystemModstamp >= {soql.moment(low)}"
            return Query(self._soql(since), deleted=True)

        told = self._asking(lambda: self._ask_changes(start, ask(start.hi)))
        stretch = Stretch(start.low, start.hi, told["stretch"]["totalSize"]) if "stretch" in told else None
        members = told["members"]["totalSize"] if "members" in told else None
        inside = frozenset(row["Id"] for row in self._rest(told["inside"])) if "inside" in told else None
        accounts = self._rest(told["accounts"]) if "accounts" in told else []
        for rows, cursor, last in self._walk(_Round(start, ask, told["contacts"], self._ago(OVERLAP))):
            if not last:
                yield self._news(rows, cursor.to_text(), start, known, inside)
                continue
            renamed = self._contacts_of(accounts, start)
            newest, recent = accounts_seen(start, accounts)
            done = replace(cursor, accounts=newest, recent=recent).to_text()
            page = self._news(rows, cursor.to_text() if renamed else done, start, known, inside)
            yield replace(page, stretch=stretch, members=members)
            for at in range(0, len(renamed), _PAGE):
                chunk = renamed[at : at + _PAGE]
                text = done if at + _PAGE >= len(renamed) else cursor.to_text()
                yield self._whole(chunk, text, frozenset(row["Id"] for row in chunk))

    def _ask_changes(self, start: Cursor, contacts: Query) -> dict[str, Row]:
        """The first answers of a later round, in one call: what changed, and what must be known to judge it."""
        form = self._form()
        queries = {"contacts": contacts}
        if form.account_name:
            queries["accounts"] = _changed_accounts(start)
        if not start.repeats:
            queries["stretch"] = self._count(start)
        if not form.scope.told_by_rows:
            queries["members"] = form.scope.counted()
            queries["inside"] = Query(form.scope.select("Id", _since(start)))
        return dict(zip(queries, self._api.ask(list(queries.values())), strict=True))

    def _rest(self, answer: Row) -> list[Row]:
        """All rows of an answer."""
        return [row for page in self._api.pages(answer) for row in page]

    def _walk(self, turn: _Round) -> Iterator[tuple[list[Row], Cursor, bool]]:
        """The pages of a round, each with the cursor that may be stored with it and whether it is the last.

        Where the server has forgotten the query, it is asked again from the cursor of the last page.
        """
        answer, seen, hi = turn.answer, list[str](), turn.start.hi
        restarts: set[str] = set()
        while True:
            rows = answer["records"]
            stamps = [row["SystemModstamp"] for row in rows]
            seen += stamps
            if answer["done"]:
                yield rows, _finished(turn.start, seen, self._ago(SETTLING)), True
                return
            # A row that changes while pages are open shows its new stamp in its old place: it says nothing about how
            # far the pages have come.
            hi = max([hi, *(stamp for stamp in stamps if stamp <= turn.settled)])
            yield rows, replace(turn.start, hi=hi, n=0), False
            try:
                answer = self._api.more(answer["nextRecordsUrl"])
            except SalesforceRefusal as refusal:
                if refusal.problem.code != "INVALID_QUERY_LOCATOR":
                    raise
                if hi in restarts:
                    raise CursorExpired from None
                restarts.add(hi)
                answer = self._api.query(turn.ask(hi))

    def _contacts_of(self, accounts: Sequence[Row], start: Cursor) -> list[Row]:
        """The contacts in the scope of those accounts that were not seen in this state before."""
        seen = start.recent or {}
        changed = [row["Id"] for row in accounts if seen.get(row["Id"]) != row["SystemModstamp"]]

        def ask() -> list[Row]:
            scope, fields = self._form().scope, self._form().select
            listed = soql.listed("AccountId", changed, beside=scope.condition)
            return list(self._api.rows([Query(scope.select(fields, each)) for each in listed]))

        return self._asking(ask) if changed else []

    def _count(self, start: Cursor) -> Query:
        """How many live contacts of the scope the server has in the overlap."""
        low, high = soql.moment(start.low), soql.moment(start.hi)
        return self._form().scope.counted(f"SystemModstamp >= {low} AND SystemModstamp <= {high} AND IsDeleted = false")

    def _ago(self, age: timedelta) -> str:
        """The stamp of so long before the server's last answer; '' before any."""
        return soql.format_stamp(self._taps.time - age) if self._taps.time else ""

    def _whole(self, rows: Sequence[Row], cursor: str = "", inside: frozenset[str] | None = None) -> Page:
        """A page with all of these rows; `inside` are those in the scope, where that is known already."""
        form, live = self._form(), [row for row in rows if not row["IsDeleted"]]
        inside = self._inside(live) if inside is None else inside
        observed = tuple(form.record(row, row["Id"] in inside) for row in live)
        return Page(observed, tuple(form.tombstone(row) for row in rows if row["IsDeleted"]), cursor)

    def _news(
        self, rows: Sequence[Row], cursor: str, start: Cursor, known: Known, inside: frozenset[str] | None
    ) -> Page:
        """A page with those rows that tell something new; `inside` are those in the scope, None where rows tell.

        A row outside of the scope is told only where it is known; a deletion in the overlap was told before, and is
        told again only where the record still counts as live.
        """
        form = self._form()
        held: Mapping[str, str] = known.versions([row["Id"] for row in rows]) if rows else {}
        news: list[Row] = []
        gone: list[Tombstone] = []
        for row in rows:
            native_id, version = row["Id"], row["SystemModstamp"]
            if row["IsDeleted"]:
                if native_id in held or version > start.hi:
                    gone.append(form.tombstone(row))
            elif version > start.hi or held.get(native_id) != version:
                news.append(row)
        inside = self._inside(news) if inside is None else inside
        told = [form.record(row, row["Id"] in inside) for row in news if row["Id"] in held or row["Id"] in inside]
        return Page(tuple(told), tuple(gone), cursor)


def _finished(start: Cursor, seen: Sequence[str], settled: str) -> Cursor:
    """The cursor after a whole round: not beyond the stamps that are `settled`.

    After the first one the next begins where it began, because what was deleted meanwhile is not among its live rows.
    """
    if start.began:
        settled = earlier(start.began, SETTLING)
    hi = max([start.hi, *seen])
    if settled:
        hi = max(start.hi, min(hi, settled))
    if not hi:
        return replace(start, began="")
    low = earlier(hi, OVERLAP)
    n = sum(1 for stamp in seen if low <= stamp <= hi)
    counted_before = not start.began and not start.repeats and low <= start.hi
    return replace(start, hi=hi, n=n + start.n * counted_before, began="")


def _since(start: Cursor) -> str:
    """The condition of what may have changed since a cursor."""
    if start.repeats:
        return f"SystemModstamp >= {soql.moment(start.low)}"
    return f"SystemModstamp > {soql.moment(start.hi)}"


def _changed_accounts(start: Cursor) -> Query:
    since = ""
    if start.accounts and start.recent is None:
        since = f"SystemModstamp > {soql.moment(start.accounts)}"
    elif start.accounts:
        since = f"SystemModstamp >= {soql.moment(earlier(start.accounts, OVERLAP))}"
    return Query(soql.select(_STAMPS, ACCOUNT, since, order=_ORDER))
