"""Doing one thing at a time and saying so: a plain sentence, then how long it took or why it failed.

It must not know what the steps are for.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

TAIL_LINES = 25


class SetupFailed(Exception):
    """The set-up cannot go on; the text is one sentence with what to do."""


def say(sentence: str) -> None:
    """Print one line at once."""
    print(sentence, flush=True)


def do(sentence: str, command: Sequence[str], env: Mapping[str, str] | None = None, cwd: Path | None = None) -> bool:
    """Run a command behind "sentence ... 12 s"; its output is shown only when it fails. True when it succeeded."""
    print(f"{sentence} ... ", end="", flush=True)
    began = time.monotonic()
    try:
        done = subprocess.run(
            command,
            env={**os.environ, **(env or {})},
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except OSError as fault:
        say(f"failed: {fault}")
        return False
    if done.returncode == 0:
        say(f"{time.monotonic() - began:.0f} s")
        return True
    say(f"failed with exit code {done.returncode}:")
    for line in done.stdout.decode(errors="replace").splitlines()[-TAIL_LINES:]:
        say(f"    {line}")
    return False
