"""The commands: each asks the program and gives an exit code, a JSON document and a text.

Exists between parsed options and the facade. Reads standard input where a command says so; prints nothing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, TextIO

from desktop.app.diagnostics import gather
from desktop.app.reads import (
    MICROSOFT,
    SALESFORCE,
    Account,
    ExchangeSignIn,
    GraphSignIn,
    Program,
    Report,
    SalesforceSignIn,
    exit_code,
    microsoft_page,
    salesforce_page,
)
from desktop.cli import as_json, render, sentences, undone
from desktop.cli.typed import BadInput, microsoft_sign_in, salesforce_sign_in
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.guards import answers
from desktop.core.record import Kind, Side
from desktop.core.rules import Policy

CLEAN, OUR_BUG = 0, 1
NOTED: Final = "Noted. The next sync carries it out."
_ALL = 1_000_000
"""More records than a profile holds: lists of the command line are complete."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answers; one of text and document is shown."""

    code: int
    document: object
    text: str


def connect(program: Program, options: argparse.Namespace, typed: TextIO) -> Answer:
    """Connect one side, or both of a sandbox, and keep which kinds and whose records are synced."""
    accounts = _CONNECT[options.what](program, options, typed)
    program.choose(tuple(Kind(name) for name in options.kinds or ()), options.scope or "")
    where = program.where()
    document = {"accounts": [as_json.account(account) for account in accounts], "secrets": where}
    return Answer(CLEAN, document, "\n".join(render.connected(account, where) for account in accounts))


def typed_for(options: argparse.Namespace, typed: TextIO) -> str:
    """What a command takes of standard input, so that it can be handed over; nothing else is read."""
    if getattr(options, "password_stdin", False):
        return typed.readline()
    takes_all = getattr(options, "token_stdin", False) or getattr(options, "answers", None) is not None
    return typed.read() if takes_all else ""


def sandbox_sign_ins(
    ready: Mapping[str, Any], dialect: str = "ews"
) -> tuple[SalesforceSignIn, ExchangeSignIn | GraphSignIn]:
    """The sign-ins of a sandbox's ready file, in a dialect of Exchange. Raises KeyError where something is missing."""
    salesforce, ca_file = ready["salesforce"], ready["ca_file"]
    return (
        SalesforceSignIn(
            salesforce["instance_url"],
            salesforce["access_token"],
            salesforce["refresh_token"],
            salesforce["client_id"],
            salesforce["login_url"],
            ca_file,
        ),
        _graph_sign_in(ready) if dialect == "graph" else _ews_sign_in(ready),
    )


def _ews_sign_in(ready: Mapping[str, Any]) -> ExchangeSignIn:
    box = ready["exchange"]
    return ExchangeSignIn(box["ews_url"], box["username"], box["password"], box["email"], ready["ca_file"])


def _graph_sign_in(ready: Mapping[str, Any]) -> GraphSignIn:
    box, authority = ready["graph"], ready["microsoft"]["authority"]
    return GraphSignIn(box["base_url"], authority, box["client_id"], box["refresh_token"], ready["ca_file"])


def _connect_sandbox(program: Program, options: argparse.Namespace, typed: TextIO) -> list[Account]:
    path: Path = options.ready_file
    try:
        salesforce, exchange = sandbox_sign_ins(json.loads(path.read_text("utf-8")), options.dialect)
    except OSError as problem:
        raise PortFault(
            Fault(
                FaultClass.ENVIRONMENT,
                "no-ready-file",
                f"The ready file {path} cannot be read: {problem.strerror}.",
                "Start the sandbox first: sandbox serve --ready-file F.",
            )
        ) from problem
    except (ValueError, KeyError, TypeError) as problem:
        raise BadInput(f"{path} is not the ready file of a sandbox.") from problem
    return [program.connect_salesforce(salesforce), program.connect_exchange(exchange)]


def _connect_salesforce(program: Program, options: argparse.Namespace, typed: TextIO) -> list[Account]:
    return [program.connect_salesforce(salesforce_sign_in(options, typed))]


def _connect_exchange(program: Program, options: argparse.Namespace, typed: TextIO) -> list[Account]:
    password = typed.readline().rstrip("\r\n")
    if not password:
        raise BadInput("Standard input has no password.")
    sign_in = ExchangeSignIn(options.ews_url, options.username, password, options.email, options.ca_file)
    return [program.connect_exchange(sign_in)]


_CONNECT: Final[dict[str, Callable[[Program, argparse.Namespace, TextIO], list[Account]]]] = {
    "sandbox": _connect_sandbox,
    "salesforce": _connect_salesforce,
    "exchange": _connect_exchange,
}


def plan(program: Program, options: argparse.Namespace) -> Answer:
    """What a sync would do."""
    return _planned(program, program.plan())


