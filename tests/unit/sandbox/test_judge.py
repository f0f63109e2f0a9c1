"""The judge and the simulated people, over real HTTP: every planted difference is noticed and named.

The program has no part in this: the shared folder is filled by hand with what Salesforce holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.sandbox import command
from desktop.sandbox.judge import Judge
from desktop.sandbox.people import SimulatedPeople
from desktop.sandbox.serve import Sandbox
from desktop.sandbox.stage import stage
from desktop.sandbox.visitor import DEFAULT_CONTACTS, ExchangeVisitor, VisitRefused

ADA = {"FirstName": "Ada", "LastName": "Lovelace", "Email": "ada@engines.example", "Title": "Analyst", "Phone": "+44 1"}
ADA_THERE = {
    "GivenName": "Ada",
    "Surname": "Lovelace",
    "EmailAddress/EmailAddress1": "Ada@engines.example",
    "JobTitle": "Analyst",
    "PhoneNumber/BusinessPhone": "+44 1",
}
ALAN = {"GivenName": "Alan", "Surname": "Turing"}


class Bench:
    """A sandbox with one contact that both sides hold alike, a person and a judge."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.ready = sandbox.ready
        exchange = ExchangeVisitor(self.ready["exchange"], self.ready["ca_file"])
        exchange.call(
            f"<m:CreateFolder><m:ParentFolderId>{DEFAULT_CONTACTS}</m:ParentFolderId><m:Folders><t:ContactsFolder>"
            "<t:DisplayName>Salesforce Contacts</t:DisplayName></t:ContactsFolder></m:Folders></m:CreateFolder>"
        )
        self.people = SimulatedPeople(self.ready)
        self.people.add_in_salesforce(ADA)
        self.people.add_in_outlook(ADA_THERE, category="Salesforce")
        self.judge = Judge(self.ready)


@pytest.fixture
def bench(sandbox_factory: object) -> Iterator[Bench]:
    yield Bench(sandbox_factory(contacts=0))  # type: ignore[operator]


def test_equal_sides_agree(bench: Bench) -> None:
    assert bench.judge.disagreements() == []
    assert bench.judge.shared() == (1, 1)


def test_a_changed_field_is_named_with_both_values(bench: Bench) -> None:
    bench.people.edit_in_salesforce("Ada Lovelace", {"Phone": "+44 2"})
    (found,) = bench.judge.disagreements()
    assert found == "Ada Lovelace: the business phone is '+44 2' in Salesforce and '+44 1' in Outlook."
    assert bench.judge.disagreements({"ada lovelace"}) == []


def test_values_that_a_person_would_call_the_same_are_equal(bench: Bench) -> None:
    bench.people.edit_in_salesforce("Ada Lovelace", {"Description": "One\nTwo"})
    bench.people.edit_in_outlook("Ada Lovelace", {"Body": "One\r\nTwo\r\n"})
    assert bench.judge.disagreements() == []


def test_a_value_that_was_taken_away_is_noticed(bench: Bench) -> None:
    bench.people.edit_in_outlook("Ada Lovelace", {"JobTitle": ""})
    assert bench.judge.disagreements() == ["Ada Lovelace: the title is 'Analyst' in Salesforce and '' in Outlook."]


def test_a_contact_of_one_side_only_is_noticed(bench: Bench) -> None:
    bench.people.add_in_salesforce({"FirstName": "Grace", "LastName": "Hopper"})
    bench.people.add_in_outlook(ALAN, category="Salesforce")
    assert sorted(bench.judge.disagreements()) == [
        "Alan Turing is in the folder Salesforce Contacts but not in Salesforce.",
        "Grace Hopper is in Salesforce but not in the folder Salesforce Contacts.",
    ]


def test_a_second_copy_is_noticed(bench: Bench) -> None:
    bench.people.add_in_outlook(ADA_THERE, category="Salesforce")
    assert bench.judge.disagreements() == ["Ada Lovelace is in the folder Salesforce Contacts but not in Salesforce."]


def test_a_contact_without_the_category_in_the_folder_is_noticed(bench: Bench) -> None:
    bench.people.uncategorise_in_outlook("Ada Lovelace")
    assert bench.judge.disagreements() == [
        "Ada Lovelace lies in the folder Salesforce Contacts without the category Salesforce."
    ]


def test_a_marked_contact_outside_the_folder_is_noticed(bench: Bench) -> None:
    bench.people.add_in_outlook(ALAN, shared=False, category="Salesforce")
    assert bench.judge.disagreements() == [
        "Alan Turing has the category Salesforce but lies outside the folder Salesforce Contacts."
    ]


def test_a_touched_personal_contact_is_noticed(sandbox: Sandbox) -> None:
    judge = Judge(sandbox.ready)
    assert judge.remember_personal() == 24
    everybody = [str(row["Name"]) for row in SimulatedPeople(sandbox.ready).in_salesforce()]
    assert judge.disagreements(everybody) == []
    exchange = ExchangeVisitor(sandbox.ready["exchange"], sandbox.ready["ca_file"])
    oma = next(i for i in exchange.contacts(DEFAULT_CONTACTS) if i.findtext("{*}Nickname") == "Oma")
    item_id = str(oma.find("{*}ItemId").get("Id"))  # type: ignore[union-attr]
    exchange.change(
        item_id,
        '<t:SetItemField><t:FieldURI FieldURI="contacts:Department"/>'
        "<t:Contact><t:Department>x</t:Department></t:Contact></t:SetItemField>",
    )
    (found,) = judge.disagreements(everybody)
    assert found.startswith("The personal contact Ottilie ")


def test_merged_and_deleted_contacts_are_gone(bench: Bench) -> None:
    bench.people.add_in_salesforce({"FirstName": "A.", "LastName": "Lovelace"})
    bench.people.merge_in_salesforce("Ada Lovelace", "A. Lovelace")
    assert [row["Name"] for row in bench.people.in_salesforce()] == ["Ada Lovelace"]
    bench.people.delete_in_salesforce("Ada Lovelace")
    bench.people.delete_in_outlook("Ada Lovelace")
    assert bench.judge.shared() == (0, 0)


def test_a_server_that_refuses_says_why(bench: Bench) -> None:
    with pytest.raises(VisitRefused, match="REQUIRED_FIELD_MISSING"):
        bench.people.add_in_salesforce({"FirstName": "Nobody"})


def test_the_check_command_tells_by_its_exit_code(
    bench: Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ready_file = tmp_path / "ready.json"
    ready_file.write_text(json.dumps(bench.ready), encoding="utf-8")
    assert command.main(["sandbox", "check", "--ready-file", str(ready_file)]) == 0
    assert capsys.readouterr().out == "1 contacts in Salesforce, 1 in the shared folder. They agree.\n"
    bench.people.edit_in_outlook("Ada Lovelace", {"JobTitle": "Countess"})
    assert command.main(["check", "--ready-file", str(ready_file)]) == 1
    assert "'Countess' in Outlook" in capsys.readouterr().out
    assert command.main(["check", "--ready-file", str(ready_file), "--except", "Ada Lovelace"]) == 0
    assert command.main(["check", "--ready-file", str(tmp_path / "none.json")]) == 5


def test_a_stage_counts_requests_of_anybody() -> None:
    with stage(contacts=3) as world:
        calls, requests = world.requests()
        world.people.in_salesforce()
        assert world.requests() == (calls + 1, requests)
        assert world.personal == 24
        assert len(world.disagreements()) == 3
