"""The commands about decided conflicts: what gave way, putting it back, and the rules that decide without asking.

Exists so that `conflicts --log`, `put-back` and `rules` are worded in one place. Decides nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any, Final

from desktop.app.reads import LostValue, Program, Rule
from desktop.cli import as_json, commands, render
from desktop.cli.commands import CLEAN, NOTED, Answer
from desktop.cli.layout import one_line, table
from desktop.cli.sentences import NAMES, inline, shown
from desktop.cli.typed import BadInput
from desktop.core.rules import Policy
from desktop.core.values import EMPTY, Fields, FieldValue

_WHY: Final = {
    "decided": "you decided",
    "policy": "your policy decided",
    "rule": "your rule for it decided",
    "longer": "it is the other one cut short",
}
_STATES: Final = {
    "waiting": "The next sync puts it back.",
    "back": "It stands on both sides again.",
    "gone": "The contact is not synced any more.",
}
Label = Callable[[str], str]


def conflicts(program: Program, options: argparse.Namespace) -> Answer:
    """What a person must choose; with `--log` what gave way in conflicts that were decided."""
    if not options.log:
        return commands.conflicts(program, options)
    found, label = program.queries.lost_values(), program.queries.label
    return Answer(CLEAN, [_lost_document(value, label) for value in found], _log(found, label))


def put_back(program: Program, options: argparse.Namespace) -> Answer:
    """Have a value that gave way stand on both sides again."""
    side = next((side for side, name in as_json.SIDES.items() if name == options.of), None)
    program.answers.put_back(options.id, side)
    return Answer(CLEAN, {"put_back": options.id, "of": options.of}, NOTED)


def rules(program: Program, options: argparse.Namespace) -> Answer:
    """What decides conflicts about single fields; with a field, after setting or dropping its rule."""
    if options.drop and options.policy is not None:
        raise BadInput("Say either a policy or --drop, not both.")
    if options.field is not None and not options.drop and options.policy is None:
        raise BadInput(f"Say what decides about {options.field}: {', '.join(Policy)}, or --drop.")
    if options.field is not None:
        if options.drop:
            program.options.drop_rule(options.field)
        else:
            program.options.set_rule(options.field, Policy(options.policy))
    elif options.drop:
        raise BadInput("Say which rule to drop: rules FIELD --drop.")
    found, overall = program.queries.rules(), program.queries.policy()
    document = {
        "policy": overall.value,
        "rules": [_rule_document(rule, program.queries.label) for rule in found],
        "fields": list(program.queries.ruled_fields()),
    }
    return Answer(CLEAN, document, _rules(found, overall, program))


COMMANDS: Final[dict[str, Callable[[Program, argparse.Namespace], Answer]]] = {
    "conflicts": conflicts,
    "put-back": put_back,
    "rules": rules,
}


def _lost_document(value: LostValue, label: Label) -> dict[str, Any]:
    return {
        "id": value.number,
        "of": as_json.SIDES[value.side],
        "record": value.title,
        "field": value.field,
        "label": label(value.field),
        "lost": {name: as_json.value(held) for name, held in value.value.items()},
        "kept": {name: as_json.value(held) for name, held in value.kept.items()},
        "why": value.why,
        "at": as_json.moment(value.at),
        "state": value.state or "kept",
    }


def _log(found: Sequence[LostValue], label: Label) -> str:
    doubled = [value.number for value in found]
    told = [_lost(value, label, doubled.count(value.number) > 1) for value in found]
    return "\n\n".join(told) or "No value has given way in a conflict."


def _lost(value: LostValue, label: Label, doubled: bool) -> str:
    name = one_line(value.title) or "A contact"
    when = f"{render.clock(value.at)}, " if value.at is not None else ""
    head = f"{value.number}. {name}: the {inline(label(value.field))} of {NAMES[value.side]} gave way "
    head += f"({when}{_WHY.get(value.why, value.why)})."
    rows = [("lost", _together(value.value)), ("kept", _together(value.kept))]
    side = f" --of {as_json.SIDES[value.side]}" if doubled else ""
    way = _STATES.get(value.state) or f"put-back {value.number}{side}"
    return "\n".join([head, table(rows, indent=5), f"     {way}"])


def _together(fields: Fields) -> str:
    parts: list[FieldValue] = [value for value in fields.values() if value is not EMPTY]
    return ", ".join(map(shown, parts)) or shown(EMPTY)


def _rule_document(rule: Rule, label: Label) -> dict[str, Any]:
    return {
        "field": rule.field,
        "label": label(rule.field),
        "policy": rule.policy.value,
        "remembered": rule.remembered,
        "since": as_json.moment(rule.since),
    }


def _rules(found: Sequence[Rule], overall: Policy, program: Program) -> str:
    rows = [
        (
            rule.field,
            one_line(program.queries.label(rule.field)),
            rule.policy.value,
            f"since {render.clock(rule.since)}{', made of an answer' if rule.remembered else ''}",
        )
        for rule in found
    ]
    lines = [table(rows, indent=0)] if rows else ["No field has a rule of its own."]
    fields = ", ".join(program.queries.ruled_fields())
    return "\n".join([*lines, "", f"Everything else: {overall.value}", f"Fields: {fields}"])
