"""The recorder: looks over the program's shoulder at every write and holds two laws at once.

L3: what is overwritten or deleted is in the change log before the call. L4: no record of a person gets two counterparts
that we made. Exists because at the end of a history both can look fine although they were broken on the way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from desktop.core.memory import Calls, MemoryWorld
from desktop.core.memory.crm_table import ME, ContactRow
from desktop.core.memory.mail_folders import Item
from desktop.core.outcome import Outcome
from desktop.core.plan import Why
from desktop.core.ports import Draft, Target
from desktop.core.record import Kind, Link, NativeFields, Role, Side
from desktop.core.values import EMPTY
from desktop.mapping.lens import KindMap
from desktop.store.database import Database
from desktop.store.forms import fields_of, value_of

from .bulk import Bulk
from .machine import Machine
from .violation import Violation

Wanted = TypeVar("Wanted")


_DECIDED = frozenset({Why.DECIDED, Why.UNDONE, Why.POLICY, Why.RULE})
"""The reasons of writes that a person wanted so, whatever both sides agreed on."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One live record, whatever its side."""

    native_id: str
    fields: NativeFields
    shared: bool


@dataclass(frozen=True, slots=True)
class _Intents:
    """What open intents have on record of one record: what was there, and whether a person decided about it."""

    logged: list[Mapping[str, object]]
    decided: bool
    pairs: set[str]


