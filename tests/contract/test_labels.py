"""The error categories of the mailbox: ours are put on and taken off, everything else of an item stays.

Laws: L10, unless a test names its own.
"""

from __future__ import annotations

from desktop.core.faults import FaultClass
from desktop.core.labels import SYNC_ERROR, Label, Reason
from desktop.core.outcome import Refused, Stale
from desktop.core.ports import Draft
from desktop.core.record import Role

from .ends import MailboxEnd
from .rounds import CONTACT, Reader, done, make, person, seen, target

LINK = "scc:1:pair1:0030001"
TOO_LONG = (SYNC_ERROR, Reason.TOO_LONG)
REQUIRED = (SYNC_ERROR, Reason.REQUIRED)


def labelled(end: MailboxEnd, native_id: str, *names: str) -> str:
    """Label one contact under the version that it has; the version afterwards."""
    return done(end.port.label(CONTACT, [Label(native_id, seen(end, native_id).version, names)])).version


def test_a_label_is_added_to_the_categories_and_keeps_everything_else(mailbox: MailboxEnd) -> None:
    native_id = make(mailbox, LINK, title="Diver", notes="One\nTwo")
    mailbox.hands.categorise(native_id, "Friends", "Salesforce", "Sailing")
    mailbox.hands.set_nickname(native_id, "Zo")
    before = seen(mailbox, native_id)
    version = labelled(mailbox, native_id, *TOO_LONG)
    after = seen(mailbox, native_id)
    assert version == after.version != before.version
    assert (after.role, after.marked, after.link, after.fields) == (Role.SHARED, True, LINK, before.fields)
    assert mailbox.hands.categories(native_id) == ("Friends", "Salesforce", "Sailing", *TOO_LONG)
    assert mailbox.hands.nickname(native_id) == "Zo"


def test_taking_labels_off_leaves_all_categories_of_the_person(mailbox: MailboxEnd) -> None:
    native_id = make(mailbox, LINK)
    mailbox.hands.categorise(native_id, "SYNC ERROR", "Friends", "Salesforce", Reason.TOO_LONG, "Sync Error: call Bob")
    labelled(mailbox, native_id)
    assert mailbox.hands.categories(native_id) == ("Friends", "Salesforce", "Sync Error: call Bob")


def test_a_contact_with_nothing_but_labels_is_left_without_categories(mailbox: MailboxEnd) -> None:
    native_id = mailbox.hands.create_personal(person(mailbox), *TOO_LONG)
    labelled(mailbox, native_id)
    assert mailbox.hands.categories(native_id) == ()


def test_another_reason_takes_the_place_of_the_one_before(mailbox: MailboxEnd) -> None:
    native_id = make(mailbox, LINK)
    labelled(mailbox, native_id, *TOO_LONG)
    labelled(mailbox, native_id, *REQUIRED)
    assert mailbox.hands.categories(native_id) == ("Salesforce", *REQUIRED)


def test_a_contact_that_is_as_it_shall_be_is_not_written(mailbox: MailboxEnd) -> None:
    """L2."""
    native_id = make(mailbox, LINK)
    version = labelled(mailbox, native_id, *TOO_LONG)
    assert labelled(mailbox, native_id, *TOO_LONG) == version
    assert seen(mailbox, native_id).version == version


def test_a_contact_that_changed_meanwhile_is_stale_even_if_nothing_is_to_be_written(mailbox: MailboxEnd) -> None:
    """L3."""
    native_id = make(mailbox, LINK)
    version = labelled(mailbox, native_id, *TOO_LONG)
    mailbox.hands.edit(native_id, {mailbox.names.title: "Countess"})
    outcomes = mailbox.port.label(CONTACT, [Label(native_id, version, names) for names in (TOO_LONG, ())])
    assert [type(outcome) for outcome in outcomes] == [Stale, Stale]
    assert mailbox.hands.categories(native_id) == ("Salesforce", *TOO_LONG)


def test_without_an_expected_version_the_present_one_is_labelled(mailbox: MailboxEnd) -> None:
    native_id = make(mailbox, LINK)
    mailbox.hands.categorise(native_id, "Friends", *TOO_LONG)
    done(mailbox.port.label(CONTACT, [Label(native_id, "")]))
    assert mailbox.hands.categories(native_id) == ("Friends",)


def test_every_contact_of_a_call_has_its_own_outcome(mailbox: MailboxEnd) -> None:
    """L6."""
    drafts = [Draft(f"scc:1:pair{n}:", person(mailbox, n)) for n in range(3)]
    ids = [done([outcome]).native_id for outcome in mailbox.port.create(CONTACT, drafts)]
    versions = [seen(mailbox, native_id).version for native_id in ids]
    mailbox.hands.purge(ids[1])
    mailbox.hands.edit(ids[2], {mailbox.names.title: "Countess"})
    labels = [Label(native_id, version, TOO_LONG) for native_id, version in zip(ids, versions, strict=True)]
    first, gone, stale = mailbox.port.label(CONTACT, labels)
    assert done([first]).native_id == ids[0]
    assert isinstance(gone, Refused) and gone.fault.kind is FaultClass.GONE
    assert isinstance(stale, Stale)


def test_the_echo_of_a_label_is_the_version_that_was_told(mailbox: MailboxEnd) -> None:
    """L2."""
    native_id = make(mailbox, LINK)
    reader = Reader(mailbox)
    reader.read()
    reader.mirror.held[native_id] = labelled(mailbox, native_id, *TOO_LONG)
    assert reader.read().quiet


def test_names_come_into_the_category_list_with_their_first_use(mailbox: MailboxEnd) -> None:
    native_id = make(mailbox, LINK)
    before = mailbox.hands.category_list()
    assert not set(before) & {SYNC_ERROR, *Reason}
    labelled(mailbox, native_id, *TOO_LONG)
    labelled(mailbox, native_id, *REQUIRED)
    labelled(mailbox, native_id, *TOO_LONG)
    assert mailbox.hands.category_list() == (*before, *TOO_LONG, Reason.REQUIRED)


def test_unsharing_takes_the_labels_off_with_the_mark(mailbox: MailboxEnd) -> None:
    native_id = make(mailbox, LINK)
    mailbox.hands.categorise(native_id, "Friends", "Salesforce", *TOO_LONG)
    applied = done(mailbox.port.unshare(CONTACT, [target(mailbox, native_id)]))
    assert mailbox.hands.categories(applied.native_id) == ("Friends",)


def test_unsharing_takes_the_labels_off_where_the_mark_is_off_already(mailbox: MailboxEnd) -> None:
    native_id = make(mailbox, LINK)
    mailbox.hands.categorise(native_id, *TOO_LONG, "Friends")
    applied = done(mailbox.port.unshare(CONTACT, [target(mailbox, native_id)]))
    assert mailbox.hands.categories(applied.native_id) == ("Friends",)
