"""The conflict centre, driven as a person drives it: what is chosen arrives on both sides, and nothing else does."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from desktop.app.queries import Queries
from desktop.app.reads import Dispute
from desktop.core.memory.mail_folders import Item
from desktop.core.record import Role, Side
from desktop.ui import language, theme
from desktop.ui.conflicts.choices import WholeView
from desktop.ui.conflicts.fields import FieldsView
from desktop.ui.conflicts.window import ConflictsWindow
from desktop.ui.widgets.diff import marked
from tests.windows.rig import Rig


class Person:
    """One person's contacts on both sides, and the open window."""

    def __init__(self, rig: Rig, *names: str) -> None:
        self.rig = rig
        self.rows = {name: rig.new_in_salesforce(name, "Test", Title="Old", Department="Old") for name in names}
        rig.connect()
        rig.sync()

    def clash(self, name: str, crm: dict[str, str], mailbox: dict[str, str]) -> None:
        self.rig.crm.edit(self.rows[name], crm)
        self.rig.mailbox.edit(self._copy(name).native_id, mailbox)

    def agree(self, name: str, **fields: str) -> None:
        """Have both sides hold values before anybody disputes them."""
        self.rig.crm.edit(self.rows[name], fields)
        self.rig.sync()

    def open(self) -> ConflictsWindow:
        self.rig.sync()
        return cast(ConflictsWindow, self.rig.show("conflicts"))

    def both(self, name: str, crm: str, mailbox: str) -> tuple[object, object]:
        row = next(row for row in self.rig.crm.contacts() if row.native_id == self.rows[name])
        return row.fields.get(crm), self._copy(name).fields.get(mailbox)

    def titles(self, name: str) -> tuple[object, object]:
        return self.both(name, "Title", "JobTitle")

    def _copy(self, name: str) -> Item:
        return next(item for item in self.rig.mailbox.contacts(Role.SHARED) if item.fields["GivenName"] == name)


def press(window: ConflictsWindow) -> None:
    QTest.mouseClick(window._save, Qt.MouseButton.LeftButton)


def fields(window: ConflictsWindow) -> FieldsView:
    assert isinstance(window.view, FieldsView)
    return window.view


@pytest.fixture
def ada(rig: Rig) -> Person:
    person = Person(rig, "Ada", "Grace")
    person.clash("Ada", {"Title": "Countess"}, {"JobTitle": "Programmer"})
    return person


def test_nothing_is_chosen_beforehand_and_nothing_can_be_saved(ada: Person) -> None:
    window = ada.open()
    row = fields(window).rows[0]
    assert not any(button.isChecked() for button in row.buttons.values())
    assert row.result.toPlainText() == ""
    assert not window._save.isEnabled()
    assert [row.texts[side].text() for side in Side] == ["Countess", "Programmer"]
    assert row.base.text() == "Old"


@pytest.mark.parametrize(("side", "value"), [(Side.CRM, "Countess"), (Side.MAILBOX, "Programmer")])
def test_taken_side_wins_on_both(rig: Rig, ada: Person, side: Side, value: str) -> None:
    window = ada.open()
    fields(window).rows[0].buttons[side].click()
    assert fields(window).rows[0].result.toPlainText() == value
    press(window)
    rig.settle()
    assert ada.titles("Ada") == (value, value)
    assert window._empty.isVisible()


@pytest.mark.parametrize("typed", ["Mathematician", "Outlook", "salesforce"])
def test_typed_value_goes_to_both_even_where_it_is_the_name_of_a_side(rig: Rig, ada: Person, typed: str) -> None:
    window = ada.open()
    QTest.keyClicks(fields(window).rows[0].result, typed)
    press(window)
    rig.settle()
    rig.sync()
    assert ada.titles("Ada") == (typed, typed)


def test_typing_takes_the_choice_of_a_side_back(ada: Person) -> None:
    window = ada.open()
    row = fields(window).rows[0]
    row.buttons[Side.CRM].click()
    QTest.keyClicks(row.result, "X")
    assert not any(button.isChecked() for button in row.buttons.values())
    row.result.clear()
    assert not window._save.isEnabled()


def test_every_field_of_a_record_must_be_chosen_and_one_sided_ones_are_told(rig: Rig, ada: Person) -> None:
    ada.clash("Ada", {"Department": "Engines"}, {"Department": "Looms"})
    rig.crm.edit(ada.rows["Ada"], {"Phone": "+43 1 234567"})
    window = ada.open()
    view = fields(window)
    assert len(view.rows) == 2
    view.rows[0].buttons[Side.CRM].click()
    assert not window._save.isEnabled()
    view.rows[1].buttons[Side.MAILBOX].click()
    assert window._save.isEnabled()
    press(window)
    rig.settle()
    assert ada.titles("Ada") == ("Countess", "Countess")
    assert ada.both("Ada", "Department", "Department") == ("Looms", "Looms")


