"""Keeping: what becomes of questions and answers that grew old, and of the answer that keeps everything.

Exists so that nothing is taken away by a yes of long ago, and no question stands for ever: in doubt everything is kept.
"""

from __future__ import annotations

from desktop.core.guards import ANSWER_LIVES, KEEP, QUESTION_LIVES, Guard, kept_by, lapses
from desktop.core.pairing import Wish
from desktop.store.holds import Hold
from desktop.sync.context import Context


def keep(context: Context) -> None:
    """Ask again what was agreed to long ago, answer what nobody answered by what keeps everything, and carry it out."""
    holds = context.store.holds
    with context.store.db.transaction():
        for hold in holds.active():
            if hold.state == "answered" and _lapsed(context, hold):
                holds.ask_again(hold.id, context.now())
            elif hold.state == "open" and hold.created_at <= context.now() - QUESTION_LIVES and kept_by(hold.guard):
                holds.answer(hold.id, kept_by(hold.guard), context.now())
                context.counts["kept"] += 1
    for guard in (Guard.MASS_DELETION, Guard.MASS_UNSHARING):
        with context.store.db.transaction():
            for hold in holds.of_guard(guard):
                if hold.answer == KEEP:
                    _keep(context, hold)


def _lapsed(context: Context, hold: Hold) -> bool:
    since = hold.answered_at
    return lapses(hold.guard, hold.answer) and since is not None and since <= context.now() - ANSWER_LIVES


def _keep(context: Context, hold: Hold) -> None:
    """Copies of what was deleted become the person's own; copies of what left the scope go on being synced, and what is
    excluded is left alone. Inside a transaction."""
    store = context.store
    pair_ids = store.consents.of(hold.id)
    excluded = store.exclusions.pairs(context.kind, pair_ids)
    for pair_id in store.pairs.get([pair_id for pair_id in pair_ids if pair_id not in excluded]):
        if hold.guard == Guard.MASS_DELETION:
            store.pairs.wish(pair_id, Wish.UNSHARE)
        else:
            store.pairs.set_flags(pair_id, crm_in=False)
            store.pairs.touch([pair_id])
    store.consents.clear(hold.id)
    store.holds.finish([hold.id])
