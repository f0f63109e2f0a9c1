"""A screen for processes with windows: the one that is there, a virtual one, or none at all.

Must not know what is shown on it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """The environment for processes with windows; Qt's own off-screen platform where nothing else is."""
    if os.environ.get("DISPLAY"):
        yield dict(os.environ)
        return
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        yield {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        return
    read, write = os.pipe()
    command = [xvfb, "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
        yield {**environment, "DISPLAY": f":{number}"}
    finally:
        server.terminate()
        server.wait()
