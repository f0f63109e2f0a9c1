"""One instance a profile: who is it, what is handed over to it, and who is refused."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.connection import Listener
from pathlib import Path

import pytest

from desktop.app import instance as rooms
from desktop.app import local_line
from desktop.app.instance import LARGEST_CALL, LOCK, PLACE, Answered, Call, Instance, hand_over
from desktop.core.faults import PortFault
from tests.conftest import ROOT

WAIT = 20
HOLDER = """
import sys, threading
from pathlib import Path
from desktop.app.instance import Answered, Instance
held = Instance.claim(Path(sys.argv[1]))
held.serve(lambda call: Answered(7, " ".join(call.words)))
while not (Path(sys.argv[1]) / "instance.json").exists():
    threading.Event().wait(0.01)
print("ready", flush=True)
threading.Event().wait()
"""


class Heard:
    """Answers calls and keeps them."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.answer = Answered(3, "out\n", "errors\n")

    def __call__(self, call: Call) -> Answered:
        self.calls.append(call)
        return self.answer


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def running(tmp_path: Path, heard: Heard) -> Iterator[Instance]:
    """An instance that answers."""
    claimed = Instance.claim(tmp_path)
    assert claimed is not None
    claimed.serve(heard)
    yield claimed
    claimed.close()


def test_a_profile_has_one_instance_until_that_one_lets_go(tmp_path: Path) -> None:
    first = Instance.claim(tmp_path)
    assert first is not None
    assert Instance.claim(tmp_path) is None
    first.close()
    second = Instance.claim(tmp_path)
    assert second is not None
    second.close()


def test_profiles_have_instances_of_their_own(tmp_path: Path) -> None:
    claimed = [Instance.claim(tmp_path / name) for name in "ab"]
    assert None not in claimed
    for each in claimed:
        if each is not None:
            each.close()


def test_a_command_and_its_answer_cross_whole(tmp_path: Path, running: Instance, heard: Heard) -> None:
    call = Call(["sync", "--yes", "Zoë ☃"], "p\u00e4ss\nword\n", "somewhere")
    assert hand_over(tmp_path, call) == Answered(3, "out\n", "errors\n")
    assert heard.calls == [call]


def test_nobody_to_hand_over_to_makes_no_folder(tmp_path: Path) -> None:
    assert hand_over(tmp_path / "none", Call(["sync"])) is None
    assert list(tmp_path.iterdir()) == []


def test_after_the_instance_closed_nobody_is_there_and_nothing_of_it_is_left(tmp_path: Path, heard: Heard) -> None:
    claimed = Instance.claim(tmp_path)
    assert claimed is not None
    claimed.serve(heard)
    assert hand_over(tmp_path, Call(["status"])) is not None
    claimed.close()
    assert hand_over(tmp_path, Call(["status"])) is None
    assert [path.name for path in tmp_path.iterdir()] == [LOCK]


def test_an_instance_that_does_not_listen_yet_is_waited_for(tmp_path: Path, heard: Heard) -> None:
    claimed = Instance.claim(tmp_path)
    assert claimed is not None
    answers: list[Answered | None] = []
    asking = threading.Thread(target=lambda: answers.append(hand_over(tmp_path, Call(["sync"]))))
    asking.start()
    claimed.serve(heard)
    asking.join(WAIT)
    claimed.close()
    assert answers == [heard.answer]


def test_an_instance_that_never_listens_is_named(tmp_path: Path) -> None:
    claimed = Instance.claim(tmp_path)
    assert claimed is not None
    with closing(claimed), pytest.raises(PortFault, match="does not answer"):
        hand_over(tmp_path, Call(["sync"]), patience_s=0)


def test_only_the_owner_can_read_the_key_and_use_the_socket(tmp_path: Path, running: Instance) -> None:
    hand_over(tmp_path, Call(["status"]))
    for name in (PLACE, "instance.socket", LOCK):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600, name


def test_a_caller_with_a_wrong_key_is_refused_unheard(tmp_path: Path, running: Instance, heard: Heard) -> None:
    hand_over(tmp_path, Call(["status"]))
    place = json.loads((tmp_path / PLACE).read_text("utf-8"))
    line = local_line.call(place["address"])
    with closing(line), pytest.raises(local_line.Refused):
        local_line.greet_instance(line, b"another key")
    (tmp_path / PLACE).write_text(json.dumps({**place, "key": "00" * 32}), "utf-8")
    with pytest.raises(PortFault, match="does not answer"):
        hand_over(tmp_path, Call(["sync"]), patience_s=0)
    assert [call.words for call in heard.calls] == [["status"]]


def test_a_caller_says_nothing_to_somebody_who_does_not_know_the_key(tmp_path: Path) -> None:
    """Somebody else took our address: the password that a command carries must not reach them."""
    told: list[bytes] = []
    listener = Listener(str(tmp_path / "foreign"), "AF_UNIX")

    def listen() -> None:
        with listener.accept() as line:
            line.send_bytes(bytes(32))
            told.append(line.recv_bytes())
            line.send_bytes(bytes(32))
            try:
                told.append(line.recv_bytes())
            except (EOFError, OSError):
                return

    thief = threading.Thread(target=listen)
    thief.start()
    claimed = Instance.claim(tmp_path)
    assert claimed is not None
    (tmp_path / PLACE).write_text(json.dumps({"address": str(tmp_path / "foreign"), "key": "11" * 32}), "utf-8")
    with closing(claimed), pytest.raises(PortFault, match="does not answer"):
        hand_over(tmp_path, Call(["connect"], "a password"), patience_s=0)
    thief.join(WAIT)
    listener.close()
    assert [len(each) for each in told] == [64]


