"""A session past one hour ends between two calls, and the next one goes on.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

import pytest

from desktop.core.record import Role
from desktop.sync.session import Verdict

from .office import Office


@pytest.mark.parametrize("call", ["changes", "create", "find_matches"])
def test_a_session_past_one_hour_ends_between_two_calls_and_the_next_goes_on(office: Office, call: str) -> None:
    """L1, L4."""
    for number in range(120):
        office.new_in_salesforce(f"Person{number}", "Smith")
    office.new_in_outlook("Grace", "Hopper")

    def slow(name: str) -> None:
        if name == call:
            office.clock.forward(minutes=61)

    for calls in (office.world.crm.calls, office.world.mailbox.calls):
        calls.before_call = slow
    assert office.sync().verdict is Verdict.OUT_OF_TIME
    assert len(office.copies()) < 121
    for calls in (office.world.crm.calls, office.world.mailbox.calls):
        calls.quiet()
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.mailbox.contacts(Role.SHARED)) == len(office.crm.contacts()) == 121


def test_a_session_of_an_hour_less_a_minute_comes_to_its_end(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace")

    def slow(name: str) -> None:
        if name == "create":
            office.clock.forward(minutes=59)

    office.world.mailbox.calls.before_call = slow
    assert office.sync().verdict is Verdict.CLEAN
