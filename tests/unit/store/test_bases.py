"""What both sides last agreed on."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from desktop.core.record import Side
from desktop.core.values import EMPTY
from desktop.store.bases import Base, Bases
from desktop.store.database import Database
from tests.unit.store.samples import paired


@pytest.fixture
def bases(database: Database) -> Bases:
    paired(database, 1)
    return Bases(database)


def test_each_side_keeps_its_own_base(database: Database, bases: Bases) -> None:
    with database.transaction():
        bases.set([Base("p1", Side.CRM, {"phone": "+43 1"}, 1), Base("p1", Side.MAILBOX, {"phone": "0043 1"}, 1)])
    assert bases.of(["p1"]) == {("p1", Side.CRM): {"phone": "+43 1"}, ("p1", Side.MAILBOX): {"phone": "0043 1"}}


def test_setting_replaces_and_merging_keeps_the_other_fields(database: Database, bases: Bases) -> None:
    with database.transaction():
        bases.set([Base("p1", Side.CRM, {"a": "1", "b": "1"}, 1)])
        bases.set([Base("p1", Side.CRM, {"b": "2", "c": date(2026, 1, 1)}, 1)])
        bases.merge([Base("p1", Side.CRM, {"c": EMPTY}, 1), Base("p1", Side.CRM, {"d": "4"}, 1)])
    assert bases.of(["p1"]) == {("p1", Side.CRM): {"b": "2", "c": EMPTY, "d": "4"}}


def test_merging_into_nothing_makes_a_base(database: Database, bases: Bases) -> None:
    with database.transaction():
        bases.merge([Base("p1", Side.MAILBOX, {"a": "1"}, 1)])
    assert bases.of(["p1", "p2"]) == {("p1", Side.MAILBOX): {"a": "1"}}


def test_cleared_bases_have_never_agreed(database: Database, bases: Bases) -> None:
    paired(database, 2)
    with database.transaction():
        bases.set([Base(pair_id, side, {}, 1) for pair_id in ("p1", "p2") for side in Side])
        bases.clear(["p1"])
    assert set(bases.of(["p1", "p2"])) == {("p2", Side.CRM), ("p2", Side.MAILBOX)}


def test_a_base_needs_a_pair(database: Database, bases: Bases) -> None:
    with pytest.raises(sqlite3.IntegrityError), database.transaction():
        bases.set([Base("p9", Side.CRM, {}, 1)])


def test_bases_of_another_map_revision_are_named(database: Database, bases: Bases) -> None:
    paired(database, 2)
    with database.transaction():
        bases.set([Base("p1", Side.CRM, {}, 1), Base("p1", Side.MAILBOX, {}, 1), Base("p2", Side.CRM, {}, 2)])
    assert bases.outdated(2) == ["p1"]
    assert bases.outdated(3) == ["p1", "p2"]
