"""What seeing, writing, moving and losing records does to the mirror."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from desktop.core.record import Role, Side, Tombstone
from desktop.core.values import EMPTY
from desktop.store.database import Database
from desktop.store.doctor import examine
from desktop.store.mirror import Mirror, NewPlace, Observed
from desktop.store.views import Views
from tests.unit.store.samples import AT, CONTACT, LATER, changed, observed, paired, stored


@pytest.fixture
def mirror(database: Database) -> Mirror:
    return Mirror(database)


def _dirty(mirror: Mirror, side: Side = Side.CRM) -> list[str]:
    return [record.native_id for record in mirror.dirty_unpaired(side, CONTACT)]


def _found(database: Database, search: str) -> list[str]:
    return [shown.native_id for shown in Views(database).records(search)]


def test_a_new_record_is_stored_whole_and_dirty(database: Database, mirror: Mirror) -> None:
    seen = observed(Side.CRM, "c1", birthday=date(1815, 12, 10), title=EMPTY)
    with database.transaction():
        assert mirror.observe([seen], AT) == 1
    record = mirror.by_native(Side.CRM, CONTACT, ["c1"])["c1"]
    assert record == replace(seen.record, row=record.row)
    assert record.row > 0
    assert _dirty(mirror) == ["c1"]


def test_ids_that_differ_in_case_only_are_two_records(database: Database, mirror: Mirror) -> None:
    stored(database, [observed(Side.MAILBOX, "AAa="), observed(Side.MAILBOX, "AAA=")])
    assert len(mirror.by_native(Side.MAILBOX, CONTACT, ["AAa=", "AAA="])) == 2


def test_an_equal_record_takes_the_new_version_and_stays_clean(database: Database, mirror: Mirror) -> None:
    stored(database, [observed(Side.CRM, "c1", first_name="Ada")])
    again = changed(observed(Side.CRM, "c1"), version="2", fields={"first_name": "Ada", "last_name": "Ada Lovelace"})
    with database.transaction():
        assert mirror.observe([again], LATER) == 0
    assert mirror.versions(Side.CRM, CONTACT, ["c1"]) == {"c1": "2"}
    assert _dirty(mirror) == []


@pytest.mark.parametrize(
    "change",
    [
        {"fields": {"last_name": "King"}},
        {"fields": {"last_name": EMPTY}},
        {"fields": {}},
        {"role": Role.DEFAULT},
        {"marked": False},
        {"link": "scc:1:p1:"},
        {"gone": True},
    ],
)
def test_any_difference_is_stored_and_makes_a_record_dirty(
    database: Database, mirror: Mirror, change: dict[str, object]
) -> None:
    (old,) = stored(database, [observed(Side.CRM, "c1")])
    seen = changed(observed(Side.CRM, "c1"), **change)
    with database.transaction():
        assert mirror.observe([seen], LATER) == 1
    assert mirror.get([old.row])[old.row] == replace(seen.record, row=old.row)
    assert _dirty(mirror) == ["c1"]


def test_of_two_sightings_in_one_page_the_last_counts(database: Database, mirror: Mirror) -> None:
    with database.transaction():
        assert mirror.observe([observed(Side.CRM, "c1", "Old"), observed(Side.CRM, "c1", "New")], AT) == 1
    assert mirror.by_native(Side.CRM, CONTACT, ["c1"])["c1"].fields == {"last_name": "New"}


def test_both_sides_may_be_seen_in_one_call(database: Database, mirror: Mirror) -> None:
    with database.transaction():
        assert mirror.observe([observed(Side.MAILBOX, "x"), observed(Side.CRM, "x")], AT) == 2


def test_seeing_only_the_place_of_a_record_keeps_its_fields(database: Database, mirror: Mirror) -> None:
    (old,) = stored(database, [observed(Side.MAILBOX, "m1", "Lovelace")])
    bare = Observed(replace(old, fields={}, marked=False, role=Role.DEFAULT, version="2"), detail=False)
    with database.transaction():
        assert mirror.observe([bare], LATER) == 1
    assert mirror.get([old.row])[old.row] == replace(bare.record, fields=old.fields)
    with database.transaction():
        mirror.observe([replace(bare, record=replace(bare.record, marked=True))], LATER)
    assert _found(database, "lovelace") == ["m1"]


def test_a_tombstone_marks_the_record_once_and_ignores_unknown_ids(database: Database, mirror: Mirror) -> None:
    (old,) = stored(database, [observed(Side.CRM, "c1")])
    with database.transaction():
        assert mirror.gone(Side.CRM, CONTACT, [Tombstone("c1", "9"), Tombstone("c2")], LATER) == 1
    assert mirror.get([old.row])[old.row] == replace(old, gone=True, version="9")
    assert _dirty(mirror) == ["c1"]
    with database.transaction():
        mirror.clean([old.row])
        assert mirror.gone(Side.CRM, CONTACT, [Tombstone("c1")], LATER) == 0
    assert _dirty(mirror) == []
    assert mirror.get([old.row])[old.row].version == "9"


def test_a_merge_that_is_told_after_the_deletion_is_remembered(database: Database, mirror: Mirror) -> None:
    (old,) = stored(database, [observed(Side.CRM, "c1")])
    for tombstone in (Tombstone("c1"), Tombstone("c1", merged_into="c2")):
        with database.transaction():
            assert mirror.gone(Side.CRM, CONTACT, [tombstone], LATER) == 1
    assert mirror.survivors([old.row]) == {old.row: "c2"}


def test_a_restored_record_is_live_again_and_dirty(database: Database, mirror: Mirror) -> None:
    (old,) = stored(database, [observed(Side.CRM, "c1")])
    with database.transaction():
        mirror.gone(Side.CRM, CONTACT, [Tombstone("c1", merged_into="c2")], LATER)
        mirror.clean([old.row])
        assert mirror.observe([observed(Side.CRM, "c1")], LATER) == 1
    assert not mirror.get([old.row])[old.row].gone
    assert mirror.survivors([old.row]) == {}
    assert _dirty(mirror) == ["c1"]


def test_what_we_wrote_ourselves_is_born_clean_and_its_echo_is_silent(database: Database, mirror: Mirror) -> None:
    written = changed(observed(Side.CRM, "c1"), version="")
    with database.transaction():
        row = mirror.put_written(None, written, AT)
    assert mirror.get([row])[row] == replace(written.record, row=row)
    assert _dirty(mirror) == []
    with database.transaction():
        assert mirror.observe([changed(written, version="7")], LATER) == 0
    assert _dirty(mirror) == []
    assert mirror.versions(Side.CRM, CONTACT, ["c1"]) == {"c1": "7"}


def test_writing_over_a_record_keeps_it_as_dirty_as_it_was(database: Database, mirror: Mirror) -> None:
    clean, dirty, seen = stored(database, [observed(Side.CRM, f"c{number}") for number in (1, 2, 3)])
    with database.transaction():
        mirror.touch([dirty.row, seen.row])
        rows = mirror.put_all_written(
            [
                (dirty.row, observed(Side.CRM, "c2", "King")),
                (None, observed(Side.CRM, "c3", "King")),
                (clean.row, observed(Side.CRM, "c1", "King")),
                (None, observed(Side.CRM, "c4", "King")),
            ],
            LATER,
        )
    assert rows[:3] == [dirty.row, seen.row, clean.row]
    assert {record.fields["last_name"] for record in mirror.get(rows).values()} == {"King"}
    assert _dirty(mirror) == ["c2", "c3"]
    assert _found(database, "king") == ["c1", "c2", "c3", "c4"]
    assert _found(database, "lovelace") == []


def test_a_moved_record_keeps_its_row_and_stays_clean(database: Database, mirror: Mirror) -> None:
    (old,) = stored(database, [observed(Side.MAILBOX, "m1")])
    with database.transaction():
        mirror.gone(Side.MAILBOX, CONTACT, [Tombstone("m1")], LATER)
        mirror.clean([old.row])
        mirror.replace_id(old.row, NewPlace("m9", "2", Role.DEFAULT, False, "scc:1:p1:"))
    expected = replace(old, native_id="m9", version="2", role=Role.DEFAULT, marked=False, link="scc:1:p1:", gone=False)
    assert mirror.get([old.row])[old.row] == expected
    assert _dirty(mirror, Side.MAILBOX) == []


def test_a_moved_record_that_was_seen_as_a_newcomer_takes_it_over(database: Database, mirror: Mirror) -> None:
    old, newcomer = stored(database, [observed(Side.MAILBOX, "m1", "Ada"), observed(Side.MAILBOX, "m9", "Edited")])
    with database.transaction():
        mirror.replace_id(old.row, NewPlace("m9", "2", Role.SHARED, True, None))
    assert mirror.get([old.row, newcomer.row]) == {
        old.row: replace(old, native_id="m9", version="2", fields={"last_name": "Edited"})
    }
    assert _dirty(mirror, Side.MAILBOX) == ["m9"]
    assert _found(database, "edited") == ["m9"]
    assert _found(database, "ada") == []
    assert examine(database) == []


def test_a_forgotten_record_is_gone_from_the_search_and_its_row_is_not_used_again(
    database: Database, mirror: Mirror
) -> None:
    (old,) = stored(database, [observed(Side.CRM, "c1")])
    with database.transaction():
        mirror.forget([old.row])
    assert mirror.get([old.row]) == {}
    assert _found(database, "ada") == []
    (new,) = stored(database, [observed(Side.CRM, "c1")])
    assert new.row > old.row
    assert examine(database) == []


def test_a_paired_record_cannot_be_forgotten(database: Database, mirror: Mirror) -> None:
    pair = paired(database, 1)
    assert pair.crm_row is not None
    with pytest.raises(sqlite3.IntegrityError), database.transaction():
        mirror.forget([pair.crm_row])


def test_a_changed_title_is_found_under_the_new_words_only(database: Database, mirror: Mirror) -> None:
    stored(database, [observed(Side.CRM, "c1", "Müller")])
    assert _found(database, "muller") == ["c1"]
    with database.transaction():
        mirror.observe([observed(Side.CRM, "c1", "García")], LATER)
    assert _found(database, "muller") == []
    assert _found(database, "garc") == ["c1"]
