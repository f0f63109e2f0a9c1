"""A short run of the simulation, and that it can be believed.

Laws: L1, L2, L3, L4, L5, L11, L12, unless a test names its own.
"""

from __future__ import annotations

import statistics
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from .generate import history
from .history import CRASH, Act, At, History, Setting, Sync
from .points import short, with_every_crash
from .shrink import shrunk
from .simulation import Simulation, run


@pytest.mark.parametrize("first", range(0, 160, 20))
def test_no_history_breaks_a_law(first: int) -> None:
    for seed in range(first, first + 20):
        run(history(seed))


@pytest.mark.parametrize("seed", [99, 199])
def test_no_history_on_a_file_breaks_a_law(seed: int) -> None:
    made = history(seed)
    assert made.setting.files
    with TemporaryDirectory() as folder:
        simulation = Simulation(made, Path(folder))
        assert [machine.database.number("PRAGMA synchronous") for machine in simulation.machines] == [2] * (
            made.setting.machines
        ), "FULL"
        simulation.run()


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_crash_at_any_moment_of_a_short_history_breaks_no_law(seed: int) -> None:
    """L9."""
    for doomed in with_every_crash(short(history(seed))):
        run(doomed)


def test_a_history_is_a_working_week_in_small() -> None:
    """No law: what a history is."""
    made = [history(seed) for seed in range(300)]
    assert statistics.median(sum(1 for _ in each.acts()) for each in made) >= 20
    assert statistics.median(each.sessions for each in made) == 4
    assert sum(each.setting.files for each in made) == 3


def test_a_seed_is_always_the_same_story() -> None:
    """No law: a history can be played again."""
    assert run(history(7)).story == run(history(7)).story


def test_a_failing_history_is_shrunk_to_what_it_needs() -> None:
    """No law: how a history is shortened."""
    needed = Act("edit in Outlook", 3, 4)

    def fails(candidate: History) -> bool:
        sessions = [step for step in candidate.steps if isinstance(step, Sync)]
        return needed in candidate.steps and any(At(5, CRASH) in step.events for step in sessions)

    noise = (Act("new in Outlook", 1, 2), Sync(15, (At(2, "throttled"),)))
    long = History(Setting(dialect="ews", answers=7), (*noise, needed, *noise, Sync(1, (At(5, CRASH),)), *noise))
    assert fails(long)
    assert shrunk(long, fails) == History(Setting(dialect="graph"), (needed, Sync(15, (At(5, CRASH),))))
    assert replace(long, steps=shrunk(long, fails).steps) != long
