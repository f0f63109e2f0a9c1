"""The benchmark itself: it runs, it counts requests, and the targets that are counts are met.

No time is judged here: other tests run beside it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench.__main__ import main
from tests.bench.child import Cost, measured
from tests.bench.figures import targets
from tests.bench.servers import Asked
from tests.bench.story import Measured

SCENES = {
    "first down",
    "first up",
    "1 % in Salesforce",
    "1 % in the mailbox",
    "1 % on both",
    "all in the mailbox",
    "nothing to do",
}


def _measured(who: str, scene: str, cpu_s: float, **asked: int) -> Measured:
    operations = {name.replace("_", " "): number for name, number in asked.items()}
    seen = Asked(operations, operations.get("salesforce queryAll", 0), 0)
    return Measured(scene, 10_000, who, Cost(cpu_s, cpu_s, 100.0, {}), seen)


def test_a_quick_run_measures_every_scene_and_meets_the_counted_targets(tmp_path: Path) -> None:
    main(["--quick", "--json", str(tmp_path / "figures.json")])
    found = json.loads((tmp_path / "figures.json").read_text())
    for who in ("program", "floor"):
        rows = {row["scene"]: row for row in found["sessions"] if row["who"] == who}
        assert rows.keys() >= SCENES
        assert all(row["cpu_s"] > 0 and row["wall_s"] > 0 and row["peak_mb"] > 0 for row in rows.values())
    counted = [target for target in found["targets"] if target["counted"]]
    assert len(counted) == 6
    assert [target for target in counted if not target["met"]] == []


def test_a_session_with_one_request_too_many_misses_its_target() -> None:
    just, over = (
        _measured("program", "nothing to do", 1.0, salesforce_queryAll=1, exchange_SyncFolderItems=number)
        for number in (2, 3)
    )
    assert [target.met for target in targets([just]) if target.counted] == [True, True]
    assert [target.met for target in targets([over]) if target.counted] == [True, False]


def test_more_than_twice_the_cpu_of_the_floor_misses_its_target() -> None:
    for ours, met in ((2.0, True), (2.1, False)):
        sessions = [_measured("program", "first down", ours), _measured("floor", "first down", 1.0)]
        assert [target.met for target in targets(sessions) if "CPU" in target.name] == [met, met]


def test_a_job_that_fails_tells_why() -> None:
    with pytest.raises(RuntimeError, match="No module named"):
        measured("nowhere:job")
