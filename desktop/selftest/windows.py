"""Checks of what windows need: the platform's plug-in, pictures, translations.

They come last, because Qt ends the process where it finds no screen. Must not show anything.
"""

from __future__ import annotations

import importlib
import os
import sys
from functools import cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QLibraryInfo, QPluginLoader, QTranslator
from PySide6.QtGui import QGuiApplication, QImage, QImageReader, QImageWriter
from PySide6.QtWidgets import QApplication

from desktop.app.standing import State
from desktop.paths import resources
from desktop.selftest.report import CheckFailed

PLATFORMS = {"linux": ("xcb", "wayland", "offscreen"), "win32": ("windows", "offscreen"), "darwin": ("cocoa",)}
OPTIONAL = ("wayland",)
"""Those that Qt itself does without: its libraries are the desktop's own, and X11 is at hand there too."""
BUTTON = {"de": "Abbrechen", "en": "Cancel"}
"""What Qt's own button to cancel says in the languages that we speak."""


def platforms() -> str:
    """The plug-ins through which Qt shows windows can be loaded with all that they need of the system."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms")
    loaded = []
    for name in PLATFORMS.get(sys.platform, ("offscreen",)):
        loader = QPluginLoader(str(folder / f"{'' if sys.platform == 'win32' else 'lib'}q{name}"))
        if loader.load():
            loaded.append(name)
        elif name not in OPTIONAL:
            raise CheckFailed(f"{name}: {loader.errorString()}")
    return ", ".join(loaded)


def classes() -> str:
    """Every window that the tray can open is there: they are known to it by name only."""
    from desktop.ui.shell import WINDOWS

    for module, _, kind in (place.partition(":") for place in WINDOWS.values()):
        getattr(importlib.import_module(module), kind)
    return f"{len(WINDOWS)} windows"


def screen() -> str:
    """Qt starts on the screen that is there, else off screen."""
    _application()
    return f"Qt {QLibraryInfo.version().toString()} on {QGuiApplication.platformName()}"


def pictures() -> str:
    """SVG and PNG can be read, and the icon of each state shows something."""
    from desktop.ui import icons

    _application()
    files = sorted((resources() / "icons").rglob("*.svg"))
    blank = [file.name for file in files if _is_blank(QImageReader(str(file)).read())]
    blank += [state.value for state in State if _is_blank(icons.tray(state, "3").pixmap(32).toImage())]
    if blank or not files:
        raise CheckFailed(f"these show nothing: {', '.join(blank) or 'all, since there are none'}")
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.ReadWrite)
    written = QImageWriter(buffer, b"png").write(QImage(str(files[0])))
    if not written or _is_blank(QImage.fromData(buffer.data())):
        raise CheckFailed("a PNG cannot be written and read")
    return f"{len(files)} pictures, {len(State)} states"


def languages() -> str:
    """Qt's own texts and ours are there in every language that the windows speak."""
    from desktop.ui.language import LANGUAGES

    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    texts = str(resources() / "translations")
    for code in LANGUAGES:
        ours, qt = QTranslator(), QTranslator()
        if not ours.load(f"desktop_{code}", texts):
            raise CheckFailed(f"our texts are absent in {code}")
        if not qt.load(f"qtbase_{code}", folder):
            raise CheckFailed(f"Qt's own texts are absent in {code}")
        told = qt.translate("QPlatformTheme", "Cancel") or "Cancel"
        if told != BUTTON[code]:
            raise CheckFailed(f'Qt\'s button to cancel says "{told}" in {code}')
    return ", ".join(LANGUAGES.values())


@cache
def _application() -> QCoreApplication:
    """Qt's one application, which lives until the process ends."""
    running = QGuiApplication.instance()
    if running is not None:
        return running
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY"))):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QApplication([])


def _is_blank(image: QImage) -> bool:
    """Whether nothing of a picture can be seen."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return not any(image.pixelColor(*point).alpha() for point in points)
