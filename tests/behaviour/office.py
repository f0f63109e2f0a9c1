"""A whole office in memory: an org, a mailbox, people who edit both, and the program that keeps them the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from desktop.app import conflict_log, decisions, policies
from desktop.app.conflict_log import LostValue
from desktop.app.options import Options
from desktop.core.guards import Guards
from desktop.core.lease import Machine
from desktop.core.memory import MemoryWorld
from desktop.core.memory.crm_people import CrmPeople
from desktop.core.memory.mailbox_people import MailboxPeople
from desktop.core.pairing import Pairing, Wish
from desktop.core.record import Kind, Role, Side
from desktop.core.rules import Policy
from desktop.mapping.lens import KindMap
from desktop.store.database import Database
from desktop.store.doctor import examine
from desktop.sync.context import Context, Store
from desktop.sync.session import Report, Verdict, run
from desktop.sync.undo import Request, undo


@dataclass
class StoppedClock:
    """A clock that moves only when told."""

    moment: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def forward(self, **delta: int) -> None:
        self.moment += timedelta(**delta)


@dataclass
class CountingIds:
    """Ids that count up, so that every run is the same."""

    last: int = 0

    def new(self) -> str:
        self.last += 1
        return f"id-{self.last:06d}"


@dataclass
class Office:
    """One profile over one in-process world."""

    dialect: str = "ews"
    link_field: bool = False
    scope: str = "mine"
    clock: StoppedClock = field(default_factory=StoppedClock)
    guards: Guards = field(default_factory=Guards)

    def __post_init__(self) -> None:
        self.ids = CountingIds()
        self.machine: Machine | None = None
        self.world = MemoryWorld(
            self.clock, CountingIds(500_000), dialect=self.dialect, link_field=self.link_field, scope=self.scope
        )
        self.crm: CrmPeople = self.world.crm.people
        self.mailbox: MailboxPeople = self.world.mailbox.people
        self.lose_database()

    def lose_database(self) -> None:
        self.database = Database.memory()
        self.store = Store(self.database)

    def context(self) -> Context:
        ends = self.world.ends
        kind_map = KindMap.load(Kind.CONTACT)
        for side in Side:
            kind_map = kind_map.fit(side, ends.of(side).capabilities(Kind.CONTACT))
        return Context(
            Store(self.database),
            ends,
            Kind.CONTACT,
            kind_map,
            self.clock,
            self.ids,
            guards=self.guards,
            policies=lambda: policies.policies(self.database),
            machine=self.machine,
            creates_in_scope=ends.crm.capabilities(Kind.CONTACT).creates_in_scope,
        )

    def sync(self, yes: bool = True) -> Report:
        """One session, ten minutes after the last event, and a look at our own state."""
        self.clock.forward(minutes=15)
        report = run(self.context(), "test", yes)
        assert examine(self.database) == []
        return report

    def undo(self, session: int, *names: str, dry: bool = False, insist: bool = False) -> Report:
        """Undo a session, wholly or for the pairs of these people, and look at our own state."""
        self.clock.forward(minutes=15)
        done = self.store.deeds.of_session(session)
        only = frozenset(deed.pair_id for deed in done if deed.title in names) if names else None
        report = undo(self.context(), Request(session, only, insist), dry)
        assert examine(self.database) == []
        return report

    def settled(self) -> Report:
        """A session, and a second one that must find nothing to write (law L2)."""
        report = self.sync()
        versions = self.versions()
        second = self.sync()
        assert self.versions() == versions, "a second session moved a version"
        assert second.verdict in (report.verdict, Verdict.CLEAN, Verdict.WAITING)
        return report

    def settled_first(self) -> Report:
        """As `settled`, but the report of a session that wrote is wanted, not that nothing more follows."""
        report = self.sync()
        self.sync()
        return report

    def versions(self) -> Mapping[str, str]:
        crm = {row.native_id: row.stamp for row in self.crm.contacts()}
        mailbox = {item.native_id: item.version for item in self.mailbox.contacts()}
        return crm | mailbox

    def new_in_salesforce(self, first: str, last: str, **fields: str) -> str:
        email = fields.pop("Email", f"{first}.{last}@example.com".lower())
        return self.crm.create_contact({"FirstName": first, "LastName": last, "Email": email, **fields})

    def new_in_outlook(self, first: str, last: str, role: Role = Role.SHARED, **fields: str) -> str:
        email = fields.pop("email", f"{first}.{last}@example.com".lower())
        values = {"GivenName": first, "Surname": last, "EmailAddresses/EmailAddress1": email or None}
        return self.mailbox.create_contact({**values, **fields}, role)

    def copies(self) -> dict[str, Mapping[str, object]]:
        """What lies in the shared folder, by display name or surname."""
        return {_name(item.fields): item.fields for item in self.mailbox.contacts(Role.SHARED)}

    def records(self) -> dict[str, Mapping[str, object]]:
        """The live contacts of Salesforce that are mine, by name."""
        return {_crm_name(row.fields): row.fields for row in self.crm.contacts() if not row.deleted}

    def copy_of(self, name: str, *roles: Role) -> str:
        """The id of the copy of a person, in the shared folder unless said otherwise."""
        (found,) = [i.native_id for i in self.mailbox.contacts(*(roles or (Role.SHARED,))) if _name(i.fields) == name]
        return found

    def pairings(self) -> list[Pairing]:
        return [
            view.pairing
            for view in self.store.pairs.views(row[0] for row in self.database.rows("SELECT pair_id FROM pairing"))
        ]

    def resolve(self, number: int, take: str, always: bool = False) -> None:
        decisions.resolve(self.database, KindMap.load(Kind.CONTACT), number, take, self.clock.now(), always)

    def lost(self) -> list[LostValue]:
        return conflict_log.lost_values(self.database, KindMap.load(Kind.CONTACT))

    def put_back(self, lost: LostValue) -> None:
        conflict_log.put_back(self.database, KindMap.load(Kind.CONTACT), lost.number, lost.side, self.clock.now())

    @property
    def options(self) -> Options:
        return Options(self.database, self.clock, lambda: KindMap.load(Kind.CONTACT))

    def rule(self, field: str, policy: Policy) -> None:
        policies.set_rule(self.database, KindMap.load(Kind.CONTACT), policies.Rule(field, policy, self.clock.now()))

    def choose(self, policy: Policy) -> None:
        policies.set_overall(self.database, policy)

    def wish(self, wish: Wish, pair_id: str = "") -> None:
        """Wish something of a pair, of the only one unless said otherwise."""
        decisions.wish(self.database, pair_id or self.pairings()[0].pair_id, wish)

    def confirm(self, number: int, answer: str) -> None:
        decisions.confirm(self.database, number, answer, self.clock.now())


def _name(fields: Mapping[str, object]) -> str:
    return " ".join(str(fields[name]) for name in ("GivenName", "Surname") if fields.get(name))


def _crm_name(fields: Mapping[str, object]) -> str:
    return " ".join(str(fields[name]) for name in ("FirstName", "LastName") if fields.get(name))
