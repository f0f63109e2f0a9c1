"""Match: give every newcomer a pairing: by its link id, by its natural keys, as new, or as a question.

Exists so that nothing is made twice. The decisions are `core.matcher`'s; this phase finds the candidates and stores
what was decided. Nothing remote is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from desktop.core.conflict import Conflict, ConflictType, Resolution, Take
from desktop.core.guards import RESTORE
from desktop.core.matcher import Candidate, Match
from desktop.core.matcher import match as find
from desktop.core.pairing import LOST, Pairing, PairState, PairView, Wish
from desktop.core.ports import MatchKeys
from desktop.core.record import Link, Record, Role, Side
from desktop.store.exclusions import of_native, of_record
from desktop.store.pairs import taken
from desktop.sync import another, questions, rebuild
from desktop.sync.companies import resolve
from desktop.sync.context import Context, Progress, name_key
from desktop.sync.leasing import ANOTHER_WROTE
from desktop.sync.pull import refresh

CHUNK = 800
"""Newcomers looked at together: one search in the CRM for each chunk, and one for the companies that they name."""


def match(context: Context) -> None:
    """Pair up everything that was observed without a pairing; look again at pairs whose record disappeared."""
    context.progress(Progress("matching"))
    _rejoin_merged(context)
    if context.machine is not None:
        another.heed_choices(context, _waiting_for_choice(context))
    context.after_another = context.after_another or context.store.settings.flag(ANOTHER_WROTE)
    if context.after_another:
        another.heed(context)
    _meet_again(context)
    for side in (Side.MAILBOX, Side.CRM):
        _newcomers(context, side, _bind_linked)
    context.rebuilding = rebuild.begun(context)
    if context.rebuilding:
        _newcomers(context, Side.MAILBOX, rebuild.bind_unshared)
    _look_for_moved(context)
    _newcomers(context, Side.CRM, _ask_anew)
    _reconsider_duplicates(context)
    for side in (Side.MAILBOX, Side.CRM):
        _newcomers(context, side, _pair_by_keys)
    rebuild.ask(context)
    if context.after_another:
        with context.store.db.transaction():
            context.store.settings.put(ANOTHER_WROTE, None)
            context.store.let_go.forget()


def _newcomers(context: Context, side: Side, handle: Callable[[Context, Side, Sequence[Record]], None]) -> None:
    after = 0
    while rows := context.store.mirror.dirty_unpaired(side, context.kind, after, CHUNK):
        after = rows[-1].row
        handle(context, side, rows)
        context.check_cancelled()


def _shared(record: Record) -> bool:
    if record.gone:
        return False
    return record.marked or (record.side is Side.MAILBOX and record.role is Role.SHARED)


def _bind_linked(context: Context, side: Side, records: Sequence[Record]) -> None:
    """Newcomers that carry a link id: a moved record, a rebuilt pairing, or a copy that the person made."""
    linked = [(record, link) for record in records if not record.gone and (link := Link.parse(record.link))]
    if not linked:
        return
    pairs, mirror = context.store.pairs, context.store.mirror
    known = _checked(context, side, linked)
    unknown = [(record, link) for record, link in linked if link.pair_id not in known]
    merged = rebuild.counterparts(context, unknown) if context.first_sync or context.machine else {}
    with context.store.db.transaction():
        # The winner of a merge goes on with the copy of its own, where it has one.
        for record, link in sorted(linked, key=lambda each: each[1].other_id in merged):
            view = known.get(link.pair_id)
            if view is None:
                _rebuild(context, record, replace(link, other_id=merged.get(link.other_id, link.other_id)))
            elif view.live(side) is None:
                rebind(context, view.pairing, side, record)
                known.update({v.pairing.pair_id: v for v in pairs.views([link.pair_id])})
            elif not _shared(record):
                mirror.forget([record.row])


def _checked(context: Context, side: Side, linked: Sequence[tuple[Record, Link]]) -> dict[str, PairView]:
    """The pairs of these links. A record that is bound already is looked at again first: where it was moved while we
    were reading, its old place was told before and its new one after, and the newcomer is no copy."""
    pairs, pair_ids = context.store.pairs, [link.pair_id for _, link in linked]
    bound = [view.live(side) for view in pairs.views(pair_ids)]
    refresh(context, side, [record.native_id for record in bound if record is not None])
    return {view.pairing.pair_id: view for view in pairs.views(pair_ids)}


def rebind(context: Context, pairing: Pairing, side: Side, record: Record) -> None:
    """Let a pair take another record of a side; the one it had (gone) is forgotten. Inside a transaction."""
    old = pairing.crm_row if side is Side.CRM else pairing.mailbox_row
    context.store.pairs.bind(pairing.pair_id, side, record.row)
    if context.store.exclusions.adopt(context.kind, pairing.pair_id, [record]):
        # What is excluded is left alone, whatever was wished of it before.
        context.store.pairs.wish(pairing.pair_id, Wish.NONE)
    if old is not None and old != record.row:
        context.store.mirror.forget([old])
    context.store.pairs.touch([pairing.pair_id])


def _meet_again(context: Context) -> None:
    """Copies that wait since a loss of the database go on with their record where it came back from the bin."""
    for pair_id, record in rebuild.returned(context).items():
        with context.store.db.transaction():
            rebind(context, context.store.pairs.get([pair_id])[pair_id], Side.CRM, record)
            context.store.pairs.set_state(pair_id, PairState.ACTIVE)
            context.store.pairs.set_flags(pair_id, crm_in=record.marked)


def _rebuild(context: Context, record: Record, link: Link) -> None:
    """A link id that we do not know: the database was lost. The other side's record tells which pair it was."""
    others = context.store.mirror.by_native(record.side.other, context.kind, [link.other_id] if link.other_id else [])
    paired = context.store.pairs.of_records([other.row for other in others.values()])
    for other in others.values():
        crm, mailbox = (record, other) if record.side is Side.CRM else (other, record)
        if other.gone or not _shared(mailbox) or not _without(context, record.side, paired.get(other.row)):
            continue
        _add(context, link.pair_id, crm, mailbox, "link")
        return


