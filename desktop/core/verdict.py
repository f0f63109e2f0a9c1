"""The verdict on one pair: the planner's own plan, read aloud.

Exists so that an explanation cannot say anything else than what the next session does: it reads the `PairPlan` that
`plan_pair` made of the same case, and decides nothing by itself. Pure; knows no server and no database.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desktop.core.case import Case, in_part
from desktop.core.conflict import ConflictType
from desktop.core.pairing import PairState, Wish
from desktop.core.plan import Operation, PairPlan, StepVerb, Verb, Why
from desktop.core.record import Record, Side
from desktop.core.sentences import Sentence, joined, named, say
from desktop.core.values import ABSENT

SYSTEMS = {Side.CRM: "Salesforce", Side.MAILBOX: "Outlook"}
Label = Callable[[str], str]
"""What a person calls a field."""


class Code(enum.StrEnum):
    """Reason codes that we find out by ourselves; those of servers (`validation-rule`, ...) come with their faults."""

    LINKED_OK = "linked-ok"
    UNCHANGED = "unchanged"
    PENDING = "pending-next-run"
    FILTER = "filter"
    FOLDER = "folder-not-selected"
    CATEGORY = "category-missing"
    EXCLUDED = "excluded"
    DIRECTION_OFF = "direction-off"
    AMBIGUOUS = "ambiguous-match"
    CONFLICT_OPEN = "conflict-open"
    CONFLICT_AUTO = "conflict-auto"
    HELD_DELETION = "held-deletion"
    HELD_CHANGES = "held-changes"
    DELETED_THERE = "deleted-there"
    NO_ACCESS = "no-access-any-more"
    CHANGED_DURING_WRITE = "changed-during-write"
    FIRST_SYNC = "first-sync"
    """Nothing is written before the person's first yes."""
    PAUSED = "paused"
    THROTTLED = "throttled"
    """A server asked for a pause."""
    EXHAUSTED = "budget-exhausted"
    """The organisation has used up its calls."""
    QUARANTINED = "quarantined"
    """Tried so often in vain that it is not tried again by itself."""
    UNKNOWN = "not-found"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is: a code, one sentence, what happens next, what the person can do, and the evidence."""

    code: str
    sentence: str
    then: str = ""
    remedy: str = ""
    evidence: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    """The canonical fields that it is about; none where the record as a whole is meant."""


def of_plan(case: Case, plan: PairPlan, label: Label) -> list[Reason]:
    """The reasons that a plan gives, the gravest first; never empty."""
    view = case.view
    if view.excluded:
        return [excluded()]
    found = [*_questions(case, plan, label), *_causes(case, plan)]
    found += [reason for operation in plan.operations for reason in _operation(case, operation, label)]
    found += _steps(case, plan)
    if not found:
        found = _at_rest(case)
    return [*found, *_one_way(case, plan, label)]


def excluded(evidence: tuple[str, ...] = ()) -> Reason:
    """It is never synced."""
    return Reason(
        Code.EXCLUDED,
        say("It is excluded: it is neither made, changed nor deleted by this program, on either side."),
        say("It is left alone until you include it again."),
        say("Include it again to have it synced."),
        evidence,
    )


def not_shared(record: Record) -> Reason:
    """A contact of the mailbox is the person's own: not marked, or not in the folder."""
    if record.marked:
        return Reason(
            Code.FOLDER,
            say("The contact lies outside of the folder “Salesforce Contacts”."),
            say("It stays your own contact."),
            say("Move it into the folder “Salesforce Contacts” to share it."),
        )
    return Reason(
        Code.CATEGORY,
        say("The contact is your own: it does not have the category “Salesforce”."),
        say("It stays your own contact; the program keeps nothing of it."),
        say("Give it the category “Salesforce”, or move it into the folder “Salesforce Contacts”, to share it."),
    )


def out_of_scope() -> Reason:
    """A record of the CRM is not among those that are synced."""
    return Reason(
        Code.FILTER,
        say("The contact is not among the Salesforce contacts that you chose to sync."),
        say("It is left alone. It is synced as soon as it is among them."),
        say("Choose other contacts to sync in the settings, or become its owner in Salesforce."),
    )


def gone(side: Side) -> Reason:
    """A record in no pair was deleted."""
    sentence = say("It was deleted in {system}.", system=SYSTEMS[side])
    return Reason(Code.DELETED_THERE, sentence, say("Nothing is done about it."))


