"""Foresight: what the next session does about one pair, by the session's own functions.

Exists so that an explanation and a session cannot differ: planning, preparing and the guards are those of a session.
Writes nothing; what it has others store is taken back by the caller's rehearsal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.core.conflict import Resolution
from desktop.core.guards import YES, Guard, decided, guard_of
from desktop.core.pairing import PairView
from desktop.core.plan import Operation, PairPlan
from desktop.core.retrying import LOOP_FROZEN
from desktop.core.sentences import say
from desktop.core.verdict import Code, Reason
from desktop.mapping.sentences import Withheld
from desktop.store.subjects import Subjects
from desktop.sync import consent
from desktop.sync.context import Context
from desktop.sync.freezing import unfrozen
from desktop.sync.guarding import Gate, situation
from desktop.sync.keeping import keep
from desktop.sync.leasing import held_elsewhere
from desktop.sync.planning import chunks, plan_chunk, waits_for_choice
from desktop.sync.prepare import Prepared, prepare
from desktop.sync.questions import resolutions
from desktop.sync.recover import recover
from desktop.sync.session import FIRST_SYNC_DONE, look


@dataclass(frozen=True, slots=True)
class Forecast:
    """One pair and what is ahead of it.

    `plan` is None for a pair that no session plans now: it waits for a choice (`chosen_by_person`), or was just made.
    `due`: the next session plans it. `operations` are what it then writes first: none that is held up or blocked.
    """

    view: PairView
    plan: PairPlan | None
    due: bool
    operations: tuple[Operation, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    blocked: bool = False
    """Nothing can be sent: a required value is missing, or every change is withheld."""
    holdups: tuple[Reason, ...] = ()
    resolutions: Mapping[str, Resolution] = field(default_factory=dict)

    @property
    def chosen_by_person(self) -> bool:
        """Whether a person must choose the counterpart first."""
        return waits_for_choice(self.view)


def look_ahead(context: Context) -> None:
    """What the next session does before it plans. Nothing of it reaches a server; our own records are to be taken
    back. Raises PortFault."""
    last = context.store.sessions.last(1)
    context.session = last[0].id + 1 if last else 1
    recover(context)
    keep(context)
    look(context, again=True)


def forecast(context: Context, pair_id: str, ask: bool = True) -> Forecast:
    """What is ahead of a pair; without `ask` no end is asked. Raises PortFault."""
    (view,) = context.store.pairs.views([pair_id])
    due = bool(Subjects(context.store.db).due([pair_id]))
    plans = plan_chunk(context, [view])
    if not plans:
        return Forecast(view, None, due)
    (plan,) = plans
    answers = resolutions(context, [pair_id]).get(pair_id, {})
    prepared = prepare(context, plan.operations) if ask and due else []
    ready = tuple(item.operation for item in prepared if not item.blocked) if ask else plan.operations
    holdups = tuple(_holdups(context, plan, ask)) if due and plan.operations else ()
    return Forecast(
        view=view,
        plan=plan,
        due=due,
        operations=ready if due and not holdups else (),
        withheld=tuple(_withheld(prepared)),
        blocked=bool(prepared) and all(item.blocked for item in prepared),
        holdups=holdups,
        resolutions=answers,
    )


def _withheld(prepared: list[Prepared]) -> list[Withheld]:
    return [withheld for item in prepared for withheld in item.withheld]


def _holdups(context: Context, plan: PairPlan, ask: bool) -> list[Reason]:
    """What keeps the session from carrying the plan out: a frozen record, a guard, another machine."""
    if not unfrozen(context, [plan]):
        # The problem that says so stands beside the plan.
        context.store.pairs.touch([plan.pair_id])
        return [
            Reason(
                LOOP_FROZEN,
                say("A field of it goes back and forth again and again, so it is left alone."),
                say("Nothing is written to it until you have it tried again."),
                say("Find out what changes it after each sync."),
            )
        ]
    if guarded := _guarded(context, plan):
        return guarded
    fault = held_elsewhere(context) if ask else None
    return [Reason(fault.code, fault.message, say("Nothing is written until then."), fault.action)] if fault else []


def _guarded(context: Context, plan: PairPlan) -> list[Reason]:
    """The guard without whose leave the session does not carry the plan out."""
    pair_id = plan.pair_id
    if not context.store.settings.flag(FIRST_SYNC_DONE) and not consent.covered(context, Guard.FIRST_SYNC, [pair_id]):
        return [
            Reason(
                Code.FIRST_SYNC,
                say("Nothing is written before you have said yes to the first sync."),
                say("The first sync waits for your yes."),
                say("Look at what it would do, and start it."),
            )
        ]
    guard = guard_of(plan)
    said = consent.said(context, guard, [pair_id]) if guard is not None else {}
    if guard is None and not Gate(context).pass_through([plan]):
        return [
            Reason(
                Code.HELD_CHANGES,
                say("Far more contacts were changed at once than people change, so the changes wait for your yes."),
                say("Nothing of it is written to the other side until you say yes."),
                say("Say yes under “Held back”, or put right where they were made what is wrong of the changes."),
            )
        ]
    if guard is None or decided(plan) or said.get(pair_id) == YES:
        return []
    together = _together(context, guard)
    many = context.guards.trips(together, context.store.pairs.count(context.kind))
    if not many and pair_id not in said and situation(context).reason(guard) is None:
        return []
    return [
        Reason(
            Code.HELD_DELETION,
            say("{count} copies would be taken away at once, which is not done without your word.", count=together),
            say("Nothing is taken away until you answer."),
            say("Answer the question under “Held back”."),
        )
    ]


def _together(context: Context, guard: Guard) -> int:
    """How many pairs the same guard would let go of, but for those of which the person was asked one by one."""
    found = 0
    for views in chunks(context):
        found += sum(guard_of(plan) is guard and not decided(plan) for plan in plan_chunk(context, views))
    return found
