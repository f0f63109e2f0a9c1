"""Undoing: what takes back what a session did to one pair, as operations of the same kind as any plan's.

Exists as the pure half of an undo. What stands on a side as the session left it gets its former state; what was touched
since is a conflict and stays as it is. At most one operation a side at a time: the others follow from its result.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from desktop.core.case import in_part, shared
from desktop.core.pairing import PairState, PairView
from desktop.core.plan import LocalStep, Operation, PairPlan, StepVerb, Verb, Why
from desktop.core.record import Record, Role, Side
from desktop.core.rules import FieldRules
from desktop.core.values import ABSENT, EMPTY, Fields, FieldValue, MaybeValue

_MADE = (Verb.CREATE, Verb.RESTORE)


@dataclass(frozen=True, slots=True)
class Deed:
    """One change that a session is known to have made, as the change log has it: of a field, or ('') of a record.

    `image` is what the record showed before a deletion, or was to show after it was made or restored; `source` what
    the other side showed then. `native_id` and `other_id` name the record and its counterpart, '' where unknown.
    """

    id: int
    pair_id: str
    side: Side
    verb: Verb
    before: MaybeValue = ABSENT
    after: MaybeValue = ABSENT
    image: Fields = field(default_factory=dict)
    source: Fields = field(default_factory=dict)
    native_id: str = ""
    other_id: str = ""
    title: str = ""
    undone: bool = False
    field: str = ""


class Touched(enum.StrEnum):
    """Why something is not taken back."""

    CHANGED = "changed"
    """It was changed after the session."""
    GONE = "gone"
    """It is not there any more."""
    MOVED = "moved"
    """It was shared, un-shared or moved after the session."""
    TAKEN = "taken"
    """It is not synced any more, or belongs to another pair now."""
    HIDDEN = "hidden"
    """Its side does not show it, nor its deletion: nobody can tell what stands there, nor write to it."""


Difference: TypeAlias = tuple[str, MaybeValue, MaybeValue]
"""A field with the value that stands there and the former one."""


@dataclass(frozen=True, slots=True)
class UndoConflict:
    """One change of a session, or several of one record, that stay: somebody touched them since, or hid them.

    `verb` is what the session did; `changes` are the fields in dispute, where there are any.
    """

    pair_id: str
    title: str
    side: Side
    verb: Verb
    reason: Touched
    changes: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Binned:
    """A deleted record where it can be brought back from: its id in the bin and its version there."""

    native_id: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class UndoCase:
    """One pair as it is now, and what a session did to it, in order.

    `bins` has the sides whose deleted record can be brought back; `taken` are sides whose record another pair has,
    `hidden` those whose record, which was not deleted as far as is known, their side does not show.
    With `insist` the person wants what was changed since overwritten too. `known`: the pair is still kept.
    """

    view: PairView
    rules: FieldRules
    deeds: Sequence[Deed]
    bins: Mapping[Side, Binned] = field(default_factory=dict)
    taken: frozenset[Side] = frozenset()
    hidden: frozenset[Side] = frozenset()
    insist: bool = False
    known: bool = True

    @property
    def pair_id(self) -> str:
        """The id of the pair."""
        return self.view.pairing.pair_id


@dataclass(frozen=True, slots=True)
class PairUndo:
    """What is to be done about one pair, and what stays."""

    plan: PairPlan
    conflicts: tuple[UndoConflict, ...] = ()


@dataclass(slots=True)
class _Part:
    """The same of one side."""

    operation: Operation | None = None
    steps: tuple[LocalStep, ...] = ()
    conflicts: tuple[UndoConflict, ...] = ()


def undo_pair(case: UndoCase) -> PairUndo:
    """The undo of one pair; empty where all is as it was before."""
    crm, mailbox = _side(case, Side.CRM), _side(case, Side.MAILBOX)
    operations = tuple(part.operation for part in (crm, mailbox) if part.operation is not None)
    steps = (*crm.steps, *mailbox.steps)
    if len(operations) == 2 and _must_wait(operations[0].verb, operations[1].verb):
        operations, steps = operations[:1], crm.steps
    # The pair stays to be looked at: what a person changed meanwhile is for the next session.
    plan = PairPlan(case.pair_id, operations, steps, waits=bool(operations))
    return PairUndo(plan, (*crm.conflicts, *mailbox.conflicts))


def _must_wait(crm: Verb, mailbox: Verb) -> bool:
    """Whether the mailbox has to see first what becomes of the CRM: both need what the other side then shows."""
    return crm in _MADE or (crm is Verb.UPDATE and mailbox is Verb.UPDATE)


def _side(case: UndoCase, side: Side) -> _Part:
    deeds = [deed for deed in case.deeds if deed.side is side and not deed.undone]
    made = [deed for deed in deeds if deed.verb in _MADE]
    removed = [deed for deed in deeds if deed.verb is Verb.DELETE]
    updates = [deed for deed in deeds if deed.verb is Verb.UPDATE]
    moves = [deed for deed in deeds if deed.verb in (Verb.SHARE, Verb.UNSHARE)]
    if not deeds or (made and removed and made[0].id < removed[0].id):
        return _Part()
    if side in case.taken or not (case.known or made or removed or moves):
        return _Part(conflicts=(_conflict(case, deeds, Touched.TAKEN),))
    if side in case.hidden and (made or updates):
        return _Part(conflicts=(_conflict(case, made or updates, Touched.HIDDEN),))
    if made:
        return _unmake(case, side, deeds)
    if removed:
        return _bring_back(case, side, removed[-1])
    part = _put_back(case, side, updates) if updates else _Part()
    if part.operation is None and moves:
        moved = _move_back(case, moves)
        part = _Part(moved.operation, moved.steps, (*part.conflicts, *moved.conflicts))
    return part


def _unmake(case: UndoCase, side: Side, deeds: Sequence[Deed]) -> _Part:
    """A record that the session made goes to the bin, with all else that it did to it."""
    live = case.view.live(side)
    if live is None:
        return _Part()
    wrote: dict[str, MaybeValue] = {}
    for deed in deeds:
        wrote.update(deed.image if deed.verb in _MADE else {deed.field: deed.after} if deed.field else {})
    differing = _differing(case, side, live, wrote)
    made = next(deed for deed in deeds if deed.verb in _MADE)
    if differing or _is_another(live, made):
        reason: Touched | None = Touched.CHANGED
    else:
        moved = not shared(live) if side is Side.MAILBOX else case.view.pairing.crm_in and not live.marked
        reason = Touched.MOVED if moved else None
    if reason is not None and not (case.insist and not _is_another(live, made)):
        return _Part(conflicts=(_conflict(case, [made], reason, differing),))
    operation = Operation(
        Verb.DELETE,
        side,
        case.pair_id,
        Why.UNDONE,
        live.row,
        live.native_id,
        live.version,
        source=live.fields,
        undoes=tuple(deed.id for deed in deeds),
    )
    return _Part(operation)


def _differing(case: UndoCase, side: Side, live: Record, wrote: Mapping[str, MaybeValue]) -> tuple[Difference, ...]:
    """The fields in which a record that was made is not as it was made, with what they were made as."""
    base = case.view.base(side)
    agreed: Fields = live.fields if base is None else base
    found: list[Difference] = []
    for name, now in live.fields.items():
        meant = wrote.get(name, agreed.get(name, EMPTY))
        if not case.rules.same(name, now, meant):
            found.append((name, now, meant))
    return tuple(found)


def _bring_back(case: UndoCase, side: Side, deed: Deed) -> _Part:
    """A record that the session deleted comes back from the bin, or is made anew where the bin has lost it."""
    if case.view.live(side) is not None:
        return _Part()
    other = case.view.live(side.other)
    other_id = other.native_id if other is not None else deed.other_id
    binned = case.bins.get(side)
    filled = {name: value for name, value in deed.image.items() if value is not EMPTY and case.rules.flows(name, side)}
    operation = Operation(
        Verb.CREATE if binned is None else Verb.RESTORE,
        side,
        case.pair_id,
        Why.UNDONE,
        None,
        binned.native_id if binned is not None else "",
        binned.version if binned is not None else "",
        filled if binned is None else deed.image,
        deed.image,
        source_id=other_id,
        undoes=(deed.id,),
    )
    return _Part(operation)


def _put_back(case: UndoCase, side: Side, updates: Sequence[Deed]) -> _Part:
    """Changed fields get their former values, unless they changed again."""
    live = case.view.live(side)
    if live is None or _is_another(live, updates[0]):
        reason = Touched.GONE if live is None else Touched.TAKEN
        return _Part(conflicts=(_conflict(case, updates, reason),))
    former: dict[str, FieldValue] = {}
    differing: list[Difference] = []
    for name in dict.fromkeys(deed.field for deed in updates):
        mine = [deed for deed in updates if deed.field == name]
        now, before = live.get(name), mine[0].before
        value = EMPTY if before is ABSENT else before
        if case.rules.same(name, now, value):
            continue
        if case.rules.same(name, now, mine[-1].after) or (case.insist and now is not ABSENT):
            former[name] = value
        else:
            differing.append((name, now, value))
    conflicts = (_conflict(case, updates, Touched.CHANGED, tuple(differing)),) if differing else ()
    if not former:
        return _Part(conflicts=conflicts)
    other = case.view.live(side.other)
    operation = Operation(
        Verb.UPDATE,
        side,
        case.pair_id,
        Why.UNDONE,
        live.row,
        live.native_id,
        live.version,
        former,
        _sources(case, side, updates, former),
        source_id=other.native_id if other is not None else "",
        undoes=tuple(deed.id for deed in updates if deed.field in former),
    )
    return _Part(operation, conflicts=conflicts)


def _sources(case: UndoCase, side: Side, updates: Sequence[Deed], names: Mapping[str, FieldValue]) -> Fields:
    """What the other side is to count as agreed on: what it shows, unless a person changed it since.

    It shows what it did when the session wrote, or what this undo has put back there. Anything else is a change that
    is still to travel.
    """
    other = case.view.live(side.other)
    found: dict[str, FieldValue] = {}
    for name in names:
        then = next((deed.source[name] for deed in reversed(updates) if name in deed.source), ABSENT)
        formers = [deed.before for deed in case.deeds if deed.side is side.other and deed.field == name]
        now = other.get(name) if other is not None else ABSENT
        if now is not ABSENT and any(case.rules.same(name, now, known) for known in (then, *formers)):
            found[name] = now
        elif then is not ABSENT:
            found[name] = then
    return found


def _move_back(case: UndoCase, moves: Sequence[Deed]) -> _Part:
    """A shared copy becomes the person's own again, an un-shared one comes back."""
    if moves[0].verb is not moves[-1].verb:
        return _Part()
    live, crm = case.view.live(Side.MAILBOX), case.view.live(Side.CRM)
    undoes = tuple(deed.id for deed in moves)
    if moves[0].verb is Verb.SHARE:
        return _Part(_move(case, Verb.UNSHARE, live, undoes)) if live is not None and in_part(live) else _Part()
    if live is None:
        return _Part(conflicts=(_conflict(case, moves, Touched.GONE),))
    if shared(live):
        return _Part()
    if live.role is Role.OTHER and not case.insist:
        return _Part(conflicts=(_conflict(case, moves, Touched.MOVED),))
    steps: tuple[LocalStep, ...] = ()
    if crm is not None and case.view.pairing.state is PairState.DETACHED:
        steps = (LocalStep(StepVerb.ACTIVATE, case.pair_id, crm_in=crm.marked, mailbox_in=False),)
    return _Part(_move(case, Verb.SHARE, live, undoes), steps)


def _move(case: UndoCase, verb: Verb, live: Record, undoes: tuple[int, ...]) -> Operation:
    crm = case.view.record(Side.CRM)
    return Operation(
        verb,
        Side.MAILBOX,
        case.pair_id,
        Why.UNDONE,
        live.row,
        live.native_id,
        live.version,
        source_id=crm.native_id if crm else "",
        undoes=undoes,
    )


def _is_another(live: Record, deed: Deed) -> bool:
    """Whether the pair has another record of the CRM now than the one that was written: after a merge, for example."""
    return live.side is Side.CRM and bool(deed.native_id) and live.native_id != deed.native_id


def _conflict(
    case: UndoCase, deeds: Sequence[Deed], reason: Touched, changes: tuple[Difference, ...] = ()
) -> UndoConflict:
    first = deeds[0]
    return UndoConflict(case.pair_id, first.title, first.side, first.verb, reason, changes)
