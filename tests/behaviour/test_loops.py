"""The loop breaker: a field that returns to an earlier value 3 times within 8 sessions freezes its record.

Laws: L8, unless a test names its own.
"""

from __future__ import annotations

import pytest

from desktop.app import decisions
from desktop.sync.session import Verdict

from .office import Office


@pytest.fixture
def looping(office: Office) -> Office:
    """Another program turns a title back after each session that carried it over."""
    office.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    office.settled()
    return office


def flip(office: Office, title: str) -> None:
    office.crm.edit(office.crm.contacts()[0].native_id, {"Title": title})
    office.sync()


def title(office: Office) -> object:
    return office.copies()["Ada Lovelace"]["JobTitle"]


def test_the_third_return_is_the_last_one_that_is_written(looping: Office) -> None:
    for name in ("Countess", "Analyst", "Countess", "Analyst", "Countess"):
        flip(looping, name)
    assert title(looping) == "Analyst"
    (issue,) = looping.store.issues.open()
    assert (issue.complaint.code, issue.complaint.field) == ("loop-frozen", "title")
    assert issue.complaint.subject == "Ada Lovelace" and "Countess" in issue.complaint.action


def test_a_frozen_record_is_left_alone_whatever_changes(looping: Office) -> None:
    for name in ("Countess", "Analyst", "Countess", "Analyst", "Countess"):
        flip(looping, name)
    looping.mailbox.edit(looping.copy_of("Ada Lovelace"), {"Department": "Board"})
    report = looping.settled()
    assert report.verdict is Verdict.WAITING
    assert "frozen" not in report.counts, "it was counted when it froze"
    assert not looping.crm.contacts()[0].fields.get("Department")
    assert len(looping.store.issues.open()) == 1


def test_a_person_frees_a_frozen_record(looping: Office) -> None:
    for name in ("Countess", "Analyst", "Countess", "Analyst", "Countess"):
        flip(looping, name)
    decisions.retry(looping.database, looping.store.issues.open()[0].id)
    assert looping.settled().verdict is Verdict.CLEAN
    assert title(looping) == "Countess"
    flip(looping, "Analyst")
    assert title(looping) == "Analyst", "what was before the person's word counts no more"


def test_other_records_go_on(looping: Office) -> None:
    """L6."""
    for name in ("Countess", "Analyst", "Countess", "Analyst", "Countess"):
        flip(looping, name)
    looping.new_in_salesforce("Grace", "Hopper")
    looping.sync()
    assert "Grace Hopper" in looping.copies()


def test_a_person_who_changes_their_mind_now_and_then_is_no_loop(looping: Office) -> None:
    for name in ("Countess", "Analyst", "Countess", "Analyst", "Countess"):
        flip(looping, name)
        for _ in range(3):
            looping.sync()
    assert looping.sync().verdict is Verdict.CLEAN
    assert title(looping) == "Countess"


def test_new_values_each_time_are_no_loop(looping: Office) -> None:
    for number in range(10):
        flip(looping, f"Title {number}")
    assert title(looping) == "Title 9" and looping.store.issues.open() == []
