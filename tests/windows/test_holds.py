"""Held deletions: kept unless a person says otherwise, and each answer does what it says on both sides."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from desktop.core.record import Role
from desktop.store.anew import forget_what_was_read
from desktop.ui.conflicts.holds import HoldsWindow
from desktop.ui.widgets.table import choose
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
    assert "stays in Salesforce until you answer" in window._explained.text()
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
    assert alive(rig) == (["Ada"], ["Ada"])


def test_many_deletions_in_salesforce_are_named_and_wait_for_a_yes(rig: Rig) -> None:
    names = [f"Nr{number:02}" for number in range(15)]
    rows = [rig.new_in_salesforce(name, "Test") for name in names]
    rig.connect()
    rig.sync()
    for row in rows:
        rig.crm.delete(row)
    rig.clock.forward(minutes=15)
    rig.runner.sync()
    rig.settle()
    window = cast(HoldsWindow, rig.show("holds"))
    assert window._question.text().startswith("15 contact")
    assert "Nr00 Test, Nr01 Test" in window._explained.text()
    assert "and 3 more" in window._explained.text()
    assert alive(rig) == ([], names)
    press(window, "yes")
    rig.settle()
    assert alive(rig) == ([], [])
    assert window._empty.isVisible()


def test_many_that_leave_the_scope_are_named_and_wait_for_a_yes(rig: Rig) -> None:
    names = [f"Nr{number:02}" for number in range(15)]
    rows = [rig.new_in_salesforce(name, "Test") for name in names]
    rig.connect()
    rig.sync()
    for row in rows:
        rig.crm.reown(row)
    rig.clock.forward(minutes=15)
    rig.runner.sync()
    rig.settle()
    window = cast(HoldsWindow, rig.show("holds"))
    assert window._question.text().startswith("15 contact")
    assert "not among those you sync" in window._question.text()
    assert "Nr00 Test, Nr01 Test" in window._explained.text()
    assert "Nothing is deleted" in window._consequences["yes"].text()
    assert alive(rig) == (names, names)
    press(window, "yes")
    rig.settle()
    assert alive(rig) == (names, [])
    assert len(rig.mailbox.contacts(Role.DEFAULT)) == 15


def test_folder_that_was_emptied_is_answered_for_all_at_once(rig: Rig) -> None:
    names = [f"Nr{number:02}" for number in range(15)]
    for name in names:
        rig.new_in_salesforce(name, "Test")
    rig.connect()
    rig.sync()
    for item in rig.mailbox.contacts(Role.SHARED):
        rig.mailbox.delete(item.native_id)
    rig.clock.forward(minutes=15)
    rig.runner.sync()
    rig.settle()
    window = cast(HoldsWindow, rig.show("holds"))
    assert window._question.text().startswith("15 contact")
    assert "gone from the folder" in window._question.text()
    assert window._explained.text().startswith("The folder in Outlook is as good as empty")
    assert window._answers["stop"].text() == "&Keep them in Salesforce"
    assert {name for name, button in window._answers.items() if button.isVisible()} == {"stop", "restore", "delete"}
    press(window, "restore")
    rig.settle()
    assert alive(rig) == (names, names)


def test_copies_of_what_was_deleted_in_salesforce_can_be_kept(rig: Rig) -> None:
    rows = [rig.new_in_salesforce(f"Nr{number:02}", "Test") for number in range(15)]
    rig.connect()
    rig.sync()
    for row in rows:
        rig.crm.delete(row)
    rig.clock.forward(minutes=15)
    rig.runner.sync()
    rig.settle()
    window = cast(HoldsWindow, rig.show("holds"))
    assert {name for name, button in window._answers.items() if button.isVisible()} == {"yes", "keep"}
    press(window, "keep")
    rig.settle()
    assert len(rig.mailbox.contacts(Role.DEFAULT)) == 15 and rig.mailbox.contacts(Role.SHARED) == []


def test_plan_that_waits_can_be_looked_at(rig: Rig) -> None:
    rig.new_in_salesforce("Ada", "Test")
    rig.connect()
    rig.program.sync(yes=False)
    window = cast(HoldsWindow, rig.show("holds"))
    QTest.mouseClick(window._look, Qt.MouseButton.LeftButton)
    assert "preview" in rig.windows.shown()


def test_several_that_are_chosen_stay_chosen_when_the_list_grows(rig: Rig) -> None:
    window = deleted(rig, "Ada", "Grace")
    window.table.selectAll()
    rig.new_in_salesforce("Emmy", "Test")
    rig.sync()
    rig.mailbox.delete(next(iter(rig.mailbox.contacts(Role.SHARED))).native_id)
    rig.sync()
    assert len(window.holds.things) == 3
    assert [shown.title for shown in window.chosen()] == ["Ada Test", "Grace Test"]


def test_day_of_an_older_question_is_told(rig: Rig) -> None:
    window = deleted(rig, "Ada")
    assert "26" in str(window.holds.index(0, 2).data())


def test_question_that_is_over_is_told(rig: Rig) -> None:
    window = deleted(rig, "Ada")
    number = window.holds.things[0].hold.id
    window.hide()
    rig.program.answers.confirm(number, "stop")
    rig.sync()
    window.answer("delete")
    window.show()
    rig.settle()
    assert "waits for a yes" in window.fault_panel.text()
    assert alive(rig) == (["Ada"], [])


def test_after_a_loss_the_answers_say_what_they_do_there(rig: Rig) -> None:
    for name in ("Ada", "Grace"):
        rig.crm.create_contact({"FirstName": name, "LastName": "Test", "Email": f"{name}@example.com"})
    rig.connect()
    rig.sync()
    rig.sync()
    with rig.program._database.transaction():
        forget_what_was_read(rig.program._database)
        rig.program._database.write("DELETE FROM setting WHERE key = 'first_sync_done'")
    gone = next(row.native_id for row in rig.crm.contacts() if row.fields["FirstName"] == "Ada")
    rig.crm.delete(gone)
    rig.sync()
    window = cast(HoldsWindow, rig.show("holds"))
    (shown,) = window.holds.things
    assert shown.hold.guard == "lost-records"
    choose(window.table, [0])
    texts = {answer: button.text() for answer, button in window._answers.items() if not button.isHidden()}
    assert texts == {
        "stop": "&Keep them as my own",
        "restore": "&Make them again in Salesforce",
        "delete": "&Delete the copies in Outlook",
    }
    window.answer("restore")
    rig.settle()
    rig.sync()
    assert [row.fields["FirstName"] for row in rig.crm.contacts() if not row.deleted] == ["Grace", "Ada"]
