"""Every window can be used with a screen reader and with the keyboard alone: its inputs have names and are reached."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from desktop.ui.screen_reader import steady_scroll_areas
from tests.gallery.scenes import Scene, scenes
from tests.windows.rig import Rig

INPUTS = (QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractButton, QAbstractItemView)


def inputs(window: QWidget) -> list[QWidget]:
    """What a person can use of a window now; parts of Qt's own inputs count as the input that they belong to."""
    found = [each for each in window.findChildren(QWidget) if isinstance(each, INPUTS) and each.isVisibleTo(window)]
    return [each for each in found if not isinstance(each, QHeaderView) and not _part(each) and each.isEnabled()]


def name(window: QWidget, each: QWidget) -> str:
    """What a screen reader calls an input: its own name or text, or the label that leads to it."""
    text = each.text() if isinstance(each, QAbstractButton) else ""
    labels = [label.text() for label in window.findChildren(QLabel) if label.buddy() is each]
    return next((said for said in (each.accessibleName(), text, *labels) if said.strip()), "")


def reached(window: QWidget) -> set[QWidget]:
    """What the Tab key comes to, one after the other, from the window round to itself."""
    found, widget = set[QWidget](), window.nextInFocusChain()
    while widget is not None and widget is not window and widget not in found:
        found.add(widget)
        widget = widget.nextInFocusChain()
    return found


def unreachable(window: QWidget) -> list[QWidget]:
    """Inputs that the keyboard does not come to. One radio button of a group is enough: arrow keys lead to the rest."""
    chain = reached(window)
    missed = [each for each in inputs(window) if not each.focusPolicy() & Qt.FocusPolicy.TabFocus or each not in chain]
    return [each for each in missed if not isinstance(each, QRadioButton)]


def _part(each: QWidget) -> bool:
    """Whether it belongs to an input of Qt's own, as the text of a combo box and the clearing cross of a line do."""
    above = each.parentWidget()
    while above is not None and not isinstance(above, QComboBox | QAbstractSpinBox | QAbstractItemView | QLineEdit):
        above = above.parentWidget()
    return above is not None


@pytest.mark.parametrize("scene", list(scenes()), ids=lambda scene: scene.name)
def test_every_input_has_a_name_and_is_reached_by_the_keyboard(rig: Rig, scene: Scene) -> None:
    scene.prepare(rig)
    window = rig.show(scene.window)
    assert isinstance(window, QWidget)
    scene.act(rig, window)
    rig.settle()
    nameless = [repr(each) for each in inputs(window) if not name(window, each)]
    missed = [f"{name(window, each)}: {each!r}" for each in unreachable(window)]
    rig.bench.stalled = False
    rig.bench.go()
    assert nameless == [], "inputs without a name"
    assert missed == [], "inputs that the keyboard does not reach"


def test_an_input_without_a_name_or_out_of_reach_is_found(qapp: object) -> None:
    window = QWidget()
    named, nameless, mouse_only = QLineEdit(window), QLineEdit(window), QLineEdit(window)
    named.setAccessibleName("Name")
    mouse_only.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    label = QLabel("&Place", window)
    label.setBuddy(mouse_only)
    window.show()
    assert [each for each in inputs(window) if not name(window, each)] == [nameless]
    assert unreachable(window) == [mouse_only]
    window.close()


def test_scroll_area_tells_the_same_parts_with_and_without_its_bars(qapp: QApplication) -> None:
    steady_scroll_areas()
    area, inner = QScrollArea(), QLabel("Ada")
    area.setWidgetResizable(True)
    area.setWidget(inner)
    area.resize(200, 200)
    area.show()
    told = QAccessible.queryAccessibleInterface(area)
    parts = told.childCount()
    assert "Ada" in [text_of(told.child(0).child(number)) for number in range(told.child(0).childCount())]
    inner.setMinimumHeight(900)
    qapp.processEvents()
    assert area.verticalScrollBar().isVisible()
    assert told.childCount() == parts
    assert told.child(parts) is None
    area.close()


def text_of(told: QAccessibleInterface) -> str:
    """What a screen reader calls a thing."""
    return told.text(QAccessible.Text.Name)
