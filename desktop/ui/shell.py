"""What every window is given, and the one place that opens windows.

Exists so that a window names another by a word and knows neither its class nor what it costs to load.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import shiboken6
from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from desktop.app.ports import Autostart
    from desktop.app.runner import Runner
    from desktop.ui.bridge import Bridge
    from desktop.ui.widgets.window import Window

WINDOWS: dict[str, str] = {
    "status": "desktop.ui.status:StatusWindow",
    "browser": "desktop.ui.browser.window:BrowserWindow",
    "conflicts": "desktop.ui.conflicts.window:ConflictsWindow",
    "holds": "desktop.ui.conflicts.holds:HoldsWindow",
    "problems": "desktop.ui.conflicts.problems:ProblemsWindow",
    "preview": "desktop.ui.activity.preview:PreviewWindow",
    "lost": "desktop.ui.conflicts.lost:LostWindow",
    "undo": "desktop.ui.activity.undo:UndoWindow",
    "comparison": "desktop.ui.activity.comparison:ComparisonWindow",
    "activity": "desktop.ui.activity.window:ActivityWindow",
    "explain": "desktop.ui.explain.window:ExplainWindow",
    "settings": "desktop.ui.settings.window:SettingsWindow",
    "wizard": "desktop.ui.wizard.window:WizardWindow",
}
"""Module and class of each window by its name, loaded when it is first shown."""


class Show(Protocol):
    """Shows a window by its name."""

    def __call__(self, name: str, about: str = "") -> None:
        """`about` names an item that the window is to be about, by any of its names; '' for none."""
        ...


@dataclass(frozen=True, slots=True)
class Shell:
    """The surroundings of a window."""

    bridge: Bridge
    runner: Runner
    profile: Path
    show: Show
    """Shows a window by its name in `WINDOWS`, or brings it to the front."""
    open_url: Callable[[str], object]
    """Opens an address in the person's browser."""
    autostart: Autostart
    speak: Callable[[], None]
    """Has every window speak the language that is stored in `memory`."""
    quit: Callable[[], None]
    try_out: Callable[[], object]
    """Leaves for the trial, which has a profile and simulated accounts of its own."""

    @property
    def memory(self) -> QSettings:
        """Sizes and columns of windows: a file of the profile; nothing of the records."""
        return QSettings(str(self.profile / "windows.ini"), QSettings.Format.IniFormat)


class Windows:
    """The windows that are open; each name has at most one."""

    def __init__(self) -> None:
        self._shell: Shell | None = None
        self._open: dict[str, Window] = {}

    def use(self, shell: Shell) -> None:
        """Give windows these surroundings from now on."""
        self._shell = shell

    def show(self, name: str, about: str = "") -> None:
        """Open a window, or bring it to the front; it is told what it is to be about."""
        assert self._shell is not None, "the shell comes before the first window"
        window = self.get(name)
        if window is None:
            from desktop.ui import outlines  # with the first window, since the icon needs no style

            outlines.put_on()
            module, _, kind = WINDOWS[name].partition(":")
            window = getattr(importlib.import_module(module), kind)(self._shell)
            self._open[name] = window
        window.show()
        window.raise_()
        window.activateWindow()
        if about:
            window.be_about(about)

    def get(self, name: str) -> Window | None:
        """The window of a name while it exists."""
        window = self._open.get(name)
        return window if window is not None and shiboken6.isValid(window) else None

    def shown(self) -> list[str]:
        """The names of those that can be seen."""
        return [name for name in self._open if (window := self.get(name)) is not None and window.isVisible()]

    def close(self) -> None:
        """Close them all."""
        for name in list(self._open):
            window = self.get(name)
            if window is not None:
                window.close()
                window.deleteLater()
        self._open.clear()
