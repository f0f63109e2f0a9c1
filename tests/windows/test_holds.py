"""Held deletions: kept unless a person says otherwise, and each answer does what it says on both sides."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from desktop.core.record import Role
from desktop.ui.conflicts.holds import HoldsWindow
from tests.windows.rig import Rig


def deleted(rig: Rig, *names: str) -> HoldsWindow:
    """The window after the copies of these were deleted in Outlook."""
    for name in names:
        rig.new_in_salesforce(name, "Test")
    rig.connect()
    rig.sync()
    for item in rig.mailbox.contacts(Role.SHARED):
        rig.mailbox.delete(item.native_id)
    rig.sync()
    return cast(HoldsWindow, rig.show("holds"))


def alive(rig: Rig) -> tuple[list[str], list[str]]:
    """First names on both sides."""
    return (
        sorted(str(row.fields["FirstName"]) for row in rig.crm.contacts() if not row.deleted),
        sorted(str(item.fields["GivenName"]) for item in rig.mailbox.contacts(Role.SHARED)),
    )


def press(window: HoldsWindow, answer: str) -> None:
    QTest.mouseClick(window._answers[answer], Qt.MouseButton.LeftButton)


def test_nothing_waits_at_first(rig: Rig) -> None:
    rig.connect()
    window = cast(HoldsWindow, rig.show("holds"))
    assert window._empty.isVisible()
    assert not any(button.isVisible() for button in window._answers.values())


def test_deletion_waits_and_closing_the_window_keeps_the_contact(rig: Rig) -> None:
    window = deleted(rig, "Ada")
    assert window.holds.things[0].title == "Ada Test"
    assert "still there" in window._explained.text()
    window.close()
    rig.sync()
    assert alive(rig) == (["Ada"], [])


@pytest.mark.parametrize(
    ("answer", "after"),
    [("delete", ([], [])), ("stop", (["Ada"], [])), ("restore", (["Ada"], ["Ada"]))],
)
def test_each_answer_does_what_it_says(rig: Rig, answer: str, after: tuple[list[str], list[str]]) -> None:
    window = deleted(rig, "Ada")
    press(window, answer)
    rig.settle()
    rig.sync()
    assert alive(rig) == after
    assert window._empty.isVisible()


def test_deleting_several_is_asked_once_more(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    window = deleted(rig, "Ada", "Grace", "Emmy")
    window.table.selectAll()
    asked: list[str] = []
    replies = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]

    def ask(parent: object, title: str, text: str) -> QMessageBox.StandardButton:
        asked.append(text)
        return replies.pop(0)

    monkeypatch.setattr(QMessageBox, "question", ask)
    press(window, "delete")
    rig.settle()
    assert alive(rig) == (["Ada", "Emmy", "Grace"], [])
    window.table.selectAll()
    press(window, "delete")
    rig.settle()
    assert alive(rig) == ([], [])
    assert all("3" in text for text in asked)


def test_first_sync_can_be_agreed_to(rig: Rig) -> None:
    rig.new_in_salesforce("Ada", "Test")
    rig.connect()
    rig.program.sync(yes=False)
    window = cast(HoldsWindow, rig.show("holds"))
    assert window._answers["yes"].isVisible()
    press(window, "yes")
    rig.settle()
    rig.runner.sync()
    rig.settle()
    assert alive(rig) == (["Ada"], ["Ada"])
