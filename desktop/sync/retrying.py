"""The retry register: which refused records this session tries again by itself.

Exists so that pauses grow while nothing changes, and start afresh when a record does. The pauses are `core.retrying`'s.
"""

from __future__ import annotations

from desktop.core.retrying import next_try
from desktop.sync.context import Context


def try_again(context: Context) -> None:
    """Have planned what is due again. What changed since its last try is remembered: its pauses start afresh."""
    store, now = context.store, context.now()
    issues = [issue for issue in store.issues.open() if issue.complaint.pair_id is not None]
    context.changed = store.pairs.changed(issue.complaint.pair_id or "" for issue in issues)
    due = []
    for issue in issues:
        moment = next_try(issue.complaint.code, issue.attempts, issue.last_at)
        if moment is not None and moment <= now:
            due.append(issue.complaint.pair_id or "")
    if due:
        with store.db.transaction():
            store.pairs.touch(due)
