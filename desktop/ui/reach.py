"""What other processes may have this one do with its windows and its schedule.

Exists because their calls come in threads of their own, and windows are touched in the window thread only. Decides
nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from concurrent.futures import Future
    from datetime import datetime

    from desktop.app.runner import Runner


class Reach(QObject):
    """Fulfils `app.ports.Tray`; `show` and `end` are called in the window thread."""

    _shown = Signal()
    _ended = Signal()

    def __init__(self, runner: Runner, show: Callable[[], object], end: Callable[[], object]) -> None:
        super().__init__()
        self._runner = runner
        self._on_show, self._on_end = show, end
        self._shown.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def show(self) -> None:
        """Bring the window to the front."""
        self._shown.emit()

    def pause(self, until: datetime) -> Future[None]:
        """Start no session by itself before a moment (aware)."""
        return self._runner.pause(until)

    def resume(self) -> Future[None]:
        """End a pause."""
        return self._runner.resume()

    def quit(self) -> None:
        """End the program."""
        self._ended.emit()

    def _show(self) -> None:
        self._on_show()

    def _end(self) -> None:
        self._on_end()
