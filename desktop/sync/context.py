"""What one session works with: the ends, the map, the store's rooms, the clock, and what it has counted so far.

Exists so that the phases take one argument. Must not decide anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desktop.core.guards import Guards
from desktop.core.lease import Machine
from desktop.core.outcome import Stale
from desktop.core.ports import Clock, Ends, Ids
from desktop.core.record import Kind, NativeRecord, Record, Side
from desktop.core.rules import Policies
from desktop.core.values import EMPTY, Fields, folded
from desktop.mapping.lens import KindMap
from desktop.store.bases import Base, Bases
from desktop.store.conflicts import Conflicts
from desktop.store.consents import Consents
from desktop.store.cursors import Cursors
from desktop.store.database import Database
from desktop.store.decided import Decided
from desktop.store.deeds import Deeds
from desktop.store.exclusions import Exclusions
from desktop.store.holds import Holds
from desktop.store.issues import Issues
from desktop.store.journal import Journal
from desktop.store.labels import Labels
from desktop.store.mirror import Mirror, Observed
from desktop.store.pairs import Pairs
from desktop.store.sessions import Sessions
from desktop.store.settings import Memory, Settings

LONGEST = timedelta(hours=1)
"""A session ends at the next page or batch after this long."""


class Cancelled(Exception):
    """The person asked the session to stop; everything settled so far stays."""


class OutOfTime(Exception):
    """The session has lasted as long as one may; the next one goes on from what is settled."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What a session is doing: a phase, how far, and of how much (0: not known)."""

    phase: str
    done: int = 0
    total: int = 0


@dataclass(slots=True)
class Store:
    """The rooms of the store over one database."""

    db: Database
    mirror: Mirror = field(init=False)
    pairs: Pairs = field(init=False)
    journal: Journal = field(init=False)
    conflicts: Conflicts = field(init=False)
    holds: Holds = field(init=False)
    consents: Consents = field(init=False)
    issues: Issues = field(init=False)
    sessions: Sessions = field(init=False)
    cursors: Cursors = field(init=False)
    bases: Bases = field(init=False)
    settings: Settings = field(init=False)
    labels: Labels = field(init=False)
    exclusions: Exclusions = field(init=False)
    deeds: Deeds = field(init=False)
    decided: Decided = field(init=False)
    let_go: Memory = field(init=False)
    """By side and native id: the id of the pair of a record that is looked for anew; alone again, it goes on under it,
    and a yes to its pair still counts, also after a crash."""

    def __post_init__(self) -> None:
        self.mirror, self.pairs, self.journal = Mirror(self.db), Pairs(self.db), Journal(self.db)
        self.conflicts, self.holds, self.issues = Conflicts(self.db), Holds(self.db), Issues(self.db)
        self.sessions, self.cursors, self.settings = Sessions(self.db), Cursors(self.db), Settings(self.db)
        self.bases, self.labels, self.exclusions = Bases(self.db), Labels(self.db), Exclusions(self.db)
        self.deeds, self.decided, self.consents = Deeds(self.db), Decided(self.db), Consents(self.db)
        self.let_go = Memory(self.db, "let go:")


