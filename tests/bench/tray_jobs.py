"""Processes with an icon in the tray: the bare one and ours. Each says when its icon is up and what it holds.

Run as `python -m tests.bench.tray_jobs NAME QUIET_MS ...`; prints lines of JSON. Must not judge what it measures.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

BEAT_MS, HELD_MS = 10, 50
"""How often the window thread is asked whether it is free, and how late it may be."""


def say(**told: Any) -> None:
    """One line for whoever measures."""
    print(json.dumps(told), flush=True)


def private_mb() -> float:
    """What this process holds for itself alone, in MB; shared library pages are not counted."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def resident_mb() -> float:
    """The memory of this process that is in use now, in MB."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def bare(quiet: str) -> None:
    """Nothing but an icon with a menu of one entry; after so many milliseconds it is watched for as many more."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QIcon, QPixmap
    from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

    application = QApplication([])
    pixmap = QPixmap(22, 22)
    pixmap.fill("red")
    menu = QMenu()
    menu.addAction("Quit")
    icon = QSystemTrayIcon(QIcon(pixmap))
    icon.setContextMenu(menu)
    icon.show()
    QTimer.singleShot(0, lambda: say(up=True))
    QTimer.singleShot(int(quiet), lambda: _idle(int(quiet), application.quit))
    application.exec()


def ours(quiet: str, profile: str) -> None:
    """The program in the background on a profile without accounts."""
    from PySide6.QtCore import QTimer

    from desktop import __main__ as entry
    from desktop.ui import application

    begin = application.Application.__init__

    def watched(self: application.Application, *arguments: Any, **named: Any) -> None:
        begin(self, *arguments, **named)
        QTimer.singleShot(0, self, lambda: say(up=True))
        QTimer.singleShot(int(quiet), self, lambda: _idle(int(quiet), self.quit))

    application.Application.__init__ = watched  # type: ignore[method-assign]
    entry.tray(entry.TrayWords(Path(profile), background=True))


def working(quiet: str, profile: str, sessions: str) -> None:
    """The program with open windows through a first sync and then so many sessions, its beat watched all the time."""
    from PySide6.QtCore import QTimer

    from desktop import __main__ as entry
    from desktop.ui import application

    begin = application.Application.__init__

    def watched(self: application.Application, *arguments: Any, **named: Any) -> None:
        begin(self, *arguments, **named)
        QTimer.singleShot(int(quiet), self, lambda: _Sessions(self, int(sessions)).run())

    application.Application.__init__ = watched  # type: ignore[method-assign]
    entry.tray(entry.TrayWords(Path(profile), background=True))


class _Sessions:
    """Runs one session after the other and tells what each did to the window thread and to the memory."""

    def __init__(self, application: Any, sessions: int) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.application, self.left = application, sessions
        self.first = True
        self.last, self.gaps = time.perf_counter(), list[float]()
        self.timer = QTimer(application, interval=BEAT_MS)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self._beat)

    def run(self) -> None:
        """Show what a person may have open, then begin."""
        for name in ("status", "activity", "browser", "conflicts"):
            self.application.shell.show(name)
        # The vendors' libraries are loaded once in a process, by the wizard or by the first session of a day.
        self._watch()
        self.application.bridge.do(lambda program: program.where(), lambda _: self._loaded())

    def _loaded(self) -> None:
        self.timer.stop()
        say(loading_ms=max(self.gaps))
        self._next()

    def _watch(self) -> None:
        self.gaps.clear()
        self.last = time.perf_counter()
        self.timer.start()

    def _next(self) -> None:
        self._watch()
        bridge = self.application.bridge
        bridge.after(
            self.application.runner.sync(yes=self.first), lambda _: self._done(), lambda fault: say(fault=fault.code)
        )

    def _done(self) -> None:
        self.timer.stop()
        gaps = sorted(self.gaps)
        say(first=self.first, longest_ms=gaps[-1], over=sum(gap > HELD_MS for gap in gaps), rss_mb=resident_mb())
        self.first, self.left = False, self.left - 1
        if self.left < 0:
            self.application.quit()
        else:
            self._next()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self.last) * 1000 - BEAT_MS)
        self.last = now


def _idle(quiet: int, then: Any) -> None:
    from PySide6.QtCore import QTimer

    before = time.process_time()

    def told() -> None:
        say(private_mb=private_mb(), idle_cpu_s=time.process_time() - before)
        then()

    QTimer.singleShot(quiet, told)


JOBS: dict[str, Callable[..., None]] = {"bare": bare, "ours": ours, "working": working}

if __name__ == "__main__":
    JOBS[sys.argv[1]](*sys.argv[2:])
