"""The three-way merge of one record by field, against the base of each side.

Exists as the heart of the promise "nothing lost". Pure; knows fields only by name and through `FieldRules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.core.conflict import Conflict, ConflictType, Resolution, Take
from desktop.core.pairing import PairView
from desktop.core.plan import Why
from desktop.core.record import Record, Side
from desktop.core.rules import FieldRules, Policy
from desktop.core.values import ABSENT, EMPTY, FieldValue, MaybeValue


@dataclass(slots=True)
class Merged:
    """What a merge found.

    `to_crm` and `to_mailbox` are the values to write there; `agreed` names fields that both sides hold alike though a
    base says otherwise, with both values; `typed` names fields whose value a person typed (written to one side first);
    `reasons` has the fields in dispute that a person (DECIDED) or the policy (POLICY) settled.
    """

    to_crm: dict[str, FieldValue] = field(default_factory=dict)
    to_mailbox: dict[str, FieldValue] = field(default_factory=dict)
    agreed: dict[str, tuple[FieldValue, FieldValue]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    typed: set[str] = field(default_factory=set)
    reasons: dict[str, Why] = field(default_factory=dict)

    def to(self, side: Side) -> dict[str, FieldValue]:
        """The values to write on a side."""
        return self.to_crm if side is Side.CRM else self.to_mailbox


def merge(
    view: PairView, rules: FieldRules, resolutions: Mapping[str, Resolution], policy: Policy = Policy.ASK
) -> Merged:
    """Merge the live records of a pair. Both records must be there; a base may be None (never agreed)."""
    crm, mailbox = view.crm, view.mailbox
    assert crm is not None and mailbox is not None, "a merge needs both records"
    merged = Merged()
    base_crm, base_mailbox = view.base_crm or {}, view.base_mailbox or {}
    for name in rules.fields:
        a, b = crm.get(name), mailbox.get(name)
        if a is ABSENT or b is ABSENT:
            continue
        base_a, base_b = base_crm.get(name, ABSENT), base_mailbox.get(name, ABSENT)
        if a == b == base_a == base_b:
            continue
        if rules.same(name, a, b):
            if not (rules.same(name, a, base_a) and rules.same(name, b, base_b)):
                merged.agreed[name] = (a, b)
            continue
        target = _direction(rules, name, (a, base_a), (b, base_b))
        if target is Side.MAILBOX:
            _flow(merged, rules, name, Side.MAILBOX, a)
        elif target is Side.CRM:
            _flow(merged, rules, name, Side.CRM, b)
        elif target == "clash":
            conflict = _conflict(view, name, (a, base_a), (b, base_b))
            resolution = resolutions.get(name)
            if resolution is not None and resolution.conflict.same_question(conflict):
                _resolve(merged, rules, conflict, resolution)
            elif rules.flows(name, Side.CRM) and rules.flows(name, Side.MAILBOX):
                _rule(merged, rules, conflict, policy)
    return merged


def _direction(
    rules: FieldRules, name: str, crm: tuple[FieldValue, MaybeValue], mailbox: tuple[FieldValue, MaybeValue]
) -> Side | str | None:
    """Where a differing field flows: a side, "clash", or None (the difference is the agreed one)."""
    (a, base_a), (b, base_b) = crm, mailbox
    if base_a is ABSENT or base_b is ABSENT:
        if a is EMPTY:
            return Side.CRM
        return Side.MAILBOX if b is EMPTY else "clash"
    changed_a, changed_b = not rules.same(name, a, base_a), not rules.same(name, b, base_b)
    if changed_a and changed_b:
        return "clash"
    if changed_a:
        return Side.MAILBOX
    return Side.CRM if changed_b else None


def _flow(merged: Merged, rules: FieldRules, name: str, to: Side, value: FieldValue) -> None:
    if rules.flows(name, to):
        merged.to(to)[name] = value


def _conflict(
    view: PairView, name: str, crm: tuple[FieldValue, MaybeValue], mailbox: tuple[FieldValue, MaybeValue]
) -> Conflict:
    left, right = view.crm, view.mailbox
    assert isinstance(left, Record) and isinstance(right, Record)
    return Conflict(
        pair_id=view.pairing.pair_id,
        type=ConflictType.FIELD,
        field=name,
        crm_value=crm[0],
        mailbox_value=mailbox[0],
        base_crm=crm[1],
        base_mailbox=mailbox[1],
        crm_version=left.version,
        mailbox_version=right.version,
    )


def _rule(merged: Merged, rules: FieldRules, conflict: Conflict, policy: Policy) -> None:
    """Let the policy say whose value counts; without a preference the conflict is open."""
    if policy.prefers is None:
        merged.conflicts.append(conflict)
        return
    merged.reasons[conflict.field] = Why.POLICY
    _take(merged, rules, conflict, policy.prefers)


def _take(merged: Merged, rules: FieldRules, conflict: Conflict, side: Side) -> None:
    """Let a side's value flow to the other."""
    value = conflict.crm_value if side is Side.CRM else conflict.mailbox_value
    assert value is not ABSENT
    _flow(merged, rules, conflict.field, side.other, value)


def _resolve(merged: Merged, rules: FieldRules, conflict: Conflict, resolution: Resolution) -> None:
    """Apply the person's answer to a clash."""
    name = conflict.field
    merged.reasons[name] = Why.DECIDED
    if resolution.take is not Take.VALUE:
        _take(merged, rules, conflict, Side(resolution.take))
    else:
        value = EMPTY if resolution.value is None else resolution.value
        if rules.same(name, value, conflict.crm_value):
            _flow(merged, rules, name, Side.MAILBOX, value)
        elif rules.same(name, value, conflict.mailbox_value):
            _flow(merged, rules, name, Side.CRM, value)
        else:
            merged.typed.add(name)
            _flow(merged, rules, name, Side.CRM, value)