def _without(context: Context, side: Side, holder: Pairing | None) -> bool:
    """Whether a pair, which is then forgotten, has no record on a side, or one that is the person's own again: another
    machine made it one."""
    if holder is None:
        return True
    (view,) = context.store.pairs.views([holder.pair_id])
    live = view.live(side)
    own = holder.state is PairState.DETACHED and live is not None and not _shared(live)
    if live is not None and (view.excluded or not own):
        return False
    another.free(context, holder.pair_id)
    return True


def _add(context: Context, pair_id: str, crm: Record | None, mailbox: Record | None, how: str) -> None:
    inside = mailbox is not None and mailbox.marked and mailbox.role is Role.SHARED and how == "link"
    pairing = Pairing(
        pair_id,
        context.kind,
        PairState.ACTIVE,
        crm.row if crm else None,
        mailbox.row if mailbox else None,
        how,
        crm.marked if crm else False,
        inside,
    )
    context.store.pairs.add([pairing], context.session)
    context.store.exclusions.adopt(context.kind, pair_id, [record for record in (crm, mailbox) if record is not None])
    context.store.pairs.touch([pair_id])


def _rejoin_merged(context: Context) -> None:
    """A record that was merged away in the CRM: its pair goes on with the winner, unless the winner has a pair."""
    pairs, mirror = context.store.pairs, context.store.mirror
    merged = {view.crm.row: view.pairing for view in _dirty(context) if view.crm is not None and view.crm.gone}
    survivors = mirror.survivors(merged)
    known = mirror.by_native(Side.CRM, context.kind, survivors.values())
    missing = [native_id for native_id in survivors.values() if native_id not in known]
    if missing:
        context.observe(Side.CRM, context.ends.crm.fetch(context.kind, missing).records)
    for row, native_id in survivors.items():
        winner = mirror.by_native(Side.CRM, context.kind, [native_id]).get(native_id)
        if winner is not None and not winner.gone and not pairs.of_records([winner.row]):
            with context.store.db.transaction():
                rebind(context, merged[row], Side.CRM, winner)


def _look_for_moved(context: Context) -> None:
    """Copies that vanished from their folder: a move to another folder of the person is not a deletion."""
    gone = [
        view.pairing
        for view in _dirty(context)
        if view.pairing.state is PairState.ACTIVE
        and view.mailbox is not None
        and view.mailbox.gone
        and view.live(Side.CRM) is not None
    ]
    for start in range(0, len(gone), 50):
        pairings = {pairing.pair_id: pairing for pairing in gone[start : start + 50]}
        found = context.ends.mailbox.find_link(context.kind, list(pairings))
        for native in found:
            link = Link.parse(native.link)
            pairing = pairings.pop(link.pair_id, None) if link and native.role is not Role.DELETED else None
            if pairing is not None:
                _take(context, pairing, context.record(Side.MAILBOX, native))


