"""Refused records: tried again when a person says so, and ignored when they say so.

Laws: L1.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from desktop.app import decisions
from desktop.core.faults import PortFault
from desktop.core.memory.crm_table import CrmTable, refusal
from desktop.store.issues import Issue
from desktop.store.views import Views
from desktop.sync.session import Verdict

from .office import Office


@contextmanager
def rule_of_the_org() -> Iterator[None]:
    """While open, the org takes no new contact."""

    def refuse(*_: Any) -> Any:
        raise refusal("validation-rule", "Not on a Monday.", "FIELD_CUSTOM_VALIDATION_EXCEPTION")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CrmTable, "insert", refuse)
        yield


def refused(office: Office, first: str = "Ada") -> Issue:
    """An Outlook contact whose first name Salesforce does not take as it is, if it is long."""
    office.new_in_outlook(first, "Lovelace", email="ada@example.com")
    assert office.settled().verdict is Verdict.WAITING
    (issue,) = office.store.issues.open()
    return issue


def test_a_refused_record_rests_until_a_person_tries_again(office: Office) -> None:
    with rule_of_the_org():
        issue = refused(office)
    assert office.settled().verdict is Verdict.WAITING, "nothing changed, so nothing was tried"
    decisions.retry(office.database, issue.id)
    assert office.settled().verdict is Verdict.CLEAN
    assert list(office.records()) == ["Ada Lovelace"]


def test_a_retry_that_is_refused_again_counts_one_attempt_more(office: Office) -> None:
    with rule_of_the_org():
        issue = refused(office)
        decisions.retry(office.database, issue.id)
        assert office.settled().verdict is Verdict.WAITING
    assert [(i.id, i.attempts) for i in office.store.issues.open()] == [(issue.id, issue.attempts + 1)]


def test_what_can_be_seen_again_is_found_by_a_retry(office: Office) -> None:
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.crm.hide(contact)
    office.clock.forward(hours=25)
    office.settled()
    (issue,) = office.store.issues.open()
    decisions.retry(office.database, issue.id)
    assert office.settled().verdict is Verdict.WAITING
    office.crm.hide(contact, hidden=False)
    decisions.retry(office.database, issue.id)
    assert office.settled().verdict is Verdict.CLEAN


def test_an_ignored_issue_neither_waits_nor_counts(office: Office) -> None:
    issue = refused(office, "A" * 41)
    decisions.ignore(office.database, issue.id)
    views = Views(office.database)
    assert (views.status().issues, views.issues(), [i.id for i in views.ignored()]) == (0, [], [issue.id])
    assert office.settled().verdict is Verdict.CLEAN


def test_an_ignored_issue_stays_ignored_while_the_same_value_is_refused(office: Office) -> None:
    issue = refused(office, "A" * 41)
    decisions.ignore(office.database, issue.id)
    office.mailbox.edit(office.copy_of("A" * 41 + " Lovelace"), {"JobTitle": "Countess"})
    assert office.settled().verdict is Verdict.CLEAN
    (record,) = office.crm.contacts()
    assert record.fields["Title"] == "Countess"
    assert [i.id for i in office.store.issues.ignored()] == [issue.id]


@pytest.mark.parametrize(
    ("edit", "code"),
    [({"GivenName": "B" * 42}, "too-long"), ({"GivenName": "Ada", "Surname": ""}, "required-field")],
    ids=["other-values", "another-reason"],
)
def test_an_ignored_issue_comes_back_for_other_values_or_another_reason(
    office: Office, edit: dict[str, str], code: str
) -> None:
    issue = refused(office, "A" * 41)
    decisions.ignore(office.database, issue.id)
    office.mailbox.edit(office.copy_of("A" * 41 + " Lovelace"), edit)
    assert office.settled().verdict is Verdict.WAITING
    assert [i.complaint.code for i in office.store.issues.open()] == [code]
    assert office.store.issues.ignored() == []


def test_an_ignored_issue_of_a_record_that_is_taken_is_over(office: Office) -> None:
    issue = refused(office, "A" * 41)
    decisions.ignore(office.database, issue.id)
    office.mailbox.edit(office.copy_of("A" * 41 + " Lovelace"), {"GivenName": "Ada"})
    assert office.settled().verdict is Verdict.CLEAN
    assert office.store.issues.ignored() == []


def test_an_ignored_issue_can_be_heeded_again(office: Office) -> None:
    issue = refused(office, "A" * 41)
    decisions.ignore(office.database, issue.id)
    office.settled()
    decisions.retry(office.database, issue.id)
    assert office.settled().verdict is Verdict.WAITING
    assert [i.id for i in office.store.issues.open()] == [issue.id]


def test_nothing_can_be_said_about_a_problem_that_is_solved_or_was_never_there(office: Office) -> None:
    issue = refused(office, "A" * 41)
    office.mailbox.edit(office.copy_of("A" * 41 + " Lovelace"), {"GivenName": "Ada"})
    office.settled()
    for decide in (decisions.retry, decisions.ignore):
        for number in (issue.id, 999):
            with pytest.raises(PortFault) as caught:
                decide(office.database, number)
            assert caught.value.fault.code == "unknown-issue"
