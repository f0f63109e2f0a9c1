"""What is remembered of labelled items, and which items fail."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.pairing import PairState
from desktop.core.record import Role, Side, Tombstone
from desktop.store.database import Database
from desktop.store.issues import Complaint, Issues
from desktop.store.labels import Labelled, Labels
from desktop.store.mirror import Mirror
from desktop.store.pairs import Pairs
from tests.unit.store.samples import AT, CONTACT, changed, observed, paired, stored


@pytest.fixture
def labels(database: Database) -> Labels:
    return Labels(database)


def complain(database: Database, pair_id: str | None, record: int | None = None, code: str = "too-long") -> None:
    with database.transaction():
        Issues(database).report([Complaint(pair_id, record, "Ada", code, "", "It is too long.")], AT)


def test_the_copy_of_a_pair_with_an_issue_fails(database: Database, labels: Labels) -> None:
    pair = paired(database, 1)
    paired(database, 2)
    complain(database, "p1")
    complain(database, "p1", code="refused")
    assert labels.failing(CONTACT) == [(pair.mailbox_row, "too-long"), (pair.mailbox_row, "refused")]


def test_an_unpaired_item_with_an_issue_fails_and_a_record_of_the_crm_does_not(
    database: Database, labels: Labels
) -> None:
    crm, mailbox = stored(database, [observed(Side.CRM, "c1"), observed(Side.MAILBOX, "m1")])
    complain(database, None, crm.row)
    complain(database, None, mailbox.row)
    assert labels.failing(CONTACT) == [(mailbox.row, "too-long")]


def test_a_solved_issue_is_no_failure(database: Database, labels: Labels) -> None:
    paired(database, 1)
    complain(database, "p1")
    with database.transaction():
        Issues(database).solve("p1")
    assert labels.failing(CONTACT) == []


def test_the_copy_of_a_detached_pair_is_none_of_our_business(database: Database, labels: Labels) -> None:
    paired(database, 1)
    complain(database, "p1")
    with database.transaction():
        Pairs(database).set_state("p1", PairState.DETACHED, "person")
    assert labels.failing(CONTACT) == []


def test_a_personal_item_and_one_that_is_gone_do_not_fail(database: Database, labels: Labels) -> None:
    paired(database, 1)
    paired(database, 2)
    complain(database, "p1")
    complain(database, "p2")
    with database.transaction():
        mirror = Mirror(database)
        mirror.observe([changed(observed(Side.MAILBOX, "m1"), role=Role.DEFAULT, marked=False)], AT)
        mirror.gone(Side.MAILBOX, CONTACT, [Tombstone("m2")], AT)
    assert labels.failing(CONTACT) == []


def test_labels_are_kept_until_they_are_forgotten(database: Database, labels: Labels) -> None:
    first, second = Labelled(1, "m1", "one"), Labelled(2, "m2", "two")
    with database.transaction():
        labels.keep(CONTACT, [second, first])
        labels.keep(CONTACT, [replace(first, reason="three")])
    assert labels.kept(CONTACT) == [replace(first, reason="three"), second]
    with database.transaction():
        labels.forget([1])
    assert labels.kept(CONTACT) == [second]


def test_a_label_outlives_the_record_in_the_mirror(database: Database, labels: Labels) -> None:
    (record,) = stored(database, [observed(Side.MAILBOX, "m1")])
    with database.transaction():
        labels.keep(CONTACT, [Labelled(record.row, "m1", "one")])
        Mirror(database).forget([record.row])
    assert [each.native_id for each in labels.kept(CONTACT)] == ["m1"]
