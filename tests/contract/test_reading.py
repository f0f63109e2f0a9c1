"""Reading any end round by round: nothing is skipped, nothing known is told twice, deletions are proven.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

from itertools import islice

import pytest

from desktop.core.faults import CursorExpired
from desktop.core.ports import Page
from desktop.core.record import Role, Side

from .ends import CrmEnd, End
from .rounds import CONTACT, Mirror, Reader, Round, offered, person, plain, seen


def test_a_full_round_tells_everything_live_with_all_offered_fields(end: End) -> None:
    written = person(end, 1, title="Baker", phone="+43 1 23456", street="Ring 1\nTop 4", city="Wien", notes="One\nTwo")
    first, second = end.hands.create(written), end.hands.create(person(end, 2))
    dead = end.hands.create(person(end, 3))
    end.hands.delete(dead)
    told = Reader(end).read()
    assert told.ids == {first, second}
    record = told.record(first)
    assert record.fields.keys() == offered(end)
    assert plain({name: record.fields[name] for name in written}) == plain(written)
    assert (record.role, record.marked, record.link, record.detail) == (Role.SHARED, True, None, True)
    assert record.version


def test_a_full_round_of_nothing_is_one_page_with_a_cursor(end: End) -> None:
    told = Reader(end).read()
    assert len(told.pages) == 1 and told.quiet and told.cursor


def test_a_later_round_tells_only_what_changed_and_moves_the_cursor(end: End) -> None:
    """L1, L2."""
    changed, untouched = end.hands.create(person(end, 1)), end.hands.create(person(end, 2))
    reader = Reader(end)
    before = reader.read().cursor
    end.hands.edit(changed, {end.names.title: "Glazier"})
    end.world.tick()
    new = end.hands.create(person(end, 3))
    told = reader.read()
    assert told.ids == {changed, new} and untouched not in told.gone
    assert told.record(changed).fields[end.names.title] == "Glazier"
    assert told.cursor != before


def test_a_record_tells_when_it_was_changed(end: End) -> None:
    native_id = end.hands.create(person(end))
    reader = Reader(end)
    before = reader.read().record(native_id).modified
    end.world.tick()
    end.hands.edit(native_id, {end.names.title: "Glazier"})
    after = reader.read().record(native_id).modified
    assert before is not None and after is not None and before < after


def test_where_nothing_changed_there_is_one_empty_page(end: End) -> None:
    """L2."""
    end.hands.create(person(end))
    reader = Reader(end)
    reader.read()
    for _ in range(3):
        told = reader.read()
        assert len(told.pages) == 1 and told.quiet and told.cursor


def test_a_record_that_is_told_again_has_the_same_version(end: End) -> None:
    """L2."""
    ids = [end.hands.create(person(end, number)) for number in range(3)]
    reader = Reader(end)
    first = reader.read()
    again = Reader(end).read()
    for native_id in ids:
        versions = {record.version for record in first.observed + again.observed if record.native_id == native_id}
        assert versions == {seen(end, native_id).version}


def test_every_write_gives_another_version(end: End) -> None:
    """L3."""
    native_id = end.hands.create(person(end))
    versions = {seen(end, native_id).version}
    for title in ("Miller", "Smith"):
        end.world.tick()
        end.hands.edit(native_id, {end.names.title: title})
        versions.add(seen(end, native_id).version)
    assert len(versions) == 3


def test_a_record_that_is_known_in_its_very_version_is_left_out(end: End) -> None:
    """L2."""
    native_id = end.hands.create(person(end))
    reader = Reader(end)
    start = reader.read().cursor
    end.hands.edit(native_id, {end.names.title: "Tailor"})
    assert reader.read().ids == {native_id}
    reader.cursor = start
    assert reader.calms_down()
    reader.cursor, reader.mirror = start, Mirror({native_id: "another version"})
    assert reader.read().ids == {native_id}


def test_a_deletion_is_told_with_a_tombstone(end: End) -> None:
    doomed, kept = end.hands.create(person(end, 1)), end.hands.create(person(end, 2))
    reader = Reader(end)
    reader.read()
    end.hands.delete(doomed)
    told = reader.read()
    assert told.gone == {doomed} and doomed not in told.ids
    assert kept in reader.mirror.held
    assert reader.read().quiet


def test_what_was_taken_out_of_the_bin_is_told_as_live(end: End) -> None:
    native_id = end.hands.create(person(end))
    reader = Reader(end)
    reader.read()
    in_bin = end.hands.delete(native_id)
    reader.read()
    back = end.hands.restore(in_bin)
    told = reader.read()
    assert told.ids == {back}
    assert plain(told.record(back).fields)[end.names.last] == "Müller"


def test_an_expired_cursor_is_told_and_a_full_round_works_then(end: End) -> None:
    native_id = end.hands.create(person(end))
    reader = Reader(end)
    reader.cursor = end.world.expire(reader.read().cursor)
    with pytest.raises(CursorExpired):
        reader.read()
    reader.cursor, reader.mirror = None, Mirror()
    assert reader.read().ids == {native_id}
    assert reader.read().quiet


@pytest.mark.parametrize("pages_before", [1, 2])
def test_a_full_round_that_was_cut_off_goes_on_without_a_gap(end: End, pages_before: int) -> None:
    ids = {end.hands.create(person(end, number)) for number in range(7)}
    reader = Reader(end)
    with end.world.small_pages(3):
        begun = Round(list(islice(reader.pages(), pages_before)))
        reader.take(begun)
        assert begun.ids < ids
        assert begun.ids | reader.read().ids == ids
    assert reader.mirror.held.keys() == ids
    assert reader.calms_down()


def test_a_later_round_in_several_pages_tells_everything_that_changed(end: End) -> None:
    ids = [end.hands.create(person(end, number)) for number in range(7)]
    reader = Reader(end)
    reader.read()
    for number, native_id in enumerate(ids):
        end.world.tick()
        end.hands.edit(native_id, {end.names.title: f"Number {number}"})
    with end.world.small_pages(3):
        told = reader.read()
    assert len(told.pages) >= 3 and told.ids == set(ids)
    assert {record.fields[end.names.title] for record in told.observed} == {f"Number {n}" for n in range(7)}
    assert reader.read().quiet


def test_an_edit_between_two_pages_is_told_by_this_round_or_the_next(end: End) -> None:
    ids = [end.hands.create(person(end, number)) for number in range(7)]
    reader = Reader(end)
    with end.world.small_pages(3):
        pages: list[Page] = []
        for page in reader.pages():
            if not pages:
                end.world.tick()
                end.hands.edit(ids[0], {end.names.title: "Late"})
                end.hands.edit(ids[6], {end.names.title: "Late"})
            pages.append(page)
        reader.take(Round(pages))
    told = {record.native_id: record for record in reader.read().observed + Round(pages).observed}
    for native_id in (ids[0], ids[6]):
        assert reader.mirror.held[native_id] == seen(end, native_id).version
    assert set(told) == set(ids)


def test_a_round_that_was_cut_off_after_an_edit_between_its_pages_goes_on_without_a_gap(end: End) -> None:
    ids = []
    for number in range(9):
        ids.append(end.hands.create(person(end, number)))
        end.world.tick()
    reader = Reader(end)
    with end.world.small_pages(3):
        pages = reader.pages()
        begun = [next(pages)]
        end.world.tick()
        for native_id in ids[3:6]:
            end.hands.edit(native_id, {end.names.title: "Between"})
        begun.append(next(pages))
        reader.take(Round(begun))
        reader.read()
        assert reader.mirror.held.keys() == set(ids)
    reader.read()
    assert reader.mirror.held == {native_id: seen(end, native_id).version for native_id in ids}


def test_a_deletion_between_two_pages_is_told_by_this_round_or_the_next(end: End) -> None:
    ids = [end.hands.create(person(end, number)) for number in range(7)]
    reader = Reader(end)
    with end.world.small_pages(3):
        pages = reader.pages()
        begun = [next(pages)]
        end.world.tick()
        for native_id in ids:
            if native_id in Round(begun).ids:
                end.hands.delete(native_id)
        reader.take(Round([*begun, *pages]))
    reader.read()
    assert reader.mirror.held.keys() == set(ids) - Round(begun).ids


def test_a_fetch_tells_what_is_there_what_is_gone_and_what_is_missing(end: End) -> None:
    """L12."""
    there, deleted, purged = (end.hands.create(person(end, number)) for number in range(3))
    end.hands.delete(deleted)
    end.hands.purge(purged)
    fetched = end.port.fetch(CONTACT, [there, deleted, purged])
    assert [record.native_id for record in fetched.records] == [there]
    assert fetched.records[0].detail and fetched.records[0].fields.keys() == offered(end)
    gone = {tombstone.native_id for tombstone in fetched.gone}
    assert purged in fetched.missing and purged not in gone
    assert deleted in (gone | set(fetched.missing))
    if end.port.side is Side.CRM:
        assert gone == {deleted}


def test_a_fetch_of_nothing_tells_nothing(end: End) -> None:
    fetched = end.port.fetch(CONTACT, [])
    assert not fetched.records and not fetched.gone and not fetched.missing


def test_a_scan_lists_ids_and_versions_of_all_that_is_live(end: End) -> None:
    ids = [end.hands.create(person(end, number)) for number in range(4)]
    end.hands.delete(ids[3])
    reader = Reader(end)
    reader.read()
    listed = [entry for page in end.port.scan(CONTACT, reader.container) for entry in page]
    assert sorted(listed) == sorted(reader.mirror.held.items())
    assert {native_id for native_id, _ in listed} == set(ids[:3])


def test_ids_that_differ_by_case_only_are_two(end: End) -> None:
    """L4."""
    one, other = end.hands.case_twins()
    end.hands.edit(other, {end.names.title: "The other"})
    told = Reader(end).read()
    assert {one, other} <= told.ids
    assert told.record(one).fields[end.names.title] is None
    assert told.record(other).fields[end.names.title] == "The other"
    assert {record.native_id for record in end.port.fetch(CONTACT, [one, other]).records} == {one, other}


def test_who_we_are_stays_the_same(end: End) -> None:
    """L12."""
    who = end.port.identity()
    assert who and end.port.identity() == who
    end.hands.create(person(end))
    Reader(end).read()
    assert end.port.identity() == who
    if end.port.side is Side.MAILBOX:
        assert who == who.lower() and "@" in who


def test_containers_are_one_of_each_watched_role(end: End) -> None:
    roles = [container.role for container in end.port.containers(CONTACT)]
    assert roles == ([Role.SHARED] if isinstance(end, CrmEnd) else [Role.SHARED, Role.DEFAULT])
    assert end.port.containers(CONTACT) == end.port.containers(CONTACT)
