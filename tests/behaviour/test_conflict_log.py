"""Rules that are remembered, and values that gave way and are put back.

Laws: L3, unless a test names its own.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.app import policies
from desktop.app.conflict_log import LostValue
from desktop.core.faults import PortFault
from desktop.core.pairing import Wish
from desktop.core.record import Side
from desktop.core.rules import Policy
from desktop.mapping.lens import KindMap
from desktop.sync.session import Verdict

from .office import Office

Paired = tuple[Office, str]
ADDRESS = "PhysicalAddresses/Business"


@pytest.fixture
def paired(office: Office) -> Paired:
    contact = office.new_in_salesforce("Ada", "Lovelace", Title="Analyst", Phone="1")
    office.settled()
    return office, contact


def clash(office: Office, contact: str, number: int = 0) -> None:
    office.crm.edit(contact, {"Title": f"Countess {number}"})
    office.mailbox.edit(office.copy_of("Ada Lovelace"), {"JobTitle": f"Programmer {number}"})


def titles(office: Office) -> tuple[object, object]:
    return office.records()["Ada Lovelace"]["Title"], office.copies()["Ada Lovelace"]["JobTitle"]


def answered(paired: Paired, take: str, always: bool = False) -> Office:
    office, contact = paired
    clash(office, contact)
    office.settled()
    (conflict,) = office.store.conflicts.waiting()
    office.resolve(conflict.id, take, always)
    assert office.settled().verdict is Verdict.CLEAN
    return office


def test_an_answer_that_is_remembered_decides_the_next_conflict_about_the_field(paired: Paired) -> None:
    """L1, L3."""
    office = answered(paired, "mailbox", always=True)
    clash(office, paired[1], 2)
    assert office.settled().verdict is Verdict.CLEAN
    assert titles(office) == ("Programmer 2", "Programmer 2")
    assert [lost.why for lost in office.lost()] == ["rule", "decided"]


def test_a_remembered_answer_settles_other_open_conflicts_about_the_field(office: Office) -> None:
    """L1."""
    people = ("Ada Lovelace", "Grace Hopper")
    contacts = [office.new_in_salesforce(*name.split(), Title="Analyst") for name in people]
    office.settled()
    for name, contact in zip(people, contacts, strict=True):
        office.crm.edit(contact, {"Title": "Countess", "Phone": "1"})
        office.mailbox.edit(office.copy_of(name), {"JobTitle": "Programmer", "PhoneNumbers/BusinessPhone": "2"})
    office.settled()
    first = next(c for c in office.store.conflicts.waiting() if c.field == "title")
    office.resolve(first.id, "salesforce", always=True)
    office.settled()
    assert [conflict.field for conflict in office.store.conflicts.waiting()] == ["phone", "phone"]
    assert {record["Title"] for record in office.records().values()} == {"Countess"}


def test_without_its_rule_a_field_is_asked_about_again(paired: Paired) -> None:
    """L3."""
    office = answered(paired, "mailbox", always=True)
    policies.drop_rule(office.database, "title")
    clash(office, paired[1], 2)
    assert office.settled().verdict is Verdict.WAITING


@pytest.mark.parametrize(
    ("take", "lost"),
    [
        ("salesforce", [(Side.MAILBOX, "Programmer 0")]),
        ("mailbox", [(Side.CRM, "Countess 0")]),
        ("Engineer", [(Side.CRM, "Countess 0"), (Side.MAILBOX, "Programmer 0")]),
    ],
)
def test_every_value_that_gave_way_to_an_answer_is_listed(
    paired: Paired, take: str, lost: list[tuple[Side, str]]
) -> None:
    office = answered(paired, take)
    assert [(each.side, each.value["title"]) for each in office.lost()] == lost
    assert {(each.title, each.field, each.why, each.state) for each in office.lost()} == {
        ("Ada Lovelace", "title", "decided", "")
    }


@pytest.mark.parametrize("take", ["salesforce", "mailbox", "Engineer"])
def test_a_value_that_is_put_back_reaches_both_sides_and_the_other_one_is_kept(paired: Paired, take: str) -> None:
    """L1, L3."""
    office = answered(paired, take)
    for lost in office.lost():
        kept = titles(office)[0]
        office.put_back(lost)
        assert office.settled().verdict is Verdict.CLEAN
        assert set(titles(office)) == {lost.value["title"]}
        assert office.lost()[0].value == {"title": kept}
        states = {(each.number, each.side): each.state for each in office.lost()}
        assert states[lost.number, lost.side] == "back"


def test_a_value_is_put_back_whatever_the_policy(paired: Paired) -> None:
    office, contact = paired
    office.choose(Policy.SALESFORCE)
    clash(office, contact)
    office.settled()
    office.put_back(office.lost()[0])
    assert office.lost()[0].state == "waiting"
    assert office.settled().verdict is Verdict.CLEAN
    assert titles(office) == ("Programmer 0", "Programmer 0")


def test_a_value_is_not_put_back_over_a_later_change(paired: Paired) -> None:
    office = answered(paired, "salesforce")
    office.put_back(office.lost()[0])
    office.crm.edit(paired[1], {"Title": "Baroness"})
    assert office.settled().verdict is Verdict.CLEAN
    assert titles(office) == ("Baroness", "Baroness")
    assert office.lost()[0].state == ""


def test_asking_twice_puts_back_once(paired: Paired) -> None:
    office = answered(paired, "salesforce")
    lost = office.lost()[0]
    office.put_back(lost)
    office.put_back(lost)
    assert office.settled().verdict is Verdict.CLEAN
    assert titles(office) == ("Programmer 0", "Programmer 0")


def _already_back(office: Office, contact: str, lost: LostValue) -> None:
    office.put_back(lost)
    office.settled()


def _asked_about(office: Office, contact: str, lost: LostValue) -> None:
    clash(office, contact, 2)
    office.settled()


def _unshared(office: Office, contact: str, lost: LostValue) -> None:
    office.wish(Wish.UNSHARE)
    office.settled()


@pytest.mark.parametrize(
    ("meanwhile", "code"), [(_already_back, "back"), (_asked_about, "asked"), (_unshared, "not-synced")]
)
def test_what_cannot_be_put_back_is_told(
    paired: Paired, meanwhile: Callable[[Office, str, LostValue], None], code: str
) -> None:
    office = answered(paired, "salesforce")
    lost = office.lost()[0]
    meanwhile(office, paired[1], lost)
    with pytest.raises(PortFault) as refused:
        office.put_back(lost)
    assert refused.value.fault.code == code and refused.value.fault.action


def test_a_rule_names_a_field_that_is_synced(office: Office) -> None:
    """No law: what may be asked for."""
    with pytest.raises(PortFault, match="no field"):
        office.rule("shoe_size", Policy.OUTLOOK)
    with pytest.raises(PortFault, match="no rule"):
        policies.drop_rule(office.database, "title")


def test_rules_are_listed_in_the_order_of_the_fields(office: Office) -> None:
    """No law: how rules are listed."""
    office.rule("notes", Policy.NEWEST)
    office.rule("business_address", Policy.OUTLOOK)
    office.rule("phone", Policy.SALESFORCE)
    office.rule("phone", Policy.OWNER)
    names = KindMap.load(office.context().kind)
    assert [(rule.field, rule.policy) for rule in policies.rules(office.database, names)] == [
        ("phone", Policy.OWNER),
        ("business_address", Policy.OUTLOOK),
        ("notes", Policy.NEWEST),
    ]


def test_a_lost_address_is_put_back_as_a_whole_or_not_at_all(office: Office) -> None:
    """L3: one of its parts has changed meanwhile, and two addresses are never mixed."""
    contact = office.new_in_salesforce("Ada", "Lovelace", MailingStreet="Elm 1", MailingCity="Bonn")
    office.settled()
    office.choose(Policy.OUTLOOK)
    office.crm.edit(contact, {"MailingStreet": "Oak 2", "MailingCity": "Ulm"})
    copy = office.copy_of("Ada Lovelace")
    office.mailbox.edit(copy, {f"{ADDRESS}/Street": "Fir 3", f"{ADDRESS}/City": "Graz"})
    assert office.settled().verdict is Verdict.CLEAN
    (lost,) = [each for each in office.lost() if each.side is Side.CRM]
    assert dict(lost.value) == {"business_street": "Oak 2", "business_city": "Ulm"}
    office.put_back(lost)
    office.crm.edit(contact, {"MailingCity": "Linz"})
    assert office.settled().verdict is Verdict.CLEAN
    record, copied = office.records()["Ada Lovelace"], office.copies()["Ada Lovelace"]
    assert (record["MailingStreet"], record["MailingCity"]) == ("Fir 3", "Linz")
    assert (copied[f"{ADDRESS}/Street"], copied[f"{ADDRESS}/City"]) == ("Fir 3", "Linz")
    office.put_back(office.lost()[-1])
    assert office.settled().verdict is Verdict.CLEAN
    record, copied = office.records()["Ada Lovelace"], office.copies()["Ada Lovelace"]
    assert (record["MailingStreet"], record["MailingCity"]) == ("Oak 2", "Ulm")
    assert (copied[f"{ADDRESS}/Street"], copied[f"{ADDRESS}/City"]) == ("Oak 2", "Ulm")


def test_an_answer_that_is_void_takes_no_other_with_it(paired: Paired) -> None:
    """L3: fields that are no parts of one address have nothing to do with each other."""
    office, contact = paired
    office.choose(Policy.OUTLOOK)
    for fields, copied in (
        ({"Title": "Countess"}, {"JobTitle": "Programmer"}),
        ({"Department": "A"}, {"Department": "B"}),
    ):
        office.crm.edit(contact, fields)
        office.mailbox.edit(office.copy_of("Ada Lovelace"), copied)
    office.settled()
    for lost in office.lost():
        office.put_back(lost)
    office.crm.edit(contact, {"Title": "Baroness"})
    assert office.settled().verdict is Verdict.CLEAN
    assert titles(office) == ("Baroness", "Baroness")
    assert office.records()["Ada Lovelace"]["Department"] == office.copies()["Ada Lovelace"]["Department"] == "A"
