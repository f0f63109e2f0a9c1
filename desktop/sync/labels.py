"""Labels: items of the mailbox that fail say so by their categories, until what was wrong is solved.

Exists as the last phase of a session. What is wanted follows from the open issues; what we had an item say is kept, and
only a difference between the two is written. So a category that the person took off stays off until the reason changes.
No journal is needed: a label that is there already is not written again, so a crash or a lost reply is found out by
doing the same once more. Must not touch pairings, bases or conflicts.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from desktop.core.faults import NOTES, FaultClass
from desktop.core.labels import SYNC_ERROR, Label, Reason, reason_of
from desktop.core.outcome import Applied, Outcome, Refused
from desktop.core.record import Record
from desktop.store.labels import Labelled
from desktop.store.mirror import NewPlace
from desktop.sync.context import Context, Progress
from desktop.sync.leasing import hold_lease

ERROR_CATEGORIES: Final = "error_categories"
"""The setting that switches labels; on unless it says otherwise."""


@dataclass(frozen=True, slots=True)
class _Task:
    """One item, and the reason that it shall tell ('': none). `record` is None where the mirror has forgotten it."""

    row: int
    native_id: str
    reason: str
    record: Record | None

    @property
    def label(self) -> Label:
        names = (SYNC_ERROR, self.reason) if self.reason else ()
        return Label(self.native_id, self.record.version if self.record else "", names)


def label(context: Context) -> None:
    """Label what fails and free what does not any more. Raises PortFault when the mailbox cannot be reached."""
    tasks = _tasks(context)
    size = context.ends.mailbox.capabilities(context.kind).batch_update
    for start in range(0, len(tasks), size):
        context.check_cancelled()
        context.progress(Progress("labelling", start, len(tasks)))
        batch = tasks[start : start + size]
        hold_lease(context)
        outcomes = context.ends.mailbox.label(context.kind, [task.label for task in batch])
        with context.store.db.transaction():
            for task, outcome in zip(batch, outcomes, strict=True):
                _take(context, task, outcome)


def _tasks(context: Context) -> list[_Task]:
    """What differs, former labels first: an item that was forgotten and came back is freed before it is labelled."""
    store = context.store
    kept = {each.row: each for each in store.labels.kept(context.kind)}
    wanted = _wanted(context) if store.settings.flag(ERROR_CATEGORIES, True) else {}
    said = {row: each.reason for row, each in kept.items()}
    due = [row for row in dict.fromkeys((*kept, *wanted)) if wanted.get(row, "") != said.get(row, "")]
    records = store.mirror.get(due)
    tasks = []
    for row in due:
        record = records.get(row)
        # What lies in the bin, or has a version that we do not know, is looked at again once it was read.
        if record is None or not (record.gone or record.version == ""):
            tasks.append(_Task(row, record.native_id if record else kept[row].native_id, wanted.get(row, ""), record))
    return tasks


def _wanted(context: Context) -> dict[int, Reason]:
    """The reason that each failing item shall tell, by its row; what is only worth a note is no failure."""
    codes: dict[int, list[str]] = defaultdict(list)
    for row, code in context.store.labels.failing(context.kind):
        if code not in NOTES:
            codes[row].append(code)
    return {row: reason_of(found) for row, found in codes.items()}


def _take(context: Context, task: _Task, outcome: Outcome) -> None:
    """Remember what an item says now; one that changed meanwhile, or whose reply was lost, is due again.

    The version goes to the mirror, so that our own write does not come back as a change.
    """
    labels = context.store.labels
    if isinstance(outcome, Applied):
        context.counts["labelled"] += 1
        _move_on(context, task, outcome)
    elif not isinstance(outcome, Refused):
        return
    # A refusal is remembered too: what the mailbox refuses to say once it would refuse in every session.
    gone = isinstance(outcome, Refused) and outcome.fault.kind is FaultClass.GONE
    if task.reason and not gone:
        labels.keep(context.kind, [Labelled(task.row, task.native_id, task.reason)])
    else:
        labels.forget([task.row])


def _move_on(context: Context, task: _Task, outcome: Applied) -> None:
    record = task.record
    if record is not None:
        place = NewPlace(outcome.native_id, outcome.version, record.role, record.marked, record.link)
        context.store.mirror.replace_id(task.row, place)
