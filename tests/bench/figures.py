"""What was measured, held against what is to be reached.

Pure: takes measured sessions, gives rows and targets. Must not run anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tests.bench.story import AGAIN_IN_TURNS, IN_TURNS, Measured, cpu_of

QUERIES = ("composite", "query", "queryAll", "queryMore")
MOST_CPU_OF_FLOOR = 2.0
MOST_GROWTH = 1.15
MOST_MB, MOST_MB_PAIRS = 250, 20_000
SEARCHES, LOOKS_MAILBOX = 3, 20
"""What a session asks besides the contacts themselves; with few contacts it weighs more than they do."""
AGREED_SIZE = 10_000
OWN = " (a limit of our own)"
"""Said of limits that were not agreed: those of first syncs down that are not of `AGREED_SIZE`, and eased ones."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to reach: the figure must not be above the limit. `counted` is one that no other load can change."""

    name: str
    figure: float
    limit: float
    counted: bool

    @property
    def met(self) -> bool:
        """Whether it is reached."""
        return self.figure <= self.limit


def targets(sessions: Sequence[Measured]) -> list[Target]:
    """Every target for which something was measured."""
    return [*_requests(sessions), *_floor(sessions), *_growth(sessions), *_memory(sessions)]


def row(session: Measured) -> dict[str, Any]:
    """A session as plain values."""
    cost = asdict(session.cost)
    told = cost.pop("result")
    return {
        "scene": session.scene,
        "pairs": session.pairs,
        "who": session.who,
        **{name: round(value, 3) for name, value in cost.items()},
        "salesforce_requests": session.asked.of("salesforce"),
        "exchange_requests": session.asked.of("exchange"),
        "api_calls": session.asked.api_calls,
        "kilobytes": session.asked.moved // 1000,
        "operations": session.asked.operations,
        **({"each_cpu_s": cpu_of(session.cost)} if "each_cpu_s" in told else {}),
    }


def _requests(sessions: Sequence[Measured]) -> Iterator[Target]:
    for session in sessions:
        if session.who != "program":
            continue
        pairs, asked, label = session.pairs, session.asked, f"{session.scene}, {session.pairs:,}"
        if session.scene in ("nothing to do", IN_TURNS):
            yield Target(f"{label}: API calls", asked.api_calls, 1, True)
            yield Target(f"{label}: EWS requests", asked.of("exchange"), 2, True)
        elif session.scene == "first down":
            most = max(pairs // 40, LOOKS_MAILBOX + pairs // 50)
            own = "" if pairs == AGREED_SIZE else OWN
            yield Target(f"{label}: query pages{own}", asked.named(*QUERIES), -(-pairs // 2000), True)
            yield Target(f"{label}: EWS requests{own}", asked.of("exchange"), most, True)
        elif session.scene == "first up":
            # The describes of the first session of a day and the reading of what changed are no part of the creates.
            calls = asked.api_calls - asked.named("describe") - 1
            most = max(pairs // 100, SEARCHES + pairs // 200)
            own = OWN if most > pairs // 100 else ""
            yield Target(f"{label}: API calls for creates{own}", calls, most, True)
        elif session.scene == "all in the mailbox":
            yield Target(f"{label}: API calls for updates", asked.api_calls - 1, pairs // 20, True)


def _floor(sessions: Sequence[Measured]) -> Iterator[Target]:
    used = {(session.who, session.scene, session.pairs): session.cost.cpu_s for session in sessions}
    total = [0.0, 0.0]
    for (who, scene, pairs), ours in used.items():
        theirs = used.get(("floor", scene, pairs))
        if who == "program" and theirs:
            yield Target(
                f"{scene}, {pairs:,}: CPU as a multiple of the floor's", ours / theirs, MOST_CPU_OF_FLOOR, False
            )
            total = [total[0] + ours, total[1] + theirs]
    if total[1]:
        yield Target("all sessions: CPU as a multiple of the floor's", total[0] / total[1], MOST_CPU_OF_FLOOR, False)


def _growth(sessions: Sequence[Measured]) -> Iterator[Target]:
    for scene, name in ((IN_TURNS, "with its start"), (AGAIN_IN_TURNS, "without it")):
        used = {s.pairs: cpu_of(s.cost) for s in sessions if s.who == "program" and s.scene == scene}
        if len(used) > 1:
            least, most = min(used), max(used)
            label = f"nothing to do, {name}: CPU at {most:,} as a multiple of that at {least:,}"
            yield Target(label, used[most] / used[least], MOST_GROWTH, False)


def _memory(sessions: Sequence[Measured]) -> Iterator[Target]:
    of_ours = [s for s in sessions if s.who == "program" and s.pairs <= MOST_MB_PAIRS]
    if of_ours:
        highest = max(of_ours, key=lambda session: session.cost.peak_mb)
        yield Target(f"peak memory in MB ({highest.scene}, {highest.pairs:,})", highest.cost.peak_mb, MOST_MB, False)
