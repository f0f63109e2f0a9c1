"""Budgeting: sessions leave a fifth of the organisation's daily calls to others, rest, and come back by themselves.

Exists so that a rest survives a restart, and so that our share of the calls is known: whoever opens the CRM's end has
its calls counted, whatever they were for. The numbers are `core.budget`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from desktop.core.budget import MOST, rest, used_up
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.ports import Crm
from desktop.core.sentences import say
from desktop.store.database import Database
from desktop.store.forms import maybe_moment, moment_text
from desktop.store.settings import Settings
from desktop.sync.context import Context

EXHAUSTED = "budget-exhausted"
RESTING_UNTIL = "budget_until"
CALLS_DAY, CALLS_OURS, CALLS_USED, CALLS_ALLOWED = "calls_day", "calls_ours", "calls_used", "calls_allowed"
"""The settings that keep the day, our calls of that day, and those of everybody as Salesforce told last."""
_TIMES = "budget_times"
_BY_ITSELF = ("schedule", "start", "resume")
"""Triggers of sessions that nobody asked for."""


def not_resting(settings: Settings, trigger: str, now: datetime) -> None:
    """Raise PortFault where a session that nobody asked for would end a rest."""
    until = resting_until(settings)
    if trigger in _BY_ITSELF and until is not None and now < until:
        raise _exhausted(until)


def within_budget(context: Context) -> None:
    """Raise PortFault when the organisation has used up what we leave to it, as the last answer told. No request."""
    told = context.ends.crm.budget()
    if told is not None and used_up(*told):
        raise _exhausted(None)


@contextmanager
def counted(crm: Crm, database: Database, now: Callable[[], datetime]) -> Iterator[Crm]:
    """Keep, once it is over, how many calls the CRM's end has made meanwhile, and what it was told of everybody's."""
    before = crm.calls_made()
    try:
        yield crm
    finally:
        _count(crm.calls_made() - before, crm.budget(), database, now())


def _count(made: int, told: tuple[int, int] | None, database: Database, now: datetime) -> None:
    settings, today = Settings(database), now.date().isoformat()
    if not made:
        return
    with database.transaction():
        of_today = settings.number(CALLS_OURS) if settings.text(CALLS_DAY) == today else 0
        settings.put(CALLS_DAY, today)
        settings.put(CALLS_OURS, of_today + made)
        if told is not None:
            settings.put(CALLS_USED, told[0])
            settings.put(CALLS_ALLOWED, told[1])


def close_budget(context: Context, fault: Fault | None) -> None:
    """Begin a rest where the session found the calls used up, forget all rests otherwise. Inside a transaction."""
    settings, now = context.store.settings, context.now()
    until = maybe_moment(settings.text(RESTING_UNTIL) or None)
    if fault is None:
        settings.put(RESTING_UNTIL, None)
        settings.put(_TIMES, None)
    elif fault.code == EXHAUSTED and (until is None or until <= now):
        times = settings.number(_TIMES) + 1
        settings.put(_TIMES, times)
        settings.put(RESTING_UNTIL, moment_text(now + rest(times)))


def resting_until(settings: Settings) -> datetime | None:
    """Until when no session runs by itself; None where nothing rests."""
    return maybe_moment(settings.text(RESTING_UNTIL) or None)


def _exhausted(until: datetime | None) -> PortFault:
    return PortFault(
        Fault(
            FaultClass.THROTTLED,
            EXHAUSTED,
            say(
                "Your organisation has used {percent} % of the calls that Salesforce allows in 24 hours.",
                percent=int(MOST * 100),
            ),
            say("The rest is left to others. Syncing goes on by itself after a while."),
            until=until,
        )
    )
