"""Exclusions: what is excluded is neither made, changed nor deleted by us, however it is met again.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

import pytest

from desktop.core.faults import PortFault
from desktop.core.lease import Machine
from desktop.core.pairing import PairState, Wish
from desktop.core.record import Kind, Role, Side
from desktop.mapping.lens import KindMap
from desktop.store.exclusions import Key, KeyType
from desktop.sync.exclusion import Cause, Excluding
from desktop.sync.session import Verdict

from .office import Office


def excluding(office: Office) -> Excluding:
    return Excluding(office.store, KindMap.load(Kind.CONTACT), Kind.CONTACT, office.clock.now())


def exclude_pair(office: Office) -> None:
    with office.database.transaction():
        excluding(office).pairs([pairing.pair_id for pairing in office.pairings()], Cause.PERSON)


def exclude_record(office: Office, side: Side, native_id: str) -> None:
    found = office.store.mirror.by_native(side, Kind.CONTACT, [native_id])
    with office.database.transaction():
        excluding(office).records(list(found.values()), Cause.PERSON)


def include_all(office: Office) -> None:
    with office.database.transaction():
        excluding(office).include(office.store.exclusions.all())


def paired(office: Office) -> tuple[str, str]:
    contact = office.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    office.settled()
    return contact, office.copy_of("Ada Lovelace")


def test_edits_on_either_side_of_an_excluded_pair_stay_where_they_are(office: Office) -> None:
    contact, copy = paired(office)
    exclude_pair(office)
    office.crm.edit(contact, {"Title": "Countess"})
    office.mailbox.edit(copy, {"CompanyName": "Engines"})
    assert office.settled().verdict is Verdict.CLEAN
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Analyst"
    assert office.records()["Ada Lovelace"].get("Account.Name") != "Engines"


def test_a_question_that_nobody_answers_wishes_nothing_of_what_was_excluded_meanwhile(office: Office) -> None:
    """L1: after an abnormal end even one deletion is asked about, and its answer in the end is to keep the copy."""
    contact, _ = paired(office)
    office.crm.delete(contact)
    with office.database.transaction():
        office.store.sessions.start("test", "0", office.clock.now())
    office.settled()
    (asked,) = office.store.holds.active()
    assert asked.guard == "mass-deletion"
    exclude_pair(office)
    office.clock.forward(hours=15 * 24)
    office.settled()
    (pairing,) = office.pairings()
    assert pairing.wish is Wish.NONE
    assert sorted(office.copies()) == ["Ada Lovelace"]


def test_a_deleted_record_takes_no_excluded_copy_with_it(office: Office) -> None:
    contact, _ = paired(office)
    exclude_pair(office)
    office.crm.delete(contact)
    assert office.settled().verdict is Verdict.CLEAN
    assert list(office.copies()) == ["Ada Lovelace"]


def test_a_deleted_copy_of_an_excluded_pair_is_no_question(office: Office) -> None:
    _, copy = paired(office)
    exclude_pair(office)
    office.mailbox.delete(copy)
    assert office.settled().verdict is Verdict.CLEAN
    assert list(office.records()) == ["Ada Lovelace"] and office.copies() == {}


def test_a_pair_of_which_both_records_are_gone_is_forgotten_but_stays_excluded(office: Office) -> None:
    contact, copy = paired(office)
    exclude_pair(office)
    office.mailbox.delete(copy)
    office.crm.delete(contact)
    office.settled()
    assert office.pairings() == [] and len(office.store.exclusions.all()) == 1


def test_including_again_carries_over_what_changed_meanwhile(office: Office) -> None:
    contact, copy = paired(office)
    exclude_pair(office)
    office.crm.edit(contact, {"Title": "Countess"})
    office.settled()
    include_all(office)
    assert office.settled().verdict is Verdict.CLEAN
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Countess"
    assert office.copy_of("Ada Lovelace") == copy


def test_an_excluded_record_without_a_copy_gets_none_until_it_is_included(office: Office) -> None:
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.sync(yes=False)
    exclude_pair(office)
    office.settled()
    office.crm.edit(contact, {"Title": "Countess"})
    office.settled()
    assert office.copies() == {}
    include_all(office)
    office.settled()
    assert list(office.copies()) == ["Ada Lovelace"]


def test_an_excluded_copy_that_is_moved_out_and_back_stays_excluded(office: Office) -> None:
    """L1, L4."""
    contact, copy = paired(office)
    exclude_pair(office)
    moved = office.mailbox.move(copy, Role.OTHER)
    office.settled()
    office.mailbox.move(moved, Role.SHARED)
    office.crm.edit(contact, {"Title": "Countess"})
    office.settled()
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Analyst"
    assert len(office.records()) == 1


def test_a_contact_made_anew_with_the_address_of_an_excluded_one_is_left_alone(office: Office) -> None:
    contact, copy = paired(office)
    exclude_pair(office)
    office.mailbox.delete(copy)
    office.crm.delete(contact)
    office.settled()
    office.new_in_salesforce("Ada", "King", Email="Ada.Lovelace@Example.com")
    office.settled()
    assert office.copies() == {}
    include_all(office)
    office.settled()
    assert list(office.copies()) == ["Ada King"]


def test_somebody_else_of_the_same_address_who_is_synced_goes_on(office: Office) -> None:
    first = office.new_in_salesforce("Ada", "Lovelace", Email="office@example.com")
    office.settled()
    second = office.new_in_salesforce("Charles", "Babbage", Email="charles@example.com")
    office.settled()
    office.crm.edit(second, {"Email": "office@example.com"})
    office.settled()
    row = office.store.mirror.by_native(Side.CRM, Kind.CONTACT, [first])[first].row
    with office.database.transaction():
        excluding(office).pairs([office.store.pairs.of_records([row])[row].pair_id], Cause.PERSON)
    office.crm.edit(second, {"Title": "Inventor"})
    office.settled()
    assert office.copies()["Charles Babbage"]["JobTitle"] == "Inventor"


def test_a_counterpart_of_an_excluded_record_is_neither_doubled_nor_written_to(office: Office) -> None:
    """L1, L4: the newcomer is the excluded person under another address: linked, and left alone with it."""
    contact = office.new_in_salesforce("Ada", "Lovelace", Email="")
    office.sync(yes=False)
    exclude_pair(office)
    office.settled()
    office.new_in_outlook("Ada", "Lovelace", email="", JobTitle="Analyst")
    office.settled()
    assert len(office.records()) == 1 and len(office.copies()) == 1
    assert not office.records()["Ada Lovelace"].get("Title")
    office.crm.edit(contact, {"Title": "Countess"})
    office.settled()
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Analyst"


def test_what_waited_for_a_person_is_over_once_it_is_excluded(office: Office) -> None:
    _, copy = paired(office)
    office.mailbox.delete(copy)
    assert office.settled().verdict is Verdict.WAITING
    exclude_pair(office)
    assert office.store.holds.active() == []
    assert office.settled().verdict is Verdict.CLEAN
    include_all(office)
    assert office.settled().verdict is Verdict.WAITING, "the deletion is asked about again"
    assert [pairing.state for pairing in office.pairings()] == [PairState.HELD]


def test_a_conflict_of_an_excluded_pair_is_over(office: Office) -> None:
    contact, copy = paired(office)
    office.crm.edit(contact, {"Title": "Countess"})
    office.mailbox.edit(copy, {"JobTitle": "Programmer"})
    assert office.settled().verdict is Verdict.WAITING
    exclude_pair(office)
    assert office.store.conflicts.waiting() == []
    assert office.settled().verdict is Verdict.CLEAN


def test_a_contact_that_waited_for_a_choice_of_counterpart_is_left_alone(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace", Email="ada@example.com")
    office.new_in_salesforce("Ada", "King", Email="ada@example.com")
    office.settled()
    item = office.new_in_outlook("Ada", "Byron", email="ada@example.com")
    assert office.settled().verdict is Verdict.WAITING
    waiting = [pairing.pair_id for pairing in office.pairings() if pairing.state is PairState.HELD]
    with office.database.transaction():
        excluding(office).pairs(waiting, Cause.PERSON)
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.records()) == 2
    assert office.store.mirror.by_native(Side.MAILBOX, Kind.CONTACT, [item])


def test_a_domain_is_excluded_with_all_that_has_it_now_or_later(office: Office) -> None:
    contact = office.new_in_salesforce("Ada", "Lovelace", Email="ada@example.com", Title="Analyst")
    office.new_in_salesforce("Charles", "Babbage", Email="charles@example.org")
    office.settled()
    with office.database.transaction():
        excluding(office).pattern(Key(KeyType.DOMAIN, "example.com"), "@example.com", Cause.PERSON)
    office.crm.edit(contact, {"Title": "Countess"})
    office.new_in_salesforce("Mary", "Somerville", Email="mary@example.com")
    office.settled()
    assert sorted(office.copies()) == ["Ada Lovelace", "Charles Babbage"]
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Analyst"
    include_all(office)
    office.settled()
    assert "Mary Somerville" in office.copies() and office.copies()["Ada Lovelace"]["JobTitle"] == "Countess"


def test_an_unpaired_record_is_excluded_by_its_own_id(office: Office) -> None:
    contact = office.new_in_salesforce("Ada", "Lovelace", Email="")
    office.sync(yes=False)
    (pairing,) = office.pairings()
    with office.database.transaction():
        office.store.pairs.drop([pairing.pair_id])
    exclude_record(office, Side.CRM, contact)
    office.settled()
    assert office.copies() == {} and office.pairings() == []


@pytest.mark.parametrize("wish", list(Wish)[1:])
def test_nothing_can_be_wished_of_an_excluded_pair_since_no_session_would_do_it(office: Office, wish: Wish) -> None:
    paired(office)
    exclude_pair(office)
    with pytest.raises(PortFault, match="excluded"):
        office.wish(wish)
    assert [pairing.wish for pairing in office.pairings()] == [Wish.NONE]


def test_what_was_wished_of_a_pair_is_over_once_it_goes_on_with_an_excluded_copy(office: Office) -> None:
    _, copy = paired(office)
    (pairing,) = office.pairings()
    office.mailbox.copy(copy, Role.SHARED)
    assert office.settled().verdict is Verdict.WAITING
    (conflict,) = office.store.conflicts.waiting()
    office.wish(Wish.UNSHARE, pairing.pair_id)
    with office.database.transaction():
        excluding(office).pairs([conflict.pair_id or ""], Cause.PERSON)
    office.mailbox.purge(copy)
    assert office.settled().verdict is Verdict.CLEAN
    assert [(each.pair_id, each.wish) for each in office.pairings()] == [(pairing.pair_id, Wish.NONE)]


def test_another_computer_syncs_what_is_excluded_here_and_un_sharing_stops_both(office: Office) -> None:
    """An exclusion writes nothing, so nothing could tell the other computer of it."""
    laptop = Office(office.dialect, office.link_field, clock=office.clock)
    laptop.world, laptop.crm, laptop.mailbox = office.world, office.crm, office.mailbox
    laptop.ids.last = 900_000
    office.machine, laptop.machine = Machine("OFFICE-PC", "k1"), Machine("LAPTOP", "k2")
    contact = office.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    office.settled()
    for _ in range(2):
        office.clock.forward(hours=1)
        laptop.sync()
    exclude_pair(office)
    office.crm.edit(contact, {"Title": "Countess"})
    office.sync()
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Analyst"
    office.clock.forward(hours=1)
    laptop.sync()
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Countess"
    office.mailbox.unshare(office.copy_of("Ada Lovelace"))
    laptop.sync()
    office.crm.edit(contact, {"Title": "Lady"})
    for machine in (office, laptop, office, laptop):
        office.clock.forward(hours=1)
        machine.sync()
    (copy,) = office.mailbox.contacts()
    assert (copy.fields["JobTitle"], copy.marked) == ("Countess", False)
