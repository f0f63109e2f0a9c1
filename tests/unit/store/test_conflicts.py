"""Conflicts as rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.core.record import Side
from desktop.core.values import ABSENT, EMPTY
from desktop.store.conflicts import Conflicts, Resolution, StoredConflict
from desktop.store.database import Database
from desktop.store.mirror import Mirror
from tests.unit.store.samples import AT, CONTACT, LATER, observed, paired, stored

CLASH = StoredConflict(
    field="last_name",
    type="field",
    session=1,
    pair_id="p1",
    crm_value="King",
    mailbox_value=EMPTY,
    base_crm="Lovelace",
    base_mailbox=ABSENT,
    crm_version="2",
    mailbox_version="3",
)


@pytest.fixture
def conflicts(database: Database) -> Conflicts:
    paired(database, 1)
    return Conflicts(database)


def _open(database: Database, *clashes: StoredConflict) -> list[StoredConflict]:
    with database.transaction():
        Conflicts(database).open(clashes, AT)
    return Conflicts(database).waiting()


def test_a_conflict_comes_back_as_it_was(database: Database, conflicts: Conflicts) -> None:
    duplicate = StoredConflict("*", "duplicate", 1, record=7, candidates=("c1", "c2"))
    first, second = _open(database, CLASH, duplicate)
    assert first == replace(CLASH, id=first.id)
    assert second == replace(duplicate, id=second.id)
    assert conflicts.get(first.id) == first
    assert conflicts.get(999) is None


def test_a_conflict_that_is_met_again_keeps_its_number_and_takes_the_present_values(
    database: Database, conflicts: Conflicts
) -> None:
    (first,) = _open(database, CLASH)
    (again,) = _open(database, replace(CLASH, crm_value="Byron", crm_version="4"))
    assert again == replace(first, crm_value="Byron", crm_version="4")


def test_conflicts_of_other_fields_pairs_and_records_are_others(database: Database, conflicts: Conflicts) -> None:
    found = _open(
        database,
        CLASH,
        replace(CLASH, field="title"),
        replace(CLASH, pair_id="p2"),
        StoredConflict("*", "duplicate", 1, record=7),
        StoredConflict("*", "duplicate", 1, record=8),
    )
    assert len(found) == 5
    assert [clash.field for clash in conflicts.of_pairs(["p1"])] == ["last_name", "title"]
    assert [clash.record for clash in conflicts.of_records([8, 9])] == [8]


@pytest.mark.parametrize(
    "resolution",
    [
        Resolution("crm"),
        Resolution("value", "Typed"),
        Resolution("value", EMPTY),
        Resolution("value", date(2026, 1, 1)),
    ],
)
def test_a_choice_is_kept_until_it_is_applied(database: Database, conflicts: Conflicts, resolution: Resolution) -> None:
    (clash,) = _open(database, CLASH)
    with database.transaction():
        assert conflicts.resolve(clash.id, resolution, LATER)
    assert conflicts.waiting() == []
    assert conflicts.of_pairs(["p1"]) == [replace(clash, state="resolved", resolution=resolution)]
    with database.transaction():
        conflicts.apply([clash.id], LATER)
    assert conflicts.of_pairs(["p1"]) == []
    found = conflicts.get(clash.id)
    assert found is not None and found.state == "applied"


def test_only_an_open_conflict_can_be_resolved(database: Database, conflicts: Conflicts) -> None:
    (clash,) = _open(database, CLASH)
    with database.transaction():
        conflicts.expire([clash.id], LATER)
        assert not conflicts.resolve(clash.id, Resolution("crm"), LATER)
        assert not conflicts.resolve(999, Resolution("crm"), LATER)
    found = conflicts.get(clash.id)
    assert found is not None and found.state == "expired"


def test_after_a_conflict_was_closed_the_field_can_clash_again(database: Database, conflicts: Conflicts) -> None:
    (first,) = _open(database, CLASH)
    with database.transaction():
        conflicts.apply([first.id], LATER)
    (second,) = _open(database, CLASH)
    assert second.id != first.id


def test_resolving_a_duplicate_has_its_record_planned_again(database: Database, conflicts: Conflicts) -> None:
    (record,) = stored(database, [observed(Side.MAILBOX, "m9")])
    (clash,) = _open(database, StoredConflict("*", "duplicate", 1, record=record.row, candidates=("c1", "c2")))
    with database.transaction():
        conflicts.resolve(clash.id, Resolution("record", "c2"), LATER)
    assert [found.row for found in Mirror(database).dirty_unpaired(Side.MAILBOX, CONTACT)] == [record.row]
