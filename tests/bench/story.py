"""What happens in a benchmark: the same story told to the program and to the floor, each on servers of its own.

Exists so that both find the same contacts and the same changes. Yields one measured session after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Protocol

from tests.bench.child import Cost, measured
from tests.bench.servers import Asked, Servers, servers

WARM_SESSIONS = 15
IN_TURNS, AGAIN_IN_TURNS = "nothing to do, in turns", "nothing to do again and again, in turns"
DRAINED_ITEMS, DRAINED_ROWS = 500, 2000
"""From so many writes the program reads its echo within the session; the floor must then do so too."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One session: its scene, the number of pairs, who ran it (`program` or `floor`), its cost, what it asked."""

    scene: str
    pairs: int
    who: str
    cost: Cost
    asked: Asked


class Player(Protocol):
    """Who plays a story on running servers."""

    who: str

    def begin(self, world: Servers) -> None:
        """Get ready; not measured."""
        ...

    def first_down(self, world: Servers, pairs: int) -> Cost:
        """Bring everything from the org into the empty folder."""
        ...

    def first_up(self, world: Servers, pairs: int) -> Cost:
        """Bring everything from the folder into the empty org."""
        ...

    def note(self, world: Servers, changes: int) -> None:
        """Everything was brought over, and so many changes are coming; not measured."""
        ...

    def agree(self, world: Servers) -> None:
        """So many changes at once are asked about, and a person says yes; not measured."""
        ...

    def session(self, world: Servers) -> Cost:
        """One more session."""
        ...


class ProgramPlayer:
    """Our program on a profile of its own."""

    who = "program"

    def __init__(self, profile: Path) -> None:
        self._profile = str(profile)

    def begin(self, world: Servers) -> None:
        """Connect."""
        measured("program:connect", profile=self._profile, ready=world.ready)

    def first_down(self, world: Servers, pairs: int) -> Cost:
        """The first session."""
        return self.session(world)

    def first_up(self, world: Servers, pairs: int) -> Cost:
        """The first session."""
        return self.session(world)

    def note(self, world: Servers, changes: int) -> None:
        """One session reads the echo of the last one's writes."""
        self.session(world)

    def agree(self, world: Servers) -> None:
        """A session that asks, and a yes."""
        measured("program:agree", profile=self._profile)

    def session(self, world: Servers) -> Cost:
        """One session; it must end clean."""
        cost = measured("program:session", profile=self._profile)
        if cost.result["verdict"] != "clean":
            raise RuntimeError(f"the session did not end clean: {cost.result}")
        return cost

    def warm(self) -> Cost:
        """Sessions one after the other in one process, as in the tray."""
        return measured("program:sessions", profile=self._profile, times=WARM_SESSIONS)


class FloorPlayer:
    """The bare vendor libraries."""

    who = "floor"

    def __init__(self) -> None:
        self._told: dict[str, Any] = {}

    def begin(self, world: Servers) -> None:
        """Nothing to connect."""

    def first_down(self, world: Servers, pairs: int) -> Cost:
        """Read rows, make items."""
        return measured("floor:down", ready=world.ready, echo=pairs >= DRAINED_ITEMS)

    def first_up(self, world: Servers, pairs: int) -> Cost:
        """Read items, make rows, link the items."""
        return measured("floor:up", ready=world.ready, echo=pairs >= DRAINED_ITEMS, rows_echo=pairs >= DRAINED_ROWS)

    def note(self, world: Servers, changes: int) -> None:
        """Remember where both sides stand."""
        self._told = measured("floor:known", ready=world.ready, most=max(changes, 1)).result

    def agree(self, world: Servers) -> None:
        """Asks nobody."""

    def session(self, world: Servers) -> Cost:
        """Read what changed, write as much."""
        return measured("floor:changes", ready=world.ready, told=self._told)


def down(player: Player, pairs: int, folder: Path) -> Iterator[Measured]:
    """A first sync down, sessions after 1 % changed here, there and on both sides, and one with nothing to do."""
    changes = max(pairs // 100, 1)
    with servers(folder, pairs) as world:

        def told(scene: str, cost: Cost) -> Measured:
            return Measured(scene, pairs, player.who, cost, world.asked())

        player.begin(world)
        world.asked()
        yield told("first down", player.first_down(world, pairs))
        for scene, rows, items in (("1 % in Salesforce", 1, 0), ("1 % in the mailbox", 0, 1), ("1 % on both", 1, 1)):
            player.note(world, changes)
            if rows:
                measured("people:edit_rows", ready=world.ready, first=0, count=changes, word=scene)
            if items:
                measured("people:edit_items", ready=world.ready, first=changes, count=changes, word=scene)
            world.asked()
            yield told(scene, player.session(world))
        yield from _nothing(player, world, pairs)


def nothing_in_turns(sizes: Sequence[int], turns: int, folder: Path) -> Iterator[Measured]:
    """Sessions with nothing to do on worlds of several sizes that run at the same time, one after the other in turns.

    What else the computer does then weighs the same on each; the turn with the median CPU stands for all of a size.
    """
    with ExitStack() as running:
        plays: list[tuple[int, ProgramPlayer, Servers]] = []
        for size in sizes:
            world = running.enter_context(servers(folder / str(size), size))
            player = ProgramPlayer(folder / f"{size}-profile")
            player.begin(world)
            world.asked()
            cost = player.first_down(world, size)
            yield Measured("first down, before the turns", size, player.who, cost, world.asked())
            player.note(world, 0)
            plays.append((size, player, world))
        yield from _turns(IN_TURNS, turns, plays, lambda player, world: player.session(world))
        yield from _turns(AGAIN_IN_TURNS, turns, plays, lambda player, _: player.warm())


def cpu_of(cost: Cost) -> float:
    """The CPU of one session: of a job of several it is their median, without the first."""
    each = cost.result.get("each_cpu_s")
    return float(median(each)) if each else cost.cpu_s


def up(player: Player, pairs: int, folder: Path) -> Iterator[Measured]:
    """A first sync up."""
    with servers(folder, 0) as world:
        with servers(folder / "like", pairs) as like:
            measured("people:fill_folder", ready=world.ready, like=like.ready)
        player.begin(world)
        world.asked()
        cost = player.first_up(world, pairs)
        yield Measured("first up", pairs, player.who, cost, world.asked())


def updates(player: Player, pairs: int, folder: Path) -> Iterator[Measured]:
    """One session after every contact was changed in the mailbox."""
    with servers(folder, pairs) as world:
        player.begin(world)
        player.first_down(world, pairs)
        player.note(world, pairs)
        measured("people:edit_items", ready=world.ready, first=0, count=pairs, word="all")
        player.agree(world)
        world.asked()
        yield Measured("all in the mailbox", pairs, player.who, player.session(world), world.asked())


def _nothing(player: Player, world: Servers, pairs: int) -> Iterator[Measured]:
    player.note(world, 0)
    world.asked()
    cost = player.session(world)
    yield Measured("nothing to do", pairs, player.who, cost, world.asked())


def _turns(
    scene: str,
    turns: int,
    plays: Sequence[tuple[int, ProgramPlayer, Servers]],
    play: Callable[[ProgramPlayer, Servers], Cost],
) -> Iterator[Measured]:
    seen: dict[int, list[Measured]] = {size: [] for size, _, _ in plays}
    for _ in range(turns):
        for size, player, world in plays:
            world.asked()
            cost = play(player, world)
            seen[size].append(Measured(scene, size, player.who, cost, world.asked()))
    for found in seen.values():
        yield sorted(found, key=lambda one: cpu_of(one.cost))[len(found) // 2]
