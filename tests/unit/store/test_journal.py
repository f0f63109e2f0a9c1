"""The intent journal and the change log that it writes."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from desktop.core.faults import Fault, FaultClass
from desktop.core.record import Side
from desktop.core.values import ABSENT, EMPTY
from desktop.store.changelog import ChangeLog
from desktop.store.database import Database
from desktop.store.journal import Journal, JournalEntry, Settlement
from desktop.store.sessions import Sessions
from tests.unit.store.samples import AT, LATER, entry


@pytest.fixture
def journal(database: Database) -> Journal:
    return Journal(database)


@pytest.fixture
def log(database: Database) -> ChangeLog:
    return ChangeLog(database)


def _intend(database: Database, *entries: JournalEntry) -> None:
    with database.transaction():
        Journal(database).intend(entries, AT)


def _state(database: Database, op_id: str) -> tuple[str, str | None]:
    found = database.row("SELECT state, outcome FROM operation WHERE op_id = ?", (op_id,))
    assert found is not None
    return found[0], found[1]


def test_an_intent_comes_back_as_it_was(database: Database, journal: Journal) -> None:
    whole = entry(
        patch={"Surname": "King", "Birthday": None, "Flag": True},
        intended={"last_name": "King", "birthday": EMPTY},
        source={"last_name": "King"},
        before={"birthday": date(1815, 12, 10)},
        link="scc:1:p1:c1",
        why="Changed in Salesforce.",
        seen={"title": "Countess"},
        title="Ada King",
    )
    bare = entry("o2", "create", seq=2, native_id="", expect="", before=None)
    _intend(database, bare, whole)
    expected = [replace(whole, intent_at=AT), replace(bare, intent_at=AT)]
    assert journal.open_entries() == expected
    assert journal.of_session(1) == expected
    assert journal.open_pairs() == {"p1"}


def test_a_batch_is_intended_in_one_commit(database: Database) -> None:
    _intend(database, entry("o1"), entry("o2", seq=2))
    assert database.commits == 1


def test_an_operation_is_intended_once_only(database: Database) -> None:
    _intend(database, entry())
    with pytest.raises(sqlite3.IntegrityError):
        _intend(database, entry())


def test_settling_closes_an_intent_with_its_outcome(database: Database, journal: Journal) -> None:
    _intend(database, entry())
    with database.transaction():
        journal.settle("o1", "applied", None, LATER)
    assert journal.open_entries() == []
    assert _state(database, "o1") == ("settled", "applied")


def test_a_refused_operation_keeps_its_fault(database: Database, journal: Journal) -> None:
    fault = Fault(FaultClass.INVALID, "too-long", "The first name has 41 characters.")
    _intend(database, entry())
    with database.transaction():
        journal.settle("o1", "refused", fault, LATER)
    assert _state(database, "o1") == ("failed", "refused")
    stored = database.row("SELECT fault FROM operation WHERE op_id = 'o1'")
    assert stored is not None and "41 characters" in stored[0]


def test_a_dropped_intent_is_closed_and_stays_closed(database: Database, journal: Journal) -> None:
    _intend(database, entry())
    with database.transaction():
        journal.drop(["o1"], "stale", LATER)
        journal.settle("o1", "applied", None, LATER)
    assert _state(database, "o1") == ("dropped", "stale")


def test_an_update_logs_every_field_with_its_value_before(database: Database, log: ChangeLog) -> None:
    _intend(
        database,
        entry(intended={"last_name": "King", "title": EMPTY, "phone": "1"}, before={"last_name": "Ada", "title": "T"}),
    )
    assert [(change.field, change.before, change.after) for change in log.of_session(1)] == [
        ("last_name", "Ada", "King"),
        ("title", "T", EMPTY),
        ("phone", ABSENT, "1"),
    ]


def test_an_update_whose_target_was_not_known_logs_no_value_before(database: Database, log: ChangeLog) -> None:
    _intend(database, entry(before=None))
    assert log.of_session(1)[0].before is ABSENT


def test_a_deletion_logs_the_whole_record_before(database: Database, log: ChangeLog) -> None:
    before = {"last_name": "Lovelace", "birthday": date(1815, 12, 10)}
    _intend(database, entry(verb="delete", patch={}, intended={}, before=before))
    (change,) = log.of_session(1)
    assert (change.field, change.image, change.verb) == ("*", before, "delete")


def test_a_creation_logs_one_row_which_learns_the_new_id(database: Database, journal: Journal, log: ChangeLog) -> None:
    _intend(database, entry(verb="create", native_id="", before=None))
    with database.transaction():
        journal.settle_all([Settlement("o1", "applied", native_id="m7")], LATER)
    (change,) = log.of_session(1)
    assert (change.field, change.image, change.native_id, change.state) == ("*", None, "m7", "settled")


def test_sharing_logs_one_row_without_values(database: Database, log: ChangeLog) -> None:
    _intend(database, entry(verb="unshare", patch={}, intended={}))
    (change,) = log.of_session(1)
    assert (change.verb, change.field, change.image) == ("unshare", "*", None)


def test_a_change_carries_the_name_of_the_record_and_the_reason(database: Database, log: ChangeLog) -> None:
    _intend(database, entry(title="Ada", why="Changed in Salesforce."))
    (change,) = log.of_session(1)
    assert (change.title, change.why) == ("Ada", "Changed in Salesforce.")


def test_the_log_of_a_pair_spans_sessions(database: Database, log: ChangeLog) -> None:
    _intend(database, entry("o1"), entry("o2", session=2), entry("o3", pair_id="p2"))
    assert [change.op_id for change in log.of_pair("p1")] == ["o1", "o2"]


def test_a_change_is_undone_once_what_takes_it_back_is_applied(
    database: Database, journal: Journal, log: ChangeLog
) -> None:
    _intend(database, entry("o1"))
    change = log.of_session(1)[0].id
    _intend(database, entry("o9", session=2, undoes=(change,)))
    assert log.of_session(1)[0].undone_by is None
    with database.transaction():
        journal.settle("o9", "applied", None, AT)
    assert log.of_session(1)[0].undone_by == "o9"


def test_a_change_stands_where_what_was_to_take_it_back_was_not_carried_out(
    database: Database, journal: Journal, log: ChangeLog
) -> None:
    _intend(database, entry("o1"))
    _intend(database, entry("o9", session=2, undoes=(log.of_session(1)[0].id,)))
    with database.transaction():
        journal.drop(["o9"], "not-applied", AT)
    assert log.of_session(1)[0].undone_by is None


def test_the_log_cannot_be_deleted(database: Database) -> None:
    _intend(database, entry())
    with pytest.raises(sqlite3.IntegrityError, match="pruning only"), database.transaction():
        database.write("DELETE FROM change_log")


@pytest.mark.parametrize("column", ["op_id", "session", "pair_id", "side", "native_id", "verb", "field", "before"])
def test_the_log_cannot_be_rewritten(database: Database, column: str) -> None:
    _intend(database, entry())
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), database.transaction():
        database.write(f"UPDATE change_log SET {column} = {column}")


def _session(database: Database, *, ended: bool = True) -> int:
    sessions = Sessions(database)
    with database.transaction():
        number = sessions.start("manual", "1", AT)
        if ended:
            sessions.finish(number, "clean", AT)
    return number


def test_pruning_takes_old_sessions_with_their_operations_and_changes(database: Database, log: ChangeLog) -> None:
    numbers = [_session(database) for _ in range(3)]
    _intend(database, *(entry(f"o{number}", session=number) for number in numbers))
    with database.transaction():
        for number in numbers:
            Journal(database).settle(f"o{number}", "applied", None, AT)
        assert log.prune(LATER) == 2
    assert [session.id for session in Sessions(database).last()] == [3]
    assert [entry_.op_id for number in numbers for entry_ in Journal(database).of_session(number)] == ["o3"]
    assert log.of_session(1) == []
    with pytest.raises(sqlite3.IntegrityError), database.transaction():
        database.write("DELETE FROM change_log WHERE session = 3")


def test_pruning_stops_at_an_open_intent_and_at_young_sessions(database: Database, log: ChangeLog) -> None:
    numbers = [_session(database) for _ in range(4)]
    _intend(database, *(entry(f"o{number}", session=number) for number in numbers))
    with database.transaction():
        for number in (1, 3, 4):
            Journal(database).settle(f"o{number}", "applied", None, AT)
        assert log.prune(AT) == 0
        assert log.prune(LATER) == 1
    assert log.of_session(2) != []


def test_pruning_an_empty_database_does_nothing(database: Database, log: ChangeLog) -> None:
    with database.transaction():
        assert log.prune(LATER) == 0


def test_intents_of_both_sides_come_in_the_order_of_their_plan(database: Database, journal: Journal) -> None:
    _intend(database, entry("b", seq=2, side=Side.CRM), entry("a", seq=1), entry("c", session=2, seq=1))
    assert [found.op_id for found in journal.open_entries()] == ["a", "b", "c"]
