"""The planner: what should be done about one pair, as a case table with one named row a case.

Exists so that every decision can be read, tested and explained in one place. Pure: it sees no socket and no database,
and knows no field name. `TABLE` is read by (what the CRM shows, what the mailbox shows) for an active pair; held and
detached pairs have a row each.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from desktop.core.conflict import Conflict, ConflictType, Resolution, Take
from desktop.core.merge import Merged, merge
from desktop.core.pairing import PairState, PairView
from desktop.core.plan import LocalStep, Operation, PairPlan, StepVerb, Verb, Why
from desktop.core.record import Link, Record, Role, Side
from desktop.core.rules import FieldRules
from desktop.core.values import EMPTY, FieldValue


class Seen(enum.Enum):
    """What a side shows of a pair, compared with its base."""

    NONE = "none"
    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Case:
    """One pair, the rules, and the person's answers to its conflicts (by field; '' for the record itself)."""

    view: PairView
    rules: FieldRules
    resolutions: Mapping[str, Resolution] = field(default_factory=dict)

    @property
    def pair_id(self) -> str:
        """The id of the pair."""
        return self.view.pairing.pair_id

    def live(self, side: Side) -> Record:
        """The live record of a side that is known to have one."""
        record = self.view.live(side)
        assert record is not None, f"{side} has no live record"
        return record


def plan_pair(case: Case) -> PairPlan:
    """The plan of one pair; empty when nothing is to be done."""
    pairing = case.view.pairing
    if pairing.state is PairState.HELD:
        return held(case)
    if pairing.state is PairState.DETACHED:
        return detached(case)
    crm, mailbox = case.view.live(Side.CRM), case.view.live(Side.MAILBOX)
    if crm is not None and mailbox is not None:
        if pairing.crm_in and not crm.marked:
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


def shared(record: Record) -> bool:
    """Whether a mailbox record is shared: in the folder and with the mark."""
    return record.marked and record.role is Role.SHARED


def nothing(case: Case) -> PairPlan:
    """Neither side changed: at most the link or a flag is put right."""
    return _merged(case, Merged(), Why.CHANGED)


def crm_changed(case: Case) -> PairPlan:
    """Only the CRM changed: its values flow to the mailbox."""
    return _merged(case, merge(case.view, case.rules, case.resolutions), Why.CHANGED)


def mailbox_changed(case: Case) -> PairPlan:
    """Only the mailbox changed: its values flow to the CRM."""
    return _merged(case, merge(case.view, case.rules, case.resolutions), Why.CHANGED)


def both_changed(case: Case) -> PairPlan:
    """Both changed: field by field; a clash withholds its field only."""
    return _merged(case, merge(case.view, case.rules, case.resolutions), Why.CHANGED)


def never_agreed(case: Case) -> PairPlan:
    """Matched without a base: equal fields are adopted, blanks filled, clashes asked about."""
    merged = merge(case.view, case.rules, case.resolutions)
    return _merged(case, merged, Why.MATCHED, adopt=True)


def mailbox_deleted(case: Case) -> PairPlan:
    """The mailbox copy is gone: a person decides what that means for Salesforce."""
    return PairPlan(case.pair_id, steps=(LocalStep(StepVerb.HOLD, case.pair_id, reason="deletion"),))


def crm_deleted(case: Case) -> PairPlan:
    """The CRM record is gone and the copy untouched: the copy goes to Deleted Items, unless it was un-shared."""
    if _left_by_person(case):
        return _let_go(case)
    crm = case.view.crm
    return _delete_copy(case, Why.MERGED_THERE if crm is not None and crm.merged_into else Why.DELETED_THERE)


def crm_deleted_mailbox_edited(case: Case) -> PairPlan:
    """The CRM record is gone but the copy was edited: nothing is lost unasked."""
    if _left_by_person(case):
        return _let_go(case)
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
    if resolution is None or not resolution.conflict.same_question(conflict):
        return PairPlan(case.pair_id, conflicts=(conflict,))
    if resolution.take is Take.CRM:
        return _delete_copy(case, Why.DECIDED)
    return PairPlan(case.pair_id, steps=(LocalStep(StepVerb.UNBIND, case.pair_id, side=Side.CRM),), waits=True)


def only_crm(case: Case) -> PairPlan:
    """A CRM record without a copy: make the copy, unless it is out of scope."""
    if not case.live(Side.CRM).marked and case.view.pairing.crm_in:
        return forget(case)
    return _create(case, Side.MAILBOX)


