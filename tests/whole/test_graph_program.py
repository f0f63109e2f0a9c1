"""The whole program with a mailbox over Graph, while the person works in Outlook, which speaks another dialect.

Laws: L1, L4, unless a test names its own.
"""

from __future__ import annotations

import json
from collections import Counter
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.app.facade import MAILBOX_MEMORY
from desktop.app.reads import Verdict
from desktop.sandbox.mishaps.plan import FaultPlan
from desktop.store.database import Database
from desktop.store.settings import Memory
from tests.whole.desk import Desk, Told, text_of
from tests.whole.office import of, writes

if TYPE_CHECKING:
    from desktop.sandbox.serve import Sandbox
    from tests.whole.conftest import MakeOffice
    from tests.whole.office import Office

WATCHED_FOLDERS = 2


@pytest.fixture
def desk(sandbox: Sandbox, tmp_path: Path) -> Desk:
    """Eight contacts on both sides, in agreement."""
    desk = Desk(sandbox, tmp_path, dialect="graph")
    desk.settled()
    desk.agreed(8)
    return desk


def settled(office: Office) -> Office:
    assert office.sync(yes=True).verdict is Verdict.CLEAN
    assert office.sync().verdict is Verdict.CLEAN
    return office


def is_quiet(told: Told) -> bool:
    """Whether a session found nothing to write."""
    return told.code == 0 and not any(count for name, count in told.report.counts.items() if "seen" not in name)


def test_edits_newcomers_and_deletions_go_both_ways(desk: Desk) -> None:
    desk.people.edit_in_salesforce("Anna Müller", {"Title": "Chief", "Phone": "+43 1 111"})
    desk.people.edit_in_outlook("Alice Whitaker", {"JobTitle": "Boss"})
    desk.people.add_in_outlook({"GivenName": "New", "Surname": "Below"})
    desk.people.add_in_salesforce({"FirstName": "New", "LastName": "Above"})
    assert desk.sync().code == 0
    (anna,), (alice,) = desk.in_outlook("Anna Müller"), desk.in_salesforce("Alice Whitaker")
    assert (text_of(anna, "JobTitle"), text_of(anna, "PhoneNumbers/BusinessPhone")) == ("Chief", "+43 1 111")
    assert alice["Title"] == "Boss"
    desk.agreed(10)
    desk.people.delete_in_salesforce("New Below")
    assert desk.sync().code == 0
    desk.agreed(9)
    assert is_quiet(desk.sync())


def test_a_marked_contact_of_the_person_is_shared_and_taken_back_without_a_twin(desk: Desk) -> None:
    desk.people.add_in_outlook({"GivenName": "Own", "Surname": "Friend"}, shared=False, category="Salesforce")
    assert desk.sync().code == 0
    desk.agreed(9)
    assert len(desk.in_salesforce("Own Friend")) == 1
    desk.people.uncategorise_in_outlook("Own Friend")
    desk.sync()
    assert desk.in_outlook("Own Friend") == []
    desk.people.edit_in_outlook("Alice Whitaker", {"JobTitle": "Boss"})
    desk.sync()
    assert desk.in_outlook("Own Friend") == [] and len(desk.in_salesforce("Own Friend")) == 1


@pytest.mark.parametrize("verb", ["POST", "DELETE"])
def test_a_reply_that_is_lost_anywhere_in_a_move_leaves_one_contact(desk: Desk, verb: str) -> None:
    """L9."""
    desk.people.add_in_outlook({"GivenName": "Own", "Surname": "Friend"}, shared=False, category="Salesforce")
    rule = {"server": "graph", "match": f'"method": ?"{verb}"', "fault": "lost-reply", "times": 1}
    desk.sandbox.plan_faults(FaultPlan.read({"rules": [rule]}))
    desk.sync()
    assert desk.sandbox.faults.rules[0].fired == 1
    desk.sandbox.plan_faults(FaultPlan())
    for _ in range(3):
        told = desk.sync()
    assert is_quiet(told)
    desk.agreed(9)
    everywhere = [each for each in _surnames(desk.sandbox) if each == "Friend"]
    assert len(everywhere) == 1


def newcomers(desk: Desk) -> None:
    """One contact made and one edited on each side."""
    desk.people.edit_in_salesforce("Anna Müller", {"Title": "Chief"})
    desk.people.edit_in_outlook("Alice Whitaker", {"JobTitle": "Boss"})
    desk.people.add_in_outlook({"GivenName": "New", "Surname": "Below"})
    desk.people.add_in_salesforce({"FirstName": "New", "LastName": "Above"})


def forget_the_pause(desk: Desk) -> None:
    """What the server asked for is over: so long a test does not wait."""
    box = desk.ready["graph"]["base_url"], desk.ready["exchange"]["email"].casefold()
    database = Database.open(desk.profile / "mirror.db")
    Memory(database, MAILBOX_MEMORY).forget(f"graph|{box[0]}|{box[1]}|until")
    database.close()


