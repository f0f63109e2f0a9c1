"""Shrinking: the shortest history found that breaks the same law.

Exists so that a failure of a hundred events is read as a story of five. Takes away what is not needed, greedily, until
nothing more can go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from .history import History, Sync


def shrunk(history: History, fails: Callable[[History], bool], tries: int = 3000) -> History:
    """A history of which no part can be left out without losing the failure (or `tries` are used up)."""
    left = tries
    while True:
        for candidate in _simpler(history):
            left -= 1
            if left < 0:
                return history
            if fails(candidate):
                history = candidate
                break
        else:
            return history


def _simpler(history: History) -> Iterator[History]:
    steps = history.steps
    size = len(steps) // 2
    while size:
        for start in range(0, len(steps), size):
            yield replace(history, steps=steps[:start] + steps[start + size :])
        size //= 2
    for number, step in enumerate(steps):
        if isinstance(step, Sync):
            for gone in range(len(step.events)):
                events = step.events[:gone] + step.events[gone + 1 :]
                yield replace(history, steps=(*steps[:number], replace(step, events=events), *steps[number + 1 :]))
            if step.minutes != 15:
                yield replace(history, steps=(*steps[:number], replace(step, minutes=15), *steps[number + 1 :]))
    plain = replace(
        history.setting, dialect="graph", link_field=False, scope="mine", files=False, answers=0, machines=1
    )
    for name in ("dialect", "link_field", "scope", "files", "answers", "machines"):
        if getattr(history.setting, name) != getattr(plain, name):
            yield replace(history, setting=replace(history.setting, **{name: getattr(plain, name)}))
