"""What is shared, what is left alone, and how sharing ends (product rows 13, 14, 18, 22-27, 46, 47, 54).

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

from desktop.core.memory.crm_table import COLLEAGUE, ME
from desktop.core.pairing import PairState
from desktop.core.record import Role
from desktop.sync.session import Verdict

from .office import Office


def test_contacts_of_both_sides_meet(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace", Phone="+44 20 7946 0958", Title="Analyst")
    office.new_in_outlook("Grace", "Hopper", JobTitle="Admiral")
    report = office.settled()
    assert report.verdict is Verdict.CLEAN
    assert set(office.copies()) == set(office.records()) == {"Ada Lovelace", "Grace Hopper"}
    assert office.copies()["Ada Lovelace"]["PhoneNumbers/BusinessPhone"] == "+44 20 7946 0958"
    assert office.records()["Grace Hopper"]["Title"] == "Admiral"


def test_everything_in_the_folder_carries_the_category(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace")
    office.new_in_outlook("Grace", "Hopper")
    office.settled()
    assert all(item.marked for item in office.mailbox.contacts(Role.SHARED))


def test_personal_contacts_are_never_touched(office: Office) -> None:
    personal = office.new_in_outlook("Mum", "", Role.DEFAULT, email="mum@family.example")
    office.new_in_salesforce("Ada", "Lovelace")
    before = {i.native_id: i for i in office.mailbox.contacts(Role.DEFAULT)}
    office.settled()
    assert {i.native_id: i for i in office.mailbox.contacts(Role.DEFAULT)} == before
    assert personal in before and "Mum" not in office.records()


def test_a_personal_contact_is_not_even_mirrored(office: Office) -> None:
    office.new_in_outlook("Mum", "Smith", Role.DEFAULT)
    office.settled()
    assert office.database.number("SELECT count(*) FROM record WHERE side = 'mailbox'") == 0


def test_the_category_in_the_default_folder_shares_and_moves(office: Office) -> None:
    office.settled()
    contact = office.new_in_outlook("Grace", "Hopper", Role.DEFAULT)
    office.mailbox.categorise(contact, "Friends", "Salesforce")
    office.settled()
    (item,) = office.mailbox.contacts(Role.SHARED)
    assert set(item.categories) == {"Friends", "Salesforce"}
    assert "Grace Hopper" in office.records()


def test_taking_the_category_off_unshares_also_inside_the_folder(office: Office) -> None:
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.mailbox.unshare(office.copy_of("Ada Lovelace"))
    office.settled()
    (item,) = office.mailbox.contacts(Role.DEFAULT)
    assert not item.marked and office.mailbox.contacts(Role.SHARED) == []
    office.crm.edit(contact, {"Title": "Countess"})
    office.mailbox.edit(item.native_id, {"Department": "Private"})
    office.settled()
    assert office.records()["Ada Lovelace"].get("Department") is None
    assert [p.state for p in office.pairings()] == [PairState.DETACHED]


def test_moving_out_of_the_folder_unshares(office: Office) -> None:
    office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.mailbox.move(office.copy_of("Ada Lovelace"), Role.DEFAULT)
    office.settled()
    (item,) = office.mailbox.contacts(Role.DEFAULT)
    assert not item.marked and list(office.records()) == ["Ada Lovelace"]
    assert office.store.holds.active() == []


def test_moving_to_another_folder_is_no_deletion(office: Office) -> None:
    """L12."""
    office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.mailbox.move(office.copy_of("Ada Lovelace"), Role.OTHER)
    office.settled()
    (item,) = office.mailbox.contacts(Role.OTHER)
    assert not item.marked and office.store.holds.active() == [] and list(office.records()) == ["Ada Lovelace"]


def test_an_unshared_contact_comes_back_when_it_is_shared_anew(office: Office) -> None:
    """L1, L4."""
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.mailbox.unshare(office.copy_of("Ada Lovelace"))
    office.settled()
    office.crm.edit(contact, {"Title": "Countess"})
    office.mailbox.edit(office.copy_of("Ada Lovelace", Role.DEFAULT), {"Department": "Engines"})
    office.settled()
    office.mailbox.share(office.copy_of("Ada Lovelace", Role.DEFAULT))
    office.settled()
    copy = office.copies()["Ada Lovelace"]
    assert (copy["JobTitle"], office.records()["Ada Lovelace"]["Department"]) == ("Countess", "Engines")
    assert len(office.crm.contacts()) == 1


def test_leaving_the_scope_unshares_and_entering_it_again_brings_it_back(office: Office) -> None:
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.crm.reown(contact, COLLEAGUE)
    office.settled()
    assert office.copies() == {} and len(office.mailbox.contacts(Role.DEFAULT)) == 1
    office.crm.edit(contact, {"Title": "Countess"})
    office.settled()
    assert office.copies() == {}
    office.crm.reown(contact, ME)
    office.settled()
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Countess"
    assert office.mailbox.contacts(Role.DEFAULT) == []


def test_many_that_are_given_to_a_colleague_wait_for_a_yes(office: Office) -> None:
    """L12."""
    contacts = [office.new_in_salesforce(f"Person{number}", "Smith") for number in range(8)]
    office.settled()
    for contact in contacts[:6]:
        office.crm.reown(contact, COLLEAGUE)
    office.settled()
    assert len(office.copies()) == 8
    (hold,) = office.store.holds.active()
    office.confirm(hold.id, "yes")
    office.settled()
    assert len(office.copies()) == 2 and len(office.mailbox.contacts(Role.DEFAULT)) == 6


def test_many_that_the_person_unshares_are_not_asked_about(office: Office) -> None:
    for number in range(8):
        office.new_in_salesforce(f"Person{number}", "Smith")
    office.settled()
    for number in range(6):
        office.mailbox.unshare(office.copy_of(f"Person{number} Smith"))
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.copies()) == 2


def test_unshared_by_the_person_does_not_come_back_by_a_change_in_salesforce(office: Office) -> None:
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.mailbox.unshare(office.copy_of("Ada Lovelace"))
    office.settled()
    for title in ("A", "B"):
        office.crm.edit(contact, {"Title": title})
        office.settled()
    assert office.copies() == {}


def test_scope_all_brings_everybodys_contacts() -> None:
    office = Office(scope="all")
    office.crm.create_contact({"LastName": "Turing", "FirstName": "Alan"}, COLLEAGUE)
    office.settled()
    assert list(office.copies()) == ["Alan Turing"]


def test_scope_mine_leaves_a_colleagues_contacts_out(office: Office) -> None:
    office.crm.create_contact({"LastName": "Turing", "FirstName": "Alan"}, COLLEAGUE)
    office.settled()
    assert office.copies() == {}


def test_what_can_no_longer_be_seen_is_not_a_deletion(office: Office) -> None:
    """L12."""
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.crm.hide(contact)
    office.clock.forward(hours=25)
    office.settled()
    assert list(office.copies()) == ["Ada Lovelace"]
    assert [issue.complaint.code for issue in office.store.issues.open()] == ["no-access-any-more"]


def test_a_shared_contact_deleted_by_us_never_is_a_personal_one(office: Office) -> None:
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.mailbox.unshare(office.copy_of("Ada Lovelace"))
    office.settled()
    office.crm.delete(contact)
    office.settled()
    assert len(office.mailbox.contacts(Role.DEFAULT)) == 1 and office.pairings() == []


def test_an_edit_while_a_contact_is_moved_back_into_the_folder_is_not_lost(office: Office) -> None:
    """L3."""
    office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.mailbox.unshare(office.copy_of("Ada Lovelace"))
    office.settled()
    native_id = office.copy_of("Ada Lovelace", Role.DEFAULT)
    office.mailbox.share(native_id)

    def edit(name: str) -> None:
        if name == "share":
            office.world.mailbox.calls.quiet()
            office.mailbox.edit(native_id, {"JobTitle": "Countess"})

    office.world.mailbox.calls.before_call = edit
    office.sync()
    office.settled()
    assert office.records()["Ada Lovelace"]["Title"] == "Countess"
    assert "Ada Lovelace" in office.copies()
