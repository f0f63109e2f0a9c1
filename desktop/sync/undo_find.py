"""Finding what an undo is about: the pairs as they are kept, and the records of those that were forgotten.

Exists because a pair is forgotten with the last of its records, and what a session deleted lies in the bin of its side.
Looking stores nothing; `adopt` keeps a forgotten pair again, for what is about to be written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.core.case import in_part
from desktop.core.pairing import Pairing, PairState, PairView
from desktop.core.plan import Verb
from desktop.core.record import Link, NativeRecord, Record, Role, Side
from desktop.core.undo import Binned, Deed, UndoCase
from desktop.sync.context import Context
from desktop.sync.undo_settle import REASON

LINKS_A_CALL, IDS_A_CALL = 50, 200


@dataclass(slots=True)
class _Seen:
    """What the ends show of pairs that are not whole here: copies by pair, records of the CRM by their ids."""

    copies: dict[str, list[NativeRecord]] = field(default_factory=lambda: defaultdict(list))
    records: dict[str, NativeRecord] = field(default_factory=dict)
    binned: dict[str, Binned] = field(default_factory=dict)
    """Records of the CRM that lie in its recycle bin."""
    missing: set[str] = field(default_factory=set)
    """Ids of the CRM of which it shows nothing, not even that they were deleted."""


def cases(
    context: Context, deeds: Mapping[str, Sequence[Deed]], insist: bool, lost: frozenset[tuple[str, Side]]
) -> list[UndoCase]:
    """The case of each pair. `lost` are pairs and sides whose bin was found not to hold the record any more."""
    kept = {view.pairing.pair_id: view for view in context.store.pairs.views(deeds)}
    unwhole = {pair_id: mine for pair_id, mine in deeds.items() if _unwhole(kept.get(pair_id), mine)}
    seen = _look(context, unwhole, _written(kept, deeds))
    found = []
    for pair_id, mine in deeds.items():
        view = kept.get(pair_id) or _forgotten(context, pair_id, mine, seen)
        bins = {side: binned for side, binned in _bins(pair_id, mine, seen).items() if (pair_id, side) not in lost}
        taken = _taken(context, view, mine)
        if pair_id not in kept:
            crm, mailbox = (None if side in taken else view.record(side) for side in Side)
            view = replace(view, crm=crm, mailbox=mailbox)
        hidden = _hidden(view, mine, seen, pair_id in kept)
        found.append(UndoCase(view, context.map, mine, bins, taken, hidden, insist, pair_id in kept))
    return found


def adopt(context: Context, view: PairView) -> None:
    """Keep a forgotten pair again, detached and with what is known of its records, gone ones included."""
    rows: dict[Side, int] = {}
    with context.store.db.transaction():
        for record in (view.crm, view.mailbox):
            if record is not None:
                rows[record.side] = context.store.mirror.put_written(None, context.observed(record), context.now())
        pairing = replace(view.pairing, crm_row=rows.get(Side.CRM), mailbox_row=rows.get(Side.MAILBOX))
        context.store.pairs.add([pairing], context.session)
        # A session that finds it without any record forgets it again.
        context.store.pairs.touch([pairing.pair_id])


def _unwhole(view: PairView | None, deeds: Sequence[Deed]) -> bool:
    deleted = {deed.side for deed in deeds if deed.verb is Verb.DELETE and not deed.undone}
    return view is None or any(view.live(side) is None for side in deleted)


def _written(kept: Mapping[str, PairView], deeds: Mapping[str, Sequence[Deed]]) -> set[str]:
    """The live records of the CRM that an undo would write to: what is hidden from us no change tells."""
    lives = {pair_id: live for pair_id, view in kept.items() if (live := view.live(Side.CRM)) is not None}
    return {live.native_id for pair_id, live in lives.items() if any(map(_stands_in_crm, deeds[pair_id]))}


def _stands_in_crm(deed: Deed) -> bool:
    return deed.side is Side.CRM and deed.verb is not Verb.DELETE and not deed.undone


def _look(context: Context, deeds: Mapping[str, Sequence[Deed]], written: set[str]) -> _Seen:
    """Ask both ends; the mailbox by link ids, the CRM by the ids that the journal knows, and for those `written`."""
    seen = _Seen()
    for run in _runs(list(deeds), LINKS_A_CALL):
        context.check_cancelled()
        for native in context.ends.mailbox.find_link(context.kind, run):
            link = Link.parse(native.link)
            if link is not None:
                seen.copies[link.pair_id].append(native)
    ids = {native_id for pair_id, mine in deeds.items() if (native_id := _crm_id(mine, seen.copies[pair_id]))}
    for run in _runs(sorted(ids | written), IDS_A_CALL):
        context.check_cancelled()
        fetched = context.ends.crm.fetch(context.kind, run)
        seen.records.update((native.native_id, native) for native in fetched.records)
        # What was merged away is part of another record now and does not come back by itself.
        seen.binned.update((gone.native_id, Binned(gone.native_id)) for gone in fetched.gone if not gone.merged_into)
        seen.missing.update(fetched.missing)
    return seen


def _crm_id(deeds: Sequence[Deed], copies: Sequence[NativeRecord]) -> str:
    """The id of a pair's record in the CRM, as far as the journal or a copy's link tells it."""
    own = [deed.native_id for deed in deeds if deed.side is Side.CRM and deed.native_id]
    others = [deed.other_id for deed in deeds if deed.side is Side.MAILBOX and deed.other_id]
    links = [link.other_id for native in copies if (link := Link.parse(native.link)) and link.other_id]
    return next(iter((*reversed(own), *reversed(others), *links)), "")


def _bins(pair_id: str, deeds: Sequence[Deed], seen: _Seen) -> dict[Side, Binned]:
    found: dict[Side, Binned] = {}
    deleted = [native for native in seen.copies[pair_id] if native.role is Role.DELETED]
    if deleted:
        found[Side.MAILBOX] = Binned(deleted[-1].native_id, deleted[-1].version)
    binned = seen.binned.get(_crm_id(deeds, seen.copies[pair_id]))
    if binned is not None:
        found[Side.CRM] = binned
    return found


def _forgotten(context: Context, pair_id: str, deeds: Sequence[Deed], seen: _Seen) -> PairView:
    """A pair that is kept no more, as the ends show it: its records live, gone, or unknown."""
    copies, crm_id = seen.copies[pair_id], _crm_id(deeds, seen.copies[pair_id])
    live = [native for native in copies if native.role is not Role.DELETED]
    mailbox = context.record(Side.MAILBOX, (live or copies)[-1]) if copies else None
    if mailbox is not None and not live:
        mailbox = replace(mailbox, gone=True)
    native = seen.records.get(crm_id)
    crm = context.record(Side.CRM, native) if native is not None else None
    if crm is None and crm_id:
        crm = Record(Side.CRM, context.kind, crm_id, "", Role.SHARED, False, None, {}, gone=True)
    pairing = Pairing(
        pair_id,
        context.kind,
        PairState.DETACHED,
        None,
        None,
        "person",
        crm_in=crm is not None and crm.marked,
        mailbox_in=bool(live) and mailbox is not None and in_part(mailbox),
        reason=REASON,
    )
    return PairView(pairing, crm, mailbox, None, None)


def _taken(context: Context, view: PairView, deeds: Sequence[Deed]) -> frozenset[Side]:
    """The sides whose record belongs to another pair now, with the records that the deeds were about."""
    taken = set()
    for side in Side:
        record = view.record(side)
        ids = {deed.native_id for deed in deeds if deed.side is side and deed.native_id}
        ids |= {record.native_id} if record is not None else set()
        known = context.store.mirror.by_native(side, context.kind, ids)
        holders = context.store.pairs.of_records([each.row for each in known.values() if not each.gone])
        if any(holder.pair_id != view.pairing.pair_id for holder in holders.values()):
            taken.add(side)
    return frozenset(taken | {side.other for side in taken if _brings_back(deeds, side.other)})


def _hidden(view: PairView, deeds: Sequence[Deed], seen: _Seen, kept: bool) -> frozenset[Side]:
    """The CRM where it shows nothing of the record: hidden from us, or deleted so long ago that the bin has lost it."""
    crm_id = view.crm.native_id if view.crm is not None else _crm_id(deeds, seen.copies[view.pairing.pair_id])
    known_gone = kept and view.live(Side.CRM) is None
    return frozenset({Side.CRM} if crm_id in seen.missing and not known_gone else ())


def _brings_back(deeds: Sequence[Deed], side: Side) -> bool:
    """Whether a record of the side is to come back, for which its counterpart must not have another one by now."""
    return any(deed.verb is Verb.DELETE and deed.side is side and not deed.undone for deed in deeds)


def _runs(values: Sequence[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(values), size):
        yield list(values[start : start + size])
