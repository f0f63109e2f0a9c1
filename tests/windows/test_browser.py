"""The record browser, driven as a person drives it: typing, filtering, sorting, choosing, pressing."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.app.answers import Answers
from desktop.app.reads import LineState, Order
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.record import Role as Place
from desktop.core.record import Side
from desktop.ui.browser.window import BrowserWindow
from desktop.ui.outlines import Outlined
from tests.windows.rig import Rig


class Person:
    """A person in front of the browser."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.window = cast(BrowserWindow, rig.show("browser"))
        self.wait()

    def wait(self) -> None:
        """Until the list is complete."""
        self.rig.until(lambda: not self.window.busy and not self.window.filters._timer.isActive())
        self.rig.settle()

    def search(self, text: str) -> None:
        self.window.filters.search.setFocus()
        self.window.filters.search.selectAll()
        if text:
            QTest.keyClicks(self.window.filters.search, text)
        else:
            QTest.keyClick(self.window.filters.search, Qt.Key.Key_Delete)
        self.wait()

    def show(self, state: LineState | None = None, side: Side | None = None) -> None:
        for combo, wanted in ((self.window.filters.states, state), (self.window.filters.sides, side)):
            combo.setCurrentIndex(combo.findData(wanted))
            combo.activated.emit(combo.currentIndex())
        self.wait()

    def names(self) -> list[str]:
        return [self.cell(place, "Name") for place in range(self.window.model.rowCount())]

    def cell(self, place: int, heading: str) -> str:
        model = self.window.model
        headings = [column.heading for column in model.columns]
        return str(model.index(place, headings.index(heading)).data())

    def choose(self, name: str) -> None:
        """Press a row."""
        table = self.window.table
        middle = table.visualRect(self.window.model.index(self.names().index(name), 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        assert self.window.detail.heading.text() == name

    def press(self, button: QPushButton) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.rig.settle()
        self.wait()

    def sort(self, heading: str) -> None:
        """Press a heading."""
        header = self.window.table.horizontalHeader()
        section = [column.heading for column in self.window.model.columns].index(heading)
        place = QPoint(header.sectionViewportPosition(section) + 12, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.wait()

    def fields(self) -> dict[str, list[str]]:
        return {row.label: [row.crm, row.mailbox, row.base, row.note] for row in self.window.detail.fields.things}


@pytest.fixture
def ids(rig: Rig) -> dict[str, str]:
    """Three people on both sides."""
    people = {"Ada": "Lovelace", "Grace": "Hopper", "Kurt": "Gödel"}
    made = {first: rig.new_in_salesforce(first, last, Title="Old", Phone="+43 1 234") for first, last in people.items()}
    rig.connect()
    rig.sync()
    return made


@pytest.fixture
def person(rig: Rig, ids: dict[str, str]) -> Person:
    return Person(rig)


def copy_of(rig: Rig, first: str) -> str:
    return next(item.native_id for item in rig.mailbox.contacts() if item.fields["GivenName"] == first)


def test_an_empty_profile_says_so_and_offers_nothing(rig: Rig) -> None:
    rig.connect()
    window = Person(rig).window
    assert window.nothing.isVisible()
    assert window.nothing.text().startswith("No contacts yet")
    assert not window.show_all.isVisible()
    assert not window.table.isVisible()


def test_the_window_is_there_before_the_list_is(rig: Rig, ids: dict[str, str]) -> None:
    rig.windows.show("browser")
    window = cast(BrowserWindow, rig.windows.get("browser"))
    assert window.isVisible()
    assert window.busy
    assert window.count.text() == "Searching …"
    rig.until(lambda: not window.busy)
    assert window.model.rowCount() == 3


def test_all_contacts_are_listed_by_name_with_the_first_one_chosen(person: Person) -> None:
    assert person.names() == ["Ada Lovelace", "Grace Hopper", "Kurt Gödel"]
    assert person.window.detail.heading.text() == "Ada Lovelace"
    assert person.window.count.text().startswith("3 contact")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("grace", ["Grace Hopper"]),
        ("ODE", ["Kurt Gödel"]),
        ("god kurt", ["Kurt Gödel"]),
        ("a", ["Ada Lovelace"]),
        ("opper@ex", ["Grace Hopper"]),
        ("234", ["Ada Lovelace", "Grace Hopper", "Kurt Gödel"]),
    ],
)
def test_typing_finds_without_case_and_accents_anywhere_in_a_word(person: Person, typed: str, found: list[str]) -> None:
    person.search(typed)
    assert person.names() == found


def test_finding_nothing_says_so_and_everything_is_one_press_away(person: Person) -> None:
    person.search("nobody")
    assert person.window.nothing.isVisible()
    assert not person.window.detail.isVisible()
    person.press(person.window.show_all)
    assert len(person.names()) == 3
    assert person.window.filters.search.text() == ""


def test_contacts_are_filtered_by_state_and_side(rig: Rig, ids: dict[str, str]) -> None:
    rig.crm.edit(ids["Grace"], {"Title": "Commodore"})
    rig.mailbox.edit(copy_of(rig, "Grace"), {"JobTitle": "Director"})
    rig.mailbox.delete(copy_of(rig, "Kurt"))
    rig.new_in_outlook("Prince", "")
    rig.sync()
    person = Person(rig)
    assert {name: person.cell(place, "State") for place, name in enumerate(person.names())} == {
        "Ada Lovelace": "Synced",
        "Grace Hopper": "Conflict",
        "Kurt Gödel": "Deletion waits",
        "Prince": "Problem",
    }
    for state, names in {
        LineState.SYNCED: ["Ada Lovelace"],
        LineState.CONFLICT: ["Grace Hopper"],
        LineState.HELD: ["Kurt Gödel"],
        LineState.PROBLEM: ["Prince"],
        LineState.UNSHARED: [],
    }.items():
        person.show(state)
        assert person.names() == names
    person.show(side=Side.CRM)
    assert person.names() == ["Ada Lovelace", "Grace Hopper", "Kurt Gödel"]
    person.show(side=Side.MAILBOX)
    assert person.names() == ["Ada Lovelace", "Grace Hopper", "Prince"]


def test_a_heading_sorts_and_sorts_the_other_way_round(person: Person) -> None:
    person.sort("Name")
    assert person.names() == ["Kurt Gödel", "Grace Hopper", "Ada Lovelace"]
    person.sort("E-mail")
    assert person.window.filters.filter.order is Order.EMAIL
    assert person.names()[0] == "Ada Lovelace"
    person.sort("E-mail")
    assert person.names()[0] == "Kurt Gödel"
    person.sort("State")
    assert person.window.filters.filter.order is Order.EMAIL
    assert person.window.table.horizontalHeader().sortIndicatorSection() == 2


def test_the_menu_sorts_without_a_mouse(person: Person) -> None:
    person.window.filters._orders[Order.COMPANY].trigger()
    person.window.filters._down.trigger()
    person.wait()
    wanted = person.window.filters.filter
    assert (wanted.order, wanted.descending) == (Order.COMPANY, True)


def test_chosen_columns_are_shown_and_remembered(rig: Rig, person: Person) -> None:
    person.window.filters._columns["title"].trigger()
    person.window.filters._columns["company"].trigger()
    headings = ["Name", "Job title", "E-mail", "State", "Changed"]
    assert [column.heading for column in person.window.model.columns] == headings
    assert person.cell(0, "Job title") == "Old"
    rig.windows.close()
    rig.settle()
    assert [column.heading for column in Person(rig).window.model.columns] == headings


def test_a_detail_tells_both_sides_the_base_and_where_they_differ(rig: Rig, ids: dict[str, str]) -> None:
    rig.crm.edit(ids["Ada"], {"Title": "Countess"})
    rig.mailbox.edit(copy_of(rig, "Ada"), {"JobTitle": "Programmer"})
    rig.sync()
    person = Person(rig)
    person.choose("Ada Lovelace")
    assert person.fields()["Job title"] == ["Countess", "Programmer", "Old", "changed on both sides"]
    assert person.fields()["Last name"] == ["Lovelace", "Lovelace", "Lovelace", ""]
    assert person.window.detail.open_things.text() == "Both sides changed: Job title."
    shown: list[str] = []
    object.__setattr__(person.window.detail._shell, "show", shown.append)
    person.press(person.window.detail.answer)
    assert shown == ["conflicts"]


def test_the_history_tells_what_sync_did_and_why(rig: Rig, ids: dict[str, str]) -> None:
    rig.crm.edit(ids["Ada"], {"Title": "Countess"})
    rig.sync()
    person = Person(rig)
    person.choose("Ada Lovelace")
    model = person.window.detail.history
    told = [[str(model.index(row, column).data()) for column in (1, 2)] for row in range(model.rowCount())]
    assert told == [
        ["Outlook: Job title: Old → Countess", "Changed in Salesforce"],
        ["Outlook: Created", "New in Salesforce"],
    ]


def test_a_record_is_opened_in_salesforce(rig: Rig, ids: dict[str, str], person: Person) -> None:
    person.choose("Grace Hopper")
    person.press(person.window.detail.open_page)
    assert rig.opened == [f"https://acme.my.salesforce.com/{ids['Grace']}"]


def test_sharing_is_stopped_and_begun_anew(rig: Rig, person: Person) -> None:
    person.choose("Grace Hopper")
    detail = person.window.detail
    person.press(detail.unshare)
    rig.sync()
    person.wait()
    assert detail.standing.text().startswith("Not shared")
    assert [item.fields["GivenName"] for item in rig.mailbox.contacts(Place.SHARED)] == ["Ada", "Kurt"]
    assert detail.heading.text() == "Grace Hopper"
    person.press(detail.share)
    rig.sync()
    person.wait()
    assert detail.standing.text().startswith("Synced")
    assert len(list(rig.mailbox.contacts(Place.SHARED))) == 3


def test_a_refused_contact_tells_why_and_is_tried_again(rig: Rig) -> None:
    rig.new_in_outlook("Prince", "")
    rig.connect()
    rig.sync()
    person = Person(rig)
    person.choose("Prince")
    assert person.window.detail.open_things.text()
    prince = next(item for item in rig.mailbox.contacts() if item.fields["GivenName"] == "Prince")
    rig.mailbox.edit(prince.native_id, {"Surname": "Nelson"})
    person.press(person.window.detail.retry)
    rig.sync()
    person.wait()
    assert person.names() == ["Prince Nelson"]
    assert not person.window.detail.retry.isVisible()


def test_a_command_that_is_refused_says_why(rig: Rig, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PortFault(Fault(FaultClass.UNSUPPORTED, "waits", "A question waits.", "Answer it first."))

    monkeypatch.setattr(Answers, "unshare", refuse)
    person.press(person.window.detail.unshare)
    assert "A question waits." in person.window.fault_panel.text()
    assert person.window.fault_panel.isVisible()


def test_the_chosen_contact_stays_chosen_when_something_changes(rig: Rig, person: Person) -> None:
    person.choose("Grace Hopper")
    rig.new_in_salesforce("Alan", "Turing")
    rig.sync()
    person.wait()
    assert person.names()[:2] == ["Ada Lovelace", "Alan Turing"]
    assert person.window.detail.heading.text() == "Grace Hopper"
    assert person.window.table.currentIndex().data() == "Grace Hopper"


def test_changed_values_are_read_again_where_the_list_stays_the_same(rig: Rig, ids: dict[str, str]) -> None:
    person = Person(rig)
    person.window.filters._columns["title"].trigger()
    assert person.cell(0, "Job title") == "Old"
    rig.crm.edit(ids["Ada"], {"Title": "Countess"})
    rig.sync()
    person.wait()
    assert person.cell(0, "Job title") == "Countess"


def test_the_arrow_key_leads_from_the_search_into_the_list(person: Person) -> None:
    person.window.activateWindow()
    QTest.keyClick(person.window.filters.search, Qt.Key.Key_Down)
    QTest.keyClick(person.window.table, Qt.Key.Key_Down)
    assert person.window.detail.heading.text() == "Grace Hopper"


def test_a_database_that_cannot_be_read_says_so_and_the_next_search_works(
    rig: Rig, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.store.browse import Browse

    def refuse(*_: object) -> None:
        raise PortFault(Fault(FaultClass.ENVIRONMENT, "database-locked", "The database is in use.", "Try again."))

    with monkeypatch.context() as patch:
        patch.setattr(Browse, "first", refuse)
        person.search("ada")
        assert "The database is in use." in person.window.fault_panel.text()
        assert person.window.fault_panel.isVisible()
    person.search("kurt")
    assert person.names() == ["Kurt Gödel"]
    assert not person.window.fault_panel.isVisible()


def test_a_search_that_is_not_over_is_given_up_for_the_next_one(
    rig: Rig, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.store.browse import Browse
    from desktop.store.lines import Filter

    really = Browse.first
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"

    def slow(browse: Browse, wanted: Filter, limit: int) -> array[int]:
        return browse._database.numbers(endless) if wanted.search == "slow" else really(browse, wanted, limit)

    monkeypatch.setattr(Browse, "first", slow)
    person.window.filters.search.setText("slow")
    person.window.filters.ask()
    person.search("kurt")
    assert person.names() == ["Kurt Gödel"]
    person.window.filters.search.setText("slow")
    person.window.filters.ask()
    person.window.close()
    assert person.window._searcher._thread is None


def test_texts_from_outside_are_no_markup_in_tooltips(rig: Rig) -> None:
    rig.new_in_salesforce("Ada", "<b>Lovelace</b>")
    rig.connect()
    rig.sync()
    person = Person(rig)
    index = person.window.model.index(0, 0)
    assert index.data() == "Ada <b>Lovelace</b>"
    assert "&lt;b&gt;Lovelace" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_opening_the_browser_without_a_profile_says_what_is_missing(rig: Rig, tmp_path: Path) -> None:
    from desktop.app.queries import reader

    rig.bridge.open_queries = lambda: reader(tmp_path / "nowhere")
    person = Person(rig)
    assert person.window.fault_panel.isVisible()


def test_cells_are_painted_without_a_detour_through_the_outlines(rig: Rig) -> None:
    window = cast(BrowserWindow, rig.show("browser"))
    assert isinstance(window.filters.search.style(), Outlined)
    assert not isinstance(window.table.style(), Outlined)
    assert window.table.style().name() == "fusion"
