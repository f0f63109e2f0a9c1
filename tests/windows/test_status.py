"""The status window offers for a fault that ended a session what the table of answers says (no law)."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtWidgets import QPushButton

from desktop.app.standing import Facts, stand
from desktop.core.faults import ANSWERS, Button, FaultClass
from desktop.ui.status import StatusWindow
from tests.windows.rig import Rig

OFFERED = {
    Button.SYNC_NOW: "&Sync now",
    Button.TRY_AGAIN: "&Sync now",
    Button.SIGN_IN: "S&ign in again …",
    Button.DIAGNOSTICS: "S&ettings",
    Button.NONE: "",
}


def stands(rig: Rig, **facts: object) -> StatusWindow:
    """The window while things stand so."""
    window = cast(StatusWindow, rig.show("status"))
    standing = stand(Facts(connected=True, first_sync_due=False, **facts), rig.clock.now(), None)  # type: ignore[arg-type]
    rig.bridge.stood.emit(standing)
    return window


def offered(window: StatusWindow) -> str:
    """The button below the fault."""
    item = window._grid.itemAtPosition(0, 0)
    return cast(QPushButton, item.widget()).text() if item is not None else ""


@pytest.mark.parametrize("kind", FaultClass)
def test_a_fault_has_the_button_of_its_class(rig: Rig, kind: FaultClass) -> None:
    verdict = "needs-auth" if kind is FaultClass.AUTH_NEEDED else "failed"
    window = stands(rig, verdict=verdict, fault_kind=kind.value, fault="Something is wrong.")
    assert window._fault.text() == "Something is wrong."
    assert offered(window) == OFFERED[ANSWERS[kind].button]


def test_without_a_fault_no_button_stands_out(rig: Rig) -> None:
    assert offered(stands(rig, verdict="clean")) == ""
