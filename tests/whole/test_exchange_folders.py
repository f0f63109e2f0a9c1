"""Folders, category list, rounds of changes, sharing and un-sharing over the EWS end, against the sandbox.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest

from desktop.core.faults import CursorExpired, FaultClass
from desktop.core.outcome import Applied, Refused, Stale
from desktop.core.ports import Draft, Target
from desktop.core.record import Role
from tests.conftest import SandboxFactory

from .exchange_rig import CONTACT, Rig, Tap, applied

HOME = "contacts"


@pytest.fixture
def bare(sandbox_factory: SandboxFactory) -> Iterator[Rig]:
    """A mailbox in which nothing was set up."""
    with Tap().open() as tap:
        rig = Rig(sandbox_factory(contacts=0), tap)
        yield rig
        rig.end.close()


@pytest.fixture
def rig(bare: Rig) -> Rig:
    """A mailbox that is set up."""
    bare.end.check_setup(CONTACT)
    bare.tap.drain()
    return bare


def categories(rig: Rig) -> list[str]:
    calendar = rig.server.folders.distinguished("calendar").id
    xml = base64.b64decode(rig.server.configurations.get(calendar, "CategoryList").xml or "").decode()
    return [part.split('"')[0] for part in xml.split(' name="')[1:]]


def children(rig: Rig) -> list[str]:
    return [folder.name for folder in rig.server.folders.children(rig.server.folders.distinguished(HOME))]


def test_looking_makes_nothing(bare: Rig) -> None:
    """L2."""
    before = (children(bare), categories(bare))
    assert [container.role for container in bare.end.containers(CONTACT)] == [Role.DEFAULT]
    assert bare.end.find_link(CONTACT, ["p0"]) == []
    assert (children(bare), categories(bare)) == before


def test_setting_up_makes_folder_and_category_once_and_keeps_the_others(bare: Rig) -> None:
    """L4."""
    before = categories(bare)
    bare.end.check_setup(CONTACT)
    assert children(bare).count("Salesforce Contacts") == 1
    assert categories(bare) == [*before, "Salesforce"]
    bare.tap.drain()
    bare.end.check_setup(CONTACT)
    assert bare.tap.drain() == ["GetFolder", "GetUserConfiguration"]
    assert [container.role for container in bare.end.containers(CONTACT)] == [Role.SHARED, Role.DEFAULT]
    assert bare.tap.operations == []


def test_a_folder_of_that_name_is_taken_in_any_case(bare: Rig) -> None:
    """L4."""
    there = bare.folder("SALESFORCE contacts")
    bare.end.check_setup(CONTACT)
    assert bare.container().native_id == there.id


def test_a_second_computer_finds_the_same_folder(rig: Rig) -> None:
    """L4."""
    shared = rig.container()
    rig.memory.texts.clear()
    assert rig.container() == shared


def test_both_forms_of_the_category_answer_are_understood(bare: Rig) -> None:
    """L4."""
    bare.server.settings.wrapped_configuration = True
    bare.end.check_setup(CONTACT)
    bare.end.check_setup(CONTACT)
    assert categories(bare).count("Salesforce") == 1


def test_an_ordinary_session_costs_one_request_a_folder(rig: Rig) -> None:
    """L2."""
    rig.made({"Surname": "Abe"})
    cursors = {}
    for role in (Role.SHARED, Role.DEFAULT):
        pages = rig.changes(role=role)
        rig.known.take(pages)
        cursors[role] = pages[-1].cursor
    fresh = Rig(rig.sandbox, rig.tap)
    fresh.memory, fresh.known = rig.memory, rig.known
    fresh.end = fresh.opened()
    rig.tap.drain()
    for role, cursor in cursors.items():
        (page,) = fresh.changes(cursor, role)
        assert (page.observed, page.gone) == ((), ())
    fresh.end.close()
    assert rig.tap.operations == ["SyncFolderItems", "SyncFolderItems"]


def test_our_own_write_comes_back_without_being_read(rig: Rig) -> None:
    """L2."""
    (before,) = rig.changes()
    (outcome,) = rig.end.create(CONTACT, [Draft("scc:1:p0:", {"Surname": "Abe"})])
    rig.known.held[applied(outcome).native_id] = applied(outcome).version
    rig.tap.drain()
    (page,) = rig.changes(before.cursor)
    assert page.observed == ()
    assert rig.tap.operations == ["SyncFolderItems"]


def test_a_round_that_was_cut_off_goes_on_at_its_page(rig: Rig) -> None:
    """L9."""
    ids = rig.made(*[{"Surname": f"S{n}"} for n in range(10)])
    rig.server.settings.sync_page = 3
    pages = rig.end.changes(CONTACT, rig.container(), None, rig.known)
    first = next(pages)
    second = next(pages)
    rest = rig.changes(second.cursor)
    told = [record.native_id for page in (first, second, *rest) for record in page.observed]
    assert sorted(told) == sorted(ids)
    assert len(rest) == 2


def test_a_contact_that_is_gone_when_it_is_read_is_left_to_the_next_round(rig: Rig) -> None:
    kept, doomed = rig.made({"Surname": "Abe"}, {"Surname": "Eve"})

    class Leaving:
        def versions(self, native_ids: object) -> dict[str, str]:
            rig.moved(doomed, rig.bin())
            return {}

    (page,) = rig.end.changes(CONTACT, rig.container(), None, Leaving())
    assert [record.native_id for record in page.observed] == [kept]
    (following,) = rig.changes(page.cursor)
    assert [tombstone.native_id for tombstone in following.gone] == [doomed]


def test_of_a_personal_contact_only_that_it_is_there_is_read(rig: Rig) -> None:
    plain = rig.personal("Family", contacts__Surname="Private")
    shared = rig.personal("family", "SALESFORCE", contacts__Surname="Known")
    observed = {r.native_id: r for page in rig.changes(role=Role.DEFAULT) for r in page.observed}
    assert (observed[plain].detail, observed[plain].marked, dict(observed[plain].fields)) == (False, False, {})
    assert (observed[shared].detail, observed[shared].marked) == (True, True)
    assert observed[shared].fields["Surname"] == "Known"
    asked = [body for body in rig.tap.bodies if plain.encode() in body]
    assert asked and not [body for body in asked if b"contacts:" in body]


def test_the_listing_tells_every_contact_in_pages(rig: Rig) -> None:
    ids = rig.made(*[{"Surname": f"S{n}"} for n in range(7)])
    rig.server.settings.find_page = 3
    pages = list(rig.end.scan(CONTACT, rig.container()))
    assert [len(page) for page in pages] == [3, 3, 1]
    versions = {record.native_id: record.version for record in rig.end.fetch(CONTACT, ids).records}
    assert dict(entry for page in pages for entry in page) == versions


def test_links_are_found_over_pages_of_different_length(rig: Rig) -> None:
    """L4."""
    ids = rig.made(*[{"Surname": f"S{n}"} for n in range(5)])
    for native_id in ids[:3]:
        rig.moved(native_id, rig.server.folders.distinguished(HOME))
    rig.server.settings.find_page = 2
    assert len(rig.end.find_link(CONTACT, [f"p{n}" for n in range(5)])) == 5


def test_the_folder_thrown_into_the_bin_is_made_again_and_its_contacts_are_gone(rig: Rig) -> None:
    (native_id,) = rig.made({"Surname": "Abe"})
    (page,) = rig.changes()
    old = rig.container()
    rig.do(lambda: rig.server.delete_folder(rig.server.folders.get(old.native_id), "MoveToDeletedItems"))
    rig.end.check_setup(CONTACT)
    assert rig.container().native_id != old.native_id
    with pytest.raises(CursorExpired):
        rig.changes(page.cursor)
    assert [record for page in rig.changes() for record in page.observed] == []
    assert [tombstone.native_id for tombstone in rig.end.fetch(CONTACT, [native_id]).gone] == [native_id]
    (found,) = rig.end.find_link(CONTACT, ["p0"])
    assert (found.role, found.native_id) == (Role.DELETED, native_id)


def test_a_folder_that_is_gone_for_good_reads_as_empty_until_it_is_made_again(rig: Rig) -> None:
    rig.made({"Surname": "Abe"})
    container = rig.container()
    (page,) = rig.changes()
    rig.do(lambda: rig.server.delete_folder(rig.server.folders.get(container.native_id), "HardDelete"))
    with pytest.raises(CursorExpired):
        list(rig.end.changes(CONTACT, container, page.cursor, rig.known))
    (empty,) = rig.end.changes(CONTACT, container, None, rig.known)
    assert (empty.observed, empty.gone, empty.cursor) == ((), (), "")
    assert list(rig.end.scan(CONTACT, container)) == []
    assert "Salesforce Contacts" not in children(rig)
    assert [found.role for found in rig.end.containers(CONTACT)] == [Role.DEFAULT]
    rig.end.check_setup(CONTACT)
    (again,) = rig.made({"Surname": "Eve"})
    assert [record.native_id for page in rig.changes(empty.cursor) for record in page.observed] == [again]


def test_creating_into_a_folder_that_is_gone_makes_it(rig: Rig) -> None:
    folder = rig.server.folders.get(rig.container().native_id)
    rig.do(lambda: rig.server.delete_folder(folder, "HardDelete"))
    (native_id,) = rig.made({"Surname": "Abe"})
    assert rig.seen(native_id).role is Role.SHARED
    assert children(rig).count("Salesforce Contacts") == 1


def test_sharing_into_a_folder_that_is_gone_makes_it(rig: Rig) -> None:
    native_id = rig.personal(contacts__Surname="Abe")
    target = rig.target(native_id, "scc:1:p0:")
    folder = rig.server.folders.get(rig.container().native_id)
    rig.do(lambda: rig.server.delete_folder(folder, "HardDelete"))
    (outcome,) = rig.end.share(CONTACT, [target])
    seen = rig.seen(applied(outcome).native_id)
    assert (seen.role, seen.marked, seen.link, seen.version) == (
        Role.SHARED,
        True,
        "scc:1:p0:",
        applied(outcome).version,
    )


def test_the_first_contact_makes_the_folder_where_nothing_was_set_up(bare: Rig) -> None:
    (native_id,) = bare.made({"Surname": "Abe"})
    assert bare.seen(native_id).role is Role.SHARED


def test_sharing_adds_the_mark_and_the_link_and_moves_and_changes_nothing_else(rig: Rig) -> None:
    """L10."""
    native_id = rig.personal("Family", contacts__Surname="Abe", contacts__Nickname="Abi")
    rig.tap.drain()
    (outcome,) = rig.end.share(CONTACT, [Target(native_id, "", "scc:1:p0:003x")])
    assert rig.tap.drain() == ["GetItem", "UpdateItem", "MoveItem"]
    item = rig.item(applied(outcome).native_id)
    assert item.id != native_id
    assert item.properties["item:Categories"] == ["Family", "Salesforce"]
    assert (item.text("contacts:Surname"), item.text("contacts:Nickname")) == ("Abe", "Abi")
    (page,) = rig.end.find_link(CONTACT, ["p0"])
    assert page.link == "scc:1:p0:003x"


def test_a_mark_in_another_case_is_left_as_it_is(rig: Rig) -> None:
    """L10."""
    native_id = rig.personal("salesFORCE", contacts__Surname="Abe")
    (outcome,) = rig.end.share(CONTACT, [rig.target(native_id, "scc:1:p0:")])
    assert rig.item(applied(outcome).native_id).properties["item:Categories"] == ["salesFORCE"]


def test_sharing_what_the_owner_changed_meanwhile_is_stale_and_does_nothing(rig: Rig) -> None:
    """L3."""
    native_id = rig.personal(contacts__Surname="Abe")
    target = rig.target(native_id, "scc:1:p0:")
    rig.write(native_id, contacts__JobTitle="Poet")
    rig.tap.drain()
    assert isinstance(rig.end.share(CONTACT, [target])[0], Stale)
    assert rig.tap.operations == ["GetItem"]
    assert rig.item(native_id).properties.get("item:Categories") in (None, [])


def test_a_share_that_broke_off_before_the_move_is_finished(rig: Rig) -> None:
    """L9."""
    native_id = rig.personal("Salesforce", contacts__Surname="Abe")
    target = rig.target(native_id)
    rig.tap.drain()
    (outcome,) = rig.end.share(CONTACT, [target])
    assert rig.tap.operations == ["GetItem", "MoveItem"]
    assert rig.seen(applied(outcome).native_id).role is Role.SHARED


def test_unsharing_ends_in_the_default_folder_without_the_mark_and_keeps_the_link(rig: Rig) -> None:
    (native_id,) = rig.made({"Surname": "Abe"})
    rig.write(native_id, item__Categories=["Family", "SALESFORCE"])
    (outcome,) = rig.end.unshare(CONTACT, [rig.target(native_id)])
    seen = rig.seen(applied(outcome).native_id)
    assert (seen.role, seen.marked, seen.link) == (Role.DEFAULT, False, "scc:1:p0:")
    assert rig.item(seen.native_id).properties["item:Categories"] == ["Family"]


def test_unsharing_leaves_a_contact_in_another_folder_where_it_is(rig: Rig) -> None:
    (native_id,) = rig.made({"Surname": "Abe"})
    there = rig.moved(native_id, rig.folder("Climbing club"))
    (outcome,) = rig.end.unshare(CONTACT, [rig.target(there)])
    seen = rig.seen(there)
    assert outcome == Applied(there, seen.version)
    assert (seen.role, seen.marked) == (Role.OTHER, False)


def test_sharing_what_is_gone_is_refused_as_gone_and_the_rest_goes_on(rig: Rig) -> None:
    """L6."""
    gone, there = rig.personal(contacts__Surname="Abe"), rig.personal(contacts__Surname="Eve")
    rig.moved(gone, rig.bin())
    refused, outcome = rig.end.share(CONTACT, [Target(gone, ""), Target(there, "")])
    assert isinstance(refused, Refused) and refused.fault.kind is FaultClass.GONE
    assert rig.seen(applied(outcome).native_id).role is Role.SHARED
