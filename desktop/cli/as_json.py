"""The JSON of every command, for programs: stable names, documented in docs/cli.md.

Exists so that what programs read changes in one place only. Sides are called `salesforce` and `mailbox` here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from desktop.app.reads import (
    Account,
    Change,
    Issue,
    Program,
    Report,
    ScopeChoice,
    Session,
    ShownConflict,
    ShownHold,
    ShownRecord,
    Status,
    exit_code,
)
from desktop.cli.sentences import question
from desktop.core.faults import Fault
from desktop.core.plan import Tally
from desktop.core.record import Kind, Side
from desktop.core.retrying import next_try
from desktop.core.values import ABSENT, EMPTY, MaybeValue

Json: TypeAlias = dict[str, Any]
SIDES = {Side.CRM: "salesforce", Side.MAILBOX: "mailbox"}


def fault(found: Fault) -> Json:
    """What went wrong and what to do."""
    return {"code": found.code, "class": found.kind.value, "message": found.message, "action": found.action}


def account(found: Account) -> Json:
    """One account, without any secret."""
    return {
        "side": SIDES[found.side],
        "adapter": found.adapter,
        "label": found.label,
        "address": found.address,
        "identity": found.identity,
    }


def scope(found: ScopeChoice, chosen: str) -> Json:
    """One choice of whose contacts are synced."""
    told = {"scope": found.key, "label": found.label, "count": found.count, "reason": found.reason or None}
    return {**told, "chosen": found.key == chosen}


def waiting(program: Program) -> Json:
    """How much waits for the person."""
    status_now = program.queries.status()
    return {"conflicts": status_now.conflicts, "holds": status_now.holds, "issues": status_now.issues}


def report(found: Report, program: Program) -> Json:
    """A session's report, or a plan's."""
    done = _done(found.counts)
    return {
        "session": found.session,
        "verdict": found.verdict.value,
        "exit_code": exit_code(found),
        "operations": done,
        "counts": dict(found.counts),
        "planned": None if found.planned is None else planned(found.planned),
        "matches": program.queries.matches() if found.planned is not None else {},
        "hold": found.hold,
        "waiting": waiting(program),
        "issues": [issue(item, program.queries.label) for item in program.queries.issues()],
        "fault": None if found.fault is None else fault(found.fault),
    }


def undo(found: Report, program: Program) -> Json:
    """The report of an undo: a session's, with what would be done (`items`) and what stays (`undo_conflicts`)."""
    items = [
        {
            "pair_id": item.pair_id,
            "title": item.title,
            "verb": item.verb.value,
            "side": SIDES[item.side],
            "changes": [_difference(*change) for change in item.changes],
        }
        for item in found.items
    ]
    conflicts = [
        {
            "pair_id": item.pair_id,
            "title": item.title,
            "verb": item.verb.value,
            "side": SIDES[item.side],
            "reason": item.reason.value,
            "changes": [_difference(*change) for change in item.changes],
        }
        for item in found.conflicts
    ]
    return {**report(found, program), "items": items, "undo_conflicts": conflicts}


def _difference(field: str, now: MaybeValue, then: MaybeValue) -> Json:
    return {"field": field, "now": value(now), "then": value(then)}


def planned(total: Tally) -> Json:
    """What a plan holds."""
    counts: dict[str, dict[str, int]] = {name: {} for name in SIDES.values()}
    for (verb, side), number in sorted(total.operations.items()):
        counts[SIDES[side]][verb.value] = number
    return {"operations": counts, "total": total.total, "conflicts": total.conflicts, "holds": total.holds}


def status(found: Status, program: Program) -> Json:
    """How things stand."""
    facts, link_field = program.queries.facts(), program.queries.link_field()
    return {
        "accounts": [account(item) for item in found.accounts],
        "records": {SIDES[side]: found.records.get(side, 0) for side in Side},
        "pairs": dict(found.pairs),
        "pending": found.pending,
        "conflicts": found.conflicts,
        "holds": found.holds,
        "issues": [issue(item, program.queries.label) for item in program.queries.issues()],
        "last_session": None if found.last is None else session(found.last),
        "last_clean": moment(found.last_clean),
        "rebuilt": None if (rebuilt := program.queries.after_damage()) is None else fault(rebuilt),
        "api_calls": {"ours": facts.calls[0], "used": facts.calls[1], "allowed": facts.calls[2]},
        "resting_until": moment(facts.goes_on_at),
        "link_field": {"on": link_field.on, "lacks": [lack.value for lack in link_field.lacks or ()]},
        "secrets": program.where(),
        "sandbox": program.queries.sandboxed(),
    }


