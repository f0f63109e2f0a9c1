"""Settle: take the outcome of one operation into the mirror, the pairing, the bases and the journal.

Exists as the one place that advances a base. The base is what was intended, never what was re-read: another user may
have written in between. Runs inside the caller's transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.core.faults import ANSWERS, Fault, FaultClass
from desktop.core.outcome import Applied, Outcome, Refused, Stale
from desktop.core.plan import Verb, Why
from desktop.core.record import Record, Role, Side
from desktop.core.retrying import LASTING
from desktop.store.forms import fields_text
from desktop.store.issues import Complaint
from desktop.store.journal import JournalEntry, Settlement
from desktop.store.mirror import NewPlace
from desktop.sync import questions, undo_settle
from desktop.sync.context import Context
from desktop.sync.prepare import Prepared
from desktop.sync.steps import detach, finish_holds, forget


def settle(context: Context, item: Prepared, outcome: Outcome) -> None:
    """Take an outcome. An Unknown one leaves the intent open: the next session finds out."""
    if isinstance(outcome, Applied):
        applied(context, item.entry, outcome)
        _withhold(context, item)
    elif isinstance(outcome, Stale):
        context.store.journal.drop([item.entry.op_id], "stale", context.now())
    elif isinstance(outcome, Refused):
        context.store.journal.settle(item.entry.op_id, "refused", outcome.fault, context.now())
        _refuse(context, item, outcome.fault)


def block(context: Context, items: Sequence[Prepared]) -> None:
    """Records that cannot be written at all: each becomes an issue, nothing is sent."""
    for item in items:
        _withhold(context, item)
        _over(context, item)
        context.counts["refused"] += 1


def applied(context: Context, entry: JournalEntry, outcome: Applied) -> None:
    """Take a write that was carried out (just now, or before a crash)."""
    context.store.journal.settle_all(
        [Settlement(entry.op_id, "applied", native_id=outcome.native_id or None)], context.now()
    )
    verb = Verb(entry.verb)
    takes = _UNDONE.get(verb) if entry.why == Why.UNDONE else None
    (takes or _VERBS[verb])(context, entry, outcome)
    context.counts[f"{verb.value} {entry.side.value}"] += 1
    context.written[entry.side] += 1


def _created(context: Context, entry: JournalEntry, outcome: Applied) -> None:
    pairs, side = context.store.pairs, entry.side
    inside = side is Side.MAILBOX or context.creates_in_scope
    record = Record(
        side, context.kind, outcome.native_id, outcome.version, Role.SHARED, inside, entry.link, entry.intended
    )
    row = context.store.mirror.put_written(None, context.observed(record), context.now())
    pairs.bind(entry.pair_id, side, row)
    context.store.bases.set(
        [
            context.base(entry.pair_id, side, {**entry.intended, **entry.seen}),
            context.base(entry.pair_id, side.other, entry.source),
        ]
    )
    if side is Side.MAILBOX:
        crm_row = pairs.get([entry.pair_id])[entry.pair_id].crm_row
        in_scope = crm_row is not None and context.store.mirror.get([crm_row])[crm_row].marked
        pairs.set_flags(entry.pair_id, mailbox_in=True, crm_in=in_scope)
    else:
        pairs.set_flags(entry.pair_id, crm_in=inside)
    context.settled(entry.pair_id)
    _look(context, side, outcome, record)


def _updated(context: Context, entry: JournalEntry, outcome: Applied) -> None:
    side = entry.side
    row = _row(context, entry.pair_id, side)
    held = context.store.mirror.get([row])[row]
    record = replace(
        held,
        native_id=outcome.native_id,
        version=outcome.version or held.version,
        link=entry.link if side is Side.MAILBOX else held.link,
        fields={**held.fields, **entry.intended},
    )
    context.store.mirror.put_written(row, context.observed(record), context.now())
    # A pair that has agreed on nothing must not seem to have agreed on what an undo puts back.
    if entry.why != Why.UNDONE or context.store.bases.of([entry.pair_id]):
        context.store.bases.merge(
            [
                context.base(entry.pair_id, side, {**entry.intended, **entry.seen}),
                context.base(entry.pair_id, side.other, entry.source),
            ]
        )
    questions.answered(context, entry.pair_id, list(entry.intended))
    context.settled(entry.pair_id)
    _look(context, side, outcome, record)


def _shared(context: Context, entry: JournalEntry, outcome: Applied) -> None:
    row = _row(context, entry.pair_id, Side.MAILBOX)
    held = context.store.mirror.get([row])[row]
    # Of a contact that was none of our business only its place was read: the next round tells what it says.
    unread = held.role is Role.DEFAULT and not held.marked and held.link is None
    version = "" if unread else outcome.version
    place = NewPlace(outcome.native_id, version, Role.SHARED, True, entry.link)
    context.store.mirror.replace_id(row, place)
    context.store.pairs.set_flags(entry.pair_id, mailbox_in=True)
    context.settled(entry.pair_id)


def _unshared(context: Context, entry: JournalEntry, outcome: Applied) -> None:
    pairs, mirror = context.store.pairs, context.store.mirror
    row = _row(context, entry.pair_id, Side.MAILBOX)
    held = mirror.get([row])[row]
    role = Role.DEFAULT if held.role is Role.SHARED else held.role
    mirror.replace_id(row, NewPlace(outcome.native_id, outcome.version, role, False, held.link))
    crm_row = pairs.get([entry.pair_id])[entry.pair_id].crm_row
    marked = crm_row is not None and mirror.get([crm_row])[crm_row].marked
    detach(context, entry.pair_id, _DETACHED_BY.get(entry.why, "person"), marked)
    if entry.why == Why.UNDONE:
        context.store.bases.clear([entry.pair_id])
    context.settled(entry.pair_id)


def _deleted(context: Context, entry: JournalEntry, outcome: Applied) -> None:
    finish_holds(context, entry.pair_id)
    forget(context, entry.pair_id)


_DETACHED_BY = {Why.LEFT_SCOPE.value: "scope", Why.UNDONE.value: undo_settle.REASON}
"""The reason of an un-sharing as the pair remembers it, where it is not the person's."""

