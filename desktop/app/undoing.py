"""Which session is to be undone, and which contacts of it, from what a person says.

Exists so that a command and a window mean the same. Carries nothing out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say
from desktop.core.undo import Deed
from desktop.core.values import folded
from desktop.store.database import Database
from desktop.store.deeds import Deeds
from desktop.store.sessions import Sessions
from desktop.sync.undo import TRIGGER, Request


def request(database: Database, session: int | None, only: Sequence[str] = (), insist: bool = False) -> Request:
    """What is to be undone: a session, or the newest one that wrote something, was not undone and is no undo itself.

    `only` are pair ids or parts of names; none: everything. Raises PortFault where there is nothing of that kind.
    """
    deeds = Deeds(database)
    number = deeds.last(TRIGGER) if session is None else session
    if number is None:
        raise _fault("nothing-to-undo", say("No sync has written anything that could be undone."), "")
    if Sessions(database).get(number) is None:
        raise _fault(
            "unknown-session",
            say("There is no session {number}.", number=str(number)),
            say("The command history lists the sessions."),
        )
    done = deeds.of_session(number)
    if not done:
        raise _fault(
            "nothing-to-undo",
            say("Session {number} wrote nothing.", number=str(number)),
            say("The command history tells what each session wrote."),
        )
    return Request(number, _chosen(done, only) if only else None, insist)


def _chosen(deeds: Iterable[Deed], only: Sequence[str]) -> frozenset[str]:
    """The pairs that are meant by a pair id or a part of a name each."""
    names = {deed.pair_id: folded(deed.title) for deed in deeds}
    found: set[str] = set()
    for what in only:
        mine = {what} if what in names else {pair_id for pair_id, name in names.items() if folded(what) in name}
        if not mine or not what.strip():
            raise _fault(
                "unknown-contact",
                say("The session wrote to no contact called {what}.", what=what),
                say("Say a part of a name, or the id of a pair as records --json tells it."),
            )
        found |= mine
    return frozenset(found)


def _fault(code: str, message: str, action: str) -> PortFault:
    return PortFault(Fault(FaultClass.UNSUPPORTED, code, message, action))
