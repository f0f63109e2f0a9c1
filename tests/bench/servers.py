"""A sandbox in a process of its own, and the count of what was asked of it.

Exists so that the servers' CPU and memory are never taken for the program's. Must not know what is measured.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

START_LIMIT_S = 300.0
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of both servers meanwhile: requests by `server operation`, the org's count of API calls, and the
    bytes of all bodies, there and back."""

    operations: dict[str, int]
    api_calls: int
    moved: int

    def of(self, server: str) -> int:
        """The requests to one server."""
        return sum(number for name, number in self.operations.items() if name.startswith(f"{server} "))

    def named(self, *operations: str) -> int:
        """The requests of these operations, named without their server."""
        return sum(number for name, number in self.operations.items() if name.split(" ", 1)[1] in operations)


class Servers:
    """A running sandbox: `ready` is the content of its ready file."""

    def __init__(self, ready: dict[str, Any], request_log: Path) -> None:
        self.ready = ready
        self._log = request_log
        self._offset = 0

    def asked(self) -> Asked:
        """What was asked since the last look. A line is in the log before its answer leaves."""
        with self._log.open("rb") as log:
            log.seek(self._offset)
            lines = [json.loads(line) for line in log]
            self._offset = log.tell()
        names = Counter(f"{line['server']} {line['operation']}" for line in lines)
        calls = sum(line["api_calls"] for line in lines if line["server"] == "salesforce")
        moved = sum(line["bytes_in"] + line["bytes_out"] for line in lines)
        return Asked(dict(names.most_common()), calls, moved)


@contextmanager
def servers(folder: Path, contacts: int) -> Iterator[Servers]:
    """A sandbox with so many contacts in Salesforce; `folder` takes its ready file and log. Ends with the block."""
    folder.mkdir(parents=True)
    ready_file, request_log = folder / "ready.json", folder / "requests.jsonl"
    command = [sys.executable, "-m", "desktop", "sandbox", "serve", "--contacts", str(contacts)]
    command += ["--ready-file", str(ready_file), "--request-log", str(request_log)]
    with (
        (folder / "output.txt").open("wb") as output,
        subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT) as process,
    ):
        try:
            yield Servers(_ready(ready_file, process), request_log)
        finally:
            process.terminate()
            process.wait()


def _ready(ready_file: Path, process: subprocess.Popen[bytes]) -> dict[str, Any]:
    until = time.monotonic() + START_LIMIT_S
    while not ready_file.exists():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError("the sandbox did not start")
        time.sleep(0.05)
    found: dict[str, Any] = json.loads(ready_file.read_bytes())
    return found
