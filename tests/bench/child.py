"""One job in a fresh process: reads it as JSON from standard input, prints what it cost as JSON.

Exists so that CPU and memory are those of one job, its start and its imports included. Must not know the jobs.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a job cost: seconds, and the highest resident memory in MB. `result` is what the job tells of itself."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    result: dict[str, Any]


def measured(job: str, **arguments: Any) -> Cost:
    """Run a job (`module:function`, of this package) in a fresh process; RuntimeError with its output if it fails."""
    told = json.dumps({"job": job, "arguments": arguments})
    ran = subprocess.run([sys.executable, "-m", __name__], input=told, capture_output=True, text=True, cwd=ROOT)
    if ran.returncode:
        raise RuntimeError(f"{job} failed:\n{ran.stderr}")
    return Cost(**json.loads(ran.stdout.splitlines()[-1]))


def peak_mb() -> float:
    """The highest resident memory of this process. Linux hands a parent's peak down in ru_maxrss, but not in VmHWM."""
    if STATUS.exists():
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    unit = 1024 if sys.platform == "darwin" else 1
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / unit


def _main() -> None:
    begun = time.monotonic()
    told = json.loads(sys.stdin.read())
    module, function = told["job"].split(":")
    job = getattr(__import__(f"tests.bench.{module}", fromlist=[function]), function)
    result = job(**told["arguments"]) or {}
    used = resource.getrusage(resource.RUSAGE_SELF)
    cost = {
        "wall_s": time.monotonic() - begun,
        "cpu_s": used.ru_utime + used.ru_stime,
        "peak_mb": peak_mb(),
        "result": result,
    }
    print(json.dumps(cost))


if __name__ == "__main__":
    _main()
