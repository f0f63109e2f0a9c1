"""The laws about questions: what must be asked before it is done, how often, and never again.

Exists beside `laws` because these look at what was asked, not at what the servers hold.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from desktop.core.guards import YES, Guard
from desktop.core.plan import Why
from desktop.core.record import Kind, Role
from desktop.store.forms import moment_text

from .machine import GUARDS, Machine
from .violation import Violation

if TYPE_CHECKING:
    from .simulation import Simulation


def emptied(simulation: Simulation, machine: Machine) -> None:
    """A side that was emptied is asked about as a whole before anything is deleted for it (law L12)."""
    world, store, database = simulation.world, machine.store, machine.database
    session = database.number("SELECT max(id) FROM session")
    many = GUARDS.emptied_above
    # Of what is hidden nobody can tell that it went too, so that the side does not look emptied.
    if not world.crm.people.contacts() and not any(row.hidden for row in world.crm.people.bin()):
        taken = database.number(
            "SELECT count(*) FROM operation WHERE session = ? AND side = 'mailbox' AND verb = 'delete' "
            "AND state = 'settled' AND why IN (?, ?)",
            (session, Why.DELETED_THERE, Why.MERGED_THERE),
        )
        if taken > many and not any(hold.answer == YES for hold in store.holds.of_guard(Guard.MASS_DELETION)):
            raise Violation("L12", f"Salesforce was emptied, and {taken} copies were deleted for it unasked")
    if not world.mailbox.people.contacts(Role.SHARED):
        # The answer to the one question becomes the answer to each deletion, which waits where a session failed.
        single = sum(hold.session == session and hold.state == "open" for hold in store.holds.of_guard(Guard.DELETION))
        if single > many and not store.pairs.count(Kind.CONTACT):
            raise Violation("L12", f"the mailbox was emptied, and {single} questions are asked in place of one")


def answered_once(machine: Machine, since: datetime) -> None:
    """What was answered is not asked again while nobody edits anything (law L5)."""
    again = machine.database.row(
        "SELECT c.pair_id, c.field FROM conflict c JOIN conflict a ON a.pair_id = c.pair_id AND a.field = c.field "
        "WHERE c.state = 'open' AND c.type = 'field' AND a.state = 'applied' AND a.type = 'field' "
        "AND a.id < c.id AND a.closed_at >= ?",
        (moment_text(since),),
    )
    if again is not None:
        raise Violation("L5", f"{again[1]} of {again[0]} was answered, and is asked about again")
