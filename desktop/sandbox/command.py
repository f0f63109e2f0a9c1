"""The command line of the sandbox: serve in the foreground until a signal, or have the judge check both servers.

It must not know the servers, only their host.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from collections.abc import Sequence
from http.client import HTTPException
from pathlib import Path
from typing import Any, TextIO

from desktop.sandbox.judge import Judge
from desktop.sandbox.mishaps.plan import FaultPlan, PlanUnreadable
from desktop.sandbox.serve import Sandbox, SandboxOptions
from desktop.sandbox.state_folder import StateUnreadable, write_whole
from desktop.sandbox.visitor import VisitRefused

CLEAN, DISAGREE, ENVIRONMENT = 0, 1, 5
# Windows delivers Ctrl-C only between two waits.
WAIT_SLICE_S = 0.5


def main(argv: list[str]) -> int:
    """Run `sandbox serve` or `sandbox check` with `argv` (with or without a leading "sandbox").

    `serve` returns 0 after SIGTERM or SIGINT, `check` 0 when both servers agree and 1 when they do not; both return 5
    when the machine refuses a file or a port or a server does not answer. Usage errors exit with 2.
    """
    options = _parser().parse_args(argv[1:] if argv[:1] == ["sandbox"] else argv)
    if options.action == "check":
        return _check(options.ready_file, options.excused, sys.stdout)
    ended = _end_on_signals()
    try:
        return _serve(options, ended, sys.stdout)
    except (OSError, StateUnreadable, PlanUnreadable) as fault:
        print(f"The sandbox cannot run: {fault}", file=sys.stderr)  # noqa: T201
        return ENVIRONMENT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m desktop sandbox",
        description="A Salesforce org and an Exchange mailbox on this computer, to try things out.",
    )
    actions = parser.add_subparsers(dest="action", required=True)
    check = actions.add_parser("check", help="compare the contacts of both servers, field by field")
    check.add_argument(
        "--ready-file", type=Path, metavar="F", required=True, help="the ready file of a running sandbox"
    )
    check.add_argument(
        "--except", dest="excused", action="append", default=[], metavar="NAME", help="a contact that may differ"
    )
    serve = actions.add_parser("serve", help="serve both on loopback until Ctrl-C or SIGTERM")
    serve.add_argument("--ready-file", type=Path, metavar="F", help="write addresses and sign-in here when ready")
    serve.add_argument("--request-log", type=Path, metavar="F", help="append one JSON line a request")
    serve.add_argument("--state", type=Path, metavar="DIR", help="keep the world here between runs")
    serve.add_argument("--seed", type=int, default=1, help="the same seed makes the same world (default: 1)")
    serve.add_argument("--contacts", type=_count, default=40, metavar="N", help="contacts in Salesforce (default: 40)")
    serve.add_argument(
        "--token-life", type=_seconds, metavar="SECONDS", help="access tokens expire after this (default: never)"
    )
    serve.add_argument("--faults", type=Path, metavar="F", help="a fault plan in JSON (see docs/sandbox.md)")
    serve.add_argument("--rotate-refresh", action="store_true", help="a refresh token works once")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of contacts")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not seconds > 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above zero")
    return seconds


def _end_on_signals() -> threading.Event:
    ended = threading.Event()
    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda _number, _frame: ended.set())
    return ended


def _serve(options: argparse.Namespace, ended: threading.Event, out: TextIO) -> int:
    sandbox = Sandbox(
        SandboxOptions(
            seed=options.seed,
            contacts=options.contacts,
            state_dir=options.state,
            request_log=options.request_log,
            token_life_s=options.token_life,
            rotate_refresh=options.rotate_refresh,
            faults=FaultPlan.from_file(options.faults) if options.faults else None,
        )
    )
    with sandbox:
        sandbox.check()
        ready = sandbox.ready
        if options.ready_file is not None:
            write_whole(options.ready_file, json.dumps(ready, indent=2) + "\n")
        out.write(_greeting(ready, options.ready_file))
        out.flush()
        while not ended.wait(WAIT_SLICE_S):
            pass
    if options.state is not None:
        out.write(f"The world is kept in {options.state}.\n")
    return CLEAN


def _check(ready_file: Path, excused: Sequence[str], out: TextIO) -> int:
    try:
        judge = Judge(json.loads(ready_file.read_text("utf-8")))
        found = judge.disagreements(excused)
        in_salesforce, in_outlook = judge.shared()
    except (OSError, ValueError, KeyError, HTTPException, VisitRefused) as fault:
        print(f"The servers cannot be checked: {fault}", file=sys.stderr)  # noqa: T201
        return ENVIRONMENT
    verdict = f"They disagree in {len(found)}." if found else "They agree."
    lines = [*found, f"{in_salesforce} contacts in Salesforce, {in_outlook} in the shared folder. {verdict}"]
    out.write("\n".join(lines) + "\n")
    return DISAGREE if found else CLEAN


def _greeting(ready: dict[str, Any], ready_file: Path | None) -> str:
    salesforce, exchange = ready["salesforce"], ready["exchange"]
    lines = [
        f"Salesforce answers at {salesforce['instance_url']} (plain: {salesforce['http_url']}),"
        f" user {salesforce['username']}.",
        f"Exchange answers at {exchange['ews_url']} (plain: {exchange['http_url']}), user {exchange['username']}.",
        f"The same mailbox is at {ready['graph']['base_url']} over Graph (plain: {ready['graph']['http_url']}).",
        f"Their certificates are signed by {ready['ca_file']}. Faults are planned at {ready['control']['url']}/faults.",
    ]
    if ready_file is not None:
        lines.append(f"Addresses, passwords and tokens are in {ready_file}.")
    lines.append("Ctrl-C (or SIGTERM) ends both.")
    return "\n".join(lines) + "\n"
