"""Two computers on one mailbox over real HTTP: they take turns, and nothing is made twice.

Laws: L4.
"""

from __future__ import annotations

from pathlib import Path

from desktop.app.reads import Verdict
from desktop.core.lease import Machine
from tests.whole.conftest import MakeOffice
from tests.whole.office import Office


def test_two_computers_take_turns_and_make_nothing_twice(make_office: MakeOffice, tmp_path: Path) -> None:
    """Scenario 16."""
    office = make_office(8)
    assert office.sync(yes=True).verdict is Verdict.CLEAN
    laptop = Office(office.sandbox, office.wire, tmp_path / "laptop")
    laptop.machine = Machine("LAPTOP", "laptop")
    laptop.clock = office.clock
    laptop.connect()
    box, folder = office.sandbox.mailbox, office.folder()
    properties: dict[str, str | list[str]] = {"contacts:GivenName": "Ada", "contacts:Surname": "Lovelace"}
    office.sandbox.call(lambda: box.items.create(folder, "IPM.Contact", properties))
    refused = laptop.sync(yes=True)
    assert refused.fault is not None and refused.fault.code == "other-machine-active"
    assert "OFFICE-PC" in refused.fault.message
    office.clock.next_day()
    made = laptop.sync(yes=True)
    assert made.counts["create crm"] == 1 and made.fault is None
    assert office.sync().fault is None
    assert len(list(box.items.within(folder))) == 9
