"""Guarding: what of a session's plans goes on at once, what goes last, and what waits for a person's word.

Exists as the one gate through which every plan of a session passes. The numbers are `core.guards`', the questions
`consent`'s. It looks at the whole session before its first write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.core.guards import KEEP, YES, Guard, Reason, Situation, changes_values, decided, guard_of
from desktop.core.plan import PairPlan, Plans
from desktop.core.record import Role, Side
from desktop.core.sentences import say, template
from desktop.sync import consent
from desktop.sync.context import Context
from desktop.sync.execute import execute
from desktop.sync.planning import CHUNK, chunks, plan_chunk

ABNORMAL_END = "abnormal_end"
"""The setting that remembers an abnormal end until a session came to its own."""
_FOLDER = "shared_folder"
"""The setting that keeps which folder the copies lay in when a session last came to its end."""

_QUESTIONS: dict[tuple[Guard, Reason], str] = {
    (Guard.MASS_DELETION, Reason.MANY): template(
        "{count} contacts were deleted in Salesforce: may their copies go to Deleted Items?"
    ),
    (Guard.MASS_DELETION, Reason.EMPTIED): template(
        "Salesforce shows next to nothing of what it had: {count} contacts are deleted there. May their copies go to "
        "Deleted Items?"
    ),
    (Guard.MASS_DELETION, Reason.ABNORMAL_END): template(
        "The last sync did not end properly. Contacts deleted in Salesforce since: {count}. May their copies go to "
        "Deleted Items?"
    ),
    (Guard.MASS_UNSHARING, Reason.MANY): template(
        "{count} contacts are no longer among those that you sync: may their copies become your own?"
    ),
    (Guard.EMPTIED_MAILBOX, Reason.MANY): template(
        "{count} contacts are gone from the folder in Outlook. What shall become of them?"
    ),
    (Guard.EMPTIED_MAILBOX, Reason.EMPTIED): template(
        "The folder in Outlook is as good as empty: {count} contacts are gone from it. What shall become of them?"
    ),
    (Guard.EMPTIED_MAILBOX, Reason.OTHER_FOLDER): template(
        "The folder in Outlook is not the one that it was, and {count} contacts are gone with it. What shall become of "
        "them?"
    ),
    (Guard.MASS_UPDATE, Reason.MANY): template(
        "{count} contacts changed since the last sync, which is far more than people change: may the changes be "
        "carried over to the other side?"
    ),
}
"""What is asked before a guard lets go."""


def note_abnormal_end(context: Context, interrupted: bool) -> None:
    """Remember that the session before was cut off; until a session comes to its end deletions wait."""
    if interrupted or context.store.journal.open_entries():
        context.store.settings.put(ABNORMAL_END, True)


class Gate:
    """The guards of one session, from before its first write to its end."""

    def __init__(self, context: Context, first: bool = False) -> None:
        """Look at everything that is to be done; `first`: a first sync changes as much as it likes."""
        self._context = context
        self._pairs: int | None = None
        self._situation = situation(context)
        self._let_through = dict.fromkeys(Guard, 0)
        self._deferred: dict[Guard, list[PairPlan]] = {}
        self._waiting = set[str]() if first else self._runaway()

    def pass_through(self, plans: Plans) -> Plans:
        """Those of the plans that go on at once; what takes copies away waits for `round_over`."""
        if any(plan.operations for plan in plans):
            self._count()
        now = []
        for plan in plans:
            guard = guard_of(plan)
            if guard is not None:
                self._deferred.setdefault(guard, []).append(plan)
            elif plan.pair_id not in self._waiting:
                now.append(plan)
        return now

    def round_over(self) -> None:
        """Carry out what takes copies away, as far as it may (law L12), and ask about the rest."""
        # What a write found gone is as suspicious as what a reading did; what we made meanwhile hides neither.
        emptied = self._situation.emptied | situation(self._context).emptied
        self._situation = replace(self._situation, emptied=emptied)
        deferred, self._deferred = self._deferred, {}
        for guard in (Guard.EMPTIED_MAILBOX, Guard.MASS_DELETION, Guard.MASS_UNSHARING):
            self._take_away(guard, deferred.get(guard, []))

    def close(self) -> None:
        """The session came to its end: what made it suspicious is over."""
        settings, folder = self._context.store.settings, self._context.folders.get(Role.SHARED, "")
        if settings.flag(ABNORMAL_END):
            settings.put(ABNORMAL_END, None)
        if folder and settings.text(_FOLDER) != folder:
            settings.put(_FOLDER, folder)

    def _count(self) -> int:
        """How many pairs there were before the first write; a session that writes nothing does not count them."""
        if self._pairs is None:
            self._pairs = self._context.store.pairs.count(self._context.kind)
        return self._pairs

    def _take_away(self, guard: Guard, plans: Sequence[PairPlan]) -> None:
        unasked = [plan.pair_id for plan in plans if not decided(plan)]
        said = consent.said(self._context, guard, unasked)
        held = set(self._held(guard, unasked, said))
        if guard is Guard.EMPTIED_MAILBOX:
            self._answer_each([pair_id for pair_id, answer in said.items() if answer])
        going = [plan.pair_id for plan in plans if plan.pair_id not in held]
        self._let_through[guard] += len(unasked) - len(held)
        for start in range(0, len(going), CHUNK):
            _execute(self._context, going[start : start + CHUNK])
        if not held and not self._context.store.decided.among(going):
            consent.settled(self._context, guard)

    def _held(self, guard: Guard, unasked: Sequence[str], said: dict[str, str]) -> list[str]:
        """The pairs that wait; asks about them."""
        kept = [pair_id for pair_id in unasked if said.get(pair_id) == KEEP]
        open_ = [pair_id for pair_id in unasked if not said.get(pair_id)]
        reason = self._situation.reason(guard)
        number = self._let_through[guard] + len(unasked)
        if open_ and reason is None and guard is not Guard.EMPTIED_MAILBOX:
            reason = Reason.MANY if self._context.guards.trips(number, self._count()) else None
        if reason is None:
            # What was asked once waits for the answer, however few are left of it.
            open_ = [pair_id for pair_id in open_ if pair_id in said]
        if open_:
            self._ask(guard, open_, reason or Reason.MANY)
        return [*kept, *open_]

    def _ask(self, guard: Guard, pair_ids: Sequence[str], reason: Reason) -> None:
        consent.ask(self._context, guard, say(_QUESTIONS[guard, reason], count=len(pair_ids)), pair_ids)
        self._context.counts["held"] += len(pair_ids)

    def _answer_each(self, pair_ids: Sequence[str]) -> None:
        """The person's word about all of an emptied mailbox becomes the answer to each of its deletions."""
        context, holds = self._context, self._context.store.holds
        for start in range(0, len(pair_ids), CHUNK):
            chunk = pair_ids[start : start + CHUNK]
            _execute(context, chunk)
            with context.store.db.transaction():
                answered = consent.said(context, Guard.EMPTIED_MAILBOX, chunk)
                for pair_id, hold in holds.of_pairs(chunk).items():
                    if hold.state == "open":
                        holds.answer(hold.id, answered[pair_id], context.now())
                context.store.decided.hear_of(chunk)
            context.again = True

    def _runaway(self) -> set[str]:
        """The pairs whose changes wait, since far more changed than people change."""
        context, guard = self._context, Guard.MASS_UPDATE
        least = context.guards.updates
        asked = any(hold.guard == guard for hold in context.store.holds.active())
        if not asked and context.store.pairs.count_dirty(context.kind, least) < least:
            return set()
        changed = [
            plan.pair_id
            for views in chunks(context)
            for plan in plan_chunk(context, views)
            if guard_of(plan) is None and changes_values(plan)
        ]
        said = consent.said(context, guard, changed)
        open_ = [pair_id for pair_id in changed if said.get(pair_id) != YES]
        many = context.guards.runaway(len(changed), self._count())
        held = open_ if many else [pair_id for pair_id in open_ if pair_id in said]
        if held:
            self._ask(guard, held, Reason.MANY)
        elif not changed:
            consent.settled(context, guard)
        return set(held)


def _execute(context: Context, pair_ids: Sequence[str]) -> None:
    execute(context, plan_chunk(context, context.store.pairs.views(pair_ids)))


def situation(context: Context) -> Situation:
    """What makes deletions suspicious now, after both sides were read."""
    store, kind = context.store, context.kind
    emptied = frozenset(
        side
        for side in Side
        if (gone := store.pairs.count_gone(kind, side)) > context.guards.emptied_above
        and context.guards.emptied(total := store.pairs.count(kind), total - gone)
    )
    known = store.settings.text(_FOLDER)
    other_folder = bool(known) and known != context.folders.get(Role.SHARED, "")
    return Situation(emptied, store.settings.flag(ABNORMAL_END), other_folder)
