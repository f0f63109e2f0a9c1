"""The planner: what should be done about one pair, as a case table with one named row a case.

Exists so that every decision can be read, tested and explained in one place. Pure: it sees no socket and no database,
and knows no field name. `TABLE` is read by (what the CRM shows, what the mailbox shows) for an active pair; held and
detached pairs have a row each.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import replace

from desktop.core.case import (
    Case,
    activate,
    create,
    delete_copy,
    detach,
    in_part,
    on_mailbox,
    own,
    shared,
    unbind,
    update,
    withdraw,
)
from desktop.core.conflict import Conflict, ConflictType, Take
from desktop.core.guards import DELETE, RESTORE, STOP
from desktop.core.merge import Merged
from desktop.core.pairing import LOST, PairState, Wish
from desktop.core.plan import LocalStep, Operation, PairPlan, StepVerb, Verb, Why
from desktop.core.record import Link, Side
from desktop.core.rules import Policy
from desktop.core.values import EMPTY


class Seen(enum.Enum):
    """What a side shows of a pair, compared with its base."""

    NONE = "none"
    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    GONE = "gone"


def plan_pair(case: Case) -> PairPlan:
    """The plan of one pair; empty when nothing is to be done."""
    pairing = case.view.pairing
    if case.view.excluded:
        return excluded(case)
    if pairing.state is PairState.HELD:
        return held(case)
    if pairing.state is PairState.DETACHED:
        return detached(case)
    if pairing.wish is Wish.UNSHARE:
        return let_go(case, Why.UNSHARED)
    crm, mailbox = case.view.live(Side.CRM), case.view.live(Side.MAILBOX)
    if crm is not None and mailbox is not None:
        if pairing.crm_in and not crm.marked and not case.wanted:
            return left_scope(case)
        if pairing.mailbox_in and not shared(mailbox):
            return unshared(case)
    return TABLE[derive(case, Side.CRM), derive(case, Side.MAILBOX)](case)


def derive(case: Case, side: Side) -> Seen:
    """What a side shows, compared with its base. NEW as long as the two sides have never agreed."""
    view = case.view
    record = view.record(side)
    if record is None:
        return Seen.NONE
    if record.gone:
        return Seen.GONE
    base = view.base(side)
    if base is None or view.base(side.other) is None:
        return Seen.NEW
    unchanged = all(case.rules.same(name, value, base[name]) for name, value in record.fields.items() if name in base)
    fresh = any(name not in base for name in record.fields)
    return Seen.UNCHANGED if unchanged and not fresh else Seen.CHANGED


def excluded(case: Case) -> PairPlan:
    """The person never wants it synced: it is left alone on both sides, whatever happens to it there."""
    view = case.view
    alive = view.live(Side.CRM) is not None or view.live(Side.MAILBOX) is not None
    return PairPlan(case.pair_id) if alive else forget(case)


def nothing(case: Case) -> PairPlan:
    """Neither side changed: at most the link or a flag is put right, or a former value put back."""
    return _merged(case, case.merged() if case.resolutions else Merged(), Why.CHANGED)


def crm_changed(case: Case) -> PairPlan:
    """Only the CRM changed: its values flow to the mailbox."""
    return _merged(case, case.merged(), Why.CHANGED)


def mailbox_changed(case: Case) -> PairPlan:
    """Only the mailbox changed: its values flow to the CRM."""
    return _merged(case, case.merged(), Why.CHANGED)


def both_changed(case: Case) -> PairPlan:
    """Both changed: field by field; a clash withholds its field only, or goes by the policy."""
    return _merged(case, case.merged(), Why.CHANGED)


def never_agreed(case: Case) -> PairPlan:
    """Matched without a base: equal fields are adopted, blanks filled, clashes asked about."""
    return _merged(case, case.merged(), Why.MATCHED, adopt=True)


def mailbox_deleted(case: Case) -> PairPlan:
    """The mailbox copy is gone: a person decides what that means for Salesforce, unless they just asked for a copy."""
    if case.wanted:
        return anew_in(case, Side.MAILBOX)
    return PairPlan(case.pair_id, steps=(LocalStep(StepVerb.HOLD, case.pair_id, reason="deletion"),))


def crm_deleted(case: Case) -> PairPlan:
    """The CRM record is gone and the copy untouched: the copy goes to Deleted Items, unless it was un-shared."""
    if case.wanted:
        return anew_in(case, Side.CRM)
    if own(case):
        return let_go(case, Why.UNSHARED)
    crm = case.view.crm
    return delete_copy(case, Why.MERGED_THERE if crm is not None and crm.merged_into else Why.DELETED_THERE)


def crm_deleted_mailbox_edited(case: Case) -> PairPlan:
    """The CRM record is gone but the copy was edited: nothing is lost unasked, nor by the policy."""
    if case.wanted:
        return anew_in(case, Side.CRM)
    if own(case):
        return let_go(case, Why.UNSHARED)
    mailbox = case.live(Side.MAILBOX)
    crm = case.view.crm
    conflict = Conflict(
        case.pair_id,
        ConflictType.EDIT_DELETE,
        crm_version=crm.version if crm else "",
        mailbox_version=mailbox.version,
        mailbox_value="\n".join(str(v) for v in mailbox.fields.values() if v is not EMPTY),
    )
    resolution = case.resolutions.get("")
    answered = resolution is not None and resolution.conflict.same_question(conflict)
    if resolution is not None and answered and resolution.take is Take.CRM:
        return delete_copy(case, Why.DECIDED)
    if answered or case.policies.overall is Policy.OUTLOOK:
        return anew_in(case, Side.CRM)
    if case.policies.overall is Policy.SALESFORCE:
        return let_go(case, Why.POLICY)
    return PairPlan(case.pair_id, conflicts=(conflict,))


def anew_in(case: Case, side: Side) -> PairPlan:
    """The gone record of a side is let go of, and made anew from the other side."""
    return PairPlan(case.pair_id, steps=(unbind(case, side),), waits=True)


def only_crm(case: Case) -> PairPlan:
    """A CRM record without a copy: make the copy, unless it left the scope."""
    if not case.live(Side.CRM).marked and case.view.pairing.crm_in and not case.wanted:
        return forget(case)
    return create(case, Side.MAILBOX)


def only_mailbox(case: Case) -> PairPlan:
    """A shared mailbox record without a counterpart: make one, unless it was un-shared meanwhile."""
    mailbox = case.live(Side.MAILBOX)
    if not in_part(mailbox) and not case.wanted:
        return forget(case)
    return create(case, Side.CRM)


def forget(case: Case) -> PairPlan:
    """Nothing is left to keep the same."""
    return PairPlan(case.pair_id, steps=(LocalStep(StepVerb.FORGET, case.pair_id),))


def left_scope(case: Case) -> PairPlan:
    """The CRM record left the scope: the copy is un-shared, both live on."""
    return let_go(case, Why.LEFT_SCOPE)


def unshared(case: Case) -> PairPlan:
    """The person took the mark off or moved the copy out of the folder: it is un-shared, both live on."""
    return let_go(case, Why.UNSHARED)


def let_go(case: Case, why: Why) -> PairPlan:
    """The copy is to be the person's own contact again, in its own place; what is left in the CRM stays as it is."""
    crm, mailbox = case.view.live(Side.CRM), case.view.live(Side.MAILBOX)
    if mailbox is not None and in_part(mailbox):
        return PairPlan(case.pair_id, (on_mailbox(case, Verb.UNSHARE, why),), waits=crm is None)
    if crm is None:
        return forget(case)
    return PairPlan(case.pair_id, steps=(detach(case, "scope" if why is Why.LEFT_SCOPE else "person"),))


