"""Reading a CRM: scope, owners, merges, companies, sight, and what was committed late.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

from .ends import CrmEnd
from .rounds import CONTACT, Reader, Round, person


def test_contacts_of_others_are_not_told(crm: CrmEnd) -> None:
    reader = Reader(crm)
    crm.hands.create_for(crm.hands.colleague, person(crm, 1))
    mine = crm.hands.create(person(crm, 2))
    assert reader.read().ids == {mine}
    crm.hands.create_for(crm.hands.colleague, person(crm, 3))
    assert reader.read().quiet


def test_a_known_contact_that_went_to_a_colleague_is_told_as_unmarked(crm: CrmEnd) -> None:
    native_id = crm.hands.create(person(crm))
    reader = Reader(crm)
    mine = reader.read().record(native_id)
    assert mine.marked and mine.owned
    crm.hands.reown(native_id, crm.hands.colleague)
    record = reader.read().record(native_id)
    assert record.owned is False
    assert not record.marked and record.fields["OwnerId"] == crm.hands.colleague


def test_a_contact_that_came_from_a_colleague_is_told(crm: CrmEnd) -> None:
    mine = crm.hands.create(person(crm, 1))
    native_id = crm.hands.create_for(crm.hands.colleague, person(crm, 2))
    reader = Reader(crm)
    owner = reader.read().record(mine).fields["OwnerId"]
    crm.hands.reown(native_id, str(owner))
    assert reader.read().record(native_id).marked


def test_a_merge_tells_the_winner_and_a_tombstone_that_names_it(crm: CrmEnd) -> None:
    winner, loser = crm.hands.create(person(crm, 1)), crm.hands.create(person(crm, 2))
    reader = Reader(crm)
    reader.read()
    crm.hands.merge(winner, loser)
    told = reader.read()
    (tombstone,) = [tombstone for page in told.pages for tombstone in page.gone]
    assert (tombstone.native_id, tombstone.merged_into) == (loser, winner)
    (fetched,) = crm.port.fetch(CONTACT, [loser]).gone
    assert fetched.merged_into == winner
    assert winner in told.ids


def test_the_contacts_of_a_company_are_told_again_when_it_is_renamed(crm: CrmEnd) -> None:
    company = crm.hands.create_account("Northwind")
    native_id = crm.hands.create({**person(crm, 1), "AccountId": company})
    crm.hands.create(person(crm, 2))
    reader = Reader(crm)
    assert reader.read().record(native_id).fields["Account.Name"] == "Northwind"
    assert reader.read().quiet
    crm.hands.rename_account(company, "Southwind")
    told = reader.read()
    assert told.ids == {native_id} and told.record(native_id).fields["Account.Name"] == "Southwind"
    assert reader.read().quiet


def test_a_contact_out_of_sight_is_missing_but_never_proven_gone(crm: CrmEnd) -> None:
    """L12."""
    native_id = crm.hands.create(person(crm))
    reader = Reader(crm)
    reader.read()
    crm.hands.hide(native_id)
    assert reader.read().quiet
    fetched = crm.port.fetch(CONTACT, [native_id])
    assert fetched.missing == (native_id,) and not fetched.records and not fetched.gone
    assert not [entry for page in crm.port.scan(CONTACT, reader.container) for entry in page]


def test_a_change_that_was_committed_late_is_told(crm: CrmEnd) -> None:
    late, other = crm.hands.create(person(crm, 1)), crm.hands.create(person(crm, 2))
    reader = Reader(crm)
    reader.read()
    crm.hands.edit(other, {"Title": "On time"})
    assert reader.read().ids == {other}
    crm.hands.edit_late(late, {"Title": "Late"})
    assert reader.read().record(late).fields["Title"] == "Late"


def test_among_many_rows_of_one_time_a_late_one_is_found_by_counting_and_reading_again(crm: CrmEnd) -> None:
    for number in range(230):
        crm.hands.create({"LastName": f"Import {number}"})
    reader = Reader(crm)
    reader.read()
    reader.read()
    late = crm.hands.create(person(crm))
    crm.hands.edit_late(late, {"Title": "Late"})
    told = reader.read()
    (stretch,) = [page.stretch for page in told.pages if page.stretch]
    held = [version for version in reader.mirror.held.values() if stretch.low <= version <= stretch.high]
    assert late not in told.ids and stretch.count == len(held) + 1
    again = Round(list(crm.port.reread(CONTACT, reader.container, stretch)))
    assert again.record(late).fields["Title"] == "Late"
    assert len(again.ids) == stretch.count
    assert all(page.cursor == "" for page in again.pages)


def test_a_deletion_during_a_first_round_of_many_rows_is_told_by_the_next(crm: CrmEnd) -> None:
    ids = [crm.hands.create({"LastName": f"Import {number}"}) for number in range(260)]
    reader = Reader(crm)
    with crm.world.small_pages(100):
        pages = reader.pages()
        begun = [next(pages)]
        crm.world.tick()
        doomed = next(native_id for native_id in ids if native_id in Round(begun).ids)
        crm.hands.delete(doomed)
        crm.world.tick()
        # Rows that are still to come show stamps from after the deletion.
        for native_id in set(ids) - Round(begun).ids:
            crm.hands.edit(native_id, {"Title": "Later"})
        reader.take(Round([*begun, *pages]))
    assert doomed in reader.read().gone
