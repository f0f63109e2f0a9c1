"""The retry register: growing pauses that start afresh when a record changes, and a rest at their end.

Laws: L8, unless a test names its own.
"""

from __future__ import annotations

from datetime import timedelta

from desktop.app import decisions
from desktop.core.faults import Fault, FaultClass
from desktop.store.issues import Issue
from desktop.sync.session import Verdict

from .office import Office
from .test_issues import rule_of_the_org


def issue(office: Office) -> Issue:
    (found,) = office.store.issues.open()
    return found


def attempts_until_it_rests(office: Office) -> list[timedelta]:
    """How long after the first try each further one was made, within five days of a session each half hour."""
    first, seen, tries = office.clock.now(), issue(office).attempts, []
    for _ in range(5 * 48):
        office.clock.forward(minutes=15)
        office.sync()
        if issue(office).attempts != seen:
            seen = issue(office).attempts
            tries.append(office.clock.now() - first)
    return tries


def test_a_refused_record_is_tried_after_growing_pauses_and_then_rests(office: Office) -> None:
    with rule_of_the_org():
        office.new_in_outlook("Ada", "Lovelace")
        office.sync()
        half = timedelta(minutes=30)
        assert attempts_until_it_rests(office) == [half, 3 * half, 11 * half, 59 * half]
    assert office.settled().verdict is Verdict.WAITING, "it rests although the rule is gone"
    decisions.retry(office.database, issue(office).id)
    assert office.settled().verdict is Verdict.CLEAN


def test_the_pauses_start_afresh_when_the_record_changes(office: Office) -> None:
    with rule_of_the_org():
        office.new_in_outlook("Ada", "Lovelace")
        office.sync()
        attempts_until_it_rests(office)
        assert issue(office).attempts == 5
        office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Countess"})
        office.sync()
        assert issue(office).attempts == 1
    assert office.settled().verdict is Verdict.CLEAN, "tried again by the very next session"


def test_our_own_echo_does_not_start_the_pauses_afresh(office: Office) -> None:
    office.new_in_outlook("Ada", "Lovelace", JobTitle="T" * 200)
    office.sync()
    assert list(office.records()) == ["Ada Lovelace"] and issue(office).attempts == 1
    office.sync()
    assert issue(office).attempts == 2, "the next session tries once more"
    office.sync()
    assert issue(office).attempts == 2, "and then there is a pause, although the echo was read"


def test_a_record_that_the_server_cannot_take_now_is_tried_by_the_same_rules_and_then_daily(office: Office) -> None:
    office.new_in_outlook("Ada", "Lovelace")
    busy = Fault(FaultClass.TRANSIENT, "busy", "Somebody else is saving this record just now.")
    office.world.crm.calls.before_item = lambda name, _: busy if name == "create" else None
    office.sync()
    half = timedelta(minutes=30)
    assert attempts_until_it_rests(office) == [half, 3 * half, 11 * half, 59 * half, 107 * half, 155 * half, 203 * half]
    office.world.crm.calls.quiet()
    office.clock.forward(hours=24)
    assert office.settled().verdict is Verdict.CLEAN
    assert list(office.records()) == ["Ada Lovelace"]


def test_an_ignored_record_is_not_tried_by_itself(office: Office) -> None:
    with rule_of_the_org():
        office.new_in_outlook("Ada", "Lovelace")
        office.sync()
        decisions.ignore(office.database, issue(office).id)
    assert office.settled().verdict is Verdict.CLEAN
    assert office.records() == {}


def test_what_is_hidden_is_looked_for_once_a_day_for_ever(office: Office) -> None:
    """L1."""
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.crm.hide(contact)
    for _ in range(10):
        office.clock.forward(hours=25)
        office.sync()
    office.crm.hide(contact, hidden=False)
    office.clock.forward(hours=25)
    assert office.sync().verdict is Verdict.CLEAN
