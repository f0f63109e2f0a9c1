"""What makes the program rest is told of each item that waits for the next session, and on the icon."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest

from desktop.app.reads import Explanation, Program
from desktop.app.standing import State, stand
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.sync.budgeting import EXHAUSTED
from tests.behaviour.connections import MAILBOX, SALESFORCE
from tests.unit.app.bureau import Bureau


@pytest.fixture
def office(bureau: Bureau) -> Bureau:
    """Ada, synced, and changed in Salesforce since."""
    bureau.program.connect_salesforce(SALESFORCE)
    bureau.program.connect_exchange(MAILBOX)
    ada = bureau.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    bureau.clock.forward(minutes=15)
    bureau.program.sync(yes=True)
    bureau.crm.edit(ada, {"Title": "Countess"})
    bureau.clock.forward(minutes=15)
    return bureau


def used(office: Bureau, calls: int) -> None:
    office.world.crm.budget = lambda: (calls, 1_000)  # type: ignore[method-assign]


def refusing(until: datetime | None) -> Callable[[str], None]:
    def refuse(_: str) -> None:
        message, action = "Salesforce asks for a pause.", "It goes on by itself."
        raise PortFault(Fault(FaultClass.THROTTLED, "throttled", message, action, until=until))

    return refuse


def about_ada(office: Bureau) -> Explanation:
    (item,) = office.program.explain("Ada Lovelace").items
    return item


def codes(item: Explanation) -> list[str]:
    return [str(reason.code) for reason in item.reasons]


def test_while_calls_are_used_up_what_waits_says_until_when_and_what_can_be_done(office: Bureau) -> None:
    used(office, 900)
    report = office.program.sync()
    assert report.fault is not None and report.fault.code == EXHAUSTED
    item = about_ada(office)

    assert codes(item) == ["budget-exhausted", "pending-next-run"]
    told = item.reasons[0]
    until = (office.clock.now() + timedelta(minutes=30)).astimezone().strftime("%Y-%m-%d %H:%M")
    assert until in told.then
    assert told.evidence[0] == "Used by your organisation in 24 hours: 900 of 1,000 calls"
    assert told.remedy


def test_what_waits_for_nothing_is_not_told_of_a_rest(office: Bureau) -> None:
    office.program.sync()
    used(office, 900)
    office.program.sync()
    used(office, 1)
    assert codes(about_ada(office)) == ["linked-ok", "unchanged"]


def test_when_the_calls_are_free_again_nothing_is_said_of_a_rest(office: Bureau) -> None:
    used(office, 900)
    office.program.sync()
    used(office, 1)
    assert codes(about_ada(office)) == ["pending-next-run", "budget-exhausted"]
    office.clock.forward(minutes=31)
    assert codes(about_ada(office)) == ["pending-next-run"]


def test_a_pause_that_a_server_asked_for_is_told_until_it_is_over(office: Bureau) -> None:
    until = office.clock.now() + timedelta(hours=2)
    office.world.crm.calls.before_call = refusing(until)
    office.program.sync()
    refused = about_ada(office)
    office.world.crm.calls.quiet()
    office.restart()
    told = about_ada(office)
    office.clock.forward(hours=3)

    moment = until.astimezone().strftime("%Y-%m-%d %H:%M")
    assert codes(refused).count("throttled") == 1
    assert moment in next(reason.sentence for reason in refused.reasons if reason.code == "throttled")
    assert codes(told) == ["pending-next-run", "throttled"]
    assert moment in told.reasons[1].sentence
    assert codes(about_ada(office)) == ["pending-next-run"]


def test_the_icon_says_that_it_rests_and_when_it_goes_on(office: Bureau) -> None:
    until = office.clock.now() + timedelta(hours=2)
    office.world.crm.calls.before_call = refusing(until)
    office.program.sync()
    facts = office.program.queries.facts()
    office.world.crm.calls.quiet()
    office.program.sync()

    assert (stand(facts, office.clock.now(), None).state, facts.goes_on_at) == (State.RESTING, until)
    assert office.program.queries.facts().goes_on_at is None


@pytest.mark.parametrize("ask", [lambda program: program.explain("Ada Lovelace"), lambda program: program.audit()])
def test_a_pause_that_is_asked_for_outside_of_a_session_is_kept_too(
    office: Bureau, ask: Callable[[Program], object]
) -> None:
    until = office.clock.now() + timedelta(hours=2)
    office.world.crm.calls.before_call = refusing(until)
    with suppress(PortFault):
        ask(office.program)
    office.restart()
    assert office.program.queries.facts().goes_on_at == until
    office.world.crm.calls.quiet()
    office.program.sync()
    assert office.program.queries.facts().goes_on_at is None
