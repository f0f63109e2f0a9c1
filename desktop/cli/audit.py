"""The command `audit`: what a full compare of both sides found, in sentences and as JSON.

Exists so that a finding is worded in one place. Decides nothing.
"""

from __future__ import annotations

import argparse
from typing import Any, Final

from desktop.app.reads import Program
from desktop.cli import as_json, sentences
from desktop.cli.commands import Answer
from desktop.cli.layout import bullet, counted, one_line, paragraph
from desktop.core.drift import Audit, Cause, Drift, Finding
from desktop.core.record import Side

CLEAN, DIFFERS = 0, 3
_WHAT: Final = {
    Drift.NEW: "is shared in {side}, but was not seen before",
    Drift.GONE: "is not found in {side} any more",
    Drift.CHANGED: "was changed in {side}",
    Drift.MISREAD: "is held here with other values than {side} shows, in the same version",
    Drift.MOVED: "was shared, un-shared or moved in {side}",
    Drift.UNPAIRED: "is shared in {side}, but has no counterpart",
    Drift.DIFFERS: "is not the same in Salesforce and Outlook",
    Drift.LINK: "has a copy in Outlook that does not name its counterpart",
    Drift.DOUBLED: "is in {side} more than once under one link",
}
_WHY: Final = {
    Cause.SINCE: "it happened since the last sync; the next one takes it",
    Cause.CONFLICT: "a conflict waits for you: conflicts",
    Cause.QUESTION: "a question waits for you: holds",
    Cause.PROBLEM: "it could not be written or seen: issues",
    Cause.ONE_WAY: "the field flows one way only",
    Cause.AGREED: "both sides were left so when they last agreed",
    Cause.UNKNOWN: "nothing explains it; please send the diagnostics to the makers",
}
_SHOWN: Final = 200
"""So many findings are told in text; JSON has them all."""


def audit(program: Program, options: argparse.Namespace) -> Answer:
    """Compare everything on both sides; changes nothing."""
    found = program.audit()
    return Answer(DIFFERS if found.findings else CLEAN, document(found, program), text(found, program))


def document(found: Audit, program: Program) -> dict[str, Any]:
    """The findings as JSON."""
    return {
        "records": {as_json.SIDES[side]: found.records.get(side, 0) for side in Side},
        "pairs": found.pairs,
        "complete": found.complete,
        "findings": [_finding(item, program) for item in found.findings],
    }


def text(found: Audit, program: Program) -> str:
    """The findings as a person reads them."""
    crm, mailbox = (found.records.get(side, 0) for side in Side)
    lines = [f"Compared: {crm:,} in Salesforce, {mailbox:,} shared in Outlook, {counted(found.pairs, 'pair')}."]
    if not found.complete:
        lines.append("Stopped before its end; what follows is not all.")
    if not found.findings:
        lines.append("Nothing differs.")
    for item in found.findings[:_SHOWN]:
        lines.append(
            bullet(f"{one_line(item.title)} {_WHAT[item.drift].format(side=_side(item))}: {_WHY[item.cause]}.")
        )
        lines += [f"    {_difference(item, at, program)}" for at in range(len(item.differences))]
    if len(found.findings) > _SHOWN:
        lines.append(f"And {len(found.findings) - _SHOWN:,} more; audit --json has them all.")
    unknown = found.count(Cause.UNKNOWN)
    if found.findings:
        lines.append(paragraph(f"{counted(len(found.findings), 'finding')}, {unknown} of them unexplained."))
    return "\n".join(lines)


def _finding(found: Finding, program: Program) -> dict[str, Any]:
    return {
        "drift": found.drift.value,
        "cause": found.cause.value,
        "side": None if found.side is None else as_json.SIDES[found.side],
        "native_id": found.native_id,
        "pair_id": found.pair_id or None,
        "title": found.title,
        "message": f"{found.title} {_WHAT[found.drift].format(side=_side(found))}: {_WHY[found.cause]}.",
        "fields": [
            {
                "field": item.field,
                "label": program.queries.label(item.field),
                _names(found)[0]: as_json.value(item.left),
                _names(found)[1]: as_json.value(item.right),
            }
            for item in found.differences
        ],
    }


def _difference(found: Finding, at: int, program: Program) -> str:
    item, (left, right) = found.differences[at], _LABELS[found.drift is Drift.DIFFERS]
    values = f"{left} {sentences.shown(item.left)}, {right.format(side=_side(found))} {sentences.shown(item.right)}"
    return f"{one_line(program.queries.label(item.field))}: {values}"


_LABELS: Final = {True: ("Salesforce", "Outlook"), False: ("held", "{side}")}


def _names(found: Finding) -> tuple[str, str]:
    """What the two values of a difference are."""
    return ("salesforce", "mailbox") if found.drift is Drift.DIFFERS else ("held", "shown")


def _side(found: Finding) -> str:
    return sentences.NAMES[found.side] if found.side is not None else ""