def _questions(case: Case, plan: PairPlan, label: Label) -> Iterable[Reason]:
    """What waits for the person's word."""
    for conflict in plan.conflicts:
        if conflict.type is ConflictType.EDIT_DELETE:
            yield Reason(
                Code.CONFLICT_OPEN,
                say("It was deleted in Salesforce, but changed in Outlook since both were the same."),
                say("Nothing is done until you choose."),
                say("Choose under Conflicts whether the deletion or the change counts."),
            )
        else:
            yield Reason(
                Code.CONFLICT_OPEN,
                say("Both sides changed {field} to different values.", field=named(label(conflict.field))),
                say("This field waits for your choice; the others are synced."),
                say("Choose under Conflicts which value counts."),
                (
                    say("In Salesforce: {value}", value=shown(conflict.crm_value)),
                    say("In Outlook: {value}", value=shown(conflict.mailbox_value)),
                    say("When both were the same: {value}", value=shown(conflict.base_crm)),
                ),
                (conflict.field,),
            )
    asks = any(step.verb is StepVerb.HOLD for step in plan.steps)
    waits = case.view.pairing.state is PairState.HELD and not (plan.operations or plan.steps)
    if asks or waits:
        yield Reason(
            Code.HELD_DELETION,
            say("It was deleted in Outlook. The contact in Salesforce is not deleted without your word."),
            say("The next sync asks you.") if asks else say("Nothing is done until you answer."),
            say("Answer the question under “Held back”: delete it there too, keep it, put it back, or exclude it."),
        )


def _causes(case: Case, plan: PairPlan) -> Iterable[Reason]:
    """Why a copy is taken away or let go of, where there is such an operation."""
    for operation in plan.operations:
        if operation.verb is Verb.DELETE and operation.side is Side.MAILBOX:
            yield (
                _deleted(say("It was merged into another contact in Salesforce."), case)
                if (operation.why is Why.MERGED_THERE)
                else _deleted(say("It was deleted in Salesforce."), case)
            )
        elif operation.verb is Verb.UNSHARE and operation.why is Why.LEFT_SCOPE:
            yield out_of_scope()
        elif operation.verb is Verb.UNSHARE and operation.why is Why.UNSHARED:
            yield _unshared(case)


def _deleted(sentence: Sentence, case: Case) -> Reason:
    crm = case.view.crm
    merged = say("Merged into {id}", id=crm.merged_into) if crm is not None and crm.merged_into else None
    return Reason(Code.DELETED_THERE, sentence, evidence=(merged,) if merged else ())


def _unshared(case: Case) -> Reason:
    mailbox, again = case.view.live(Side.MAILBOX), say("Share it again whenever you like.")
    if case.view.pairing.wish is Wish.UNSHARE or mailbox is None or not in_part(mailbox):
        return Reason(Code.CATEGORY, say("You stopped sharing it."), remedy=again)
    if mailbox.marked:
        return Reason(Code.FOLDER, say("You moved it out of the folder “Salesforce Contacts”."), remedy=again)
    return Reason(Code.CATEGORY, say("You took the category “Salesforce” off."), remedy=again)


def _decided(operation: Operation, label: Label) -> Iterable[Reason]:
    """What both sides changed and nobody is asked about."""
    by_why: dict[Why, list[str]] = {}
    for name in operation.fields:
        by_why.setdefault(operation.reasons.get(name, operation.why), []).append(name)
    lost = say("A value that lost is kept in the history.")
    for why, names in by_why.items():
        fields = _named(names, label)
        told = {
            Why.POLICY: say("Both sides changed {fields}; your policy for conflicts decided.", fields=fields),
            Why.RULE: say("Both sides changed {fields}; your rule for this field decided.", fields=fields),
            Why.LONGER: say(
                "Both sides changed {fields}; one is the other cut short, so the longer stays.", fields=fields
            ),
            Why.JOINED: say("Both sides changed {fields}; what both did goes together.", fields=fields),
        }
        if why in told:
            yield Reason(Code.CONFLICT_AUTO, told[why], lost, say("Policies are in the settings."), (), tuple(names))


