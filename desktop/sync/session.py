"""One session from start to verdict.

Exists as the order of the phases: recover, pull both sides, match, plan, execute in at most three rounds, settle,
label. Each phase leaves the database consistent; a session that ends early is closed as such and the next one goes on.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from desktop import __version__
from desktop.core.faults import ANSWERS, NOTES, Fault, FaultClass, PortFault
from desktop.core.guards import Guard
from desktop.core.plan import Planned, Tally
from desktop.core.record import Side
from desktop.core.sentences import say
from desktop.core.undo import UndoConflict
from desktop.sync import consent
from desktop.sync.budgeting import close_budget, not_resting, within_budget
from desktop.sync.context import Cancelled, Context, OutOfTime, Progress
from desktop.sync.execute import execute
from desktop.sync.freezing import unfrozen
from desktop.sync.guarding import Gate, note_abnormal_end
from desktop.sync.history import forget_old
from desktop.sync.keeping import keep
from desktop.sync.labels import label
from desktop.sync.leasing import LeaseTaken, hold_lease
from desktop.sync.match import match
from desktop.sync.planning import chunks, plan_chunk, preview, tally
from desktop.sync.pull import look_again, pull, refresh
from desktop.sync.recover import recover
from desktop.sync.retrying import try_again

ROUNDS = 3
DRAIN_FROM = {Side.CRM: 2000, Side.MAILBOX: 500}
"""From so many writes on a side its echo is read at once, so that the next session finds nothing to do."""

FIRST_SYNC_DONE = "first_sync_done"


class Verdict(enum.StrEnum):
    """How a session ended."""

    CLEAN = "clean"
    WAITING = "waiting"
    """Something waits for the person: a conflict, a held deletion, a refused record."""
    HELD = "held"
    """The plan itself waits for a yes."""
    CANCELLED = "cancelled"
    OUT_OF_TIME = "out-of-time"
    """It lasted as long as one may; the next one goes on."""
    NEEDS_AUTH = "needs-auth"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a session. `planned` is what the plan held when it waits for a yes; `items` are of a preview.

    `conflicts` are of an undo: what stays, because it was touched since.
    """

    session: int
    verdict: Verdict
    counts: dict[str, int] = field(default_factory=dict)
    fault: Fault | None = None
    planned: Tally | None = None
    hold: int | None = None
    items: tuple[Planned, ...] = ()
    conflicts: tuple[UndoConflict, ...] = ()


def run(context: Context, trigger: str, yes: bool = False, dry: bool = False) -> Report:
    """Run one session; with `dry` stop before anything is written. Faults become the verdict, bugs are raised."""
    return conduct(context, trigger, lambda: _phases(context, yes, dry))


def conduct(context: Context, trigger: str, phases: Callable[[], Report]) -> Report:
    """Run the phases as one session: begun, counted and ended. Faults become the verdict, bugs are raised."""
    store = context.store
    context.began = context.now()
    with store.db.transaction():
        interrupted = store.sessions.unfinished()
        for unfinished in interrupted:
            store.sessions.finish(unfinished.id, Verdict.INTERRUPTED, context.now())
        note_abnormal_end(context, bool(interrupted))
        context.session = store.sessions.start(trigger, __version__, context.now())
    try:
        not_resting(store.settings, trigger, context.now())
        report = _twice_at_most(context, phases)
    except Cancelled:
        report = Report(context.session, Verdict.CANCELLED)
    except OutOfTime:
        report = Report(context.session, Verdict.OUT_OF_TIME)
    except PortFault as fault:
        needs_auth = fault.fault.kind is FaultClass.AUTH_NEEDED
        verdict = Verdict.NEEDS_AUTH if needs_auth else Verdict.FAILED
        report = Report(context.session, verdict, fault=fault.fault)
    except BaseException:
        _finish(context, Verdict.FAILED)
        raise
    _finish(context, report.verdict, report.fault)
    return replace(report, counts=dict(context.counts))


def _finish(context: Context, verdict: Verdict, fault: Fault | None = None) -> None:
    with context.store.db.transaction():
        close_budget(context, fault)
        counts = {name: number for name, number in context.counts.items() if number}
        context.store.sessions.counters(context.session, counts)
        context.store.sessions.finish(context.session, verdict, context.now())


def _phase(context: Context, name: str) -> None:
    context.progress(Progress(name))
    context.check_cancelled()


