"""Two machines on one mailbox that begin at the same moment: whoever may not write makes nothing twice later.

`tests/behaviour/test_lease.py` says who may write; here is what becomes of what the other one had paired meanwhile.
Laws: L2, L4.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.core.lease import Machine
from desktop.core.record import Role

from .office import Office, StoppedClock


@pytest.fixture
def office(office: Office) -> Office:
    """The first of the two machines, with three contacts in agreement."""
    office.machine = Machine("OFFICE-PC", "k1")
    for number in range(3):
        office.new_in_salesforce(f"Person{number}", "Smith", Title="Analyst")
    office.settled()
    return office


def another(office: Office) -> Office:
    """A laptop with the same accounts and a database and a clock of its own."""
    laptop = Office(office.dialect, office.link_field, clock=StoppedClock(office.clock.now()))
    laptop.world, laptop.crm, laptop.mailbox = office.world, office.crm, office.mailbox
    laptop.ids.last = 900_000
    laptop.machine = Machine("LAPTOP", "k2")
    return laptop


def hours_later(office: Office, laptop: Office) -> None:
    """The lease of either has run out."""
    office.clock.forward(hours=2)
    laptop.clock.forward(hours=2)


def people_work(office: Office) -> None:
    """Three are made on each side."""
    for number in range(3):
        office.new_in_salesforce(f"New{number}", "Smith")
        office.new_in_outlook(f"Typed{number}", "Smith", email="")


def meanwhile(office: Office, call: str, laptop: Office, ahead: int = 0) -> None:
    """A session of the office PC; at its first such call the laptop, so many minutes ahead, syncs too."""

    def at_once(name: str) -> None:
        if name == call:
            office.world.mailbox.calls.quiet()
            office.world.crm.calls.quiet()
            # A session begins a quarter of an hour later.
            laptop.clock.moment = office.clock.now() + timedelta(minutes=ahead - 15)
            laptop.sync()

    office.world.mailbox.calls.before_call = office.world.crm.calls.before_call = at_once
    office.sync()


def nobody_is_there_twice(office: Office, laptop: Office) -> None:
    """Both take turns until nothing is left to do: everybody is there once, and the versions rest."""
    for machine in (laptop, office, laptop, office):
        hours_later(office, laptop)
        machine.sync()
    versions = office.versions()
    for machine in (laptop, office):
        hours_later(office, laptop)
        machine.sync()
    assert office.versions() == versions, "the two take turns in writing"
    assert sorted(office.copies()) == sorted(office.records())
    assert len(office.mailbox.contacts()) == len(office.crm.contacts()) == len(office.records())
    assert office.mailbox.contacts(Role.DELETED) == [] and office.crm.bin() == []
    for machine in (office, laptop):
        assert len(machine.pairings()) == len(office.records())
        assert machine.store.holds.active() == [] and machine.store.conflicts.waiting() == []


@pytest.mark.parametrize("ahead", [-10, 0, 10])
@pytest.mark.parametrize("call", ["changes", "lease", "put_lease", "create", "share"])
def test_two_machines_at_once_with_clocks_that_differ_make_nothing_twice(office: Office, call: str, ahead: int) -> None:
    """Scenario 16."""
    laptop = another(office)
    hours_later(office, laptop)
    laptop.settled()
    hours_later(office, laptop)
    people_work(office)
    meanwhile(office, call, laptop, ahead)
    nobody_is_there_twice(office, laptop)
    assert len(office.records()) == 9


@pytest.mark.parametrize("call", ["changes", "create", "share"])
def test_a_first_sync_beside_another_machine_makes_nothing_twice(office: Office, call: str) -> None:
    laptop = another(office)
    people_work(office)
    meanwhile(office, call, laptop)
    for _ in range(2):
        hours_later(office, laptop)
        laptop.sync()
        for hold in laptop.store.holds.active():
            laptop.confirm(hold.id, "restore")
    nobody_is_there_twice(office, laptop)
    assert len(office.records()) == 9


def test_two_machines_that_paired_the_same_contacts_apart_come_to_rest() -> None:
    office = Office()
    office.machine = Machine("OFFICE-PC", "k1")
    for number in range(3):
        office.new_in_salesforce(f"Person{number}", "Smith")
        office.new_in_outlook(f"Person{number}", "Smith")
    laptop = another(office)
    meanwhile(office, "put_lease", laptop)
    nobody_is_there_twice(office, laptop)


def test_a_contact_that_is_refused_here_and_made_by_the_other_machine_is_the_same_one(office: Office) -> None:
    laptop = another(office)
    hours_later(office, laptop)
    laptop.settled()
    hours_later(office, laptop)
    office.new_in_outlook("Grace", "", email="grace@example.com")
    office.sync()
    assert len(office.store.issues.open()) == 1, "a contact needs a last name"
    typed = next(item.native_id for item in office.mailbox.contacts() if item.fields.get("GivenName") == "Grace")
    office.mailbox.edit(typed, {"Surname": "Hopper", "EmailAddresses/EmailAddress1": None})
    hours_later(office, laptop)
    laptop.sync()
    nobody_is_there_twice(office, laptop)
    assert office.store.issues.open() == [] and len(office.records()) == 4
