"""What a person must choose, gathered by record: the fields in dispute, and beside them what was merged by itself.

Exists so that a window shows one record at a time. Changes nothing; an answer is given conflict by conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from desktop.core.merge import merge
from desktop.core.pairing import PairView
from desktop.core.record import Kind, Side
from desktop.core.values import ABSENT, EMPTY, FieldValue, MaybeValue
from desktop.mapping.lens import KindMap
from desktop.store.conflicts import StoredConflict
from desktop.store.database import Database
from desktop.store.lookup import MirrorLookup
from desktop.store.pairs import Pairs, taken
from desktop.store.sessions import Sessions
from desktop.store.views import ShownConflict, Views

TOLD = 4
"""Fields by which a candidate is told from the others."""


@dataclass(frozen=True, slots=True)
class OneSided:
    """A field that only one side changed: its value goes to the other one, `to`, once the record is settled.

    `before` is what that side showed when both last agreed, ABSENT where they never did.
    """

    field: str
    to: Side
    value: FieldValue
    before: MaybeValue = ABSENT


@dataclass(frozen=True, slots=True)
class Candidate:
    """A Salesforce record that may be the counterpart; `title` is '' where the mirror does not hold it.

    `fields` are those by which a person tells it from the others: by name, without blanks. `taken`: it has a copy in
    the mailbox already and cannot be chosen.
    """

    native_id: str
    title: str
    fields: tuple[tuple[str, FieldValue], ...] = ()
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Dispute:
    """One record with its open conflicts, all of one type. `since` is None where the session's row is gone.

    Only `in_full` fills the rest: `merged` are the changes that nobody disputes; of a record that was deleted on one
    side, those of the other.
    """

    key: str
    title: str
    type: str
    conflicts: tuple[StoredConflict, ...]
    since: datetime | None
    merged: tuple[OneSided, ...] = ()
    candidates: tuple[Candidate, ...] = ()


def disputes(database: Database, names: KindMap) -> list[Dispute]:
    """Every record with an open conflict, oldest first; cheap, since it is asked whenever something changed."""
    by_record: dict[str, list[ShownConflict]] = {}
    for shown in Views(database).conflicts():
        conflict = shown.conflict
        by_record.setdefault(f"{conflict.type} {conflict.pair_id or conflict.record}", []).append(shown)
    numbers = {group[0].conflict.session for group in by_record.values()}
    sessions = {number: Sessions(database).get(number) for number in numbers}
    places = {name: place for place, name in enumerate(names.fields)}
    found = []
    for key, group in by_record.items():
        conflicts = sorted((each.conflict for each in group), key=lambda conflict: places.get(conflict.field, -1))
        session = sessions[group[0].conflict.session]
        since = session.started if session else None
        found.append(Dispute(key, group[0].title, conflicts[0].type, tuple(conflicts), since))
    return found


def in_full(database: Database, names: KindMap, dispute: Dispute) -> Dispute:
    """The same with what is shown beside the question."""
    first = dispute.conflicts[0]
    return replace(
        dispute,
        merged=tuple(_one_sided(database, names, first.pair_id)) if first.pair_id else (),
        candidates=tuple(_candidates(database, names, first.candidates)),
    )


def _one_sided(database: Database, names: KindMap, pair_id: str) -> Iterable[OneSided]:
    for view in Pairs(database).views([pair_id]):
        for to in Side:
            base = view.base(to.other) or {}
            changes = _flows(view, names, to)
            yield from (OneSided(field, to, value, base.get(field, ABSENT)) for field, value in changes.items())


def _flows(view: PairView, names: KindMap, to: Side) -> Mapping[str, FieldValue]:
    """The values that go to a side; to one where the record was deleted, what the other side changed since."""
    source, base = view.live(to.other), view.base(to.other)
    if source is None or view.record(to) is None:
        return {}
    if view.live(to) is not None:
        return merge(view, names, {}).to(to)
    changed = {} if base is None else source.fields
    return {
        name: value for name, value in changed.items() if not names.same(name, value, (base or {}).get(name, ABSENT))
    }


def _candidates(database: Database, names: KindMap, native_ids: Iterable[str]) -> Iterable[Candidate]:
    ids = list(native_ids)
    records = MirrorLookup(database).by_native(Side.CRM, Kind.CONTACT, ids)
    holding = taken(Pairs(database), [record.row for record in records.values()])
    titles = {native_id: names.title(record.fields) for native_id, record in records.items()}
    for native_id in ids:
        fields = records[native_id].fields if native_id in records else {}
        title = titles.get(native_id, "")
        told = [(name, value) for name, value in fields.items() if value is not EMPTY and str(value) not in title]
        told.sort(key=lambda item: _place(names, item[0]))
        has_copy = native_id in records and records[native_id].row in holding
        yield Candidate(native_id, title, tuple(told[:TOLD]), has_copy)


def _place(names: KindMap, field: str) -> int:
    """Where people see a field among the others."""
    return names.fields.index(field) if field in names.fields else -1
