"""Activity and preview: what was written and what would be, as a person reads it."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.ui.activity.preview import PreviewWindow
from desktop.ui.activity.window import ActivityWindow
from tests.windows.rig import Rig


def rows(model: QAbstractItemModel) -> list[list[str]]:
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


@pytest.fixture
def ada(rig: Rig) -> str:
    record = rig.new_in_salesforce("Ada", "Lovelace", Title="Countess")
    rig.connect()
    rig.sync()
    return record


def test_empty_activity_says_so(rig: Rig) -> None:
    window = cast(ActivityWindow, rig.show("activity"))
    assert window._empty.isVisible()
    assert not window._halves.isVisible()


def test_sessions_are_listed_newest_first_with_what_they_wrote(rig: Rig, ada: str) -> None:
    rig.crm.edit(ada, {"Title": "Programmer"})
    rig.sync()
    window = cast(ActivityWindow, rig.show("activity"))
    told = rows(window.sessions)
    assert [row[1:] for row in told] == [
        ["You", "All done", "1 changed in Outlook"],
        ["You", "All done", "1 created in Outlook"],
    ]
    assert rows(window.changes) == [
        ["Ada Lovelace", "Outlook", "Changed", "Job title", "Countess", "Programmer", "Changed in Salesforce"]
    ]


def test_choosing_a_session_with_the_keyboard_shows_its_changes_and_keeps_it_chosen(rig: Rig, ada: str) -> None:
    rig.crm.edit(ada, {"Title": "Programmer"})
    rig.sync()
    window = cast(ActivityWindow, rig.show("activity"))
    QTest.keyClick(window.session_table, Qt.Key.Key_Down)
    assert rows(window.changes)[0][2] == "Created"
    rig.crm.edit(ada, {"Title": "Analyst"})
    rig.sync()
    assert len(window.sessions.things) == 3
    assert rows(window.changes)[0][2] == "Created"


def test_preview_names_what_would_be_written_and_writes_nothing(rig: Rig, ada: str) -> None:
    rig.crm.edit(ada, {"Title": "Programmer"})
    rig.later(minutes=15)
    window = cast(PreviewWindow, rig.show("preview"))
    assert rows(window.items) == [
        ["Ada Lovelace", "Outlook", "Changed", "Job title: Countess → Programmer", "Changed in Salesforce"]
    ]
    assert window.headline.text().startswith("1 change")
    assert "Nothing has been written" in window.note.text()
    assert next(iter(rig.mailbox.contacts())).fields["JobTitle"] == "Countess"


def test_preview_can_be_carried_out(rig: Rig, ada: str) -> None:
    rig.crm.edit(ada, {"Title": "Programmer"})
    rig.later(minutes=15)
    window = cast(PreviewWindow, rig.show("preview"))
    QTest.mouseClick(window.go, Qt.MouseButton.LeftButton)
    rig.settle()
    assert next(iter(rig.mailbox.contacts())).fields["JobTitle"] == "Programmer"
    assert not window.isVisible()


def test_preview_with_nothing_to_do_offers_nothing(rig: Rig, ada: str) -> None:
    window = cast(PreviewWindow, rig.show("preview"))
    assert window.headline.text() == "Nothing to do: both sides are the same"
    assert not window.go.isEnabled()


def test_preview_that_fails_says_why_and_can_be_tried_again(
    rig: Rig, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise PortFault(Fault(FaultClass.TRANSIENT, "timeout", "Salesforce did not answer.", "Try again later."))

    with monkeypatch.context() as patch:
        patch.setattr(type(rig.program), "plan", refuse)
        window = cast(PreviewWindow, rig.show("preview"))
    assert window.fault_panel.isVisible()
    assert "Salesforce did not answer." in window.fault_panel.text()
    QTest.mouseClick(window.again, Qt.MouseButton.LeftButton)
    rig.settle()
    assert not window.fault_panel.isVisible()


def test_running_preview_can_be_stopped(rig: Rig, ada: str) -> None:
    rig.bench.stalled = True
    window = cast(PreviewWindow, rig.show("preview"))
    assert window.stop.isVisible()
    assert not window.go.isEnabled()
    QTest.mouseClick(window.stop, Qt.MouseButton.LeftButton)
    assert rig.bench.cancelled == 1
    rig.bench.go()
    rig.settle()
    assert not window.stop.isVisible()
