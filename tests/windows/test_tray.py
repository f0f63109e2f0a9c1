"""The icon: which states it shows, what its menu does, and that it comes back when the tray itself comes late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import shiboken6

from desktop.app.standing import Facts, Standing, State, stand
from desktop.ui.tray import Tray
from tests.windows.rig import Rig


class Desktop:
    """A desktop whose tray comes and goes."""

    def __init__(self, rig: Rig) -> None:
        self.there = True
        self.missed = 0
        self.tray = Tray(rig.shell, self._missed, lambda: self.there)

    def _missed(self) -> None:
        self.missed += 1

    def texts(self) -> list[str]:
        return [action.text() for action in self.tray.menu.actions() if action.isVisible() and action.text()]


@pytest.fixture
def desktop(rig: Rig) -> Iterator[Desktop]:
    made = Desktop(rig)
    yield made
    made.tray.close()


def test_menu_of_a_program_that_is_not_set_up_offers_only_that(rig: Rig, desktop: Desktop) -> None:
    rig.runner.start()
    rig.settle()
    actions = desktop.tray.actions
    assert actions.set_up.isVisible()
    assert not actions.sync.isEnabled()
    assert "Not set up yet" in desktop.tray.icon.toolTip()


def test_menu_of_a_program_that_is_signed_out_offers_to_sign_in_again(rig: Rig, desktop: Desktop) -> None:
    facts = Facts(connected=True, first_sync_due=False, verdict="needs-auth", fault_kind="auth_needed")
    desktop.tray.actions.show_standing(stand(facts, datetime.now(UTC), None))
    assert "S&ign in again …" in desktop.texts()
    desktop.tray.actions.show_standing(Standing(State.IDLE, facts))
    assert not desktop.tray.actions.set_up.isVisible()


def test_menu_counts_what_waits(rig: Rig, desktop: Desktop) -> None:
    record = rig.new_in_salesforce("Ada", "Lovelace", Phone="1")
    rig.connect()
    rig.sync()
    assert rig.runner.standing.state.name == "IDLE"
    copy = next(iter(rig.mailbox.contacts())).native_id
    rig.crm.edit(record, {"Title": "Countess"})
    rig.mailbox.edit(copy, {"JobTitle": "Programmer"})
    rig.sync()
    assert rig.runner.standing.state.name == "ATTENTION"
    assert "&Conflicts (1)" in desktop.texts()
    assert "1 thing" in desktop.tray.icon.toolTip()


def test_sync_now_and_stop_are_the_same_place_in_the_menu(rig: Rig, desktop: Desktop) -> None:
    rig.connect()
    rig.sync()
    sessions = len(rig.program.queries.history())
    desktop.tray.actions.sync.trigger()
    rig.settle()
    assert len(rig.program.queries.history()) == sessions + 1


def test_pause_and_go_on(rig: Rig, desktop: Desktop) -> None:
    rig.connect()
    rig.sync()
    rig.clock.moment = datetime.now(UTC)
    desktop.tray.actions.pause_short.trigger()
    rig.settle()
    assert rig.runner.standing.state.name == "PAUSED"
    assert "&Go on now" in desktop.texts()
    assert "Pause for 30 minutes" not in desktop.texts()
    desktop.tray.actions.resume.trigger()
    rig.settle()
    assert rig.runner.standing.state.name == "IDLE"


def test_tray_that_comes_late_gets_a_new_icon(rig: Rig, desktop: Desktop) -> None:
    first = desktop.tray.icon
    desktop.there = False
    desktop.tray.look()
    assert desktop.tray.icon is first
    desktop.there = True
    desktop.tray.look()
    rig.settle()
    assert desktop.tray.icon is not first
    assert not shiboken6.isValid(first)
    desktop.tray.look()
    assert shiboken6.isValid(desktop.tray.icon)


def test_desktop_without_a_tray_is_told_once(rig: Rig) -> None:
    desktop = Desktop(rig)
    desktop.there = False
    desktop.tray.look()
    desktop.tray._give_up()
    assert desktop.missed == 1
    desktop.tray.close()


def test_every_state_has_an_icon_of_its_own(rig: Rig) -> None:
    from desktop.ui import icons

    drawn = {
        icons.tray(state, "1").pixmap(32, 32).toImage().text() or _bytes(icons.tray(state, "1")) for state in State
    }
    assert len(drawn) == len(State)


def _bytes(icon: object) -> bytes:
    from PySide6.QtGui import QIcon

    assert isinstance(icon, QIcon)
    return bytes(icon.pixmap(32, 32).toImage().constBits())


def test_click_shows_the_status_window(rig: Rig, desktop: Desktop) -> None:
    rig.connect()
    desktop.tray.icon.activated.emit(desktop.tray.icon.ActivationReason.Trigger)
    rig.settle()
    assert rig.windows.get("status") is not None
