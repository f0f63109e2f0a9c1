"""What a person sets once: the policy, how often sessions run, how long they pause, whether failures are marked.

Exists as one part of the program's door (`Program.options`). What is set can be read from `Program.queries`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from desktop.app import policies, vitals
from desktop.core.ports import Clock
from desktop.core.rules import Policy
from desktop.mapping.lens import KindMap
from desktop.store.database import Database
from desktop.store.forms import moment_text
from desktop.store.settings import Settings
from desktop.sync.history import FEWEST_DAYS, HISTORY_DAYS, MOST_DAYS
from desktop.sync.labels import ERROR_CATEGORIES


class Options:
    """Takes a person's settings."""

    def __init__(self, database: Database, clock: Clock, names: Callable[[], KindMap]) -> None:
        self._database, self._settings = database, Settings(database)
        self._clock, self._names = clock, names

    def set_policy(self, preset: Policy) -> None:
        """Choose what decides conflicts; the next session applies it to the open ones."""
        policies.set_overall(self._database, preset)

    def set_rule(self, field: str, policy: Policy) -> None:
        """Choose what decides conflicts about one field or block. Raises PortFault for one that is not synced."""
        rule = policies.Rule(field, policy, self._clock.now())
        policies.set_rule(self._database, self._names(), rule)

    def drop_rule(self, field: str) -> None:
        """Have a field follow the policy for all again. Raises PortFault where it has no rule."""
        policies.drop_rule(self._database, field)

    def pause(self, until: datetime | None) -> None:
        """Have no session run by itself before a moment (aware); None: go on."""
        self._settings.put(vitals.PAUSED_UNTIL, moment_text(until) if until else None)

    def set_interval(self, minutes: int) -> None:
        """Choose how often sessions run by themselves. Raises ValueError outside of 5 to 1,440 minutes."""
        if not 5 <= minutes <= 24 * 60:
            raise ValueError("a session runs every 5 minutes to once a day")
        self._settings.put(vitals.INTERVAL, minutes)

    def set_error_categories(self, on: bool) -> None:
        """Choose whether contacts that fail say so by categories in Outlook; off, the next session takes ours away."""
        self._settings.put(ERROR_CATEGORIES, on)

    def set_history_days(self, days: int) -> None:
        """Choose for how many days history is kept and can be undone. Raises ValueError outside of 7 to 3,650."""
        if not FEWEST_DAYS <= days <= MOST_DAYS:
            raise ValueError(f"history is kept for {FEWEST_DAYS} to {MOST_DAYS} days")
        self._settings.put(HISTORY_DAYS, days)
