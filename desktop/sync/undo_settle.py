"""What an undo leaves behind in our own state, so that the next session neither makes nor deletes anything again.

Exists beside `settle`, whose rules are those of syncing. An undone record leaves a detached pair that remembers the
counterpart; two records that are back are never agreed on, so that what changed meanwhile is compared. Runs inside the
caller's transaction.
"""

from __future__ import annotations

from typing import Final

from desktop.core.case import in_part, shared
from desktop.core.outcome import Applied
from desktop.core.pairing import PairState, PairView
from desktop.core.record import Record, Role, Side, Tombstone
from desktop.store.journal import JournalEntry
from desktop.sync import questions
from desktop.sync.context import Context
from desktop.sync.steps import finish_holds, forget

REASON: Final = "undone"
"""Why a pair is detached whose creation or sharing was undone."""


def unmade(context: Context, entry: JournalEntry, outcome: Applied) -> None:
    """A record that a session had made lies in the bin. A record of the CRM stays known, should it come back."""
    finish_holds(context, entry.pair_id)
    other = _view(context, entry.pair_id).live(entry.side.other)
    if other is None or (other.side is Side.MAILBOX and not in_part(other)):
        forget(context, entry.pair_id)
        return
    questions.close(context, entry.pair_id)
    context.store.issues.solve(entry.pair_id)
    if entry.side is Side.CRM:
        context.store.mirror.gone(Side.CRM, context.kind, [Tombstone(entry.native_id)], context.now())
    else:
        row = context.store.pairs.get([entry.pair_id])[entry.pair_id].mailbox_row
        context.store.pairs.bind(entry.pair_id, Side.MAILBOX, None)
        context.store.mirror.forget([row] if row is not None else [])
    _stand(context, entry.pair_id)
    context.settled(entry.pair_id)


def back(context: Context, entry: JournalEntry, outcome: Applied) -> None:
    """A record that a session had deleted is there again, from the bin or anew."""
    inside = entry.side is Side.MAILBOX or context.creates_in_scope
    record = Record(
        entry.side,
        context.kind,
        outcome.native_id,
        outcome.version,
        Role.SHARED,
        inside,
        entry.link,
        entry.intended,
    )
    pairing = context.store.pairs.get([entry.pair_id])[entry.pair_id]
    before = pairing.crm_row if entry.side is Side.CRM else pairing.mailbox_row
    row = context.store.mirror.put_written(None, context.observed(record), context.now())
    context.store.pairs.bind(entry.pair_id, entry.side, row)
    if before is not None and before != row:
        context.store.mirror.forget([before])
    _stand(context, entry.pair_id)
    # What it shows, and in which version, only a look can tell.
    context.stale[entry.side].append(outcome.native_id)
    context.settled(entry.pair_id)


def _stand(context: Context, pair_id: str) -> None:
    """Kept the same again where both are there and the copy is shared, else detached; agreed on nothing so far."""
    pairs, view = context.store.pairs, _view(context, pair_id)
    crm, mailbox = view.live(Side.CRM), view.live(Side.MAILBOX)
    context.store.bases.clear([pair_id])
    together = crm is not None and mailbox is not None and in_part(mailbox)
    pairs.set_state(pair_id, PairState.ACTIVE if together else PairState.DETACHED, "" if together else REASON)
    inside = mailbox is not None and (shared(mailbox) if together else in_part(mailbox))
    pairs.set_flags(pair_id, crm_in=crm is not None and crm.marked, mailbox_in=inside)


def _view(context: Context, pair_id: str) -> PairView:
    return context.store.pairs.views([pair_id])[0]