def only_mailbox(case: Case) -> PairPlan:
    """A shared mailbox record without a counterpart: make one, unless it was un-shared meanwhile."""
    mailbox = case.live(Side.MAILBOX)
    if not mailbox.marked and mailbox.role is not Role.SHARED:
        return forget(case)
    return _create(case, Side.CRM)


def forget(case: Case) -> PairPlan:
    """Nothing is left to keep the same."""
    return PairPlan(case.pair_id, steps=(LocalStep(StepVerb.FORGET, case.pair_id),))


def left_scope(case: Case) -> PairPlan:
    """The CRM record left the scope: the copy is un-shared, both live on."""
    return _unshare(case, Why.LEFT_SCOPE)


def unshared(case: Case) -> PairPlan:
    """The person took the mark off or moved the copy out of the folder: it is un-shared, both live on."""
    return _unshare(case, Why.UNSHARED)


def held(case: Case) -> PairPlan:
    """A pair that waits for the person's word about a deletion in the mailbox."""
    view, crm = case.view, case.view.live(Side.CRM)
    if view.live(Side.MAILBOX) is not None:
        return PairPlan(case.pair_id, steps=(*_withdraw(case), _activate(case)), waits=True)
    if crm is None:
        return PairPlan(case.pair_id, steps=(*_withdraw(case), *forget(case).steps))
    if view.answer == "delete":
        operation = Operation(
            Verb.DELETE, Side.CRM, case.pair_id, Why.DECIDED, crm.row, crm.native_id, crm.version, source=crm.fields
        )
        return PairPlan(case.pair_id, (operation,))
    if view.answer == "restore":
        unbind = LocalStep(StepVerb.UNBIND, case.pair_id, side=Side.MAILBOX)
        return PairPlan(case.pair_id, steps=(unbind, _activate(case)), waits=True)
    if view.answer == "stop":
        return PairPlan(case.pair_id, steps=(_detach(case, "person"),))
    if view.pairing.crm_in and not crm.marked:
        return PairPlan(case.pair_id, steps=(*_withdraw(case), _detach(case, "scope")))
    return PairPlan(case.pair_id)


def detached(case: Case) -> PairPlan:
    """An un-shared pair: it comes back when it enters the scope again or the person shares it anew.

    Shared anew after its record was deleted in the CRM, it is a new contact there.
    """
    view, pairing = case.view, case.view.pairing
    crm, mailbox = view.live(Side.CRM), view.live(Side.MAILBOX)
    anew = mailbox is not None and (mailbox.marked or mailbox.role is Role.SHARED)
    if crm is None:
        unbind = LocalStep(StepVerb.UNBIND, case.pair_id, side=Side.CRM)
        return PairPlan(case.pair_id, steps=(unbind, _activate(case)), waits=True) if anew else forget(case)
    steps: list[LocalStep] = []
    if mailbox is None and view.mailbox is not None:
        steps.append(LocalStep(StepVerb.UNBIND, case.pair_id, side=Side.MAILBOX))
    if mailbox is not None and anew:
        steps.append(_activate(case, crm_in=crm.marked, mailbox_in=shared(mailbox)))
    elif crm.marked and not pairing.crm_in:
        steps.append(_activate(case, crm_in=True, mailbox_in=False))
    elif pairing.crm_in and not crm.marked:
        steps.append(LocalStep(StepVerb.FLAGS, case.pair_id, crm_in=False))
    back = any(step.verb is StepVerb.ACTIVATE for step in steps)
    return PairPlan(case.pair_id, steps=tuple(steps), waits=back)


def _merged(case: Case, merged: Merged, why: Why, adopt: bool = False) -> PairPlan:
    crm, mailbox, pairing = case.live(Side.CRM), case.live(Side.MAILBOX), case.view.pairing
    operations, steps = [], []
    if merged.to_crm:
        operations.append(_update(case, Side.CRM, merged, why))
    if not pairing.mailbox_in:
        operations.append(_on_mailbox(case, Verb.SHARE, Why.MATCHED if adopt else Why.SHARED))
    elif merged.to_mailbox or mailbox.link != str(Link(case.pair_id, crm.native_id)):
        operations.append(_update(case, Side.MAILBOX, merged, why))
    if merged.agreed or adopt:
        crm_fields = {name: pair[0] for name, pair in merged.agreed.items()}
        mailbox_fields = {name: pair[1] for name, pair in merged.agreed.items()}
        steps.append(LocalStep(StepVerb.AGREE, case.pair_id, crm=crm_fields, mailbox=mailbox_fields))
    if crm.marked != pairing.crm_in:
        steps.append(LocalStep(StepVerb.FLAGS, case.pair_id, crm_in=crm.marked))
    waits = bool(merged.typed) or (not pairing.mailbox_in and bool(merged.to_mailbox))
    return PairPlan(case.pair_id, tuple(operations), tuple(steps), tuple(merged.conflicts), waits)


