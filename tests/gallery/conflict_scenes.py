"""The scenes of decided conflicts: addresses in dispute, what gave way, and the rules of the settings."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from desktop.core.rules import Policy
from desktop.ui.conflicts.window import ConflictsWindow
from desktop.ui.settings.window import SettingsWindow
from tests.gallery.scenes import DARK, GERMAN, LARGE_TEXT, LIGHT, MIRRORED, SMALL, Scene, long_texts, synced
from tests.windows.rig import Rig

_CITY = "PhysicalAddresses/Business/City"


def conflict_scenes() -> Iterator[Scene]:
    """The scenes."""
    every = (LIGHT, DARK, SMALL, GERMAN, LARGE_TEXT, MIRRORED)
    yield Scene("conflicts address", "conflicts", _addresses, act=_last, looks=(LIGHT, DARK, SMALL))
    yield Scene("lost", "lost", _decided, looks=every)
    yield Scene("lost nothing", "lost", synced)
    yield Scene("settings rules of fields", "settings", _decided, act=_rules, looks=(LIGHT, DARK, SMALL, GERMAN))


def _addresses(rig: Rig) -> None:
    """Two people moved one contact to two places."""
    long_texts(rig)
    row = next(row for row in rig.crm.contacts() if row.fields["LastName"] == "Lovelace")
    rig.crm.edit(row.native_id, {"MailingStreet": "12 St James's Square", "MailingCity": "London"})
    copy = next(item for item in rig.mailbox.contacts() if item.fields.get("Surname") == "Lovelace")
    rig.mailbox.edit(copy.native_id, {"PhysicalAddresses/Business/Street": "Ockham Park", _CITY: "Surrey"})
    rig.sync()


def _decided(rig: Rig) -> None:
    """Conflicts that a policy and a person decided."""
    _addresses(rig)
    rig.program.options.set_rule("phone", Policy.NEWEST)
    found = rig.program.queries.conflicts()
    fields = [conflict for conflict in found if conflict.conflict.type == "field"]
    for shown in fields[:-1]:
        rig.program.answers.resolve(shown.conflict.id, "salesforce")
    rig.program.answers.resolve(fields[-1].conflict.id, "mailbox", always=True)
    rig.sync()


def _last(rig: Rig, window: QWidget) -> None:
    assert isinstance(window, ConflictsWindow)
    rows = [row for row, dispute in enumerate(window.disputes) if "Lovelace" in dispute.title]
    window.list.setCurrentRow(rows[0])


def _rules(rig: Rig, window: QWidget) -> None:
    assert isinstance(window, SettingsWindow)
    window.tabs.setCurrentWidget(window.rules)
    window.rules.ensureWidgetVisible(window.rules.fields)
