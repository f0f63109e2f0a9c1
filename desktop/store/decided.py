"""Which pairs a person has decided something about since a session last listened.

Exists because a person decides while a session runs: what that session had planned of such a pair is void, and it must
not say that the pair needs no look any more. Must not know what was decided.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.store.database import Database
from desktop.store.forms import id_list


class Decided:
    """Reads and writes the marks; writing is inside the transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def mark(self, pair_ids: Iterable[str]) -> None:
        """A person has decided something about these: they are planned again. Unknown ids are ignored."""
        self._database.write(
            "UPDATE pairing SET dirty = 1, decided = 1 WHERE pair_id IN (SELECT value FROM json_each(?))",
            (id_list(pair_ids),),
        )

    def among(self, pair_ids: Iterable[str]) -> set[str]:
        """Those of these that were decided about since."""
        sql = "SELECT pair_id FROM pairing WHERE decided = 1 AND pair_id IN (SELECT value FROM json_each(?))"
        return {row[0] for row in self._database.rows(sql, (id_list(pair_ids),))}

    def hear(self) -> None:
        """A session listens: whatever it plans from now on knows all that was decided. The pairs stay to be planned."""
        self._database.write("UPDATE pairing SET decided = 0 WHERE decided = 1")

    def hear_of(self, pair_ids: Iterable[str]) -> None:
        """The same for some pairs, of which no plan is under way."""
        self._database.write(
            "UPDATE pairing SET decided = 0 WHERE decided = 1 AND pair_id IN (SELECT value FROM json_each(?))",
            (id_list(pair_ids),),
        )
