"""What every mailbox keeps for us where no person looks: one text, changed under its version.

Laws: L4.
"""

from __future__ import annotations

from desktop.core.ports import Note
from desktop.core.record import Kind, Role
from tests.contract.ends import MailboxEnd


def test_a_mailbox_without_a_lease_says_so_and_is_not_written_to(mailbox: MailboxEnd) -> None:
    assert mailbox.port.lease() == Note()


def test_a_lease_comes_back_as_it_was_put(mailbox: MailboxEnd) -> None:
    text = '{"machine":"Büro-PC & <1>","until":"2026-03-02T09:00:00+00:00"}'
    put = mailbox.port.put_lease(text, "")
    assert put is not None and put.text == text and put.version
    assert mailbox.port.lease() == put


def test_a_lease_is_changed_under_its_version_only(mailbox: MailboxEnd) -> None:
    first = mailbox.port.put_lease("one", "")
    assert first is not None
    second = mailbox.port.put_lease("two", first.version)
    assert second is not None and second.version != first.version
    assert mailbox.port.put_lease("three", first.version) is None
    assert mailbox.port.lease() == second


def test_of_two_first_leases_only_one_counts(mailbox: MailboxEnd) -> None:
    first = mailbox.port.put_lease("one", "")
    assert first is not None
    second = mailbox.port.put_lease("two", "")
    assert (second is None) != (mailbox.port.lease().text == "two")


def test_a_lease_is_no_contact_of_anybody(mailbox: MailboxEnd) -> None:
    mailbox.port.check_setup(Kind.CONTACT)
    before = mailbox.port.count(Kind.CONTACT)
    mailbox.port.put_lease("one", "")
    assert mailbox.port.count(Kind.CONTACT) == before
    roles = {container.role for container in mailbox.port.containers(Kind.CONTACT)}
    assert roles == {Role.SHARED, Role.DEFAULT}
