"""Starting with the computer: an entry where each system looks when a person signs in.

Exists beside the composition root, since it is about this machine and nothing else. Linux: the XDG autostart folder
(https://specifications.freedesktop.org/autostart-spec/latest/), Windows: the Run key of the person
(https://learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys), macOS: a launch agent.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say

NAME, TITLE = "smartcloud-connect", "SmartCloud Connect"
_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
_DISABLED_BIT = 1
_GROUP = "Desktop Entry"


class Login:
    """Whether the program starts when the person signs in; fulfils `app.ports.Autostart`.

    `platform` and `command` are those of this process unless a test says otherwise.
    """

    def __init__(self, platform: str = sys.platform, command: list[str] | None = None) -> None:
        self._command = command or own_command()
        kinds: dict[str, Callable[[list[str]], Any]] = {"win32": _RunKey, "darwin": _LaunchAgent}
        self._entry = kinds.get(platform, _DesktopEntry)(self._command)

    def enabled(self) -> bool:
        """Whether it does; False where there is no entry, and where the system was told to ignore it."""
        try:
            return bool(self._entry.enabled())
        except (OSError, ValueError):
            return False

    def set(self, on: bool) -> None:
        """Write the entry or take it away. Raises PortFault `autostart` where the system refuses."""
        try:
            self._entry.write() if on else self._entry.remove()
        except OSError as problem:
            message = say(
                "This computer refused to change what starts at login: {problem}.", problem=problem.strerror or problem
            )
            action = say(
                "Give yourself the right to write to {place}, or set it in the system's own settings.",
                place=self._entry.place,
            )
            raise PortFault(Fault(FaultClass.ENVIRONMENT, "autostart", message, action)) from problem


def own_command() -> list[str]:
    """How this program is started in the background: the bundle's executable, or the module by its interpreter."""
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name(Path(sys.executable).name.replace("-cli", ""))), "--background"]
    return [sys.executable, "-m", "desktop", "--background"]


class _DesktopEntry:
    def __init__(self, command: list[str]) -> None:
        self._command = command
        folder = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
        self.place = Path(folder) / "autostart" / f"{NAME}.desktop"

    def enabled(self) -> bool:
        import configparser  # here and below: the tray must not wait for what only the settings need

        entry = configparser.RawConfigParser(strict=False)
        try:
            entry.read_string(self.place.read_text(encoding="utf-8"))
        except configparser.Error:
            return False
        hidden = entry.get(_GROUP, "Hidden", fallback="false").lower() == "true"
        return not hidden and entry.get(_GROUP, "X-GNOME-Autostart-enabled", fallback="true").lower() == "true"

    def write(self) -> None:
        self.place.parent.mkdir(parents=True, exist_ok=True)
        lines = [
            f"[{_GROUP}]",
            "Type=Application",
            f"Name={TITLE}",
            f"Exec={' '.join(_quoted(word) for word in self._command)}",
            f"Path={Path(__file__).resolve().parent.parent}",
            f"Icon={NAME}",
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
        ]
        self.place.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def remove(self) -> None:
        self.place.unlink(missing_ok=True)


class _RunKey:
    def __init__(self, command: list[str]) -> None:
        self._command = command
        self.place = rf"HKEY_CURRENT_USER\{_RUN}"
        import winreg

        # The module exists on Windows only, and so do its types.
        self._registry: Any = winreg

    def enabled(self) -> bool:
        if self._read(_RUN) is None:
            return False
        approved = self._read(_APPROVED)
        return not (isinstance(approved, bytes) and approved[:1] and approved[0] & _DISABLED_BIT)

    def write(self) -> None:
        import subprocess

        registry = self._registry
        with registry.CreateKey(registry.HKEY_CURRENT_USER, _RUN) as key:
            registry.SetValueEx(key, TITLE, 0, registry.REG_SZ, subprocess.list2cmdline(self._command))
        self._delete(_APPROVED)

    def remove(self) -> None:
        self._delete(_RUN)

    def _read(self, path: str) -> object:
        try:
            with self._registry.OpenKey(self._registry.HKEY_CURRENT_USER, path) as key:
                value: object = self._registry.QueryValueEx(key, TITLE)[0]
                return value
        except FileNotFoundError:
            return None

    def _delete(self, path: str) -> None:
        registry = self._registry
        try:
            with registry.OpenKey(registry.HKEY_CURRENT_USER, path, 0, registry.KEY_SET_VALUE) as key:
                registry.DeleteValue(key, TITLE)
        except FileNotFoundError:
            return


class _LaunchAgent:
    def __init__(self, command: list[str]) -> None:
        self._command = command
        self.place = Path.home() / "Library" / "LaunchAgents" / f"{NAME}.plist"

    def enabled(self) -> bool:
        import plistlib

        entry = plistlib.loads(self.place.read_bytes())
        return bool(entry.get("RunAtLoad")) and not entry.get("Disabled")

    def write(self) -> None:
        import plistlib

        self.place.parent.mkdir(parents=True, exist_ok=True)
        entry = {"Label": NAME, "ProgramArguments": self._command, "RunAtLoad": True, "ProcessType": "Interactive"}
        self.place.write_bytes(plistlib.dumps(entry))

    def remove(self) -> None:
        self.place.unlink(missing_ok=True)


def _quoted(word: str) -> str:
    """A word of an Exec line: quotes around blanks, and its own percent signs doubled."""
    import shlex

    return shlex.quote(word).replace("'", '"').replace("%", "%%")
