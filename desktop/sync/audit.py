"""The audit: everything on both sides, read anew and compared with the mirror and with each other.

Exists because a mirror that is wrong would make every later plan wrong. Writes to neither side; whoever calls it hands
over a copy of the database, so that it cannot move a row of ours either.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.core.drift import Audit, Cause, Difference, Drift, Finding
from desktop.core.pairing import PairView
from desktop.core.record import Link, Record, Role, Side
from desktop.core.values import ABSENT, Fields
from desktop.store.exclusions import of_record
from desktop.store.forms import fields_text
from desktop.sync.budgeting import within_budget
from desktop.sync.context import Cancelled, Context, Progress
from desktop.sync.planning import chunks
from desktop.sync.pull import UNSEEN
from desktop.sync.questions import WHOLE

CHUNK = 400
"""Records compared, or fetched, together."""


class _NothingKnown:
    """What an end is told that we hold, so that it leaves nothing out."""

    def versions(self, native_ids: Sequence[str]) -> Mapping[str, str]:
        """Nothing."""
        return {}


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a side shows of one record."""

    record: Record
    detail: bool
    digest: str


def audit(context: Context) -> Audit:
    """Compare everything. Raises PortFault where a side cannot be read; stopped between two pages it is incomplete."""
    records: Counter[Side] = Counter()
    findings: list[Finding] = []
    shown: dict[Side, dict[str, _Shown]] = {}
    try:
        for side in Side:
            shown[side] = _read(context, side)
            records[side] = sum(1 for item in shown[side].values() if _shared(item.record))
            findings += _against_mirror(context, side, shown[side])
            findings += _doubled(context, side, shown[side])
        pairs, found = _pairs(context, shown)
    except Cancelled:
        return Audit(dict(records), 0, tuple(findings), complete=False)
    return Audit(dict(records), pairs, (*findings, *found))


def digest(fields: Fields) -> str:
    """A fingerprint of all values of a record, the same in whatever order they came."""
    return hashlib.sha256(fields_text(dict(sorted(fields.items()))).encode()).hexdigest()


def _read(context: Context, side: Side) -> dict[str, _Shown]:
    """Everything that a side shows, and what it says of the records that we hold besides."""
    end = context.ends.of(side)
    shown: dict[str, _Shown] = {}
    for container in end.containers(context.kind):
        for page in end.changes(context.kind, container, None, _NothingKnown()):
            for native in page.observed:
                shown[native.native_id] = _of(context.record(side, native), native.detail)
            context.progress(Progress(f"reading {side}", len(shown)))
            within_budget(context)
            context.check_cancelled()
    missing = [row for row, _ in context.store.mirror.live_ids(side, context.kind) if row not in shown]
    for start in range(0, len(missing), CHUNK):
        for native in end.fetch(context.kind, missing[start : start + CHUNK]).records:
            if native.role is not Role.DELETED:
                shown[native.native_id] = _of(context.record(side, native), native.detail)
        context.check_cancelled()
    return shown


def _of(record: Record, detail: bool) -> _Shown:
    return _Shown(record, detail, digest(record.fields) if detail else "")


def _shared(record: Record) -> bool:
    return record.marked or (record.side is Side.MAILBOX and record.role is Role.SHARED)


def _against_mirror(context: Context, side: Side, shown: Mapping[str, _Shown]) -> Iterator[Finding]:
    """What a side shows and the mirror does not hold so, and the other way round."""
    mirror, ids = context.store.mirror, list(shown)
    waiting = {native_id for conflict in context.store.conflicts.waiting() for native_id in conflict.candidates}
    fresh = {record.native_id for record in _newcomers(context, side)}
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        held = mirror.by_native(side, context.kind, chunk)
        paired = context.store.pairs.of_records([record.row for record in held.values()])
        excluded = _excluded(context, [shown[native_id].record for native_id in chunk])
        for native_id in chunk:
            stored, item = held.get(native_id), shown[native_id]
            if native_id in excluded:
                continue
            if stored is None or stored.gone:
                if _shared(item.record):
                    yield _finding(context, Drift.NEW, Cause.SINCE, item.record, "")
                continue
            pairing = paired.get(stored.row)
            yield from _against_stored(context, stored, item, pairing.pair_id if pairing else "")
            if pairing is None and _shared(item.record):
                late = Cause.SINCE if native_id in fresh else Cause.UNKNOWN
                cause = Cause.CONFLICT if native_id in waiting else late
                yield _finding(context, Drift.UNPAIRED, cause, item.record, "")
        context.check_cancelled()
    yield from _vanished(context, side, shown)


def _newcomers(context: Context, side: Side) -> Iterator[Record]:
    """Records that the next session looks at, and that belong to no pair yet."""
    after = 0
    while rows := context.store.mirror.dirty_unpaired(side, context.kind, after, CHUNK):
        after = rows[-1].row
        yield from rows


def _excluded(context: Context, records: Sequence[Record]) -> set[str]:
    """Those of the records that the person does not want to see again."""
    keys = {
        at: of_record(record, context.map.keys(record.fields).email)
        for at, record in enumerate(records)
        if _shared(record)
    }
    return {records[at].native_id for at in context.store.exclusions.newcomers(context.kind, keys)}


