"""Execute: intent, call, settle, batch by batch.

Exists to keep the order that makes a crash harmless: the intent (with the before image and the values it was made
from) is durable before the call, and the outcome is taken in one transaction after it. Decides nothing about records.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from desktop.core.faults import FaultClass, PortFault
from desktop.core.outcome import Outcome, Refused, Stale, Unknown
from desktop.core.plan import Operation, PairPlan, Verb
from desktop.core.ports import Draft, Edit, Target
from desktop.core.record import Side
from desktop.sync.budgeting import within_budget
from desktop.sync.context import Context
from desktop.sync.leasing import hold_lease
from desktop.sync.prepare import Prepared, prepare
from desktop.sync.settle import block, settle
from desktop.sync.steps import take_steps

ORDER = (Verb.SHARE, Verb.UPDATE, Verb.CREATE, Verb.RESTORE, Verb.UNSHARE, Verb.DELETE)
"""Deletions go last."""


def execute(context: Context, plans: Sequence[PairPlan]) -> None:
    """Carry out plans. Raises PortFault when an end cannot go on; everything settled so far stays settled."""
    plans = take_steps(context, plans)
    context.pending = Counter({plan.pair_id: len(plan.operations) + plan.waits for plan in plans})
    groups: dict[tuple[Verb, Side], list[Operation]] = defaultdict(list)
    for plan in plans:
        for operation in plan.operations:
            groups[operation.verb, operation.side].append(operation)
    for verb in ORDER:
        for side in Side:
            operations = groups.get((verb, side), [])
            size = _batch_size(context, verb, side)
            for start in range(0, len(operations), size):
                context.check_cancelled()
                _batch(context, prepare(context, operations[start : start + size]))


def _batch_size(context: Context, verb: Verb, side: Side) -> int:
    capabilities = context.ends.of(side).capabilities(context.kind)
    if verb is Verb.CREATE:
        return capabilities.batch_create
    return capabilities.batch_delete if verb in (Verb.DELETE, Verb.RESTORE) else capabilities.batch_update


def _batch(context: Context, prepared: Sequence[Prepared]) -> None:
    """One batch of one verb on one side: two transactions, hence two fsyncs, around one call."""
    if not all(item.blocked for item in prepared):
        within_budget(context)
        hold_lease(context)
    with context.store.db.transaction():
        void = context.store.decided.among(item.operation.pair_id for item in prepared)
        prepared = [item for item in prepared if item.operation.pair_id not in void]
        ready = [item for item in prepared if not item.blocked]
        block(context, [item for item in prepared if item.blocked])
        context.store.journal.intend([item.entry for item in ready], context.now())
    if not ready:
        return
    try:
        outcomes = _call(context, ready)
    except PortFault as fault:
        if not fault.fault.lost_reply:
            with context.store.db.transaction():
                context.store.journal.drop([item.entry.op_id for item in ready], "not-sent", context.now())
        raise
    with context.store.db.transaction():
        for item, outcome in zip(ready, outcomes, strict=True):
            settle(context, item, outcome)
    _after(context, ready, outcomes)


def _call(context: Context, ready: Sequence[Prepared]) -> list[Outcome]:
    first, mailbox = ready[0].operation, context.ends.mailbox
    end, kind = context.ends.of(first.side), context.kind
    if first.verb is Verb.CREATE:
        return end.create(kind, [Draft(item.link, item.patch, item.entry.op_id) for item in ready])
    if first.verb is Verb.UPDATE:
        return end.update(kind, [_edit(item) for item in ready])
    targets = [Target(item.operation.native_id, item.operation.expect, item.link) for item in ready]
    if first.verb is Verb.DELETE:
        return end.delete(kind, targets)
    if first.verb is Verb.RESTORE:
        return end.restore(kind, targets)
    return mailbox.share(kind, targets) if first.verb is Verb.SHARE else mailbox.unshare(kind, targets)


def _edit(item: Prepared) -> Edit:
    link = item.link if item.operation.side is Side.MAILBOX else None
    return Edit(item.operation.native_id, item.operation.expect, item.patch, link)


def _after(context: Context, ready: Sequence[Prepared], outcomes: Sequence[Outcome]) -> None:
    """What outcomes ask for besides: stale records are read again, a lost reply ends the session."""
    side = ready[0].operation.side
    for item, outcome in zip(ready, outcomes, strict=True):
        if isinstance(outcome, Stale):
            context.note_stale(side, item.operation.native_id, outcome)
        elif isinstance(outcome, Refused) and outcome.fault.kind is FaultClass.GONE:
            context.again = True
            context.stale[side].append(item.operation.native_id)
    lost = next((outcome for outcome in outcomes if isinstance(outcome, Unknown)), None)
    if lost is not None:
        raise PortFault(lost.fault)
