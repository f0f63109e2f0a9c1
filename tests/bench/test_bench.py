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
from tests.bench.story import AGAIN_IN_TURNS, IN_TURNS, Measured

SCENES = {
    "first down",
    "first up",
    "1 % in Salesforce",
    "1 % in the mailbox",
    "1 % on both",
    "all in the mailbox",
    "nothing to do",
}


def _measured(who: str, scene: str, cpu_s: float, pairs: int = 10_000, **asked: int) -> Measured:
    operations = {name.replace("_", " "): number for name, number in asked.items()}
    seen = Asked(operations, operations.get("salesforce queryAll", 0), 0)
    return Measured(scene, pairs, who, Cost(cpu_s, cpu_s, 100.0, {}), seen)


def test_a_quick_run_measures_every_scene_and_meets_the_counted_targets(tmp_path: Path) -> None:
    main(["--quick", "--only", "sync", "--json", str(tmp_path / "figures.json")])
    found = json.loads((tmp_path / "figures.json").read_text())
    for who in ("program", "floor"):
        rows = {row["scene"]: row for row in found["sessions"] if row["who"] == who}
        assert rows.keys() >= SCENES
        assert all(row["cpu_s"] > 0 and row["wall_s"] > 0 and row["peak_mb"] > 0 for row in rows.values())
    for scene in (IN_TURNS, AGAIN_IN_TURNS):
        assert {row["pairs"] for row in found["sessions"] if row["scene"] == scene} == {100, 400}
    assert sum("CPU at 400" in target["name"] for target in found["targets"]) == 2
    counted = [target for target in found["targets"] if target["counted"]]
    assert len(counted) == 10
    assert [target for target in counted if not target["met"]] == []


def test_a_quick_run_of_the_windows_measures_every_figure(tmp_path: Path) -> None:
    main(["--quick", "--only", "windows", "--json", str(tmp_path / "figures.json")])
    found = {each["name"]: each["figure"] for each in json.loads((tmp_path / "figures.json").read_text())["targets"]}
    for part in ("start to icon", "MB more than a bare", "idle", "longest hold", "resident MB", "memory after 3 more"):
        assert sum(part in name for name in found) == 1, part
    assert all(figure > 0 for figure in found.values())


def test_a_quick_run_of_the_browser_measures_every_figure(tmp_path: Path) -> None:
    main(["--quick", "--only", "browser", "--json", str(tmp_path / "figures.json")])
    found = {each["name"]: each["figure"] for each in json.loads((tmp_path / "figures.json").read_text())["targets"]}
    for part in ("window is there", "first rows", "repaint", "first results", "MB more"):
        assert sum(part in name for name in found) == 1, part
    assert all(figure > 0 for figure in found.values())


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


def test_a_session_with_nothing_to_do_that_grows_with_the_pairs_misses_its_target() -> None:
    for most, met in ((1.15, True), (1.16, False)):
        sessions = [
            _measured("program", IN_TURNS, 1.0, pairs=1_000),
            _measured("program", IN_TURNS, most, pairs=50_000),
        ]
        assert [target.met for target in targets(sessions) if "CPU at 50,000" in target.name] == [met]


def test_a_limit_that_was_not_agreed_says_so() -> None:
    for pairs, own in ((10_000, False), (1_000, True)):
        found = targets([_measured("program", "first down", 1.0, pairs=pairs)])
        assert ["of our own" in target.name for target in found if target.counted] == [own, own]


def test_a_job_that_fails_tells_why() -> None:
    with pytest.raises(RuntimeError, match="No module named"):
        measured("nowhere:job")
