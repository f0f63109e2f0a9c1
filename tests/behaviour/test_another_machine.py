"""Two machines find the same newcomers: what one of them has made, the other one takes as it is.

Laws: L4, unless a test names its own.
"""

from __future__ import annotations

import contextlib

import pytest

from desktop.app.excluding import exclude_pair
from desktop.core.lease import Machine
from desktop.core.pairing import Wish
from desktop.core.record import Link, Role, Side
from desktop.sync.exclusion import Cause
from desktop.sync.session import Verdict, run

from .moments import Crash, Doom
from .office import Office


@pytest.fixture
def machines(office: Office) -> tuple[Office, Office]:
    """The same accounts on two machines, which have both synced one contact."""
    laptop = Office(office.dialect, office.link_field, clock=office.clock)
    laptop.world, laptop.crm, laptop.mailbox = office.world, office.crm, office.mailbox
    laptop.ids.last = 900_000
    office.machine, laptop.machine = Machine("OFFICE-PC", "k1"), Machine("LAPTOP", "k2")
    office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    laptop.clock.forward(hours=1)
    laptop.settled()
    return office, laptop


def in_turns(*machines: Office) -> None:
    """Each machine syncs when the other's lease has run out; the last round has nothing to do (law L2)."""
    for machine in machines * 2:
        machine.clock.forward(hours=1)
        machine.sync()
    versions = machines[0].versions()
    for machine in machines:
        machine.clock.forward(hours=1)
        machine.sync()
        assert machine.versions() == versions


def refused(machine: Office) -> None:
    """A machine sees what is new, and may not write."""
    assert machine.sync().verdict is Verdict.FAILED


def answer(machine: Office, copy: str, take: str) -> None:
    """Say on one machine who a copy is."""
    for conflict in machine.store.conflicts.waiting():
        for view in machine.store.pairs.views([conflict.pair_id or ""]):
            if view.mailbox is not None and view.mailbox.native_id == copy:
                machine.resolve(conflict.id, take)


def excluded(machine: Office, what: str) -> None:
    """The person excludes a contact on one machine; the other one does not know."""
    for view in machine.store.pairs.views([pairing.pair_id for pairing in machine.pairings()]):
        live = view.live(Side.MAILBOX)
        name = machine.context().map.title(live.fields) if live is not None else ""
        if what in (view.pairing.pair_id, name):
            with machine.database.transaction():
                exclude_pair(machine.database, view.pairing.pair_id, Cause.PERSON, machine.clock.now())


def test_a_copy_that_the_other_machine_made_is_not_made_again(machines: tuple[Office, Office]) -> None:
    office, laptop = machines
    office.clock.forward(hours=1)
    office.new_in_salesforce("Bob", "Jones")
    office.sync()
    office.new_in_salesforce("Eve", "Smith")
    refused(laptop)
    office.sync()
    in_turns(laptop, office)
    assert sorted(office.copies()) == ["Ada Lovelace", "Bob Jones", "Eve Smith"]
    assert len(office.mailbox.contacts()) == 3


def test_a_record_that_the_other_machine_made_is_not_made_again(machines: tuple[Office, Office]) -> None:
    office, laptop = machines
    office.clock.forward(hours=1)
    office.new_in_salesforce("Bob", "Jones")
    office.sync()
    copy = office.new_in_outlook("Eve", "Smith")
    refused(laptop)
    office.sync()
    office.mailbox.edit(copy, {"EmailAddresses/EmailAddress1": "eve@elsewhere.example"})
    in_turns(laptop, office)
    assert len(office.crm.contacts()) == 3


def test_both_machines_call_a_pair_by_the_same_id(machines: tuple[Office, Office]) -> None:
    """Else each would write its own id in turns."""
    office, laptop = machines
    office.clock.forward(hours=1)
    office.new_in_salesforce("Bob", "Jones")
    office.sync()
    office.new_in_salesforce("Eve", "Smith")
    office.new_in_outlook("Eve", "Smith")
    refused(laptop)
    office.sync()
    in_turns(laptop, office)
    told = {link.pair_id for item in office.mailbox.contacts() if (link := Link.parse(item.link)) is not None}
    assert {pairing.pair_id for pairing in office.pairings()} == told
    assert {pairing.pair_id for pairing in laptop.pairings()} == told


def test_a_choice_that_was_made_on_the_other_machine_is_not_asked_for(machines: tuple[Office, Office]) -> None:
    """Of two namesakes in Salesforce one has the copy that the person chose."""
    office, laptop = machines
    office.new_in_salesforce("Eve", "Smith", Email="eve@one.example")
    office.new_in_salesforce("Eve", "Smith", Email="eve@two.example")
    chosen = office.crm.contacts()[-1].native_id
    office.new_in_outlook("Eve", "Smith", email="")
    office.clock.forward(hours=1)
    office.sync()
    laptop.sync()
    assert [len(machine.store.conflicts.waiting()) for machine in machines] == [1, 1]
    office.resolve(office.store.conflicts.waiting()[0].id, chosen)
    in_turns(office, laptop)
    assert [len(machine.store.conflicts.waiting()) for machine in machines] == [0, 0]
    assert len(office.crm.contacts()) == 3


