"""Starting at login: the entry says what to start, the system's own switch is respected, refusals are told."""

from __future__ import annotations

import configparser
import plistlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from desktop.autostart import NAME, Login, own_command
from desktop.core.faults import PortFault

COMMAND = ["/opt/Smart Cloud/smartcloud-connect", "--background"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    return tmp_path


def test_linux_entry_is_written_read_and_taken_away(home: Path) -> None:
    login, file = Login("linux", COMMAND), home / "settings" / "autostart" / f"{NAME}.desktop"
    assert not login.enabled()
    login.set(True)
    entry = configparser.RawConfigParser()
    entry.read(file)
    assert entry["Desktop Entry"]["Exec"] == '"/opt/Smart Cloud/smartcloud-connect" --background'
    assert login.enabled()
    login.set(False)
    login.set(False)
    assert not login.enabled()
    assert not file.exists()


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_entry_that_the_desktop_switched_off_counts_as_off(home: Path, line: str) -> None:
    login, file = Login("linux", COMMAND), home / "settings" / "autostart" / f"{NAME}.desktop"
    login.set(True)
    file.write_text(f"[Desktop Entry]\nType=Application\n{line}\n", encoding="utf-8")
    assert not login.enabled()


def test_folder_that_cannot_be_written_is_told(home: Path) -> None:
    (home / "settings").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(PortFault, match="refused to change what starts at login"):
        Login("linux", COMMAND).set(True)


def test_mac_agent_is_written_read_and_taken_away(home: Path) -> None:
    login, file = Login("darwin", COMMAND), home / "Library" / "LaunchAgents" / f"{NAME}.plist"
    login.set(True)
    assert plistlib.loads(file.read_bytes())["ProgramArguments"] == COMMAND
    assert login.enabled()
    file.write_bytes(plistlib.dumps({"RunAtLoad": True, "Disabled": True}))
    assert not login.enabled()
    login.set(False)
    assert not file.exists()


class Registry(ModuleType):
    """The part of Windows' registry that is used, as its documentation says it behaves."""

    HKEY_CURRENT_USER, REG_SZ, KEY_SET_VALUE = 1, 1, 2

    def __init__(self) -> None:
        super().__init__("winreg")
        self.values: dict[tuple[str, str], Any] = {}

    @contextmanager
    def CreateKey(self, root: int, path: str) -> Iterator[str]:
        yield path

    @contextmanager
    def OpenKey(self, root: int, path: str, reserved: int = 0, access: int = 0) -> Iterator[str]:
        if not any(place == path for place, _ in self.values):
            raise FileNotFoundError(2, "no such key")
        yield path

    def SetValueEx(self, key: str, name: str, reserved: int, kind: int, value: Any) -> None:
        self.values[key, name] = value

    def QueryValueEx(self, key: str, name: str) -> tuple[Any, int]:
        if (key, name) not in self.values:
            raise FileNotFoundError(2, "no such value")
        return self.values[key, name], self.REG_SZ

    def DeleteValue(self, key: str, name: str) -> None:
        if self.values.pop((key, name), None) is None:
            raise FileNotFoundError(2, "no such value")


def test_windows_run_key_is_written_and_the_task_managers_switch_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = Registry()
    monkeypatch.setitem(sys.modules, "winreg", registry)
    login = Login("win32", COMMAND)
    assert not login.enabled()
    login.set(True)
    ((path, name),) = registry.values
    assert registry.values[path, name] == '"/opt/Smart Cloud/smartcloud-connect" --background'
    assert login.enabled()
    approved = path.replace(r"CurrentVersion\Run", r"CurrentVersion\Explorer\StartupApproved\Run")
    registry.values[approved, name] = b"\x03" + bytes(11)
    assert not login.enabled()
    registry.values[approved, name] = b"\x02" + bytes(11)
    assert login.enabled()
    login.set(False)
    assert not login.enabled()


def test_source_tree_starts_the_module_and_a_bundle_its_windowed_executable(monkeypatch: pytest.MonkeyPatch) -> None:
    assert own_command() == [sys.executable, "-m", "desktop", "--background"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/scc/smartcloud-connect-cli")
    assert own_command() == ["/opt/scc/smartcloud-connect", "--background"]
