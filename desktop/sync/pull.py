"""Pull: what changed on a side since the cursor, into the mirror, page by page.

Exists as the only place where observations enter. A cursor moves in the transaction of its page, so that a crash
repeats a page but never skips one. Decides nothing about pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from desktop.core.faults import CursorExpired
from desktop.core.ports import Container, Page, Stretch, Versions
from desktop.core.record import NativeRecord, Role, Side, Tombstone
from desktop.core.sentences import say
from desktop.store.issues import Complaint
from desktop.sync.context import Context, Progress
from desktop.sync.unheard import Unheard

FULL_SCAN_EVERY = timedelta(hours=24)
UNSEEN = "no-access-any-more"
"""The code of issues about records that the CRM does not show any more."""
SCOPE_GAP = "scope_gap"
"""The setting that keeps by how much the CRM's count of the scope differed from ours when all was listed last."""


def pull(context: Context, side: Side) -> None:
    """Bring the mirror of a side up to date; raises PortFault when the end cannot be read."""
    unheard = Unheard(context, side)
    for container in context.ends.of(side).containers(context.kind):
        context.progress(Progress(f"reading {side}"))
        if side is Side.MAILBOX:
            context.folders[container.role] = container.native_id
        cursor = context.store.cursors.get(side, context.kind, container.role)
        # A round from the start tells what is there, not what went; and we may have written here before the first one.
        if (not cursor.token or cursor.full_scan_after is None) and _holds_some(context, side, container):
            _plan_scan(context, side, container, context.now())
        try:
            _changes(context, side, container, cursor.token, unheard)
        except CursorExpired:
            _plan_scan(context, side, container, context.now())
            _changes(context, side, container, None, unheard)
        if not cursor.token and side is Side.MAILBOX:
            _catch_up(context, container, unheard)
        due = context.store.cursors.get(side, context.kind, container.role).full_scan_after
        if due is None:
            _plan_scan(context, side, container, context.now() + FULL_SCAN_EVERY)
        elif due <= context.now():
            _scan(context, side, container)
    refresh(context, side, unheard.left())
    unheard.over()


def _holds_some(context: Context, side: Side, container: Container) -> bool:
    held = context.store.mirror.live_ids(side, context.kind, container.role)
    return next(iter(held), None) is not None


def refresh(context: Context, side: Side, native_ids: Sequence[str]) -> None:
    """Read single records again; what cannot be seen any more becomes an issue, not a deletion."""
    wanted = list(dict.fromkeys(native_ids))
    for start in range(0, len(wanted), 200):
        fetched = context.ends.of(side).fetch(context.kind, wanted[start : start + 200])
        tombstones = list(fetched.gone)
        missing = list(fetched.missing)
        if side is Side.MAILBOX:
            tombstones += [Tombstone(native_id) for native_id in missing]
            missing = []
        _store(context, side, fetched.records, tombstones)
        _visible_again(context, side, [native.native_id for native in fetched.records])
        _report_invisible(context, missing)


def look_again(context: Context) -> None:
    """Read again what could not be seen any more, where that is to be tried again: a pair that was touched."""
    unseen = {issue.complaint.pair_id or "" for issue in context.store.issues.open() if issue.complaint.code == UNSEEN}
    views = context.store.pairs.views(context.store.pairs.touched(unseen))
    refresh(context, Side.CRM, [view.crm.native_id for view in views if view.crm is not None and not view.crm.gone])


def _changes(context: Context, side: Side, container: Container, cursor: str | None, unheard: Unheard) -> None:
    end = context.ends.of(side)
    stretch, members = None, None
    for page in end.changes(context.kind, container, cursor, unheard):
        if page.observed or page.gone or page.cursor != cursor:
            _page(context, side, container, page, unheard)
        cursor = page.cursor
        stretch = page.stretch or stretch
        members = page.members if page.members is not None else members
        context.check_cancelled()
    if stretch is not None:
        _recount(context, side, container, stretch)
    if members is not None and members - _members(context, side) != context.store.settings.number(SCOPE_GAP):
        _plan_scan(context, side, container, context.now())


def _catch_up(context: Context, container: Container, unheard: Unheard) -> None:
    """One more round after a first one: it may have come from a server that had not heard yet of the copies that we
    made before the database was lost, and each of them would be made again."""
    token = context.store.cursors.get(Side.MAILBOX, context.kind, container.role).token
    with suppress(CursorExpired):  # by a server that forgets at once; the next session begins from the start again
        _changes(context, Side.MAILBOX, container, token, unheard)


def _recount(context: Context, side: Side, container: Container, stretch: Stretch) -> None:
    """Read a stretch again where the mirror holds another number of records in it than the server."""
    held = context.store.mirror.count_between(side, context.kind, stretch.low, stretch.high)
    if held != stretch.count:
        for page in context.ends.of(side).reread(context.kind, container, stretch):
            _store(context, side, page.observed, page.gone)