def held(case: Case) -> PairPlan:
    """A pair that waits for the person's word about a deletion in the mailbox."""
    if case.view.pairing.reason == LOST:
        return lost(case)
    view, crm = case.view, case.view.live(Side.CRM)
    if view.live(Side.MAILBOX) is not None:
        return _back(case)
    if crm is None:
        return PairPlan(case.pair_id, steps=(withdraw(case), *forget(case).steps))
    if view.answer == "delete":
        operation = Operation(
            Verb.DELETE, Side.CRM, case.pair_id, Why.DECIDED, crm.row, crm.native_id, crm.version, source=crm.fields
        )
        return PairPlan(case.pair_id, (operation,))
    if view.answer == "restore":
        return PairPlan(case.pair_id, steps=(unbind(case, Side.MAILBOX), activate(case)), waits=True)
    if view.answer == "stop":
        return PairPlan(case.pair_id, steps=(detach(case, "person"),))
    if view.pairing.crm_in and not crm.marked:
        return PairPlan(case.pair_id, steps=(withdraw(case), detach(case, "scope")))
    return PairPlan(case.pair_id)


def lost(case: Case) -> PairPlan:
    """A record without its counterpart after a loss of our database: only a person knows whether it was deleted."""
    crm, mailbox, answer = case.view.live(Side.CRM), case.view.live(Side.MAILBOX), case.view.answer
    if crm is None and mailbox is None:
        return forget(case)
    if answer == RESTORE or (crm is not None and mailbox is not None):
        return PairPlan(case.pair_id, steps=(activate(case),), waits=True)
    if mailbox is not None and answer == DELETE:
        return delete_copy(case, Why.DECIDED)
    if mailbox is not None and (answer == STOP or not in_part(mailbox)):
        return let_go(case, Why.DECIDED)
    if crm is not None and answer == STOP:
        return PairPlan(case.pair_id, steps=(detach(case, "person"),))
    if crm is not None and not crm.marked:
        return forget(case)
    return PairPlan(case.pair_id)


