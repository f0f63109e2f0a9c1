"""How the whole program stands: the one state that an icon can show, and the facts behind it.

Exists as a pure function of what is stored and what is under way, so that tray, status window and tests agree. Imports
nothing heavy: the tray shows a standing before the program is loaded.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.core.faults import ANSWERS, Shown


class State(enum.StrEnum):
    """What the icon says; the first that is true in the order of `stand`."""

    STARTING = "starting"
    SET_UP = "set-up"
    """Not connected yet, or the first sync has not been agreed to."""
    WORKING = "working"
    SIGNED_OUT = "signed-out"
    RESTING = "resting"
    """A server asked for a pause, or the organisation's calls are used up: it goes on by itself."""
    OFFLINE = "offline"
    ERROR = "error"
    PAUSED = "paused"
    HELD = "held"
    ATTENTION = "attention"
    STALE = "stale"
    IDLE = "idle"


_SHOWN = {kind.value: answer.shown for kind, answer in ANSWERS.items()}
_PASSING = {Shown.OFFLINE: State.OFFLINE, Shown.RESTING: State.RESTING}
STALE_AFTER = 3
"""Intervals without a success after which a standing is stale."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a standing is made of. Moments are aware; None where there is none."""

    connected: bool = False
    first_sync_due: bool = True
    """The first sync waits for a yes; one that was agreed to and not stopped goes on by itself."""
    conflicts: int = 0
    holds: int = 0
    problems: int = 0
    last_success: datetime | None = None
    """When a session last ended without a fault."""
    verdict: str = ""
    """Of the last session that ended, as in `sync.session.Verdict`; '' before the first."""
    fault: str = ""
    """The sentence of what ended the last session; '' when nothing did."""
    fault_kind: str = ""
    """The class of that fault, as in `core.faults.FaultClass`."""
    paused_until: datetime | None = None
    interval: timedelta = timedelta(minutes=30)
    resting_until: datetime | None = None
    """Until then no session runs by itself, since the organisation has used up its calls."""
    asked_until: datetime | None = None
    """Until then a server does not want to hear from us, as it said when it ended the last session."""
    calls: tuple[int, int, int] = (0, 0, 0)
    """Calls of the Salesforce API: ours today; everybody's in 24 hours, and how many are allowed (0: not told yet)."""
    sandbox: bool = False
    """The accounts are those of the sandbox: nothing real is touched."""

    @property
    def goes_on_at(self) -> datetime | None:
        """When sessions run by themselves again; None where nothing makes them rest."""
        return max((moment for moment in (self.resting_until, self.asked_until) if moment), default=None)


@dataclass(frozen=True, slots=True)
class Standing:
    """The state with what a tooltip, a menu and a status window show beside it."""

    state: State
    facts: Facts
    next_run: datetime | None = None
    phase: str = ""
    """What the running session does; '' when none runs."""

    @property
    def count(self) -> int:
        """How many things wait for the person."""
        return self.facts.conflicts + self.facts.holds + self.facts.problems


STARTING = Standing(State.STARTING, Facts())


def passing(fault_kind: str) -> bool:
    """Whether a fault of this class passes by itself, so that nobody need be alarmed."""
    return _SHOWN.get(fault_kind) in _PASSING


def stand(facts: Facts, now: datetime, next_run: datetime | None, phase: str = "") -> Standing:
    """The standing of the facts at a moment; `phase` is not '' while a session runs."""
    return Standing(_state(facts, now, phase), facts, next_run, phase)


def _state(facts: Facts, now: datetime, phase: str) -> State:
    if phase:
        return State.WORKING
    if not facts.connected:
        return State.SET_UP
    if facts.verdict == "needs-auth":
        return State.SIGNED_OUT
    if facts.verdict == "failed":
        return _PASSING.get(_SHOWN.get(facts.fault_kind, Shown.ERROR), State.ERROR)
    if facts.paused_until is not None and now < facts.paused_until:
        return State.PAUSED
    if facts.first_sync_due:
        return State.SET_UP
    if facts.holds:
        return State.HELD
    if facts.conflicts or facts.problems:
        return State.ATTENTION
    since = facts.last_success
    return State.STALE if since is not None and now - since > STALE_AFTER * facts.interval else State.IDLE
