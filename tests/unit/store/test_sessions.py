"""Sessions: one row each, from start to verdict."""

from __future__ import annotations

from desktop.store.database import Database
from desktop.store.sessions import Session, Sessions
from tests.unit.store.samples import AT, LATER


def test_a_session_runs_through_its_phases_to_a_verdict(database: Database) -> None:
    sessions = Sessions(database)
    with database.transaction():
        number = sessions.start("manual", "0.1.0", AT)
    assert sessions.unfinished() == [Session(number, "manual", "recovering", None, AT, None, {}, "0.1.0")]
    with database.transaction():
        sessions.phase(number, "planning")
        sessions.counters(number, {"created": 3})
    assert sessions.unfinished()[0].phase == "planning"
    with database.transaction():
        sessions.finish(number, "clean", LATER)
    assert sessions.unfinished() == []
    assert sessions.get(number) == Session(number, "manual", "done", "clean", AT, LATER, {"created": 3}, "0.1.0")


def test_the_newest_sessions_come_first(database: Database) -> None:
    sessions = Sessions(database)
    with database.transaction():
        numbers = [sessions.start("schedule", "0.1.0", AT) for _ in range(3)]
    assert [session.id for session in sessions.last(2)] == [numbers[2], numbers[1]]
    assert sessions.get(99) is None
