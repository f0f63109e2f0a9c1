"""A run: worlds one after the other until so many kills have been survived.

Exists between the command line, the suite and a story. Says nothing itself.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.gate import Gate, ways
from tests.chaos.processes import Starts, sandbox, starts
from tests.chaos.story import Stage, Story, Tally, Violation

KILLS_A_WORLD = 40
CONTACTS = 40


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is made of. `cold`: the program is loaded anew for each session, as a person's start does."""

    kills: int
    seed: int = 1
    cold: bool = False
    keep: Path | None = None
    """Where the profile is left to be looked at when a law is broken."""


def run(options: Options, told: Callable[[str], None] = lambda _: None) -> Tally:
    """Kill until it is enough. Raises Violation for the first law that is broken; `told` gets a line a world."""
    tally, world = Tally(), 0
    while tally.kills < options.kills:
        world += 1
        began, before = time.monotonic(), tally.kills
        with tempfile.TemporaryDirectory(prefix="chaos-") as place, starts(Path(place), options.cold) as start:
            seed = options.seed * 1000 + world
            live(Path(place), start, options, seed, tally)
        took = time.monotonic() - began
        told(f"world {world}: {tally.kills - before} kills in {took:.0f} s, {tally.kills} in all")
    return tally


def live(place: Path, start: Starts, options: Options, seed: int, tally: Tally) -> None:
    """One world from its first sync to its end."""
    most = min(options.kills, tally.kills + KILLS_A_WORLD)
    with world(place, start, seed, tally) as story:
        try:
            story.first_sync(CONTACTS, most)
            while tally.kills < most:
                story.day(most)
            story.end()
        except Violation:
            if options.keep is not None:
                shutil.copytree(place, options.keep)
            raise


@contextmanager
def world(place: Path, start: Starts, seed: int, tally: Tally) -> Iterator[Story]:
    """A connected profile that speaks through a gate to a sandbox of its own."""
    with ExitStack() as stack:
        ready = stack.enter_context(sandbox(place, "--contacts", "0", "--seed", str(seed)))
        gate = Gate(start.kill)
        targets = ready["salesforce"]["http_url"], ready["exchange"]["http_url"]
        org_url, mailbox_url = stack.enter_context(ways(gate, *targets))
        story = Story(Stage(place / "profile", ready, start, gate), random.Random(seed), tally)
        story.connect(org_url, mailbox_url)
        yield story
