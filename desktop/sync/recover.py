"""Recover: find out what became of writes whose outcome a crash or a lost reply hid, verb by verb.

Exists so that nothing is made twice and no overwrite goes unnoticed. Runs before anything else in a session. The base
of a recovered write is what the intent would have stored, never what is there now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.core.conflict import Conflict, ConflictType
from desktop.core.outcome import Applied
from desktop.core.pairing import PairState
from desktop.core.plan import Verb
from desktop.core.ports import MatchKeys
from desktop.core.record import Link, NativeRecord, Role, Side
from desktop.core.values import Fields
from desktop.store.journal import JournalEntry
from desktop.sync import questions
from desktop.sync.context import Context, Progress
from desktop.sync.settle import applied


def recover(context: Context) -> None:
    """Settle or drop every open intent. Raises PortFault when an end cannot be asked; the intents then stay open."""
    entries = context.store.journal.open_entries()
    if not entries:
        return
    context.progress(Progress("recovering", 0, len(entries)))
    groups: dict[tuple[Verb, Side], list[JournalEntry]] = defaultdict(list)
    for entry in entries:
        groups[Verb(entry.verb), entry.side].append(entry)
    for (verb, side), group in groups.items():
        for start in range(0, len(group), 200):
            _BY_VERB[verb](context, side, group[start : start + 200])


def _creates(context: Context, side: Side, entries: Sequence[JournalEntry]) -> None:
    """A create that may have been carried out: look for its link id, or without one for a record of ours like it."""
    if context.ends.of(side).capabilities(context.kind).find_link:
        found = _by_link(context, side, entries)
    else:
        found = _by_keys(context, entries)
    for entry in entries:
        hits = found.get(entry.op_id, [])
        with context.store.db.transaction():
            if not hits or entry.pair_id not in context.store.pairs.get([entry.pair_id]):
                _drop(context, entry)
            elif len(hits) == 1 or context.ends.of(side).capabilities(context.kind).find_link:
                applied(context, entry, Applied(hits[0].native_id, "", hits[0]))
            else:
                _drop(context, entry)
                _ask(context, entry, hits)


def _by_link(context: Context, side: Side, entries: Sequence[JournalEntry]) -> dict[str, list[NativeRecord]]:
    """The live, unbound records that carry each entry's link id."""
    by_pair = {entry.pair_id: entry.op_id for entry in entries}
    found: dict[str, list[NativeRecord]] = defaultdict(list)
    for native in _unbound(context, side, context.ends.of(side).find_link(context.kind, list(by_pair))):
        link = Link.parse(native.link)
        if link is not None and native.role is not Role.DELETED:
            found[by_pair[link.pair_id]].append(native)
    return found


def _by_keys(context: Context, entries: Sequence[JournalEntry]) -> dict[str, list[NativeRecord]]:
    """Records that we made in the CRM since the intents, by the identity keys of what was to be written.

    As many records as entries of one identity: each entry gets one, the one with its exact values where there is one.
    More records than entries: somebody else made one too, and a person must say which is which.
    """
    keyed: dict[MatchKeys, list[JournalEntry]] = defaultdict(list)
    for entry in entries:
        keyed[_identity(context, entry.intended)].append(entry)
    since = min(entry.intent_at for entry in entries if entry.intent_at is not None)
    made: dict[MatchKeys, list[NativeRecord]] = defaultdict(list)
    for native in _unbound(context, Side.CRM, context.ends.crm.find_own(context.kind, list(keyed), since)):
        made[_identity(context, context.map.view(Side.CRM, native.fields))].append(native)
    found: dict[str, list[NativeRecord]] = {}
    for keys, group in keyed.items():
        natives = made[keys]
        if len(natives) > len(group):
            found.update((entry.op_id, natives) for entry in group)
            continue
        for entry in sorted(group, key=lambda entry: not any(_holds(context, Side.CRM, n, entry) for n in natives)):
            exact = [native for native in natives if _holds(context, Side.CRM, native, entry)]
            if natives:
                chosen = (exact or natives)[0]
                natives.remove(chosen)
                found[entry.op_id] = [chosen]
    return found


def _identity(context: Context, fields: Fields) -> MatchKeys:
    """The natural keys without the company, which may be unresolved."""
    return replace(context.map.keys(fields), company="")


def _unbound(context: Context, side: Side, natives: Sequence[NativeRecord]) -> list[NativeRecord]:
    """Those that belong to no pair yet."""
    known = context.store.mirror.by_native(side, context.kind, [native.native_id for native in natives])
    bound = context.store.pairs.of_records([record.row for record in known.values()])
    return [native for native in natives if native.native_id not in known or known[native.native_id].row not in bound]


