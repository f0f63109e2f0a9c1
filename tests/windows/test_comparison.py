"""The comparison of both sides in a window: what agrees, what differs and why, with nothing changed by it."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.drift import Cause, Drift, Finding
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.record import Side
from desktop.ui import texts
from desktop.ui.activity.comparison import ComparisonWindow, becomes, what, why
from desktop.ui.activity.window import ActivityWindow
from desktop.ui.explain.window import ExplainWindow
from tests.windows.rig import Rig


@pytest.fixture
def ada(rig: Rig) -> str:
    """Ada and Grace, synced; Ada's id in Salesforce."""
    ada = rig.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    rig.new_in_salesforce("Grace", "Hopper")
    rig.connect()
    rig.sync()
    return ada


def opened(rig: Rig) -> ComparisonWindow:
    """The window, reached as a person reaches it."""
    activity = cast(ActivityWindow, rig.show("activity"))
    activity.compare.click()
    rig.settle()
    return cast(ComparisonWindow, rig.windows.get("comparison"))


def rows(window: ComparisonWindow) -> list[list[str]]:
    model = window.findings
    return [[str(model.index(row, column).data()) for column in range(4)] for row in range(model.rowCount())]


def state(rig: Rig) -> object:
    return rig.world.snapshot(), rig.program.queries.history(), rig.program.queries.status()


def test_in_agreement_it_says_so_and_lists_nothing(rig: Rig, ada: str) -> None:
    window = opened(rig)
    assert window.headline.text() == "Both sides agree, with each other and with what the program holds"
    assert "Compared: 2 in Salesforce, 2 shared in Outlook, 2 of them linked." in window.note.text()
    assert not window.table.isVisible() and not window.explain.isVisible()


def test_what_differs_is_named_with_the_reason_and_its_values_and_nothing_is_changed(rig: Rig, ada: str) -> None:
    rig.crm.edit(ada, {"Title": "Countess"})
    rig.new_in_outlook("Katherine", "Johnson")
    rig.later(minutes=15)
    before = state(rig)
    window = opened(rig)

    assert window.headline.text().startswith("3 difference")
    assert rows(window) == [
        [
            "Ada Lovelace",
            "Changed in Salesforce",
            "since the last sync",
            "Job title: Analyst held here, Countess there",
        ],
        ["Katherine Johnson", "New in Outlook", "since the last sync", ""],
        [
            "Ada Lovelace",
            "Not the same on both sides",
            "since the last sync",
            "Job title: Countess in Salesforce, Analyst in Outlook",
        ],
    ]
    assert "3 since the last sync" in window.note.text()
    assert "Nothing was changed" in window.note.text()
    assert state(rig) == before


def test_what_is_chosen_is_explained(rig: Rig, ada: str) -> None:
    rig.crm.edit(ada, {"Title": "Countess"})
    rig.later(minutes=15)
    window = opened(rig)
    QTest.mouseClick(window.explain, Qt.MouseButton.LeftButton)
    rig.settle()
    explain = cast(ExplainWindow, rig.windows.get("explain"))
    assert explain.page.item is not None and explain.page.item.title == "Ada Lovelace"


def test_it_reads_again_when_the_person_says_so(rig: Rig, ada: str) -> None:
    rig.crm.edit(ada, {"Title": "Countess"})
    rig.later(minutes=15)
    window = opened(rig)
    rig.sync()
    window.again.click()
    rig.settle()
    assert window.headline.text().startswith("Both sides agree")
    assert not window.table.isVisible()


def test_what_was_found_before_the_window_was_closed_is_not_shown_again(rig: Rig, ada: str) -> None:
    window = opened(rig)
    assert window.headline.text().startswith("Both sides agree")
    window.close()
    rig.crm.edit(ada, {"Title": "Countess"})
    rig.later(minutes=15)
    assert opened(rig) is window
    assert window.headline.text().startswith("2 difference")


def test_a_fault_is_told_in_the_window(rig: Rig, ada: str) -> None:
    def refuse(_: str) -> None:
        raise PortFault(Fault(FaultClass.TRANSIENT, "no-answer", "Salesforce does not answer.", "Try again."))

    rig.world.crm.calls.before_call = refuse
    window = opened(rig)
    assert window.headline.text() == "The comparison could not be made"
    assert "Salesforce does not answer." in window.fault_panel.text()
    assert window.again.isEnabled()


def test_while_it_reads_it_says_where_and_can_be_stopped(rig: Rig, ada: str) -> None:
    rig.bench.stalled = True
    window = opened(rig)
    assert window.stop.isVisible() and not window.again.isEnabled()
    window.stop.click()
    assert rig.bench.cancelled == 1
    rig.cancel_at = "reading crm"
    rig.bench.go()
    rig.settle()
    assert window.headline.text() == "Stopped before everything was compared"
    assert "What is listed is not all." in window.note.text()


def test_the_phases_of_a_reading_name_the_side_that_is_read(rig: Rig, ada: str) -> None:
    phases: list[str] = []
    rig.events.listen(lambda event: phases.append(getattr(getattr(event, "progress", None), "phase", "")))
    rig.program.audit()
    rig.sync()
    reading = [phase for phase in phases if phase.startswith("reading")]
    assert set(reading) == {"reading crm", "reading mailbox"}
    assert {texts.phase(phase) for phase in reading} == {"Reading Salesforce …", "Reading Outlook …"}


@pytest.mark.parametrize("drift", list(Drift))
def test_every_finding_says_what_it_is_and_where(drift: Drift) -> None:
    side = None if drift in (Drift.DIFFERS, Drift.LINK) else Side.CRM
    told = what(Finding(drift, Cause.UNKNOWN, side, "003A", "p1", "Ada"))
    assert told and "{" not in told
    assert side is None or "Salesforce" in told


def test_every_cause_is_told_in_few_words_and_with_what_becomes_of_it() -> None:
    assert len({why(cause) for cause in Cause}) == len({becomes(cause) for cause in Cause}) == len(Cause)
