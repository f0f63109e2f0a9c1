"""Stories that the simulation found, each of which once ended badly.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from desktop.core.memory.calls import Told, lost_reply
from desktop.core.pairing import Wish
from desktop.core.ports import Page
from desktop.core.record import Role
from desktop.store.doctor import examine
from desktop.sync.session import Verdict, run

from .moments import Crash, Doom
from .office import Office


def test_an_edit_of_a_contact_that_was_moved_out_before_it_was_marked_still_travels(office: Office) -> None:
    """L1: of a contact of the person's own only its place is read, so what is shared anew must be read in full."""
    for moment in range(60):
        unlucky = Office(office.dialect, office.link_field)
        unlucky.sync()
        copy = unlucky.new_in_outlook("Ann", "Jones", JobTitle="Clerk")
        fate = Doom(unlucky, moment)
        with contextlib.suppress(Crash):
            unlucky.sync()
        fate.end()
        (item,) = unlucky.mailbox.contacts()
        unlucky.mailbox.edit(item.native_id, {"JobTitle": "Chair"})
        unlucky.mailbox.move(item.native_id, Role.DEFAULT)
        unlucky.sync()
        unlucky.settled()
        titles = {row.fields["Title"] for row in unlucky.crm.contacts()}
        shared = [item for item in unlucky.mailbox.contacts(Role.SHARED) if item.marked]
        assert not shared or titles == {"Chair"}, f"after a crash at moment {moment}, {copy}"


def test_a_lost_reply_never_doubles_somebody_with_a_last_name_only(office: Office) -> None:
    """L4: neither an address nor a first name by which the record that we made could be found again."""
    office.sync()
    office.new_in_outlook("", "Smith", email="")
    calls = office.world.crm.calls

    def lose(name: str) -> None:
        if name == "create":
            calls.quiet()
            raise lost_reply()

    calls.after_commit = lose
    office.sync()
    office.settled()
    assert len(office.crm.contacts()) == 1


def test_a_move_between_folders_while_they_are_read_is_no_copy(office: Office) -> None:
    """L4: the old place was told before the move and the new one after it."""
    office.new_in_outlook("Bob", "Jones")
    office.sync()
    copy = office.copy_of("Bob Jones")
    office.mailbox.edit(copy, {"EmailAddresses/EmailAddress1": "new@example.com"})
    rounds = iter(("shared", "default"))

    def move(name: str) -> None:
        if name == "changes" and next(rounds) == "default":
            office.world.mailbox.calls.quiet()
            office.mailbox.move(copy, Role.DEFAULT)

    office.world.mailbox.calls.before_call = move
    office.sync()
    office.settled()
    assert len(office.crm.contacts()) == 1


def test_an_edit_of_a_record_that_we_have_just_made_is_not_overwritten(office: Office) -> None:
    """L3: a create tells no version, and without one nothing that was there before may be written over."""
    office.sync()
    copy = office.new_in_outlook("Dan", "Smith")
    edited: list[str] = []

    def edit(name: str) -> None:
        if name == "share" and not edited:
            edited.append(office.mailbox.edit(copy, {"JobTitle": "Clerk"}))
            office.clock.forward(seconds=5)
            office.crm.edit(office.crm.contacts()[0].native_id, {"Title": "Chair"})

    office.world.mailbox.calls.before_call = edit
    office.sync()
    office.world.mailbox.calls.quiet()
    office.settled()
    assert edited and office.records()["Dan Smith"]["Title"] == "Chair"
    assert [conflict.field for conflict in office.store.conflicts.waiting()] == ["title"]


def test_an_answer_about_a_deletion_is_over_when_the_record_is_back(office: Office) -> None:
    office.new_in_salesforce("Fay", "Smith")
    office.settled()
    (record,) = office.crm.contacts()
    office.crm.delete(record.native_id)
    office.mailbox.edit(office.copy_of("Fay Smith"), {"Department": "Board"})
    office.settled()
    (conflict,) = office.store.conflicts.waiting()
    office.resolve(conflict.id, "mailbox")
    office.crm.restore(record.native_id)
    office.settled()
    assert office.records()["Fay Smith"]["Department"] == "Board" and not office.store.conflicts.waiting()


def test_a_server_that_has_not_heard_of_our_write_undoes_nothing(office: Office) -> None:
    """L3, L5: a round that tells an older state of a record than we hold is not believed."""
    office.new_in_outlook("Dan", "Smith")
    office.settled()
    office.crm.edit(office.crm.contacts()[0].native_id, {"Phone": "1"})
    office.mailbox.edit(office.copy_of("Dan Smith"), {"JobTitle": "Clerk"})
    before = office.world.snapshot()
    office.clock.forward(minutes=1)
    run(office.context(), "test", yes=True)
    after = office.world.snapshot()

    def stale(cursor: str | None, tell: Told) -> Iterator[Page]:
        office.world.restore(before)
        pages = list(tell(cursor))
        office.world.restore(after)
        return iter(pages)

    office.world.crm.calls.pages = stale
    office.clock.forward(minutes=1)
    run(office.context(), "test", yes=True)
    office.world.crm.calls.quiet()
    assert office.copies()["Dan Smith"]["JobTitle"] == office.records()["Dan Smith"]["Title"] == "Clerk"


def test_a_server_that_has_not_heard_of_our_copies_doubles_none_after_a_loss_of_the_database(office: Office) -> None:
    """L4: a first round that tells nothing of what we made is followed by one that does."""
    office.sync()
    before = office.world.snapshot()
    office.new_in_salesforce("Eve", "Jones")
    office.settled()
    office.lose_database()
    calls = office.world.mailbox.calls

    def stale(cursor: str | None, tell: Told) -> Iterator[Page]:
        present = office.world.snapshot()
        if cursor is None:
            office.world.restore(before)
        pages = list(tell(cursor))
        office.world.restore(present)
        return iter(pages)

    calls.pages = stale
    office.sync(yes=True)
    calls.quiet()
    office.settled()
    assert len(office.mailbox.contacts(Role.SHARED)) == 1


def test_a_copy_that_was_unshared_stays_the_persons_own_after_a_loss_of_the_database() -> None:
    """L11: in Salesforce the record still names the copy, but only the copy tells that it was un-shared."""
    office = Office("graph", link_field=True)
    office.new_in_outlook("Bob", "Jones")
    office.new_in_outlook("Cid", "Smith")
    office.settled()
    office.mailbox.move(office.copy_of("Cid Smith"), Role.DEFAULT)
    office.settled()
    versions = office.versions()
    office.lose_database()
    office.settled()
    assert office.versions() == versions


def test_a_wish_about_a_copy_that_vanished_in_that_moment_is_not_forgotten_where_the_session_ends(
    office: Office,
) -> None:
    """L9: what was to be written was gone, and nothing could be read any more."""
    office.new_in_outlook("Bob", "Jones")
    office.settled()
    office.wish(Wish.UNSHARE)
    copy, calls = office.copy_of("Bob Jones"), office.world.mailbox.calls

    def vanish(name: str) -> None:
        if name == "unshare":
            office.mailbox.purge(copy)
        elif "unshare" in calls.names:
            raise lost_reply()

    calls.before_call = vanish
    assert office.sync().verdict is Verdict.FAILED
    assert examine(office.database) == []
    calls.quiet()
    office.settled()
    assert examine(office.database) == []