def _update(case: Case, side: Side, merged: Merged, why: Why) -> Operation:
    """The update of one side; a typed value is agreed on neither side yet, so that it flows on by itself."""
    target, source = case.live(side), case.live(side.other)
    fields = merged.to(side)
    typed = {name: value for name in merged.typed if (value := _held(target, name)) is not None}
    return Operation(
        Verb.UPDATE,
        side,
        case.pair_id,
        Why.DECIDED if fields and merged.decided.issuperset(fields) else why,
        target.row,
        target.native_id,
        target.version,
        fields,
        {name: value for name in fields if (value := _held(source, name)) is not None},
        typed if side is Side.CRM else {},
        source.native_id,
    )


def _held(record: Record, name: str) -> FieldValue | None:
    return record.fields.get(name)


def _create(case: Case, side: Side) -> PairPlan:
    source = case.live(side.other)
    fields = {
        name: value for name, value in source.fields.items() if value is not EMPTY and case.rules.flows(name, side)
    }
    operation = Operation(
        Verb.CREATE, side, case.pair_id, Why.NEW, None, "", "", fields, source.fields, source_id=source.native_id
    )
    return PairPlan(case.pair_id, (operation,), waits=side is Side.CRM)


def _on_mailbox(case: Case, verb: Verb, why: Why) -> Operation:
    mailbox, crm = case.live(Side.MAILBOX), case.view.record(Side.CRM)
    return Operation(
        verb,
        Side.MAILBOX,
        case.pair_id,
        why,
        mailbox.row,
        mailbox.native_id,
        mailbox.version,
        source_id=crm.native_id if crm else "",
    )


def _delete_copy(case: Case, why: Why) -> PairPlan:
    mailbox = case.live(Side.MAILBOX)
    operation = Operation(
        Verb.DELETE,
        Side.MAILBOX,
        case.pair_id,
        why,
        mailbox.row,
        mailbox.native_id,
        mailbox.version,
        source=mailbox.fields,
    )
    return PairPlan(case.pair_id, (operation,))


def _unshare(case: Case, why: Why) -> PairPlan:
    mailbox = case.live(Side.MAILBOX)
    if mailbox.marked or mailbox.role is Role.SHARED:
        return PairPlan(case.pair_id, (_on_mailbox(case, Verb.UNSHARE, why),))
    return PairPlan(case.pair_id, steps=(_detach(case, "scope" if why is Why.LEFT_SCOPE else "person"),))


def _left_by_person(case: Case) -> bool:
    """Whether the person un-shared the copy since both last agreed."""
    return case.view.pairing.mailbox_in and not shared(case.live(Side.MAILBOX))


def _let_go(case: Case) -> PairPlan:
    """A copy that was un-shared and whose record is gone: the person's own contact again, in its own place."""
    mailbox = case.live(Side.MAILBOX)
    if mailbox.marked or mailbox.role is Role.SHARED:
        return PairPlan(case.pair_id, (_on_mailbox(case, Verb.UNSHARE, Why.UNSHARED),), waits=True)
    return forget(case)


def _detach(case: Case, reason: str) -> LocalStep:
    crm = case.view.live(Side.CRM)
    return LocalStep(
        StepVerb.DETACH, case.pair_id, crm_in=crm.marked if crm else False, mailbox_in=False, reason=reason
    )


def _activate(case: Case, crm_in: bool | None = None, mailbox_in: bool | None = None) -> LocalStep:
    return LocalStep(StepVerb.ACTIVATE, case.pair_id, crm_in=crm_in, mailbox_in=mailbox_in)


def _withdraw(case: Case) -> tuple[LocalStep, ...]:
    return (LocalStep(StepVerb.WITHDRAW, case.pair_id),)


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
