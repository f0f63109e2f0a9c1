"""Explaining an item: with what both servers show now, or else with what was last seen.

Exists as the program's way to `sync.explain`. All that is read meanwhile is taken back: explaining changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NoReturn, cast

from desktop.app.standing import Facts
from desktop.core.budget import MOST
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.naming import named
from desktop.core.ports import Ends
from desktop.core.sentences import joined, say
from desktop.core.verdict import Code, Reason
from desktop.store.database import Database
from desktop.sync.context import Context
from desktop.sync.explain import LAST_SEEN, Explained, explain
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


def with_rests(explained: Explained, facts: Facts, now: datetime) -> Explained:
    """The same, with a word on what keeps the next session from running, where something waits for it."""
    rests = _rests(facts, now)
    items = (replace(item, reasons=_with(rests, item.reasons)) for item in explained.items)
    return replace(explained, items=tuple(items))


def _with(rests: Sequence[Reason], reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """A fault that kept us from asking the servers gives way to the rest that it began, which says until when."""
    known = {rest.code: replace(rest, then=joined(rest.then, LAST_SEEN)) for rest in rests}
    waits = any(reason.code == Code.PENDING for reason in reasons)
    told = [known.pop(reason.code, reason) for reason in reasons]
    if rests:
        told = [replace(reason, remedy="") if reason.code == Code.PENDING else reason for reason in told]
    return (*told, *(rest for rest in rests if waits and rest.code in known))


def _rests(facts: Facts, now: datetime) -> list[Reason]:
    """Why no session runs by itself now, the gravest first."""
    rests = []
    if facts.resting_until is not None and facts.resting_until > now:
        rests.append(_exhausted(facts))
    elif facts.asked_until is not None and facts.asked_until > now:
        rests.append(
            Reason(
                Code.THROTTLED,
                say("A server asked for a pause until {time}.", time=_local(facts.asked_until)),
                say("Syncing goes on by itself after that."),
                say("Wait: a server that is asked too early asks for longer pauses."),
            )
        )
    if facts.paused_until is not None and facts.paused_until > now:
        rests.append(
            Reason(
                Code.PAUSED,
                say("You paused syncing until {time}.", time=_local(facts.paused_until)),
                say("No sync starts by itself before."),
                say("Go on now, or sync by hand."),
            )
        )
    return rests


def _exhausted(facts: Facts) -> Reason:
    assert facts.resting_until is not None, "asked about a rest"
    ours, used, allowed = facts.calls
    shares = (
        say("Used by your organisation in 24 hours: {used} of {allowed} calls", used=used, allowed=allowed),
        say("Used by this program on its last day: {ours} calls", ours=ours),
    )
    return Reason(
        Code.EXHAUSTED,
        say(
            "Your organisation has used {percent} % of the calls that Salesforce allows in 24 hours.",
            percent=int(MOST * 100),
        ),
        say("Syncing rests and goes on by itself at {time}.", time=_local(facts.resting_until)),
        say("Ask your administrator what uses up the calls. “Sync now” looks whether some are free again."),
        shares if allowed else (),
    )


def _local(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


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
