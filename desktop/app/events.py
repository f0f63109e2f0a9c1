"""What happens while the program runs, told to whoever listens.

Exists so that engine and runner know no window. Listeners are called in the thread in which the thing happened and must
return at once. Imports nothing heavy: the tray listens before anything else is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from desktop.app.standing import Standing
    from desktop.core.faults import Fault
    from desktop.sync.context import Progress
    from desktop.sync.session import Report


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that windows show may be different now: ask again for what is on the screen."""


@dataclass(frozen=True, slots=True)
class Progressed:
    """The running session got further."""

    progress: Progress


@dataclass(frozen=True, slots=True)
class Ended:
    """A session is over. `trigger` says why it ran: `person`, `schedule`, `start`, `resume`, `decision`."""

    report: Report
    trigger: str


@dataclass(frozen=True, slots=True)
class Stood:
    """How the whole program stands now."""

    standing: Standing


@dataclass(frozen=True, slots=True)
class Broke:
    """Something that nobody waits for went wrong: a session of the schedule, or opening the profile."""

    fault: Fault


@dataclass(frozen=True, slots=True)
class LetGo:
    """The database is damaged, or another file is in its place: close what is open of it."""


Event: TypeAlias = Changed | Progressed | Ended | Stood | Broke | LetGo
Listener: TypeAlias = Callable[[Event], None]


class Events:
    """Passes each event to every listener, in the order in which they came."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._listeners: tuple[Listener, ...] = ()

    def listen(self, listener: Listener) -> None:
        """Have this called from now on."""
        with self._lock:
            self._listeners = (*self._listeners, listener)

    def tell(self, event: Event) -> None:
        """Call every listener."""
        for listener in self._listeners:
            listener(event)
