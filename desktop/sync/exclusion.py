"""Excluding: what a person never wants to be synced is left alone on both sides, until they include it again.

Exists so that a command, an answer to a held deletion and an undo exclude in the same way. Nothing remote is written.
What it is recognised by afterwards is the store's business (`store.exclusions`).
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from datetime import datetime

from desktop.core.pairing import PairState, PairView, Wish
from desktop.core.record import Kind, Record, Side
from desktop.mapping.lens import KindMap
from desktop.store.exclusions import Exclusion, Key, KeyType, of_native
from desktop.sync.context import Store


class Cause(enum.StrEnum):
    """Why something is excluded."""

    PERSON = "person"
    DELETION = "deletion"
    """The answer to a held deletion."""


class Excluding:
    """Excludes and includes on a profile's store; writing is inside the transaction of the caller."""

    def __init__(self, store: Store, names: KindMap, kind: Kind, at: datetime) -> None:
        self._store, self._names, self._kind, self._at = store, names, kind, at

    def pairs(self, pair_ids: Iterable[str], cause: Cause) -> list[int]:
        """Exclude pairs, whose questions and problems are over; the numbers of the exclusions. Unknown ids are
        ignored."""
        return [self._pair(view, cause) for view in self._store.pairs.views(pair_ids)]

    def records(self, records: Sequence[Record], cause: Cause) -> list[int]:
        """Exclude records that are in no pairing, in the mirror or not."""
        numbers = []
        for record in records:
            keys = [of_native(record.side, record.native_id), *self._emails([record])]
            title = self._names.title(record.fields)
            numbers.append(self._store.exclusions.add(self._kind, title, cause, keys, self._at))
            self._over(None, record.row or None)
        return numbers

    def pattern(self, key: Key, title: str, cause: Cause) -> int:
        """Exclude an e-mail address or a domain, with all that has it now."""
        number = self._store.exclusions.add(self._kind, title, cause, [key], self._at)
        for row in self._store.mirror.addressed(self._kind, key.value, key.type is KeyType.DOMAIN):
            pairing = self._store.pairs.of_records([row]).get(row)
            if pairing is not None:
                self._store.exclusions.extend(self._kind, number, [Key(KeyType.PAIR, pairing.pair_id)])
                self._settle(pairing.pair_id)
            else:
                self._store.mirror.touch([row])
                self._over(None, row)
        return number

    def keys(self, keys: Sequence[Key], title: str) -> int:
        """Exclude what nobody has read yet."""
        return self._store.exclusions.add(self._kind, title, Cause.PERSON, keys, self._at)

    def include(self, exclusions: Iterable[Exclusion]) -> None:
        """Take exclusions back; the next session looks at all that they named."""
        for exclusion in exclusions:
            self._store.exclusions.remove([exclusion.id])
            self._store.decided.mark(exclusion.values(KeyType.PAIR))
            for side in Side:
                ids = exclusion.values(KeyType(side.value))
                records = self._store.mirror.by_native(side, self._kind, ids).values()
                self._store.mirror.touch(record.row for record in records)

    def _pair(self, view: PairView, cause: Cause) -> int:
        records = [record for side in Side if (record := view.record(side)) is not None]
        shown = view.crm or view.mailbox
        keys = [Key(KeyType.PAIR, view.pairing.pair_id)]
        keys += [of_native(record.side, record.native_id) for record in records]
        keys += self._emails(records)
        title = self._names.title(shown.fields) if shown else ""
        number = self._store.exclusions.add(self._kind, title, cause, keys, self._at)
        self._settle(view.pairing.pair_id)
        return number

    def _settle(self, pair_id: str) -> None:
        """Nothing of a pair waits for the person or for a session any more."""
        pairs, pairing = self._store.pairs, self._store.pairs.get([pair_id])[pair_id]
        self._store.holds.withdraw(hold.id for hold in self._store.holds.of_pairs([pair_id]).values())
        self._over(pair_id, None)
        if pairing.state is PairState.HELD and pairing.reason == "duplicate":
            pairs.drop([pair_id])
            self._store.mirror.touch([pairing.mailbox_row] if pairing.mailbox_row else [])
            return
        if pairing.state is PairState.HELD:
            pairs.set_state(pair_id, PairState.ACTIVE)
        pairs.wish(pair_id, Wish.NONE)

    def _over(self, pair_id: str | None, row: int | None) -> None:
        if pair_id is not None:
            self._expire(conflict.id for conflict in self._store.conflicts.of_pairs([pair_id]))
        if row is not None:
            self._expire(conflict.id for conflict in self._store.conflicts.of_records([row]))
        if pair_id is not None or row is not None:
            self._store.issues.solve(pair_id, row)

    def _expire(self, conflicts: Iterable[int]) -> None:
        self._store.conflicts.expire(list(conflicts), self._at)

    def _emails(self, records: Sequence[Record]) -> list[Key]:
        emails = {self._names.keys(record.fields).email for record in records}
        return [Key(KeyType.EMAIL, email) for email in sorted(emails) if email]