class Recorder:
    """Watches both ends for one history. `machine` is the one that runs a session now."""

    def __init__(self, world: MemoryWorld, names: KindMap) -> None:
        self.machine: Machine | None = None
        self.one_sided: Side | None = None
        """The only side on which people work: there the program must change no field that it knows (L5)."""
        self.several = False
        """Whether several machines sync the same mailbox."""
        self.unanswered: Callable[[Machine | None], bool] | None = None
        """Whether it is not known what became of some create in the CRM, on any machine but this one."""
        self._world = world
        self._map = names
        self._made: dict[Side, dict[str, str]] = {side: {} for side in Side}
        """Records that we made, by the id that they were made under, with the record that they were made from."""
        self._roots: dict[str, str] = {}
        self._bulk = Bulk()
        self._alike: dict[str, int] = {}
        """By the record that we made where no link ids can be found: how many contacts looked like it then."""
        self._deleted: dict[str, str] = {}
        """By the operation: the record that it deleted, by the id that it was made under."""
        world.crm.calls = _RecordedCalls(self, Side.CRM)
        world.mailbox.calls = _RecordedCalls(self, Side.MAILBOX)

    def live(self, side: Side) -> dict[str, Seen]:
        """Every live record of a side, by the id that it was made under."""
        if side is Side.CRM:
            names = self._world.crm.people.accounts()
            rows = self._world.crm.people.contacts()
            return {row.native_id: _row(row, names) for row in rows if not row.hidden}
        found = {item.first_id: item for item in self._world.mailbox.people.contacts()}
        self._roots.update((item.native_id, first_id) for first_id, item in found.items())
        return {first_id: _item(item) for first_id, item in found.items()}

    def by_hand(self, native_id: str) -> None:
        """A person brought this record where it is now: it counts as theirs."""
        root = self._roots.get(native_id, native_id)
        for made in self._made.values():
            made.pop(root, None)
        self._deleted = {op_id: key for op_id, key in self._deleted.items() if key != root}

    def doubled(self, native_id: str) -> None:
        """A person copied this record, or brought one back that the program may have followed elsewhere: which of the
        two has the counterpart that we made is no matter of laws."""
        root = self._roots.get(native_id, native_id)
        for side, made in self._made.items():
            self._made[side] = {key: source for key, source in made.items() if source != root}

    def renamed(self, native_id: str) -> None:
        """A person changed by what a record could be found again. Without a link id, one whose making was not answered
        is then out of the sight of any search: the limit that `docs/laws.md` states."""
        if self._finds_links() or self.unanswered is None or not self.unanswered(None):
            return
        self.by_hand(native_id)

    def forgotten(self) -> None:
        """The database is lost: whom we made, but had not written down in a copy that lies where we read, only a search
        can find. That is the limit that `docs/laws.md` states."""
        read = self._world.mailbox.people.contacts(Role.SHARED, Role.DEFAULT)
        stamped = {item.first_id for item in read if item.link is not None}
        made = self._made[Side.CRM]
        self._made[Side.CRM] = {key: source for key, source in made.items() if source in stamped}

    def note(self, side: Side, verb: str, item: object, before: Mapping[str, Seen], after: Mapping[str, Seen]) -> None:
        """Look at what one item of a write has done. Raises Violation."""
        for key, was in before.items():
            now = after.get(key)
            if now is None:
                self._deleted.update((op_id, key) for op_id in self._deleting(side, was.native_id))
                self._lost(side, was.native_id, self._map.view(side, was.fields), None)
            elif now.fields != was.fields:
                self._lost(side, was.native_id, self._map.view(side, was.fields), self._map.view(side, now.fields))
        if isinstance(item, Target) and verb in ("delete", "unshare") and before != after:
            assert self.machine is not None, "a write happens within a session"
            self._bulk.note(self.machine, side, item.native_id)
        if verb == "create" and isinstance(item, Draft):
            source = self._source(item)
            for key in after.keys() - before.keys():
                self._note_made(side, source, key, after[key])

    def doubles(self) -> None:
        """Raise Violation where a record has two live counterparts that we made, or a counterpart that we made has one
        of its own."""
        live = {side: {key for key, seen in self.live(side).items() if seen.shared} for side in Side}
        # A machine that has never synced looks into the two folders of contacts only.
        elsewhere = {item.first_id for item in self._world.mailbox.people.contacts(Role.OTHER)}
        for side in Side:
            by_source: dict[str, list[str]] = defaultdict(list)
            for key, source in self._made[side].items():
                if key in live[side]:
                    by_source[source].append(key)
            for source, keys in by_source.items():
                if len(keys) > 1 and not (self._alike.get(keys[0]) and self._twins(keys[0])):
                    raise Violation("L4", f"{source} has {len(keys)} counterparts that we made: {', '.join(keys)}")
                origin = self._made[side.other].get(source)
                if source in live[side.other] and origin in live[side] - elsewhere and origin != keys[0]:
                    raise Violation("L4", f"{source}, which we made from {origin}, has {keys[0]} for a counterpart")

    def _twins(self, key: str) -> bool:
        """Whether a record is one of several that we made from contacts that looked alike, no more of them than of
        those. Without a link id nobody can say which was made from which."""
        live = self.live(Side.CRM)
        look = self._look(Side.CRM, live[key])
        made = [made for made in self._made[Side.CRM] if made in live and self._look(Side.CRM, live[made]) == look]
        return len(made) <= max(self._alike.get(key, 0) for key in made)

    def _note_made(self, side: Side, source: str, key: str, made: Seen) -> None:
        """We made a record from another one."""
        if side is Side.CRM and not self._finds_links():
            look, contacts = self._look(Side.CRM, made), self.live(Side.MAILBOX)
            self._alike[key] = sum(seen.shared and self._look(Side.MAILBOX, seen) == look for seen in contacts.values())
            if self._slipped_away(source, contacts, look) or self._nameless(made):
                return
        if side is Side.CRM and self.several:
            self._out_of_sight(self._roots.get(source, source), self._look(Side.CRM, made))
        self._made[side][key] = self._roots.get(source, source)

    def _slipped_away(self, source: str, contacts: Mapping[str, Seen], look: str) -> bool:
        """Whether a contact that was told late had been moved and renamed before it was made and marked, so that no
        search can find it: the limit that `docs/laws.md` states."""
        now = contacts.get(self._roots.get(source, source))
        return now is not None and now.native_id != source and self._look(Side.MAILBOX, now) != look

    def _out_of_sight(self, root: str, look: str) -> None:
        """What another machine made of an unmarked contact, and a person then renamed and gave away, only that machine
        can find: the limit that `docs/laws.md` states."""
        made, names = self._made[Side.CRM], self._world.crm.people.accounts()
        for row in self._world.crm.people.contacts():
            given_away = made.get(row.native_id) == root and row.owner != ME
            if given_away and self._look(Side.CRM, _row(row, names)) != look:
                del made[row.native_id]

    def _nameless(self, made: Seen) -> bool:
        """Whether a contact is one that nobody could match, with a last name only, while a making by another machine is
        unanswered, which only that machine's journal would find: the limit that `docs/laws.md` states."""
        keys = self._map.keys(self._map.view(Side.CRM, made.fields))
        return not (keys.email or keys.first_name) and bool(self.unanswered and self.unanswered(self.machine))

    def _look(self, side: Side, seen: Seen) -> str:
        return self._map.title(self._map.view(side, seen.fields))

    def _finds_links(self) -> bool:
        return self._world.crm.capabilities(Kind.CONTACT).find_link

    def _lost(self, side: Side, native_id: str, was: Mapping[str, object], now: Mapping[str, object] | None) -> None:
        """What is not there any more must stand in the change log of an open intent."""
        intents = self._intents(side, native_id)
        for name, value in was.items():
            if value is EMPTY or (now is not None and self._map.same(name, value, now.get(name))):  # type: ignore[arg-type]
                continue
            if not any(self._map.same(name, value, before.get(name)) for before in intents.logged):  # type: ignore[arg-type]
                raise Violation("L3", f"{name} of {native_id} was {value!r}, which no intent has on record")
            if now is not None and self.one_sided is side and not intents.decided:
                raise Violation("L5", f"{name} of {native_id} was changed from {value!r} to {now.get(name)!r} by us")
            if not intents.decided and self._excluded(intents.pairs):
                raise Violation("L1", f"{native_id} is excluded, and its {name} was written over")
            if not intents.decided and not self._agreed(intents, side, name):
                raise Violation("L11", f"{name} of {native_id} was {value!r}: lost unasked, though never agreed on")

    def deletions(self, database: Database) -> None:
        """Raise Violation where a deletion that was carried out counts as not carried out: no undo would find it."""
        for (op_id,) in database.rows("SELECT op_id FROM operation WHERE state = 'dropped' AND verb = 'delete'"):
            if op_id in self._deleted:
                raise Violation("L3", f"{self._deleted[op_id]} was deleted by us, but is on record as left alone")

    def _deleting(self, side: Side, native_id: str) -> list[str]:
        assert self.machine is not None, "a write happens within a session"
        sql = "SELECT op_id FROM operation WHERE state = 'intent' AND verb = 'delete' AND side = ? AND native_id = ?"
        return [row[0] for row in self.machine.database.rows(sql, (side, native_id))]

    def _source(self, draft: Draft) -> str:
        """The record that a new one is made from: by the journal, for a mutant may send no link."""
        assert self.machine is not None, "a write happens within a session"
        row = self.machine.database.row("SELECT link FROM operation WHERE op_id = ?", (draft.key,))
        link = Link.parse(row[0] if row else draft.link)
        return link.other_id if link else ""

    def _intents(self, side: Side, native_id: str) -> _Intents:
        """What open intents have on record of a record."""
        assert self.machine is not None, "a write happens within a session"
        rows = self.machine.database.rows(
            "SELECT c.field, c.before, coalesce(nullif(c.why, ''), o.why), o.pair_id FROM change_log c "
            "JOIN operation o ON o.op_id = c.op_id "
            "WHERE o.state = 'intent' AND c.side = ? AND c.native_id = ?",
            (side, native_id),
        )
        return _Intents(
            [
                (fields_of(before) if before else {}) if field == "*" else {field: value_of(before)}
                for field, before, _, _ in rows
            ],
            any(why in _DECIDED for _, _, why, _ in rows),
            {pair_id for _, _, _, pair_id in rows},
        )

    def _excluded(self, pairs: Collection[str]) -> bool:
        assert self.machine is not None
        return bool(self.machine.store.exclusions.pairs(Kind.CONTACT, pairs))

    def _agreed(self, intents: _Intents, side: Side, name: str) -> bool:
        """Whether the database, which may be a new one after a loss, knows that both sides once agreed on a field."""
        assert self.machine is not None
        bases = self.machine.store.bases.of(intents.pairs)
        return any(name in fields for (_, of), fields in bases.items() if of is side)


class _RecordedCalls(Calls):
    """The calls of an end, with a look at each item before and after."""

    def __init__(self, recorder: Recorder, side: Side) -> None:
        super().__init__()
        self._recorder = recorder
        self._side = side

    def write(self, name: str, items: Sequence[Wanted], limit: int, one: Callable[[Wanted], Outcome]) -> list[Outcome]:
        """As in the world, item by item."""

        def recorded(item: Wanted) -> Outcome:
            before = self._recorder.live(self._side)
            outcome = one(item)
            self._recorder.note(self._side, name, item, before, self._recorder.live(self._side))
            return outcome

        self._recorder.live(self._side.other)
        return super().write(name, items, limit, recorded)


def _row(row: ContactRow, names: Mapping[str, str]) -> Seen:
    return Seen(row.native_id, {**row.fields, "Account.Name": names.get(str(row.fields["AccountId"]))}, True)


def _item(item: Item) -> Seen:
    return Seen(item.native_id, item.fields, item.role is Role.SHARED or item.marked)
