"""The in-process ends refuse what the real servers refuse, so that the simulation meets their refusals too.

Laws: none, since it is about the world that the simulation is played in.
"""

from __future__ import annotations

import pytest

from desktop.core.faults import PortFault
from desktop.core.memory import MemoryWorld
from desktop.core.outcome import Applied, Refused, Stale
from desktop.core.ports import Draft, Edit, Stretch, Target
from desktop.core.record import Role

from .ends import Ticking
from .memory_ends import TwinIds
from .rounds import CONTACT


@pytest.fixture
def world() -> MemoryWorld:
    return MemoryWorld(Ticking(), TwinIds())


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"LastName": ""}, "required-field"),
        ({"LastName": "L", "Nickname": "x"}, "no-permission"),
        ({"LastName": "L", "Title": "t" * 129}, "too-long"),
        ({"LastName": "L", "Email": "nobody"}, "invalid-email"),
        ({"LastName": "L", "AccountId": "001x"}, "invalid-reference"),
        ({"LastName": "L", "Birthdate": "31.12.1815"}, "invalid-value"),
    ],
)
def test_the_org_refuses_what_salesforce_refuses(world: MemoryWorld, fields: dict[str, str], code: str) -> None:
    (refused,) = world.crm.create(CONTACT, [Draft("", fields)])
    assert isinstance(refused, Refused) and refused.fault.code == code
    assert world.crm.people.contacts() == []
    contact = world.crm.people.create_contact({"LastName": "Lovelace"})
    (refused,) = world.crm.update(CONTACT, [Edit(contact, "", fields, None)])
    assert isinstance(refused, Refused) and refused.fault.code == code
    with pytest.raises(PortFault):
        world.crm.people.edit(contact, fields)


def test_a_day_of_birth_and_an_account_that_are_right_are_taken(world: MemoryWorld) -> None:
    account = world.crm.people.create_account("Engines")
    contact = world.crm.people.create_contact({"LastName": "L", "Birthdate": "1815-12-10", "AccountId": account})
    (row,) = world.crm.people.contacts()
    assert (row.native_id, row.fields["Birthdate"]) == (contact, "1815-12-10")
    assert world.crm.people.accounts() == {account: "Engines"}


def test_a_clone_is_another_record_with_the_same_values(world: MemoryWorld) -> None:
    contact = world.crm.people.create_contact({"LastName": "Lovelace", "Title": "Analyst"})
    clone = world.crm.people.copy(contact)
    rows = {row.native_id: (row.fields["Title"], row.link) for row in world.crm.people.contacts()}
    assert rows == {contact: ("Analyst", None), clone: ("Analyst", None)}


def test_what_is_hidden_can_neither_be_deleted_nor_restored(world: MemoryWorld) -> None:
    contact = world.crm.people.create_contact({"LastName": "Lovelace"})
    world.crm.people.hide(contact)
    for outcomes in (
        world.crm.delete(CONTACT, [Target(contact, "")]),
        world.crm.restore(CONTACT, [Target(contact, "")]),
        world.crm.update(CONTACT, [Edit(contact, "", {"Title": "x"}, None)]),
    ):
        assert [type(outcome) for outcome in outcomes] == [Refused]
    world.crm.people.purge(contact)
    assert isinstance(world.crm.delete(CONTACT, [Target(contact, "")])[0], Refused)


def test_a_link_is_borne_by_one_live_record_only() -> None:
    world = MemoryWorld(Ticking(), TwinIds(), link_field=True)
    (made,) = world.crm.create(CONTACT, [Draft("scc:1:p:", {"LastName": "Lovelace"})])
    assert isinstance(made, Applied)
    world.crm.people.delete(made.native_id)
    (again,) = world.crm.create(CONTACT, [Draft("scc:1:p:", {"LastName": "Lovelace"})])
    assert isinstance(again, Applied) and again.native_id != made.native_id
    (refused,) = world.crm.restore(CONTACT, [Target(made.native_id, "")])
    assert isinstance(refused, Refused) and refused.fault.code == "duplicate-value"


def test_the_mailbox_refuses_what_exchange_refuses(world: MemoryWorld) -> None:
    item = world.mailbox.people.create_contact({"Surname": "Lovelace"}, Role.SHARED)
    for fields, code in (
        ({"Nickname": "x"}, "unsupported-field"),
        ({"JobTitle": "t" * 256}, "too-long"),
        ({"Birthday": "31.12.1815"}, "invalid-value"),
    ):
        outcomes = world.mailbox.create(CONTACT, [Draft("", fields)]) + world.mailbox.update(
            CONTACT, [Edit(item, "", fields, None)]
        )
        assert [outcome.fault.code for outcome in outcomes if isinstance(outcome, Refused)] == [code, code]


def test_moves_of_what_is_gone_or_changed_are_refused(world: MemoryWorld) -> None:
    item = world.mailbox.people.create_contact({"Surname": "Lovelace"}, Role.SHARED)
    stale, gone = Target(item, "CK0"), Target("AAMkNobody", "")
    for move in (world.mailbox.share, world.mailbox.unshare, world.mailbox.restore):
        outcomes = move(CONTACT, [stale, gone])
        assert [type(outcome) for outcome in outcomes] == [Stale, Refused]
    assert [kept.native_id for kept in world.mailbox.people.contacts(Role.SHARED)] == [item]


def test_change_keys_leave_nothing_to_be_read_again(world: MemoryWorld) -> None:
    container = world.mailbox.containers(CONTACT)[0]
    assert list(world.mailbox.reread(CONTACT, container, Stretch("1", "2", 0))) == []
