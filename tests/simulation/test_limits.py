"""Two of the limits that are stated: within them nobody is doubled, and beyond them somebody may be.

Laws: L4.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .history import LAGGING_SEARCH, LONG_CALLS, LOST_REPLY, Act, At, History, Setting, Sync
from .simulation import run
from .violation import Violation

NEW = Act("new in Outlook", 3, 5)


def two_computers(minutes: int, beyond: str = "") -> Iterator[History]:
    """One computer makes a contact, and at some moment waits so many minutes, in which the other one syncs."""
    setting = Setting(dialect="graph", machines=2, beyond=beyond)
    for moment in _moments(History(setting, (Sync(), Sync(60, (), 1), NEW, Sync(60)))):
        doubtful = Sync(60, (At(moment, Sync(minutes, (), 1)),))
        yield History(setting, (Sync(), Sync(60, (), 1), NEW, doubtful))


def lost_replies(beyond: str = "") -> Iterator[History]:
    """A contact is made in Salesforce, some reply is lost, and a minute later the program asks what became of it."""
    setting = Setting(dialect="graph", beyond=beyond)
    for moment in _moments(History(setting, (Sync(), NEW, Sync()))):
        yield History(setting, (Sync(), NEW, Sync(15, (At(moment, LOST_REPLY),)), Sync(1)))


def _moments(calm: History) -> Iterator[int]:
    """Every other moment of the last session of a history: something happens at the next one at which it can."""
    yield from range(0, run(calm).moments[calm.sessions - 1], 2)


def doubled(history: History) -> bool:
    """Whether a history ends with somebody twice, and with nothing worse."""
    try:
        run(history)
    except Violation as problem:
        assert problem.law == "L4", problem
        return True
    return False


@pytest.mark.parametrize("minutes", [9, 45])
def test_two_computers_make_nobody_twice_while_calls_are_shorter_than_the_lease(minutes: int) -> None:
    """As long as one likes may pass between two calls, and nine minutes in one."""
    assert not any(doubled(history) for history in two_computers(minutes))


def test_a_call_that_outlasts_the_lease_may_make_somebody_twice() -> None:
    """The limit is a real one: what is on its way cannot be called back."""
    assert any(doubled(history) for history in two_computers(45, LONG_CALLS))


def test_without_the_link_field_a_lost_reply_makes_nobody_twice_whom_the_search_shows() -> None:
    """Half a minute after it was made a contact is found."""
    assert not any(doubled(history) for history in lost_replies())


def test_a_search_that_lags_behind_the_next_session_may_make_somebody_twice() -> None:
    """The limit is a real one; with the link field there is none, for Salesforce itself refuses the second."""
    assert any(doubled(history) for history in lost_replies(LAGGING_SEARCH))
