"""The lease: two machines on one mailbox take turns, and what one of them wrote the other one reads first.

Laws: L4, unless a test names its own.
"""

from __future__ import annotations

import pytest

from desktop.core.lease import Machine, lease_of
from desktop.sync.session import Verdict

from .office import Office

OFFICE_PC, LAPTOP = Machine("OFFICE-PC", "k1"), Machine("LAPTOP", "k2")


@pytest.fixture
def machines(office: Office) -> tuple[Office, Office]:
    """The same accounts on two machines, each with a database of its own."""
    laptop = Office(office.dialect, office.link_field, clock=office.clock)
    laptop.world, laptop.crm, laptop.mailbox = office.world, office.crm, office.mailbox
    laptop.ids.last = 900_000
    office.machine, laptop.machine = OFFICE_PC, LAPTOP
    return office, laptop


def lease_calls(office: Office) -> list[str]:
    return [name for name in office.world.mailbox.calls.names if "lease" in name]


def test_the_first_write_takes_the_lease_and_names_the_machine(machines: tuple[Office, Office]) -> None:
    office, _ = machines
    office.new_in_salesforce("Ada", "Lovelace")
    office.sync(yes=False)
    assert office.world.mailbox.lease().text == "", "nothing is written before the first yes"
    office.sync()
    told = lease_of(office.world.mailbox.lease().text)
    assert told is not None and told.machine == OFFICE_PC


def test_a_session_with_nothing_to_write_never_asks_for_the_lease(machines: tuple[Office, Office]) -> None:
    """L2."""
    office, _ = machines
    office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.clock.forward(days=1)
    before = lease_calls(office)
    office.sync()
    assert lease_calls(office) == before


def test_another_machine_that_has_something_to_write_ends_at_once(machines: tuple[Office, Office]) -> None:
    office, laptop = machines
    office.new_in_salesforce("Ada", "Lovelace")
    office.sync()
    laptop.new_in_salesforce("Grace", "Hopper")
    report = laptop.sync()
    assert report.verdict is Verdict.FAILED and report.fault is not None
    assert report.fault.code == "other-machine-active" and "OFFICE-PC" in report.fault.message
    assert list(office.copies()) == ["Ada Lovelace"]


def test_when_the_lease_has_run_out_the_other_machine_goes_on_and_makes_nothing_twice(
    machines: tuple[Office, Office],
) -> None:
    office, laptop = machines
    office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    laptop.clock.forward(hours=1)
    laptop.settled()
    laptop.new_in_salesforce("Grace", "Hopper")
    assert laptop.settled().verdict is Verdict.CLEAN
    office.clock.forward(hours=1)
    assert office.settled().verdict is Verdict.CLEAN
    assert sorted(office.copies()) == ["Ada Lovelace", "Grace Hopper"]
    assert len(office.mailbox.contacts()) == 2 and len(office.crm.contacts()) == 2


def test_what_another_machine_wrote_while_this_one_read_is_read_before_the_first_write(
    machines: tuple[Office, Office],
) -> None:
    office, laptop = machines
    office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    laptop.clock.forward(hours=1)
    laptop.settled()
    office.new_in_salesforce("Grace", "Hopper")

    def between(name: str) -> None:
        if name == "lease":
            # The laptop has read, and is about to look at the lease: the office PC was faster and has gone again.
            office.world.mailbox.calls.quiet()
            office.clock.forward(hours=1)
            office.sync()
            office.clock.forward(hours=1)

    office.world.mailbox.calls.before_call = between
    office.clock.forward(hours=1)
    laptop.settled()
    assert sorted(office.copies()) == ["Ada Lovelace", "Grace Hopper"]
    assert len(office.mailbox.contacts()) == 2


def test_a_machine_that_keeps_writing_renews_its_lease_by_one_call(machines: tuple[Office, Office]) -> None:
    office, _ = machines
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    for number in range(4):
        office.clock.forward(hours=number)
        before = len(lease_calls(office))
        office.crm.edit(contact, {"Title": f"Title {number}"})
        office.sync()
        assert lease_calls(office)[before:] in ([], ["put_lease"])


def test_a_lease_lasts_longer_for_others_since_clocks_differ(machines: tuple[Office, Office]) -> None:
    office, laptop = machines
    office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    laptop.clock.forward(hours=1)
    laptop.settled()
    office.clock.forward(hours=1)
    office.new_in_salesforce("Grace", "Hopper")
    office.sync()
    office.new_in_salesforce("Hedy", "Lamarr")
    laptop.clock.forward(minutes=24)
    assert laptop.sync().verdict is Verdict.FAILED, "39 minutes later"
    assert laptop.sync().verdict is Verdict.CLEAN


def test_the_machine_that_lost_its_database_may_go_on_at_once(machines: tuple[Office, Office]) -> None:
    office, _ = machines
    office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.lose_database()
    office.new_in_salesforce("Grace", "Hopper")
    assert office.sync().verdict is Verdict.WAITING, "whether Grace is new nobody knows"
    (hold,) = office.store.holds.active()
    office.confirm(hold.id, "restore")
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.mailbox.contacts()) == 2


def test_what_is_no_lease_may_be_taken(machines: tuple[Office, Office]) -> None:
    office, _ = machines
    assert office.world.mailbox.put_lease("nonsense", "") is not None
    office.new_in_salesforce("Ada", "Lovelace")
    assert office.settled().verdict is Verdict.CLEAN
