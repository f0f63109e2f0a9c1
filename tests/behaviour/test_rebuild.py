"""The database is lost: what agreed is paired again and nothing is written; what did not is asked about.

Laws: L11, unless a test names its own.
"""

from __future__ import annotations

import pytest

from desktop.core.memory.crm_table import COLLEAGUE
from desktop.core.pairing import PairState
from desktop.core.record import Kind, Link, Role, Side
from desktop.mapping.lens import KindMap
from desktop.sync.exclusion import Cause, Excluding
from desktop.sync.session import Report, Verdict

from .office import Office


@pytest.fixture
def settled(office: Office) -> Office:
    """Six pairs in agreement."""
    for number in range(5):
        office.new_in_salesforce(f"Person{number}", "Smith", Title="Analyst", Phone="+43 1 234567")
    office.new_in_outlook("Grace", "Hopper")
    office.settled()
    office.sync()
    return office


def after_loss(office: Office, yes: bool = False) -> Report:
    """The first session with a new database."""
    office.lose_database()
    return office.sync(yes=yes)


def record_of(office: Office, name: str) -> str:
    (found,) = [
        row.native_id
        for row in office.crm.contacts()
        if not row.deleted and f"{row.fields['FirstName']} {row.fields['LastName']}" == name
    ]
    return found


def pair_of(office: Office, native_id: str) -> str:
    """The id of the pair of a record in Salesforce."""
    (record,) = office.store.mirror.by_native(Side.CRM, Kind.CONTACT, [native_id]).values()
    return office.store.pairs.of_records([record.row])[record.row].pair_id


def guards(office: Office) -> dict[str, int]:
    """The open questions by guard."""
    return {hold.guard: hold.id for hold in office.store.holds.active() if hold.state == "open"}


def test_l11_lost_in_agreement_everything_is_paired_by_its_stamps_and_nothing_is_written(settled: Office) -> None:
    before = {view.pairing.pair_id for view in settled.store.pairs.views(p.pair_id for p in settled.pairings())}
    versions = settled.versions()
    assert after_loss(settled).verdict is Verdict.CLEAN
    assert settled.versions() == versions
    assert {pairing.pair_id for pairing in settled.pairings()} == before
    assert {pairing.how for pairing in settled.pairings()} == {"link"}
    settled.settled()
    assert settled.versions() == versions


def test_l11_a_contact_that_was_unshared_does_not_come_back_unasked(settled: Office) -> None:
    settled.mailbox.unshare(settled.copy_of("Person0 Smith"))
    settled.settled()
    versions = settled.versions()
    assert after_loss(settled).verdict is Verdict.CLEAN
    assert settled.versions() == versions
    states = sorted(pairing.state for pairing in settled.pairings())
    assert states == [PairState.ACTIVE] * 5 + [PairState.DETACHED]


def test_what_differs_becomes_a_conflict_also_where_one_side_is_blank(settled: Office) -> None:
    settled.lose_database()
    settled.clock.forward(minutes=5)
    settled.crm.edit(record_of(settled, "Person0 Smith"), {"Title": "Chief"})
    settled.mailbox.edit(settled.copy_of("Person1 Smith"), {"JobTitle": None})
    versions = settled.versions()
    assert settled.sync(yes=False).verdict is Verdict.WAITING
    assert settled.versions() == versions, "nothing is written before the person has chosen"
    conflicts = settled.store.conflicts.waiting()
    assert [conflict.field for conflict in conflicts] == ["title", "title"]
    for conflict in conflicts:
        settled.resolve(conflict.id, "mailbox")
    settled.settled()
    titles = {name: fields["Title"] for name, fields in settled.records().items() if name.startswith("Person")}
    assert (titles["Person0 Smith"], titles["Person1 Smith"]) == ("Analyst", None)
    assert settled.store.conflicts.waiting() == []


def deleted_there(office: Office, *names: str) -> None:
    """Records that are deleted in Salesforce while our database is lost."""
    office.lose_database()
    office.clock.forward(minutes=5)
    for name in names:
        office.crm.delete(record_of(office, name))


