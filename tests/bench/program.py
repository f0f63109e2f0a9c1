"""The jobs of our program: connect a profile, run one session. Each runs in a process of its own.

Must not know what is on the servers.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from desktop.app.reads import ExchangeSignIn, Report, SalesforceSignIn
from desktop.wiring import open_program


def connect(profile: str, ready: dict[str, Any]) -> None:
    """Connect a new profile to both servers."""
    org, mailbox, authority = ready["salesforce"], ready["exchange"], ready["ca_file"]
    with open_program(Path(profile)) as program:
        program.connect_salesforce(
            SalesforceSignIn(
                org["instance_url"], org["access_token"], org["refresh_token"], org["client_id"], ca_file=authority
            )
        )
        program.connect_exchange(
            ExchangeSignIn(mailbox["ews_url"], mailbox["username"], mailbox["password"], mailbox["email"], authority)
        )


def session(profile: str) -> dict[str, Any]:
    """One session with a yes."""
    with open_program(Path(profile)) as program:
        return _told(program.sync(yes=True))


def agree(profile: str) -> None:
    """One session, and a yes to all that it asks."""
    with open_program(Path(profile)) as program:
        program.sync()
        for shown in program.queries.holds():
            program.answers.confirm(shown.hold.id, "yes")


def sessions(profile: str, times: int) -> dict[str, Any]:
    """Several sessions in one process; `each_cpu_s` is the CPU of each but the first, which loads the libraries."""
    with open_program(Path(profile)) as program:
        report = program.sync()
        used = []
        for _ in range(times):
            before = time.process_time()
            report = program.sync()
            used.append(time.process_time() - before)
        return {**_told(report), "each_cpu_s": used}


def _told(report: Report) -> dict[str, Any]:
    fault = report.fault.sentence() if report.fault else ""
    return {"verdict": str(report.verdict), "counts": report.counts, "fault": fault}
