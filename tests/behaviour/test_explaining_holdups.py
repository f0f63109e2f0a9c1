"""What keeps a session from writing is told of the contact that it concerns: loops, other machines, far too many.

Laws: L1.
"""

from __future__ import annotations

from datetime import timedelta

from desktop.core.guards import Guards
from desktop.core.lease import Lease, Machine

from .office import Office
from .test_explaining import about, codes, contact


def pair(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    office.settled()


def test_a_record_that_goes_back_and_forth_is_frozen_before_and_after_the_session(office: Office) -> None:
    pair(office)
    for title in ("Countess", "Analyst", "Countess", "Analyst"):
        office.crm.edit(contact(office), {"Title": title})
        office.sync()
    office.crm.edit(contact(office), {"Title": "Countess"})
    before = about(office)
    assert codes(before)[0] == "loop-frozen" and before.ahead == ()
    office.sync()
    after = about(office)
    assert codes(after)[0] == "loop-frozen" and after.ahead == ()


def test_another_machine_is_named_where_something_is_to_be_written(office: Office) -> None:
    pair(office)
    office.machine = Machine("LAPTOP", "k2")
    lease = Lease(Machine("OFFICE-PC", "k1"), office.clock.now() + timedelta(hours=1))
    office.world.mailbox.put_lease(lease.text(), office.world.mailbox.lease().version)
    assert codes(about(office)) == ["linked-ok", "unchanged"]
    office.crm.edit(contact(office), {"Title": "Countess"})
    item = about(office)
    assert codes(item) == ["other-machine-active", "pending-next-run"] and item.ahead == ()
    assert "OFFICE-PC" in item.reasons[0].sentence


def test_far_more_changes_than_people_make_are_held(office: Office) -> None:
    office.guards = Guards(updates=3)
    ids = [office.new_in_salesforce("Ada", f"Lovelace{number}") for number in range(4)]
    office.settled()
    for native_id in ids:
        office.crm.edit(native_id, {"Title": "Countess"})
    item = about(office, "Ada Lovelace1")
    assert codes(item) == ["held-changes", "pending-next-run"] and item.ahead == ()
    office.sync()
    assert codes(about(office, "Ada Lovelace1"))[0] == "held-changes"
