"""Consent: what a person said yes to, and what must be asked first.

Exists so that the first sync and deletions in bulk go through one gate. A yes covers the pairs that were shown, and so
every later plan that is a subset of them: work that a crash interrupted goes on by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from desktop.store.holds import Question
from desktop.sync.context import Context

FIRST_SYNC, MASS_DELETION, MASS_UNSHARING = "first-sync", "mass-deletion", "mass-unsharing"
YES = "yes"


def covered(context: Context, guard: str, pair_ids: Sequence[str]) -> set[str]:
    """Those of the pairs that a yes to this guard covers."""
    holds = context.store.holds
    found: set[str] = set()
    for hold in holds.agreed(guard, YES):
        prefix = f"{hold}:"
        keys = holds.consented([prefix + pair_id for pair_id in pair_ids])
        found |= {key.removeprefix(prefix) for key in keys}
    return found


def ask(context: Context, guard: str, text: str, pair_ids: Sequence[str]) -> int:
    """Place the question about these pairs; the number of the hold. The same question is asked once."""
    holds = context.store.holds
    digest = hashlib.sha256("\n".join(sorted(pair_ids)).encode()).hexdigest()
    with context.store.db.transaction():
        holds.finish([hold.id for hold in holds.active() if hold.guard == guard and hold.answer == YES])
        hold = holds.place(Question(guard, None, text, digest, context.session), context.now())
        holds.clear_consent(hold)
        holds.consent(hold, [f"{hold}:{pair_id}" for pair_id in pair_ids])
    return hold


def agree(context: Context, guard: str, text: str, pair_ids: Sequence[str]) -> None:
    """The person said yes in advance: ask and answer in one."""
    hold = ask(context, guard, text, pair_ids)
    with context.store.db.transaction():
        context.store.holds.answer(hold, YES, context.now())


def over(context: Context, guard: str) -> None:
    """The guard's work is done: its questions and what was agreed are forgotten. Inside a transaction."""
    holds = context.store.holds
    for hold in holds.agreed(guard, YES):
        holds.clear_consent(hold)
    holds.finish([hold.id for hold in holds.active() if hold.guard == guard])
