"""The commands for a program that is running: show, pause, resume, quit.

Exists apart from the other commands because these need no profile, only whoever is at work on it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from desktop.app.pausing import pause_end
from desktop.app.ports import Tray
from desktop.app.reads import Program
from desktop.cli import as_json, render
from desktop.cli.commands import CLEAN, Answer
from desktop.cli.typed import BadInput
from desktop.core.faults import Fault, FaultClass, PortFault

if TYPE_CHECKING:
    T = TypeVar("T")

PATIENCE_S = 2.0
"""So long a command waits to be told that a pause failed: a session may be at work, behind which it is noted."""


class Submit(Protocol):
    """Has work done by whoever owns the running program; `app.engine.Engine.submit` is one."""

    def __call__(self, work: Callable[[Program], T], /) -> Future[T]:
        """The future of what the work gives."""
        ...


@dataclass(frozen=True, slots=True)
class Running:
    """The running program of this very process."""

    submit: Submit
    tray: Tray


def show(tray: Tray, options: argparse.Namespace, now: datetime) -> Answer:
    """Bring the window to the front."""
    tray.show()
    return Answer(CLEAN, {"shown": True}, "")


def pause(tray: Tray, options: argparse.Namespace, now: datetime) -> Answer:
    """Start no session by itself before a moment."""
    until = pause_end(options.how_long, now)
    if until is None:
        raise BadInput(f"{options.how_long} is no time to pause for. Say 30m, 2h, 3d or tomorrow.")
    _settled(tray.pause(until))
    document = {"paused_until": as_json.moment(until)}
    return Answer(CLEAN, document, f"No sync starts by itself before {render.clock(until)}.")


def resume(tray: Tray, options: argparse.Namespace, now: datetime) -> Answer:
    """End a pause."""
    _settled(tray.resume())
    return Answer(CLEAN, {"paused_until": None}, "Syncs start by themselves again.")


def end(tray: Tray, options: argparse.Namespace, now: datetime) -> Answer:
    """End the running program; a session that is at work stops between two calls."""
    tray.quit()
    return Answer(CLEAN, {"ended": True}, "SmartCloud Connect ends.")


COMMANDS: Final[dict[str, Callable[[Tray, argparse.Namespace, datetime], Answer]]] = {
    "show": show,
    "pause": pause,
    "resume": resume,
    "quit": end,
}


def not_running() -> PortFault:
    """There is nobody to do it."""
    message = "SmartCloud Connect is not running on this profile."
    action = "Start it without a command, or use sync to sync once."
    return PortFault(Fault(FaultClass.ENVIRONMENT, "not-running", message, action))


def needs_terminal() -> PortFault:
    """The set-up asks questions, which a program that runs elsewhere cannot."""
    message = "SmartCloud Connect is running on this profile, so the set-up cannot ask questions here."
    action = "Set it up in its window (show), give the answers in a file (--answers F), or end it first (quit)."
    return PortFault(Fault(FaultClass.ENVIRONMENT, "running", message, action))


def ending() -> PortFault:
    """It was asked to end before it came to this."""
    message = "SmartCloud Connect is ending; it has not begun with this."
    return PortFault(Fault(FaultClass.ENVIRONMENT, "ending", message, "Try again when it has ended."))


def _settled(noted: Future[None]) -> None:
    with suppress(NotYet):
        noted.result(PATIENCE_S)
