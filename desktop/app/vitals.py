"""The few facts behind the icon: remembered when a session ends, gathered when somebody looks.

Exists because a session that could not even begin leaves no row, and because a restart must not forget a failure.
Decides nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.app.standing import Facts
from desktop.core.faults import Fault
from desktop.core.guards import YES, Guard
from desktop.core.record import Side
from desktop.core.sentences import sentence_of, sentence_text
from desktop.store.accounts import Accounts
from desktop.store.database import Database
from desktop.store.forms import maybe_moment, moment_text
from desktop.store.holds import Holds
from desktop.store.sessions import Sessions
from desktop.store.settings import Settings
from desktop.store.views import Views
from desktop.sync.budgeting import CALLS_ALLOWED, CALLS_OURS, CALLS_USED, resting_until
from desktop.sync.session import FIRST_SYNC_DONE, Report, Verdict

INTERVAL, PAUSED_UNTIL, SANDBOX = "interval_minutes", "paused_until", "sandbox"
DEFAULT_MINUTES = 30
_VERDICT, _FAULT, _KIND, _SUCCESS = "last_verdict", "last_fault", "last_fault_kind", "last_success"
_UNTIL = "last_fault_until"
_WORKED = (Verdict.CLEAN, Verdict.WAITING, Verdict.HELD, Verdict.OUT_OF_TIME)


def remember(database: Database, report: Report, now: datetime) -> None:
    """Keep how a session ended."""
    settings = Settings(database)
    with database.joined():
        settings.put(_VERDICT, report.verdict.value)
        settings.put(_FAULT, sentence_text(report.fault.sentence()) if report.fault else None)
        settings.put(_KIND, report.fault.kind.value if report.fault else None)
        until = report.fault.until if report.fault else None
        settings.put(_UNTIL, moment_text(until) if until else None)
        if report.verdict in _WORKED:
            settings.put(_SUCCESS, moment_text(now))


def keep_pause(database: Database, fault: Fault) -> None:
    """Keep until when a server does not want to be asked: what the end noted itself is taken back with a rehearsal."""
    if fault.until is not None:
        Settings(database).put(_UNTIL, moment_text(fault.until))


def _goes_on(database: Database) -> bool:
    """Whether a first sync that was agreed to is not done: it goes on by itself, unless the person stopped it."""
    agreed = any(hold.guard == Guard.FIRST_SYNC and hold.answer == YES for hold in Holds(database).active())
    return agreed and all(session.verdict != Verdict.CANCELLED for session in Sessions(database).last(1))


def gather(database: Database) -> Facts:
    """The facts as they are now."""
    settings, accounts = Settings(database), Accounts(database)
    status = Views(database).status()
    return Facts(
        connected=all(accounts.get(side) is not None for side in Side),
        first_sync_due=not settings.flag(FIRST_SYNC_DONE) and not _goes_on(database),
        conflicts=status.conflicts,
        holds=status.holds,
        problems=status.issues,
        last_success=maybe_moment(settings.text(_SUCCESS) or None),
        verdict=settings.text(_VERDICT),
        fault=sentence_of(settings.text(_FAULT)),
        fault_kind=settings.text(_KIND),
        paused_until=maybe_moment(settings.text(PAUSED_UNTIL) or None),
        interval=timedelta(minutes=settings.number(INTERVAL, DEFAULT_MINUTES)),
        sandbox=settings.flag(SANDBOX),
        resting_until=resting_until(settings),
        asked_until=maybe_moment(settings.text(_UNTIL) or None),
        calls=(settings.number(CALLS_OURS), settings.number(CALLS_USED), settings.number(CALLS_ALLOWED)),
    )