def test_the_same_answer_on_both_machines_makes_one_record(machines: tuple[Office, Office]) -> None:
    """Each is told that the contact is somebody new. The later one finds that this was done, and gives what the other
    one made to nobody else."""
    office, laptop = machines
    namesakes = [office.new_in_salesforce("Eve", "Smith", Email=f"eve@{n}.example") for n in ("one", "two")]
    first, second = [office.new_in_outlook("Eve", "Smith", email="") for _ in namesakes]
    for machine in machines:
        machine.clock.forward(hours=1)
        machine.sync()
    for namesake in namesakes:
        office.crm.delete(namesake)
    answer(laptop, first, "mailbox")
    answer(office, first, "mailbox")
    answer(office, second, namesakes[0])
    laptop.sync()
    made = office.crm.contacts()[-1].native_id
    office.clock.forward(hours=1)
    office.sync()
    answer(office, second, "mailbox")
    in_turns(office, laptop)
    links = {item.native_id: link for item in office.mailbox.contacts() if (link := Link.parse(item.link))}
    assert links[first].other_id == made
    assert {link.other_id for link in links.values()} == {row.native_id for row in office.crm.contacts()}
    assert len(links) == len(office.crm.contacts()) == 3


def test_a_contact_that_was_unshared_on_one_machine_may_get_a_copy_from_the_other(
    machines: tuple[Office, Office],
) -> None:
    """The other machine did not know; then it is shared, on both."""
    office, laptop = machines
    office.clock.forward(hours=1)
    office.new_in_salesforce("Bob", "Jones")
    office.sync()
    office.new_in_salesforce("Eve", "Smith")
    refused(laptop)
    office.sync()
    eve = next(view for view in office.store.pairs.views(p.pair_id for p in office.pairings()) if view.crm is not None
               and view.crm.native_id == office.crm.contacts()[-1].native_id)  # fmt: skip
    office.wish(Wish.UNSHARE, eve.pairing.pair_id)
    office.sync()
    in_turns(laptop, office)
    assert "Eve Smith" in office.copies() and not office.store.conflicts.waiting()
    assert len(office.mailbox.contacts(Role.SHARED)) == 3


def test_a_copy_whose_record_is_not_shown_any_more_is_asked_about_before_it_is_made_anew(
    machines: tuple[Office, Office],
) -> None:
    office, laptop = machines
    office.clock.forward(hours=1)
    bob = office.new_in_salesforce("Bob", "Jones")
    assert office.sync().verdict is Verdict.CLEAN
    office.crm.hide(bob)
    laptop.clock.forward(hours=1)
    assert laptop.sync().verdict is Verdict.WAITING
    assert [hold.guard for hold in laptop.store.holds.active()] == ["lost-records"]
    assert len(office.crm.contacts()) == 2, "nothing is made in Salesforce"
    office.mailbox.copy(office.copy_of("Ada Lovelace"), Role.SHARED)
    laptop.sync()
    (hold,) = laptop.store.holds.active()
    assert hold.summary.startswith("1 shared contacts"), "a copy that a person made was not synced before"


def test_a_copy_that_got_another_record_on_the_other_machine_is_not_missed_for_the_one_that_is_not_shown(
    machines: tuple[Office, Office],
) -> None:
    """L1: else each machine would ask for ever, and make one more contact with each answer."""
    office, laptop = machines
    office.clock.forward(hours=1)
    bob = office.new_in_salesforce("Bob", "Jones")
    assert office.sync().verdict is Verdict.CLEAN
    office.crm.hide(bob)
    laptop.clock.forward(hours=1)
    laptop.sync()
    (hold,) = laptop.store.holds.active()
    laptop.confirm(hold.id, "restore")
    in_turns(laptop, office)
    assert not office.store.holds.active() and not laptop.store.holds.active()
    assert len(office.mailbox.contacts()) == 2
    office.crm.hide(bob, hidden=False)
    for machine in machines:
        machine.clock.forward(hours=25)
        machine.sync()
    in_turns(*machines)
    assert len(office.mailbox.contacts()) == len(office.crm.contacts()) == 3, "shown again, it is one more contact"


def test_l9_what_another_machine_wrote_is_heeded_also_after_a_crash(office: Office) -> None:
    """L9: whoever took the lease and died must not take what the other one made for its own."""
    for moment in range(40):
        desk = Office(office.dialect, office.link_field)
        laptop = Office(office.dialect, office.link_field, clock=desk.clock)
        laptop.world, laptop.crm, laptop.mailbox = desk.world, desk.crm, desk.mailbox
        laptop.ids.last = 900_000
        desk.machine, laptop.machine = Machine("OFFICE-PC", "k1"), Machine("LAPTOP", "k2")
        for machine in (desk, laptop, laptop):
            machine.clock.forward(hours=1)
            machine.sync()
        desk.new_in_salesforce("Bob", "Jones")
        laptop.sync()
        desk.new_in_outlook("Ann", "Smith", email="")
        refused(desk)
        laptop.sync()
        desk.clock.forward(hours=1)
        doom = Doom(desk, moment)
        with contextlib.suppress(Crash):
            run(desk.context(), "test", yes=True)
        doom.end()
        in_turns(desk, laptop)
        assert (len(desk.mailbox.contacts()), len(desk.crm.contacts())) == (2, 2), f"after a crash at moment {moment}"


