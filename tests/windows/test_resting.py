"""A program that rests says so: why, until when, and how many calls are used, on the icon and in the windows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from desktop.app.standing import State
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.ui import texts
from desktop.ui.explain.window import ExplainWindow
from desktop.ui.settings.window import SettingsWindow
from desktop.ui.status import StatusWindow
from desktop.ui.tray import Tray
from tests.windows.rig import Rig

USED_UP = "Resting: Salesforce's calls are used up"


@pytest.fixture
def resting(rig: Rig) -> Rig:
    """Ada changed in Salesforce while the organisation's calls are used up."""
    ada = rig.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    rig.connect()
    rig.sync()
    rig.crm.edit(ada, {"Title": "Countess"})
    rig.world.crm.budget = lambda: (8_100, 10_000)  # type: ignore[method-assign]
    rig.sync()
    return rig


@pytest.fixture
def tray(resting: Rig) -> Iterator[Tray]:
    made = Tray(resting.shell, lambda: None, lambda: True)
    yield made
    made.close()


def until(rig: Rig) -> str:
    """When it goes on, as windows write it."""
    return texts.moment(rig.clock.now() + timedelta(minutes=30), datetime.now(UTC))


def used() -> str:
    """The calls, as windows write numbers here."""
    return f"{texts.number(8_100)} of {texts.number(10_000)}"


def test_the_icon_says_why_it_rests_and_when_it_goes_on(resting: Rig, tray: Tray) -> None:
    assert resting.runner.standing.state is State.RESTING
    tip = tray.icon.toolTip()
    assert USED_UP in tip
    assert f"Goes on by itself: {until(resting)}" in tip


def test_the_status_window_shows_the_calls_beside_the_fault(resting: Rig) -> None:
    window = cast(StatusWindow, resting.show("status"))
    assert window._headline.text() == USED_UP
    assert f"Salesforce calls: {used()} used by your organisation in 24 hours" in window._details.text()
    assert "goes on by itself" in window._fault.text()


def test_the_settings_say_when_it_rests_and_until_when(resting: Rig) -> None:
    page = cast(SettingsWindow, resting.show("settings")).accounts
    assert used() in page.calls.text()
    assert "From 80 % of all calls on" in page.calls.text()
    assert f"goes on by itself: {until(resting)}" in page.calls.text()


def test_before_salesforce_has_told_of_calls_nothing_is_claimed(rig: Rig) -> None:
    rig.connect()
    page = cast(SettingsWindow, rig.show("settings")).accounts
    window = cast(StatusWindow, rig.show("status"))
    assert page.calls.text().startswith("Not told by Salesforce yet.")
    assert "Salesforce calls" not in window._details.text()


def test_an_item_that_waits_for_the_rest_says_so(resting: Rig) -> None:
    window = cast(ExplainWindow, resting.show("explain"))
    window.be_about("Ada Lovelace")
    resting.settle()
    assert window.page.item is not None
    assert [str(reason.code) for reason in window.page.item.reasons] == ["budget-exhausted", "pending-next-run"]


def test_a_pause_that_a_server_asked_for_moves_the_next_sync(rig: Rig) -> None:
    rig.connect()
    rig.sync()
    later = rig.clock.now() + timedelta(hours=5)

    def refuse(_: str) -> None:
        raise PortFault(Fault(FaultClass.THROTTLED, "throttled", "Salesforce asks for a pause.", "Wait.", until=later))

    rig.world.crm.calls.before_call = refuse
    rig.sync()
    standing = rig.runner.standing
    assert (standing.state, standing.next_run) == (State.RESTING, later)
    assert texts.headline(standing) == "Resting: a server asked for a pause"
