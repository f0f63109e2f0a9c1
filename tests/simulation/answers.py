"""What the person says in the program: answers to conflicts and holds, wishes, and another try.

Exists so that questions are answered in the middle of a history and at its end by the same words. Uses what the windows
use; must not know what the right answer is, for there is none.
"""

from __future__ import annotations

from desktop.app import decisions, excluding, policies
from desktop.core.conflict import ConflictType
from desktop.core.faults import PortFault
from desktop.core.guards import answers
from desktop.core.pairing import PairState, Wish
from desktop.core.ports import Clock
from desktop.core.rules import Policy
from desktop.store.conflicts import StoredConflict
from desktop.sync.exclusion import Cause

from .machine import Machine
from .recorder import Recorder

TAKES = ("salesforce", "mailbox", "typed")


def answer_one(machine: Machine, recorder: Recorder, clock: Clock, pick: int, value: int) -> str | None:
    """Answer one open question; a sentence, or None where there is none or the answer is refused."""
    questions = len(machine.store.conflicts.waiting()), len(open_holds(machine))
    if not sum(questions):
        return None
    number = pick % sum(questions)
    try:
        if number < questions[0]:
            conflict = machine.store.conflicts.waiting()[number]
            told = answer_conflict(machine, clock, conflict, value, typed=recorder.one_sided is None)
            if conflict.type == ConflictType.DUPLICATE:
                _chosen(machine, recorder, conflict)
            return told
        return answer_hold(machine, clock, open_holds(machine)[number - questions[0]], value)
    except PortFault:
        return None


def _chosen(machine: Machine, recorder: Recorder, conflict: StoredConflict) -> None:
    """A person said who is whom: what is made of it is no matter of laws."""
    for view in machine.store.pairs.views([conflict.pair_id or ""]):
        if view.mailbox is not None:
            recorder.by_hand(view.mailbox.native_id)
            recorder.doubled(view.mailbox.native_id)


def open_holds(machine: Machine) -> list[tuple[int, str]]:
    """Number and guard of every hold that waits for an answer."""
    return [(hold.id, hold.guard) for hold in machine.store.holds.active() if hold.state == "open"]


def answer_conflict(machine: Machine, clock: Clock, conflict: StoredConflict, value: int, typed: bool) -> str:
    """Answer one conflict. Raises PortFault where the answer is refused."""
    if conflict.type == ConflictType.DUPLICATE:
        choices = (*conflict.candidates, "mailbox")
    elif typed and conflict.type == ConflictType.FIELD and conflict.field not in ("birthday", "email", "last_name"):
        choices = TAKES
    else:
        choices = TAKES[:2]
    take = choices[value % len(choices)]
    if take == "typed":
        take = f"typed {value}"
    decisions.resolve(machine.database, machine.map, conflict.id, take, clock.now())
    return f"the conflict about {conflict.field or conflict.type} of {conflict.pair_id} is answered with {take}"


def answer_hold(machine: Machine, clock: Clock, hold: tuple[int, str], value: int) -> str:
    """Answer one hold. Raises PortFault where the answer is refused."""
    number, guard = hold
    choices = answers(guard)
    answer = choices[value % len(choices)]
    decisions.confirm(machine.database, number, answer, clock.now())
    return f"the hold {number} ({guard}) is answered with {answer}"


def wish(machine: Machine, pick: int, value: int) -> str | None:
    """Wish that a pair be shared no more, or again."""
    states = machine.database.rows("SELECT pair_id, state FROM pairing ORDER BY pair_id")
    if not states:
        return None
    pair_id, state = states[pick % len(states)]
    wished = Wish.UNSHARE if state == PairState.ACTIVE else Wish.SHARE
    try:
        decisions.wish(machine.database, pair_id, wished)
    except PortFault:
        return None
    return f"the person wishes to {wished.value} {pair_id}"


def exclude(machine: Machine, clock: Clock, pick: int) -> str | None:
    """Never sync a pair."""
    pairs = machine.database.rows("SELECT pair_id FROM pairing ORDER BY pair_id")
    if not pairs:
        return None
    (pair_id,) = pairs[pick % len(pairs)]
    with machine.database.transaction():
        excluding.exclude_pair(machine.database, pair_id, Cause.PERSON, clock.now())
    return f"the person excludes {pair_id}"


def include(machine: Machine, clock: Clock, pick: int) -> str | None:
    """Sync again what was excluded."""
    excluded = machine.store.exclusions.all()
    if not excluded:
        return None
    number = excluded[pick % len(excluded)].id
    excluding.include(machine.database, machine.map, str(number), clock.now())
    return f"the person takes the exclusion {number} back"


def choose(machine: Machine, value: int) -> str:
    """Choose what decides conflicts."""
    policy = tuple(Policy)[value % len(Policy)]
    policies.set_overall(machine.database, policy)
    return f"the person lets conflicts be decided by: {policy.value}"
