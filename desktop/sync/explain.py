"""Explain: the present verdict and the past of any item, touched or not.

Exists so that nothing the program does, or does not do, is a riddle. The verdict is that of the next session: the
caller has the phases of a session look and match (and takes that back afterwards), then the plan of the planner is read
aloud (`core.verdict`). Decides nothing, writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.core.case import Case
from desktop.core.faults import NOTES, Fault
from desktop.core.naming import Named
from desktop.core.pairing import PairView
from desktop.core.record import Record, Role, Side
from desktop.core.retrying import LOOP_FROZEN, next_try
from desktop.core.sentences import joined, say
from desktop.core.verdict import Code, Reason, excluded, gone, not_shared, of_plan, out_of_scope
from desktop.store.biography import Biography
from desktop.store.exclusions import Key, KeyType, of_record
from desktop.store.issues import Issue
from desktop.store.subjects import Subject, Subjects
from desktop.sync import foresight, strangers
from desktop.sync.context import Context
from desktop.sync.explanation import Explanation
from desktop.sync.foresight import Forecast

LAST_SEEN = say("What is told here is how things were last seen.")
MOST = 3
"""So many items are explained at once; of more, only their names are told."""


@dataclass(frozen=True, slots=True)
class Explained:
    """The answer: up to `MOST` items in full, else their names to choose from; `fault` says why the servers could not
    be asked, so that all is as last seen."""

    items: tuple[Explanation, ...] = ()
    choices: tuple[Subject, ...] = ()
    fault: Fault | None = None


def explain(context: Context, named: Named, fault: Fault | None = None) -> Explained:
    """Explain what the words mean. With a fault the ends are not asked. Raises PortFault where an end fails."""
    found = Subjects(context.store.db).find(named)
    if len(found) > MOST:
        return Explained(choices=tuple(found), fault=fault)
    items = [_of_subject(context, subject, fault) for subject in found]
    if fault is None:
        items += strangers.explained(context, named)
    if not items:
        items = [Explanation(named.words or next(iter(named.ids), ""), (_unknown(fault),))]
    if fault is not None:
        items = [replace(item, reasons=_with_fault(item.reasons, fault)) for item in items]
    return Explained(tuple(items), fault=fault)


def _of_subject(context: Context, subject: Subject, fault: Fault | None) -> Explanation:
    if subject.row is not None:
        return _of_record(context, subject.row)
    pair_id = subject.pair_id or ""
    if subject.past:
        return Explanation(subject.title, (_forgotten(),), events=tuple(Biography(context.store.db).of_pair(pair_id)))
    return _of_pair(context, pair_id, foresight.forecast(context, pair_id, ask=fault is None))


def _of_pair(context: Context, pair_id: str, ahead: Forecast) -> Explanation:
    view, biography = ahead.view, Biography(context.store.db)
    records = {side: record for side in Side if (record := view.record(side)) is not None}
    shown = view.live(Side.CRM) or view.live(Side.MAILBOX) or next(iter(records.values()), None)
    return Explanation(
        title=context.map.title(shown.fields) if shown else "",
        reasons=tuple(_reasons(context, ahead)),
        records=records,
        bases={side: base for side in Side if (base := view.base(side)) is not None},
        pairing=view.pairing,
        ahead=ahead.operations,
        goes_on=ahead.plan is not None and ahead.plan.waits and not ahead.holdups,
        agreed_at=biography.agreed_at(pair_id),
        events=tuple(biography.of_pair(pair_id)),
        row=shown.row if shown else None,
    )


def _reasons(context: Context, ahead: Forecast) -> list[Reason]:
    """The gravest first: what holds it up, then what the plan says, then what was noted of it."""
    view, pair_id = ahead.view, ahead.view.pairing.pair_id
    if view.excluded:
        (number,) = context.store.exclusions.covering(context.kind, [Key(KeyType.PAIR, pair_id)]).values()
        return [excluded(_excluded_by(context, number))]
    standing = context.store.issues.standing([pair_id])
    issues = [reason for issue in standing for reason in _issue(context, issue, ahead.due)]
    if ahead.plan is None:
        return [_waiting_for_choice(context, view) if ahead.chosen_by_person else _just_made(), *issues]
    told = of_plan(Case(view, context.map, ahead.resolutions, context.policies()), ahead.plan, context.map.label)
    then = say("Nothing of it is written until then.") if ahead.blocked else say("The rest of the contact is synced.")
    kept_back = [Reason(each.code, each.message, then, each.action, fields=(each.field,)) for each in ahead.withheld]
    grave = [*ahead.holdups, *_moved_on(context, ahead)]
    known = {(reason.code, reason.fields) for reason in kept_back}
    noted = [issue for issue in issues if (issue.code, issue.fields) not in known]
    serious = [issue for issue in noted if issue.code not in NOTES]
    if ahead.holdups:
        # The next sync does not do it.
        waits = say("It is done once that is settled.")
        told = [replace(each, then=waits, remedy="") if each.code == Code.PENDING else each for each in told]
    if ahead.blocked or (ahead.plan.operations and not ahead.due and noted):
        # What was refused is not tried again by itself.
        return [*grave, *kept_back, *noted, *(reason for reason in told if reason.code != Code.PENDING)]
    if serious:
        told = [reason for reason in told if reason.code not in (Code.LINKED_OK, Code.UNCHANGED)]
    notes = [issue for issue in noted if issue not in serious]
    return [*grave, *serious, *told, *kept_back, *notes]


def _excluded_by(context: Context, number: int) -> tuple[str, ...]:
    found = [each for each in context.store.exclusions.all(context.kind) if each.id == number]
    return tuple(say("Excluded on {day}: {title}", day=each.at.date(), title=each.title) for each in found)


def _waiting_for_choice(context: Context, view: PairView) -> Reason:
    pair_id = view.pairing.pair_id
    candidates = [c for each in context.store.conflicts.of_pairs([pair_id]) for c in each.candidates]
    found = context.store.mirror.by_native(Side.CRM, context.kind, candidates)
    return Reason(
        Code.AMBIGUOUS,
        say("{count} contacts in Salesforce could be the same person.", count=len(candidates)),
        say("Nothing is linked or made until you choose."),
        say("Choose under Conflicts which one it is, or that it is somebody else."),
        tuple(
            say("{title} ({id})", title=context.map.title(found[c].fields) if c in found else "", id=c)
            for c in candidates
        ),
    )


def _just_made() -> Reason:
    return Reason(Code.PENDING, say("It was written just now."), say("The next sync reads what became of it."))


def _moved_on(context: Context, ahead: Forecast) -> list[Reason]:
    outcome, at = Biography(context.store.db).last_outcome(ahead.view.pairing.pair_id)
    if outcome != "stale" or not ahead.operations:
        return []
    return [
        Reason(
            Code.CHANGED_DURING_WRITE,
            say("It changed on the server in the very moment in which it was to be written, so nothing was written."),
            say("The next sync merges it with what is there now."),
            evidence=(say("At {time}", time=at),) if at else (),
        )
    ]


def _of_record(context: Context, row: int) -> Explanation:
    """A record in no pair."""
    record = context.store.mirror.get([row])[row]
    return Explanation(
        title=context.map.title(record.fields),
        reasons=tuple(_of_lone(context, record)),
        records={record.side: record},
        events=tuple(Biography(context.store.db).of_record(row)),
        row=row,
    )


def _of_lone(context: Context, record: Record) -> list[Reason]:
    keys = of_record(record, context.map.keys(record.fields).email)
    number = context.store.exclusions.newcomers(context.kind, {record.row: keys}).get(record.row)
    if number is not None:
        return [excluded(_excluded_by(context, number))]
    if record.gone:
        return [gone(record.side)]
    issues = [reason for issue in context.store.issues.of_records([record.row]) for reason in _issue(context, issue)]
    if not record.marked and not (record.side is Side.MAILBOX and record.role is Role.SHARED):
        return [out_of_scope() if record.side is Side.CRM else not_shared(record), *issues]
    waiting = [c for c in context.store.conflicts.waiting() if record.native_id in c.candidates]
    if waiting:
        return [
            Reason(
                Code.AMBIGUOUS,
                say("A contact in Outlook could be the same person, and waits for your choice."),
                say("Nothing is linked or made until you choose."),
                say("Choose under Conflicts which one it is, or that it is somebody else."),
            ),
            *issues,
        ]
    return [
        Reason(Code.PENDING, say("It is new and not linked yet."), say("The next sync looks for its counterpart.")),
        *issues,
    ]


def _issue(context: Context, issue: Issue, planned: bool = False) -> list[Reason]:
    """What was refused and why; and that it is not tried again by itself, where it was refused too often and the next
    session does not plan it anyhow."""
    told, due = issue.complaint, next_try(issue.complaint.code, issue.attempts, issue.last_at)
    tried = say("Tried {count} times since {day}", count=issue.attempts, day=issue.first_at.date())
    ignored = (say("You ignore this."),) if issue.state == "ignored" else ()
    rests = due is None and not planned and told.code != LOOP_FROZEN
    if told.code == LOOP_FROZEN:
        then = say("Nothing is written to it until you have it tried again.")
    elif rests:
        then = say("Nothing of it is tried again by itself.")
    elif due is None or planned or due <= context.now():
        then = say("The next sync tries again.")
    else:
        time = due.astimezone().strftime("%Y-%m-%d %H:%M")
        then = say("It is tried again at {time}, and as soon as the contact changes.", time=time)
    refused = Reason(told.code, told.message, then, told.action, (tried, *ignored), (told.field,) if told.field else ())
    return [refused, _quarantined(issue)] if rests else [refused]


def _quarantined(issue: Issue) -> Reason:
    return Reason(
        Code.QUARANTINED,
        say("It was refused {count} times, so it is set aside; everything else goes on.", count=issue.attempts),
        say("It rests until the contact changes or you have it tried again."),
        say("Mend what was refused, or have it tried again under Problems."),
    )


def _forgotten() -> Reason:
    return Reason(
        Code.DELETED_THERE,
        say("It is not synced any more: nothing of it was left, or it was linked anew."),
        say("Nothing is done about it; its history is kept."),
    )


def _unknown(fault: Fault | None) -> Reason:
    if fault is not None:
        return Reason(
            Code.UNKNOWN,
            say("Our own records know no such item, and the servers could not be asked."),
            remedy=say("Try again once they can be reached."),
        )
    return Reason(
        Code.UNKNOWN,
        say("Neither our own records nor the servers know such an item."),
        remedy=say("Say its id, its e-mail address, its full name, or a link to it."),
    )


def _with_fault(reasons: tuple[Reason, ...], fault: Fault) -> tuple[Reason, ...]:
    """It comes first where it is what keeps something from being done."""
    waits = any(reason.code == Code.PENDING for reason in reasons)
    return (_kept_from(fault), *reasons) if waits else (*reasons, _kept_from(fault))


def _kept_from(fault: Fault) -> Reason:
    """Why this is how it was last seen, and why nothing is synced at present."""
    then = LAST_SEEN
    if fault.until is not None:
        time = fault.until.astimezone().strftime("%Y-%m-%d %H:%M")
        then = joined(say("Syncing goes on by itself at {time}.", time=time), then)
    return Reason(fault.code, fault.message, then, fault.action)