@pytest.mark.parametrize(
    "rule",
    [
        {"fault": "SyncStateNotFound", "match": "delta", "times": 2},
        {"fault": "ErrorIrresolvableConflict", "match": "PATCH", "item": 1, "times": 1},
        {"fault": "429", "match": "POST", "retry_after": 1, "times": 1},
        {"fault": "429", "match": "POST", "item": 1, "retry_after": 1, "times": 1},
        {"fault": "503", "match": "delta", "times": 4},
        {"fault": "401", "match": "delta", "times": 1},
        {"fault": "reset", "match": '"POST"', "times": 1},
        {"fault": "lost-reply", "match": '"POST"', "times": 1},
        {"fault": "lost-reply", "match": '"PATCH"', "times": 1},
        {"fault": "truncated", "match": '"PATCH"', "commit": True, "times": 1},
        {"fault": "html", "match": "delta", "times": 1},
    ],
    ids=lambda rule: f"{rule['fault']}-{rule['match'].strip(chr(34))}{'-item' * ('item' in rule)}",
)
def test_whatever_goes_wrong_at_graph_nothing_is_lost_or_doubled(desk: Desk, rule: dict[str, object]) -> None:
    """L4, L6, L9."""
    newcomers(desk)
    desk.sandbox.plan_faults(FaultPlan.read({"rules": [{"server": "graph", **rule}]}))
    desk.sync()
    assert desk.sandbox.faults.rules[0].fired, "no request met the fault"
    desk.sandbox.plan_faults(FaultPlan())
    forget_the_pause(desk)
    for _ in range(3):
        told = desk.sync()
    assert is_quiet(told)
    (anna,), (alice,) = desk.in_outlook("Anna Müller"), desk.in_salesforce("Alice Whitaker")
    assert (text_of(anna, "JobTitle"), alice["Title"]) == ("Chief", "Boss")
    desk.agreed(10)


def test_a_read_that_comes_late_after_a_write_doubles_nothing(desk: Desk) -> None:
    """L2: Graph's lists and deltas may show a write only some requests later."""
    desk.sandbox.call(lambda: setattr(desk.sandbox.mailbox.settings, "lag", 3))
    newcomers(desk)
    for _ in range(4):
        told = desk.sync()
    assert is_quiet(told)
    desk.agreed(10)


def test_a_session_is_taken_back(make_office: MakeOffice) -> None:
    """L3."""
    office = make_office(4, dialect="graph")
    settled(office)
    row = next(row for row in office.sandbox.org.tables["Contact"].rows.values())
    office.sandbox.call(lambda: office.sandbox.org.delete("Contact", str(row["Id"])))
    report = office.sync()
    assert report.counts["delete mailbox"] == 1
    with office.program() as program:
        assert program.undo(report.session).verdict is Verdict.CLEAN
    assert len(list(office.sandbox.mailbox.items.within(office.folder()))) == 4
    report, seen = office.asked()
    assert report.verdict is Verdict.CLEAN and writes(of(seen, "salesforce")) == []


def test_a_session_with_nothing_to_do_costs_one_request_a_watched_folder(make_office: MakeOffice) -> None:
    """L2."""
    office = settled(make_office(40, dialect="graph"))
    report, seen = office.asked()
    assert report.verdict is Verdict.CLEAN
    asked = Counter(each.operation for each in of(seen, "graph"))
    assert asked == {"GET me/contactFolders/{id}/contacts/delta": WATCHED_FOLDERS}
    assert of(seen, "exchange") == []


def test_contacts_come_down_twenty_a_request(make_office: MakeOffice) -> None:
    """No law: what much work costs."""
    count = 130
    office = make_office(count, judged=False, dialect="graph")
    report, seen = office.asked(lambda: office.sync(yes=True))
    assert report.counts["create mailbox"] == count
    makes = [each for each in of(seen, "graph") if each.body.count(b'"POST"') > 1]
    assert len(makes) == ceil(count / 20)


def test_the_mailbox_of_a_profile_keeps_its_dialect(desk: Desk) -> None:
    """L12."""
    said = desk.connect_exchange()
    assert said.code != 0 and "another way" in said.errors
    assert desk.sync().code == 0
    desk.agreed(8)


def test_after_signing_out_nothing_is_asked_until_somebody_signs_in(desk: Desk) -> None:
    """L12."""
    assert desk.type("sign-out", "mailbox").code == 0
    told = desk.sync()
    assert told.code == 4 and "Sign in" in told.fault
    desk.connect()
    assert desk.sync().code == 0


def test_the_dialect_is_told_with_the_account(desk: Desk) -> None:
    """L12."""
    desk.connect()
    accounts = json.loads(desk.type("status", "--json").out)["accounts"]
    assert [account["adapter"] for account in accounts] == ["salesforce", "graph"]


def _surnames(sandbox: Sandbox) -> list[str]:
    """The names of everybody whom the person sees in a folder of contacts or in the bin."""
    tree = sandbox.mailbox.folders
    tops = [tree.distinguished(name) for name in ("contacts", "deleteditems")]
    folders = [folder for top in tops for folder in (top, *tree.below(top))]
    return [item.text("contacts:Surname") for folder in folders for item in sandbox.mailbox.items.within(folder)]
