"""One call of the command line from its words to its exit code.

Exists as the only place that prints, and that turns faults into sentences and exit codes. What it works with comes
through `Doors`; it must not know how the program is put together.
"""

from __future__ import annotations

import argparse
import json
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol, TextIO

from desktop.app.reads import Program, Progress
from desktop.cli import as_json, commands, demo, render, setup
from desktop.cli.arguments import PROG, parser
from desktop.cli.commands import Answer, BadInput
from desktop.cli.dialogue import Dialogue, Script
from desktop.core.faults import ANSWERS, Fault, FaultClass, PortFault

CLEAN, OUR_BUG, USAGE, ENVIRONMENT, STOPPED = 0, 1, 2, 5, 130
LOG_NAME: Final = "desktop.log"
_PHASES: Final = {"crm": "Salesforce", "mailbox": "Outlook"}


class OpenProgram(Protocol):
    """Opens a profile; `progress` is told what a session is doing."""

    def __call__(self, profile: Path, progress: Callable[[Progress], None] = lambda _: None) -> Program:
        """The program of a profile. Raises PortFault."""
        ...


@dataclass(frozen=True, slots=True)
class Doors:
    """What the command line is given: the program, a world for the demonstration, the sandbox, the usual profile."""

    open_program: OpenProgram
    demo_world: Callable[[], AbstractContextManager[demo.DemoWorld]]
    serve_sandbox: Callable[[list[str]], int]
    default_profile: Callable[[], Path]
    make_trial: Callable[[Path], Path]
    """The profile of the trial that belongs to a profile."""


@dataclass(frozen=True, slots=True)
class Streams:
    """Where a call reads and writes."""

    typed: TextIO
    out: TextIO
    errors: TextIO


def run(argv: Sequence[str], doors: Doors, streams: Streams | None = None) -> int:
    """Run one command and return its exit code; usage errors raise SystemExit(2) as argparse does."""
    streams = streams or Streams(sys.stdin, sys.stdout, sys.stderr)
    words = list(argv)
    if words[:1] == ["sandbox"]:
        return doors.serve_sandbox(words[1:])
    options = parser().parse_args(words)
    if options.command is None:
        parser().print_help(streams.out)
        return CLEAN
    if options.command == "sandbox":
        return doors.serve_sandbox(words[words.index("sandbox") + 1 :])
    call = _Call(doors, streams, getattr(options, "json", False), getattr(options, "profile", None))
    return call.run(lambda: call.answer(options))


@dataclass(frozen=True, slots=True)
class _Call:
    doors: Doors
    streams: Streams
    as_json: bool
    profile: Path | None

    def run(self, work: Callable[[], Answer]) -> int:
        """Do the work and show its answer, or the fault that it met."""
        try:
            answer = work()
            self._show(answer)
            return answer.code
        except BrokenPipeError:
            # Whoever read the output has gone; Python must not complain about it at the end either.
            sys.stdout = None
            return CLEAN
        except PortFault as problem:
            return self._fail(problem.fault, ANSWERS[problem.fault.kind].exit_code or ENVIRONMENT)
        except BadInput as problem:
            return self._fail(Fault(FaultClass.UNSUPPORTED, "usage", str(problem), f"See {PROG} --help."), USAGE)
        except OSError as problem:
            where = f" ({problem.filename})" if problem.filename else ""
            message = f"This computer refused: {problem.strerror or problem}{where}."
            action = "See whether it is there, whether you may use it, and whether the disk is full."
            return self._fail(Fault(FaultClass.ENVIRONMENT, "system", message, action), ENVIRONMENT)
        except KeyboardInterrupt:
            self.streams.errors.write("\nStopped. What was written stays; the next sync goes on from here.\n")
            return STOPPED
        except Exception as bug:
            return self._fail(self._logged(bug), OUR_BUG)

    def answer(self, options: argparse.Namespace) -> Answer:
        """Run the command that the options name."""
        command: str = options.command
        if command == "demo":
            told = None if self.as_json else self.streams.out
            return demo.tell(self.doors.open_program, self.doors.demo_world, told)
        folder = self.doors.make_trial(self.folder) if getattr(options, "trial", False) else self.folder
        with self.doors.open_program(folder, self._progress()) as program:
            try:
                if command == "connect":
                    return commands.connect(program, options, self.streams.typed)
                if command == "setup":
                    return setup.set_up(program, self._person(options.answers))
                return commands.COMMANDS[command](program, options)
            finally:
                self._clear()

    def _person(self, answers: Path | None) -> setup.Person:
        if answers is not None:
            return Script(answers, self.streams.typed)
        return Dialogue(self.streams.typed, self.streams.errors)

    @property
    def folder(self) -> Path:
        """The profile of this call."""
        return self.profile or self.doors.default_profile()

    def _show(self, answer: Answer) -> None:
        if self.as_json:
            json.dump(answer.document, self.streams.out, indent=2, ensure_ascii=False)
            self.streams.out.write("\n")
        elif answer.text:
            self.streams.out.write(answer.text + "\n")
        self.streams.out.flush()

    def _fail(self, fault: Fault, code: int) -> int:
        if self.as_json:
            json.dump({"error": as_json.fault(fault)}, self.streams.out, indent=2, ensure_ascii=False)
            self.streams.out.write("\n")
        else:
            self.streams.errors.write(render.fault(fault) + "\n")
        return code

    def _logged(self, bug: Exception) -> Fault:
        """The fault that stands for a bug of ours; its traceback goes to the log of the profile."""
        action = ""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            log = self.folder / LOG_NAME
            with log.open("a", encoding="utf-8") as file:
                file.write(
                    f"{datetime.now(UTC).isoformat(timespec='seconds')} {''.join(traceback.format_exception(bug))}\n"
                )
            action = f"The details are in {log}; please send them to the makers."
        except OSError:
            action = "The details could not be written to the profile's log."
        message = f"Something went wrong in this program ({type(bug).__name__}). Nothing was lost."
        return Fault(FaultClass.OUR_BUG, "bug", message, action)

    def _progress(self) -> Callable[[Progress], None]:
        return self._tell if self.streams.errors.isatty() else lambda _: None

    def _tell(self, progress: Progress) -> None:
        phrase = f"{progress.phase} {progress.done}" if progress.done else progress.phase
        words = " ".join(_PHASES.get(word, word) for word in phrase.split())
        self.streams.errors.write(f"\r{words} …\x1b[K")
        self.streams.errors.flush()

    def _clear(self) -> None:
        if self.streams.errors.isatty():
            self.streams.errors.write("\r\x1b[K")
            self.streams.errors.flush()
