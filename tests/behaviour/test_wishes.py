"""Sharing anew and un-sharing at a person's wish, without going to Outlook.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.core.faults import PortFault
from desktop.core.memory.crm_table import COLLEAGUE
from desktop.core.pairing import PairState, Wish
from desktop.core.record import Role
from desktop.sync.session import Verdict

from .moments import Crash, Doom
from .office import Office
from .test_crashes import ending


def paired(office: Office) -> str:
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    return contact


def unshared(office: Office) -> str:
    contact = paired(office)
    office.wish(Wish.UNSHARE)
    assert office.settled().verdict is Verdict.CLEAN
    return contact


def test_unsharing_gives_the_person_their_own_contact_and_keeps_the_record(office: Office) -> None:
    contact = unshared(office)
    (item,) = office.mailbox.contacts()
    assert item.role is Role.DEFAULT and not item.marked
    assert list(office.records()) == ["Ada Lovelace"]
    assert [(p.state, p.wish) for p in office.pairings()] == [(PairState.DETACHED, Wish.NONE)]
    office.crm.edit(contact, {"Title": "Countess"})
    office.settled()
    assert office.copies() == {}


def test_sharing_anew_brings_what_happened_meanwhile(office: Office) -> None:
    contact = unshared(office)
    office.crm.edit(contact, {"Title": "Countess"})
    office.mailbox.edit(office.copy_of("Ada Lovelace", Role.DEFAULT), {"Department": "Engines"})
    office.settled()
    office.wish(Wish.SHARE)
    assert office.settled().verdict is Verdict.CLEAN
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Countess"
    assert office.records()["Ada Lovelace"]["Department"] == "Engines"
    assert [(p.state, p.wish) for p in office.pairings()] == [(PairState.ACTIVE, Wish.NONE)]
    assert len(office.mailbox.contacts()) == len(office.crm.contacts()) == 1


def test_sharing_brings_back_a_copy_of_what_was_no_more_to_be_synced(office: Office) -> None:
    paired(office)
    office.mailbox.purge(office.copy_of("Ada Lovelace"))
    office.settled()
    (hold,) = office.store.holds.active()
    office.confirm(hold.id, "stop")
    office.settled()
    office.wish(Wish.SHARE)
    assert office.settled().verdict is Verdict.CLEAN
    assert list(office.copies()) == ["Ada Lovelace"] and len(office.crm.contacts()) == 1


def test_sharing_takes_a_colleagues_contact_in_and_keeps_it(office: Office) -> None:
    contact = paired(office)
    office.crm.reown(contact, COLLEAGUE)
    office.settled()
    assert office.copies() == {}
    office.wish(Wish.SHARE)
    assert office.settled().verdict is Verdict.CLEAN
    office.crm.edit(contact, {"Title": "Countess"})
    office.settled()
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Countess"


def test_a_copy_that_was_deleted_unseen_is_made_anew_when_it_is_to_be_shared(office: Office) -> None:
    paired(office)
    office.mailbox.move(office.copy_of("Ada Lovelace"), Role.OTHER)
    office.settled()
    office.mailbox.purge(office.copy_of("Ada Lovelace", Role.OTHER))
    office.wish(Wish.SHARE)
    office.sync()
    assert office.settled().verdict is Verdict.CLEAN
    assert list(office.copies()) == ["Ada Lovelace"] and office.store.holds.active() == []


def test_a_record_that_is_deleted_before_its_copy_is_shared_is_made_anew(office: Office) -> None:
    contact = unshared(office)
    office.crm.delete(contact)
    office.wish(Wish.SHARE)
    assert office.settled().verdict is Verdict.CLEAN
    assert list(office.copies()) == list(office.records()) == ["Ada Lovelace"]


def test_unsharing_what_was_deleted_here_meanwhile_asks_nothing(office: Office) -> None:
    paired(office)
    office.mailbox.delete(office.copy_of("Ada Lovelace"))
    office.wish(Wish.UNSHARE)
    assert office.settled().verdict is Verdict.CLEAN
    assert list(office.records()) == ["Ada Lovelace"] and office.copies() == {}


def test_unsharing_ends_an_open_conflict(office: Office) -> None:
    contact = paired(office)
    office.crm.edit(contact, {"Title": "Countess"})
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Programmer"})
    assert office.settled().verdict is Verdict.WAITING
    office.wish(Wish.UNSHARE)
    assert office.settled().verdict is Verdict.CLEAN
    assert (office.records()["Ada Lovelace"]["Title"], len(office.mailbox.contacts())) == ("Countess", 1)


def test_an_edit_in_the_gap_before_a_copy_is_shared_is_kept(office: Office) -> None:
    """L3."""
    unshared(office)
    copy = office.copy_of("Ada Lovelace", Role.DEFAULT)
    office.wish(Wish.SHARE)

    def racing(name: str) -> None:
        if name == "share":
            office.world.mailbox.calls.quiet()
            office.mailbox.edit(copy, {"JobTitle": "Programmer"})

    office.world.mailbox.calls.before_call = racing
    assert office.settled().verdict is Verdict.CLEAN
    assert office.records()["Ada Lovelace"]["Title"] == office.copies()["Ada Lovelace"]["JobTitle"] == "Programmer"


@pytest.mark.parametrize("first", [Wish.SHARE, Wish.UNSHARE])
def test_the_opposite_wish_withdraws_what_is_not_carried_out_yet(office: Office, first: Wish) -> None:
    """L2."""
    unshared(office) if first is Wish.SHARE else paired(office)
    versions = office.versions()
    office.wish(first)
    office.wish(Wish.UNSHARE if first is Wish.SHARE else Wish.SHARE)
    assert office.settled().verdict is Verdict.CLEAN
    assert office.versions() == versions


@pytest.mark.parametrize("wish", [Wish.SHARE, Wish.UNSHARE])
def test_wishing_twice_or_what_is_so_changes_nothing(office: Office, wish: Wish) -> None:
    """L2."""
    unshared(office) if wish is Wish.SHARE else paired(office)
    for _ in range(2):
        office.wish(wish)
    office.settled()
    versions = office.versions()
    office.wish(wish)
    assert office.settled().verdict is Verdict.CLEAN
    assert office.versions() == versions


def test_a_pair_that_waits_for_an_answer_takes_no_wish(office: Office) -> None:
    paired(office)
    office.mailbox.delete(office.copy_of("Ada Lovelace"))
    office.settled()
    with pytest.raises(PortFault) as caught:
        office.wish(Wish.SHARE)
    assert caught.value.fault.code == "waits"


def test_an_unknown_pair_takes_no_wish(office: Office) -> None:
    with pytest.raises(PortFault) as caught:
        office.wish(Wish.SHARE, "nothing")
    assert caught.value.fault.code == "unknown-pair"


def wished_apart(office: Office) -> None:
    paired(office)
    office.wish(Wish.UNSHARE)


def wished_together(office: Office) -> None:
    contact = unshared(office)
    office.crm.edit(contact, {"Title": "Countess"})
    office.wish(Wish.SHARE)


def wished_again_without_a_copy(office: Office) -> None:
    paired(office)
    office.mailbox.purge(office.copy_of("Ada Lovelace"))
    office.settled()
    (hold,) = office.store.holds.active()
    office.confirm(hold.id, "stop")
    office.settled()
    office.wish(Wish.SHARE)


def wished_together_too_late(office: Office) -> None:
    contact = unshared(office)
    office.crm.delete(contact)
    office.wish(Wish.SHARE)


@pytest.mark.parametrize(
    "story", [wished_apart, wished_together, wished_again_without_a_copy, wished_together_too_late]
)
def test_a_crash_at_any_moment_changes_nothing_about_a_wish(story: Callable[[Office], None], office: Office) -> None:
    """L9."""

    def fresh() -> Office:
        other = Office(office.dialect, office.link_field)
        story(other)
        return other

    smooth = fresh()
    doom = Doom(smooth, None)
    smooth.sync()
    doom.end()
    expected = ending(smooth)
    for moment in range(doom.passed):
        unlucky = fresh()
        fate = Doom(unlucky, moment)
        with pytest.raises(Crash):
            unlucky.sync()
        fate.end()
        assert ending(unlucky) == expected, f"after a crash at moment {moment}"


def test_a_restored_copy_of_a_colleagues_contact_stays_shared(office: Office) -> None:
    contact = office.crm.create_contact(
        {"FirstName": "Alan", "LastName": "Turing", "Email": "alan@example.com"}, COLLEAGUE
    )
    office.new_in_outlook("Alan", "Turing", email="alan@example.com")
    office.settled()
    office.mailbox.delete(office.copy_of("Alan Turing"))
    office.settled()
    (hold,) = office.store.holds.active()
    office.confirm(hold.id, "restore")
    assert office.settled().verdict is Verdict.CLEAN
    office.crm.edit(contact, {"Title": "Professor"})
    assert office.settled().verdict is Verdict.CLEAN
    assert office.copies()["Alan Turing"]["JobTitle"] == "Professor"
