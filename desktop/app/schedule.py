"""When something is to happen: the port that the runner sets its alarm by, and APScheduler behind it.

Exists so that the runner is tested without a clock. An alarm only calls back, in a thread of the scheduler; it must not
work there. https://apscheduler.readthedocs.io/en/3.x/modules/schedulers/background.html
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

_ALARM = "session"


class Schedule(Protocol):
    """One alarm."""

    def at(self, moment: datetime, work: Callable[[], None]) -> None:
        """Call the work once, at the moment or as soon after it as the machine is awake; replaces the alarm before."""
        ...

    def stop(self) -> None:
        """Call nothing any more."""
        ...


class BackgroundAlarm:
    """The alarm of a background thread, which is loaded and started with the first `at`. Fulfils `Schedule`."""

    def __init__(self) -> None:
        self._scheduler: BackgroundScheduler | None = None

    def at(self, moment: datetime, work: Callable[[], None]) -> None:
        """A moment that has passed (the machine slept) calls at once, however long ago it was."""
        if self._scheduler is None:
            self._scheduler = _scheduler()
        self._scheduler.add_job(work, "date", run_date=moment, id=_ALARM, replace_existing=True)

    def stop(self) -> None:
        """Does not wait for a call that is under way."""
        if self._scheduler is not None:
            # Shut down while it takes an alarm off its list that has just gone off, APScheduler 3.11 looks for it in
            # another list, and its thread ends with an error. Taking all off waits for that first.
            self._scheduler.remove_all_jobs()
            self._scheduler.shutdown(wait=False)
            self._scheduler = None


def _scheduler() -> BackgroundScheduler:
    # Loaded here, since it costs as much as half of the tray.
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler

    scheduler = BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        timezone="UTC",
        daemon=True,
    )
    scheduler.start()
    return scheduler
