"""A list view as the scope of a CRM: what is told, and how it is noticed that a contact enters or leaves it.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

import pytest

from desktop.core.faults import CursorExpired, PortFault
from desktop.core.ports import Draft, MatchKeys
from desktop.core.scope import ALL, of_view

from .ends import CrmEnd
from .rounds import CONTACT, Reader, Round, done, edit, make, person, seen, target

WANTED = {"Department": "Legal"}


@pytest.fixture
def view(crm: CrmEnd) -> CrmEnd:
    """A CRM whose scope are the contacts of the legal department, whoever owns them."""
    return crm.scoped(of_view(crm.hands.make_view("Lawyers", WANTED)))


def lawyer(crm: CrmEnd, number: int = 1, **more: str | None) -> dict[str, str | None]:
    return {**person(crm, number, **more), **WANTED}


def listed(reader: Reader) -> set[str]:
    scan = reader.end.port.scan(CONTACT, reader.container)
    return {native_id for page in scan for native_id, _ in page}


def test_only_contacts_in_the_view_are_told(view: CrmEnd) -> None:
    inside = view.hands.create(lawyer(view, 1))
    theirs = view.hands.create_for(view.hands.colleague, lawyer(view, 2))
    view.hands.create(person(view, 3))
    reader = Reader(view)
    first = reader.read()
    assert first.ids == {inside, theirs} == listed(reader)
    assert all(record.marked for record in first.observed)
    view.hands.create(person(view, 4))
    assert reader.read().quiet
    late = view.hands.create(lawyer(view, 5))
    assert reader.read().record(late).marked


def test_a_view_of_ones_own_contacts_leaves_others_out(crm: CrmEnd) -> None:
    view = crm.scoped(of_view(crm.hands.make_view("My lawyers", WANTED, mine=True)))
    mine = view.hands.create(lawyer(view, 1))
    reader = Reader(view)
    reader.read()
    view.hands.create_for(view.hands.colleague, lawyer(view, 2))
    assert reader.read().quiet and listed(reader) == {mine}
    view.hands.reown(mine, view.hands.colleague)
    assert not reader.read().record(mine).marked


def test_a_contact_that_leaves_the_view_is_told_as_unmarked_and_comes_back_marked(view: CrmEnd) -> None:
    native_id = view.hands.create(lawyer(view))
    reader = Reader(view)
    reader.read()
    view.hands.edit(native_id, {"Department": "Sales"})
    left = reader.read()
    assert not left.record(native_id).marked and left.record(native_id).fields["Department"] == "Sales"
    assert listed(reader) == set() and left.gone == set()
    view.hands.edit(native_id, {"Department": "Legal"})
    assert reader.read().record(native_id).marked


def test_a_deletion_is_told_as_such_and_not_as_leaving(view: CrmEnd) -> None:
    """L12."""
    native_id = view.hands.create(lawyer(view))
    reader = Reader(view)
    reader.read()
    view.hands.delete(native_id)
    told = reader.read()
    assert told.gone == {native_id} and told.ids == set()


def test_every_reading_tells_whether_a_contact_is_in_the_view(view: CrmEnd) -> None:
    inside, outside = view.hands.create(lawyer(view, 1)), view.hands.create(person(view, 2))
    assert (seen(view, inside).marked, seen(view, outside).marked) == (True, False)
    keys = [MatchKeys(f"zoe{number}@contoso.example", "", "", "") for number in (1, 2)]
    found = {record.native_id: record.marked for record in view.port.find_matches(CONTACT, keys)}
    assert found == {inside: True, outside: False}


def test_what_the_program_makes_may_be_outside(view: CrmEnd) -> None:
    assert not view.port.capabilities(CONTACT).creates_in_scope
    began = view.world.now()
    native_id = make(view)
    assert not seen(view, native_id).marked
    (own,) = view.port.find_own(CONTACT, [MatchKeys("zoe1@contoso.example", "", "", "")], began)
    assert (own.native_id, own.marked) == (native_id, False)
    inside = done(view.port.create(CONTACT, [Draft("", lawyer(view, 2))])).native_id
    assert seen(view, inside).marked


def test_an_update_tells_whether_the_contact_is_still_in_the_view(view: CrmEnd) -> None:
    stays, leaves = view.hands.create(lawyer(view, 1)), view.hands.create(lawyer(view, 2))
    view.world.tick()
    edits = [edit(view, stays, title="Judge"), edit(view, leaves, title="Clerk")]
    edits[1] = type(edits[1])(leaves, edits[1].expect, {"Department": "Sales"})
    outcomes = [done([outcome]) for outcome in view.port.update(CONTACT, edits)]
    assert [outcome.record.marked for outcome in outcomes if outcome.record] == [True, False]


def test_as_many_updates_as_are_offered_fit_into_a_call(view: CrmEnd) -> None:
    size = view.port.capabilities(CONTACT).batch_update
    ids = [view.hands.create(lawyer(view, number)) for number in range(size)]
    view.world.tick()
    outcomes = view.port.update(CONTACT, [edit(view, native_id, title="Judge") for native_id in ids])
    assert [done([outcome]).record is not None for outcome in outcomes] == [True] * size


def test_what_cannot_be_deleted_tells_whether_it_is_in_the_view(view: CrmEnd) -> None:
    native_id = view.hands.create(lawyer(view))
    old = target(view, native_id)
    view.world.tick()
    view.hands.edit(native_id, {"Department": "Sales"})
    (outcome,) = view.port.delete(CONTACT, [old])
    record = getattr(outcome, "record", None)
    assert record is not None and not record.marked


def test_the_number_of_contacts_in_the_view_comes_with_the_changes(view: CrmEnd) -> None:
    for number in (1, 2):
        view.hands.create(lawyer(view, number))
    reader = Reader(view)
    reader.read()
    view.hands.create(person(view, 3))
    assert [page.members for page in reader.read().pages if page.members is not None] == [2]


def test_among_many_rows_of_one_time_those_in_the_view_are_counted_and_read_again(view: CrmEnd) -> None:
    for number in range(230):
        view.hands.create({"LastName": f"Import {number}", **(WANTED if number % 2 else {})})
    reader = Reader(view)
    reader.read()
    reader.read()
    late = view.hands.create(lawyer(view))
    view.hands.edit_late(late, {"Title": "Late"})
    (stretch,) = [page.stretch for page in reader.read().pages if page.stretch]
    again = Round(list(view.port.reread(CONTACT, reader.container, stretch)))
    assert again.record(late).marked
    assert len([record for record in again.observed if record.marked]) == stretch.count == 116


def test_a_cursor_of_another_scope_asks_for_a_full_round(view: CrmEnd) -> None:
    native_id = view.hands.create(person(view))
    reader = Reader(view)
    cursor = reader.read().cursor
    wide = view.scoped(ALL)
    with pytest.raises(CursorExpired):
        list(wide.port.changes(CONTACT, reader.container, cursor, reader.mirror))
    assert Reader(wide).read().ids == {native_id}


def test_a_view_that_was_changed_asks_for_a_full_round(crm: CrmEnd) -> None:
    view_id = crm.hands.make_view("Lawyers", WANTED)
    before = crm.scoped(of_view(view_id))
    native_id = before.hands.create({**person(before), "Department": "Sales"})
    reader = Reader(before)
    cursor = reader.read().cursor
    crm.hands.change_view(view_id, {"Department": "Sales"})
    after = crm.scoped(of_view(view_id))
    with pytest.raises(CursorExpired):
        list(after.port.changes(CONTACT, reader.container, cursor, reader.mirror))
    assert Reader(after).read().ids == {native_id}


def test_a_view_that_is_gone_is_a_clear_fault_before_anything_is_read(crm: CrmEnd) -> None:
    """L12."""
    view_id = crm.hands.make_view("Lawyers", WANTED)
    crm.hands.delete_view(view_id)
    gone = crm.scoped(of_view(view_id))
    with pytest.raises(PortFault) as refused:
        gone.port.capabilities(CONTACT)
    fault = refused.value.fault
    assert fault.code == "list-view" and fault.message and fault.action
