"""History that grew old: what was written, asked and refused before a moment is forgotten.

Exists because a profile lives for years. What an intent of unknown outcome or the undoing of a younger session needs
stays. Must not know how long history is kept.
"""

from __future__ import annotations

from datetime import datetime

from desktop.store.changelog import ChangeLog
from desktop.store.database import Database
from desktop.store.forms import moment_text

_CLOSED = (
    "DELETE FROM conflict WHERE state IN ('applied', 'expired') AND closed_at < ?",
    # A yes that was carried out still covers what it covers.
    """DELETE FROM hold WHERE state IN ('done', 'withdrawn') AND ifnull(answered_at, created_at) < ?
        AND id NOT IN (SELECT hold FROM consent)""",
    "DELETE FROM issue WHERE state = 'solved' AND last_at < ?",
)
"""Questions and problems that nothing waits for any more."""


def prune(database: Database, before: datetime) -> int:
    """Forget what was over before a moment; how many changes of records went. In a transaction."""
    gone = ChangeLog(database).prune(before)
    for sql in _CLOSED:
        database.write(sql, (moment_text(before),))
    return gone