def sync(program: Program, options: argparse.Namespace) -> Answer:
    """One session; the first one only plans without a yes."""
    report = program.sync(yes=options.yes)
    if report.planned is not None and report.fault is None:
        return _planned(program, report)
    text = render.outcome(report, as_json.waiting(program), program.queries.issues())
    return Answer(exit_code(report), as_json.report(report, program), text)


def _planned(program: Program, report: Report) -> Answer:
    waiting = as_json.waiting(program)
    # The question that asks for the yes to this very plan is no further decision.
    waiting["holds"] -= report.hold is not None
    text = render.plan(report, program.queries.matches(), waiting, program.queries.first_sync_due())
    return Answer(exit_code(report), as_json.report(report, program), text)


def undo(program: Program, options: argparse.Namespace) -> Answer:
    """Take back what a session did; without a yes only say what would be done."""
    if options.anyway and not options.only:
        raise BadInput("--anyway overwrites what was changed since; say --only and whose contacts it is about.")
    dry = options.dry_run or not options.yes
    report = program.undo(options.session, options.only, dry=dry, insist=options.anyway)
    document = as_json.undo(report, program)
    return Answer(exit_code(report), document, undone.told(report, options.session, dry, program.queries.label))


def scopes(program: Program, options: argparse.Namespace) -> Answer:
    """Whose contacts could be synced, with how many they are."""
    found, mailbox, chosen = program.scopes(), program.mailbox_count(), program.queries.scope()
    document = {
        "scopes": [as_json.scope(choice, chosen) for choice in found],
        "mailbox": {"shared": mailbox.shared, "personal": mailbox.personal},
    }
    return Answer(CLEAN, document, render.scopes(found, chosen, mailbox))


def status(program: Program, options: argparse.Namespace) -> Answer:
    """How things stand."""
    found = program.queries.status()
    facts = program.queries.facts()
    text = render.status(found, program.queries.issues(), program.where(), facts, program.queries.link_field())
    rebuilt = program.queries.after_damage()
    if rebuilt is not None:
        text = f"{render.fault(rebuilt)}\n\n{text}"
    if program.queries.sandboxed():
        text = f"{render.TRIAL}\n\n{text}"
    return Answer(CLEAN, as_json.status(found, program), text)


def records(program: Program, options: argparse.Namespace) -> Answer:
    """The shared records."""
    found = program.queries.records(options.search, limit=_ALL)
    return Answer(CLEAN, [as_json.record(item) for item in found], render.records(found, render.pair_state))


def conflicts(program: Program, options: argparse.Namespace) -> Answer:
    """What a person must choose."""
    found = program.queries.conflicts()
    told = [
        render.conflict(
            item,
            program.queries.label(item.conflict.field),
            program.queries.names(Side.CRM, item.conflict.candidates),
            program.queries.taken_whole(item.conflict.field),
        )
        for item in found
    ]
    return Answer(CLEAN, [as_json.conflict(item, program) for item in found], render.conflicts(told))


def resolve(program: Program, options: argparse.Namespace) -> Answer:
    """Answer a conflict."""
    program.answers.resolve(options.id, options.take, options.always)
    text = f"{NOTED} From now on always so: rules" if options.always else NOTED
    return Answer(CLEAN, {"resolved": options.id, "take": options.take, "always": options.always}, text)


def holds(program: Program, options: argparse.Namespace) -> Answer:
    """What waits for a person's word."""
    found = [(item, answers(item.hold.guard)) for item in program.queries.holds()]
    told = [render.hold(item, allowed) for item, allowed in found]
    return Answer(CLEAN, [as_json.hold(item, allowed) for item, allowed in found], render.holds(told))


def confirm(program: Program, options: argparse.Namespace) -> Answer:
    """Answer a hold."""
    program.answers.confirm(options.id, options.answer)
    return Answer(CLEAN, {"confirmed": options.id, "answer": options.answer}, NOTED)


def issues(program: Program, options: argparse.Namespace) -> Answer:
    """What could not be written, and what of it is ignored."""
    found, ignored = program.queries.issues(), program.queries.ignored()
    document = [as_json.issue(item, program.queries.label) for item in (*found, *ignored)]
    return Answer(CLEAN, document, render.issues(found, ignored))


def retry(program: Program, options: argparse.Namespace) -> Answer:
    """Have a refused record tried again."""
    program.answers.retry(options.id)
    return Answer(CLEAN, {"retried": options.id}, "Noted. The next sync tries again.")


def ignore(program: Program, options: argparse.Namespace) -> Answer:
    """Ignore an issue."""
    program.answers.ignore(options.id)
    return Answer(CLEAN, {"ignored": options.id}, f"Noted. To take it back: retry {options.id}")


