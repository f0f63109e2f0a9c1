"""Questions to a person, and what a yes covers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.store.consents import Consents
from desktop.store.database import Database
from desktop.store.holds import Hold, Holds, Question
from tests.unit.store.samples import AT, LATER, paired

DELETION = Question("deletion", "p1", "Ada was deleted in Outlook.", "h1", 1)
FIRST = Question("first-sync", None, "5 contacts will be made.", "h1", 1)


@pytest.fixture
def holds(database: Database) -> Holds:
    paired(database, 1)
    return Holds(database)


@pytest.fixture
def consents(database: Database, holds: Holds) -> Consents:
    return Consents(database)


def _place(database: Database, question: Question) -> int:
    with database.transaction():
        return Holds(database).place(question, AT)


def _answer(database: Database, hold: int, answer: str) -> bool:
    with database.transaction():
        return Holds(database).answer(hold, answer, LATER)


def test_a_question_comes_back_as_it_was(database: Database, holds: Holds) -> None:
    hold = _place(database, FIRST)
    assert holds.get(hold) == Hold(hold, "first-sync", None, FIRST.summary, "h1", "open", "", 1, AT)
    assert holds.active() == [holds.get(hold)]
    assert holds.get(999) is None


def test_the_same_question_is_asked_once_and_keeps_its_answer(database: Database, holds: Holds) -> None:
    hold = _place(database, DELETION)
    assert _answer(database, hold, "stop")
    assert _place(database, DELETION) == hold
    (found,) = holds.active()
    assert (found.state, found.answer) == ("answered", "stop")


def test_a_question_that_grew_is_asked_again(database: Database, holds: Holds) -> None:
    hold = _place(database, FIRST)
    _answer(database, hold, "yes")
    assert _place(database, replace(FIRST, plan_hash="h2", summary="6 contacts will be made.")) == hold
    (found,) = holds.active()
    assert (found.state, found.answer, found.plan_hash, found.summary) == ("open", "", "h2", "6 contacts will be made.")


def test_questions_of_other_pairs_and_guards_are_others(database: Database, holds: Holds) -> None:
    questions = [DELETION, replace(DELETION, pair_id="p2"), replace(DELETION, guard="other"), FIRST]
    assert len({_place(database, question) for question in questions}) == 4
    assert set(holds.of_pairs(["p1", "p2", "p3"])) == {"p1", "p2"}
    assert holds.of_pairs(["p1"])["p1"].guard == "deletion"


def test_an_answer_can_be_changed_until_it_is_carried_out(database: Database, holds: Holds) -> None:
    hold = _place(database, DELETION)
    assert _answer(database, hold, "delete")
    assert _answer(database, hold, "restore")
    with database.transaction():
        holds.finish([hold])
    assert not _answer(database, hold, "delete")
    found = holds.get(hold)
    assert found is not None and (found.state, found.answer) == ("done", "restore")
    assert holds.active() == []


def test_a_withdrawn_question_can_arise_anew(database: Database, holds: Holds) -> None:
    hold = _place(database, DELETION)
    with database.transaction():
        holds.withdraw([hold])
    assert holds.active() == []
    assert _place(database, DELETION) != hold


def test_a_question_covers_the_pairs_that_it_was_asked_about_last(database: Database, consents: Consents) -> None:
    hold = _place(database, FIRST)
    with database.transaction():
        consents.cover(hold, ["a", "b"])
        consents.cover(hold, ["b", "c"])
    assert consents.among(hold, ["a", "c", "d"]) == {"c"}
    assert consents.of(hold) == ["b", "c"]


def test_clearing_one_question_leaves_the_others(database: Database, consents: Consents) -> None:
    first, deletion = _place(database, FIRST), _place(database, DELETION)
    with database.transaction():
        consents.cover(first, ["a"])
        consents.cover(deletion, ["b"])
        consents.clear(first)
    assert consents.of(first) == [] and consents.of(deletion) == ["b"]


def test_an_agreement_lasts_after_it_was_carried_out_but_not_after_it_was_withdrawn(
    database: Database, holds: Holds
) -> None:
    hold = _place(database, FIRST)
    _answer(database, hold, "yes")
    with database.transaction():
        holds.finish([hold])
    withdrawn = _place(database, FIRST)
    _answer(database, withdrawn, "yes")
    with database.transaction():
        holds.withdraw([withdrawn])
    assert [(each.id, each.answer) for each in holds.of_guard("first-sync")] == [(hold, "yes")]
    assert holds.of_guard("deletion") == []


def test_a_question_that_is_asked_again_has_no_answer_and_a_new_age(database: Database, holds: Holds) -> None:
    hold = _place(database, FIRST)
    _answer(database, hold, "yes")
    with database.transaction():
        holds.ask_again(hold, AT + timedelta(days=2))
    (asked,) = holds.active()
    assert (asked.state, asked.answer, asked.answered_at) == ("open", "", None)
    assert asked.created_at == AT + timedelta(days=2)
