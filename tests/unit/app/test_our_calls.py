"""Our share of the organisation's calls: every one counts, whatever the person asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.app.facade import Program
from desktop.core.faults import PortFault
from desktop.core.memory.calls import lost_reply
from tests.behaviour.connections import MAILBOX, SALESFORCE
from tests.unit.app.bureau import Bureau


@pytest.fixture
def office(bureau: Bureau) -> Bureau:
    """Ada, synced."""
    bureau.program.connect_salesforce(SALESFORCE)
    bureau.program.connect_exchange(MAILBOX)
    bureau.new_in_salesforce("Ada", "Lovelace")
    bureau.clock.forward(minutes=15)
    bureau.program.sync(yes=True)
    return bureau


def made(office: Bureau) -> int:
    return office.world.crm.calls_made()


def ours(office: Bureau) -> int:
    return office.program.queries.facts().calls[0]


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(Program.sync, id="sync"),
        pytest.param(Program.plan, id="plan"),
        pytest.param(Program.audit, id="audit"),
        pytest.param(lambda program: program.explain("Ada Lovelace"), id="explain"),
        pytest.param(lambda program: program.undo(dry=True), id="preview of an undo"),
        pytest.param(Program.undo, id="undo"),
        pytest.param(Program.scopes, id="scopes"),
    ],
)
def test_whatever_is_asked_of_salesforce_counts(office: Bureau, ask: Callable[[Program], object]) -> None:
    made_before, ours_before = made(office), ours(office)
    ask(office.program)
    assert ours(office) - ours_before == made(office) - made_before > 0


def test_calls_before_a_failure_count_too(office: Bureau) -> None:
    def fail(_: str) -> None:
        raise lost_reply()

    made_before, ours_before = made(office), ours(office)
    office.world.crm.calls.before_call = fail
    with pytest.raises(PortFault):
        office.program.audit()
    assert ours(office) - ours_before == made(office) - made_before > 0


def test_they_are_counted_by_day_and_everybodys_are_told(office: Bureau) -> None:
    office.world.crm.budget = lambda: (100, 1_000)  # type: ignore[method-assign]
    first = ours(office)
    office.clock.forward(minutes=15)
    office.program.sync()
    assert ours(office) > first and office.program.queries.facts().calls[1:] == (100, 1_000)
    office.clock.forward(days=1)
    before = made(office)
    office.program.sync()
    assert ours(office) == made(office) - before
