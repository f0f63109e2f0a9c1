"""The two sentences, looked at in every moment of a busy session, and after a crash in every moment of it.

At every moment each contact on each side is either as people left it or as the sync intended; at every moment our own
state is either unchanged or reflects exactly the contacts already settled.

Laws: L9.
"""

from __future__ import annotations

import pytest

from desktop.core.record import Role, Side
from desktop.core.values import FieldValue
from desktop.store.doctor import examine
from desktop.store.journal import JournalEntry

from .moments import Crash, Doom
from .office import Office
from .test_crashes import busy_day

Contents = dict[str, dict[str, object]]
"""The fields of every contact on both sides, by the id that it was made under; blank ones are left out."""


def contents(office: Office) -> Contents:
    crm = {row.native_id: row.fields for row in office.crm.contacts()}
    mailbox = {item.first_id: item.fields for item in office.mailbox.contacts(*Role)}
    return {native_id: {name: v for name, v in fields.items() if v} for native_id, fields in (crm | mailbox).items()}


def busier_day(office: Office) -> None:
    """Everything that a day brings, and edits of several fields of one contact."""
    jon = office.new_in_salesforce("Jon", "Smith")
    office.new_in_salesforce("Kim", "Smith")
    busy_day(office)
    office.crm.edit(jon, {"Title": "Chair", "Department": "Board", "Phone": "3"})
    office.mailbox.edit(office.copy_of("Kim Smith"), {"JobTitle": "Clerk", "Department": "Sales"})


def test_at_every_moment_a_contact_is_as_it_was_left_or_as_the_sync_intends(office: Office) -> None:
    busier_day(office)
    left, seen = contents(office), list[Contents]()
    for calls in (office.world.crm.calls, office.world.mailbox.calls):
        calls.before_call = calls.after_commit = lambda _name: seen.append(contents(office))
    office.sync()
    intended = contents(office)
    assert intended != left and len(seen) > 10
    for moment in seen:
        for native_id, fields in moment.items():
            assert fields in (left.get(native_id), intended.get(native_id))
        assert moment.keys() >= left.keys() & intended.keys()


Bases = dict[tuple[str, Side], dict[str, FieldValue]]


def bases(office: Office) -> Bases:
    """What each pair last agreed on, by side."""
    return office.store.bases.of(pairing.pair_id for pairing in office.pairings())


def holds_what_was_written(office: Office, entry: JournalEntry) -> bool:
    """Whether the server shows what a settled write put there."""
    there = contents(office).get(entry.native_id, {})
    return all(there.get(name) == value for name, value in entry.patch.items() if value)


def compare(office: Office, before: Bases) -> int:
    """Hold our own state after a crash against both servers; how many writes are not settled."""
    (session,) = office.database.rows("SELECT max(id) FROM session")[0]
    rows = office.database.rows("SELECT op_id, state FROM operation WHERE session = ?", (session,))
    states: dict[str, str] = dict(rows)
    entries, now = office.store.journal.of_session(session), bases(office)
    settled = [entry for entry in entries if states[entry.op_id] == "settled"]
    for entry in settled:
        if entry.verb in ("create", "update"):
            assert holds_what_was_written(office, entry)
            base = now[entry.pair_id, entry.side]
            assert {name: base[name] for name in entry.intended} == dict(entry.intended)
    touched = {entry.pair_id for entry in settled}
    for key, fields in before.items():
        assert key[0] in touched or now.get(key) == fields, "what is not settled has changed nothing"
    return list(states.values()).count("intent")


def test_after_a_crash_our_own_state_reflects_what_is_settled_and_nothing_else() -> None:
    def fresh() -> Office:
        office = Office()
        busy_day(office)
        return office

    smooth = fresh()
    doom = Doom(smooth, None)
    smooth.sync()
    doom.end()
    unsettled = 0
    for moment in range(doom.passed):
        office = fresh()
        before = bases(office)
        fate = Doom(office, moment)
        with pytest.raises(Crash):
            office.sync()
        fate.end()
        assert examine(office.database) == []
        unsettled += compare(office, before)
    assert unsettled > 5, "some crashes leave something unsettled"
