"""Questions: the planner's conflicts and the person's resolutions, to and from the store.

Exists so that planner and store need not know each other's forms. Writing is inside the caller's transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from desktop.core.conflict import Conflict, ConflictType, Resolution, Take
from desktop.core.plan import PairPlan, Verb
from desktop.core.values import ABSENT
from desktop.store.conflicts import StoredConflict
from desktop.sync.context import Context

WHOLE = "*"
"""The store's word for a question about the record as a whole; the planner says ''."""


def resolutions(context: Context, pair_ids: Sequence[str]) -> dict[str, dict[str, Resolution]]:
    """The person's answers that wait to be applied, by pair and field."""
    found: dict[str, dict[str, Resolution]] = defaultdict(dict)
    for stored in context.store.conflicts.of_pairs(pair_ids):
        if stored.resolution is not None and stored.pair_id is not None:
            conflict = _of(stored)
            value = stored.resolution.value
            take = Take(stored.resolution.take)
            found[stored.pair_id][conflict.field] = Resolution(conflict, take, None if value is ABSENT else value)
    return found


def ask(context: Context, conflict: Conflict) -> None:
    """Store one question (again)."""
    context.store.conflicts.open([_stored(context, conflict)], context.now())


def update(context: Context, plans: Sequence[PairPlan]) -> None:
    """Bring the stored questions of planned pairs in line with what their plans ask."""
    by_pair: dict[str, list[StoredConflict]] = defaultdict(list)
    for stored in context.store.conflicts.of_pairs([plan.pair_id for plan in plans]):
        by_pair[stored.pair_id or ""].append(stored)
    over: list[int] = []
    fresh: list[StoredConflict] = []
    for plan in plans:
        asked = {conflict.field: conflict for conflict in plan.conflicts}
        written = _subjects(context, [name for operation in plan.operations for name in operation.fields])
        for stored in by_pair.get(plan.pair_id, ()):
            mine = asked.get(_of(stored).field)
            if mine is not None and stored.resolution is None and _of(stored).same_question(mine):
                del asked[mine.field]
            elif stored.resolution is None or mine is not None or not _pending(stored, plan, written):
                over.append(stored.id)
        fresh += [_stored(context, conflict) for conflict in asked.values()]
    if over:
        context.store.conflicts.expire(over, context.now())
    if fresh:
        context.store.conflicts.open(fresh, context.now())
        context.counts["conflicts"] += len(fresh)


def answered(context: Context, pair_id: str, fields: Sequence[str]) -> None:
    """The answers about these fields ('' for the record) were carried out."""
    names = _subjects(context, [name or WHOLE for name in fields])
    stored = context.store.conflicts.of_pairs([pair_id])
    context.store.conflicts.apply(
        [item.id for item in stored if item.resolution and item.field in names], context.now()
    )


def close(context: Context, pair_id: str) -> None:
    """No question about this pair arises any more; answers among them count as carried out."""
    stored = context.store.conflicts.of_pairs([pair_id])
    if stored:
        context.store.conflicts.apply([item.id for item in stored if item.resolution], context.now())
        context.store.conflicts.expire([item.id for item in stored if not item.resolution], context.now())


def withdraw(context: Context, pair_id: str) -> None:
    """The questions about this pair are void, and so are answers among them."""
    context.store.conflicts.expire([item.id for item in context.store.conflicts.of_pairs([pair_id])], context.now())


def _subjects(context: Context, fields: Sequence[str]) -> set[str]:
    """The fields, and the blocks that they are parts of."""
    return {*fields, *(block for name in fields if (block := context.map.block(name)))}


def _pending(stored: StoredConflict, plan: PairPlan, written: set[str]) -> bool:
    """Whether an answer is still on its way into this plan's operations or steps."""
    deletes = any(operation.verb is Verb.DELETE for operation in plan.operations)
    return stored.field in written or (stored.field == WHOLE and deletes)


def _of(stored: StoredConflict) -> Conflict:
    return Conflict(
        stored.pair_id or "",
        ConflictType(stored.type),
        "" if stored.field == WHOLE else stored.field,
        stored.crm_value,
        stored.mailbox_value,
        stored.base_crm,
        stored.base_mailbox,
        stored.crm_version,
        stored.mailbox_version,
        stored.candidates,
    )


def _stored(context: Context, conflict: Conflict) -> StoredConflict:
    return StoredConflict(
        field=conflict.field or WHOLE,
        type=conflict.type.value,
        session=context.session,
        pair_id=conflict.pair_id,
        crm_value=conflict.crm_value,
        mailbox_value=conflict.mailbox_value,
        base_crm=conflict.base_crm,
        base_mailbox=conflict.base_mailbox,
        crm_version=conflict.crm_version,
        mailbox_version=conflict.mailbox_version,
        candidates=conflict.candidates,
        kind=context.kind,
    )