def _ask(context: Context, entry: JournalEntry, hits: Sequence[NativeRecord]) -> None:
    """Several records could be the one that we made: the person decides, nothing is made anew."""
    context.store.pairs.set_state(entry.pair_id, PairState.HELD, "duplicate")
    candidates = tuple(sorted(native.native_id for native in hits))
    title = context.map.title(entry.intended)
    conflict = Conflict(entry.pair_id, ConflictType.DUPLICATE, mailbox_value=title, candidates=candidates)
    questions.ask(context, conflict)


def _updates(context: Context, side: Side, entries: Sequence[JournalEntry]) -> None:
    """An update: settled where the record holds our values, dropped otherwise."""
    fetched = context.ends.of(side).fetch(context.kind, [entry.native_id for entry in entries])
    now = {native.native_id: native for native in fetched.records}
    for entry in entries:
        native = now.get(entry.native_id)
        with context.store.db.transaction():
            # The version proves nothing: where it counts seconds, two writes of ours within one have the same.
            if native is not None and _holds(context, side, native, entry):
                applied(context, entry, Applied(native.native_id, native.version, native))
            else:
                _drop(context, entry)


def _holds(context: Context, side: Side, native: NativeRecord, entry: JournalEntry) -> bool:
    shown = context.map.view(side, native.fields)
    return all(context.map.same(name, shown.get(name, value), value) for name, value in entry.intended.items())


def _moves(context: Context, side: Side, entries: Sequence[JournalEntry]) -> None:
    """A share or un-share changes no field: where the item lies now is observed, and the planner goes on from there."""
    with context.store.db.transaction():
        for entry in entries:
            _drop(context, entry)


def _deletes(context: Context, side: Side, entries: Sequence[JournalEntry]) -> None:
    """A delete: settled where the record is gone."""
    fetched = context.ends.of(side).fetch(context.kind, [entry.native_id for entry in entries])
    live = {native.native_id for native in fetched.records if native.role is not Role.DELETED}
    with context.store.db.transaction():
        for entry in entries:
            if entry.native_id in live or entry.pair_id not in context.store.pairs.get([entry.pair_id]):
                _drop(context, entry)
            else:
                applied(context, entry, Applied(entry.native_id))


def _restores(context: Context, side: Side, entries: Sequence[JournalEntry]) -> None:
    """A record that was to come back from the bin: settled where it is live, by its link where its id is new."""
    if side is Side.MAILBOX:
        found = _back_in_mailbox(context, entries)
    else:
        fetched = context.ends.of(side).fetch(context.kind, [entry.native_id for entry in entries])
        live = {native.native_id: native for native in fetched.records}
        found = {entry.op_id: live[entry.native_id] for entry in entries if entry.native_id in live}
    for entry in entries:
        native = found.get(entry.op_id)
        with context.store.db.transaction():
            if native is None or entry.pair_id not in context.store.pairs.get([entry.pair_id]):
                _drop(context, entry)
            else:
                applied(context, entry, Applied(native.native_id, native.version, native))


def _back_in_mailbox(context: Context, entries: Sequence[JournalEntry]) -> dict[str, NativeRecord]:
    """The live copy with each entry's link id, unless another pair has it."""
    by_pair = {entry.pair_id: entry.op_id for entry in entries}
    natives = context.ends.mailbox.find_link(context.kind, list(by_pair))
    known = context.store.mirror.by_native(Side.MAILBOX, context.kind, [native.native_id for native in natives])
    bound = context.store.pairs.of_records([record.row for record in known.values()])
    found: dict[str, NativeRecord] = {}
    for native in natives:
        link, record = Link.parse(native.link), known.get(native.native_id)
        holder = bound.get(record.row) if record is not None else None
        if link is not None and native.role is not Role.DELETED and (holder is None or holder.pair_id == link.pair_id):
            found.setdefault(by_pair[link.pair_id], native)
    return found


def _drop(context: Context, entry: JournalEntry) -> None:
    """Not carried out: the planner will plan it again, under the same pair id."""
    context.store.journal.drop([entry.op_id], "not-applied", context.now())
    context.store.pairs.touch([entry.pair_id])


_BY_VERB: dict[Verb, Callable[[Context, Side, Sequence[JournalEntry]], None]] = {
    Verb.CREATE: _creates,
    Verb.UPDATE: _updates,
    Verb.SHARE: _moves,
    Verb.UNSHARE: _moves,
    Verb.DELETE: _deletes,
    Verb.RESTORE: _restores,
}
