"""Colours with a meaning, taken from the palette that is in use, and the two palettes for who wants one by force.

Exists so that no window names a colour. A tone never stands alone: a word or a sign says the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Tones:
    """Backgrounds and inks that fit the present palette."""

    good: QColor
    warning: QColor
    danger: QColor
    chosen: QColor
    """The background of a value that was taken."""
    asks: QColor
    """The background of something that waits for an answer."""
    muted: QColor
    """Ink for what is of less weight; still readable (contrast of at least 4.5)."""
    sandbox: QColor
    """The background of the banner that marks simulated accounts."""


_LIGHT = Tones(
    *(QColor(name) for name in ("#1a7f37", "#9a4a00", "#b91c1c", "#dff3e4", "#fdf0d5", "#59636e", "#e8defc"))
)
_DARK = Tones(*(QColor(name) for name in ("#56d364", "#f0a33a", "#ff7b72", "#183d25", "#453109", "#a3adb8", "#38275c")))


def is_dark(palette: QPalette | None = None) -> bool:
    """Whether texts are lighter than what is behind them."""
    palette = palette or QGuiApplication.palette()
    text, window = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window)
    return text.lightness() > window.lightness()


def tones() -> Tones:
    """The tones of the palette that is in use."""
    return _DARK if is_dark() else _LIGHT


def use(application: QApplication, dark: bool) -> None:
    """Force a light or a dark palette, for who chose one and where the desktop tells none."""
    application.setPalette(_palette(_DARK_ROLES if dark else _LIGHT_ROLES))


_Role = QPalette.ColorRole
_LIGHT_ROLES = {
    _Role.Window: "#f6f7f9",
    _Role.WindowText: "#1f2328",
    _Role.Base: "#ffffff",
    _Role.AlternateBase: "#f3f5f7",
    _Role.ToolTipBase: "#ffffff",
    _Role.ToolTipText: "#1f2328",
    _Role.Text: "#1f2328",
    _Role.Button: "#eff1f4",
    _Role.ButtonText: "#1f2328",
    _Role.BrightText: "#b91c1c",
    _Role.Highlight: "#1f6feb",
    _Role.HighlightedText: "#ffffff",
    _Role.Link: "#0b57c2",
    _Role.PlaceholderText: "#67707a",
    _Role.Mid: "#c8cdd3",
}
_DARK_ROLES = {
    _Role.Window: "#1c2128",
    _Role.WindowText: "#e6edf3",
    _Role.Base: "#161b22",
    _Role.AlternateBase: "#1d232b",
    _Role.ToolTipBase: "#2d333b",
    _Role.ToolTipText: "#e6edf3",
    _Role.Text: "#e6edf3",
    _Role.Button: "#2d333b",
    _Role.ButtonText: "#e6edf3",
    _Role.BrightText: "#ff7b72",
    _Role.Highlight: "#1f6feb",
    _Role.HighlightedText: "#ffffff",
    _Role.Link: "#79b8ff",
    _Role.PlaceholderText: "#98a2ad",
    _Role.Mid: "#444c56",
}


def _palette(roles: dict[QPalette.ColorRole, str]) -> QPalette:
    # Made from two colours first, so that bevels and frames fit as well.
    palette = QPalette(QColor(roles[_Role.Button]), QColor(roles[_Role.Window]))
    for role, name in roles.items():
        palette.setColor(role, QColor(name))
    pale = palette.color(_Role.PlaceholderText)
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, pale)
    return palette