def _take(context: Context, pairing: Pairing, record: Record) -> None:
    with context.store.db.transaction():
        context.store.mirror.observe([context.observed(record)], context.now())
        stored = context.store.mirror.by_native(Side.MAILBOX, context.kind, [record.native_id])[record.native_id]
        if not context.store.pairs.of_records([stored.row]):
            rebind(context, pairing, Side.MAILBOX, stored)


def _dirty(context: Context) -> Iterable[PairView]:
    after: str | None = None
    while views := context.store.pairs.dirty(context.kind, after, 500):
        after = views[-1].pairing.pair_id
        yield from views


def _ask_anew(context: Context, side: Side, records: Sequence[Record]) -> None:
    """A newcomer in the CRM may be whom a copy waits for, though nobody could know it when it was asked about: the copy
    is a newcomer again, unless it is said already whom it belongs to, or what becomes of it."""
    pairs = context.store.pairs
    ids = [pair_id for reason in ("duplicate", LOST) for pair_id in pairs.ids(context.kind, PairState.HELD, reason)]
    views = rebuild.with_answers(context, pairs.views(ids))
    waiting = {copy.native_id: view for view in views if (copy := view.live(Side.MAILBOX)) and not view.excluded}
    if not waiting:
        return
    asked = {stored.pair_id: set(stored.candidates) for stored in context.store.conflicts.of_pairs(ids)}
    answers = questions.resolutions(context, ids)
    copies = context.store.mirror.by_native(Side.MAILBOX, context.kind, waiting)
    keys = {native_id: context.map.keys(copy.fields) for native_id, copy in copies.items()}
    new = {record.native_id for record in records if _shared(record)}
    with context.store.db.transaction():
        for found in find(list(keys.items()), _candidates(context, Side.CRM, list(keys.values()))):
            view = waiting[found.newcomer]
            pair_id = view.pairing.pair_id
            answer = answers.get(pair_id, {}).get("")
            said = view.answer not in ("", RESTORE) or (answer is not None and answer.take is Take.VALUE)
            if not said and new.intersection({found.counterpart, *found.candidates}) - asked.get(pair_id, set()):
                _look_anew(context, view.pairing)


def _look_anew(context: Context, waiting: Pairing) -> None:
    """Let the copy of a pair that waits for a choice be a newcomer again. Inside a transaction."""
    questions.withdraw(context, waiting.pair_id)
    context.store.pairs.drop([waiting.pair_id])
    context.store.mirror.touch([waiting.mailbox_row] if waiting.mailbox_row else [])


def _reconsider_duplicates(context: Context) -> None:
    """Pairs that wait because several records could be the counterpart: follow the answer, or look, and ask, anew."""
    for view in _waiting_for_choice(context):
        with context.store.db.transaction():
            resolution = questions.resolutions(context, [view.pairing.pair_id]).get(view.pairing.pair_id, {}).get("")
            if view.live(Side.MAILBOX) is None or resolution is None or not _follow(context, view.pairing, resolution):
                _look_anew(context, view.pairing)


def _waiting_for_choice(context: Context) -> list[PairView]:
    return [
        view for view in _dirty(context) if view.pairing.state is PairState.HELD and view.pairing.reason == "duplicate"
    ]


def _follow(context: Context, pairing: Pairing, resolution: Resolution) -> bool:
    """Give a waiting pair the counterpart that the person chose, or none; False where it cannot be had any more."""
    pairs, pair_id = context.store.pairs, pairing.pair_id
    if resolution.take is Take.VALUE:
        native_id = str(resolution.value)
        chosen = context.store.mirror.by_native(Side.CRM, context.kind, [native_id]).get(native_id)
        if chosen is None or chosen.gone or taken(pairs, [chosen.row]):
            return False
        for abandoned in pairs.of_records([chosen.row]).values():
            _let_go(context, abandoned)
        pairs.bind(pair_id, Side.CRM, chosen.row)
        context.store.exclusions.adopt(context.kind, pair_id, [chosen])
        pairs.set_flags(pair_id, crm_in=chosen.marked)
    pairs.set_state(pair_id, PairState.ACTIVE, "")
    questions.answered(context, pair_id, [""])
    return True


def _let_go(context: Context, abandoned: Pairing) -> None:
    """Drop a pair that is synced no more, so that its CRM record is free."""
    context.store.issues.solve(abandoned.pair_id)
    context.store.pairs.drop([abandoned.pair_id])
    context.store.mirror.forget([abandoned.mailbox_row] if abandoned.mailbox_row else [])


