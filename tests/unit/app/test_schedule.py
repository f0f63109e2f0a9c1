"""The alarm of the background thread: it goes off for a moment that has passed, and can be stopped any time."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

from desktop.app.schedule import BackgroundAlarm

PAST = datetime(2026, 1, 1, tzinfo=UTC)
LIMIT_S = 30.0


def test_alarm_stopped_while_it_goes_off_ends_without_an_error() -> None:
    # An error of the alarm's thread fails the test, since warnings are errors. The threads meet in most rounds.
    for _ in range(20):
        alarm, rang = BackgroundAlarm(), threading.Event()
        alarm.at(PAST, rang.set)
        assert rang.wait(LIMIT_S)
        alarm.stop()


def test_alarm_that_was_never_set_can_be_stopped() -> None:
    alarm = BackgroundAlarm()
    alarm.stop()
    alarm.stop()