def _back(case: Case) -> PairPlan:
    """The copy is there again: the question is over. Steps that follow are taken at once, writes in the next round."""
    active = replace(case.view.pairing, state=PairState.ACTIVE)
    then = plan_pair(replace(case, view=replace(case.view, pairing=active, answer="")))
    if then.operations:
        then = PairPlan(case.pair_id, waits=True)
    return replace(then, steps=(withdraw(case), activate(case), *then.steps))


def detached(case: Case) -> PairPlan:
    """An un-shared pair: it comes back when it enters the scope again or the person shares it anew.

    Shared anew after its record was deleted in the CRM, it is a new contact there. A copy that an undo left in the
    folder (`mailbox_in`) is not shared anew by lying there.
    """
    view, pairing = case.view, case.view.pairing
    crm, mailbox = view.live(Side.CRM), view.live(Side.MAILBOX)
    stays = mailbox is not None and pairing.mailbox_in and in_part(mailbox)
    anew = mailbox is not None and (case.wanted or (in_part(mailbox) and not stays))
    if crm is None and not anew:
        return PairPlan(case.pair_id) if stays else forget(case)
    if crm is None:
        return PairPlan(case.pair_id, steps=(unbind(case, Side.CRM), activate(case)), waits=True)
    steps: list[LocalStep] = []
    if mailbox is None and view.mailbox is not None:
        steps.append(unbind(case, Side.MAILBOX))
    if anew or case.wanted:
        steps.append(activate(case, crm_in=crm.marked, mailbox_in=mailbox is not None and shared(mailbox)))
    elif crm.marked and not pairing.crm_in:
        steps.append(activate(case, crm_in=True, mailbox_in=False))
    elif pairing.crm_in and not crm.marked:
        steps.append(LocalStep(StepVerb.FLAGS, case.pair_id, crm_in=False))
    back = any(step.verb is StepVerb.ACTIVATE for step in steps)
    return PairPlan(case.pair_id, steps=tuple(steps), waits=back)


def _merged(case: Case, merged: Merged, why: Why, adopt: bool = False) -> PairPlan:
    crm, mailbox, pairing = case.live(Side.CRM), case.live(Side.MAILBOX), case.view.pairing
    operations, steps = [], []
    if merged.to_crm:
        operations.append(update(case, Side.CRM, merged, why))
    if not pairing.mailbox_in:
        operations.append(on_mailbox(case, Verb.SHARE, Why.MATCHED if adopt else Why.SHARED))
    elif merged.to_mailbox or mailbox.link != str(Link(case.pair_id, crm.native_id)):
        operations.append(update(case, Side.MAILBOX, merged, why))
    if merged.agreed or adopt:
        crm_fields = {name: pair[0] for name, pair in merged.agreed.items()}
        mailbox_fields = {name: pair[1] for name, pair in merged.agreed.items()}
        steps.append(LocalStep(StepVerb.AGREE, case.pair_id, crm=crm_fields, mailbox=mailbox_fields))
    if crm.marked != pairing.crm_in:
        steps.append(LocalStep(StepVerb.FLAGS, case.pair_id, crm_in=crm.marked))
    waits = bool(merged.typed) or (not pairing.mailbox_in and bool(merged.to_mailbox))
    return PairPlan(case.pair_id, tuple(operations), tuple(steps), tuple(merged.conflicts), waits)


Row = Callable[[Case], PairPlan]

TABLE: dict[tuple[Seen, Seen], Row] = {
    (Seen.UNCHANGED, Seen.UNCHANGED): nothing,
    (Seen.CHANGED, Seen.UNCHANGED): crm_changed,
    (Seen.UNCHANGED, Seen.CHANGED): mailbox_changed,
    (Seen.CHANGED, Seen.CHANGED): both_changed,
    (Seen.NEW, Seen.NEW): never_agreed,
    (Seen.UNCHANGED, Seen.GONE): mailbox_deleted,
    (Seen.CHANGED, Seen.GONE): mailbox_deleted,
    (Seen.NEW, Seen.GONE): mailbox_deleted,
    (Seen.GONE, Seen.UNCHANGED): crm_deleted,
    (Seen.GONE, Seen.CHANGED): crm_deleted_mailbox_edited,
    (Seen.GONE, Seen.NEW): crm_deleted_mailbox_edited,
    (Seen.GONE, Seen.GONE): forget,
    (Seen.NEW, Seen.NONE): only_crm,
    (Seen.NONE, Seen.NEW): only_mailbox,
    (Seen.GONE, Seen.NONE): forget,
    (Seen.NONE, Seen.GONE): forget,
    (Seen.NONE, Seen.NONE): forget,
}
