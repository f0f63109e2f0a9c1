"""Stories that the simulation found, each of which once ended badly (laws L1 to L5)."""

from __future__ import annotations

import contextlib

from desktop.core.memory.calls import lost_reply
from desktop.core.record import Role

from .office import Office
from .test_crashes import Crash, Doom


def test_an_edit_of_a_contact_that_was_moved_out_before_it_was_marked_still_travels(office: Office) -> None:
    """L1: of a contact of the person's own only its place is read, so what is shared anew must be read in full."""
    for moment in range(60):
        unlucky = Office(office.dialect, office.link_field)
        unlucky.sync()
        copy = unlucky.new_in_outlook("Ann", "Jones", JobTitle="Clerk")
        fate = Doom(unlucky, moment)
        with contextlib.suppress(Crash):
            unlucky.sync()
        fate.end()
        (item,) = unlucky.mailbox.contacts()
        unlucky.mailbox.edit(item.native_id, {"JobTitle": "Chair"})
        unlucky.mailbox.move(item.native_id, Role.DEFAULT)
        unlucky.sync()
        unlucky.settled()
        titles = {row.fields["Title"] for row in unlucky.crm.contacts()}
        shared = [item for item in unlucky.mailbox.contacts(Role.SHARED) if item.marked]
        assert not shared or titles == {"Chair"}, f"after a crash at moment {moment}, {copy}"


def test_a_lost_reply_never_doubles_somebody_with_a_last_name_only(office: Office) -> None:
    """L4: neither an address nor a first name by which the record that we made could be found again."""
    office.sync()
    office.new_in_outlook("", "Smith", email="")
    calls = office.world.crm.calls

    def lose(name: str) -> None:
        if name == "create":
            calls.quiet()
            raise lost_reply()

    calls.after_commit = lose
    office.sync()
    office.settled()
    assert len(office.crm.contacts()) == 1
