"""Consent: what a person said about many records at once, and what must be asked first.

Exists so that the first sync and everything in bulk go through one gate. An answer covers the pairs that were shown,
and so every later plan that is a subset of them: work that a crash interrupted goes on by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from desktop.core.guards import YES, Guard
from desktop.store.holds import Question
from desktop.sync.context import Context


def said(context: Context, guard: Guard, pair_ids: Sequence[str]) -> dict[str, str]:
    """What was said about those of the pairs that a question of this guard covers; '' where it is open."""
    store = context.store
    found: dict[str, str] = {}
    for hold in store.holds.of_guard(guard) if pair_ids else ():
        for pair_id in store.consents.among(hold.id, pair_ids):
            found[pair_id] = hold.answer or found.get(pair_id, "")
    return found


def covered(context: Context, guard: Guard, pair_ids: Sequence[str]) -> set[str]:
    """Those of the pairs that a yes to this guard covers."""
    return {pair_id for pair_id, answer in said(context, guard, pair_ids).items() if answer == YES}


def ask(context: Context, guard: Guard, text: str, pair_ids: Sequence[str]) -> int:
    """Place the question about these pairs; the number of the hold. The same question is asked once."""
    holds, consents = context.store.holds, context.store.consents
    digest = hashlib.sha256("\n".join(sorted(pair_ids)).encode()).hexdigest()
    with context.store.db.transaction():
        holds.finish([hold.id for hold in holds.active() if hold.guard == guard and hold.answer])
        hold = holds.place(Question(guard, None, text, digest, context.session), context.now())
        if len(consents.among(hold, pair_ids)) < len(pair_ids):
            holds.ask_again(hold, context.now())
        consents.cover(hold, pair_ids)
    return hold


def agree(context: Context, guard: Guard, text: str, pair_ids: Sequence[str]) -> None:
    """The person said yes in advance: ask and answer in one."""
    hold = ask(context, guard, text, pair_ids)
    with context.store.db.transaction():
        context.store.holds.answer(hold, YES, context.now())
        context.store.decided.hear_of(pair_ids)


def agree_in_advance(context: Context, guard: Guard, text: str) -> None:
    """The person said yes to whatever is found: kept until it is found, also by a later session."""
    agree(context, guard, text, [])


def agreed_in_advance(context: Context, guard: Guard) -> bool:
    """Whether a yes to whatever is found waits for what is found."""
    store = context.store
    yes = [hold for hold in store.holds.active() if hold.guard == guard and hold.answer == YES]
    return any(not store.consents.of(hold.id) for hold in yes)


def settled(context: Context, guard: Guard) -> None:
    """Nothing is left of what the guard asked about."""
    if any(hold.guard == guard for hold in context.store.holds.active()):
        with context.store.db.transaction():
            over(context, guard)


def over(context: Context, guard: Guard) -> None:
    """The guard's work is done: its questions and what was said are forgotten. Inside a transaction."""
    holds = context.store.holds
    for hold in holds.of_guard(guard):
        context.store.consents.clear(hold.id)
    holds.finish([hold.id for hold in holds.active() if hold.guard == guard])