def test_later_goes_on_and_nothing_else_waits_for_it(rig: Rig, ada: Person) -> None:
    ada.clash("Grace", {"Title": "Admiral"}, {"JobTitle": "Commodore"})
    window = ada.open()
    assert window.list.count() == 2
    window._later.click()
    assert window._heading.text() == "Grace Test"
    fields(window).rows[0].buttons[Side.CRM].click()
    press(window)
    rig.settle()
    assert ada.titles("Grace") == ("Admiral", "Admiral")
    assert ada.titles("Ada") == ("Countess", "Programmer")
    assert window.list.count() == 1


def test_one_answer_for_every_conflict_about_a_field(rig: Rig, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    ada.clash("Grace", {"Title": "Admiral"}, {"JobTitle": "Commodore"})
    window = ada.open()
    asked: list[str] = []

    def yes(parent: object, title: str, text: str) -> QMessageBox.StandardButton:
        asked.append(text)
        return QMessageBox.StandardButton.Yes

    monkeypatch.setattr(QMessageBox, "question", yes)
    entry = next(each for each in window._more.menu().actions() if each.text().startswith("Outlook for every conflict"))
    assert "(2)" in entry.text()
    entry.trigger()
    rig.settle()
    assert len(asked) == 1
    assert (ada.titles("Ada"), ada.titles("Grace")) == (("Programmer",) * 2, ("Commodore",) * 2)


def test_half_made_choice_survives_a_session_in_the_background(rig: Rig, ada: Person) -> None:
    window = ada.open()
    QTest.keyClicks(fields(window).rows[0].result, "Mathe")
    rig.crm.edit(ada.rows["Grace"], {"Title": "Admiral"})
    rig.sync()
    assert fields(window).rows[0].result.toPlainText() == "Mathe"


def test_conflict_that_is_over_is_told_and_the_list_is_true_again(rig: Rig, ada: Person) -> None:
    window = ada.open()
    fields(window).rows[0].buttons[Side.CRM].click()
    window.hide()
    rig.program.answers.resolve(window.disputes[0].conflicts[0].id, "mailbox")
    rig.sync()
    window.save()
    window.show()
    rig.settle()
    assert "is open" in window.fault_panel.text()
    assert ada.titles("Ada") == ("Programmer", "Programmer")


@pytest.mark.parametrize(("take", "there"), [("mailbox", True), ("salesforce", False)])
def test_deleted_there_and_changed_here(rig: Rig, ada: Person, take: str, there: bool) -> None:
    rig.crm.delete(ada.rows["Grace"])
    rig.mailbox.edit(ada._copy("Grace").native_id, {"JobTitle": "Rear Admiral"})
    window = ada.open()
    window.list.setCurrentRow(1)
    assert isinstance(window.view, WholeView)
    window.view.buttons[take].click()
    press(window)
    rig.settle()
    live = [row for row in rig.crm.contacts() if not row.deleted and row.fields["FirstName"] == "Grace"]
    copies = [item for item in rig.mailbox.contacts(Role.SHARED) if item.fields["GivenName"] == "Grace"]
    assert (bool(live), bool(copies)) == (there, there)


def test_one_of_several_candidates_can_be_chosen(rig: Rig) -> None:
    rig.connect()
    rig.sync()
    first, second = (
        rig.new_in_salesforce("Marie", "Curie", Title=title, Email="marie@example.com") for title in ("A", "B")
    )
    rig.new_in_outlook("Marie", "Curie", email="marie@example.com")
    rig.sync()
    window = cast(ConflictsWindow, rig.show("conflicts"))
    assert isinstance(window.view, WholeView)
    assert {first, second} <= set(window.view.buttons)
    assert window.view.buttons[second].accessibleDescription().startswith("B")
    window.view.buttons[second].click()
    press(window)
    rig.settle()
    assert window._empty.isVisible()
    assert len([row for row in rig.crm.contacts() if not row.deleted]) == 2


def test_everything_works_with_the_keyboard(rig: Rig, ada: Person) -> None:
    window = ada.open()
    row = fields(window).rows[0]
    row.buttons[Side.CRM].setFocus()
    QTest.keyClick(row.buttons[Side.CRM], Qt.Key.Key_Space)
    assert window._save.shortcut().toString() == "Ctrl+Return"
    QTest.keyClick(window._save, Qt.Key.Key_Space)
    rig.settle()
    assert ada.titles("Ada") == ("Countess", "Countess")


def test_markup_in_a_value_is_shown_as_it_is(rig: Rig, ada: Person) -> None:
    ada.agree("Grace", Description="Old")
    ada.clash("Grace", {"Description": "<img src=x> " * 9}, {"Body": "<b>bold</b> " * 9})
    window = ada.open()
    window.list.setCurrentRow(1)
    shown = fields(window).rows[0].texts[Side.CRM].text()
    assert "<img" not in shown
    assert "&lt;img" in shown


def test_words_that_the_other_text_lacks_are_marked() -> None:
    assert marked("the red <car>", "the car") == "the <u><b>red &lt;car&gt;</b></u>"
    assert marked("same", "same") == "same"


def test_texts_that_come_again_and_again_are_compared_at_once() -> None:
    assert "<u>" in marked("a " * 2_000, "b a " * 1_000)


def test_long_text_is_shown_to_its_end(rig: Rig, ada: Person) -> None:
    ada.agree("Grace", Description="Old")
    ada.clash("Grace", {"Description": "Met at the fair.\n" * 40}, {"Body": "Nothing of it."})
    window = ada.open()
    window.list.setCurrentRow(1)
    rig.settle()
    label = fields(window).rows[0].texts[Side.CRM]
    assert label.height() >= label.heightForWidth(label.width())


def test_day_is_shown_with_its_whole_year_and_typed_as_it_is_shown(rig: Rig, ada: Person, qapp: QApplication) -> None:
    language.use(qapp, "en")
    ada.clash("Grace", {"Birthdate": "1906-12-09"}, {"Birthday": "1907-12-09"})
    window = ada.open()
    window.list.setCurrentRow(1)
    row = fields(window).rows[0]
    assert [row.texts[side].text() for side in Side] == ["12/9/1906", "12/9/1907"]
    QTest.keyClicks(row.result, "12/31/1908")
    press(window)
    rig.settle()
    rig.sync()
    assert ada.both("Grace", "Birthdate", "Birthday") == ("1908-12-31", "1908-12-31")


def test_what_is_no_day_is_refused_and_nothing_of_the_record_is_stored(rig: Rig, ada: Person) -> None:
    ada.clash("Grace", {"Birthdate": "1906-12-09", "Title": "Admiral"}, {"Birthday": "1907-12-09", "JobTitle": "Sir"})
    window = ada.open()
    window.list.setCurrentRow(1)
    title, day = fields(window).rows
    title.buttons[Side.CRM].click()
    QTest.keyClicks(day.result, "soon")
    press(window)
    rig.settle()
    assert "is not a value for the birthday" in window.fault_panel.text()
    assert day.result.toPlainText() == "soon"
    assert ada.titles("Grace") == ("Admiral", "Sir")


def test_saved_record_is_followed_by_the_next_one_and_the_keyboard_goes_along(rig: Rig) -> None:
    person = Person(rig, "Ada", "Grace", "Emmy")
    for name in person.rows:
        person.clash(name, {"Title": "This"}, {"JobTitle": "That"})
    window = person.open()
    window.list.setCurrentRow(1)
    fields(window).take_all(Side.CRM)
    window._save.setFocus()
    press(window)
    rig.settle()
    assert window._heading.text() == "Emmy Test"
    assert window.focusWidget() is fields(window).rows[0].buttons[Side.CRM]


def test_deletion_against_a_change_names_the_change(rig: Rig, ada: Person) -> None:
    rig.crm.delete(ada.rows["Grace"])
    rig.mailbox.edit(ada._copy("Grace").native_id, {"JobTitle": "Rear Admiral"})
    window = ada.open()
    window.list.setCurrentRow(1)
    assert isinstance(window.view, WholeView)
    told = [label.text() for label in window.view.findChildren(QLabel)]
    assert "Job title: Rear Admiral (before: Old)" in told


def test_candidate_that_has_a_copy_cannot_be_chosen_and_says_why(rig: Rig) -> None:
    there = rig.new_in_salesforce("Marie", "Curie", Email="marie@example.com")
    rig.connect()
    rig.sync()
    rig.new_in_outlook("Marie", "Curie", email="marie@example.com")
    rig.sync()
    window = cast(ConflictsWindow, rig.show("conflicts"))
    assert isinstance(window.view, WholeView)
    assert not window.view.buttons[there].isEnabled()
    assert "already" in window.view.buttons[there].accessibleDescription()
    window.view.buttons["mailbox"].click()
    press(window)
    rig.settle()
    assert len(rig.crm.contacts()) == 2


def test_only_the_shown_record_is_read_in_full(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    person = Person(rig, "Ada", "Grace", "Emmy")
    for name in person.rows:
        person.clash(name, {"Title": "This"}, {"JobTitle": "That"})
    window = person.open()
    read: list[str] = []
    in_full = Queries.in_full

    def counted(queries: Queries, dispute: Dispute) -> Dispute:
        read.append(dispute.title)
        return in_full(queries, dispute)

    monkeypatch.setattr(Queries, "in_full", counted)
    window.refresh()
    assert read == ["Ada Test"]


def test_result_stays_readable_when_the_desktop_turns_dark(rig: Rig, ada: Person, qapp: QApplication) -> None:
    window = ada.open()
    result = fields(window).rows[0].result
    try:
        theme.use(qapp, True)
        rig.settle()
        palette = result.palette()
        assert palette.color(QPalette.ColorRole.Base) == theme.tones().asks
        assert palette.color(QPalette.ColorRole.Text).lightness() > 150
    finally:
        theme.use(qapp, False)