@dataclass(slots=True)
class Context:
    """One session's tools and counters. `map` is fitted to both ends."""

    store: Store
    ends: Ends
    kind: Kind
    map: KindMap
    clock: Clock
    ids: Ids
    guards: Guards = field(default_factory=Guards)
    policies: Callable[[], Policies] = Policies
    """What decides conflicts at this moment."""
    progress: Callable[[Progress], None] = lambda _: None
    cancelled: Callable[[], bool] = lambda: False
    creates_in_scope: bool = True
    """Whether a record that is made in the CRM is surely in the scope."""
    setup_due: bool = False
    """Folders and category list are to be looked at: the first session of a day, or after a session that failed."""
    first_sync: bool = False
    """Whether no first sync was done with this database."""
    rebuilding: bool = False
    """Whether link ids tell that the database before this one was lost."""
    session: int = 0
    machine: Machine | None = None
    """This computer, where others might sync the same mailbox; None: none does."""
    after_another: bool = False
    """Whether another machine may have written since this one did."""
    was_read: bool = False
    """Whether the sides were read already, so that a plan may rest on it."""
    began: datetime | None = None
    """When the session began; None outside of one."""
    counts: Counter[str] = field(default_factory=Counter)
    accounts: dict[str, str] = field(default_factory=dict)
    """`account_key` of a company to its account id; '' where the CRM has none or several."""
    stale: dict[Side, list[str]] = field(default_factory=lambda: {Side.CRM: [], Side.MAILBOX: []})
    """Native ids that changed under a write and must be read again before the next round."""
    pending: Counter[str] = field(default_factory=Counter)
    """By pair: what of the present round's plan is not settled yet. A pair is clean only when nothing is."""
    complaints: dict[tuple[str, Side], set[tuple[str, str]]] = field(default_factory=dict)
    """By pair and written side: codes and fields of what this session had to say about the latest write."""
    plans_all: bool = True
    """Whether its plans hold all that there is to do; an undo leaves the rest to the next sync."""
    again: bool = False
    """Whether another round must follow: a record was newer than the plan, or a plan goes on from its own result."""
    folders: dict[str, str] = field(default_factory=dict)
    """By role: the native id of each folder of the mailbox that was read."""
    written: Counter[Side] = field(default_factory=Counter)

    def now(self) -> datetime:
        """The present moment."""
        return self.clock.now()

    def check_cancelled(self) -> None:
        """Raise Cancelled when the person asked for it, OutOfTime after `LONGEST`; called between calls, never inside
        one."""
        if self.cancelled():
            raise Cancelled
        if self.began is not None and self.now() - self.began >= LONGEST:
            raise OutOfTime

    def record(self, side: Side, native: NativeRecord) -> Record:
        """The canonical record of what an end showed."""
        fields = self.map.view(side, native.fields)
        return Record(
            side,
            self.kind,
            native.native_id,
            native.version,
            native.role,
            native.marked,
            native.link,
            fields,
            modified=native.modified,
            owned=native.owned,
        )

    def observed(self, record: Record, detail: bool = True) -> Observed:
        """The record with what the mirror finds it by; without `detail` only how it lies was read."""
        keys = self.map.keys(record.fields)
        return Observed(
            record,
            self.map.title(record.fields),
            keys.email,
            name_key(keys.first_name, keys.last_name),
            keys.company,
            searchable(record.fields),
            detail,
        )

    def base(self, pair_id: str, side: Side, fields: Fields) -> Base:
        """A base as the present map reads it."""
        return Base(pair_id, side, fields, self.map.revision, self.now())

    def observe(self, side: Side, natives: Sequence[NativeRecord]) -> None:
        """Put what an end showed into the mirror, in a transaction of its own."""
        if natives:
            items = [self.observed(self.record(side, native)) for native in natives]
            with self.store.db.transaction():
                self.store.mirror.observe(items, self.now())

    def settled(self, pair_id: str) -> None:
        """One operation of a pair is settled: with the last one the pair is clean where no more was to be planned,
        until then it stays dirty."""
        self.pending[pair_id] -= 1
        if self.pending[pair_id] == 0 and self.plans_all:
            self.store.pairs.clean([pair_id])
        else:
            self.store.pairs.touch([pair_id])

    def note_stale(self, side: Side, native_id: str, outcome: Stale) -> None:
        """Remember that a record must be read again, or take what the end showed."""
        self.counts["stale"] += 1
        self.again = True
        if outcome.record is not None and outcome.record.detail:
            self.observe(side, [outcome.record])
        else:
            self.stale[side].append(native_id)


def name_key(first: str, last: str) -> str:
    """The folded form under which the mirror finds a person by name; '' without both names."""
    return f"{first}|{last}" if first and last else ""


def searchable(fields: Fields) -> str:
    """All texts of a record, folded, for the search of the browser."""
    return " ".join(
        folded(value) if isinstance(value, str) else str(value) for value in fields.values() if value is not EMPTY
    )
