"""The lock that waits, between threads and between processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop.core.faults import PortFault
from desktop.net.file_lock import FileLock


def test_only_one_thread_is_inside_at_a_time(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "turn.lock")
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(50):
            with lock:
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (inside, most) == (0, 1)


def test_another_process_waits_until_it_is_free(tmp_path: Path) -> None:
    path = tmp_path / "turn.lock"
    program = (
        "import sys; from pathlib import Path; from desktop.net.file_lock import FileLock\n"
        "print('asking', flush=True)\n"
        "with FileLock(Path(sys.argv[1])): print('inside', flush=True)"
    )
    with FileLock(path):
        other = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True)
        assert other.stdout is not None
        assert other.stdout.readline() == "asking\n"
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(timeout=0.2)
    with other:
        assert other.stdout.readline() == "inside\n"
    assert other.returncode == 0


def test_an_error_inside_frees_it(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "turn.lock")
    with pytest.raises(RuntimeError), lock:
        raise RuntimeError

    with lock:
        pass


def test_a_place_that_cannot_be_written_is_a_fault_and_does_not_keep_the_lock(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    lock = FileLock(tmp_path / "file" / "turn.lock")
    for _ in range(2):
        with pytest.raises(PortFault) as caught, lock:
            pass
        assert caught.value.fault.code == "read-only"
