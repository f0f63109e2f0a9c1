"""Pairings, and which of them must be looked at again."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from desktop.core.pairing import PairState, PairView
from desktop.core.record import Side, Tombstone
from desktop.store.bases import Base, Bases
from desktop.store.conflicts import Conflicts, Resolution, StoredConflict
from desktop.store.database import Database
from desktop.store.holds import Holds, Question
from desktop.store.mirror import Mirror
from desktop.store.pairs import Pairs
from tests.unit.store.samples import AT, CONTACT, LATER, observed, paired, pairing, stored


@pytest.fixture
def pairs(database: Database) -> Pairs:
    return Pairs(database)


def _dirty(pairs: Pairs) -> list[str]:
    return [view.pairing.pair_id for view in pairs.dirty(CONTACT)]


def test_a_pairing_comes_back_as_it_was_by_id_and_by_record(database: Database, pairs: Pairs) -> None:
    pair = paired(database, 1)
    assert pairs.get(["p1", "p2"]) == {"p1": pair}
    assert pairs.of_records([pair.crm_row or 0, 999]) == {pair.crm_row: pair}
    assert pairs.of_records([pair.mailbox_row or 0]) == {pair.mailbox_row: pair}


@pytest.mark.parametrize("side", list(Side))
def test_a_record_cannot_be_in_two_pairings(database: Database, pairs: Pairs, side: Side) -> None:
    first = paired(database, 1)
    second = pairing("p2", first.crm_row, None) if side is Side.CRM else pairing("p2", None, first.mailbox_row)
    with pytest.raises(sqlite3.IntegrityError), database.transaction():
        pairs.add([second], session=1)


def test_two_pairings_may_both_lack_a_record(database: Database, pairs: Pairs) -> None:
    with database.transaction():
        pairs.add([pairing("p1", None, None), pairing("p2", None, None)], session=1)
    assert set(pairs.get(["p1", "p2"])) == {"p1", "p2"}


def test_a_side_is_bound_and_unbound(database: Database, pairs: Pairs) -> None:
    pair = paired(database, 1)
    (other,) = stored(database, [observed(Side.CRM, "c9")])
    with database.transaction():
        pairs.bind("p1", Side.CRM, other.row)
        pairs.bind("p1", Side.MAILBOX, None)
    assert pairs.get(["p1"])["p1"] == replace(pair, crm_row=other.row, mailbox_row=None)


def test_state_and_flags_are_set_one_by_one(database: Database, pairs: Pairs) -> None:
    pair = paired(database, 1)
    with database.transaction():
        pairs.set_state("p1", PairState.DETACHED, "person")
        pairs.set_flags("p1", mailbox_in=False)
    expected = replace(pair, state=PairState.DETACHED, reason="person", mailbox_in=False)
    assert pairs.get(["p1"])["p1"] == expected
    with database.transaction():
        pairs.set_flags("p1", crm_in=False)
    assert pairs.get(["p1"])["p1"] == replace(expected, crm_in=False)
    assert pairs.count(CONTACT) == 0
    assert pairs.count(CONTACT, PairState.DETACHED) == 1


def test_a_dropped_pairing_takes_its_bases_along_and_leaves_the_records(database: Database, pairs: Pairs) -> None:
    pair = paired(database, 1)
    with database.transaction():
        Bases(database).set([Base("p1", side, {"last_name": "Ada"}, 1) for side in Side])
        pairs.drop(["p1"])
    assert pairs.get(["p1"]) == {}
    assert Bases(database).of(["p1"]) == {}
    assert len(Mirror(database).get([pair.crm_row or 0, pair.mailbox_row or 0])) == 2


def test_nothing_is_dirty_when_nothing_changed(database: Database, pairs: Pairs) -> None:
    paired(database, 1)
    assert pairs.dirty(CONTACT) == []


@pytest.mark.parametrize("side", list(Side))
def test_a_changed_record_makes_its_pair_dirty_until_it_is_planned(
    database: Database, pairs: Pairs, side: Side
) -> None:
    paired(database, 1)
    native_id = "c1" if side is Side.CRM else "m1"
    with database.transaction():
        Mirror(database).observe([observed(side, native_id, "King")], LATER)
    assert _dirty(pairs) == ["p1"]
    with database.transaction():
        pairs.clean(["p1"])
    assert _dirty(pairs) == []


def test_a_gone_record_makes_its_pair_dirty(database: Database, pairs: Pairs) -> None:
    paired(database, 1)
    with database.transaction():
        Mirror(database).gone(Side.MAILBOX, CONTACT, [Tombstone("m1")], LATER)
    (view,) = pairs.dirty(CONTACT)
    assert view.mailbox is not None and view.mailbox.gone
    assert view.live(Side.MAILBOX) is None


def test_a_touched_pair_of_any_state_is_dirty_until_it_is_planned(database: Database, pairs: Pairs) -> None:
    paired(database, 1)
    with database.transaction():
        pairs.set_state("p1", PairState.HELD, "deletion")
        pairs.touch(["p1", "unknown"])
    assert _dirty(pairs) == ["p1"]
    with database.transaction():
        pairs.clean(["p1"])
    assert _dirty(pairs) == []


def test_a_resolved_conflict_makes_its_pair_dirty(database: Database, pairs: Pairs) -> None:
    paired(database, 1)
    conflicts = Conflicts(database)
    with database.transaction():
        conflicts.open([StoredConflict("last_name", "field", 1, pair_id="p1")], AT)
    assert _dirty(pairs) == []
    with database.transaction():
        conflicts.resolve(conflicts.waiting()[0].id, Resolution("crm"), AT)
    assert _dirty(pairs) == ["p1"]


def test_an_answered_hold_makes_its_pair_dirty_and_the_answer_comes_along(database: Database, pairs: Pairs) -> None:
    paired(database, 1)
    with database.transaction():
        hold = Holds(database).place(Question("deletion", "p1", "Deleted in Outlook.", "h1", 1), AT)
    assert _dirty(pairs) == []
    with database.transaction():
        Holds(database).answer(hold, "restore", AT)
    (view,) = pairs.dirty(CONTACT)
    assert view.answer == "restore"


def test_a_view_holds_records_and_bases_and_none_where_there_is_none(database: Database, pairs: Pairs) -> None:
    whole = paired(database, 1)
    with database.transaction():
        pairs.add([pairing("p2", None, None)], session=1)
        Bases(database).set([Base("p1", Side.CRM, {"last_name": "C"}, 1)])
        Bases(database).set([Base("p1", Side.MAILBOX, {"last_name": "M"}, 1)])
    records = Mirror(database).get([whole.crm_row or 0, whole.mailbox_row or 0])
    assert pairs.views(["p2", "p1", "p3"]) == [
        PairView(
            whole,
            records[whole.crm_row or 0],
            records[whole.mailbox_row or 0],
            {"last_name": "C"},
            {"last_name": "M"},
        ),
        PairView(pairing("p2", None, None), None, None, None, None),
    ]


def test_dirty_pairs_come_in_pages_by_id(database: Database, pairs: Pairs) -> None:
    for number in (3, 1, 2):
        paired(database, number)
    with database.transaction():
        pairs.touch(["p1", "p2", "p3"])
    first = pairs.dirty(CONTACT, limit=2)
    second = pairs.dirty(CONTACT, after=first[-1].pairing.pair_id, limit=2)
    assert [view.pairing.pair_id for view in first + second] == ["p1", "p2", "p3"]


def test_looking_for_dirty_pairs_reads_no_table_from_end_to_end(database: Database) -> None:
    from desktop.store.pairs import _DIRTY

    plan = [row[3] for row in database.rows("EXPLAIN QUERY PLAN " + _DIRTY, ("contact", "", 500))]
    assert sum("record_dirty" in step for step in plan) == 2
    assert sum("pairing_dirty" in step for step in plan) == 1
    assert [step for step in plan if step.startswith("SCAN") and "subquery" not in step] == []
