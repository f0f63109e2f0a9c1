"""Policies: conflicts that are decided without asking, and what is asked all the same.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

import pytest

from desktop.core.record import Role, Side
from desktop.core.rules import Policy
from desktop.store.changelog import ChangeLog
from desktop.sync.session import Verdict

from .office import Office

PRESETS = [Policy.SALESFORCE, Policy.OUTLOOK]


@pytest.fixture
def paired(office: Office) -> tuple[Office, str]:
    contact = office.new_in_salesforce("Ada", "Lovelace", Title="Analyst", Phone="1")
    office.settled()
    return office, contact


def clash(office: Office, contact: str) -> None:
    office.crm.edit(contact, {"Title": "Countess", "Department": "Poetry"})
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Programmer", "PhoneNumbers/BusinessPhone": "9"})


@pytest.mark.parametrize(("policy", "title"), [(Policy.SALESFORCE, "Countess"), (Policy.OUTLOOK, "Programmer")])
def test_a_clash_is_decided_for_the_preferred_side_and_the_rest_flows(
    paired: tuple[Office, str], policy: Policy, title: str
) -> None:
    office, contact = paired
    office.choose(policy)
    clash(office, contact)
    assert office.settled().verdict is Verdict.CLEAN
    copy, record = office.copies()["Ada Lovelace"], office.records()["Ada Lovelace"]
    assert (copy["JobTitle"], record["Title"]) == (title, title)
    assert (copy["Department"], record["Phone"]) == ("Poetry", "9")


@pytest.mark.parametrize(
    ("policy", "side", "lost"),
    [(Policy.SALESFORCE, Side.MAILBOX, "Programmer"), (Policy.OUTLOOK, Side.CRM, "Countess")],
)
def test_the_value_that_gave_way_is_kept_with_the_reason(
    paired: tuple[Office, str], policy: Policy, side: Side, lost: str
) -> None:
    """L3."""
    office, contact = paired
    office.choose(policy)
    clash(office, contact)
    office.settled()
    changes = [c for c in ChangeLog(office.database).of_pair(office.pairings()[0].pair_id) if c.verb == "update"]
    assert {(c.side, c.field, c.before) for c in changes if c.why == "policy"} == {(side, "title", lost)}
    assert {c.why for c in changes} == {"policy", "changed"}


@pytest.mark.parametrize("policy", PRESETS)
def test_changing_the_policy_settles_open_conflicts_in_the_next_session(
    paired: tuple[Office, str], policy: Policy
) -> None:
    office, contact = paired
    clash(office, contact)
    assert office.settled().verdict is Verdict.WAITING
    office.choose(policy)
    assert office.settled().verdict is Verdict.CLEAN
    assert office.store.conflicts.waiting() == []
    assert office.copies()["Ada Lovelace"]["JobTitle"] == office.records()["Ada Lovelace"]["Title"]


def test_an_answer_that_waits_counts_before_a_policy_that_comes_later(paired: tuple[Office, str]) -> None:
    office, contact = paired
    clash(office, contact)
    office.settled()
    (conflict,) = office.store.conflicts.waiting()
    office.resolve(conflict.id, "mailbox")
    office.choose(Policy.SALESFORCE)
    assert office.settled().verdict is Verdict.CLEAN
    assert office.records()["Ada Lovelace"]["Title"] == "Programmer"


@pytest.mark.parametrize(("policy", "title"), [(Policy.SALESFORCE, "Countess"), (Policy.OUTLOOK, "Programmer")])
def test_matched_contacts_that_differ_are_decided_too_and_blanks_are_filled(
    office: Office, policy: Policy, title: str
) -> None:
    office.choose(policy)
    office.new_in_salesforce("Ada", "Lovelace", Title="Countess")
    office.new_in_outlook("Ada", "Lovelace", JobTitle="Programmer", Department="Engines")
    assert office.settled().verdict is Verdict.CLEAN
    assert office.copies()["Ada Lovelace"]["JobTitle"] == office.records()["Ada Lovelace"]["Title"] == title
    assert office.records()["Ada Lovelace"]["Department"] == "Engines"


def edited_and_deleted(office: Office, contact: str) -> None:
    office.crm.delete(contact)
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Programmer"})


def test_an_edit_of_a_deleted_record_makes_it_again_where_outlook_wins(paired: tuple[Office, str]) -> None:
    """L3."""
    office, contact = paired
    office.choose(Policy.OUTLOOK)
    edited_and_deleted(office, contact)
    assert office.settled().verdict is Verdict.CLEAN
    assert office.records()["Ada Lovelace"]["Title"] == "Programmer" and len(office.copies()) == 1


def test_an_edited_copy_of_a_deleted_record_becomes_the_persons_own_where_salesforce_wins(
    paired: tuple[Office, str],
) -> None:
    """L3."""
    office, contact = paired
    office.choose(Policy.SALESFORCE)
    edited_and_deleted(office, contact)
    assert office.settled().verdict is Verdict.CLEAN
    (item,) = office.mailbox.contacts()
    assert (item.role, item.marked, item.fields["JobTitle"]) == (Role.DEFAULT, False, "Programmer")
    assert office.records() == {} and office.pairings() == []


@pytest.mark.parametrize("policy", PRESETS)
def test_a_question_about_an_edit_of_a_deleted_record_is_settled_by_a_later_policy(
    paired: tuple[Office, str], policy: Policy
) -> None:
    office, contact = paired
    edited_and_deleted(office, contact)
    assert office.settled().verdict is Verdict.WAITING
    office.choose(policy)
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.mailbox.contacts()) == 1


def test_an_edit_that_was_refused_before_its_record_was_deleted_is_not_lost_from_sight(office: Office) -> None:
    """L3: the deletion alone makes the pair dirty, and its record is let go of."""
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.choose(Policy.OUTLOOK)
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"GivenName": "A" * 41})
    assert office.settled().verdict is Verdict.WAITING
    office.crm.delete(contact)
    office.settled()
    assert list(office.records()) == ["Lovelace"]


@pytest.mark.parametrize("policy", PRESETS)
def test_a_deletion_in_the_mailbox_is_asked_about_whatever_the_policy(
    paired: tuple[Office, str], policy: Policy
) -> None:
    """L12."""
    office, _ = paired
    office.choose(policy)
    office.mailbox.delete(office.copy_of("Ada Lovelace"))
    assert office.settled().verdict is Verdict.WAITING
    assert [hold.guard for hold in office.store.holds.active()] == ["deletion"]


@pytest.mark.parametrize("policy", PRESETS)
def test_several_counterparts_are_asked_about_whatever_the_policy(office: Office, policy: Policy) -> None:
    """L4."""
    for last in ("Lovelace", "King"):
        office.new_in_salesforce("Ada", last, Email="ada@example.com")
    office.new_in_outlook("Ada", "Lovelace", email="ada@example.com")
    office.settled()
    (before,) = office.store.conflicts.waiting()
    office.choose(policy)
    assert office.settled().verdict is Verdict.WAITING
    assert office.store.conflicts.waiting() == [before], "the question keeps its number"
