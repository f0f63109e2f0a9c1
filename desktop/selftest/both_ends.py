"""Checks of the program as a whole: both ends against the sandbox that it brings, and a first sync between them.

Must not know how the servers are simulated; asks a judge who shares no code with the program.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from desktop import wiring
from desktop.app.reads import Report, Verdict
from desktop.cli.commands import sandbox_sign_ins
from desktop.selftest.report import CheckFailed


def first_sync() -> str:
    """A first sync over HTTPS: both sign-ins, the plan, the writes, a second sync with nothing to do, and the judge."""
    with (
        wiring.demo_world() as world,
        tempfile.TemporaryDirectory(prefix="scc-selftest-", ignore_cleanup_errors=True) as folder,
        wiring.open_program(Path(folder)) as program,
    ):
        salesforce, exchange = sandbox_sign_ins(world.ready)
        program.connect_salesforce(salesforce)
        program.connect_exchange(exchange)
        written = _clean(program.sync(yes=True))
        again = _clean(program.sync())
        found = world.disagreements()
        contacts, _ = world.shared()
    if found:
        raise CheckFailed(f"the servers disagree after a sync: {found[0]}")
    if not written or again:
        raise CheckFailed(f"the first sync wrote {written} changes, the second {again}")
    return f"{contacts} contacts are the same on both sides"


def _clean(report: Report) -> int:
    """How much a session wrote. Raises CheckFailed for one that did not end well."""
    if report.verdict is not Verdict.CLEAN:
        reason = report.fault.sentence() if report.fault else ""
        raise CheckFailed(f"a sync ended as {report.verdict}. {reason}")
    return sum(report.counts.values())
