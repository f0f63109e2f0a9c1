"""The regression scenarios that concern contacts, lifted from what users of other programs of this kind complain about.

The list, with the number of each, is in docs/pitfalls.md; a test keeps it honest.

Laws: L1, unless a test names its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.memory.calls import Calls, Told, lost_reply
from desktop.core.memory.crm_table import ME
from desktop.core.ports import Page
from desktop.core.record import Role
from desktop.core.scope import MINE, of_view
from desktop.store.holds import Hold
from desktop.sync.session import Verdict, run

from .office import Office

CRM, MAILBOX = "crm", "mailbox"


def people(office: Office, count: int = 8) -> list[str]:
    """So many contacts of Salesforce, synced; their ids."""
    made = [office.new_in_salesforce(f"Person{number:03}", "Smith") for number in range(count)]
    office.settled()
    office.sync()
    return made


def calls(office: Office, side: str) -> Calls:
    return office.world.crm.calls if side == CRM else office.world.mailbox.calls


def open_questions(office: Office) -> list[Hold]:
    return office.store.holds.active()


Answer = Callable[[str | None, Told], Iterator[Page]]


def nothing(cursor: str | None, tell: Told) -> Iterator[Page]:
    """A service that has forgotten everything and does not know it."""
    yield replace(next(tell(cursor)), observed=(), gone=())


def half(cursor: str | None, tell: Told) -> Iterator[Page]:
    """A service that tells half of a page as if it were all."""
    page = next(tell(cursor))
    yield replace(page, observed=page.observed[: len(page.observed) // 2])


def breaks_off(cursor: str | None, tell: Told) -> Iterator[Page]:
    """A service of which the connection drops in the middle."""
    yield from half(cursor, tell)
    raise lost_reply()


def fails(_cursor: str | None, _tell: Told) -> Iterator[Page]:
    """A service that answers 500."""
    raise PortFault(Fault(FaultClass.TRANSIENT, "unavailable", "Not now."))


@pytest.mark.parametrize("answer", [nothing, half, breaks_off, fails])
@pytest.mark.parametrize("expired", [False, True])
@pytest.mark.parametrize("side", [CRM, MAILBOX])
def test_a_source_that_tells_too_little_deletes_nothing(
    office: Office, side: str, expired: bool, answer: Answer
) -> None:
    """L12: scenario 5."""
    for contact in people(office):
        office.crm.edit(contact, {"Title": "Countess"})
    if expired:
        office.world.crm.expire_cursors()
        office.world.mailbox.expire_cursors()
    calls(office, side).pages = answer
    office.sync()
    assert open_questions(office) == [], "nobody is even asked about a deletion"
    calls(office, side).quiet()
    office.clock.forward(hours=25)
    office.sync()
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.records()) == len(office.copies()) == 8
    assert {copy["JobTitle"] for copy in office.copies().values()} == {"Countess"}
    assert office.mailbox.contacts(Role.DELETED) == [] and office.crm.bin() == []


def test_a_contact_that_is_copied_by_drag_is_a_contact_of_its_own(office: Office) -> None:
    """L4: scenario 6."""
    office.new_in_salesforce("Ada", "Lovelace", Email="", Title="Analyst")
    office.settled()
    original = office.copy_of("Ada Lovelace")
    copy = office.mailbox.copy(original)
    office.mailbox.edit(copy, {"GivenName": "Augusta"})
    office.mailbox.edit(original, {"JobTitle": "Countess"})
    assert office.settled().verdict is Verdict.CLEAN
    titles = {name: fields["Title"] for name, fields in office.records().items()}
    assert titles == {"Ada Lovelace": "Countess", "Augusta Lovelace": "Analyst"}
    assert len({item.link for item in office.mailbox.contacts(Role.SHARED)}) == 2, "each has a stamp of its own"


def test_a_copy_that_nobody_has_changed_is_asked_about_or_new_but_never_the_same_twice(office: Office) -> None:
    """L4: scenario 6, where the copy still has the address of its original."""
    office.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    office.settled()
    original = office.copy_of("Ada Lovelace")
    office.mailbox.copy(original)
    office.settled()
    office.mailbox.edit(original, {"JobTitle": "Countess"})
    office.settled()
    assert office.records()["Ada Lovelace"]["Title"] == "Countess", "the original stays the original"
    assert sorted(str(item.fields["JobTitle"]) for item in office.mailbox.contacts()) == ["Analyst", "Countess"]
    assert len(office.mailbox.contacts()) == 2


def test_after_the_loss_of_the_database_everything_is_linked_again_and_nothing_is_new(office: Office) -> None:
    """L11: scenario 7."""
    people(office)
    office.new_in_outlook("Grace", "Hopper")
    office.settled()
    links = {pairing.pair_id for pairing in office.pairings()}
    versions = office.versions()
    office.lose_database()
    assert office.settled().verdict is Verdict.CLEAN
    assert office.versions() == versions, "nothing was written"
    assert {pairing.pair_id for pairing in office.pairings()} == links


@pytest.mark.parametrize("before", ["", "edited"])
def test_a_mailbox_that_moved_and_gave_every_contact_a_new_id_keeps_every_link(office: Office, before: str) -> None:
    """L4: scenario 8."""
    people(office)
    links = {pairing.pair_id for pairing in office.pairings()}
    old = {item.native_id for item in office.mailbox.contacts()}
    for item in office.mailbox.contacts(Role.SHARED):
        office.mailbox.copy(item.native_id)
        office.mailbox.purge(item.native_id)
    if before:
        office.mailbox.edit(office.copy_of("Person000 Smith"), {"JobTitle": "Countess"})
    office.world.mailbox.expire_cursors()
    assert office.settled().verdict is Verdict.CLEAN
    assert not old & {item.native_id for item in office.mailbox.contacts()}
    assert {pairing.pair_id for pairing in office.pairings()} == links
    assert len(office.records()) == len(office.copies()) == 8
    assert office.records()["Person000 Smith"]["Title"] == ("Countess" if before else None)
    assert open_questions(office) == []


@pytest.mark.parametrize("change", ["reassigned", "filter"])
def test_what_leaves_the_filter_is_deleted_nowhere_and_comes_back(change: str) -> None:
    """Scenario 9 (a field that is hidden by the administrator is tested over HTTP)."""
    office = Office(scope=MINE)
    contacts = people(office, 3)
    if change == "filter":
        office.world.crm.scope = of_view(office.crm.make_view("Nobody", {"Title": "Nobody"}))
    else:
        office.crm.reown(contacts[0])
    office.settled()
    for hold in open_questions(office):
        office.confirm(hold.id, "yes")
    office.settled()
    assert len(office.records()) == len(office.mailbox.contacts()) == 3, "nothing is deleted on either side"
    assert office.mailbox.contacts(Role.DELETED) == [] and office.crm.bin() == []
    if change == "filter":
        office.world.crm.scope = MINE
    else:
        office.crm.reown(contacts[0], ME)
    office.settled()
    assert len(office.records()) == len(office.copies()) == len(office.mailbox.contacts()) == 3


LONG = "Senior Vice President of Analytical Engines"


@pytest.mark.parametrize(
    ("crm", "mailbox", "asked", "held"),
    [
        pytest.param({"Title": "A"}, {"JobTitle": "B"}, True, {("A", "Board", "B", "Board")}, id="same field"),
        pytest.param({"Title": "A"}, {"Department": "C"}, False, {("A", "C", "A", "C")}, id="different fields"),
        pytest.param({"Title": "A"}, {"JobTitle": "A"}, False, {("A", "Board", "A", "Board")}, id="equal edits"),
        pytest.param(
            {"Title": LONG[:20]}, {"JobTitle": LONG}, False, {(LONG, "Board", LONG, "Board")}, id="truncated text"
        ),
    ],
)
def test_edits_on_both_sides(
    office: Office, crm: dict[str, str], mailbox: dict[str, str], asked: bool, held: set[tuple[str, ...]]
) -> None:
    """L1, L5: scenario 10."""
    contact = office.new_in_salesforce("Ada", "Lovelace", Title="Analyst", Department="Board")
    office.settled()
    office.crm.edit(contact, crm)
    office.mailbox.edit(office.copy_of("Ada Lovelace"), mailbox)
    office.settled()
    record, copy = office.records()["Ada Lovelace"], office.copies()["Ada Lovelace"]
    assert {(record["Title"], record["Department"], copy["JobTitle"], copy["Department"])} == held
    assert bool(office.store.conflicts.waiting()) is asked


@pytest.mark.parametrize("deleted", [CRM, MAILBOX])
def test_an_edit_here_and_a_deletion_there_lose_neither(office: Office, deleted: str) -> None:
    """L3: scenario 10, where one of the edits is a deletion."""
    contact = office.new_in_salesforce("Ada", "Lovelace", Title="Analyst")
    office.settled()
    copy = office.copy_of("Ada Lovelace")
    if deleted == CRM:
        office.crm.delete(contact)
        office.mailbox.edit(copy, {"JobTitle": "Countess"})
    else:
        office.crm.edit(contact, {"Title": "Countess"})
        office.mailbox.delete(copy)
    assert office.settled().verdict is Verdict.WAITING
    left = [*office.copies().values()] if deleted == CRM else [*office.records().values()]
    assert [fields["JobTitle" if deleted == CRM else "Title"] for fields in left] == ["Countess"]


def test_five_thousand_and_one_contacts_are_all_there_and_counted() -> None:
    """Scenario 14."""
    office = Office()
    count = 5_001
    for number in range(count):
        office.new_in_salesforce(f"Person{number:05}", "Smith")
    first, second = (run(office.context(), "plan", dry=True) for _ in range(2))
    assert first.items == second.items, "what is told before is the same each time"
    assert first.planned is not None and first.planned.total == count
    assert office.sync().counts["create mailbox"] == count
    assert len(office.mailbox.contacts(Role.SHARED)) == len(office.pairings()) == count
    assert not office.sync().counts.get("create mailbox")


@pytest.mark.parametrize("side", [CRM, MAILBOX])
@pytest.mark.parametrize("verb", ["create", "update"])
def test_a_write_that_succeeded_without_an_answer_is_not_repeated(office: Office, side: str, verb: str) -> None:
    """L4: scenario 15."""
    office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    if verb == "create":
        (office.new_in_outlook if side == CRM else office.new_in_salesforce)("Grace", "Hopper")
    elif side == CRM:
        office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Countess"})
    else:
        office.crm.edit(office.crm.contacts()[0].native_id, {"Title": "Countess"})

    def lose(name: str) -> None:
        if name == verb:
            calls(office, side).quiet()
            raise lost_reply()

    calls(office, side).after_commit = lose
    assert office.sync().verdict is Verdict.FAILED
    written = calls(office, side).names.count(verb)
    assert office.settled().verdict is Verdict.CLEAN
    assert calls(office, side).names.count(verb) == written, "it is known to be done"
    names = ["Ada Lovelace", "Grace Hopper"][: 2 if verb == "create" else 1]
    assert sorted(office.records()) == sorted(office.copies()) == names
    assert len(office.mailbox.contacts()) == len(office.crm.contacts()) == len(names)


def test_one_contact_of_two_hundred_that_is_refused_is_explained_and_the_others_arrive() -> None:
    """L6: scenario 19."""
    office = Office()
    office.settled()
    for number in range(200):
        office.new_in_outlook(f"Person{number:03}", "Smith")
    rule = Fault(FaultClass.INVALID, "validation-rule", "No person may be number 77.")
    office.world.crm.calls.before_item = lambda name, number: rule if (name, number) == ("create", 77) else None
    office.sync()
    assert len(office.records()) == 199
    (issue,) = office.store.issues.open()
    assert issue.complaint.message == rule.message
    office.world.crm.calls.quiet()
    office.mailbox.edit(office.copy_of("Person077 Smith"), {"JobTitle": "Countess"})
    assert office.settled().verdict is Verdict.CLEAN
    assert len(office.records()) == 200
