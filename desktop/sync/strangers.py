"""Strangers: items that are none of our business, looked up at the ends and told why they are not synced.

Exists because people ask about a contact that is missing more often than about one that is there. Stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.core.naming import Named
from desktop.core.ports import MatchKeys
from desktop.core.record import NativeRecord, Record, Role, Side
from desktop.core.sentences import say
from desktop.core.verdict import Code, Reason, excluded, gone, not_shared, out_of_scope
from desktop.store.exclusions import of_record
from desktop.sync.context import Context
from desktop.sync.explanation import Explanation


def explained(context: Context, named: Named) -> list[Explanation]:
    """What both ends know under these words and we do not keep. Raises PortFault where an end fails."""
    return [*_in_crm(context, named), *_in_mailbox(context, named)]


def _in_crm(context: Context, named: Named) -> Iterable[Explanation]:
    crm, kind = context.ends.crm, context.kind
    ids = _unknown(context, Side.CRM, named.crm_ids)
    if ids:
        fetched = crm.fetch(kind, ids)
        yield from _strangers(context, Side.CRM, fetched.records)
        yield from (Explanation(tombstone.native_id, (gone(Side.CRM),)) for tombstone in fetched.gone)
        yield from (Explanation(native_id, (_invisible(),)) for native_id in fetched.missing)
    first, last = named.full_name
    if named.email or first:
        found = crm.find_matches(kind, [MatchKeys(named.email, first, last, "")])
        yield from _strangers(context, Side.CRM, found)


def _in_mailbox(context: Context, named: Named) -> Iterable[Explanation]:
    mailbox, kind = context.ends.mailbox, context.kind
    ids = _unknown(context, Side.MAILBOX, named.mailbox_ids)
    if ids:
        fetched = mailbox.fetch(kind, ids)
        yield from _strangers(context, Side.MAILBOX, fetched.records)
        yield from (Explanation(tombstone.native_id, (gone(Side.MAILBOX),)) for tombstone in fetched.gone)
    if named.email or named.full_name[0]:
        yield from _strangers(context, Side.MAILBOX, mailbox.look_up(kind, named.email or named.words))


def _unknown(context: Context, side: Side, native_ids: Sequence[str]) -> list[str]:
    """Those of the ids that the mirror does not hold."""
    known = context.store.mirror.by_native(side, context.kind, native_ids)
    return [native_id for native_id in native_ids if native_id not in known]


def _strangers(context: Context, side: Side, natives: Sequence[NativeRecord]) -> Iterable[Explanation]:
    known = _unknown(context, side, [native.native_id for native in natives])
    for native in natives:
        if native.native_id in known:
            record = context.record(side, native)
            title = context.map.title(record.fields)
            yield Explanation(title, (_why(context, record),), {side: record})


def _why(context: Context, record: Record) -> Reason:
    """Why a record that an end shows is not kept by us."""
    keys = of_record(record, context.map.keys(record.fields).email)
    if context.store.exclusions.newcomers(context.kind, {0: keys}):
        return excluded()
    if record.role is Role.DELETED:
        return gone(record.side)
    return out_of_scope() if record.side is Side.CRM else not_shared(record)


def _invisible() -> Reason:
    return Reason(
        Code.NO_ACCESS,
        say("Salesforce shows no such contact to you: it does not exist, or you may not see it."),
        say("It is left alone."),
        say("Ask for access, if you know that it exists."),
    )
