"""Fusion with outlines that can be seen on a dark ground.

Exists because Fusion draws the frames of boxes and buttons darker than the window, which on a dark one leaves unchecked
boxes all but invisible. https://doc.qt.io/qt-6/qproxystyle.html
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleFactory, QStyleOption, QWidget

from desktop.ui import theme

_BOX, _BUTTON = QStyle.PrimitiveElement.PE_IndicatorCheckBox, QStyle.PrimitiveElement.PE_IndicatorRadioButton
_EDGE = 0.5


class Outlined(QProxyStyle):
    """Draws a frame in the ink of lesser texts around what can be ticked."""

    def drawPrimitive(  # noqa: N802 - Qt's name
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Fusion's own drawing first."""
        super().drawPrimitive(element, option, painter, widget)
        palette: QPalette = option.palette
        if element not in (_BOX, _BUTTON) or not theme.is_dark(palette):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.PlaceholderText), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        place = QRectF(option.rect).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        if element == _BUTTON:
            side = min(place.width(), place.height())
            painter.drawEllipse(place.center(), side / 2, side / 2)
        else:
            painter.drawRoundedRect(place, 2, 2)
        painter.restore()


def put_on() -> None:
    """Dress the application in it where Fusion is what it wears; a second call does nothing."""
    application = QApplication.instance()
    assert isinstance(application, QApplication), "the application comes before its windows"
    style = application.style()
    if style.name().lower() == "fusion" and not isinstance(style, Outlined):
        application.setStyle(Outlined("Fusion"))


def take_off(view: QWidget) -> None:
    """Let a view be painted by Fusion alone: nothing in it is outlined, and each of its cells would ask here."""
    if isinstance(view.style(), Outlined):
        fusion = QStyleFactory.create("Fusion")
        fusion.setParent(view)
        view.setStyle(fusion)
