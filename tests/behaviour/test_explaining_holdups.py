"""What keeps a session from writing is told of the contact that it concerns: loops, other machines, far too many.

Laws: L1.
"""

from __future__ import annotations

from datetime import timedelta

from desktop.core.guards import Guards
from desktop.core.lease import Lease, Machine

from .office import Office
from .test_explaining import about, codes, contact, reason
from .test_issues import rule_of_the_org
from .test_retries import attempts_until_it_rests


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
    assert (item.reasons[1].then, item.reasons[1].remedy) == ("It is done once that is settled.", "")
    office.sync()
    assert codes(about(office, "Ada Lovelace1"))[0] == "held-changes"


def test_what_was_refused_says_when_it_is_tried_again_and_that_it_rests_at_last(office: Office) -> None:
    with rule_of_the_org():
        office.new_in_outlook("Ada", "Lovelace")
        office.sync()
        office.sync()
        soon = about(office)
        assert codes(soon)[0] == "validation-rule" and "quarantined" not in codes(soon)
        assert soon.reasons[0].then.startswith("It is tried again at 2")
        attempts_until_it_rests(office)
        rests = about(office)
        assert codes(rests)[:2] == ["validation-rule", "quarantined"] and rests.ahead == ()
        assert rests.reasons[1].sentence == "It was refused 5 times, so it is set aside; everything else goes on."
        assert rests.reasons[1].then and rests.reasons[1].remedy
        office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Countess"})
        changed = about(office)
    assert "quarantined" not in codes(changed)
    assert reason(changed, "validation-rule").then == "The next sync tries again."


def test_what_is_frozen_is_not_said_to_rest_after_tries(office: Office) -> None:
    pair(office)
    for title in ("Countess", "Analyst", "Countess", "Analyst", "Countess"):
        office.crm.edit(contact(office), {"Title": title})
        office.sync()
    item = about(office)
    assert "quarantined" not in codes(item)
    assert reason(item, "loop-frozen").then == "Nothing is written to it until you have it tried again."
