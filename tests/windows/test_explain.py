"""The window that explains, driven as a person drives it, and the buttons of other windows that lead to it."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.record import Role
from desktop.ui.browser.window import BrowserWindow
from desktop.ui.conflicts.holds import HoldsWindow
from desktop.ui.conflicts.problems import ProblemsWindow
from desktop.ui.conflicts.window import ConflictsWindow
from desktop.ui.explain.window import ExplainWindow
from tests.windows.rig import Rig


def press(rig: Rig, button: QPushButton) -> None:
    assert button.isVisible() and button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    rig.settle()


def opened(rig: Rig) -> ExplainWindow:
    return cast(ExplainWindow, rig.show("explain"))


def ask(rig: Rig, what: str) -> ExplainWindow:
    window = opened(rig)
    window.what.clear()
    QTest.keyClicks(window.what, what)
    QTest.keyClick(window.what, Qt.Key.Key_Return)
    rig.settle()
    return window


def told(window: ExplainWindow) -> str:
    page = window.page.reasons.widget()
    assert page is not None
    return "\n".join(label.text() for label in page.findChildren(QLabel))


@pytest.fixture
def synced(rig: Rig) -> Rig:
    rig.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    rig.new_in_salesforce("Alan", "Turing", Title="Reader")
    rig.connect()
    rig.sync()
    return rig


def contact(rig: Rig, last: str) -> str:
    return next(row.native_id for row in rig.crm.contacts() if row.fields["LastName"] == last)


def copy(rig: Rig, last: str) -> str:
    return next(item.native_id for item in rig.mailbox.contacts() if item.fields.get("Surname") == last)


def test_a_name_is_typed_and_the_verdict_and_history_are_shown(synced: Rig) -> None:
    window = ask(synced, "Ada")
    assert window.page.heading.text() == "Ada Lovelace" and not window.found.isVisible()
    assert "It is linked, and there is nothing to do." in told(window) and "linked-ok" in told(window)
    assert next(text for _, text in window.page.history.things) == "Made in Outlook, from Salesforce."
    assert not window.page.tabs.isTabVisible(1)


def test_what_is_ahead_is_shown_with_its_fields_on_both_sides(synced: Rig) -> None:
    synced.later(minutes=15)
    synced.crm.edit(contact(synced, "Lovelace"), {"Title": "Countess"})
    synced.later(minutes=15)
    window = ask(synced, "Ada")
    assert "Job title: to be changed in Outlook." in told(window)
    (row,) = window.page.fields.things
    assert (row.label, row.crm, row.mailbox, row.agreed) == ("Job title", "Countess", "Analyst", "Analyst")


def test_several_are_listed_and_each_can_be_chosen(synced: Rig) -> None:
    window = ask(synced, "a")
    assert [window.found.item(row).text() for row in range(window.found.count())] == ["Ada Lovelace", "Alan Turing"]
    window.found.setCurrentRow(1)
    assert window.page.heading.text() == "Alan Turing"


def test_of_many_that_fit_one_is_chosen_and_the_list_stays(synced: Rig) -> None:
    for number in range(3):
        synced.new_in_salesforce("Ada", f"King{number}")
    synced.sync()
    window = ask(synced, "Ada")
    assert window.found.count() == 4 and window.page.heading.text() == "Several contacts fit: choose one."
    window.found.setCurrentRow(2)
    synced.settle()
    assert window.page.heading.text() == window.found.item(2).text() and window.found.count() == 4
    assert window.what.text() == "Ada"


def test_a_contact_that_was_never_touched_is_explained(synced: Rig) -> None:
    synced.mailbox.create_contact({"GivenName": "Rosalind", "Surname": "Franklin"}, Role.DEFAULT)
    window = ask(synced, "rosalind franklin")
    assert "category-missing" in told(window) and not window.open.isVisible()


def test_nothing_typed_asks_nothing(synced: Rig) -> None:
    window = ask(synced, " ")
    assert window.explained is None and window.note.isVisible()


def test_while_both_sides_are_asked_that_is_said_and_a_late_answer_to_another_question_is_dropped(synced: Rig) -> None:
    synced.bench.stalled = True
    window = ask(synced, "Ada")
    assert window.note.text() == "Looking on both sides …" and not window.go.isEnabled()
    window.be_about("Alan")
    synced.bench.stalled = False
    synced.bench.go()
    synced.settle()
    assert window.page.heading.text() == "Alan Turing" and window.go.isEnabled()


def test_what_cannot_be_reached_is_said_beside_what_was_last_seen(synced: Rig) -> None:
    def refuse(_: str) -> None:
        raise PortFault(Fault(FaultClass.TRANSIENT, "unreachable", "Salesforce did not answer.", "Try again later."))

    synced.world.crm.calls.before_call = refuse
    window = ask(synced, "Ada")
    assert "Salesforce did not answer." in told(window) and "linked-ok" in told(window)


def test_a_contact_is_excluded_and_included_again_from_the_page(synced: Rig) -> None:
    window = ask(synced, "Ada")
    press(synced, window.exclude)
    assert "excluded" in told(window) and not window.exclude.isVisible()
    assert [each.title for each in synced.program.queries.exclusions()] == ["Ada Lovelace"]
    press(synced, window.include)
    assert "linked-ok" in told(window) and synced.program.queries.exclusions() == []


def test_the_browser_explains_excludes_and_includes(synced: Rig) -> None:
    window = cast(BrowserWindow, synced.show("browser"))
    synced.until(lambda: not window.busy)
    window.table.setCurrentIndex(window.model.index(0, 0))
    synced.settle()
    press(synced, window.detail.exclude)
    synced.until(lambda: not window.busy)
    assert window.detail.standing.text().startswith("Excluded")
    assert not window.detail.exclude.isVisible() and not window.detail.unshare.isVisible()
    press(synced, window.detail.explain)
    explain = cast(ExplainWindow, synced.windows.get("explain"))
    assert explain.page.heading.text() == "Ada Lovelace" and "excluded" in told(explain)
    press(synced, window.detail.include)
    synced.until(lambda: not window.busy)
    assert window.detail.standing.text().startswith("Synced")


def test_a_problem_leads_to_its_explanation(synced: Rig) -> None:
    synced.new_in_outlook("Prince", "")
    synced.sync()
    window = cast(ProblemsWindow, synced.show("problems"))
    press(synced, window.explain)
    explain = cast(ExplainWindow, synced.windows.get("explain"))
    assert explain.page.heading.text() == "Prince" and "required-field" in told(explain)


def test_a_conflict_leads_to_its_explanation(synced: Rig) -> None:
    synced.crm.edit(contact(synced, "Lovelace"), {"Title": "Countess"})
    synced.mailbox.edit(copy(synced, "Lovelace"), {"JobTitle": "Programmer"})
    synced.sync()
    window = cast(ConflictsWindow, synced.show("conflicts"))
    press(synced, window.explain)
    explain = cast(ExplainWindow, synced.windows.get("explain"))
    assert "conflict-open" in told(explain) and "• In Outlook: Programmer" in told(explain)


def test_a_held_deletion_can_be_answered_for_ever(synced: Rig) -> None:
    synced.mailbox.delete(copy(synced, "Lovelace"))
    synced.sync()
    window = cast(HoldsWindow, synced.show("holds"))
    window.table.selectRow(0)
    window.answer("exclude")
    synced.settle()
    assert synced.program.queries.holds() == []
    assert [each.why for each in synced.program.queries.exclusions()] == ["deletion"]


def test_the_button_that_fits_leads_on(synced: Rig) -> None:
    assert not ask(synced, "Alan").act.isVisible()
    synced.later(minutes=15)
    synced.crm.edit(contact(synced, "Lovelace"), {"Title": "Countess"})
    synced.later(minutes=15)
    window = ask(synced, "Ada")
    press(synced, window.act)
    assert next(i for i in synced.mailbox.contacts() if i.native_id == copy(synced, "Lovelace")).fields["JobTitle"] == (
        "Countess"
    )


@pytest.mark.parametrize(("what", "leads_to"), [("Ada", "conflicts"), ("Alan", "holds"), ("Prince", "problems")])
def test_what_waits_for_a_person_is_one_press_away(synced: Rig, what: str, leads_to: str) -> None:
    synced.crm.edit(contact(synced, "Lovelace"), {"Title": "Countess"})
    synced.mailbox.edit(copy(synced, "Lovelace"), {"JobTitle": "Programmer"})
    synced.mailbox.delete(copy(synced, "Turing"))
    synced.new_in_outlook("Prince", "")
    synced.sync()
    press(synced, ask(synced, what).act)
    assert leads_to in synced.windows.shown()
