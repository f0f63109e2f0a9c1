"""Commands and a running program: what is handed over, what comes back, and what it does with it."""

from __future__ import annotations

import json
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from desktop.app.instance import LOCK, Answered, Call, Instance
from desktop.app.reads import Program
from desktop.cli.main import LOOKS
from desktop.cli.reception import answer_call
from desktop.cli.running import Running
from desktop.core.faults import Fault, FaultClass, PortFault
from tests.unit.cli.fakes import AT, FakeProgram, Terminal

TOKENS = json.dumps({"access_token": "at", "refresh_token": "rt"})
SALESFORCE = ("connect", "salesforce", "--instance-url", "https://org.example", "--token-stdin")
EXCHANGE = ("connect", "exchange", "--ews-url", "https://m.example", "--username", "ada", "--password-stdin")


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


class Icon:
    """The running program's own side: does at once what it is told."""

    def __init__(self) -> None:
        self.told: list[Any] = []
        self.fault: Exception | None = None
        self.busy = False

    def show(self) -> None:
        self.told.append("show")

    def quit(self) -> None:
        self.told.append("quit")

    def pause(self, until: datetime) -> Future[None]:
        return self._noted(("pause", until))

    def resume(self) -> Future[None]:
        return self._noted("resume")

    def _noted(self, what: Any) -> Future[None]:
        self.told.append(what)
        done: Future[None] = Future()
        if self.fault is not None:
            done.set_exception(self.fault)
        elif not self.busy:
            done.set_result(None)
        return done


class Host:
    """A running program: a terminal's doors with its own program and icon behind them."""

    def __init__(self, home: Path) -> None:
        self.terminal, self.icon = Terminal(home), Icon()
        self.stopped = False
        self.terminal.running = Running(self._submit, self.icon)

    @property
    def program(self) -> FakeProgram:
        return self.terminal.program

    def answer(self, *words: str, typed: str = "", folder: Path = Path()) -> Answered:
        return answer_call(Call(list(words), typed, str(folder)), self.terminal.doors())

    def _submit(self, work: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self.stopped:
            future.cancel()
            return future
        try:
            future.set_result(work(cast(Program, self.terminal.program)))
        except Exception as problem:
            future.set_exception(problem)
        return future


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)


def test_a_running_program_gets_the_words_and_its_answer_is_the_answer(terminal: Terminal) -> None:
    terminal.answered = Answered(3, "out\n", "errors\n")
    assert terminal.run("sync", "--yes", "--profile", "P") == 3
    assert (terminal.out, terminal.errors) == ("out\n", "errors\n")
    assert terminal.handed == [(Path("P"), Call(["sync", "--yes", "--profile", "P"], "", str(Path.cwd())))]
    assert terminal.profiles == []


def test_without_a_running_program_the_command_runs_here(terminal: Terminal) -> None:
    assert terminal.run("sync") == 0
    assert [call.words for _, call in terminal.handed] == [["sync"]]
    assert terminal.program.told[0] == ("sync", False)


@pytest.mark.parametrize("command", ["diagnostics", *sorted(LOOKS)])
def test_looking_never_waits_for_a_running_program(terminal: Terminal, command: str) -> None:
    terminal.answered = Answered(0, "not from here")
    assert terminal.run(command) == 0
    assert terminal.handed == []
    assert "not from here" not in terminal.out


def test_whoever_serves_a_trial_answers_also_what_only_looks(terminal: Terminal, tmp_path: Path) -> None:
    terminal.answered = Answered(0, "from there")
    (tmp_path / "servers.lock").touch()
    assert terminal.run("status", "--profile", str(tmp_path)) == 0
    assert terminal.out == "from there"


def test_ctrl_c_says_that_the_running_program_goes_on(terminal: Terminal) -> None:
    def interrupted(profile: Path, call: Call) -> Answered | None:
        raise KeyboardInterrupt

    answered = answer_call(Call(["sync"]), replace(terminal.doors(), hand_over=interrupted))
    assert answered.code == 130
    assert "The running SmartCloud Connect goes on with it." in answered.errors


def test_wrong_words_are_handed_over_to_nobody(terminal: Terminal) -> None:
    terminal.answered = Answered(0)
    with pytest.raises(SystemExit):
        terminal.run("resolve", "x")
    assert terminal.handed == []


