"""The scenes of trust: the link field, the organisation's calls, the audit, the newer holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from desktop.app.setup.steps import Step
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.link_field import LinkLack
from desktop.core.record import Role
from desktop.ui.settings.window import SettingsWindow
from tests.gallery.scenes import (
    DARK,
    GERMAN,
    LARGE_TEXT,
    LIGHT,
    MIRRORED,
    OFFLINE,
    SMALL,
    Scene,
    explain_it,
    long_texts,
    person,
    reading,
    row_of,
    settings_page,
    synced,
)
from tests.gallery.wizard_scenes import at
from tests.windows.rig import Rig

ALL = (LIGHT, DARK, SMALL, GERMAN, LARGE_TEXT, MIRRORED)


def lacking(prepare: Callable[[Rig], None], *lacks: LinkLack) -> Callable[[Rig], None]:
    """The same in an org whose link field lacks these."""

    def both(rig: Rig) -> None:
        rig.world.crm.link_lacks = frozenset(lacks)
        prepare(rig)

    return both


def resting(rig: Rig) -> None:
    """The organisation's calls are used up, and something waits."""
    synced(rig)
    rig.crm.edit(row_of(rig, "Hopper"), {"Title": "Commodore"})
    rig.world.crm.budget = lambda: (83_412, 100_000)  # type: ignore[method-assign]
    rig.clock.moment = datetime.now(UTC)
    rig.sync()


def throttled(rig: Rig) -> None:
    """Exchange asked for a pause of two hours."""
    synced(rig)
    rig.clock.moment = datetime.now(UTC)
    until = rig.clock.moment + timedelta(hours=2)

    def refuse(_: str) -> None:
        message, action = "Exchange asks for a pause.", "The next session goes on by itself."
        raise PortFault(Fault(FaultClass.THROTTLED, "throttled", message, action, until=until))

    rig.world.mailbox.calls.before_call = refuse
    rig.sync()


def drifted(rig: Rig) -> None:
    """Of everything a little: since the last sync, a conflict, a deletion that waits, and a record that fails."""
    long_texts(rig)
    rig.crm.edit(row_of(rig, "Lovelace"), {"Title": "Countess", "Department": "Analytical Engine " * 4})
    rig.new_in_outlook("Katherine", "Johnson")
    rig.crm.delete(row_of(rig, "Lamarr"))
    rig.later(minutes=15)


def compared_once(rig: Rig, window: QWidget) -> None:
    """The comparison was stopped."""
    rig.cancel_at = "reading mailbox"
    window.look()  # type: ignore[attr-defined]


def many_changed(rig: Rig) -> None:
    """Somebody changed everybody in Salesforce at once."""
    rows = [person(rig, f"Person{number}", "Example", "Guest") for number in range(520)]
    rig.connect()
    rig.sync()
    for row in rows:
        rig.crm.edit(row, {"Title": "Customer"})
    rig.sync()


def emptied(rig: Rig) -> None:
    """The folder in Outlook was emptied."""
    synced(rig)
    for item in list(rig.mailbox.contacts(Role.SHARED)):
        rig.mailbox.delete(item.native_id)
    rig.sync()


def trust_scenes() -> Iterator[Scene]:
    """All of them."""
    page = at(Step.LINK_FIELD)
    wrong = (LinkLack.NOT_EXTERNAL_ID, LinkLack.NOT_UNIQUE, LinkLack.READ_ONLY)
    yield Scene("wizard link field", "wizard", page, looks=ALL)
    yield Scene("wizard link field wrong", "wizard", lacking(page, *wrong), looks=(LIGHT, SMALL))
    yield Scene("wizard link field there", "wizard", lacking(page))
    accounts = settings_page("accounts")

    def unfolded(rig: Rig, window: QWidget) -> None:
        accounts(rig, window)
        assert isinstance(window, SettingsWindow)
        window.accounts.link_field.more.click()

    yield Scene("settings accounts link field", "settings", lacking(synced, *wrong), act=unfolded, looks=(LIGHT, DARK))
    yield Scene("settings accounts all well", "settings", lacking(synced), act=accounts, looks=(LIGHT, SMALL))
    yield Scene("settings accounts resting", "settings", resting, act=accounts, looks=(LIGHT, GERMAN))
    yield Scene("status resting", "status", resting, looks=(LIGHT, DARK, GERMAN))
    yield Scene("status throttled", "status", throttled)
    yield Scene("explain resting", "explain", resting, act=explain_it("Hopper"), looks=(LIGHT, SMALL))
    yield Scene("comparison", "comparison", drifted, looks=ALL)
    yield Scene("comparison agrees", "comparison", synced, looks=(LIGHT, DARK))
    yield Scene("comparison reading", "comparison", reading)
    yield Scene("comparison failed", "comparison", OFFLINE)
    yield Scene("comparison stopped", "comparison", drifted, act=compared_once)
    yield Scene("holds many changed", "holds", many_changed, looks=(LIGHT, SMALL, GERMAN))
    yield Scene("holds emptied", "holds", emptied)
    yield Scene("status many changed", "status", many_changed)
    yield Scene("explain many changed", "explain", many_changed, act=explain_it("Person7 Example"))
