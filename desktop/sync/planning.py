"""Planning: the planner over all pairs that changed, in chunks, so that a session costs what changed.

Exists between the pure planner and the store. A plan is made afresh from what is observed and thrown away after use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.core.case import Case
from desktop.core.pairing import PairState, PairView
from desktop.core.plan import Operation, PairPlan, Planned, Plans, Tally, Verb
from desktop.core.planner import plan_pair
from desktop.core.record import Side
from desktop.core.sentences import joined
from desktop.core.values import ABSENT, Fields
from desktop.sync import rebuild
from desktop.sync.context import Context
from desktop.sync.questions import resolutions

CHUNK = 400
"""Pairs planned together: whole batches of every verb on either side."""

SHOWN = 500
"""Operations of a preview that are listed one by one; the others are only counted."""


def chunks(context: Context) -> Iterator[list[PairView]]:
    """The pairs that must be looked at, in the order of their ids. Pairs may be settled while this runs."""
    after: str | None = None
    while views := context.store.pairs.dirty(context.kind, after, CHUNK):
        after = views[-1].pairing.pair_id
        yield views
        context.check_cancelled()


def plan_chunk(context: Context, views: Sequence[PairView]) -> Plans:
    """The plans of pairs. Pairs that wait for a choice of counterpart, and records without a version, are left out."""
    answers, policies = resolutions(context, [view.pairing.pair_id for view in views]), context.policies()
    plans = [
        plan_pair(Case(view, context.map, answers.get(view.pairing.pair_id, {}), policies))
        for view in rebuild.with_answers(context, views)
        if not waits_for_choice(view) and _versions_known(view)
    ]
    return [_without_blind(plan) for plan in plans]


def _without_blind(plan: PairPlan) -> PairPlan:
    """The plan without writes whose record has no known version: we have just made it, and it may have been edited
    since. They wait until it was read."""
    seeing = tuple(each for each in plan.operations if each.verb is Verb.CREATE or each.expect)
    return plan if len(seeing) == len(plan.operations) else replace(plan, operations=seeing, waits=True)


def tally(context: Context) -> tuple[Tally, list[str]]:
    """Count what a session would do, and name the pairs it would write to. Nothing is stored."""
    total, pairs = Tally(), []
    for views in chunks(context):
        plans = plan_chunk(context, views)
        total.add(plans)
        pairs += [plan.pair_id for plan in plans if _writes(plan)]
    return total, pairs


def preview(context: Context) -> tuple[Tally, tuple[Planned, ...]]:
    """Count what a session would do, with the first operations as a person reads them. Nothing is stored."""
    total, items = Tally(), list[Planned]()
    for views in chunks(context):
        plans = plan_chunk(context, views)
        total.add(plans)
        total.refused.update(
            operation.side for plan in plans for operation in plan.operations if _refused(context, operation)
        )
        by_pair = {view.pairing.pair_id: view for view in views}
        for plan in plans:
            if len(items) < SHOWN:
                items += planned(context, by_pair[plan.pair_id], plan)
    return total, tuple(items[:SHOWN])


def planned(context: Context, view: PairView, plan: PairPlan) -> list[Planned]:
    """The operations of a plan as a person reads them."""
    live = view.live(Side.CRM) or view.live(Side.MAILBOX) or view.crm or view.mailbox
    title = context.map.title(live.fields) if live else ""
    items = []
    for operation in plan.operations:
        record = view.live(operation.side)
        there: Fields = record.fields if record is not None and operation.verb is not Verb.CREATE else {}
        changes = tuple((name, there.get(name, ABSENT), value) for name, value in operation.fields.items())
        refused = _refused(context, operation)
        items.append(Planned(plan.pair_id, title, operation.verb, operation.side, operation.why, changes, refused))
    return items


def _refused(context: Context, operation: Operation) -> str:
    """Why a new record cannot be made, as far as it is known before; '' where it can, and for everything else."""
    if operation.verb is not Verb.CREATE:
        return ""
    withheld = context.map.write(operation.side, operation.fields, operation.fields, context.accounts).withheld
    return next((joined(item.message, item.action) for item in withheld if item.blocks_record), "")


def _writes(plan: PairPlan) -> bool:
    return bool(plan.operations) or plan.waits


def waits_for_choice(view: PairView) -> bool:
    """Whether a person must first choose which record is the counterpart."""
    return view.pairing.state is PairState.HELD and view.pairing.reason == "duplicate"


def _versions_known(view: PairView) -> bool:
    """A record whose version, or all it says, we do not know yet is planned again once it was pulled."""
    crm, mailbox = view.live(Side.CRM), view.live(Side.MAILBOX)
    if mailbox is not None and not mailbox.version:
        return False
    return crm is None or bool(crm.version) or not view.pairing.mailbox_in
