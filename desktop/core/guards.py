"""Guards: which part of a plan must wait for a person, in numbers, and what the person may answer.

Exists so that every number that holds something back stands in one place and is tested without a server. Pure; must
not know how questions are stored or worded.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import timedelta

from desktop.core.plan import PairPlan, StepVerb, Verb, Why
from desktop.core.record import Side

YES, KEEP = "yes", "keep"
"""Answers to a question about many records: go ahead, or leave them as they are and ask no more."""
DELETE, STOP, RESTORE, EXCLUDE = "delete", "stop", "restore", "exclude"
"""Answers to a deletion in the mailbox: delete there too, keep it there without syncing it, put the copy back, or never
sync it again."""


class Guard(enum.StrEnum):
    """What a question is about."""

    FIRST_SYNC = "first-sync"
    DELETION = "deletion"
    """One copy that was deleted in the mailbox."""
    MASS_DELETION = "mass-deletion"
    """Copies of records that were deleted in the CRM."""
    MASS_UNSHARING = "mass-unsharing"
    """Copies of records that left the scope."""
    EMPTIED_MAILBOX = "emptied-mailbox"
    """Copies that vanished from the mailbox all at once."""
    MASS_UPDATE = "mass-update"
    """Changes of far more records than people change."""
    LOST_RECORDS = "lost-records"
    """After a loss of our database: copies whose record is not in the CRM any more."""
    LOST_COPIES = "lost-copies"
    """After a loss of our database: records without a copy, though others have theirs."""


_ANSWERS: dict[str, tuple[str, ...]] = {
    Guard.FIRST_SYNC: (YES,),
    Guard.DELETION: (DELETE, STOP, RESTORE, EXCLUDE),
    Guard.EMPTIED_MAILBOX: (RESTORE, STOP, DELETE),
    Guard.MASS_DELETION: (YES, KEEP),
    Guard.MASS_UNSHARING: (YES, KEEP),
    Guard.MASS_UPDATE: (YES,),
    Guard.LOST_RECORDS: (RESTORE, STOP, DELETE),
    Guard.LOST_COPIES: (RESTORE, STOP),
}

QUESTION_LIVES = timedelta(days=14)
"""A question that nobody answers for so long is answered by the answer that keeps everything (`kept_by`)."""
ANSWER_LIVES = timedelta(hours=24)
"""A yes that could not be carried out for so long is asked again."""


def answers(guard: str) -> tuple[str, ...]:
    """What may be answered to a guard."""
    return _ANSWERS.get(guard, (YES,))


def kept_by(guard: str) -> str:
    """The answer that keeps everything; '' where waiting keeps it, so that the question stays."""
    if guard in (Guard.LOST_RECORDS, Guard.LOST_COPIES):
        return ""
    allowed = answers(guard)
    return next((answer for answer in (KEEP, STOP) if answer in allowed), "")


def lapses(guard: str, answer: str) -> bool:
    """Whether an answer lets so much happen that it must not wait for long until it is carried out."""
    return guard != Guard.FIRST_SYNC and answer in (YES, DELETE)


class Reason(enum.StrEnum):
    """Why deletions wait."""

    MANY = "many"
    EMPTIED = "emptied"
    """A side shows next to nothing of what it had."""
    ABNORMAL_END = "abnormal-end"
    """The session before was killed, or left writes whose outcome nobody knew."""
    OTHER_FOLDER = "other-folder"
    """The folder of the copies is not the one that it was."""


@dataclass(frozen=True, slots=True)
class Guards:
    """The numbers: deletions wait by number or by share of the shared records; changes only when both are great."""

    deletions: int = 25
    share: float = 0.10
    share_from: int = 5
    """The share counts from this number of deletions up."""
    emptied_above: int = 5
    """A side that had more than this and now shows next to nothing counts as emptied."""
    next_to_nothing: float = 0.05
    updates: int = 500
    updates_share: float = 0.50

    def trips(self, deletions: int, pairs: int) -> bool:
        """Whether so many deletions among so many pairs must wait."""
        if deletions >= self.deletions:
            return True
        return deletions >= self.share_from and pairs > 0 and deletions / pairs >= self.share

    def emptied(self, before: int, now: int) -> bool:
        """Whether a side that had so many records, and has so many of them now, must be taken for emptied."""
        return before > self.emptied_above and now <= before * self.next_to_nothing

    def runaway(self, updates: int, pairs: int) -> bool:
        """Whether so many updates among so many pairs are more than people make."""
        return updates >= self.updates and updates >= pairs * self.updates_share


@dataclass(frozen=True, slots=True)
class Situation:
    """What was found before the first write of a session that makes its deletions suspicious."""

    emptied: frozenset[Side] = field(default_factory=frozenset)
    abnormal_end: bool = False
    other_folder: bool = False

    def reason(self, guard: Guard) -> Reason | None:
        """Why everything under a guard waits, whatever its number; None where only the number counts."""
        if guard is Guard.MASS_DELETION and Side.CRM in self.emptied:
            return Reason.EMPTIED
        if guard is Guard.MASS_DELETION and self.abnormal_end:
            return Reason.ABNORMAL_END
        if guard is Guard.EMPTIED_MAILBOX and Side.MAILBOX in self.emptied:
            return Reason.EMPTIED
        if guard is Guard.EMPTIED_MAILBOX and self.other_folder:
            return Reason.OTHER_FOLDER
        return None


def guard_of(plan: PairPlan) -> Guard | None:
    """The guard without whose leave a plan must not be one of many; None where there is none."""
    for operation in plan.operations:
        if operation.verb is Verb.DELETE:
            return Guard.MASS_DELETION
        if operation.verb is Verb.UNSHARE and operation.why is Why.LEFT_SCOPE:
            return Guard.MASS_UNSHARING
    return Guard.EMPTIED_MAILBOX if any(step.verb is StepVerb.HOLD for step in plan.steps) else None


def changes_values(plan: PairPlan) -> bool:
    """Whether a plan carries changed values from one side to the other, as a runaway does."""
    return any(op.verb is Verb.UPDATE and op.why is Why.CHANGED and op.fields for op in plan.operations)


def decided(plan: PairPlan) -> bool:
    """Whether a person said of this very record that it shall be so."""
    return bool(plan.operations) and all(operation.why is Why.DECIDED for operation in plan.operations)
