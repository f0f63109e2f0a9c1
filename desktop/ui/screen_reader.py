"""What a screen reader is told of scroll areas: the same parts at any moment, whether their bars are shown or not.

Exists because the answer of Qt 6.11 can end the program. It counts a scroll bar only while that is shown, and gives out
the part of a number without a look at the count: a screen reader that counts, and asks when the bar is gone, makes it
read memory that is none. To be removed when the test of steady parts in `tests/windows` passes without it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QScrollArea


def steady_scroll_areas() -> None:
    """Tell so from now on; to be called once in a process."""
    QAccessible.installFactory(_told_of)


def _told_of(name: str, thing: QObject) -> QAccessibleWidget | None:
    """For scroll areas Qt's answer for any widget, which tells all parts and looks at the count; None: Qt's own."""
    if name == QScrollArea.__name__ and isinstance(thing, QScrollArea):
        return QAccessibleWidget(thing, QAccessible.Role.Client)
    return None
