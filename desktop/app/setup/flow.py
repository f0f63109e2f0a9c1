"""The flow itself: where the person is, what is missing before they may go on, and the probes that a step needs.

Exists so that a page only shows a state and sends an answer. Every answer is stored at once, so that a crash resumes
where it was; what an answer depends on is compared, not remembered, so that changing an earlier answer takes back what
hung on it. Methods that ask a server block: call them in the worker's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from desktop.app.link_field import LinkField
from desktop.app.ports import AnySalesforceSignIn, ExchangeSignIn
from desktop.app.scopes import ScopeChoice
from desktop.app.setup import missing
from desktop.app.setup.people import same_person
from desktop.app.setup.report import MatchReport, match_report
from desktop.app.setup.steps import AGAIN, NOTES, TRIAL, USUAL, Notes, Step, typed_for_salesforce
from desktop.core.faults import Fault, PortFault
from desktop.core.ports import MailboxCount
from desktop.core.record import Side
from desktop.core.rules import Policy
from desktop.store.accounts import Account, Accounts
from desktop.store.database import Database
from desktop.store.settings import Settings
from desktop.sync.session import Report, Verdict

if TYPE_CHECKING:
    from desktop.app.facade import Program

Counts: TypeAlias = tuple[tuple[ScopeChoice, ...], MailboxCount]


@dataclass(frozen=True, slots=True)
class SetupPage:
    """What a page shows. Accounts are None until they were checked."""

    step: Step
    steps: tuple[Step, ...]
    notes: Notes
    salesforce: Account | None
    mailbox: Account | None
    strangers: bool
    """The two accounts look like different people, and the person has not said otherwise."""
    scope: str
    scopes: tuple[ScopeChoice, ...]
    """Whose records could be synced; none until they were counted."""
    mailbox_count: MailboxCount | None
    policy: Policy
    link_field: LinkField
    """What was last seen of the field for links in Salesforce."""
    report: MatchReport | None
    """What the first plan found; None until both sides were read, and again when something it rests on changed."""
    session: Report | None
    """How the first sync ended, as far as this run of the program knows."""
    sandbox: bool
    missing: Fault | None
    """What must be done before the person may go on; None when they may."""

    @property
    def place(self) -> int:
        """Which step it is, from 1."""
        return self.steps.index(self.step) + 1

    @property
    def first(self) -> bool:
        """Whether there is nothing to go back to."""
        return self.place == 1


class Setup:
    """The flow of one profile."""

    def __init__(self, program: Program, database: Database) -> None:
        self._program, self._database = program, database
        self._settings = Settings(database)
        self._report: tuple[tuple[str, ...], MatchReport] | None = None
        self._session: Report | None = None
        self._counts: tuple[str, Counts] | None = None

    def page(self) -> SetupPage:
        """Where the person is; the first step at which something is missing, if that comes before.

        Then they stay there, until they go on again: what is new at that step is to be looked at.
        """
        steps, counts = self._steps(), self._fresh_counts()
        step = self._reached(Step(self._notes().step), steps)
        if step.value != self._notes().step:
            self._note(step=step.value)
        return SetupPage(
            step=step,
            steps=steps,
            notes=self._notes(),
            salesforce=self._account(Side.CRM),
            mailbox=self._account(Side.MAILBOX),
            strangers=self._strangers(),
            scope=self._scope(),
            scopes=counts[0] if counts else (),
            mailbox_count=counts[1] if counts else None,
            policy=self._program.queries.policy(),
            link_field=self._program.queries.link_field(),
            report=self._fresh_report(),
            session=self._session,
            sandbox=self._sandbox(),
            missing=self._missing(step),
        )

    def next(self) -> SetupPage:
        """Go on. Raises PortFault with what is missing."""
        page = self.page()
        if page.missing is not None:
            raise PortFault(page.missing)
        return self._go(page.steps[min(page.place, len(page.steps) - 1)])

    def back(self) -> SetupPage:
        """Go back; nothing that was answered is lost."""
        page = self.page()
        return self._go(page.steps[max(page.place - 2, 0)])

    def again(self) -> SetupPage:
        """Begin with the sign-ins once more, which a profile that is set up needs when one has ended."""
        return self._go(Step.SALESFORCE)

    def check_salesforce(self, sign_in: AnySalesforceSignIn) -> SetupPage:
        """Sign in to an org and show who one is there. Raises PortFault with what is wrong and what to do."""
        self._note(**typed_for_salesforce(sign_in))
        missing.check_salesforce(sign_in)
        self._program.connect_salesforce(sign_in)
        return self.page()

    def check_mailbox(self, sign_in: ExchangeSignIn) -> SetupPage:
        """Sign in to a mailbox and show whose it is. Raises PortFault with what is wrong and what to do."""
        self._note(
            ews_url=sign_in.ews_url,
            username=sign_in.username,
            email=sign_in.email,
            mailbox_ca=sign_in.ca_file or "",
        )
        missing.check_mailbox(sign_in)
        self._program.connect_exchange(sign_in)
        return self.page()

    def confirm(self, same_person: bool | None = None, alone: bool | None = None) -> SetupPage:
        """Take (or take back) the person's word: both accounts are theirs; no other software syncs them."""
        if same_person is not None:
            self._note(same_person=self._identities() if same_person else "")
        if alone is not None:
            self._note(alone=self._identities() if alone else "")
        return self.page()

    def count(self) -> SetupPage:
        """Ask both sides how much there is to choose from. Raises PortFault; one may choose without."""
        self._counts = (self._identities(), (self._program.scopes(), self._program.mailbox_count()))
        return self.page()

    def choose(self, scope: str = "", policy: Policy | None = None) -> SetupPage:
        """Choose whose records are synced, and what decides where both sides changed the same."""
        if scope:
            self._program.choose(scope=scope)
        if policy is not None:
            self._program.options.set_policy(policy)
        return self.page()

    def look_at_link_field(self) -> SetupPage:
        """Ask Salesforce whether it has the field for links. Raises PortFault; one may go on without."""
        self._program.look_at_link_field()
        return self.page()

    def read_both(self) -> SetupPage:
        """Read both sides and report what a first sync would do; nothing is written. Raises PortFault."""
        rests_on = self._rests_on()
        report = self._program.plan()
        if report.fault is not None:
            raise PortFault(report.fault)
        if report.verdict in (Verdict.CANCELLED, Verdict.OUT_OF_TIME):
            raise PortFault(missing.STOPPED)
        self._report = (rests_on, match_report(report, self._program.queries))
        return self.page()

    def start(self, run: Callable[[bool], Report | None] | None = None) -> SetupPage:
        """Run the first sync, or go on with one that was interrupted; `run` runs a session with a yes or without.

        How it ended is in `session` of the page. Where it met something that the yes did not cover, the page is the
        report again. Raises PortFault with what is missing.
        """
        page = self.page()
        if page.step is not Step.START:
            raise PortFault(page.missing or missing.NOT_READ)
        yes = self._fresh_report() is not None
        self._note(agreed=True)
        report = (run or self._program.sync)(yes)
        self._session = report
        if report is not None and report.verdict is Verdict.HELD:
            self._note(agreed=False)
            self._report = (self._rests_on(), match_report(report, self._program.queries))
            return self._go(Step.REPORT)
        return self._go(Step.START if self._program.queries.first_sync_due() else Step.DONE)

    def _go(self, step: Step) -> SetupPage:
        self._note(step=step.value)
        return self.page()

    def _notes(self) -> Notes:
        return Notes.of_text(self._settings.text(NOTES))

    def _note(self, **told: str | bool) -> None:
        self._settings.put(NOTES, replace(self._notes(), **told).text())  # type: ignore[arg-type]

    def _steps(self) -> tuple[Step, ...]:
        if self._program.queries.first_sync_due() or self._stands_at_the_end():
            return TRIAL if self._sandbox() else USUAL
        return AGAIN

    def _stands_at_the_end(self) -> bool:
        """Whether the first sync was done in this run, so that its last page still belongs to the whole way."""
        return self._session is not None and Step(self._notes().step) is Step.DONE

    def _reached(self, wanted: Step, steps: tuple[Step, ...]) -> Step:
        if wanted not in steps:
            wanted = steps[-1] if steps is AGAIN else steps[0]
        before = steps[: steps.index(wanted)]
        return next((step for step in before if self._missing(step) is not None), wanted)

    def _missing(self, step: Step) -> Fault | None:
        if step is Step.SALESFORCE and self._account(Side.CRM) is None:
            return missing.SALESFORCE
        if step is Step.MAILBOX and self._account(Side.MAILBOX) is None:
            return missing.MAILBOX
        if step is Step.MAILBOX and self._strangers():
            return missing.STRANGERS
        if step is Step.OTHER_SOFTWARE and self._notes().alone != self._identities():
            return missing.ALONE
        if step is Step.REPORT and self._fresh_report() is None and not self._notes().agreed:
            return missing.NOT_READ
        if step is Step.START and self._program.queries.first_sync_due():
            return missing.NOT_STARTED
        return None

    def _strangers(self) -> bool:
        salesforce, mailbox = self._account(Side.CRM), self._account(Side.MAILBOX)
        if salesforce is None or mailbox is None or self._sandbox() or same_person(salesforce, mailbox):
            return False
        return self._notes().same_person != self._identities()

    def _identities(self) -> str:
        return " ".join(account.identity if account else "?" for account in map(self._account, Side))

    def _rests_on(self) -> tuple[str, ...]:
        """What a report is worthless without."""
        return self._identities(), self._scope(), self._program.queries.policy()

    def _fresh_report(self) -> MatchReport | None:
        if self._report is None or self._report[0] != self._rests_on():
            return None
        return self._report[1]

    def _fresh_counts(self) -> Counts | None:
        return self._counts[1] if self._counts is not None and self._counts[0] == self._identities() else None

    def _account(self, side: Side) -> Account | None:
        return Accounts(self._database).get(side)

    def _scope(self) -> str:
        return self._program.queries.scope()

    def _sandbox(self) -> bool:
        return self._program.queries.sandboxed()
