"""The three-way merge of one record by field, against the base of each side.

Exists as the heart of the promise "nothing lost". Pure; knows fields only by name and through `FieldRules`. The parts
of a block (an address) go one way together or are asked about as a whole: two addresses are never mixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.core.conflict import Conflict, ConflictType, Resolution, Take
from desktop.core.joining import Clash, join
from desktop.core.pairing import LINKED, PairView
from desktop.core.plan import Why
from desktop.core.record import Record, Side
from desktop.core.rules import FieldRules, Policies
from desktop.core.values import ABSENT, EMPTY, FieldValue, MaybeValue

_ASKING = Policies()


@dataclass(slots=True)
class Merged:
    """What a merge found.

    `to_crm` and `to_mailbox` are the values to write there; `agreed` names fields that both sides hold alike though a
    base says otherwise, with both values; `typed` names fields whose value neither side holds (written to one side
    first); `reasons` says what settled a field in dispute.
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
    view: PairView, rules: FieldRules, resolutions: Mapping[str, Resolution], policies: Policies = _ASKING
) -> Merged:
    """Merge the live records of a pair. Both records must be there; a base may be None (never agreed).

    A resolution of the name of a field counts also where both sides agree: so a former value is put back.
    """
    crm, mailbox = view.crm, view.mailbox
    assert crm is not None and mailbox is not None, "a merge needs both records"
    merged = Merged()
    base_crm, base_mailbox = view.base_crm or {}, view.base_mailbox or {}
    rebuilt, differing = view.pairing.how == LINKED, dict[str, list[Clash]]()
    resolutions = _whole(view, rules, resolutions)
    for name in rules.fields:
        a, b = crm.get(name), mailbox.get(name)
        if a is ABSENT or b is ABSENT:
            continue
        clash = Clash(name, a, b, base_crm.get(name, ABSENT), base_mailbox.get(name, ABSENT), rebuilt)
        if name in resolutions and _answered(merged, rules, view, clash, resolutions[name]):
            continue
        if a == b == clash.base_crm == clash.base_mailbox:
            continue
        if not rules.same(name, a, b):
            differing.setdefault(rules.block(name) or name, []).append(clash)
        elif not (rules.same(name, a, clash.base_crm) and rules.same(name, b, clash.base_mailbox)):
            merged.agreed[name] = (a, b)
    for subject, clashes in differing.items():
        _settle(_Subject(merged, rules, view, subject), clashes, resolutions.get(subject), policies)
    return merged


@dataclass(frozen=True, slots=True)
class _Subject:
    """What one question can be about, a field or a block, and where its answer goes."""

    merged: Merged
    rules: FieldRules
    view: PairView
    name: str

    def conflict(self, clashes: Sequence[Clash]) -> Conflict:
        """The question; of a block the values are its parts, one a line."""
        if not self.rules.block(clashes[0].field):
            return _conflict(self.view, clashes[0])
        parts = [name for name in self.rules.fields if self.rules.block(name) == self.name]
        crm, mailbox = (_text(record.fields, parts) for record in _records(self.view))
        before = [self._before(side, parts, clashes) for side in Side]
        return _conflict(self.view, Clash(self.name, crm, mailbox, before[0], before[1]))

    def _before(self, side: Side, parts: Sequence[str], clashes: Sequence[Clash]) -> MaybeValue:
        """The base of a block; ABSENT where of a part that is asked about there is none."""
        base = self.view.base(side)
        known = base is not None and all(clash.field in base for clash in clashes)
        return _text(base, parts) if base is not None and known else ABSENT

    def take(self, clashes: Iterable[Clash], side: Side, why: Why) -> None:
        """Let a side's values flow to the other."""
        for clash in clashes:
            self.merged.reasons[clash.field] = why
            _flow(self.merged, self.rules, clash.field, side.other, clash.crm if side is Side.CRM else clash.mailbox)


def _settle(subject: _Subject, clashes: Sequence[Clash], answer: Resolution | None, policies: Policies) -> None:
    """Let differing values flow, or ask: one way all together, else by the answer, the policy or the person."""
    rules, merged = subject.rules, subject.merged
    ways = {clash.field: _way(rules, clash) for clash in clashes}
    moving = [clash for clash in clashes if ways[clash.field].to is not None]
    free = [clash for clash in moving if _both_ways(rules, clash.field)]
    one_way = len({ways[clash.field].to for clash in free}) < 2 and all(ways[clash.field].decided for clash in free)
    for clash in moving:
        if ways[clash.field].decided and (one_way or clash not in free):
            _go(merged, rules, clash.field, ways[clash.field])
    if one_way:
        return
    conflict = subject.conflict(free)
    if answer is not None and answer.take is not Take.VALUE and answer.conflict.same_question(conflict):
        subject.take(free, Side(answer.take), Why.DECIDED)
        return
    policy, (crm, mailbox) = policies.of(subject.name), _records(subject.view)
    side = policy.prefers(crm, mailbox)
    if side is None:
        merged.conflicts.append(conflict)
    else:
        subject.take(free, side, Why.RULE if subject.name in policies.by_field else Why.POLICY)


