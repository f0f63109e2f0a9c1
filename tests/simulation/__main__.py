"""`python -m tests.simulation --histories N --seed S --minutes M`: search for a history that breaks a law.

Exit code 0 only if none was found. A history that breaks one is shrunk and printed, as a story and as the lines of a
test. With `--mutants` the product lacks one safeguard after the other, and the exit code is 0 only if each was missed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import Counter
from typing import Final

from .generate import history as made
from .history import History
from .mutants import MUTANTS, without
from .shrink import shrunk
from .simulation import run
from .violation import Violation

MUTANT_HISTORIES: Final = 20_000
"""Enough for the rarest: two makings of one person, of which the answer to one is lost, are met once in some 3,000."""


def main() -> int:
    """Run the search that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--histories", type=int, help="how many (1000, or no end with minutes; 20000 with mutants)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first history")
    parser.add_argument("--minutes", type=float, help="stop after so many minutes")
    parser.add_argument("--machines", type=int, help="only histories with so many computers")
    parser.add_argument("--all", action="store_true", help="go on after a failure, and count them by law")
    parser.add_argument("--mutants", action="store_true", help="search without each safeguard in turn")
    asked = parser.parse_args()
    if asked.mutants:
        return _mutants(asked.seed, asked.histories or MUTANT_HISTORIES, asked.minutes)
    most = asked.histories or (1000 if asked.minutes is None else sys.maxsize)
    started, broken, acts, sessions = time.monotonic(), Counter[str](), list[int](), list[int]()
    seed = asked.seed
    while seed < asked.seed + most and not _over(started, asked.minutes):
        history = made(seed)
        if asked.machines not in (None, history.setting.machines):
            seed += 1
            continue
        acts.append(sum(1 for _ in history.acts()))
        sessions.append(history.sessions)
        problem = failure(history)
        if problem is not None:
            broken[law_of(problem)] += 1
            print(f"The history of seed {seed} breaks {problem}", flush=True)
            if not asked.all:
                tell(history, problem)
                break
        seed += 1
    if not acts:
        parser.error("there is no time for a single history")
    rate = len(acts) / time.process_time() * 60
    print(f"{len(acts)} histories in {time.monotonic() - started:.0f} s, {rate:.0f} a minute of one core")
    print(f"median: {statistics.median(acts):.0f} acts, {statistics.median(sessions):.0f} sessions and the quiet ones")
    print(f"violations: {dict(broken)}" if broken else "no law was violated")
    return 1 if broken else 0


def _mutants(first: int, most: int, minutes: float | None) -> int:
    """Search without each safeguard in turn, `minutes` for each; 1 where the absence of one is not noticed."""
    unnoticed = []
    for safeguard in MUTANTS:
        found = _missed(safeguard, first, most, minutes)
        if found is None:
            unnoticed.append(safeguard)
            print(f"\n== Nobody notices that there is no {safeguard}", flush=True)
            continue
        seed, problem = found
        print(f"\n== Without {safeguard} the history of seed {seed} breaks {problem}", flush=True)
        with without(safeguard):
            tell(made(seed), problem)
    print(f"\nnot noticed: {', '.join(unnoticed)}" if unnoticed else "\nthe absence of every safeguard was noticed")
    return 1 if unnoticed else 0


def _missed(safeguard: str, first: int, most: int, minutes: float | None) -> tuple[int, Exception] | None:
    """A seed whose history breaks a law that the safeguard is there for, and none with it."""
    started = time.monotonic()
    for seed in range(first, first + most):
        if _over(started, minutes):
            break
        with without(safeguard):
            problem = failure(made(seed))
        if problem is not None and law_of(problem) in MUTANTS[safeguard].laws and failure(made(seed)) is None:
            return seed, problem
    return None


def failure(history: History) -> Exception | None:
    """What a history breaks: a law, or the product itself."""
    try:
        run(history)
    except Exception as problem:
        return problem
    return None


def law_of(problem: Exception) -> str:
    """The law that was broken; the type of the exception where the product itself broke."""
    return problem.law if isinstance(problem, Violation) else type(problem).__name__


def tell(history: History, problem: Exception) -> None:
    """Print the shortest story that breaks the same law."""
    law = law_of(problem)

    def fails(candidate: History) -> bool:
        found = failure(candidate)
        return found is not None and law_of(found) == law

    short = shrunk(history, fails)
    found = failure(short)
    assert found is not None
    print(f"\n{type(found).__name__}: {found}\n", *getattr(found, "__notes__", ()), f"\n{short!r}", sep="\n")


def _over(started: float, minutes: float | None) -> bool:
    return minutes is not None and time.monotonic() - started > minutes * 60


if __name__ == "__main__":
    sys.exit(main())
