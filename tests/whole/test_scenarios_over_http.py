"""Regression scenarios that only show between the real program and two servers; the list is in docs/pitfalls.md.

They must not know how the program does it.

Laws: L1, L4, unless a test names its own.
"""

from __future__ import annotations

import math
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.app.reads import Program, Report, Verdict
from desktop.sandbox.judge import Judge
from desktop.sandbox.mishaps.plan import FaultPlan
from desktop.sandbox.people import SimulatedPeople
from tests.whole.desk import Desk, text_of
from tests.whole.office import Office, of

if TYPE_CHECKING:
    from desktop.sandbox.request_log import HttpExchange
    from desktop.sandbox.serve import Sandbox
    from tests.whole.conftest import MakeOffice

READ = "SyncFolderItems"
"""What is read last: whatever happens with it happens between reading and writing."""


@pytest.fixture
def desk(sandbox: Sandbox, tmp_path: Path) -> Desk:
    """Eight contacts on both sides, in agreement; then people make and edit on both sides."""
    desk = Desk(sandbox, tmp_path)
    desk.settled()
    desk.people.edit_in_salesforce("Anna Müller", {"Title": "Chief"})
    desk.people.edit_in_outlook("Alice Whitaker", {"JobTitle": "Boss"})
    desk.people.add_in_outlook({"GivenName": "New", "Surname": "Below"})
    desk.people.add_in_salesforce({"FirstName": "New", "LastName": "Above"})
    return desk


def arrived(desk: Desk) -> None:
    """All four edits reached the other side, once."""
    (anna,), (alice,) = desk.in_outlook("Anna Müller"), desk.in_salesforce("Alice Whitaker")
    assert (text_of(anna, "JobTitle"), alice["Title"]) == ("Chief", "Boss")
    desk.agreed(10)


def test_a_field_that_the_administrator_takes_away_is_emptied_nowhere(sandbox: Sandbox, tmp_path: Path) -> None:
    """L10: scenario 9, where it is a field that can no longer be seen."""
    desk = Desk(sandbox, tmp_path)
    desk.settled()
    before = {text_of(item, "EmailAddresses/EmailAddress1") for item in desk.all_in_outlook()}
    assert len(before) == 8
    desk.sandbox.call(lambda: setattr(desk.sandbox.org.settings, "hidden_fields", {("Contact", "Email")}))
    desk.people.edit_in_salesforce("Anna Müller", {"Title": "Chief"})
    assert desk.sync().code == 0
    assert {text_of(item, "EmailAddresses/EmailAddress1") for item in desk.all_in_outlook()} == before
    assert text_of(desk.in_outlook("Anna Müller")[0], "JobTitle") == "Chief"
    desk.sandbox.call(lambda: setattr(desk.sandbox.org.settings, "hidden_fields", set()))
    assert {row["Email"] for row in desk.all_in_salesforce()} == before
    desk.agreed(8)


@pytest.fixture
def office(make_office: MakeOffice) -> Office:
    """Eight contacts on both sides, in agreement; then one is made on each side and one edited."""
    office = make_office(8)
    assert office.sync(yes=True).verdict is Verdict.CLEAN
    people = SimulatedPeople(office.ready)
    people.add_in_outlook({"GivenName": "New", "Surname": "Below"})
    people.add_in_salesforce({"FirstName": "New", "LastName": "Above"})
    people.edit_in_salesforce("Anna Müller", {"Title": "Chief"})
    return office


def ten_people(office: Office) -> None:
    """Everything arrived on the other side, once."""
    judge = Judge(office.ready)
    assert judge.disagreements() == [] and judge.shared() == (10, 10)


def test_a_sign_in_that_is_revoked_while_the_session_runs_loses_and_doubles_nothing(office: Office) -> None:
    """Scenario 17: the tokens are taken away between reading and writing."""
    sessions = office.sandbox.org.sessions

    def revoke(seen: HttpExchange) -> None:
        if seen.operation == READ:
            sessions.revoke(office.ready["salesforce"]["refresh_token"])
            sessions.expire()

    office.wire.watchers.append(revoke)
    assert office.sync().verdict is Verdict.NEEDS_AUTH
    office.wire.watchers.remove(revoke)
    signed_in_again(office)
    assert office.sync().verdict is Verdict.CLEAN
    ten_people(office)


def signed_in_again(office: Office) -> None:
    """The person signs in to Salesforce anew, and so do the people who look on."""
    sessions, place = office.sandbox.org.sessions, office.ready["salesforce"]
    place["refresh_token"] = office.sandbox.call(lambda: sessions.open_lasting(place["user_id"]))
    place["access_token"] = office.sandbox.call(lambda: sessions.open(place["user_id"]))
    office.connect()


def test_a_tenant_that_blocks_ews_stops_the_sync_and_what_people_did_arrives_when_it_is_allowed(desk: Desk) -> None:
    """Scenario 17, where the administrator switches EWS off."""
    desk.sandbox.plan_faults(FaultPlan.read({"rules": [{"server": "exchange", "match": "UpdateItem", "fault": "403"}]}))
    told = desk.sync()
    assert told.report.fault is not None and told.report.fault.code == "ews-not-allowed"
    assert told.report.fault.action
    desk.sandbox.plan_faults(FaultPlan())
    assert desk.sync().code == 0
    arrived(desk)


@pytest.mark.parametrize("left", [0, 0.01, 0.2])
def test_used_up_calls_stop_a_session_within_a_batch_and_it_goes_on_by_itself_after_the_rest(
    office: Office, left: float
) -> None:
    """Scenario 18: all calls of the day are used up, or 99 % of them, or 80, when it begins to write."""
    org = office.sandbox.org
    usual = org.settings.daily_limit

    def spend(seen: HttpExchange) -> None:
        if seen.operation == READ:
            org.settings.daily_limit = math.ceil(org.calls.used / (1 - left))

    office.wire.watchers.append(spend)
    stopped = office.sync()
    office.wire.watchers.remove(spend)
    assert stopped.fault is not None and stopped.fault.code == "budget-exhausted"
    assert stopped.fault.message and "by itself" in stopped.fault.action
    with office.program() as program:
        assert rests_for(program, office) == pytest.approx(30 * 60, abs=60)
        assert program.queries.doctor() == []
    office.clock.ahead += timedelta(minutes=28)
    report, seen = office.asked(lambda: by_itself(office))
    assert (report.verdict, of(seen, "salesforce")) == (Verdict.FAILED, []), "it rests"
    office.sandbox.call(lambda: setattr(org.settings, "daily_limit", usual))
    office.clock.ahead += timedelta(minutes=3)
    assert by_itself(office).verdict is Verdict.CLEAN
    ten_people(office)
    with office.program() as program:
        assert program.queries.facts().resting_until is None


def by_itself(office: Office) -> Report:
    """A session that nobody asked for."""
    with office.program() as program:
        return program.sync(trigger="schedule")


def rests_for(program: Program, office: Office) -> float:
    """For how many seconds no session begins by itself."""
    until = program.queries.facts().resting_until
    assert until is not None
    return (until - office.clock.now()).total_seconds()
