"""The organisation's calls: at 80 % we rest, longer each time, and come back by ourselves.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from desktop.app import vitals
from desktop.core.budget import rest, used_up
from desktop.sync.budgeting import counted
from desktop.sync.session import Report, Verdict, run

from .office import Office


def told(office: Office, used: int) -> None:
    """The server tells that of 1,000 calls so many are used up."""
    office.world.crm.budget = lambda: (used, 1_000)  # type: ignore[method-assign]


def by_itself(office: Office) -> Report:
    return run(office.context(), "schedule")


def resting(office: Office) -> datetime | None:
    return vitals.gather(office.database).resting_until


@pytest.mark.parametrize(
    ("used", "allowed", "up"), [(799, 1_000, False), (800, 1_000, True), (1_200, 1_000, True), (5, 0, False)]
)
def test_four_fifths_of_the_calls_are_what_may_be_used(used: int, allowed: int, up: bool) -> None:
    assert used_up(used, allowed) is up


def test_rests_grow_to_six_and_a_half_hours() -> None:
    hours = [rest(times) / timedelta(hours=1) for times in range(1, 7)]
    assert hours == [0.5, 2.5, 4.5, 6.5, 6.5, 6.5]


def test_at_four_fifths_the_session_ends_and_nothing_is_written(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace")
    told(office, 800)
    report = office.sync()
    assert report.verdict is Verdict.FAILED and report.fault is not None
    assert report.fault.code == "budget-exhausted"
    assert office.copies() == {}
    assert resting(office) == office.clock.now() + timedelta(minutes=30)


def test_while_it_rests_no_session_by_itself_makes_a_call(office: Office) -> None:
    office.settled()
    told(office, 800)
    office.sync()
    calls = len(office.world.crm.calls.names)
    office.clock.forward(minutes=29)
    report = by_itself(office)
    assert report.fault is not None and report.fault.until == resting(office)
    assert len(office.world.crm.calls.names) == calls


def test_it_rests_longer_each_time_also_after_a_restart_and_comes_back(office: Office) -> None:
    office.settled()
    told(office, 900)
    rests = []
    for _ in range(5):
        by_itself(office)
        until = resting(office)
        assert until is not None
        rests.append((until - office.clock.now()) / timedelta(hours=1))
        office.clock.moment = until
    assert rests == [0.5, 2.5, 4.5, 6.5, 6.5]
    told(office, 100)
    assert by_itself(office).verdict is Verdict.CLEAN
    assert resting(office) is None
    told(office, 900)
    by_itself(office)
    assert resting(office) == office.clock.now() + timedelta(minutes=30), "rests begin anew"


def test_what_a_session_had_begun_goes_on_after_the_rest(office: Office) -> None:
    """L1, L4."""
    for number in range(60):
        office.new_in_salesforce(f"Person{number}", "Smith")

    def spend(name: str) -> None:
        if name == "create":
            told(office, 850)

    office.world.mailbox.calls.before_call = spend
    assert office.sync().verdict is Verdict.FAILED
    assert len(office.copies()) == 50
    office.world.mailbox.calls.quiet()
    told(office, 100)
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.mailbox.contacts()) == 60


def test_what_is_asked_for_while_the_end_is_open_counts_and_nothing_else_does(office: Office) -> None:
    office.sync()
    before = office.world.crm.calls_made()
    with counted(office.world.crm, office.database, office.clock.now):
        office.sync()
    ours, used, _ = vitals.gather(office.database).calls
    assert ours == office.world.crm.calls_made() - before > 0
    assert used == office.world.crm.calls_made()
    with counted(office.world.crm, office.database, office.clock.now):
        pass
    assert vitals.gather(office.database).calls[0] == ours
