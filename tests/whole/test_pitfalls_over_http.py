"""Pitfalls of the two services that no test of a single room shows, through the real program over HTTP.

`docs/pitfalls.md` says which number each of them answers. They must not know how the program does it.

Laws: L2, unless a test names its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.app.reads import exit_code
from desktop.sandbox.mishaps.plan import FaultPlan
from desktop.sandbox.people import SimulatedPeople
from tests.whole.desk import Desk, text_of
from tests.whole.office import Office, of, writes

if TYPE_CHECKING:
    from desktop.sandbox.serve import Sandbox
    from tests.whole.conftest import MakeOffice


@pytest.fixture
def office(make_office: MakeOffice) -> Office:
    """Six contacts on both sides, in agreement."""
    office = make_office(contacts=6)
    assert exit_code(office.sync(yes=True)) == 0
    return office


@pytest.fixture
def desk(sandbox: Sandbox, tmp_path: Path) -> Desk:
    """Eight contacts on both sides, in agreement."""
    desk = Desk(sandbox, tmp_path)
    desk.settled()
    return desk


def plan(sandbox: Sandbox, **rule: Any) -> None:
    sandbox.plan_faults(FaultPlan.read({"rules": [rule]}))


def fired(sandbox: Sandbox) -> int:
    return sandbox.faults.rules[0].fired


def test_what_we_wrote_comes_back_and_moves_nothing_for_ten_sessions(office: Office) -> None:
    people = SimulatedPeople(office.ready)
    people.edit_in_salesforce("Anna Müller", {"Title": "Chief"})
    people.edit_in_outlook("Alice Whitaker", {"JobTitle": "Boss"})
    _, seen = office.asked()
    assert writes(seen)
    for _ in range(10):
        report, seen = office.asked()
        assert (exit_code(report), writes(seen)) == (0, [])


def test_a_row_of_which_only_the_stamp_moved_writes_nothing(office: Office) -> None:
    row = next(row for row in office.sandbox.org.rows("Contact") if row["Name"] == "Anna Müller")
    office.sandbox.call(lambda: office.sandbox.org.update("Contact", row["Id"], {"Title": row["Title"]}))
    report, seen = office.asked()
    assert report.counts["seen in crm"] == 1
    assert (exit_code(report), writes(seen)) == (0, [])


def test_a_page_that_is_told_twice_is_one_change(office: Office) -> None:
    """L2, L4."""
    people = SimulatedPeople(office.ready)
    plan(office.sandbox, server="exchange", match="SyncFolderItems", fault="stale-page", nth=[3, 4])
    people.edit_in_outlook("Alice Whitaker", {"JobTitle": "Boss"})
    people.add_in_outlook({"GivenName": "New", "Surname": "Below"})
    assert exit_code(office.sync()) == 0
    _, seen = office.asked()
    assert fired(office.sandbox) > 0
    assert writes(seen) == []
    rows = [row["Name"] for row in people.in_salesforce()]
    assert rows.count("New Below") == 1 and rows.count("Alice Whitaker") == 1


def test_two_computers_on_one_mailbox_come_to_rest(office: Office) -> None:
    """L2, L4."""
    other = Office(office.sandbox, office.wire, office.profile.with_name("other"))
    other.connect()
    people = SimulatedPeople(office.ready)
    assert exit_code(other.sync(yes=True)) == 0
    people.edit_in_salesforce("Anna Müller", {"Title": "Chief"})
    people.edit_in_outlook("Alice Whitaker", {"JobTitle": "Boss"})
    for each in (office, other, office, other):
        assert exit_code(each.sync()) == 0
    for each in (office, other):
        report, seen = each.asked()
        assert (exit_code(report), writes(seen)) == (0, [])


def test_only_recoverable_deletions_go_over_the_wire(office: Office) -> None:
    """L3."""
    SimulatedPeople(office.ready).delete_in_salesforce("Anna Müller")
    _, seen = office.asked()
    deletions = [each.body for each in of(seen, "exchange") if each.operation == "DeleteItem"]
    assert deletions and all(b'DeleteType="MoveToDeletedItems"' in body for body in deletions)


def test_a_note_that_the_mailbox_shows_as_html_moves_nothing(office: Office) -> None:
    """L2, L5."""
    people = SimulatedPeople(office.ready)
    people.edit_in_salesforce("Anna Müller", {"Description": "One & two\r\n  <three>"})
    assert exit_code(office.sync()) == 0
    (item,) = [each for each in office.sandbox.mailbox.items.within(office.folder()) if "Müller" in each.text(SURNAME)]
    assert "One & two" in item.text("item:Body")
    people.edit_in_outlook("Anna Müller", {"JobTitle": "Chief"})
    office.sync()
    report, seen = office.asked()
    assert (exit_code(report), writes(seen)) == (0, [])
    (row,) = [row for row in office.sandbox.org.rows("Contact") if row["Name"] == "Anna Müller"]
    assert (row["Title"], row["Description"]) == ("Chief", "One & two\r\n  <three>")


SURNAME = "contacts:Surname"


def test_one_stale_item_of_a_batch_stops_none_of_the_others(desk: Desk) -> None:
    """L6."""
    names = [str(row["Name"]) for row in desk.all_in_salesforce()]
    for name in names:
        desk.people.edit_in_salesforce(name, {"Department": "Moved"})
    plan(desk.sandbox, server="exchange", match="UpdateItem", fault="ErrorIrresolvableConflict", item=3, times=1)
    assert desk.sync().code == 0
    assert fired(desk.sandbox) == 1
    assert [text_of(item, "Department") for item in desk.all_in_outlook()] == ["Moved"] * len(names)


def test_a_conflict_that_is_none_is_tried_again_and_succeeds(desk: Desk) -> None:
    """L1."""
    desk.people.edit_in_salesforce("Anna Müller", {"Title": "Chief"})
    plan(desk.sandbox, server="exchange", match="UpdateItem", fault="ErrorIrresolvableConflict", times=1)
    told = desk.sync()
    assert (told.code, told.issues, fired(desk.sandbox)) == (0, {}, 1)
    (anna,) = desk.in_outlook("Anna Müller")
    assert text_of(anna, "JobTitle") == "Chief"


@pytest.mark.parametrize(("title", "conflicts"), [(None, 0), ("Outlook's", 1)])
def test_an_edit_before_our_write_is_merged_or_asked_about(office: Office, title: str | None, conflicts: int) -> None:
    """L3."""
    people = SimulatedPeople(office.ready)
    people.edit_in_salesforce("Anna Müller", {"Title": "Chief"})
    done: list[bool] = []

    def meanwhile(body: bytes, _: str) -> None:
        if b"UpdateItem" in body and not done:
            done.append(True)
            fields = {"Department": "Research"} if title is None else {"JobTitle": title}
            people.edit_in_outlook("Anna Müller", fields)

    with office.between(meanwhile):
        office.sync()
    assert done
    office.sync()
    with office.program() as program:
        assert len(list(program.queries.conflicts())) == conflicts
    (row,) = [row for row in office.sandbox.org.rows("Contact") if row["Name"] == "Anna Müller"]
    assert (row["Title"], row["Department"] == "Research") == ("Chief", title is None)


def test_a_forgotten_state_means_a_full_round_without_doubles_or_deletions(desk: Desk) -> None:
    """L4, L12."""
    desk.people.edit_in_outlook("Alice Whitaker", {"JobTitle": "Boss"})
    plan(desk.sandbox, server="exchange", match="<m:SyncState>", fault="ErrorInvalidSyncStateData")
    told = desk.sync()
    assert (told.code, fired(desk.sandbox) > 0) == (0, True)
    assert [row["Title"] for row in desk.in_salesforce("Alice Whitaker")] == ["Boss"]
    desk.agreed(8)


def test_a_date_that_salesforce_refuses_deletes_nothing(desk: Desk) -> None:
    """L12."""
    desk.people.add_in_salesforce({"LastName": "Ninth"})
    plan(desk.sandbox, server="salesforce", match="queryAll", fault="INVALID_REPLICATION_DATE", times=1)
    assert desk.sync().code == 5
    assert fired(desk.sandbox) == 1
    assert len(desk.all_in_outlook()) == 8
    assert desk.sync().code == 0
    desk.agreed(9)


def test_what_was_read_can_be_looked_at_while_the_sign_in_has_ended(desk: Desk) -> None:
    """No law: what can be looked at."""
    place, sessions = desk.ready["salesforce"], desk.sandbox.org.sessions
    desk.sandbox.call(lambda: sessions.revoke(place["refresh_token"]))
    assert desk.sync().code == 4
    said = desk.type("records")
    assert said.code == 0 and "Anna" in said.out


def test_a_sign_in_that_ended_is_not_asked_about_by_later_sessions_more_than_once(desk: Desk) -> None:
    """L8."""
    place, sessions = desk.ready["salesforce"], desk.sandbox.org.sessions
    desk.sandbox.call(lambda: sessions.revoke(place["refresh_token"]))
    plan(desk.sandbox, server="salesforce", match="oauth2/token", fault="slow", seconds=0)
    assert desk.sync().code == 4
    assert fired(desk.sandbox) == 1, "one session asks once, and asks the person then"


def test_a_country_that_is_no_choice_is_told_and_not_sent_in_every_session(desk: Desk) -> None:
    """L8."""
    desk.people.edit_in_outlook("Alice Whitaker", {"JobTitle": "Boss"})
    plan(desk.sandbox, server="salesforce", match='"PATCH"', fault="FIELD_INTEGRITY_EXCEPTION", item=1)
    told = desk.sync()
    assert (told.code, list(told.issues)) == (3, ["Alice Whitaker"])
    for _ in range(3):
        assert desk.sync().code == 3
    assert fired(desk.sandbox) == 2, "it is tried once more, and then after growing pauses only"


def test_a_choice_that_salesforce_no_longer_offers_is_told_in_words(desk: Desk) -> None:
    """L6."""
    desk.people.edit_in_outlook("Alice Whitaker", {"JobTitle": "Boss"})
    code = "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"
    plan(desk.sandbox, server="salesforce", match='"PATCH"', fault=code, item=1)
    assert desk.sync().issues == {
        "Alice Whitaker": "Salesforce has no such choice for a field. Pick one that Salesforce offers."
    }
