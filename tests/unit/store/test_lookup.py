"""Questions about the mirror."""

from __future__ import annotations

import pytest

from desktop.core.record import Role, Side, Tombstone
from desktop.store.database import Database
from desktop.store.mirror import Mirror
from tests.unit.store.samples import AT, CONTACT, changed, observed, paired, stored


@pytest.fixture
def mirror(database: Database) -> Mirror:
    return Mirror(database)


def _versions(database: Database, *versions: str) -> None:
    stored(database, [changed(observed(Side.CRM, f"c{v}"), version=v) for v in versions])


def _lose(database: Database, native_id: str) -> None:
    with database.transaction():
        Mirror(database).gone(Side.CRM, CONTACT, [Tombstone(native_id)], AT)


def test_versions_are_those_of_live_records_of_the_side(database: Database, mirror: Mirror) -> None:
    _versions(database, "1", "2")
    stored(database, [observed(Side.MAILBOX, "c3")])
    _lose(database, "c2")
    assert mirror.versions(Side.CRM, CONTACT, ["c1", "c2", "c3"]) == {"c1": "1"}
    assert mirror.known(Side.CRM, CONTACT).versions(["c1", "c2", "c3"]) == {"c1": "1"}


def test_a_stretch_counts_live_marked_records_with_both_ends(database: Database, mirror: Mirror) -> None:
    _versions(database, "1", "2", "3", "4", "5")
    stored(database, [changed(observed(Side.CRM, "out"), version="3", marked=False)])
    _lose(database, "c4")
    assert mirror.count_between(Side.CRM, CONTACT, "2", "4") == 2
    assert mirror.count_between(Side.MAILBOX, CONTACT, "2", "4") == 0


def test_the_newest_version_may_be_that_of_a_gone_record(database: Database, mirror: Mirror) -> None:
    assert mirror.newest_version(Side.CRM, CONTACT) == ""
    _versions(database, "1", "3")
    _lose(database, "c3")
    assert mirror.newest_version(Side.CRM, CONTACT) == "3"


def test_candidates_share_the_email_or_the_name_and_are_live(database: Database, mirror: Mirror) -> None:
    stored(
        database,
        [
            observed(Side.CRM, "mail", "Somebody"),
            observed(Side.CRM, "name", "Ada"),
            observed(Side.CRM, "neither", "Charles"),
            observed(Side.MAILBOX, "other side", "Ada"),
            changed(observed(Side.CRM, "not shared", "Ada"), marked=False),
            observed(Side.CRM, "gone", "Ada"),
        ],
    )
    _lose(database, "gone")
    found = mirror.candidates(Side.CRM, CONTACT, ["mail@example.org", ""], ["ada", ""])
    assert [record.native_id for record in found] == ["mail", "name", "not shared"]


def test_blank_keys_match_nothing(database: Database, mirror: Mirror) -> None:
    stored(database, [observed(Side.CRM, "c1", "")])
    assert mirror.candidates(Side.CRM, CONTACT, [""], [""]) == []


def test_dirty_unpaired_records_come_in_pages_and_without_paired_ones(database: Database, mirror: Mirror) -> None:
    pair = paired(database, 1)
    with database.transaction():
        mirror.observe([observed(Side.CRM, f"x{number}") for number in range(3)], AT)
        mirror.touch([pair.crm_row or 0, pair.mailbox_row or 0])
    first = mirror.dirty_unpaired(Side.CRM, CONTACT, limit=2)
    second = mirror.dirty_unpaired(Side.CRM, CONTACT, after_row=first[-1].row, limit=2)
    assert [record.native_id for record in first + second] == ["x0", "x1", "x2"]
    assert mirror.dirty_unpaired(Side.MAILBOX, CONTACT) == []


def test_the_listing_of_live_ids_can_be_limited_to_a_role(database: Database, mirror: Mirror) -> None:
    stored(
        database,
        [
            observed(Side.MAILBOX, "m1"),
            changed(observed(Side.MAILBOX, "m2"), role=Role.DEFAULT),
            changed(observed(Side.MAILBOX, "m3"), gone=True),
        ],
    )
    assert list(mirror.live_ids(Side.MAILBOX, CONTACT)) == [("m1", "1"), ("m2", "1")]
    assert list(mirror.live_ids(Side.MAILBOX, CONTACT, Role.DEFAULT)) == [("m2", "1")]


def test_the_listing_goes_on_over_pages(database: Database, mirror: Mirror, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.store.lookup._SCAN_PAGE", 2)
    _versions(database, "1", "2", "3", "4", "5")
    assert [version for _, version in mirror.live_ids(Side.CRM, CONTACT)] == ["1", "2", "3", "4", "5"]
