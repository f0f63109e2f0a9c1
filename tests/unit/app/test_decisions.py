"""What a person decides, through the program itself: it survives a restart and shows in what there is to see."""

from __future__ import annotations

import pytest

from desktop.core.record import Role, Side
from desktop.core.rules import Policy
from desktop.sync.session import Verdict
from tests.behaviour.connections import MAILBOX, SALESFORCE
from tests.unit.app.bureau import Bureau


@pytest.fixture
def connected(bureau: Bureau) -> Bureau:
    bureau.program.connect_salesforce(SALESFORCE)
    bureau.program.connect_exchange(MAILBOX)
    return bureau


def synced(bureau: Bureau) -> str:
    """A synced contact of Salesforce; the id of its pair."""
    bureau.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    bureau.program.sync(yes=True)
    (record,) = bureau.program.queries.records()
    assert record.pair_id is not None
    return record.pair_id


def test_a_policy_is_ask_until_another_is_chosen_and_survives_a_restart(connected: Bureau) -> None:
    assert connected.program.queries.policy() is Policy.ASK
    connected.program.options.set_policy(Policy.OUTLOOK)
    connected.restart()
    assert connected.program.queries.policy() is Policy.OUTLOOK


def test_a_policy_decides_in_a_session_of_the_program(connected: Bureau) -> None:
    pair_id = synced(connected)
    connected.program.options.set_policy(Policy.SALESFORCE)
    connected.clock.forward(minutes=15)
    (row,), (item,) = connected.crm.contacts(), connected.mailbox.contacts()
    connected.crm.edit(row.native_id, {"Title": "Countess"})
    connected.mailbox.edit(item.native_id, {"JobTitle": "Programmer"})
    assert connected.program.sync().verdict is Verdict.CLEAN
    newest = connected.program.queries.history_of(pair_id)[0]
    assert (newest.field, newest.before, newest.after, newest.why) == ("title", "Programmer", "Countess", "policy")


def test_the_history_of_a_pair_begins_with_the_newest_and_knows_its_sessions(connected: Bureau) -> None:
    pair_id = synced(connected)
    began = connected.clock.now()
    connected.clock.forward(minutes=15)
    connected.crm.edit(connected.crm.contacts()[0].native_id, {"Title": "Countess"})
    connected.program.sync()
    told = [(change.verb, change.at) for change in connected.program.queries.history_of(pair_id)]
    assert told == [("update", connected.clock.now()), ("create", began)]
    assert connected.program.queries.history_of("another") == []


def test_the_bases_of_a_pair_are_what_both_agreed_on(connected: Bureau) -> None:
    pair_id = synced(connected)
    bases = connected.program.queries.bases(pair_id)
    assert {side: bases[side]["title"] for side in Side} == dict.fromkeys(Side, "Analyst")
    assert connected.program.queries.bases("another") == {}


def test_a_contact_is_unshared_and_shared_anew(connected: Bureau) -> None:
    pair_id = synced(connected)
    connected.program.answers.unshare(pair_id)
    connected.restart()
    connected.program.sync()
    assert [item.role for item in connected.mailbox.contacts()] == [Role.DEFAULT]
    connected.program.answers.share(pair_id)
    connected.program.sync()
    assert [item.role for item in connected.mailbox.contacts()] == [Role.SHARED]
    assert connected.program.queries.doctor() == []


def test_an_ignored_problem_is_listed_apart_until_it_is_heeded(connected: Bureau) -> None:
    program = connected.program
    connected.new_in_outlook("Prince", "")
    assert program.sync(yes=True).verdict is Verdict.WAITING
    (issue,) = program.queries.issues()
    program.answers.ignore(issue.id)
    assert (program.queries.issues(), program.queries.facts().problems) == ([], 0)
    assert [found.id for found in program.queries.ignored()] == [issue.id]
    connected.clock.forward(hours=25)
    assert program.sync().verdict is Verdict.CLEAN, "what is ignored does not come back by itself on another day"
    program.answers.retry(issue.id)
    assert program.queries.facts().problems == 1
    assert program.sync().verdict is Verdict.WAITING
    (found,) = program.queries.issues()
    assert (found.id, found.attempts) == (issue.id, issue.attempts + 1)
