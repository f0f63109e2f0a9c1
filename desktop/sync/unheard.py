"""Unheard: records that we made or moved, and of which the next reading of their side says nothing.

Exists because a mailbox reports the deletion of an item only to a client that it has told of the item before
(Microsoft's "incremental change synchronization", MS-OXCFXICS 3.2.5): what a person deletes between our write and our
next reading is never mentioned. Those few are looked at one by one. Decides nothing about them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.core.ports import Page
from desktop.core.record import Side
from desktop.sync.context import Context

HEARD = "heard_until"
"""The setting that keeps up to which entry of the journal the mailbox was read."""
_ENTRIES = 1 << 32
"""More than a session has."""


class Unheard:
    """One reading of a side, of which it has yet to tell what we wrote there; for the end it is the mirror.

    The CRM tells of every deletion; of its records nothing is awaited.
    """

    def __init__(self, context: Context, side: Side) -> None:
        self._context, self._side = context, side
        self._known = context.store.mirror.known(side, context.kind)
        self._until, self._ids = 0, set[str]()
        if side is Side.MAILBOX:
            store = context.store
            session, number = store.journal.last()
            self._until = session * _ENTRIES + number
            pairs = store.journal.arrivals(side, divmod(store.settings.number(HEARD), _ENTRIES))
            self._ids = store.pairs.live_ids(pairs, side)

    def versions(self, native_ids: Sequence[str]) -> Mapping[str, str]:
        """What an end asks about each record of which the server tells, before it leaves out what we know."""
        self._ids.difference_update(native_ids)
        return self._known.versions(native_ids)

    def heard(self, page: Page) -> None:
        """A page tells of its records; called in the transaction that stores it, which costs no commit more then."""
        self._ids.difference_update(tombstone.native_id for tombstone in page.gone)
        if not self._ids:
            self.over()

    def left(self) -> list[str]:
        """The native ids of which nothing was told."""
        return sorted(self._ids)

    def over(self) -> None:
        """Everything up to here was told of, or was looked at."""
        settings = self._context.store.settings
        if self._side is Side.MAILBOX and settings.number(HEARD) != self._until:
            settings.put(HEARD, self._until)
