"""The tray against a bare icon in the same run, and the window thread through real sessions.

Exists as the windows' part of the benchmark. Sources are compiled beforehand, as an installation has them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.child import measured
from tests.bench.display import display
from tests.bench.figures import OWN, Target
from tests.bench.servers import servers

ROOT = Path(__file__).resolve().parents[2]
MOST_START, MOST_MB_MORE, MOST_IDLE_CPU_S = 1.6, 25.0, 0.05
MOST_MB, MOST_GROWTH, MOST_HELD_MS, MOST_LOADING_MS = 200.0, 1.05, 50.0, 100.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured: starts of each, milliseconds of idling, contacts of the first session, sessions after."""

    starts: int = 9
    quiet_ms: int = 3_000
    contacts: int = 10_000
    sessions: int = 100


QUICK = Plan(1, 1_500, 100, 3)


@dataclass(frozen=True, slots=True)
class Watched:
    """One process: seconds until its icon was up, then its private memory in MB and the CPU seconds while idle."""

    up_s: float
    private_mb: float
    idle_cpu_s: float


def targets(plan: Plan) -> Iterator[Target]:
    """Every target of the windows, measured."""
    with tempfile.TemporaryDirectory() as name, display() as screen:
        folder = Path(name)
        environment = {**screen, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        _compile(environment)
        yield from _waiting(plan, folder, environment)
        yield from _working(plan, folder, environment)


def _waiting(plan: Plan, folder: Path, environment: dict[str, str]) -> Iterator[Target]:
    """Starts are taken in turns, so that other load falls on both."""
    bare, ours = list[Watched](), list[Watched]()
    for number in range(plan.starts):
        bare.append(_watch(environment, "bare", str(plan.quiet_ms)))
        ours.append(_watch(environment, "ours", str(plan.quiet_ms), str(folder / f"profile-{number}")))
    start = median(w.up_s for w in ours) / median(w.up_s for w in bare)
    more = median(w.private_mb for w in ours) - median(w.private_mb for w in bare)
    idle = median(w.idle_cpu_s for w in ours)
    yield Target("tray: start to icon as a multiple of a bare icon's", start, MOST_START, False)
    yield Target("tray: MB more than a bare icon before the first session", more, MOST_MB_MORE, False)
    yield Target(f"tray: CPU seconds while {plan.quiet_ms / 1000:g} s idle", idle, MOST_IDLE_CPU_S, False)


def _working(plan: Plan, folder: Path, environment: dict[str, str]) -> Iterator[Target]:
    profile = str(folder / "worked")
    with servers(folder / "servers", plan.contacts) as world:
        measured("program:connect", profile=profile, ready=world.ready)
        told = _lines(environment, "working", str(plan.quiet_ms), profile, str(plan.sessions))
    loading, first, *later = told
    name = f"{plan.contacts:,} changes"
    yield Target(f"windows: longest hold of their thread in ms, {name}", first["longest_ms"], MOST_HELD_MS, False)
    held = "windows: their thread held in ms while the vendors' libraries are loaded, once a process"
    yield Target(f"{held}{OWN}", loading["loading_ms"], MOST_LOADING_MS, False)
    yield Target("windows: resident MB after the first session", first["rss_mb"], MOST_MB, False)
    growth = later[-1]["rss_mb"] / first["rss_mb"]
    yield Target(f"windows: memory after {len(later)} more as a multiple of that", growth, MOST_GROWTH, False)


def _compile(environment: dict[str, str]) -> None:
    command = [sys.executable, "-c", "import desktop.wiring, desktop.__main__, desktop.ui.application, PySide6.QtSvg"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def _watch(environment: dict[str, str], *words: str) -> Watched:
    begun = time.monotonic()
    told: dict[str, Any] = {}
    for line in _spoken(environment, *words):
        told |= json.loads(line) | ({"up_s": time.monotonic() - begun} if "up_s" not in told else {})
    return Watched(told["up_s"], told["private_mb"], told["idle_cpu_s"])


def _lines(environment: dict[str, str], *words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _spoken(environment, *words)]


def _spoken(environment: dict[str, str], *words: str) -> Iterator[str]:
    """The lines of a job, each as soon as it is there. Raises RuntimeError when the job fails."""
    command = [sys.executable, "-m", "tests.bench.tray_jobs", *words]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        yield from process.stdout
        complaint = process.stderr.read()
    if process.returncode:
        raise RuntimeError(f"{words[0]} ended with {process.returncode}:\n{complaint}")
