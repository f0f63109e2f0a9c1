"""The text of an undo: what it would do or did, contact by contact, and what stays because it was touched since.

Exists apart from the other texts, which know nothing of former values. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.app.reads import Planned, Report, Touched, UndoConflict, Verdict
from desktop.cli.layout import bullet, counted, one_line
from desktop.cli.render import fault
from desktop.cli.sentences import NAMES, inline, shown
from desktop.core.plan import Verb
from desktop.core.values import MaybeValue

_LISTED = 50
"""Contacts that are told one by one; the others are only counted."""

_WOULD = {
    Verb.CREATE: "made anew in {side}, as a new record: the bin has lost it",
    Verb.RESTORE: "back from the bin in {side}",
    Verb.DELETE: "out of {side} again, into the bin",
    Verb.SHARE: "shared in Outlook again",
    Verb.UNSHARE: "your own contact in Outlook again, not shared any more",
}
_REASONS = {
    Touched.CHANGED: "it was changed in {side} since",
    Touched.GONE: "it is not in {side} any more",
    Touched.MOVED: "it was moved, shared or un-shared in {side} since",
    Touched.HIDDEN: "{side} does not show it: it may be hidden from you, or deleted for good. Ask for access, then "
    "undo again",
    Touched.TAKEN: "it is not synced any more, or belongs to another contact in {side} now",
}

Label = Callable[[str], str]


def told(report: Report, session: int | None, dry: bool, label: Label) -> str:
    """What an undo would do or did, and how to go on."""
    if report.fault is not None:
        return fault(report.fault)
    if report.verdict is Verdict.CANCELLED:
        return "Stopped. What was undone stays undone; the same undo goes on from here."
    lines = _preview(report, session, label) if dry else [_done(report)]
    return "\n".join([*lines, *_stays(report.conflicts, label)])


def _preview(report: Report, session: int | None, label: Label) -> list[str]:
    total = report.planned.total if report.planned is not None else 0
    if not total:
        return ["Nothing is left to undo." if not report.conflicts else "Nothing of it can be undone as it stands."]
    lines = ["This is what an undo would do:", *map(bullet, _listed([_item(item, label) for item in report.items]))]
    number = "" if session is None else f" {session}"
    return [*lines, "", f"Nothing was written. To go ahead: undo{number} --yes"]


def _done(report: Report) -> str:
    number = report.counts.get("undone", 0)
    if number:
        return f"{counted(number, 'change')} undone."
    return "Nothing was undone." if report.conflicts else "Nothing was left to undo."


def _stays(conflicts: Sequence[UndoConflict], label: Label) -> list[str]:
    sentences = [_conflict(conflict, label) for conflict in conflicts]
    if not sentences:
        return []
    head = f"{counted(len(sentences), 'contact')} that somebody touched or hid since stay as they are:"
    ways = "To take one of them back all the same: undo SESSION --only NAME --anyway --yes"
    only_hidden = all(conflict.reason is Touched.HIDDEN for conflict in conflicts)
    return ["", head, *map(bullet, _listed(sentences)), *([] if only_hidden else [ways])]


def _item(item: Planned, label: Label) -> str:
    name = one_line(item.title) or "A contact"
    if item.verb is Verb.UPDATE:
        fields = ", ".join(_field(label(name_of), then, now) for name_of, now, then in item.changes)
        return f"{name}: in {NAMES[item.side]} {fields}."
    return f"{name}: {_WOULD[item.verb].format(side=NAMES[item.side])}."


def _field(label: str, then: MaybeValue, now: MaybeValue) -> str:
    return f"the {inline(label)} is {shown(then)} again (now {shown(now)})"


def _conflict(conflict: UndoConflict, label: Label) -> str:
    name, side = one_line(conflict.title) or "A contact", NAMES[conflict.side]
    fields = ", ".join(f"{inline(label(name_of))} now {shown(now)}" for name_of, now, _ in conflict.changes[:3])
    return f"{name}: {_REASONS[conflict.reason].format(side=side)}{f' ({fields})' if fields else ''}."


def _listed(sentences: list[str]) -> list[str]:
    if len(sentences) <= _LISTED:
        return sentences
    return [*sentences[:_LISTED], f"and {len(sentences) - _LISTED:,} more"]
