"""Explaining an item: with what both servers show now, or else with what was last seen.

Exists as the program's way to `sync.explain`. All that is read meanwhile is taken back: explaining changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, NoReturn, cast

from desktop.app.standing import Facts
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.naming import named
from desktop.core.ports import Ends
from desktop.core.sentences import say
from desktop.core.verdict import Code, Reason
from desktop.store.database import Database
from desktop.sync.context import Context
from desktop.sync.explain import Explained, explain
from desktop.sync.foresight import look_ahead


class _Away:
    """An end that cannot be asked: whatever is wanted of it, it raises the fault that says why."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault

    def __getattr__(self, _: str) -> Callable[..., NoReturn]:
        def refuse(*_: object, **__: object) -> NoReturn:
            raise PortFault(self._fault)

        return refuse


def away(fault: Fault) -> Ends:
    """Two ends that cannot be asked."""
    end = cast(Any, _Away(fault))
    return Ends(end, end)


def with_ends(database: Database, what: str, context_of: Callable[[], Context]) -> Explained:
    """Explain as the next session would find it. Raises PortFault where an end fails, or `what` says nothing."""
    wanted = named(_said(what))
    with database.rehearsal():
        context = context_of()
        look_ahead(context)
        return explain(context, wanted)


def as_last_seen(database: Database, what: str, fault: Fault, context_of: Callable[[Ends], Context]) -> Explained:
    """Explain without asking anybody; the fault says why."""
    wanted = named(_said(what))
    with database.rehearsal():
        return explain(context_of(away(fault)), wanted, fault)


def with_pause(explained: Explained, facts: Facts, now: datetime) -> Explained:
    """The same, with a word on the person's pause where something waits for the next session."""
    if facts.paused_until is None or facts.paused_until <= now:
        return explained
    until = facts.paused_until.astimezone().strftime("%Y-%m-%d %H:%M")
    paused = Reason(
        Code.PAUSED,
        say("You paused syncing until {time}.", time=until),
        say("No sync starts by itself before."),
        say("Go on now, or sync by hand."),
    )
    items = [
        replace(item, reasons=(*item.reasons, paused)) if Code.PENDING in {r.code for r in item.reasons} else item
        for item in explained.items
    ]
    return replace(explained, items=tuple(items))


def _said(what: str) -> str:
    if what.strip():
        return what
    raise PortFault(
        Fault(
            FaultClass.UNSUPPORTED,
            "says-nothing",
            say("Nothing was named."),
            say("Say the id, e-mail address or name of a contact, or a link to it."),
        )
    )
