"""The grammar of the command line.

Exists so that commands see parsed options only. `--profile` and `--json` are understood at every level, before and
after the command.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from desktop import __version__
from desktop.core.record import Kind
from desktop.core.rules import Policy
from desktop.core.scope import well_formed

if TYPE_CHECKING:
    Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]

Place: TypeAlias = Callable[[str], Path]
"""Makes a path of what was typed."""


def called() -> str:
    """How the program is started: an executable of the bundle by its name, else the module."""
    return Path(sys.executable).stem if getattr(sys, "frozen", False) else "python -m desktop"


PROG: Final = called()
_SIMPLE: Final = {
    "plan": "read both sides and say what a sync would do; writes nothing",
    "status": "how things stand",
    "scopes": "whose contacts could be synced, and how many they are",
    "link-field": "whether Salesforce has the optional link field, and what your administrator must do",
    "holds": "what waits for your word, such as deletions",
    "exclusions": "what is never synced",
    "issues": "what could not be written, and what you ignore of it",
    "doctor": "check the program's own records",
    "audit": "compare everything on both sides with what the program holds; changes nothing",
    "diagnostics": "what the makers need to know to find a fault: no names and no secrets",
}
_RUNNING: Final = {
    "show": "bring the window of the running program to the front",
    "resume": "end a pause of the running program",
    "quit": "end the running program",
}
_ISSUES: Final = {
    "retry": "have the next sync try again what could not be written",
    "ignore": "ignore what could not be written, until it changes",
}
_PAIRS: Final = {
    "share": "sync a contact again that is not synced any more",
    "unshare": "stop syncing a contact; both copies stay",
}
_NAMED: Final = {
    "explain": "all about a contact, synced or not: what is, what was, what comes next, and why",
    "exclude": "never sync a contact, or all of a domain (@example.com)",
    "include": "take an exclusion back, by its number or any name",
}


def parser(folder: Path = Path()) -> argparse.ArgumentParser:
    """The parser of the whole command line; the command is in `command`, that of `connect` in `what`.

    Relative paths are meant from `folder`.
    """

    def place(text: str) -> Path:
        return folder / text

    shared = _shared(place)
    top = argparse.ArgumentParser(
        prog=PROG,
        description="SmartCloud Connect Desktop keeps the contacts of Salesforce and Outlook (Exchange) the same.",
        epilog="Exit codes: 0 done, 3 something waits for you, 4 sign in again, 5 the network, a server or this "
        "computer, 1 a fault of the program, 2 usage.",
        parents=[shared],
    )
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    demo = commands.add_parser("demo", parents=[shared], help="see it work on simulated servers")
    demo.add_argument("--headless", action="store_true", help="without windows, as it always is")
    commands.add_parser("sandbox", add_help=False, help="serve or check simulated servers: sandbox serve --help")
    setup = commands.add_parser("setup", parents=[shared], help="from nothing to a first sync, step by step")
    setup.add_argument("--answers", type=place, metavar="F", help="JSON with the answers; secrets by standard input")
    setup.add_argument("--try", dest="trial", action="store_true", help="with simulated accounts, in a profile apart")
    _connect(commands, shared, place)
    for name, help_text in _SIMPLE.items():
        commands.add_parser(name, parents=[shared], help=help_text)
    sync = commands.add_parser("sync", parents=[shared], help="bring both sides to the same")
    sync.add_argument("--yes", action="store_true", help="agree to the plan of the first sync")
    _undo(commands, shared)
    _about_records(commands, shared)
    _decisions(commands, shared)
    _about_the_program(commands, shared, place)
    return top


def _undo(commands: Commands, shared: argparse.ArgumentParser) -> None:
    undo = commands.add_parser("undo", parents=[shared], help="take back what a sync did, also what an undo did")
    undo.add_argument(
        "session", type=int, nargs="?", metavar="SESSION", help="default: the newest that wrote something"
    )
    undo.add_argument(
        "--only", nargs="+", default=(), metavar="WHAT", help="only these contacts: parts of names, or ids of pairs"
    )
    undo.add_argument("--dry-run", action="store_true", help="only say what it would do, as without --yes")
    undo.add_argument("--anyway", action="store_true", help="with --only: also what was changed since the sync")
    undo.add_argument("--yes", action="store_true", help="do it; without this nothing is written")


def _about_records(commands: Commands, shared: argparse.ArgumentParser) -> None:
    records = commands.add_parser("records", parents=[shared], help="the shared contacts")
    records.add_argument("--search", default="", metavar="TEXT", help="only those in which every word occurs")
    resolve = commands.add_parser("resolve", parents=[shared], help="answer a conflict")
    resolve.add_argument("id", type=int, metavar="ID")
    resolve.add_argument("--take", required=True, metavar="salesforce|mailbox|VALUE", help="which value is right")
    resolve.add_argument("--always", action="store_true", help="take that side always for this field")
    confirm = commands.add_parser("confirm", parents=[shared], help="answer a question of the list of holds")
    confirm.add_argument("id", type=int, metavar="ID")
    confirm.add_argument("--answer", required=True, choices=("delete", "stop", "restore", "exclude", "yes", "keep"))
    settings = commands.add_parser("settings", parents=[shared], help="see or change how the program behaves")
    settings.add_argument("name", nargs="?", choices=("error-categories", "history-days"), help="what to change")
    settings.add_argument("value", nargs="?", metavar="on|off|DAYS")
    history = commands.add_parser("history", parents=[shared], help="past syncs, or what one of them wrote")
    history.add_argument("session", type=int, nargs="?", metavar="SESSION")


def _decisions(commands: Commands, shared: argparse.ArgumentParser) -> None:
    for name, help_text in _ISSUES.items():
        commands.add_parser(name, parents=[shared], help=help_text).add_argument("id", type=int, metavar="ID")
    for name, help_text in _PAIRS.items():
        commands.add_parser(name, parents=[shared], help=help_text).add_argument("pair", metavar="PAIR")
    for name, help_text in _NAMED.items():
        named = commands.add_parser(name, parents=[shared], help=help_text)
        named.add_argument("named", nargs="+", metavar="WHAT", help="an id, a name, an e-mail address, or a link")
    policy = commands.add_parser("policy", parents=[shared], help="see or choose what decides conflicts")
    policy.add_argument("preset", nargs="?", choices=[preset.value for preset in Policy])
    rules = commands.add_parser("rules", parents=[shared], help="what decides conflicts about single fields")
    rules.add_argument("field", nargs="?", metavar="FIELD", help="the field whose rule is set or dropped")
    rules.add_argument("policy", nargs="?", choices=[policy.value for policy in Policy])
    rules.add_argument("--drop", action="store_true", help="take the rule of the field back")
    conflicts = commands.add_parser("conflicts", parents=[shared], help="what both sides changed and waits for you")
    conflicts.add_argument("--log", action="store_true", help="the values that gave way in conflicts")
    back = commands.add_parser("put-back", parents=[shared], help="have a value that gave way stand again")
    back.add_argument("id", type=int, metavar="ID", help="its number in conflicts --log")
    back.add_argument("--of", choices=("salesforce", "mailbox"), help="whose value, where both sides lost one")


def _about_the_program(commands: Commands, shared: argparse.ArgumentParser, place: Place) -> None:
    for name, help_text in _RUNNING.items():
        commands.add_parser(name, parents=[shared], help=help_text)
    pause = commands.add_parser("pause", parents=[shared], help="have the running program start no sync by itself")
    pause.add_argument("how_long", nargs="?", default="30m", metavar="30m|2h|3d|tomorrow", help="default: 30m")
    page = commands.add_parser("admin-page", parents=[shared], help="what an administrator must create, to hand on")
    page.add_argument("vendor", choices=("salesforce", "microsoft"))
    _try_microsoft(commands, shared, place)
    sign_out = commands.add_parser("sign-out", parents=[shared], help="forget the sign-in of one side")
    sign_out.add_argument("side", choices=("salesforce", "mailbox"))
    wipe = commands.add_parser("wipe", parents=[shared], help="delete everything that the program keeps here")
    wipe.add_argument("--yes", action="store_true", help="without this nothing is deleted")


def _try_microsoft(commands: Commands, shared: argparse.ArgumentParser, place: Place) -> None:
    microsoft = commands.add_parser(
        "try-microsoft", parents=[shared], help="sign in to Microsoft to see whether it is set up; keeps nothing"
    )
    microsoft.add_argument("--client-id", required=True, metavar="ID", help="of your organisation's app")
    microsoft.add_argument("--tenant", default="", metavar="DOMAIN", help="your organisation, where it is not found")
    microsoft.add_argument(
        "--cloud", default="public", choices=("public", "us-government", "us-defence", "china"), help="default: public"
    )
    microsoft.add_argument("--authority", default="", metavar="URL", help="a sign-in that is none of these clouds")
    microsoft.add_argument("--other-device", action="store_true", help="with a code to type on another device")
    microsoft.add_argument("--ca-file", type=lambda text: str(place(text)), metavar="F", help="an authority to trust")


def _connect(commands: Commands, shared: argparse.ArgumentParser, place: Place) -> None:
    connect = commands.add_parser("connect", parents=[shared], help="connect Salesforce, Exchange or a sandbox")
    what = connect.add_subparsers(dest="what", required=True, metavar="sandbox|salesforce|exchange")
    choices = _choices()
    sandbox = what.add_parser("sandbox", parents=[shared, choices], help="both sides of a running sandbox")
    sandbox.add_argument("--ready-file", type=place, required=True, metavar="F")
    sandbox.add_argument(
        "--dialect", choices=("ews", "graph"), default="ews", help="how the mailbox is spoken to (default: ews)"
    )
    salesforce = what.add_parser("salesforce", parents=[shared, choices], help="an org")
    _salesforce(salesforce)
    exchange = what.add_parser("exchange", parents=[shared, choices], help="a mailbox")
    exchange.add_argument("--ews-url", required=True, metavar="URL")
    exchange.add_argument("--username", required=True, metavar="U")
    exchange.add_argument("--password-stdin", action="store_true", required=True, help="read it from standard input")
    exchange.add_argument("--email", default="", metavar="ADDRESS", help="the mailbox's address, if not the user name")
    for side in (salesforce, exchange):
        side.add_argument(
            "--ca-file",
            type=lambda text: str(place(text)),
            metavar="F",
            help="a certificate authority to trust besides the system's",
        )


def _salesforce(salesforce: argparse.ArgumentParser) -> None:
    way = salesforce.add_mutually_exclusive_group(required=True)
    way.add_argument("--browser", action="store_true", help="sign in on Salesforce's own page, in your browser")
    way.add_argument(
        "--password-stdin",
        action="store_true",
        help="for old orgs: read one line with the password and, right behind it, the security token",
    )
    way.add_argument(
        "--token-stdin",
        action="store_true",
        help="read JSON with access_token, refresh_token, client_id (and login_url) from standard input",
    )
    salesforce.add_argument(
        "--login", default="", metavar="production|sandbox|DOMAIN", help="where to sign in (default: production)"
    )
    salesforce.add_argument(
        "--client-id", default="", metavar="ID", help="of your organisation's app; see admin-page salesforce"
    )
    salesforce.add_argument("--username", default="", metavar="U", help="with a password by standard input")
    salesforce.add_argument("--instance-url", default="", metavar="URL", help="with tokens by standard input")


def _shared(place: Place) -> argparse.ArgumentParser:
    # SUPPRESS: a level that does not see the option must not overwrite what another level saw.
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--profile", type=place, default=argparse.SUPPRESS, metavar="DIR", help="where state is kept")
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer in JSON")
    return shared


def _choices() -> argparse.ArgumentParser:
    choices = argparse.ArgumentParser(add_help=False)
    choices.add_argument(
        "--kinds",
        action="append",
        choices=[kind.value for kind in Kind],
        default=None,
        help="what to sync, may be repeated (default: every kind)",
    )
    choices.add_argument(
        "--scope",
        type=_scope,
        default=None,
        metavar="mine|all|view:ID",
        help="whose Salesforce records (default: mine); the command scopes lists them",
    )
    return choices


def _scope(text: str) -> str:
    if not well_formed(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not mine, all or view:ID; the command scopes lists them")
    return text