def _against_stored(context: Context, stored: Record, item: _Shown, pair_id: str) -> Iterator[Finding]:
    """How one record differs from what we hold of it."""
    now = item.record
    same_version = stored.version == now.version
    if (stored.role, stored.marked, stored.link) != (now.role, now.marked, now.link):
        # A record comes into the scope of the CRM, or leaves it, without a change of its own.
        late = not same_version or (stored.side is Side.CRM and stored.link == now.link)
        yield _finding(context, Drift.MOVED, Cause.SINCE if late else Cause.UNKNOWN, now, pair_id)
    if not item.detail or item.digest == digest(stored.fields):
        return
    differences = tuple(
        Difference(name, stored.get(name), value)
        for name, value in now.fields.items()
        if not context.map.same(name, stored.get(name), value)
    )
    # What we wrote and have not read since is held as it was meant, which may be another spelling of the same.
    if differences and same_version:
        yield _finding(context, Drift.MISREAD, Cause.UNKNOWN, now, pair_id, differences)
    elif differences:
        yield _finding(context, Drift.CHANGED, Cause.SINCE, now, pair_id, differences)


def _vanished(context: Context, side: Side, shown: Mapping[str, _Shown]) -> Iterator[Finding]:
    missing = [
        native_id for native_id, _ in context.store.mirror.live_ids(side, context.kind) if native_id not in shown
    ]
    unseen = {issue.complaint.pair_id for issue in context.store.issues.open() if issue.complaint.code == UNSEEN}
    for stored in context.store.mirror.by_native(side, context.kind, missing).values():
        pairing = context.store.pairs.of_records([stored.row]).get(stored.row)
        pair_id = pairing.pair_id if pairing else ""
        cause = Cause.PROBLEM if pair_id in unseen else Cause.SINCE
        yield _finding(context, Drift.GONE, cause, stored, pair_id)


def _doubled(context: Context, side: Side, shown: Mapping[str, _Shown]) -> Iterator[Finding]:
    """Shared records that carry the link id of another one, as copies do."""
    by_pair: dict[str, list[Record]] = defaultdict(list)
    for item in shown.values():
        link = Link.parse(item.record.link)
        if link is not None and _shared(item.record):
            by_pair[link.pair_id].append(item.record)
    for pair_id, records in by_pair.items():
        for record in records[1:]:
            held = context.store.mirror.by_native(side, context.kind, [record.native_id])
            yield _finding(context, Drift.DOUBLED, Cause.UNKNOWN if held else Cause.SINCE, record, pair_id)


def _pairs(context: Context, shown: Mapping[Side, Mapping[str, _Shown]]) -> tuple[int, list[Finding]]:
    """Compare the two records of every pair that is kept the same; how many pairs there are."""
    pair_ids = context.store.pairs.ids(context.kind)
    waiting = {view.pairing.pair_id for views in chunks(context) for view in views}
    findings: list[Finding] = []
    for start in range(0, len(pair_ids), CHUNK):
        for view in context.store.pairs.views(pair_ids[start : start + CHUNK]):
            if not view.excluded:
                findings += _pair(context, view, shown, view.pairing.pair_id in waiting)
        context.progress(Progress("comparing", min(start + CHUNK, len(pair_ids)), len(pair_ids)))
        context.check_cancelled()
    return len(pair_ids), findings


def _pair(
    context: Context, view: PairView, shown: Mapping[Side, Mapping[str, _Shown]], waiting: bool
) -> Iterator[Finding]:
    held = {side: view.live(side) for side in Side}
    now = {side: shown[side].get(record.native_id) for side, record in held.items() if record is not None}
    crm, mailbox = now.get(Side.CRM), now.get(Side.MAILBOX)
    if crm is None or mailbox is None or not (crm.detail and mailbox.detail):
        return
    pair_id = view.pairing.pair_id
    versions = {record.version for record in held.values() if record is not None}
    late = waiting or not {crm.record.version, mailbox.record.version} <= versions
    if view.pairing.mailbox_in and mailbox.record.link != str(Link(pair_id, crm.record.native_id)):
        yield _finding(context, Drift.LINK, Cause.SINCE if late else Cause.UNKNOWN, mailbox.record, pair_id)
    by_cause: dict[Cause, list[Difference]] = defaultdict(list)
    for name in context.map.fields:
        left, right = crm.record.get(name), mailbox.record.get(name)
        if ABSENT not in (left, right) and not context.map.same(name, left, right):
            by_cause[_why(context, view, name, late)].append(Difference(name, left, right))
    for cause, differences in by_cause.items():
        yield _finding(context, Drift.DIFFERS, cause, crm.record, pair_id, tuple(differences), both=True)


def _why(context: Context, view: PairView, field: str, late: bool) -> Cause:
    """Why the two records of a pair differ in a field."""
    pair_id = view.pairing.pair_id
    if any(conflict.field in (field, WHOLE) for conflict in context.store.conflicts.of_pairs([pair_id])):
        return Cause.CONFLICT
    if any(issue.complaint.field in (field, "") for issue in context.store.issues.standing([pair_id])):
        return Cause.PROBLEM
    if not all(context.map.flows(field, side) for side in Side):
        return Cause.ONE_WAY
    if late:
        return Cause.SINCE
    as_agreed = all(
        record is not None and base is not None and context.map.same(field, record.get(field), base.get(field, ABSENT))
        for record, base in ((view.live(side), view.base(side)) for side in Side)
    )
    return Cause.AGREED if as_agreed else Cause.UNKNOWN


def _finding(
    context: Context,
    drift: Drift,
    cause: Cause,
    record: Record,
    pair_id: str,
    differences: tuple[Difference, ...] = (),
    both: bool = False,
) -> Finding:
    title = context.map.title(record.fields)
    return Finding(drift, cause, None if both else record.side, record.native_id, pair_id, title, differences)
