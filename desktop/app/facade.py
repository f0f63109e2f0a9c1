"""The program as windows and the command line see it: commands that change something, and `queries` that do not.

Exists as the only door. One session at a time: commands that sync take the profile's lock.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.app import exclusion_file, explaining, leaving, link_field, ownership, policies, scopes, undoing, vitals
from desktop.app.answers import Answers
from desktop.app.link_field import LinkField
from desktop.app.options import Options
from desktop.app.ports import AnyMailboxSignIn, AnySalesforceSignIn, Connections, MicrosoftSignIn, MicrosoftUser
from desktop.app.queries import DATABASE, SCOPE, Queries
from desktop.app.rebuilding import open_database
from desktop.app.scopes import ScopeChoice
from desktop.app.setup.flow import Setup
from desktop.core.drift import Audit
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.lease import Machine
from desktop.core.plan import Tally
from desktop.core.ports import Capabilities, Clock, Crm, Ends, Ids, MailboxCount
from desktop.core.record import Kind, Side
from desktop.core.scope import ALL, MINE
from desktop.core.sentences import say
from desktop.mapping.lens import KindMap
from desktop.store.accounts import Account, Accounts
from desktop.store.database import Database
from desktop.store.lock import ProfileLock
from desktop.store.settings import Memory, Settings
from desktop.sync.audit import audit
from desktop.sync.budgeting import counted, not_resting
from desktop.sync.context import Context, Progress, Store
from desktop.sync.explain import Explained
from desktop.sync.session import Report, Verdict, run
from desktop.sync.undo import undo

_log = logging.getLogger(__name__)
KINDS, CHECKED_DAY = "kinds", "setup_checked"
CRM_MEMORY, MAILBOX_MEMORY = "crm:", "mailbox:"
"""The namespaces in which the ends remember small texts."""
OF_THE_ORG = "salesforce."
"""What the CRM's end remembers of the org begins so, and may be asked anew; a pause that was asked for does not."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the program is given at the start."""

    clock: Clock
    ids: Ids
    connections: Connections
    progress: Callable[[Progress], None] = lambda _: None
    cancelled: Callable[[], bool] = lambda: False
    machine: Machine | None = None
    """This computer, as other computers on the same mailbox are told of it; None: there are none."""
    closed: Callable[[], None] = lambda: None
    """Called last of all when the program is closed."""


