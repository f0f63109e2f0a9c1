"""One call of the command line from its words to its exit code.

Exists as the only place that prints, and that turns faults into sentences and exit codes. What it works with comes
through `Doors`; it must not know how the program is put together.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol, TextIO

from desktop.app.instance import Answered, Call, Instance, hand_over
from desktop.app.leaving import SERVERS_LOCK, remove_files
from desktop.app.reads import Program, Progress
from desktop.cli import as_json, audit, commands, conflict_log, demo, explaining, link_field, render, running, setup
from desktop.cli.arguments import PROG, parser
from desktop.cli.commands import Answer
from desktop.cli.demo_world import DemoWorld
from desktop.cli.dialogue import Dialogue, Script
from desktop.cli.running import Running
from desktop.cli.typed import BadInput
from desktop.core.faults import ANSWERS, Fault, FaultClass, PortFault, bug

CLEAN, OUR_BUG, USAGE, ENVIRONMENT, STOPPED = 0, 1, 2, 5, 130
ALONE: Final = frozenset({"demo", "diagnostics", "admin-page"})
"""What needs no program on the profile."""
LOOKS: Final = frozenset({"status", "records", "conflicts", "holds", "issues", "history", "doctor", "exclusions"})
"""What only looks, and need not wait until a running program is done with a session."""
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
    demo_world: Callable[[], AbstractContextManager[DemoWorld]]
    serve_sandbox: Callable[[list[str]], int]
    default_profile: Callable[[], Path]
    make_trial: Callable[[Path], Path]
    """The profile of the trial that belongs to a profile."""
    keep_bug: Callable[[Path, Exception], Path]
    """Writes a bug to the log of a profile, and says where that is. Raises OSError where it cannot."""
    hand_over: Callable[[Path, Call], Answered | None] = hand_over
    running: Running | None = None
    """The running program of this very process: commands work on it and are handed over to nobody."""
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Streams:
    """Where a call reads and writes."""

    typed: TextIO
    out: TextIO
    errors: TextIO


def run(argv: Sequence[str], doors: Doors, streams: Streams | None = None, place: Path = Path()) -> int:
    """Run one command and return its exit code; usage errors raise SystemExit(2) as argparse does.

    Relative paths among the words are meant from `place`.
    """
    streams = streams or Streams(sys.stdin, sys.stdout, sys.stderr)
    words = list(argv)
    if words[:1] == ["sandbox"]:
        return doors.serve_sandbox(words[1:])
    options = parser(place).parse_args(words)
    if options.command is None:
        parser().print_help(streams.out)
        return CLEAN
    if options.command == "sandbox":
        return doors.serve_sandbox(words[words.index("sandbox") + 1 :])
    call = _Call(doors, streams, getattr(options, "json", False), getattr(options, "profile", None))
    return call.run(lambda: call.outcome(words, options))


@dataclass(frozen=True, slots=True)
class _Call:
    doors: Doors
    streams: Streams
    as_json: bool
    profile: Path | None

    def run(self, work: Callable[[], int]) -> int:
        """Do the work, or show the fault that it met; the exit code."""
        try:
            return work()
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
        except Exception as problem:
            return self._fail(self._logged(problem), OUR_BUG)

    def outcome(self, words: list[str], options: argparse.Namespace) -> int:
        """Have a running program do it, or do it here."""
        if not self._is_for_another(options):
            return self.show(self.answer(options))
        typed = commands.typed_for(options, self.streams.typed)
        try:
            answered = self.doors.hand_over(self._subject(options), Call(words, typed, str(Path.cwd())))
        except KeyboardInterrupt:
            self.streams.errors.write("\nNo longer waited for. The running SmartCloud Connect goes on with it.\n")
            return STOPPED
        if answered is not None:
            return self._passed_on(answered)
        if typed:
            again = replace(self, streams=replace(self.streams, typed=io.StringIO(typed)))
            return again.show(again.answer(options))
        return self.show(self.answer(options))

    def _is_for_another(self, options: argparse.Namespace) -> bool:
        """Whether a running program does it, where there is one."""
        if self.doors.running is not None or options.command in ALONE:
            return False
        # The simulated servers of a trial are those of one process, without which there is nothing to open.
        return options.command not in LOOKS or (self._subject(options) / SERVERS_LOCK).exists()

    def answer(self, options: argparse.Namespace) -> Answer:
        """Run the command that the options name."""
        command: str = options.command
        if command == "demo":
            told = None if self.as_json else self.streams.out
            return demo.tell(self.doors.open_program, self.doors.demo_world, told)
        if command == "diagnostics":
            return commands.diagnostics(self.folder)
        if command == "admin-page":
            return commands.admin_page(options)
        if command in running.COMMANDS:
            if self.doors.running is None:
                raise running.not_running()
            return running.COMMANDS[command](self.doors.running.tray, options, self.doors.now())
        if command == "wipe":
            return self._wipe(options)
        return self._on_program(options, lambda program: self._told(program, options))

    def _told(self, program: Program, options: argparse.Namespace) -> Answer:
        command: str = options.command
        options.show = self._show_page
        try:
            if command == "connect":
                return commands.connect(program, options, self.streams.typed)
            if command == "setup":
                return setup.set_up(program, self._person(options.answers))
            if command == "audit":
                return audit.audit(program, options)
            known = commands.COMMANDS | conflict_log.COMMANDS | explaining.COMMANDS | link_field.COMMANDS
            return known[command](program, options)
        finally:
            self._clear()

    def _on_program(self, options: argparse.Namespace, work: Callable[[Program], Answer]) -> Answer:
        at_work = self.doors.running
        if at_work is None:
            with self.doors.open_program(self._subject(options), self._progress()) as program:
                if program.rebuilt is not None:
                    self.streams.errors.write(render.fault(program.rebuilt) + "\n")
                return work(program)
        try:
            return at_work.submit(work).result()
        except CancelledError:
            raise running.ending() from None

    def _wipe(self, options: argparse.Namespace) -> Answer:
        """Nobody may begin to work on a profile while it is wiped, and a program that works on it ends."""
        commands.agree_to_wipe(options)
        at_work = self.doors.running
        if at_work is not None:
            answer = self._on_program(options, commands.wipe)
            at_work.tray.quit()
            return answer
        instance = Instance.claim(self.folder)
        if instance is None:
            raise running.ending()
        try:
            answer = self._on_program(options, commands.wipe)
        finally:
            instance.close()
        remove_files(self.folder)
        return answer

    def _subject(self, options: argparse.Namespace) -> Path:
        """The profile that the command works on."""
        return self.doors.make_trial(self.folder) if getattr(options, "trial", False) else self.folder

    def _person(self, answers: Path | None) -> setup.Person:
        if answers is not None:
            return Script(answers, self.streams.typed)
        if self.doors.running is not None:
            raise running.needs_terminal()
        return Dialogue(self.streams.typed, self.streams.errors)

    @property
    def folder(self) -> Path:
        """The profile of this call."""
        return self.profile or self.doors.default_profile()

    def _passed_on(self, answered: Answered) -> int:
        self.streams.out.write(answered.out)
        self.streams.errors.write(answered.errors)
        self.streams.out.flush()
        return answered.code

    def show(self, answer: Answer) -> int:
        """Print an answer; its exit code."""
        if self.as_json:
            json.dump(answer.document, self.streams.out, indent=2, ensure_ascii=False)
            self.streams.out.write("\n")
        elif answer.text:
            self.streams.out.write(answer.text + "\n")
        self.streams.out.flush()
        return answer.code

    def _fail(self, fault: Fault, code: int) -> int:
        if self.as_json:
            json.dump({"error": as_json.fault(fault)}, self.streams.out, indent=2, ensure_ascii=False)
            self.streams.out.write("\n")
        else:
            self.streams.errors.write(render.fault(fault) + "\n")
        return code

    def _logged(self, problem: Exception) -> Fault:
        """The fault that stands for a bug of ours; its traceback goes to the log of the profile."""
        try:
            log = self.doors.keep_bug(self.folder, problem)
        except OSError:
            return replace(bug(problem), action="The details could not be written to the profile's log.")
        return replace(bug(problem), action=f"The details are in {log}; please send them to the makers.")

    def _progress(self) -> Callable[[Progress], None]:
        return self._tell if self.streams.errors.isatty() else lambda _: None

    def _tell(self, progress: Progress) -> None:
        phrase = f"{progress.phase} {progress.done}" if progress.done else progress.phase
        words = " ".join(_PHASES.get(word, word) for word in phrase.split())
        self.streams.errors.write(f"\r{words} …\x1b[K")
        self.streams.errors.flush()

    def _show_page(self, address: str, code: str = "") -> None:
        told = f"On any device, open\n{address}\nand type the code {code}\n"
        if not code:
            told = f"Sign in on the page that opens in your browser. If none opens, open\n{address}\n"
        self.streams.errors.write(told)
        self.streams.errors.flush()

    def _clear(self) -> None:
        if self.streams.errors.isatty():
            self.streams.errors.write("\r\x1b[K")
            self.streams.errors.flush()
