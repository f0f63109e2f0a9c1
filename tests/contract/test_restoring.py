"""Bringing back from the bin what was deleted: the other half of every deletion of ours.

Laws: L3, unless a test names its own.
"""

from __future__ import annotations

from desktop.core.faults import FaultClass
from desktop.core.outcome import Applied, Refused, Stale
from desktop.core.ports import Target
from desktop.core.record import Link, NativeRecord, Role, Side

from .ends import End, MailboxEnd
from .rounds import CONTACT, Reader, done, make, person, seen, target

LINK = "scc:1:pair1:0030001"


def in_bin(end: End, native_id: str) -> str:
    """The id under which a deleted record of the pair `pair1` lies in the bin."""
    if end.port.side is Side.CRM:
        return native_id
    records: list[NativeRecord] = list(end.port.find_link(CONTACT, ["pair1"]))
    (deleted,) = [record for record in records if record.role is Role.DELETED]
    assert Link.parse(deleted.link) == Link("pair1", "0030001")
    return deleted.native_id


def deleted(end: End, **fields: str | None) -> str:
    """A record that we made and deleted; its id in the bin."""
    native_id = make(end, LINK, **fields)
    doomed = target(end, native_id)
    end.world.tick()
    done(end.port.delete(CONTACT, [doomed]))
    end.world.tick()
    return in_bin(end, native_id)


def test_what_we_deleted_comes_back_as_it_was(end: End) -> None:
    native_id = make(end, LINK, title="Diver", notes="One\nTwo")
    before = seen(end, native_id)
    doomed = target(end, native_id)
    end.world.tick()
    done(end.port.delete(CONTACT, [doomed]))
    end.world.tick()
    back = done(end.port.restore(CONTACT, [Target(in_bin(end, native_id), "", LINK)]))
    after = seen(end, back.native_id)
    assert after.fields == before.fields
    assert (after.role, after.marked, after.link) == (before.role, before.marked, before.link)
    assert back.version in ("", after.version)


def test_what_came_back_is_told_by_the_next_round(end: End) -> None:
    native_id = deleted(end)
    reader = Reader(end)
    reader.read()
    back = done(end.port.restore(CONTACT, [Target(native_id, "", LINK)]))
    assert reader.read().ids == {back.native_id}


def test_what_is_live_already_stays_as_it_is(end: End) -> None:
    back = done(end.port.restore(CONTACT, [Target(deleted(end), "", LINK)])).native_id
    before = seen(end, back)
    assert done(end.port.restore(CONTACT, [Target(back, "", LINK)])).native_id == back
    assert seen(end, back) == before


def test_what_the_bin_does_not_hold_any_more_is_gone_and_holds_up_nothing_else(end: End) -> None:
    """L3, L6."""
    kept = deleted(end)
    lost = end.hands.create(person(end, 2))
    end.hands.purge(lost)
    outcomes = end.port.restore(CONTACT, [Target(lost, ""), Target(kept, "", LINK)])
    assert isinstance(outcomes[0], Refused) and outcomes[0].fault.kind is FaultClass.GONE
    assert isinstance(outcomes[1], Applied)


def test_nothing_is_brought_back_by_an_empty_batch(end: End) -> None:
    assert end.port.restore(CONTACT, []) == []


def test_what_changed_in_the_bin_is_stale(mailbox: MailboxEnd) -> None:
    (outcome,) = mailbox.port.restore(CONTACT, [Target(deleted(mailbox), "another version", LINK)])
    assert isinstance(outcome, Stale)


def test_what_comes_back_into_the_mailbox_is_shared_again(mailbox: MailboxEnd) -> None:
    native_id = make(mailbox, LINK)
    mailbox.hands.categorise(native_id, "Friends")
    binned = mailbox.hands.delete(native_id)
    back = done(mailbox.port.restore(CONTACT, [Target(binned, "", "scc:1:pair1:0030002")]))
    after = seen(mailbox, back.native_id)
    assert (after.role, after.marked, after.link) == (Role.SHARED, True, "scc:1:pair1:0030002")
    assert mailbox.hands.categories(back.native_id) == ("Friends", "Salesforce")