@pytest.mark.parametrize(
    ("words", "typed", "crosses"),
    [
        (SALESFORCE, TOKENS, TOKENS),
        (EXCHANGE, "s3cret\nmore", "s3cret\n"),
        (("setup", "--answers", "F"), '{"password": "x"}', '{"password": "x"}'),
        (("setup",), "an answer\n", ""),
        (("sync",), "not for us", ""),
    ],
)
def test_standard_input_crosses_as_far_as_the_command_takes_it(
    terminal: Terminal, words: tuple[str, ...], typed: str, crosses: str
) -> None:
    terminal.answered, terminal.typed = Answered(0), typed
    terminal.run(*words)
    assert [call.typed for _, call in terminal.handed] == [crosses]


def test_what_was_read_for_nobody_is_still_there_for_the_command(terminal: Terminal) -> None:
    terminal.typed = "s3cret\n"
    assert terminal.run(*EXCHANGE) == 0
    assert dict(terminal.program.told)["exchange"].password == "s3cret"


@pytest.mark.parametrize("command", ["show", "pause", "resume", "quit"])
def test_commands_for_a_running_program_say_that_none_runs(terminal: Terminal, command: str) -> None:
    assert terminal.run(command) == 5
    assert terminal.errors.startswith("SmartCloud Connect is not running on this profile.")
    assert terminal.profiles == []


def test_a_running_program_that_does_not_answer_is_a_fault(terminal: Terminal) -> None:
    fault = Fault(FaultClass.ENVIRONMENT, "instance-silent", "It does not answer.", "Try again.")

    def silent(profile: Path, call: Call) -> Answered | None:
        raise PortFault(fault)

    answered = answer_call(Call(["sync"]), replace(terminal.doors(), hand_over=silent))
    assert answered == Answered(5, errors="It does not answer. Try again.\n")


def test_a_command_works_on_the_running_program_and_leaves_it_open(host: Host) -> None:
    answered = host.answer("sync", "--yes")
    assert answered.code == 0
    assert "Salesforce and Outlook hold the same now." in answered.out
    assert host.program.told == [("sync", True)]
    assert host.terminal.profiles == []
    assert host.terminal.handed == []


def test_json_and_exit_codes_are_those_of_the_command(host: Host) -> None:
    fault = Fault(FaultClass.AUTH_NEEDED, "auth", "Signed out.", "Sign in.")
    host.terminal.program = FakeProgram(raises=PortFault(fault))
    answered = host.answer("--json", "sync")
    assert answered.code == 4
    assert json.loads(answered.out)["error"]["code"] == "auth"


def test_standard_input_arrives(host: Host) -> None:
    answered = host.answer(*EXCHANGE, typed="s3cret\n")
    assert answered.code == 0
    assert dict(host.program.told)["exchange"].password == "s3cret"
    assert "s3cret" not in answered.out + answered.errors


def test_relative_paths_are_meant_from_the_callers_folder(host: Host, tmp_path: Path) -> None:
    answered = host.answer("connect", "sandbox", "--ready-file", "ready.json", folder=tmp_path / "theirs")
    assert answered.code == 5
    assert str(tmp_path / "theirs" / "ready.json") in " ".join(answered.errors.split())
    host.answer(*EXCHANGE, "--ca-file", "ca.pem", typed="s3cret\n", folder=tmp_path)
    assert dict(host.program.told)["exchange"].ca_file == str(tmp_path / "ca.pem")


def test_words_of_another_version_are_answered(host: Host) -> None:
    answered = host.answer("levitate")
    assert answered.code == 2
    assert "It is of another version" in answered.errors


def test_a_program_that_is_ending_says_so(host: Host) -> None:
    host.stopped = True
    answered = host.answer("sync")
    assert answered.code == 5
    assert answered.errors.startswith("SmartCloud Connect is ending; it has not begun with this.")