def test_copies_whose_record_is_gone_are_asked_about_once_for_all(settled: Office) -> None:
    deleted_there(settled, "Person0 Smith", "Person1 Smith")
    versions = settled.versions()
    assert settled.sync(yes=True).verdict is Verdict.WAITING
    assert settled.versions() == versions
    assert list(guards(settled)) == ["lost-records"]
    (hold,) = settled.store.holds.active()
    assert hold.summary.startswith("2 shared contacts in Outlook were synced before")
    settled.sync()
    assert [found.id for found in settled.store.holds.active()] == [hold.id], "the same question stands"
    assert settled.versions() == versions


@pytest.mark.parametrize(
    ("answer", "in_salesforce", "shared", "own"),
    [("restore", 6, 6, 0), ("delete", 4, 4, 0), ("stop", 4, 4, 2)],
)
def test_each_answer_about_lost_records_does_what_it_says(
    settled: Office, answer: str, in_salesforce: int, shared: int, own: int
) -> None:
    deleted_there(settled, "Person0 Smith", "Person1 Smith")
    settled.sync()
    settled.confirm(guards(settled)["lost-records"], answer)
    settled.settled()
    assert len(settled.records()) == in_salesforce
    assert len(settled.mailbox.contacts(Role.SHARED)) == shared
    assert len(settled.mailbox.contacts(Role.DEFAULT)) == own
    assert settled.store.holds.active() == []
    assert settled.sync().verdict is Verdict.CLEAN


def test_records_without_a_copy_are_asked_about_since_their_copies_may_have_been_deleted(settled: Office) -> None:
    settled.lose_database()
    settled.mailbox.delete(settled.copy_of("Person0 Smith"))
    settled.new_in_salesforce("New", "Comer")
    versions = settled.versions()
    assert settled.sync(yes=True).verdict is Verdict.WAITING
    assert settled.versions() == versions
    (hold,) = settled.store.holds.active()
    assert (hold.guard, hold.summary.split()[0]) == ("lost-copies", "2")


@pytest.mark.parametrize(("answer", "copies"), [("restore", 7), ("stop", 5)])
def test_each_answer_about_lost_copies_does_what_it_says(settled: Office, answer: str, copies: int) -> None:
    settled.lose_database()
    settled.mailbox.delete(settled.copy_of("Person0 Smith"))
    settled.new_in_salesforce("New", "Comer")
    settled.sync()
    settled.confirm(guards(settled)["lost-copies"], answer)
    settled.settled()
    assert len(settled.mailbox.contacts(Role.SHARED)) == copies
    assert len(settled.records()) == 7
    assert settled.store.holds.active() == []
    assert settled.sync().verdict is Verdict.CLEAN


def test_a_contact_that_a_person_shared_since_is_new_and_waits_for_the_yes_of_a_first_sync(settled: Office) -> None:
    settled.lose_database()
    settled.new_in_outlook("Brand", "New")
    versions = settled.versions()
    assert settled.sync(yes=False).verdict is Verdict.HELD
    assert settled.versions() == versions
    assert list(guards(settled)) == ["first-sync"]
    settled.sync(yes=True)
    assert "Brand New" in settled.records()


def test_a_merged_record_is_paired_with_the_winner(settled: Office) -> None:
    settled.lose_database()
    settled.clock.forward(minutes=5)
    winner = settled.crm.create_contact({"FirstName": "Winner", "LastName": "Smith"}, COLLEAGUE)
    settled.crm.merge(winner, [record_of(settled, "Person0 Smith")])
    settled.sync()
    (pairing,) = [
        view.pairing
        for view in settled.store.pairs.views(p.pair_id for p in settled.pairings())
        if view.crm is not None and view.crm.native_id == winner
    ]
    assert pairing.mailbox_row is not None


@pytest.mark.parametrize("loser", ["Person0 Smith", "Person4 Smith"])
def test_a_copy_of_the_winner_comes_before_one_of_the_record_that_was_merged_into_it(
    settled: Office, loser: str
) -> None:
    """L11: what was excluded keeps its copy after a merge, and the exclusion goes with the database."""
    lost, won = record_of(settled, loser), record_of(settled, "Person2 Smith")
    before = pair_of(settled, won)
    excluding = Excluding(settled.store, KindMap.load(Kind.CONTACT), Kind.CONTACT, settled.clock.now())
    with settled.database.transaction():
        excluding.pairs([pair_of(settled, lost)], Cause.PERSON)
    settled.crm.merge(won, [lost])
    settled.settled()
    after_loss(settled)
    assert pair_of(settled, won) == before


