"""One session at a time on a profile."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.faults import PortFault
from desktop.store.lock import ProfileLock

_HOLD = """
import sys
from pathlib import Path
from desktop.store.lock import ProfileLock
ProfileLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_one_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with ProfileLock(tmp_path / "lock"), pytest.raises(PortFault) as caught:
        ProfileLock(tmp_path / "lock").acquire()
    assert caught.value.fault.code == "profile-busy"
    assert caught.value.fault.sentence() == (
        f"Another sync is at work on the profile {tmp_path}. Wait until it is done, then try again."
    )


def test_a_lock_that_was_let_go_can_be_taken_again(tmp_path: Path) -> None:
    lock = ProfileLock(tmp_path / "new" / "lock")
    for _ in range(2):
        with lock:
            assert lock.held
        assert not lock.held
    lock.release()


def test_taking_a_held_lock_again_is_an_error(tmp_path: Path) -> None:
    with ProfileLock(tmp_path / "lock") as lock, pytest.raises(RuntimeError):
        lock.acquire()


def test_a_process_that_is_killed_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    root = Path(__file__).parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(PortFault):
            ProfileLock(path).acquire()
        holder.kill()
        holder.wait()
        with ProfileLock(path) as lock:
            assert lock.held


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PortFault) as caught:
        ProfileLock(tmp_path / "file" / "lock").acquire()
    assert caught.value.fault.code == "database-read-only"
