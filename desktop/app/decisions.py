"""The person's answers: to conflicts and to holds.

Exists so that an answer is checked where it is given; it is applied by the next session through the planner.
"""

from __future__ import annotations

from datetime import datetime

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.values import ABSENT, MaybeValue
from desktop.mapping.lens import KindMap
from desktop.store.conflicts import Conflicts, Resolution, StoredConflict
from desktop.store.database import Database
from desktop.store.holds import Holds

SIDES = {"salesforce": "crm", "mailbox": "mailbox", "outlook": "mailbox"}
DELETION, YES = "deletion", "yes"
ANSWERS = {DELETION: ("delete", "stop", "restore")}


def resolve(database: Database, names: KindMap, number: int, take: str, at: datetime) -> None:
    """Store the answer to a conflict. Raises PortFault with what may be said instead."""
    conflicts = Conflicts(database)
    conflict = conflicts.get(number)
    if conflict is None or conflict.state != "open":
        raise _fault("unknown-conflict", f"No conflict {number} is open.", "The command conflicts lists the open ones.")
    resolution = _resolution(names, conflict, take)
    with database.transaction():
        conflicts.resolve(number, resolution, at)


def _resolution(names: KindMap, conflict: StoredConflict, take: str) -> Resolution:
    side = SIDES.get(take.lower(), "")
    if conflict.type == "field":
        return Resolution(side) if side else Resolution("value", _typed(names, conflict.field, take))
    if conflict.type == "edit_delete" and side:
        return Resolution(side)
    if conflict.type == "duplicate" and take in conflict.candidates:
        return Resolution("value", take)
    if conflict.type == "duplicate" and side == "mailbox":
        return Resolution(side)
    choices = "salesforce or mailbox"
    if conflict.type == "duplicate":
        choices = f"one of {', '.join(conflict.candidates)}, or mailbox to make a record of its own"
    raise _fault("no-choice", f"Conflict {conflict.id} cannot be answered with {take!r}.", f"Say {choices}.")


def _typed(names: KindMap, field: str, text: str) -> MaybeValue:
    value = names.typed(field, text)
    if value is ABSENT:
        label = names.label(field).lower()
        raise _fault("no-choice", f"{text!r} is not a value for the {label}.", "A day is written as 1970-12-31.")
    return value


def confirm(database: Database, number: int, answer: str, at: datetime) -> None:
    """Store the answer to a hold. Raises PortFault with what may be said instead."""
    holds = Holds(database)
    hold = holds.get(number)
    if hold is None or hold.state not in ("open", "answered"):
        raise _fault(
            "unknown-hold", f"Nothing with the number {number} waits for a yes.", "The command holds lists what does."
        )
    allowed = ANSWERS.get(hold.guard, (YES,))
    if answer not in allowed:
        raise _fault("no-choice", f"{answer!r} is no answer here.", f"Say {' or '.join(allowed)}.")
    with database.transaction():
        holds.answer(number, answer, at)


def _fault(code: str, message: str, action: str) -> PortFault:
    return PortFault(Fault(FaultClass.UNSUPPORTED, code, message, action))
