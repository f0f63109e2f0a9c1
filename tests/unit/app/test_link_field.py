"""The field for links in Salesforce: looked at, remembered, and told in words that an administrator can follow."""

from __future__ import annotations

import pytest

from desktop.app.facade import CRM_MEMORY
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.link_field import LINK_FIELD, LinkLack
from desktop.store.database import Database
from desktop.store.settings import Memory
from tests.behaviour.connections import MAILBOX, SALESFORCE
from tests.unit.app.bureau import Bureau


@pytest.fixture
def office(bureau: Bureau) -> Bureau:
    """Connected."""
    bureau.program.connect_salesforce(SALESFORCE)
    bureau.program.connect_exchange(MAILBOX)
    return bureau


def test_before_anybody_looked_nothing_is_known(office: Bureau) -> None:
    found = office.program.queries.link_field()

    assert (found.lacks, found.on, found.letter()) == (None, False, ())


def test_an_org_without_the_field_has_a_letter_that_names_every_demand(office: Bureau) -> None:
    found = office.program.look_at_link_field()

    assert (found.lacks, found.on) == ((LinkLack.MISSING,), False)
    letter = "\n".join(found.letter())
    for demand in (LINK_FIELD, "Text", "SmartCloud Link", "255", "Unique", "External ID", "Field-level security"):
        assert demand in letter
    assert office.program.queries.link_field() == found


@pytest.mark.parametrize("lack", [lack for lack in LinkLack if lack is not LinkLack.MISSING])
def test_each_thing_that_is_wrong_with_the_field_is_named_on_its_own(office: Bureau, lack: LinkLack) -> None:
    office.world.crm.link_lacks = frozenset({lack})
    found = office.program.look_at_link_field()
    office.world.crm.link_lacks = frozenset(LinkLack) - {LinkLack.MISSING}
    everything = office.program.look_at_link_field()

    assert found.on == (lack is LinkLack.NOT_UNIQUE)
    assert len(found.wrong()) == 1 and found.wrong()[0] in found.letter()
    assert len(set(everything.wrong())) == 5


def test_a_session_notices_that_the_administrator_has_added_the_field(office: Bureau) -> None:
    office.program.sync(yes=True)
    assert office.program.queries.link_field().lacks == (LinkLack.MISSING,)
    office.world.crm.link_lacks = frozenset()
    office.program.sync()
    office.restart()

    found = office.program.queries.link_field()
    assert (found.lacks, found.on, found.letter()) == ((), True, ())


def test_a_failed_session_forgets_what_it_knew_of_the_org_but_no_pause(office: Bureau) -> None:
    office.program.sync(yes=True)
    database = Database.open(office.profile / "mirror.db")
    memory = Memory(database, CRM_MEMORY)
    memory.put("salesforce.org", "known")
    memory.put("salesforce|until", "2126-01-01T00:00:00+00:00")
    busy = PortFault(Fault(FaultClass.THROTTLED, "throttled", "Wait.", "It goes on."))

    def refuse(_: str) -> None:
        raise busy

    office.world.crm.calls.before_call = refuse
    office.program.sync()
    office.program.sync()

    assert memory.get("salesforce.org") is None
    assert memory.get("salesforce|until") == "2126-01-01T00:00:00+00:00"
    database.close()
