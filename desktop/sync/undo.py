"""Undo: a session that takes back what an earlier one did, through the same journal, preconditions and recovery.

Exists so that every run can be undone, also an undo. What was touched since stays and is told (`core.undo`). It plans
nothing else: what a person changed meanwhile is left to the next session.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from desktop.core.plan import PairPlan, Planned, Tally, Verb
from desktop.core.record import Side
from desktop.core.undo import Deed, PairUndo, UndoCase, UndoConflict, undo_pair
from desktop.core.values import EMPTY
from desktop.sync import session
from desktop.sync.context import Context, Progress
from desktop.sync.execute import execute
from desktop.sync.planning import CHUNK, planned
from desktop.sync.pull import refresh
from desktop.sync.session import Report, Verdict
from desktop.sync.undo_find import adopt, cases

TRIGGER: Final = "undo"
ROUNDS: Final = 5
"""Fields, sharing, a bin that has lost a record, and one more for a record that was just being changed."""
UNDONE: Final = "undone"
"""The counter of the changes that an undo took back."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be undone: a session, wholly or (`only`) of some pairs. With `insist` also what was changed since."""

    session: int
    only: frozenset[str] | None = None
    insist: bool = False


def undo(context: Context, request: Request, dry: bool = False) -> Report:
    """Run an undo as a session of its own; with `dry` only say what it would do, and what stays."""
    trigger = "plan" if dry else TRIGGER
    return session.conduct(context, trigger, lambda: _phases(context, request, dry))


def _phases(context: Context, request: Request, dry: bool) -> Report:
    session.observe(context, dry)
    context.progress(Progress("planning"))
    if dry:
        return _preview(context, request)
    before, context.plans_all = len(_standing(context, request)), False
    conflicts = _rounds(context, request)
    context.counts[UNDONE] = before - len(_standing(context, request))
    context.counts["conflicts"] += len(conflicts)
    done = not conflicts and not context.counts["refused"]
    return Report(context.session, Verdict.CLEAN if done else Verdict.WAITING, conflicts=tuple(conflicts))


def _preview(context: Context, request: Request) -> Report:
    total, items, conflicts = Tally(), list[Planned](), list[UndoConflict]()
    for chunk in _chunks(_deeds(context, request)):
        found = [(case, undo_pair(case)) for case in cases(context, chunk, request.insist, frozenset())]
        total.add(each.plan for _, each in found)
        for case, each in found:
            items += [_named(item, case) for item in planned(context, case.view, each.plan)]
            conflicts += each.conflicts
    ends_as = Verdict.HELD if total.total else Verdict.WAITING if conflicts else Verdict.CLEAN
    return Report(context.session, ends_as, planned=total, items=tuple(items), conflicts=tuple(_by_name(conflicts)))


def _named(item: Planned, case: UndoCase) -> Planned:
    """What is not live on either side is called as when the session wrote it; what comes back has no blanks."""
    live = case.view.live(Side.CRM) or case.view.live(Side.MAILBOX)
    if item.verb in (Verb.CREATE, Verb.RESTORE):
        item = replace(item, changes=tuple(change for change in item.changes if change[2] is not EMPTY))
    return item if live is not None else replace(item, title=case.deeds[0].title)


def _rounds(context: Context, request: Request) -> list[UndoConflict]:
    """Plan and execute until nothing more follows; what stays after the last look at each pair."""
    conflicts: dict[str, tuple[UndoConflict, ...]] = {}
    lost: set[tuple[str, Side]] = set()
    due: Collection[str] | None = None
    for _ in range(ROUNDS):
        deeds = _deeds(context, request)
        if due is not None:
            deeds = {pair_id: mine for pair_id, mine in deeds.items() if pair_id in due}
        due = set()
        for chunk in _chunks(deeds):
            undos = _plan(context, chunk, request.insist, frozenset(lost))
            conflicts.update((each.plan.pair_id, each.conflicts) for each in undos)
            plans = [each.plan for each in undos if each.plan.operations]
            execute(context, plans)
            lost |= _lost(context, plans)
            due |= {plan.pair_id for plan in plans} - {pair_id for pair_id, _ in context.complaints}
            context.progress(Progress("writing", context.counts["operations"]))
        for side in Side:
            refresh(context, side, context.stale[side])
            context.stale[side].clear()
        if not due:
            break
    return _by_name([conflict for each in conflicts.values() for conflict in each])


def _plan(
    context: Context, deeds: Mapping[str, Sequence[Deed]], insist: bool, lost: frozenset[tuple[str, Side]]
) -> list[PairUndo]:
    """The undo of pairs; those that are forgotten and get something back are kept again first."""
    found = {case.pair_id: case for case in cases(context, deeds, insist, lost)}
    undos = {pair_id: undo_pair(case) for pair_id, case in found.items()}
    again = [pair_id for pair_id, each in undos.items() if each.plan.operations and not found[pair_id].known]
    for pair_id in again:
        adopt(context, found[pair_id].view)
    for view in context.store.pairs.views(again):
        pair_id = view.pairing.pair_id
        undos[pair_id] = undo_pair(replace(found[pair_id], view=view, known=True))
    return list(undos.values())


def _lost(context: Context, plans: Sequence[PairPlan]) -> set[tuple[str, Side]]:
    """The records among these that could not be had back from the bin: they are made anew."""
    wanted = {
        (operation.pair_id, operation.side): operation.native_id
        for plan in plans
        for operation in plan.operations
        if operation.verb is Verb.RESTORE
    }
    return {key for key, native_id in wanted.items() if native_id in context.stale[key[1]]} - _live(context, wanted)


def _live(context: Context, wanted: Mapping[tuple[str, Side], str]) -> set[tuple[str, Side]]:
    views = context.store.pairs.views({pair_id for pair_id, _ in wanted})
    return {(view.pairing.pair_id, side) for view in views for side in Side if view.live(side) is not None}


def _standing(context: Context, request: Request) -> list[Deed]:
    return [deed for mine in _deeds(context, request).values() for deed in mine if not deed.undone]


def _deeds(context: Context, request: Request) -> dict[str, list[Deed]]:
    """What the session did, by pair: pairs of which everything is undone already are left out."""
    found: dict[str, list[Deed]] = defaultdict(list)
    for deed in context.store.deeds.of_session(request.session):
        if request.only is None or deed.pair_id in request.only:
            found[deed.pair_id].append(deed)
    return {pair_id: mine for pair_id, mine in found.items() if not all(deed.undone for deed in mine)}


def _chunks(deeds: Mapping[str, Sequence[Deed]]) -> Iterator[dict[str, Sequence[Deed]]]:
    ids = list(deeds)
    for start in range(0, len(ids), CHUNK):
        yield {pair_id: deeds[pair_id] for pair_id in ids[start : start + CHUNK]}


def _by_name(conflicts: Sequence[UndoConflict]) -> list[UndoConflict]:
    return sorted(conflicts, key=lambda conflict: (conflict.title, conflict.pair_id, conflict.side))