class Program:
    """One profile: a folder with the database of its mirror. Use as a context manager or call `close`."""

    def __init__(self, profile: Path, tools: Tools) -> None:
        self._profile, self._tools = profile, tools
        self._database, self.rebuilt = open_database(profile / DATABASE, tools.clock.now())
        """What the person is to be told where a damaged database was moved aside just now, else None."""
        exclusion_file.bring_back(self._database)
        self.queries = Queries(self._database)
        """What there is to see."""
        self.setup = Setup(self, self._database)
        """The way from nothing to a first sync."""
        self.answers = Answers(self._database, tools.clock, self._plain_map)
        """What a person decides about items."""
        self.options = Options(self._database, tools.clock, self._plain_map)
        """What a person sets once."""
        self.wiped = False
        """Whether `wipe` deleted what this works on."""

    @property
    def damaged(self) -> bool:
        """Whether the database turned out to be damaged: close the program, and open it anew."""
        return self._database.damaged

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()
        self._tools.closed()

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def connect_salesforce(self, sign_in: AnySalesforceSignIn) -> Account:
        """Sign in to an org and make it this profile's. Raises PortFault, also when the profile has another org."""
        account_id = self._account_id(Side.CRM)
        account = self._tools.connections.sign_in_salesforce(account_id, sign_in, self._accept)
        return ownership.keep(self._database, account)

    def connect_exchange(self, sign_in: AnyMailboxSignIn) -> Account:
        """Sign in to a mailbox and make it this profile's. Raises PortFault, also when the profile has another one."""
        account_id = self._account_id(Side.MAILBOX)
        account = self._tools.connections.sign_in_exchange(account_id, sign_in, self._accept)
        return ownership.keep(self._database, account)

    def try_microsoft(self, sign_in: MicrosoftSignIn) -> MicrosoftUser:
        """Have the person sign in to Microsoft, to see whether it is set up for them; nothing is kept of it."""
        return self._tools.connections.try_microsoft(sign_in)

    def choose(self, kinds: tuple[Kind, ...] = (), scope: str = "") -> None:
        """Choose which kinds are synced (none named: all that the program knows) and whose records (see `scopes`).

        The next session then reads anew, and asks before it un-shares many. Raises PortFault for an unknown scope.
        """
        settings = Settings(self._database)
        if scope not in ("", MINE, ALL):
            with self._crm() as crm:
                scopes.check(crm, scope)
        with self._database.transaction():
            if kinds:
                settings.put(KINDS, ",".join(kinds))
            if scope:
                settings.put(SCOPE, scope)

    def scopes(self) -> tuple[ScopeChoice, ...]:
        """Whose contacts could be synced, and how many they are in Salesforce now. Raises PortFault."""
        with self._crm() as crm:
            return scopes.choices(crm)

    def mailbox_count(self) -> MailboxCount:
        """How many contacts lie in the shared folder of the mailbox and in the person's own. Raises PortFault."""
        with closing(self._tools.connections.mailbox(self._account(Side.MAILBOX), self._database)) as mailbox:
            return mailbox.count(Kind.CONTACT)

    def look_at_link_field(self) -> LinkField:
        """Ask Salesforce anew whether it has the link field, and how it is. Raises PortFault."""
        Memory(self._database, CRM_MEMORY).forget(OF_THE_ORG)
        with self._crm() as crm:
            link_field.remember(self._database, crm.capabilities(Kind.CONTACT).link_lacks)
        return link_field.last_seen(self._database)

    def plan(self) -> Report:
        """Read both sides and say what a sync would do. Writes nothing to either side."""
        return self._session("plan", yes=False, dry=True)

    def audit(self) -> Audit:
        """Read everything on both sides and compare it with what we hold, and with each other. Changes nothing:
        it works on a copy of the database, and only its calls are counted. Raises PortFault, also while another process
        syncs."""
        with ProfileLock(self._profile / "lock"), closing(self._database.copied()) as copied:
            try:
                with self._ends(copied) as ends:
                    for account in self._accounts():
                        self._require(account, ends)
                    return audit(self._context(ends, False, copied))
            except PortFault as problem:
                vitals.keep_pause(self._database, problem.fault)
                raise

    def sync(self, yes: bool = False, trigger: str = "person") -> Report:
        """Run one session. Without a yes the first one only plans (verdict HELD)."""
        return self._session(trigger, yes=yes, dry=False)

    def explain(self, what: str) -> Explained:
        """All about the items that the words mean, also of those never touched: what is, was, and comes next.

        Asks both servers; where they cannot be asked, the answer says why and is as last seen. Changes nothing.
        """
        try:
            with ProfileLock(self._profile / "lock"), self._ends(self._database) as ends:
                found = explaining.with_ends(
                    self._database, what, lambda: self._context(ends, self._look_around(ends), self._database)
                )
        except PortFault as problem:
            vitals.keep_pause(self._database, problem.fault)
            found = explaining.as_last_seen(self._database, what, problem.fault, self._context_offline)
        return explaining.with_rests(found, self.queries.facts(), self._tools.clock.now())

    def undo(
        self, session: int | None = None, only: Sequence[str] = (), *, dry: bool = False, insist: bool = False
    ) -> Report:
        """Take back what a session did (None: the newest that may be undone), wholly or for the contacts of `only`.

        What was changed since stays, unless the person insists; with `dry` only say so. See `undoing.request` for what
        may be named and for the PortFaults.
        """
        asked = undoing.request(self._database, session, only, insist)
        with ProfileLock(self._profile / "lock"), self._ends(self._database) as ends:
            report = self._run(ends, lambda context: undo(context, asked, dry))
        _log.info("Session %d, undo of %d: %s, %s.", report.session, asked.session, report.verdict, report.counts)
        return report

    def sign_out(self, side: Side) -> Account:
        """Forget the secrets of one side's account, which is returned; pairs and mirror stay.

        The next session needs a sign-in. Raises PortFault, also while another process syncs: it would keep new ones.
        """
        account = self._account(side)
        with ProfileLock(self._profile / "lock"):
            self._tools.connections.sign_out(account)
        report = Report(0, Verdict.NEEDS_AUTH, fault=leaving.signed_out(side))
        vitals.remember(self._database, report, self._tools.clock.now())
        return account

    def wipe(self) -> None:
        """Delete secrets, database, log and trial, on this computer only; the program is closed and of no use then.

        Raises PortFault before anything is deleted where the secrets cannot be, OSError where a file cannot be.
        """
        with ProfileLock(self._profile / "lock"):
            for account in Accounts(self._database).all():
                self._tools.connections.sign_out(account)
            self.wiped = True
            self.close()
        leaving.remove_files(self._profile, but_instance=True)

    def where(self) -> str:
        """Where secrets are kept."""
        return self._tools.connections.where()

    def _session(self, trigger: str, yes: bool, dry: bool) -> Report:
        with ProfileLock(self._profile / "lock"), self._ends(self._database) as ends:
            report = self._run(ends, lambda context: run(context, trigger, yes, dry), trigger)
        fault = f" ({report.fault.code})" if report.fault else ""
        _log.info("Session %d, %s: %s%s, %s.", report.session, trigger, report.verdict, fault, report.counts)
        if not dry:
            vitals.remember(self._database, report, self._tools.clock.now())
        exclusion_file.keep(self._database)
        return report

    def _run(self, ends: Ends, session: Callable[[Context], Report], trigger: str = "person") -> Report:
        try:
            # Looking around takes calls too.
            not_resting(Settings(self._database), trigger, self._tools.clock.now())
            context = self._context(ends, self._look_around(ends), self._database)
        except PortFault as fault:
            needs = fault.fault.kind is FaultClass.AUTH_NEEDED
            return Report(0, Verdict.NEEDS_AUTH if needs else Verdict.FAILED, fault=fault.fault, planned=Tally())
        return session(context)

    @contextmanager
    def _ends(self, database: Database) -> Iterator[Ends]:
        """Both ends, which remember their small texts in a database."""
        connections, box = self._tools.connections, self._accounts()[1]
        with self._crm(database) as crm, closing(connections.mailbox(box, database)) as mailbox:
            yield Ends(crm, mailbox)

    @contextmanager
    def _crm(self, database: Database | None = None) -> Iterator[Crm]:
        """The CRM's end, which remembers its small texts in a database. Whatever it is asked for counts."""
        account, now = self._account(Side.CRM), self._tools.clock.now
        with (
            closing(self._tools.connections.crm(account, database or self._database)) as crm,
            counted(crm, self._database, now),
        ):
            yield crm

    def _require(self, account: Account, ends: Ends) -> None:
        """Raises PortFault where the sign-in leads to somebody else than the profile's account."""
        found = ends.of(account.side).identity()
        if found != account.identity:
            raise ownership.other_identity(account, found)

    def _accounts(self) -> tuple[Account, Account]:
        return self._account(Side.CRM), self._account(Side.MAILBOX)

    def _account(self, side: Side) -> Account:
        account = Accounts(self._database).get(side)
        if account is None:
            missing = "Salesforce" if side is Side.CRM else say("a mailbox")
            raise PortFault(
                Fault(
                    FaultClass.ENVIRONMENT,
                    "not-connected",
                    say("This profile is not connected to {missing} yet.", missing=missing),
                    say("Connect it first: connect sandbox, connect salesforce or connect exchange."),
                )
            )
        return account

    def _look_around(self, ends: Ends) -> bool:
        """Whether this is the first session of a day or follows one that failed; then identities are compared, what
        the ends remember of the org is asked anew."""
        settings, today = Settings(self._database), self._tools.clock.now().date().isoformat()
        last = self.queries.history(1)
        failed = bool(last) and last[0].verdict == Verdict.FAILED
        if settings.text(CHECKED_DAY) == today and not failed:
            return False
        Memory(self._database, CRM_MEMORY).forget(OF_THE_ORG)
        for account in self._accounts():
            self._require(account, ends)
        with self._database.transaction():
            settings.put(CHECKED_DAY, today)
        return True

    def _context(self, ends: Ends, setup_due: bool, database: Database) -> Context:
        crm, mailbox = ends.crm.capabilities(Kind.CONTACT), ends.mailbox.capabilities(Kind.CONTACT)
        context = self._context_of(ends, self._fitted(crm, mailbox), database)
        link_field.remember(database, crm.link_lacks)
        return replace(context, creates_in_scope=crm.creates_in_scope, setup_due=setup_due)

    def _context_offline(self, ends: Ends) -> Context:
        return self._context_of(ends, self._plain_map(), self._database)

    def _context_of(self, ends: Ends, fitted: KindMap, database: Database) -> Context:
        tools = self._tools
        return Context(
            Store(database),
            ends,
            Kind.CONTACT,
            fitted,
            tools.clock,
            tools.ids,
            policies=lambda: policies.policies(database),
            progress=tools.progress,
            cancelled=tools.cancelled,
            machine=tools.machine,
        )

    def _fitted(self, crm: Capabilities, mailbox: Capabilities) -> KindMap:
        return self._plain_map().fit(Side.CRM, crm).fit(Side.MAILBOX, mailbox)

    def _plain_map(self) -> KindMap:
        return KindMap.load(Kind.CONTACT)

    def _account_id(self, side: Side) -> str:
        known = Accounts(self._database).get(side)
        return known.id if known else self._tools.ids.new()

    def _accept(self, account: Account) -> None:
        """Called with what a sign-in found, before its secrets are kept. Raises PortFault."""
        if self._tools.cancelled():
            raise PortFault(
                Fault(FaultClass.ENVIRONMENT, "cancelled", say("The sign-in was stopped; nothing was kept."))
            )
        ownership.accept(self._database, account)
