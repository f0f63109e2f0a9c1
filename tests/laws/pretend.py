"""A pair whose writes always succeed: what plans are held against when only their end counts.

It takes plans as the program does, from the port and plan documents, in memory. It must not know a rule of the planner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from desktop.core.case import Case
from desktop.core.conflict import Conflict, Resolution
from desktop.core.pairing import Pairing, PairState, PairView, Wish
from desktop.core.plan import LocalStep, Operation, PairPlan, StepVerb, Verb
from desktop.core.planner import plan_pair
from desktop.core.record import Kind, Link, Record, Role, Side
from desktop.core.rules import FieldRules, Policies, Policy
from desktop.core.values import EMPTY, Fields, FieldValue

PAIR = "pair-1"
NATIVE = {Side.CRM: "003A", Side.MAILBOX: "AAMk"}
LINK = str(Link(PAIR, NATIVE[Side.CRM]))


def record_of(side: Side, fields: Fields) -> Record:
    """A shared, live, linked record of a side."""
    link = LINK if side is Side.MAILBOX else None
    return Record(side, Kind.CONTACT, NATIVE[side], "v1", Role.SHARED, True, link, dict(fields), row=1)


@dataclass
class Pretence:
    """One pair and its two records. `pairing` is None once the pair was forgotten."""

    rules: FieldRules
    records: dict[Side, Record | None]
    bases: dict[Side, dict[str, FieldValue] | None]
    pairing: Pairing | None
    answer: str = ""
    resolutions: dict[str, Resolution] = field(default_factory=dict)
    policy: Policy = Policy.ASK
    written: list[tuple[Side, str, FieldValue]] = field(default_factory=list)

    @classmethod
    def of(cls, rules: FieldRules, sides: Mapping[Side, Fields], bases: Mapping[Side, Fields] | None) -> Pretence:
        """An active, shared pair of two live records; without bases it has never agreed."""
        pairing = Pairing(PAIR, Kind.CONTACT, PairState.ACTIVE, 1, 1, "email", True, True)
        return cls(
            rules,
            {side: record_of(side, sides[side]) for side in Side},
            {side: dict(bases[side]) if bases is not None else None for side in Side},
            pairing,
        )

    def value(self, side: Side, name: str) -> FieldValue:
        """What a live record holds in a field."""
        record = self.records[side]
        assert record is not None
        return record.fields[name]

    def plan(self) -> PairPlan:
        """What is to be done now."""
        if self.pairing is None:
            return PairPlan(PAIR)
        crm, mailbox = self.records[Side.CRM], self.records[Side.MAILBOX]
        view = PairView(self.pairing, crm, mailbox, self.bases[Side.CRM], self.bases[Side.MAILBOX], self.answer)
        return plan_pair(Case(view, self.rules, self.resolutions, Policies(self.policy)))

    def round(self) -> PairPlan:
        """Plan once and carry it out."""
        plan = self.plan()
        for step in plan.steps:
            if self.pairing is not None:
                _STEPS[step.verb](self, step)
        for operation in plan.operations:
            if self.pairing is not None:
                _VERBS[operation.verb](self, operation)
        return plan

    def rest(self, rounds: int = 3) -> tuple[Conflict, ...]:
        """Plan and carry out until nothing is left, in at most so many rounds; the questions that stay open."""
        for _ in range(rounds):
            self.round()
        plan = self.plan()
        assert not (plan.operations or plan.steps or plan.waits), f"after {rounds} rounds there is still {plan}"
        return plan.conflicts

    def _create(self, operation: Operation) -> None:
        self.records[operation.side] = replace(
            record_of(operation.side, operation.fields), link=str(Link(PAIR, operation.source_id))
        )
        self._note(operation)
        self.bases[operation.side] = {name: operation.fields.get(name, EMPTY) for name in operation.source}
        self.bases[operation.side.other] = dict(operation.source)
        crm = self.records[Side.CRM]
        mailbox_in = True if operation.side is Side.MAILBOX else None
        self._flags(LocalStep(StepVerb.FLAGS, PAIR, crm_in=crm is not None and crm.marked, mailbox_in=mailbox_in))

    def _update(self, operation: Operation) -> None:
        side, held = operation.side, self.records[operation.side]
        assert held is not None and not held.gone and operation.expect == held.version, "a write to what is not there"
        link = str(Link(PAIR, operation.source_id)) if side is Side.MAILBOX else held.link
        self.records[side] = replace(held, fields={**held.fields, **operation.fields}, link=link)
        self._note(operation)
        self.bases[side] = {**(self.bases[side] or {}), **operation.fields, **operation.seen}
        self.bases[side.other] = {**(self.bases[side.other] or {}), **operation.source}
        for name in operation.fields:
            self.resolutions.pop(name, None)
            self.resolutions.pop(self.rules.block(name), None)

    def _share(self, operation: Operation) -> None:
        held = self.records[Side.MAILBOX]
        assert held is not None
        link = str(Link(PAIR, operation.source_id))
        self.records[Side.MAILBOX] = replace(held, role=Role.SHARED, marked=True, link=link)
        self._flags(LocalStep(StepVerb.FLAGS, PAIR, mailbox_in=True))

    def _unshare(self, operation: Operation) -> None:
        held, crm = self.records[Side.MAILBOX], self.records[Side.CRM]
        assert held is not None
        role = Role.DEFAULT if held.role is Role.SHARED else held.role
        self.records[Side.MAILBOX] = replace(held, role=role, marked=False)
        self._detach(LocalStep(StepVerb.DETACH, PAIR, crm_in=crm is not None and crm.marked))

    def _forget(self, step: LocalStep | Operation) -> None:
        self.pairing = None

    def _agree(self, step: LocalStep) -> None:
        self.bases[Side.CRM] = {**(self.bases[Side.CRM] or {}), **step.crm}
        self.bases[Side.MAILBOX] = {**(self.bases[Side.MAILBOX] or {}), **step.mailbox}

    def _flags(self, step: LocalStep) -> None:
        assert self.pairing is not None
        crm_in = self.pairing.crm_in if step.crm_in is None else step.crm_in
        mailbox_in = self.pairing.mailbox_in if step.mailbox_in is None else step.mailbox_in
        fulfilled = {True: Wish.SHARE, False: Wish.UNSHARE, None: None}[step.mailbox_in]
        wish = Wish.NONE if self.pairing.wish is fulfilled else self.pairing.wish
        self.pairing = replace(self.pairing, crm_in=crm_in, mailbox_in=mailbox_in, wish=wish)

    def _state(self, state: PairState) -> None:
        assert self.pairing is not None
        self.pairing = replace(self.pairing, state=state)

    def _detach(self, step: LocalStep) -> None:
        self._flags(replace(step, mailbox_in=False))
        self._state(PairState.DETACHED)
        self.answer, self.resolutions = "", {}

    def _activate(self, step: LocalStep) -> None:
        self._flags(step)
        self._state(PairState.ACTIVE)
        self.answer = ""

    def _hold(self, step: LocalStep) -> None:
        self._state(PairState.HELD)

    def _withdraw(self, step: LocalStep) -> None:
        self.answer = ""

    def _unbind(self, step: LocalStep) -> None:
        assert step.side is not None
        self.records[step.side] = None
        self.bases = dict.fromkeys(Side)
        self.resolutions.pop("", None)
        self._flags(LocalStep(StepVerb.FLAGS, PAIR, mailbox_in=False))

    def _note(self, operation: Operation) -> None:
        self.written += [(operation.side, name, value) for name, value in operation.fields.items()]


_VERBS: dict[Verb, Callable[[Pretence, Operation], None]] = {
    Verb.CREATE: Pretence._create,
    Verb.UPDATE: Pretence._update,
    Verb.SHARE: Pretence._share,
    Verb.UNSHARE: Pretence._unshare,
    Verb.DELETE: Pretence._forget,
}
_STEPS: dict[StepVerb, Callable[[Pretence, LocalStep], None]] = {
    StepVerb.AGREE: Pretence._agree,
    StepVerb.FLAGS: Pretence._flags,
    StepVerb.DETACH: Pretence._detach,
    StepVerb.ACTIVATE: Pretence._activate,
    StepVerb.FORGET: Pretence._forget,
    StepVerb.HOLD: Pretence._hold,
    StepVerb.WITHDRAW: Pretence._withdraw,
    StepVerb.UNBIND: Pretence._unbind,
}
