"""After a loss of our database: what the link ids on both sides tell, and what only the person can say.

Exists because a record without its counterpart is then either new or left of one that was deleted, and nothing here
tells which. It is asked about, once for all of them; nothing is made or deleted before an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.core.guards import Guard
from desktop.core.pairing import LINKED, LOST, Pairing, PairState, PairView
from desktop.core.record import Link, Record, Role, Side
from desktop.core.sentences import say, template
from desktop.sync import consent
from desktop.sync.context import Context

_QUESTIONS = {
    Guard.LOST_RECORDS: template(
        "{count} shared contacts in Outlook were synced before, but are not found in Salesforce any more. What shall "
        "become of them?"
    ),
    Guard.LOST_COPIES: template(
        "{count} contacts in Salesforce have no copy in Outlook, though others have theirs: they may be new, or their "
        "copies may have been deleted. Shall they get copies?"
    ),
}
"""What is asked of the person."""


def begun(context: Context) -> bool:
    """Whether link ids tell of pairs that this database, in which no first sync was done, did not make."""
    if not context.first_sync:
        return False
    store = context.store
    return store.pairs.any_made(context.kind, LINKED) or store.mirror.stamped(context.kind, Link.PREFIX)


def counterparts(context: Context, linked: Sequence[tuple[Record, Link]]) -> dict[str, str]:
    """Look in the CRM for the records that copies name and the mirror does not hold; the winners of merged ones."""
    wanted = dict.fromkeys(link.other_id for record, link in linked if link.other_id and record.side is Side.MAILBOX)
    merged: dict[str, str] = {}
    while wanted:
        known = context.store.mirror.by_native(Side.CRM, context.kind, wanted)
        fetched = context.ends.crm.fetch(context.kind, [native_id for native_id in wanted if native_id not in known])
        context.observe(Side.CRM, fetched.records)
        won = {gone.native_id: gone.merged_into for gone in fetched.gone if gone.merged_into}
        merged |= won
        wanted = dict.fromkeys(winner for winner in won.values() if winner not in merged)
    return merged


def bind_unshared(context: Context, side: Side, records: Sequence[Record]) -> None:
    """Copies that a person un-shared before the loss still name their counterpart: it does not come back unasked."""
    linked = [(record, link) for record in records if not record.gone and (link := Link.parse(record.link))]
    others = context.store.mirror.by_native(side.other, context.kind, [link.other_id for _, link in linked])
    with context.store.db.transaction():
        for record, link in linked:
            other = others.get(link.other_id)
            if other is None or other.gone or _shared(record) or context.store.pairs.of_records([other.row]):
                continue
            if not context.store.pairs.get([link.pair_id]):
                pairing = Pairing(
                    link.pair_id, context.kind, PairState.DETACHED, other.row, record.row, LINKED, other.marked, False,
                    "person",
                )  # fmt: skip
                context.store.pairs.add([pairing], context.session)
                context.store.pairs.clean([link.pair_id])


def returned(context: Context) -> dict[str, Record]:
    """By pair: the record that a copy names, where it came back from the bin while the copy waited."""
    pairs = context.store.pairs
    waiting: dict[str, str] = {}
    for view in pairs.views(pairs.ids(context.kind, PairState.HELD, LOST)):
        mailbox = view.live(Side.MAILBOX)
        if mailbox is not None and view.crm is None and (link := Link.parse(mailbox.link)) is not None:
            waiting[link.other_id] = view.pairing.pair_id
    found = context.store.mirror.by_native(Side.CRM, context.kind, waiting)
    held = pairs.of_records([record.row for record in found.values()])
    back = [record for record in found.values() if not record.gone and record.row not in held]
    return {waiting[record.native_id]: record for record in back}


def asks(context: Context, record: Record) -> bool:
    """Whether only the person can say what becomes of a record without a counterpart: after a loss, and where another
    machine has marked it since with a link of which nothing is known here."""
    link = Link.parse(record.link)
    if context.rebuilding:
        return record.side is Side.CRM or link is not None
    return context.after_another and link is not None and not context.store.pairs.get([link.pair_id])


def hold(context: Context, pair_id: str, record: Record) -> None:
    """Let a record without a counterpart wait for the person. Inside a transaction."""
    pairs, link = context.store.pairs, Link.parse(record.link)
    if link is not None and not pairs.get([link.pair_id]):
        pair_id = link.pair_id
    crm = record.row if record.side is Side.CRM else None
    mailbox = record.row if record.side is Side.MAILBOX else None
    marked = crm is not None and record.marked
    pairing = Pairing(pair_id, context.kind, PairState.HELD, crm, mailbox, "created", marked, False, LOST)
    pairs.add([pairing], context.session)
    pairs.clean([pair_id])


def ask(context: Context) -> None:
    """Ask about what waits, once for all; what was answered is planned again."""
    pairs = context.store.pairs
    waiting = pairs.views(pairs.ids(context.kind, PairState.HELD, LOST))
    for guard in _QUESTIONS:
        mine = [view.pairing.pair_id for view in waiting if _guard(view) is guard]
        said = consent.said(context, guard, mine)
        open_ = [pair_id for pair_id in mine if not said.get(pair_id)]
        if open_:
            consent.ask(context, guard, say(_QUESTIONS[guard], count=len(open_)), open_)
            context.counts["held"] += len(open_)
        elif not mine:
            consent.settled(context, guard)
        if answered := [pair_id for pair_id in mine if said.get(pair_id)]:
            with context.store.db.transaction():
                pairs.touch(answered)


def with_answers(context: Context, views: Sequence[PairView]) -> list[PairView]:
    """The pairs with what was said of those that wait since a loss."""
    lost = [view for view in views if view.pairing.reason == LOST]
    answers: dict[str, str] = {}
    for guard in _QUESTIONS if lost else ():
        answers |= consent.said(context, guard, [view.pairing.pair_id for view in lost if _guard(view) is guard])
    return [
        replace(view, answer=answers[pair_id]) if (pair_id := view.pairing.pair_id) in answers else view
        for view in views
    ]


def _guard(view: PairView) -> Guard:
    return Guard.LOST_COPIES if view.pairing.mailbox_row is None else Guard.LOST_RECORDS


def _shared(record: Record) -> bool:
    return record.marked or (record.side is Side.MAILBOX and record.role is Role.SHARED)
