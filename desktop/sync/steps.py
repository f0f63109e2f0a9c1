"""Local steps: changes of our own state that have no remote effect, and the bookkeeping of questions.

Exists beside `execute` so that a plan without any write still has its place. Inside one transaction a chunk.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.pairing import PairState
from desktop.core.plan import LocalStep, PairPlan, StepVerb
from desktop.core.record import Side
from desktop.store.holds import Question
from desktop.sync import questions
from desktop.sync.context import Context


def take_steps(context: Context, plans: Sequence[PairPlan]) -> list[PairPlan]:
    """Take the local steps and store the questions of plans; pairs with nothing more to do become clean, those with
    more to come stay dirty. The plans that still count: one is void where a person decided something about its pair
    since the session listened."""
    if not plans:
        return []
    with context.store.db.transaction():
        void = context.store.decided.among(plan.pair_id for plan in plans)
        plans = [plan for plan in plans if plan.pair_id not in void]
        for plan in plans:
            for step in plan.steps:
                _STEPS[step.verb](context, step)
        if context.plans_all:
            questions.update(context, plans)
        done = [plan.pair_id for plan in plans if not plan.operations and not plan.waits]
        context.store.pairs.clean(done)
        # What made a pair dirty may be a record that it has just let go of.
        context.store.pairs.touch(plan.pair_id for plan in plans if plan.waits)
    return plans


def forget(context: Context, pair_id: str) -> None:
    """Drop a pair with the records that it had; what is live on a side is none of our business any more."""
    pairs = context.store.pairs
    pairing = pairs.get([pair_id])[pair_id]
    questions.close(context, pair_id)
    context.store.issues.solve(pair_id)
    pairs.drop([pair_id])
    context.store.mirror.forget(row for row in (pairing.crm_row, pairing.mailbox_row) if row is not None)


def detach(context: Context, pair_id: str, reason: str, crm_in: bool | None) -> None:
    """Remember a pair as un-shared."""
    context.store.pairs.set_state(pair_id, PairState.DETACHED, reason)
    context.store.pairs.set_flags(pair_id, crm_in=crm_in, mailbox_in=False)
    questions.close(context, pair_id)
    context.counts["un-shared"] += 1


def finish_holds(context: Context, pair_id: str) -> None:
    """The answer to the pair's hold was carried out."""
    context.store.holds.finish(hold.id for hold in context.store.holds.of_pairs([pair_id]).values())


def _agree(context: Context, step: LocalStep) -> None:
    context.store.bases.merge(
        [context.base(step.pair_id, Side.CRM, step.crm), context.base(step.pair_id, Side.MAILBOX, step.mailbox)]
    )


def _flags(context: Context, step: LocalStep) -> None:
    context.store.pairs.set_flags(step.pair_id, crm_in=step.crm_in, mailbox_in=step.mailbox_in)


def _detach(context: Context, step: LocalStep) -> None:
    finish_holds(context, step.pair_id)
    detach(context, step.pair_id, step.reason, step.crm_in)


def _activate(context: Context, step: LocalStep) -> None:
    context.store.pairs.set_state(step.pair_id, PairState.ACTIVE, "")
    context.store.pairs.set_flags(step.pair_id, crm_in=step.crm_in, mailbox_in=step.mailbox_in)
    finish_holds(context, step.pair_id)
    context.counts["shared anew"] += 1


def _forget(context: Context, step: LocalStep) -> None:
    forget(context, step.pair_id)


def _hold(context: Context, step: LocalStep) -> None:
    view = context.store.pairs.views([step.pair_id])[0]
    title = context.map.title(view.crm.fields) if view.crm else ""
    context.store.pairs.set_state(step.pair_id, PairState.HELD, "deletion")
    context.store.holds.place(Question("deletion", step.pair_id, title, "", context.session), context.now())
    context.counts["held"] += 1


def _withdraw(context: Context, step: LocalStep) -> None:
    context.store.holds.withdraw(hold.id for hold in context.store.holds.of_pairs([step.pair_id]).values())


def _unbind(context: Context, step: LocalStep) -> None:
    assert step.side is not None, "an unbind names its side"
    pairs = context.store.pairs
    pairing = pairs.get([step.pair_id])[step.pair_id]
    row = pairing.crm_row if step.side is Side.CRM else pairing.mailbox_row
    pairs.bind(step.pair_id, step.side, None)
    context.store.bases.clear([step.pair_id])
    questions.answered(context, step.pair_id, [""])
    pairs.set_flags(step.pair_id, mailbox_in=False)
    if row is not None:
        context.store.mirror.forget([row])


_STEPS = {
    StepVerb.AGREE: _agree,
    StepVerb.FLAGS: _flags,
    StepVerb.DETACH: _detach,
    StepVerb.ACTIVATE: _activate,
    StepVerb.FORGET: _forget,
    StepVerb.HOLD: _hold,
    StepVerb.WITHDRAW: _withdraw,
    StepVerb.UNBIND: _unbind,
}
