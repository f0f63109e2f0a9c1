"""The retry register: which refused records this session tries again by itself.

Exists so that pauses grow while nothing changes, and start afresh when a record does. The pauses are `core.retrying`'s.
"""

from __future__ import annotations

from desktop.core.retrying import next_try
from desktop.sync.context import Context


def try_again(context: Context) -> None:
    """Have planned what is due again."""
    store, now = context.store, context.now()
    issues = [issue for issue in store.issues.open() if issue.complaint.pair_id is not None]
    due = []
    for issue in issues:
        moment = next_try(issue.complaint.code, issue.attempts, issue.last_at, issue.complaint.lasting)
        if moment is not None and moment <= now:
            due.append(issue.complaint.pair_id or "")
    if due:
        with store.db.transaction():
            store.pairs.touch(due)
