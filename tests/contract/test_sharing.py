"""The mailbox besides: sharing and un-sharing, copies, folders and categories.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

import pytest

from desktop.core.faults import CursorExpired, FaultClass
from desktop.core.outcome import Applied, Refused, Stale
from desktop.core.ports import Draft, Edit
from desktop.core.record import Role

from .ends import MailboxEnd
from .rounds import CONTACT, Reader, done, make, person, plain, seen, target

LINK = "scc:1:pair1:0030001"


def test_sharing_a_personal_contact_keeps_everything_of_it(mailbox: MailboxEnd) -> None:
    """L10."""
    native_id = mailbox.hands.create_personal(person(mailbox, title="Diver", notes="One\nTwo"), "Friends", "Sailing")
    mailbox.hands.set_nickname(native_id, "Zo")
    before = seen(mailbox, native_id)
    applied = done(mailbox.port.share(CONTACT, [target(mailbox, native_id, LINK)]))
    after = seen(mailbox, applied.native_id)
    assert (after.role, after.marked, after.link) == (Role.SHARED, True, LINK)
    assert after.version == applied.version
    assert after.fields == before.fields
    assert mailbox.hands.categories(applied.native_id) == ("Friends", "Sailing", "Salesforce")
    assert mailbox.hands.nickname(applied.native_id) == "Zo"


def test_a_shared_contact_leaves_the_default_folder_and_comes_into_the_shared_one(mailbox: MailboxEnd) -> None:
    native_id = mailbox.hands.create_personal(person(mailbox), "Salesforce")
    personal, shared = Reader(mailbox, Role.DEFAULT), Reader(mailbox)
    assert personal.read().ids >= {native_id} and shared.read().quiet
    applied = done(mailbox.port.share(CONTACT, [target(mailbox, native_id, LINK)]))
    assert shared.read().ids == {applied.native_id}
    assert personal.read().gone == ({native_id} if applied.native_id != native_id else set())


def test_unsharing_takes_off_the_mark_and_keeps_everything_else_with_the_link(mailbox: MailboxEnd) -> None:
    """L10."""
    native_id = make(mailbox, LINK, title="Diver")
    mailbox.hands.categorise(native_id, "salesForce", "Friends")
    before = seen(mailbox, native_id)
    applied = done(mailbox.port.unshare(CONTACT, [target(mailbox, native_id)]))
    after = seen(mailbox, applied.native_id)
    assert (after.role, after.marked, after.link) == (Role.DEFAULT, False, LINK)
    assert after.version == applied.version
    assert after.fields == before.fields
    assert mailbox.hands.categories(applied.native_id) == ("Friends",)


def test_sharing_what_is_shared_changes_nothing(mailbox: MailboxEnd) -> None:
    """L2."""
    native_id = make(mailbox, LINK)
    before = seen(mailbox, native_id)
    applied = done(mailbox.port.share(CONTACT, [target(mailbox, native_id, LINK)]))
    assert (applied.native_id, applied.version) == (before.native_id, before.version)
    assert seen(mailbox, native_id) == before


@pytest.mark.parametrize("shared", [True, False])
def test_what_was_changed_meanwhile_is_not_even_moved(mailbox: MailboxEnd, shared: bool) -> None:
    """L3."""
    native_id = make(mailbox, LINK)
    if not shared:
        native_id = mailbox.hands.move(native_id, Role.DEFAULT)
    else:
        mailbox.hands.categorise(native_id)
    wanted = target(mailbox, native_id, None if shared else LINK)
    mailbox.hands.edit(native_id, {mailbox.names.title: "Diver"})
    place = mailbox.port.unshare if shared else mailbox.port.share
    (outcome,) = place(CONTACT, [wanted])
    assert isinstance(outcome, Stale)
    assert seen(mailbox, native_id).role is (Role.SHARED if shared else Role.DEFAULT)


def test_unsharing_what_lies_in_another_folder_leaves_it_there(mailbox: MailboxEnd) -> None:
    elsewhere = mailbox.hands.move(make(mailbox, LINK), Role.OTHER)
    applied = done(mailbox.port.unshare(CONTACT, [target(mailbox, elsewhere)]))
    after = seen(mailbox, applied.native_id)
    assert (after.native_id, after.role, after.marked, after.link) == (elsewhere, Role.OTHER, False, LINK)


def test_sharing_what_lies_in_another_folder_brings_it_back(mailbox: MailboxEnd) -> None:
    elsewhere = mailbox.hands.move(make(mailbox, LINK), Role.OTHER)
    applied = done(mailbox.port.share(CONTACT, [target(mailbox, elsewhere, LINK)]))
    assert seen(mailbox, applied.native_id).role is Role.SHARED


def test_sharing_and_unsharing_under_an_old_version_is_stale_and_changes_nothing(mailbox: MailboxEnd) -> None:
    """L3."""
    personal, shared = mailbox.hands.create_personal(person(mailbox, 1)), make(mailbox, LINK)
    to_share, to_unshare = target(mailbox, personal, LINK), target(mailbox, shared)
    for native_id in (personal, shared):
        mailbox.hands.edit(native_id, {mailbox.names.title: "Changed"})
    before = [seen(mailbox, personal), seen(mailbox, shared)]
    assert isinstance(mailbox.port.share(CONTACT, [to_share])[0], Stale)
    assert isinstance(mailbox.port.unshare(CONTACT, [to_unshare])[0], Stale)
    assert [seen(mailbox, personal), seen(mailbox, shared)] == before


def test_a_share_that_lacks_only_the_move_is_finished(mailbox: MailboxEnd) -> None:
    """L9."""
    moved = mailbox.hands.move(make(mailbox, LINK), Role.DEFAULT)
    applied = done(mailbox.port.share(CONTACT, [target(mailbox, moved, LINK)]))
    assert seen(mailbox, applied.native_id).role is Role.SHARED


def test_each_of_several_contacts_is_shared_for_itself(mailbox: MailboxEnd) -> None:
    """L6."""
    gone, stale, good = (mailbox.hands.create_personal(person(mailbox, number)) for number in range(3))
    targets = [target(mailbox, native_id, f"scc:1:{number}:") for number, native_id in enumerate((gone, stale, good))]
    mailbox.hands.purge(gone)
    mailbox.hands.edit(stale, {mailbox.names.title: "Changed"})
    outcomes = mailbox.port.share(CONTACT, targets)
    assert isinstance(outcomes[0], Refused) and outcomes[0].fault.kind is FaultClass.GONE
    assert isinstance(outcomes[1], Stale) and seen(mailbox, stale).role is Role.DEFAULT
    assert isinstance(outcomes[2], Applied) and seen(mailbox, outcomes[2].native_id).role is Role.SHARED
    assert mailbox.port.share(CONTACT, []) == [] and mailbox.port.unshare(CONTACT, []) == []


def test_of_a_personal_contact_nothing_is_read_but_that_it_is_there(mailbox: MailboxEnd) -> None:
    plain_one = mailbox.hands.create_personal(person(mailbox, 1), "Friends")
    marked = mailbox.hands.create_personal(person(mailbox, 2), "SALESFORCE")
    told = Reader(mailbox, Role.DEFAULT).read()
    record = told.record(plain_one)
    assert (record.detail, record.marked, record.role, dict(record.fields)) == (False, False, Role.DEFAULT, {})
    record = told.record(marked)
    assert (record.detail, record.marked, record.role) == (True, True, Role.DEFAULT)
    assert plain(record.fields)[mailbox.names.email] == "zoe2@contoso.example"


def test_a_contact_that_a_person_moved_away_is_told_as_gone_and_found_by_its_link(mailbox: MailboxEnd) -> None:
    """L4."""
    native_id = make(mailbox, LINK)
    reader = Reader(mailbox)
    reader.read()
    for role in (Role.OTHER, Role.DELETED):
        moved = mailbox.hands.move(native_id, role)
        assert reader.read().gone == {native_id}
        (found,) = mailbox.port.find_link(CONTACT, ["pair1"])
        assert (found.native_id, found.role, found.link) == (moved, role, LINK)
        native_id = mailbox.hands.move(moved, Role.SHARED)
        assert reader.read().ids == {native_id}


def test_a_copy_carries_the_link_and_all_copies_are_found(mailbox: MailboxEnd) -> None:
    """L4."""
    native_id = make(mailbox, LINK)
    reader = Reader(mailbox)
    reader.read()
    copies = {mailbox.hands.copy(native_id) for _ in range(2)}
    assert len(copies | {native_id}) == 3
    told = reader.read()
    assert told.ids == copies and {record.link for record in told.observed} == {LINK}
    dead = mailbox.hands.delete(copies.pop())
    found = {record.native_id: record.role for record in mailbox.port.find_link(CONTACT, ["pair1"])}
    assert found == {native_id: Role.SHARED, copies.pop(): Role.SHARED, dead: Role.DELETED}


def test_a_category_that_a_person_takes_off_is_a_change(mailbox: MailboxEnd) -> None:
    native_id = make(mailbox, LINK)
    reader = Reader(mailbox)
    assert reader.read().record(native_id).marked
    mailbox.hands.categorise(native_id, "Friends")
    assert not reader.read().record(native_id).marked


def test_an_update_leaves_categories_and_fields_that_are_not_ours(mailbox: MailboxEnd) -> None:
    """L10."""
    native_id = make(mailbox, LINK)
    mailbox.hands.set_nickname(native_id, "Zo")
    mailbox.hands.categorise(native_id, "Friends", "Salesforce")
    version = seen(mailbox, native_id).version
    done(mailbox.port.update(CONTACT, [Edit(native_id, version, {mailbox.names.title: "Diver"}, "scc:1:pair1:other")]))
    assert mailbox.hands.nickname(native_id) == "Zo"
    assert mailbox.hands.categories(native_id) == ("Friends", "Salesforce")
    assert seen(mailbox, native_id).link == "scc:1:pair1:other"


def test_reading_a_fresh_mailbox_makes_nothing(fresh_mailbox: MailboxEnd) -> None:
    """L2."""
    personal = fresh_mailbox.hands.create_personal(person(fresh_mailbox))
    assert [container.role for container in fresh_mailbox.port.containers(CONTACT)] == [Role.DEFAULT]
    assert personal in Reader(fresh_mailbox, Role.DEFAULT).read().ids
    assert not fresh_mailbox.port.find_link(CONTACT, ["pair1"])
    assert seen(fresh_mailbox, personal).role is Role.DEFAULT
    assert [container.role for container in fresh_mailbox.port.containers(CONTACT)] == [Role.DEFAULT]
    assert "Salesforce" not in fresh_mailbox.hands.category_list()


def test_the_set_up_makes_folder_and_category_once(fresh_mailbox: MailboxEnd) -> None:
    others = set(fresh_mailbox.hands.category_list())
    fresh_mailbox.port.check_setup(CONTACT)
    containers = fresh_mailbox.port.containers(CONTACT)
    assert {container.role for container in containers} == {Role.SHARED, Role.DEFAULT}
    assert set(fresh_mailbox.hands.category_list()) == others | {"Salesforce"}
    assert Reader(fresh_mailbox).read().quiet
    fresh_mailbox.port.check_setup(CONTACT)
    assert fresh_mailbox.port.containers(CONTACT) == containers
    assert sorted(fresh_mailbox.hands.category_list()) == sorted(others | {"Salesforce"})


def test_the_set_up_lists_the_category_again(mailbox: MailboxEnd) -> None:
    mailbox.hands.forget_category()
    assert "Salesforce" not in mailbox.hands.category_list()
    mailbox.port.check_setup(CONTACT)
    assert "Salesforce" in mailbox.hands.category_list()


def test_the_first_new_contact_makes_the_missing_folder(fresh_mailbox: MailboxEnd) -> None:
    native_id = make(fresh_mailbox, LINK)
    assert seen(fresh_mailbox, native_id).role is Role.SHARED
    assert Reader(fresh_mailbox).read().ids == {native_id}


def test_the_first_shared_contact_makes_the_missing_folder(fresh_mailbox: MailboxEnd) -> None:
    personal = fresh_mailbox.hands.create_personal(person(fresh_mailbox))
    applied = done(fresh_mailbox.port.share(CONTACT, [target(fresh_mailbox, personal, LINK)]))
    assert seen(fresh_mailbox, applied.native_id).role is Role.SHARED
    assert Reader(fresh_mailbox).read().ids == {applied.native_id}


def test_a_deleted_folder_is_made_again_and_its_contacts_are_in_the_bin(mailbox: MailboxEnd) -> None:
    make(mailbox, LINK)
    reader = Reader(mailbox)
    reader.read()
    mailbox.hands.delete_shared_folder()
    mailbox.port.check_setup(CONTACT)
    fresh = Reader(mailbox)
    assert fresh.read().quiet
    assert fresh.container.native_id
    assert [record.role for record in mailbox.port.find_link(CONTACT, ["pair1"])] == [Role.DELETED]
    outcomes = mailbox.port.create(CONTACT, [Draft("scc:1:pair2:", person(mailbox, 2))])
    assert fresh.read().ids == {done(outcomes).native_id}


def test_the_cursor_of_a_deleted_folder_is_expired(mailbox: MailboxEnd) -> None:
    make(mailbox, LINK)
    reader = Reader(mailbox)
    reader.read()
    mailbox.hands.delete_shared_folder()
    mailbox.port.check_setup(CONTACT)
    with pytest.raises(CursorExpired):
        reader.read()


def test_a_folder_that_vanished_is_made_by_the_next_new_contact(mailbox: MailboxEnd) -> None:
    make(mailbox, LINK)
    Reader(mailbox).read()
    mailbox.hands.delete_shared_folder(for_good=True)
    native_id = make(mailbox, "scc:1:pair2:")
    assert seen(mailbox, native_id).role is Role.SHARED
    assert Reader(mailbox).read().ids == {native_id}


def test_a_folder_that_vanished_is_made_by_the_next_shared_contact(mailbox: MailboxEnd) -> None:
    make(mailbox, LINK)
    personal = mailbox.hands.create_personal(person(mailbox, 2))
    mailbox.hands.delete_shared_folder(for_good=True)
    applied = done(mailbox.port.share(CONTACT, [target(mailbox, personal, "scc:1:pair2:")]))
    assert seen(mailbox, applied.native_id).role is Role.SHARED
    assert Reader(mailbox).read().ids == {applied.native_id}


def test_the_vanishing_of_the_folder_leaves_the_end_readable(mailbox: MailboxEnd) -> None:
    make(mailbox, LINK)
    reader = Reader(mailbox)
    container, cursor = reader.container, reader.read().cursor
    mailbox.hands.delete_shared_folder(for_good=True)
    with pytest.raises(CursorExpired):
        list(mailbox.port.changes(CONTACT, container, cursor, reader.mirror))
    mailbox.port.check_setup(CONTACT)
    fresh = Reader(mailbox)
    assert fresh.read().quiet
    assert not mailbox.port.find_link(CONTACT, ["pair1"])
    assert Role.DEFAULT in {each.role for each in mailbox.port.containers(CONTACT)}


def test_contacts_are_looked_up_by_name_and_address_in_every_folder_but_the_bin(mailbox: MailboxEnd) -> None:
    personal = mailbox.hands.create_personal(person(mailbox, first="Grace", last="Hopper", email="grace@navy.example"))
    shared = make(mailbox, LINK, first="Gracia", last="Hopperton", email="other@navy.example")
    deleted = mailbox.hands.create_personal(person(mailbox, first="Grace", last="Hopper", email="old@navy.example"))
    mailbox.hands.delete(deleted)
    make(mailbox, first="Ada", last="Lovelace", email="ada@contoso.example")
    mailbox.world.tick()
    assert {r.native_id for r in mailbox.port.look_up(CONTACT, "grace@NAVY.example")} == {personal}
    (found,) = mailbox.port.look_up(CONTACT, "grace hopper")
    assert found == seen(mailbox, personal) and found.detail
    assert {r.native_id for r in mailbox.port.look_up(CONTACT, "navy.example")} == {personal, shared}
    assert not mailbox.port.look_up(CONTACT, "nobody")
