"""One computer with the program: its database in memory (or in a file), and sessions that may die at any moment.

Exists so that a crash costs a copy of some pages: what was committed is all that the next session finds. The real
session runs on the real store; nothing of the product is replaced but where its transactions end, which is watched.
"""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from desktop.app import policies
from desktop.core.guards import Guards
from desktop.core.lease import Machine as Leaseholder
from desktop.core.memory import MemoryWorld
from desktop.core.ports import Clock, Ids
from desktop.core.record import Kind, Side
from desktop.mapping.lens import KindMap
from desktop.store.database import Database
from desktop.sync.context import Context, Store
from desktop.sync.session import Report, run
from desktop.sync.undo import TRIGGER, Request, undo

from .fate import Crash, Fate, Moment

GUARDS = Guards(deletions=4, share=0.6, share_from=4, emptied_above=2)
"""Low enough for a few contacts to trip them."""


class WatchedDatabase(Database):
    """A database whose commits are moments of a fate."""

    fate: Fate | None = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """As in the product, with a moment before and after the commit."""
        if self.fate is not None and self.fate.dead:
            raise Crash
        with super().transaction():
            yield
            self._moment(Moment.COMMIT)
        self._moment(Moment.COMMITTED)

    def _moment(self, moment: Moment) -> None:
        if self.fate is not None:
            self.fate.at(moment)

    def frozen(self) -> bytes:
        """What is committed, as the bytes of a file."""
        stored: bytes = self._connection.serialize()
        return stored


@functools.cache
def _empty() -> bytes:
    """A new database; making one anew takes a hundred times as long as copying it."""
    database = WatchedDatabase.memory()
    assert isinstance(database, WatchedDatabase)
    return database.frozen()


def _thawed(stored: bytes) -> WatchedDatabase:
    connection = sqlite3.connect(":memory:", isolation_level=None, cached_statements=256)
    connection.deserialize(stored)
    connection.execute("PRAGMA foreign_keys=ON")
    return WatchedDatabase(connection, None)


@functools.cache
def kind_map(dialect: str, link_field: bool) -> KindMap:
    """The map of contacts, fitted to the ends; the same for every session."""
    world = MemoryWorld(_NoClock(), _NoIds(), dialect=dialect, link_field=link_field)
    found = KindMap.load(Kind.CONTACT)
    for side in Side:
        found = found.fit(side, world.ends.of(side).capabilities(Kind.CONTACT))
    return found


class _NoClock:
    def now(self) -> datetime:
        raise AssertionError("no time is needed for this")


class _NoIds:
    def new(self) -> str:
        raise AssertionError("no id is needed for this")


class Machine:
    """The program on one computer. `path`: where its database lies; None for memory."""

    def __init__(
        self,
        world: MemoryWorld,
        names: KindMap,
        clock: Clock,
        ids: Ids,
        path: Path | None = None,
        leaseholder: Leaseholder | None = None,
    ) -> None:
        """`leaseholder`: who this is, where others sync the same mailbox."""
        self._leaseholder = leaseholder
        self.runs = False
        """Whether a session is under way."""
        self.world = world
        self.map = names
        self._clock = clock
        self._ids = ids
        self._path = path
        self._day = ""
        self.lost = False
        """Whether the database before this one was lost."""
        self.database = self._open(_empty())
        self.store = Store(self.database)

    def lose_database(self) -> None:
        """The file is gone."""
        self._close()
        if self._path is not None:
            for file in self._path.parent.glob(self._path.name + "*"):
                file.unlink()
        self.database = self._open(_empty())
        self.store = Store(self.database)
        self._day = ""
        self.lost = True

    def session(self, fate: Fate, undone: int | None = None) -> Report | None:
        """Run one session, or undo one; None when the program died in it. Bugs of the product are raised."""
        self.database.fate = fate
        self.runs = True
        try:
            context = self.context(lambda: fate.cancelled)
            return undo(context, Request(undone)) if undone is not None else run(context, "simulation", yes=True)
        except Crash:
            self._restart()
            return None
        finally:
            self.database.fate = None
            self.runs = False

    def last(self) -> int | None:
        """The last session with a change that can be undone."""
        return self.store.deeds.last(TRIGGER)

    def context(self, cancelled: Callable[[], bool] = lambda: False) -> Context:
        """What a session works with, as the program hands it over."""
        store, ends = self.store, self.world.ends
        today = self._clock.now().date().isoformat()
        new_day = today != self._day
        if new_day:
            self._day = today
        return Context(
            store,
            ends,
            Kind.CONTACT,
            self.map,
            self._clock,
            self._ids,
            guards=GUARDS,
            policies=lambda: policies.policies(self.database),
            cancelled=cancelled,
            creates_in_scope=ends.crm.capabilities(Kind.CONTACT).creates_in_scope,
            setup_due=new_day,
            machine=self._leaseholder,
        )

    def close(self) -> None:
        """Let go of the database."""
        self._close()

    def _restart(self) -> None:
        """What was committed is all that is left."""
        stored = b"" if self._path else self.database.frozen()
        self._close()
        self.database = self._open(stored)
        self.store = Store(self.database)

    def _open(self, stored: bytes) -> WatchedDatabase:
        if self._path is None:
            return _thawed(stored)
        opened = WatchedDatabase.open(self._path)
        assert isinstance(opened, WatchedDatabase)
        return opened

    def _close(self) -> None:
        self.database.close()
