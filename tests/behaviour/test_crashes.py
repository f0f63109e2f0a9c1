"""A crash before or after any commit and any call changes nothing about where a story ends.

Laws: L9.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from desktop.core.record import Role

from .moments import Crash, Doom
from .office import Office


def first_sync(office: Office) -> None:
    """Both sides have people that the other has not, and one that both have."""
    office.new_in_salesforce("Ada", "Lovelace", Title="Countess")
    office.new_in_salesforce("Grace", "Hopper")
    office.new_in_outlook("Charles", "Babbage")
    office.new_in_outlook("Grace", "Hopper", JobTitle="Admiral")
    office.new_in_outlook("Alan", "Turing", Role.DEFAULT)


def busy_day(office: Office) -> None:
    """Everything that a day brings, on both sides at once."""
    ids = {f"{first}": office.new_in_salesforce(first, "Smith") for first in ("Ann", "Bob", "Cid", "Dan", "Eve", "Fay")}
    office.settled()
    office.crm.edit(ids["Ann"], {"Title": "Chair", "Phone": "1"})
    office.mailbox.edit(office.copy_of("Ann Smith"), {"Department": "Board", "PhoneNumbers/BusinessPhone": "2"})
    office.mailbox.edit(office.copy_of("Bob Smith"), {"JobTitle": "Clerk"})
    office.crm.delete(ids["Cid"])
    office.mailbox.delete(office.copy_of("Dan Smith"))
    office.mailbox.unshare(office.copy_of("Eve Smith"))
    office.crm.reown(ids["Fay"])
    office.new_in_salesforce("Gil", "Jones")
    office.new_in_outlook("Hal", "Jones")
    office.mailbox.share(office.new_in_outlook("Ida", "Jones", Role.DEFAULT))


def failures(office: Office) -> None:
    """Contacts that failed and say so: one is put right, one fails for another reason, one is un-shared, one is new."""
    ids = {first: office.new_in_outlook(first, "") for first in ("Ann", "Bob", "Cid", "Dan")}
    office.settled()
    office.mailbox.edit(ids["Ann"], {"Surname": "Smith"})
    office.mailbox.edit(ids["Bob"], {"Surname": "Smith", "JobTitle": "x" * 200})
    office.mailbox.unshare(office.mailbox.move(ids["Cid"], Role.DEFAULT))
    office.new_in_outlook("Eve", "")


def agree_to_deletions(office: Office) -> None:
    """The session after a crash asks before it takes a copy away."""
    office.sync()
    for hold in office.store.holds.active():
        if hold.guard == "mass-deletion":
            office.confirm(hold.id, "yes")


def ending(office: Office) -> tuple[list[Any], ...]:
    """Where a story ends: what lies on both sides, and what is asked."""
    office.settled()
    crm = sorted(sorted((k, str(v)) for k, v in row.fields.items() if v and k != "Id") for row in office.crm.contacts())
    mailbox = sorted(
        (item.role.value, sorted(item.categories), sorted((k, str(v)) for k, v in item.fields.items() if v))
        for item in office.mailbox.contacts(Role.SHARED, Role.DEFAULT)
    )
    links = [item.link for item in office.mailbox.contacts(Role.SHARED) if item.link]
    assert len(links) == len(set(links)), "two items claim to be one"
    asked = sorted((conflict.field, conflict.type) for conflict in office.store.conflicts.waiting())
    return crm, mailbox, asked, sorted(hold.guard for hold in office.store.holds.active())


@pytest.mark.parametrize("story", [first_sync, busy_day, failures])
def test_a_crash_at_any_moment_changes_nothing_about_the_end(story: Callable[[Office], None], office: Office) -> None:
    def fresh() -> Office:
        other = Office(office.dialect, office.link_field)
        story(other)
        return other

    smooth = fresh()
    doom = Doom(smooth, None)
    smooth.sync()
    doom.end()
    expected = ending(smooth)
    assert doom.passed > 20
    for moment in range(doom.passed):
        unlucky = fresh()
        fate = Doom(unlucky, moment)
        with pytest.raises(Crash):
            unlucky.sync()
        fate.end()
        agree_to_deletions(unlucky)
        assert ending(unlucky) == expected, f"after a crash at moment {moment}"


@pytest.mark.parametrize("expired", [False, True])
def test_a_crash_within_a_reading_from_the_start_hides_no_deletion(office: Office, expired: bool) -> None:
    """A round from the start does not tell what went; the look that does must survive a crash between both."""

    def story() -> Office:
        other = Office(office.dialect, office.link_field)
        other.new_in_salesforce("Ada", "Lovelace")
        other.sync()
        if expired:
            other.settled()
            other.world.mailbox.expire_cursors()
        other.mailbox.purge(other.copy_of("Ada Lovelace"))
        return other

    smooth = story()
    doom = Doom(smooth, None)
    smooth.sync()
    doom.end()
    for moment in range(doom.passed):
        unlucky = story()
        fate = Doom(unlucky, moment)
        with pytest.raises(Crash):
            unlucky.sync()
        fate.end()
        unlucky.settled()
        assert len(unlucky.store.holds.active()) == 1, f"after a crash at moment {moment}"


def test_an_undo_that_dies_at_any_moment_is_finished_by_the_same_command(office: Office) -> None:
    """Nothing is doubled or lost, and what was undone already stays undone."""

    def story() -> tuple[Office, int]:
        other = Office(office.dialect, office.link_field)
        ids = [other.new_in_salesforce(first, "Smith", Title="Clerk") for first in ("Ann", "Bob", "Cid")]
        other.sync()
        other.sync()
        other.mailbox.delete(other.copy_of("Cid Smith"))
        other.sync()
        other.confirm(other.store.holds.active()[0].id, "delete")
        other.crm.edit(ids[0], {"Title": "Chair"})
        other.crm.delete(ids[1])
        other.new_in_salesforce("Dan", "Smith")
        other.new_in_outlook("Eve", "Smith")
        session = other.sync().session
        other.sync()
        return other, session

    def looks(other: Office) -> tuple[list[str], list[str]]:
        crm = sorted(f"{row.fields['FirstName']} {row.fields['Title']}" for row in other.crm.contacts())
        items = other.mailbox.contacts(Role.SHARED, Role.DEFAULT)
        return crm, sorted(f"{item.fields['GivenName']} {item.fields.get('JobTitle')} {item.role}" for item in items)

    smooth, session = story()
    doom = Doom(smooth, None)
    smooth.undo(session)
    doom.end()
    expected = looks(smooth)
    assert doom.passed > 20
    for moment in range(doom.passed):
        unlucky, session = story()
        fate = Doom(unlucky, moment)
        with pytest.raises(Crash):
            unlucky.undo(session)
        fate.end()
        unlucky.sync()
        unlucky.undo(session)
        assert looks(unlucky) == expected, f"after a crash at moment {moment}"
        unlucky.settled()
        assert looks(unlucky) == expected, f"after a crash at moment {moment}, and a session"
