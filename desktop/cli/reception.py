"""What a running program does with a command that was handed over to it.

Exists beside `main`, which runs the command, as the way from a call to its answer.
"""

from __future__ import annotations

import io
from pathlib import Path

from desktop.app.instance import Answered, Call
from desktop.cli.main import USAGE, Doors, Streams, run

_OTHER_VERSION = (
    "The running SmartCloud Connect does not know this command. It is of another version: end it and start it anew.\n"
)


def answer_call(call: Call, doors: Doors) -> Answered:
    """Run the command of a call; `doors.running` says on what."""
    out, errors = io.StringIO(), io.StringIO()
    try:
        code = run(call.words, doors, Streams(io.StringIO(call.typed), out, errors), Path(call.folder))
    except SystemExit:
        # The caller's grammar took these words, so ours is another one.
        return Answered(USAGE, errors=_OTHER_VERSION)
    return Answered(code, out.getvalue(), errors.getvalue())
