"""What is taken away, call by call: many at once only after a yes that names them (law L12).

Exists beside `recorder` because it counts over a whole session. The numbers are the product's own, made small.
"""

from __future__ import annotations

from collections import Counter

from desktop.core.guards import YES, Guard
from desktop.core.plan import Verb, Why
from desktop.core.record import Side

from .machine import GUARDS, Machine
from .violation import Violation

_PERSONS = frozenset({Why.DECIDED, Why.UNDONE})
"""A person named this very record."""
_GUARDED = {
    (Verb.DELETE, Why.DELETED_THERE): Guard.MASS_DELETION,
    (Verb.DELETE, Why.MERGED_THERE): Guard.MASS_DELETION,
    (Verb.UNSHARE, Why.LEFT_SCOPE): Guard.MASS_UNSHARING,
}


class Bulk:
    """Counts for one history what its sessions took away without a yes."""

    def __init__(self) -> None:
        self._unasked = Counter[tuple[Machine, int, Guard]]()

    def note(self, machine: Machine, side: Side, native_id: str) -> None:
        """A record of a side has just been deleted or un-shared by a machine. Raises Violation."""
        row = machine.database.row(
            "SELECT pair_id, verb, why, session FROM operation WHERE state = 'intent' AND side = ? AND native_id = ? "
            "AND verb IN ('delete', 'unshare')",
            (side, native_id),
        )
        if row is None:
            return
        pair_id, verb, why, session = row[0], Verb(row[1]), Why(row[2]), int(row[3])
        if side is Side.CRM and why not in _PERSONS:
            raise Violation("L12", f"{native_id} was deleted in Salesforce, though nobody said so")
        guard = _GUARDED.get((verb, why))
        if guard is None or self._agreed(machine, guard, pair_id):
            return
        self._unasked[machine, session, guard] += 1
        if self._unasked[machine, session, guard] >= GUARDS.deletions:
            raise Violation("L12", f"{self._unasked[machine, session, guard]} copies were taken away without a yes")

    def _agreed(self, machine: Machine, guard: Guard, pair_id: str) -> bool:
        store = machine.store
        return any(
            hold.answer == YES and store.consents.among(hold.id, [pair_id]) for hold in store.holds.of_guard(guard)
        )
