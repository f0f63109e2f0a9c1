"""How long history is kept, and forgetting it once a day.

Exists so that a profile does not grow for ever. What is forgotten is decided in the store.
"""

from __future__ import annotations

from datetime import timedelta

from desktop.store.pruning import prune
from desktop.sync.context import Context

HISTORY_DAYS = "history_days"
"""The setting that says for how many days history is kept."""
DEFAULT_DAYS, FEWEST_DAYS, MOST_DAYS = 90, 7, 3650
_PRUNED = "history_pruned"


def forget_old(context: Context) -> None:
    """Forget history that is older than the setting says, in the first session of a day."""
    settings, now = context.store.settings, context.now()
    today = now.date().isoformat()
    if settings.text(_PRUNED) == today:
        return
    days = settings.number(HISTORY_DAYS, DEFAULT_DAYS)
    with context.store.db.transaction():
        prune(context.store.db, now - timedelta(days=days))
        settings.put(_PRUNED, today)
