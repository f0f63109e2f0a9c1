"""Problems: each in a sentence with what to do, tried again or set aside by the person, and gone once it is solved."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from desktop.app.queries import Queries
from desktop.core.memory.crm_table import CrmTable, refusal
from desktop.core.record import Role
from desktop.ui.conflicts.problems import ProblemsWindow
from tests.windows.rig import Rig

TOO_LONG = "A" * 41
"""Salesforce takes a first name of at most 40 characters."""


class Mondays:
    """A rule of the org that refuses every new contact until it is lifted."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.strict, insert = True, CrmTable.insert

        def guarded(*arguments: object) -> object:
            if self.strict:
                raise refusal("validation-rule", "Not on a Monday.", "FIELD_CUSTOM_VALIDATION_EXCEPTION")
            return insert(*arguments)  # type: ignore[arg-type]

        patch.setattr(CrmTable, "insert", guarded)


@pytest.fixture
def mondays(monkeypatch: pytest.MonkeyPatch) -> Mondays:
    return Mondays(monkeypatch)


def refused(rig: Rig, *names: str) -> ProblemsWindow:
    """The window after contacts of these last names were made in Outlook."""
    rig.connect()
    rig.sync()
    for name in names:
        rig.new_in_outlook("Ada", name)
    rig.sync()
    return cast(ProblemsWindow, rig.show("problems"))


def rows(window: ProblemsWindow) -> list[list[str]]:
    model = window.problems
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def press(rig: Rig, button: QAbstractButton) -> None:
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    rig.settle()


def test_without_problems_it_says_so_and_offers_nothing(rig: Rig) -> None:
    rig.connect()
    window = cast(ProblemsWindow, rig.show("problems"))
    assert window.nothing.text() == "Everything could be written."
    offered = (window.retry, window.ignore, window.heed, window.copying, window.with_ignored, window.table)
    assert not any(widget.isVisible() for widget in offered)


def test_problem_is_a_sentence_with_what_to_do_and_the_next_try(rig: Rig, mondays: Mondays) -> None:
    window = refused(rig, "Lovelace")
    ((name, wrong, _, tries, following),) = rows(window)
    assert (name, tries, following) == ("Ada Lovelace", "1", "next sync")
    assert "Not on a Monday." in wrong
    assert window.heading.text() == "Ada Lovelace"
    assert "Not on a Monday." in window.sentence.text()
    assert window.told.text().startswith("Tried 1 time")


def test_try_again_writes_what_is_taken_by_now(rig: Rig, mondays: Mondays) -> None:
    window = refused(rig, "Lovelace")
    mondays.strict = False
    press(rig, window.retry)
    assert [row.fields["LastName"] for row in rig.crm.contacts()] == ["Lovelace"]
    assert window.nothing.isVisible()


def test_try_again_that_is_refused_again_counts_one_more(rig: Rig, mondays: Mondays) -> None:
    window = refused(rig, "Lovelace")
    press(rig, window.retry)
    assert rows(window)[0][3] == "2"
    assert rig.crm.contacts() == []


def test_retry_while_paused_waits_for_the_next_sync(rig: Rig, mondays: Mondays) -> None:
    window = refused(rig, "Lovelace")
    rig.runner.pause(rig.clock.now().replace(year=2030))
    press(rig, window.retry)
    assert rows(window)[0][4] == "next sync"
    assert "next sync" in window.told.text()


def test_ignored_problem_counts_no_more_and_can_be_heeded_again(rig: Rig) -> None:
    window = refused(rig)
    rig.new_in_outlook(TOO_LONG, "Lovelace")
    rig.sync()
    press(rig, window.ignore)
    assert rig.runner.standing.facts.problems == 0
    assert window.nothing.text() == "Everything else could be written."
    press(rig, window.with_ignored)
    assert rows(window)[0][4] == "ignored"
    assert not window.ignore.isVisible()
    press(rig, window.heed)
    assert rig.runner.standing.facts.problems == 1
    assert not window.with_ignored.isVisible()


def test_several_can_be_decided_at_once(rig: Rig, mondays: Mondays) -> None:
    window = refused(rig, "Lovelace", "Byron", "King")
    window.table.selectAll()
    assert window.heading.text().startswith("3")
    mondays.strict = False
    press(rig, window.retry)
    assert sorted(str(row.fields["LastName"]) for row in rig.crm.contacts()) == ["Byron", "King", "Lovelace"]


def test_chosen_problem_stays_chosen_when_the_list_changes(rig: Rig, mondays: Mondays) -> None:
    window = refused(rig, "Lovelace", "Byron", "King")
    QTest.keyClick(window.table, Qt.Key.Key_Down)
    assert window.heading.text() == "Ada Byron"
    first = next(item for item in rig.mailbox.contacts(Role.SHARED) if item.fields["Surname"] == "Lovelace")
    rig.mailbox.delete(first.native_id)
    rig.sync()
    assert [row[0] for row in rows(window)] == ["Ada Byron", "Ada King"]
    assert [issue.complaint.subject for issue in window.chosen()] == ["Ada Byron"]


def test_problem_that_is_over_is_told(rig: Rig, mondays: Mondays) -> None:
    window = refused(rig, "Lovelace")
    number = window.chosen()[0].id
    window.hide()
    mondays.strict = False
    rig.program.answers.retry(number)
    rig.sync()
    window.retry.click()
    window.show()
    rig.settle()
    assert f"No problem has the number {number}" in window.fault_panel.text()
    assert window.nothing.isVisible()


def test_copy_has_all_that_is_known(rig: Rig, mondays: Mondays) -> None:
    window = refused(rig, "Lovelace", "Byron")
    window.table.selectAll()
    press(rig, window.copying)
    copied = QGuiApplication.clipboard().text()
    assert "Ada Lovelace" in copied and "Ada Byron" in copied
    assert "Not on a Monday." in copied and "validation-rule" in copied


def test_record_that_is_in_salesforce_can_be_opened_there(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    # The ids of the in-memory world are none of Salesforce's, so they have no page.
    monkeypatch.setattr(Queries, "address", lambda _, row: f"https://acme.my.salesforce.com/{row}")
    window = refused(rig)
    rig.new_in_salesforce("Ada", "Lovelace")
    rig.sync()
    rig.mailbox.edit(next(iter(rig.mailbox.contacts(Role.SHARED))).native_id, {"GivenName": TOO_LONG})
    rig.sync()
    press(rig, window.open)
    (shown,) = rig.program.queries.records("Lovelace")
    assert rig.opened == [f"https://acme.my.salesforce.com/{shown.row}"]


def test_record_that_is_not_in_salesforce_cannot_be_opened_there(rig: Rig, mondays: Mondays) -> None:
    assert not refused(rig, "Lovelace").open.isVisible()


def test_nothing_chosen_means_nothing_can_be_pressed(rig: Rig, mondays: Mondays) -> None:
    window = refused(rig, "Lovelace")
    window.table.selectionModel().select(window.problems.index(0, 0), _DESELECT)
    assert not any(button.isEnabled() for button in (window.retry, window.ignore, window.copying))


_DESELECT = QItemSelectionModel.SelectionFlag.Deselect | QItemSelectionModel.SelectionFlag.Rows
