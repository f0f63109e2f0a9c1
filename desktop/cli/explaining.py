"""The commands that explain, exclude and include; what they print and their JSON.

Exists apart from the other commands because an explanation is a page of its own. Prints nothing by itself.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, TypeAlias

from desktop.app.reads import Exclusion, Explained, Explanation, Program, biography
from desktop.cli import as_json
from desktop.cli.commands import CLEAN, Answer
from desktop.cli.layout import bullet, one_line, paragraph, table
from desktop.cli.sentences import NAMES
from desktop.core.record import Side
from desktop.core.values import ABSENT, MaybeValue
from desktop.core.verdict import Reason

Json: TypeAlias = dict[str, Any]
Label: TypeAlias = Callable[[str], str]
_SHOWN_ID = 24
_CAUSES: Final = {
    "person": "you excluded it",
    "deletion": "your answer to its deletion in Outlook",
    "undo": "a sync that had made it was undone",
}


def explain(program: Program, options: argparse.Namespace) -> Answer:
    """All about what the words mean."""
    found = program.explain(" ".join(options.named))
    document = {
        "items": [_document(item, program) for item in found.items],
        "choices": [{"title": each.title, "id": each.name, "pair_id": each.pair_id} for each in found.choices],
        "fault": as_json.fault(found.fault) if found.fault else None,
    }
    return Answer(CLEAN, document, _text(found, program.queries.label))


def exclude(program: Program, options: argparse.Namespace) -> Answer:
    """Never sync it."""
    made = program.answers.exclude(" ".join(options.named))
    told = f"{one_line(made.title)} is never synced from now on. To take it back: include {made.id}"
    return Answer(CLEAN, _exclusion(made), paragraph(told))


def include(program: Program, options: argparse.Namespace) -> Answer:
    """Sync it again."""
    taken_back = program.answers.include(" ".join(options.named))
    titles = ", ".join(one_line(each.title) for each in taken_back)
    text = paragraph(f"Included again: {titles}. The next sync looks at it.")
    return Answer(CLEAN, [_exclusion(each) for each in taken_back], text)


def exclusions(program: Program, options: argparse.Namespace) -> Answer:
    """What is never synced."""
    found = program.queries.exclusions()
    rows = [(str(each.id), one_line(each.title, 40), _day(each.at), _CAUSES.get(each.why, each.why)) for each in found]
    text = table(rows, indent=0) + "\n\nTo take one back: include NUMBER" if rows else "Nothing is excluded."
    return Answer(CLEAN, [_exclusion(each) for each in found], text)


def _document(item: Explanation, program: Program) -> Json:
    label = program.queries.label
    pairing = item.pairing
    return {
        "title": item.title,
        "verdict": item.code,
        "pair_id": pairing.pair_id if pairing else None,
        "linked_by": pairing.how if pairing else None,
        "agreed": as_json.moment(item.agreed_at),
        "reasons": [_reason(reason) for reason in item.reasons],
        "next": [
            {"verb": each.verb.value, "side": as_json.SIDES[each.side], "why": each.why.value, "fields": [*each.fields]}
            for each in item.ahead
        ],
        "sides": {
            name: {
                "id": record.native_id,
                "gone": record.gone,
                "fields": {field: as_json.value(held) for field, held in record.fields.items()},
                "agreed": {field: as_json.value(held) for field, held in item.bases.get(side, {}).items()},
            }
            if (record := item.records.get(side))
            else None
            for side, name in as_json.SIDES.items()
        },
        "history": [
            {"at": as_json.moment(event.at), "session": event.session or None, "what": event.sort.value, "text": text}
            for event, text in biography(item.events, label)
        ],
    }


def _reason(reason: Reason) -> Json:
    return {
        "code": str(reason.code),
        "fields": [*reason.fields],
        "sentence": reason.sentence,
        "evidence": [*reason.evidence],
        "next": reason.then,
        "to_do": reason.remedy,
    }


def _exclusion(found: Exclusion) -> Json:
    keys: dict[str, list[str]] = {}
    for key in found.keys:
        keys.setdefault(key.type.value, []).append(key.value)
    return {
        "id": found.id,
        "title": found.title,
        "why": found.why,
        "since": as_json.moment(found.at),
        "recognised_by": keys,
    }


def _text(found: Explained, label: Label) -> str:
    if found.choices:
        rows = [(one_line(each.title, 40), each.name) for each in found.choices]
        return f"Several contacts fit. Say the id of the one that you mean:\n\n{table(rows)}"
    return "\n\n".join(page(item, label) for item in found.items)


def page(item: Explanation, label: Label) -> str:
    """All about one item, as a person reads it."""
    parts = [one_line(item.title), *(_where(side, item) for side in Side if side in item.records)]
    parts += [f"\n{_told(reason)}" for reason in item.reasons]
    differing = _differing(item, label)
    if differing:
        parts.append("\nWhat differs:")
        parts += [paragraph("  ".join(row), 2, 4) for row in differing]
    history = [(_moment(event.at), one_line(text)) for event, text in biography(item.events, label)]
    if history:
        parts.append("\nIts history:")
        parts += [paragraph(f"{at}  {text}", 2, 18) for at, text in history]
    return "\n".join(parts)


def _where(side: Side, item: Explanation) -> str:
    record = item.records[side]
    state = " (gone)" if record.gone else ""
    return f"  {NAMES[side]}: {one_line(record.native_id, _SHOWN_ID)}{state}"


def _told(reason: Reason) -> str:
    lines = [paragraph(f"{reason.code}: {one_line(reason.sentence)}")]
    lines += [bullet(one_line(each)) for each in reason.evidence]
    if reason.then:
        lines.append(paragraph(f"Next: {one_line(reason.then)}", 2, 6))
    if reason.remedy:
        lines.append(paragraph(f"What to do: {one_line(reason.remedy)}", 2, 12))
    return "\n".join(lines)


def _differing(item: Explanation, label: Label) -> list[tuple[str, ...]]:
    """The fields that the reasons are about, with both versions and the agreed one."""
    names = dict.fromkeys(name for reason in item.reasons for name in reason.fields)
    rows: list[tuple[str, ...]] = []
    for name in names:
        values = {NAMES[side]: record.fields.get(name, ABSENT) for side, record in item.records.items()}
        if all(held is ABSENT for held in values.values()):
            continue  # a whole address, for example, whose parts stand in the reason
        agreed: Mapping[str, MaybeValue] = item.bases.get(Side.CRM, {})
        told = [f"{where}: {_value(held)}" for where, held in values.items()]
        rows.append((one_line(label(name), 20), *told, f"agreed: {_value(agreed.get(name, ABSENT))}"))
    return rows if len({len(row) for row in rows}) == 1 else []


def _value(held: MaybeValue) -> str:
    return one_line(str(as_json.value(held) or "–"), 20)


def _moment(at: datetime | None) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M") if at else "earlier         "


def _day(at: datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d")


COMMANDS: Final[dict[str, Callable[[Program, argparse.Namespace], Answer]]] = {
    "explain": explain,
    "exclude": exclude,
    "include": include,
    "exclusions": exclusions,
}