def share(program: Program, options: argparse.Namespace) -> Answer:
    """Have a pair shared anew."""
    program.answers.share(options.pair)
    return Answer(CLEAN, {"shared": options.pair}, NOTED)


def unshare(program: Program, options: argparse.Namespace) -> Answer:
    """Have a pair un-shared."""
    program.answers.unshare(options.pair)
    return Answer(CLEAN, {"unshared": options.pair}, NOTED)


def policy(program: Program, options: argparse.Namespace) -> Answer:
    """What decides conflicts; with a preset, after choosing it."""
    if options.preset is not None:
        program.options.set_policy(Policy(options.preset))
    chosen = program.queries.policy()
    return Answer(CLEAN, {"policy": chosen.value}, render.policy(chosen))


def settings(program: Program, options: argparse.Namespace) -> Answer:
    """How the program behaves; with a name and a value, after changing that."""
    if options.name is not None:
        _SET[options.name](program, options.value or "")
    on, days = program.queries.error_categories(), program.queries.history_days()
    return Answer(CLEAN, {"error_categories": on, "history_days": days}, render.settings(on, days))


def _set_error_categories(program: Program, value: str) -> None:
    if value not in ("on", "off"):
        raise BadInput("Say what error-categories shall be: on or off.")
    program.options.set_error_categories(value == "on")


def _set_history_days(program: Program, value: str) -> None:
    try:
        program.options.set_history_days(int(value))
    except ValueError as problem:
        raise BadInput("Say for how many days history is kept: 7 to 3650.") from problem


_SET: Final[dict[str, Callable[[Program, str], None]]] = {
    "error-categories": _set_error_categories,
    "history-days": _set_history_days,
}


def history(program: Program, options: argparse.Namespace) -> Answer:
    """Past sessions, or what one of them wrote."""
    if options.session is None:
        found = program.queries.history()
        return Answer(CLEAN, [as_json.session(item) for item in found], render.history(found))
    written = program.queries.changes(options.session)
    text = render.changes(options.session, sentences.told(written, program.queries.label))
    return Answer(CLEAN, [as_json.change(item, program.queries.label) for item in written], text)


def doctor(program: Program, options: argparse.Namespace) -> Answer:
    """What is wrong with our own state."""
    found = program.queries.doctor()
    return Answer(OUR_BUG if found else CLEAN, {"findings": found}, render.doctor(found))


def diagnostics(profile: Path) -> Answer:
    """What the makers need to know to find a fault."""
    found = gather(profile)
    return Answer(CLEAN, asdict(found), found.text())


def admin_page(options: argparse.Namespace) -> Answer:
    """What an administrator must create."""
    page, app = (salesforce_page(), SALESFORCE) if options.vendor == "salesforce" else (microsoft_page(), MICROSOFT)
    callbacks = [line for line in page if line.startswith("http")]
    document = {"vendor": options.vendor, "callbacks": callbacks, "scopes": list(app.scopes)}
    return Answer(CLEAN, document, render.admin_page(page))


def sign_out(program: Program, options: argparse.Namespace) -> Answer:
    """Forget the sign-in of one side."""
    side = next(side for side, name in as_json.SIDES.items() if name == options.side)
    account = program.sign_out(side)
    return Answer(CLEAN, {"signed_out": as_json.account(account)}, render.signed_out(account))


def try_microsoft(program: Program, options: argparse.Namespace) -> Answer:
    """Whether signing in to Microsoft works, and as whom."""
    user = program.try_microsoft(microsoft_sign_in(options))
    document = {"email": user.email, "name": user.name, "tenant": user.tenant, "scopes": list(user.scopes)}
    return Answer(CLEAN, document, render.microsoft_user(user))


def agree_to_wipe(options: argparse.Namespace) -> None:
    """Ask for a yes before anything is opened or deleted."""
    if not options.yes:
        raise BadInput(
            "This deletes the sign-ins, the copy of your records with its history, and the log of this profile. "
            "Nothing is deleted in Salesforce or in the mailbox. If that is what you want, say wipe --yes."
        )


def wipe(program: Program) -> Answer:
    """Delete everything that the program keeps of a profile."""
    program.wipe()
    return Answer(CLEAN, {"wiped": True}, "Everything of this profile is deleted. Both servers are as they were.")


COMMANDS: Final[dict[str, Callable[[Program, argparse.Namespace], Answer]]] = {
    "plan": plan,
    "sync": sync,
    "undo": undo,
    "scopes": scopes,
    "status": status,
    "records": records,
    "resolve": resolve,
    "holds": holds,
    "confirm": confirm,
    "issues": issues,
    "retry": retry,
    "ignore": ignore,
    "share": share,
    "unshare": unshare,
    "policy": policy,
    "settings": settings,
    "history": history,
    "doctor": doctor,
    "sign-out": sign_out,
    "try-microsoft": try_microsoft,
}
