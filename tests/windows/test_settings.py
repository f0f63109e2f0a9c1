"""The settings: what is shown is what holds, and every choice is stored at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import cast

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.memory.crm_table import COLLEAGUE, ME
from desktop.core.record import Side
from desktop.core.rules import Policy
from desktop.ui import language
from desktop.ui.settings.window import SettingsWindow
from tests.windows.rig import Rig


@pytest.fixture
def window(rig: Rig) -> SettingsWindow:
    rig.connect()
    rig.sync()
    return cast(SettingsWindow, rig.show("settings"))


def test_accounts_are_named_and_the_place_of_their_secrets(rig: Rig, window: SettingsWindow) -> None:
    texts = [label.text() for label in window.accounts.who.values()]
    assert any("acme.my.salesforce.com" in text for text in texts)
    assert any("sally@example.com" in text for text in texts)
    assert "the keychain of this test" in window.accounts.secrets.text()


def test_link_field_is_told_and_looked_for_again(rig: Rig, window: SettingsWindow) -> None:
    page = window.accounts
    assert "no link field" in page.link_field.state.text()
    assert not page.link_field.letter.isVisible()
    page.link_field.more.click()
    assert page.link_field.letter.isVisible()
    assert "External ID: yes" in page.link_field.letter.toPlainText()
    rig.world.crm.link_lacks = frozenset()
    page.look.click()
    rig.settle()
    assert page.link_field.state.text() == "Salesforce has the link field: new contacts are made by it."
    assert not page.link_field.letter.isVisible()
    assert page.look.isEnabled()


def test_scope_is_counted_on_both_sides_and_changed_with_the_next_session(rig: Rig, window: SettingsWindow) -> None:
    for name, owner in (("Ada", ME), ("Grace", COLLEAGUE)):
        rig.crm.create_contact({"FirstName": name, "LastName": "Test", "Email": f"{name}@example.com"}, owner)
    rig.sync()
    window.tabs.setCurrentWidget(window.scope)
    page = window.scope
    page.look.click()
    rig.settle()
    told = [page.choices.item(row).text() for row in range(page.choices.count())]
    assert told[:2] == ["My contacts (1)", "All contacts (2)"]
    assert "1 shared" in page.mailbox.text()
    assert page.choices.currentRow() == 0
    assert not page.apply.isEnabled()
    page.choices.setCurrentRow(1)
    page.apply.click()
    rig.settle()
    assert rig.program.queries.scope() == "all"
    assert not page.apply.isEnabled()


def test_scope_that_cannot_be_counted_says_why(
    rig: Rig, window: SettingsWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise PortFault(Fault(FaultClass.TRANSIENT, "timeout", "Salesforce did not answer.", "Try again later."))

    monkeypatch.setattr(type(rig.program), "scopes", refuse)
    window.tabs.setCurrentWidget(window.scope)
    window.scope.look.click()
    rig.settle()
    assert "did not answer" in window.scope.fault.text()
    assert window.scope.look.isEnabled()


def test_policy_is_stored_and_decides_open_conflicts_at_once(rig: Rig, window: SettingsWindow) -> None:
    record = rig.new_in_salesforce("Ada", "Lovelace", Title="Countess")
    rig.sync()
    rig.crm.edit(record, {"Title": "Analyst"})
    rig.mailbox.edit(next(iter(rig.mailbox.contacts())).native_id, {"JobTitle": "Programmer"})
    rig.sync()
    assert rig.runner.standing.facts.conflicts == 1
    window.tabs.setCurrentWidget(window.rules)
    assert window.rules.presets[Policy.ASK].isChecked()
    window.rules.presets[Policy.OUTLOOK].click()
    rig.settle()
    assert rig.program.queries.policy() is Policy.OUTLOOK
    assert rig.runner.standing.facts.conflicts == 0
    assert next(iter(rig.crm.contacts())).fields["Title"] == "Programmer"


def test_error_categories_can_be_switched_off(rig: Rig, window: SettingsWindow) -> None:
    window.tabs.setCurrentWidget(window.rules)
    assert window.rules.categories.isChecked()
    window.rules.categories.click()
    rig.settle()
    assert not rig.program.queries.error_categories()
    assert not window.rules.categories.isChecked()


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Callable[[QMessageBox.StandardButton], list[str]]:
    """How the person answers every question; what was asked is collected."""

    def says(button: QMessageBox.StandardButton) -> list[str]:
        asked: list[str] = []

        def answer(parent: object, title: str, text: str) -> QMessageBox.StandardButton:
            asked.append(text)
            return button

        monkeypatch.setattr(QMessageBox, "question", answer)
        return asked

    return says


def test_signing_out_is_asked_and_shown_in_the_tray(
    rig: Rig, window: SettingsWindow, says: Callable[[QMessageBox.StandardButton], list[str]]
) -> None:
    asked = says(QMessageBox.StandardButton.No)
    window.accounts.sign_out[Side.CRM].click()
    rig.settle()
    assert (len(asked), rig.runner.standing.state.name) == (1, "IDLE")
    says(QMessageBox.StandardButton.Yes)
    window.accounts.sign_out[Side.CRM].click()
    rig.settle()
    assert rig.runner.standing.state.name == "SIGNED_OUT"


def test_removing_everything_is_asked_then_ends_the_program_and_touches_neither_side(
    rig: Rig, window: SettingsWindow, says: Callable[[QMessageBox.StandardButton], list[str]]
) -> None:
    rig.new_in_salesforce("Ada", "Lovelace")
    rig.sync()
    says(QMessageBox.StandardButton.No)
    window.general.wipe.click()
    rig.settle()
    assert (rig.quits, (rig.profile / "mirror.db").exists()) == (0, True)
    says(QMessageBox.StandardButton.Yes)
    window.general.wipe.click()
    rig.settle()
    assert (rig.quits, (rig.profile / "mirror.db").exists()) == (1, False)
    assert (len(rig.crm.contacts()), len(rig.mailbox.contacts())) == (1, 1)


def test_diagnostics_are_copied_without_names(rig: Rig, window: SettingsWindow) -> None:
    window.general.diagnostics.click()
    rig.settle()
    told = QGuiApplication.clipboard().text()
    assert "SmartCloud Connect Desktop" in told
    assert "sally" not in told


def test_interval_is_stored_and_moves_the_next_session(rig: Rig, window: SettingsWindow) -> None:
    window.tabs.setCurrentWidget(window.schedule)
    box = window.schedule.interval
    box.selectAll()
    QTest.keyClicks(box, "45")
    QTest.keyClick(box, Qt.Key.Key_Return)
    rig.settle()
    assert rig.program.queries.facts().interval == timedelta(minutes=45)
    assert rig.alarm.moment == rig.clock.moment + timedelta(minutes=45)


def test_interval_that_a_screen_reader_sets_is_stored_too(rig: Rig, window: SettingsWindow) -> None:
    window.tabs.setCurrentWidget(window.schedule)
    window.schedule.interval.setValue(60)
    rig.settle()
    assert rig.program.queries.facts().interval == timedelta(hours=1)


def test_starting_at_login_is_asked_of_the_system_and_shown_as_it_answers(rig: Rig, window: SettingsWindow) -> None:
    window.tabs.setCurrentWidget(window.schedule)
    window.schedule.login.click()
    assert rig.login.on
    assert window.schedule.login.isChecked()


def test_screen_reader_ticks_starting_at_login_as_a_mouse_does(rig: Rig, window: SettingsWindow) -> None:
    window.schedule.login.toggle()  # what Qt does for an assistive program; there is no click
    assert rig.login.on
    window.schedule.login.toggle()
    assert not rig.login.on


def test_system_that_refuses_the_start_at_login_is_told(
    rig: Rig, window: SettingsWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(on: bool) -> None:
        raise PortFault(Fault(FaultClass.ENVIRONMENT, "read-only", "The folder cannot be written to.", "Ask."))

    monkeypatch.setattr(rig.login, "set", refuse)
    window.tabs.setCurrentWidget(window.schedule)
    window.schedule.login.click()
    assert "cannot be written" in window.schedule.fault.text()
    assert not window.schedule.login.isChecked()


def test_language_is_kept_and_spoken_at_once(rig: Rig, window: SettingsWindow) -> None:
    box = window.general.language
    box.setCurrentIndex(box.findData("de"))
    box.activated.emit(box.currentIndex())
    assert rig.shell.memory.value(language.SETTING) == "de"
    assert rig.spoken == 1


def test_days_of_history_are_stored_and_shown(rig: Rig, window: SettingsWindow) -> None:
    window.tabs.setCurrentWidget(window.general)
    assert window.general.history.value() == 90
    window.general.history.setValue(30)
    rig.settle()
    assert rig.program.queries.history_days() == 30


def test_data_folder_can_be_opened(rig: Rig, window: SettingsWindow) -> None:
    window.general.open.click()
    assert rig.opened == [rig.profile.absolute().as_uri()]


@pytest.mark.parametrize(
    ("chosen", "system", "spoken"),
    [("de", "en_US", "de"), ("", "de_AT", "de"), ("", "fr_FR", "en"), ("xx", "de_DE", "de"), ("en", "de_DE", "en")],
)
def test_chosen_language_wins_over_the_systems(chosen: str, system: str, spoken: str) -> None:
    assert language.best(chosen, QLocale(system)) == spoken


def test_german_and_english_speak_with_plurals_and_with_qts_own_buttons(rig: Rig) -> None:
    application = QApplication.instance()
    assert application is not None
    translate = QApplication.translate
    try:
        language.use(application, "de")
        assert translate("", "Paused") == "Angehalten"
        assert translate("QPlatformTheme", "Cancel") == "Abbrechen"
        assert translate("", "%n thing(s) wait for you", "", 1) == "1 Sache wartet auf Sie"
        language.use(application, "en")
        assert translate("", "%n thing(s) wait for you", "", 1) == "1 thing waits for you"
        assert translate("", "%n thing(s) wait for you", "", 3) == "3 things wait for you"
    finally:
        language.use(application, "en")
