"""The undo in the windows: seen before, taken in part, carried out, and told in the activity."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.record import Role
from desktop.ui.activity.undo import UndoWindow
from desktop.ui.activity.window import ActivityWindow
from tests.windows.rig import Rig
from tests.windows.test_activity import rows

TICK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def two(rig: Rig) -> dict[str, str]:
    """A session changed two copies; the ids in Salesforce by first name."""
    made = {first: rig.new_in_salesforce(first, "Smith", Title="Analyst") for first in ("Ada", "Grace")}
    rig.connect()
    rig.sync()
    for native_id in made.values():
        rig.crm.edit(native_id, {"Title": "Countess"})
    rig.sync()
    rig.later(minutes=15)
    return made


def titles(rig: Rig) -> dict[str, object]:
    items = rig.mailbox.contacts(Role.SHARED)
    return {str(item.fields["GivenName"]): item.fields.get("JobTitle") for item in items}


def copy_of(rig: Rig, first: str) -> str:
    return next(i.native_id for i in rig.mailbox.contacts(Role.SHARED) if i.fields["GivenName"] == first)


def opened(rig: Rig) -> UndoWindow:
    """The undo of the newest session, opened from the activity."""
    activity = cast(ActivityWindow, rig.show("activity"))
    QTest.mouseClick(activity.undo, Qt.MouseButton.LeftButton)
    rig.settle()
    return cast(UndoWindow, rig.windows.get("undo"))


def ticks(window: UndoWindow) -> list[bool]:
    model = window.lines
    return [model.index(row, 0).data(TICK) == Qt.CheckState.Checked for row in range(model.rowCount())]


def test_an_undo_is_shown_before_and_writes_nothing(rig: Rig, two: dict[str, str]) -> None:
    window = opened(rig)
    assert rows(window.lines) == [
        ["Ada Smith", "Outlook", "Former values", "Job title: Countess → Analyst", ""],
        ["Grace Smith", "Outlook", "Former values", "Job title: Countess → Analyst", ""],
    ]
    assert ticks(window) == [True, True]
    assert window.headline.text().startswith("2 change")
    assert titles(rig) == {"Ada": "Countess", "Grace": "Countess"}


def test_the_button_takes_everything_back(rig: Rig, two: dict[str, str]) -> None:
    window = opened(rig)
    QTest.mouseClick(window.go, Qt.MouseButton.LeftButton)
    rig.settle()
    assert titles(rig) == {"Ada": "Analyst", "Grace": "Analyst"}
    assert window.headline.text().startswith("2 change") and not window.go.isEnabled()
    activity = cast(ActivityWindow, rig.windows.get("activity"))
    assert rows(activity.sessions)[0][1] == "Undo"
    undone = next(row for row, session in enumerate(activity.sessions.things) if session.id == 2)
    activity.session_table.setCurrentIndex(activity.sessions.index(undone, 0))
    assert activity._taken_back.text() == "All of this has been undone." and not activity.undo.isVisible()


def test_a_tick_is_taken_off_with_the_keyboard_and_the_rest_undone(rig: Rig, two: dict[str, str]) -> None:
    window = opened(rig)
    window.table.setFocus()
    window.table.setCurrentIndex(window.lines.index(0, 0))
    QTest.keyClick(window.table.viewport(), Qt.Key.Key_Space)
    QTest.keyClick(window.table, Qt.Key.Key_Space)
    if ticks(window) == [True, True]:  # one of the two keys is enough, whoever takes it
        QTest.keyClick(window.table, Qt.Key.Key_Space)
    assert ticks(window) == [False, True]
    QTest.mouseClick(window.go, Qt.MouseButton.LeftButton)
    rig.settle()
    assert titles(rig) == {"Ada": "Countess", "Grace": "Analyst"}


def test_nothing_ticked_is_nothing_to_do(rig: Rig, two: dict[str, str]) -> None:
    window = opened(rig)
    for row in range(2):
        window.lines.setData(window.lines.index(row, 0), Qt.CheckState.Unchecked, TICK)
    assert not window.go.isEnabled()


def test_what_was_touched_since_stays_unless_it_is_ticked(rig: Rig, two: dict[str, str]) -> None:
    rig.mailbox.edit(copy_of(rig, "Ada"), {"JobTitle": "Programmer"})
    window = opened(rig)
    assert rows(window.lines)[1] == [
        "Ada Smith",
        "Outlook",
        "Stays",
        "Job title: Programmer → Analyst",
        "Changed since",
    ]
    assert ticks(window) == [True, False]
    QTest.mouseClick(window.go, Qt.MouseButton.LeftButton)
    rig.settle()
    assert titles(rig) == {"Ada": "Programmer", "Grace": "Analyst"}
    assert "1 change" in window.note.text()
    window.lines.setData(window.lines.index(0, 0), Qt.CheckState.Checked, TICK)
    QTest.mouseClick(window.go, Qt.MouseButton.LeftButton)
    rig.settle()
    assert titles(rig) == {"Ada": "Analyst", "Grace": "Analyst"}


def test_a_fault_is_told_in_the_window(rig: Rig, two: dict[str, str]) -> None:
    def refuse(*_: object) -> object:
        raise PortFault(Fault(FaultClass.TRANSIENT, "offline", "There is no network.", "Look at the cable."))

    rig.world.crm.containers = refuse  # type: ignore[method-assign,assignment]
    window = opened(rig)
    assert window.fault_panel.isVisible() and not window.table.isVisible()
    assert not window.go.isEnabled() and window.again.isEnabled()


def test_while_it_reads_the_window_says_so_and_can_be_stopped(rig: Rig, two: dict[str, str]) -> None:
    rig.bench.stalled = True
    window = opened(rig)
    assert window.stop.isVisible() and not window.go.isEnabled()
    QTest.mouseClick(window.stop, Qt.MouseButton.LeftButton)
    assert rig.bench.cancelled == 1
    rig.bench.stalled = False
    rig.bench.go()
    rig.settle()
    assert window.go.isEnabled()


def test_a_session_that_wrote_nothing_offers_no_undo(rig: Rig) -> None:
    rig.connect()
    rig.sync()
    activity = cast(ActivityWindow, rig.show("activity"))
    assert not activity.undo.isVisible()
