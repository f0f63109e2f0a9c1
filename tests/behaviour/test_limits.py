"""The limits of "nothing is made twice" are where docs/laws.md says that they are, and nowhere nearer.

Laws: L4.
"""

from __future__ import annotations

import pytest

from desktop.core.memory.calls import lost_reply
from desktop.core.record import Role
from desktop.sync.session import Verdict

from .moments import Crash
from .office import Office, StoppedClock
from .test_lease import LAPTOP, OFFICE_PC


def make_unanswered(office: Office) -> None:
    """A session that makes contacts in Salesforce, and never hears of it."""

    def lose(name: str) -> None:
        if name == "create":
            raise lost_reply()

    office.world.crm.calls.after_commit = lose
    office.sync()
    office.world.crm.calls.quiet()


@pytest.mark.parametrize(("link_field", "records"), [(True, 1), (False, 2)])
def test_a_record_made_without_an_answer_and_renamed_since_is_found_by_its_link_only(
    link_field: bool, records: int
) -> None:
    office = Office(link_field=link_field)
    office.settled()
    office.new_in_outlook("Ada", "Lovelace")
    make_unanswered(office)
    (made,) = office.crm.contacts()
    office.crm.edit(made.native_id, {"FirstName": "Augusta", "LastName": "King", "Email": "king@example.com"})
    office.settled()
    assert len(office.crm.contacts()) == records


@pytest.mark.parametrize("alike", [1, 3])
def test_a_record_deleted_before_its_making_is_known_is_made_again_and_no_other_with_it(alike: int) -> None:
    office = Office()
    office.settled()
    for _ in range(alike):
        office.new_in_outlook("Ada", "Lovelace")
    make_unanswered(office)
    office.crm.delete(office.crm.contacts()[0].native_id)
    assert office.settled_first().verdict is Verdict.CLEAN
    assert len(office.crm.contacts()) == alike == len(office.mailbox.contacts(Role.SHARED))


@pytest.mark.parametrize(
    ("dialect", "address", "records", "asked"),
    [
        ("ews", "king@example.com", 2, ["deletion"]),
        ("ews", "ada.lovelace@example.com", 1, ["deletion", "duplicate"]),
        ("graph", "king@example.com", 1, []),
    ],
)
def test_a_contact_restored_with_another_address_before_it_was_marked_is_another_one_over_ews_only(
    dialect: str, address: str, records: int, asked: list[str]
) -> None:
    office = Office(dialect)
    office.settled()
    copy = office.new_in_outlook("Ada", "Lovelace")

    def die(name: str) -> None:
        if name == "share":
            raise Crash

    office.world.mailbox.calls.before_call = die
    with pytest.raises(Crash):
        office.sync()
    office.world.mailbox.calls.quiet()
    restored = office.mailbox.restore(office.mailbox.delete(copy), Role.SHARED)
    office.mailbox.edit(restored, {"EmailAddresses/EmailAddress1": address})
    office.settled_first()
    questions = [hold.guard for hold in office.store.holds.active()]
    questions += [conflict.type for conflict in office.store.conflicts.waiting()]
    assert (len(office.crm.contacts()), questions) == (records, asked)


@pytest.mark.parametrize(
    ("call", "ahead", "records"),
    [(9, 0, 1), (9, 9, 1), (60, 0, 2)],
    ids=["a long call", "a long call and clocks that differ", "a call that outlasts the lease"],
)
def test_two_machines_make_a_contact_once_while_a_call_is_shorter_than_the_lease(
    call: int, ahead: int, records: int
) -> None:
    office = Office()
    laptop = Office(clock=StoppedClock())
    laptop.world, laptop.crm, laptop.mailbox = office.world, office.crm, office.mailbox
    laptop.ids.last = 900_000
    office.machine, laptop.machine = OFFICE_PC, LAPTOP
    office.settled()
    laptop.clock.moment = office.clock.now()
    laptop.settled()
    office.new_in_outlook("Grace", "Hopper")
    office.clock.forward(days=1)
    office.sync()
    # The lease has just as much left as a session may begin to write with.
    office.clock.forward(minutes=4)
    office.new_in_outlook("Ada", "Lovelace")

    def meanwhile(name: str) -> None:
        if name == "create":
            office.world.crm.calls.quiet()
            office.clock.forward(minutes=call)
            laptop.clock.moment = office.clock.now()
            laptop.clock.forward(minutes=ahead - 15)
            laptop.sync()

    office.world.crm.calls.before_call = meanwhile
    office.sync()
    ada = [row for row in office.crm.contacts() if row.fields["FirstName"] == "Ada"]
    assert len(ada) == records