def _pair_by_keys(context: Context, side: Side, records: Sequence[Record]) -> None:
    wanted = _without_excluded(context, [record for record in records if _shared(record)])
    dropped = [record.row for record in records if not _shared(record)]
    keys = {record.native_id: context.map.keys(record.fields) for record in wanted}
    if side is Side.MAILBOX and wanted:
        _search_crm(context, list(keys.values()))
        resolve(context, [record.fields for record in wanted])
    candidates = _candidates(context, side.other, list(keys.values()))
    matches = find([(record.native_id, keys[record.native_id]) for record in wanted], candidates)
    waiting = context.store.conflicts.waiting() if side is Side.CRM else []
    blocked = {native_id for conflict in waiting for native_id in conflict.candidates}
    with context.store.db.transaction():
        context.store.mirror.forget(dropped)
        excluded = _excluded(context, wanted)
        for record, found in zip(wanted, matches, strict=True):
            if record.native_id not in blocked and record.row not in excluded:
                _store_match(context, record, found)


def _without_excluded(context: Context, records: Sequence[Record]) -> list[Record]:
    """The newcomers that the person has not excluded. The others stay unpaired, each recognised by its own id too."""
    if not _excluded(context, records):
        return list(records)
    with context.store.db.transaction():
        excluded = _excluded(context, records)
        for record in records:
            if record.row in excluded:
                native = of_native(record.side, record.native_id)
                context.store.exclusions.extend(context.kind, excluded[record.row], [native])
        context.store.mirror.clean(excluded)
    return [record for record in records if record.row not in excluded]


def _excluded(context: Context, records: Sequence[Record]) -> dict[int, int]:
    """The rows of excluded newcomers, each with the number of its exclusion."""
    keys = {record.row: of_record(record, context.map.keys(record.fields).email) for record in records}
    return context.store.exclusions.newcomers(context.kind, keys)


def _store_match(context: Context, record: Record, found: Match) -> None:
    """One newcomer's pairing: with its counterpart, alone, or waiting for the person. Inside a transaction."""
    pair_id = context.ids.new()
    mailbox, crm = (record, None) if record.side is Side.MAILBOX else (None, record)
    if found.counterpart is not None:
        other = context.store.mirror.by_native(record.side.other, context.kind, [found.counterpart])[found.counterpart]
        _add(context, pair_id, crm or other, mailbox or other, found.by)
        context.counts["linked"] += 1
    elif found.ambiguous and mailbox is not None:
        _ask(context, pair_id, mailbox, found)
    elif rebuild.asks(context, record):
        rebuild.hold(context, pair_id, record)
    else:
        _add(context, another.former_id(context, record) or pair_id, crm, mailbox, "created")


def _ask(context: Context, pair_id: str, mailbox: Record, found: Match) -> None:
    """Several CRM records could be this contact's counterpart: wait for the person."""
    pairs = context.store.pairs
    held = PairState.HELD
    pairing = Pairing(pair_id, context.kind, held, None, mailbox.row, "person", False, False, "duplicate")
    pairs.add([pairing], context.session)
    pairs.clean([pair_id])
    title = context.map.title(mailbox.fields)
    conflict = Conflict(pair_id, ConflictType.DUPLICATE, mailbox_value=title, candidates=found.candidates)
    questions.ask(context, replace(conflict, mailbox_version=mailbox.version))


def _search_crm(context: Context, keys: Sequence[MatchKeys]) -> None:
    """Counterparts that the mirror does not hold (out of scope, a colleague's) are looked for in the CRM itself."""
    found = context.ends.crm.find_matches(context.kind, keys)
    known = context.store.mirror.versions(Side.CRM, context.kind, [native.native_id for native in found])
    context.observe(Side.CRM, [native for native in found if native.native_id not in known])


def _candidates(context: Context, side: Side, keys: Sequence[MatchKeys]) -> list[Candidate]:
    emails = [key.email for key in keys if key.email]
    names = [name for key in keys if (name := name_key(key.first_name, key.last_name))]
    records = context.store.mirror.candidates(side, context.kind, emails, names)
    paired = context.store.pairs.of_records([record.row for record in records])
    return [
        Candidate(record.native_id, context.map.keys(record.fields), record.row in paired)
        for record in records
        if side is Side.CRM or (_shared(record) and record.row not in paired)
    ]
