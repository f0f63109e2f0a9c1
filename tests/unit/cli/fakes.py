"""A program that only answers: what the command line shows of it is what these tests are about."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

from desktop.app.instance import Answered, Call
from desktop.app.reads import (
    Account,
    Change,
    Complaint,
    ExchangeSignIn,
    Exclusion,
    Hold,
    Issue,
    LinkField,
    LostValue,
    MailboxCount,
    Planned,
    Program,
    Progress,
    Report,
    Rule,
    SalesforceSignIn,
    ScopeChoice,
    Session,
    ShownConflict,
    ShownHold,
    ShownRecord,
    Status,
    StoredConflict,
    Touched,
    UndoConflict,
    Verdict,
)
from desktop.app.standing import Facts
from desktop.cli.main import Doors, Streams, run
from desktop.cli.running import Running
from desktop.core.faults import Fault
from desktop.core.link_field import LinkLack
from desktop.core.plan import Tally, Verb, Why
from desktop.core.record import Kind, Side
from desktop.core.rules import Policy
from desktop.core.values import ABSENT, EMPTY

AT = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
ORG = Account("a1", Side.CRM, "salesforce", "ada@org", "https://org.example", "org/user")
MAILBOX = Account("a2", Side.MAILBOX, "ews", "ada@mail.example", "https://mail.example/EWS", "ada@mail.example")
SESSION = Session(7, "person", "done", "waiting", AT, AT, {"create mailbox": 2, "operations": 2}, "0.1.0")
CONFLICT = ShownConflict(
    StoredConflict("title", "field", 7, "p1", None, "Countess", "Analyst", "Lady", "Lady", id=3), "Ada Lovelace"
)
DUPLICATE = ShownConflict(
    StoredConflict("*", "duplicate", 7, "p2", mailbox_value="Grace", candidates=("003A", "003B"), id=4), "Grace"
)
HOLD = ShownHold(Hold(5, "deletion", "p3", "Alan Turing", "", "open", "", 7, AT), "Alan Turing")
ISSUE = Issue(
    Complaint("p4", None, "Bart", "required-field", "last_name", "The last name is missing.", "Type it in Outlook."),
    9, 1, AT, AT, "open",
)  # fmt: skip
RECORD = ShownRecord(
    11,
    Side.CRM,
    "003A",
    "Ada Lovelace",
    {"email": "ada@engines.example", "company": EMPTY, "birthday": date(1815, 12, 10)},
    True,
    "p1",
    "active",
    "AAMk1",
    ("ada lovelace", 11),
)
LOST = LostValue(
    41, Side.MAILBOX, "p1", "Ada Lovelace", "business_address",
    {"business_street": "Elm 1", "business_city": EMPTY}, {"business_street": "Oak 2", "business_city": "Ulm"}, "rule",
    AT,
)  # fmt: skip
CHANGES = [
    Change(1, "o1", 7, "p1", Side.MAILBOX, "AAMk1", "update", "title", "Lady", "Countess", None, None, "settled",
           "Ada Lovelace", "changed"),
    Change(2, "o2", 7, "p5", Side.CRM, "003C", "create", "*", ABSENT, ABSENT, None, None, "settled", "Mary", "new"),
    Change(3, "o1", 7, "p1", Side.MAILBOX, "AAMk1", "update", "phone", "+1", EMPTY, None, None, "settled",
           "Ada Lovelace", "changed"),
]  # fmt: skip


def planned(**operations: int) -> Tally:
    """A tally of operations in Outlook by verb."""
    counts = {(Verb(verb), Side.MAILBOX): number for verb, number in operations.items()}
    return Tally(Counter(counts))


UNDO_CONFLICT = UndoConflict("p5", "Grace Hopper", Side.CRM, Verb.UPDATE, Touched.CHANGED, (("phone", "2", "1"),))
UNDO_PREVIEW = Report(
    9,
    Verdict.HELD,
    planned=planned(update=1),
    items=(Planned("p1", "Ada Lovelace", Verb.UPDATE, Side.MAILBOX, Why.UNDONE, (("title", "Countess", "Lady"),)),),
    conflicts=(UNDO_CONFLICT,),
)


@dataclass
class FakeProgram:
    """Fulfils what the command line asks of `app.facade.Program`; keeps what it was told."""

    report: Report = field(default_factory=lambda: Report(8, Verdict.CLEAN, {"create mailbox": 2, "update crm": 1}))
    issue_list: list[Issue] = field(default_factory=list)
    told: list[tuple[str, Any]] = field(default_factory=list)
    raises: Exception | None = None
    findings: list[str] = field(default_factory=list)
    first: bool = False
    preset: Policy = Policy.ASK
    categories: bool = True
    days: int = 90
    rebuilt: Fault | None = None
    lacks: tuple[LinkLack, ...] | None = None
    lost: list[LostValue] = field(default_factory=list)

    @property
    def queries(self) -> FakeProgram:
        """What there is to see; here the same object."""
        return self

    answers = options = queries

    def __enter__(self) -> FakeProgram:
        return self

    def __exit__(self, *_: object) -> None:
        self.told.append(("closed", None))

    def connect_salesforce(self, sign_in: SalesforceSignIn) -> Account:
        self.told.append(("salesforce", sign_in))
        return ORG

    def connect_exchange(self, sign_in: ExchangeSignIn) -> Account:
        self.told.append(("exchange", sign_in))
        return MAILBOX

    def choose(self, kinds: tuple[Kind, ...] = (), scope: str = "") -> None:
        self.told.append(("choose", (kinds, scope)))

    def scopes(self) -> tuple[ScopeChoice, ...]:
        return (
            ScopeChoice("mine", "My contacts", 1234),
            ScopeChoice("view:00B1", "Key\naccounts", None, "Salesforce cannot answer."),
        )

    def mailbox_count(self) -> MailboxCount:
        return MailboxCount(3, 250)

    def scope(self) -> str:
        return "mine"

    def set_error_categories(self, on: bool) -> None:
        self.told.append(("error categories", on))
        self.categories = on

    def error_categories(self) -> bool:
        return self.categories

    def set_history_days(self, days: int) -> None:
        if days < 7:
            raise ValueError("too few")
        self.days = days

    def history_days(self) -> int:
        return self.days

    def plan(self) -> Report:
        return self._session("plan", False)

    def sync(self, yes: bool = False, trigger: str = "person") -> Report:
        return self._session("sync", yes)

    def undo(self, session: int | None, only: Sequence[str], *, dry: bool, insist: bool) -> Report:
        self.told.append(("undo", (session, tuple(only), dry, insist)))
        return self._session("undo", not dry)

    def _session(self, name: str, yes: bool) -> Report:
        self.told.append((name, yes))
        if self.raises is not None:
            raise self.raises
        return self.report

    def link_field(self) -> LinkField:
        return LinkField(self.lacks)

    def look_at_link_field(self) -> LinkField:
        self.told.append(("looked at link field", None))
        return LinkField(self.lacks)

    def facts(self) -> Facts:
        return Facts(calls=(120, 3_200, 100_000))

    def status(self) -> Status:
        return Status((ORG, MAILBOX), {Side.CRM: 4, Side.MAILBOX: 3}, {"active": 3}, 0, 1, 1, 1, SESSION, AT)

    def records(self, search: str = "", limit: int = 200) -> list[ShownRecord]:
        self.told.append(("records", search))
        return [RECORD]

    def conflicts(self) -> list[ShownConflict]:
        return [CONFLICT, DUPLICATE]

    def holds(self) -> list[ShownHold]:
        return [HOLD]

    def issues(self) -> list[Issue]:
        return self.issue_list

    def matches(self) -> dict[str, int]:
        return {"created": 2, "email": 1}

    def names(self, side: Side, native_ids: Iterable[str]) -> dict[str, str]:
        return {native_id: f"Grace {native_id}" for native_id in native_ids}

    def after_damage(self) -> Fault | None:
        return self.rebuilt

    def sandboxed(self) -> bool:
        return False

    def first_sync_due(self) -> bool:
        return self.first

    def history(self, limit: int = 20) -> list[Session]:
        return [SESSION]

    def changes(self, session: int) -> list[Change]:
        return CHANGES

    def label(self, field: str) -> str:
        return {"title": "Job title", "phone": "Phone", "last_name": "Last name"}.get(field, field)

    def resolve(self, conflict: int, take: str, always: bool = False) -> None:
        self.told.append(("resolve", (conflict, take, always) if always else (conflict, take)))

    def taken_whole(self, field: str) -> bool:
        return field == "business_address"

    def lost_values(self) -> list[LostValue]:
        return self.lost

    def put_back(self, number: int, side: Side | None = None) -> None:
        self.told.append(("put back", (number, side)))

    def rules(self) -> tuple[Rule, ...]:
        return (Rule("phone", Policy.OUTLOOK, AT, remembered=True),)

    def ruled_fields(self) -> tuple[str, ...]:
        return ("title", "phone", "business_address")

    def set_rule(self, field: str, policy: Policy) -> None:
        self.told.append(("rule", (field, policy)))

    def drop_rule(self, field: str) -> None:
        self.told.append(("drop rule", field))

    def ignored(self) -> list[Issue]:
        return [replace(ISSUE, id=10, state="ignored")]

    def exclusions(self) -> list[Exclusion]:
        return []

    def policy(self) -> Policy:
        return self.preset

    def set_policy(self, preset: Policy) -> None:
        self.preset = preset

    def retry(self, issue: int) -> None:
        self.told.append(("retry", issue))

    def ignore(self, issue: int) -> None:
        self.told.append(("ignore", issue))

    def share(self, pair_id: str) -> None:
        self.told.append(("share", pair_id))

    def unshare(self, pair_id: str) -> None:
        self.told.append(("unshare", pair_id))

    def confirm(self, hold: int, answer: str) -> None:
        self.told.append(("confirm", (hold, answer)))

    def sign_out(self, side: Side) -> Account:
        self.told.append(("sign out", side))
        return ORG if side is Side.CRM else MAILBOX

    def wipe(self) -> None:
        self.told.append(("wiped", None))

    def doctor(self) -> list[str]:
        return self.findings

    def where(self) -> str:
        return "a drawer"


@dataclass
class Terminal:
    """Runs the command line over a fake program and keeps what it printed."""

    home: Path
    program: FakeProgram = field(default_factory=FakeProgram)
    typed: str = ""
    out: str = ""
    errors: str = ""
    profiles: list[Path] = field(default_factory=list)
    served: list[list[str]] = field(default_factory=list)
    bugs: list[Exception] = field(default_factory=list)
    handed: list[tuple[Path, Call]] = field(default_factory=list)
    answered: Answered | None = None
    """What the running program answers; None while none runs."""
    running: Running | None = None
    """What this process itself runs."""

    def run(self, *words: str) -> int:
        """The exit code of one call."""
        streams = Streams(io.StringIO(self.typed), io.StringIO(), io.StringIO())
        try:
            return run(words, self.doors(), streams)
        finally:
            self.out, self.errors = streams.out.getvalue(), streams.errors.getvalue()  # type: ignore[attr-defined]

    def doors(self) -> Doors:
        """What the command line is given."""

        def open_program(profile: Path, progress: Callable[[Progress], None] = lambda _: None) -> Program:
            self.profiles.append(profile)
            return cast(Program, self.program)

        def serve(arguments: list[str]) -> int:
            self.served.append(arguments)
            return 0

        def no_world() -> Any:
            raise AssertionError("no demonstration here")

        def keep_bug(profile: Path, problem: Exception) -> Path:
            self.bugs.append(problem)
            return profile / "desktop.log"

        def hand_over(profile: Path, call: Call) -> Answered | None:
            self.handed.append((profile, call))
            return self.answered

        return Doors(
            open_program,
            no_world,
            serve,
            lambda: self.home / "usual",
            lambda home: home / "trial",
            keep_bug,
            hand_over,
            self.running,
            lambda: AT,
        )
