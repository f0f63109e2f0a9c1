"""What the makers need to know to find a fault, as a text that a person can read before sending it.

Exists so that nobody sends a database or a log instead. Holds no name, no address and no secret, but counts, codes and
versions.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from desktop import __version__
from desktop.app.queries import Queries, reader
from desktop.core.faults import PortFault

PACKAGES = ("PySide6-Essentials", "simple-salesforce", "exchangelib", "msal", "requests", "keyring", "APScheduler")
SESSIONS = 10
_ABSENT = "not installed"


@dataclass(frozen=True, slots=True)
class PastSession:
    """One session: its counts, without any record. `verdict` is None while it runs, `ended` too."""

    id: int
    trigger: str
    verdict: str | None
    started: str
    ended: str | None
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """Everything that `text` shows. `fault` says why the profile could not be read; '' where it could."""

    program: str
    python: str
    system: str
    packages: dict[str, str]
    profile: str
    accounts: list[str] = field(default_factory=list)
    """The kinds of the connected ends, such as `salesforce` and `ews`."""
    records: dict[str, int] = field(default_factory=dict)
    waiting: dict[str, int] = field(default_factory=dict)
    """Conflicts, holds and issues, these by code."""
    sessions: list[PastSession] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    fault: str = ""

    def text(self) -> str:
        """The same as lines."""
        lines = [
            f"SmartCloud Connect Desktop {self.program}",
            f"Python {self.python} on {self.system}",
            *(f"{name} {number}" for name, number in self.packages.items()),
            f"Profile: {self.profile}",
        ]
        if self.fault:
            return "\n".join([*lines, f"It cannot be read: {self.fault}"])
        lines += [
            f"Accounts: {', '.join(self.accounts) or 'none'}",
            f"Records: {_counts(self.records)}",
            f"Waiting: {_counts(self.waiting)}",
            "Sessions:" if self.sessions else "Sessions: none",
        ]
        for each in self.sessions:
            verdict = each.verdict or "not finished"
            lines.append(f"  {each.id} {each.trigger} {each.started}: {verdict}; {_counts(each.counts)}")
        lines.append("Findings:" if self.findings else "Findings: none")
        return "\n".join([*lines, *(f"  {finding}" for finding in self.findings)])


def gather(profile: Path) -> Diagnostics:
    """The diagnostics of a profile, as far as it can be read. Changes nothing."""
    found = Diagnostics(
        program=__version__,
        python=platform.python_version() + (", bundled" if getattr(sys, "frozen", False) else ""),
        system=platform.platform(),
        packages={name: _version(name) for name in PACKAGES},
        profile=_homeless(str(profile.absolute())),
    )
    try:
        with reader(profile) as queries:
            return _with_what_is_kept(found, queries)
    except PortFault as problem:
        return replace(found, fault=_homeless(problem.fault.message))


def _with_what_is_kept(found: Diagnostics, queries: Queries) -> Diagnostics:
    status = queries.status()
    waiting = {"conflicts": status.conflicts, "holds": status.holds}
    for issue in queries.issues():
        name = f"issue {issue.complaint.code}"
        waiting[name] = waiting.get(name, 0) + 1
    return replace(
        found,
        accounts=[account.adapter for account in status.accounts],
        records={side.value: number for side, number in status.records.items()} | dict(status.pairs),
        waiting=waiting,
        sessions=[
            PastSession(
                session.id,
                session.trigger,
                session.verdict,
                session.started.isoformat(),
                session.ended.isoformat() if session.ended else None,
                dict(session.counters),
            )
            for session in queries.history(SESSIONS)
        ],
        findings=queries.doctor(),
    )


def _counts(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counted.items() if number) or "none"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return _ABSENT


def _homeless(text: str) -> str:
    """Without the person's name, which is part of their home folder."""
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text
