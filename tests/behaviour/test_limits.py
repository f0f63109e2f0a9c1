"""The two limits of "nothing is made twice" are where docs/laws.md says that they are, and nowhere nearer.

Laws: L4.
"""

from __future__ import annotations

import pytest

from desktop.core.memory.calls import lost_reply

from .office import Office, StoppedClock
from .test_lease import LAPTOP, OFFICE_PC


@pytest.mark.parametrize(("link_field", "records"), [(True, 1), (False, 2)])
def test_a_record_made_without_an_answer_and_renamed_since_is_found_by_its_link_only(
    link_field: bool, records: int
) -> None:
    office = Office(link_field=link_field)
    office.settled()
    office.new_in_outlook("Ada", "Lovelace")

    def lose(name: str) -> None:
        if name == "create":
            raise lost_reply()

    office.world.crm.calls.after_commit = lose
    office.sync()
    office.world.crm.calls.quiet()
    (made,) = office.crm.contacts()
    office.crm.edit(made.native_id, {"FirstName": "Augusta", "LastName": "King", "Email": "king@example.com"})
    office.settled()
    assert len(office.crm.contacts()) == records


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
