"""Why the program does not do what a person asked for, and what it does instead.

Exists so that every decision is refused in one form. Knows no decision.
"""

from __future__ import annotations

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say
from desktop.store.database import Database
from desktop.store.journal import Journal


def require_quiet(database: Database, pair_id: str) -> None:
    """Raises PortFault while a session writes to a contact: what it carries out could not be taken back."""
    if pair_id in Journal(database).open_pairs():
        raise refusal(
            "being-written",
            say("A sync is just writing to this contact."),
            say("Say it again when the sync is over; if none runs, sync once before."),
        )


def refusal(code: str, message: str, action: str) -> PortFault:
    """The refusal to raise."""
    return PortFault(Fault(FaultClass.UNSUPPORTED, code, message, action))