def _operation(case: Case, operation: Operation, label: Label) -> Iterable[Reason]:
    fields = tuple(operation.fields)
    yield from _decided(operation, label)
    system, other = SYSTEMS[operation.side], SYSTEMS[operation.side.other]
    if operation.verb is Verb.CREATE:
        yield _pending(say("It is to be made in {system}, from {other}.", system=system, other=other), ())
    elif operation.verb is Verb.UPDATE and fields:
        changed = say("{fields}: to be changed in {system}.", fields=_named(fields, label), system=system)
        yield _pending(changed, fields)
    elif operation.verb is Verb.UPDATE:
        yield _pending(say("Only the link in the copy in Outlook is to be put right."), ())
    elif operation.verb is Verb.SHARE:
        yield _pending(say("The contact in Outlook is to get the category and to move into the folder."), ())
    elif operation.verb is Verb.UNSHARE:
        yield _pending(say("The copy in Outlook is to become your own contact again; both records stay."), ())
    elif operation.side is Side.MAILBOX:
        yield _pending(say("The copy in Outlook is to go to Deleted Items."), ())
    else:
        yield _pending(say("It is to be deleted in Salesforce, as you decided."), ())


def _steps(case: Case, plan: PairPlan) -> Iterable[Reason]:
    """What only our own records are told."""
    for step in plan.steps:
        if step.verb is StepVerb.FORGET:
            yield Reason(
                Code.DELETED_THERE,
                say("Nothing of it is left to be kept the same."),
                say("The next sync forgets it; its history stays."),
            )
        elif step.verb is StepVerb.DETACH:
            yield out_of_scope() if step.reason == "scope" else _unshared(case)
        elif step.verb is StepVerb.ACTIVATE:
            yield _pending(say("It is to be synced again."), ())
        elif step.verb is StepVerb.UNBIND and plan.waits:
            system = SYSTEMS[step.side or Side.MAILBOX]
            yield _pending(say("It is to be made in {system} again.", system=system), ())


def _at_rest(case: Case) -> list[Reason]:
    """Nothing is to be done."""
    view, pairing = case.view, case.view.pairing
    if pairing.state is PairState.DETACHED:
        crm, mailbox = view.live(Side.CRM), view.live(Side.MAILBOX)
        if pairing.reason == "scope" and crm is not None and not crm.marked:
            return [out_of_scope()]
        if mailbox is not None and not in_part(mailbox):
            return [not_shared(mailbox)]
        return [Reason(Code.CATEGORY, say("You stopped syncing it."), remedy=say("Share it again whenever you like."))]
    linked = Reason(
        Code.LINKED_OK, say("It is linked, and there is nothing to do."), say("Changes on either side will be synced.")
    )
    return [linked, Reason(Code.UNCHANGED, say("Nothing changed on either side since both were the same."))]


def _one_way(case: Case, plan: PairPlan, label: Label) -> Iterable[Reason]:
    """Fields that differ because one side does not take them."""
    crm, mailbox = case.view.live(Side.CRM), case.view.live(Side.MAILBOX)
    if crm is None or mailbox is None or case.view.pairing.state is not PairState.ACTIVE:
        return
    planned = {name for operation in plan.operations for name in operation.fields}
    planned |= {conflict.field for conflict in plan.conflicts}
    for name in case.rules.fields:
        a, b = crm.get(name), mailbox.get(name)
        if name in planned or a is ABSENT or b is ABSENT or case.rules.same(name, a, b):
            continue
        closed = [side for side in Side if not case.rules.flows(name, side)]
        if closed:
            system = SYSTEMS[closed[0]]
            yield Reason(
                Code.DIRECTION_OFF,
                say("{field} differs: it is not written in {system}.", field=named(label(name)), system=system),
                say("Both values stay as they are."),
                evidence=(
                    say("In Salesforce: {value}", value=shown(a)),
                    say("In Outlook: {value}", value=shown(b)),
                ),
                fields=(name,),
            )


def _pending(sentence: Sentence, fields: tuple[str, ...]) -> Reason:
    return Reason(
        Code.PENDING, sentence, say("The next sync does it."), say("Sync now, if you do not want to wait."), (), fields
    )


def _named(fields: Iterable[str], label: Label) -> Sentence:
    return joined(*(named(label(name)) for name in fields), between=", ")


def shown(value: object) -> str:
    """A value as evidence; a dash for a blank or an unknown one."""
    text = " ".join(str(value).split()) if isinstance(value, str) or hasattr(value, "isoformat") else ""
    return text or "–"