def observe(context: Context, dry: bool) -> None:
    """Find out what became of interrupted writes, read both sides and pair up what is new. With `dry` only read."""
    context.first_sync = not context.store.settings.flag(FIRST_SYNC_DONE)
    recover(context)
    if not dry:
        keep(context)
        with context.store.db.transaction():
            context.store.decided.hear()
    if context.store.settings.flag(FIRST_SYNC_DONE) and context.setup_due and not dry:
        context.ends.mailbox.check_setup(context.kind)
    look(context, again=not dry)


def _twice_at_most(context: Context, phases: Callable[[], Report]) -> Report:
    try:
        return phases()
    except LeaseTaken:
        # The other machine's last writes may not have been seen.
        context.after_another = True
        return phases()


def _phases(context: Context, yes: bool, dry: bool) -> Report:
    first_done = context.store.settings.flag(FIRST_SYNC_DONE)
    if yes and not first_done and not dry:
        consent.agree_in_advance(context, Guard.FIRST_SYNC, say("The first sync, whatever there is to do."))
    observe(context, dry)
    if dry:
        _phase(context, "planning")
        total, items = preview(context)
        ends_as = Verdict.HELD if total.total else verdict(context)
        return Report(context.session, ends_as, planned=total, items=items)
    if not first_done:
        held = _first_sync(context)
        if held is not None:
            return held
    _rounds(context, None)
    _drain(context)
    label(context)
    forget_old(context)
    return Report(context.session, verdict(context))


def look(context: Context, again: bool = False) -> None:
    """See what there is on both sides, and pair up what is new; with `again` have planned anew what was refused and is
    due. Writes nothing to either side."""
    for side in Side:
        _phase(context, f"reading {side.value}")
        pull(context, side)
        within_budget(context)
    context.was_read = True
    if again:
        try_again(context)
    look_again(context)
    match(context)


def _first_sync(context: Context) -> Report | None:
    """The first sync writes only after a yes, and then only what the yes covers; a report when something waits."""
    _phase(context, "planning")
    total, pairs = tally(context)
    if pairs and consent.agreed_in_advance(context, Guard.FIRST_SYNC):
        consent.agree(context, Guard.FIRST_SYNC, summary(total), pairs)
    covered = consent.covered(context, Guard.FIRST_SYNC, pairs)
    if covered or not pairs:
        hold_lease(context)
        context.ends.mailbox.check_setup(context.kind)
        _rounds(context, covered)
    left = [pair_id for pair_id in pairs if pair_id not in covered]
    if left:
        hold = consent.ask(context, Guard.FIRST_SYNC, summary(total), left)
        return Report(context.session, Verdict.HELD, planned=total, hold=hold)
    with context.store.db.transaction():
        context.store.settings.put(FIRST_SYNC_DONE, True)
        consent.over(context, Guard.FIRST_SYNC)
    return None


def summary(total: Tally) -> str:
    """What a plan holds, in one line."""
    names = {Side.CRM: "Salesforce", Side.MAILBOX: "Outlook"}
    parts = [f"{verb.value} {number} in {names[side]}" for (verb, side), number in sorted(total.operations.items())]
    return ", ".join(parts) or "nothing to do"


def _rounds(context: Context, only: set[str] | None) -> None:
    """Plan and execute until nothing more follows, at most three times; only some pairs where they are given."""
    gate = Gate(context, first=only is not None)
    for number in range(ROUNDS):
        context.again = False
        for views in chunks(context):
            plans = plan_chunk(context, views)
            if only is not None:
                plans = [plan for plan in plans if plan.pair_id in only]
            now = gate.pass_through(unfrozen(context, plans))
            context.again = context.again or any(plan.waits for plan in now)
            execute(context, now)
            context.progress(Progress("writing", context.counts["operations"]))
        gate.round_over()
        for side in Side:
            refresh(context, side, context.stale[side])
            context.stale[side].clear()
        if not context.again or number == ROUNDS - 1:
            break
    gate.close()


def _drain(context: Context) -> None:
    """After many writes read their echo at once: the mirror learns the versions, and nothing is left to do."""
    for side in Side:
        if context.written[side] >= DRAIN_FROM[side]:
            pull(context, side)
    if any(context.written.values()):
        match(context)


def verdict(context: Context) -> Verdict:
    """Clean, or waiting while a conflict, a hold or a refused record waits for the person."""
    store = context.store
    if store.conflicts.waiting() or any(hold.state == "open" for hold in store.holds.active()):
        return Verdict.WAITING
    issues = any(issue.complaint.code not in NOTES for issue in store.issues.open())
    return Verdict.WAITING if issues else Verdict.CLEAN


def exit_code(report: Report) -> int:
    """What the command line returns for a report."""
    if report.fault is not None:
        return ANSWERS[report.fault.kind].exit_code or 5
    return 0 if report.verdict is Verdict.CLEAN else 3