def test_a_record_given_to_a_colleague_stays_paired_and_nothing_is_deleted(settled: Office) -> None:
    settled.lose_database()
    settled.clock.forward(minutes=5)
    settled.crm.reown(record_of(settled, "Person0 Smith"))
    versions = settled.versions()
    settled.sync()
    assert settled.versions() == versions
    assert len(settled.pairings()) == 6


def test_a_first_sync_that_is_interrupted_is_no_loss(office: Office) -> None:
    for number in range(3):
        office.new_in_salesforce(f"Person{number}", "Smith")
    office.sync(yes=True)
    with office.database.transaction():
        office.store.settings.put("first_sync_done", None)
    office.new_in_salesforce("New", "Comer")
    office.sync(yes=True)
    assert "New Comer" in office.copies() and office.store.holds.active() == []


def test_stamps_are_kept_by_those_that_wait(settled: Office) -> None:
    stamps = {item.link for item in settled.mailbox.contacts(Role.SHARED)}
    deleted_there(settled, "Person0 Smith")
    settled.sync()
    assert {item.link for item in settled.mailbox.contacts(Role.SHARED)} == stamps
    held = settled.store.pairs.ids(settled.context().kind, PairState.HELD, "lost")
    assert held and set(held) <= {link.pair_id for stamp in stamps if (link := Link.parse(stamp))}
    assert all(view.live(Side.MAILBOX) for view in settled.store.pairs.views(held))


def test_a_record_that_was_there_before_gets_no_stamp_in_salesforce_and_is_found_again_by_its_copy() -> None:
    """L4, L11: the link field is for what we make; nothing is ever made for a record that was found."""
    office = Office(link_field=True)
    office.new_in_salesforce("Ada", "Lovelace")
    office.new_in_outlook("Ada", "Lovelace", JobTitle="Countess")
    office.new_in_outlook("Grace", "Hopper")
    office.settled()
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Programmer"})
    office.settled()
    stamped = {row.fields["LastName"]: row.link is not None for row in office.crm.contacts()}
    assert stamped == {"Lovelace": False, "Hopper": True}
    versions = office.versions()
    assert after_loss(office).verdict is Verdict.CLEAN
    assert [pairing.how for pairing in office.pairings()] == ["link", "link"]
    assert office.versions() == versions


def test_a_record_that_changes_while_the_question_waits_waits_on(settled: Office) -> None:
    settled.mailbox.purge(settled.copy_of("Person0 Smith"))
    after_loss(settled)
    settled.crm.edit(record_of(settled, "Person0 Smith"), {"Title": "Countess"})
    assert settled.settled().verdict is Verdict.WAITING
    assert "Person0 Smith" not in settled.copies() and list(guards(settled)) == ["lost-copies"]


@pytest.mark.parametrize("meanwhile", ["deleted", "given away"])
def test_a_record_that_is_no_more_to_be_synced_is_asked_about_no_more(settled: Office, meanwhile: str) -> None:
    settled.mailbox.purge(settled.copy_of("Person0 Smith"))
    after_loss(settled)
    record = record_of(settled, "Person0 Smith")
    if meanwhile == "deleted":
        settled.crm.delete(record)
    else:
        settled.crm.reown(record, COLLEAGUE)
    settled.sync()
    assert settled.settled().verdict is Verdict.CLEAN
    assert guards(settled) == {} and len(settled.pairings()) == 5


def test_a_record_that_comes_back_from_the_bin_while_its_copy_waits_is_paired_with_it(settled: Office) -> None:
    record = record_of(settled, "Person0 Smith")
    settled.crm.delete(record)
    after_loss(settled)
    assert list(guards(settled)) == ["lost-records"]
    settled.crm.restore(record)
    assert settled.settled().verdict is Verdict.CLEAN
    assert guards(settled) == {} and len(settled.mailbox.contacts()) == len(settled.crm.contacts()) == 6
