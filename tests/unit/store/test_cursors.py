"""How far each container was read."""

from __future__ import annotations

import pytest

from desktop.core.record import Role, Side
from desktop.store.cursors import Cursor, Cursors
from desktop.store.database import Database
from tests.unit.store.samples import CONTACT, LATER


def test_a_cursor_moves_with_its_transaction_and_keeps_the_day_of_the_next_scan(database: Database) -> None:
    cursors = Cursors(database)
    assert cursors.get(Side.CRM, CONTACT, Role.SHARED) == Cursor(None, None)
    with database.transaction():
        cursors.plan_scan(Side.CRM, CONTACT, Role.SHARED, LATER)
        cursors.advance(Side.CRM, CONTACT, Role.SHARED, "t1")
    with pytest.raises(KeyError), database.transaction():
        cursors.advance(Side.CRM, CONTACT, Role.SHARED, "t2")
        raise KeyError
    assert cursors.get(Side.CRM, CONTACT, Role.SHARED) == Cursor("t1", LATER)


def test_containers_have_their_own_cursors_and_can_start_over(database: Database) -> None:
    cursors = Cursors(database)
    with database.transaction():
        for role in (Role.SHARED, Role.DEFAULT):
            cursors.advance(Side.MAILBOX, CONTACT, role, role.value)
        cursors.advance(Side.MAILBOX, CONTACT, Role.SHARED, None)
    assert cursors.get(Side.MAILBOX, CONTACT, Role.SHARED).token is None
    assert cursors.get(Side.MAILBOX, CONTACT, Role.DEFAULT).token == "default"
