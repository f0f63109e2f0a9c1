"""The Salesforce end over a running sandbox, with the clock, the request log and the mirror in a test's hands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.core.outcome import Outcome
from desktop.core.ports import Edit, Page
from desktop.core.record import Kind, NativeFields, NativeRecord, Tombstone
from desktop.salesforce.connection import SalesforceConnection, SalesforceOptions, Tokens
from desktop.salesforce.end import SalesforceEnd
from tests.kept import KeptTokens, TextMemory

if TYPE_CHECKING:
    from desktop.sandbox.serve import Sandbox
    from tests.conftest import SandboxFactory

CONTACT = Kind.CONTACT
FIELDS = (
    "FirstName",
    "LastName",
    "Email",
    "Phone",
    "Title",
    "Description",
    "Birthdate",
    "MailingStreet",
    "MailingCity",
    "Account.Name",
)


@dataclass
class Clock:
    """The server's clock, which stands still until it is moved."""

    moment: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def forward(self, seconds: float = 60) -> None:
        self.moment += timedelta(seconds=seconds)


@dataclass
class Mirror:
    """What a mirror knows after the pages that it was given."""

    cursor: str | None = None
    records: dict[str, NativeRecord] = field(default_factory=dict)
    observed: list[NativeRecord] = field(default_factory=list)
    gone: list[Tombstone] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def versions(self, native_ids: Sequence[str]) -> Mapping[str, str]:
        return {each: self.records[each].version for each in native_ids if each in self.records}

    def take(self, page: Page) -> None:
        self.pages.append(page)
        self.cursor = page.cursor
        self.observed += page.observed
        self.gone += page.gone
        self.records |= {record.native_id: record for record in page.observed}
        for tombstone in page.gone:
            self.records.pop(tombstone.native_id, None)

    def round(self, end: SalesforceEnd) -> Mirror:
        """Read the changes; `observed`, `gone` and `pages` are those of this round."""
        self.observed, self.gone, self.pages = [], [], []
        (container,) = end.containers(CONTACT)
        for page in end.changes(CONTACT, container, self.cursor, self):
            self.take(page)
        return self


MakeBench = Callable[..., "Bench"]


class Bench:
    """One org, and ends to it."""

    def __init__(self, sandboxes: SandboxFactory, folder: Path, contacts: int = 0, **more: Any) -> None:
        self.clock = Clock()
        self._log = folder / "requests.jsonl"
        self.sandbox: Sandbox = sandboxes(contacts=contacts, clock=self.clock.now, request_log=self._log, **more)
        self.org = self.sandbox.org
        self.ready = self.sandbox.ready["salesforce"]
        self.tokens = KeptTokens(Tokens(self.ready["access_token"], self.ready["refresh_token"]))
        self.memory = TextMemory()
        self._ends: list[SalesforceEnd] = []
        self._told = 0

    def end(self, url: str = "", memory: TextMemory | None = None, **options: Any) -> SalesforceEnd:
        """A new end, as a new session of the program has it."""
        connection = SalesforceConnection(
            url or self.ready["instance_url"],
            self.ready["client_id"],
            self.tokens,
            ca_file=self.sandbox.ready["ca_file"],
            wait=lambda _: None,
        )
        settled = SalesforceOptions(**{"fields": FIELDS, **options})
        self._ends.append(SalesforceEnd(connection, settled, memory or self.memory))
        return self._ends[-1]

    def warm(self, **options: Any) -> SalesforceEnd:
        """An end that has asked already what is asked once a day; the request log starts after that."""
        end = self.end(**options)
        end.capabilities(CONTACT)
        self.requests()
        return end

    def requests(self) -> list[str]:
        """The operations since the last look, in order."""
        lines = [json.loads(line) for line in self._log.read_text("utf-8").splitlines()]
        new, self._told = lines[self._told :], len(lines)
        return [line["operation"] for line in new if line["server"] == "salesforce"]

    def insert(self, **fields: Any) -> str:
        """A contact of this user, made by hand."""
        values = {"LastName": "Someone", **fields}
        return self.sandbox.call(lambda: self.org.insert("Contact", values))

    def account(self, name: str) -> str:
        """An account, made by hand."""
        return self.sandbox.call(lambda: self.org.insert("Account", {"Name": name}))

    def edit(self, native_id: str, **fields: Any) -> None:
        """An edit by hand, a minute after what was before."""
        self.clock.forward()
        self.sandbox.call(lambda: self.org.update("Contact", native_id, fields))

    def shown(self, native_id: str) -> NativeFields:
        """The contact as the org holds it."""
        row = self.sandbox.call(lambda: self.org.row("Contact", native_id))
        return {name: row[name] for name in FIELDS if "." not in name}

    def restamp(self, native_ids: Sequence[str], stamp: str) -> None:
        """Give rows another modification stamp, as a transaction does that commits late."""
        from desktop.sandbox.salesforce.table import Row

        def put() -> None:
            table = self.org.tables["Contact"]
            for native_id in native_ids:
                table.put(Row({**table.rows[native_id], "SystemModstamp": stamp}))

        self.sandbox.call(put)

    def close(self) -> None:
        """Let go of all ends."""
        for end in self._ends:
            end.close()


@contextmanager
def benches(sandboxes: SandboxFactory, folder: Path) -> Iterator[MakeBench]:
    """Make benches, all of which are closed at the end."""
    opened: list[Bench] = []

    def make(**options: Any) -> Bench:
        opened.append(Bench(sandboxes, folder, **options))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def version_of(bench: Bench, native_id: str) -> str:
    """The version of a contact as it is now."""
    row = bench.sandbox.call(lambda: bench.org.row("Contact", native_id))
    return str(row["SystemModstamp"])


def patch(bench: Bench, native_id: str, link: str | None = None, **fields: Any) -> Edit:
    """An edit of a contact as it is now."""
    return Edit(native_id, version_of(bench, native_id), fields, link)


def only(outcomes: list[Outcome]) -> Outcome:
    """The outcome of the one record."""
    (outcome,) = outcomes
    return outcome
