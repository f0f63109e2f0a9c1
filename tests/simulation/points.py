"""Every crash point of a short history: the same story once for each moment of each session (law L9).

Exists because chance finds most of the moments that matter, and this finds all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .history import CRASH, At, History, Step, Sync
from .simulation import run

SHORT = 7
"""A short history has at most so many steps."""


def short(history: History) -> History:
    """The beginning of a history with its last session, and without any trouble."""
    steps: list[Step] = [step if not isinstance(step, Sync) else replace(step, events=()) for step in history.steps]
    sessions = [step for step in steps if isinstance(step, Sync)]
    return replace(history, steps=(*steps[: SHORT - 1], sessions[-1]))


def with_every_crash(history: History) -> Iterator[History]:
    """The history with a crash at each moment that its sessions pass, the quiet ones at the end left out."""
    moments = run(history).moments
    sessions = [number for number, step in enumerate(history.steps) if isinstance(step, Sync)]
    for number, passed in zip(sessions, moments, strict=False):
        step = history.steps[number]
        assert isinstance(step, Sync)
        for moment in range(passed):
            doomed = replace(step, events=(*step.events, At(moment, CRASH)))
            yield replace(history, steps=(*history.steps[:number], doomed, *history.steps[number + 1 :]))
