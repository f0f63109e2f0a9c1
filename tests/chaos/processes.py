"""The processes of a run: the program, started warm or cold and killed at will, and the sandbox.

Exists as the only place that starts and ends processes. Must not know when the program is to die.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from tests.conftest import ROOT

DEADLY = -int(getattr(signal, "SIGKILL", 9))
PATIENCE_S = 120.0
GLANCE_S = 0.02


class HangsError(Exception):
    """A process did not end, or did not start, in time."""


class Starts(Protocol):
    """A way to run the program."""

    def run(self, *words: str, typed: str = "") -> tuple[int, str]:
        """Exit code (negative: the signal that ended it) and standard output. Raises HangsError."""
        ...

    def kill(self) -> None:
        """End the running program as `kill -9` does, and return when it is gone; nothing where none runs."""
        ...

    def close(self) -> None:
        """End what serves the starts."""
        ...


class WarmStarts:
    """Runs the program in forks of a process that has it loaded."""

    def __init__(self, folder: Path) -> None:
        self._out = folder / "out.txt"
        self._pid: int | None = None
        self._gone, self._one = threading.Event(), threading.Lock()
        self._status = 0
        self._starter = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.starter"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._heard()

    def run(self, *words: str, typed: str = "") -> tuple[int, str]:
        """One run of the program."""
        assert self._starter.stdin is not None
        self._gone.clear()
        self._starter.stdin.write(json.dumps({"words": words, "typed": typed, "out": str(self._out)}) + "\n")
        self._starter.stdin.flush()
        self._pid = int(self._heard()["pid"])
        watch = threading.Thread(target=self._await_end)
        watch.start()
        if not self._gone.wait(PATIENCE_S):
            self.kill()
            raise HangsError(f"{' '.join(words)} did not end in {PATIENCE_S:.0f} seconds.")
        watch.join()
        return self._status, self._out.read_text("utf-8") if self._out.exists() else ""

    def _await_end(self) -> None:
        self._status = int(self._heard()["status"])
        with self._one:
            self._pid = None
        self._gone.set()

    def kill(self) -> None:
        """End it."""
        with self._one:
            if self._pid is None:
                return
            with suppress(ProcessLookupError):
                os.kill(self._pid, -DEADLY)
        self._gone.wait(PATIENCE_S)

    def close(self) -> None:
        """End the starter."""
        assert self._starter.stdin is not None
        self._starter.stdin.close()
        self._starter.wait()
        if self._starter.stdout is not None:
            self._starter.stdout.close()

    def _heard(self) -> dict[str, Any]:
        assert self._starter.stdout is not None
        line = self._starter.stdout.readline()
        if not line:
            raise HangsError("The process that starts the program has ended.")
        found: dict[str, Any] = json.loads(line)
        return found


class ColdStarts:
    """Runs the program as a person does, with everything loaded anew."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def run(self, *words: str, typed: str = "") -> tuple[int, str]:
        """One run of the program."""
        command = [sys.executable, "-m", "desktop", *words]
        with subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as self._process:
            try:
                out, _ = self._process.communicate(typed, timeout=PATIENCE_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                raise HangsError(f"{' '.join(words)} did not end in {PATIENCE_S:.0f} seconds.") from None
            return self._process.returncode, out

    def kill(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def close(self) -> None:
        """Nothing serves these starts."""


@contextmanager
def starts(folder: Path, cold: bool) -> Iterator[Starts]:
    """The way to run the program; always cold where processes cannot be forked."""
    chosen: Starts = ColdStarts() if cold or not hasattr(os, "fork") else WarmStarts(folder)
    try:
        yield chosen
    finally:
        chosen.close()


@contextmanager
def sandbox(folder: Path, *options: str) -> Iterator[dict[str, Any]]:
    """A sandbox in a process of its own: the content of its ready file."""
    ready = folder / "ready.json"
    command: Sequence[str] = [
        *(sys.executable, "-m", "desktop", "sandbox", "serve"),
        *("--ready-file", str(ready), *options),
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            ends = time.monotonic() + PATIENCE_S
            while not ready.exists():
                if process.poll() is not None or time.monotonic() > ends:
                    raise HangsError("The sandbox did not start.")
                time.sleep(GLANCE_S)
            yield json.loads(ready.read_text("utf-8"))
        finally:
            process.terminate()
