"""What a person decides while a session runs, in another window or at the command line, is never lost.

Each story is told once for every moment at which the decision may come: before and after each call, and before and
after each transaction. A decision may be refused, then the person knows; what was taken is carried out in the end.

Laws: L1, L3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from desktop.app import decisions, excluding, policies
from desktop.app.conflict_log import LostValue
from desktop.core.faults import PortFault
from desktop.core.pairing import PairState, Wish
from desktop.core.record import Kind, Role
from desktop.core.rules import Policy
from desktop.mapping.lens import KindMap

from .moments import Moments
from .office import Office
from .test_issues import rule_of_the_org

NAMES = KindMap.load(Kind.CONTACT)


class Meanwhile(Moments):
    """Lets a person decide at one of the moments that a session passes."""

    def __init__(self, office: Office, chosen: int | None, decide: Callable[[], None]) -> None:
        super().__init__(office)
        self.chosen, self.taken = chosen, False
        self._decide, self._busy = decide, False

    def moment(self, _name: str = "") -> None:
        """The person decides here, once; their own calls and transactions are no moments."""
        if self._busy:
            return
        self.passed += 1
        if self.passed - 1 != self.chosen:
            return
        self._busy = True
        try:
            self._decide()
            self.taken = True
        except PortFault:
            self.taken = False
        self._busy = False


@dataclass(frozen=True)
class Story:
    """What is there before, what happens besides, what the person says, and what must be so in the end."""

    begin: Callable[[Office], Any]
    decide: Callable[[Office, Any], None]
    holds: Callable[[Office, Any], None]


def disputed(office: Office) -> int:
    """The title is in dispute; both sides have changed something else."""
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.crm.edit(contact, {"Title": "Countess"})
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Programmer"})
    office.settled()
    (conflict,) = office.store.conflicts.waiting()
    office.crm.edit(contact, {"Department": "Engines"})
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"PhoneNumbers/MobilePhone": "+43 1 23456"})
    return conflict.id


def both_say(office: Office, title: str) -> None:
    assert (office.records()["Ada Lovelace"]["Title"], office.copies()["Ada Lovelace"]["JobTitle"]) == (title, title)
    assert office.records()["Ada Lovelace"]["MobilePhone"] is not None
    assert office.copies()["Ada Lovelace"]["Department"] == "Engines"


def held(office: Office) -> int:
    """A copy was deleted, and the person is asked; meanwhile Salesforce changed the record."""
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.mailbox.delete(office.copy_of("Ada Lovelace"))
    office.settled()
    (hold,) = office.store.holds.active()
    office.crm.edit(contact, {"Department": "Engines"})
    return hold.id


def shared_and_edited(office: Office) -> str:
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.crm.edit(contact, {"Department": "Engines"})
    return office.pairings()[0].pair_id


def apart(office: Office, _: str) -> None:
    assert office.copies() == {} and list(office.records()) == ["Ada Lovelace"]
    assert [pairing.state for pairing in office.pairings()] == [PairState.DETACHED]


def detached_and_edited(office: Office) -> str:
    pair_id = shared_and_edited(office)
    office.settled()
    office.wish(Wish.UNSHARE)
    office.settled()
    office.mailbox.edit(office.copy_of("Ada Lovelace", Role.DEFAULT), {"JobTitle": "Programmer"})
    return pair_id


def together(office: Office, _: str) -> None:
    assert office.copies()["Ada Lovelace"]["JobTitle"] == office.records()["Ada Lovelace"]["Title"] == "Programmer"


def two_of_a_name(office: Office) -> tuple[int, str]:
    """Two contacts in Salesforce could be the counterpart of the one in Outlook; all are edited meanwhile."""
    chosen = office.new_in_salesforce("Ada", "Lovelace", Email="ada@example.com")
    office.new_in_salesforce("Ada", "King", Email="ada@example.com")
    office.new_in_outlook("Ada", "Lovelace", email="ada@example.com")
    office.settled()
    (conflict,) = office.store.conflicts.waiting()
    office.crm.edit(chosen, {"Title": "Countess"})
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"Department": "Engines"})
    return conflict.id, chosen


def chosen_or_asked(office: Office, begun: tuple[int, str]) -> None:
    """The chosen one has the counterpart, unless the question had changed before and is asked anew."""
    if not office.store.conflicts.waiting():
        (record,) = [record for record in office.crm.contacts() if record.native_id == begun[1]]
        assert (record.fields["Title"], record.fields["Department"]) == ("Countess", "Engines")


def newcomer(office: Office) -> None:
    office.new_in_salesforce("Grace", "Hopper")
    office.settled()
    office.new_in_outlook("Ada", "Lovelace")


def left_alone(office: Office, _: None) -> None:
    """Either nothing was made, or what had been made already is left as it is from now on."""
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Programmer"})
    office.settled()
    assert all(record["Title"] is None for name, record in office.records().items() if name == "Ada Lovelace")


def excluded(office: Office) -> None:
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    excluding.exclude(office.database, NAMES, "ada.lovelace@example.com", office.clock.now())
    office.settled()
    office.crm.edit(contact, {"Title": "Countess"})
    office.new_in_salesforce("Augusta", "King", Email="ada.lovelace@example.com")


def included(office: Office, _: None) -> None:
    assert office.copies()["Ada Lovelace"]["JobTitle"] == "Countess"
    assert "Augusta King" in office.copies()


def given_way(office: Office) -> LostValue:
    """The title gave way; now Salesforce changes it once more, and Outlook something else."""
    contact = office.new_in_salesforce("Ada", "Lovelace")
    office.settled()
    office.crm.edit(contact, {"Title": "Countess"})
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Programmer"})
    office.settled()
    office.resolve(office.store.conflicts.waiting()[0].id, "salesforce")
    office.settled()
    office.crm.edit(contact, {"Title": "Duchess", "Department": "Engines"})
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"PhoneNumbers/MobilePhone": "+43 1 23456"})
    (lost,) = office.lost()
    return lost


def back_or_void(office: Office, _: LostValue) -> None:
    """The former value is back, unless the title had changed by then: the answer was about another value."""
    title = office.records()["Ada Lovelace"]["Title"]
    assert title in ("Programmer", "Duchess")
    both_say(office, str(title))


def answered_to_delete(office: Office) -> int:
    """The person has said that the deletion goes on, and changes their mind."""
    number = held(office)
    office.confirm(number, "delete")
    return number


def many_deleted(office: Office) -> int:
    """Half of the contacts were deleted in Salesforce; the person has said yes."""
    contacts = [office.new_in_salesforce(f"Ann{number}", "Smith") for number in range(8)]
    office.settled()
    for contact in contacts[:6]:
        office.crm.delete(contact)
    office.settled()
    (hold,) = office.store.holds.active()
    return hold.id


def agreed_to_many(office: Office) -> int:
    number = many_deleted(office)
    office.confirm(number, "yes")
    return number


def refused(office: Office) -> int:
    """The org refuses a contact, which rests."""
    with rule_of_the_org():
        office.new_in_outlook("Ada", "Lovelace")
        for _ in range(5):
            office.clock.forward(hours=30)
            office.sync()
    office.new_in_salesforce("Grace", "Hopper")
    (issue,) = office.store.issues.open()
    return issue.id


STORIES = {
    "salesforce is taken": Story(
        disputed, lambda o, n: o.resolve(n, "salesforce"), lambda o, _: both_say(o, "Countess")
    ),
    "outlook is taken": Story(disputed, lambda o, n: o.resolve(n, "mailbox"), lambda o, _: both_say(o, "Programmer")),
    "a rule is made": Story(
        disputed, lambda o, _: o.rule("title", Policy.OUTLOOK), lambda o, _: both_say(o, "Programmer")
    ),
    "everything follows outlook": Story(
        disputed, lambda o, _: o.choose(Policy.OUTLOOK), lambda o, _: both_say(o, "Programmer")
    ),
    "a lost value is put back": Story(given_way, lambda o, lost: o.put_back(lost), back_or_void),
    "a held deletion goes on": Story(
        held, lambda o, n: o.confirm(n, "delete"), lambda o, _: _equal([*o.records(), *o.copies()], [])
    ),
    "a held deletion ends the sharing": Story(held, lambda o, n: o.confirm(n, "stop"), apart),
    "a held deletion is taken back": Story(
        held,
        lambda o, n: o.confirm(n, "restore"),
        lambda o, _: _equal(o.copies()["Ada Lovelace"]["Department"], "Engines"),
    ),
    "a held deletion excludes": Story(
        held, lambda o, n: o.confirm(n, "exclude"), lambda o, _: _equal([*o.records(), *o.copies()], ["Ada Lovelace"])
    ),
    "the mind is changed": Story(answered_to_delete, lambda o, n: o.confirm(n, "stop"), apart),
    "sharing ends": Story(shared_and_edited, lambda o, pair_id: o.wish(Wish.UNSHARE, pair_id), apart),
    "sharing begins": Story(detached_and_edited, lambda o, pair_id: o.wish(Wish.SHARE, pair_id), together),
    "a counterpart is chosen": Story(two_of_a_name, lambda o, begun: o.resolve(begun[0], begun[1]), chosen_or_asked),
    "a newcomer is excluded": Story(newcomer, lambda o, _: _exclude(o, "ada.lovelace@example.com"), left_alone),
    "an exclusion is taken back": Story(excluded, lambda o, _: _include(o, "ada.lovelace@example.com"), included),
    "many deletions go on": Story(
        many_deleted, lambda o, n: o.confirm(n, "yes"), lambda o, _: _equal(len(o.copies()), 2)
    ),
    "many copies are kept": Story(
        many_deleted, lambda o, n: o.confirm(n, "keep"), lambda o, _: _equal(len(o.mailbox.contacts(Role.DEFAULT)), 6)
    ),
    "many copies are kept after all": Story(
        agreed_to_many,
        lambda o, n: o.confirm(n, "keep"),
        lambda o, _: _equal(len(o.mailbox.contacts()) in (8, 2), True),
    ),
    "a refused contact is tried again": Story(
        refused,
        lambda o, n: decisions.retry(o.database, n),
        lambda o, _: _equal(sorted(o.records()), ["Ada Lovelace", "Grace Hopper"]),
    ),
}


def _equal(found: object, wanted: object) -> None:
    assert found == wanted


def _exclude(office: Office, what: str) -> None:
    excluding.exclude(office.database, NAMES, what, office.clock.now())


def _include(office: Office, what: str) -> None:
    excluding.include(office.database, NAMES, what, office.clock.now())


@pytest.mark.parametrize("name", STORIES)
def test_a_decision_at_any_moment_of_a_session_is_carried_out(name: str) -> None:
    story = STORIES[name]

    def fresh(moment: int | None) -> tuple[Office, Meanwhile, Any]:
        other = Office()
        begun = story.begin(other)
        return other, Meanwhile(other, moment, lambda: story.decide(other, begun)), begun

    smooth, watched, _ = fresh(None)
    smooth.sync()
    watched.end()
    assert watched.passed > 10
    for moment in range(watched.passed):
        lively, meanwhile, begun = fresh(moment)
        lively.sync()
        meanwhile.end()
        if not meanwhile.taken:
            continue
        lively.settled()
        try:
            story.holds(lively, begun)
        except AssertionError as problem:
            raise AssertionError(f"said at moment {moment} of {watched.passed}") from problem


def test_what_was_decided_before_an_undo_is_left_to_the_next_sync(office: Office) -> None:
    contact = office.new_in_salesforce("Ada", "Lovelace", Department="Looms")
    office.settled()
    office.crm.edit(contact, {"Department": "Engines", "Title": "Countess"})
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": "Programmer"})
    report = office.sync()
    office.sync()
    (conflict,) = office.store.conflicts.waiting()
    office.resolve(conflict.id, "mailbox")
    office.undo(report.session)
    office.settled()
    assert office.records()["Ada Lovelace"]["Title"] == office.copies()["Ada Lovelace"]["JobTitle"] == "Programmer"
    assert office.copies()["Ada Lovelace"]["Department"] == "Looms"


def test_two_rules_that_are_made_at_one_moment_both_hold() -> None:
    office = Office()
    begin, rules = office.database.transaction, ["phone"]

    @contextmanager
    def late() -> Iterator[None]:
        if rules:
            office.rule(rules.pop(), Policy.SALESFORCE)
        with begin():
            yield

    office.database.transaction = late  # type: ignore[method-assign]
    office.rule("title", Policy.OUTLOOK)
    assert set(policies.policies(office.database).by_field) == {"title", "phone"}