def test_a_contact_that_is_excluded_here_before_it_was_made_gets_no_second_copy(
    machines: tuple[Office, Office],
) -> None:
    office, laptop = machines
    office.clock.forward(hours=1)
    office.new_in_salesforce("Bob", "Jones")
    office.sync()
    office.new_in_outlook("Eve", "Smith", email="")
    refused(laptop)
    excluded(laptop, "Eve Smith")
    office.sync()
    in_turns(laptop, office)
    assert len(office.crm.contacts()) == len(office.mailbox.contacts()) == 3
    office.crm.edit(office.crm.contacts()[-1].native_id, {"Title": "Chair"})
    laptop.clock.forward(hours=1)
    laptop.sync()
    assert not office.copies()["Eve Smith"].get("JobTitle"), "it is left alone here, and goes on there"
    in_turns(laptop, office)
    assert office.copies()["Eve Smith"]["JobTitle"] == "Chair"


def test_a_contact_that_was_excluded_in_place_of_a_choice_gets_no_second_copy(
    machines: tuple[Office, Office],
) -> None:
    office, laptop = machines
    for email in ("eve@one.example", "eve@two.example"):
        office.new_in_salesforce("Eve", "Smith", Email=email)
    office.new_in_outlook("Eve", "Smith", email="")
    office.clock.forward(hours=1)
    office.sync()
    laptop.clock.forward(hours=1)
    laptop.sync()
    (conflict,) = laptop.store.conflicts.waiting()
    excluded(laptop, conflict.pair_id or "")
    (conflict,) = office.store.conflicts.waiting()
    office.resolve(conflict.id, "mailbox")
    in_turns(office, laptop)
    assert len(office.crm.contacts()) == 4
    assert len(office.mailbox.contacts()) == 4


def test_a_new_copy_of_an_excluded_contact_is_excluded_and_not_asked_about(machines: tuple[Office, Office]) -> None:
    """It was deleted here, and the other machine, which does not know, made it."""
    office, laptop = machines
    office.new_in_salesforce("Bob", "Jones", Email="")
    laptop.clock.forward(hours=1)
    laptop.sync()
    excluded(laptop, "Bob Jones")
    office.mailbox.delete(office.copy_of("Bob Jones"))
    in_turns(office, laptop)
    assert not laptop.store.conflicts.waiting()
    views = laptop.store.pairs.views([pairing.pair_id for pairing in laptop.pairings()])
    (bob,) = [view for view in views if view.excluded]
    assert bob.mailbox is not None and bob.mailbox.native_id == office.copy_of("Bob Jones")
    assert len(office.crm.contacts()) == len(office.mailbox.contacts(Role.SHARED)) == 2


def machine_beside(office: Office, name: str, last_id: int) -> Office:
    """One more machine with the same accounts."""
    machine = Office(office.dialect, office.link_field, clock=office.clock)
    machine.world, machine.crm, machine.mailbox = office.world, office.crm, office.mailbox
    machine.ids.last, machine.machine = last_id, Machine(name, name)
    return machine


def test_l9_what_a_machine_made_for_a_waiting_copy_and_could_not_mark_gets_no_copy_from_the_other(
    office: Office,
) -> None:
    """L9: both ask what becomes of a copy whose record is hidden, and one of them dies while it follows the answer."""
    for moment in range(24, 40):
        desk = Office(office.dialect, office.link_field)
        desk.machine = Machine("OFFICE-PC", "k1")
        laptop, third = machine_beside(desk, "LAPTOP", 800_000), machine_beside(desk, "THIRD", 900_000)
        desk.new_in_salesforce("Ada", "Lovelace")
        for machine in (desk, laptop, third):
            machine.clock.forward(hours=1)
            machine.sync()
        bob = desk.new_in_salesforce("Bob", "Jones", Email="")
        third.clock.forward(hours=1)
        third.sync()
        desk.crm.hide(bob)
        for machine in (desk, laptop):
            machine.clock.forward(hours=1)
            machine.sync()
        laptop.confirm(laptop.store.holds.active()[0].id, "restore")
        laptop.clock.forward(hours=1)
        doom = Doom(laptop, moment)
        with contextlib.suppress(Crash):
            run(laptop.context(), "test", yes=True)
        doom.end()
        desk.clock.forward(hours=1)
        in_turns(desk, laptop)
        assert len(desk.mailbox.contacts()) == 2, f"after a crash at moment {moment}"
        assert not desk.store.holds.active() and not laptop.store.holds.active()