def record(found: ShownRecord) -> Json:
    """One line of the record list; `pair_state` is null for a record without a pair."""
    ids = {SIDES[found.side]: found.native_id, SIDES[found.side.other]: found.other_id}
    return {
        "id": found.row,
        "kind": Kind.CONTACT.value,
        "side": SIDES[found.side],
        "title": found.title,
        "fields": {name: value(held) for name, held in found.fields.items()},
        "pair_id": found.pair_id,
        "pair_state": found.pair_state or None,
        "salesforce_id": ids["salesforce"],
        "mailbox_id": ids["mailbox"],
    }


def conflict(found: ShownConflict, program: Program) -> Json:
    """One conflict with both values and the last agreed ones."""
    stored = found.conflict
    names = program.queries.names(Side.CRM, stored.candidates)
    return {
        "id": stored.id,
        "type": stored.type,
        "record": found.title,
        "field": stored.field,
        "label": program.queries.label(stored.field) if stored.field != "*" else "",
        "salesforce": value(stored.crm_value),
        "mailbox": value(stored.mailbox_value),
        "base": {"salesforce": value(stored.base_crm), "mailbox": value(stored.base_mailbox)},
        "candidates": [{"id": item, "title": names.get(item, "")} for item in stored.candidates],
        "session": stored.session,
    }


def hold(found: ShownHold, answers: tuple[str, ...]) -> Json:
    """One hold with the answers that it takes; `answer` is null until one was given."""
    stored = found.hold
    return {
        "id": stored.id,
        "guard": stored.guard,
        "record": found.title,
        "summary": question(stored, found.title),
        "answers": list(answers),
        "answer": stored.answer or None,
        "since": moment(stored.created_at),
    }


def issue(found: Issue, label: Callable[[str], str]) -> Json:
    """One thing that could not be written, with its sentences."""
    told = found.complaint
    return {
        "id": found.id,
        "record": told.subject,
        "code": told.code,
        "field": told.field,
        "label": label(told.field) if told.field else "",
        "message": told.message,
        "action": told.action,
        "state": found.state,
        "attempts": found.attempts,
        "first": moment(found.first_at),
        "last": moment(found.last_at),
        "next_try": moment(next_try(told.code, found.attempts, found.last_at, told.lasting))
        if found.state == "open"
        else None,
    }


def session(found: Session) -> Json:
    """One session of the history."""
    return {
        "id": found.id,
        "trigger": found.trigger,
        "verdict": found.verdict,
        "started": moment(found.started),
        "ended": moment(found.ended),
        "operations": _done(found.counters),
        "counts": dict(found.counters),
    }


def change(found: Change, label: Callable[[str], str]) -> Json:
    """One changed field, or (field `*`) a record that was made, deleted, shared or un-shared."""
    return {
        "title": found.title,
        "verb": found.verb,
        "side": SIDES[found.side],
        "native_id": found.native_id,
        "field": found.field,
        "label": label(found.field) if found.field != "*" else "",
        "before": value(found.before),
        "after": value(found.after),
        "why": found.why,
        "undone": found.undone_by is not None,
    }


def value(held: MaybeValue) -> str | None:
    """Text, a day as YYYY-MM-DD, null for a blank or unknown value."""
    if held is EMPTY or held is ABSENT:
        return None
    return held.isoformat() if isinstance(held, date) else held


def moment(at: datetime | None) -> str | None:
    """ISO 8601 with its offset."""
    return None if at is None else at.isoformat()


def _done(counts: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Operations that were carried out, by side and verb."""
    done: dict[str, Counter[str]] = {name: Counter() for name in SIDES.values()}
    for name, number in counts.items():
        verb, _, side = name.partition(" ")
        if side in set(Side) and number:
            done[SIDES[Side(side)]][verb] += number
    return {name: dict(counter) for name, counter in done.items()}
