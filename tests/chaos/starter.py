"""A process that has the program loaded and starts it on demand, each time in a process of its own.

Exists because loading takes ten times as long as a short session. Each start is a fork that runs the command line as
`python -m desktop` does, with the file of its profile and nothing else in common with the next. Must not know what for.
It speaks JSON lines: `{"words": [...], "typed": "...", "out": "path"}` in, `{"pid": ...}` and `{"status": ...}` out.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

LOADED = ("desktop.__main__", "desktop.cli.main", "desktop.wiring.connections", "desktop.logs", "desktop.paths")


def main() -> None:
    """Serve until the input ends."""
    for name in LOADED:
        importlib.import_module(name)
    _say({"loaded": True})
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _be_the_program(order)
        _say({"pid": child})
        _, status = os.waitpid(child, 0)
        _say({"status": os.waitstatus_to_exitcode(status)})


def _be_the_program(order: dict[str, Any]) -> None:
    from desktop.__main__ import command_line

    code = 1
    try:
        sys.stdin = io.StringIO(order["typed"])
        sys.stdout = Path(order["out"]).open("w", encoding="utf-8")  # noqa: SIM115 - it lives as long as the process
        code = command_line(order["words"])
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _say(message: dict[str, Any]) -> None:
    sys.__stdout__.write(json.dumps(message) + "\n")  # type: ignore[union-attr]
    sys.__stdout__.flush()  # type: ignore[union-attr]


if __name__ == "__main__":
    main()
