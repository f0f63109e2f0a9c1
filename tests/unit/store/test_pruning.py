"""History that grew old goes; what is open, or covers something, stays."""

from __future__ import annotations

from datetime import timedelta

from desktop.store.conflicts import Conflicts, Resolution, StoredConflict
from desktop.store.consents import Consents
from desktop.store.database import Database
from desktop.store.doctor import examine
from desktop.store.holds import Holds, Question
from desktop.store.issues import Complaint, Issues
from desktop.store.pruning import prune
from desktop.store.sessions import Sessions
from tests.unit.store.samples import AT, LATER, paired


def _asked(database: Database) -> None:
    """Of each kind of question: one that is open and one that is over."""
    paired(database, 1)
    conflicts, holds, issues = Conflicts(database), Holds(database), Issues(database)
    with database.transaction():
        session = Sessions(database).start("person", "1", AT)
        Sessions(database).finish(session, "clean", AT)
        conflicts.open([StoredConflict(name, "field", 1, pair_id="p1") for name in ("title", "phone")], AT)
        conflicts.resolve(1, Resolution("crm"), AT)
        conflicts.apply([1], AT)
        for pair_id in ("p1", None):
            holds.place(Question("deletion", pair_id, "s", "h", 1), AT)
        holds.answer(1, "stop", AT)
        holds.finish([1])
        issues.report([Complaint("p1", None, "Ada", code, "title", "Long.", "Cut.") for code in ("a", "b")], AT)
        issues.solve("p1", code="a")


def _left(database: Database) -> tuple[int, ...]:
    return tuple(database.number(f"SELECT count(*) FROM {table}") for table in ("conflict", "hold", "issue"))


def test_questions_and_problems_that_are_over_go_and_open_ones_stay(database: Database) -> None:
    _asked(database)
    with database.transaction():
        prune(database, AT)
    assert _left(database) == (2, 2, 2), "not older than the moment"
    with database.transaction():
        prune(database, LATER)
    assert _left(database) == (1, 1, 1)
    assert [conflict.field for conflict in Conflicts(database).waiting()] == ["phone"]
    assert [hold.pair_id for hold in Holds(database).active()] == [None]
    assert [issue.complaint.code for issue in Issues(database).open()] == ["b"]
    assert examine(database) == []


def test_a_yes_that_still_covers_something_stays(database: Database) -> None:
    with database.transaction():
        hold = Holds(database).place(Question("first-sync", None, "s", "h", 1), AT)
        Holds(database).answer(hold, "yes", AT)
        Consents(database).cover(hold, ["p1"])
        Holds(database).finish([hold])
        prune(database, AT + timedelta(days=365))
    assert [each.id for each in Holds(database).of_guard("first-sync")] == [hold]
    with database.transaction():
        Consents(database).clear(hold)
        prune(database, AT + timedelta(days=365))
    assert Holds(database).of_guard("first-sync") == []
