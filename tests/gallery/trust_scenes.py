"""The scenes of trust: the link field, the organisation's calls, the audit, the newer holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from desktop.app.setup.steps import Step
from desktop.core.link_field import LinkLack
from desktop.ui.settings.window import SettingsWindow
from tests.gallery.scenes import DARK, GERMAN, LARGE_TEXT, LIGHT, MIRRORED, SMALL, Scene, settings_page, synced
from tests.gallery.wizard_scenes import at
from tests.windows.rig import Rig

ALL = (LIGHT, DARK, SMALL, GERMAN, LARGE_TEXT, MIRRORED)


def lacking(prepare: Callable[[Rig], None], *lacks: LinkLack) -> Callable[[Rig], None]:
    """The same in an org whose link field lacks these."""

    def both(rig: Rig) -> None:
        rig.world.crm.link_lacks = frozenset(lacks)
        prepare(rig)

    return both


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
