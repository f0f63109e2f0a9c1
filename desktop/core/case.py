"""One pair under planning, and the operations and local steps that may be made of it.

Exists so that the planner's table reads as decisions only. Pure; decides nothing about what is to be done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.core.conflict import Resolution
from desktop.core.merge import Merged, merge
from desktop.core.pairing import PairView, Wish
from desktop.core.plan import LocalStep, Operation, PairPlan, StepVerb, Verb, Why
from desktop.core.record import Record, Role, Side
from desktop.core.rules import FieldRules, Policies
from desktop.core.values import EMPTY, FieldValue


@dataclass(frozen=True, slots=True)
class Case:
    """One pair, the rules, the person's answers to its conflicts (by field; '' for the record itself) and policies."""

    view: PairView
    rules: FieldRules
    resolutions: Mapping[str, Resolution] = field(default_factory=dict)
    policies: Policies = field(default_factory=Policies)

    @property
    def pair_id(self) -> str:
        """The id of the pair."""
        return self.view.pairing.pair_id

    @property
    def wanted(self) -> bool:
        """Whether the person wishes the pair to be shared anew."""
        return self.view.pairing.wish is Wish.SHARE

    def live(self, side: Side) -> Record:
        """The live record of a side that is known to have one."""
        record = self.view.live(side)
        assert record is not None, f"{side} has no live record"
        return record

    def merged(self) -> Merged:
        """The merge of two live records."""
        return merge(self.view, self.rules, self.resolutions, self.policies)


def shared(record: Record) -> bool:
    """Whether a mailbox record is shared: in the folder and with the mark."""
    return record.marked and record.role is Role.SHARED


def update(case: Case, side: Side, merged: Merged, why: Why) -> Operation:
    """The update of one side; a typed value is agreed on neither side yet, so that it flows on by itself."""
    target, source = case.live(side), case.live(side.other)
    fields = merged.to(side)
    reasons = {name: merged.reasons[name] for name in fields if name in merged.reasons}
    all_why = {reasons.get(name, why) for name in fields}
    typed = {name: value for name in merged.typed if (value := _held(target, name)) is not None}
    return Operation(
        Verb.UPDATE,
        side,
        case.pair_id,
        all_why.pop() if len(all_why) == 1 else why,
        target.row,
        target.native_id,
        target.version,
        fields,
        {name: value for name in fields if (value := _held(source, name)) is not None},
        typed if side is Side.CRM else {},
        source.native_id,
        reasons,
    )


def _held(record: Record, name: str) -> FieldValue | None:
    return record.fields.get(name)


def create(case: Case, side: Side) -> PairPlan:
    """A new record on a side, without the blanks of its source."""
    source = case.live(side.other)
    fields = {
        name: value for name, value in source.fields.items() if value is not EMPTY and case.rules.flows(name, side)
    }
    operation = Operation(
        Verb.CREATE, side, case.pair_id, Why.NEW, None, "", "", fields, source.fields, source_id=source.native_id
    )
    return PairPlan(case.pair_id, (operation,), waits=side is Side.CRM)


def on_mailbox(case: Case, verb: Verb, why: Why) -> Operation:
    """Sharing or un-sharing the live mailbox record."""
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


def delete_copy(case: Case, why: Why) -> PairPlan:
    """The mailbox record goes to Deleted Items."""
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


def own(case: Case) -> bool:
    """Whether the copy is the person's own: not shared at all, or un-shared since both last agreed."""
    mailbox = case.live(Side.MAILBOX)
    return not in_part(mailbox) or (case.view.pairing.mailbox_in and not shared(mailbox))


def in_part(mailbox: Record) -> bool:
    """Whether a mailbox record is in the folder or has the mark: on its way in, or out."""
    return mailbox.marked or mailbox.role is Role.SHARED


def detach(case: Case, reason: str) -> LocalStep:
    """The pair is remembered as un-shared, `person` or `scope` being the reason."""
    crm = case.view.live(Side.CRM)
    return LocalStep(
        StepVerb.DETACH, case.pair_id, crm_in=crm.marked if crm else False, mailbox_in=False, reason=reason
    )


def unbind(case: Case, side: Side) -> LocalStep:
    """The pair lets go of the gone record of a side."""
    return LocalStep(StepVerb.UNBIND, case.pair_id, side=side)


def activate(case: Case, crm_in: bool | None = None, mailbox_in: bool | None = None) -> LocalStep:
    """The pair is kept the same again; None leaves a flag as it is."""
    return LocalStep(StepVerb.ACTIVATE, case.pair_id, crm_in=crm_in, mailbox_in=mailbox_in)


def withdraw(case: Case) -> LocalStep:
    """The question about a deletion is settled by events."""
    return LocalStep(StepVerb.WITHDRAW, case.pair_id)
