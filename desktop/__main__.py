"""The entry points: `python -m desktop` is the tray where there is a screen, and the command line with a command.

Exists so that the parts are put together in `wiring` and used in `ui` and `cli`. Decides nothing about records; loads
nothing before it is needed: the icon is to be there at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.app.engine import OpenProgram
    from desktop.app.facade import Program
    from desktop.app.queries import Queries
    from desktop.sync.context import Progress

NO_SCREEN = 5


@dataclass(frozen=True, slots=True)
class TrayWords:
    """How the tray was started: on which profile (None: the person's own), and whether it keeps to the background."""

    profile: Path | None = None
    background: bool = False


def main(argv: Sequence[str] | None = None) -> int:
    """Show the tray, or run one command of the command line; the exit code.

    Without a command and without a screen it prints the help.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    tray_words = read_tray_words(words)
    if tray_words is None or (not words and not has_screen()):
        return command_line(words)
    if not has_screen():
        sys.stderr.write("There is no screen to show the tray on. The command line works without: --help tells how.\n")
        return NO_SCREEN
    return tray(tray_words)


def command_line(argv: Sequence[str] | None = None) -> int:
    """Run one command of the command line and return its exit code; without any word it prints the help."""
    words = sys.argv[1:] if argv is None else list(argv)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # A name in letters that a terminal lacks must not end the program.
            reconfigure(errors="replace")
    if words == ["--selftest"]:
        from desktop.selftest.checks import run as check

        return check(sys.stdout)
    from desktop import paths, wiring
    from desktop.cli.main import Doors, run

    doors = Doors(
        wiring.open_program, wiring.demo_world, wiring.serve_sandbox, paths.default_profile, wiring.make_trial
    )
    return run(words, doors)


def tray(words: TrayWords) -> int:
    """Show the tray until the person quits."""
    from desktop import paths
    from desktop.autostart import Login
    from desktop.system import SystemClock
    from desktop.ui.application import Parts, run

    profile = words.profile or paths.default_profile()
    parts = Parts(
        profile=profile,
        clock=SystemClock(),
        open_program=_opening(profile),
        open_queries=lambda: _reading(profile),
        autostart=Login(),
        begin_trial=lambda: _begin_trial(profile),
    )
    return run(parts, words.background)


def read_tray_words(words: Sequence[str]) -> TrayWords | None:
    """What the words say to the tray; None where they are for the command line."""
    profile, background, rest = None, False, list(words)
    while rest:
        word = rest.pop(0)
        if word == "--background":
            background = True
        elif word == "--profile" and rest:
            profile = Path(rest.pop(0))
        elif word.startswith("--profile="):
            profile = Path(word.partition("=")[2])
        else:
            return None
    return TrayWords(profile, background)


def has_screen() -> bool:
    """Whether windows can be shown; only Linux may lack one."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _begin_trial(profile: Path) -> None:
    """Start the program on the trial of a profile, as a process that outlives this one."""
    import subprocess

    from desktop import wiring
    from desktop.autostart import own_command
    from desktop.core.faults import Fault, FaultClass, PortFault

    try:
        trial = wiring.make_trial(profile)
        command = [word for word in own_command() if word != "--background"]
        subprocess.Popen([*command, "--profile", str(trial)], start_new_session=True)  # noqa: S603 - our own words
    except OSError as problem:
        message = f"The trial could not be started: {problem.strerror or problem}."
        raise PortFault(Fault(FaultClass.ENVIRONMENT, "trial", message, "See whether the disk is full.")) from problem


def _opening(profile: Path) -> OpenProgram:
    def open_program(progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Program:
        # Loaded in the worker's thread, after the icon is up: it takes seconds.
        from desktop import wiring

        return wiring.open_program(profile, progress, cancelled)

    return open_program


def _reading(profile: Path) -> AbstractContextManager[Queries]:
    from desktop.app.queries import reader

    return reader(profile)


if __name__ == "__main__":
    sys.exit(main())
