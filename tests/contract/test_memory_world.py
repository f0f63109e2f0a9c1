"""What the in-process ends can do besides the ports: going back in time, hooks around calls, spurious conflicts.

Laws: none, since it is about the world that the simulation is played in.
"""

from __future__ import annotations

import pytest

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.memory import MemoryWorld
from desktop.core.memory.calls import lost_reply
from desktop.core.outcome import Applied, Stale, Unknown
from desktop.core.ports import Draft, Edit, Target
from desktop.core.record import Role

from .ends import Ticking
from .memory_ends import TwinIds
from .rounds import CONTACT, Mirror

ADA = {"GivenName": "Ada", "Surname": "Lovelace"}


@pytest.fixture
def world() -> MemoryWorld:
    return MemoryWorld(Ticking(), TwinIds())


def test_both_sides_go_back_to_a_snapshot_as_often_as_wanted(world: MemoryWorld) -> None:
    contact = world.crm.people.create_contact({"LastName": "Lovelace"})
    item = world.mailbox.people.create_contact(ADA, Role.SHARED)
    before = world.snapshot()
    containers = world.mailbox.containers(CONTACT)
    for _ in range(2):
        world.crm.people.delete(contact)
        world.mailbox.people.edit(item, {"JobTitle": "Countess"})
        world.mailbox.people.delete_shared_folder()
        world.restore(before)
        assert [row.native_id for row in world.crm.people.contacts()] == [contact]
        assert [kept.fields for kept in world.mailbox.people.contacts(Role.SHARED)] == [ADA]
        assert world.mailbox.containers(CONTACT) == containers
        assert world.snapshot() == before


def test_the_same_actions_give_the_same_world() -> None:
    def played() -> object:
        world = MemoryWorld(Ticking(), TwinIds())
        item = world.mailbox.people.create_contact(ADA, Role.SHARED)
        world.mailbox.people.copy(item)
        world.crm.people.create_contact({"LastName": "Lovelace"})
        return world.snapshot()

    assert played() == played()


def test_a_fault_before_a_call_is_raised_and_nothing_is_done(world: MemoryWorld) -> None:
    def refuse(name: str) -> None:
        raise PortFault(Fault(FaultClass.THROTTLED, "throttled", f"No {name} at present."))

    world.crm.calls.before_call = refuse
    with pytest.raises(PortFault, match="No create at present"):
        world.crm.create(CONTACT, [Draft("", {"LastName": "Lovelace"})])
    with pytest.raises(PortFault, match="No scan at present"):
        list(world.crm.scan(CONTACT, world.crm.containers(CONTACT)[0]))
    world.crm.calls.quiet()
    assert not world.crm.people.contacts()
    assert world.crm.calls.names == ["create", "scan"]


def test_a_reply_can_be_lost_before_or_after_a_write_was_done(world: MemoryWorld) -> None:
    def lose(_name: str) -> None:
        raise lost_reply()

    draft = Draft("scc:1:pair1:", ADA)
    world.mailbox.calls.before_call = lose
    assert isinstance(world.mailbox.create(CONTACT, [draft])[0], Unknown)
    assert not world.mailbox.people.contacts()
    world.mailbox.calls.quiet()
    world.mailbox.calls.after_commit = lose
    assert isinstance(world.mailbox.create(CONTACT, [draft])[0], Unknown)
    assert len(world.mailbox.people.contacts()) == 1


def test_a_person_can_edit_in_the_gap_between_a_write_and_its_answer(world: MemoryWorld) -> None:
    native_id = world.crm.people.create_contact({"LastName": "Lovelace"})
    (record,) = world.crm.fetch(CONTACT, [native_id]).records
    world.crm.calls.after_commit = lambda _name: world.crm.people.edit(native_id, {"Title": "Countess"})
    (outcome,) = world.crm.update(CONTACT, [Edit(native_id, record.version, {"FirstName": "Ada"})])
    assert isinstance(outcome, Applied) and outcome.record is not None
    assert (outcome.record.fields["FirstName"], outcome.record.fields["Title"]) == ("Ada", "Countess")


def test_a_batch_that_is_too_large_is_refused_whole(world: MemoryWorld) -> None:
    with pytest.raises(PortFault) as raised:
        world.crm.update(CONTACT, [Edit("x", "", {})] * 25)
    assert raised.value.fault.kind is FaultClass.OUR_BUG


def test_a_spurious_conflict_changes_nothing_and_the_next_attempt_succeeds(world: MemoryWorld) -> None:
    native_id = world.mailbox.people.create_contact(ADA, Role.SHARED)
    (record,) = world.mailbox.fetch(CONTACT, [native_id]).records
    world.mailbox.spurious_stale = 1
    edit = Edit(native_id, record.version, {"JobTitle": "Countess"})
    assert world.mailbox.update(CONTACT, [edit]) == [Stale(record)]
    assert isinstance(world.mailbox.update(CONTACT, [edit])[0], Applied)


def test_like_graph_ids_survive_a_move_and_entities_may_be_repeated() -> None:
    mailbox = MemoryWorld(Ticking(), TwinIds(), dialect="graph").mailbox
    native_id = mailbox.people.create_contact(ADA, Role.DEFAULT)
    assert isinstance(mailbox.share(CONTACT, [Target(native_id, "", "scc:1:pair1:")])[0], Applied)
    shared = next(each for each in mailbox.containers(CONTACT) if each.role is Role.SHARED)
    (page,) = mailbox.changes(CONTACT, shared, None, Mirror())
    assert [record.native_id for record in page.observed] == [native_id, native_id]


def test_like_ews_a_move_gives_a_new_id(world: MemoryWorld) -> None:
    native_id = world.mailbox.people.create_contact(ADA, Role.DEFAULT)
    (outcome,) = world.mailbox.share(CONTACT, [Target(native_id, "", "scc:1:pair1:")])
    assert isinstance(outcome, Applied) and outcome.native_id != native_id
    assert world.mailbox.fetch(CONTACT, [native_id]).missing == (native_id,)