def _members(context: Context, side: Side) -> int:
    return context.store.mirror.count_marked(side, context.kind)


def _page(context: Context, side: Side, container: Container, page: Page, unheard: Unheard) -> None:
    older = _older(context, side, page.observed)
    refresh(context, side, [native.native_id for native in older])
    with context.store.db.transaction():
        unheard.heard(page)
        _put(context, side, [native for native in page.observed if native not in older], page.gone)
        context.store.cursors.advance(side, context.kind, container.role, page.cursor)


def _older(context: Context, side: Side, natives: Sequence[NativeRecord]) -> list[NativeRecord]:
    """What was told by a server that has not heard of the latest write: its stamp is older than what we hold."""
    if context.ends.of(side).capabilities(context.kind).versions is not Versions.WEAK:
        return []
    held = context.store.mirror.last_versions(side, context.kind, [native.native_id for native in natives])
    return [native for native in natives if native.version < held.get(native.native_id, "")]


def _store(context: Context, side: Side, records: Sequence[NativeRecord], gone: Sequence[Tombstone]) -> None:
    if records or gone:
        with context.store.db.transaction():
            _put(context, side, records, gone)


def _put(context: Context, side: Side, natives: Sequence[NativeRecord], gone: Sequence[Tombstone]) -> None:
    """Take a page's contents; records that are none of our business are not kept at all."""
    mirror, kind, now = context.store.mirror, context.kind, context.now()
    gone = [*gone, *(Tombstone(native.native_id) for native in natives if native.role is Role.DELETED)]
    natives = [native for native in natives if native.role is not Role.DELETED]
    outside = [n.native_id for n in natives if not _ours(side, n)]
    known = mirror.versions(side, kind, outside) if outside else {}
    wanted = [native for native in natives if _ours(side, native) or native.native_id in known]
    mirror.observe([context.observed(context.record(side, native), native.detail) for native in wanted], now)
    mirror.gone(side, kind, gone, now)
    context.counts[f"seen in {side}"] += len(wanted) + len(gone)


def _ours(side: Side, native: NativeRecord) -> bool:
    """Whether a record that we do not know yet concerns us: shared, or carrying our link."""
    return native.marked or (side is Side.MAILBOX and (native.role is Role.SHARED or native.link is not None))


def _scan(context: Context, side: Side, container: Container) -> None:
    """Compare the full listing with the mirror: the safety net under lost deltas and lost visibility."""
    mirror, kind = context.store.mirror, context.kind
    held = dict(mirror.live_ids(side, kind, container.role))
    # A record may come into the scope without a change of its own.
    outside = mirror.unmarked(side, kind) if side is Side.CRM else set[str]()
    changed: list[str] = []
    listed = 0
    for page in context.ends.of(side).scan(kind, container):
        for native_id, version in page:
            stored = held.pop(native_id, None)
            unknown = stored is None and container.role is Role.SHARED
            if unknown or native_id in outside or (stored is not None and stored != version):
                changed.append(native_id)
        listed += len(page)
        context.check_cancelled()
    refresh(context, side, [*changed, *held])
    with context.store.db.transaction():
        if side is Side.CRM:
            context.store.settings.put(SCOPE_GAP, listed - _members(context, side))
        context.store.cursors.plan_scan(side, kind, container.role, context.now() + FULL_SCAN_EVERY)


def _plan_scan(context: Context, side: Side, container: Container, after: datetime) -> None:
    """Durable before the reading that makes it needed, so that a crash in between cannot skip it."""
    with context.store.db.transaction():
        context.store.cursors.plan_scan(side, context.kind, container.role, after)


def _visible_again(context: Context, side: Side, native_ids: Sequence[str]) -> None:
    if side is not Side.CRM or not native_ids:
        return
    with context.store.db.transaction():
        records = context.store.mirror.by_native(side, context.kind, native_ids)
        for pairing in context.store.pairs.of_records([record.row for record in records.values()]).values():
            context.store.issues.solve(pairing.pair_id, code=UNSEEN)


def _report_invisible(context: Context, native_ids: Sequence[str]) -> None:
    """What can no longer be seen is not a deletion: the copy stays and the person is told."""
    if not native_ids:
        return
    with context.store.db.transaction():
        records = context.store.mirror.by_native(Side.CRM, context.kind, native_ids)
        paired = context.store.pairs.of_records([record.row for record in records.values()])
        for record in records.values():
            if record.row in paired:
                complaint = _invisible(paired[record.row].pair_id, context.map.title(record.fields))
                context.store.issues.report([complaint], context.now())


def _invisible(pair_id: str, title: str) -> Complaint:
    return Complaint(
        pair_id,
        None,
        title,
        UNSEEN,
        "",
        say(
            "Salesforce no longer shows {title}: it may have been hidden from you or given to somebody else.",
            title=title,
        ),
        say("Your copy stays as it is. Ask for access, or take the category Salesforce off to keep it as your own."),
        lasting=True,
    )
