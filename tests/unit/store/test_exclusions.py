"""Exclusions in the store: recognised by any of their keys, and each key belongs to one exclusion."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop.core.record import Kind, Record, Role, Side
from desktop.store.database import Database
from desktop.store.exclusions import Exclusions, Key, KeyType, of_native, of_record

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PAIR, EMAIL = Key(KeyType.PAIR, "p1"), Key(KeyType.EMAIL, "ada@example.com")


@pytest.fixture
def exclusions(database: Database) -> Exclusions:
    return Exclusions(database)


def add(database: Database, *keys: Key, title: str = "Ada") -> int:
    with database.transaction():
        return Exclusions(database).add(Kind.CONTACT, title, "person", keys, AT)


def test_an_exclusion_is_found_by_each_of_its_keys(database: Database, exclusions: Exclusions) -> None:
    number = add(database, PAIR, EMAIL)
    assert exclusions.covering(Kind.CONTACT, [PAIR, EMAIL, Key(KeyType.PAIR, "p2")]) == {PAIR: number, EMAIL: number}
    assert exclusions.pairs(Kind.CONTACT, ["p1", "p2"]) == {"p1"}
    (found,) = exclusions.all()
    assert (found.title, found.why, found.at) == ("Ada", "person", AT)
    assert set(found.keys) == {PAIR, EMAIL}


def test_excluding_the_same_record_again_adds_to_its_exclusion(database: Database, exclusions: Exclusions) -> None:
    number = add(database, PAIR)
    assert add(database, PAIR, of_native(Side.CRM, "003A")) == number
    assert len(exclusions.all()) == 1 and len(exclusions.all()[0].keys) == 2


def test_two_people_of_one_address_are_two_exclusions(database: Database, exclusions: Exclusions) -> None:
    first = add(database, PAIR, EMAIL)
    second = add(database, Key(KeyType.PAIR, "p2"), EMAIL)
    assert first != second
    with database.transaction():
        exclusions.remove([second])
    assert exclusions.covering(Kind.CONTACT, [EMAIL]) == {EMAIL: first}


def test_a_removed_exclusion_takes_its_keys_with_it(database: Database, exclusions: Exclusions) -> None:
    number = add(database, PAIR, EMAIL)
    with database.transaction():
        exclusions.remove([number])
    assert exclusions.all() == [] and exclusions.covering(Kind.CONTACT, [PAIR, EMAIL]) == {}


def test_a_newcomer_is_recognised_by_link_id_address_and_domain(database: Database, exclusions: Exclusions) -> None:
    record = Record(Side.MAILBOX, Kind.CONTACT, "AAMk", "1", Role.SHARED, True, "scc:1:p1:003A", {})
    keys = of_record(record, "ada@example.com")
    assert keys == [PAIR, of_native(Side.MAILBOX, "AAMk"), EMAIL, Key(KeyType.DOMAIN, "example.com")]
    for key in keys:
        number = add(database, key)
        assert exclusions.newcomers(Kind.CONTACT, {7: keys, 8: []}) == {7: number}
        with database.transaction():
            exclusions.remove([number])


def test_a_pair_that_takes_an_excluded_record_is_excluded_too(database: Database, exclusions: Exclusions) -> None:
    add(database, of_native(Side.CRM, "003A"))
    record = Record(Side.CRM, Kind.CONTACT, "003A", "1", Role.SHARED, True, None, {})
    other = Record(Side.CRM, Kind.CONTACT, "003B", "1", Role.SHARED, True, None, {})
    with database.transaction():
        exclusions.adopt(Kind.CONTACT, "p1", [record])
        exclusions.adopt(Kind.CONTACT, "p2", [other])
    assert exclusions.pairs(Kind.CONTACT, ["p1", "p2"]) == {"p1"}
