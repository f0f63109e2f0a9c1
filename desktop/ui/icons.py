"""Icons from our own SVG files: coloured for the palette, and the tray's mark with the badge of a state.

Exists because a Linux desktop may have no icon theme, and SVG's `currentColor` is black to Qt. A badge differs in shape
and sign, not in colour alone.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.app.standing import Standing, State
from desktop.paths import resources

SIZES = (16, 22, 24, 32, 48, 64)
_MUTED = (State.OFFLINE, State.RESTING, State.SIGNED_OUT, State.PAUSED, State.STARTING)
_PLAIN = (State.IDLE,)


def action(name: str) -> QIcon:
    """The icon of an action in the colour of texts, with a paler one for disabled buttons."""
    palette = QGuiApplication.palette()
    text = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText).name()
    pale = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText).name()
    return _action(name, text, pale)


def mark() -> QIcon:
    """The program's own icon."""
    return tray(State.IDLE, "")


def of_standing(standing: Standing) -> QIcon:
    """The tray's icon: a number where things wait for the person."""
    count = standing.count
    return tray(standing.state, ("9+" if count > 9 else str(count)) if count else "")


@lru_cache(maxsize=64)
def tray(state: State, number: str) -> QIcon:
    """The mark, grey where nothing runs, with the badge of a state; a number is written into round badges."""
    icon = QIcon()
    for size in SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _render("mark-muted" if state in _MUTED else "mark", painter, QRectF(0, 0, size, size))
        if state not in _PLAIN:
            side = size * 0.62
            place = QRectF(size - side, size - side, side, side)
            _render(f"badges/{state.value}", painter, place)
            if state in (State.ATTENTION, State.HELD):
                _write(painter, place, number or "?")
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _write(painter: QPainter, place: QRectF, text: str) -> None:
    from PySide6.QtCore import Qt  # all of its names, which the first icon does without

    font = QFont(painter.font())
    font.setBold(True)
    font.setPixelSize(max(6, int(place.height() * (0.66 if len(text) == 1 else 0.54))))
    painter.setFont(font)
    painter.setPen(QColor("white"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


@lru_cache(maxsize=128)
def _action(name: str, text: str, pale: str) -> QIcon:
    icon = QIcon()
    for colour, mode in ((text, QIcon.Mode.Normal), (pale, QIcon.Mode.Disabled)):
        for size in (16, 24, 32):
            pixmap = QPixmap(size, size)
            pixmap.fill(QColor(0, 0, 0, 0))
            painter = QPainter(pixmap)
            _render(f"actions/{name}", painter, QRectF(0, 0, size, size), colour)
            painter.end()
            icon.addPixmap(pixmap, mode)
    return icon


def _render(name: str, painter: QPainter, place: QRectF, colour: str = "") -> None:
    svg = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    renderer.render(painter, place)
