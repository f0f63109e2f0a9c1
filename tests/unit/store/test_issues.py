"""Issues: named once, counted, solved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.store.database import Database
from desktop.store.issues import Complaint, Issue, Issues
from tests.unit.store.samples import AT, LATER

LONG = Complaint("p1", None, "Ada", "too-long", "first_name", "41 characters.", "Shorten it.", "41")
NAMELESS = Complaint(None, 7, "(no name)", "required-field", "last_name", "No last name.", "Add one.")


@pytest.fixture
def issues(database: Database) -> Issues:
    with database.transaction():
        Issues(database).report([LONG, NAMELESS], AT)
    return Issues(database)


def test_an_issue_comes_back_as_it_was(issues: Issues) -> None:
    first, second = issues.open()
    assert first == Issue(LONG, first.id, 1, AT, AT, "open")
    assert second.complaint == NAMELESS
    assert issues.standing(["p1", "p2"]) == [first]
    assert issues.get(second.id) == second


def test_the_same_issue_again_is_one_attempt_more(database: Database, issues: Issues) -> None:
    again = replace(LONG, message="Still 41 characters.")
    with database.transaction():
        issues.report([again], LATER)
    first = issues.open()[0]
    assert first == Issue(again, first.id, 2, AT, LATER, "open")
    assert len(issues.open()) == 2


def test_another_value_that_is_not_taken_counts_from_one_again(database: Database, issues: Issues) -> None:
    again = replace(LONG, message="42 characters.", tried="42")
    with database.transaction():
        issues.report([LONG], LATER)
        issues.report([again], LATER)
    first = issues.open()[0]
    assert first == Issue(again, first.id, 1, AT, LATER, "open")


def test_another_code_or_field_is_another_issue(database: Database, issues: Issues) -> None:
    with database.transaction():
        issues.report([replace(LONG, code="validation-rule"), replace(LONG, field="title")], AT)
    assert len(issues.standing(["p1"])) == 3


def test_issues_of_a_pair_are_solved_by_code_or_all(database: Database, issues: Issues) -> None:
    with database.transaction():
        issues.report([replace(LONG, code="validation-rule")], AT)
        assert issues.solve(pair_id="p1", code="too-long") == 1
        assert [issue.complaint.code for issue in issues.standing(["p1"])] == ["validation-rule"]
        assert issues.solve(pair_id="p1") == 1
        assert issues.solve(record=7) == 1
    assert issues.open() == []


def test_issues_are_solved_by_number(database: Database, issues: Issues) -> None:
    with database.transaction():
        issues.solve_ids([issues.open()[0].id])
    assert [issue.complaint for issue in issues.open()] == [NAMELESS]


def test_a_solved_issue_can_come_again(database: Database, issues: Issues) -> None:
    with database.transaction():
        issues.solve(pair_id="p1")
        issues.report([LONG], LATER)
    assert issues.standing(["p1"])[0].attempts == 1


def test_solving_everything_by_accident_is_an_error(database: Database, issues: Issues) -> None:
    with database.transaction(), pytest.raises(ValueError, match="pair or to a record"):
        issues.solve()


def test_an_ignored_issue_is_not_among_the_open_ones(database: Database, issues: Issues) -> None:
    long = issues.open()[0]
    with database.transaction():
        issues.ignore(long.id)
    assert [issue.complaint for issue in issues.open()] == [NAMELESS]
    assert issues.ignored() == [replace(long, state="ignored")]
    assert issues.standing(["p1"]) == issues.ignored()


@pytest.mark.parametrize(("tried", "state", "attempts"), [("41", "ignored", 2), ("42", "open", 1)])
def test_an_ignored_issue_comes_back_with_other_values_only(
    database: Database, issues: Issues, tried: str, state: str, attempts: int
) -> None:
    with database.transaction():
        issues.ignore(issues.open()[0].id)
        issues.report([replace(LONG, tried=tried)], LATER)
    (found,) = issues.standing(["p1"])
    assert (found.state, found.attempts) == (state, attempts)


def test_an_ignored_issue_is_heeded_again_or_solved(database: Database, issues: Issues) -> None:
    long = issues.open()[0]
    with database.transaction():
        issues.ignore(long.id)
        issues.heed(long.id)
    assert issues.open()[0] == long
    with database.transaction():
        issues.ignore(long.id)
        assert issues.solve(pair_id="p1") == 1
    assert issues.ignored() == []
    with database.transaction():
        issues.heed(long.id)
        issues.ignore(long.id)
    found = issues.get(long.id)
    assert found is not None and found.state == "solved"
