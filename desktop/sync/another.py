"""Another machine wrote since this one did: what its link ids tell, before this one writes again.

Exists because two machines find the same newcomers, and each gives them a pair of its own. Whoever was later must not
make what the other one has made: pairs of which nothing was written are looked for anew, and the others go by the link
that the copy carries now. Nothing remote is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from desktop.core.conflict import Take
from desktop.core.pairing import PairState, PairView
from desktop.core.record import Link, Record, Side
from desktop.sync import questions, rebuild
from desktop.sync.context import Context

_CHUNK = 400


def heed(context: Context) -> None:
    """Bring the pairs in line with what another machine wrote."""
    otherwise = []
    for views in _all(context):
        newcomers = {_id(view): view for view in views if _unwritten(view) and not view.excluded}
        _let_go(context, newcomers.values())
        otherwise += [view for view in views if _id(view) not in newcomers and _named(view) is not None]
    if otherwise:
        _follow(context, otherwise)


def heed_choices(context: Context, waiting: Iterable[PairView]) -> None:
    """Let go of those that wait for a choice which another machine has made meanwhile: its link tells. One that is
    somebody new, as the person said here too, has then the record that was made there."""
    told = {_id(view): link for view in waiting if (link := _named(view)) is not None}
    known = context.store.pairs.get([link.pair_id for link in told.values()])
    told = {pair_id: link for pair_id, link in told.items() if link.pair_id not in known}
    answers = questions.resolutions(context, list(told))
    answered = {pair_id: answer[""] for pair_id, answer in answers.items() if "" in answer}
    new = {pair_id: told[pair_id].other_id for pair_id, answer in answered.items() if answer.take is not Take.VALUE}
    made = _to_be_had(context, new.values())
    with context.store.db.transaction():
        for pair_id in told:
            if pair_id not in answered or new.get(pair_id) in made:
                free(context, pair_id)


def _to_be_had(context: Context, native_ids: Iterable[str]) -> set[str]:
    """Those of these CRM records that are there and have no copy here."""
    live = {record.row: native_id for native_id, record in _records(context, native_ids).items() if not record.gone}
    holders = context.store.pairs.views(holder.pair_id for holder in context.store.pairs.of_records(live).values())
    held = {view.pairing.crm_row for view in holders if view.live(Side.MAILBOX) is not None}
    return {native_id for row, native_id in live.items() if row not in held}


def free(context: Context, pair_id: str) -> None:
    """Forget a pair, so that its records are free; what it asked is void. Inside a transaction."""
    store = context.store
    (view,) = store.pairs.views([pair_id])
    questions.withdraw(context, pair_id)
    store.issues.solve(pair_id)
    store.holds.finish([hold.id for hold in store.holds.of_pairs([pair_id]).values()])
    store.pairs.drop([pair_id])
    store.mirror.touch([record.row for side in Side if (record := view.live(side)) is not None])
    store.mirror.forget([record.row for record in (view.crm, view.mailbox) if record is not None and record.gone])


def _all(context: Context) -> Iterator[list[PairView]]:
    ids = [pair_id for state in PairState for pair_id in context.store.pairs.ids(context.kind, state, None)]
    for start in range(0, len(ids), _CHUNK):
        yield context.store.pairs.views(ids[start : start + _CHUNK])


def _unwritten(view: PairView) -> bool:
    """Whether it is one record that waits for its counterpart to be made, though nobody said so."""
    alone = (view.crm is None) is not (view.mailbox is None)
    plain = view.pairing.state is PairState.ACTIVE and view.pairing.how != "person"
    return plain and alone and not view.base_crm and not view.base_mailbox


def _let_go(context: Context, views: Iterable[PairView]) -> None:
    with context.store.db.transaction():
        for view in views:
            free(context, _id(view))
            for side in Side:
                if (record := view.live(side)) is not None:
                    context.store.let_go.put(f"{side}:{record.native_id}", _id(view))


def former_id(context: Context, record: Record) -> str:
    """The id of the pair that a record was in before it was let go of; '' where there is none, or it is in use."""
    found = context.store.let_go.get(f"{record.side}:{record.native_id}") or ""
    return found if found and not context.store.pairs.get([found]) else ""


def _named(view: PairView) -> Link | None:
    """What the copy names, where it is not what we would have it name."""
    mailbox, crm = view.live(Side.MAILBOX), view.live(Side.CRM)
    link = Link.parse(mailbox.link) if mailbox is not None else None
    if link is None or not link.other_id or link == Link(view.pairing.pair_id, crm.native_id if crm else ""):
        return None
    return link


def _follow(context: Context, views: Sequence[PairView]) -> None:
    links = {_id(view): link for view in views if (link := _named(view)) is not None}
    known = context.store.pairs.get([link.pair_id for link in links.values()])
    views = [view for view in views if (told := links[_id(view)].pair_id) not in known or told == _id(view)]
    others = _records(context, [links[_id(view)].other_id for view in views])
    live = [view for view in views if (other := others.get(links[_id(view)].other_id)) is not None and not other.gone]
    crossed = []
    with context.store.db.transaction():
        for view in live:
            link, crm = links[_id(view)], view.live(Side.CRM)
            if crm is not None and crm.native_id == link.other_id:
                _rename(context, view, link.pair_id)
            elif crm is None or view.excluded:
                _join(context, view, link, others[link.other_id])
            else:
                crossed.append(view)
    _uncross(context, crossed, {_id(view): others[links[_id(view)].other_id].row for view in crossed})


def _uncross(context: Context, crossed: Sequence[PairView], named: Mapping[str, int]) -> None:
    """Free the pairs whose copies name each the row of another record, as far as they can go by that."""
    left = [record for view in crossed if (record := view.live(Side.CRM)) is not None]
    native_ids = [record.native_id for record in left]
    unseen = context.ends.crm.fetch(context.kind, native_ids).missing if native_ids else ()
    with context.store.db.transaction():
        for view in _untangled(context, crossed, named):
            crm = view.live(Side.CRM)
            free(context, _id(view))
            if crm is not None and crm.native_id in unseen:
                # The other machine could not see it either, and gave its copy another one.
                context.store.mirror.forget([crm.row])
            elif crm is not None:
                # Unless another copy names it, nobody knows whether it shall have one.
                rebuild.hold(context, context.ids.new(), crm)


def _untangled(context: Context, crossed: Sequence[PairView], named: Mapping[str, int]) -> list[PairView]:
    """Those of the pairs, whose copies name each the row of another record, that can all go by what the copies say."""
    free_ = list(crossed)
    while True:
        ids = {_id(view) for view in free_}
        holders = context.store.pairs.of_records([named[pair_id] for pair_id in ids])
        keeps = {
            row
            for row, holder in holders.items()
            if holder.pair_id not in ids and context.store.pairs.live_ids([holder.pair_id], Side.MAILBOX)
        }
        left = [view for view in free_ if named[_id(view)] not in keeps]
        if len(left) == len(free_):
            return left
        free_ = left


def _id(view: PairView) -> str:
    return view.pairing.pair_id


def _records(context: Context, native_ids: Iterable[str]) -> dict[str, Record]:
    """The CRM records of these ids, read where the mirror does not hold them."""
    mirror, wanted = context.store.mirror, dict.fromkeys(native_ids)
    known = mirror.by_native(Side.CRM, context.kind, wanted)
    missing = [native_id for native_id in wanted if native_id not in known]
    if missing:
        context.observe(Side.CRM, context.ends.crm.fetch(context.kind, missing).records)
    return mirror.by_native(Side.CRM, context.kind, wanted)


def _join(context: Context, view: PairView, link: Link, other: Record) -> None:
    """The other machine gave the copy another record: the pair goes on with that one."""
    pairs, pair_id = context.store.pairs, view.pairing.pair_id
    holder = pairs.of_records([other.row]).get(other.row)
    if holder is not None:
        (held,) = pairs.views([holder.pair_id])
        if held.live(Side.MAILBOX) is not None:
            return
        free(context, holder.pair_id)
    old = view.pairing.crm_row
    pairs.bind(pair_id, Side.CRM, other.row)
    context.store.exclusions.adopt(context.kind, pair_id, [other])
    if view.pairing.state is PairState.HELD:
        pairs.set_state(pair_id, PairState.ACTIVE, "")
    if old is not None and old != other.row:
        set_free = context.store.mirror.forget if view.live(Side.CRM) is None else context.store.mirror.touch
        set_free([old])
    if pair_id != link.pair_id:
        (view,) = pairs.views([pair_id])
        _rename(context, view, link.pair_id)
    else:
        pairs.touch([pair_id])


def _rename(context: Context, view: PairView, pair_id: str) -> None:
    """The pair takes the id that the copy tells, so that the machines do not put their own in turns."""
    store, old = context.store, view.pairing.pair_id
    bases = store.bases.of([old])
    questions.withdraw(context, old)
    store.issues.solve(old)
    store.pairs.drop([old])
    store.pairs.add([replace(view.pairing, pair_id=pair_id)], context.session)
    store.exclusions.adopt(context.kind, pair_id, [record for record in (view.crm, view.mailbox) if record is not None])
    store.bases.set([context.base(pair_id, side, fields) for (_, side), fields in bases.items()])
    store.pairs.touch([pair_id])
