"""What gave way in conflicts, rules made of answers, and fields that are left blank, driven as a person drives them."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.record import Side
from desktop.core.rules import Policy
from desktop.ui.conflicts.fields import FieldsView
from desktop.ui.conflicts.lost import LostWindow
from desktop.ui.conflicts.window import ConflictsWindow
from desktop.ui.settings.field_rules import FieldRules
from desktop.ui.settings.window import SettingsWindow
from tests.windows.rig import Rig
from tests.windows.test_conflicts import Person, fields, press


@pytest.fixture
def ada(rig: Rig) -> Person:
    person = Person(rig, "Ada", "Grace")
    person.clash("Ada", {"Title": "Countess"}, {"JobTitle": "Programmer"})
    return person


def settle_ada(rig: Rig, ada: Person, side: Side, always: bool = False) -> ConflictsWindow:
    window = ada.open()
    row = fields(window).rows[0]
    row.buttons[side].click()
    if always:
        row.always.click()
    press(window)
    rig.settle()
    return window


def rules(rig: Rig) -> FieldRules:
    window = cast(SettingsWindow, rig.show("settings"))
    window.tabs.setCurrentWidget(window.rules)
    return window.rules.fields


def test_a_field_may_be_left_blank_on_both_sides(rig: Rig, ada: Person) -> None:
    window = ada.open()
    row = fields(window).rows[0]
    assert row.blank.isVisible() and not row.always.isEnabled()
    row.blank.click()
    press(window)
    rig.settle()
    rig.sync()
    assert ada.titles("Ada") == (None, None)


def test_typing_takes_back_that_a_field_is_left_blank(ada: Person) -> None:
    window = ada.open()
    row = fields(window).rows[0]
    row.blank.click()
    QTest.keyClicks(row.result, "X")
    choice = row.choice()
    assert not row.blank.isChecked() and choice is not None and choice.text == "X"


def test_where_one_side_is_blank_taking_it_is_enough(rig: Rig, ada: Person) -> None:
    ada.clash("Grace", {"Title": ""}, {"JobTitle": "Admiral"})
    window = ada.open()
    window.list.setCurrentRow(1)
    assert not fields(window).rows[0].blank.isVisible()


def test_an_address_is_taken_as_a_whole(rig: Rig, ada: Person) -> None:
    city = "PhysicalAddresses/Business/City"
    ada.clash("Grace", {"MailingStreet": "Oak 2", "MailingCity": "Bonn"}, {city: "Ulm"})
    window = ada.open()
    window.list.setCurrentRow(1)
    row = fields(window).rows[0]
    assert row.name.text() == "Business address" and "Oak 2<br>Bonn" in row.texts[Side.CRM].text()
    assert row.result.isReadOnly() and not row.blank.isVisible()
    row.buttons[Side.CRM].click()
    press(window)
    rig.settle()
    assert ada.both("Grace", "MailingCity", city) == ("Bonn", "Bonn")


def test_an_answer_that_is_remembered_is_a_rule_in_the_settings_and_is_removed_there(rig: Rig, ada: Person) -> None:
    settle_ada(rig, ada, Side.MAILBOX, always=True)
    shown = rules(rig)
    assert list(shown.policies) == ["title"]
    assert shown.policies["title"].currentText() == "Outlook decides"
    QTest.mouseClick(shown.removals["title"], Qt.MouseButton.LeftButton)
    rig.settle()
    assert shown.policies == {} and rig.program.queries.rules() == ()


def test_a_rule_is_added_and_changed_in_the_settings(rig: Rig, ada: Person) -> None:
    shown = rules(rig)
    assert shown.none.isVisible()
    shown.field.setCurrentIndex(shown.field.findData("phone"))
    shown.policy.setCurrentIndex(shown.policy.findData(Policy.NEWEST.value))
    shown.add.click()
    rig.settle()
    assert [(rule.field, rule.policy) for rule in rig.program.queries.rules()] == [("phone", Policy.NEWEST)]
    assert shown.field.findData("phone") == -1
    combo = shown.policies["phone"]
    combo.setCurrentIndex(combo.findData(Policy.ASK.value))
    combo.activated.emit(combo.currentIndex())
    rig.settle()
    assert [rule.policy for rule in rig.program.queries.rules()] == [Policy.ASK]


def test_what_gave_way_is_listed_and_put_back(rig: Rig, ada: Person) -> None:
    conflicts = settle_ada(rig, ada, Side.CRM)
    conflicts.log.click()
    window = cast(LostWindow, rig.windows.get("lost"))
    rig.settle()
    texts = [window.lost.index(0, column).data() for column in range(1, 5)]
    assert texts == ["Ada Test", "Job title", "Programmer (Outlook)", "You decided so"]
    assert [label.text() for label in window.values] == ["Gave way in Outlook: Programmer", "Kept: Countess"]
    QTest.mouseClick(window.back, Qt.MouseButton.LeftButton)
    rig.settle()
    assert ada.titles("Ada") == ("Programmer", "Programmer")
    assert len(window.lost.things) == 2 and not window.back.isEnabled()
    assert "again" in window.told.text()


def test_nothing_to_put_back_says_so(rig: Rig, ada: Person) -> None:
    window = cast(LostWindow, rig.show("lost"))
    assert window._empty.isVisible() and not window.back.isVisible()


def test_what_cannot_be_put_back_is_told(rig: Rig, ada: Person) -> None:
    settle_ada(rig, ada, Side.CRM)
    window = cast(LostWindow, rig.show("lost"))
    rig.program.answers.unshare(window.lost.things[0].pair_id)
    window.hide()
    rig.sync()
    window._put_back()
    rig.settle()
    assert "not synced any more" in window.fault_panel.text()


def test_a_row_without_a_side_is_not_remembered(ada: Person) -> None:
    view = fields(ada.open())
    assert isinstance(view, FieldsView)
    row = view.rows[0]
    row.buttons[Side.CRM].click()
    row.always.click()
    QTest.keyClicks(row.result, "X")
    assert not row.always.isChecked() and not row.always.isEnabled()
