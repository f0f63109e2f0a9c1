"""The benchmark's command: `python -m tests.bench [--quick] [--only sync|windows|browser] [--sizes N,N] [--json F]`.

Exists to run the stories, print the table and say which targets are met: exit 0 when all are.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.bench import browser, story, tray
from tests.bench.figures import row, targets
from tests.bench.story import FloorPlayer, Measured, Player, ProgramPlayer

SIZES, MOST_UPDATES = "1000,10000,20000", 1000
NOTHING_AT, TURNS = "1000,50000", 5
QUICK, QUICK_NOTHING_AT = "200", "100,400"
Story = Callable[[Player, int, Path], Iterator[Measured]]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; 0 when every target is met, 1 when one is missed."""
    options = _options(argv)
    sizes = _numbers(QUICK if options.quick else options.sizes)
    at = _numbers(QUICK_NOTHING_AT if options.quick else options.nothing_at)
    sessions: list[Measured] = []
    if options.only in ("", "sync"):
        with tempfile.TemporaryDirectory() as folder:
            for session in _sessions(sizes, Path(folder)):
                sessions.append(_told(session))
            for session in story.nothing_in_turns(at, 1 if options.quick else TURNS, Path(folder) / "nothing"):
                sessions.append(_told(session))
    reached = targets(sessions)
    if options.only in ("", "windows"):
        reached += tray.targets(tray.QUICK if options.quick else tray.Plan())
    if options.only in ("", "browser"):
        reached += browser.targets(browser.QUICK if options.quick else browser.CONTACTS)
    print()
    for target in reached:
        print(f"{'PASS' if target.met else 'MISS'}  {target.name}: {target.figure:.4g} (at most {target.limit:.4g})")
    if options.json:
        found = {
            "sessions": [row(session) for session in sessions],
            "targets": [
                {"name": t.name, "figure": t.figure, "limit": t.limit, "counted": t.counted, "met": t.met}
                for t in reached
            ],
        }
        options.json.write_text(json.dumps(found, indent=1))
    return 0 if all(target.met for target in reached) else 1


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} contacts only, to see that all of it runs")
    parser.add_argument("--only", choices=("sync", "windows", "browser"), default="", help="one part of it")
    parser.add_argument("--sizes", default=SIZES, help=f"numbers of contacts (default: {SIZES})")
    parser.add_argument(
        "--nothing-at",
        default=NOTHING_AT,
        help=f"pairs of worlds with nothing to do (default: {NOTHING_AT})",
    )
    parser.add_argument("--json", type=Path, metavar="F", help="write the figures there")
    return parser.parse_args(argv)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",") if number]


def _sessions(sizes: Sequence[int], folder: Path) -> Iterator[Measured]:
    plays: list[tuple[str, Story, int]] = []
    for size in sizes:
        plays += [("down", story.down, size), ("up", story.up, size)]
    plays.append(("updates", story.updates, min(min(sizes), MOST_UPDATES)))
    for name, play, size in plays:
        for player in (ProgramPlayer(folder / f"{name}-{size}-profile"), FloorPlayer()):
            yield from play(player, size, folder / f"{name}-{size}-{player.who}")


def _told(session: Measured) -> Measured:
    print(_line(session), flush=True)
    return session


def _line(session: Measured) -> str:
    told = row(session)
    each = f"  each {told['each_cpu_s'] * 1000:.1f} ms CPU" if "each_cpu_s" in told else ""
    return (
        f"{told['pairs']:>6,}  {told['who']:<8} {told['scene']:<30}  {told['wall_s']:>7.2f} s wall  "
        f"{told['cpu_s']:>7.2f} s CPU  {told['peak_mb']:>5.0f} MB  {told['salesforce_requests']:>4} Salesforce "
        f"({told['api_calls']} API calls)  {told['exchange_requests']:>4} Exchange  {told['kilobytes']:>6,} kB{each}"
    )


if __name__ == "__main__":
    sys.exit(main())
