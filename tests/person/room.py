"""A desktop of its own: bus, screen, window manager, tray, keychain and accessibility bus, with a home that is empty.

Exists so that the program meets what it meets at a person's, and nothing of this machine. Everything ends with it.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.person.buses import Bus
from tests.person.hands import Hands, until
from tests.person.screen import NotYet, Screen
from tests.person.tray import Tray

ROOT = Path(__file__).resolve().parents[2]
ACCESSIBILITY = "/usr/libexec/at-spi-bus-launcher"
END_S = 5
PANEL = "[panel1]\nplugins=statusnotifier\nposition=Bottom\n\n[statusnotifier]\ntype=statusnotifier\nalignment=Right\n"
PICTURE = (
    "import sys; from PySide6.QtGui import QGuiApplication; q = QGuiApplication([]);"
    " sys.exit(not q.primaryScreen().grabWindow(0).save(sys.argv[1]))"
)


@dataclass(frozen=True, slots=True)
class Room:
    """A desktop that runs. `environment` is what a process needs to be on it."""

    environment: Mapping[str, str]
    session: Bus
    accessibility: Bus

    def start(self, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start the program on it, as the person's menu does."""
        command = [sys.executable, "-m", "desktop", *words]
        return subprocess.Popen(command, cwd=ROOT, env={**self.environment, **environment})

    def hands(self, process: int) -> Hands:
        """The person's hands on a program that runs."""
        return Hands(Screen(self.accessibility, process), Tray(self.session), self.environment)

    def secrets(self) -> str:
        """What the keychain says that it holds, secrets included."""
        command = ["secret-tool", "search", "--all", "--unlock", "application", "Python keyring library"]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True).stdout

    def picture(self, path: Path) -> None:
        """Keep what is on the screen."""
        subprocess.run([sys.executable, "-c", PICTURE, str(path)], env=self.environment, check=False)


@contextmanager
def room(home: Path) -> Iterator[Room]:
    """A running desktop with this home."""
    with tempfile.TemporaryDirectory(prefix="scc-room-") as name, ExitStack() as things:
        runtime = Path(name)  # sockets lie in it, and their paths may not be long
        services = things.enter_context(closing(Services(_environment(home, runtime))))
        environment = services.environment
        screen = services.told(["Xvfb", "-screen", "0", "1280x800x24", "-nolisten", "tcp"], "-displayfd")
        environment["DISPLAY"] = f":{screen}"
        address = f"unix:path={runtime / 'bus'}"
        services.told(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--address", address], "--print-pid")
        environment["DBUS_SESSION_BUS_ADDRESS"] = address
        for command in ([ACCESSIBILITY, "--launch-immediately"], ["openbox"], ["lxqt-panel"]):
            services.start(command)
        keychain = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        services.start(keychain, "a password of the desktop")
        session = things.enter_context(closing(Bus(address)))
        until(lambda: _services_are_up(session))
        told = session.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress")
        yield Room(environment, session, things.enter_context(closing(Bus(told))))


def _services_are_up(session: Bus) -> None:
    for name in ("org.freedesktop.secrets", "org.a11y.Bus"):
        if not session.has(name):
            raise NotYet(f"{name} is not on the bus.")
    if not Tray(session).ready():
        raise NotYet("No tray shows icons.")


def _environment(home: Path, runtime: Path) -> dict[str, str]:
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    panel = home / "config" / "lxqt" / "panel.conf"
    panel.parent.mkdir(parents=True)
    panel.write_text(PANEL, encoding="utf-8")
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_CURRENT_DESKTOP": "LXQt",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",  # what a running screen reader asks of every program
        **folders,
    }


class Services:
    """The processes of a desktop, each started with what is known of it by then; `close` ends them all."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self, command: list[str], typed: str = "") -> None:
        """Start a service, with `typed` as its input."""
        process = subprocess.Popen(
            command,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._started.append(process)
        assert process.stdin is not None
        process.stdin.write(typed.encode())
        process.stdin.close()

    def told(self, command: list[str], option: str) -> str:
        """Start a service that tells by a pipe that it is up; what it tells."""
        read, write = os.pipe()
        words = [f"{option}={write}"] if option.startswith("--") else [option, str(write)]
        process = subprocess.Popen(
            [*command, *words],
            env=self.environment,
            pass_fds=(write,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._started.append(process)
        os.close(write)
        with os.fdopen(read) as told:
            return told.readline().strip()

    def close(self) -> None:
        """End whatever runs on this desktop, what its services started too: its folder is in their environment."""
        mine, found = self.environment["XDG_RUNTIME_DIR"], []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if process.environ().get("XDG_RUNTIME_DIR") == mine:
                    process.terminate()
                    found.append(process)
        _, left = psutil.wait_procs(found, timeout=END_S)
        for process in left:
            with contextlib.suppress(psutil.Error):
                process.kill()
        for started in self._started:
            started.wait()
