"""Whose a profile is: another account may take it over only before anything was written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.faults import PortFault
from desktop.core.record import Side
from tests.behaviour.connections import MAILBOX, SALESFORCE
from tests.unit.app.bureau import Bureau

OTHER_BOX = replace(MAILBOX, email="tom@example.com", password="tom's")
OTHER_ORG = replace(SALESFORCE, instance_url="https://other.my.salesforce.com", access_token="other's")


@pytest.fixture
def connected(bureau: Bureau) -> Bureau:
    bureau.new_in_salesforce("Ada", "Lovelace")
    bureau.connections.another = {OTHER_BOX.email, OTHER_ORG.instance_url}
    bureau.program.connect_salesforce(SALESFORCE)
    bureau.program.connect_exchange(MAILBOX)
    return bureau


def test_wrong_first_sign_in_can_be_replaced_and_what_it_read_is_forgotten(connected: Bureau) -> None:
    program = connected.program
    program.plan()
    assert program.queries.status().records[Side.CRM] == 1
    account = program.connect_salesforce(OTHER_ORG)
    assert "other.my.salesforce.com" in account.identity
    assert program.queries.status().records[Side.CRM] == 0
    assert program.queries.records("Ada") == []
    assert program.queries.doctor() == []


def test_signing_in_again_as_the_same_keeps_what_was_read(connected: Bureau) -> None:
    program = connected.program
    program.plan()
    program.connect_salesforce(SALESFORCE)
    assert program.queries.status().records[Side.CRM] == 1


@pytest.mark.parametrize("side", list(Side))
def test_profile_in_use_refuses_another_account_and_keeps_the_secrets_of_its_own(connected: Bureau, side: Side) -> None:
    program = connected.program
    program.sync(yes=True)
    kept = dict(connected.connections.kept)
    with pytest.raises(PortFault, match="belongs to another"):
        if side is Side.CRM:
            program.connect_salesforce(OTHER_ORG)
        else:
            program.connect_exchange(OTHER_BOX)
    assert connected.connections.kept == kept
    assert program.queries.status().records[Side.CRM] == 1


def test_sign_in_that_was_stopped_keeps_nothing(connected: Bureau) -> None:
    kept = dict(connected.connections.kept)
    connected.cancelled = True
    with pytest.raises(PortFault, match="stopped"):
        connected.program.connect_exchange(OTHER_BOX)
    assert connected.connections.kept == kept
