"""Holds: parts of a plan that wait for a person's word, and the answers.

Exists so that a question survives the session that asked it. Must not know the guards' rules.
"""

# ruff: noqa: S608 - only names that are constants of this room are put into statements; values are parameters
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.core.sentences import sentence_of, sentence_text
from desktop.store.consents import Consents
from desktop.store.database import Database
from desktop.store.decided import Decided
from desktop.store.forms import id_list, maybe_moment, moment_of, moment_text

HOLD_COLUMNS = (
    "id",
    "guard",
    "pair_id",
    "summary",
    "plan_hash",
    "state",
    "answer",
    "session",
    "created_at",
    "answered_at",
)
"""The columns of a `Hold`, in the order that `hold_of` takes them."""

_SELECT = f"SELECT {', '.join(HOLD_COLUMNS)} FROM hold"


@dataclass(frozen=True, slots=True)
class Question:
    """What a guard asks: of one pair, or (None) of the plan as a whole; `plan_hash` says what exactly it is about."""

    guard: str
    pair_id: str | None
    summary: str
    plan_hash: str
    session: int


@dataclass(frozen=True, slots=True)
class Hold:
    """A stored question; `state` is open, answered, done or withdrawn, `answer` '' until answered.

    `created_at` is when it was asked, or asked again about more.
    """

    id: int
    guard: str
    pair_id: str | None
    summary: str
    plan_hash: str
    state: str
    answer: str
    session: int
    created_at: datetime
    answered_at: datetime | None = None


class Holds:
    """Reads and writes holds; writing is inside the transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def place(self, question: Question, at: datetime) -> int:
        """Ask, and return the hold's id. A question that was asked before keeps its hold and answer while its hash
        is the same; with another hash it is asked again."""
        sql = f"{_SELECT} WHERE guard = ? AND ifnull(pair_id, '') = ifnull(?, '') AND state IN ('open', 'answered')"
        found = self._database.row(sql, (question.guard, question.pair_id))
        if found is None:
            return self._database.insert(
                "INSERT INTO hold(guard, pair_id, summary, plan_hash, session, created_at, state, answer) "
                "VALUES (?, ?, ?, ?, ?, ?, 'open', '')",
                (
                    question.guard,
                    question.pair_id,
                    sentence_text(question.summary),
                    question.plan_hash,
                    question.session,
                    moment_text(at),
                ),
            )
        hold = hold_of(found)
        if hold.plan_hash != question.plan_hash:
            self._database.write(
                "UPDATE hold SET summary = ?, plan_hash = ?, state = 'open', answer = '', answered_at = NULL "
                "WHERE id = ?",
                (sentence_text(question.summary), question.plan_hash, hold.id),
            )
        return hold.id

    def answer(self, id_: int, answer: str, at: datetime) -> bool:
        """Store the person's answer and have what it is about planned again; False unless it is open or answered."""
        changed = self._database.write(
            "UPDATE hold SET state = 'answered', answer = ?, answered_at = ? "
            "WHERE id = ? AND state IN ('open', 'answered')",
            (answer, moment_text(at), id_),
        )
        if changed:
            hold = self.get(id_)
            assert hold is not None, "what was changed is there"
            Decided(self._database).mark([hold.pair_id] if hold.pair_id else Consents(self._database).of(id_))
        return bool(changed)

    def finish(self, ids: Iterable[int]) -> None:
        """Say that the answers were carried out."""
        self._close(ids, "done")

    def withdraw(self, ids: Iterable[int]) -> None:
        """Say that the questions do not arise any more."""
        self._close(ids, "withdrawn")

    def get(self, id_: int) -> Hold | None:
        """One hold of any state."""
        found = self._database.row(f"{_SELECT} WHERE id = ?", (id_,))
        return hold_of(found) if found else None

    def active(self) -> list[Hold]:
        """Every hold that is open or answered, oldest first."""
        sql = f"{_SELECT} WHERE state IN ('open', 'answered') ORDER BY id"
        return [hold_of(row) for row in self._database.rows(sql)]

    def of_pairs(self, pair_ids: Iterable[str]) -> dict[str, Hold]:
        """The open or answered hold of each pair; of several the oldest."""
        sql = (
            f"{_SELECT} WHERE state IN ('open', 'answered') AND pair_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY id DESC"
        )
        return {row[2]: hold_of(row) for row in self._database.rows(sql, (id_list(pair_ids),))}

    def of_guard(self, guard: str) -> list[Hold]:
        """The holds of a guard that were not withdrawn, oldest first: what they cover is still said."""
        sql = f"{_SELECT} WHERE guard = ? AND state <> 'withdrawn' ORDER BY id"
        return [hold_of(row) for row in self._database.rows(sql, (guard,))]

    def ask_again(self, id_: int, at: datetime) -> None:
        """Forget the answer of a hold; the question counts as asked at this moment."""
        self._database.write(
            "UPDATE hold SET state = 'open', answer = '', answered_at = NULL, created_at = ? "
            "WHERE id = ? AND state IN ('open', 'answered')",
            (moment_text(at), id_),
        )

    def _close(self, ids: Iterable[int], state: str) -> None:
        self._database.write(
            "UPDATE hold SET state = ? WHERE state IN ('open', 'answered') AND id IN (SELECT value FROM json_each(?))",
            (state, id_list(ids)),
        )


def hold_of(row: tuple[Any, ...]) -> Hold:
    """The hold of a row of `HOLD_COLUMNS`."""
    return Hold(
        id=row[0],
        guard=row[1],
        pair_id=row[2],
        summary=sentence_of(row[3]),
        plan_hash=row[4],
        state=row[5],
        answer=row[6],
        session=row[7],
        created_at=moment_of(row[8]),
        answered_at=maybe_moment(row[9]),
    )