_UNDONE: dict[Verb, Callable[[Context, JournalEntry, Applied], None]] = {
    Verb.CREATE: undo_settle.back,
    Verb.RESTORE: undo_settle.back,
    Verb.DELETE: undo_settle.unmade,
}
"""What an undo does otherwise than a sync."""

_VERBS: dict[Verb, Callable[[Context, JournalEntry, Applied], None]] = {
    Verb.CREATE: _created,
    Verb.UPDATE: _updated,
    Verb.SHARE: _shared,
    Verb.UNSHARE: _unshared,
    Verb.DELETE: _deleted,
}


def _row(context: Context, pair_id: str, side: Side) -> int:
    pairing = context.store.pairs.get([pair_id])[pair_id]
    row = pairing.crm_row if side is Side.CRM else pairing.mailbox_row
    assert row is not None, "what was written is in the mirror"
    return row


def _look(context: Context, side: Side, outcome: Applied, intended: Record) -> None:
    """What the server shows now goes to the mirror: somebody else's newer value makes the pair dirty again, and so
    does a value of ours by which the record leaves the scope."""
    if outcome.record is not None:
        record = context.record(side, outcome.record)
        context.store.mirror.observe([context.observed(record)], context.now())
        as_meant = all(context.map.same(name, record.get(name), value) for name, value in intended.fields.items())
        context.again = context.again or not as_meant or record.marked != intended.marked


def _withhold(context: Context, item: Prepared) -> None:
    """Report what was kept back, and call solved what is said of neither side any more."""
    issues, pair_id = context.store.issues, item.operation.pair_id
    standing = _complain(context, item, {(withheld.code, withheld.field) for withheld in item.withheld})
    title = context.map.title({**item.before, **item.operation.source, **item.operation.fields})
    over = [i.id for i in issues.standing([pair_id]) if (i.complaint.code, i.complaint.field) not in standing]
    issues.solve_ids(over)
    complaints = [
        Complaint(pair_id, None, title, w.code, w.field, w.message, w.action, _tried(item, w.field), w.code in LASTING)
        for w in item.withheld
    ]
    issues.report(complaints, context.now())


def _refuse(context: Context, item: Prepared, fault: Fault) -> None:
    """Report a refused operation where that counts. What a server may take a moment later it is offered once more, in
    another round of the session or else in the next one; from then on the register of refused records says when."""
    operation, answer = item.operation, ANSWERS[fault.kind]
    first = False
    if answer.counts:
        title = context.map.title({**item.before, **operation.source, **operation.fields})
        field = fault.fields[0] if fault.fields else ""
        said = {(fault.code, field)}
        again = answer.retry and said <= context.complaints.get((operation.pair_id, operation.side), set())
        complaint = Complaint(
            operation.pair_id, None, title, fault.code, field, fault.message, fault.action, _tried(item, field),
            answer.retry,
        )  # fmt: skip
        # Tries of one session count as one.
        context.store.issues.report([] if again else [complaint], context.now())
        _complain(context, item, said)
        context.counts["refused"] += 1
        first = answer.retry and any(
            issue.attempts == 1 and {(issue.complaint.code, issue.complaint.field)} == said
            for issue in context.store.issues.standing([operation.pair_id])
        )
    if first or fault.kind is FaultClass.GONE:
        # What is gone is read again within the session; where that ends before, the next one must plan anew.
        context.store.pairs.touch([operation.pair_id])
    else:
        _over(context, item)


def _tried(item: Prepared, field: str) -> str:
    """A fingerprint of what was to be written: of one field where it is among them, else of all."""
    fields = item.operation.fields
    concerned = {field: fields[field]} if field in fields else dict(sorted(fields.items()))
    return hashlib.sha256(fields_text(concerned).encode()).hexdigest()[:16]


def _complain(context: Context, item: Prepared, said: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Keep what is said of a write, in place of what was said of the one before; all that stands of the pair now.

    A write that one side takes must not silence what the other side has just refused.
    """
    pair_id, side = item.operation.pair_id, item.operation.side
    if said:
        context.complaints[pair_id, side] = said
    else:
        context.complaints.pop((pair_id, side), None)
    return said | context.complaints.get((pair_id, side.other), set())


def _over(context: Context, item: Prepared) -> None:
    """A refused operation is settled, and with a refused create all that was to follow it: the pair rests until one of
    its records changes, or its next try is due."""
    pair_id = item.operation.pair_id
    if item.operation.verb is Verb.CREATE:
        context.pending[pair_id] = 1
    context.settled(pair_id)
