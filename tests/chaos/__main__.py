"""The command `python -m tests.chaos`: kill the program so many times, and say what the kills met.

Exists to be run by hand and by a timer; exits with 0 only if nothing was lost or doubled.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from tests.chaos.run import Options, run
from tests.chaos.story import Tally, Violation

BAR = 40


def main() -> int:
    """Run, and print what happened."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=40, help="how many times the program is killed (default: 40)")
    parser.add_argument("--seed", type=int, default=1, help="which stories are told (default: 1)")
    parser.add_argument("--cold", action="store_true", help="load the program anew for each session; slower")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the profile here when a law is broken")
    options = parser.parse_args()
    began = time.monotonic()
    try:
        tally = run(
            Options(options.kills, options.seed, options.cold, keep=options.keep), lambda line: print(line, flush=True)
        )
    except Violation as problem:
        print(f"\nSeed {options.seed}: a law is broken.\n{problem}")
        return 1
    print(f"\n{report(tally)}\n{time.monotonic() - began:.0f} seconds. Nothing was lost, nothing was doubled.")
    return 0


def report(tally: Tally) -> str:
    """The histograms: the journal at the kill, what the server had heard, and the writes that were open."""
    parts = [
        f"{tally.kills} kills in {tally.sessions} sessions",
        *_histogram("The journal at the kill", tally.states),
        *_histogram("Between intent and settle", tally.wires),
        *_histogram("Writes that were open", tally.writes),
    ]
    return "\n".join(parts)


def _histogram(title: str, counts: Counter[str]) -> list[str]:
    whole, most = sum(counts.values()), max(counts.values(), default=1)
    lines = [
        f"  {name:<46}{count:>6} {100 * count / whole:4.0f} %  {'#' * round(BAR * count / most)}"
        for name, count in counts.most_common()
    ]
    return ["", f"{title}:", *lines]


if __name__ == "__main__":
    sys.exit(main())