@pytest.mark.parametrize(
    "told",
    [
        b"no json",
        b"[]",
        b'{"words": ["sync"]}',
        b'{"words": 5, "typed": "", "folder": ""}',
        b"x" * (LARGEST_CALL + 1),
    ],
)
def test_what_is_no_call_is_not_answered_and_harms_nobody(
    tmp_path: Path, running: Instance, heard: Heard, told: bytes
) -> None:
    hand_over(tmp_path, Call(["status"]))
    line = rooms._reach(tmp_path)
    assert line is not None
    with closing(line):
        try:
            line.send_bytes(told)
            line.recv_bytes(100)
        except (EOFError, OSError):
            pass
        else:
            raise AssertionError("it was answered")
    assert hand_over(tmp_path, Call(["status"])) == heard.answer


def test_a_caller_that_says_nothing_is_hung_up_on(
    tmp_path: Path, running: Instance, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_over(tmp_path, Call(["status"]))
    monkeypatch.setattr(local_line, "GREETING_S", 0.01)
    monkeypatch.setattr(rooms, "CALL_S", 0.01)
    address = json.loads((tmp_path / PLACE).read_text("utf-8"))["address"]
    silent = [local_line.call(address) for _ in range(3)]
    for line in silent:
        line.recv_bytes(32)
        with pytest.raises((EOFError, OSError)):
            line.recv_bytes(32)
        line.close()


def test_one_call_more_than_can_wait_is_hung_up_on_and_the_others_are_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "CALLS", 1)
    began, go = threading.Event(), threading.Event()

    def slow(call: Call) -> Answered:
        began.set()
        go.wait(WAIT)
        return Answered(0, call.words[0])

    claimed = Instance.claim(tmp_path)
    assert claimed is not None
    claimed.serve(slow)
    answers: list[Answered | None] = []
    asking = threading.Thread(target=lambda: answers.append(hand_over(tmp_path, Call(["first"]))))
    asking.start()
    assert began.wait(WAIT)
    with pytest.raises(PortFault, match="does not answer"):
        hand_over(tmp_path, Call(["second"]), patience_s=0)
    go.set()
    asking.join(WAIT)
    claimed.close()
    assert answers == [Answered(0, "first")]


def test_a_command_that_breaks_is_answered_as_a_bug(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def broken(call: Call) -> Answered:
        raise RuntimeError("broken on purpose")

    claimed = Instance.claim(tmp_path)
    assert claimed is not None
    claimed.serve(broken)
    answered = hand_over(tmp_path, Call(["connect"], "s3cret"))
    claimed.close()
    assert answered is not None
    assert answered.code == 1
    assert "Something went wrong in this program (RuntimeError)" in answered.errors
    assert "s3cret" not in caplog.text + answered.errors
    assert "broken on purpose" in caplog.text


def test_an_answer_that_is_under_way_gets_through_while_the_instance_closes(tmp_path: Path) -> None:
    began = threading.Event()
    claimed = Instance.claim(tmp_path)
    assert claimed is not None
    closing_began = threading.Event()

    def quit_first(call: Call) -> Answered:
        began.set()
        closing_began.wait(WAIT)
        return Answered(0, "bye")

    claimed.serve(quit_first)
    answers: list[Answered | None] = []
    asking = threading.Thread(target=lambda: answers.append(hand_over(tmp_path, Call(["quit"]))))
    asking.start()
    assert began.wait(WAIT)
    end = threading.Thread(target=claimed.close)
    end.start()
    closing_began.set()
    for thread in (asking, end):
        thread.join(WAIT)
    assert answers == [Answered(0, "bye")]


def test_a_call_that_is_too_long_is_refused_before_it_is_sent(tmp_path: Path, running: Instance) -> None:
    with pytest.raises(PortFault, match="longer than a mebibyte"):
        hand_over(tmp_path, Call(["connect"], "x" * LARGEST_CALL))


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files whose path is short, for us and for the processes that we start."""
    with tempfile.TemporaryDirectory(prefix="near") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


@pytest.fixture
def deep(near: Path) -> Path:
    """A profile whose path is too long for a socket."""
    return near / ("deep" * 40)


def test_a_profile_with_a_long_path_is_reached_by_a_folder_of_our_own(deep: Path, heard: Heard) -> None:
    claimed = Instance.claim(deep)
    assert claimed is not None
    claimed.serve(heard)
    assert hand_over(deep, Call(["status"])) == heard.answer
    place = Path(json.loads((deep / PLACE).read_text("utf-8"))["address"])
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    claimed.close()
    assert not place.parent.exists()


def killed(profile: Path) -> None:
    """An instance in a process of its own that was killed while it served."""
    command = [sys.executable, "-c", HOLDER, str(profile)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            assert Instance.claim(profile) is None
            assert hand_over(profile, Call(["from", "outside"])) == Answered(7, "from outside")
        finally:
            process.kill()
    assert (profile / PLACE).exists()


@pytest.mark.parametrize("name", ["short", "long" * 40])
def test_what_a_killed_instance_left_behind_is_in_nobodys_way(near: Path, heard: Heard, name: str) -> None:
    profile = near / name
    killed(profile)
    left = Path(json.loads((profile / PLACE).read_text("utf-8"))["address"])
    assert left.exists()
    assert hand_over(profile, Call(["sync"])) is None
    killed(profile)
    claimed = Instance.claim(profile)
    assert claimed is not None
    claimed.serve(heard)
    assert hand_over(profile, Call(["sync"])) == heard.answer
    claimed.close()
    assert not left.exists()
    assert list(near.glob("smartcloud-connect-*")) == []


def test_standard_input_is_in_no_text_of_a_call() -> None:
    assert "s3cret" not in repr(Call(["connect"], "s3cret"))
