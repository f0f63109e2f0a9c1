"""The entry points: `python -m desktop` is the tray where there is a screen, and the command line with a command.

Exists so that the parts are put together in `wiring` and used in `ui` and `cli`. Decides nothing about records; loads
nothing before it is needed: the icon is to be there at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.faults import PortFault

if TYPE_CHECKING:
    from desktop.app.engine import Engine, OpenProgram
    from desktop.app.facade import Program
    from desktop.app.instance import Answered, Call, Instance
    from desktop.app.ports import Tray
    from desktop.app.queries import Queries
    from desktop.cli.main import Doors
    from desktop.sync.context import Progress

NO_SCREEN = 5
CLAIMS = 5


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
    from desktop.cli.main import run

    return run(words, _doors())


def tray(words: TrayWords) -> int:
    """Show the tray until the person quits; where one runs on the profile already, bring that one to the front."""
    from desktop import paths

    profile = words.profile or paths.default_profile()
    try:
        instance = _claim(profile, words)
    except PortFault as problem:
        from desktop.ui.application import refuse

        return refuse(problem.fault)
    if instance is None:
        return 0
    opened: list[Program] = []
    with ExitStack() as at_the_end:
        at_the_end.callback(_sweep, profile, opened)
        at_the_end.callback(instance.close)
        return _show(words.background, profile, opened, instance, at_the_end)


def _sweep(profile: Path, opened: list[Program]) -> None:
    """Whoever wiped the profile could not take the ground from under the running program; now it has ended."""
    if any(program.wiped for program in opened):
        from desktop.app.leaving import remove_files

        remove_files(profile)


def _claim(profile: Path, words: TrayWords) -> Instance | None:
    """Become the one program of a profile, or have the one that is show itself: None."""
    import time

    from desktop.app.instance import Call, Instance, hand_over

    # More than once, since a command that looks whether somebody is there holds the lock for a moment.
    for _ in range(CLAIMS):
        instance = Instance.claim(profile)
        if instance is not None:
            return instance
        if not words.background and hand_over(profile, Call(["show"])) is not None:
            return None
        time.sleep(0.05)
    return None


def _show(background: bool, profile: Path, opened: list[Program], instance: Instance, at_the_end: ExitStack) -> int:
    from desktop.autostart import Login
    from desktop.system import SystemClock
    from desktop.ui.application import Parts, run

    def icon_is_up(engine: Engine, tray: Tray) -> None:
        # Loaded now and not before, and the command line with the first call.
        from desktop.logs import Log

        log = Log(profile)
        with suppress(OSError):  # the windows tell it better, when the program cannot be opened
            log.start()
            log.catch()
        at_the_end.callback(log.stop)

        def answered(call: Call) -> Answered:
            from desktop.cli.reception import answer_call
            from desktop.cli.running import Running

            return answer_call(call, replace(_doors(), running=Running(engine.submit, tray)))

        instance.serve(answered)

    parts = Parts(
        profile=profile,
        clock=SystemClock(),
        open_program=_opening(profile, opened),
        open_queries=lambda: _reading(profile),
        autostart=Login(),
        begin_trial=lambda: begin_trial(profile),
        icon_is_up=icon_is_up,
    )
    return run(parts, background)


def _doors() -> Doors:
    from desktop import logs, paths, wiring
    from desktop.cli.main import Doors

    return Doors(
        wiring.open_program,
        wiring.demo_world,
        wiring.serve_sandbox,
        paths.default_profile,
        wiring.make_trial,
        logs.keep_bug,
    )


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


def begin_trial(profile: Path) -> None:
    """Start the program on the trial of a profile, as a process that outlives this one."""
    import subprocess

    from desktop import wiring
    from desktop.autostart import own_command
    from desktop.core.faults import Fault, FaultClass

    try:
        trial = wiring.make_trial(profile)
        command = [word for word in own_command() if word != "--background"]
        subprocess.Popen([*command, "--profile", str(trial)], start_new_session=True)  # noqa: S603 - our own words
    except OSError as problem:
        message = f"The trial could not be started: {problem.strerror or problem}."
        raise PortFault(Fault(FaultClass.ENVIRONMENT, "trial", message, "See whether the disk is full.")) from problem


def _opening(profile: Path, opened: list[Program]) -> OpenProgram:
    def open_program(progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Program:
        # Loaded in the worker's thread, after the icon is up: it takes seconds.
        from desktop import wiring

        opened.append(wiring.open_program(profile, progress, cancelled))
        return opened[-1]

    return open_program


def _reading(profile: Path) -> AbstractContextManager[Queries]:
    from desktop.app.queries import reader

    return reader(profile)


if __name__ == "__main__":
    sys.exit(main())
