"""Paints scenes: a new profile for each, one picture for each look.

Exists so that the suite can paint a few and the command all of them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app.standing import State
from desktop.ui import icons, language, theme
from tests.gallery.scenes import LIGHT, Look, Scene
from tests.windows.rig import Rig


def paint(scenes: Iterable[Scene], out: Path) -> Iterator[Path]:
    """The pictures of scenes, as they are made; files are named by scene and look."""
    out.mkdir(parents=True, exist_ok=True)
    for scene in scenes:
        for look in scene.looks:
            path = out / f"{scene.name}-{look.name}.png".replace(" ", "-")
            picture(scene, look).save(str(path))
            yield path


def picture(scene: Scene, look: Look = LIGHT) -> QImage:
    """One scene as it looks."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    font = application.font()
    try:
        language.use(application, look.language)
        theme.use(application, look.dark)
        larger = application.font()
        larger.setPointSizeF(font.pointSizeF() * look.scale)
        application.setFont(larger)
        if look.right_to_left:
            application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        with tempfile.TemporaryDirectory() as folder:
            return _shown(scene, look, Path(folder))
    finally:
        application.setFont(font)
        application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        language.use(application, "en")
        theme.use(application, False)


def _shown(scene: Scene, look: Look, folder: Path) -> QImage:
    rig = Rig(folder / "profile")
    try:
        scene.prepare(rig)
        window = rig.show(scene.window)
        assert isinstance(window, QWidget)
        if look.size != (0, 0):
            window.resize(*look.size)
        scene.act(rig, window)
        rig.settle()
        return window.grab().toImage()
    finally:
        rig.bench.stalled = False
        rig.bench.go()
        rig.close()


def tray_icons() -> QImage:
    """All states of the tray's icon, large and as small as trays show them, on a light and on a dark ground."""
    states = list(State)
    image = QImage(len(states) * 72, 2 * 150, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    for row, ground in enumerate(("#e6e8eb", "#22272e")):
        painter.fillRect(0, row * 150, image.width(), 150, QColor(ground))
        for column, state in enumerate(states):
            top = row * 150 + 8
            for size in (64, 24, 16):
                painter.drawPixmap(column * 72 + (72 - size) // 2, top, icons.tray(state, "3").pixmap(size, size))
                top += size + 8
    painter.end()
    return image
