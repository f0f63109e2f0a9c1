"""What both sides changed and comes together by itself, on both sides (scenario 10 of the field's own threads).

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

import pytest

from desktop.core.record import Side
from desktop.core.rules import Policy
from desktop.store.changelog import ChangeLog
from desktop.sync.session import Verdict

from .office import Office

LONG = "Senior Vice President of Analytical Engines"
STREET, CITY = "PhysicalAddresses/Business/Street", "PhysicalAddresses/Business/City"


@pytest.fixture
def paired(office: Office) -> tuple[Office, str]:
    contact = office.new_in_salesforce(
        "Ada", "Lovelace", Title="Analyst", Phone="1", Description="met", MailingStreet="Elm 1", MailingCity="Bonn"
    )
    office.settled()
    return office, contact


def both(paired: tuple[Office, str], crm: dict[str, str | None], mailbox: dict[str, str | None]) -> Office:
    office, contact = paired
    office.crm.edit(contact, crm)
    office.mailbox.edit(office.copy_of("Ada Lovelace"), mailbox)
    return office


def held(office: Office, crm: str, mailbox: str) -> tuple[object, object]:
    return office.records()["Ada Lovelace"].get(crm), office.copies()["Ada Lovelace"].get(mailbox)


def test_edits_of_different_fields_meet(paired: tuple[Office, str]) -> None:
    """L1, L5."""
    office = both(paired, {"Title": "Countess"}, {"Department": "Poetry"})
    assert office.settled().verdict is Verdict.CLEAN
    assert held(office, "Department", "JobTitle") == ("Poetry", "Countess")


def test_equal_edits_are_no_conflict_and_write_nothing(paired: tuple[Office, str]) -> None:
    """L2, L5."""
    office = both(paired, {"Title": "Countess"}, {"JobTitle": "Countess"})
    report = office.settled()
    assert report.verdict is Verdict.CLEAN and not report.counts.get("operations")


def test_a_cut_text_gives_way_to_the_whole_one(paired: tuple[Office, str]) -> None:
    """L3."""
    office = both(paired, {"Title": LONG[:24]}, {"JobTitle": LONG})
    assert office.settled().verdict is Verdict.CLEAN
    assert held(office, "Title", "JobTitle") == (LONG, LONG)
    assert [(lost.side, lost.value, lost.why) for lost in office.lost()] == [(Side.CRM, {"title": LONG[:24]}, "longer")]


def test_a_cut_text_in_outlook_gives_way_too(paired: tuple[Office, str]) -> None:
    office = both(paired, {"Title": LONG}, {"JobTitle": LONG[:24]})
    assert office.settled().verdict is Verdict.CLEAN
    assert held(office, "Title", "JobTitle") == (LONG, LONG)
    assert [(lost.side, lost.why) for lost in office.lost()] == [(Side.MAILBOX, "longer")]


def test_notes_that_both_added_to_are_kept_whole_on_both_sides(paired: tuple[Office, str]) -> None:
    """L3."""
    office = both(paired, {"Description": "met\ncalled"}, {"Body": "met\nwrote"})
    assert office.settled().verdict is Verdict.CLEAN
    whole = ["met", "called", "wrote"]
    assert [str(text).splitlines() for text in held(office, "Description", "Body")] == [whole, whole]
    assert office.lost() == []


def test_notes_that_are_too_long_together_are_asked_about(paired: tuple[Office, str]) -> None:
    """L3."""
    office = both(paired, {"Description": "met\n" + "a" * 20_000}, {"Body": "met\n" + "b" * 20_000})
    assert office.settled().verdict is Verdict.WAITING
    assert [conflict.field for conflict in office.store.conflicts.waiting()] == ["notes"]


def test_one_number_in_two_forms_is_no_conflict(paired: tuple[Office, str]) -> None:
    """L2, L5."""
    office = both(paired, {"Phone": "(040) 123-45"}, {"PhoneNumbers/BusinessPhone": "040 12345"})
    report = office.settled()
    assert report.verdict is Verdict.CLEAN and not report.counts.get("operations")


def test_a_number_that_moved_to_another_label_and_a_new_one_in_its_place_are_both_kept(
    paired: tuple[Office, str],
) -> None:
    """L3."""
    office = both(paired, {"Phone": None, "MobilePhone": "1"}, {"PhoneNumbers/BusinessPhone": "2"})
    assert office.settled().verdict is Verdict.CLEAN
    assert held(office, "Phone", "PhoneNumbers/MobilePhone") == ("2", "1")


def test_an_address_that_both_changed_is_one_question(paired: tuple[Office, str]) -> None:
    office = both(paired, {"MailingStreet": "Oak 2"}, {CITY: "Ulm", "Department": "Poetry"})
    assert office.settled().verdict is Verdict.WAITING
    (conflict,) = office.store.conflicts.waiting()
    assert (conflict.field, conflict.crm_value, conflict.mailbox_value) == (
        "business_address",
        "Oak 2\nBonn",
        "Elm 1\nUlm",
    )
    assert office.records()["Ada Lovelace"]["Department"] == "Poetry"
    office.resolve(conflict.id, "salesforce")
    assert office.settled().verdict is Verdict.CLEAN
    assert held(office, "MailingCity", CITY) == ("Bonn", "Bonn")
    assert held(office, "MailingStreet", STREET) == ("Oak 2", "Oak 2")


def test_an_address_is_put_back_whole(paired: tuple[Office, str]) -> None:
    """L3."""
    office = both(paired, {"MailingStreet": "Oak 2"}, {CITY: "Ulm"})
    office.rule("business_address", Policy.SALESFORCE)
    assert office.settled().verdict is Verdict.CLEAN
    (lost,) = office.lost()
    assert (lost.field, lost.value) == ("business_address", {"business_street": "Elm 1", "business_city": "Ulm"})
    office.put_back(lost)
    assert office.settled().verdict is Verdict.CLEAN
    assert held(office, "MailingStreet", STREET) == ("Elm 1", "Elm 1")
    assert held(office, "MailingCity", CITY) == ("Ulm", "Ulm")


@pytest.mark.parametrize(("owner", "title"), [(True, "Programmer"), (False, "Countess")])
def test_the_owners_side_decides(owner: bool, title: str) -> None:
    office = Office(scope="all")
    contact = office.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    if not owner:
        office.crm.reown(contact)
    office.settled()
    office.choose(Policy.OWNER)
    both((office, contact), {"Title": "Countess"}, {"JobTitle": "Programmer"})
    assert office.settled().verdict is Verdict.CLEAN
    assert held(office, "Title", "JobTitle") == (title, title)


@pytest.mark.parametrize("later", Side)
def test_the_newest_change_decides(paired: tuple[Office, str], later: Side) -> None:
    office, contact = paired
    office.choose(Policy.NEWEST)
    for side in (later.other, later):
        office.clock.forward(minutes=1)
        if side is Side.CRM:
            office.crm.edit(contact, {"Title": "Countess"})
        else:
            office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Programmer"})
    assert office.settled().verdict is Verdict.CLEAN
    title = "Countess" if later is Side.CRM else "Programmer"
    assert held(office, "Title", "JobTitle") == (title, title)


def test_a_write_that_came_too_late_is_not_told_as_done(paired: tuple[Office, str]) -> None:
    """L3."""
    office = both(paired, {"Title": "Countess"}, {"JobTitle": "Programmer"})
    office.choose(Policy.SALESFORCE)
    copy = office.copy_of("Ada Lovelace")

    def racing(name: str) -> None:
        if name == "update":
            office.world.mailbox.calls.quiet()
            office.mailbox.edit(copy, {"Department": "Engines"})

    office.world.mailbox.calls.before_call = racing
    office.settled()
    changes = ChangeLog(office.database).of_pair(office.pairings()[0].pair_id)
    assert {change.state for change in changes if change.field == "title"} == {"settled", "dropped"}
    assert [lost.value for lost in office.lost()] == [{"title": "Programmer"}]
