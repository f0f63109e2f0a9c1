"""A first sync that the person agreed to and that could not end goes on by itself, one that they stopped does not."""

from __future__ import annotations

import pytest

from desktop.core.lease import LASTS, Lease, Machine
from desktop.sync.session import Verdict
from tests.behaviour.connections import MAILBOX, SALESFORCE
from tests.unit.app.bureau import Bureau


@pytest.fixture
def connected(bureau: Bureau) -> Bureau:
    bureau.program.connect_salesforce(SALESFORCE)
    bureau.program.connect_exchange(MAILBOX)
    bureau.new_in_salesforce("Ada", "Lovelace")
    return bureau


def goes_on(bureau: Bureau) -> bool:
    """Whether the schedule may run a session; if so it does."""
    if bureau.program.queries.facts().first_sync_due:
        return False
    bureau.clock.forward(minutes=45)
    return bureau.program.sync(trigger="schedule").verdict is Verdict.CLEAN


@pytest.mark.parametrize("call", ["changes", "find_matches", "create"])
def test_a_first_sync_that_ran_out_of_time_goes_on_by_itself(connected: Bureau, call: str) -> None:
    connected.new_in_outlook("Grace", "Hopper")

    def slow(name: str) -> None:
        if name == call:
            connected.clock.forward(minutes=61)

    for calls in (connected.world.crm.calls, connected.world.mailbox.calls):
        calls.before_call = slow
    assert connected.program.sync(yes=True).verdict is Verdict.OUT_OF_TIME
    for calls in (connected.world.crm.calls, connected.world.mailbox.calls):
        calls.quiet()
    assert goes_on(connected)
    assert connected.copies() == ["Hopper", "Lovelace"]


def test_a_first_sync_that_another_machine_kept_from_writing_goes_on_by_itself(connected: Bureau) -> None:
    other = Machine("LAPTOP", "k2")
    connected.machine = Machine("OFFICE-PC", "k1")
    connected.restart()
    lease = Lease(other, connected.clock.now() + LASTS)
    connected.world.mailbox.put_lease(lease.text(), connected.world.mailbox.lease().version)
    assert connected.program.sync(yes=True).verdict is Verdict.FAILED
    connected.clock.forward(hours=1)
    assert goes_on(connected)
    assert connected.copies() == ["Lovelace"]


def test_a_first_sync_that_the_person_stopped_waits_for_another_yes(connected: Bureau) -> None:
    connected.cancel_at = "planning"
    assert connected.program.sync(yes=True).verdict is Verdict.CANCELLED
    assert not goes_on(connected)
    assert connected.copies() == []


def test_a_plan_alone_starts_nothing(connected: Bureau) -> None:
    connected.program.plan()
    connected.program.sync()
    assert not goes_on(connected)
    assert connected.copies() == []


def test_what_came_after_the_plan_that_was_agreed_to_is_asked_about(connected: Bureau) -> None:
    report = connected.program.sync()
    assert report.hold is not None
    connected.program.answers.confirm(report.hold, "yes")
    connected.new_in_salesforce("Grace", "Hopper")
    assert not connected.program.queries.facts().first_sync_due
    assert connected.program.sync(trigger="schedule").verdict is Verdict.HELD
    assert connected.copies() == ["Lovelace"]
    assert connected.program.queries.facts().first_sync_due
