"""The loop breaker: a record with a field that keeps coming back to an earlier value is left alone.

Exists so that two programs that overwrite each other end by a problem that a person can see, not in a thousand writes.
What happened is read from the change log; the rule is `core.loops`'. A person frees a record by having it tried again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from desktop.core.loops import RETURNS, WITHIN, returns
from desktop.core.plan import PairPlan, Plans, Verb
from desktop.core.record import Side
from desktop.core.retrying import LOOP_FROZEN
from desktop.core.sentences import inline, say
from desktop.core.values import EMPTY, MaybeValue
from desktop.store.changelog import ChangeLog
from desktop.store.issues import Complaint
from desktop.sync.context import Context


def unfrozen(context: Context, plans: Plans) -> Plans:
    """Those of the plans that go on; a record whose field returned too often is frozen, with a problem that says so."""
    pair_ids = [plan.pair_id for plan in plans if plan.operations or plan.steps]
    standing = context.store.issues.standing(pair_ids)
    frozen = {issue.complaint.pair_id for issue in standing if issue.complaint.code == LOOP_FROZEN}
    writing = [plan for plan in plans if plan.pair_id not in frozen and _fields(plan)]
    complaints = [_complaint(context, plan, field) for plan, field in _looping(context, writing)]
    left_alone = {*frozen, *(complaint.pair_id for complaint in complaints)}
    if left_alone:
        with context.store.db.transaction():
            context.store.issues.report(complaints, context.now())
            context.store.pairs.clean(pair_id for pair_id in left_alone if pair_id)
    if complaints:
        context.counts["frozen"] += len(complaints)
    return [plan for plan in plans if plan.pair_id not in left_alone]


def _fields(plan: PairPlan) -> list[tuple[Side, str]]:
    """The fields that a plan would change, by side."""
    return [(op.side, name) for op in plan.operations if op.verb is Verb.UPDATE for name in op.fields]


def _looping(context: Context, plans: Sequence[PairPlan]) -> list[tuple[PairPlan, str]]:
    """The plans that would write a field once more that came back too often, with the first such field."""
    if not plans or context.session <= RETURNS:
        return []
    pair_ids = [plan.pair_id for plan in plans]
    freed = context.store.issues.solved_at(LOOP_FROZEN, pair_ids)
    series: dict[tuple[str, Side, str], list[MaybeValue]] = defaultdict(list)
    for change in ChangeLog(context.store.db).recent(pair_ids, context.session - WITHIN):
        since = freed.get(change.pair_id)
        if change.at is not None and (since is None or change.at > since):
            series[change.pair_id, change.side, change.field] += [change.before, change.after]
    found = []
    for plan in plans:
        for side, name in _fields(plan):
            values = series.get((plan.pair_id, side, name), [])
            if returns(values, partial(context.map.same, name)) >= RETURNS:
                found.append((plan, name))
                break
    return found


def _complaint(context: Context, plan: PairPlan, field: str) -> Complaint:
    view = context.store.pairs.views([plan.pair_id])[0]
    live = view.live(Side.CRM) or view.live(Side.MAILBOX)
    fields = live.fields if live is not None else {}
    message = say(
        "The field {field} goes back and forth again and again: something else changes it after each sync.",
        field=inline(context.map.label(field)),
    )
    action = say(
        "Nothing more is written to this contact. Find out what changes it, and then have it tried again. Now it says: "
        "{value}",
        value="–" if fields.get(field, EMPTY) is EMPTY else fields[field],
    )
    return Complaint(plan.pair_id, None, context.map.title(fields), LOOP_FROZEN, field, message, action)