@dataclass(frozen=True, slots=True)
class _Way:
    """Where a differing field flows (None: it stays), with which value, and why where both sides changed it.

    Not `decided`: somebody must choose. `made`: neither side holds the value.
    """

    to: Side | None
    value: FieldValue = EMPTY
    why: Why | None = None
    decided: bool = True
    made: bool = False


def _way(rules: FieldRules, clash: Clash) -> _Way:
    to = _direction(rules, clash)
    if to is None:
        return _Way(None)
    if to != "clash":
        side = Side(to)
        return _Way(side, clash.crm if side is Side.MAILBOX else clash.mailbox)
    joined = join(rules.join(clash.field), clash) if _both_ways(rules, clash.field) else None
    if joined is None or not rules.fits(clash.field, joined.value):
        return _Way(Side.CRM, decided=False)
    if rules.same(clash.field, joined.value, clash.crm):
        return _Way(Side.MAILBOX, joined.value, joined.why)
    made = not rules.same(clash.field, joined.value, clash.mailbox)
    return _Way(Side.CRM, joined.value, joined.why, made=made)


def _go(merged: Merged, rules: FieldRules, name: str, way: _Way) -> None:
    assert way.to is not None, "what stays goes nowhere"
    if way.why is not None:
        merged.reasons[name] = way.why
    if way.made:
        merged.typed.add(name)
    _flow(merged, rules, name, way.to, way.value)


def _direction(rules: FieldRules, clash: Clash) -> Side | str | None:
    """Where a differing field flows: a side, "clash", or None (the difference is the agreed one)."""
    if clash.base_crm is ABSENT or clash.base_mailbox is ABSENT:
        if clash.rebuilt:
            return "clash"
        if clash.crm is EMPTY:
            return Side.CRM
        return Side.MAILBOX if clash.mailbox is EMPTY else "clash"
    changed_crm = not rules.same(clash.field, clash.crm, clash.base_crm)
    changed_mailbox = not rules.same(clash.field, clash.mailbox, clash.base_mailbox)
    if changed_crm and changed_mailbox:
        return "clash"
    if changed_crm:
        return Side.MAILBOX
    return Side.CRM if changed_mailbox else None


def _flow(merged: Merged, rules: FieldRules, name: str, to: Side, value: FieldValue) -> None:
    if rules.flows(name, to):
        merged.to(to)[name] = value


def _both_ways(rules: FieldRules, name: str) -> bool:
    return all(rules.flows(name, side) for side in Side)


def _conflict(view: PairView, clash: Clash) -> Conflict:
    crm, mailbox = _records(view)
    return Conflict(
        pair_id=view.pairing.pair_id,
        type=ConflictType.FIELD,
        field=clash.field,
        crm_value=clash.crm,
        mailbox_value=clash.mailbox,
        base_crm=clash.base_crm,
        base_mailbox=clash.base_mailbox,
        crm_version=crm.version,
        mailbox_version=mailbox.version,
    )


def _records(view: PairView) -> tuple[Record, Record]:
    assert view.crm is not None and view.mailbox is not None, "a merge needs both records"
    return view.crm, view.mailbox


def _text(fields: Mapping[str, FieldValue], parts: Sequence[str]) -> FieldValue:
    """The parts of a block as a text; EMPTY where all are."""
    found = [str(fields[part]) for part in parts if fields.get(part, EMPTY) is not EMPTY]
    return "\n".join(found) or EMPTY


def _whole(view: PairView, rules: FieldRules, resolutions: Mapping[str, Resolution]) -> Mapping[str, Resolution]:
    """Those that count: answers about parts of a block only together, since a part may have changed since."""
    crm, mailbox = _records(view)
    parts = {name: rules.block(name) for name in resolutions if name in rules.fields}
    void = {
        block
        for name, block in parts.items()
        for asked in (resolutions[name].conflict,)
        if block and (asked.crm_value, asked.mailbox_value) != (crm.get(name), mailbox.get(name))
    }
    return {name: answer for name, answer in resolutions.items() if parts.get(name) not in void}


def _answered(merged: Merged, rules: FieldRules, view: PairView, clash: Clash, resolution: Resolution) -> bool:
    """Apply the person's word about a field; False where it was about other values."""
    if not resolution.conflict.same_question(_conflict(view, clash)):
        return False
    name = clash.field
    merged.reasons[name] = Why.DECIDED
    if resolution.take is Take.CRM:
        _flow(merged, rules, name, Side.MAILBOX, clash.crm)
    elif resolution.take is Take.MAILBOX:
        _flow(merged, rules, name, Side.CRM, clash.mailbox)
    else:
        value = EMPTY if resolution.value is None else resolution.value
        if rules.same(name, value, clash.crm):
            _flow(merged, rules, name, Side.MAILBOX, value)
        elif rules.same(name, value, clash.mailbox):
            _flow(merged, rules, name, Side.CRM, value)
        else:
            merged.typed.add(name)
            _flow(merged, rules, name, Side.CRM, value)
    return True
