"""The first-run flow on a terminal: with questions, or with answers from a file.

Exists so that a set-up needs no windows. It walks `app.setup` and asks nothing that the flow does not ask. Secrets come
from standard input, never from arguments or the file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from desktop.app.reads import (
    AnySalesforceSignIn,
    ExchangeSignIn,
    Line,
    MatchReport,
    Program,
    ScopeChoice,
    SetupPage,
    Step,
    exit_code,
)
from desktop.cli import as_json, link_field, render
from desktop.cli.commands import Answer
from desktop.cli.layout import bullet, counted, one_line, paragraph, table
from desktop.core.faults import PortFault
from desktop.core.rules import Policy

CLEAN, WAITS = 0, 3
_GROUPS: Final = {
    "linked-by-email": "on both sides already, recognised by their e-mail address",
    "linked-by-name": "on both sides already, recognised by name and company",
    "linked-before": "on both sides already, linked by an earlier sync",
    "new-in-outlook": "would be new in Outlook",
    "new-in-salesforce": "would be new in Salesforce",
    "ambiguous": "could be one of several; you will be asked",
    "refused": "cannot be written as they are",
}
_NAMES: Final = 5


class Person(Protocol):
    """Whoever answers. A question raises EOFError where the person goes away."""

    patient: bool
    """Whether a refused answer is told by `refused` and asked for again."""

    def show(self, text: str) -> None:
        """Be told something."""
        ...

    def refused(self, problem: PortFault) -> None:
        """Be told what was wrong with the last answer."""
        ...

    def read_again(self) -> bool:
        """Whether to try once more to read both sides."""
        ...

    def salesforce(self, page: SetupPage) -> AnySalesforceSignIn | None:
        """How to sign in to Salesforce; None: stay with the account that is connected."""
        ...

    def mailbox(self, page: SetupPage) -> ExchangeSignIn | None:
        """How to sign in to the mailbox; None: stay with the one that is connected."""
        ...

    def same_person(self, page: SetupPage) -> bool:
        """Whether two accounts that look like two people are one."""
        ...

    def alone(self, page: SetupPage) -> bool:
        """Whether no other software syncs the two."""
        ...

    def scope(self, page: SetupPage, choices: Callable[[], Sequence[ScopeChoice]]) -> str:
        """Whose records; `choices` asks Salesforce whose there are."""
        ...

    def policy(self, page: SetupPage) -> Policy:
        """What decides where both sides changed the same."""
        ...

    def start(self, page: SetupPage) -> bool:
        """Whether to go ahead with what the report says."""
        ...


def set_up(program: Program, person: Person) -> Answer:
    """Walk the flow to its end, or until the person does not want to go on."""
    page = program.setup.page()
    if page.step is Step.DONE:
        page = program.setup.again()
    while page.step is not Step.DONE:
        try:
            turned: SetupPage | None = _step(program, person, page)
        except PortFault as problem:
            if not person.patient:
                raise
            person.refused(problem)
            turned = program.setup.page()
            if turned.step is Step.REPORT and not person.read_again():
                turned = None
        except EOFError:
            turned = None
        if turned is None:
            return _answer(program, page)
        page = turned
    return _answer(program, page)


def _step(program: Program, person: Person, page: SetupPage) -> SetupPage | None:
    """Answer one page and go on; None where the person does not want to."""
    setup = program.setup
    if page.step is Step.WELCOME:
        person.show(welcome(page))
    elif page.step is Step.SALESFORCE:
        sign_in = person.salesforce(page)
        page = setup.check_salesforce(sign_in) if sign_in else page
        if page.salesforce is not None:
            person.show(render.connected(page.salesforce, program.where()))
    elif page.step is Step.MAILBOX:
        _mailbox(program, person, page)
    elif page.step is Step.OTHER_SOFTWARE:
        setup.confirm(alone=person.alone(page))
    elif page.step is Step.SCOPE:
        setup.choose(person.scope(page, program.scopes))
    elif page.step is Step.POLICY:
        setup.choose(policy=person.policy(page))
    elif page.step is Step.LINK_FIELD:
        _tell_link_field(program, person)
    elif page.step is Step.REPORT:
        if page.report is None:
            person.show("Reading both sides …")
            page = setup.read_both()
        assert page.report is not None
        person.show(match_report(page.report))
        if not person.start(page):
            return None
    elif page.step is Step.START:
        return _start(program, page)
    return setup.next()


def _mailbox(program: Program, person: Person, page: SetupPage) -> None:
    sign_in = person.mailbox(page)
    page = program.setup.check_mailbox(sign_in) if sign_in else page
    if page.mailbox is not None:
        person.show(render.connected(page.mailbox, program.where()))
    if page.strangers:
        program.setup.confirm(same_person=person.same_person(page))


def _tell_link_field(program: Program, person: Person) -> None:
    """Nothing is asked: it is an offer, and one may go on where Salesforce cannot be asked now."""
    try:
        person.show(link_field.text(program.setup.look_at_link_field().link_field))
    except PortFault as problem:
        person.show(paragraph(one_line(problem.fault.sentence())))


def _start(program: Program, page: SetupPage) -> SetupPage | None:
    """None where the first sync did not come to its end; the answer says why."""
    page = program.setup.start()
    return None if page.step is Step.START else page


def _answer(program: Program, page: SetupPage) -> Answer:
    session, done = program.setup.page().session, page.step is Step.DONE
    code = exit_code(session) if session is not None else CLEAN if done else WAITS
    document = {
        "step": page.step.value,
        "accounts": [as_json.account(account) for account in (page.salesforce, page.mailbox) if account],
        "sandbox": page.sandbox,
        "report": None if page.report is None else report_document(page.report),
        "session": None if session is None else as_json.report(session, program),
    }
    if session is not None:
        text = render.outcome(session, as_json.waiting(program), program.queries.issues())
    else:
        text = "All is set up." if done else "Nothing was written. Go on whenever you like: setup"
    return Answer(code, document, text)


def welcome(page: SetupPage) -> str:
    """What the program is about to do, and never does."""
    lines = ["This sets up SmartCloud Connect: your Salesforce contacts and the contacts of your mailbox are kept the"]
    text = f"{lines[0]} same, in the background."
    never = (
        "Nothing is written on either side before you have seen what would be written.",
        "Your personal contacts are never touched: only those in one folder, with one category, are shared.",
        "Nothing is deleted in Salesforce without asking you.",
        "No password and no token is ever kept outside of the keychain of this computer.",
    )
    told = [paragraph(text), *map(bullet, never)]
    if page.sandbox:
        told.insert(0, render.TRIAL)
    return "\n".join(told)


def match_report(report: MatchReport) -> str:
    """What the first plan found, as text."""
    rows = [(f"{line.count:,}".rjust(7), _GROUPS[line.group], _few(line)) for line in report.lines if line.count]
    told = ["What a first sync would find and do:", table([row[:2] for row in rows], indent=0)]
    told += [paragraph(f"{words}: {names}", 2, 2) for _, words, names in rows if names]
    if report.differing:
        told.append(f"{counted(report.differing, 'value')} of linked contacts differ; you will be asked.")
    return "\n".join([*told, "Nothing has been written yet."])


def _few(line: Line) -> str:
    """The first names of a group, where names help."""
    if line.group not in ("ambiguous", "refused"):
        return ""
    names = [one_line(f"{found.name} ({found.detail})" if found.detail else found.name) for found in line.found]
    return ", ".join([*names[:_NAMES], *(["…"] if line.count > _NAMES else [])])


def report_document(report: MatchReport) -> as_json.Json:
    """The report for programs: counts by group, and the first names of each."""
    return {
        "counts": {line.group.value: line.count for line in report.lines},
        "names": {
            line.group.value: [{"name": found.name, "detail": found.detail} for found in line.found]
            for line in report.lines
        },
        "differing": report.differing,
        "writes": report.writes,
    }
