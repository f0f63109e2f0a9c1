"""The entry points: whom the words are for, and what must not be loaded before the icon is up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.__main__ import NO_SCREEN, TrayWords, begin_trial, main, read_tray_words
from desktop.core.faults import PortFault
from desktop.wiring import is_trial

LATE = ("exchangelib", "simple_salesforce", "zeep", "lxml", "requests", "msal", "keyring", "apscheduler")
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ([], TrayWords()),
        (["--background"], TrayWords(background=True)),
        (["--profile", "p", "--background"], TrayWords(Path("p"), background=True)),
        (["--profile=p"], TrayWords(Path("p"))),
        (["--profile"], None),
        (["--profile", "p", "status"], None),
        (["sync"], None),
        (["--help"], None),
    ],
)
def test_words_without_a_command_are_for_the_tray(words: list[str], meant: TrayWords | None) -> None:
    assert read_tray_words(words) == meant


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_screen_the_help_is_printed(no_screen: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "COMMAND" in capsys.readouterr().out


def test_tray_without_a_screen_says_what_works(no_screen: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--background"]) == NO_SCREEN
    assert "no screen" in capsys.readouterr().err


def test_nothing_heavy_is_loaded_before_the_icon_is_up() -> None:
    load = "import sys, desktop.__main__, desktop.ui.tray, desktop.ui.application"
    question = f"{load}, desktop.wiring; print([name for name in {LATE} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_dialect_of_the_mailbox_is_loaded_only_where_a_profile_uses_it() -> None:
    dialects = ["desktop.exchange.ews", "desktop.exchange.graph", "desktop.exchange.signin"]
    question = f"import sys, desktop.wiring.connections; print([name for name in {dialects} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_trial_is_a_process_of_its_own_on_a_profile_inside_the_persons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: begun.append(command))
    begin_trial(tmp_path)
    (command,) = begun
    assert command[-2:] == ["--profile", str(tmp_path / "sandbox")]
    assert "--background" not in command
    assert is_trial(tmp_path / "sandbox")
    assert not is_trial(tmp_path)


def test_trial_that_cannot_begin_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(PortFault, match="No space left"):
        begin_trial(tmp_path)