def test_a_set_up_with_questions_is_for_the_window_of_a_running_program(host: Host) -> None:
    answered = host.answer("setup")
    assert answered.code == 5
    assert "the set-up cannot ask questions here" in " ".join(answered.errors.split())


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ((), AT + timedelta(minutes=30)),
        (("45m",), AT + timedelta(minutes=45)),
        (("2h",), AT + timedelta(hours=2)),
        (("3d",), AT + timedelta(days=3)),
    ],
)
def test_pause_lasts_as_long_as_was_said(host: Host, words: tuple[str, ...], until: datetime) -> None:
    answered = host.answer("pause", *words, "--json")
    assert answered.code == 0
    assert host.icon.told == [("pause", until)]
    assert json.loads(answered.out) == {"paused_until": until.isoformat()}


def test_pause_until_tomorrow_ends_at_the_next_midnight_here(host: Host) -> None:
    host.answer("pause", "tomorrow")
    ((_, until),) = host.icon.told
    local = until.astimezone()
    assert (local.hour, local.minute, local.second) == (0, 0, 0)
    assert timedelta(0) < until - AT <= timedelta(hours=25)


@pytest.mark.parametrize("words", ["", "0m", "soon", "30", "-5m", "5w", "99999d", "30m2h"])
def test_a_pause_of_no_time_is_a_usage_error(host: Host, words: str) -> None:
    answered = host.answer("pause", words) if not words.startswith("-") else host.answer("pause", "--", words)
    assert answered.code == 2
    assert "Say 30m, 2h, 3d or tomorrow." in " ".join(answered.errors.split())
    assert host.icon.told == []


def test_a_pause_that_cannot_be_noted_is_a_fault(host: Host) -> None:
    host.icon.fault = PortFault(Fault(FaultClass.ENVIRONMENT, "disk-full", "The disk is full."))
    assert host.answer("pause") == Answered(5, errors="The disk is full.\n")


def test_a_pause_during_a_session_is_not_waited_for(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.cli.running.PATIENCE_S", 0)
    host.icon.busy = True
    assert host.answer("pause").code == 0


def test_show_resume_and_quit_reach_the_running_program(host: Host) -> None:
    assert [host.answer(word).code for word in ("show", "resume", "quit")] == [0, 0, 0]
    assert host.icon.told == ["show", "resume", "quit"]
    assert host.program.told == []


def test_wiping_a_running_program_ends_it(host: Host) -> None:
    answered = host.answer("wipe", "--yes")
    assert answered.code == 0
    assert host.program.told == [("wiped", None)]
    assert host.icon.told == ["quit"]


@pytest.mark.parametrize("runs", [True, False])
def test_wiping_needs_a_yes(host: Host, terminal: Terminal, runs: bool) -> None:
    answered = host.answer("wipe") if runs else None
    code = answered.code if answered else terminal.run("wipe")
    errors = answered.errors if answered else terminal.errors
    assert code == 2
    assert "say wipe --yes" in " ".join(errors.split())
    assert [host.icon.told, host.program.told, terminal.program.told] == [[], [], []]
    assert terminal.profiles == []


def test_wiping_here_keeps_others_from_beginning_and_leaves_no_trace(terminal: Terminal, tmp_path: Path) -> None:
    began: list[Instance | None] = []

    class Watched(FakeProgram):
        def wipe(self) -> None:
            began.append(Instance.claim(tmp_path / "usual"))
            super().wipe()

    terminal.program = Watched()
    assert terminal.run("wipe", "--yes") == 0
    assert terminal.program.told == [("wiped", None), ("closed", None)]
    assert began == [None]
    assert not (tmp_path / "usual").exists()


def test_wiping_what_somebody_just_began_to_work_on_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    claimed = Instance.claim(tmp_path / "usual")
    assert claimed is not None
    assert terminal.run("wipe", "--yes") == 5
    claimed.close()
    assert terminal.program.told == []
    assert (tmp_path / "usual" / LOCK).exists()


def test_signing_out_says_what_stays(terminal: Terminal) -> None:
    assert terminal.run("sign-out", "salesforce") == 0
    assert "is forgotten on this computer. The contacts and their links stay." in " ".join(terminal.out.split())
    assert terminal.run("sign-out", "mailbox", "--json") == 0
    assert json.loads(terminal.out)["signed_out"]["side"] == "mailbox"
    assert [what for what, _ in terminal.program.told if what == "sign out"] == ["sign out"] * 2
