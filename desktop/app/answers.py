"""What a person decides about items: answers to conflicts and holds, what becomes of issues, what is shared.

Exists as one part of the program's door (`Program.answers`). The next session carries each answer out.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.app import conflict_log, decisions, excluding, exclusion_file
from desktop.core.pairing import Wish
from desktop.core.ports import Clock
from desktop.core.record import Side
from desktop.mapping.lens import KindMap
from desktop.store.database import Database
from desktop.store.exclusions import Exclusion


class Answers:
    """Takes a person's answers."""

    def __init__(self, database: Database, clock: Clock, names: Callable[[], KindMap]) -> None:
        self._database, self._clock, self._names = database, clock, names

    def resolve(self, conflict: int, take: str, always: bool = False) -> None:
        """Answer a conflict: `salesforce`, `mailbox`, or a value; a side may be taken `always` for that field.

        Raises PortFault where that is no answer.
        """
        decisions.resolve(self._database, self._names(), conflict, take, self._clock.now(), always)

    def resolve_with(self, conflict: int, text: str) -> None:
        """Answer a conflict about a field with a value that a person typed ('' empties it). Raises PortFault."""
        decisions.resolve_with(self._database, self._names(), conflict, text, self._clock.now())

    def put_back(self, number: int, side: Side | None = None) -> None:
        """Have the next session put back a value that gave way (see `queries.lost_values`), that of a side where both
        lost one. Raises PortFault where that cannot be."""
        conflict_log.put_back(self._database, self._names(), number, side, self._clock.now())

    def confirm(self, hold: int, answer: str) -> None:
        """Answer a hold by one of `core.guards.answers`. Raises PortFault."""
        decisions.confirm(self._database, hold, answer, self._clock.now())
        exclusion_file.keep(self._database)

    def retry(self, issue: int) -> None:
        """Have the next session try a refused record again; an ignored issue is heeded again. Raises PortFault."""
        decisions.retry(self._database, issue)

    def ignore(self, issue: int) -> None:
        """Let an issue be ignored until the record is refused for another reason or with other values."""
        decisions.ignore(self._database, issue)

    def share(self, pair_id: str) -> None:
        """Have the next session share a detached pair anew. Raises PortFault: unknown pair, or a question is open."""
        decisions.wish(self._database, pair_id, Wish.SHARE)

    def unshare(self, pair_id: str) -> None:
        """Have the next session un-share a pair: both records stay. Raises PortFault as `share` does."""
        decisions.wish(self._database, pair_id, Wish.UNSHARE)

    def exclude(self, what: str) -> Exclusion:
        """Never sync what the words mean, at once and however it is met again. Raises PortFault: none, or several."""
        made = excluding.exclude(self._database, self._names(), what, self._clock.now())
        exclusion_file.keep(self._database)
        return made

    def include(self, what: str) -> list[Exclusion]:
        """Take exclusions back, by number or any name; the next session looks at them. Raises PortFault for none."""
        taken_back = excluding.include(self._database, self._names(), what, self._clock.now())
        exclusion_file.keep(self._database)
        return taken_back
